"""The tooltip: one sentence beside what the pointer rests on or the keyboard's ring is around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.kit.panel import Box
from game.window.kit.pen import Pen
from game.window.theme import BODY

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing

DELAY = 0.4
"""Seconds of rest before it shows."""

WIDEST = 320.0
PADDING, LINE, AWAY = 10.0, 18.0, 16.0


class Tooltip:
    """Waits for the pointer to rest, then lies above the screen, and gives back what it covered."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.text = ""
        self.visible = False
        self._anchor = Box(0, 0, 0, 0)
        self._aside = False
        self._due = 0.0
        self._covered: tuple[pygame.Surface, pygame.Rect] | None = None

    def want(self, text: str, anchor: Box, now: float, *, delay: float = DELAY, aside: bool = False) -> None:
        """Ask for a text below a box of the view, or to its side; the same text goes on waiting, or stays."""
        if text == self.text and (text or not self.visible):
            return
        self.text, self._anchor, self._due, self.visible = text, anchor, now + delay, False
        self._aside = aside

    def drop(self) -> None:
        """Show nothing."""
        self.text, self.visible = "", False

    def tick(self, now: float) -> None:
        """Show the text once its time has come."""
        if self.text and now >= self._due:
            self.visible = True

    @property
    def stale(self) -> bool:
        """Whether the screen does not show what it should."""
        return self.visible != (self._covered is not None)

    def lift(self, screen: pygame.Surface) -> list[pygame.Rect]:
        """Give back what was covered; return the part of the screen that changed."""
        if self._covered is None:
            return []
        behind, place = self._covered
        screen.blit(behind, place)
        self._covered = None
        return [place]

    def forget(self) -> None:
        """Drop what was covered: the whole screen is painted anew."""
        self._covered = None

    def lay(self, screen: pygame.Surface, drawing: Drawing, view: Box) -> list[pygame.Rect]:
        """Draw the text where there is room beside its anchor; return the part of the screen that changed."""
        if not self.visible:
            return []
        lines = drawing.wrap(self.text, WIDEST, BODY)
        width = max(drawing.width(line, BODY) for line in lines) + 2 * PADDING
        box = self._place(width, len(lines) * LINE + 2 * PADDING - 4, view)
        place = pygame.Rect(drawing.px(box.x), drawing.px(box.y), drawing.px(box.width), drawing.px(box.height))
        place = place.clip(screen.get_rect())
        self._covered = (screen.subsurface(place).copy(), place)
        surface = self._covered[0].copy()
        pen = Pen(drawing, surface)
        pen.rect(0.5, 0.5, pen.width - 1, pen.height - 1, "panel", radius=4, stroke="rule2")
        for number, line in enumerate(lines):
            pen.text(PADDING, PADDING - 3 + number * LINE, line, BODY)
        pen.layer()
        screen.blit(surface, place)
        return [place]

    def _place(self, width: float, height: float, view: Box) -> Box:
        """Return a box below the anchor, or above it where there is no room, or to its side, inside the view."""
        anchor = self._anchor
        x, y = anchor.x, anchor.bottom + AWAY / 2
        if self._aside:
            y = anchor.y
            x = anchor.right + AWAY / 2 if anchor.x < view.width / 2 else anchor.x - width - AWAY / 2
        elif y + height > view.height - 4:
            y = anchor.y - height - AWAY / 2
        x = min(max(4.0, x), max(4.0, view.width - width - 4))
        return Box(x, min(max(4.0, y), max(4.0, view.height - height - 4)), width, height)
