"""What was hidden while the game was played: numbers that nobody saw, and each crisis from every seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis.findings import Seat, Secret
from game.engine import chances_after
from game.session.titles import number_title, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.session.session import Session

__all__ = ["seats", "secrets"]


def secrets(session: Session) -> Iterator[Secret]:
    """Yield every hidden number with where it began and ended."""
    scenario = session.scenario
    first, last = session.states[0].values, session.state.values
    for number in scenario.numbers:
        if number.hidden and not number.counter:
            began, ended = (value_text(scenario, number, values[number.index]) for values in (first, last))
            title = number_title(scenario, number.name)
            moved = f"{title}: {began}" if began == ended else f"{title}: {began} at the start, {ended} at the end"
            yield Secret(number.name, title, first[number.index], last[number.index], f"{moved}.")


def seats(session: Session) -> Iterator[Seat]:
    """Yield each step up a ladder from the seat of every capital that the scenario says sees it.

    The chance is what a student could have known: the mean over what was hidden, for the state in which Seoul last
    decided. A step that a rule lifted the ladder by has the chance 1.
    """
    scenario = session.scenario
    for ladder, content in scenario.document.ladders.items():
        rungs = {rung.id: rung for rung in content.rungs}
        for state, decision, step in zip(session.states, session.decisions, session.steps, strict=False):
            for change in step.changes:
                if change.number != ladder or change.after <= change.before:
                    continue
                rung = content.rungs[int(change.after) - 1]
                path = f"ladders.{ladder}.{rung.id}"
                climbed = change.rule == path
                chance = chances_after(scenario, state, decision).get(path, 0.0) if climbed else 1.0
                for capital, saw in rungs[rung.id].sees.items():
                    yield Seat(change.turn, ladder, rung.id, chance, capital, saw, change.rule)
