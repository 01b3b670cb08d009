"""A game at the desk, without a screen: keys and clicks go in; session, panels and scenes are looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest
from driving import REPLY_SEED, click, desk, hear, page_of, paint, press, reply_to_all

from game.engine import END_TURN, Scenario, legal_moves
from game.resources import find_scenario
from game.session.saves import Autosave, load_save
from game.session.session import Session
from game.window.kit.panel import Command
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import TitleScene
from game.window.shelf import offers

if TYPE_CHECKING:
    from game.window.scenes.scene import Scene
    from game.window.stage import Stage


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Open a window whose games have the luck that asks Seoul early, and are kept in one file."""
    saves = stage.saves
    assert saves is not None
    stage.seed = REPLY_SEED
    stage.new_autosave = lambda _: Autosave(saves / "game.json")
    return stage


def test_keyboard_alone_plays_from_the_title_through_a_turn(stage: Stage) -> None:
    """Enter starts a game, closes the opening and sends a move; digits reply; E ends the turn."""
    scene = press(TitleScene(stage), pygame.K_RETURN)
    assert isinstance(scene, PlayScene)
    press(scene, pygame.K_RETURN, pygame.K_DOWN, pygame.K_UP, pygame.K_RETURN)
    assert scene.session.decisions == ("state_visit_beijing",)
    press(scene, pygame.K_e, pygame.K_RETURN)
    reply_to_all(scene)
    assert scene.session.state.turn == 2
    assert scene.consequences is not None
    hear(scene)
    assert scene.consequences is None
    assert not scene.dialogs


def test_every_move_is_reached_by_the_down_key(stage: Stage, scenario: Scenario) -> None:
    """Down goes through every move of every group and comes back to the first."""
    scene, seen = desk(stage, scenario), set()
    for _ in scenario.document.moves:
        seen.add(scene.desk.selected)
        press(scene, pygame.K_DOWN)
    assert seen == set(scenario.document.moves)


def test_a_reply_blocks_everything_else(stage: Stage, scenario: Scenario) -> None:
    """While Seoul must reply, other keys and clicks outside the dialog do nothing; the digit replies."""
    scene = desk(stage, scenario)
    scene.select("state_visit_beijing")
    press(scene, pygame.K_RETURN, pygame.K_e, pygame.K_RETURN)
    hear(scene)
    assert scene.session.state.due
    done = scene.session.decisions
    press(scene, pygame.K_DOWN, pygame.K_ESCAPE, pygame.K_e, pygame.K_9)
    scene.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(1000, 150)))
    assert scene.session.decisions == done
    assert [dialog.name for dialog in scene.dialogs] == ["reply"]
    press(scene, pygame.K_2)
    assert scene.session.decisions == (*done, "right_side_of_history.maxim")


def test_things_are_looked_up_while_seoul_must_reply(stage: Stage, scenario: Scenario) -> None:
    """B and G open their pages above the question, which is there again when they are closed."""
    scene = desk(stage, scenario)
    press(scene, pygame.K_RETURN, pygame.K_e, pygame.K_RETURN)
    hear(scene)
    press(scene, pygame.K_b)
    assert page_of(scene) == "Why: Trust in Seoul (Beijing)"
    press(scene, pygame.K_ESCAPE, pygame.K_g)
    assert [dialog.name for dialog in scene.dialogs] == ["reply", "reader"]
    press(scene, pygame.K_ESCAPE)
    assert [dialog.name for dialog in scene.dialogs] == ["reply"]
    assert scene.session.state.due


def test_a_closed_reply_cannot_be_given(stage: Stage, scenario: Scenario) -> None:
    """The digit of a reply that is closed does nothing, and its reason is told."""
    scene = desk(stage, scenario)
    press(scene, pygame.K_RETURN, pygame.K_e, pygame.K_RETURN)
    hear(scene)
    dialog = scene.dialogs[-1]
    ways = legal_moves(scenario, scene.session.state)
    assert dialog.focusables() == tuple(Command("reply", way.decision) for way in ways if way.legal)
    dialog.act(Command("reply", "right_side_of_history.unknown"))
    assert dialog.answer == Command("")


def test_the_ledger_opens_by_key_and_click_and_closes(stage: Stage, scenario: Scenario) -> None:
    """B opens Beijing's ledger, a click on a meter its own; Esc closes."""
    scene = desk(stage, scenario, "state_visit_beijing")
    press(scene, pygame.K_b)
    assert page_of(scene) == "Why: Trust in Seoul (Beijing)"
    press(scene, pygame.K_ESCAPE)
    assert not scene.dialogs
    click(scene, scene.readings[4], Command("why", "tension"))
    assert page_of(scene) == "Why: Tension"


def test_points_are_not_thrown_away_unasked(stage: Stage, scenario: Scenario) -> None:
    """Ending a turn with points left asks first; Esc goes on with the turn."""
    scene = desk(stage, scenario)
    press(scene, pygame.K_e)
    assert scene.dialogs[-1].name == "question"
    press(scene, pygame.K_ESCAPE)
    assert scene.session.decisions == ()


def test_a_move_with_wordings_asks_for_the_words(stage: Stage, scenario: Scenario) -> None:
    """The first Enter lays the wordings over the map, the arrows choose, the second Enter sends."""
    scene = desk(stage, scenario)
    scene.select("taiwan_statement")
    press(scene, pygame.K_RETURN)
    assert not scene.session.decisions
    assert scene.wordings in scene.panels
    assert scene.map not in scene.panels
    press(scene, pygame.K_DOWN, pygame.K_RETURN)
    assert scene.map in scene.panels
    assert scene.session.decisions == ("taiwan_statement.respects",)


def test_the_game_is_saved_after_every_turn_and_can_be_resumed(stage: Stage, scenario: Scenario) -> None:
    """A finished turn is in the file, and the title offers to go on with it."""
    assert stage.saves is not None
    scene = PlayScene(stage, Session(scenario, REPLY_SEED), Autosave(stage.saves / "game.json"))
    press(scene, pygame.K_e, pygame.K_RETURN)
    reply_to_all(scene)
    hear(scene)
    assert (stage.saves / "game.json").is_file()
    title = TitleScene(stage)
    resumed = title.act(Command("saved", "0"))
    assert isinstance(resumed, PlayScene)
    assert resumed.session.state == scene.session.state


def test_an_untouched_game_is_not_kept(stage: Stage) -> None:
    """Leaving a new game in which nothing was decided writes no file."""
    assert stage.saves is not None
    press(TitleScene(stage), pygame.K_RETURN).leave()
    assert not list(stage.saves.iterdir())


def test_the_first_down_on_the_title_goes_to_the_newest_save(stage: Stage, scenario: Scenario) -> None:
    """With a saved game there, Down and Enter go on with it; its turn is told."""
    assert stage.saves is not None
    Autosave(stage.saves / "game.json").save(Session(scenario, 1, ["protest_platforms"]))
    title = TitleScene(stage)
    for _ in range(3 + len(title.offers)):
        title.idle()
    assert title.saved[0].status == f"turn 1 of {scenario.turns}"
    scene = press(title, pygame.K_DOWN, pygame.K_RETURN)
    assert isinstance(scene, PlayScene)
    assert scene.session.decisions == ("protest_platforms",)


def test_undo_takes_back_the_last_decision_and_the_file_follows(stage: Stage, scenario: Scenario) -> None:
    """Ctrl with Z goes back before the last decision, also while Seoul must reply."""
    assert stage.saves is not None
    save = stage.saves / "game.json"
    scene = PlayScene(stage, Session(scenario, REPLY_SEED, ["state_visit_beijing"]), Autosave(save))
    press(scene, pygame.K_e, pygame.K_RETURN)
    hear(scene)
    assert scene.dialogs[-1].name == "reply"
    press(scene, pygame.K_z, mod=pygame.KMOD_CTRL)
    assert scene.session.decisions == ("state_visit_beijing",)
    assert not scene.dialogs
    assert load_save(save).decisions == ("state_visit_beijing",)


def test_escape_steps_back_from_the_words_and_enter_does_not_leave(stage: Stage, scenario: Scenario) -> None:
    """Esc leaves a wording first; asked whether to leave the desk, Enter stays and L leaves."""
    scene = desk(stage, scenario)
    scene.select("taiwan_statement")
    press(scene, pygame.K_RETURN, pygame.K_ESCAPE)
    assert (scene.desk.wording, scene.dialogs) == ("", [])
    assert press(scene, pygame.K_ESCAPE, pygame.K_RETURN) is scene
    assert isinstance(press(scene, pygame.K_ESCAPE, pygame.K_l), TitleScene)


def test_a_closed_move_previews_nothing(stage: Stage, scenario: Scenario) -> None:
    """A move that cannot be sent now changes no meter's expectation; the dossier still says what it would do."""
    scene = desk(stage, scenario, "state_visit_beijing")
    scene.select("state_visit_beijing")
    assert scene.desk.expected_now() == {}
    assert scene.desk.expected_of_selection()


def test_a_turn_is_told_whole_after_a_resume(stage: Stage, scenario: Scenario) -> None:
    """What was sent before the game was resumed stands in the turn's account too."""
    scene = desk(stage, scenario, "protest_platforms")
    scene.take(END_TURN)
    assert scene.consequences is not None
    sentences = [entry.sentence for entry in scene.consequences.telling.entries]
    assert scenario.document.moves["protest_platforms"].title in sentences


def test_a_game_ends_on_the_ending(stage: Stage) -> None:
    """After the last turn's news the ending is shown; Enter keeps it, N starts again, and Esc leads to the title.

    It is the first month: what follows from a turn does not depend on how many there are.
    """
    scene: Scene = desk(stage, stage.load(find_scenario("first_month")))
    for _ in range(200):
        if isinstance(scene, EndingScene):
            break
        scene = hear(scene)
        asked = bool(scene.dialogs) and scene.dialogs[-1].name == "reply"
        if isinstance(scene, EndingScene):
            break
        scene = press(scene, pygame.K_1 if asked else pygame.K_RETURN if scene.dialogs else pygame.K_e)
    assert isinstance(scene, EndingScene)
    assert press(scene, pygame.K_RETURN) is scene
    assert isinstance(press(scene, pygame.K_n), PlayScene)
    assert isinstance(press(scene, pygame.K_ESCAPE), TitleScene)


def test_the_mouse_alone_plays_from_the_title_to_an_ending(stage: Stage) -> None:
    """Clicks choose and start a game, send moves, end turns, hear what followed, reply, and reach the ending."""
    scene: Scene = TitleScene(stage)
    paint(scene)
    click(scene, scene.panels[0], Command("offer", str(first_month())))
    paint(scene)
    scene = click(scene, scene.panels[0], Command("start"))
    for _ in range(100):
        paint(scene)
        if not isinstance(scene, PlayScene):
            break
        if scene.dialogs:
            dialog = scene.dialogs[-1]
            targets = [command for _, command in dialog.hits if command.kind in ("reply", "end_turn", "close")]
            scene = click(scene, dialog, targets[0])
        elif scene.consequences is not None:
            scene = click(scene, scene.consequences, Command("go_on"))
        elif scene.desk.decision() is not None and scene.session.state.turn == 1:
            scene = click(scene, scene.dossier, Command("send"))
        else:
            scene = click(scene, scene.top, Command("end_turn"))
    assert isinstance(scene, EndingScene)


def first_month() -> int:
    """Return which of the title's scenarios is the shortest one, with every kind of thing to click in it."""
    return next(place for place, offer in enumerate(offers()) if offer.path.name == "first_month")


def test_ending_a_turn_is_a_decision_of_the_engine(scenario: Scenario, stage: Stage) -> None:
    """With no point left to lose, E ends the turn without a question."""
    scene = desk(stage, scenario)
    scene.take(END_TURN)
    assert scene.session.decisions == (END_TURN,)


def test_numbers_follow_what_is_told(stage: Stage, scenario: Scenario) -> None:
    """While a turn is told the desk shows numbers on their way; once it is told they are the state's."""
    scene = desk(stage, scenario, "protest_platforms")
    scene.take(END_TURN)
    before = scene.session.turn_states[0].values
    tension = scenario.number("tension")
    scene.tick(1.0)
    assert scene.desk.value(tension) != scene.session.state.values[tension.index]
    assert abs(scene.desk.value(tension) - before[tension.index]) < 20
    hear(scene)
    assert scene.desk.value(tension) == scene.session.state.values[tension.index]


def test_a_fork_plays_on_from_a_turn_with_the_same_luck(stage: Stage, scenario: Scenario) -> None:
    """The fork stands at the start of that turn with the decisions before it, in the file of its game."""
    assert stage.saves is not None
    scene = PlayScene(
        stage, Session(scenario, 3, ["protest_platforms", "end_turn"]), Autosave(stage.saves / "one.json")
    )
    while scene.session.state.turn < 4:
        ways = [way.decision for way in legal_moves(scenario, scene.session.state) if way.legal]
        scene.session.apply(ways[-1])
    found = scene.act(Command("fork", "2"))
    assert isinstance(found, PlayScene)
    assert (found.session.state, found.session.seed) == (scene.session.turn_states[1], 3)
    found.take(next(way.decision for way in legal_moves(scenario, found.session.state) if way.legal))
    found.leave()
    assert found.autosave is scene.autosave
    kept = load_save(stage.saves / "one.json")
    assert kept.line(0).decisions == scene.session.decisions
    assert kept.line(kept.playing).decisions == found.session.decisions


def test_a_first_game_begins_with_a_guide(stage: Stage) -> None:
    """After the opening of a first game the parts of the desk are shown; Esc skips, and it does not come again."""
    stage.change(replace(stage.settings, guided=False))
    scene = press(TitleScene(stage), pygame.K_RETURN, pygame.K_RETURN)
    assert [dialog.name for dialog in scene.dialogs] == ["guide"]
    press(scene, pygame.K_ESCAPE)
    assert not scene.dialogs
    assert stage.settings.guided
