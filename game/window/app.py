"""The window's loop: it opens a display, hands events to the scene, and shows what the scene repainted."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, Self

import pygame

from game.errors import DisplayError
from game.resources import assets_folder, saves_folder
from game.window.live.findings import OPEN
from game.window.opening import paint_opening
from game.window.screen import Screen, screen_of
from game.window.settings import settings_file
from game.window.stage import DESIGN, Stage, open_stage
from game.window.theme import LIGHT, rgb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.session.ahead import Lead
    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.scenes.scene import Scene

TITLE = "Middle Ground"
PAUSES = ((1.0, 0.015), (float("inf"), 0.08))
"""Seconds between looks at the events, by how long nothing has happened: (up to, pause).

Sleeping costs a tenth of waiting for an event, which polls every millisecond inside.
"""

FRAME = 1 / 60
"""Seconds between two pictures while something moves."""

ICON = 64
FRAME_ROOM = (16, 64)
"""Pixels of the screen, across and down, that a window's frame and a task bar may take."""

BLIND_DRIVERS = frozenset(("dummy", "offscreen"))
REPEAT_AFTER, REPEAT_EACH = 0.35, 0.06
REPEATED = frozenset(
    (pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_TAB)
)


class Shown(Protocol):
    """What the loop shows: a scene, or one that shares the window with what watches its files."""

    @property
    def caption(self) -> str:
        """What the window is called now."""

    def handle(self, event: pygame.event.Event) -> Self | Scene:
        """Take an event and return what is shown after it."""

    def tick(self, now: float) -> bool:
        """Move on to a moment; return whether anything still moves."""

    def paint(self, screen: pygame.Surface) -> list[pygame.Rect]:
        """Repaint what has changed and return the parts of the screen that did."""

    def idle(self) -> None:
        """Use a moment in which nothing happens."""

    def enter(self) -> None:
        """Take over from another scene."""

    def leave(self) -> None:
        """Put things in order before the window closes."""


def run(
    *,
    scenario: Path | None = None,
    seed: int | None = None,
    resume: Path | None = None,
    save: Path | None = None,
    lead: Lead | None = None,
    watch: bool = False,
) -> None:
    """Open the window and play until it is closed.

    Args:
        scenario: a scenario to start at once; without one the title is shown.
        seed: the luck of the game.
        resume: a saved game to go on with.
        save: the file to keep the game in; without one, the user's folder of saved games.
        lead: who plays the first turns of a new game; without one, the person does.
        watch: whether to follow the scenario's files, and to list what is wrong with them.

    Raises:
        DisplayError: there is no screen to draw on.
        GameError: the scenario or the saved game cannot be used.
    """
    if save is not None and save != resume:
        _refuse_foreign(save)
    screen = screen_of()
    surface = open_display(screen, extra=round(OPEN) if watch else 0)
    try:
        stage = open_stage(*surface.get_size(), settings_file())
        stage.screen = screen
        stage.saves = saves_folder()
        # The rules and the scenarios take a moment to load: until then the window shows the region.
        paint_opening(surface, stage)
        screen.show([surface.get_rect()])
        stage.seed = seed
        stage.clock = lambda: datetime.now(UTC).isoformat(timespec="seconds")
        stage.new_autosave = lambda session: _autosave(session, save)
        stage.prepare, stage.beside = _prepare, _may_work_beside()
        begin = Beginning(scenario, seed, resume, save, lead)
        try:
            loop(stage, watched_scene(stage, begin) if watch else first_scene(stage, begin))
        finally:
            stage.analyst.stop()
    finally:
        pygame.display.quit()


@dataclass(frozen=True, slots=True)
class Beginning:
    """How the window was asked to begin; each as `run` has it."""

    scenario: Path | None = None
    seed: int | None = None
    resume: Path | None = None
    save: Path | None = None
    lead: Lead | None = None


def first_scene(stage: Stage, begin: Beginning) -> Scene:
    """Return the scene to begin with: a saved game, a new one, or the title."""
    # Imported here, and in the functions below: the first picture does not wait for the rules.
    from game.session.saves import Autosave, load_save  # noqa: PLC0415
    from game.window.scenes.play import PlayScene  # noqa: PLC0415
    from game.window.scenes.title import TitleScene, resume_game, start_game  # noqa: PLC0415

    if begin.resume is not None:
        found = resume_game(stage, begin.resume, load_save(begin.resume), begin.scenario)
        if isinstance(found, PlayScene) and begin.save is not None:
            found.autosave = Autosave(begin.save)
        return found
    if begin.scenario is not None:
        return start_game(stage, stage.load(begin.scenario), begin.seed, begin.lead)
    return TitleScene(stage)


def watched_scene(stage: Stage, begin: Beginning) -> Shown:
    """Return the first scene with the findings of its files below it; one that has errors waits for their repair."""
    from game.window.live.scene import LiveScene  # noqa: PLC0415

    assert begin.scenario is not None
    return LiveScene(stage, begin.scenario, lambda: first_scene(stage, begin))


def open_display(screen: Screen | None = None, *, extra: int = 0) -> pygame.Surface:
    """Open a window that can be resized, at the design's size or as large as the screen allows.

    Args:
        screen: the kind of window.
        extra: how much higher than the design it should be.

    Raises:
        DisplayError: there is no screen.
    """
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    try:
        with _sdl_silent():
            pygame.display.init()
        _refuse_blind_driver()
        if pygame.display.get_driver() == "x11":
            # Without this SDL draws through software OpenGL: three times the memory and a tenth of the speed.
            os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
        pygame.font.init()
        return (screen or Screen()).open(TITLE, first_size(extra), window_icon())
    except pygame.error as error:
        pygame.display.quit()
        raise DisplayError(f"no window can be opened: {error}") from error


@contextmanager
def _sdl_silent() -> Iterator[None]:
    """Keep from the user what libraries below write of their own on the error stream while they look for a screen."""
    try:
        kept = os.dup(2)
    except OSError:
        # There is no such stream.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def first_size(extra: int = 0) -> tuple[int, int]:
    """Return the design's size, or less where the screen has no room for it with a frame and a task bar."""
    wanted = (DESIGN[0], DESIGN[1] + extra)
    if pygame.display.get_driver() in BLIND_DRIVERS:
        return wanted
    width, height = pygame.display.get_desktop_sizes()[0]
    return min(wanted[0], width - FRAME_ROOM[0]), min(wanted[1], height - FRAME_ROOM[1])


def window_icon() -> pygame.Surface:
    """Return the window's own icon: Seoul's first syllable, white on the accent."""
    icon = pygame.Surface((ICON, ICON))
    icon.fill(rgb(LIGHT.accent))
    font = pygame.font.Font(assets_folder() / "fonts" / "voice-700.ttf", ICON * 3 // 4)
    syllable = font.render("서", True, rgb(LIGHT.on_accent))
    icon.blit(syllable, syllable.get_rect(center=(ICON // 2, ICON // 2)))
    return icon


def _refuse_blind_driver() -> None:
    """Refuse a driver without a screen that was not asked for: nobody would see the window, or could close it.

    Raises:
        DisplayError: there is no screen.
    """
    asked = os.environ.get("SDL_VIDEODRIVER") or os.environ.get("SDL_VIDEO_DRIVER")
    if pygame.display.get_driver() in BLIND_DRIVERS and not asked:
        pygame.display.quit()
        raise DisplayError("no window can be opened: there is no screen")


class HeldKey:
    """Repeats a key that moves the selection while it is held; a key that sends something never repeats.

    The repeat of pygame itself goes on while a scenario loads, and would press the first button of the next scene.
    """

    def __init__(self) -> None:
        """Hold nothing."""
        self._event: pygame.event.Event | None = None
        self._due = 0.0

    def note(self, event: pygame.event.Event, now: float) -> None:
        """Look at an event for a key that goes down or up."""
        if event.type == pygame.KEYDOWN:
            self._event = event if event.key in REPEATED else None
            self._due = now + REPEAT_AFTER
        elif event.type in (pygame.KEYUP, pygame.WINDOWFOCUSLOST):
            self._event = None

    def repeated(self, now: float) -> pygame.event.Event | None:
        """Return the key to be pressed again, or None."""
        if self._event is None or now < self._due:
            return None
        self._due = now + REPEAT_EACH
        return self._event


def loop(stage: Stage, scene: Shown) -> None:
    """Run scenes until the player leaves; the screen is shown anew only when something was repainted."""
    caption, held, last = "", HeldKey(), time.monotonic()
    while not stage.leaving:
        events = [stage.screen.in_pixels(event) for event in latest_motion(pygame.event.get())]
        now = time.monotonic()
        for event in events:
            held.note(event, now)
        again = held.repeated(now)
        for event in (*events, again) if again is not None else events:
            following = scene.handle(event)
            if following is not scene:
                stage.drawing.forget()
                following.enter()
            scene = following
        surface = stage.screen.surface
        if surface is None:
            break
        moving = scene.tick(now)
        if scene.caption != caption:
            caption = scene.caption
            stage.screen.call(caption)
        changed = scene.paint(surface)
        if changed:
            stage.screen.show(changed)
        elif not events:
            scene.idle()
        last = now if events or changed or moving else last
        time.sleep(FRAME if moving else pause_after(now - last))
    scene.leave()


def latest_motion(events: list[pygame.event.Event]) -> list[pygame.event.Event]:
    """Return events without the positions that the pointer has already left again."""
    moves = [place for place, event in enumerate(events) if event.type == pygame.MOUSEMOTION]
    stale = set(moves[:-1])
    return [event for place, event in enumerate(events) if place not in stale]


def pause_after(quiet: float) -> float:
    """Return how many seconds to sleep after `quiet` seconds in which nothing happened."""
    return next(pause for up_to, pause in PAUSES if quiet < up_to)


def _may_work_beside() -> bool:
    """Return whether the environment lets the debrief's process start before it is asked for."""
    from game.simulation.precompile import is_switched_off  # noqa: PLC0415 - as in `first_scene`

    return not is_switched_off()


def _prepare(path: Path | None) -> None:
    """Have rules compiled in a process that ends with this one; None ends it now."""
    from game.simulation.precompile import Precompiler  # noqa: PLC0415 - as in `first_scene`

    process = Precompiler.of_this_process()
    if path is None:
        process.stop()
    else:
        process.start(path)


def _autosave(session: Session, save: Path | None) -> Autosave:
    from game.session.saves import Autosave, new_save  # noqa: PLC0415 - as in `first_scene`

    return Autosave(save) if save is not None else new_save(saves_folder(), session)


def _refuse_foreign(save: Path) -> None:
    from game.session.saves import refuse_foreign  # noqa: PLC0415 - as in `first_scene`

    refuse_foreign(save)
