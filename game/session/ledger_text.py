"""The ledger of a game as plain lines: each decision with what took place and every number that moved.

It names rules and numbers by their ids, as an author knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import ending_of, ending_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Change, Step
    from game.session.session import Session

__all__ = ["ledger_lines"]


def ledger_lines(session: Session) -> Iterator[str]:
    """Yield a game turn by turn, then where it stands."""
    scenario = session.scenario
    yield f"{scenario.id}, seed {session.seed}"
    if session.start:
        yield "start: " + ", ".join(f"{name} {_figure(value)}" for name, value in session.start.items())
    turn = 0
    for state, decision, step in zip(session.states, session.decisions, session.steps, strict=False):
        if state.turn != turn:
            turn = state.turn
            entry = scenario.document.calendar.turns[turn - 1]
            yield f"turn {turn}, {entry.date}, {entry.label}"
        yield f"  {decision}"
        yield from _step_lines(step)
    numbers = (number for number in scenario.numbers if not number.counter)
    values = ", ".join(f"{number.name} {_figure(session.state.values[number.index])}" for number in numbers)
    reached = ending_of(scenario, session.state)
    where = f"ending {reached}, value {_figure(ending_value(scenario, session.state))}" if reached else "no ending yet"
    yield f"turn {session.state.turn}, {where}: {values}"


def _step_lines(step: Step) -> Iterator[str]:
    """Yield what a decision led to: the rules that took place, and the numbers that they and nobody else moved."""
    for happening in step.happenings:
        yield f"    {happening.rule}"
    for change in step.changes:
        yield f"      {_moved(change)}"


def _moved(change: Change) -> str:
    factors = "".join(f" x {_figure(factor)} {name}" for name, factor in change.factors)
    return f"{change.number} {_figure(change.before)} -> {_figure(change.after)} by {change.rule}{factors}"


def _figure(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
