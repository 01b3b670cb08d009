"""The title: scenarios, and saved games that are seen before they are opened, deleted, and told when damaged."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest

from game.engine import END_TURN, Decision, Scenario, legal_moves
from game.errors import SaveError
from game.resources import find_scenario
from game.session.replay import record, replay_text
from game.session.saves import Autosave, apart_save, delete_save, load_save
from game.session.session import Session
from game.window import app
from game.window.geography import project
from game.window.kit.panel import Command
from game.window.opening import paint_opening
from game.window.scenes.play import PlayScene
from game.window.scenes.title import TitleScene
from game.window.shelf import Kept, offers, opening_glance, read_offer, relations
from game.window.stage import Stage, open_stage
from game.window.widgets.menu import QUIT, SETTINGS, START, shown_places
from game.window.widgets.saved import SavesPanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.window.kit.panel import Panel
    from game.window.scenes.scene import Scene

SIZE = (1280, 800)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scenario: Scenario) -> Iterator[Stage]:
    """Open a stage without a screen, with saves in a folder of the test."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    app.open_display()
    found = open_stage(*SIZE)
    found.seed, found.saves = 7, tmp_path
    found.loaded[find_scenario("difficult_game")] = scenario
    yield found
    pygame.display.quit()


def keep(folder: Path, scenario: Scenario, name: str, turns: int, seed: int = 5) -> Path:
    """Save a game that has come some turns and return its file."""
    session = Session(scenario, seed)
    while session.state.turn <= turns and not session.ended:
        legal = [way.decision for way in legal_moves(scenario, session.state) if way.legal]
        session.apply(END_TURN if END_TURN in legal else legal[0])
    path = folder / f"{name}.json"
    Autosave(path).save(session, "2026-11-07T12:13:00+00:00")
    return path


def paint(scene: Scene) -> None:
    """Paint what has changed."""
    screen = pygame.display.get_surface()
    assert screen is not None
    scene.paint(screen)


def opened(stage: Stage) -> TitleScene:
    """Return the title with everything read and painted."""
    scene = TitleScene(stage)
    for _ in range(12):
        scene.idle()
    paint(scene)
    return scene


def press(scene: Scene, *keys: int, mod: int = 0) -> Scene:
    """Press keys one after another and return the scene that is then shown."""
    for key in keys:
        letter = chr(key) if pygame.K_SPACE <= key < pygame.K_DELETE else ""
        scene = scene.handle(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=letter))
        paint(scene)
    return scene


def point(scene: Scene, panel: Panel, command: Command, *, click: bool = True) -> Scene:
    """Click in the middle of a panel's target, or only point at it."""
    scale = scene.stage.drawing.scale
    box = next(box for box, found in reversed(panel.hits) if found == command)
    x, y = panel.box.x + box.x + box.width / 2, panel.box.y + box.y + box.height / 2
    position = (round(x * scale), round(y * scale))
    if click:
        return scene.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=position))
    return scene.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=position, rel=(0, 0), buttons=(0, 0, 0)))


def test_the_map_shows_how_the_chosen_scenario_begins(stage: Stage, scenario: Scenario) -> None:
    """Each capital has its value of the first turn, and a far one has no point on the map."""
    scene = opened(stage)
    assert scene.region.glance == opening_glance(scenario, 7)
    assert scene.region.heading == scenario.document.scenario.title
    by_name = {one.name: one for one in opening_glance(scenario, 7).relations}
    assert by_name["Washington"].point is None
    assert by_name["Beijing"].point is not None
    assert by_name["Beijing"].shown == round(scenario.document.meters["trust"].start["beijing"])  # type: ignore[index]  # a start a capital


def test_a_save_is_seen_on_the_map_before_it_is_opened(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """Pointing at a saved game shows its relations; the pointer away shows the scenario again."""
    keep(tmp_path, scenario, "one", 3)
    scene = opened(stage)
    start = scene.region.glance
    point(scene, scene.saves, Command("saved", "0"), click=False)
    assert scene.region.glance == scene.saved[0].glance != start
    point(scene, scene.menu, START, click=False)
    assert scene.region.glance == start


def test_the_picture_of_a_save_has_the_values_of_its_state(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """What is drawn is the state that resuming leads to, with its turn."""
    path = keep(tmp_path, scenario, "one", 2)
    scene = opened(stage)
    session = Session(scenario, 5, load_save(path).decisions)
    values = {number.name: session.state.values[number.index] for number in scenario.numbers}
    glance = scene.saved[0].glance
    assert glance is not None
    assert glance.relations == relations(scenario, values)
    assert scene.saved[0].status == f"turn {session.state.turn} of {scenario.turns}"


def test_a_save_of_other_rules_keeps_its_picture(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """Where the rules have changed the numbers come from the file, and the turn is still told."""
    path = keep(tmp_path, scenario, "one", 2)
    text = path.read_text(encoding="utf-8").replace(scenario.rules_digest, "0" * len(scenario.rules_digest))
    path.write_text(text, encoding="utf-8")
    scene = opened(stage)
    assert scene.saved[0].status.endswith("of other rules")
    assert scene.saved[0].glance is not None
    press(scene, pygame.K_DOWN, pygame.K_RETURN)
    assert scene.dialogs[-1].name == "fault"


def test_a_damaged_save_is_told_last_and_opens_its_reason(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """A file that cannot be read stands behind the good ones, and says why when it is opened."""
    keep(tmp_path, scenario, "one", 1)
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    scene = opened(stage)
    assert [game.reason != "" for game in scene.saved] == [False, True]
    assert scene.act(Command("saved", "1")) is None
    assert scene.dialogs[-1].name == "fault"


def test_a_save_whose_scenario_is_not_here_says_so(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """A game of somebody's own scenario is listed without a picture."""
    replay = record(Session(scenario, 1, ["protest_platforms"]))
    text = replay_text(replay).replace('"difficult_game"', '"another_game"')
    (tmp_path / "one.json").write_text(text, encoding="utf-8")
    scene = opened(stage)
    assert (scene.saved[0].status, scene.saved[0].glance) == ("its scenario is not here", None)


def test_a_save_is_deleted_only_after_a_yes(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """Enter on the question keeps the game, D deletes it with its generation before."""
    path = keep(tmp_path, scenario, "one", 1)
    keep(tmp_path, scenario, "one", 2)
    other = keep(tmp_path, scenario, "two", 1)
    scene = opened(stage)
    place = next(place for place, game in enumerate(scene.saved) if game.path == path)
    point(scene, scene.saves, Command("delete", str(place)))
    press(scene, pygame.K_RETURN)
    assert path.is_file()
    point(scene, scene.saves, Command("delete", str(place)))
    press(scene, pygame.K_d)
    assert sorted(tmp_path.iterdir()) == [other]
    assert [game.path for game in scene.saved] == [other]


def test_the_delete_key_asks_too_and_the_last_save_leaves_no_row(
    stage: Stage, scenario: Scenario, tmp_path: Path
) -> None:
    """By keyboard alone a game is deleted; without saved games the map has their room."""
    keep(tmp_path, scenario, "one", 1)
    scene = opened(stage)
    press(scene, pygame.K_DOWN, pygame.K_DELETE, pygame.K_d)
    assert scene.saved == []
    assert scene.focus == START
    assert scene.saves not in scene.panels
    assert scene.region.box.bottom == stage.height


def test_a_disk_that_refuses_to_delete_is_told(
    stage: Stage, scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The game stays listed, and the reason is shown."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = keep(tmp_path, scenario, "one", 1)
    scene = opened(stage)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(SaveError, match="Permission denied"):
        delete_save(path)
    press(scene, pygame.K_DOWN, pygame.K_DELETE, pygame.K_d)
    assert scene.dialogs[-1].name == "fault"
    assert len(scene.saved) == 1


def test_deleting_what_is_gone_is_no_fault(tmp_path: Path) -> None:
    """Another window may have deleted it first."""
    delete_save(tmp_path / "gone.json")
    assert not list(tmp_path.iterdir())


def test_the_keyboard_reaches_everything_and_comes_back(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """Down goes through scenarios, buttons, saved games and the foot."""
    for name in "abcde":
        keep(tmp_path, scenario, name, 1)
    scene, seen = opened(stage), []
    for _ in scene.targets():
        seen.append(scene.focus)
        press(scene, pygame.K_DOWN)
    assert set(seen) == set(scene.targets())
    assert {SETTINGS, QUIT, START} <= set(seen)
    assert scene.focus == START


def test_the_row_turns_to_the_save_that_has_the_ring(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """More games than have room: the one with the ring is always drawn, and arrows and wheel turn the row."""
    for name in "abcdefg":
        keep(tmp_path, scenario, name, 1)
    scene = opened(stage)
    for place in range(7):
        press(scene, pygame.K_DOWN)
        assert Command("saved", str(place)) in [command for _, command in scene.saves.hits]
    point(scene, scene.saves, Command("page", "-1"))
    paint(scene)
    assert scene.saves.first == 1
    assert scene.saves.scroll(1)
    assert (scene.saves.first, scene.saves.scroll(1)) == (0, False)


def test_settings_open_from_the_title(stage: Stage) -> None:
    """O or a click in the foot opens the settings, and another click leaves the window."""
    scene = opened(stage)
    press(scene, pygame.K_o)
    assert scene.dialogs[-1].name == "settings"
    press(scene, pygame.K_ESCAPE)
    point(scene, scene.menu, SETTINGS)
    assert scene.dialogs[-1].name == "settings"
    press(scene, pygame.K_ESCAPE)
    point(scene, scene.menu, QUIT)
    assert stage.leaving


def test_a_scenario_with_faults_is_shown_and_cannot_be_started(stage: Stage, tmp_path: Path) -> None:
    """Its faults are told when it is started; the map shows no relations."""
    path = tmp_path / "broken.yaml"
    path.write_text("format: 1\n", encoding="utf-8")
    scene = TitleScene(stage, path)
    for _ in range(4):
        scene.idle()
    paint(scene)
    assert not scene.may_start
    assert scene.region.glance is None
    assert press(scene, pygame.K_RETURN) is scene
    assert scene.dialogs[-1].name == "fault"


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (2560, 1600), (640, 400)])
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_nothing_on_the_menu_lies_on_anything_else(stage: Stage, size: tuple[int, int], scale: float) -> None:
    """At every size and scale the targets of the menu lie apart and inside it."""
    pygame.display.set_mode(size)
    stage.resize(*size)
    stage.change_scale(round((scale - 1) * 20))
    scene = opened(stage)
    boxes = [box for box, _ in scene.menu.hits]
    for place, one in enumerate(boxes):
        assert one.right <= scene.menu.box.width
        assert one.bottom <= scene.menu.box.height
        for other in boxes[place + 1 :]:
            apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
            assert apart


def test_the_chosen_scenario_is_always_shown() -> None:
    """In a list that has no room for all, the chosen one is drawn and as many as fit around it."""
    heights = [50.0, 200.0, 50.0, 50.0]
    assert shown_places(heights, 1, 1000) == (0, 4)
    assert shown_places(heights, 1, 250) == (1, 3)
    assert shown_places(heights, 3, 100) == (2, 4)
    assert shown_places(heights, 1, 10) == (1, 2)


def test_an_offer_says_what_is_played_for() -> None:
    """Its title, length, goal and aims come from the scenario; before it is read only its name is known."""
    offer = read_offer(find_scenario("difficult_game"))
    assert offer.title == "The difficult game"
    assert "turns" in offer.facts
    assert offer.goal
    assert offer.aims
    assert not offers()[0].is_read


def test_a_game_that_goes_on_apart_has_a_file_of_its_own(tmp_path: Path, scenario: Scenario) -> None:
    """Going on apart from a saved game, such as under other rules, leaves that one as it is, however often."""
    first = keep(tmp_path, scenario, "game", 1)
    before = first.read_bytes()
    fork = apart_save(first)
    assert fork.path.name == "game-2.json"
    fork.save(Session(scenario, 5, [Decision(END_TURN)]))
    assert apart_save(fork.path).path.name == "game-3.json"
    assert first.read_bytes() == before


def test_a_name_that_ends_in_a_seed_keeps_the_seed(tmp_path: Path, scenario: Scenario) -> None:
    """`difficult_game-12` is a game with the seed 12, not the twelfth of its name."""
    first = keep(tmp_path, scenario, "difficult_game-12", 1)
    assert apart_save(first).path.name == "difficult_game-12-2.json"


def test_a_date_that_is_no_date_is_left_out(tmp_path: Path, scenario: Scenario) -> None:
    """A file without a time, or one that cannot be read, has no date; a good one has it in words."""
    keep(tmp_path, scenario, "game", 1)
    replay = load_save(tmp_path / "game.json")
    assert "2026" in Kept(tmp_path / "game.json", replay).date
    assert Kept(tmp_path / "game.json", None, "damaged").date == ""
    assert Kept(tmp_path / "game.json", record(Session(scenario, 1))).date == ""


def test_the_row_has_one_card_in_the_narrowest_window(stage: Stage) -> None:
    """However narrow, one game is shown."""
    panel = SavesPanel(TitleScene(stage))
    assert panel.count == 1


def test_enter_on_a_save_opens_its_desk(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """The first Down from the start goes to the newest game; Enter resumes it."""
    keep(tmp_path, scenario, "one", 2)
    scene = press(opened(stage), pygame.K_DOWN, pygame.K_RETURN)
    assert isinstance(scene, PlayScene)
    assert scene.session.state.turn == 3


def test_the_first_picture_is_where_the_title_stays(stage: Stage) -> None:
    """The name of the game and the land do not move when the title takes over."""
    screen = pygame.display.get_surface()
    assert screen is not None
    scene = TitleScene(stage)
    paint_opening(screen, stage)
    first = screen.copy()
    scene.paint(screen)
    heading = pygame.Rect(0, 0, 470, 120)
    names = [pygame.image.tobytes(one.subsurface(heading), "RGB") for one in (first, screen)]
    assert names[0] == names[1]
    x, y = scene.region.view().at(project(36.5, 127.8))
    inland = (round(scene.region.box.x + x), round(y))
    assert first.get_at(inland) == screen.get_at(inland) == pygame.Color(stage.palette.home)


def test_the_first_picture_needs_no_engine() -> None:
    """What is imported before the first picture loads neither rules nor scenarios."""
    words = "import sys, game.window.opening, game.window.stage; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "yaml", "game.engine", "game.session.session", "game.scenario.model"}
    assert not heavy & set(done.stdout.split())


def test_every_target_of_the_title_explains_itself(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """What can be clicked or pointed at has a tooltip, but for the scenario that is unfolded anyway."""
    for name in "abcde":
        keep(tmp_path, scenario, name, 1)
    scene = opened(stage)
    silent = [command for panel in scene.panels for _, command in panel.hits if not panel.tip(command)]
    assert silent == [Command("offer", "0")]


def test_the_map_names_leaders_as_it_is_set(stage: Stage) -> None:
    """A pill tells who leads its capital, by name or by role only."""
    scene = opened(stage)
    named = scene.region.tip(Command("look", "tokyo"))
    stage.change(replace(stage.settings, names=False))
    scene.lay()
    by_role = scene.region.tip(Command("look", "tokyo"))
    assert len(by_role) < len(named)
    assert by_role.split(".")[0] == named.split(".")[0]
    assert scene.region.tip(Command("look", "nowhere")) == ""
