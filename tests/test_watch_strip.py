"""The strip of findings below a game: what it lists, what a click does, and how it shares the window."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest
from live import Live, live_window

from game.errors import Finding, Place
from game.window import app
from game.window.live import editor
from game.window.live.editor import command_for
from game.window.live.findings import LONGEST, FindingsPanel, cut, parts_in
from game.window.live.screen import SharedScreen
from game.window.screen import DenseScreen, Screen
from game.window.stage import open_stage
from game.window.theme import BODY

if TYPE_CHECKING:
    from game.window.stage import Stage

PLACE = Place(Path("scenarios/crossing/moves.yaml"), 12, 7)
WHERE = str(PLACE.path.resolve())


@pytest.fixture
def live(stage: Stage, tmp_path: Path) -> Live:
    """Open a game whose files have two unknown numbers, in different lines."""
    found = live_window(stage, tmp_path)
    found.press(pygame.K_RETURN)
    found.save(
        found.text.replace("tension: -4, fearful", "tenson: -4, fearful").replace("tension: +1}", "tensoin: +1}")
    )
    assert len(found.errors) == 2
    return found


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was copied; without an editor to open anything in."""
    copied: list[str] = []
    monkeypatch.setattr(pygame.scrap, "put_text", copied.append)
    monkeypatch.setattr(editor, "command_for", lambda _: ())
    return copied


def where(live: Live, place: int) -> str:
    """Return the place of a listed finding as it is to be copied."""
    found = live.scene.panel.findings[place].place
    assert found is not None
    return f"{live.file}:{found.line}:{found.column}"


def test_a_click_copies_the_place(live: Live, clipboard: list[str]) -> None:
    """The whole path with line and column goes to the clipboard, and the strip says so."""
    live.click("finding", "1")
    assert clipboard == [where(live, 1)]
    assert live.scene.panel.told == f"Copied {clipboard[0]}"
    assert live.scene.panel.place_of == 1


def test_keys_reach_every_finding(live: Live, clipboard: list[str]) -> None:
    """F8 goes down the list and round, with Shift up, and F9 copies; the game gets none of these keys."""
    decisions = live.session.decisions
    live.press(pygame.K_F9, pygame.K_F8, pygame.K_F9)
    live.press(pygame.K_F8, mod=pygame.KMOD_SHIFT)
    live.press(pygame.K_F9)
    assert clipboard == [where(live, 0), where(live, 1), where(live, 0)]
    assert live.session.decisions == decisions


def test_a_click_opens_the_editor(live: Live, clipboard: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor is started with the place, and nobody waits for it; one that cannot be started does no harm."""
    started: list[tuple[str, ...]] = []

    class Program:
        def __init__(self, command: tuple[str, ...], **_: object) -> None:
            started.append(command)
            if command[0] == "gone":
                raise FileNotFoundError

        def poll(self) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Program)
    for name in ("code", "gone"):
        monkeypatch.setattr(editor, "command_for", lambda place, name=name: (name, "--goto", str(place)))
        live.click("finding", "0")
        opened = " and opened it in code." if name == "code" else ""
        assert live.scene.panel.told == f"Copied {where(live, 0)}{opened}"
    assert [command[:2] for command in started] == [("code", "--goto"), ("gone", "--goto")]
    assert clipboard == [where(live, 0)] * 2


def test_without_a_clipboard_the_place_is_told(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no clipboard the place stands in the strip, to be typed."""

    def refuse(_: str) -> None:
        raise pygame.error("no clipboard")

    monkeypatch.setattr(pygame.scrap, "put_text", refuse)
    live.click("finding", "0")
    assert live.scene.panel.told == f"There is no clipboard here: {where(live, 0)}"


@pytest.mark.parametrize(
    ("environment", "installed", "expected"),
    [
        ({"EDITOR": "code --wait"}, {"code"}, ("/bin/code", "--wait", "--goto", f"{WHERE}:12:7")),
        ({"VISUAL": "kate", "EDITOR": "code"}, {"kate", "code"}, ("/bin/kate", "-l", "12", "-c", "7", WHERE)),
        ({"EDITOR": "emacsclient -n"}, {"emacsclient"}, ("/bin/emacsclient", "-n", "+12:7", WHERE)),
        ({"EDITOR": "subl"}, {"subl"}, ("/bin/subl", f"{WHERE}:12:7")),
        ({"EDITOR": "gvim"}, {"gvim"}, ("/bin/gvim", "+12", WHERE)),
        ({"EDITOR": "unheard-of"}, {"unheard-of"}, ("/bin/unheard-of", WHERE)),
        ({"EDITOR": "vim"}, {"vim"}, ()),
        ({"EDITOR": "vim"}, {"vim", "code"}, ("/bin/code", "--goto", f"{WHERE}:12:7")),
        ({"EDITOR": "emacs -nw"}, {"emacs"}, ()),
        ({"EDITOR": "gone"}, {"code"}, ("/bin/code", "--goto", f"{WHERE}:12:7")),
        ({"EDITOR": 'kate "'}, {"kate"}, ()),
        ({}, set(), ()),
    ],
)
def test_the_editor_is_the_author_s(
    environment: dict[str, str], installed: set[str], expected: tuple[str, ...]
) -> None:
    """VISUAL, then EDITOR, then VS Code; one that needs a terminal is passed over; each is told the line its way."""
    assert command_for(PLACE, environment, lambda name: f"/bin/{name}" if name in installed else None) == expected


def test_the_strip_and_the_desk_share_the_window(live: Live) -> None:
    """Open, folded and open again: together they fill the window, and the desk is laid out for what it has."""
    whole = pygame.display.get_surface()
    assert whole is not None
    heights = []
    for _ in range(2):
        above, below = live.scene.screen.surface, live.scene.screen.below
        assert above is not None
        assert below is not None
        assert above.get_height() + below.get_height() == whole.get_height()
        assert live.stage.pixels == above.get_size()
        heights.append(below.get_height())
        live.click("fold")
    assert heights[0] > 2 * heights[1]
    live.press(pygame.K_F6)
    assert live.scene.screen.foot == heights[1]


def test_a_low_window_begins_folded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the open strip would leave too little for the desk it is one line, which still counts the findings."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 660))
    low = live_window(open_stage(1280, 660), tmp_path)
    assert low.scene.panel.folded
    low.click("fold")
    assert not low.scene.panel.folded
    pygame.display.quit()


def test_resizing_and_scaling_keep_the_share(live: Live) -> None:
    """A larger window and another scale lay both parts anew."""
    live.press(pygame.K_MINUS, mod=pygame.KMOD_CTRL)
    live.press(pygame.K_n, mod=pygame.KMOD_CTRL)
    pygame.display.set_mode((1600, 1000), pygame.RESIZABLE)
    live.scene.handle(pygame.event.Event(pygame.VIDEORESIZE, size=(1600, 1000), w=1600, h=1000))
    live.paint()
    assert live.stage.pixels == (1600, 1000 - live.scene.screen.foot)
    assert live.scene.drawing is not None
    assert live.scene.drawing.palette == live.stage.palette
    live.paint()
    assert live.paint() == []


def test_the_pointer_is_in_one_part_only(live: Live) -> None:
    """Over the strip a finding is looked at in full, and nothing on the desk is hovered; the wheel turns the list."""
    live.click("finding", "1", press=False)
    assert live.scene.panel.looked_at == live.scene.panel.findings[1]
    live.scene.panel.roll.fit(999, 99)
    live.scene.handle(pygame.event.Event(pygame.MOUSEWHEEL, y=-1))
    assert live.scene.panel.roll.offset > 0
    live.scene.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(60, 80), rel=(1, 1), buttons=(0, 0, 0)))
    assert live.scene.panel.hover.kind == ""


def test_the_worst_comes_first_and_the_selection_stays() -> None:
    """Errors stand above warnings and tips; a finding that a save leaves where it is stays selected."""
    tip, warning = Finding("W603", "a tip", severity="tip"), Finding("W304", "a warning", severity="warning")
    panel = FindingsPanel()
    panel.show([tip, warning], "")
    panel.step(1)
    panel.show([tip, warning, Finding("E201", "an error")], "")
    assert [one.severity for one in panel.findings] == ["error", "warning", "tip"]
    assert panel.looked_at == tip


@pytest.mark.parametrize("room", [40.0, 200.0, 900.0])
def test_a_long_line_is_cut_around_what_is_meant(stage: Stage, room: float) -> None:
    """Whatever the room, the part that is marked begins inside it, and nothing is drawn beyond it."""
    line = "    " + "a: 1, " * 300 + "tenson: 4" + ", b: 2" * 300
    column = line.index("tenson") + 1
    finding = Finding("E201", "unknown", Place(Path("x.yaml"), 1, column), line_text=line, width=6)
    before, marked, after = parts_in(stage.drawing, finding, room)
    assert marked
    assert marked.startswith("ten"[: len(marked)]) or len(marked) == 1
    assert stage.drawing.width(before + marked + after, BODY) <= room
    assert stage.drawing.width(cut(stage.drawing, "wide " * LONGEST, room, BODY), BODY) <= room


def test_anything_can_be_drawn(stage: Stage, tmp_path: Path) -> None:
    """Characters that no font takes, and texts of any length, are drawn as far as they can be."""
    live = live_window(stage, tmp_path)
    for text in ("\x00\x01\x1b[31m", "\n\n", "한국어 " * 90, "x" * 100_000, "\U0001f600\u202e"):
        place = Place(live.file, 3, len(text) // 2 + 1)
        finding = Finding("E102", text, place, (text,), text, 3, text, (text, text))
        live.scene.panel.show([finding, Finding("E103", "of the whole")], text, [text])
        assert live.paint()
        live.scene.panel.select(1)
        live.press(pygame.K_F9)
        assert "no line to open" in live.scene.panel.told


@pytest.mark.parametrize("kind", [Screen, DenseScreen])
def test_both_kinds_of_window_can_be_shared(kind: type[Screen], monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts lie above one another; full screen and back keeps the size of the upper part."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    screen = SharedScreen(kind())
    assert app.open_display(screen, extra=100).get_height() == 900
    screen.foot = 100
    above, below = screen.surface, screen.below
    assert above is not None
    assert below is not None
    assert (above.get_size(), below.get_size()) == ((1280, 800), (1280, 100))
    below.fill((9, 9, 9))
    assert above.get_at((5, 799))[:3] != (9, 9, 9)
    assert not screen.is_full
    screen.fill()
    pygame.event.pump()
    screen.shrink((1280, 800))
    pygame.event.pump()
    back = screen.surface
    assert back is not None
    assert back.get_size() == (1280, 800)
    screen.call("A name")
    screen.show([below.get_rect()])
    pygame.display.quit()
