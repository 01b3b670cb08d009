"""The plan of the map: where every arc, pill, tab, ring and label goes so that none covers another. It draws nothing.

What is fixed by geography comes first (cities, rings), then pills, then names, and last what may go anywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from game.window.geography import is_off_map
from game.window.kit.panel import Box
from game.window.map.arcs import Arc, Ground, choose
from game.window.map.placing import FAR_REACHES, NAME_REACHES, around, beside, between, contains, held, nearest, overlap
from game.window.map.search import cheapest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.window.geography import Point, View

EDGE = 4.0
TAB_TOP, TAB_HEIGHT, TAB_PITCH = 44.0, 30.0, 34.0
RING, SMALL_RING, SEOUL_DOT, CITY_DOT = 18.0, 15.0, 10.0, 7.5
NARROW = 480.0
"""On a narrower map Seoul and Pyongyang lie so near to each other that rings must be smaller."""

SAME_PLACE = 6.0
SAME_RING = 16.0
CLOSE, STRIDE = 4.0, 6.0
SMALLER, LEFT_OUT, WAYS = 12.0, 400.0, 120
BEHIND, OVER = 60.0, 16.0
CROSSED = 14.0
"""How many pixels farther from its dot a name goes to be crossed by a line at one point less."""

LED = 12.0
"""A name that stands farther than this from its dot has a thin line to it."""

COVERS_PLACE, NEAR = (1.4, 0.5, 0.0), 24.0
PLANS_KEPT = 64
"""A plan takes a tenth of a second, and undo, a fork, the title or another page lead back to a map that was shown."""

NUDGES = tuple(range(0, 120, 3))
TURNS = 24


@dataclass(frozen=True, slots=True)
class City:
    """A capital: its number, where it lies in kilometres (None: off the map), and the size of its name or tab."""

    number: str
    point: Point | None
    label: Point
    tab_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Strike:
    """Where one thing took place, or several side by side, and the sizes that their label can have, best first."""

    point: Point
    sizes: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the map must show: cities, chips by size, what took place, and other places where something may yet."""

    seoul: Point
    seoul_label: Point
    cities: tuple[City, ...]
    chips: tuple[Point, ...] = ()
    strikes: tuple[Strike, ...] = ()
    places: tuple[Point, ...] = ()
    names: tuple[tuple[Point, Point], ...] = ()


@dataclass(frozen=True, slots=True)
class Ring:
    """Rings around where something took place; `beyond` tells which way it lies when that is past the edge.

    Off the map the tab of a capital stands for them: `tab` is its place among the cities.
    """

    at: Point
    strike: int
    beyond: Point | None = None
    tab: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """The label of a ring: its box, which of its sizes it has, and the line to its ring."""

    box: Box
    strike: int
    size: int
    at: Point


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything on the map lies. Tabs and dots are None where a capital has none."""

    seoul: Point
    seoul_label: Box | None
    arcs: tuple[Arc, ...]
    dots: tuple[Point | None, ...]
    tabs: tuple[Box | None, ...]
    labels: tuple[Box | None, ...]
    chips: tuple[Box, ...]
    rings: tuple[Ring, ...]
    notes: tuple[Note, ...]
    names: tuple[Box | None, ...]
    ring: float

    def boxes(self) -> Iterator[tuple[str, Box]]:
        """Yield everything that must not be covered, with what it is."""
        yield "dot of the seat", around(self.seoul, SEOUL_DOT)
        groups: tuple[tuple[str, Sequence[Box | None]], ...] = (
            ("name of the seat", [self.seoul_label]),
            ("pill", [arc.box for arc in self.arcs]),
            ("dot", [around(dot, CITY_DOT) if dot else None for dot in self.dots]),
            ("tab", self.tabs),
            ("name", self.labels),
            ("chip", self.chips),
            ("ring", [None if ring.tab is not None else around(ring.at, self.ring) for ring in self.rings]),
            ("note", [note.box for note in self.notes]),
            ("country", self.names),
        )
        for kind, boxes in groups:
            yield from ((f"{kind} {place}", box) for place, box in enumerate(boxes) if box is not None)


@lru_cache(PLANS_KEPT)
def plan_map(view: View, wanted: Wanted) -> Plan:
    """Return the plan of a map; one that was planned before is known."""
    return Planner(view, wanted).plan()


class Planner:
    """Plans one map; `taken` grows with everything that has found its place."""

    def __init__(self, view: View, wanted: Wanted) -> None:
        """Plan what is wanted in a view."""
        self.view = view
        self.wanted = wanted
        self.ground = Box(0, 0, view.width, view.height).inside(EDGE)
        self.seoul = view.at(wanted.seoul)
        self.ring = RING if view.width >= NARROW else SMALL_RING
        self.taken: list[Box] = []

    def plan(self) -> Plan:
        """Return where everything goes."""
        tabs = self._tabs()
        dots = tuple(self._dot(city) for city in self.wanted.cities)
        chips = self._chips()
        self.taken += [box for box in (*tabs, *chips) if box is not None]
        self.taken.append(around(self.seoul, SEOUL_DOT))
        self.taken += [around(dot, CITY_DOT) for dot in dots if dot is not None]
        rings = self._rings(dots, tabs)
        self.taken += [around(ring.at, self.ring) for ring in rings if ring.tab is None]
        ends = [dot or _end_at(tab) for dot, tab in zip(dots, tabs, strict=True)]
        places = tuple(self._may_be_ringed(point, dots) for point in self.wanted.places)
        ringed = {ring.at for ring in rings}
        cities = [(self.seoul, self.wanted.seoul_label, SEOUL_DOT - 1)]
        cities += [(dot, city.label, CITY_DOT) for city, dot in zip(self.wanted.cities, dots, strict=True) if dot]
        named = [(dot, size, self.ring if dot in ringed else radius) for dot, size, radius in cities]
        arcs, boxes = self._pills_and_names(ends, named, places)
        self.taken += [*(arc.box for arc in arcs), *(box for box in boxes if box is not None)]
        lines = [point for arc in arcs for point in arc.points()]
        by_dot = dict(zip((dot for dot, *_ in named), boxes, strict=True))
        seoul_label, labels = boxes[0], tuple(by_dot[dot] if dot else None for dot in dots)
        notes = self._notes(rings, lines)
        names = tuple(self._country(*one, lines) for one in self.wanted.names)
        return Plan(self.seoul, seoul_label, arcs, dots, tabs, labels, chips, rings, notes, names, self.ring)

    def _dot(self, city: City) -> Point | None:
        return None if city.point is None else self.view.at(city.point)

    def _tabs(self) -> tuple[Box | None, ...]:
        far = [city.number for city in self.wanted.cities if city.point is None]
        return tuple(
            None if city.point is not None
            else Box(self.view.width - city.tab_width, TAB_TOP + far.index(city.number) * TAB_PITCH,
                     city.tab_width, TAB_HEIGHT)
            for city in self.wanted.cities
        )  # fmt: skip

    def _chips(self) -> tuple[Box, ...]:
        found: list[Box] = []
        y = 8.0
        for width, height in self.wanted.chips:
            found.append(Box(8, y, width, height))
            y += height + 4
        return tuple(found)

    def _clamped(self, at: Point) -> Point:
        """Return the nearest point at which rings are whole in view."""
        box = self.ground.inside(self.ring)
        return min(box.right, max(box.x, at[0])), min(box.bottom, max(box.y, at[1]))

    def _rings(self, dots: Sequence[Point | None], tabs: Sequence[Box | None]) -> tuple[Ring, ...]:
        """Return the rings of all that took place; what took place off the map belongs to the first tab."""
        far = next((place for place, box in enumerate(tabs) if box is not None), None)
        found: dict[int, Ring] = {}
        for number, strike in enumerate(self.wanted.strikes):
            tab = None if far is None else tabs[far]
            if not is_off_map(strike.point):
                found[number] = self._ring(number, self.view.at(strike.point), dots)
            elif tab is not None:
                found[number] = Ring((tab.x + 24, tab.bottom), number, tab=far)
        fixed = {
            number: ring for number, ring in found.items() if ring.tab is not None or ring.at in (self.seoul, *dots)
        }
        for number, ring in found.items():
            if number not in fixed:
                fixed[number] = self._apart(ring, tuple(fixed.values()))
        return tuple(fixed[number] for number in sorted(fixed))

    def _ring(self, number: int, at: Point, dots: Sequence[Point | None]) -> Ring:
        """Return rings where something took place; on a city, around its dot."""
        city = next((dot for dot in (self.seoul, *dots) if dot and math.dist(dot, at) < SAME_PLACE), None)
        inside = self._clamped(at)
        beyond = None
        if math.dist(inside, at) > self.ring:
            beyond = ((at[0] > inside[0]) - (at[0] < inside[0]), (at[1] > inside[1]) - (at[1] < inside[1]))
        return Ring(city or inside, number, beyond)

    def _may_be_ringed(self, point: Point, dots: Sequence[Point | None]) -> Box:
        """Return where rings would lie if something took place at a point, so that pills need not move then."""
        ring = self._ring(0, self.view.at(point), dots)
        ring = ring if ring.at in (self.seoul, *dots) else self._apart(ring, ())
        return around(ring.at, self.ring)

    def _apart(self, ring: Ring, rings: Sequence[Ring]) -> Ring:
        """Move rings as little as needed to cover no city, tab, chip or other rings."""
        others = [around(one.at, self.ring) for one in rings if one.tab is None]
        inner = self.ground.inside(self.ring - 1)
        for nudge in NUDGES:
            for step in range(TURNS if nudge else 1):
                angle = 2 * math.pi * step / TURNS
                at = (ring.at[0] + nudge * math.cos(angle), ring.at[1] + nudge * math.sin(angle))
                box = around(at, self.ring)
                if inner.holds(*at) and not any(overlap(box, other, 0.0) for other in (*self.taken, *others)):
                    return Ring(at, ring.strike, ring.beyond)
        return ring

    def _pills_and_names(
        self, ends: Sequence[Point], named: Sequence[tuple[Point, Point, float]], places: tuple[Box, ...]
    ) -> tuple[tuple[Arc, ...], tuple[Box | None, ...]]:
        """Return the lines and the places of names: pills keep off where rings may come, unless names suffer."""
        best: tuple[float, tuple[Arc, ...], tuple[Box | None, ...]] = (math.inf, (), ())
        for weight in COVERS_PLACE:
            arcs = choose(self.seoul, ends, Ground(self.ground, tuple(self.taken), places, weight)) if ends else ()
            ways = [self._name_ways(place, named, arcs) for place in range(len(named))]
            boxes = cheapest(ways, _names_apart)
            price = max(
                next(price for price, box in own if box == found) for own, found in zip(ways, boxes, strict=True)
            )
            if price < best[0]:
                best = (price, arcs, boxes)
            if price < NEAR:
                break
        return best[1:]

    def _name_ways(
        self, place: int, named: Sequence[tuple[Point, Point, float]], arcs: Sequence[Arc]
    ) -> list[tuple[float, Box | None]]:
        """Return the places of a city's name with their prices, best first, the last one to be left out.

        A name stands beside its own dot: nearer to it than to another city, and nothing lies between the two.
        """
        at, size, radius = named[place]
        others = [dot for number, (dot, *_) in enumerate(named) if number != place]
        # All places of a name lie around its dot: what lies beyond them need not be asked for at each.
        reach = around(at, radius + NAME_REACHES[-1] + max(size) + CLOSE)
        lines = held(reach, [point for arc in arcs for point in arc.points()])
        taken = [box for box in (*self.taken, *(arc.box for arc in arcs)) if overlap(reach, box)]
        ways: list[tuple[float, Box | None]] = []
        for box in beside(at, size, radius, NAME_REACHES):
            if not contains(self.ground, box) or any(overlap(box, one) for one in taken):
                continue
            gap = math.dist(nearest(box, at), at)
            strangers = any(math.dist(nearest(box, other), other) < gap for other in others)
            if not strangers and not self._parted(at, box, radius, lines, taken):
                ways.append((gap - radius + CROSSED * len(held(box, lines)), box))
        ways.sort(key=lambda way: way[0])
        return [*ways[:WAYS], (LEFT_OUT, None)]

    def _parted(self, at: Point, box: Box, radius: float, lines: Sequence[Point], taken: Sequence[Box]) -> bool:
        """Return whether a line of the map, or anything else, lies between a dot and its name."""
        near = nearest(box, at)
        gap = math.dist(near, at)
        if gap <= radius + LED:
            return False
        span = between(at, near).inside(-CLOSE)
        lines = held(span, lines)
        taken = [one for one in taken if overlap(one, span, 0.0) and not one.holds(*at)]
        way = [point for point in _way(at, near) if math.dist(point, at) > radius + 2]
        crossed = any(math.dist(point, one) < CLOSE for point in way for one in lines)
        return crossed or any(held(one, way) for one in taken)

    def _notes(self, rings: Sequence[Ring], lines: Sequence[Point]) -> tuple[Note, ...]:
        """Return the labels of rings, all together as near to their rings and as free of lines as there is room.

        A label that finds no room is left out: its rings tell it when they are pointed at.
        """
        ways = [self._ways(ring, lines) for ring in rings if self.wanted.strikes[ring.strike].sizes[0][1]]
        found = tuple(note for note in cheapest(ways, _in_the_way) if note is not None)
        self.taken += [note.box for note in found]
        return found

    def _ways(self, ring: Ring, lines: Sequence[Point]) -> list[tuple[float, Note | None]]:
        """Return the places of a ring's label in all its sizes, best first, the last one to be left out."""
        ways: list[tuple[float, Note | None]] = []
        for number, size in enumerate(self.wanted.strikes[ring.strike].sizes):
            for box in beside(ring.at, size, self.ring, FAR_REACHES):
                if contains(self.ground, box) and not any(overlap(box, one) for one in self.taken):
                    price = self._price(ring.at, box, lines) + SMALLER * number
                    ways.append((price, Note(box, ring.strike, number, ring.at)))
        ways.sort(key=lambda way: way[0])
        return [*ways[:WAYS], (LEFT_OUT, None)]

    def _price(self, at: Point, box: Box, lines: Sequence[Point]) -> float:
        """Return how bad a label's place is: far from its ring, over a line, or behind something on the way to it."""
        near = nearest(box, at)
        way = _way(at, near)
        span = between(at, near)
        taken = [one for one in self.taken if overlap(one, span, 0.0) and not one.holds(*at)]
        behind = sum(bool(held(one, way)) for one in taken)
        over = any(box.x < x and box.y < y for x, y in held(box, lines))
        return math.dist(at, near) + BEHIND * min(2, behind) + OVER * over

    def _country(self, point: Point, size: Point, lines: Sequence[Point]) -> Box | None:
        """Return the place of a country's name where it covers nothing; else it is left out."""
        box = Box(*self.view.at(point), *size)
        bad = any(overlap(box, other) for other in self.taken) or held(box, lines)
        if bad or not contains(self.ground, box):
            return None
        self.taken.append(box)
        return box


def _names_apart(one: Box | None, other: Box | None) -> float:
    """Return the price of two names beside each other: they may not touch."""
    return math.inf if one is not None and other is not None and overlap(one, other) else 0.0


def leader(at: Point, box: Box | None) -> tuple[Point, Point] | None:
    """Return the line from a dot to its name, where that stands off; None where it stands beside it."""
    if box is None:
        return None
    near = nearest(box, at)
    gap = math.dist(near, at)
    if gap <= CITY_DOT + LED:
        return None
    share = CITY_DOT / gap
    return (at[0] + (near[0] - at[0]) * share, at[1] + (near[1] - at[1]) * share), near


def _in_the_way(one: Note | None, other: Note | None) -> float:
    """Return the price of two labels beside each other: they may not touch, nor one hide the way to the other."""
    if one is None or other is None:
        return 0.0
    if overlap(one.box, other.box):
        return math.inf
    return BEHIND * (_crosses(one, other.box) or _crosses(other, one.box))


def _crosses(note: Note, box: Box) -> bool:
    """Return whether the way from rings to their label leads through a box."""
    return any(box.holds(*point) for point in _way(note.at, nearest(note.box, note.at)))


def _way(start: Point, end: Point) -> list[Point]:
    """Return points on a straight line, a few pixels apart."""
    count = max(1, round(math.dist(start, end) / STRIDE))
    shares = [step / count for step in range(count + 1)]
    return [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in shares]


def side_by_side(view: View, points: Sequence[Point]) -> tuple[tuple[int, ...], ...]:
    """Return which of some points lie so near to each other on the map that they share their rings."""
    groups: list[list[int]] = []
    for number, point in enumerate(points):
        at = view.at(point)
        near = next((one for one in groups if math.dist(view.at(points[one[0]]), at) < SAME_RING), None)
        if near is None:
            groups.append(near := [])
        near.append(number)
    return tuple(tuple(one) for one in groups)


def _end_at(tab: Box | None) -> Point:
    """Return where the line to a tab ends: below its flag."""
    return (tab.x + 24, tab.y + TAB_HEIGHT / 2) if tab else (0.0, 0.0)
