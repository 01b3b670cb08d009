"""Every number of a finished game from its start to its end, with its course; what was hidden is shown now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import NumberInfo, shown
from game.session.account import goal_conditions
from game.session.titles import value_text
from game.window.facts import signed, visible
from game.window.kit.marks import tone
from game.window.kit.panel import Box, Command
from game.window.theme import BODY, CAPTION, CARD, STRONG, trust_colour
from game.window.widgets.chain import why_tip
from game.window.widgets.rolling import RollingPanel

if TYPE_CHECKING:
    from game.session.session import Session
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

ROW = 28.0
NAME = 30.0
START, END = 96.0, 50.0
"""How far from the right edge the columns of the start and of the end stand."""

VALUE = 30.0
NAME_LINE = 18.0
COURSE_END = 130.0
SHORTEST = 30.0
WIDEST = 110.0
LEADING = 1.42
LEAST_SPAN = 12.0


class NumbersPanel(RollingPanel):
    """A row a number; a click opens its ledger."""

    margin = 20.0
    hover_kinds = frozenset({"why"})

    def __init__(self, session: Session) -> None:
        """Show the numbers of a session."""
        super().__init__("numbers", "Every number")
        self.session = session
        self.lines = {part.number: part.bound for part in goal_conditions(session.scenario, session.state)}
        every = visible(session.scenario, ended=True)
        kinds = ("meter", "ladder", "flag")
        every = tuple(sorted(every, key=lambda one: kinds.index(one.kind)))
        self.quiet_flags = tuple(one for one in every if not one.hidden and one.kind == "flag" and self._same(one))
        self.open_numbers = tuple(one for one in every if not one.hidden and one not in self.quiet_flags)
        self.hidden_numbers = tuple(one for one in every if one.hidden)

    def _same(self, number: NumberInfo) -> bool:
        """Return whether a number ended as it began."""
        return self.session.states[0].values[number.index] == self.session.state.values[number.index]

    def focusables(self) -> tuple[Command, ...]:
        """Return the numbers."""
        return tuple(Command("why", one.name) for one in (*self.open_numbers, *self.hidden_numbers))

    def tip(self, command: Command) -> str:
        """Say what a number opens."""
        return why_tip(command)

    def reveal(self, command: Command) -> None:
        """Scroll so that a number that has the ring is in view."""
        box = self.box_of(command)
        if box is None and command in self.focusables():
            place = self.focusables().index(command)
            self.roll.reveal(place * ROW, place * ROW + 2 * ROW)
            self.dirty = True

    def paint(self, pen: Pen) -> None:
        """Draw the rows below the heads of their columns."""
        super().paint(pen)
        right = pen.width - 24
        for words, away in (("start", START), ("end", END), ("change", 0.0)):
            pen.text(right - away, 18, words, CAPTION, "ink3", align="right")
        pen.line([(0.5, 16), (0.5, pen.height - 16)], "rule")

    def content(self, pen: Pen, top: float, width: float) -> float:
        """Draw a row for each number."""
        y = top
        for one in self.open_numbers:
            y = self._row(pen, y, width, one)
        y = self._quiet(pen, y, width)
        if self.hidden_numbers:
            pen.line([(self.margin, y + 6), (self.margin + width, y + 6)], "rule")
            pen.text(self.margin, y + 12, "Hidden until now", CAPTION, "ink3")
            y += 36
        for one in self.hidden_numbers:
            y = self._row(pen, y, width, one)
        return y

    def _longest(self, drawing: Drawing) -> float:
        """Return how wide the longest name of a meter is: all courses begin behind it."""
        meters = (one for one in self.open_numbers if one.kind == "meter")
        return max((drawing.width(one.title, CARD) for one in meters), default=0.0)

    def _quiet(self, pen: Pen, y: float, width: float) -> float:
        """Write what is or is not as it was at the start, in one sentence; return where it ends."""
        sorts = (("Still so", 1.0), ("Not come about", 0.0))
        for words, value in sorts:
            titles = [one.title for one in self.quiet_flags if self.session.state.values[one.index] == value]
            if titles:
                text = f"{words}: {', '.join(titles)}."
                y = pen.paragraph(self.margin + NAME, y + 5, text, width - NAME, CAPTION, "ink3", leading=LEADING)
        return y + 4

    def _row(self, pen: Pen, y: float, width: float, number: NumberInfo) -> float:
        """Draw a number and return where its row ends: a name too long for its column takes two lines."""
        left, right = self.margin, self.margin + width
        words = "" if number.kind == "meter" else self._words(number)
        room = width - NAME - (pen.drawing.width(words, STRONG) + 10 if words else START + VALUE)
        lines = pen.drawing.wrap(number.title, room, CARD)
        height = ROW + NAME_LINE * (len(lines) - 1)
        middle = y + height / 2
        box, command = Box(left - 8, y + 1, width + 16, height - 2), Command("why", number.name)
        if self.hover == command:
            pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
        self._sign(pen, number, left, middle)
        for place, line in enumerate(lines):
            pen.text(left + NAME, y + ROW / 2 + place * NAME_LINE, line, CARD, middle=True)
        if words:
            pen.text(right, middle, words, STRONG, "ink2", align="right", middle=True)
        else:
            widest = max(self._longest(pen.drawing), *(pen.drawing.width(line, CARD) for line in lines))
            self._course(pen, number, left + NAME + widest + 14, (right - COURSE_END, middle))
            self._values(pen, number, right, middle)
        if self.focus == command:
            self.ring(pen, box)
        self.hits.append((box, command))
        return y + height

    def _words(self, number: NumberInfo) -> str:
        """Return the last value of what is no meter."""
        return value_text(self.session.scenario, number, self.session.state.values[number.index])

    def _sign(self, pen: Pen, number: NumberInfo, x: float, middle: float) -> None:
        """Draw the flag of a capital or the icon of another number."""
        document, drawing = self.session.scenario.document, pen.drawing
        if number.capital:
            pen.image(drawing.flag(document.capitals[number.capital].flag or "", 20), x, middle - 7.5)
        elif number.kind == "ladder":
            pen.image(drawing.icon("triangle-alert", 16), x + 2, middle - 8)
        elif number.kind == "meter" and document.meters[number.parent].icon:
            pen.image(drawing.icon(document.meters[number.parent].icon or "", 16), x + 2, middle - 8)
        else:
            pen.circle(x + 10, middle, 3, "rule2")

    def _values(self, pen: Pen, number: NumberInfo, right: float, middle: float) -> None:
        """Write the start, the end and the change."""
        first, last = (state.values[number.index] for state in (self.session.states[0], self.session.state))
        points = shown(number, last) - shown(number, first)
        colour = trust_colour(pen.drawing.palette, last) if number.capital else "ink"
        good = ((points > 0) - (points < 0)) * number.better
        pen.text(right - START, middle, str(shown(number, first)), BODY, "ink3", align="right", middle=True)
        pen.text(right - END, middle, str(shown(number, last)), CARD, colour, align="right", middle=True)
        pen.text(right, middle, signed(points), STRONG, tone(good), align="right", middle=True)

    def _course(self, pen: Pen, number: NumberInfo, left: float, end: tuple[float, float]) -> None:
        """Draw the number turn by turn, on a scale of its own, with the line of the goal where it is in range."""
        right, middle = end
        left = max(left, right - WIDEST)
        if right - left < SHORTEST:
            return
        states = (*self.session.turn_states, self.session.state)
        values = [state.values[number.index] for state in states]
        low, high = min(values), max(values)
        span = max(LEAST_SPAN, high - low)
        step, reach = (right - left) / max(1, self.session.scenario.turns), ROW * 0.36

        def y_of(value: float) -> float:
            return middle - (value - (low + high) / 2) / span * 2 * reach

        line = self.lines.get(number.name)
        if line is not None and abs(y_of(line) - middle) <= reach + 1:
            pen.line([(left, y_of(line)), (right, y_of(line))], "rule2", 1, dash="1 3")
        colour = trust_colour(pen.drawing.palette, values[-1]) if number.capital else "ink3"
        points = [(left + place * step, y_of(value)) for place, value in enumerate(values)]
        pen.line(points, colour, 1.6)
        pen.circle(*points[-1], 2.6, colour)
