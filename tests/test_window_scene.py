"""What every scene does: the ring, the pointer, tooltips, the scale, and the loop that looks for events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest
from driving import SIZE, click, desk, paint, press

from game.errors import DisplayError
from game.window import app
from game.window.kit.panel import Command
from game.window.stage import Stage, fitting_scale

if TYPE_CHECKING:
    from game.engine import Scenario


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


def test_escape_closes_a_tooltip_before_anything_else(stage: Stage, scenario: Scenario) -> None:
    """With an explanation open Esc takes that away and asks nothing; the next Esc asks whether to leave."""
    scene = desk(stage, scenario)
    press(scene, pygame.K_DOWN, pygame.K_F1)
    scene.tick(1.0)
    press(scene, pygame.K_ESCAPE)
    assert not scene.dialogs
    press(scene, pygame.K_ESCAPE)
    assert [dialog.name for dialog in scene.dialogs] == ["question"]


def test_f1_tells_what_the_selected_move_should_do(stage: Stage, scenario: Scenario) -> None:
    """The explanation is the one of the panel that has the ring, not of another."""
    scene = desk(stage, scenario)
    press(scene, pygame.K_DOWN, pygame.K_UP, pygame.K_F1)
    assert scene.tooltip.text == scene.moves.tip(Command("move", scene.desk.selected))


def test_the_wheel_moves_a_desk_that_does_not_fit(stage: Stage, scenario: Scenario) -> None:
    """Over a panel that does not scroll the wheel moves the visible part; marks show where more is."""
    scene = desk(stage, scenario)
    stage.change_scale(20)
    scene.lay()
    paint(scene)
    scene.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(60, 300), rel=(0, 0), buttons=(0, 0, 0)))
    before = stage.view.y
    scene.handle(pygame.event.Event(pygame.MOUSEWHEEL, y=-1, x=0))
    assert stage.view.y > before
    assert len(paint(scene)) == 1


def test_the_desk_is_left_and_a_decision_taken_back_by_the_mouse(stage: Stage, scenario: Scenario) -> None:
    """The seat in the corner asks whether to leave; the arrow beside the turn takes back what was sent."""
    scene = desk(stage, scenario, "protest_platforms")
    click(scene, scene.turns, Command("undo"))
    assert scene.session.decisions == ()
    paint(scene)
    click(scene, scene.top, Command("leave"))
    assert [dialog.name for dialog in scene.dialogs] == ["question"]
