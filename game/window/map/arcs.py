"""Where the arcs of the map run and where their pills sit. It draws nothing.

The place of a pill is sought first, and the arc is then bent so that it runs through the pill's middle: so a pill
always touches its own line, and none covers another pill, a city, a ring or the tab of a far capital.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.panel import Box
from game.window.map.placing import AIR, contains, overlap
from game.window.map.search import cheapest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.window.geography import Point

PILL = (50.0, 26.0)
"""The size of a pill with its arrow; one without is narrower and lies in the middle of it."""

SHORT = 110.0
"""A line shorter than this has no room for a pill between its ends: it swings out to one beside it."""

BOWS = (0.24, 0.18, 0.3, 0.12, 0.36, 0.06, 0.44, -0.06, -0.12, -0.18, -0.24, -0.3, -0.36, -0.44)
SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74)
SWINGS = (40.0, 48.0, 58.0, 70.0, 84.0, 100.0)
ANGLES = 24
SAMPLES = 20
KEPT, APART = 40, 7.0
COVERS_LINE, FAR_OFF = 3.0, 50.0


@dataclass(frozen=True, slots=True)
class Arc:
    """A line from Seoul to a capital, bent at a point, with the middle of its pill."""

    start: Point
    end: Point
    bend: Point
    pill: Point

    @property
    def box(self) -> Box:
        """The box of the pill."""
        return Box(self.pill[0] - PILL[0] / 2, self.pill[1] - PILL[1] / 2, *PILL)

    def at(self, share: float) -> Point:
        """Return the point at a share of the way, 0 in Seoul and 1 at the capital."""
        rest = 1 - share
        own, mid, far = rest * rest, 2 * share * rest, share * share
        (x, y), (bend_x, bend_y), (end_x, end_y) = self.start, self.bend, self.end
        return own * x + mid * bend_x + far * end_x, own * y + mid * bend_y + far * end_y

    def points(self) -> tuple[Point, ...]:
        """Return points along the line, near enough to each other for a pill to hold several."""
        return tuple(self.at(place / SAMPLES) for place in range(SAMPLES + 1))

    def commands(self) -> str:
        """Return the vector commands of the line."""
        (x, y), (bend_x, bend_y), (end_x, end_y) = self.start, self.bend, self.end
        return f"M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f} {end_x:.1f} {end_y:.1f}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What pills must keep off: `taken` is never covered, one of the `places` at a price."""

    box: Box
    taken: tuple[Box, ...]
    places: tuple[Box, ...] = ()
    price: float = 1.0


def candidates(start: Point, end: Point) -> Iterator[tuple[float, Arc]]:
    """Yield the ways that a line can run, each with its price: the further from the usual, the dearer."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    half = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if length >= SHORT:
        # Lines bow away from the peninsula: those to the west and the east down, those to the north up.
        side = 1.0 if dx > 0 and dy >= 0 else -1.0
        for bow in BOWS:
            turn = side * bow
            bend = (half[0] - dy * turn, half[1] + dx * turn)
            for share in SHARES:
                arc = Arc(start, end, bend, (0.0, 0.0))
                price = abs(bow - BOWS[0]) * 4 + abs(share - SHARES[0]) * 4
                yield price, Arc(start, end, bend, arc.at(share))
        return
    for swing in SWINGS:
        for step in range(ANGLES):
            angle = 2 * math.pi * step / ANGLES
            pill = (half[0] + swing * math.cos(angle), half[1] + swing * math.sin(angle) * 0.8)
            bend = (2 * pill[0] - half[0], 2 * pill[1] - half[1])
            # To the west first: the sea there is empty, and lines to the east and north leave on the other side.
            price = (swing - SWINGS[0]) / 20 + (1 + math.cos(angle)) * 0.9
            yield price, Arc(start, end, bend, pill)


def choose(start: Point, ends: Sequence[Point], ground: Ground) -> tuple[Arc, ...]:
    """Return an arc for each end such that no pill covers anything it must not, at the least price together."""
    return cheapest([_open(start, end, ground) for end in ends], _Pairs().price)


class _Pairs:
    """The price of two arcs beside each other, each pair and the points of each arc reckoned once."""

    def __init__(self) -> None:
        self.points: dict[Arc, tuple[Point, ...]] = {}
        self.boxes: dict[Arc, Box] = {}

    def price(self, one: Arc, other: Arc) -> float:
        """Return the price of a pair: pills apart, and no line below another's pill."""
        covers = FAR_OFF if overlap(self._box(one), self._box(other)) else 0.0
        return covers + COVERS_LINE * (self._crosses(one, other) or self._crosses(other, one))

    def _box(self, arc: Arc) -> Box:
        if arc not in self.boxes:
            self.boxes[arc] = arc.box
        return self.boxes[arc]

    def _crosses(self, one: Arc, other: Arc) -> bool:
        """Return whether the line of an arc runs below the pill of another one."""
        if other not in self.points:
            self.points[other] = other.points()
        (x, y), (width, height) = one.pill, PILL
        return any(abs(a - x) < width / 2 + AIR and abs(b - y) < height / 2 + AIR for a, b in self.points[other])


def _open(start: Point, end: Point, ground: Ground) -> list[tuple[float, Arc]]:
    """Return the cheapest ways of one line; a pill that covers something taken makes a way dearer than any other."""
    found: list[tuple[float, Arc]] = []
    for price, arc in candidates(start, end):
        pill = arc.box
        covered = sum(overlap(pill, box) for box in ground.taken) + (not contains(ground.box, pill))
        found.append((price + FAR_OFF * covered, arc))
    found.sort(key=lambda way: way[0])
    # What may yet take place somewhere matters only among the best.
    best = [
        (price + ground.price * sum(overlap(arc.box, one) for one in ground.places), arc)
        for price, arc in _spread(found)
    ]
    return sorted(best, key=lambda way: way[0])


def _spread(ways: Sequence[tuple[float, Arc]]) -> list[tuple[float, Arc]]:
    """Return the best ways whose pills lie apart: many ways to the same spot would only lengthen the search."""
    kept: list[tuple[float, Arc]] = []
    for way in ways:
        if all(math.dist(way[1].pill, other.pill) > APART for _, other in kept):
            kept.append(way)
        if len(kept) == KEPT:
            break
    return kept
