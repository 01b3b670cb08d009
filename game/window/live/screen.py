"""A window that two share: scenes have the part above, the findings have a strip below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence


class SharedScreen(Screen):
    """The upper part of another window; `foot` pixels at its lower edge belong to somebody else."""

    def __init__(self, whole: Screen) -> None:
        """Share a window; at first all of it is the upper part."""
        self.whole = whole
        self.foot = 0

    def open(self, title: str, size: tuple[int, int], icon: pygame.Surface) -> pygame.Surface:
        """Open the window and return its upper part."""
        self.whole.open(title, size, icon)
        surface = self.surface
        assert surface is not None
        return surface

    @property
    def surface(self) -> pygame.Surface | None:
        """The upper part; None once the window is gone."""
        whole = self.whole.surface
        return whole.subsurface(self._upper(whole)) if whole is not None else None

    @property
    def below(self) -> pygame.Surface | None:
        """The strip below; None where there is none."""
        whole = self.whole.surface
        if whole is None or not self.foot:
            return None
        top = self._upper(whole).height
        return whole.subsurface(pygame.Rect(0, top, whole.get_width(), whole.get_height() - top))

    def show(self, parts: Sequence[pygame.Rect]) -> None:
        """Bring parts of the whole window to the screen."""
        self.whole.show(parts)

    def call(self, title: str) -> None:
        """Give the window a name."""
        self.whole.call(title)

    def in_pixels(self, event: pygame.event.Event) -> pygame.event.Event:
        """Return an event with its place in pixels of the whole window."""
        return self.whole.in_pixels(event)

    @property
    def is_full(self) -> bool:
        """Whether the window fills the screen."""
        return self.whole.is_full

    def fill(self) -> None:
        """Fill the screen."""
        self.whole.fill()

    def shrink(self, size: tuple[int, int]) -> None:
        """Go back to a window whose upper part has a size."""
        self.whole.shrink((size[0], size[1] + self.foot))

    def _upper(self, whole: pygame.Surface) -> pygame.Rect:
        return pygame.Rect(0, 0, whole.get_width(), max(1, whole.get_height() - self.foot))
