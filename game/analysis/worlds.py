"""Playing a position on in many worlds: what it is worth, and how sure that is.

World k has the same luck and the same secrets whatever is decided, so two decisions are compared world by world. Worlds
are numbered; what was played once is kept, and asked for again only further on.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from game.analysis.findings import Worth
from game.engine import choose, ending_of, ending_value
from game.policies import Greedy, orders_of
from game.simulation.kernel import compile_kernel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine import Decision, Scenario, State

__all__ = ["GOES_ON", "Asked", "Worlds"]

GOES_ON = None
"""In the place of a decision: a sensible player goes on at once."""
SLICE = 64
"""Worlds played in one call: about 20 ms of the main scenario, so that an interrupt and a progress bar are served."""

Key = tuple[int, "Decision | None"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: what a position is worth after a decision, in the worlds from `first` up to `last`."""

    place: int
    decision: Decision | None
    first: int
    last: int


@dataclass
class Played:
    """The worlds played so far of one position and decision, from world `first` on."""

    endings: list[int] = field(default_factory=list)
    graded: list[float] = field(default_factory=list)


class Worlds:
    """The positions of one finished game, and what was found of each by playing on."""

    def __init__(
        self, scenario: Scenario, states: tuple[State, ...], *, workers: int, compiled: bool, share: float = 0.0
    ) -> None:
        """Keep the states of a game: the start, then the state after each decision.

        Args:
            scenario: what was played.
            states: the game's states in order.
            workers: how many threads play side by side; plain rules are played in this one.
            compiled: whether to play by compiled rules.
            share: how often the sensible player decides evenly, 0..1.
        """
        self.scenario = scenario
        self.states = states
        self._orders = orders_of(Greedy(share=share), scenario)
        self._compiled = compiled
        self._workers = workers if compiled else 1
        self._played: dict[Key, Played] = {}
        self._sensible: dict[int, Decision] = {}
        names = scenario.document.endings
        self._names = list(names)
        self._good = [ending.goal for ending in names.values()]

    def ask(self, questions: Iterable[Asked]) -> None:
        """Play what was not played yet of some questions; each must begin where its last one ended, or before."""
        wanted: dict[Key, int] = {}
        for question in questions:
            if not self.states[question.place].ending:
                key = self._key(question.place, question.decision)
                wanted[key] = max(wanted.get(key, 0), question.last)
        parts = [
            Asked(*key, at, min(at + SLICE, last))
            for key, last in wanted.items()
            for at in range(self.known(*key), last, SLICE)
        ]
        if self._workers == 1 or len(parts) == 1:
            found = [self._play(part) for part in parts]
        else:
            with ThreadPoolExecutor(self._workers) as pool:
                found = list(pool.map(self._play, parts))
        for part, (endings, graded) in zip(parts, found, strict=True):
            played = self._of(part.place, part.decision)
            played.endings += endings
            played.graded += graded

    def worth(
        self, place: int, decision: Decision | None = GOES_ON, *, first: int = 0, last: int | None = None
    ) -> Worth:
        """Return what worlds `first` up to `last` say of a position after a decision; exact where the game ended."""
        state = self.states[place]
        if state.ending:
            return self._ended(state)
        played = self._of(place, decision)
        graded, endings = played.graded[first:last], played.endings[first:last]
        count = len(graded)
        shares = tuple((name, endings.count(at) / count) for at, name in enumerate(self._names, 1))
        good = sum(share for (_, share), is_good in zip(shares, self._good, strict=True) if is_good)
        return Worth(math.fsum(graded) / count, _error(graded), good, shares, count)

    def lead(
        self, place: int, decision: Decision | None, other: Decision | None, *, first: int = 0
    ) -> tuple[float, float]:
        """Return by how much one decision is worth more than another, and the standard error, world by world."""
        return self.lead_of((place, decision), (place, other), first=first)

    def lead_of(self, one_key: Key, other_key: Key, *, first: int = 0) -> tuple[float, float]:
        """Return the same of a place and a decision against another place and decision, in the same worlds."""
        one, two = self._of(*one_key).graded[first:], self._of(*other_key).graded[first:]
        leads = [left - right for left, right in zip(one, two, strict=False)]
        return math.fsum(leads) / len(leads), _error(leads)

    def known(self, place: int, decision: Decision | None) -> int:
        """Return how many worlds were played of a position after a decision."""
        return len(self._of(place, decision).graded)

    def _of(self, place: int, decision: Decision | None) -> Played:
        return self._played.setdefault(self._key(place, decision), Played())

    def _key(self, place: int, decision: Decision | None) -> Key:
        """Return what is played: a sensible player who never strays goes on with one known decision."""
        if decision is not None or self._orders.share > 0.0:
            return place, decision
        if place not in self._sensible:
            self._sensible[place] = choose(self.scenario, self.states[place], self._orders)
        return place, self._sensible[place]

    def _ended(self, state: State) -> Worth:
        reached = ending_of(self.scenario, state)
        shares = tuple((name, float(name == reached)) for name in self._names)
        good = float(self._good[self._names.index(reached)])
        return Worth(ending_value(self.scenario, state), 0.0, good, shares, 0)

    def _play(self, part: Asked) -> tuple[list[int], list[float]]:
        scenario, state = self.scenario, self.states[part.place]
        code = -1 if part.decision is None else scenario.codes[part.decision]
        count = part.last - part.first
        size = scenario.tables["STATE_SIZE"] + scenario.tables["SCRATCH_SIZE"]
        asked = (
            self._orders.aim, self._orders.share, code, state.seed, state.turn, state.due, part.first, count,
        )  # fmt: skip
        if self._compiled:
            return self._play_compiled(asked, count, size, state)
        endings, graded = [0] * count, [0.0] * count
        values = [*state.values, *([0.0] * (size - len(state.values)))]
        scenario.rules["play_worlds"](*asked, endings, graded, values, [0.0] * size, [0.0] * size)
        return [int(ending) for ending in endings], graded

    def _play_compiled(
        self, asked: tuple[Any, ...], count: int, size: int, state: State
    ) -> tuple[list[int], list[float]]:
        import numpy as np  # noqa: PLC0415 - plain play does without it

        endings, graded = np.zeros(count, np.int64), np.zeros(count)
        values = np.zeros(size)
        values[: len(state.values)] = state.values
        kernel = compile_kernel(self.scenario)
        kernel.play_worlds(*asked, endings, graded, values, np.zeros(size), np.zeros(size))
        return endings.tolist(), graded.tolist()


def _error(sample: list[float]) -> float:
    """Return the standard error of a sample's mean; infinite for fewer than two."""
    count = len(sample)
    if count < 2:  # noqa: PLR2004 - one value says nothing of its spread
        return math.inf
    mean = math.fsum(sample) / count
    return math.sqrt(math.fsum((one - mean) ** 2 for one in sample) / (count - 1) / count)
