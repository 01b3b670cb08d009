"""The window itself: both kinds of it open, change and give events their place in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest

from game.window import app
from game.window.screen import DenseScreen, Screen, screen_of

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = [Screen, DenseScreen]


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Play without a real screen."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    yield
    pygame.display.quit()


@pytest.mark.parametrize("kind", KINDS)
def test_a_window_opens_shows_and_converts_pictures(kind: type[Screen]) -> None:
    """A surface of the asked size can be drawn on and shown, and pictures can be converted for it."""
    screen = kind()
    surface = app.open_display(screen)
    surface.fill((1, 2, 3))
    screen.show([surface.get_rect()])
    screen.call("Another name")
    assert screen.surface is surface
    assert pygame.Surface((2, 2), pygame.SRCALPHA).convert_alpha().get_size() == (2, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_full_screen_and_back(kind: type[Screen]) -> None:
    """The screen is filled, and the window has its old size again afterwards."""
    screen = kind()
    size = app.open_display(screen).get_size()
    assert not screen.is_full
    screen.fill()
    pygame.event.pump()
    screen.shrink(size)
    pygame.event.pump()
    assert screen.surface is not None
    assert screen.surface.get_size() == size


def test_a_dense_window_gives_the_pointer_s_place_in_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the surface has twice the pixels of the window, the pointer's place is doubled; keys stay as they are."""
    screen = DenseScreen()
    app.open_display(screen)
    dense = pygame.Surface((2560, 1600))
    monkeypatch.setattr(DenseScreen, "surface", dense)
    click = pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(100, 50))
    key = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, unicode="a")
    found = screen.in_pixels(click)
    assert (found.pos, found.button) == ((200, 100), 1)
    assert screen.in_pixels(key) is key


def test_only_macos_needs_a_dense_window() -> None:
    """Elsewhere the window of the library already counts in pixels."""
    assert [type(screen_of(one)) for one in ("darwin", "linux", "win32")] == [DenseScreen, Screen, Screen]


@pytest.mark.parametrize(
    ("desktop", "size"), [((1920, 1080), (1280, 800)), ((1366, 768), (1280, 704)), ((1280, 800), (1264, 736))]
)
def test_the_first_window_fits_the_screen(
    monkeypatch: pytest.MonkeyPatch, desktop: tuple[int, int], size: tuple[int, int]
) -> None:
    """On the screen of an old laptop the window leaves room for its frame and a task bar."""
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [desktop])
    assert app.first_size() == size
