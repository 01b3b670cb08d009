"""The guided first turn: which parts of the desk it lights, where its box lies, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest
from driving import click, paint, press

from game.session.session import Session
from game.window.kit.dialog import CLOSE
from game.window.kit.panel import Box
from game.window.scenes.play import PlayScene
from game.window.widgets.guide import BEFORE, NEXT, STEPS, Guide, beside, covered

if TYPE_CHECKING:
    from game.engine import Scenario
    from game.window.scenes.scene import Scene
    from game.window.stage import Stage


def guided(stage: Stage, scenario: Scenario) -> tuple[Scene, Guide]:
    """Open the guide over the desk of a new game."""
    scene = PlayScene(stage, Session(scenario, 5))
    stage.change(replace(stage.settings, guided=False))
    guide = Guide(stage, scene.session.scenario, scene.panels, scene.mark_all)
    scene.open(guide)
    paint(scene)
    return scene, guide


def test_the_guide_leaves_a_large_desk_free_too(stage: Stage, scenario: Scenario) -> None:
    """At twice the size only a part of the desk is seen; the box leaves most of what it is about free."""
    stage.change(replace(stage.settings, scale=2.0))
    scene, guide = guided(stage, scenario)
    for _ in STEPS:
        lit = guide.around()
        assert covered(guide.box, lit) < 0.2 * lit.width * lit.height
        press(scene, pygame.K_RETURN)


def test_the_guide_is_skipped_by_escape_and_goes_back(stage: Stage, scenario: Scenario) -> None:
    """Left shows the step before; Esc ends the guide at once."""
    scene, guide = guided(stage, scenario)
    press(scene, pygame.K_RIGHT, pygame.K_LEFT, pygame.K_LEFT)
    assert guide.place_of == 0
    press(scene, pygame.K_TAB)
    assert guide.focus == CLOSE
    press(scene, pygame.K_TAB)
    assert guide.focus == NEXT
    press(scene, pygame.K_ESCAPE)
    assert not scene.dialogs
    assert stage.settings.guided


@pytest.mark.parametrize(
    "lit", [Box(0, 0, 280, 800), Box(860, 0, 420, 800), Box(0, 0, 1280, 46), Box(0, 740, 1280, 60)]
)
def test_the_box_of_the_guide_stays_in_the_window(lit: Box) -> None:
    """It lies beside what is lit, on the side that has room."""
    box = beside(lit, (340, 200), (1280, 800))
    assert box.x >= 0
    assert box.y >= 0
    assert (box.right, box.bottom) <= (1280, 800)
    assert not covered(box, lit)


def test_a_click_on_back_shows_the_step_before(stage: Stage, scenario: Scenario) -> None:
    """The first step has nothing before it; from the second on a button leads back."""
    scene, guide = guided(stage, scenario)
    assert BEFORE not in guide.focusables()
    for _ in STEPS[1:]:
        press(scene, pygame.K_RETURN)
        paint(scene)
        assert BEFORE in guide.focusables()
    click(scene, guide, BEFORE)
    assert guide.place_of == len(STEPS) - 2


def test_help_begins_the_guide_on_the_desk(stage: Stage, scenario: Scenario) -> None:
    """From the help page the first link opens the guide in place of the reader."""
    scene = PlayScene(stage, Session(scenario, 5))
    paint(scene)
    press(scene, pygame.K_h, pygame.K_TAB, pygame.K_RETURN)
    assert [dialog.name for dialog in scene.dialogs] == ["guide"]
