"""The ledger as a report prints it: every decision, what followed, and why each number moved."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from game.analysis import words
from game.session.titles import FREE_RULES, exact_text, factor_title, moved_text, number_title, rule_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Change, Scenario, Step
    from game.session.session import Session

__all__ = ["Entry", "Row", "ledger"]


@dataclass(frozen=True, slots=True)
class Row:
    """What one rule did at one point of the game: its title, the numbers that it moved, and what it rests on."""

    title: str
    moved: tuple[str, ...]
    evidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision in the ledger with all that followed before the next one."""

    turn: int
    title: str
    rows: tuple[Row, ...]

    @property
    def own(self) -> bool:
        """Whether the first row is what the decision itself did, under the same title."""
        return bool(self.rows) and self.rows[0].title.removesuffix(".") == self.title


def ledger(session: Session) -> Iterator[Entry]:
    """Yield every decision with what it and its consequences moved, rule by rule."""
    for state, decision, step in zip(session.states, session.decisions, session.steps, strict=False):
        rows = tuple(_rows(session.scenario, step))
        yield Entry(state.turn, words.decided(session.scenario, decision), rows)


def _rows(scenario: Scenario, step: Step) -> Iterator[Row]:
    seen = [change for change in step.changes if not scenario.number(change.number).counter]
    for rule, group in groupby(seen, key=lambda change: change.rule):
        changes = tuple(group)
        sources = tuple(dict.fromkeys(source for change in changes for source in change.sources))
        # The drift and the ends of the scale are arithmetic: there is nothing to support, and how far is all there is.
        free = rule in FREE_RULES
        told = _by if free else _moved
        moved = tuple(told(scenario, change) for change in changes if not free or _amount(change) != "0")
        yield Row(rule_title(scenario, rule), moved, "" if free else changes[0].evidence, sources)


def _name(scenario: Scenario, name: str) -> str:
    """Return what a number is called here: where only one is kept of each capital, its capital says which it is."""
    number = scenario.number(name)
    each = {one.parent for one in scenario.numbers if one.capital and not one.counter}
    return number.title if number.capital and len(each) == 1 else number_title(scenario, name)


def _moved(scenario: Scenario, change: Change) -> str:
    """Return one change: number, before and after, and for a meter by how much, with what made it larger or smaller."""
    number = scenario.number(change.number)
    before, after = (exact_text(scenario, number, value) for value in (change.before, change.after))
    text = f"{_name(scenario, change.number)} {before} \N{RIGHTWARDS ARROW} {after}"
    if number.kind != "meter":
        return text
    factors = ", ".join(
        f"{factor:.2g} times: {factor_title(scenario, name).rstrip('.')}" for name, factor in change.factors
    )
    return f"{text} ({_amount(change)}{f'; {factors}' if factors else ''})"


def _by(scenario: Scenario, change: Change) -> str:
    return f"{_name(scenario, change.number)} {_amount(change)}"


def _amount(change: Change) -> str:
    return moved_text(change).replace("-", words.MINUS)
