"""The gauge of a number that belongs to no capital: its value, its danger zone and what the selection would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import shown
from game.session.expectation import expectation_words
from game.window.desk import mark_of
from game.window.kit.marks import badge, tone
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import CAPTION, CARD, GAUGE

if TYPE_CHECKING:
    from game.engine import NumberInfo
    from game.window.desk import Desk
    from game.window.kit.pen import Pen

MARGIN = 16.0
BAR, BAR_HEIGHT = 32.0, 7.0
ROOMY = 61.0
"""From this height on there is room for the caption."""

BADGE = 44.0


class GaugePanel(Panel):
    """One number with a bar; a click opens its ledger."""

    hover_kinds = frozenset({"why"})

    def __init__(self, desk: Desk, number: NumberInfo, goal: float | None) -> None:
        """Show `number`; `goal` is the value that the goal asks for, where it asks for one."""
        super().__init__(f"gauge.{number.name}")
        self.desk = desk
        self.number = number
        self.goal = goal

    def focusables(self) -> tuple[Command, ...]:
        """Return the gauge itself."""
        return (Command("why", self.number.name),)

    @property
    def danger(self) -> float | None:
        """The value from which the number is in danger, where there is one."""
        return self.desk.scenario.document.meters[self.number.parent].danger

    def in_danger(self) -> bool:
        """Return whether the number is in its danger zone now."""
        danger, value = self.danger, self.desk.value(self.number)
        return danger is not None and (value >= danger if self.number.better < 0 else value <= danger)

    def paint(self, pen: Pen) -> None:
        """Draw name, change, value, bar and caption."""
        command = Command("why", self.number.name)
        if self.hover == command:
            pen.rect(0, 0, pen.width, pen.height, "sunk")
        meter = self.desk.scenario.document.meters[self.number.parent]
        hot = self.in_danger()
        pen.image(pen.drawing.icon(meter.icon or "scale", 16, "neg" if hot else "ink2"), MARGIN, 9)
        end = MARGIN + 23 + pen.text(MARGIN + 23, 6, self.number.title, CARD)
        right = pen.width - MARGIN
        value = str(shown(self.number, self.desk.value(self.number)))
        left = right - pen.text(right, 2, value, GAUGE, "neg" if hot else "ink", align="right") - 8
        moved = self.desk.moved(self.number)
        if left - BADGE > end:
            badge(pen, left, 6, moved, ((moved > 0) - (moved < 0)) * self.number.better)
        self._bar(pen, hot=hot)
        if self.box.height >= ROOMY:
            self._caption(pen)
        inside = Box(3, 1, pen.width - 6, pen.height - 2)
        if self.focus == command:
            self.ring(pen, inside)
        self.hits.append((inside, command))

    def _bar(self, pen: Pen, *, hot: bool) -> None:
        left, width = MARGIN, pen.width - 2 * MARGIN
        low, span = self.number.low, self.number.high - self.number.low
        value = (self.desk.value(self.number) - low) / span
        pen.rect(left, BAR, width, BAR_HEIGHT, "rule", radius=1, opacity=0.55)
        danger = self.danger
        if danger is not None:
            x = left + width * (danger - low) / span
            start, end = (x, left + width) if self.number.better < 0 else (left, x)
            pen.rect(start, BAR, end - start, BAR_HEIGHT, "neg_soft", radius=1)
        pen.rect(left, BAR, width * value, BAR_HEIGHT, "neg" if hot else "ink3", radius=1)
        expected = self.desk.expected_now().get(self.number.name)
        if expected is not None and expected.change:
            tip = min(1.0, max(0.0, value + expected.change / span))
            start, end = sorted((left + width * value, left + width * tip))
            pen.rect(start - 1, BAR - 1, max(4.0, end - start + 2), BAR_HEIGHT + 2, "panel")
            pen.rect(start, BAR, max(2.0, end - start), BAR_HEIGHT, tone(mark_of(self.number, expected).good))
        if danger is not None:
            x = left + width * (danger - low) / span
            pen.line([(x, BAR - 3), (x, BAR + 10)], "ink", 1.3)
        if self.goal is not None:
            x = left + width * (self.goal - low) / span
            pen.polygon([(x - 4, BAR - 6), (x + 4, BAR - 6), (x, BAR - 1)], "ink")

    def _caption(self, pen: Pen) -> None:
        if self.danger is not None:
            side = "from" if self.number.better < 0 else "to"
            pen.text(MARGIN, 42, f"danger {side} {self.danger:g}", CAPTION, "ink3")
        expected = self.desk.expected_now().get(self.number.name)
        colour = tone(mark_of(self.number, expected).good) if expected else "ink3"
        words = expectation_words(expected).removesuffix(" expected")
        pen.text(pen.width - MARGIN, 42, words, CAPTION, colour, align="right")
