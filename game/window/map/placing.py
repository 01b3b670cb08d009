"""Boxes and points on a plane: what covers what, and where a label still goes. It draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.kit.panel import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.window.geography import Point

AIR = 2.0
"""Between two things on the map there is at least this much room."""

REACHES = (4.0, 8.0, 14.0, 22.0, 30.0)
NAME_REACHES = (*REACHES, 38.0, 48.0)
FAR_REACHES = (8.0, 16.0, 26.0, 38.0, 52.0, 70.0, 92.0, 120.0)
SLIDES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.0, 1.0)
"""Which share of a label lies on either side of its point: beside the middle first, then towards the ends."""


def overlap(one: Box, other: Box, air: float = AIR) -> bool:
    """Return whether two boxes share any area, or come closer than some air."""
    # Asked tens of thousands of times a map: the sums stand here, not in the properties.
    return (
        one.x < other.x + other.width + air and other.x < one.x + one.width + air
        and one.y < other.y + other.height + air and other.y < one.y + one.height + air
    )  # fmt: skip


def held(box: Box, points: Sequence[Point]) -> list[Point]:
    """Return the points that lie inside a box."""
    # Asked for thousands of points a map, as above.
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    return [point for point in points if left <= point[0] < right and top <= point[1] < bottom]


def contains(outer: Box, inner: Box) -> bool:
    """Return whether a box lies whole inside another."""
    return inner.x >= outer.x and inner.y >= outer.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def around(point: Point, radius: float) -> Box:
    """Return the box around a circle."""
    return Box(point[0] - radius, point[1] - radius, 2 * radius, 2 * radius)


def middle(box: Box) -> Point:
    """Return the point in the middle of a box."""
    return box.x + box.width / 2, box.y + box.height / 2


def nearest(box: Box, point: Point) -> Point:
    """Return the point of a box that lies nearest to a point."""
    return min(box.right, max(box.x, point[0])), min(box.bottom, max(box.y, point[1]))


def between(one: Point, other: Point) -> Box:
    """Return the box of a straight line."""
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return Box(x, y, abs(one[0] - other[0]), abs(one[1] - other[1]))


def beside(at: Point, size: Point, radius: float, reaches: Sequence[float] = REACHES) -> Iterator[Box]:
    """Yield the places for a label around a circle: near before far, right and below before left and above."""
    width, height = size
    for reach in reaches:
        away = radius + reach
        for slide in SLIDES:
            x, y = at[0] - slide * width, at[1] - slide * height
            yield Box(at[0] + away, y, width, height)
            yield Box(x, at[1] + away - 2, width, height)
            yield Box(at[0] - away - width, y, width, height)
            yield Box(x, at[1] - away - height + 2, width, height)
