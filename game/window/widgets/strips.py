"""The two strips at the foot of the desk: headlines one at a time, and the turns of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.facts import Told, moves_of_turn, net_trust, news, signed, struck
from game.window.kit.marks import tone
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, HEADLINE, SECTION, STRONG

if TYPE_CHECKING:
    from game.window.desk import Desk
    from game.window.kit.pen import Pen

TURNS_LEFT = 184.0


class NewsPanel(Panel):
    """Headlines of this turn and the last; it never scrolls by itself."""

    background = "strip"
    hover_kinds = frozenset({"news"})

    def __init__(self, desk: Desk) -> None:
        """Show the headlines of a desk."""
        super().__init__("news")
        self.desk = desk

    def focusables(self) -> tuple[Command, ...]:
        """Return the strip's two arrows as one: left and right turn it."""
        return (Command("news", "+1"),)

    def stories(self) -> tuple[Told, ...]:
        """Return the headlines."""
        return news(self.desk.session)

    def paint(self, pen: Pen) -> None:
        """Draw who says it, the headline, and the arrows."""
        stories, middle = self.stories(), pen.height / 2
        pen.image(pen.drawing.icon("newspaper", 18, "on_strip"), 16, 11)
        if not stories:
            opening = self.desk.scenario.document.calendar.turns[self.desk.state.turn - 1].label
            pen.text(44, middle, opening, HEADLINE, "on_strip", middle=True)
            return
        self.desk.news_index %= len(stories)
        story = stories[self.desk.news_index]
        source = f"{story.source}, turn {story.turn}"
        x = 44 + pen.text(44, middle, source, STRONG, "on_strip", middle=True) + 18
        room = pen.width - 120 - x
        lines = pen.drawing.wrap(story.headline, room, HEADLINE)
        if len(lines) == 1:
            pen.text(x, middle, lines[0], HEADLINE, "on_strip", middle=True)
        else:
            for place, line in enumerate(pen.drawing.wrap(story.headline, room, BODY)[:2]):
                pen.text(x, middle - 9 + place * 17, line, BODY, "on_strip", middle=True)
        self._arrows(pen, len(stories))
        if self.focus != Command(""):
            pen.rect(2, 2, pen.width - 4, pen.height - 4, radius=6, stroke="on_strip", line=2)

    def _arrows(self, pen: Pen, count: int) -> None:
        middle = pen.height / 2
        pen.image(pen.drawing.icon("chevron-left", 18, "on_strip"), pen.width - 108, 11)
        words = f"{self.desk.news_index + 1} of {count}"
        pen.text(pen.width - 61, middle, words, BODY, "on_strip", align="centre", middle=True)
        pen.image(pen.drawing.icon("chevron-right", 18, "on_strip"), pen.width - 32, 11)
        self.hits.append((Box(0, 0, pen.width - 61, pen.height), Command("news", "+1")))
        self.hits.append((Box(pen.width - 118, 0, 40, pen.height), Command("news", "-1")))
        self.hits.append((Box(pen.width - 44, 0, 44, pen.height), Command("news", "+1")))


class TurnsPanel(Panel):
    """The calendar: what was sent in each turn, what it brought, and where we are."""

    hover_kinds = frozenset({"record"})

    def __init__(self, desk: Desk) -> None:
        """Show the turns of a desk."""
        super().__init__("turns")
        self.desk = desk

    def focusables(self) -> tuple[Command, ...]:
        """Return the strip as one: it opens the record."""
        return (Command("record"),)

    def paint(self, pen: Pen) -> None:
        """Draw the heading, then a box for every turn."""
        pen.line([(0, 0.5), (pen.width, 0.5)], "rule")
        session = self.desk.session
        now, turns = session.state.turn, self.desk.scenario.turns
        calendar = self.desk.scenario.document.calendar.turns
        date = calendar[now - 1].date
        pen.text(16, 8, f"Turn {now} of {turns}", SECTION)
        pen.text(16, 30, f"{date.day} {date:%b %Y}", BODY, "ink2")
        width = pen.text(TURNS_LEFT - 10, 10, "event", CAPTION, "ink3", align="right")
        pen.circle(TURNS_LEFT - 18 - width, 18, 3, "neg")
        pen.text(TURNS_LEFT - 10, 30, "net trust", CAPTION, "ink3", align="right")
        width = (pen.width - 12 - TURNS_LEFT) / turns
        for turn in range(1, turns + 1):
            box = Box(TURNS_LEFT + (turn - 1) * width, 7, width - 4, pen.height - 14)
            self._turn(pen, box, turn, f"{calendar[turn - 1].date.day} {calendar[turn - 1].date:%b}")
            if turn < now:
                self.hits.append((box, Command("record", str(turn))))
        if self.focus != Command(""):
            self.ring(pen, Box(3, 3, pen.width - 6, pen.height - 6))

    def _turn(self, pen: Pen, box: Box, turn: int, date: str) -> None:
        session = self.desk.session
        now = session.state.turn
        current, past = turn == now and not session.ended, turn < now or session.ended
        fill = "accent" if current else "sunk" if past else "none"
        pen.rect(box.x, box.y, box.width, box.height, fill, radius=5, stroke="none" if current or past else "rule")
        if self.hover == Command("record", str(turn)):
            pen.rect(box.x, box.y, box.width, box.height, radius=5, stroke="rule2")
        colour = "on_accent" if current else "ink2" if past else "ink3"
        pen.text(box.x + 8, box.y + 3, date, STRONG if current else BODY, colour)
        sent = moves_of_turn(session, turn)
        if current and sent:
            self._icons(pen, box, sent, box.width - 12, "on_accent")
        elif current:
            pen.text(box.x + 8, box.y + 23, "your turn", BODY, "on_accent")
        elif past:
            self._outcome(pen, box, turn)

    def _outcome(self, pen: Pen, box: Box, turn: int) -> None:
        session = self.desk.session
        points = net_trust(session, turn)
        text = signed(points)
        pen.text(box.right - 8, box.y + 23, text, STRONG, tone(points), align="right")
        room = box.width - 26 - pen.drawing.width(text, STRONG)
        self._icons(pen, box, moves_of_turn(session, turn), room, "ink2")
        if struck(session, turn):
            pen.circle(box.right - 11, box.y + 11, 3, "neg")

    def _icons(self, pen: Pen, box: Box, moves: tuple[str, ...], room: float, colour: str) -> None:
        """Draw the icons of moves, as many as there is room for."""
        for place, move in enumerate(moves[: max(0, int(room // 17))]):
            icon = self.desk.scenario.document.moves[move].icon or "flag"
            pen.image(pen.drawing.icon(icon, 14, colour), box.x + 8 + place * 17, box.y + 25)
