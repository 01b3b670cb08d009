"""What stands above the findings until the scenario can be played for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.kit.page import Page, block
from game.window.kit.panel import Box, Panel
from game.window.scenes.scene import Scene
from game.window.theme import OUTCOME, QUOTE

if TYPE_CHECKING:
    from pathlib import Path

    from game.window.kit.panel import Command
    from game.window.kit.pen import Pen
    from game.window.stage import Stage

WIDEST = 640.0


class WaitingPanel(Panel):
    """Says what is waited for, and what to do."""

    def __init__(self, path: Path) -> None:
        """Speak of a scenario's files."""
        super().__init__("waiting")
        self.page = Page(
            (
                block("This scenario cannot be played yet", OUTCOME, gap=0),
                block(
                    f"The files of {path.name} have errors. They stand below, with the line and what to write instead. "
                    "Repair them in your editor and save: the game then begins by itself.",
                    QUOTE,
                    "ink2",
                    gap=12,
                ),
                block("F8 goes to the next finding, F9 opens it in your editor, Esc closes the window.", gap=16),
            )
        )

    def paint(self, pen: Pen) -> None:
        """Write the words in the middle."""
        width = min(WIDEST, pen.width - 48)
        high = self.page.height(pen.drawing, width)
        self.page.paint(pen, Box((pen.width - width) / 2, max(12.0, (pen.height - high) * 0.42), width + 14, high + 2))


class WaitingScene(Scene):
    """A screen without a game."""

    def __init__(self, stage: Stage, path: Path) -> None:
        """Wait for a scenario."""
        super().__init__(stage)
        self.name = path.name
        self.panels = [WaitingPanel(path)]
        self.lay()

    @property
    def caption(self) -> str:
        """What is waited for."""
        return f"Middle Ground: waiting for {self.name}"

    def arrange(self) -> dict[str, Box]:
        """Return the whole of the desk."""
        return {"waiting": Box(0, 0, self.stage.width, self.stage.height)}

    def act(self, command: Command) -> Scene | None:
        """Do nothing: there is nothing to click."""
        del command
        return None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Close the window by Esc."""
        if event.key == pygame.K_ESCAPE:
            self.stage.leaving = True
        return None
