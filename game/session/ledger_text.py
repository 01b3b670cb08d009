"""The ledger of a game as plain lines: each decision with what took place and every number that moved.

It names rules and numbers by their ids, as an author knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import ending_of, ending_value
from game.scenario.names import rungs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Change, Scenario, Step
    from game.session.session import Session

__all__ = ["figure", "ledger_lines"]


def ledger_lines(session: Session) -> Iterator[str]:
    """Yield a game turn by turn, then where it stands."""
    scenario = session.scenario
    yield f"{scenario.id}, seed {session.seed}"
    if session.start:
        yield "start: " + ", ".join(f"{name} {figure(scenario, name, value)}" for name, value in session.start.items())
    turn = 0
    for state, decision, step in zip(session.states, session.decisions, session.steps, strict=False):
        if state.turn != turn:
            turn = state.turn
            entry = scenario.document.calendar.turns[turn - 1]
            yield f"turn {turn}, {entry.date}, {entry.label}"
        yield f"  {decision}"
        yield from _step_lines(scenario, step)
    numbers = (number for number in scenario.numbers if not number.counter)
    now = session.state.values
    values = ", ".join(f"{number.name} {figure(scenario, number.name, now[number.index])}" for number in numbers)
    reached = ending_of(scenario, session.state)
    where = f"ending {reached}, value {_plain(ending_value(scenario, session.state))}" if reached else "no ending yet"
    yield f"turn {session.state.turn}, {where}: {values}"


def figure(scenario: Scenario, name: str, value: float) -> str:
    """Return a value as an author writes it: yes or no, the id of a rung, or a number to three places."""
    if name in scenario.document.flags:
        return "yes" if value else "no"
    if name in scenario.document.ladders:
        return rungs_of(scenario.document.ladders[name])[int(value)]
    return _plain(value)


def _step_lines(scenario: Scenario, step: Step) -> Iterator[str]:
    """Yield what a decision led to: the rules that took place, and the numbers that they and nobody else moved."""
    for happening in step.happenings:
        yield f"    {happening.rule}"
    for change in step.changes:
        yield f"      {_moved(scenario, change)}"


def _moved(scenario: Scenario, change: Change) -> str:
    factors = "".join(f" x {_plain(factor)} {name}" for name, factor in change.factors)
    before, after = (figure(scenario, change.number, value) for value in (change.before, change.after))
    return f"{change.number} {before} -> {after} by {change.rule}{factors}"


def _plain(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
