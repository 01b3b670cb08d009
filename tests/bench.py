"""A panel on a bench: painted by itself, with every text that it writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.engine import Decision
from game.session.session import Session
from game.window.desk import Desk
from game.window.kit.panel import Box, Panel

if TYPE_CHECKING:
    from game.engine import Scenario
    from game.window.stage import Stage


@dataclass
class Bench:
    """A stage without a screen, and every text that was written on it."""

    stage: Stage
    written: list[str]

    def paint(self, panel: Panel, width: float, height: float) -> list[str]:
        """Paint a panel at a size and return what it wrote."""
        screen = pygame.display.get_surface()
        assert screen is not None
        self.written.clear()
        panel.place(Box(0, 0, width, height))
        panel.render(screen, self.stage.drawing)
        return list(self.written)


def desk_of(scenario: Scenario, *decisions: str) -> Desk:
    """Return a desk on a session in which something was decided."""
    return Desk(Session(scenario, 7, [Decision(one) for one in decisions]))
