"""How a number went from its start to now, drawn: a bar a turn, and a bar a change, each from before to after."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from game.session.titles import signed
from game.window.facts import MINUS
from game.window.kit.marks import tone
from game.window.kit.page import Block, Link, Piece, bar
from game.window.kit.panel import Box, Command
from game.window.theme import BODY, CAPTION, LABEL, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.window.kit.drawing import Drawing
    from game.window.kit.page import Sheet
    from game.window.kit.pen import Pen

STEP, LEAST = 5.0, 10.0
CHART, AXIS, FOOT, HEAD = 158.0, 34.0, 22.0, 18.0
TEXT_SHARE = 0.5
SPACE, NUMBERS, POINTS = 26.0, 142.0, 50.0
BAR_TOP, BAR = 5.0, 10.0
ROW = 28.0
THIN = 2.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The span that all bars of a page share, and the value that the goal asks for, if it asks for one."""

    low: float
    high: float
    goal: float | None = None

    def share(self, value: float) -> float:
        """Return how far along the span a value lies, 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def holds(self, value: float | None) -> bool:
        """Return whether a value lies in the span."""
        return value is not None and self.low <= value <= self.high

    def ticks(self) -> tuple[float, ...]:
        """Return the values at which a line is drawn: both ends and a round one near the middle."""
        return (self.low, round((self.low + self.high) / 2 / STEP) * STEP, self.high)


def scale_of(values: Iterable[float], low: float, high: float, goal: float | None = None) -> Scale:
    """Return the span of some values in steps of five, at least ten wide, inside the range of the number."""
    every = list(values)
    first, last = floor((min(every) - 1) / STEP) * STEP, ceil((max(every) + 1) / STEP) * STEP
    if last - first < LEAST:
        first, last = first - STEP, last + STEP
    first, last = max(low, first), min(high, last)
    return Scale(first, max(last, first + 1), goal)


def amount(points: float) -> str:
    """Return points with a sign and at most one decimal; the minus is a true one."""
    return signed(points).replace("-", MINUS)


def plain(value: float) -> str:
    """Return a value to a tenth."""
    return f"{value:.1f}".removesuffix(".0").replace("-", MINUS)


@dataclass(frozen=True, slots=True)
class TurnChart:
    """The turns of a game from left to right: in each a bar from the value at its start to that at its end.

    `values` has the start of every turn begun, then the value now, which stands there as `now`; a click on a turn
    goes to its changes.
    """

    values: tuple[float, ...]
    turns: int
    scale: Scale
    better: int
    now: str = ""
    gap: float = 12.0
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of the chart."""
        return tuple(Piece(amount(after - before), LABEL) for before, after in pairwise(self.values))

    def height(self, drawing: Drawing, width: float) -> float:
        """Return its height."""
        del drawing, width
        return CHART

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return a link for each turn so far."""
        del drawing
        every = range(1, len(self.values))
        return tuple(Link(Command("turn", str(turn)), (self._column(turn, width),)) for turn in every)

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw axis, goal, and a bar for each turn."""
        if not sheet.shows(y, y + CHART):
            return
        pen = sheet.pen
        if sheet.hover.kind == "turn":
            box = self._column(int(sheet.hover.about), width)
            bar(pen, x + box.x, y, box.width, CHART, "sunk")
        self._axis(pen, x, y, width)
        for turn in range(1, self.turns + 1):
            box = self._column(turn, width)
            colour = "ink" if turn == len(self.values) - 1 else "ink2" if turn < len(self.values) else "ink3"
            role = LABEL if turn == len(self.values) - 1 else CAPTION
            pen.text(x + box.x + box.width / 2, y + CHART - 18, str(turn), role, colour, align="centre")
        for turn, (before, after) in enumerate(pairwise(self.values), start=1):
            self._bar(pen, x, y, self._column(turn, width), (before, after), last=turn == len(self.values) - 1)

    def _column(self, turn: int, width: float) -> Box:
        wide = (width - AXIS - 70) / self.turns
        return Box(AXIS + (turn - 1) * wide, 0, wide, CHART)

    def _level(self, y: float, value: float) -> float:
        return y + CHART - FOOT - self.scale.share(value) * (CHART - FOOT - HEAD)

    def _axis(self, pen: Pen, x: float, y: float, width: float) -> None:
        right = x + width - 70
        for value in self.scale.ticks():
            level = self._level(y, value)
            bar(pen, x + AXIS, level, right - x - AXIS, 1, "rule")
            pen.text(x + AXIS - 8, level, plain(value), CAPTION, "ink3", align="right", middle=True)
        goal = self.scale.goal
        if goal is not None and self.scale.holds(goal):
            level = self._level(y, goal)
            pen.line([(x + AXIS, level), (right, level)], "rule2", 1.2, dash="1 3")
            pen.text(right + 6, level, f"goal {plain(goal)}", CAPTION, "ink2", middle=True)

    def _bar(self, pen: Pen, x: float, y: float, box: Box, span: tuple[float, float], *, last: bool) -> None:
        before, after = span
        middle, half = x + box.x + box.width / 2, min(13.0, box.width * 0.28)
        top, bottom = sorted((self._level(y, before), self._level(y, after)))
        sign = (after > before) - (after < before)
        colour = tone(sign * self.better) if sign * self.better else "ink2"
        if bottom - top < THIN:
            bar(pen, middle - half, top, 2 * half, 2, "ink2")
        else:
            bar(pen, middle - half, top, 2 * half, bottom - top, colour)
        text = amount(round(after, 1) - round(before, 1))
        if text != "0":
            below = sign < 0 and bottom + 16 < y + CHART - FOOT
            level = bottom + 1 if below else top - 17
            pen.text(middle, level, text, LABEL, colour, align="centre", halo="panel")
        level = self._level(y, after)
        if last:
            pen.text(middle + half + 6, level, self.now, STRONG, middle=True, halo="panel")
        else:
            bar(pen, middle + half, level, box.width - 2 * half, 1, "rule2")


@dataclass(frozen=True, slots=True)
class Fall:
    """A change as a row: its rule in words, a bar from before to after on the page's scale, and how much it was.

    `ties` says whether a line ties the bar to the row above, and to the row below.
    """

    words: tuple[Block, ...]
    before: float
    after: float
    value: str
    points: str
    good: int
    scale: Scale | None
    ties: tuple[bool, bool] = (False, False)
    gap: float = 10.0
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its words."""
        return (*(piece for one in self.words for piece in one.pieces), Piece(self.value), Piece(self.points, STRONG))

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the words."""
        wide = width * TEXT_SHARE
        return max(ROW, sum(one.gap + one.height(drawing, wide) for one in self.words))

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return the links of the words."""
        found: list[Link] = []
        y = 0.0
        for one in self.words:
            y += one.gap
            found += [link.moved(0, y) for link in one.links(drawing, width * TEXT_SHARE)]
            y += one.height(drawing, width * TEXT_SHARE)
        return tuple(found)

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw words, bar and figures."""
        pen, top = sheet.pen, y
        for one in self.words:
            top += one.gap
            one.paint(sheet, x, top, width * TEXT_SHARE)
            top += one.height(pen.drawing, width * TEXT_SHARE)
        if self.scale is not None:
            self._bar(sheet, x, y, width)
        if sheet.shows(y, y + ROW):
            colour = tone(self.good) if self.good else "ink2"
            if self.points:
                pen.text(x + width - POINTS, y + 1, self.value, BODY, "ink2", align="right")
            pen.text(x + width, y + 1, self.points or self.value, STRONG, colour, align="right")

    def _bar(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw the bar with a tip that shows its way, and the lines to the rows above and below."""
        pen, scale = sheet.pen, self.scale
        if scale is None:
            return
        left, wide = bar_room(x, width)
        start, end = left + scale.share(self.before) * wide, left + scale.share(self.after) * wide
        bottom = min(y + self.height(pen.drawing, width) + self.gap + BAR_TOP, sheet.bottom)
        if self.ties[1] and bottom > max(y + BAR_TOP + BAR, sheet.top):
            start_y = max(y + BAR_TOP + BAR, sheet.top)
            bar(pen, end, start_y, 1, bottom - start_y, "rule2")
        if not sheet.shows(y, y + ROW):
            return
        bar(pen, left, y + BAR_TOP, wide, BAR, "back")
        if scale.goal is not None and scale.holds(scale.goal):
            goal = left + scale.share(scale.goal) * wide
            bar(pen, goal, y + BAR_TOP - 3, 1, BAR + 6, "ink2")
        colour = tone(self.good) if self.good else "ink2"
        bar(pen, min(start, end), y + BAR_TOP, max(THIN, abs(end - start)), BAR, colour)
        side = 1 if end >= start else -1
        pen.polygon(
            [(end, y + BAR_TOP - 3), (end + 6 * side, y + BAR_TOP + BAR / 2), (end, y + BAR_TOP + BAR + 3)], colour
        )


def bar_room(x: float, width: float) -> tuple[float, float]:
    """Return where the bars of a row begin and how long they may be."""
    left = x + width * TEXT_SHARE + SPACE
    return left, max(40.0, x + width - NUMBERS - left)
