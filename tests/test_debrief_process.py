"""The process that makes the pictures of a debrief: when it begins and ends, what it tells, its report."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest
from debriefs import finished
from driving import paint, press
from judged import sample

from game.analysis.exchange import debrief_line
from game.engine import legal_moves
from game.session.saves import Autosave
from game.session.session import Session
from game.window.debrief import following
from game.window.debrief.analyst import nears_end
from game.window.scenes.debrief import DebriefScene, report_file
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import TitleScene
from game.window.widgets.ending_bars import DEBRIEF

if TYPE_CHECKING:
    from pathlib import Path

    from bench import Bench

    from game.window.scenes.scene import Scene
    from game.window.stage import Stage

PATIENCE = 60.0
"""Seconds after which what a process should tell will not come; a busy machine takes its time."""


def opened(stage: Stage, autosave: Autosave | None = None) -> DebriefScene:
    """Return the debrief with its last picture, painted."""
    scene = DebriefScene(stage, finished(), autosave)
    scene.show(sample())
    paint(scene)
    return scene


def hear(scene: Scene, wanted: str) -> None:
    """Let time pass until the foot of a debrief says something."""
    assert isinstance(scene, DebriefScene)
    end = time.monotonic() + PATIENCE
    while wanted not in scene.foot.status:
        assert time.monotonic() < end, scene.foot.status
        scene.tick(0.0)
        time.sleep(0.005)
    paint(scene)


def say(monkeypatch: pytest.MonkeyPatch, lines: list[str], status: int = 0, fault: str = "") -> None:
    """Let another process take the place of the analysis: it reads a line, prints others, complains and ends."""
    code = f"import sys; input(); print({chr(10).join(lines)!r}); sys.stderr.write({fault!r}); sys.exit({status})"
    monkeypatch.setattr(following, "command_of", lambda _: [sys.executable, "-c", code])


def wait_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let a process that only waits take the place of the analysis; return the scenarios for which one is begun."""
    begun: list[str] = []

    def command(scenario: str) -> list[str]:
        begun.append(scenario)
        return [sys.executable, "-c", "import sys; sys.stdin.read()"]

    monkeypatch.setattr(following, "command_of", command)
    return begun


def test_pictures_come_from_a_process(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process tells a picture a line, and the last one is shown whatever becomes of the process."""
    coarse, last = sample(final=False), sample()
    say(monkeypatch, [f"picture {debrief_line(coarse)}", f"picture {debrief_line(last)}"])
    scene = DebriefScene(stage, finished())
    scene.enter()
    hear(scene, "in full")
    assert scene.view is not None
    assert scene.view.debrief == last
    while scene.following is not None:
        scene.tick(0.0)
    assert not scene.dialogs
    assert "in full" in scene.foot.status


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("game.json: the rules have changed", "the rules have changed"),
        ("Traceback (most recent call last):\n  File\nNameError: x", "Middle Ground failed: NameError: x"),
        ("", "the process ended with status 3"),
    ],
)
def test_a_failing_process_says_why(bench: Bench, monkeypatch: pytest.MonkeyPatch, fault: str, wanted: str) -> None:
    """What the process complained about is told in a dialog, and the rest of the window stays usable."""
    say(monkeypatch, [], 3, fault)
    scene = DebriefScene(bench.stage, finished())
    scene.enter()
    hear(scene, "stopped")
    assert wanted in " ".join(bench.written)
    press(scene, pygame.K_ESCAPE)
    assert not scene.dialogs


def last_turn(stage: Stage) -> PlayScene:
    """Return the desk in the last turn of a game, on which the process may be begun ahead."""
    stage.beside = True
    game = finished()
    scene = PlayScene(stage, game.fork(game.scenario.turns))
    scene.enter()
    return scene


def end(scene: PlayScene) -> None:
    """Take the decisions of the last turn."""
    game = finished()
    for decision in game.decisions[len(scene.session.decisions) :]:
        scene.take(decision)


def test_the_process_is_begun_as_the_last_turn_begins(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told nothing before the game is over; the same one then judges it, and the debrief reads that one."""
    begun = wait_for(monkeypatch)
    asked: list[Session] = []
    monkeypatch.setattr(following.Following, "judge", lambda _, game: asked.append(game))
    scene = last_turn(stage)
    assert len(begun) == 1
    assert not asked

    end(scene)
    ending = EndingScene(stage, scene.session)
    ending.enter()
    debrief = ending.act(DEBRIEF)
    assert isinstance(debrief, DebriefScene)
    debrief.enter()

    assert len(begun) == len(asked) == 1
    assert asked[0] is scene.session
    stage.analyst.stop()


def test_nothing_is_begun_early_or_where_it_is_not_wanted(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the last turn, and where the player lets nothing be prepared, no process runs beside the game."""
    begun = wait_for(monkeypatch)
    stage.beside = True
    PlayScene(stage, finished().fork(2)).enter()
    stage.settings = replace(stage.settings, prepare=False)
    end(last_turn(stage))

    assert not begun


def test_a_crisis_that_climbs_may_end_the_game_early() -> None:
    """With a crisis half the way up its ladder the end may be near, whatever the turn."""
    game = finished()
    climbed = Session(game.scenario, 1, start={"border": 2.0})

    assert not nears_end(Session(game.scenario, 1))
    assert nears_end(climbed)
    assert nears_end(game.fork(game.scenario.turns))


def test_an_undo_after_the_last_move_ends_what_was_begun(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged is forgotten with the decision; another process waits, and judges the game as it then ends."""
    begun = wait_for(monkeypatch)
    scene = last_turn(stage)
    end(scene)
    first = stage.analyst.follow(scene.session)
    scene.undo()
    end(scene)
    second = stage.analyst.follow(scene.session)

    assert first is not second
    assert len(begun) == 2
    assert first.process is not None
    assert first.process.wait(PATIENCE) != 0
    assert second.process is not None
    assert second.process.poll() is None
    stage.analyst.stop()


def test_the_process_lasts_as_long_as_its_game(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going back to the ending keeps it; going on to the title, to another game or out of the window ends it."""
    wait_for(monkeypatch)
    stage.beside = True
    for leaving in (TitleScene(stage).enter, PlayScene(stage, finished().fork(1)).enter, stage.analyst.stop):
        ending = EndingScene(stage, finished())
        ending.enter()
        scene = ending.act(DEBRIEF)
        assert isinstance(scene, DebriefScene)
        scene.enter()
        work = scene.following
        assert work is not None
        assert work.process is not None
        assert press(scene, pygame.K_ESCAPE) is ending
        ending.enter()
        assert work.process.poll() is None
        leaving()
        assert work.process.wait(PATIENCE) != 0


def test_a_debrief_that_is_opened_again_has_a_process_of_its_own(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another game was on the screen meanwhile, its process is not taken for this one's, nor ended by it."""
    begun = wait_for(monkeypatch)
    scene, other = DebriefScene(stage, finished()), DebriefScene(stage, finished().fork())
    scene.enter()
    other.enter()
    first, second = scene.following, other.following
    scene.enter()
    assert len(begun) == 3
    assert scene.following not in (first, second)
    scene.show(sample())
    other.enter()
    scene.enter()
    scene.tick(0.0)
    assert scene.following is None
    assert not scene.dialogs
    assert other.following is not None
    assert other.following.process is not None
    assert other.following.process.poll() is None
    stage.analyst.stop()


def test_a_report_asked_for_early_is_told_until_it_is_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is written of the last picture; finer pictures that come before do not hide that it is under way."""
    wait_for(monkeypatch)
    scene = DebriefScene(stage, finished(), Autosave(tmp_path / "game.json"))
    scene.show(sample(final=False))
    press(scene, pygame.K_x)
    scene.show(sample())

    assert scene.foot.status == "Writing the report"
    scene.leave()


@pytest.mark.parametrize(("answer", "wanted"), [("written", "The report is written"), ("fault", "could not be")])
def test_the_report_is_written_beside_the_saved_game(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str, wanted: str
) -> None:
    """The button has the page written beside the saved game and tells where, or why not; without a save, why not."""
    file = tmp_path / "game.html"
    say(monkeypatch, [f"{answer} {json.dumps(str(file))}"])
    scene = opened(bench.stage, Autosave(tmp_path / "game.json"))
    press(scene, pygame.K_x)
    hear(scene, wanted)
    assert "game.html" in "".join(bench.written)
    assert answer == "fault" or str(tmp_path).replace(" ", "") in "".join(bench.written).replace(" ", "")
    press(scene, pygame.K_RETURN)
    scene.autosave = None
    press(scene, pygame.K_x)
    assert "This game is not saved, so there is no place for it." in bench.written


def test_a_report_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    """A second report, and one of a fork, have names of their own; what stands there is kept."""
    save, game = tmp_path / "game.json", Session(finished().scenario, 9, finished().decisions)
    fork = game.part(2)
    taken, legal = game.decisions[len(fork.decisions)], legal_moves(fork.scenario, fork.state)
    fork.apply(next(way.decision for way in legal if way.legal and way.decision != taken))
    names = []
    for line in (game, game, game, fork, fork):
        file = report_file(save, line)
        assert not file.exists()
        file.write_text("kept", encoding="utf-8")
        names.append(file.name)

    assert names == ["game.html", "game-2.html", "game-3.html", "game-fork-1.html", "game-fork-1-2.html"]
