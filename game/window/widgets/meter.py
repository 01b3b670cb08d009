"""The meter of a capital: its trust, how it moved, how it got there, and what the selection would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import shown
from game.session.expectation import expectation_words
from game.window.desk import mark_of
from game.window.kit.marks import badge, tone
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BIG, BODY, NAME, trust_colour

if TYPE_CHECKING:
    from game.engine import Expected, NumberInfo
    from game.window.desk import Desk
    from game.window.kit.pen import Pen

MARGIN = 16.0
BANDS = 5
LINE_TOP, LINE_BOTTOM = 41.0, 60.0
BAR_BELOW, BAR_HEIGHT = 32.0, 7.0
WORDS_BELOW = 23.0
ROOMY = 96.0
"""From this height on there is room for the sparkline."""
POINT = 0.8
"""Logical pixels a point of trust on every sparkline, so that capitals compare."""


class MeterPanel(Panel):
    """Trust of one capital; a click opens its ledger."""

    hover_kinds = frozenset({"why"})

    def __init__(self, desk: Desk, number: NumberInfo, goal: float | None) -> None:
        """Show `number`; `goal` is the value that the goal asks for, where it asks for one."""
        super().__init__(f"meter.{number.name}")
        self.desk = desk
        self.number = number
        self.goal = goal

    def focusables(self) -> tuple[Command, ...]:
        """Return the meter itself."""
        return (Command("why", self.number.name),)

    def paint(self, pen: Pen) -> None:
        """Draw name, change, value, sparkline, bands and expectation."""
        box = self.box
        command = Command("why", self.number.name)
        if self.hover == command:
            pen.rect(0, 0, box.width, box.height - 1, "sunk")
        pen.line([(MARGIN, box.height - 0.5), (box.width - MARGIN, box.height - 0.5)], "rule")
        expected = self.desk.expected_now().get(self.number.name)
        colour = trust_colour(pen.drawing.palette, self.desk.value(self.number))
        self._head(pen, colour)
        if box.height >= ROOMY:
            self._sparkline(pen, colour, expected)
        self._bar(pen, colour, expected)
        self._words(pen, expected)
        if self.focus == command:
            self.ring(pen, self.box_inside(pen))
        self.hits.append((self.box_inside(pen), command))

    def box_inside(self, pen: Pen) -> Box:
        """Return the whole panel in its own units, a little smaller."""
        return Box(3, 2, pen.width - 6, pen.height - 5)

    def _head(self, pen: Pen, colour: str) -> None:
        document = self.desk.scenario.document.capitals[self.number.capital]
        pen.image(pen.drawing.flag(document.flag or "", 24), MARGIN, 12)
        x = 48 + pen.text(48, 9, document.name, NAME)
        right = pen.width - MARGIN
        value = str(shown(self.number, self.desk.value(self.number)))
        moved = self.desk.moved(self.number)
        left = right - pen.text(right, 0, value, BIG, colour, align="right") - 10
        sign = (moved > 0) - (moved < 0)
        left = badge(pen, left, 11, moved, sign * self.number.better)
        if document.native and x + 7 + pen.drawing.width(document.native, BODY) < left - 6:
            pen.text(x + 7, 12, document.native, BODY, "ink3")

    def _sparkline(self, pen: Pen, colour: str, expected: Expected | None) -> None:
        """Draw the turns so far around the middle of their range, and a cone to what is expected."""
        left, right = MARGIN, pen.width - MARGIN
        history = self.desk.history(self.number)
        now = history[-1]
        ahead = now + (expected.change if expected else 0.0)
        every = (*history, ahead)
        middle, centre = (min(every) + max(every)) / 2, (LINE_TOP + LINE_BOTTOM) / 2
        per_point = min(POINT, (LINE_BOTTOM - LINE_TOP) / max(1.0, max(every) - min(every)))

        def y_of(value: float) -> float:
            return min(LINE_BOTTOM, max(LINE_TOP, centre - (value - middle) * per_point))

        step = (right - left - 24) / max(1, self.desk.scenario.turns)
        points = [(left + 4 + place * step, y_of(value)) for place, value in enumerate(history)]
        if self.goal is not None and LINE_TOP <= centre - (self.goal - middle) * per_point <= LINE_BOTTOM:
            level = y_of(self.goal)
            pen.line([(left, level), (right, level)], "rule2", 1, dash="1 3")
        x, y = points[-1]
        if expected is not None:
            low, high = y_of(now + expected.low) + 2, y_of(now + expected.high) - 2
            pen.polygon([(x, y), (x + 22, high), (x + 22, low)], colour, opacity=0.28)
            pen.line([(x, y), (x + 22, y_of(ahead))], colour, 1.2, dash="2 3")
            pen.circle(x + 22, y_of(ahead), 3, "panel", stroke=colour, line=1.4)
        if len(points) > 1:
            pen.line(points, colour, 2)
        pen.circle(x, y, 3.6, colour, stroke="panel", line=1.4)

    def _bar(self, pen: Pen, colour: str, expected: Expected | None) -> None:
        """Draw the five bands filled up to the value, the goal's notch, and the expected change at the tip."""
        left, width, top = MARGIN, pen.width - 2 * MARGIN, self.box.height - BAR_BELOW
        span = self.number.high - self.number.low
        value = (self.desk.value(self.number) - self.number.low) / span
        for band in range(BANDS):
            start = left + band * width / BANDS + (1 if band else 0)
            end = left + (band + 1) * width / BANDS - (1 if band < BANDS - 1 else 0)
            pen.rect(start, top, end - start, BAR_HEIGHT, "rule", radius=1, opacity=0.55)
            filled = min(end, left + width * value)
            if filled > start:
                pen.rect(start, top, filled - start, BAR_HEIGHT, colour, radius=1)
        if expected is not None and expected.change:
            tip = (expected.change / span) + value
            low, high = sorted((left + width * value, left + width * min(1.0, max(0.0, tip))))
            pen.rect(low - 1, top - 1, max(4.0, high - low + 2), BAR_HEIGHT + 2, "panel")
            pen.rect(low, top, max(2.0, high - low), BAR_HEIGHT, tone(mark_of(self.number, expected).good))
        if self.goal is not None:
            x = left + width * (self.goal - self.number.low) / span
            pen.polygon([(x - 4, top - 6), (x + 4, top - 6), (x, top - 1)], "ink")

    def _words(self, pen: Pen, expected: Expected | None) -> None:
        top = self.box.height - WORDS_BELOW
        bands = self.desk.scenario.document.meters[self.number.parent].bands
        share = (self.desk.value(self.number) - self.number.low) / (self.number.high - self.number.low)
        if bands:
            pen.text(MARGIN, top, bands[min(len(bands) - 1, max(0, int(share * len(bands))))], BODY, "ink2")
        colour = tone(mark_of(self.number, expected).good) if expected else "ink3"
        pen.text(pen.width - MARGIN, top, expectation_words(expected), BODY, colour, align="right")
