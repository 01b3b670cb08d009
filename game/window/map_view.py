"""The map: Seoul's relations as arcs, their values on pills, and where this turn's events struck.

It draws no label on a disputed place. Where everything goes is planned in `map/plan.py`; this panel draws the plan.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import shown
from game.session.titles import band_word
from game.window.desk import mark_of
from game.window.facts import places_now
from game.window.geography import View, is_off_map, project, seat_point
from game.window.kit.marks import arrow
from game.window.kit.panel import Box, Command, Panel
from game.window.map.base import LEGEND, paint_base
from game.window.map.chips import HEIGHT, Chip, chips, paint_chip
from game.window.map.legend import Legend, paint_legend, pattern, plan_legend
from game.window.map.placing import nearest
from game.window.map.plan import TAB_TOP, City, Plan, Strike, Wanted, leader, plan_map, side_by_side
from game.window.theme import BODY, CAPTION, CARD, PILL, STRONG, trust_colour
from game.window.widgets.reasons import cause_words
from game.window.widgets.strips import day

if TYPE_CHECKING:
    import pygame

    from game.engine import NumberInfo
    from game.window.desk import Desk
    from game.window.facts import Told
    from game.window.geography import Coasts, Point
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.map.arcs import Arc

NAMES = {"China": (-760.0, 420.0), "Russia": (610.0, -880.0), "Japan": (1120.0, -160.0), "Mongolia": (-830.0, -800.0)}
TAB_TEXT, TAB_PAD = 39.0, 20.0
MOST_EVENTS = 3
NOTE_WIDTHS = (172.0, 132.0, 104.0)
NOTE_LINE, NOTE_PAD = 17.0, 7.0


@dataclass(frozen=True, slots=True)
class Note:
    """What a ring is labelled with: headlines side by side, when, and the text behind the first."""

    place: str
    headlines: tuple[str, ...]
    date: str
    text: str = ""

    def lines(self, drawing: Drawing, width: float) -> list[str]:
        """Return the headlines in lines of a width."""
        return [line for place, headline in enumerate(self.headlines)
                for line in (*([""] if place else []), *drawing.wrap(headline, width, STRONG))]  # fmt: skip

    def size(self, drawing: Drawing, width: float) -> Point:
        """Return the size of the label whose text is wrapped at a width."""
        lines = self.lines(drawing, width)
        wide = max([drawing.width(line, STRONG) for line in lines] + [drawing.width(self.date, CAPTION)])
        return wide + 2 * NOTE_PAD, sum(map(line_height, (*lines, self.date))) + 8.0


def line_height(line: str) -> float:
    """Return how high a line of a label is; an empty one only parts two headlines."""
    return NOTE_LINE if line else 5.0


class MapPanel(Panel):
    """The region with relations and events; pills open a ledger, chips a ladder.

    Attributes:
        ringed: while consequences are told, the place that alone is ringed ("" rings none); None at rest.
        ringed_title: what the label of that place says.
    """

    hover_kinds = frozenset({"why", "ladder"})

    def __init__(self, desk: Desk, coasts: Coasts) -> None:
        """Show the relations of a desk on the coasts."""
        super().__init__("map")
        self.desk = desk
        self.coasts = coasts
        self.ringed: str | None = None
        self.ringed_title = ""
        self.chips: tuple[Chip, ...] = ()
        self.notes: tuple[Note, ...] = ()
        self._planned: tuple[object, Plan] | None = None

    def trusts(self) -> tuple[NumberInfo, ...]:
        """Return the first number that every capital has: the relation that arcs show."""
        every = [number for number in self.desk.columns if number.capital]
        return tuple(number for number in every if number.parent == every[0].parent)

    def focusables(self) -> tuple[Command, ...]:
        """Return the ladders that stand on a rung."""
        return tuple(Command("ladder", chip.ladder) for chip in self.chips)

    def tip(self, command: Command) -> str:
        """Return why a relation stands where it does, how a ladder may go on, or the text behind a headline."""
        if command.kind == "why":
            number = self.desk.scenario.number(command.about)
            value = self.desk.value(number)
            words = f"{shown(number, value)}, {band_word(self.desk.scenario, number, value).lower()}".rstrip(", ")
            seat = self.desk.scenario.document.scenario.seat.name
            return f"Trust of {number.title} in {seat}: {words}. {cause_words(self.desk, number)}"
        if command.kind == "look":
            return next((note.text for note in self.notes if note.place == command.about), "")
        if command.kind == "ladder":
            return "The ladder: what each capital sees, what may come next, and the way down."
        return ""

    def paint(self, pen: Pen) -> None:
        """Draw the base, arcs, rings, pills, names and legend."""
        view = View(pen.width, pen.height - LEGEND)
        plan = self.plan(pen.drawing, view)
        numbers = self.trusts()
        pen.surface.blit(self._base(pen, view), (0, 0))
        for number, place in zip(numbers, plan.arcs, strict=True):
            self._line(pen, self.desk.value(number), place)
        self._ways(pen, plan)
        self._leaders(pen, plan)
        self._dots(pen, plan)
        self._rings(pen, plan)
        for number, box in zip(numbers, plan.tabs, strict=True):
            if box is not None:
                self._tab(pen, box, number)
        for number, arc in zip(numbers, plan.arcs, strict=True):
            self._pill(pen, number, arc.pill)
        for chip, box in zip(self.chips, plan.chips, strict=True):
            self._chip(pen, chip, box)
        pen.layer()
        self._names(pen, plan)
        self._notes(pen, plan)
        pen.fill(0, pen.height - LEGEND, pen.width, LEGEND, "panel")
        paint_legend(pen, self.legend(pen.drawing, view), self._title())

    def plan(self, drawing: Drawing, view: View) -> Plan:
        """Return where everything goes; planned anew only when something that must be shown is another."""
        self.notes = self._notes_now(view)
        tab = max((self._tab_width(drawing, number) for number in self.trusts() if self._is_far(number)), default=0.0)
        rooms = tuple(
            view.width - 16 - (tab + 8 if 8 + (place + 1) * (HEIGHT + 4) > TAB_TOP else 0) for place in range(4)
        )
        self.chips = chips(self.desk, drawing, rooms)
        wanted = self._wanted(drawing)
        key = (view, wanted)
        if self._planned is None or self._planned[0] != key:
            self._planned = (key, plan_map(view, wanted))
        return self._planned[1]

    def legend(self, drawing: Drawing, view: View) -> Legend:
        """Return where the parts of the legend go."""
        return plan_legend(drawing, view.width, view.height + LEGEND / 2, self._title(), view.per_km)

    def _title(self) -> str:
        trusts = self.trusts()
        return self.desk.scenario.document.meters[trusts[0].parent].name if trusts else ""

    def _wanted(self, drawing: Drawing) -> Wanted:
        """Return what must be shown, with the sizes of all words."""
        places, seat = self.desk.scenario.document.places, self.desk.scenario.document.scenario.seat
        name = 18.0
        return Wanted(
            seoul=seat_point(self.desk.scenario.document),
            seoul_label=(drawing.width(seat.name, CARD), name),
            cities=tuple(
                City(
                    number.name,
                    None if self._is_far(number) else self._place_of(number),
                    (drawing.width(number.title, CARD), name),
                    self._tab_width(drawing, number),
                )
                for number in self.trusts()
            ),
            chips=tuple((chip.width(drawing), HEIGHT) for chip in self.chips),
            strikes=tuple(
                Strike(self._point(note.place), tuple(note.size(drawing, width) for width in NOTE_WIDTHS))
                for note in self.notes
            ),
            places=tuple(point for point in map(self._point, places) if not is_off_map(point)),
            names=tuple((point, (drawing.width(country, BODY), name)) for country, point in NAMES.items()),
        )

    def _point(self, place: str) -> Point:
        known = self.desk.scenario.document.places[place]
        return project(known.latitude, known.longitude)

    def _is_far(self, number: NumberInfo) -> bool:
        """Return whether a capital lies off the map: it then has a tab at the edge."""
        return is_off_map(self._place_of(number))

    def _place_of(self, number: NumberInfo) -> Point:
        document = self.desk.scenario.document
        place = document.capitals[number.capital].place or ""
        return self._point(place) if place in document.places else (9999.0, 0.0)

    def _tab_width(self, drawing: Drawing, number: NumberInfo) -> float:
        return TAB_TEXT + drawing.width(number.title, CARD) + TAB_PAD

    def _notes_now(self, view: View) -> tuple[Note, ...]:
        """Return what is ringed: all of this turn, or while consequences are told the one thing that is told."""
        if self.ringed is not None:
            return (Note(self.ringed, (self.ringed_title,) if self.ringed_title else (), ""),) if self.ringed else ()
        turns = self.desk.scenario.document.calendar.turns
        known = [one for one in places_now(self.desk.session) if one.place in self.desk.scenario.document.places]
        groups = side_by_side(view, [self._point(one.place) for one in known])
        found: list[Note] = []
        for group in groups[:MOST_EVENTS]:
            first, headlines = known[group[0]], tuple(self._headline(known[place]) for place in group[:2])
            found.append(Note(first.place, headlines, day(turns[first.turn - 1].date), first.text))
        return tuple(found)

    def _headline(self, one: Told) -> str:
        """Return what a label says: of a rung its own title, as the chip says which crisis it is."""
        section, _, rest = one.rule.partition(".")
        if section != "ladders":
            return one.headline
        return one.headline.removeprefix(f"{self.desk.scenario.document.ladders[rest.partition('.')[0]].title}: ")

    def _base(self, pen: Pen, view: View) -> pygame.Surface:
        key = ("map", view, pen.drawing.palette.land)
        return pen.drawing.kept(key, lambda: paint_base(pen, view, self.coasts))

    def _line(self, pen: Pen, value: float, arc: Arc) -> None:
        width, commands, within = 2 + value / 22, arc.commands(), (arc.start, arc.bend, arc.end)
        colour = trust_colour(pen.drawing.palette, value)
        pen.path(commands, stroke="panel", line=width + 4, opacity=0.9, within=within)
        pen.path(commands, stroke=colour, line=width, dash=pattern(value), within=within)

    def _leaders(self, pen: Pen, plan: Plan) -> None:
        """Draw a thin line from a dot to a name that could not stand right beside it."""
        for dot, box in zip((plan.seoul, *plan.dots), (plan.seoul_label, *plan.labels), strict=True):
            line = leader(dot, box) if dot is not None else None
            if line is not None:
                pen.line(line, "panel", 3)
                pen.line(line, "ink", 1)

    def _dots(self, pen: Pen, plan: Plan) -> None:
        for dot in plan.dots:
            if dot is not None:
                pen.circle(*dot, 6.5, "panel", stroke="ink", line=1.2)
                pen.circle(*dot, 3, "ink")
        pen.circle(*plan.seoul, 9, "panel", stroke="home", line=2)
        pen.circle(*plan.seoul, 4.5, "home")

    def _ways(self, pen: Pen, plan: Plan) -> None:
        """Draw the lines from rings to their labels."""
        for note in plan.notes:
            end = nearest(note.box, note.at)
            on_tab = any(ring.strike == note.strike and ring.tab is not None for ring in plan.rings)
            share = 0.0 if on_tab else min(1.0, plan.ring / max(1.0, math.dist(note.at, end)))
            start = tuple(a + (b - a) * share for a, b in zip(note.at, end, strict=True))
            pen.line([(start[0], start[1]), end], "neg", 1.4)

    def _rings(self, pen: Pen, plan: Plan) -> None:
        """Draw three rings around each thing that took place."""
        for ring in plan.rings:
            x, y = ring.at
            if ring.tab is not None:
                continue
            command = Command("look", self.notes[ring.strike].place)
            self.hits.append((Box(x - plan.ring, y - plan.ring, 2 * plan.ring, 2 * plan.ring), command))
            on_city = ring.at in (plan.seoul, *plan.dots)
            outer = plan.ring - 1
            pen.circle(x, y, outer, "none" if on_city else "panel", stroke="neg", line=1.6, opacity=0.75)
            pen.circle(x, y, outer * 0.64, stroke="neg", line=1.6)
            if ring.beyond is not None:
                across, down = ring.beyond
                tip = (x + 7 * across, y + 7 * down)
                side = (4.5 * down, 4.5 * across)
                pen.polygon([tip, (x + side[0], y + side[1]), (x - side[0], y - side[1])], "neg")
            elif not on_city:
                pen.circle(x, y, 4, "neg")

    def _tab(self, pen: Pen, box: Box, number: NumberInfo) -> None:
        struck = any(is_off_map(self._point(note.place)) for note in self.notes)
        stroke = "neg" if struck else "none"
        pen.rect(box.x, box.y, box.width + 8, box.height, "panel", radius=4, stroke=stroke, line=2)
        document = self.desk.scenario.document.capitals[number.capital]
        pen.image(pen.drawing.flag(document.flag or "", 22), box.x + 10, box.y + 7)
        pen.text(box.x + TAB_TEXT, box.y + 15, number.title, CARD, middle=True)
        self.hits.append((box, Command("why", number.name)))

    def _pill(self, pen: Pen, number: NumberInfo, at: Point) -> None:
        x, y = at
        value = self.desk.value(number)
        mark = mark_of(number, self.desk.expected_now().get(number.name))
        width = 50.0 if mark.size else 36.0
        box = Box(x - width / 2, y - 13, width, 26)
        command = Command("why", number.name)
        colour = trust_colour(pen.drawing.palette, value)
        fill = "sunk" if self.hover == command else "panel"
        pen.rect(box.x, box.y, width, 26, fill, radius=13, stroke=colour, line=2)
        pen.text(x - (8 if mark.size else 0), y, str(shown(number, value)), PILL, colour, align="centre", middle=True)
        if mark.size:
            arrow(pen, x + 14, y, mark)
        self.hits.append((box, command))

    def _chip(self, pen: Pen, chip: Chip, box: Box) -> None:
        command = Command("ladder", chip.ladder)
        paint_chip(pen, box, chip, hovered=self.hover == command)
        if self.focus == command:
            self.ring(pen, box.inside(-2))
        self.hits.append((box, command))

    def _names(self, pen: Pen, plan: Plan) -> None:
        """Write the names of cities and countries."""
        titles = (self.desk.scenario.document.scenario.seat.name, *(number.title for number in self.trusts()))
        for title, box in zip(titles, (plan.seoul_label, *plan.labels), strict=True):
            if box is not None:
                pen.text(box.x, box.y, title, CARD, "ink", halo="land")
        for country, box in zip(NAMES, plan.names, strict=True):
            if box is not None:
                pen.text(box.x, box.y, country, BODY, "ink2")

    def _notes(self, pen: Pen, plan: Plan) -> None:
        """Write what took place beside its rings, on paper."""
        for planned in plan.notes:
            note, box = self.notes[planned.strike], planned.box
            pen.rect(box.x, box.y, box.width, box.height, "panel", radius=4)
            y = box.y + 4
            for line in note.lines(pen.drawing, NOTE_WIDTHS[planned.size]):
                pen.text(box.x + NOTE_PAD, y, line, STRONG)
                y += line_height(line)
            pen.text(box.x + NOTE_PAD, y + 1, note.date, CAPTION, "ink2")
            self.hits.append((box, Command("look", note.place)))
