"""A dialog: a panel above a scene that takes every key and click until it is answered."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import pygame

from game.window.kit.marks import button
from game.window.kit.page import Block, Page
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.theme import MOVE_TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

MARGIN = 28.0
TITLE_BOTTOM = 66.0
TITLE_LINE = 28.0
FOOT = 66.0
CLOSE = Command("close")
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)
SCROLL_KEYS = {
    pygame.K_DOWN: 41.0,
    pygame.K_UP: -41.0,
    pygame.K_PAGEDOWN: 320.0,
    pygame.K_PAGEUP: -320.0,
    pygame.K_HOME: -1e6,
    pygame.K_END: 1e6,
}


class Dialog(Panel):
    """The base of dialogs. `answer` is set once the player has decided; the scene then closes it."""

    def __init__(self, name: str) -> None:
        """Open without an answer and without the keyboard's ring."""
        super().__init__(name)
        self.answer = NOTHING

    @abstractmethod
    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return the size that the dialog wants in a window of a size."""

    def centre(self, drawing: Drawing, width: float, height: float) -> None:
        """Take its place in the middle of the window."""
        wide, high = self.measure(drawing, width, height)
        self.place(Box((width - wide) / 2, (height - high) / 2, wide, high))

    @abstractmethod
    def key(self, event: pygame.event.Event) -> None:
        """Read a key; a subclass does."""

    def act(self, command: Command) -> None:
        """Carry out a click."""
        if command != NOTHING:
            self.answer = command

    def frame(self, pen: Pen) -> None:
        """Draw the edge of the dialog."""
        pen.rect(0.5, 0.5, pen.width - 1, pen.height - 1, stroke="rule2")

    def step_focus(self, by: int) -> None:
        """Move the keyboard's ring to the next target or the one before."""
        targets = self.focusables()
        if not targets:
            return
        place = targets.index(self.focus) + by if self.focus in targets else (0 if by > 0 else -1)
        self.set_focus(targets[place % len(targets)])


class TextDialog(Dialog):
    """A title and text that scrolls; Enter or Esc closes it."""

    hover_kinds = frozenset({"close"})

    def __init__(self, name: str, title: str, blocks: Sequence[Block], *, label: str = "Close") -> None:
        """Show `blocks` below `title`."""
        super().__init__(name)
        self.title = title
        self.page = Page(blocks)
        self.label = label

    def focusables(self) -> tuple[Command, ...]:
        """Return the button."""
        return (CLOSE,)

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return a comfortable width, and the height of the text where the window has it."""
        wide = min(780.0, width - 40)
        text = self.page.height(drawing, wide - 2 * MARGIN - 14)
        more = TITLE_LINE * (len(self._title(drawing, wide)) - 1)
        return wide, min(height - 60, text + TITLE_BOTTOM + more + FOOT + 8)

    def _title(self, drawing: Drawing, width: float) -> list[str]:
        """Return the lines of the title: a long one goes on below."""
        return list(drawing.wrap(self.title, width - 2 * MARGIN, MOVE_TITLE)) or [""]

    def paint(self, pen: Pen) -> None:
        """Draw title, text and button."""
        self.frame(pen)
        title = self._title(pen.drawing, pen.width)
        for row, line in enumerate(title):
            pen.text(MARGIN, 20 + TITLE_LINE * row, line, MOVE_TITLE)
        top = TITLE_BOTTOM + TITLE_LINE * (len(title) - 1)
        box = Box(MARGIN, top, pen.width - 2 * MARGIN + 8, pen.height - top - FOOT)
        self.page.paint(pen, box)
        pen.line([(MARGIN, pen.height - FOOT + 4), (pen.width - MARGIN, pen.height - FOOT + 4)], "rule")
        width = pen.drawing.width(self.label, MOVE_TITLE) * 0.7 + 96
        place = Box(pen.width - MARGIN - width, pen.height - 52, width, 38)
        button(pen, place, self.label, "Enter", hovered=self.hover == CLOSE)
        if self.focus == CLOSE:
            self.ring(pen, place.inside(-3), radius=9)
        self.hits.append((place, CLOSE))

    def key(self, event: pygame.event.Event) -> None:
        """Close by Enter, Space or Esc; scroll by the arrows and pages."""
        if event.key in (*ENTER, pygame.K_ESCAPE, pygame.K_SPACE):
            self.answer = CLOSE
        elif event.key in SCROLL_KEYS:
            self.dirty = self.page.roll.by(SCROLL_KEYS[event.key]) or self.dirty
        elif event.key == pygame.K_TAB:
            self.step_focus(1)

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the text."""
        moved = self.page.roll.by(-notches * 41.0)
        self.dirty = self.dirty or moved
        return moved
