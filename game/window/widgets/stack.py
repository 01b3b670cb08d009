"""Parts below one another that scroll as a whole, for a dialog that does not fit the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.window.kit.panel import Box, Command
from game.window.kit.pen import Pen
from game.window.kit.scroll import STEP, Scroll
from game.window.theme import rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

Hits = list[tuple[Box, Command]]
Part = tuple[float, Callable[[Pen, Box], Hits]]
"""The height of a part, and what paints it in a box and returns what can be clicked there."""

EDGE = 6.0
"""Around the parts there is room for the keyboard's ring."""

PAGE = 8 * STEP
KEYS = {pygame.K_PAGEDOWN: PAGE, pygame.K_PAGEUP: -PAGE, pygame.K_HOME: -1e6, pygame.K_END: 1e6}


class Stack:
    """Paints parts on a surface of their own and shows what is in view."""

    def __init__(self) -> None:
        """Begin at the top."""
        self.roll = Scroll()
        self.places: Hits = []

    def paint(self, pen: Pen, box: Box, parts: Sequence[Part]) -> Hits:
        """Draw the parts in a box and return the targets that are in view."""
        drawing = pen.drawing
        total = sum(height for height, _ in parts) + 2 * EDGE
        self.roll.fit(total, box.height)
        surface = pygame.Surface((drawing.px(box.width + 2 * EDGE), drawing.px(total)))
        surface.fill(rgb(drawing.colour("panel")))
        own, y = Pen(drawing, surface), EDGE
        self.places = []
        for height, paint in parts:
            self.places += paint(own, Box(EDGE, y, box.width, height))
            y += height
        own.layer()
        pen.layer()
        view = pygame.Rect(0, drawing.px(self.roll.offset), surface.get_width(), drawing.px(box.height))
        pen.surface.blit(surface, (drawing.px(box.x - EDGE), drawing.px(box.y)), view)
        self.roll.bar(pen, box.right + EDGE + 2, box.y)
        moved = ((self._shown(place, box), command) for place, command in self.places)
        return [(place, command) for place, command in moved if place.height > 0]

    def _shown(self, place: Box, box: Box) -> Box:
        """Return the part of a place that is in view, where it lies in the dialog."""
        top = box.y + place.y - self.roll.offset
        bottom = min(box.bottom, top + place.height)
        top = max(box.y, top)
        return Box(box.x - EDGE + place.x, top, place.width, bottom - top)

    def reveal(self, command: Command) -> None:
        """Bring a target into view."""
        place = next((place for place, found in self.places if found == command), None)
        if place is not None:
            self.roll.reveal(place.y - EDGE, place.bottom + EDGE)

    def key(self, key: int) -> bool:
        """Turn a page; return whether that moved anything."""
        return self.roll.by(KEYS.get(key, 0.0))

    def wheel(self, notches: int) -> bool:
        """Turn the wheel; return whether that moved anything."""
        return self.roll.by(-notches * STEP)
