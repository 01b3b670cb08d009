"""Driving the window without a screen: keys and clicks go in, and what has changed is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.session.session import Session
from game.window.scenes.play import PlayScene
from game.window.scenes.reader import Reader

if TYPE_CHECKING:
    from game.engine import Scenario
    from game.window.kit.panel import Command, Panel
    from game.window.scenes.scene import Scene
    from game.window.stage import Stage

SIZE = (1280, 800)
REPLY_SEED = 5
"""With this seed the state visit in turn 1 is followed by a question from Beijing."""


def press(scene: Scene, *keys: int, mod: int = 0) -> Scene:
    """Press keys one after another and return the scene that is then shown."""
    for key in keys:
        letter = chr(key) if pygame.K_SPACE <= key < pygame.K_DELETE else ""
        event = pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=letter)
        scene = scene.handle(event)
        paint(scene)
    return scene


def hear(scene: Scene) -> Scene:
    """Skip what followed and go on, where a turn is told; return the scene that is then shown."""
    while isinstance(scene, PlayScene) and scene.consequences is not None:
        scene = press(scene, pygame.K_RETURN)
    return scene


def reply_to_all(scene: PlayScene) -> None:
    """Hear what followed and give the second reply, or the first where that is closed, as long as Seoul is asked."""
    while scene.session.state.due:
        hear(scene)
        press(scene, pygame.K_2, pygame.K_1)


def click(scene: Scene, panel: Panel, command: Command) -> Scene:
    """Click in the middle of a panel's target and return the scene that is then shown."""
    scale = scene.stage.drawing.scale
    box = next(box for box, found in panel.hits if found == command)
    x, y = panel.box.x + box.x + box.width / 2, panel.box.y + box.y + box.height / 2
    position = (round(x * scale), round(y * scale))
    return scene.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=position))


def page_of(scene: Scene) -> str:
    """Return the title of the page that the reader shows."""
    dialog = scene.dialogs[-1]
    assert isinstance(dialog, Reader)
    return dialog.title


def paint(scene: Scene) -> list[pygame.Rect]:
    """Paint what has changed."""
    screen = pygame.display.get_surface()
    assert screen is not None
    return scene.paint(screen)


def desk(stage: Stage, scenario: Scenario, *decisions: str) -> PlayScene:
    """Return a painted desk after some decisions."""
    scene = PlayScene(stage, Session(scenario, REPLY_SEED, decisions))
    paint(scene)
    return scene
