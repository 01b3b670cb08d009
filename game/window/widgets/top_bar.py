"""The bar at the top: what Seoul plays for, the points left, and the buttons for the turn, the record and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.account import Condition, goal_conditions
from game.window.kit.marks import button
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, SECTION, STRONG, Role

if TYPE_CHECKING:
    from game.window.desk import Desk
    from game.window.kit.pen import Pen

SEAL = Role("voice-700", 22)
GOAL, END_TURN, RECORD, HELP = Command("goal"), Command("end_turn"), Command("record"), Command("help")


class TopBar(Panel):
    """Goal, points and buttons."""

    hover_kinds = frozenset({"goal", "end_turn", "record", "help"})

    def __init__(self, desk: Desk) -> None:
        """Show the goal and points of a desk."""
        super().__init__("top")
        self.desk = desk

    def focusables(self) -> tuple[Command, ...]:
        """Return the goal line and the buttons, from left to right."""
        return (GOAL, RECORD, HELP, END_TURN)

    def conditions(self) -> tuple[Condition, ...]:
        """Return what the goal asks for now."""
        return goal_conditions(self.desk.scenario, self.desk.state)

    def paint(self, pen: Pen) -> None:
        """Draw the bar from both ends towards the middle."""
        height = pen.height
        pen.line([(0, height - 0.5), (pen.width, height - 0.5)], "rule")
        x = 16 + pen.text(16, height / 2, "서울", SEAL, middle=True)
        x += 8 + pen.text(x + 8, height / 2, "Seoul", SECTION, middle=True)
        pen.line([(x + 18, 13), (x + 18, height - 13)], "rule")
        self._goal(pen, x + 34)
        right = self._buttons(pen)
        self._points(pen, right - 18)

    def _goal(self, pen: Pen, x: float) -> None:
        goal = next((ending for ending in self.desk.scenario.document.endings.values() if ending.goal), None)
        if goal is None:
            return
        start, middle = x, pen.height / 2
        if self.hover == GOAL:
            pen.rect(x - 8, 8, 480, pen.height - 16, "sunk", radius=6)
        x += pen.text(x, middle, f"Goal: {goal.title}.", STRONG, middle=True) + 6
        if goal.line and pen.width > 1200:  # noqa: PLR2004 - a narrow bar has no room for it
            x += pen.text(x, middle, goal.line, BODY, "ink2", middle=True) + 14
        parts = self.conditions()
        for part in parts:
            pen.circle(
                x + 6, middle, 6.5, "pos" if part.met else "none", stroke="pos" if part.met else "rule2", line=1.5
            )
            if part.met:
                pen.line([(x + 3, middle), (x + 5.2, middle + 2.4), (x + 9.2, middle - 2.6)], "panel", 1.6)
            x += 17
        met = sum(part.met for part in parts)
        x += pen.text(x + 4, middle, f"{met} of {len(parts)} now", BODY, "ink2", middle=True) + 4
        box = Box(start - 8, 6, x - start + 16, pen.height - 12)
        if self.focus == GOAL:
            self.ring(pen, box)
        self.hits.append((box, GOAL))

    def _buttons(self, pen: Pen) -> float:
        """Draw the buttons at the right and return where they begin."""
        box = Box(pen.width - 16 - 112, 7, 112, pen.height - 14)
        button(pen, box, "End turn", "E", hovered=self.hover == END_TURN, enabled=self.desk.may_end_turn())
        self.hits.append((box, END_TURN))
        if self.focus == END_TURN:
            self.ring(pen, box.inside(-3), radius=9)
        x = box.x - 14
        for command, icon, label in ((HELP, "circle-help", "Help"), (RECORD, "history", "Record")):
            width = pen.drawing.width(label, BODY) + 38
            x -= width
            place = Box(x, 8, width, pen.height - 16)
            if self.hover == command:
                pen.rect(place.x, place.y, place.width, place.height, "sunk", radius=6)
            pen.image(pen.drawing.icon(icon, 16), x + 8, pen.height / 2 - 8)
            pen.text(x + 30, pen.height / 2, label, BODY, "ink2", middle=True)
            if self.focus == command:
                self.ring(pen, place)
            self.hits.append((place, command))
        return x

    def _points(self, pen: Pen, right: float) -> None:
        """Draw the points of this turn as dots, the spent ones empty, ending at `right`."""
        whole, left = self.desk.scenario.document.calendar.agenda, self.desk.points
        middle = pen.height / 2
        words = f"{left} {'point' if left == 1 else 'points'} left"
        x = right - pen.text(right, middle, words, STRONG, align="right", middle=True) - 8
        if whole > 8:  # noqa: PLR2004 - more dots than a glance can count
            return
        for place in range(whole):
            centre = x - 6 - (whole - 1 - place) * 15
            pen.circle(centre, middle, 5, "accent" if place < left else "none", stroke="accent", line=1.5)
