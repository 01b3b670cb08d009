"""How a game came out: its title with the margin, each capital's last word, and what decided it. It draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine import Change, NumberInfo, Scenario, shown
from game.scenario.expression import Comparison, Expression, Name, Otherwise, walk
from game.session.account import Condition, conditions, goal_conditions
from game.session.margin import ended, gap
from game.window.facts import Kind, Moved, Told, told, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.session.session import Session

MOST = 6
"""How many things a chain names that decided an ending."""

LEAST = 0.9
"""What moved less than this many points decided nothing."""


@dataclass(frozen=True, slots=True)
class Final:
    """What a capital's meter came to: its value, what that means for the goal, and whether that is good (1) or bad."""

    number: NumberInfo
    value: int
    words: str
    good: int


def finals(session: Session) -> tuple[Final, ...]:
    """Return what the meter of each capital came to."""
    scenario = session.scenario
    asked = {part.number: part for part in goal_conditions(scenario, session.state) if part.number}
    found: list[Final] = []
    for number in visible(scenario, ended=False):
        if number.capital and number.kind == "meter":
            part = asked.get(number.name)
            words = "" if part is None else "goal met" if part.met else _short(gap(scenario, part))
            good = 0 if part is None else 1 if part.met else -1
            found.append(Final(number, shown(number, session.state.values[number.index]), words, good))
    return tuple(found)


def decisive(session: Session) -> tuple[Told, ...]:
    """Return what decided the ending, in the order of time: at most a few things, and every step of a ladder.

    Where the goal was missed these are the things that moved its missed numbers away from it; where it was reached,
    those that moved its numbers towards it; where another ending came, those that moved what it asks for.
    """
    scenario, came = session.scenario, ended(session)
    every = told(scenario, session.steps, ended=True)
    if came.goal or isinstance(came.when.tree, Otherwise):
        parts = goal_conditions(scenario, session.state)
        names = {part.number for part in parts if part.number and (came.goal or not part.met)}
        kept = _heaviest(scenario, every, names, 1 if came.goal else -1)
        return tuple(_only(one, names) for place, one in enumerate(every) if place in kept)
    names = {part.text for part in walk(came.when.tree) if isinstance(part, Name)}
    ladders = ending_ladders(session)
    meters = names.difference(ladders)
    heavy = _heaviest(scenario, every, meters, -1)
    steps = set[int]().union(*(_climb(every, ladder) for ladder in ladders))
    return tuple(
        one if place in steps else _only(one, meters) for place, one in enumerate(every) if place in heavy | steps
    )


def ending_ladders(session: Session) -> tuple[str, ...]:
    """Return the ladders that the ending asks for: how high a crisis had climbed decided it."""
    names = {part.text for part in walk(ended(session).when.tree) if isinstance(part, Name)}
    return tuple(ladder for ladder in session.scenario.document.ladders if ladder in names)


def last_link(session: Session) -> Told:
    """Return what it came to, as the last thing of the chain."""
    scenario, came, state = session.scenario, ended(session), session.state
    if not isinstance(came.when.tree, Otherwise):
        reasons = "; ".join(part.text for part in crossed(session))
        text = f"{reasons}." if reasons else came.line
        return Told(state.turn, "", "The end", f"{came.title}.", text, "", (), Kind.LINE)
    missed = [part for part in goal_conditions(scenario, state) if part.number and not part.met]
    moved = tuple(
        Moved(scenario.number(part.number).title, f"{gap(scenario, part)} {_side(part)}", -1, part.number)
        for part in missed
    )
    others = [part.text for part in goal_conditions(scenario, state) if not part.number and not part.met]
    text = f"Not met: {'; '.join(others)}." if others and not moved else ""
    return Told(state.turn, "", "The end", f"{came.title}: what the goal still lacked.", text, "", moved, Kind.LINE)


def crossed(session: Session) -> tuple[Condition, ...]:
    """Return the lines of meters that brought the ending, each read by itself: what it asks for may be an 'or'."""
    scenario, when = session.scenario, ended(session).when
    every = (
        part
        for node in walk(when.tree)
        if isinstance(node, Comparison)
        for part in conditions(scenario, session.state, Expression(when.text, node))
    )
    return tuple(part for part in every if part.number and part.met)


def _side(part: Condition) -> str:
    return "short" if part.operator in (">=", ">") else "over"


def _heaviest(scenario: Scenario, every: Iterable[Told], names: set[str], sign: int) -> set[int]:
    """Return the places of the things that moved some numbers most, all one way: 1 for the better, -1 the worse."""
    weights = [
        (_weight(scenario, one.changes, names) * sign, place)
        for place, one in enumerate(every)
        if one.kind is not Kind.DRIFT
    ]
    return {place for weight, place in sorted(weights, reverse=True)[:MOST] if weight >= LEAST}


def _weight(scenario: Scenario, changes: Iterable[Change], names: set[str]) -> float:
    return sum(
        (change.after - change.before) * scenario.number(change.number).better
        for change in changes
        if change.number in names
    )


def _climb(every: Iterable[Told], ladder: str) -> set[int]:
    """Return the places of what lifted or lowered a ladder, and of Seoul's replies, since it was last at rest."""
    found: set[int] = set()
    for place, one in enumerate(every):
        moved = [change for change in one.changes if change.number == ladder]
        if moved and moved[0].before == 0:
            found = set()
        if moved or one.rule.startswith(f"ladders.{ladder}."):
            found.add(place)
    return found


def _only(one: Told, names: set[str]) -> Told:
    """Return a thing with only those of its moves that concern some numbers."""
    return replace(one, moved=tuple(moved for moved in one.moved if moved.number in names))


def _short(points: int) -> str:
    """Return how far under its line a capital stayed, in few letters: it stands beside a large number."""
    return "one short" if points <= 1 else f"{points} short"
