"""The window without a screen: events go in, and what the session, the panels and the scenes then hold is compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest

from game.engine import END_TURN, Scenario, legal_moves, load_scenario
from game.errors import DisplayError
from game.resources import find_scenario
from game.session.saves import Autosave, load_save
from game.session.session import Session
from game.window import app
from game.window.kit.panel import Command, Panel
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.reader import Reader
from game.window.scenes.title import TitleScene
from game.window.stage import Stage, fitting_scale, open_stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.window.scenes.scene import Scene

SIZE = (1280, 800)
REPLY_SEED = 5
"""With this seed the state visit in turn 1 is followed by a question from Beijing."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The reference scenario, compiled once."""
    return load_scenario(find_scenario("difficult_game"))


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Stage]:
    """Open a stage without a screen, with saves in a folder of the test."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    app.open_display()
    found = open_stage(*SIZE)
    found.seed, found.saves = REPLY_SEED, tmp_path
    found.change(replace(found.settings, guided=True))
    found.new_autosave = lambda _: Autosave(tmp_path / "game.json")
    yield found
    pygame.display.quit()


def press(scene: Scene, *keys: int, mod: int = 0) -> Scene:
    """Press keys one after another and return the scene that is then shown."""
    for key in keys:
        letter = chr(key) if pygame.K_SPACE <= key < pygame.K_DELETE else ""
        event = pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=letter)
        scene = scene.handle(event)
        paint(scene)
    return scene


def hear(scene: Scene) -> Scene:
    """Skip what followed and go on, where a turn is told; return the scene that is then shown."""
    while isinstance(scene, PlayScene) and scene.consequences is not None:
        scene = press(scene, pygame.K_RETURN)
    return scene


def reply_to_all(scene: PlayScene) -> None:
    """Hear what followed and give the second reply, or the first where that is closed, as long as Seoul is asked."""
    while scene.session.state.due:
        hear(scene)
        press(scene, pygame.K_2, pygame.K_1)


def click(scene: Scene, panel: Panel, command: Command) -> Scene:
    """Click in the middle of a panel's target and return the scene that is then shown."""
    scale = scene.stage.drawing.scale
    box = next(box for box, found in panel.hits if found == command)
    x, y = panel.box.x + box.x + box.width / 2, panel.box.y + box.y + box.height / 2
    position = (round(x * scale), round(y * scale))
    return scene.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=position))


def page_of(scene: Scene) -> str:
    """Return the title of the page that the reader shows."""
    dialog = scene.dialogs[-1]
    assert isinstance(dialog, Reader)
    return dialog.title


def paint(scene: Scene) -> list[pygame.Rect]:
    """Paint what has changed."""
    screen = pygame.display.get_surface()
    assert screen is not None
    return scene.paint(screen)


def desk(stage: Stage, scenario: Scenario, *decisions: str) -> PlayScene:
    """Return a painted desk after some decisions."""
    scene = PlayScene(stage, Session(scenario, REPLY_SEED, decisions))
    paint(scene)
    return scene


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


def test_tab_reaches_every_part_of_the_desk(stage: Stage, scenario: Scenario) -> None:
    """Tab goes through moves, dossier, numbers, news, turns and the top bar, and returns."""
    scene, kinds = desk(stage, scenario), []
    for _ in range(len(scene.steering.areas())):
        kinds.append(scene.focus.kind)
        press(scene, pygame.K_TAB)
    assert kinds[:3] == ["move", "send", "why"]
    assert {"news", "record", "goal"} <= set(kinds)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_a_click_selects_and_sends_at_any_scale(stage: Stage, scenario: Scenario, size: tuple[int, int]) -> None:
    """A click on a card selects its move and one on the button sends it, where they are drawn."""
    pygame.display.set_mode(size)
    stage.resize(*size)
    scene = desk(stage, scenario)
    click(scene, scene.moves, Command("move", "protest_platforms"))
    paint(scene)
    assert scene.desk.selected == "protest_platforms"
    click(scene, scene.dossier, Command("send"))
    assert scene.session.decisions == ("protest_platforms",)


def test_hover_repaints_only_the_panel_under_the_pointer(stage: Stage, scenario: Scenario) -> None:
    """Pointing at another move repaints the list and nothing else."""
    scene = desk(stage, scenario)
    before = {panel.name: panel.paints for panel in scene.panels}
    box = next(box for box, command in scene.moves.hits if command == Command("move", "protest_platforms"))
    position = (round(scene.moves.box.x + box.x + 20), round(scene.moves.box.y + box.y + 20))
    scene.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=position, rel=(0, 0), buttons=(0, 0, 0)))
    assert len(paint(scene)) == 1
    assert [panel.name for panel in scene.panels if panel.paints != before[panel.name]] == ["moves"]


def test_nothing_is_repainted_while_nothing_happens(stage: Stage, scenario: Scenario) -> None:
    """A painted desk has nothing more to paint, with a dialog open or without."""
    scene = desk(stage, scenario)
    assert paint(scene) == []
    press(scene, pygame.K_b)
    assert paint(scene) == []


def test_a_reply_blocks_everything_else(stage: Stage, scenario: Scenario) -> None:
    """While Seoul must reply, other keys and clicks outside the dialog do nothing; the digit replies."""
    scene = desk(stage, scenario)
    scene.select("state_visit_beijing")
    press(scene, pygame.K_RETURN, pygame.K_e, pygame.K_RETURN)
    hear(scene)
    assert scene.session.state.due
    done = scene.session.decisions
    press(scene, pygame.K_DOWN, pygame.K_ESCAPE, pygame.K_e, pygame.K_9, pygame.K_b)
    scene.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(1000, 150)))
    assert scene.session.decisions == done
    assert [dialog.name for dialog in scene.dialogs] == ["reply"]
    press(scene, pygame.K_2)
    assert scene.session.decisions == (*done, "right_side_of_history.maxim")


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
    for _ in range(4):
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


def test_a_game_ends_on_the_ending(stage: Stage, scenario: Scenario) -> None:
    """After the last turn's news the ending is shown; Enter keeps it, N starts again, and Esc leads to the title."""
    scene: Scene = desk(stage, scenario)
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
    """Clicks start a game, send moves, end turns, hear what followed, reply, and reach the ending."""
    scene: Scene = TitleScene(stage)
    paint(scene)
    scene = click(scene, scene.panels[0], Command("start"))
    for _ in range(300):
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


def test_ctrl_plus_makes_everything_larger(stage: Stage, scenario: Scenario) -> None:
    """Ctrl with plus raises the scale as far as the desk fits, and Ctrl with 0 sets it back."""
    scene = desk(stage, scenario)
    press(scene, pygame.K_PLUS, mod=pygame.KMOD_CTRL)
    assert stage.drawing.scale == pytest.approx(1.05)
    press(scene, pygame.K_0, mod=pygame.KMOD_CTRL)
    assert stage.drawing.scale == pytest.approx(1.0)


def test_a_window_without_room_says_so(stage: Stage, scenario: Scenario) -> None:
    """In a window too small for readable text the desk is not painted, and it is again once there is room."""
    scene = desk(stage, scenario)
    pygame.display.set_mode((600, 380))
    scene.handle(pygame.event.Event(pygame.VIDEORESIZE, size=(600, 380), w=600, h=380))
    painted = scene.moves.paints
    assert paint(scene) == [pygame.Rect(0, 0, 600, 380)]
    assert scene.moves.paints == painted
    pygame.display.set_mode(SIZE)
    scene.handle(pygame.event.Event(pygame.VIDEORESIZE, size=SIZE, w=SIZE[0], h=SIZE[1]))
    paint(scene)
    assert scene.moves.paints == painted + 1


def test_the_ring_shows_only_after_a_key(stage: Stage, scenario: Scenario) -> None:
    """A new desk has no focus ring; a key shows it and a click hides it."""
    scene = desk(stage, scenario)
    assert scene.moves.focus == Command("")
    press(scene, pygame.K_DOWN)
    assert scene.moves.focus == Command("move", scene.desk.selected)
    click(scene, scene.moves, Command("move", "protest_platforms"))
    assert scene.moves.focus == Command("")


def test_a_held_key_repeats_only_where_it_moves() -> None:
    """Down repeats while it is held; Enter never does, even when a scene takes long to load."""
    held = app.HeldKey()
    held.note(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_DOWN), 0.0)
    assert held.repeated(0.1) is None
    assert held.repeated(0.4) is not None
    held.note(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN), 1.0)
    assert held.repeated(9.0) is None


def test_without_a_display_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a screen gets a DisplayError, not a traceback of the library."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "no_such_driver")
    with pytest.raises(DisplayError, match="no window can be opened"):
        app.open_display()


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1920, 1080), 1.35), ((1024, 768), 0.9)])
def test_the_scale_follows_the_window_in_steps(size: tuple[int, int], scale: float) -> None:
    """The scale is the design's size into the window's, in steps of 5 %, never so small that text cannot be read."""
    assert fitting_scale(*size, 1.0) == pytest.approx(scale)


def test_ending_a_turn_is_a_decision_of_the_engine(scenario: Scenario, stage: Stage) -> None:
    """With no point left to lose, E ends the turn without a question."""
    scene = desk(stage, scenario)
    scene.take(END_TURN)
    assert scene.session.decisions == (END_TURN,)


def test_the_visible_part_follows_the_ring_where_the_desk_does_not_fit(stage: Stage, scenario: Scenario) -> None:
    """At twice the size the window shows a part of the desk: what has the ring is in it, and a click meets it."""
    scene = desk(stage, scenario)
    stage.change_scale(20)
    scene.lay()
    paint(scene)
    assert stage.view.width < stage.width
    press(scene, pygame.K_DOWN)
    assert stage.view.right > scene.moves.box.x
    found = scene.moves.box_of(Command("move", scene.desk.selected))
    assert found is not None
    x, y = found.x + 40 - stage.view.x, found.y + 10 - stage.view.y
    _, command = scene.at((round(x * stage.drawing.scale), round(y * stage.drawing.scale)))
    assert command == Command("move", scene.desk.selected)


def test_a_tooltip_waits_for_rest_and_gives_back_what_it_covered(stage: Stage, scenario: Scenario) -> None:
    """Resting on a meter tells its cause after a moment; the next key takes it away and the screen is as before."""
    scene, screen = desk(stage, scenario), pygame.display.get_surface()
    assert screen is not None
    before = pygame.image.tobytes(screen, "RGB")
    scene.tick(10.0)
    scene.tooltip.want(scene.readings[0].tip(Command("why", "trust.beijing")), scene.readings[0].box, 10.0)
    scene.tick(10.2)
    assert paint(scene) == []
    scene.tick(10.5)
    assert len(paint(scene)) == 1
    assert pygame.image.tobytes(screen, "RGB") != before
    scene.tooltip.drop()
    paint(scene)
    assert pygame.image.tobytes(screen, "RGB") == before


def test_f1_explains_what_has_the_ring(stage: Stage, scenario: Scenario) -> None:
    """F1 shows the tooltip of the selected move at once."""
    scene = desk(stage, scenario)
    press(scene, pygame.K_DOWN, pygame.K_F1)
    scene.tick(1.0)
    assert scene.tooltip.visible
    assert scene.tooltip.text


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
    """The fork stands at the start of that turn with the decisions before it, in a file of its own."""
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
    assert found.autosave is not None
    assert found.autosave.path != stage.saves / "one.json"


def test_only_the_last_place_of_the_pointer_counts() -> None:
    """Of several motions since the last look only the newest is handed on; other events stay in order."""
    moves = [pygame.event.Event(pygame.MOUSEMOTION, pos=(x, 0), rel=(0, 0), buttons=(0, 0, 0)) for x in range(3)]
    key = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, unicode="a")
    assert app.latest_motion([moves[0], key, moves[1], moves[2]]) == [key, moves[2]]


def test_the_loop_sleeps_longer_the_longer_nothing_happens() -> None:
    """A window at rest looks at its events less often."""
    pauses = [app.pause_after(quiet) for quiet in (0.0, 5.0, 60.0)]
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1] <= 0.1


def test_a_first_game_begins_with_a_guide(stage: Stage) -> None:
    """After the opening of a first game the parts of the desk are shown; Esc skips, and it does not come again."""
    stage.change(replace(stage.settings, guided=False))
    scene = press(TitleScene(stage), pygame.K_RETURN, pygame.K_RETURN)
    assert [dialog.name for dialog in scene.dialogs] == ["guide"]
    press(scene, pygame.K_ESCAPE)
    assert not scene.dialogs
    assert stage.settings.guided
