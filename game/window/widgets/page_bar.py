"""The bar above every screen that is not the desk: the mark of the game, what the screen is, and its menu."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY
from game.window.widgets.top_bar import ICON_BUTTON, NARROW, paint_seat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Seat
    from game.window.kit.pen import Pen
    from game.window.widgets.top_bar import Entry

__all__ = ["PageBar"]


class PageBar(Panel):
    """The base of these bars: a subclass draws what stands beside the mark; the menu stands at the right.

    In a narrow window the menu is icons without words; the tooltips have the words.
    """

    def __init__(self, seat: Seat, menu: tuple[Entry, ...]) -> None:
        """Offer a menu at the desk of a seat."""
        super().__init__("top")
        self.seat = seat
        self.menu = menu

    def entries(self) -> Iterator[Entry]:
        """Yield what the bar opens, from left to right; a subclass may have more than the menu."""
        yield from self.menu

    def focusables(self) -> tuple[Command, ...]:
        """Return all of them."""
        return tuple(entry.command for entry in self.entries())

    def tip(self, command: Command) -> str:
        """Say what one opens."""
        return next((entry.tip for entry in self.entries() if entry.command == command), "")

    @abstractmethod
    def paint_beside(self, pen: Pen, x: float) -> None:
        """Draw what the screen is, beside the mark, from `x` on."""

    def paint(self, pen: Pen) -> None:
        """Draw the mark, what stands beside it, and the menu."""
        middle = pen.height / 2
        pen.line([(0, pen.height - 0.5), (pen.width, pen.height - 0.5)], "rule")
        x = paint_seat(pen, self.seat) + 16
        pen.line([(x, 14), (x, pen.height - 14)], "rule")
        self.paint_beside(pen, x)
        narrow, x = pen.width < NARROW, pen.width - 12
        for entry in reversed(self.menu):
            width = ICON_BUTTON if narrow else pen.drawing.width(entry.label, BODY) + 38
            x -= width
            self.note(pen, Box(x, 8, width, pen.height - 16), entry.command)
            pen.image(pen.drawing.icon(entry.icon, 16), x + 8, middle - 8)
            if not narrow:
                pen.text(x + 30, middle, entry.label, BODY, "ink2", middle=True)

    def note(self, pen: Pen, place: Box, command: Command) -> None:
        """Tint what is under the pointer, draw the keyboard's ring, and note what a click there asks for."""
        if self.hover == command:
            pen.rect(place.x, place.y, place.width, place.height, "sunk", radius=6)
        if self.focus == command:
            self.ring(pen, place)
        self.hits.append((place, command))
