"""The ledger: the raw rows that a turn writes, read as changes with their rule, factors, evidence and sources."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from game.engine.state import Change, Happening
from game.engine.tables import BY_EDGE, CAME_DOWN, CHANGED, CLAMPED, CLIMBED, ENTERED, FACTORED, HAPPENED, PULLED
from game.scenario.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine.index import NumberInfo
    from game.engine.scenario import Scenario

Row = tuple[float, float, float, float, float]

NO_SOURCES: tuple[str, ...] = ()


class LedgerReader:
    """Reads the rows of one decision in order; `turn` grows when the pull closes a turn's rows."""

    def __init__(self, scenario: Scenario, turn: int) -> None:
        """Begin with an empty ledger."""
        self._scenario = scenario
        self._turn = turn
        self._factors: dict[int, list[tuple[str, float]]] = {}
        self._written: dict[int, float] = {}
        self._entered: list[Happening] = []
        self.changes: list[Change] = []
        self.happenings: list[Happening] = []

    def read(self, rows: Iterable[Row]) -> None:
        """Read all rows."""
        for row in rows:
            self._row(*row)

    def _row(self, kind: float, place: float, first: float, second: float, amount: float) -> None:
        at = int(place)
        if kind == FACTORED:
            self._factors.setdefault(at, []).append((self._factor_name(first), second))
            self._written[at] = amount
        elif kind == CHANGED:
            self._changed(at, first, second, amount)
        elif kind == CLAMPED:
            self._clamped(at, first, second)
        elif kind == PULLED:
            self._add(self._scenario.numbers[at].name, first, second, "pull", second - first)
        elif kind == HAPPENED:
            self._happened(at)
        elif kind == ENTERED:
            self._entered.append(Happening(self._turn, self._scenario.index.paths[at]))
        elif kind == CLIMBED:
            ladder = self._ladder(at)
            rung = self._scenario.document.ladders[ladder].rungs[int(second) - 1].id
            self._add(ladder, first, second, f"ladders.{ladder}.{rung}", second - first)
        elif kind == CAME_DOWN:
            ladder = self._ladder(at)
            path = f"ladders.{ladder}.{'fade' if amount else 'down'}"
            self._add(ladder, first, second, path, second - first)
            self.happenings.append(Happening(self._turn, path))

    def _ladder(self, place: int) -> str:
        return list(self._scenario.document.ladders)[place]

    def _factor_name(self, place: float) -> str:
        return "edge" if place == BY_EDGE else list(self._scenario.document.modifiers)[int(place)]

    def _happened(self, place: int) -> None:
        path = self._scenario.index.paths[place]
        # A rung that a block lifts a ladder to is told after the rule that lifted it: the cause comes first.
        self.happenings += [Happening(self._turn, path), *self._entered]
        self._entered.clear()
        # A block ends with its happening, so factors of an effect that changed nothing end here.
        self._factors.clear()
        self._written.clear()

    def _changed(self, effect: int, before: float, after: float, change: float) -> None:
        info = self._scenario.effects[effect]
        number = self._scenario.numbers[int(self._scenario.tables["EFFECT_NUMBER"][effect])].name
        factors = tuple(self._factors.pop(effect, ()))
        written = self._written.pop(effect, change)
        self._add(number, before, after, info.rule, written, factors, info.evidence, info.sources)

    def _clamped(self, effect: int, before: float, after: float) -> None:
        number = self._scenario.numbers[int(self._scenario.tables["EFFECT_NUMBER"][effect])].name
        self._add(number, before, after, "clamp", after - before)

    def _add(
        self,
        number: str,
        before: float,
        after: float,
        rule: str,
        amount: float,
        factors: tuple[tuple[str, float], ...] = (),
        evidence: str = Evidence.JUDGEMENT.value,
        sources: tuple[str, ...] = NO_SOURCES,
    ) -> None:
        self.changes.append(Change(self._turn, number, before, after, rule, amount, factors, evidence, sources))


def shown(number: NumberInfo, value: float) -> int:
    """Return a value as people see it: whole, rounded towards the worse side."""
    if number.better > 0:
        return floor(value)
    if number.better < 0:
        return ceil(value)
    return floor(value + 0.5)
