"""What took place in a game, as the desk tells it: news, causes in order, and the record of turns. It draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from game.engine import Change, NumberInfo, Scenario, Step, shown
from game.session.account import flag_text, goal_conditions
from game.session.titles import rule_title, value_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from game.scenario.model import Event, Member
    from game.session.session import Session

MINUS = "\u2212"
DRIFT = "pull"
CLAMP = "clamp"


@dataclass(frozen=True, slots=True)
class Moved:
    """How a rule moved a number that may be shown: '+3' and whether that is good (1), bad (-1) or neither."""

    title: str
    text: str
    good: int
    number: str = ""


class Kind(StrEnum):
    """What sort of thing took place."""

    MOVE = "move"
    REPLY = "reply"
    REACTION = "reaction"
    EVENT = "event"
    RUNG = "rung"
    DOWN = "down"
    DRIFT = "drift"
    LINE = "line"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that took place: who did it, its headline, the text behind it, where, and what it moved.

    `capital` is the id of the capital whose doing it was, empty for Seoul's own and for nobody's; `changes` are the
    entries of the ledger behind `moved`, in order.
    """

    turn: int
    rule: str
    source: str
    headline: str
    text: str
    place: str
    moved: tuple[Moved, ...]
    kind: Kind = Kind.EVENT
    capital: str = ""
    changes: tuple[Change, ...] = ()


def signed(points: int) -> str:
    """Return a change with its sign, with a true minus."""
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points < 0 else "0"


def visible(scenario: Scenario, *, ended: bool) -> tuple[NumberInfo, ...]:
    """Return the numbers that may be shown: never bookkeeping, and hidden ones only after the end."""
    return tuple(number for number in scenario.numbers if not number.counter and (ended or not number.hidden))


def told(scenario: Scenario, steps: Iterable[Step], *, ended: bool) -> tuple[Told, ...]:
    """Return what took place in some steps, in the order of cause; what says nothing and moves nothing is left out.

    What one rule moved stands in one entry. The drift of a turn comes last.
    """
    names = {number.name for number in visible(scenario, ended=ended)}
    return tuple(one for step in steps for one in _told_of_step(scenario, step, names))


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
    """Return by how much the goal's capitals moved together in a turn, as shown; 0 for one that has not begun."""
    starts = session.turn_states
    if turn > len(starts):
        return 0
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


def _told_of_step(scenario: Scenario, step: Step, names: set[str]) -> list[Told]:
    """Return what took place in one step; a rule that moved a number is told even where nothing tells of it."""
    moved = _by_rule(step, names)
    happened = dict.fromkeys(one.rule for one in step.happenings)
    rules = dict.fromkeys([*happened, *moved])
    rules = dict.fromkeys([*(rule for rule in rules if rule != DRIFT), *([DRIFT] if DRIFT in moved else [])])
    turn = (step.happenings or step.changes)[0].turn if rules else 0
    found: list[Told] = []
    for rule in rules:
        if _spoken_with(rule, happened):
            continue
        changes = tuple(change for part in (*_parents(rule), rule) for change in moved.get(part, ()))
        one = _told(scenario, turn, rule, changes)
        if one is not None:
            found.append(one)
    return found


def _by_rule(step: Step, names: set[str]) -> dict[str, list[Change]]:
    """Return the changes of numbers that may be shown, by rule; the end of a scale belongs to what ran into it."""
    found: dict[str, list[Change]] = {}
    rule = ""
    for change in step.changes:
        rule = rule if change.rule == CLAMP and rule else change.rule
        if change.number in names:
            found.setdefault(rule, []).append(change)
    return found


def _spoken_with(rule: str, happened: Iterable[str]) -> bool:
    """Return whether a rule is a move that was sent in a wording, which then tells of both."""
    return rule.startswith("moves.") and any(other.startswith(f"{rule}.") for other in happened)


def _parents(rule: str) -> tuple[str, ...]:
    """Return the move of a wording, whose changes come before those of the wording."""
    parts = rule.split(".")
    return (f"moves.{parts[1]}",) if rule.startswith("moves.") and len(parts) > 2 else ()  # noqa: PLR2004 - section, move, wording


def _told(scenario: Scenario, turn: int, rule: str, changes: tuple[Change, ...]) -> Told | None:
    section = rule.partition(".")[0]
    if rule.endswith(".say") and not changes:
        return None
    tell = _TELLERS.get(section, _told_drift)
    if section in ("events", "ladders") and is_reply(scenario, rule):
        tell = _told_reply
    one = tell(scenario, rule)
    if one is None:
        if not changes:
            return None
        one = Told(turn, rule, _seat(scenario), rule_title(scenario, rule), "", "", ())
    # The headline of a rung names it; that the ladder now stands there need not be said again.
    ladder = rule.split(".")[1] if one.kind is Kind.RUNG else ""
    moved = tuple(part for part in _moved(scenario, changes) if part.number != ladder)
    if one.kind is Kind.DRIFT and not moved:
        return None
    return replace(one, turn=turn, moved=moved, changes=changes)


def _seat(scenario: Scenario) -> str:
    return scenario.document.scenario.seat.name


def _told_move(scenario: Scenario, rule: str) -> Told | None:
    return Told(0, rule, _seat(scenario), rule_title(scenario, rule), "", "", (), Kind.MOVE)


def _told_reply(scenario: Scenario, rule: str) -> Told | None:
    return Told(0, rule, _seat(scenario), rule_title(scenario, rule), "", "", (), Kind.REPLY)


def _told_drift(scenario: Scenario, rule: str) -> Told | None:
    return Told(0, rule, "Time", rule_title(scenario, rule), "", "", (), Kind.DRIFT)


def _told_reaction(scenario: Scenario, rule: str) -> Told | None:
    reaction = scenario.document.reactions[rule.partition(".")[2]]
    if not reaction.text:
        return None
    capital = reaction.capital or ""
    source = scenario.document.capitals[capital].name if capital else _seat(scenario)
    return Told(0, rule, source, reaction.text, "", "", (), Kind.REACTION, capital)


def _told_event(scenario: Scenario, rule: str) -> Told | None:
    event = _event(scenario, rule)
    if event is None or not (event.headline or event.text):
        return None
    parent = _parent(scenario, rule)
    capital = event.capital or parent.capital or ""
    source = scenario.document.capitals[capital].name if capital else "News"
    text, place = event.text if event.headline else "", event.place or parent.place or ""
    return Told(0, rule, source, rule_title(scenario, rule), text, place, (), Kind.EVENT, capital)


def _told_rung(scenario: Scenario, rule: str) -> Told | None:
    _, name, part = rule.split(".")
    ladder = scenario.document.ladders[name]
    rung = next((one for one in ladder.rungs if one.id == part), None)
    text, kind = (rung.text, Kind.RUNG) if rung else ("", Kind.DOWN)
    return Told(0, rule, "News", rule_title(scenario, rule), text, ladder.place or "", (), kind)


_TELLERS: Final[Mapping[str, Callable[[Scenario, str], Told | None]]] = {
    "moves": _told_move,
    "reactions": _told_reaction,
    "events": _told_event,
    "ladders": _told_rung,
}


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


def _parent(scenario: Scenario, rule: str) -> Event:
    """Return the event that a path means or that deals out its member: a member has its place and capital too."""
    name = rule.split(".")[1]
    events = scenario.document.events
    return events.get(name) or next(event for event in events.values() if name in event.one_of)


def _moved(scenario: Scenario, changes: Iterable[Change]) -> tuple[Moved, ...]:
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for change in changes:
        first.setdefault(change.number, change.before)
        last[change.number] = change.after
    found: list[Moved] = []
    for name, before in first.items():
        number = scenario.number(name)
        sign = (last[name] > before) - (last[name] < before)
        if number.kind == "flag":
            found.append(Moved(f"'{number.title}'", flag_text(sign), sign * number.better, name))
            continue
        if number.kind != "meter":
            found.append(
                Moved(f"{number.title}:", value_text(scenario, number, last[name]), sign * number.better, name)
            )
            continue
        points = shown(number, last[name]) - shown(number, before)
        if points:
            found.append(Moved(number.title, signed(points), sign * number.better, name))
    return tuple(found)
