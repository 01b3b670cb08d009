"""The gauge of a number that belongs to no capital: its value, its danger zone and what the selection would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import shown
from game.session.expectation import expectation_words
from game.window.desk import mark_of
from game.window.kit.marks import badge, badge_width, notch, tip_of_bar, tone
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import CAPTION, CARD, GAUGE
from game.window.widgets.reasons import cause_words, expected_tone, goal_words, recent, recent_words

if TYPE_CHECKING:
    from game.engine import NumberInfo
    from game.window.desk import Desk
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

MARGIN = 16.0
HEAD = 16.0
SMALL_WORD = 4
BAR_HEIGHT = 7.0
CAPTIONED, ROOMY = 54.0, 60.0
"""From these heights on there is room for the caption, and for some air around it."""

TALLEST = 72.0
WIDEST_BADGE, AIR = 20, 6.0


def short_title(drawing: Drawing, title: str, room: float) -> str:
    """Return a title, or where it has no room as many of its words as have; at least the first.

    It does not end on a small word: "Dependence on China" becomes "Dependence".
    """
    words = title.split()
    while len(words) > 1 and drawing.width(" ".join(words), CARD) > room:
        words.pop()
        while len(words) > 1 and len(words[-1]) < SMALL_WORD:
            words.pop()
    return " ".join(words)


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

    def tip(self, command: Command) -> str:
        """Return what the gauge means, what the goal asks of it, and what moved it last."""
        if command.kind != "why":
            return ""
        note = self.desk.scenario.document.meters[self.number.parent].note
        about = note or f"{self.number.title}."
        return f"{about} {goal_words(self.number, self.goal)}{cause_words(self.desk, self.number)}"

    def paint(self, pen: Pen) -> None:
        """Draw name, change, value, bar and caption."""
        command, height = Command("why", self.number.name), min(pen.height, TALLEST)
        if self.hover == command:
            pen.rect(0, 0, pen.width, height, "sunk")
        roomy, captioned = height >= ROOMY, height > CAPTIONED - 1
        hot = self.in_danger()
        self._head(pen, HEAD if roomy else HEAD - 2 if captioned else HEAD - 4, hot=hot)
        self._bar(pen, height / 2 + 1 if captioned else min(height - 11, 31), hot=hot)
        if captioned:
            self._caption(pen, height / 2 + (11 if roomy else 9))
        inside = Box(3, 1, pen.width - 6, height - 2)
        if self.focus == command:
            self.ring(pen, inside)
        self.hits.append((inside, command))

    def _head(self, pen: Pen, middle: float, *, hot: bool) -> None:
        """Write name, change of late and value; the name is shortened before the change is left out."""
        meter, drawing = self.desk.scenario.document.meters[self.number.parent], pen.drawing
        pen.image(drawing.icon(meter.icon or "scale", 16, "neg" if hot else "ink2"), MARGIN, middle - 8)
        x, right = MARGIN + 23, pen.width - MARGIN
        value = str(shown(self.number, self.desk.value(self.number)))
        left = right - pen.text(right, middle, value, GAUGE, "neg" if hot else "ink", align="right", middle=True) - 8
        # Room is kept for a badge of two digits, so that the name stays the same from turn to turn.
        room = left - badge_width(drawing, WIDEST_BADGE) - AIR - x
        title = short_title(drawing, self.number.title, room)
        pen.text(x, middle, title, CARD, middle=True)
        moved, _ = recent(self.desk, self.number)
        small = drawing.width(title, CARD) + badge_width(drawing, moved) + AIR > left - x
        badge(pen, left, middle - 10, moved, ((moved > 0) - (moved < 0)) * self.number.better, small=small)

    def _bar(self, pen: Pen, top: float, *, hot: bool) -> None:
        left, width = MARGIN, pen.width - 2 * MARGIN
        low, span = self.number.low, self.number.high - self.number.low
        value, danger = (self.desk.value(self.number) - low) / span, self.danger
        pen.rect(left, top, width, BAR_HEIGHT, "back", radius=1)
        if danger is not None:
            x = left + width * (danger - low) / span
            start, end = (x, left + width) if self.number.better < 0 else (left, x)
            pen.rect(start, top, end - start, BAR_HEIGHT, "neg_soft", radius=1)
        pen.rect(left, top, width * value, BAR_HEIGHT, "neg" if hot else "ink3", radius=1)
        expected = self.desk.expected_now().get(self.number.name)
        if expected is not None and expected.change:
            ahead = min(1.0, max(0.0, value + expected.change / span))
            fill = tone(mark_of(self.number, expected).good)
            tip_of_bar(pen, (left + width * value, left + width * ahead), top, BAR_HEIGHT, fill)
        if danger is not None:
            x = left + width * (danger - low) / span
            pen.line([(x, top - 3), (x, top + BAR_HEIGHT + 3)], "ink", 1.4, cap="butt")
        if self.goal is not None:
            notch(pen, left + width * (self.goal - low) / span, top)

    def _caption(self, pen: Pen, top: float) -> None:
        """Write what is expected, without a selection how the number moved of late; where there is room, the danger."""
        expected = self.desk.expected_now().get(self.number.name)
        words = expectation_words(expected) if expected else recent_words(*recent(self.desk, self.number))
        colour = expected_tone(self.number, expected)
        room = pen.width - 2 * MARGIN - AIR - pen.text(pen.width - MARGIN, top, words, CAPTION, colour, align="right")
        if self.danger is not None:
            side = "from" if self.number.better < 0 else "to"
            danger = f"danger {side} {self.danger:g}"
            if pen.drawing.width(danger, CAPTION) <= room:
                pen.text(MARGIN, top, danger, CAPTION, "ink3")
