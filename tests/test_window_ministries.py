"""The dossier lets the ministries speak of a move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest
from writing import texts_written

from game.engine import load_scenario
from game.scenario.model import MinistryNote
from game.session.session import Session
from game.window.kit.panel import Box
from game.window.kit.pen import Pen
from game.window.scenes.play import PlayScene
from game.window.stage import open_stage
from game.window.widgets.ministries import paint_ministries

if TYPE_CHECKING:
    from game.window.stage import Stage

CROSSING = Path(__file__).parent / "fixtures" / "crossing"


@pytest.fixture
def written(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return every text that is written on the stage from now on."""
    del stage
    return texts_written(monkeypatch)


def test_a_note_has_its_seal_ministry_stance_and_words(written: list[str]) -> None:
    """The stance stands as a word beside its sign, so that colour alone never tells it."""
    scene = PlayScene(open_stage(1280, 800), Session(load_scenario(CROSSING), 7))
    screen = pygame.display.get_surface()
    assert screen is not None

    scene.select("visit")
    scene.paint(screen)

    assert {"외", "Foreign affairs", "for", "Now or never."} <= set(written)


def test_a_move_without_notes_has_no_ministries(written: list[str]) -> None:
    """Nothing is invented where the scenario says nothing."""
    scene = PlayScene(open_stage(1280, 800), Session(load_scenario(CROSSING), 7))
    screen = pygame.display.get_surface()
    assert screen is not None
    scene.select("talks")
    written.clear()

    scene.paint(screen)

    assert "Foreign affairs" not in written


def test_a_ministry_without_room_for_its_note_is_left_out(written: list[str]) -> None:
    """Three notes in three lines need their width; in a narrow dossier fewer ministries speak."""
    notes = {
        name: MinistryNote(stance="conditional", text=f"{name} minds.") for name in ("trade", "defence", "unification")
    }
    drawing = open_stage(1280, 800).drawing
    for width, many in ((564, 3), (490, 2), (300, 1)):
        written.clear()
        paint_ministries(Pen(drawing, pygame.Surface((600, 200))), Box(0, 0, width, 110), notes)
        assert written.count("conditional") == many


def test_a_low_note_has_ministry_and_stance_in_one_line(written: list[str]) -> None:
    """Where there is no height for the large seal the words still stand below the small one."""
    notes = {"trade": MinistryNote(stance="for", text="Trade is for it.")}
    pen = Pen(open_stage(1280, 800).drawing, pygame.Surface((600, 200)))
    paint_ministries(pen, Box(0, 0, 376, 66), notes)
    assert {"산", "Trade", "for", "Trade is for it."} <= set(written)
