"""The debrief in the window: what it shows, how it is read by mouse and keys, and where it leads."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest
from debriefs import finished
from driving import click, page_of, paint, press
from judged import sample

from game.analysis import words
from game.analysis.exchange import debrief_line
from game.engine import legal_moves
from game.session.saves import Autosave
from game.session.session import Session
from game.window.debrief import following
from game.window.debrief.analyst import nears_end
from game.window.debrief.labels import Wanted, place_labels
from game.window.debrief.view import Selected, View, main_decision
from game.window.kit.panel import Box, Command
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


def test_a_turn_of_the_course_goes_from_its_start_over_its_choices_to_its_end() -> None:
    """The bar of a turn is as long as its decisions changed, and its line ends where the next turn begins."""
    columns = View(finished(), sample(), by_worth=True).columns()
    assert [round(one.decided - one.start) for one in columns] == [-3, -14, -26, 2]
    assert [one.end for one in columns[:-1]] == [one.start for one in columns[1:]]


def test_without_a_chance_of_the_goal_the_worth_is_shown() -> None:
    """Where the goal was never within reach its chance would say nothing, so the course is that of the worth."""
    hopeless, hopeful = View(finished(), sample(goal=False)), View(finished(), sample())
    assert (hopeless.measure, hopeless.unit) == ("Value of the ending, of 100", "")
    assert hopeful.measure.startswith("Chance of ending with")
    assert hopeful.level_text(hopeful.debrief.turns[0].start) == "60 %"


def test_the_worst_turn_is_selected_until_another_one_is(stage: Stage) -> None:
    """A finer picture may name another turn; once the student has chosen one, it stays."""
    scene = opened(stage)
    assert scene.selected == Selected(3)
    press(scene, pygame.K_LEFT)
    scene.show(sample())
    assert scene.selected == Selected(2)
    press(scene, *[pygame.K_LEFT] * 5)
    assert scene.selected == Selected(1)


def test_chart_and_table_select_each_other(stage: Stage) -> None:
    """A click on a column selects the row, a click on a row the column, and the button follows."""
    scene = opened(stage)
    for panel, turn in ((scene.chart, "2"), (scene.table, "4")):
        click(scene, panel, Command("turn", turn))
        paint(scene)
        assert scene.chart.selected == scene.table.selected == Selected(int(turn))
        assert scene.foot.fork == Command("fork", turn)


def test_a_turn_opens_into_its_decisions(bench: Bench) -> None:
    """Enter opens the turn: its decisions and replies have rows of their own, which Down goes through."""
    scene = opened(bench.stage)
    assert len(scene.table.places()) == 4
    press(scene, pygame.K_LEFT, pygame.K_RETURN)
    assert [one.place for one in scene.table.places() if one.turn == 2] == [-1, 1, 2, 3]
    assert "Open an inquiry" in bench.written
    press(scene, pygame.K_DOWN, pygame.K_DOWN)
    assert scene.selected == Selected(2, 2)
    press(scene, pygame.K_RIGHT)
    assert scene.selected == Selected(3)


def test_verdicts_have_a_sign_and_a_word(bench: Bench) -> None:
    """A verdict is told by a sign and a word, not by its colour alone; a loss is told in points."""
    opened(bench.stage)
    assert {"Blunder", "??", "Mistake", "?", "Sound", "Best", "!"} <= set(bench.written)
    assert {"26", "14"} <= set(bench.written)
    assert "\u221226 points of value" in bench.written


def test_a_turn_of_several_decisions_is_told_as_a_turn(bench: Bench) -> None:
    """Its row and its label say that they are of a turn, its sum that it is of all; the verdict is the worst of one."""
    opened(bench.stage)
    assert {"Turn 3: Offer talks", "Turn 3, Third week: \u221226 points by all its decisions"} <= set(bench.written)
    assert "Visit Beijing" in bench.written


def test_verdicts_wait_for_the_last_picture(bench: Bench) -> None:
    """Few worlds call decisions what many take back: before the last picture neither verdict nor loss is asserted."""
    scene = DebriefScene(bench.stage, finished())
    scene.show(sample(final=False))
    paint(scene)
    told = set(bench.written)
    assert {"Not yet", "\u2026", words.NOT_YET} <= told
    assert not {"Blunder", "??", "Mistake", "Sound", "Best", "26", "71", "\u221226 points of value"} & told
    assert "Stronger:" not in " ".join(told)
    scene.show(sample())
    paint(scene)
    assert {"Blunder", "??", "26", "71", "\u221226 points of value"} <= set(bench.written)


def test_the_side_tells_luck_accuracy_and_pattern(bench: Bench) -> None:
    """Accuracy, the share of other seeds that ended well, the adjusted value and the pattern are told."""
    scene = opened(bench.stage)
    scene.side.roll_by(-1e6)
    paint(scene)
    scene.side.roll_by(1e6)
    paint(scene)
    told = " ".join(bench.written)
    assert "71" in bench.written
    for said in (
        *words.luck_sentences(finished().scenario, sample()),
        *words.choice_sentences(sample()),
        words.MEASURES,
    ):
        assert said in told
    assert "Ending the turn was the stronger decision three of the six times." in told


def test_sources_and_numbers_of_a_cause_are_one_click_away(stage: Stage) -> None:
    """The chain of the selected turning point leads to its source and to the ledger of a number it moved."""
    scene = opened(stage)
    press(scene, pygame.K_LEFT, pygame.K_RIGHT)
    click(scene, scene.side, Command("why", "trust.tokyo"))
    assert "Tokyo" in page_of(scene)
    press(scene, pygame.K_ESCAPE)
    click(scene, scene.side, Command("sources", "S1"))
    assert page_of(scene) == finished().scenario.document.sources["S1"].title


def test_a_turning_point_is_chosen_by_its_name(stage: Stage) -> None:
    """An event that mattered is told with its chain where it is chosen, not the decision of its turn."""
    scene = opened(stage)
    scene.act(Command("point", "0"))
    paint(scene)
    assert scene.selected == Selected(2, point=0)
    assert scene.view is not None
    point = scene.view.turning(scene.selected)
    assert point is not None
    assert point.kind == "event"
    assert scene.table.box_of(Command("turn", "2")) is not None


def test_play_on_from_a_turn_keeps_the_luck_and_the_game(stage: Stage, tmp_path: Path) -> None:
    """The button opens a game of its own at the start of the turn; the finished one is kept."""
    scene = opened(stage, Autosave(tmp_path / "game.json"))
    following_scene = press(scene, pygame.K_LEFT, pygame.K_p)
    assert isinstance(following_scene, PlayScene)
    assert following_scene.session.seed == finished().seed
    assert following_scene.session.state == finished().turn_states[1]
    assert finished().ended


@pytest.mark.parametrize(("key", "wanted"), [(pygame.K_2, "Here you parted"), (pygame.K_3, "Tokyo sees lights.")])
def test_pages_tell_history_and_what_was_hidden(bench: Bench, key: int, wanted: str) -> None:
    """Key 2 shows the line on record, key 3 the secrets and the crisis from every seat; 1 goes back."""
    scene = opened(bench.stage)
    press(scene, key)
    assert wanted in bench.written
    assert press(scene, pygame.K_1) is scene
    assert scene.chart in scene.panels


def test_help_names_the_keys_of_the_debrief(bench: Bench) -> None:
    """Help opened from a finished game has the keys of the debrief."""
    scene = opened(bench.stage)
    press(scene, pygame.K_h)
    assert {"Keys in the debrief", "play on from the selected turn"} <= set(bench.written)


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


def test_a_finished_saved_game_opens_its_debrief(stage: Stage, tmp_path: Path) -> None:
    """Only a game that is over has the button on its card; key D opens its debrief."""
    path = tmp_path / "game.json"
    stage.saves = tmp_path
    scene = TitleScene(stage)
    assert not path.exists()
    assert scene.key(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_d, mod=0, unicode="d")) is None
    Autosave(path).save(finished())
    shelf = TitleScene(stage)
    shelf.saved[0].read(finished().scenario)
    assert shelf.saved[0].ended
    paint(shelf)
    assert Command("debrief", "0") in [command for _, command in shelf.saves.hits]


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 0.8), ((1280, 800), 2.0), ((1024, 640), 1.0)])
def test_every_target_lies_in_its_panel(stage: Stage, size: tuple[int, int], scale: float) -> None:
    """At every scale, in the wide and in the compact layout, what can be clicked lies inside its panel."""
    pygame.display.set_mode(size)
    stage.settings = replace(stage.settings, scale=scale)
    stage.resize(*size)
    scene = opened(stage)
    for panel in scene.panels:
        room = Box(-1, -60, panel.box.width + 2, panel.box.height + 120)
        for box, command in panel.hits:
            assert room.holds(box.x, box.y), (panel.name, command)
            assert box.right <= panel.box.width + 2, (panel.name, command)


def test_labels_hide_neither_bars_nor_each_other() -> None:
    """Three labels that belong to neighbouring bars find places apart from one another, inside the room."""
    room = Box(0, 0, 600, 180)
    points = [(200.0, 60.0), (240.0, 70.0), (280.0, 60.0)]
    bars = [Box(x - 4, y - 20, 8, 40) for x, y in points]
    found = place_labels([Wanted(120, 34, point) for point in points], room, bars, points)
    for place, one in enumerate(found):
        assert room.x <= one.x
        assert one.right <= room.right
        for other in (*found[:place], *bars):
            assert one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def test_a_turn_is_called_by_what_lost_most() -> None:
    """A turn has the name of its worst decision; where nothing was lost, of its first move or reply."""
    second, last = sample().turns[1], sample().turns[3]
    assert main_decision(second.decisions).lost == 14
    assert main_decision(last.decisions) == last.decisions[0]


def test_the_window_needs_the_analysis_only_for_a_debrief_and_never_the_compiler() -> None:
    """Title and ending come without the analysis; the debrief brings what it reads, but neither compiler nor worlds."""
    code = (
        "import sys, game.window.scenes.title, game.window.scenes.ending\n"
        "early = [name for name in sys.modules if name.startswith('game.analysis')]\n"
        "import game.window.scenes.debrief\n"
        "heavy = {'llvmlite', 'game.simulation.kernel', 'game.analysis.worlds'} & set(sys.modules)\n"
        "sys.exit(str((early, heavy)) if early or heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
