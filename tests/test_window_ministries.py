"""The dossier lets the ministries speak of a move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame
import pytest

from game.engine import load_scenario
from game.session.session import Session
from game.window import app
from game.window.kit.pen import Pen
from game.window.scenes.play import PlayScene
from game.window.stage import open_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

CROSSING = Path(__file__).parent / "fixtures" / "crossing"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Open a display without a screen and keep every text that is written on it."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    app.open_display()
    texts: list[str] = []
    write = Pen.text

    def keep(pen: Pen, x: float, y: float, text: str, *rest: Any, **options: Any) -> float:
        texts.append(text)
        return write(pen, x, y, text, *rest, **options)

    monkeypatch.setattr(Pen, "text", keep)
    yield texts
    pygame.display.quit()


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
