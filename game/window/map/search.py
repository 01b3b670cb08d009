"""The search for the best places of several things at once, where two of them may be in each other's way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Place = TypeVar("Place")

MOST_STEPS = 12000
"""After so many steps the best choice so far is taken: on a crowded map it differs little from the very best."""


def cheapest(
    ways: Sequence[Sequence[tuple[float, Place]]], together: Callable[[Place, Place], float]
) -> tuple[Place, ...]:
    """Return one place for each thing, at the least price of all places and pairs together.

    Args:
        ways: for each thing its places with their prices, cheapest first, at least one.
        together: the price, 0 or more, of two places beside each other.
    """
    return _Search(ways, together).run()


class _Search(Generic[Place]):
    """Goes through the choices, and leaves one as soon as it cannot beat the best so far."""

    def __init__(
        self, ways: Sequence[Sequence[tuple[float, Place]]], together: Callable[[Place, Place], float]
    ) -> None:
        self.ways = ways
        self.together = together
        # What has only dear places first: it is settled before the others.
        self.order = sorted(range(len(ways)), key=lambda number: -ways[number][0][0])
        least = [ways[number][0][0] for number in self.order]
        self.rest = [sum(least[depth:]) for depth in range(len(least) + 1)]
        self.best: tuple[float, tuple[Place, ...]] = (math.inf, ())
        self.pairs: dict[tuple[int, int, int, int], float] = {}
        self.steps = 0

    def run(self) -> tuple[Place, ...]:
        """Return the best choice in the order of the things."""
        self._go_on((), (), 0.0)
        found = dict(zip(self.order, self.best[1], strict=True))
        return tuple(found[number] for number in range(len(self.ways)))

    def _go_on(self, picked: tuple[int, ...], chosen: tuple[Place, ...], price: float) -> None:
        depth = len(picked)
        if depth == len(self.order):
            self.best = (price, chosen)
            return
        for number, (own, place) in enumerate(self.ways[self.order[depth]]):
            self.steps += 1
            if price + own + self.rest[depth + 1] >= self.best[0] or (self.best[1] and self.steps > MOST_STEPS):
                return
            pairs = (self._pair((at, other), (depth, number)) for at, other in enumerate(picked))
            whole = price + own + sum(pairs)
            if whole + self.rest[depth + 1] < self.best[0]:
                self._go_on((*picked, number), (*chosen, place), whole)

    def _pair(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """Return the price of two places, each given by its depth and its number among the ways there."""
        key = (*one, *other)
        if key not in self.pairs:
            first, second = (self.ways[self.order[depth]][number][1] for depth, number in (one, other))
            self.pairs[key] = self.together(first, second)
        return self.pairs[key]
