"""A panel: a rectangle of the window that remembers what it drew and repaints only when something it shows changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.window.kit.pen import Pen
from game.window.theme import rgb

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in logical units."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height

    def inside(self, margin: float) -> Box:
        """Return the box smaller by a margin on every side (larger by a negative one)."""
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Command:
    """What a click or a key asks for: a kind (`move`, `send`, `news`) and what it is about."""

    kind: str
    about: str = ""


NOTHING = Command("")
LOOK = "look"
"""The kind of command that does nothing: its place only has a tooltip."""


class Panel(ABC):
    """The base of everything on screen. `paint` draws and fills `hits`; `dirty` asks for a repaint."""

    background = "panel"
    hover_kinds: frozenset[str] = frozenset()

    def __init__(self, name: str) -> None:
        """Give the panel a name that scenes and tests know it by."""
        self.name = name
        self.box = Box(0, 0, 0, 0)
        self.dirty = True
        self.hits: list[tuple[Box, Command]] = []
        self.hover = NOTHING
        self.focus = NOTHING
        self.paints = 0

    @abstractmethod
    def paint(self, pen: Pen) -> None:
        """Draw the panel; a subclass does. Targets of clicks go into `hits`, in the panel's own units."""

    def focusables(self) -> tuple[Command, ...]:
        """Return what the keyboard can reach in this panel, in order."""
        return ()

    def tip(self, command: Command) -> str:
        """Return one sentence on what lies under the pointer or has the keyboard's ring; empty for nothing."""
        del command
        return ""

    def animate(self, now: float) -> bool:
        """Move on to a moment (as of `time.monotonic`); return whether the panel is still moving.

        A panel that moved asks for its repaint itself.
        """
        del now
        return False

    def box_of(self, command: Command) -> Box | None:
        """Return where a command was drawn last, in the coordinates of the desk; None where it was not."""
        found = next((box for box, known in self.hits if known == command), None)
        return found and Box(found.x + self.box.x, found.y + self.box.y, found.width, found.height)

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the panel; return whether that changed anything."""
        del notches
        return False

    def place(self, box: Box) -> None:
        """Put the panel somewhere and ask for a repaint."""
        self.box = box
        self.dirty = True

    def hit(self, x: float, y: float) -> Command:
        """Return what a click at a point of the window asks for; what was drawn last lies on top."""
        if not self.box.holds(x, y):
            return NOTHING
        inner_x, inner_y = x - self.box.x, y - self.box.y
        return next((command for box, command in reversed(self.hits) if box.holds(inner_x, inner_y)), NOTHING)

    def set_hover(self, command: Command) -> None:
        """Note what the pointer is over; repaint where this panel shows it."""
        wanted = command if command.kind in self.hover_kinds else NOTHING
        if wanted != self.hover:
            self.hover = wanted
            self.dirty = True

    def set_focus(self, command: Command) -> None:
        """Note what has the keyboard's ring; repaint where it was or is here."""
        wanted = command if command in self.focusables() else NOTHING
        if wanted != self.focus:
            self.focus = wanted
            self.dirty = True

    def render(self, screen: pygame.Surface, drawing: Drawing) -> pygame.Rect:
        """Paint the panel onto the screen and return the part that changed."""
        box = self.box
        left, top = drawing.px(box.x), drawing.px(box.y)
        rect = pygame.Rect(left, top, drawing.px(box.right) - left, drawing.px(box.bottom) - top)
        surface = pygame.Surface(rect.size)
        surface.fill(rgb(drawing.colour(self.background)))
        self.hits = []
        pen = Pen(drawing, surface)
        self.paint(pen)
        pen.layer()
        screen.blit(surface, rect)
        self.dirty = False
        self.paints += 1
        return rect

    def ring(self, pen: Pen, box: Box, *, radius: float = 8) -> None:
        """Draw the keyboard's ring around a box."""
        around = box.inside(-1)
        pen.rect(around.x, around.y, around.width, around.height, radius=radius, stroke="focus", line=2)
