"""The bar at the top: what Seoul plays for, the points left, and the buttons for the pages and the turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import shown
from game.session.account import Condition, goal_conditions
from game.session.titles import framed
from game.window.kit.marks import button, check
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, SECTION, STRONG, Role

if TYPE_CHECKING:
    from game.scenario.model import Ending, Seat
    from game.window.desk import Desk
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

SEAL = Role("voice-700", 22)
GOAL, END_TURN, POINTS = Command("goal"), Command("end_turn"), Command("look", "points")
LEAVE = Command("leave")
END_WIDTH, GAP, CIRCLE, DOT = 112.0, 18.0, 18.0, 14.0
ICON_BUTTON = 34.0
MOST_DOTS = 6
NARROW = 1200.0
"""Below this width the pages are icons without words; their tooltips have the words."""


def paint_seat(pen: Pen, seat: Seat, *, narrow: bool = False) -> float:
    """Draw whose desk this is at the left of a bar, its seal and its name, and return where that ends."""
    x, middle = 16.0, pen.height / 2
    if seat.native:
        x += pen.text(x, middle, seat.native, SEAL, middle=True)
    if not (narrow and seat.native):
        x += 8 if seat.native else 0
        x += pen.text(x, middle, seat.name, SECTION, middle=True)
    return x


def seat_width(drawing: Drawing, seat: Seat, *, narrow: bool) -> float:
    """Return how wide that is."""
    name = drawing.width(seat.name, SECTION)
    if not seat.native:
        return name
    return drawing.width(seat.native, SEAL) + (0 if narrow else 8 + name)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the bar opens."""

    command: Command
    icon: str
    label: str
    tip: str


MENU = (
    Entry(Command("record"), "history", "Record", "Record: what was sent and what came of it, turn by turn. Key R."),
    Entry(Command("sources"), "book-open", "Sources", "Sources: what the rules of this scenario rest on."),
    Entry(Command("settings"), "settings", "Settings", "Settings: size, colours, motion, sound, flags and names."),
    Entry(Command("help"), "circle-help", "Help", "Help: the rules and every key on one page. Key H."),
)


class TopBar(Panel):
    """Goal, points and buttons."""

    hover_kinds = frozenset({"goal", "end_turn", "leave"} | {entry.command.kind for entry in MENU})

    def __init__(self, desk: Desk) -> None:
        """Show the goal and points of a desk."""
        super().__init__("top")
        self.desk = desk

    def focusables(self) -> tuple[Command, ...]:
        """Return the goal line and the buttons, from left to right."""
        return (GOAL, *(entry.command for entry in MENU), END_TURN, LEAVE)

    def conditions(self) -> tuple[Condition, ...]:
        """Return what the goal asks for now."""
        return goal_conditions(self.desk.scenario, self.desk.state)

    def goal(self) -> Ending | None:
        """Return the ending that a student plays for, where the scenario marks one."""
        return next((ending for ending in self.desk.scenario.document.endings.values() if ending.goal), None)

    def tip(self, command: Command) -> str:
        """Return what a condition asks for and whether it is met, what the points are, or what a button opens."""
        if command.kind == "goal":
            return self._goal_tip(command.about)
        if command == POINTS:
            return self._points_tip()
        if command == LEAVE:
            return "Leave the desk: the game is saved, and the title can resume it. Key Esc."
        if command == END_TURN:
            turn = f"Ends turn {self.desk.state.turn}: the capitals react, then events are drawn. Key E."
            return turn if self.desk.may_end_turn() else "The turn cannot be ended now."
        return next((entry.tip for entry in MENU if entry.command.kind == command.kind), "")

    def _goal_tip(self, about: str) -> str:
        parts, goal = self.conditions(), self.goal()
        if not about:
            met = sum(part.met for part in parts)
            line = f"{goal.title}. {goal.line}." if goal else ""
            return f"{line} {met} of {len(parts)} conditions hold now; they count after the last turn. Key G."
        part = parts[int(about)]
        now = f", it is {shown(self.desk.scenario.number(part.number), part.now)}" if part.number else ""
        return f"{part.text}: {'met' if part.met else 'not yet met'}{now}."

    def _points_tip(self) -> str:
        whole, free = self.desk.scenario.document.calendar.agenda, self.desk.free_now()
        moves = "1 move costs" if free == 1 else f"{free} moves cost"
        carried = f" {moves} nothing now that otherwise would." if free else ""
        time = framed(self.desk.scenario, "{Points}")
        return f"{time}: {whole} points a turn, and none can be kept for the next.{carried}"

    def paint(self, pen: Pen) -> None:
        """Draw the bar from both ends towards the middle."""
        pen.fill(0, pen.height - 1, pen.width, 1, "rule")
        narrow = pen.width < NARROW
        x = self._seat(pen, narrow=narrow)
        gap = 10 if narrow else 16
        pen.fill(x + gap, 13, 1, pen.height - 26, "rule")
        right = self._points(pen, self._buttons(pen, narrow=narrow) - GAP)
        self._goal(pen, x + 2 * gap, right - GAP)

    def _seat(self, pen: Pen, *, narrow: bool) -> float:
        """Draw whose desk this is, which also leads away from it; return where it ends."""
        middle, drawing, seat = pen.height / 2, pen.drawing, self.desk.scenario.document.scenario.seat
        box = Box(2, 6, 14 + seat_width(drawing, seat, narrow=narrow) + 6, pen.height - 12)
        if self.hover == LEAVE:
            pen.rect(box.x, box.y + 1, box.width, box.height - 2, "sunk", radius=6)
        if self.focus == LEAVE:
            self.ring(pen, box)
        pen.image(drawing.icon("chevron-left", 12, "ink3"), 3, middle - 6)
        x = paint_seat(pen, seat, narrow=narrow)
        self.hits.append((box, LEAVE))
        return x

    def _goal(self, pen: Pen, start: float, end: float) -> None:
        """Draw the goal's title, its line where there is room, and a circle for each condition."""
        goal, parts, middle = self.goal(), self.conditions(), pen.height / 2
        if goal is None:
            return
        words = f"{sum(part.met for part in parts)} of {len(parts)} now"
        title, width = f"Goal: {goal.title}", pen.drawing.width
        rest = len(parts) * CIRCLE + 12 + width(words, BODY) + 4
        full = width(f"{title}.", STRONG) + 6 + width(goal.line, BODY) + 14
        whole = bool(goal.line) and start + full + rest <= end
        box = Box(start - 8, 6, (full if whole else width(title, STRONG) + 12) + rest + 12, pen.height - 12)
        if self.hover.kind == "goal":
            pen.rect(box.x, box.y + 1, box.width, box.height - 2, "sunk", radius=6)
        self.hits.append((box, GOAL))
        x = start + pen.text(start, middle, f"{title}." if whole else title, STRONG, middle=True) + 6
        if whole:
            x += pen.text(x, middle, goal.line, BODY, "ink2", middle=True)
        x += 12
        for place, part in enumerate(parts):
            check(pen, x + 7, middle, met=part.met)
            self.hits.append((Box(x - 2, 6, CIRCLE, pen.height - 12), Command("goal", str(place))))
            x += CIRCLE
        pen.text(x + 4, middle, words, BODY, "ink2", middle=True)
        if self.focus == GOAL:
            self.ring(pen, box)

    def _buttons(self, pen: Pen, *, narrow: bool) -> float:
        """Draw the buttons at the right and return where they begin."""
        box = Box(pen.width - 16 - END_WIDTH, 7, END_WIDTH, pen.height - 14)
        button(pen, box, "End turn", "E", hovered=self.hover == END_TURN, enabled=self.desk.may_end_turn())
        self.hits.append((box, END_TURN))
        if self.focus == END_TURN:
            self.ring(pen, box.inside(-3), radius=9)
        x, middle = box.x - 10, pen.height / 2
        for entry in reversed(MENU):
            width = ICON_BUTTON if narrow else pen.drawing.width(entry.label, BODY) + 38
            x -= width
            place = Box(x, 8, width, pen.height - 16)
            if self.hover == entry.command:
                pen.rect(place.x, place.y, place.width, place.height, "sunk", radius=6)
            size = 18 if narrow else 16
            pen.image(pen.drawing.icon(entry.icon, size), x + 8, middle - size / 2)
            if not narrow:
                pen.text(x + 30, middle, entry.label, BODY, "ink2", middle=True)
            if self.focus == entry.command:
                self.ring(pen, place)
            self.hits.append((place, entry.command))
        return x

    def _points(self, pen: Pen, right: float) -> float:
        """Draw the points of this turn as dots, the spent ones empty, and what is free; return where it begins."""
        whole, left, free = (
            self.desk.scenario.document.calendar.agenda,
            self.desk.points,
            self.desk.free_now(),
        )
        middle, width = pen.height / 2, pen.drawing.width
        words = f"{left} {'point' if left == 1 else 'points'} left"
        more = f"{free} {'move' if free == 1 else 'moves'} free" if free else ""
        x = right - max(width(words, STRONG), width(more, CAPTION))
        pen.text(x, middle - (8 if more else 0), words, STRONG, middle=True)
        pen.text(x, middle + 9, more, CAPTION, "pos", middle=True)
        if whole <= MOST_DOTS:
            x -= whole * DOT + 4
            for place in range(whole):
                fill = "accent" if place < left else "none"
                pen.circle(x + 5 + place * DOT, middle, 5, fill, stroke="accent", line=1.5)
        self.hits.append((Box(x - 4, 6, right - x + 8, pen.height - 12), POINTS))
        return x
