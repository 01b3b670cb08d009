"""The map's data: coasts projected beforehand, and the same projection for places that a scenario names."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from game.scenario.model import Document

Point = tuple[float, float]

EARTH_KM = 6371.0
PARALLELS = (math.radians(30), math.radians(45))
CENTRE = (math.radians(127), math.radians(38))
EXPONENT = math.log(math.cos(PARALLELS[0]) / math.cos(PARALLELS[1])) / math.log(
    math.tan(math.pi / 4 + PARALLELS[1] / 2) / math.tan(math.pi / 4 + PARALLELS[0] / 2)
)
FACTOR = math.cos(PARALLELS[0]) * math.tan(math.pi / 4 + PARALLELS[0] / 2) ** EXPONENT / EXPONENT
MIDDLE = EARTH_KM * FACTOR / math.tan(math.pi / 4 + CENTRE[1] / 2) ** EXPONENT

SPAN_KM = 2470.0
"""How many kilometres the width of the map shows."""

FOCUS_KM = (118.0, 60.0)
"""The point in the middle of the map."""

SEOUL = (37.57, 126.98)
"""Latitude and longitude of the desk."""

EDGE_KM = (2400.0, 1800.0)
"""How far the coasts reach from the centre: what lies further off is not on the map."""


@dataclass(frozen=True, slots=True, eq=False)
class Coasts:
    """The outlines of countries and the grid of degrees, in kilometres, `y` down."""

    countries: dict[str, tuple[tuple[Point, ...], ...]]
    grid: tuple[tuple[Point, ...], ...]


@lru_cache(maxsize=1)
def read_coasts(assets: Path) -> Coasts:
    """Return the map that comes with the game, read once."""
    content = json.loads((assets / "map" / "northeast_asia.json").read_text(encoding="utf-8"))
    return Coasts(
        countries={
            name: tuple(tuple((x, y) for x, y in ring) for ring in country["rings"])
            for name, country in content["countries"].items()
        },
        grid=tuple(tuple((x, y) for x, y in line) for line in content["graticule"]),
    )


def project(latitude: float, longitude: float) -> Point:
    """Return a place in kilometres from the centre: Lambert's conformal conic projection."""
    turned = math.radians(longitude) - CENTRE[0]
    turned = (turned + math.pi) % (2 * math.pi) - math.pi
    capped = math.radians(max(-80.0, min(89.0, latitude)))
    radius = EARTH_KM * FACTOR / math.tan(math.pi / 4 + capped / 2) ** EXPONENT
    return radius * math.sin(EXPONENT * turned), -(MIDDLE - radius * math.cos(EXPONENT * turned))


def is_off_map(point: Point) -> bool:
    """Return whether a projected point lies outside the box that the coasts were cut to."""
    return abs(point[0]) > EDGE_KM[0] or abs(point[1]) > EDGE_KM[1]


def seat_point(document: Document) -> Point:
    """Return where the map draws the seat whose desk this is: in Seoul, where the scenario names no place."""
    place = document.places.get(document.scenario.seat.place or "")
    return project(place.latitude, place.longitude) if place is not None else project(*SEOUL)


@dataclass(frozen=True, slots=True)
class View:
    """Where kilometres lie in a panel of a width and a height."""

    width: float
    height: float

    @property
    def per_km(self) -> float:
        """Logical pixels a kilometre: the width always holds all capitals of the region."""
        return self.width / SPAN_KM

    def at(self, point: Point) -> Point:
        """Return where a projected point lies."""
        scale = self.per_km
        return (
            (point[0] - FOCUS_KM[0]) * scale + self.width / 2,
            (point[1] - FOCUS_KM[1]) * scale + self.height / 2,
        )

    def trace(self, points: tuple[Point, ...], *, closed: bool) -> str:
        """Return the vector commands of a line on the map."""
        moved = (self.at(point) for point in points)
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in moved) + ("Z" if closed else "")
