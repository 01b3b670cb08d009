"""The map: Seoul's relations as arcs, their values on pills, and where this turn's events struck.

It names no sea, draws no label on a border and none on a disputed place.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from game.engine import shown
from game.session.titles import value_text
from game.window.desk import mark_of
from game.window.facts import places_now
from game.window.geography import Coasts, View, project
from game.window.kit.marks import arrow
from game.window.kit.panel import Box, Command, Panel
from game.window.kit.pen import Pen
from game.window.theme import BODY, CAPTION, CARD, LABEL, PILL, STRONG, trust_colour

if TYPE_CHECKING:
    from game.engine import NumberInfo
    from game.window.desk import Desk
    from game.window.geography import Point

LEGEND = 30.0
TAB_PITCH = 34.0
EDGE_KM = (2400.0, 1800.0)
TAB = Box(0, 44, 134, 30)
NAMES = {"China": (-760.0, 420.0), "Russia": (610.0, -880.0), "Japan": (1120.0, -160.0), "Mongolia": (-830.0, -800.0)}
HOME, NEIGHBOUR = "South Korea", "North Korea"
SEOUL = (37.57, 126.98)
CLOSE = 80.0
MOST_EVENTS = 3
LOW, HALF = 20.0, 50.0


class MapPanel(Panel):
    """The region with relations and events; pills open a ledger."""

    hover_kinds = frozenset({"why"})

    def __init__(self, desk: Desk, coasts: Coasts) -> None:
        """Show the relations of a desk on the coasts."""
        super().__init__("map")
        self.desk = desk
        self.coasts = coasts
        self.taken: list[Box] = []

    def trusts(self) -> tuple[NumberInfo, ...]:
        """Return the first number that every capital has: the relation that arcs show."""
        every = [number for number in self.desk.columns if number.capital]
        return tuple(number for number in every if number.parent == every[0].parent)

    def paint(self, pen: Pen) -> None:
        """Draw the base, arcs, pills, events, labels and legend."""
        view = View(pen.width, pen.height - LEGEND)
        self.taken = []
        pen.surface.blit(self._base(pen, view), (0, 0))
        capitals = {number.name: self._capital_at(view, number) for number in self.trusts()}
        seoul = view.at(project(*SEOUL))
        for number in self.trusts():
            self._arc(pen, number, seoul, capitals[number.name])
        rings = self._rings(pen, view)
        for number in self.trusts():
            self._pill(pen, number, seoul, capitals[number.name])
        pen.circle(*seoul, 9, "panel", stroke="home", line=2)
        pen.circle(*seoul, 4.5, "home")
        self._tab(pen)
        self._chips(pen)
        pen.layer()
        pen.fill(0, pen.height - LEGEND, pen.width, LEGEND, "panel")
        self.taken.append(Box(seoul[0] - 10, seoul[1] - 10, 20, 20))
        self._label(pen, "Seoul", seoul, 9)
        for number in self.trusts():
            if not self._is_far(number):
                self._label(pen, number.title, capitals[number.name], 7)
        for headline, at in rings:
            self._event_label(pen, headline, at)
        self._countries(pen, view)
        self._legend(pen, view)

    def _is_far(self, number: NumberInfo) -> bool:
        """Return whether a capital lies off the map: it then has a tab at the edge."""
        return is_off_map(self._place_of(number))

    def _place_of(self, number: NumberInfo) -> Point:
        document = self.desk.scenario.document
        place = document.places.get(document.capitals[number.capital].place or "")
        return project(place.latitude, place.longitude) if place else (9999.0, 0.0)

    def _capital_at(self, view: View, number: NumberInfo) -> Point:
        far = [one.name for one in self.trusts() if self._is_far(one)]
        if number.name in far:
            return view.width - 20, TAB.y + 12 + far.index(number.name) * TAB_PITCH
        return view.at(self._place_of(number))

    def _base(self, pen: Pen, view: View) -> pygame.Surface:
        key = ("map", view, pen.drawing.palette.land)
        return pen.drawing.kept(key, lambda: paint_base(pen, view, self.coasts))

    def _curve(self, seoul: Point, end: Point) -> tuple[Point, Point]:
        """Return the bend of an arc and the point where its pill sits."""
        dx, dy = end[0] - seoul[0], end[1] - seoul[1]
        bow = 0.0 if math.hypot(dx, dy) < CLOSE else -0.26 if dx < 0 else -0.22 if dy < 0 else 0.2
        bend = ((end[0] + seoul[0]) / 2 - dy * bow, (end[1] + seoul[1]) / 2 + dx * bow)
        if not bow:
            return bend, (end[0] - 46, end[1] - 8)
        share = 0.5
        rest = 1 - share
        middle = tuple(rest * rest * a + 2 * share * rest * b + share * share * c
                       for a, b, c in zip(seoul, bend, end, strict=True))  # fmt: skip
        return bend, (middle[0], middle[1])

    def _arc(self, pen: Pen, number: NumberInfo, seoul: Point, end: Point) -> None:
        value = self.desk.value(number)
        bend, _ = self._curve(seoul, end)
        commands = f"M{seoul[0]:.1f} {seoul[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
        width = 2 + value / 22
        pen.path(commands, stroke="panel", line=width + 4, opacity=0.9)
        pen.path(commands, stroke=trust_colour(pen.drawing.palette, value), line=width, dash=pattern(value))
        if not self._is_far(number):
            pen.circle(*end, 6.5, "panel", stroke="ink", line=1.2)
            pen.circle(*end, 3, "ink")
            self.taken.append(Box(end[0] - 7, end[1] - 7, 14, 14))

    def _pill(self, pen: Pen, number: NumberInfo, seoul: Point, end: Point) -> None:
        value = self.desk.value(number)
        _, (x, y) = self._curve(seoul, end)
        if sum(self._is_far(one) for one in self.trusts()) > 1 and self._is_far(number):
            # Arcs to several tabs would put their pills on top of each other: they stand beside their tabs.
            x, y = pen.width - TAB.width - 32, end[1] + 3
        expected = self.desk.expected_now().get(number.name)
        mark = mark_of(number, expected)
        width = 50.0 if mark.size else 36.0
        box = Box(x - width / 2, y - 13, width, 26)
        command = Command("why", number.name)
        colour = trust_colour(pen.drawing.palette, value)
        pen.rect(
            box.x, box.y, width, 26, "sunk" if self.hover == command else "panel", radius=13, stroke=colour, line=2
        )
        pen.text(x - (8 if mark.size else 0), y, str(shown(number, value)), PILL, colour, align="centre", middle=True)
        if mark.size:
            arrow(pen, x + 14, y, mark)
        self.taken.append(box)
        self.hits.append((box, command))

    def _tab(self, pen: Pen) -> None:
        far = [number for number in self.trusts() if self._is_far(number)]
        for place, number in enumerate(far):
            box = Box(pen.width - TAB.width, TAB.y + place * TAB_PITCH, TAB.width, TAB.height)
            pen.rect(box.x, box.y, box.width + 8, box.height, "panel", radius=4)
            document = self.desk.scenario.document.capitals[number.capital]
            pen.image(pen.drawing.flag(document.flag or "", 22), box.x + 10, box.y + 7)
            pen.text(box.x + 39, box.y + 15, number.title, CARD, middle=True)
            self.taken.append(box)
            self.hits.append((box, Command("why", number.name)))

    def _chips(self, pen: Pen) -> None:
        """Write the rung that each ladder stands on, and the chance of the next one, in the corner."""
        scenario = self.desk.scenario
        ladders = [number for number in scenario.numbers if number.kind == "ladder" and not number.hidden]
        known = self.desk.chances() if ladders else {}
        y = 8.0
        for number in ladders:
            rungs = scenario.document.ladders[number.parent].rungs
            rung = int(self.desk.value(number))
            words = f"{number.title}: {value_text(scenario, number, rung)}"
            chance = known.get(f"ladders.{number.parent}.{rungs[rung].id}") if rung < len(rungs) else None
            ahead = f"{100 * chance:.0f} % chance of: {rungs[rung].title}" if chance and rung < len(rungs) else ""
            width = pen.drawing.width(words, LABEL) + 20
            more = pen.drawing.width(ahead, CAPTION) + 12 if ahead else 0
            if y + 24 > TAB.y and 8 + width + more > pen.width - TAB.width - 6:
                ahead, more = "", 0
            width += more
            box = Box(8, y, width, 24)
            command = Command("why", number.name)
            hovered = self.hover == command
            pen.rect(8, y, width, 24, "sunk" if hovered else "panel", radius=12, opacity=1 if hovered else 0.94)
            x = 18 + pen.text(18, y + 12, words, LABEL, "neg" if rung else "ink2", middle=True)
            pen.text(x + 10, y + 12, ahead, CAPTION, "ink2", middle=True)
            self.taken.append(box)
            self.hits.append((box, command))
            y += 28

    def _rings(self, pen: Pen, view: View) -> list[tuple[str, Point]]:
        """Draw three rings around each event of this turn and return their headlines with their points."""
        found: list[tuple[str, Point]] = []
        for one in places_now(self.desk.session):
            place = self.desk.scenario.document.places[one.place]
            point = project(place.latitude, place.longitude)
            if is_off_map(point) or len(found) == MOST_EVENTS:
                continue
            x, y = view.at(point)
            x, y = min(view.width - 24, max(24, x)), min(view.height - 24, max(24, y))
            pen.circle(x, y, 17, "panel", opacity=0.55)
            for radius, opacity in ((17, 0.6), (10.5, 0.8), (4, 1.0)):
                pen.circle(x, y, radius, "neg" if radius == 4 else "none", stroke="neg", line=1.6, opacity=opacity)  # noqa: PLR2004
            self.taken.append(Box(x - 18, y - 18, 36, 36))
            found.append((one.headline, (x, y)))
        return found

    def _label(self, pen: Pen, text: str, at: Point, radius: float) -> None:
        """Write the name of a city beside it, where it covers nothing."""
        width, height = pen.drawing.width(text, CARD), 19.0
        box = self._free(at, (width, height), radius, self.box)
        if box is not None:
            pen.text(box.x, box.y, text, CARD, "ink", halo="land")

    def _event_label(self, pen: Pen, headline: str, at: Point) -> None:
        """Write the headline of an event beside its rings, on paper."""
        for width in (168.0, 128.0):
            lines = pen.drawing.wrap(headline, width, STRONG)
            size = (max(pen.drawing.width(line, STRONG) for line in lines) + 14, len(lines) * 17 + 9.0)
            box = self._free(at, size, 18, self.box)
            if box is None:
                continue
            nearest = (min(box.right, max(box.x, at[0])), min(box.bottom, max(box.y, at[1])))
            pen.line([at, nearest], "neg", 1.2)
            pen.rect(box.x, box.y, box.width, box.height, "panel", radius=4, stroke="neg")
            for place, line in enumerate(lines):
                pen.text(box.x + 7, box.y + 3 + place * 17, line, STRONG)
            return

    def _free(self, at: Point, size: Point, radius: float, whole: Box) -> Box | None:
        """Return the nearest place for a label around a point that covers nothing, and take it."""
        width, height = size
        for reach in (2.0, 14.0, 34.0, 60.0, 100.0, 150.0, 200.0):
            away = radius + reach
            for x, y in (
                (at[0] + away, at[1] - height / 2), (at[0] - away - width, at[1] - height / 2),
                (at[0] - width / 2, at[1] + away), (at[0] - width / 2, at[1] - away - height),
                (at[0] + away, at[1] + away / 2), (at[0] - away - width, at[1] + away / 2),
                (at[0] + away, at[1] - away / 2 - height), (at[0] - away - width, at[1] - away / 2 - height),
            ):  # fmt: skip
                box = Box(x, y, width, height)
                inside = x >= 4 and y >= 4 and box.right <= whole.width - 4 and box.bottom <= whole.height - LEGEND - 4  # noqa: PLR2004
                if inside and not any(overlap(box, other) for other in self.taken):
                    self.taken.append(box)
                    return box
        return None

    def _countries(self, pen: Pen, view: View) -> None:
        for name, where in NAMES.items():
            x, y = view.at(where)
            box = Box(x, y, pen.drawing.width(name, BODY), 18)
            if y > 0 and box.right < pen.width and not any(overlap(box, other) for other in self.taken):
                pen.text(x, y, name, BODY, "ink2")

    def _legend(self, pen: Pen, view: View) -> None:
        middle = pen.height - LEGEND / 2
        trusts = self.trusts()
        title = self.desk.scenario.document.meters[trusts[0].parent].name if trusts else ""
        x = 16 + pen.text(16, middle, title, LABEL, "ink2", middle=True) + 16
        for value, words in ((10.0, "under 20"), (35.0, "under 50"), (78.0, "50 or more")):
            colour = trust_colour(pen.drawing.palette, value)
            pen.line([(x, middle), (x + 26, middle)], colour, 2 + value / 25, dash=pattern(value))
            x += 34 + pen.text(x + 34, middle, words, CAPTION, "ink2", middle=True) + 16
        right, length = pen.width - 16, 250 * view.per_km
        if right - length - 60 <= x:
            return
        pen.line([(right - length, middle - 3), (right - length, middle + 3), (right, middle + 3),
                  (right, middle - 3)], "ink2", 1.2, cap="butt")  # fmt: skip
        pen.text(right - length - 8, middle, "250 km", CAPTION, "ink2", align="right", middle=True)


def is_off_map(point: Point) -> bool:
    """Return whether a projected point lies outside the box that the coasts were cut to."""
    return abs(point[0]) > EDGE_KM[0] or abs(point[1]) > EDGE_KM[1]


def pattern(value: float) -> str:
    """Return the dashes of a relation: dots when hostile or cold, dashes under half, else a whole line."""
    return ".5 7" if value < LOW else "9 8" if value < HALF else ""


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes share any area, with a little air between them."""
    air = 2.0
    return (
        one.x < other.right + air and other.x < one.right + air and one.y < other.bottom + air
        and other.y < one.bottom + air
    )  # fmt: skip


def paint_base(pen: Pen, view: View, coasts: Coasts) -> pygame.Surface:
    """Return sea, grid and land as a picture; it is the same for a whole game, so it is made once."""
    drawing = pen.drawing
    surface = pygame.Surface((drawing.px(view.width), drawing.px(view.height + LEGEND)))
    base = Pen(drawing, surface)
    palette = drawing.palette
    base.define(
        f'<linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{palette.sea_top}"/>'
        f'<stop offset="1" stop-color="{palette.sea_bottom}"/></linearGradient>'
    )
    base.raw(f'<rect width="{view.width + 2}" height="{view.height + LEGEND + 2}" fill="url(#sea)"/>')
    base.path("".join(view.trace(line, closed=False) for line in coasts.grid), stroke="grid", line=0.8)
    outlines = {
        name: "".join(view.trace(ring, closed=True) for ring in rings) for name, rings in coasts.countries.items()
    }
    every = "".join(outlines.values())
    for width, opacity in ((18, 0.10), (11, 0.12), (5, 0.2)):
        base.path(every, stroke="glow", line=width, opacity=opacity)
    for name, outline in outlines.items():
        fill = "home" if name == HOME else "land2" if name == NEIGHBOUR else "land"
        base.path(outline, fill=fill, stroke="coast", line=0.7)
    for place in range(9):
        shade = round(0.13 * (1 - place / 9) ** 2, 3)
        base.rect(place, 0, 1, view.height + LEGEND, "veil", opacity=shade)
        base.rect(view.width - 1 - place, 0, 1, view.height + LEGEND, "veil", opacity=shade)
    base.layer()
    return surface.convert()
