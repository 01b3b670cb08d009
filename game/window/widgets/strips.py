"""The two strips at the foot of the desk: headlines one at a time, and the turns of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.facts import Kind, Told, goal_capitals, moves_of_turn, net_trust, news, signed, struck, told
from game.window.kit.marks import tone
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, HEADLINE, SECTION, STRONG, Role
from game.window.widgets.reasons import source_words

if TYPE_CHECKING:
    from datetime import date

    from game.window.desk import Desk
    from game.window.kit.pen import Pen

TURNS_LEFT = 184.0
UNDO_CLEAR = 5.0
NARROWEST, WIDEST = 76.0, 150.0
PAGE_ARROW = 22.0
SMALL_HEADLINE = Role("voice-700", 14)
BACK, ON = Command("news", "-1"), Command("news", "+1")

UNDO = Command("undo")


def day(found: date) -> str:
    """Return a date as the desk writes it: '9 Feb'."""
    return f"{found.day} {found:%b}"


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
        return (ON,)

    def stories(self) -> tuple[Told, ...]:
        """Return the headlines."""
        return news(self.desk.session)

    def tip(self, command: Command) -> str:
        """Return what is behind the headline, and the source of its rule."""
        stories = self.stories()
        if command.kind != "news" or not stories:
            return ""
        story = stories[self.desk.news_index % len(stories)]
        change = next((one for one in self.desk.session.changes if one.rule == story.rule), None)
        source = source_words(self.desk, change.sources, change.evidence) if change else ""
        moved = ", ".join(f"{one.title} {one.text}" for one in story.moved)
        return f"{story.text or story.headline} {moved + '. ' if moved else ''}{source}".strip()

    def paint(self, pen: Pen) -> None:
        """Draw who says it and when, the headline, and the arrows."""
        stories, middle = self.stories(), pen.height / 2
        pen.image(pen.drawing.icon("newspaper", 18, "on_strip"), 16, middle - 9)
        calendar = self.desk.scenario.document.calendar.turns
        if not stories:
            turn = calendar[self.desk.state.turn - 1]
            x = 44 + pen.text(44, middle, day(turn.date), STRONG, "on_strip", middle=True) + 20
            pen.text(x, middle, turn.label, HEADLINE, "on_strip", middle=True)
            return
        self.desk.news_index %= len(stories)
        story = stories[self.desk.news_index]
        x = 44 + pen.text(44, middle, story.source, STRONG, "on_strip", middle=True) + 8
        x += pen.text(x, middle, day(calendar[story.turn - 1].date), BODY, "on_strip", middle=True) + 20
        self._headline(pen, x, story.headline)
        self._arrows(pen, len(stories))
        if self.focus != Command(""):
            pen.rect(2, 2, pen.width - 4, pen.height - 4, radius=6, stroke="on_strip", line=2)

    def _headline(self, pen: Pen, x: float, headline: str) -> None:
        """Write the headline in one line, or smaller in two."""
        room, middle = pen.width - 126 - x, pen.height / 2
        for role, leading in ((HEADLINE, 0), (SMALL_HEADLINE, 0), (SMALL_HEADLINE, 17)):
            lines = pen.drawing.wrap(headline, room, role)
            if len(lines) == 1 or leading:
                for place, line in enumerate(lines[:2]):
                    y = middle + (place - (min(2, len(lines)) - 1) / 2) * leading
                    pen.text(x, y, line, role, "on_strip", middle=True)
                return

    def _arrows(self, pen: Pen, count: int) -> None:
        middle, right = pen.height / 2, pen.width
        self.hits.append((Box(0, 0, right - 61, pen.height), ON))
        for command, icon, x in ((BACK, "chevron-left", right - 104), (ON, "chevron-right", right - 32)):
            place = Box(x - 9, 3, 36, pen.height - 6)
            if self.hover == command:
                pen.rect(place.x, place.y + 3, place.width, place.height - 6, "on_strip", radius=6, opacity=0.16)
            pen.image(pen.drawing.icon(icon, 18, "on_strip"), x, middle - 9)
            self.hits.append((place, command))
        words = f"{self.desk.news_index + 1} of {count}"
        pen.text(right - 59, middle, words, BODY, "on_strip", align="centre", middle=True)


class TurnsPanel(Panel):
    """The calendar: what was sent in each turn, what it brought, and where we are."""

    hover_kinds = frozenset({"record", "turns", "undo"})

    def __init__(self, desk: Desk) -> None:
        """Show the turns of a desk."""
        super().__init__("turns")
        self.desk = desk
        self._first = 0
        self._shown = desk.scenario.turns
        self._followed = 0

    def focusables(self) -> tuple[Command, ...]:
        """Return the strip as one, which opens the record, and the way to take a decision back."""
        return (Command("record"), *((UNDO,) if self.desk.session.decisions else ()))

    def tip(self, command: Command) -> str:
        """Return what Seoul sent in a turn and what the goal's capitals made of it."""
        if command == UNDO:
            return "Take back the last decision, also over the end of a turn. Keys Ctrl Z."
        if command.kind != "record" or not command.about:
            return ""
        turn, document = int(command.about), self.desk.scenario.document
        session = self.desk.session
        titles = [document.moves[move].title for move in moves_of_turn(session, turn)]
        told_then = told(self.desk.scenario, session.steps, ended=session.ended)
        events = [one.headline.rstrip(".") for one in told_then if one.turn == turn and one.kind is Kind.EVENT]
        event = "".join(f" {one}." for one in events)
        seat = document.scenario.seat.name
        sent = f"{seat} sent: {', '.join(titles)}." if titles else f"{seat} sent nothing."
        label = document.calendar.turns[turn - 1].label
        names = [document.capitals[one.capital].name for one in goal_capitals(session)]
        together = " and ".join([", ".join(names[:-1]), *names[-1:]] if len(names) > 1 else names)
        net = f" Trust of {together}, net: {signed(net_trust(session, turn))}." if names else ""
        return f"Turn {turn}, {label}. {sent}{event}{net}"

    def turn_page(self, by: int) -> None:
        """Show later turns or earlier ones, where not all fit."""
        last = self.desk.scenario.turns - self._shown
        wanted = min(last, max(0, self._first + by * max(1, self._shown - 2)))
        self.dirty = self.dirty or wanted != self._first
        self._first = wanted

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the strip."""
        wanted = min(self.desk.scenario.turns - self._shown, max(0, self._first - notches))
        moved = wanted != self._first
        self._first = wanted
        self.dirty = self.dirty or moved
        return moved

    def paint(self, pen: Pen) -> None:
        """Draw the heading, then a box for every turn that there is room for."""
        pen.fill(0, 0, pen.width, 1, "rule")
        self._heading(pen)
        now, turns = self.desk.session.state.turn, self.desk.scenario.turns
        left, width = self._fit(pen.width, now, turns)
        calendar = self.desk.scenario.document.calendar.turns
        for turn in range(self._first + 1, self._first + self._shown + 1):
            box = Box(left + (turn - 1 - self._first) * width, 7, width - 4, pen.height - 14)
            self._turn(pen, box, turn, day(calendar[turn - 1].date))
            if turn < now or (turn == now and self.desk.session.ended):
                self.hits.append((box, Command("record", str(turn))))
        if self._shown < turns:
            self._pages(pen, turns)
        if self.focus != Command(""):
            self.ring(pen, Box(3, 3, pen.width - 6, pen.height - 6))

    def _fit(self, width: float, now: int, turns: int) -> tuple[float, float]:
        """Return where the turns begin and how wide each is; as many as fit are shown, the current one among them."""
        room = width - 12 - TURNS_LEFT
        if room / turns >= NARROWEST:
            self._first, self._shown = 0, turns
            return TURNS_LEFT, min(WIDEST, room / turns)
        room -= 2 * PAGE_ARROW
        self._shown = min(turns, max(1, int(room // NARROWEST)))
        if self._followed != now:
            self._followed = now
            self._first = now - 1 - self._shown * 2 // 3
        self._first = min(turns - self._shown, max(0, self._first))
        return TURNS_LEFT + PAGE_ARROW, room / self._shown

    def _heading(self, pen: Pen) -> None:
        now = self.desk.session.state.turn
        found = self.desk.scenario.document.calendar.turns[now - 1].date
        dot = TURNS_LEFT - 20 - pen.drawing.width("event", CAPTION)
        x = 16 + pen.text(16, 8, f"Turn {now} of {self.desk.scenario.turns}", SECTION)
        # The arrow keeps clear of the legend's dot where both numbers have two digits.
        x = min(x, dot - 3 - UNDO_CLEAR - 21)
        if self.desk.session.decisions:
            box = Box(x + 2, 5, 24, 24)
            if self.hover == UNDO:
                pen.rect(box.x, box.y, 24, 24, "sunk", radius=6)
            if self.focus == UNDO:
                self.ring(pen, box.inside(1), radius=6)
            pen.image(pen.drawing.icon("undo-2", 14), x + 7, 10)
            self.hits.append((box, UNDO))
        pen.text(16, 30, f"{day(found)} {found.year}", BODY, "ink2")
        pen.text(TURNS_LEFT - 12, 10, "event", CAPTION, "ink3", align="right")
        pen.circle(dot, 18, 3, "neg")
        pen.text(TURNS_LEFT - 12, 31, "net trust", CAPTION, "ink3", align="right")

    def _pages(self, pen: Pen, turns: int) -> None:
        """Draw the arrows to earlier and later turns; one that leads nowhere is faint."""
        ends = (
            (Command("turns", "-1"), "chevron-left", TURNS_LEFT - 4, self._first > 0),
            (Command("turns", "+1"), "chevron-right", pen.width - 12 - PAGE_ARROW, self._first + self._shown < turns),
        )
        for command, icon, x, leads in ends:
            place = Box(x, 7, PAGE_ARROW, pen.height - 14)
            if self.hover == command and leads:
                pen.rect(place.x, place.y, place.width, place.height, "sunk", radius=5)
            pen.image(pen.drawing.icon(icon, 18, "ink2" if leads else "rule"), x + 2, pen.height / 2 - 9)
            self.hits.append((place, command))

    def _turn(self, pen: Pen, box: Box, turn: int, date: str) -> None:
        session = self.desk.session
        now = session.state.turn
        current, past = turn == now and not session.ended, turn < now or (turn == now and session.ended)
        fill = "accent" if current else "sunk" if past else "none"
        pen.rect(box.x, box.y, box.width, box.height, fill, radius=5, stroke="none" if current or past else "rule")
        if self.hover == Command("record", str(turn)):
            pen.rect(box.x, box.y, box.width, box.height, radius=5, stroke="rule2", line=1.5)
        colour = "on_accent" if current else "ink2" if past else "ink3"
        pen.text(box.x + 9, box.y + 3, date, STRONG if current else BODY, colour)
        sent = moves_of_turn(session, turn)
        if current and sent:
            self._icons(pen, box, sent, box.width - 12, "on_accent")
        elif current:
            pen.text(box.x + 9, box.y + 23, "your turn", BODY, "on_accent")
        elif past:
            self._outcome(pen, box, turn)

    def _outcome(self, pen: Pen, box: Box, turn: int) -> None:
        session = self.desk.session
        points = net_trust(session, turn)
        text = signed(points)
        pen.text(box.right - 8, box.y + 23, text, STRONG, tone(points), align="right")
        room = box.width - 18 - pen.drawing.width(text, STRONG)
        self._icons(pen, box, moves_of_turn(session, turn), room, "ink2")
        if struck(session, turn):
            pen.circle(box.right - 12, box.y + 12, 3, "neg")

    def _icons(self, pen: Pen, box: Box, moves: tuple[str, ...], room: float, colour: str) -> None:
        """Draw the icons of moves, as many as there is room for."""
        for place, move in enumerate(moves[: max(0, int(room // 17))]):
            icon = self.desk.scenario.document.moves[move].icon or "flag"
            pen.image(pen.drawing.icon(icon, 15, colour), box.x + 9 + place * 18, box.y + 24)
