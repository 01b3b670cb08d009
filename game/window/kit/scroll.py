"""How far a list is scrolled, and the bar that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.window.kit.pen import Pen

STEP = 41.0
SHORTEST = 24.0


@dataclass(slots=True)
class Scroll:
    """A view of `view` logical pixels onto `total` of them, `offset` from the top."""

    offset: float = 0.0
    total: float = 0.0
    view: float = 0.0

    @property
    def most(self) -> float:
        """How far it can be scrolled."""
        return max(0.0, self.total - self.view)

    def fit(self, total: float, view: float) -> None:
        """Note the sizes and stay inside them."""
        self.total, self.view = total, view
        self.offset = min(self.most, max(0.0, self.offset))

    def by(self, amount: float) -> bool:
        """Scroll by an amount and return whether that changed anything."""
        before = self.offset
        self.offset = min(self.most, max(0.0, self.offset + amount))
        return self.offset != before

    def reveal(self, top: float, bottom: float) -> None:
        """Scroll as little as needed for the span from `top` to `bottom` to be in view."""
        self.offset = min(max(self.offset, bottom - self.view), max(0.0, top))
        self.offset = min(self.most, max(0.0, self.offset))

    def bar(self, pen: Pen, x: float, y: float) -> None:
        """Draw the bar at `x`, from `y` down, where there is anything to scroll."""
        if not self.most:
            return
        height = self.view - 4
        thumb = max(SHORTEST, height * self.view / self.total)
        pen.rect(x, y + 2, 4, height, "rule", radius=2, opacity=0.5)
        pen.rect(x, y + 2 + (height - thumb) * self.offset / self.most, 4, thumb, "rule2", radius=2)
