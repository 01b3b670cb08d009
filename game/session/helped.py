"""What would have made a climb less likely: another word, an open line, a calmer region. It draws nothing.

Every figure is asked from the engine for the state in which the decision was taken; no draw of the game's luck is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine import Decision, NumberInfo, Scenario, State, chances_after, legal_moves, shown
from game.session.titles import decision_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.session.session import Session

LEAST = 0.02
"""A chance that falls by less helps nobody."""


@dataclass(frozen=True, slots=True)
class Climb:
    """A step up a ladder: the state it was decided in, the decision, the rung reached and its chance then."""

    state: State
    decision: Decision
    rung: str
    path: str
    chance: float


@dataclass(frozen=True, slots=True)
class Help:
    """Something that would have made a step less likely: what, in which turn, which rung, the chance and the other."""

    title: str
    turn: int
    rung: str
    chance: float
    instead: float


def climbs(session: Session, ladder: str) -> tuple[Climb, ...]:
    """Return the steps up a ladder since it was last at rest, in order; those that a rule lifted it by are left out."""
    scenario = session.scenario
    number, rungs = scenario.number(ladder), scenario.document.ladders[ladder].rungs
    found: list[Climb] = []
    for state, decision, step in zip(session.states, session.decisions, session.steps, strict=False):
        rung = int(state.values[number.index])
        if rung == 0:
            found.clear()
        if rung == len(rungs):
            continue
        path = f"ladders.{ladder}.{rungs[rung].id}"
        if any(change.rule == path and change.number == ladder for change in step.changes):
            chance = chances_after(scenario, state, decision).get(path, 0.0)
            found.append(Climb(state, decision, rungs[rung].title, path, chance))
    return tuple(found)


def helps(session: Session, ladder: str) -> tuple[Help, ...]:
    """Return the word, the line and the calm that would have helped most on the way up a ladder; fewer where none did.

    Of each sort the one is named that lowers the chance of a step most.
    """
    every = climbs(session, ladder)
    sorts = (_words, _lines, _calm)
    found: list[Help] = []
    for sort in sorts:
        ways = [way for climb in every for way in sort(session.scenario, session.states[0], climb)]
        best = max(ways, key=lambda way: way.chance - way.instead, default=None)
        if best is not None and best.chance - best.instead >= LEAST:
            found.append(best)
    return tuple(found)


def _words(scenario: Scenario, start: State, climb: Climb) -> Iterator[Help]:
    """Yield each other reply that Seoul could have given, with the chance after it."""
    del start
    if not climb.state.due:
        return
    for way in legal_moves(scenario, climb.state):
        if way.legal and way.decision != climb.decision:
            chance = chances_after(scenario, climb.state, way.decision).get(climb.path, 0.0)
            yield _help(f"A word: {decision_title(scenario, way.decision)}", climb, chance)


def _lines(scenario: Scenario, start: State, climb: Climb) -> Iterator[Help]:
    """Yield each thing that is or is not, the other way round, with the chance then."""
    del start
    for number in scenario.numbers:
        if number.kind == "flag" and not number.hidden and not number.counter:
            there = climb.state.values[number.index] > 0
            sort = "Without" if there else "A line"
            yield _help(f"{sort}: {number.title}", climb, _with(scenario, climb, number, 0.0 if there else 1.0))


def _calm(scenario: Scenario, start: State, climb: Climb) -> Iterator[Help]:
    """Yield each number that stood worse than at the start, as it was then, with the chance then."""
    for number in scenario.numbers:
        if number.kind != "meter" or number.hidden or number.counter or number.capital:
            continue
        first, now = start.values[number.index], climb.state.values[number.index]
        if (now - first) * number.better < 0:
            title = f"{number.title} at {shown(number, first)} as at the start, not {shown(number, now)}"
            yield _help(title, climb, _with(scenario, climb, number, first))


def _with(scenario: Scenario, climb: Climb, number: NumberInfo, value: float) -> float:
    values = list(climb.state.values)
    values[number.index] = value
    return chances_after(scenario, replace(climb.state, values=tuple(values)), climb.decision).get(climb.path, 0.0)


def _help(title: str, climb: Climb, instead: float) -> Help:
    return Help(title, climb.state.turn, climb.rung, climb.chance, instead)
