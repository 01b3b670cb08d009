"""Two lines of a game on the screen: how one comes there, what is chosen, and what leads on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest
from debriefs import finished
from driving import click, paint, press
from ink import record as note
from test_forks_told import PARTING, forked, quiet

from game.engine import legal_moves, shown
from game.session.beside import beside
from game.session.saves import Autosave, load_save
from game.window.kit.panel import Command
from game.window.scenes.debrief import DebriefScene
from game.window.scenes.ending import EndingScene
from game.window.scenes.lines import LinesScene
from game.window.scenes.play import PlayScene
from game.window.scenes.reader import Reader
from game.window.shelf import Kept

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Decision
    from game.session.session import Session
    from game.window.stage import Stage

pytestmark = pytest.mark.xdist_group("debrief")


def untaken(session: Session) -> Decision:
    """Return a legal decision that no other line took here."""
    place = len(session.decisions)
    taken = {line.decisions[place] for line in session.lines if len(line.decisions) > place}
    ways = legal_moves(session.scenario, session.state)
    return next(way.decision for way in ways if way.legal and way.decision not in taken)


def opened(stage: Stage, autosave: Autosave | None = None) -> LinesScene:
    """Return a fork beside the first line, as its ending leads there."""
    ending = EndingScene(stage, forked(), autosave)
    paint(ending)
    scene = press(ending, pygame.K_s)
    assert isinstance(scene, LinesScene)
    paint(scene)
    return scene


def test_the_ending_of_a_fork_leads_to_both_lines_and_back(stage: Stage) -> None:
    """S or a click on the button sets the fork beside the first line; Esc goes back to the very same screen."""
    ending = EndingScene(stage, forked())
    paint(ending)

    scene = click(ending, ending.foot, ending.foot.beside)

    assert isinstance(scene, LinesScene)
    assert (scene.view.found.ours, scene.view.found.theirs) == (ending.session, ending.session.lines[0])
    assert scene.view.turn == PARTING
    assert scene.caption == "Middle Ground: Fork 1 beside the first line"
    assert press(scene, pygame.K_ESCAPE) is ending


def test_a_game_of_one_line_offers_no_other(stage: Stage) -> None:
    """Without a fork there is no button, and the key does nothing; a fork begun meanwhile brings it."""
    ending = EndingScene(stage, finished().fork())
    paint(ending)
    assert press(ending, pygame.K_s) is ending
    assert not any(command.kind == "beside" for _, command in ending.foot.hits)

    quiet(ending.session.part(PARTING))
    ending.enter()
    paint(ending)

    assert any(command.kind == "beside" for _, command in ending.foot.hits)


def test_the_debrief_leads_to_both_lines(stage: Stage) -> None:
    """A debrief of a game with forks has a page more, which S opens."""
    fork = forked()
    scene = DebriefScene(stage, fork)

    assert Command("beside", "0") in scene.top.focusables()
    assert isinstance(press(scene, pygame.K_s), LinesScene)
    assert all(command.kind != "beside" for command in DebriefScene(stage, finished()).top.focusables())


def test_left_and_right_choose_the_turn_and_everything_follows(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers, the maps and the decisions are those of the chosen turn; the ends do not meet."""
    scene = opened(stage)
    written = note(monkeypatch)

    press(scene, pygame.K_RIGHT)

    found, turn = scene.view.found, PARTING + 1
    assert scene.view.turn == turn
    texts = [line.text for line in written.lines]
    for number in found.numbers:
        for levels in found.levels(number):
            assert str(shown(number, levels[turn])) in texts
    for panel, session in zip(scene.maps, (found.ours, found.theirs), strict=True):
        assert panel.glance is not None
        state = session.turn_states[turn]
        for one in panel.glance.relations:
            assert one.value == state.values[session.scenario.number(f"trust.{one.capital}").index]
    assert f"Decided in turn {turn}" in texts
    press(scene, *[pygame.K_RIGHT] * 9)
    assert scene.view.turn == len(found.turns)
    press(scene, pygame.K_HOME, pygame.K_LEFT)
    assert scene.view.turn == 1


def test_a_click_in_a_chart_or_on_the_strip_chooses_the_turn(stage: Stage) -> None:
    """Every chart and the strip take a click for a turn."""
    scene = opened(stage)
    for panel, turn in ((scene.strip, "3"), (scene.curves, "1")):
        click(scene, panel, Command("turn", turn))
        paint(scene)
        assert scene.view.turn == int(turn)


def test_up_and_down_choose_the_other_line(stage: Stage) -> None:
    """The other lines go round; the chosen turn stays where it was."""
    fork = forked()
    second = quiet(fork.lines[0].part(1))
    scene = LinesScene(stage, fork, fork.lines[0], autosave=None, back=EndingScene(stage, fork))
    paint(scene)
    press(scene, pygame.K_RIGHT, pygame.K_DOWN)

    assert (scene.view.found.theirs, scene.view.turn) == (second, PARTING + 1)
    click(scene, scene.head, Command("other", "+1"))
    assert scene.view.found.theirs is fork.lines[0]


def test_a_choice_repaints_what_shows_it_and_rest_costs_nothing(stage: Stage) -> None:
    """Choosing a turn leaves the bar alone, and without a key nothing is painted again."""
    scene = opened(stage)
    before = {panel.name: panel.paints for panel in scene.panels}

    press(scene, pygame.K_RIGHT)
    again = {panel.name for panel in scene.panels if panel.paints > before[panel.name]}
    scene.tick(1.0)

    assert again == {"head", "curves", "strip", "map_ours", "map_theirs", "ours", "theirs"}
    assert paint(scene) == []


def test_both_buttons_lead_on_and_the_file_keeps_all_lines(stage: Stage, tmp_path: Path) -> None:
    """G opens the other line, P plays on from the chosen turn of this one; a decision there is a line in the file."""
    save = Autosave(tmp_path / "game.json")
    scene = opened(stage, save)
    other = press(scene, pygame.K_g)
    assert isinstance(other, EndingScene)
    assert other.session is scene.session.lines[0]

    desk = press(scene, pygame.K_LEFT, pygame.K_p)
    assert isinstance(desk, PlayScene)
    assert desk.session.state == scene.session.turn_states[0]
    desk.take(untaken(desk.session))
    desk.leave()

    kept = load_save(save.path)
    assert (len(kept.forks), kept.playing) == (2, 2)
    assert kept.line(0).decisions == finished().decisions


def test_the_record_lists_every_line_and_leads_to_each(stage: Stage) -> None:
    """From the record of a desk one goes on with another line, or sees it beside this one."""
    fork = forked()
    going = fork.part(3)
    going.apply(untaken(going))
    desk = PlayScene(stage, going)
    desk.act(Command("record"))
    paint(desk)
    reader = desk.dialogs[-1]
    assert isinstance(reader, Reader)
    commands = [link.command for link in reader.here.page.links()]

    assert Command("line", "0") in commands
    assert Command("beside", "1") in commands
    reader.act(Command("beside", "1"))
    scene = press(desk, pygame.K_F15)
    assert isinstance(scene, LinesScene)
    assert scene.view.found.theirs is fork
    assert press(scene, pygame.K_ESCAPE) is desk


def test_a_saved_game_opens_on_the_line_played_last(tmp_path: Path) -> None:
    """The title tells how that line stands, and the game that it opens has the others beside it."""
    fork = forked()
    fork.undo_turn()
    save = Autosave(tmp_path / "game.json")
    save.save(fork)
    game = Kept(save.path, load_save(save.path))

    game.read(fork.scenario)

    assert game.status == f"turn {fork.state.turn} of 4"
    assert replace(load_save(save.path), playing=0).line(0).decisions == finished().decisions
    assert beside(fork, fork.lines[0]).parting == PARTING
