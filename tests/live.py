"""Driving a game whose files are edited: a save goes in, and the window has taken it in when the call returns."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame
from conftest import FIXTURES

from game.window.live.scene import LiveScene
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import start_game

if TYPE_CHECKING:
    from pathlib import Path

    from game.errors import Finding
    from game.session.session import Session
    from game.window.stage import Stage

SEED = 7
CLOCK = "12:00:00"


@dataclass
class Live:
    """A window on a scenario in one file."""

    stage: Stage
    file: Path
    scene: LiveScene
    now: float = 100.0
    saves: int = 0

    @property
    def session(self) -> Session:
        """The game in play."""
        assert isinstance(self.scene.inner, PlayScene | EndingScene)
        return self.scene.inner.session

    @property
    def desk(self) -> PlayScene:
        """The desk."""
        assert isinstance(self.scene.inner, PlayScene)
        return self.scene.inner

    @property
    def errors(self) -> list[Finding]:
        """The errors that the strip lists."""
        return [one for one in self.scene.panel.findings if one.severity == "error"]

    @property
    def text(self) -> str:
        """What the file holds."""
        return self.file.read_text(encoding="utf-8")

    def edit(self, old: str, new: str) -> None:
        """Replace the first such words of the file, and let the window take that in."""
        assert old in self.text
        self.save(self.text.replace(old, new, 1))

    def save(self, text: str) -> None:
        """Save the file with a stamp of its own, and let the window take that in."""
        self.file.write_text(text, encoding="utf-8")
        self.saves += 1
        stamp = self.file.stat().st_mtime_ns + self.saves * 1_000_000_007
        os.utime(self.file, ns=(stamp, stamp))
        self.settle()

    def settle(self) -> None:
        """Let some time pass, until everything is read."""
        for _ in range(3):
            self.now += 1
            self.scene.tick(self.now)
        self.scene.reads.wait()
        for _ in range(2):
            # The game first, then the warnings.
            self.scene.tick(self.now)
            self.paint()

    def press(self, *keys: int, mod: int = 0) -> None:
        """Press keys."""
        for key in keys:
            letter = chr(key) if pygame.K_SPACE <= key < pygame.K_DELETE else ""
            self.scene.handle(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=letter))
            self.paint()

    def click(self, kind: str, about: str = "", *, press: bool = True) -> None:
        """Click in the strip, or only point there, at what asks for something."""
        panel, scale = self.scene.panel, self.scene.drawing.scale if self.scene.drawing else 1.0
        box = next(box for box, command in reversed(panel.hits) if (command.kind, command.about) == (kind, about))
        above = self.scene.screen.surface
        assert above is not None
        place = (round((box.x + 20) * scale), above.get_height() + round((box.y + box.height / 2) * scale))
        what = {"button": 1} if press else {"rel": (1, 1), "buttons": (0, 0, 0)}
        kind_of_event = pygame.MOUSEBUTTONDOWN if press else pygame.MOUSEMOTION
        self.scene.handle(pygame.event.Event(kind_of_event, pos=place, **what))
        self.paint()

    def paint(self) -> list[pygame.Rect]:
        """Paint what has changed."""
        surface = self.scene.screen.surface
        assert surface is not None
        return self.scene.paint(surface)


def live_window(stage: Stage, folder: Path, text: str = "") -> Live:
    """Open the window on a copy of a small scenario, or on a file with some text."""
    file = folder / "crossing.yaml"
    source = FIXTURES / "crossing" / "scenario.yaml"
    file.write_text(text or source.read_text(encoding="utf-8"), encoding="utf-8")
    scene = LiveScene(stage, file, lambda: start_game(stage, stage.load(file), SEED), clock=lambda: CLOCK)
    live = Live(stage, file, scene)
    live.settle()
    return live
