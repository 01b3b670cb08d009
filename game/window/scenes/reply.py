"""The dialog in which an event or a rung asks for Seoul's reply; nothing else goes on until it is given.

An event shows what happened and what it has moved; a rung shows its ladder, what each capital sees, and the way down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import Decision, due_rule
from game.session.titles import framed, rule_title
from game.window.facts import told
from game.window.kit.dialog import ENTER, MARGIN, Dialog
from game.window.kit.page import Block, Page, Piece
from game.window.kit.panel import NOTHING, Box, Command
from game.window.theme import BODY, CAPTION, MOVE_TITLE, QUOTE, SECTION, STRONG
from game.window.widgets.crisis import paint_sights, sights, sights_height, ways_down
from game.window.widgets.ladder import least_height, paint_ladder, standing
from game.window.widgets.reasons import expected_words, source_words
from game.window.widgets.replies import AIR, HEAD, Replies
from game.window.widgets.stack import Stack
from game.window.widgets.strips import day

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.scenario.model import Basis, Event, Member
    from game.window.desk import Desk
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.widgets.stack import Hits, Part

WIDE, NARROW = 1100.0, 860.0
LADDER_WIDTH, SMALL_LADDER = 330.0, 288.0
GAP, SECTION_LINE = 28.0, 26.0
TITLE_LINE, TEXT_LINE = 30.0, 21.0
TOP, FOOT, TIGHT_FOOT = 16.0, 40.0, 32.0
FIRST_LINE, LEAST_INNER = 330.0, 520.0
REPLY_HINT = "Click a reply, or press its digit."
SOFT = {1: "pos_soft", -1: "neg_soft", 0: "sunk"}
TONE = {1: "pos", -1: "neg", 0: "ink2"}


class ReplyDialog(Dialog):
    """Headline, text and the replies; a closed one says why it is closed."""

    hover_kinds = frozenset({"reply"})

    def __init__(self, desk: Desk) -> None:
        """Ask what the session waits for."""
        super().__init__("reply")
        self.desk = desk
        self.rule = due_rule(desk.scenario, desk.state)
        self.title = rule_title(desk.scenario, self.rule)
        section, _, rest = self.rule.partition(".")
        self.ladder = rest.partition(".")[0] if section == "ladders" else ""
        self.where = standing(desk, self.ladder) if self.ladder else None
        self.seen = sights(desk, self.ladder, self.where.rung) if self.where else ()
        self.replies = Replies(desk, self._next_path(), self.where.next_name if self.where else "")
        self.ways = ways_down(desk, self.ladder) if self.ladder else ()
        self.down = Page(self.ways)
        self.felt = self._felt()
        self.stack = Stack()
        self.stacked = False

    def _next_path(self) -> str:
        """Return the path of the next rung; nothing for an event and at the top."""
        if self.where is None or not self.where.next_name:
            return ""
        rung = self.desk.scenario.document.ladders[self.ladder].rungs[self.where.rung]
        return f"ladders.{self.ladder}.{rung.id}"

    def _event(self) -> Event | Member | None:
        """Return the event that asks, or the member of one that it turned out to be."""
        parts = self.rule.split(".")[1:]
        events = self.desk.scenario.document.events
        members = {name: one for event in events.values() for name, one in event.one_of.items()}
        return members.get(parts[-1]) or events.get(parts[0]) or members.get(parts[0])

    def text(self) -> str:
        """Return the text behind the headline."""
        if self.where is not None:
            return self.desk.scenario.document.ladders[self.ladder].rungs[self.where.rung - 1].text
        event = self._event()
        return event.text if event else ""

    def _felt(self) -> Page:
        """Return what has been moved by what asks now, as chips."""
        here = [
            one for one in told(self.desk.scenario, self.desk.session.steps[-1:], ended=False) if one.rule == self.rule
        ]
        moved = [part for one in here for part in one.moved]
        if not moved:
            return Page(())
        chips = [Piece(f"{one.title} {one.text}", STRONG, TONE[one.good], chip=SOFT[one.good]) for one in moved]
        return Page([Block((Piece("It has already moved", BODY, "ink2"), *chips), gap=0)])

    def head(self) -> str:
        """Return what stands above the headline: who acts, and when."""
        event = self._event() if self.where is None else None
        document = self.desk.scenario.document
        date = day(document.calendar.turns[self.desk.state.turn - 1].date)
        return f"{document.capitals[event.capital].name}, {date}" if event and event.capital else date

    def focusables(self) -> tuple[Command, ...]:
        """Return the replies that can be given."""
        return tuple(Command("reply", row.decision) for row in self.replies.rows if row.legal)

    def tip(self, command: Command) -> str:
        """Return what a reply should change in points, and what that rests on."""
        if command.kind not in ("reply", "look"):
            return ""
        basis = self._basis(command.about)
        source = source_words(self.desk, basis.sources, basis.evidence) if basis else ""
        return f"{expected_words(self.desk, self.desk.expected(Decision(command.about)))} {source}".strip()

    def _basis(self, decision: str) -> Basis | None:
        """Return what a reply's effects rest on."""
        name = decision.rpartition(".")[2]
        if self.ladder:
            return self.desk.scenario.document.ladders[self.ladder].replies[name].basis
        event = self._event()
        reply = event.replies.get(name) if event else None
        return None if reply is None or isinstance(reply, str) else reply.basis

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return the size of headline, ladder, views and replies together; what does not fit is stacked and scrolls."""
        wide, most = min(WIDE if self.ladder else NARROW, width - 24), height - 16
        self._choose(tight=False, stacked=False)
        high = self._height(drawing, wide)
        if high > most:
            self._choose(tight=True, stacked=False)
            high = self._height(drawing, wide)
        if high > most or (self.ladder and self._inner(wide) < LEAST_INNER):
            self._choose(tight=True, stacked=True)
            high = self._height(drawing, wide)
        return wide, min(most, high)

    def _choose(self, *, tight: bool, stacked: bool) -> None:
        """Choose a layout: with air or tight, beside each other or stacked."""
        self.replies.tight, self.stacked = tight, stacked
        # The ladder itself shows what time does; where there is little room, only what Seoul can do is told.
        self.down = Page(self.ways[:1] if tight and not stacked else self.ways)

    def _height(self, drawing: Drawing, width: float) -> float:
        """Return how high the dialog is in the chosen layout."""
        if not self.stacked:
            return self._top_height(drawing, width) + self._body_height(drawing, width) + self._foot()
        return TOP + sum(high for high, _ in self._stack(drawing, width - 2 * MARGIN)) + 12 + self._foot()

    def _foot(self) -> float:
        return TIGHT_FOOT if self.replies.tight else FOOT

    def _inner(self, width: float) -> float:
        """Return how wide the part beside the ladder is."""
        ladder = self._ladder_width(width) + GAP if self.ladder and not self.stacked else 0.0
        return width - 2 * MARGIN - ladder

    def _ladder_width(self, width: float) -> float:
        return LADDER_WIDTH if width >= WIDE else SMALL_LADDER

    def _top_height(self, drawing: Drawing, width: float) -> float:
        inner = width - 2 * MARGIN
        high = TOP + 24 + len(drawing.wrap(self.title, inner, MOVE_TITLE)) * TITLE_LINE
        high += len(drawing.wrap(self.text(), inner, QUOTE)) * TEXT_LINE
        felt = 0.0 if self._is_short(drawing, inner) else self.felt.height(drawing, inner)
        return high + (felt + 8 if felt else 0) + 16

    def _body_height(self, drawing: Drawing, width: float) -> float:
        inner = self._inner(width)
        high = self.replies.height(drawing, inner)
        if self.seen:
            high += SECTION_LINE + sights_height(drawing, self.seen, inner) + 6
        down = self.down.height(drawing, inner - 14)
        high += down + 14 if down else 0
        return max(high, least_height(self.where) if self.where else 0.0)

    def paint(self, pen: Pen) -> None:
        """Draw head, ladder, views, replies and the way down."""
        self.frame(pen)
        pen.rect(0, 0, pen.width, 5, "neg")
        bottom = pen.height - self._foot()
        left = MARGIN
        if self.stacked:
            inner = pen.width - 2 * MARGIN
            self.hits += self.stack.paint(pen, Box(left, 8, inner, bottom - 8), self._stack(pen.drawing, inner))
        else:
            y = self._top(pen, Box(MARGIN, TOP, pen.width - 2 * MARGIN, 0))
            if self.ladder:
                wide = self._ladder_width(pen.width)
                self._ladder(pen, Box(MARGIN, y, wide, bottom - y - 6))
                left += wide + GAP
            self._beside(pen, Box(left, y, pen.width - MARGIN - left, bottom - y))
        words = f"{REPLY_HINT} Nothing else goes on until you reply."
        if left + pen.drawing.width(words, CAPTION) > pen.width - 8:
            words = REPLY_HINT
        pen.text(left, pen.height - self._foot() + 10, words, CAPTION, "ink3")

    def _stack(self, drawing: Drawing, inner: float) -> list[Part]:
        """Return the parts of the dialog below one another: what can be done comes before what is known."""
        parts: list[Part] = [
            (self._top_height(drawing, inner + 2 * MARGIN) - TOP, lambda pen, box: self._hitless(self._top, pen, box)),
            (self.replies.height(drawing, inner) + 8, self._table),
        ]
        if self.where is not None:
            parts.append((least_height(self.where) + 16, lambda pen, box: self._hitless(self._ladder, pen, box)))
        if self.seen:
            high = SECTION_LINE + sights_height(drawing, self.seen, inner) + 6
            parts.append((high, lambda pen, box: self._hitless(self._sights, pen, box)))
        if self.ways:
            high = self.down.height(drawing, inner - 14) + 14
            parts.append((high, lambda pen, box: self._hitless(self._ways, pen, box)))
        return parts

    def _hitless(self, paint: Callable[[Pen, Box], object], pen: Pen, box: Box) -> Hits:
        """Paint a part on which nothing can be clicked."""
        paint(pen, box)
        return []

    def _ladder(self, pen: Pen, box: Box) -> None:
        high = min(box.height, max(least_height(self.where), box.height - 8)) if self.where else 0.0
        paint_ladder(pen, Box(box.x, box.y, box.width, high), self.desk, self.ladder, self._known())

    def _known(self) -> dict[str, float] | None:
        """Return the chances after the reply under the pointer or with the ring; None for those now."""
        about = self.hover.about or self.focus.about
        return next((known for decision, known in self.replies.after.items() if decision == about), None)

    def _top(self, pen: Pen, box: Box) -> float:
        """Draw what stands above: who acts and when, the headline, and the text; return the height below."""
        inner, x, top = box.width, box.x, box.y
        event = self._event() if self.where is None else None
        if event and event.capital:
            flag = self.desk.scenario.document.capitals[event.capital].flag or ""
            pen.image(pen.drawing.flag(flag, 24), x, top + 1)
            x += 34
        x += pen.text(x, top, framed(self.desk.scenario, "{seat} must reply"), SECTION, "neg") + 12
        x += pen.text(x, top + 2, self.head(), BODY, "ink2")
        y = top + 24
        for line in pen.drawing.wrap(self.title, inner, MOVE_TITLE):
            pen.text(box.x, y, line, MOVE_TITLE)
            y += TITLE_LINE
        y = pen.paragraph(box.x, y + 2, self.text(), inner, QUOTE, "ink2", leading=TEXT_LINE / QUOTE.size)
        felt = self.felt.height(pen.drawing, inner)
        if felt and self._is_short(pen.drawing, inner):
            self.felt.paint(pen, Box(x + 24, top - 2, box.right - x - 24 + 14, felt + 2))
        elif felt:
            self.felt.paint(pen, Box(box.x, y + 4, inner + 14, felt + 2))
            y += felt + 8
        pen.line([(box.x, y + 6), (box.right, y + 6)], "rule")
        return y + 14

    def _is_short(self, drawing: Drawing, width: float) -> bool:
        """Return whether what was moved stands in the first line: where room is dear and the line is long enough."""
        return self.replies.tight and self.felt.height(drawing, width - FIRST_LINE) < 2 * SECTION_LINE

    def _beside(self, pen: Pen, box: Box) -> None:
        """Draw what each capital sees, the replies, and the way down."""
        y = box.y
        if self.seen:
            high = SECTION_LINE + sights_height(pen.drawing, self.seen, box.width) + 6
            self._sights(pen, Box(box.x, y, box.width, high))
            y += high
        down = self.down.height(pen.drawing, box.width - 14)
        below = box.bottom - (down + 14 if down else 0)
        self.hits += self._table(pen, Box(box.x, y, box.width, below - y))
        if down:
            self._ways(pen, Box(box.x, below, box.width, down + 14))

    def _sights(self, pen: Pen, box: Box) -> None:
        pen.text(box.x, box.y, "What each capital sees", SECTION)
        paint_sights(pen, Box(box.x, box.y + SECTION_LINE, box.width, box.height), self.desk, self.seen)

    def _ways(self, pen: Pen, box: Box) -> None:
        self.down.paint(pen, Box(box.x, box.y + 4, box.width, box.height - 12))

    def _table(self, pen: Pen, box: Box) -> Hits:
        """Draw the replies and return where each can be clicked."""
        pen.text(box.x, box.y + 10, self._asked(), SECTION)
        self.replies.paint_head(pen, box)
        y, hits = box.y + HEAD, []
        for place, reply in enumerate(self.replies.rows):
            row = Box(box.x, y, box.width, self.replies.row_height(pen.drawing, reply, box.width))
            command = self.replies.hit(place)
            self.replies.paint_row(pen, row, place, lit=command in (self.hover, self.focus) and command != NOTHING)
            if self.focus == command:
                self.ring(pen, row.inside(-1), radius=8)
            hits.append((row, command))
            y = row.bottom + AIR
        return hits

    def _asked(self) -> str:
        return framed(self.desk.scenario, "What {seat} says" if self.replies.is_said else "What {seat} does")

    def act(self, command: Command) -> None:
        """Give the reply that was clicked."""
        if command.kind == "reply" and command in self.focusables():
            self.answer = command

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the replies."""
        moved = self.stack.wheel(notches)
        self.dirty = self.dirty or moved
        return moved

    def key(self, event: pygame.event.Event) -> None:
        """Give a reply by its digit, or by Tab and Enter."""
        rows = self.replies.rows
        if event.key in (pygame.K_TAB, pygame.K_DOWN, pygame.K_UP):
            back = event.key == pygame.K_UP or bool(event.mod & pygame.KMOD_SHIFT)
            self.step_focus(-1 if back else 1)
            self.stack.reveal(self.focus)
        elif event.key in (*ENTER, pygame.K_SPACE):
            self.act(self.focus)
        elif event.unicode.isdecimal() and 1 <= int(event.unicode) <= len(rows):
            self.act(Command("reply", rows[int(event.unicode) - 1].decision))
        self.dirty = self.stack.key(event.key) or self.dirty or self.answer != NOTHING
