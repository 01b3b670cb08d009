"""The window on the player's screen: its surface, its name, full screen, and where the pointer is in its pixels.

Everywhere but on macOS `pygame.display` counts in pixels. There it counts in points and draws at half the sharpness of
a dense screen; `pygame.Window` with `allow_high_dpi` has a surface in pixels, while events go on counting in points.
"""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from collections.abc import Sequence

POINTED = (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)


class Screen:
    """The one window of `pygame.display`."""

    def open(self, title: str, size: tuple[int, int], icon: pygame.Surface) -> pygame.Surface:
        """Open a window that can be resized, and return its surface.

        Raises:
            pygame.error: there is no screen.
        """
        pygame.display.set_caption(title)
        pygame.display.set_icon(icon)
        return pygame.display.set_mode(size, pygame.RESIZABLE)

    @property
    def surface(self) -> pygame.Surface | None:
        """What is drawn on; None once the window is gone."""
        return pygame.display.get_surface()

    def show(self, parts: Sequence[pygame.Rect]) -> None:
        """Bring the parts of the surface that changed to the screen."""
        pygame.display.update(list(parts))

    def call(self, title: str) -> None:
        """Give the window a name."""
        pygame.display.set_caption(title)

    def in_pixels(self, event: pygame.event.Event) -> pygame.event.Event:
        """Return an event with its place in pixels of the surface."""
        return event

    @property
    def is_full(self) -> bool:
        """Whether the window fills the screen."""
        return bool(pygame.display.is_fullscreen())

    def fill(self) -> None:
        """Fill the screen."""
        pygame.display.set_mode((0, 0), pygame.FULLSCREEN)

    def shrink(self, size: tuple[int, int]) -> None:
        """Go back from full screen to a window of a size."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The first call only leaves full screen and keeps its size, with a warning; the second one sets it.
            pygame.display.set_mode(size, pygame.RESIZABLE)
            pygame.event.pump()
            pygame.display.set_mode(size, pygame.RESIZABLE)


class DenseScreen(Screen):
    """A window whose surface has every pixel of a dense screen."""

    def __init__(self) -> None:
        """Wait to be opened."""
        self._window: pygame.Window | None = None

    def open(self, title: str, size: tuple[int, int], icon: pygame.Surface) -> pygame.Surface:
        """Open a window that can be resized, and return its surface."""
        self._window = pygame.Window(title, size, resizable=True, allow_high_dpi=True)
        self._window.set_icon(icon)
        return self._window.get_surface()

    @property
    def surface(self) -> pygame.Surface | None:
        """What is drawn on, in pixels."""
        return self._window.get_surface() if self._window is not None and pygame.display.get_init() else None

    def show(self, parts: Sequence[pygame.Rect]) -> None:
        """Bring the surface to the screen, all of it: this kind of window knows no parts."""
        if parts and self._window is not None:
            self._window.flip()

    def call(self, title: str) -> None:
        """Give the window a name."""
        if self._window is not None:
            self._window.title = title

    def in_pixels(self, event: pygame.event.Event) -> pygame.event.Event:
        """Return an event of the pointer with its place in pixels: events count in points."""
        surface, window = self.surface, self._window
        if event.type not in POINTED or surface is None or window is None:
            return event
        density = surface.get_width() / max(1, window.size[0])
        place = (round(event.pos[0] * density), round(event.pos[1] * density))
        return event if density == 1 else pygame.event.Event(event.type, event.dict | {"pos": place})

    @property
    def is_full(self) -> bool:
        """Whether the window fills the screen."""
        return self._window is not None and self._window.size == pygame.display.get_desktop_sizes()[0]

    def fill(self) -> None:
        """Fill the screen, without changing its mode."""
        if self._window is not None:
            self._window.set_fullscreen(desktop=True)

    def shrink(self, size: tuple[int, int]) -> None:
        """Go back from full screen to a window; it finds its size before by itself."""
        del size
        if self._window is not None:
            self._window.set_windowed()


def screen_of(platform: str = sys.platform) -> Screen:
    """Return the kind of window that a platform needs."""
    return DenseScreen() if platform == "darwin" else Screen()
