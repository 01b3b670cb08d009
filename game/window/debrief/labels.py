"""Finding room for the few labels of a chart, so that they hide neither its bars, its line nor one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from game.window.kit.panel import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.window.kit.pen import Point

__all__ = ["Wanted", "place_labels"]

STEP = 8.0
AIR = 6.0
SAMPLES = 12
ON_LABEL, ON_BAR, ON_LINE = 1000.0, 80.0, 40.0
"""What it costs to lie on another label, on a bar, or on a point of the line; a logical pixel away costs 1."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label of a size that belongs to a point of the chart."""

    width: float
    height: float
    point: Point


def place_labels(wanted: Sequence[Wanted], room: Box, bars: Sequence[Box], line: Sequence[Point]) -> list[Box]:
    """Return a box inside the room for each label: as near to its point as it can lie without hiding anything."""
    dots = tuple(_dots(line))
    placed: list[Box] = []
    for one in wanted:
        best = min(_places(one, room), key=lambda box: _cost(box, one, placed, bars, dots))
        placed.append(best)
    return placed


def _places(one: Wanted, room: Box) -> Iterator[Box]:
    """Yield the places of a label: to the left of its point, around it and to its right, at every height."""
    x, _ = one.point
    lefts = (x - one.width / 2, x + AIR + 4, x - one.width - AIR - 4)
    for left in lefts:
        inside = min(max(left, room.x), max(room.x, room.right - one.width))
        y = room.y
        while y + one.height <= room.bottom + 0.5:
            yield Box(inside, y, one.width, one.height)
            y += STEP


def _cost(box: Box, one: Wanted, placed: Sequence[Box], bars: Sequence[Box], dots: Sequence[Point]) -> float:
    around = box.inside(-AIR)
    hidden = ON_LABEL * sum(_meet(around, other) for other in placed)
    close = box.inside(-2)
    hidden += ON_BAR * sum(_meet(close, bar) for bar in bars)
    # Hundreds of dots for each of hundreds of places: nothing is asked of an object here.
    left, top, right, bottom = close.x, close.y, close.right, close.bottom
    hidden += ON_LINE * sum(left <= x <= right and top <= y <= bottom for x, y in dots)
    x, y = one.point
    away = abs(box.x + box.width / 2 - x) + abs(box.y + box.height / 2 - y)
    return hidden + away


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _dots(line: Sequence[Point]) -> Iterator[Point]:
    for (x0, y0), (x1, y1) in pairwise(line):
        for step in range(SAMPLES + 1):
            yield x0 + (x1 - x0) * step / SAMPLES, y0 + (y1 - y0) * step / SAMPLES
