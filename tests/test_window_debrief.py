"""The debrief in the window: what it shows, how it is read by mouse and keys, and where it leads."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest
from debriefs import finished
from driving import click, page_of, paint, press
from judged import sample

from game.analysis import words
from game.session.saves import Autosave
from game.window.debrief.labels import Wanted, place_labels
from game.window.debrief.view import Selected, View, main_decision
from game.window.kit.panel import Box, Command
from game.window.scenes.debrief import DebriefScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import TitleScene

if TYPE_CHECKING:
    from pathlib import Path

    from bench import Bench

    from game.window.stage import Stage


def opened(stage: Stage, autosave: Autosave | None = None) -> DebriefScene:
    """Return the debrief with its last picture, painted."""
    scene = DebriefScene(stage, finished(), autosave)
    scene.show(sample())
    paint(scene)
    return scene


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
