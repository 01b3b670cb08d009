"""Whatever is pressed, clicked and resized in whatever order, the window goes on; the same order every time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pygame
import pytest
from twin import Twin
from views import opened_stage

from game.session.saves import new_save
from game.window.scenes.title import start_game
from game.window.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.window.stage import Stage

SIZES = ((1280, 800), (1024, 768), (1152, 720), (900, 600), (500, 300))
LETTERS = "eeerghmonsbwtp1234567890-"
NAMED = (
    pygame.K_RETURN, pygame.K_RETURN, pygame.K_TAB, pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT,
    pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_BACKSPACE, pygame.K_DELETE, pygame.K_F1, pygame.K_PAGEUP,
    pygame.K_PAGEDOWN, pygame.K_HOME, pygame.K_END,
)  # fmt: skip
WITH_CONTROL = (pygame.K_z, pygame.K_PLUS, pygame.K_MINUS, pygame.K_0, pygame.K_n)
EVENTS = 110


def some_click(twin: Twin, luck: random.Random) -> list[pygame.event.Event]:
    """Return a click on something that was drawn, or anywhere where nothing can be clicked."""
    panels = twin.scene.dialogs[-1:] or twin.scene.panels
    known = sorted({(command.kind, command.about): command for panel in panels for _, command in panel.hits}.items())
    width, height = twin.scene.stage.pixels
    place = twin.place(luck.choice(known)[1]) if known else (luck.randrange(width), luck.randrange(height))
    return [
        pygame.event.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)),
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=place),
    ]


def some_events(twin: Twin, luck: random.Random) -> list[pygame.event.Event]:
    """Return what a restless player does next."""
    what = luck.random()
    if what < 0.4:
        return some_click(twin, luck)
    if what < 0.5:
        return [pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=luck.choice((-3, -1, 1, 3)))]
    if what < 0.54:
        pygame.display.set_mode(luck.choice(SIZES))
        return [pygame.event.Event(pygame.WINDOWSIZECHANGED)]
    if what < 0.6:
        return [pygame.event.Event(pygame.KEYDOWN, key=luck.choice(WITH_CONTROL), mod=pygame.KMOD_CTRL, unicode="")]
    letter = luck.choice((*LETTERS, *[""] * len(LETTERS)))
    key = ord(letter) if letter else luck.choice(NAMED)
    return [pygame.event.Event(pygame.KEYDOWN, key=key, mod=luck.choice((0, pygame.KMOD_SHIFT)), unicode=letter)]


def restless(stage: Stage, scenario: Scenario, seed: int, folder: Path) -> Twin:
    """Start a game and do a number of things in it, some before the window has come to rest."""
    luck = random.Random(seed)  # noqa: S311 - the same things every time
    stage.seed, stage.saves = seed, folder
    stage.new_autosave = lambda session: new_save(folder, session)
    twin = Twin(start_game(stage, scenario, seed))
    for _ in range(EVENTS):
        stage.leaving = False
        twin.give(*some_events(twin, luck))
        if luck.random() < 0.6:
            twin.rest()
        else:
            twin.breathe()
    return twin


@pytest.mark.parametrize("seed", range(4))
def test_the_window_survives_a_restless_player(
    scenario: Scenario, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After many things in a row nothing has failed, and the window still paints and comes to rest."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    settings = Settings(scale=(1.0, 1.25, 0.8, 2.0)[seed], reduced_motion=seed % 2 == 0, badges=seed == 1)
    for stage in opened_stage(SIZES[seed], settings):
        twin = restless(stage, scenario, seed, tmp_path)
        twin.rest()
        assert twin.scene.panels
        twin.scene.leave()
