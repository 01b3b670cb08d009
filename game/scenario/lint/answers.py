"""Checks of replies to events (E107, E108, E201)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.names import SAY
from game.scenario.sites import events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Happening
    from game.scenario.source import KeyPath


def of_the_wrong_kind(subject: Subject) -> Iterator[Finding]:
    """E107: `say` names a move, and every other reply is written out."""
    for path, rule in events(subject.document):
        for name, reply in rule.replies.items():
            here = (*path, "replies", name)
            if name == SAY and not isinstance(reply, str):
                message = "`say` holds the id of a move whose wordings are offered"
                yield subject.places.finding("E107", message, here, on_key=True, hint="call a reply something else")
            elif name != SAY and isinstance(reply, str):
                hint = "write {text: ..., effects: {...}}, or say: move_id"
                yield subject.places.finding("E107", f"the reply `{name}` is written out as a map", here, hint=hint)


def moves_said(subject: Subject) -> Iterator[Finding]:
    """E201: `say` names a move that exists."""
    known = subject.document.moves
    for path, move, _ in _said(subject):
        if move not in known:
            yield from subject.unknown("move", move, known, path)


def named_as_what_is_said(subject: Subject) -> Iterator[Finding]:
    """E108: no reply has the id of the move that `say` offers beside it."""
    for path, move, rule in _said(subject):
        if move in subject.document.moves and move in rule.replies:
            message = f"`{move}` is both a reply here and the move that `say` offers"
            yield subject.places.finding("E108", message, path, hint="call the reply something else")


def _said(subject: Subject) -> Iterator[tuple[KeyPath, str, Happening]]:
    """Yield the path, the move and the event of each `say`."""
    for path, rule in events(subject.document):
        move = rule.replies.get(SAY)
        if isinstance(move, str):
            yield (*path, "replies", SAY), move, rule
