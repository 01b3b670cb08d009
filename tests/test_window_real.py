"""The window as a person meets it: a real one, played from the title to an ending by keys only and by mouse only.

A twin without a screen is given the same keys and clicks. It knows where everything lies, and the real window must
always come to show what the twin shows, to the last point; nothing waits for a time that was guessed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest
from real_screen import Screen, own_screen, picture_of, points_apart, points_of, same, until
from twin import Twin, next_command, next_key

from game.resources import find_scenario, saves_folder
from game.window import app
from game.window.kit.panel import Command
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import TitleScene, start_game
from game.window.settings import FILE, Settings, keep_settings
from game.window.stage import open_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SEED = 5
"""With this seed a game has replies and a crisis."""

REAL = bool(os.environ.get("REAL"))
"""Whether the long games are asked for: each takes minutes."""

MOST = 400
"""More keys or clicks than any game needs."""


@dataclass
class Played:
    """The real window and its twin."""

    screen: Screen
    program: subprocess.Popen[bytes]
    window: str
    twin: Twin

    def press(self, name: str) -> None:
        """Press a key in both, and wait until they show the same."""
        self.twin.press(name)
        self.screen.key(name)
        self.agree(name)

    def click(self, place: tuple[int, int], what: str) -> None:
        """Click at a place in both, and wait until they show the same."""
        self.twin.click(place)
        self.screen.click(self.window, place)
        self.agree(what)

    def agree(self, after: str) -> None:
        """Wait until the real window shows what the twin does; keep both pictures where it never does."""
        caption, place = self.twin.scene.caption, self.screen.place(self.window)
        wanted = points_of(self.twin.picture)

        def agreed() -> bool:
            assert self.program.poll() is None, f"the program has ended after {after}, before {caption}"
            return same(self.screen.points(place), wanted)

        def told() -> str:
            for name, points in (("window", self.screen.points(place)), ("twin", wanted)):
                pygame.image.save(picture_of(points), self.screen.folder / f"{name}.png")
            return f"after {after} the window differs from its twin ({caption}): see {self.screen.folder}"

        until(agreed, told)


@pytest.fixture(params=[""])
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Played]:
    """Start the game on a screen of our own, and its twin, both with the same luck and no saved games.

    A parameter names the scenario to start at once, with a player who has asked for no movement; without one both begin
    with the title.
    """
    named = [request.param] if request.param else []
    with own_screen(tmp_path) as screen:
        if named:
            keep_settings(Path(screen.folders["XDG_CONFIG_HOME"], "middleground", FILE), Settings(reduced_motion=True))
        command = [sys.executable, "-m", "game", "play", *named, "--seed", str(SEED)]
        program = subprocess.Popen(command, cwd=ROOT, env=screen.environment)
        try:
            for name, value in {**screen.folders, "SDL_VIDEODRIVER": "dummy"}.items():
                monkeypatch.setenv(name, value)
            app.open_display()
            stage = open_stage(1280, 800)
            stage.seed, stage.saves = SEED, saves_folder()
            first = start_game(stage, stage.load(find_scenario(named[0])), SEED) if named else TitleScene(stage)
            twin = Twin(first)
            found = Played(screen, program, screen.window("Middle Ground"), twin)
            found.agree("the start")
            yield found
        finally:
            program.kill()
            program.wait(timeout=10)
            pygame.display.quit()


def by_keys(played: Played) -> str:
    """Play a game to its ending by keys only, and return the window's title."""
    for _ in range(MOST):
        if isinstance(played.twin.scene, EndingScene):
            break
        played.press(next_key(played.twin))
    return played.screen.windows()[played.window]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.xdist_group("screen")
def test_a_game_is_played_by_keys_from_the_title(played: Played) -> None:
    """Keys start a game of the main scenario, choose and send moves and end turns; with REAL=1 to its ending."""
    for _ in range(MOST):
        scene = played.twin.scene
        second = isinstance(scene, PlayScene) and scene.session.state.turn > 1 and scene.consequences is None
        if isinstance(scene, EndingScene) or (second and not REAL):
            break
        played.press(next_key(played.twin))
    caption = played.screen.windows()[played.window]
    assert "ended" in caption if REAL else "turn 2" in caption


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.xdist_group("screen")
@pytest.mark.parametrize("played", ["first_month"], indirect=True)
def test_a_game_is_played_by_keys_to_an_ending(played: Played) -> None:
    """Keys choose and send moves, end turns and answer what is asked until the game is over; Esc twice leaves."""
    assert "ended" in by_keys(played)
    played.press("Escape")
    played.screen.key("Escape")
    assert played.program.wait(timeout=60) == 0


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.xdist_group("screen")
def test_a_game_is_played_by_mouse_from_the_title_to_an_ending(played: Played) -> None:
    """Clicks choose a scenario, send moves, end turns and answer what is asked, and lead back to the title.

    It is the first month: four turns have every kind of click in them.
    """
    offers = played.twin.scene.offers if isinstance(played.twin.scene, TitleScene) else []
    first_month = next(place for place, offer in enumerate(offers) if offer.path.name == "first_month")
    played.click(played.twin.place(Command("offer", str(first_month))), "the scenario")
    for _ in range(MOST):
        if isinstance(played.twin.scene, EndingScene):
            break
        command = next_command(played.twin)
        played.click(played.twin.place(command), f"{command.kind} {command.about}")
    assert "ended" in played.screen.windows()[played.window]
    played.click(played.twin.place(played.twin.on_screen("title")[0]), "title")
    played.screen.click(played.window, played.twin.place(played.twin.on_screen("quit")[0]))
    assert played.program.wait(timeout=60) == 0


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.xdist_group("screen")
@pytest.mark.skipif(not REAL, reason="takes minutes: REAL=1 asks for it")
@pytest.mark.parametrize("played", ["difficult_spring", "hard"], indirect=True)
def test_every_other_scenario_is_played_by_keys(played: Played) -> None:
    """A game of each scenario runs from its opening to an ending."""
    assert "ended" in by_keys(played)


def test_pictures_that_differ_are_told_apart() -> None:
    """One point in ten thousand may differ, one in a thousand not; another size is another picture."""
    one, other = pygame.Surface((100, 100)), pygame.Surface((100, 100))
    other.set_at((3, 3), "white")
    assert same(points_of(one), points_of(other))
    other.fill("white", (0, 0, 5, 2))
    assert points_apart(points_of(one), points_of(other)) == pytest.approx(0.0011, abs=1e-4)
    assert not same(points_of(one), points_of(other))
    assert not same(points_of(one), points_of(pygame.Surface((100, 99))))
    again = picture_of(points_of(other))
    assert (again.get_at((4, 1)), again.get_at((5, 1))) == (pygame.Color("white"), pygame.Color("black"))
