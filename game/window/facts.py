"""What took place in a game, as the desk tells it: news, causes in order, and the record of turns. It draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import Change, NumberInfo, Scenario, Step, shown
from game.session.account import goal_conditions
from game.session.titles import rule_title, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.scenario.model import Event, Member
    from game.session.session import Session

MINUS = "\u2212"
SEOUL = "Seoul"
DRIFT = "pull"


@dataclass(frozen=True, slots=True)
class Moved:
    """How a rule moved a number that may be shown: '+3' and whether that is good (1), bad (-1) or neither."""

    title: str
    text: str
    good: int


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that took place: who did it, its headline, the text behind it, where, and what it moved."""

    turn: int
    rule: str
    source: str
    headline: str
    text: str
    place: str
    moved: tuple[Moved, ...]


def signed(points: int) -> str:
    """Return a change with its sign, with a true minus."""
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points < 0 else "0"


def visible(scenario: Scenario, *, ended: bool) -> tuple[NumberInfo, ...]:
    """Return the numbers that may be shown: never bookkeeping, and hidden ones only after the end."""
    return tuple(number for number in scenario.numbers if not number.counter and (ended or not number.hidden))


def told(scenario: Scenario, steps: Iterable[Step], *, ended: bool) -> tuple[Told, ...]:
    """Return what took place in some steps, in the order of cause; what says and shows nothing is left out."""
    shown_numbers = {number.name for number in visible(scenario, ended=ended)}
    found: list[Told] = []
    for step in steps:
        changes = [change for change in step.changes if change.number in shown_numbers]
        for happening in dict.fromkeys((one.turn, one.rule) for one in step.happenings):
            turn, rule = happening
            moved = _moved(scenario, [one for one in changes if one.rule == rule and one.turn == turn])
            one = _told(scenario, turn, rule, moved)
            if one is not None:
                found.append(one)
        found += _drift(scenario, changes)
    return tuple(found)


def news(session: Session) -> tuple[Told, ...]:
    """Return the headlines of this turn and the one before, newest first; Seoul's own moves are no news."""
    steps = [step for step in session.steps if any(one.turn >= session.state.turn - 1 for one in step.happenings)]
    every = told(session.scenario, steps, ended=False)
    kept = [
        one
        for one in every
        if one.turn >= session.state.turn - 1
        and not one.rule.startswith(("moves.", DRIFT))
        and not is_reply(session.scenario, one.rule)
    ]
    return tuple(reversed(kept))


def places_now(session: Session) -> tuple[Told, ...]:
    """Return what took place at the end of the last turn or since, where it has a place on the map."""
    now = session.state.turn
    latest = now if session.state.due else now - 1
    found: dict[str, Told] = {}
    for one in news(session):
        if one.place and one.turn >= latest:
            found.setdefault(one.place, one)
    return tuple(found.values())


def is_reply(scenario: Scenario, rule: str) -> bool:
    """Return whether a path is Seoul's own answer to an event or a rung."""
    section, _, rest = rule.partition(".")
    parts = rest.split(".")
    if section == "ladders":
        return len(parts) > 1 and parts[1] in scenario.document.ladders[parts[0]].replies
    return section == "events" and len(parts) > 1 and parts[1] not in _members(scenario, parts[0])


def goal_capitals(session: Session) -> tuple[NumberInfo, ...]:
    """Return the trust meters that the goal names; all of them where it names none."""
    scenario = session.scenario
    named = {part.number for part in goal_conditions(scenario, session.state)}
    every = tuple(number for number in visible(scenario, ended=False) if number.capital)
    return tuple(number for number in every if number.name in named) or every


def net_trust(session: Session, turn: int) -> int:
    """Return by how much the goal's capitals moved together in a finished turn, as shown."""
    starts = session.turn_states
    before = starts[turn - 1]
    after = starts[turn] if turn < len(starts) else session.state
    numbers = goal_capitals(session)
    return sum(shown(one, after.values[one.index]) - shown(one, before.values[one.index]) for one in numbers)


def moves_of_turn(session: Session, turn: int) -> tuple[str, ...]:
    """Return the moves sent in a turn, in order."""
    starts = session.turn_states
    sent: list[str] = []
    for state, decision in zip(session.states, session.decisions, strict=False):
        move = decision.partition(".")[0]
        if state.turn == turn and move in session.scenario.document.moves:
            sent.append(move)
    return tuple(sent) if turn <= len(starts) else ()


def struck(session: Session, turn: int) -> bool:
    """Return whether an event with a headline struck in a turn."""
    return any(
        one.turn == turn and one.rule.startswith("events.") and _event(session.scenario, one.rule) is not None
        for one in session.happenings
    )


def _told(scenario: Scenario, turn: int, rule: str, moved: tuple[Moved, ...]) -> Told | None:
    section, _, rest = rule.partition(".")
    document = scenario.document
    title = rule_title(scenario, rule)
    source, text, place = SEOUL, "", ""
    if section == "events" and not is_reply(scenario, rule):
        event = _event(scenario, rule)
        if event is None or not (event.headline or event.text):
            return None
        text, place = event.text if event.headline else "", event.place or _parent_place(scenario, rule)
        source = document.capitals[event.capital].name if event.capital else "News"
    elif section == "reactions":
        reaction = document.reactions[rest]
        if not reaction.text:
            return None
        source = document.capitals[reaction.capital].name if reaction.capital else SEOUL
        title = reaction.text
    elif section == "ladders" and not is_reply(scenario, rule):
        ladder, _, part = rest.partition(".")
        rung = next((one for one in document.ladders[ladder].rungs if one.id == part), None)
        source, place = "News", document.ladders[ladder].place or ""
        text = rung.text if rung else ""
    elif section == "moves":
        move, _, wording = rest.partition(".")
        if not wording and move in document.moves and document.moves[move].wordings and not moved:
            return None
    elif rest.endswith(".say"):
        return None
    return Told(turn, rule, source, title, text, place, moved)


def _drift(scenario: Scenario, changes: list[Change]) -> list[Told]:
    """Return how numbers went back a little towards their start at the end of a turn, where that shows."""
    pulled = [change for change in changes if change.rule == DRIFT]
    moved = _moved(scenario, pulled)
    return [Told(pulled[0].turn, DRIFT, "Time", rule_title(scenario, DRIFT), "", "", moved)] if moved else []


def _members(scenario: Scenario, event: str) -> tuple[str, ...]:
    known = scenario.document.events.get(event)
    return tuple(known.one_of) if known else ()


def _event(scenario: Scenario, rule: str) -> Event | Member | None:
    """Return the event or the member that a path means; none where the event only deals out others."""
    parts = rule.split(".")[1:]
    events = scenario.document.events
    known = events.get(parts[0])
    if known is None:
        return next((event.one_of[parts[0]] for event in events.values() if parts[0] in event.one_of), None)
    if len(parts) > 1 and parts[1] in known.one_of:
        return known.one_of[parts[1]]
    return known if known.headline or known.text else None


def _parent_place(scenario: Scenario, rule: str) -> str:
    name = rule.split(".")[1]
    for event, known in scenario.document.events.items():
        if event == name or name in known.one_of:
            return known.place or ""
    return ""


def _moved(scenario: Scenario, changes: list[Change]) -> tuple[Moved, ...]:
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for change in changes:
        first.setdefault(change.number, change.before)
        last[change.number] = change.after
    found: list[Moved] = []
    for name, before in first.items():
        number = scenario.number(name)
        sign = (last[name] > before) - (last[name] < before)
        if number.kind != "meter":
            found.append(Moved(f"{number.title}:", value_text(scenario, number, last[name]), sign * number.better))
            continue
        points = shown(number, last[name]) - shown(number, before)
        if points:
            found.append(Moved(number.title, signed(points), sign * number.better))
    return tuple(found)
