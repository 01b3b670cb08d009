"""The desk: the screen on which a game is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.account import goal_conditions
from game.window.desk import Desk
from game.window.kit.panel import Box, Command
from game.window.map_view import MapPanel
from game.window.scenes.scene import Scene
from game.window.widgets.dossier import DossierPanel
from game.window.widgets.gauge import GaugePanel
from game.window.widgets.meter import MeterPanel
from game.window.widgets.moves import MovesPanel
from game.window.widgets.strips import NewsPanel, TurnsPanel
from game.window.widgets.top_bar import TopBar

if TYPE_CHECKING:
    import pygame

    from game.session.session import Session
    from game.window.kit.panel import Panel
    from game.window.stage import Stage

TOP, NEWS, TURNS = 46.0, 40.0, 58.0
LEFT, RIGHT = 280.0, 428.0
DOSSIER = 240.0
METER_SHARE = 100.0 / 63.0


class PlayScene(Scene):
    """A session on the desk."""

    def __init__(self, stage: Stage, session: Session) -> None:
        """Lay out the desk for a session."""
        super().__init__(stage)
        self.session = session
        self.desk = Desk(session)
        goals = {
            part.number: part.bound for part in goal_conditions(session.scenario, session.states[0]) if part.number
        }
        self.moves = MovesPanel(self.desk)
        self.readings: list[Panel] = [
            (MeterPanel if number.capital else GaugePanel)(self.desk, number, goals.get(number.name))
            for number in self.desk.columns
        ]
        self.panels = [
            TopBar(self.desk),
            *self.readings,
            MapPanel(self.desk, stage.coasts),
            DossierPanel(self.desk),
            self.moves,
            NewsPanel(self.desk),
            TurnsPanel(self.desk),
        ]
        self.focus = Command("move", self.desk.selected)
        self.lay()

    def arrange(self) -> dict[str, Box]:
        """Return the place of every panel."""
        width, height = self.stage.width, self.stage.height
        body = height - TOP - NEWS - TURNS
        middle = width - LEFT - RIGHT
        boxes = {
            "top": Box(0, 0, width, TOP),
            "map": Box(LEFT, TOP, middle, body - DOSSIER),
            "dossier": Box(LEFT, TOP + body - DOSSIER, middle, DOSSIER),
            "moves": Box(width - RIGHT, TOP, RIGHT, body),
            "news": Box(0, height - NEWS - TURNS, width, NEWS),
            "turns": Box(0, height - TURNS, width, TURNS),
        }
        meters = sum(isinstance(panel, MeterPanel) for panel in self.readings)
        unit = body / max(1.0, meters * METER_SHARE + len(self.readings) - meters)
        y = TOP
        for panel in self.readings:
            high = unit * (METER_SHARE if isinstance(panel, MeterPanel) else 1)
            boxes[panel.name] = Box(0, y, LEFT, high)
            y += high
        return boxes

    def act(self, command: Command) -> Scene | None:
        """Carry out a command."""
        del command
        return None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key."""
        del event
        return None
