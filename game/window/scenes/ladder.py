"""The page of a ladder while no reply is due: where it stands, what each capital sees, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import chances_after, legal_moves
from game.session.titles import decision_title
from game.window.kit.dialog import CLOSE, ENTER, MARGIN, Dialog
from game.window.kit.marks import button
from game.window.kit.page import Page, block
from game.window.kit.panel import Box, Command
from game.window.map.chips import percent
from game.window.theme import BODY, CARD, LABEL, MOVE_TITLE, QUOTE, SECTION
from game.window.widgets.crisis import paint_sights, sights, sights_height, ways_down
from game.window.widgets.ladder import least_height, paint_standing, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Decision
    from game.window.desk import Desk
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

WIDE = 1000.0
LADDER_WIDTH, GAP = 320.0, 28.0
SECTION_LINE, ROW, TEXT_LINE = 26.0, 24.0, 21.0
TOP, FOOT = 92.0, 62.0
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
        self.down = Page((*ways_down(desk, ladder),) if self.where.rung else (block("Nobody stands on this ladder."),))
        self.slower = tuple(self._slower())

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
        """Return a comfortable width, and the height of what stands beside the ladder."""
        wide = min(WIDE, width - 24)
        inner = wide - 2 * MARGIN - LADDER_WIDTH - GAP
        high = sum(part for _, part in self._parts(drawing, inner))
        return wide, min(height - 16, max(high, least_height(self.where)) + TOP + FOOT)

    def _parts(self, drawing: Drawing, width: float) -> Iterator[tuple[str, float]]:
        """Yield the parts beside the ladder with their heights."""
        if self.seen:
            yield "seen", SECTION_LINE + sights_height(drawing, self.seen, width) + 10
        if self.slower:
            yield "slower", SECTION_LINE + ROW * (len(self.slower) + 1) + 14
        yield "down", SECTION_LINE + self.down.height(drawing, width - 14) + 10

    def paint(self, pen: Pen) -> None:
        """Draw title, ladder, and what is known of it."""
        self.frame(pen)
        pen.text(MARGIN, 16, self.title, MOVE_TITLE)
        pen.text(MARGIN, 50, self.text(), QUOTE, "ink2")
        pen.line([(MARGIN, TOP - 10), (pen.width - MARGIN, TOP - 10)], "rule")
        paint_standing(pen, Box(MARGIN, TOP, LADDER_WIDTH, pen.height - TOP - FOOT), self.where)
        left = MARGIN + LADDER_WIDTH + GAP
        y = TOP
        for name, high in self._parts(pen.drawing, pen.width - MARGIN - left):
            box = Box(left, y, pen.width - MARGIN - left, high)
            {"seen": self._sights, "slower": self._moves, "down": self._ways}[name](pen, box)
            y += high
        place = Box(pen.width - MARGIN - BUTTON.width, pen.height - 52, BUTTON.width, BUTTON.height)
        button(pen, place, "Close", "Enter", hovered=self.hover == CLOSE)
        if self.focus == CLOSE:
            self.ring(pen, place.inside(-3), radius=9)
        self.hits.append((place, CLOSE))

    def _sights(self, pen: Pen, box: Box) -> None:
        pen.text(box.x, box.y, "What each capital sees", SECTION)
        paint_sights(pen, Box(box.x, box.y + SECTION_LINE, box.width, box.height), self.desk, self.seen)

    def _moves(self, pen: Pen, box: Box) -> None:
        """Draw the chance of the next rung as it is, and after each move that lowers it."""
        pen.text(box.x, box.y, "What makes the next rung less likely", SECTION)
        y = box.y + SECTION_LINE
        self._bar(pen, box, y, f"Chance of {self.where.next_name.lower()} now", self.where.up)
        for title, chance in self.slower:
            y += ROW
            self._bar(pen, box, y, title, chance)

    def _bar(self, pen: Pen, box: Box, y: float, title: str, chance: float) -> None:
        now = y < box.y + SECTION_LINE + 1
        x = box.right - BAR - 48
        pen.text(box.x, y + 1, title, BODY if now else CARD, "ink2" if now else "ink")
        pen.rect(x, y + 6, BAR, 8, "back", radius=1)
        pen.rect(x, y + 6, max(1.0, BAR * chance), 8, "neg", radius=1)
        tick = x + BAR * self.where.up
        pen.line([(tick, y + 2), (tick, y + 18)], "ink", 1.6, cap="butt")
        pen.text(box.right, y + 10, percent(chance), LABEL, "ink", align="right", middle=True)

    def _ways(self, pen: Pen, box: Box) -> None:
        pen.text(box.x, box.y, "How it ends", SECTION)
        self.down.paint(pen, Box(box.x, box.y + SECTION_LINE - 2, box.width, box.height - SECTION_LINE + 2))

    def key(self, event: pygame.event.Event) -> None:
        """Close by Enter, Space or Esc."""
        if event.key in (*ENTER, pygame.K_ESCAPE, pygame.K_SPACE):
            self.answer = CLOSE
        elif event.key == pygame.K_TAB:
            self.step_focus(1)
