"""The map: coasts and de facto borders of Northeast Asia, projected, thinned and clipped to what the window shows."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

EARTH = 6371.0
SOUTH, NORTH, MERIDIAN, ORIGIN = (math.radians(degrees) for degrees in (30, 45, 127, 38))
"""Lambert's conformal conic: its two standard parallels, its middle meridian and the latitude of its origin."""

CONE = math.log(math.cos(SOUTH) / math.cos(NORTH)) / math.log(
    math.tan(math.pi / 4 + NORTH / 2) / math.tan(math.pi / 4 + SOUTH / 2)
)
FACTOR = math.cos(SOUTH) * math.tan(math.pi / 4 + SOUTH / 2) ** CONE / CONE
TOP_RADIUS = EARTH * FACTOR / math.tan(math.pi / 4 + ORIGIN / 2) ** CONE

BOX: Final = (-2600, -1900, 2600, 1900)
"""What is kept, in km around the origin: left, top, right, bottom."""

FINE, COARSE = 2.0, 25.0
"""How far a thinned line may lie from the true one, in km: in view, and far outside."""

SMALLEST_ISLAND = 25.0
IN_VIEW: Final = (88, 160, 12, 62)
NEAR: Final = (75, 5)
CITIES: Final = {
    "seoul": (126.98, 37.57),
    "beijing": (116.40, 39.91),
    "tokyo": (139.69, 35.69),
    "pyongyang": (125.75, 39.03),
    "taipei": (121.56, 25.04),
    "vladivostok": (131.9, 43.1),
    "shanghai": (121.47, 31.23),
    "busan": (129.04, 35.12),
}


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the box: its axis (0 across, 1 down), where it lies, and 1 where larger values are inside."""

    axis: int
    bound: float
    side: int

    def holds(self, point: Point) -> bool:
        """Return whether a point lies inside."""
        return (point[self.axis] - self.bound) * self.side >= 0

    def crossing(self, one: Point, other: Point) -> Point:
        """Return where the line between two points meets the edge."""
        along = 1 - self.axis
        share = other[along] - one[along]
        free = one[along] + share * (self.bound - one[self.axis]) / (other[self.axis] - one[self.axis])
        return (self.bound, free) if self.axis == 0 else (free, self.bound)


def bake(package: Path, target: Path) -> None:
    """Write the map; `package` is the unpacked world-atlas."""
    target.mkdir(parents=True, exist_ok=True)
    topology = json.loads((package / "countries-10m.json").read_text(encoding="utf-8"))
    content = {
        "proj": "LCC 30/45 lon0=127 lat0=38 km",
        "countries": countries(topology),
        "graticule": [[rounded(project(*point)) for point in line] for line in graticule()],
        "cities": {name: rounded(project(*place)) for name, place in CITIES.items()},
    }
    (target / "northeast_asia.json").write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")


def project(longitude: float, latitude: float) -> Point:
    """Return the place of a point of the globe on the flat map, in km, with y growing downwards."""
    north = math.radians(max(-80, min(89, latitude)))
    east = math.radians(longitude) - MERIDIAN
    while east > math.pi:
        east -= 2 * math.pi
    while east < -math.pi:
        east += 2 * math.pi
    radius = EARTH * FACTOR / math.tan(math.pi / 4 + north / 2) ** CONE
    return radius * math.sin(CONE * east), -(TOP_RADIUS - radius * math.cos(CONE * east))


def graticule() -> list[list[tuple[int, int]]]:
    """Return the lines of longitude and latitude, every ten degrees."""
    meridians = [[(longitude, latitude) for latitude in range(5, 71)] for longitude in range(80, 181, 10)]
    parallels = [[(longitude, latitude) for longitude in range(80, 181)] for latitude in range(10, 71, 10)]
    return meridians + parallels


def countries(topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the rings of every country that is in view, by name."""
    lines = arcs(topology)
    # Thinned arc by arc, so that a border stays the same on both of its sides.
    thin = [simplified([project(*point) for point in line], COARSE if is_far(line) else FINE) for line in lines]
    found: dict[str, dict[str, Any]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        rings = [ring for part in polygons(country) for ring in kept_rings(part, lines, thin)]
        if rings:
            found[country["properties"]["name"]] = {"id": country.get("id"), "rings": rings}
    return found


def arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a topology in degrees; it holds them as whole steps from point to point."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        found.append(line)
    return found


def polygons(country: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a country: rings of numbers of arcs."""
    numbers: list[Any] = country.get("arcs", [])
    return numbers if country["type"] == "MultiPolygon" else [numbers]


def kept_rings(polygon: list[list[int]], lines: list[Ring], thin: list[Ring]) -> Iterable[list[list[float]]]:
    """Yield the rings of a polygon that are in view and large enough to see."""
    for numbers in polygon:
        points = [point for number in numbers for point in lines[number if number >= 0 else ~number]]
        # What lies far west or south is dropped before it is clipped: Antarctica's ring would cover the sea.
        if max(x for x, _ in points) < NEAR[0] or max(y for _, y in points) < NEAR[1]:
            continue
        ring = clipped(joined(numbers, thin))
        if len(ring) > 3 and area(ring) > SMALLEST_ISLAND:  # noqa: PLR2004 - three points are no more than a speck
            yield [rounded(point) for point in ring]


def joined(numbers: Sequence[int], lines: list[Ring]) -> Ring:
    """Return a ring from its arcs; a number below zero means the arc backwards."""
    ring: Ring = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def is_far(line: Ring) -> bool:
    """Return whether a line lies outside of what the window ever shows."""
    west, east, south, north = IN_VIEW
    across, up = [x for x, _ in line], [y for _, y in line]
    return max(across) < west or min(across) > east or max(up) < south or min(up) > north


def simplified(points: Ring, tolerance: float) -> Ring:
    """Return a line with only the points that it needs to stay within a tolerance (Douglas and Peucker)."""
    if len(points) < 4:  # noqa: PLR2004 - a line of three points stays as it is
        return points
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        farthest, where = -1.0, -1
        for place in range(first + 1, last):
            off = distance(points[place], points[first], points[last])
            if off > farthest:
                farthest, where = off, place
        if farthest > tolerance:
            keep.add(where)
            spans += [(first, where), (where, last)]
    return [point for place, point in enumerate(points) if place in keep]


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the line through two others, or from the first where they are one."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down)
    if length <= 1e-6:  # noqa: PLR2004 - a millimetre: both ends are the same place
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs((point[0] - start[0]) * down - (point[1] - start[1]) * across) / length


def clipped(ring: Ring) -> Ring:
    """Return the part of a ring inside the box (Sutherland and Hodgman): each edge cuts what the last one left."""
    left, top, right, bottom = BOX
    for edge in (Edge(0, left, 1), Edge(0, right, -1), Edge(1, top, 1), Edge(1, bottom, -1)):
        if ring:
            ring = cut(ring, edge)
    return ring


def cut(ring: Ring, edge: Edge) -> Ring:
    """Return a ring without what lies outside of one edge."""
    kept: Ring = []
    for before, point in pairwise([ring[-1], *ring]):
        if edge.holds(before) != edge.holds(point):
            kept.append(edge.crossing(before, point))
        if edge.holds(point):
            kept.append(point)
    return kept


def area(ring: Ring) -> float:
    """Return the area of a ring in square km."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([ring[-1], *ring]))) / 2


def rounded(point: Point) -> list[float]:
    """Return a point to a tenth of a km."""
    return [round(point[0], 1), round(point[1], 1)]
