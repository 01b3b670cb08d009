"""Every number of two lines as a pair of curves: solid is this line, dashed the other one; all to one scale."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from game.engine import shown
from game.window.kit.marks import number_sign
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, LABEL, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine import NumberInfo
    from game.window.kit.pen import Pen, Point
    from game.window.lines.view import View

__all__ = ["CurvesPanel"]

MOST_COLUMNS = 4
HEAD, EDGE, GAP = 34.0, 24.0, 18.0
NAME, FOOT, SCALE = 26.0, 12.0, 24.0
DASH = "4 4"
SAMPLE = 26.0
SIGN, VALUE_SAMPLE, VALUE_GAP = 24.0, 28.0, 8.0
LEVELS = (10, 20, 25, 50)
NEAREST = 22.0
"""Levels stand at least so far apart."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The place of a curve: turns from left to right, and a part of the number's range from `low` up."""

    box: Box
    turns: int
    low: float
    span: float

    def x(self, place: float) -> float:
        """Return where a number after a turn stands; 0 is the start."""
        return self.box.x + self.box.width * place / max(1, self.turns)

    def y(self, level: float) -> float:
        """Return how high a level stands."""
        return self.box.bottom - self.box.height * (level - self.low) / self.span

    def course(self, levels: Sequence[float]) -> list[Point]:
        """Return the corners of a curve."""
        return [(self.x(place), self.y(level)) for place, level in enumerate(levels)]


class CurvesPanel(Panel):
    """A small chart for each number; a click in one chooses the turn."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("curves")
        self.view: View | None = None

    def show(self, view: View) -> None:
        """Show two lines at a turn."""
        self.view, self.dirty = view, True

    def tip(self, command: Command) -> str:
        """Say which turn a click chooses."""
        return f"Turn {command.about}" if command.kind == "turn" else ""

    def paint(self, pen: Pen) -> None:
        """Draw the key, then the charts in rows."""
        if self.view is None:
            return
        pen.line([(0, pen.height - 0.5), (pen.width, pen.height - 0.5)], "rule")
        self._key(pen, self.view)
        numbers = self.view.found.numbers
        columns = min(MOST_COLUMNS, max(1, len(numbers)))
        rows = max(1, ceil(len(numbers) / columns))
        wide = (pen.width - 2 * EDGE - (columns - 1) * GAP) / columns
        high = (pen.height - HEAD) / rows
        span = self.view.found.span()
        for place, number in enumerate(numbers):
            left, top = EDGE + place % columns * (wide + GAP), HEAD + place // columns * high
            self._chart(pen, self.view, number, Box(left, top, wide, high - FOOT), span)

    def _key(self, pen: Pen, view: View) -> None:
        """Write what the curves are, and of which turn the numbers."""
        x, middle = EDGE, HEAD / 2
        for words, dash, line in (("This line", "", 2.2), ("The other line", DASH, 1.6)):
            pen.line([(x, middle), (x + SAMPLE, middle)], "ink" if not dash else "ink3", line, dash=dash)
            x += SAMPLE + 8
            x += pen.text(x, middle, words, BODY, "ink2", middle=True) + 20
        pen.text(pen.width - EDGE, middle, view.when, LABEL, "ink2", align="right", middle=True)

    def _chart(self, pen: Pen, view: View, number: NumberInfo, box: Box, span: float) -> None:
        """Draw one number in both lines."""
        found = view.found
        ours, theirs = found.levels(number)
        plot = Plot(
            Box(box.x + SCALE, box.y + NAME, box.width - SCALE - 6, box.height - NAME),
            len(found.turns),
            found.low(number, span),
            span,
        )
        self._levels(pen, plot, number)
        if found.parting:
            x = plot.x(found.parting - 1)
            pen.line([(x, plot.box.y), (x, plot.box.bottom)], "rule2", 1, dash="1.5 3.5", cap="butt")
        at = plot.x(view.turn)
        pen.rect(at - 5, plot.box.y - 2, 10, plot.box.height + 4, "sunk", radius=3)
        pen.layer()
        _between(pen, plot, number, ours, theirs)
        pen.line(plot.course(theirs), "ink3", 1.6, dash=DASH, cap="butt")
        pen.line(plot.course(ours), "ink", 2.2)
        for levels, fill in ((theirs, "panel"), (ours, "ink")):
            if view.turn < len(levels):
                pen.circle(at, plot.y(levels[view.turn]), 3.4, fill, stroke="ink", line=1.4)
        self._name(pen, view, number, box)
        for turn in range(1, plot.turns + 1):
            left = plot.x(turn - 0.5)
            self.hits.append((Box(left, box.y, plot.x(turn + 0.5) - left, box.height), Command("turn", str(turn))))

    def _levels(self, pen: Pen, plot: Plot, number: NumberInfo) -> None:
        """Draw the levels that lie in the part of the scale that is shown."""
        step = next((one for one in LEVELS if plot.box.height * one / plot.span >= NEAREST), LEVELS[-1])
        first = ceil(max(plot.low, number.low) / step) * step
        for level in range(first, floor(min(plot.low + plot.span, number.high)) + 1, step):
            y = plot.y(level)
            pen.line([(plot.box.x, y), (plot.box.right, y)], "rule", 1, cap="butt")
            pen.text(plot.box.x - 6, y, str(level), CAPTION, "ink3", align="right", middle=True)

    def _name(self, pen: Pen, view: View, number: NumberInfo, box: Box) -> None:
        """Write what the number is, and what it is in both lines after the turn."""
        x, y = box.right - 6, box.y + NAME / 2 - 4
        number_sign(pen, box.x + 9, y, number, view.found.ours.scenario.document)
        values = [(_words(view, number, ours=ours), role) for ours, role in ((False, BODY), (True, STRONG))]
        room = x - box.x - SIGN - sum(pen.drawing.width(words, role) for words, role in values) - VALUE_GAP
        # A long name takes the room of the two samples; the values of this line are bold in any case.
        sampled = pen.drawing.width(number.title, LABEL) + 2 * VALUE_SAMPLE <= room
        room -= 2 * VALUE_SAMPLE if sampled else VALUE_GAP
        role = next((one for one in (STRONG, LABEL) if pen.drawing.width(number.title, one) <= room), CAPTION)
        pen.text(box.x + SIGN, y, number.title, role, middle=True)
        for (words, face), colour, line, dash in zip(values, ("ink2", "ink"), (1.6, 2.2), (DASH, ""), strict=True):
            x -= pen.text(x, y, words, face, colour, align="right", middle=True)
            if sampled:
                pen.line([(x - 18, y), (x - 4, y)], colour, line, dash=dash, cap="butt")
            x -= VALUE_SAMPLE if sampled else VALUE_GAP


def _words(view: View, number: NumberInfo, *, ours: bool) -> str:
    """Return a number of a line after the turn that is looked at; a dash where the line was over before."""
    half = view.half(ours=ours)
    words = "\N{EN DASH}" if half is None else str(shown(number, half.state.values[number.index]))
    return words.replace("-", "\N{MINUS SIGN}")


def _between(pen: Pen, plot: Plot, number: NumberInfo, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """Tint what lies between the curves: blue where this line stood better, orange where it stood worse."""
    steps = zip(plot.course(ours), plot.course(theirs), ours, theirs, strict=False)
    for (first, other, mine, its), (last, end, later, also) in pairwise(steps):
        gain = (mine + later - its - also) * number.better
        if gain:
            pen.polygon([first, last, end, other], "pos_soft" if gain > 0 else "neg_soft")
