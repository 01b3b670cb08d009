"""The meter of a capital: its trust, how it moved, how it got there, and what the selection would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import shown
from game.session.expectation import expectation_words
from game.session.titles import band_word
from game.window.desk import mark_of
from game.window.kit.marks import badge, badge_width, notch, tip_of_bar, tone
from game.window.kit.panel import Box, Command, Panel
from game.window.settings import leader_words
from game.window.theme import BIG, BODY, CARD, NAME, trust_colour
from game.window.widgets.reasons import cause_words, expected_tone, goal_words, recent, recent_words

if TYPE_CHECKING:
    from game.engine import Expected, NumberInfo
    from game.window.desk import Desk
    from game.window.kit.pen import Pen

MARGIN = 16.0
BANDS = 5
BAR_BELOW, BAR_HEIGHT = 33.0, 7.0
WORDS_BELOW = 22.0
LINE_TOP, LINE_BELOW = 39.0, 40.0
LOW = 93.0
"""Below this height head, sparkline, bar and words stand closer."""

LOW_LINE_TOP, LOW_LINE_BELOW, LOW_BAR_BELOW, LOW_WORDS_BELOW = 34.0, 31.0, 29.0, 20.0
AIR = 8.0
LEAST_LINE = 12.0
"""A sparkline lower than this would say nothing; the meter then does without."""
POINT = 1.05
"""Logical pixels a point of trust on every sparkline, so that capitals compare."""
CONE = 24.0


@dataclass(frozen=True, slots=True)
class Line:
    """Where a sparkline lies: its ends, its height, and the value in its middle with the pixels a point."""

    left: float
    right: float
    top: float
    bottom: float
    middle: float
    point: float

    def y(self, value: float) -> float:
        """Return the height of a value, kept inside the line's room."""
        wanted = (self.top + self.bottom) / 2 - (value - self.middle) * self.point
        return min(self.bottom, max(self.top, wanted))

    def shows(self, value: float) -> bool:
        """Return whether a value lies in view."""
        return abs(value - self.middle) * self.point <= (self.bottom - self.top) / 2


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

    def tip(self, command: Command) -> str:
        """Return what moved the meter last, and what the goal asks of it."""
        if command.kind != "why":
            return ""
        leader = leader_words(
            self.desk.scenario.document.capitals[self.number.capital].leader, names=getattr(self.desk, "names", True)
        )
        seat = self.desk.scenario.document.scenario.seat.name
        who = f"{self.number.title}: {leader}" if leader else f"Trust of {self.number.title} in {seat}"
        return f"{who}. {goal_words(self.number, self.goal)}{cause_words(self.desk, self.number)}"

    def paint(self, pen: Pen) -> None:
        """Draw name, change, value, sparkline, bands and expectation."""
        command = Command("why", self.number.name)
        if self.hover == command:
            pen.rect(0, 0, pen.width, pen.height - 1, "sunk")
        pen.fill(MARGIN, pen.height - 1, pen.width - 2 * MARGIN, 1, "rule")
        every = self.desk.expected_now()
        expected = every.get(self.number.name)
        colour = trust_colour(pen.drawing.palette, self.desk.value(self.number))
        self._head(pen, colour)
        top, bottom = line_room(pen.height)
        if bottom - top >= LEAST_LINE:
            self._sparkline(pen, colour, expected, ahead=bool(every))
        self._bar(pen, colour, expected)
        self._words(pen, expected, ahead=bool(every))
        inside = Box(3, 2, pen.width - 6, pen.height - 5)
        if self.focus == command:
            self.ring(pen, inside)
        self.hits.append((inside, command))

    def _head(self, pen: Pen, colour: str) -> None:
        document = self.desk.scenario.document.capitals[self.number.capital]
        pen.image(pen.drawing.flag(document.flag or "", 24), MARGIN, 12 if pen.height >= LOW else 10)
        middle, drawing, right = 21 if pen.height >= LOW else 19, pen.drawing, pen.width - MARGIN
        value = str(shown(self.number, self.desk.value(self.number)))
        left = right - pen.text(right, middle, value, BIG, colour, align="right", middle=True) - 10
        moved, _ = recent(self.desk, self.number)
        room = left - 48 - AIR
        small = drawing.width(document.name, NAME) + badge_width(drawing, moved) > room
        left = badge(pen, left, middle - 10, moved, ((moved > 0) - (moved < 0)) * self.number.better, small=small)
        role = NAME if drawing.width(document.name, NAME) <= left - 48 - (AIR if moved else 0) else CARD
        x = 48 + pen.text(48, middle, document.name, role, middle=True)
        if document.native and x + 8 + drawing.width(document.native, BODY) < left - 6:
            pen.text(x + 8, middle + 1, document.native, BODY, "ink3", middle=True)

    def _line(self, pen: Pen, values: tuple[float, ...]) -> Line:
        """Return the sparkline's frame: it shows the goal's line too where that leaves the history in view."""
        top, bottom = line_room(pen.height)
        reach = max(_span(self.desk, number) for number in self.desk.columns if number.capital)
        point = min(POINT, (bottom - top) / max(1.0, reach))
        low, high = min(values), max(values)
        goal = low if self.goal is None else self.goal
        if max(high, goal) - min(low, goal) <= (bottom - top) / point:
            low, high = min(low, goal), max(high, goal)
        return Line(MARGIN, pen.width - MARGIN, top, bottom, (low + high) / 2, point)

    def _sparkline(self, pen: Pen, colour: str, expected: Expected | None, *, ahead: bool) -> None:
        """Draw the turns so far, their distance to the goal as an area, and a cone to what is expected."""
        history = self.desk.history(self.number)
        now = history[-1]
        line = self._line(pen, (*history, now + (expected.change if expected else 0.0)))
        step = (line.right - line.left - CONE - 8) / max(1, self.desk.scenario.turns - 1)
        points = [(line.left + 4 + place * step, line.y(value)) for place, value in enumerate(history)]
        if self.goal is not None and line.shows(self.goal):
            level = line.y(self.goal)
            pen.line([(line.left, level), (line.right, level)], "rule2", 1, dash="1 3")
            for side, fill in ((min, "pos_soft"), (max, "neg_soft")):
                edge = [(x, side(y, level)) for x, y in points]
                pen.polygon([(points[0][0], level), *edge, (points[-1][0], level)], fill)
        if ahead:
            self._cone(pen, line, points[-1], colour, expected)
        if len(points) > 1:
            pen.line(points, colour, 2)
        pen.circle(*points[-1], 3.6, colour, stroke="panel", line=1.4)

    def _cone(self, pen: Pen, line: Line, start: tuple[float, float], colour: str, expected: Expected | None) -> None:
        """Draw what is expected as a cone, wider where it is not sure; a level line means no change."""
        now = self.desk.value(self.number)
        x, y = start[0] + CONE, line.y(now + (expected.change if expected else 0.0))
        if expected is not None:
            low, high = line.y(now + expected.low) + 2, line.y(now + expected.high) - 2
            pen.polygon([start, (x, high), (x, low)], colour, opacity=0.28)
        pen.line([start, (x, y)], colour, 1.2, dash="2 3")
        pen.circle(x, y, 3, "panel", stroke=colour, line=1.4)

    def _bar(self, pen: Pen, colour: str, expected: Expected | None) -> None:
        """Draw the five bands filled up to the value, the goal's notch, and the expected change at the tip."""
        left, width, top = (
            MARGIN,
            pen.width - 2 * MARGIN,
            pen.height - (BAR_BELOW if pen.height >= LOW else LOW_BAR_BELOW),
        )
        low, span = self.number.low, self.number.high - self.number.low
        value = (self.desk.value(self.number) - low) / span
        for band in range(BANDS):
            start = left + band * width / BANDS + (1 if band else 0)
            end = left + (band + 1) * width / BANDS - (1 if band < BANDS - 1 else 0)
            pen.rect(start, top, end - start, BAR_HEIGHT, "back", radius=1)
            filled = min(end, left + width * value)
            if filled > start:
                pen.rect(start, top, filled - start, BAR_HEIGHT, colour, radius=1)
        if expected is not None and expected.change:
            ahead = min(1.0, max(0.0, value + expected.change / span))
            fill = tone(mark_of(self.number, expected).good)
            tip_of_bar(pen, (left + width * value, left + width * ahead), top, BAR_HEIGHT, fill)
        if self.goal is not None:
            notch(pen, left + width * (self.goal - low) / span, top)

    def _words(self, pen: Pen, expected: Expected | None, *, ahead: bool) -> None:
        """Write the band, and what is expected; where nothing can be sent how the meter moved of late."""
        top = pen.height - (WORDS_BELOW if pen.height >= LOW else LOW_WORDS_BELOW)
        pen.text(MARGIN, top, band_word(self.desk.scenario, self.number, self.desk.value(self.number)), BODY, "ink2")
        if not self.desk.telling:
            words = expectation_words(expected) if ahead else recent_words(*recent(self.desk, self.number))
            pen.text(pen.width - MARGIN, top, words, BODY, expected_tone(self.number, expected), align="right")


def line_room(height: float) -> tuple[float, float]:
    """Return where the sparkline of a meter of some height begins and ends, from the top down."""
    low = height < LOW
    return (LOW_LINE_TOP if low else LINE_TOP), height - (LOW_LINE_BELOW if low else LINE_BELOW)


def _span(desk: Desk, number: NumberInfo) -> float:
    """Return over how many points a number has gone so far."""
    history = desk.history(number)
    return max(history) - min(history)
