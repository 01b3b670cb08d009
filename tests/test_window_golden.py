"""Pictures of panels as they were accepted: a point that moves, a colour or a word that changes is seen.

A difference is either a fault or a change that was meant. On a difference `NAME.actual.png` is written beside the
accepted picture, to be looked at. Where the change was meant, accept it with

    UPDATE=1 python -m pytest tests/test_window_golden.py

and look at what `git diff` then shows before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pygame
import pytest
from views import VIEWS, Maker, opened_stage

from game.window.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Scenario
    from game.window.kit.panel import Panel
    from game.window.scenes.scene import Scene
    from game.window.stage import Stage

FOLDER = Path(__file__).parent / "golden"
MOST_MEAN, MOST_SHARE, FAR = 0.05, 0.0002, 24
"""The mean difference that is allowed, and the share of points that may differ by more than `FAR` of 255.

Versions of pygame differ by far less, and one changed headline by far more: 0.5, and 0.4 % of the points.
"""

WINDOWS = {
    "light": ((1280, 800), Settings()),
    "night": ((1280, 800), Settings(night=True)),
    "larger": ((1280, 800), Settings(scale=1.25)),
    "compact": ((1152, 720), Settings()),
    "small": ((1024, 768), Settings()),
    "dense": ((2560, 1600), Settings(scale=1.0)),
}
DESK = ("top", "meter.", "gauge.tension", "map", "dossier", "moves", "news", "turns")
SHOWN: dict[str, dict[str, tuple[str, ...]]] = {
    "light": {
        "late": DESK,
        "title": ("menu",),
        "guide": ("guide",),
        "wordings": ("wordings",),
        "told": ("consequences",),
        "question": ("question",),
        "event": ("reply",),
        "rung": ("reply",),
        "settings": ("settings",),
        **dict.fromkeys(("record", "why", "relations", "help"), ("reader",)),
        "ending": ("head", "decided", "numbers", "goal"),
        "debrief": ("chart", "table", "side", "foot"),
        "lines": ("head", "curves", "strip", "map_ours", "theirs"),
    },
    "night": {
        "late": ("meter.", "gauge.tension", "map", "dossier", "moves", "turns"),
        "told": ("consequences",),
        "ending": ("decided",),
        "debrief": ("chart", "table", "side"),
    },
    "larger": {"late": ("meter.", "map", "dossier", "moves"), "question": ("question",)},
    "compact": {"late": ("top", "meter.", "map", "dossier", "turns"), "wordings": ("wordings",)},
    "small": {"late": ("dossier", "moves"), "told": ("consequences",)},
    "dense": {"late": ("meter.", "gauge.tension", "dossier", "turns")},
}
"""What is kept, by window and view: the panels whose names begin so, the first one of each."""

CASES = [(window, view) for window, views in SHOWN.items() for view in views]


@pytest.fixture
def stage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Open a stage without a screen, in the window that the test asks for."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    size, settings = WINDOWS[request.param]
    yield from opened_stage(size, settings)


def file_of(window: str, view: str, panel: str) -> Path:
    """Return the file of an accepted picture."""
    return FOLDER / f"{window}-{view}-{panel.rstrip('.')}.png"


def picture_of(scene: Scene, name: str) -> pygame.Surface:
    """Return what the screen shows of the first panel whose name begins so."""
    panel: Panel = next(one for one in (*scene.dialogs, *scene.panels) if one.name.startswith(name))
    view = pygame.Vector2(0, 0) if scene.dialogs else pygame.Vector2(scene.stage.view.x, scene.stage.view.y)
    px, box, screen = scene.stage.drawing.px, panel.box, pygame.display.get_surface()
    assert screen is not None
    left, top = px(box.x - view.x), px(box.y - view.y)
    place = pygame.Rect(left, top, px(box.width), px(box.height))
    return screen.subsurface(place.clip(screen.get_rect()))


def difference(one: pygame.Surface, other: pygame.Surface) -> str:
    """Return how two pictures differ, in words; empty where no more than versions of the libraries do."""
    if one.get_size() != other.get_size():
        return f"{one.get_size()} instead of {other.get_size()}"
    first, second = (
        np.frombuffer(pygame.image.tobytes(part, "RGB"), np.uint8).astype(np.int16) for part in (one, other)
    )
    apart = np.abs(first - second)
    mean, share = float(apart.mean()), float((apart.reshape(-1, 3).max(axis=1) > FAR).mean())
    return "" if mean <= MOST_MEAN and share <= MOST_SHARE else f"mean {mean:.3f}, {share:.3%} of the points"


@pytest.mark.parametrize(("stage", "window", "view"), [(one, one, view) for one, view in CASES], indirect=["stage"])
def test_panels_look_as_they_were_accepted(stage: Stage, scenario: Scenario, window: str, view: str) -> None:
    """Every panel of a view is the accepted picture, point by point."""
    scene, wrong = VIEWS[view](Maker(stage, scenario)).scene, {}
    for name in SHOWN[window][view]:
        file, shown = file_of(window, view, name), picture_of(scene, name)
        if os.environ.get("UPDATE"):
            FOLDER.mkdir(exist_ok=True)
            if not file.is_file() or difference(shown, pygame.image.load(file)):
                pygame.image.save(shown, file)
        told = difference(shown, pygame.image.load(file)) if file.is_file() else "there is no accepted picture"
        if told:
            wrong[file.name] = told
            pygame.image.save(shown, file.with_suffix(".actual.png"))
    assert not wrong


def test_no_picture_is_left_over() -> None:
    """Every accepted picture belongs to a panel that is compared here."""
    kept = {file_of(window, view, name) for window, view in CASES for name in SHOWN[window][view]}
    assert {file for file in FOLDER.glob("*.png") if not file.name.endswith(".actual.png")} == kept


def test_a_changed_word_is_seen_and_a_hair_is_not() -> None:
    """A word in a panel is a difference; a point that is a little darker is none; another size is one."""
    one = pygame.Surface((400, 100))
    other = one.copy()
    other.set_at((5, 5), (20, 20, 20))
    assert difference(one, other) == ""
    other.fill((200, 200, 200), (10, 10, 40, 8))
    assert difference(one, other).endswith("of the points")
    assert difference(one, pygame.Surface((400, 101))) == "(400, 100) instead of (400, 101)"
