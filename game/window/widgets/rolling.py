"""A panel with a title whose content scrolls when it is higher than its box."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import pygame

from game.window.kit.panel import Box, Panel
from game.window.kit.pen import Pen
from game.window.kit.scroll import STEP, Scroll
from game.window.theme import SECTION, rgb

if TYPE_CHECKING:
    from game.window.kit.panel import Command

TITLE_LINE = 42.0
AIR = 8.0


class RollingPanel(Panel):
    """The base of such panels: a subclass writes `content` and returns how high it is."""

    margin = 24.0

    def __init__(self, name: str, title: str) -> None:
        """Open at the top."""
        super().__init__(name)
        self.title = title
        self.roll = Scroll()

    @abstractmethod
    def content(self, pen: Pen, top: float, width: float) -> float:
        """Draw the content from `top` down in a width and return where it ends; hits are those of the inner surface."""

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the panel."""
        return self.roll_by(-notches * STEP)

    def roll_by(self, amount: float) -> bool:
        """Scroll by an amount and return whether that changed anything."""
        moved = self.roll.by(amount)
        self.dirty = self.dirty or moved
        return moved

    def paint(self, pen: Pen) -> None:
        """Draw the title, and of the content what is in view."""
        pen.text(self.margin, 14, self.title, SECTION)
        box = Box(0, TITLE_LINE, pen.width, pen.height - TITLE_LINE)
        for _ in range(2):
            inner, hits = self._content(pen, box)
            if self.roll.offset <= self.roll.most:
                break
            # The content became lower than it was, so what is in view must come down to it.
            self.roll.fit(self.roll.total, box.height)
        self.hits += hits
        inner.layer()
        pen.image(inner.surface, box.x, box.y)
        pen.layer()
        self.roll.bar(pen, pen.width - 9, box.y)

    def _content(self, pen: Pen, box: Box) -> tuple[Pen, list[tuple[Box, Command]]]:
        """Draw the content on a surface of its own, which cuts off what does not fit."""
        drawing = pen.drawing
        surface = pygame.Surface((pen.surface.get_width(), drawing.px(box.bottom) - drawing.px(box.y)))
        surface.fill(rgb(drawing.colour(self.background)))
        inner = Pen(drawing, surface)
        before, self.hits = self.hits, []
        end = self.content(inner, AIR - self.roll.offset, pen.width - self.margin - 24)
        self.roll.total, self.roll.view = end + self.roll.offset + AIR, box.height
        found, self.hits = self.hits, before
        return inner, [(Box(hit.x, hit.y + box.y, hit.width, hit.height), command) for hit, command in found]
