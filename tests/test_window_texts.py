"""What the window writes: every character has a glyph, everything fits, and nothing hidden is told during play."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pygame
import pytest
from pydantic import BaseModel

from game.engine import Scenario, legal_moves, load_scenario
from game.resources import find_scenario, shipped_scenarios
from game.scenario.loader import load_document
from game.session.session import Session
from game.window import app
from game.window.kit.panel import Command, Panel
from game.window.kit.pen import Pen
from game.window.scenes.pages import KEYS, help_blocks
from game.window.scenes.play import PlayScene
from game.window.stage import Stage, open_stage
from game.window.theme import CAPTION, CARD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZES = [(1280, 800), (1366, 768), (1024, 768), (1920, 1080)]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The reference scenario, compiled once."""
    return load_scenario(find_scenario("difficult_game"))


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Open a stage without a screen."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    app.open_display()
    yield open_stage(1280, 800)
    pygame.display.quit()


@dataclass
class Written:
    """Every text that a panel wrote while it was painted: panel, text, its ink, and the panel's area."""

    panel: str = ""
    texts: list[tuple[str, str, pygame.Rect, pygame.Rect]] = field(default_factory=list)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    """Note where each text lands."""
    found = Written()
    write, render = Pen.text, Panel.render

    def text(pen: Pen, *arguments: Any, **options: Any) -> float:
        width = write(pen, *arguments, **options)
        image, at = pen._images[-1]
        found.texts.append((found.panel, arguments[2], image.get_bounding_rect().move(at), pen.surface.get_rect()))
        return width

    def rendered(panel: Panel, *arguments: Any) -> pygame.Rect:
        found.panel = panel.name
        return render(panel, *arguments)

    monkeypatch.setattr(Pen, "text", text)
    monkeypatch.setattr(Panel, "render", rendered)
    return found


def every_text(part: Any) -> Iterator[str]:
    """Yield every text of a scenario, whatever it is for."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from every_text(getattr(part, name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from every_text(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from every_text(value)


def paint_all(scene: PlayScene) -> None:
    """Paint the whole desk once more."""
    screen = pygame.display.get_surface()
    assert screen is not None
    scene.mark_all()
    scene.paint(screen)


def faults(written: Written, *, scrolled: bool) -> list[tuple[str, str, str]]:
    """Return texts that leave their panel or cover each other; a list that scrolls may cut its first and last line."""
    found = []
    for place, (panel, text, ink, area) in enumerate(written.texts):
        if not ink.width or (panel == "moves" and scrolled):
            continue
        if not area.contains(ink):
            found.append((panel, text, "cut"))
        core = ink.inflate(-2, -2)
        found += [
            (panel, text, other)
            for name, other, ink_of_other, _ in written.texts[place + 1 :]
            if name == panel and core.colliderect(ink_of_other)
        ]
    return found


def played(scenario: Scenario, seed: int) -> Iterator[Session]:
    """Play a game by a fixed pattern and yield it at every fourth decision, while it goes on."""
    session, count = Session(scenario, seed), 0
    while not session.ended:
        if count % 4 == 0:
            yield session
        open_now = [way.decision for way in legal_moves(scenario, session.state) if way.legal]
        session.apply(open_now[(7 * count + 3) % len(open_now)])
        count += 1


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.name)
def test_every_character_of_a_scenario_has_a_glyph(stage: Stage, path: Path) -> None:
    """The fonts that come with the game cover every text of every scenario, in both kinds of face."""
    faces = stage.drawing.faces
    missing = {
        text
        for text in every_text(load_document(path))
        for face in ("ui-400", "voice-400")
        if not faces.covers(text.replace("\n", " "), face)
    }
    assert not missing


def test_the_window_s_own_words_have_glyphs(stage: Stage, scenario: Scenario) -> None:
    """Help, keys and the marks of the desk are covered too."""
    words = [piece.text for block in help_blocks(scenario) for piece in block.pieces]
    words += [word for pair in KEYS for word in pair] + ["\u2192 \u2212 \u2013 \u00d7 서울"]
    assert all(stage.drawing.faces.covers(word, "ui-400") for word in words)


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.name)
def test_every_title_and_line_of_a_move_fits_its_card(stage: Stage, path: Path) -> None:
    """Titles and lines end before the first column of arrows."""
    scenario = load_scenario(path)
    scene = PlayScene(stage, Session(scenario, 1))
    room = scene.moves.title_room(scene.moves.box.width)
    wide = [
        text
        for move in scenario.document.moves.values()
        for text, role in ((move.title, CARD), (move.line, CAPTION))
        if stage.drawing.width(text, role) > room
    ]
    assert not wide


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_and_nothing_overlaps(
    stage: Stage, scenario: Scenario, written: Written, size: tuple[int, int]
) -> None:
    """Through a game, every text stays in its panel and clear of the others, whatever is selected."""
    pygame.display.set_mode(size)
    stage.resize(*size)
    found: set[tuple[str, str, str]] = set()
    for turn, session in enumerate(played(scenario, 7)):
        scene = PlayScene(stage, session)
        for move in list(scenario.document.moves)[turn % 5 :: 12]:
            scene.select(move)
            written.texts.clear()
            paint_all(scene)
            found.update(faults(written, scrolled=bool(scene.moves.roll.most)))
    assert not found


def test_texts_that_cover_each_other_are_found(written: Written) -> None:
    """The look for overlaps does see one: two texts at the same place."""
    ink, area = pygame.Rect(4, 4, 30, 10), pygame.Rect(0, 0, 100, 20)
    written.texts = [("top", "one", ink, area), ("top", "two", ink, area), ("top", "out", ink.move(90, 0), area)]
    assert faults(written, scrolled=False) == [("top", "one", "two"), ("top", "out", "cut")]


def test_hidden_and_bookkeeping_numbers_are_not_told_in_play(
    stage: Stage, scenario: Scenario, written: Written
) -> None:
    """No panel and no dialog of the desk names a number that is hidden or a counter."""
    secret = {one.title for one in scenario.numbers if one.hidden or one.counter}
    for session in played(scenario, 9):
        scene = PlayScene(stage, session)
        paint_all(scene)
        for kind in ("goal", "record", "help"):
            scene.act(Command(kind))
            paint_all(scene)
            scene.dialogs.clear()
    told = {text for _, text, _, _ in written.texts}
    assert not {text for text in told if any(name in text for name in secret)}


def test_no_text_is_smaller_than_twelve_pixels(stage: Stage) -> None:
    """At the smallest scale a font still has at least 12 physical pixels."""
    stage.resize(900, 600)
    assert stage.drawing.scale < 1
    assert stage.drawing.font("ui-400", 12).get_height() >= 12
