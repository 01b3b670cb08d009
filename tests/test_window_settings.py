"""The player's settings: kept on the disk, set on their page, and followed by the whole window."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest

from game.errors import SaveError
from game.scenario.model import Leader
from game.window import app
from game.window.kit.dialog import MARGIN
from game.window.kit.panel import Box, Command
from game.window.scenes.settings import CONTROL, ROWS, SettingsDialog
from game.window.scenes.title import TitleScene
from game.window.settings import Settings, keep_settings, leader_words, load_settings, rescaled, settings_file
from game.window.stage import SMALLEST, Stage, fitting_scale, open_stage
from game.window.theme import BODY, LIGHT, NIGHT, SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = (1280, 800)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Stage]:
    """Open a stage without a screen, with settings in a folder of the test."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    app.open_display()
    yield open_stage(*SIZE, tmp_path / "settings.json")
    pygame.mixer.quit()
    pygame.display.quit()


@pytest.fixture
def page(stage: Stage) -> tuple[TitleScene, SettingsDialog]:
    """Open the settings over the title."""
    scene = TitleScene(stage)
    scene.act(Command("settings"))
    dialog = scene.dialogs[-1]
    assert isinstance(dialog, SettingsDialog)
    paint(scene)
    return scene, dialog


def paint(scene: TitleScene) -> None:
    """Paint what has changed."""
    screen = pygame.display.get_surface()
    assert screen is not None
    scene.paint(screen)


def press(scene: TitleScene, *keys: int, mod: int = 0) -> None:
    """Press keys one after another."""
    for key in keys:
        scene.handle(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=""))
        paint(scene)


def click(scene: TitleScene, dialog: SettingsDialog, about: str) -> None:
    """Click a value of the page."""
    box = dialog.box_of(Command("set", about))
    assert box is not None
    scale = scene.stage.drawing.scale
    position = (round((box.x + box.width / 2) * scale), round((box.y + box.height / 2) * scale))
    scene.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=position))
    paint(scene)


def test_settings_are_read_as_they_were_kept(tmp_path: Path) -> None:
    """What is kept is read again, whatever was set."""
    path = tmp_path / "folder" / "settings.json"
    settings = Settings(
        1.35, night=True, reduced_motion=True, sound=True, badges=True, names=False, prepare=False, guided=True
    )
    keep_settings(path, settings)
    assert load_settings(path).settings == settings
    assert load_settings(path).reason == ""


def test_without_a_file_the_defaults_hold_and_nothing_is_told(tmp_path: Path) -> None:
    """A first start is no fault; sound is off."""
    loaded = load_settings(tmp_path / "settings.json")
    assert (loaded.settings, loaded.reason) == (Settings(), "")
    assert not loaded.settings.sound


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b'"night"', b"", b"[" * 10_000])
def test_a_damaged_file_gives_the_defaults_and_a_reason(tmp_path: Path, content: bytes) -> None:
    """A file that is no set of settings is told, and never a crash."""
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert "damaged" in loaded.reason


@pytest.mark.parametrize("value", ['"large"', "true", "9", "0.1", "NaN", "null", "1e999"])
def test_a_wrong_value_is_the_default_and_the_others_hold(tmp_path: Path, value: str) -> None:
    """A scale that cannot be is 100 %; the palette beside it is still night."""
    path = tmp_path / "settings.json"
    path.write_text(f'{{"scale": {value}, "night": true}}', encoding="utf-8")
    loaded = load_settings(path)
    assert loaded.settings == Settings(night=True)
    assert "scale" in loaded.reason


def test_a_file_of_a_later_version_is_read(tmp_path: Path) -> None:
    """Keys that are not known here are left alone."""
    path = tmp_path / "settings.json"
    path.write_text('{"night": true, "voice": "low"}', encoding="utf-8")
    assert load_settings(path) == load_settings(path)
    assert load_settings(path).settings == Settings(night=True)
    assert load_settings(path).reason == ""


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    """What cannot be read at all gives the defaults and says why."""
    assert "could not be read" in load_settings(tmp_path).reason


def test_a_full_disk_keeps_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails leaves the file as it was, and says so."""
    path = tmp_path / "settings.json"
    keep_settings(path, Settings(night=True))

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SaveError, match="No space left"):
        keep_settings(path, Settings())
    assert load_settings(path).settings == Settings(night=True)


def test_the_file_is_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings follow the platform's rule for configuration."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file().name == "settings.json"
    assert "middleground" in settings_file().parts


def test_the_window_starts_as_it_was_left(stage: Stage) -> None:
    """A change is on the disk at once, and the next window has it."""
    stage.change(replace(stage.settings, night=True, scale=1.2))
    following = open_stage(*SIZE, stage.settings_file)
    assert following.settings == stage.settings
    assert following.palette is NIGHT
    assert following.drawing.scale == pytest.approx(1.2)


def test_a_disk_that_refuses_is_told_and_the_change_holds(stage: Stage, tmp_path: Path) -> None:
    """Where the settings cannot be kept, the window follows all the same and says why."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    stage.settings_file = tmp_path / "file" / "settings.json"
    stage.change(replace(stage.settings, night=True))
    assert stage.palette is NIGHT
    assert "could not be kept" in stage.told


def test_every_setting_is_changed_by_the_keyboard(page: tuple[TitleScene, SettingsDialog]) -> None:
    """Down goes from row to row, Right sets the second value and Left the first."""
    scene, dialog = page
    for row in ROWS:
        press(scene, pygame.K_DOWN)
        assert dialog.focus == Command("row", row.name)
        press(scene, pygame.K_LEFT)
        before = getattr(scene.stage.settings, row.name)
        press(scene, pygame.K_RIGHT)
        assert (getattr(scene.stage.settings, row.name) > before) is not row.turned


def test_every_setting_is_changed_by_the_mouse(page: tuple[TitleScene, SettingsDialog]) -> None:
    """A click on a value sets it, where it is drawn at the scale of the moment."""
    scene, dialog = page
    for row in ROWS:
        for place in (1, 0, 1):
            click(scene, dialog, f"{row.name}={place}")
            if row.name != "scale":
                assert getattr(scene.stage.settings, row.name) is (bool(place) is not row.turned)
    wanted = Settings(1.05, night=True, reduced_motion=True, sound=True, badges=True, names=False, prepare=False)
    assert scene.stage.settings == wanted


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.1, 1.25, 1.65, 2.0])
def test_every_row_is_in_view_at_every_scale(page: tuple[TitleScene, SettingsDialog], scale: float) -> None:
    """Rows stand closer before any is left out."""
    scene, dialog = page
    scene.stage.change(replace(scene.stage.settings, scale=scale))
    scene.lay()
    dialog.render(pygame.Surface((1280, 800)), scene.stage.drawing)
    assert {command.about.partition("=")[0] for _, command in dialog.hits} >= {row.name for row in ROWS}
    assert not dialog.roll.most


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1280, 800), 2.0), ((640, 400), 1.0)])
def test_the_words_of_a_row_end_before_its_values(
    page: tuple[TitleScene, SettingsDialog], size: tuple[int, int], scale: float
) -> None:
    """However narrow the page is, no label and no words run into the values beside them."""
    scene, dialog = page
    scene.stage.resize(*size)
    scene.stage.change(replace(scene.stage.settings, scale=scale))
    scene.lay()
    dialog.render(pygame.Surface(size), scene.stage.drawing)
    room = dialog.box.width - CONTROL - 2 * MARGIN
    for row in ROWS:
        assert scene.stage.drawing.width(row.title, SECTION) < room
        assert scene.stage.drawing.width(row.words, BODY) < room


def test_the_pointer_stays_on_the_button_that_changes_the_scale(
    page: tuple[TitleScene, SettingsDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog grows with each click, and the pointer goes with its button."""
    scene, dialog = page
    pointed: list[tuple[int, int]] = []
    monkeypatch.setattr(pygame.mouse, "set_pos", lambda x, y: pointed.append((x, y)))
    click(scene, dialog, "scale=1")
    dialog.render(pygame.Surface((1280, 800)), scene.stage.drawing)
    assert scene.at(pointed[0]) == (dialog, Command("set", "scale=1"))


def test_enter_turns_a_row_over_and_escape_closes(page: tuple[TitleScene, SettingsDialog]) -> None:
    """Enter on the palette changes it and changes it back; Esc leaves the page."""
    scene, _ = page
    press(scene, pygame.K_DOWN, pygame.K_DOWN, pygame.K_RETURN)
    assert scene.stage.palette is NIGHT
    press(scene, pygame.K_SPACE)
    assert scene.stage.palette is LIGHT
    press(scene, pygame.K_ESCAPE)
    assert not scene.dialogs


def test_enter_on_the_button_closes(page: tuple[TitleScene, SettingsDialog]) -> None:
    """Shift and Tab from the start reach the button; Enter presses it."""
    scene, _ = page
    press(scene, pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    press(scene, pygame.K_RETURN)
    assert not scene.dialogs


def test_at_the_largest_scale_every_row_is_reached(page: tuple[TitleScene, SettingsDialog]) -> None:
    """At 200 % the page has no room for all rows: the one with the ring is always drawn."""
    scene, dialog = page
    scene.stage.change(replace(scene.stage.settings, scale=2.0))
    scene.lay()
    for row in ROWS:
        press(scene, pygame.K_DOWN)
        assert any(command.about.startswith(f"{row.name}=") for _, command in dialog.hits)
        assert dialog.box.height <= scene.stage.view.height


def test_the_wheel_turns_the_rows(page: tuple[TitleScene, SettingsDialog]) -> None:
    """Where rows lie below, the wheel reaches them."""
    scene, dialog = page
    assert not dialog.scroll(-1)
    scene.stage.change(replace(scene.stage.settings, scale=2.0))
    scene.stage.told = "The settings hold until the window closes; they could not be kept: the disk is full."
    scene.lay()
    paint(scene)
    assert dialog.scroll(-1)
    assert dialog.dirty


def test_what_could_not_be_kept_is_told_on_the_page(page: tuple[TitleScene, SettingsDialog]) -> None:
    """A reason makes the page higher, so that no row is lost."""
    scene, dialog = page
    before = dialog.box.height
    scene.stage.told = "The settings could not be kept: no space."
    scene.lay()
    paint(scene)
    assert dialog.box.height > before
    assert len({command for _, command in dialog.hits if command.kind == "set"}) == 2 * len(ROWS)


@pytest.mark.parametrize("scale", [step / 20 for step in range(16, 41)])
def test_every_scale_of_the_player_is_honoured(stage: Stage, scale: float) -> None:
    """On the screen of the design the scale is the player's, but text never falls below what can be read."""
    stage.change(rescaled(stage.settings, scale))
    assert stage.drawing.scale == pytest.approx(max(0.9, scale))
    assert stage.width >= SMALLEST[0]
    assert stage.height >= SMALLEST[1]
    assert (stage.view.width, stage.view.height) == pytest.approx(
        (min(stage.width, 1280 / stage.drawing.scale), min(stage.height, 800 / stage.drawing.scale))
    )


@pytest.mark.parametrize(
    ("size", "user", "scale"),
    [
        ((1280, 800), 1.0, 1.0),
        ((1920, 1080), 1.0, 1.35),
        ((1024, 768), 1.0, 0.9),
        ((2560, 1600), 1.0, 2.0),
        ((2560, 1600), 2.0, 4.0),
        ((640, 400), 1.0, 0.9),
        ((1280, 790), 1.25, 1.2),
    ],
)
def test_the_scale_fits_the_window(size: tuple[int, int], user: float, scale: float) -> None:
    """The scale follows window and player in steps of 5 %, and is not rounded up past what fits."""
    assert fitting_scale(*size, user) == pytest.approx(scale)


def test_the_view_follows_what_is_looked_at(stage: Stage) -> None:
    """At 200 % a part is visible: it moves as little as needed, and never off the desk."""
    stage.change(rescaled(stage.settings, 2.0))
    assert stage.view == Box(0, 0, 640, 400)
    assert not stage.look_at(Box(10, 10, 100, 40))
    assert stage.look_at(Box(700, 100, 50, 50))
    assert stage.view == Box(110, 0, 640, 400)
    assert stage.look_at(Box(900, 600, 900, 900))
    assert stage.view == Box(384, 240, 640, 400)
    stage.change(rescaled(stage.settings, 1.0))
    assert stage.view == Box(0, 0, 1280, 800)


def test_a_compact_desk_is_one_with_little_room(stage: Stage) -> None:
    """The design's own size is not compact; a larger scale or a smaller window is."""
    assert not stage.compact
    stage.change(rescaled(stage.settings, 1.25))
    assert stage.compact
    stage.resize(2560, 1600)
    assert stage.compact
    stage.change(rescaled(stage.settings, 1.0))
    assert not stage.compact


def test_only_a_tiny_window_is_too_small(stage: Stage) -> None:
    """A part of the desk is shown from 640 by 400 on."""
    stage.resize(640, 400)
    assert not stage.too_small
    stage.resize(639, 400)
    assert stage.too_small


def test_the_keys_of_the_window_are_kept_too(page: tuple[TitleScene, SettingsDialog]) -> None:
    """Ctrl with plus and Ctrl with N are settings like those on the page."""
    scene, _ = page
    press(scene, pygame.K_PLUS, pygame.K_n, mod=pygame.KMOD_CTRL)
    assert scene.stage.settings_file is not None
    kept = json.loads(scene.stage.settings_file.read_text(encoding="utf-8"))
    assert (kept["scale"], kept["night"]) == (1.05, True)


@pytest.mark.parametrize("width", [15, 18, 22, 24])
def test_badges_stand_for_flags(stage: Stage, width: int) -> None:
    """With badges on, no capital shows its flag; each badge differs from every other and has the flag's size."""
    flags = {country: stage.drawing.flag(country, width) for country in ("cn", "us", "jp", "kp")}
    stage.change(replace(stage.settings, badges=True))
    badges = {country: stage.drawing.flag(country, width) for country in flags}
    assert len({pygame.image.tobytes(image, "RGBA") for image in badges.values()}) == len(flags)
    for country, flag in flags.items():
        assert badges[country].get_size() == flag.get_size()
        assert pygame.image.tobytes(badges[country], "RGBA") != pygame.image.tobytes(flag, "RGBA")


def test_leaders_are_named_only_where_that_is_set() -> None:
    """By role only no name is said; a capital without a leader says nothing."""
    leader = Leader(name="A Person", role="President")
    assert leader_words(leader, names=True) == "A Person, President"
    assert leader_words(leader, names=False) == "President"
    assert leader_words(None, names=True) == ""


def test_no_line_begins_with_a_per_cent_sign(stage: Stage) -> None:
    """A line breaks before the number, never between it and its sign."""
    text = "Tariffs on Korean goods go back to 25 % again"
    for width in range(40, 300, 10):
        lines = stage.drawing.wrap(text, width, BODY)
        assert not any(line.startswith("%") for line in lines)
        assert " ".join(lines) == text
