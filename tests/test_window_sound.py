"""Sound: off by default, opened only to be heard, and never a reason to stop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest

from game.resources import assets_folder
from game.window import app
from game.window.sound import SOUNDS, Sounds
from game.window.stage import Stage, open_stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Open a stage without a screen and with a device that nobody hears."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    app.open_display()
    yield open_stage(1280, 800)
    pygame.mixer.quit()
    pygame.display.quit()


def test_the_device_is_not_opened_while_sound_is_off(stage: Stage) -> None:
    """A window without sound never touches the mixer."""
    for name in SOUNDS:
        stage.play(name)
    assert pygame.mixer.get_init() is None


def test_every_sound_is_played_once_sound_is_on(stage: Stage) -> None:
    """Each of the four sounds is there and can be played."""
    stage.change(replace(stage.settings, sound=True))
    assert stage.told == ""
    for name in SOUNDS:
        pygame.mixer.stop()
        stage.play(name)
        assert pygame.mixer.get_busy()


def test_a_name_that_is_no_sound_is_silent(stage: Stage) -> None:
    """An unknown sound plays nothing."""
    stage.change(replace(stage.settings, sound=True))
    stage.play("fanfare")
    assert not pygame.mixer.get_busy()


def test_the_device_is_given_back_when_sound_goes_off(stage: Stage) -> None:
    """Off means closed: other programs may need it."""
    stage.change(replace(stage.settings, sound=True))
    stage.change(replace(stage.settings, sound=False))
    assert pygame.mixer.get_init() is None
    stage.play("stamp")
    assert pygame.mixer.get_init() is None


def test_a_machine_without_sound_says_so_and_plays_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that refuses is told once in words; the game is silent and goes on."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "no_such_driver")
    stage.change(replace(stage.settings, sound=True))
    assert stage.told.startswith("No sound on this machine")
    stage.play("stamp")
    assert pygame.mixer.get_init() is None


def test_a_device_that_refused_is_tried_again_when_sound_is_set_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headphones put in later are heard after off and on."""
    with monkeypatch.context() as patch:
        patch.setenv("SDL_AUDIODRIVER", "no_such_driver")
        stage.change(replace(stage.settings, sound=True))
    stage.change(replace(stage.settings, sound=False))
    stage.change(replace(stage.settings, sound=True))
    assert stage.told == ""
    assert pygame.mixer.get_init()


def test_missing_files_are_told(stage: Stage, tmp_path: Path) -> None:
    """An installation without its sounds is silent and says why."""
    del stage
    sounds = Sounds(tmp_path)
    assert not sounds.open()
    assert sounds.reason
    assert pygame.mixer.get_init() is None
    assert all((assets_folder() / "sounds" / f"{name}.wav").is_file() for name in SOUNDS)
