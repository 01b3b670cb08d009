"""The chart of a debrief: how good the prospects were, what choices lost of them, and how luck moved them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.analysis.words import whole
from game.window.debrief.labels import Wanted, place_labels
from game.window.debrief.marks import sign
from game.window.debrief.view import Selected, tone_of
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, LABEL, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.analysis.findings import TurnPart
    from game.window.debrief.view import Column, View
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen, Point

__all__ = ["MEASURE", "ChartPanel"]

MEASURE = Command("measure")
LEFT, RIGHT, TOP, FOOT = 66.0, 34.0, 48.0, 30.0
BAR, BAR_LEAST = 8.0, 2.0
LABEL_WIDTH, LABEL_HEAD, LABEL_LINE, LABEL_EDGE = 150.0, 18.0, 16.0, 4.0
GRID = (0, 25, 50, 75, 100)
KEY = 12.0
NEAR = 26.0
"""A label nearer than this to its bar needs no line to it."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where things lie in a chart: the place of a turn and the height of a level."""

    box: Box
    turns: int

    def x(self, place: float) -> float:
        """Return where a turn stands, 0 for the first; the end has a place of its own after the last."""
        return self.box.x + 26 + (self.box.width - 52) * place / max(1, self.turns)

    def y(self, level: float) -> float:
        """Return how high a level of 0..100 stands."""
        return self.box.bottom - self.box.height * level / 100

    @property
    def pitch(self) -> float:
        """How far turns stand apart."""
        return (self.box.width - 52) / max(1, self.turns)


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a loss: how much, and the lines of what was decided."""

    part: TurnPart
    head: str
    lines: tuple[str, ...]
    wanted: Wanted


class ChartPanel(Panel):
    """Area, bars, line and the labels of the largest losses; a click selects a turn."""

    hover_kinds = frozenset({"turn", "measure"})

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("chart")
        self.view: View | None = None
        self.selected = Selected(0)
        self.waiting = ""
        self.labels: list[Box] = []

    def show(self, view: View, selected: Selected) -> None:
        """Show a picture of the debrief with something selected."""
        self.view, self.selected, self.dirty = view, selected, True

    def focusables(self) -> tuple[Command, ...]:
        """Return the switch between chance and worth, where both say something."""
        return (MEASURE,) if self.view is not None and self.view.has_chance else ()

    def tip(self, command: Command) -> str:
        """Say what the numbers of a turn are."""
        if command == MEASURE:
            return "Shows the value of the ending, or the chance of the goal. Points lost are points of value. Key V."
        if command.kind != "turn" or self.view is None:
            return ""
        part, column = self.view.part(int(command.about)), self._column(int(command.about))
        unit = self.view.unit
        before, after, end = (f"{level:.0f}{unit}" for level in (column.start, column.decided, column.end))
        return f"Turn {part.turn}, {part.label}: {before} before your decisions, {after} after them, {end} at its end."

    def _column(self, turn: int) -> Column:
        assert self.view is not None
        return next(one for one in self.view.columns() if one.turn == turn)

    def paint(self, pen: Pen) -> None:
        """Draw the chart, or what is waited for."""
        plot = Plot(Box(LEFT, TOP, pen.width - LEFT - RIGHT, pen.height - TOP - FOOT - 4), 1)
        if self.view is None:
            self._scale(pen, plot, "%")
            pen.text(pen.width / 2, TOP + plot.box.height / 2, self.waiting, BODY, "ink2", align="centre", middle=True)
            return
        columns = self.view.columns()
        plot = Plot(plot.box, len(columns))
        self._head(pen)
        self._column_back(pen, plot, columns)
        self._area(pen, plot, columns)
        self._scale(pen, plot, self.view.unit)
        self._course(pen, plot, columns)
        pen.layer()
        self._axis(pen, plot, columns)
        self._labels(pen, plot, columns)

    def _head(self, pen: Pen) -> None:
        """Write what is shown and what bar and line mean."""
        assert self.view is not None
        x = 24 + pen.text(24, 22, self.view.measure, SECTION, middle=True) + 14
        if self.view.has_chance:
            words = "Show chance" if self.view.of_worth else "Show value"
            box = Box(x - 6, 10, pen.drawing.width(words, STRONG) + 12, 24)
            if self.hover == MEASURE:
                pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
            pen.text(x, 22, words, STRONG, "accent", middle=True)
            if self.focus == MEASURE:
                self.ring(pen, box, radius=6)
            self.hits.append((box, MEASURE))
            x = box.right + 18
        room = pen.width - RIGHT - x
        lost, moved = "lost by your choice", "moved by luck and the other capitals"
        needed = sum(pen.drawing.width(words, BODY) for words in (lost, moved)) + 100
        if needed > room:
            moved = "moved by luck"
        pen.rect(x, 15, 8, 14, "neg", radius=1)
        x += 16 + pen.text(x + 16, 22, lost, BODY, "ink2", middle=True) + 20
        pen.line([(x, 22), (x + 22, 22)], "ink", 2)
        pen.text(x + 30, 22, moved, BODY, "ink2", middle=True)

    def _scale(self, pen: Pen, plot: Plot, unit: str) -> None:
        """Draw the levels."""
        for level in GRID:
            y = plot.y(level)
            dash = "" if level in (0, 100) else "1.5 3.5"
            pen.line([(plot.box.x, y), (plot.box.right, y)], "rule" if not dash else "rule2", 1, dash=dash, cap="butt")
            pen.text(plot.box.x - 10, y, f"{level}{unit}", CAPTION, "ink3", align="right", middle=True)

    def _column_back(self, pen: Pen, plot: Plot, columns: Sequence[Column]) -> None:
        """Tint the column of the selected turn and note what can be clicked."""
        for place, column in enumerate(columns):
            command = Command("turn", str(column.turn))
            # Where there are few turns, the first and the last reach as far as the panel.
            left, right = (min(pen.width, max(0.0, plot.x(place) + by * plot.pitch)) for by in (-0.5, 0.5))
            box = Box(left, TOP - 6, right - left, pen.height - TOP + 2)
            if column.turn == self.selected.turn or self.hover == command:
                width = min(62.0, plot.pitch)
                colour = "sunk" if column.turn == self.selected.turn else "back"
                pen.rect(plot.x(place) - width / 2, box.y, width, box.height - 2, colour, radius=4)
            self.hits.append((box, command))
        pen.layer()

    def _area(self, pen: Pen, plot: Plot, columns: Sequence[Column]) -> None:
        corners = [(plot.x(0), plot.y(0)), *_course(plot, columns), (plot.x(len(columns)), plot.y(0))]
        pen.polygon(corners, "pos_soft", opacity=0.75)
        pen.layer()

    def _course(self, pen: Pen, plot: Plot, columns: Sequence[Column]) -> None:
        """Draw the line of luck and the bars of choices."""
        for place, column in enumerate(columns):
            x, y = plot.x(place), plot.y(column.decided)
            pen.line([(x, y), (plot.x(place + 1), plot.y(column.end))], "ink", 1.8)
        pen.layer()
        for place, column in enumerate(columns):
            top, bottom = sorted((plot.y(column.start), plot.y(column.decided)))
            height = max(BAR_LEAST, bottom - top)
            if column.decided >= column.start:
                pen.rect(plot.x(place) - BAR / 2, bottom - height, BAR, height, "panel", stroke="pos", line=1.6)
            else:
                pen.rect(plot.x(place) - BAR / 2, top, BAR, height, tone_of(column.verdict), radius=1)
        end = columns[-1].end
        pen.circle(plot.x(len(columns)), plot.y(end), 4.5, "pos" if end >= GRID[2] else "neg")

    def _axis(self, pen: Pen, plot: Plot, columns: Sequence[Column]) -> None:
        """Write the turns below their columns: as dates where they have room."""
        assert self.view is not None
        dates = [self.view.date(column.turn) for column in columns]
        roomy = max(pen.drawing.width(date, LABEL) for date in dates) + 6 <= plot.pitch
        y = plot.box.bottom + 17
        for place, column in enumerate(columns):
            here = column.turn == self.selected.turn
            words = dates[place] if roomy else str(column.turn)
            role, colour = (LABEL, "ink") if here else (CAPTION, "ink2")
            pen.text(plot.x(place), y, words, role, colour, align="centre", middle=True)
        pen.text(plot.x(len(columns)), y, "End", CAPTION, "ink2", align="centre", middle=True)

    def _labels(self, pen: Pen, plot: Plot, columns: Sequence[Column]) -> None:
        """Write the largest losses where they hide nothing."""
        assert self.view is not None
        labels = [_label(pen.drawing, self.view, part, plot, columns) for part in self.view.labelled()]
        bars = [_bar_box(plot, place, column) for place, column in enumerate(columns)]
        wanted = [one.wanted for one in labels]
        room = Box(plot.box.x + 4, plot.box.y - 4, plot.box.width + RIGHT - 8, plot.box.height + 2)
        self.labels = place_labels(wanted, room, bars, _course(plot, columns))
        for label, box in zip(labels, self.labels, strict=True):
            _leader(pen, box, label.wanted.point)
        pen.layer()
        for label, box in zip(labels, self.labels, strict=True):
            self._label(pen, label, box)

    def _label(self, pen: Pen, label: Label, box: Box) -> None:
        part = label.part
        x, middle, colour = box.x + KEY / 2 + LABEL_EDGE, box.y + LABEL_HEAD / 2, tone_of(part.verdict)
        sign(pen, x, middle, part.verdict, STRONG)
        pen.text(x + KEY + 2, middle, label.head, STRONG, colour, middle=True, halo="panel")
        for row, line in enumerate(label.lines):
            pen.text(box.x + LABEL_EDGE, box.y + LABEL_HEAD + row * LABEL_LINE, line, BODY, halo="panel")
        self.hits.append((box, Command("turn", str(part.turn))))


def _label(drawing: Drawing, view: View, part: TurnPart, plot: Plot, columns: Sequence[Column]) -> Label:
    column = next(one for one in columns if one.turn == part.turn)
    place = columns.index(column)
    of_value = "" if view.of_worth else " of value"
    head = f"{whole(-part.lost)} {'point' if round(part.lost) == 1 else 'points'}{of_value}"
    lines = _lines(drawing, view.turn_title(part))
    widths = [drawing.width(line, BODY) for line in lines]
    width = max(*widths, drawing.width(head, STRONG) + KEY * 2 + 2) + 2 * LABEL_EDGE
    middle = (plot.x(place), plot.y((column.start + column.decided) / 2))
    return Label(part, head, lines, Wanted(width, LABEL_HEAD + LABEL_LINE * len(lines) + 2, middle))


def _lines(drawing: Drawing, title: str) -> tuple[str, ...]:
    """Return a title in at most two lines: a long reply makes them wider, and is never cut."""
    width = LABEL_WIDTH
    while len(lines := drawing.wrap(title, width, BODY)) > 2:  # noqa: PLR2004 - two lines, as said
        width += 20
    return tuple(lines)


def _bar_box(plot: Plot, place: int, column: Column) -> Box:
    top, bottom = sorted((plot.y(column.start), plot.y(column.decided)))
    return Box(plot.x(place) - BAR / 2, top, BAR, max(BAR_LEAST, bottom - top))


def _leader(pen: Pen, box: Box, point: Point) -> None:
    """Draw a thin line from a bar to its label, where that lies far away."""
    x, y = point
    if box.inside(-NEAR).holds(x, y):
        return
    below = box.y > y
    near = (min(max(x, box.x + 6), box.right - 6), box.y - 1 if below else box.bottom + 1)
    pen.line([(x, y), near], "rule2", 1)


def _course(plot: Plot, columns: Sequence[Column]) -> list[Point]:
    """Return the corners of the course: down or up each bar, then along the line to the next one."""
    corners: list[Point] = []
    for place, column in enumerate(columns):
        corners += [(plot.x(place), plot.y(column.start)), (plot.x(place), plot.y(column.decided))]
    return [*corners, (plot.x(len(columns)), plot.y(columns[-1].end))]
