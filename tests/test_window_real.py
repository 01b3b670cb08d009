"""The window as a person meets it: a real one on a screen that nobody sees, driven by keys, looked at by its pixels."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOLS = ("Xvfb", "openbox", "xdotool", "xprop", "import")
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
DRAWN = 40
ENDED = "Middle Ground: ended"


@dataclass
class Screen:
    """A screen of our own with a window manager, and the environment that leads to it."""

    environment: dict[str, str]

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

    def wait_for(self, title: str, seconds: float = 20.0) -> str:
        """Return the id of the window whose title holds some words, as soon as there is one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = next((one for one, name in self.windows().items() if title in name), "")
            if found:
                return found
            time.sleep(0.05)
        pytest.fail(f"no window called {title!r}; there are {self.windows()}")

    def is_drawn(self, window: str, file: Path, seconds: float = 10.0) -> bool:
        """Return whether a window shows more than a few colours, as soon as it does; the first frame takes a moment."""
        until = time.monotonic() + seconds
        while self.colours(window, file) < DRAWN:
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
        return True

    def colours(self, window: str, file: Path) -> int:
        """Take a picture of a window and return how many colours a grid of its points has."""
        self.ask("import", "-silent", "-window", window, str(file))
        picture = pygame.image.load(file)
        width, height = picture.get_size()
        points = ((x, y) for x in range(0, width, 4) for y in range(0, height, 4))
        return len({tuple(picture.get_at(point)) for point in points})


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """Start a screen and a window manager, and end both after the test."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"a real window needs {', '.join(missing)}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    environment = {name: value for name, value in os.environ.items() if name != "SDL_VIDEODRIVER"}
    environment |= {"DISPLAY": f":{number}", "SDL_AUDIODRIVER": "dummy", "XDG_DATA_HOME": str(tmp_path)}
    environment.pop("WAYLAND_DISPLAY", None)
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    yield Screen(environment)
    for process in (manager, server):
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def program(screen: Screen) -> Iterator[subprocess.Popen[bytes]]:
    """Start the game on the screen, and end it after the test where it has not ended by itself."""
    process = subprocess.Popen([sys.executable, "-m", "game"], cwd=ROOT, env=screen.environment)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait(timeout=10)


@pytest.mark.slow
def test_a_game_is_played_by_keys_from_the_title_to_an_ending(
    screen: Screen, program: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    """Keys start a game, end its turns and answer what is asked; the ending is shown, and Esc twice leaves."""
    window = screen.wait_for("Middle Ground")
    screen.ask("xdotool", "windowactivate", "--sync", window)
    assert screen.is_drawn(window, tmp_path / "title.png")
    screen.ask("xdotool", "key", "Return")
    screen.wait_for("turn 1 of")
    screen.ask("xdotool", "key", "--delay", "60", "Return", "Down", "Return")
    assert screen.is_drawn(window, tmp_path / "play.png")
    until, title = time.monotonic() + PATIENCE, ""
    while ENDED not in title and time.monotonic() < until:
        title = screen.windows().get(window, "")
        # A reply needs its digit; on the desk E asks whether to end the turn and Return agrees, then closes the news.
        keys = ("2", "1") if "must reply" in title else ("e", "Return")
        if ENDED not in title:
            screen.ask("xdotool", "key", "--delay", "30", *keys)
    assert ENDED in title
    assert screen.is_drawn(window, tmp_path / "ending.png")
    for _ in range(10):
        # The first Esc leads to the title, which takes a moment to open; the next one leaves.
        if program.poll() is None:
            screen.ask("xdotool", "key", "Escape")
            time.sleep(0.5)
    assert program.wait(timeout=10) == 0
