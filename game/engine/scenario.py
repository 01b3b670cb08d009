"""A scenario ready to be played: the checked document, its tables and its rules as functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from game.engine import compiler
from game.engine.digest import rules_digest
from game.engine.index import build_index
from game.engine.tables import build_tables
from game.scenario.loader import load_document

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine.index import DecisionInfo, Index, NumberInfo
    from game.engine.state import State
    from game.engine.tables import EffectInfo
    from game.scenario.model import Document


@dataclass(frozen=True, eq=False)
class Scenario:
    """The fixed facts of a game; compared and hashed by identity.

    Attributes:
        document: the scenario as its author wrote it, with all texts.
        index: numbers, happenings, sites and decisions, in file order.
        effects: whose effect each row of the tables is.
        code: the generated functions as text.
        rules: the functions and tables by name, run plainly.
        rules_digest: SHA-256 of everything that play depends on, as 64 hexadecimal figures.
    """

    document: Document
    index: Index
    effects: tuple[EffectInfo, ...]
    code: str
    rules: dict[str, Any] = field(repr=False)
    tables: dict[str, Any] = field(repr=False)
    rules_digest: str
    codes: dict[str, int] = field(repr=False)

    @property
    def id(self) -> str:
        """The scenario's id."""
        return self.document.scenario.id

    @property
    def numbers(self) -> tuple[NumberInfo, ...]:
        """The numbers of a state, in order."""
        return self.index.numbers

    @property
    def decisions(self) -> tuple[DecisionInfo, ...]:
        """Every decision that can ever be taken; `end_turn` is the first."""
        return self.index.decisions

    @property
    def turns(self) -> int:
        """How many turns a game has at most."""
        return len(self.document.calendar.turns)

    def number(self, name: str) -> NumberInfo:
        """Return what is known of a number; `KeyError` when there is none of that name."""
        return self.index.numbers[self.index.number_of[name]]

    def value(self, state: State, name: str) -> float:
        """Return a number of a state by its name."""
        return state.values[self.index.number_of[name]]


def _copy_values(size: int, v: list[float], w: list[float]) -> None:
    """Copy as the text does, by a slice: many times faster in plain play."""
    w[:size] = v[:size]


def compile_document(document: Document) -> Scenario:
    """Return a checked document ready to be played."""
    index = build_index(document)
    tables, builder = build_tables(index)
    code = compiler.generate(index, builder, tables["STAMP"], tables["COUNT"])
    rules = compiler.run_text(compiler.whole_text(code), compiler.namespace(tables))
    rules["copy_values"] = _copy_values
    return Scenario(
        document=document,
        index=index,
        effects=tuple(builder.effects),
        code=code,
        rules=rules,
        tables=tables,
        rules_digest=rules_digest(document),
        codes={decision.decision: place for place, decision in enumerate(index.decisions)},
    )


def load_scenario(path: Path) -> Scenario:
    """Read, check and compile a scenario.

    Raises:
        ScenarioError: the files have faults; it holds all of them, each with its place.
    """
    return compile_document(load_document(path))
