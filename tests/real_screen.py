"""A screen that nobody sees, with a window manager, and tools to press, point and look as a person does."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pygame
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Points = NDArray[np.uint32]

TOOLS = ("Xvfb", "openbox", "xdotool", "xprop", "xwininfo")
SIZE = (1400, 900)
COLOURS = np.uint32(0xFFFFFF)
PATIENCE = 90.0
"""Seconds after which what has not come will not come; a busy machine takes its time."""
SHARE_ALLOWED = 0.0002
"""The share of points that may differ where two pictures show the same."""


@dataclass
class Screen:
    """A screen of our own with a window manager, and the environment that leads to it."""

    environment: dict[str, str]
    folder: Path

    @property
    def folders(self) -> dict[str, str]:
        """The variables that name the player's folders."""
        return {name: value for name, value in self.environment.items() if name.startswith("XDG_")}

    def ask(self, *command: str) -> str:
        """Run a tool on the screen and return what it prints."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        return done.stdout

    def windows(self) -> dict[str, str]:
        """Return the titles of all windows by their ids."""
        listed = self.ask("xprop", "-root", "_NET_CLIENT_LIST").partition("#")[2]
        ids = [one.strip() for one in listed.split(",") if one.strip()]
        return {one: self.ask("xdotool", "getwindowname", one).strip() for one in ids}

    def window(self, title: str) -> str:
        """Return the id of the window whose title holds some words, as soon as there is one, with the keyboard."""
        until(lambda: any(title in name for name in self.windows().values()), f"there is no window {title!r}")
        found = next(one for one, name in self.windows().items() if title in name)
        self.ask("xdotool", "windowactivate", "--sync", found)
        return found

    def place(self, window: str) -> pygame.Rect:
        """Return where a window lies on the screen."""
        told = self.ask("xwininfo", "-id", window)
        wanted = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        return pygame.Rect(*(int(told.partition(f"{name}:")[2].split()[0]) for name in wanted))

    def points(self, place: pygame.Rect) -> Points:
        """Return what a place of the screen shows: the very memory of the server, which it keeps in a file."""
        file, wide = self.folder / "Xvfb_screen0", SIZE[::-1]
        # Its end are the points, line by line.
        whole = np.memmap(file, np.uint32, "r", file.stat().st_size - 4 * SIZE[0] * SIZE[1], wide)
        return whole[place.top : place.bottom, place.left : place.right] & COLOURS

    def key(self, name: str) -> None:
        """Press a key by its name in X."""
        self.ask("xdotool", "key", name)

    def click(self, window: str, place: tuple[int, int]) -> None:
        """Point to a place of a window and click."""
        x, y = (str(part) for part in place)
        self.ask("xdotool", "mousemove", "--window", window, x, y, "sleep", "0.05", "click", "1")


@contextlib.contextmanager
def own_screen(folder: Path) -> Iterator[Screen]:
    """Start a screen and a window manager, and end both afterwards; the player's folders are inside `folder`."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"a real window needs {', '.join(missing)}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-fbdir", str(folder),
         "-nocursor", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SDL_VIDEO")}
    environment |= {"DISPLAY": f":{number}", "SDL_AUDIODRIVER": "dummy"}
    environment |= {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
    environment.pop("WAYLAND_DISPLAY", None)
    screen = Screen(environment, folder)
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        # A window that opens while the manager starts may wait for it for ever.
        until(lambda: "0x" in screen.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "the manager does not start")
        yield screen
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(timeout=10)


def until(holds: Callable[[], bool], otherwise: str | Callable[[], str], seconds: float = PATIENCE) -> None:
    """Wait until something holds; fail with some words, which may be made only then, when it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail(otherwise if isinstance(otherwise, str) else otherwise())
        time.sleep(0.05)


def points_of(picture: pygame.Surface) -> Points:
    """Return the points of a picture as a screen has them."""
    found = np.frombuffer(pygame.image.tobytes(picture, "BGRA"), np.uint32) & COLOURS
    return found.reshape(picture.get_size()[::-1])


def picture_of(points: Points) -> pygame.Surface:
    """Return points of a screen as a picture."""
    opaque = np.ascontiguousarray(points | ~COLOURS)
    return pygame.image.frombuffer(opaque.tobytes(), points.shape[::-1], "BGRA")


def points_apart(one: Points, other: Points) -> float:
    """Return the share of points in which two pictures differ; all of them where their sizes do."""
    return float((one != other).mean()) if one.shape == other.shape else 1.0


def same(one: Points, other: Points) -> bool:
    """Return whether two pictures show the same."""
    return points_apart(one, other) <= SHARE_ALLOWED
