"""Checks of what really happened: it is told with the scenario's own moves, events and replies (E106 to E209)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.lint.names import item_path
from game.scenario.names import SAY
from game.scenario.sites import events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Happening
    from game.scenario.source import KeyPath


def turns(subject: Subject) -> Iterator[Finding]:
    """E209: what happened is told of turns that the calendar has."""
    count = len(subject.document.calendar.turns)
    for index, row in enumerate(subject.document.history):
        if not 1 <= row.turn <= count and not subject.is_lost("calendar"):
            message = f"turn {row.turn} is not in the calendar of {count} turns"
            yield subject.places.finding("E209", message, ("history", index, "turn"))


def moves(subject: Subject) -> Iterator[Finding]:
    """E201: the moves that were sent exist."""
    sendable = [name for name, move in subject.document.moves.items() if not move.wordings]
    sendable += subject.names.of_kind("wording")
    for path, move in _moves_sent(subject):
        if move not in sendable and move not in subject.document.moves:
            yield from subject.unknown("move", move, sendable, path)


def wordings(subject: Subject) -> Iterator[Finding]:
    """E106: a move that has wordings was sent with one."""
    for path, move in _moves_sent(subject):
        known = subject.document.moves.get(move)
        if known and known.wordings:
            hint = f"write `{move}.{next(iter(known.wordings))}`, or another of its wordings"
            yield subject.places.finding("E106", f"`{move}` is sent with a wording", path, hint=hint)


def _moves_sent(subject: Subject) -> Iterator[tuple[KeyPath, str]]:
    for index, row in enumerate(subject.document.history):
        for item, move in enumerate(row.moves):
            yield item_path(subject, ("history", index, "moves"), item), move


def happenings(subject: Subject) -> Iterator[Finding]:
    """E201: the events that happened exist."""
    drawn = (*subject.names.of_kind("event", "member", "rung"), *subject.document.reactions)
    for index, row in enumerate(subject.document.history):
        for item, event in enumerate(row.events):
            if event not in drawn:
                path = item_path(subject, ("history", index, "events"), item)
                yield from subject.unknown("event", event, drawn, path)


def replies(subject: Subject) -> Iterator[Finding]:
    """E201: what was answered, and to what, exists."""
    asking, ladders = dict(_asking(subject)), subject.document.ladders
    for path, name, reply in _replies_given(subject):
        if name not in asking and name not in ladders:
            if subject.names.kind(name) not in ("event", "member"):
                yield from subject.unknown("event", name, (*asking, *ladders), path, on_key=True)
        elif reply not in (known := _answers(subject, name, asking)):
            yield from subject.unknown("reply", reply, known, path, owner=name)


def unasked_replies(subject: Subject) -> Iterator[Finding]:
    """E107: an answer was given to an event that asks for one."""
    asking = dict(_asking(subject))
    for path, name, _ in _replies_given(subject):
        if name not in asking and subject.names.kind(name) in ("event", "member"):
            yield subject.places.finding("E107", f"`{name}` asks for no reply", path, on_key=True)


def _replies_given(subject: Subject) -> Iterator[tuple[KeyPath, str, str]]:
    for index, row in enumerate(subject.document.history):
        for name, reply in row.replies.items():
            yield ("history", index, "replies", name), name, reply


def _asking(subject: Subject) -> Iterator[tuple[str, Happening]]:
    """Yield every event and member that asks for a reply, by its id."""
    for path, rule in events(subject.document):
        if rule.replies:
            yield str(path[-1]), rule


def _answers(subject: Subject, name: str, asking: dict[str, Happening]) -> tuple[str, ...]:
    """Return what may be answered to an event or a ladder."""
    if name in subject.document.ladders:
        return tuple(subject.document.ladders[name].replies)
    if name not in asking:
        return ()
    answers = [reply for reply in asking[name].replies if reply != SAY]
    said = asking[name].replies.get(SAY)
    if isinstance(said, str) and said in subject.document.moves:
        wordings = subject.document.moves[said].wordings
        answers += [f"{said}.{wording}" for wording in wordings] or [said]
    return tuple(answers)
