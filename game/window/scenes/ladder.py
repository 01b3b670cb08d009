"""The page of a ladder while no reply is due: where it stands, what each capital sees, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import chances_after, legal_moves
from game.session.titles import decision_title
from game.window.kit.dialog import CLOSE, ENTER, MARGIN, SCROLL_KEYS, Dialog
from game.window.kit.marks import button
from game.window.kit.page import Page, block
from game.window.kit.panel import Box, Command
from game.window.map.chips import percent
from game.window.theme import BODY, CARD, LABEL, MOVE_TITLE, QUOTE, SECTION
from game.window.widgets.crisis import paint_sights, sights, sights_height, ways_down
from game.window.widgets.ladder import least_height, paint_standing, standing
from game.window.widgets.stack import EDGE, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Decision
    from game.window.desk import Desk
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.widgets.stack import Hits, Part

WIDE = 1000.0
LADDER_WIDTH, GAP = 320.0, 28.0
SECTION_LINE, ROW, TEXT_LINE = 26.0, 24.0, 21.0
TOP, FOOT = 92.0, 62.0
LEAST_INNER = 420.0
MOST = 4
LEAST = 0.01
BAR = 120.0
BUTTON = Box(0, 0, 150, 38)


class LadderDialog(Dialog):
    """A ladder with what each capital sees, which moves make the next rung less likely, and the way down."""

    hover_kinds = frozenset({"close"})

    def __init__(self, desk: Desk, ladder: str) -> None:
        """Show a ladder as it stands on a desk."""
        super().__init__("ladder")
        self.desk = desk
        self.ladder = ladder
        self.document = desk.scenario.document.ladders[ladder]
        self.title = self.document.title
        self.where = standing(desk, ladder)
        self.seen = sights(desk, ladder, self.where.rung)
        self.down = Page((*ways_down(desk, ladder),) if self.where.rung else (block("It is quiet."),))
        self.slower = tuple(self._slower())
        self.stack = Stack()
        self.stacked = False

    def _slower(self) -> Iterator[tuple[str, float]]:
        """Yield the moves that can be sent now and lower the chance of the next rung most, with that chance."""
        if not self.where.next_name or self.desk.state.due or self.desk.session.ended:
            return
        path = f"ladders.{self.ladder}.{self.document.rungs[self.where.rung].id}"
        best: dict[str, tuple[float, Decision]] = {}
        for way in legal_moves(self.desk.scenario, self.desk.state):
            move = way.decision.partition(".")[0]
            if way.legal and move in self.desk.scenario.document.moves:
                # A move that itself lifts the ladder has no chance of this rung left to tell.
                chance = chances_after(self.desk.scenario, self.desk.state, way.decision).get(path, 1.0)
                best[move] = min(best.get(move, (2.0, way.decision)), (chance, way.decision))
        found = sorted(pair for pair in best.values() if pair[0] <= self.where.up - LEAST)
        for chance, decision in found[:MOST]:
            yield decision_title(self.desk.scenario, decision).rstrip("."), chance

    def text(self) -> str:
        """Return what the rung we stand on means, or the ladder while it is quiet."""
        return self.document.rungs[self.where.rung - 1].text if self.where.rung else self.document.text

    def focusables(self) -> tuple[Command, ...]:
        """Return the button."""
        return (CLOSE,)

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return a comfortable width, and the height of what stands beside the ladder; else all is stacked."""
        wide, most = min(WIDE, width - 24), height - 16
        self.stacked = False
        beside = sum(high for high, _ in self._parts(drawing, self._inner(wide)))
        high = max(beside, least_height(self.where)) + TOP + FOOT
        if high > most or self._inner(wide) < LEAST_INNER:
            self.stacked = True
            high = sum(high for high, _ in self._stack(drawing, self._inner(wide))) + 2 * EDGE + 8 + FOOT
        return wide, min(most, high)

    def _inner(self, width: float) -> float:
        """Return how wide the words are: beside the ladder, or below it."""
        return width - 2 * MARGIN - (0.0 if self.stacked else LADDER_WIDTH + GAP)

    def _parts(self, drawing: Drawing, width: float) -> list[Part]:
        """Return what stands beside or below the ladder."""
        parts: list[Part] = []
        if self.seen:
            parts.append((SECTION_LINE + sights_height(drawing, self.seen, width) + 10, self._sights))
        if self.slower:
            parts.append((SECTION_LINE + ROW * (len(self.slower) + 1) + 14, self._moves))
        return [*parts, (SECTION_LINE + self.down.height(drawing, width - 14) + 10, self._ways)]

    def _stack(self, drawing: Drawing, width: float) -> list[Part]:
        """Return all parts below one another."""
        head = TOP - 16 + TEXT_LINE * (len(drawing.wrap(self.text(), width, QUOTE)) - 1)
        ladder: Part = (least_height(self.where) + 16, self._ladder)
        return [(head, self._head), ladder, *self._parts(drawing, width)]

    def paint(self, pen: Pen) -> None:
        """Draw title, ladder, and what is known of it."""
        self.frame(pen)
        inner, bottom = self._inner(pen.width), pen.height - FOOT
        if self.stacked:
            self.stack.paint(pen, Box(MARGIN, 8, inner, bottom - 8), self._stack(pen.drawing, inner))
        else:
            self._head(pen, Box(MARGIN, 16, pen.width - 2 * MARGIN, TOP - 16))
            self._ladder(pen, Box(MARGIN, TOP, LADDER_WIDTH, bottom - TOP))
            y = TOP
            for high, paint in self._parts(pen.drawing, inner):
                paint(pen, Box(pen.width - MARGIN - inner, y, inner, high))
                y += high
        place = Box(pen.width - MARGIN - BUTTON.width, pen.height - 52, BUTTON.width, BUTTON.height)
        button(pen, place, "Close", "Enter", hovered=self.hover == CLOSE)
        if self.focus == CLOSE:
            self.ring(pen, place.inside(-3), radius=9)
        self.hits.append((place, CLOSE))

    def _head(self, pen: Pen, box: Box) -> Hits:
        pen.text(box.x, box.y, self.title, MOVE_TITLE)
        y = pen.paragraph(box.x, box.y + 34, self.text(), box.width, QUOTE, "ink2", leading=TEXT_LINE / QUOTE.size)
        pen.line([(box.x, y + 11), (box.right, y + 11)], "rule")
        return []

    def _ladder(self, pen: Pen, box: Box) -> Hits:
        paint_standing(pen, Box(box.x, box.y + 4, min(box.width, LADDER_WIDTH), box.height - 8), self.where)
        return []

    def _sights(self, pen: Pen, box: Box) -> Hits:
        pen.text(box.x, box.y, "What each capital sees", SECTION)
        paint_sights(pen, Box(box.x, box.y + SECTION_LINE, box.width, box.height), self.desk, self.seen)
        return []

    def _moves(self, pen: Pen, box: Box) -> Hits:
        """Draw the chance of the next rung as it is, and after each move that lowers it."""
        pen.text(box.x, box.y, "What makes the next rung less likely", SECTION)
        y = box.y + SECTION_LINE
        self._bar(pen, box, y, f"Chance of {self.where.next_name.lower()} now", self.where.up)
        for title, chance in self.slower:
            y += ROW
            self._bar(pen, box, y, title, chance)
        return []

    def _bar(self, pen: Pen, box: Box, y: float, title: str, chance: float) -> None:
        now = y < box.y + SECTION_LINE + 1
        x = box.right - BAR - 48
        pen.text(box.x, y + 1, title, BODY if now else CARD, "ink2" if now else "ink")
        pen.rect(x, y + 6, BAR, 8, "back", radius=1)
        pen.rect(x, y + 6, max(1.0, BAR * chance), 8, "neg", radius=1)
        tick = x + BAR * self.where.up
        pen.line([(tick, y + 2), (tick, y + 18)], "ink", 1.6, cap="butt")
        pen.text(box.right, y + 10, percent(chance), LABEL, "ink", align="right", middle=True)

    def _ways(self, pen: Pen, box: Box) -> Hits:
        pen.text(box.x, box.y, "How it ends", SECTION)
        self.down.paint(pen, Box(box.x, box.y + SECTION_LINE - 2, box.width, box.height - SECTION_LINE + 2))
        return []

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over what is stacked."""
        moved = self.stack.wheel(notches)
        self.dirty = self.dirty or moved
        return moved

    def key(self, event: pygame.event.Event) -> None:
        """Close by Enter, Space or Esc; scroll what is stacked."""
        if event.key in (*ENTER, pygame.K_ESCAPE, pygame.K_SPACE):
            self.answer = CLOSE
        elif event.key == pygame.K_TAB:
            self.step_focus(1)
        else:
            self.dirty = self.stack.roll.by(SCROLL_KEYS.get(event.key, 0.0)) or self.dirty
