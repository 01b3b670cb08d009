"""The region at a glance: the map of the title with the relations of one game, and the same as a small picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.geography import SEOUL, View, project
from game.window.kit.panel import LOOK, Box, Command, Panel
from game.window.kit.pen import Pen
from game.window.map.base import LEGEND, paint_base
from game.window.map.legend import paint_legend, pattern, plan_legend
from game.window.map.plan import City, Plan, Wanted, plan_map
from game.window.settings import leader_words
from game.window.theme import BODY, CARD, PILL, SECTION, trust_colour

if TYPE_CHECKING:
    from game.window.geography import Coasts, Point
    from game.window.kit.drawing import Drawing
    from game.window.shelf import Glance, Relation

TAB_TEXT, TAB_PAD, NAME_HEIGHT = 39.0, 20.0, 18.0
PILL_SIZE = (36.0, 26.0)
PAD, HEADING = 14.0, 50.0
HOME_NAME, HOME_POINT = "Seoul", project(*SEOUL)
"""Where the map of the title begins while it shows no game."""


class RegionPanel(Panel):
    """The map of the title.

    Attributes:
        glance: the game whose relations it shows.
        heading: which game that is.
        names: whether leaders are told by name.
    """

    def __init__(self, coasts: Coasts, name: str = "region", *, legend: bool = True) -> None:
        """Show the coasts, and no game yet; a small map goes without the legend."""
        super().__init__(name)
        self.coasts = coasts
        self.legend = legend
        self.glance: Glance | None = None
        self.heading = ""
        self.names = True

    def show(self, heading: str, glance: Glance | None) -> None:
        """Show the relations of a game."""
        if (heading, glance) != (self.heading, self.glance):
            self.heading, self.glance = heading, glance
            self.dirty = True

    def tip(self, command: Command) -> str:
        """Return who leads the capital of a pill or a tab, and how far it trusts Seoul."""
        found = self.glance.relations if self.glance is not None and command.kind == LOOK else ()
        one = next((one for one in found if one.capital == command.about), None)
        if one is None:
            return ""
        who = leader_words(one.leader, names=self.names)
        return f"{self.glance.meter if self.glance else ''}: {one.name} {one.shown}." + (f" {who}." if who else "")

    def paint(self, pen: Pen) -> None:
        """Draw the land, the relations, what they are of, and the legend."""
        view = self.view()
        pen.surface.blit(ground(pen, view, self.coasts), (0, 0))
        found = self.glance.relations if self.glance is not None else ()
        plan = plan_of(pen.drawing, view, self.glance, self._heading_size(pen.drawing))
        for one, arc in zip(found, plan.arcs, strict=True):
            _line(pen, one.value, (arc.start, arc.bend, arc.end), 2 + one.value / 22)
        _dots(pen, plan, 1.0)
        for one, box, arc in zip(found, plan.tabs, plan.arcs, strict=True):
            if box is not None:
                _tab(pen, box, one)
                self.hits.append((box, Command(LOOK, one.capital)))
            self.hits.append((_pill(pen, arc.pill, one), Command(LOOK, one.capital)))
        pen.layer()
        self._names(pen, plan, found)
        if plan.chips:
            self._heading(pen, plan.chips[0])
        if self.legend:
            pen.fill(0, pen.height - LEGEND, pen.width, LEGEND, "panel")
            title = self.glance.meter if self.glance is not None else ""
            paint_legend(pen, plan_legend(pen.drawing, view.width, view.height + LEGEND / 2, title, view.per_km), title)

    def view(self) -> View:
        """Return where kilometres lie on this panel."""
        return View(self.box.width, self.box.height - (LEGEND if self.legend else 0))

    def _names(self, pen: Pen, plan: Plan, found: tuple[Relation, ...]) -> None:
        box = plan.seoul_label
        if box is not None:
            pen.text(box.x, box.y, self.glance.seat if self.glance else HOME_NAME, CARD, "ink", halo="land")
        for one, place in zip(found, plan.labels, strict=True):
            if place is not None:
                pen.text(place.x, place.y, one.name, CARD, "ink", halo="land")

    def _heading_size(self, drawing: Drawing) -> tuple[Point, ...]:
        when = self.glance.when if self.glance is not None else ""
        width = max(drawing.width(self.heading, SECTION), drawing.width(when, BODY)) + 2 * PAD
        return ((width, HEADING),) if self.glance is not None and self.heading else ()

    def _heading(self, pen: Pen, box: Box) -> None:
        """Write which game the map shows, on paper in the corner."""
        pen.rect(box.x, box.y, box.width, box.height, "panel", radius=6)
        pen.text(box.x + PAD, box.y + 5, self.heading, SECTION)
        pen.text(box.x + PAD, box.y + 26, self.glance.when if self.glance is not None else "", BODY, "ink2")


def ground(pen: Pen, view: View, coasts: Coasts) -> pygame.Surface:
    """Return sea and land, made once at this scale and palette."""
    key = ("region", view, pen.drawing.palette.land)
    return pen.drawing.kept(key, lambda: paint_base(pen, view, coasts))


def plan_of(drawing: Drawing, view: View, glance: Glance | None, chips: tuple[Point, ...] = ()) -> Plan:
    """Return where the arcs, pills, tabs and names of a game's relations go."""
    found = glance.relations if glance is not None else ()
    name, home = (glance.seat, glance.home) if glance is not None else (HOME_NAME, HOME_POINT)
    cities = tuple(
        City(
            one.capital,
            one.point,
            (drawing.width(one.name, CARD), NAME_HEIGHT),
            TAB_TEXT + drawing.width(one.name, CARD) + TAB_PAD,
        )
        for one in found
    )
    label = (drawing.width(name, CARD), NAME_HEIGHT)
    return plan_map(view, Wanted(home, label, cities, chips))


def small_picture(pen: Pen, size: Point, view: View, coasts: Coasts, glance: Glance) -> pygame.Surface:
    """Return the map of a view as a small picture, with its relations drawn anew so that they stay sharp."""
    drawing = pen.drawing
    ratio = size[0] / view.width
    # The middle of the map, in the shape of the picture.
    high = min(view.height, size[1] / ratio)
    top = (view.height - high) / 2
    whole = ground(pen, view, coasts)
    part = pygame.Rect(0, drawing.px(top), whole.get_width(), min(whole.get_height(), drawing.px(high)))
    surface = pygame.transform.smoothscale(whole.subsurface(part), (drawing.px(size[0]), drawing.px(size[1])))
    small = Pen(drawing, surface)
    plan = plan_of(drawing, view, glance)

    def at(point: Point) -> Point:
        return point[0] * ratio, (point[1] - top) * ratio

    for one, arc in zip(glance.relations, plan.arcs, strict=True):
        _line(small, one.value, (at(arc.start), at(arc.bend), at(arc.end)), 1.6, dash=0.4)
    for dot in (plan.seoul, *plan.dots):
        if dot is not None:
            small.circle(*at(dot), 2.6, "panel", stroke="ink", line=1)
    small.layer()
    return surface


def _line(pen: Pen, value: float, points: tuple[Point, Point, Point], width: float, *, dash: float = 1.0) -> None:
    """Draw a relation: its width, pattern and colour by trust, on a casing of paper."""
    (x, y), (bend_x, bend_y), (end_x, end_y) = points
    commands = f"M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f} {end_x:.1f} {end_y:.1f}"
    dashes = " ".join(f"{float(part) * dash:g}" for part in pattern(value).split())
    colour = trust_colour(pen.drawing.palette, value)
    pen.path(commands, stroke="panel", line=width + (4 if dash == 1 else 2), opacity=0.9, within=points)
    pen.path(commands, stroke=colour, line=width, dash=dashes, within=points)


def _dots(pen: Pen, plan: Plan, scale: float) -> None:
    for dot in plan.dots:
        if dot is not None:
            pen.circle(*dot, 6.5 * scale, "panel", stroke="ink", line=1.2)
            pen.circle(*dot, 3 * scale, "ink")
    pen.circle(*plan.seoul, 9 * scale, "panel", stroke="home", line=2)
    pen.circle(*plan.seoul, 4.5 * scale, "home")


def _tab(pen: Pen, box: Box, one: Relation) -> None:
    """Draw a capital that lies off the map at the edge."""
    pen.rect(box.x, box.y, box.width + 8, box.height, "panel", radius=4)
    pen.image(pen.drawing.flag(one.flag, 22), box.x + 10, box.y + 7)
    pen.text(box.x + TAB_TEXT, box.y + 15, one.name, CARD, middle=True)


def _pill(pen: Pen, at: Point, one: Relation) -> Box:
    """Draw the value of a relation on its line and return where it lies."""
    colour = trust_colour(pen.drawing.palette, one.value)
    wide, high = PILL_SIZE
    box = Box(at[0] - wide / 2, at[1] - high / 2, wide, high)
    pen.rect(box.x, box.y, wide, high, "panel", radius=high / 2, stroke=colour, line=2)
    pen.text(*at, str(one.shown), PILL, colour, align="centre", middle=True)
    return box
