"""What all scenes share: the palette, the scale and the size of the window, and the data that is read once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from game.errors import SaveError
from game.resources import assets_folder
from game.window.debrief.analyst import Analyst
from game.window.geography import Coasts, read_coasts
from game.window.kit.drawing import Drawing, Faces, read_faces
from game.window.kit.panel import Box
from game.window.screen import Screen
from game.window.settings import STEPS, Loaded, Settings, keep_settings, load_settings, rescaled
from game.window.sound import Sounds
from game.window.theme import LIGHT, NIGHT, Palette

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.engine import Scenario
    from game.session.saves import Autosave
    from game.session.session import Session

DESIGN = (1280, 800)
SMALLEST = (1024, 640)
"""The logical size that the desk is never laid out below: a smaller window shows a part of it."""

ROOMY = (1200, 740)
"""The logical size below which the layout is the compact one."""

ROOM = (640, 400)
"""The smallest window, in physical pixels, that the desk is shown in."""

SMALLEST_SCALE = 0.9
"""Below this scale text would be smaller than can be read."""


def fitting_scale(width: int, height: int, user: float) -> float:
    """Return the scale of a window in steps of 5 %: the design's size into the window's, times the player's."""
    wanted = max(SMALLEST_SCALE, min(width / DESIGN[0], height / DESIGN[1]) * user)
    steps = round(wanted * STEPS)
    whole = int(min(width / SMALLEST[0], height / SMALLEST[1]) * STEPS + 1e-6)
    # Rounded up by a hair, the desk would not fit where it does at the step below.
    if steps == whole + 1 and steps > wanted * STEPS:
        steps = whole
    return max(SMALLEST_SCALE, steps / STEPS)


@dataclass(eq=False)
class Stage:
    """The window's own settings and shared data.

    Attributes:
        settings: what the player has set; change them by `change`.
        settings_file: where they are kept; None keeps them nowhere.
        told: what the player should know about the settings, such as a disk that refused.
        width: logical width of the desk.
        height: logical height of the desk.
        view: the part of the desk that the window shows; all of it, unless the player's scale does not fit.
        leaving: set when the window is to close.
        new_autosave: returns where a new game is kept; None keeps none.
        clock: returns the time to note in a save.
        prepare: has the rules of the scenario at a path compiled, in another process; with None no longer.
        playing: the scenario that is played, or was last; None before the first game.
        analyst: who works debriefs out, in another process.
        beside: whether that process may be started before it is asked for.
    """

    faces: Faces
    coasts: Coasts
    drawing: Drawing
    sounds: Sounds
    screen: Screen = field(default_factory=Screen)
    settings: Settings = field(default_factory=Settings)
    settings_file: Path | None = None
    told: str = ""
    width: float = DESIGN[0]
    height: float = DESIGN[1]
    view: Box = field(default_factory=lambda: Box(0, 0, *DESIGN))
    pixels: tuple[int, int] = DESIGN
    windowed: tuple[int, int] = DESIGN
    leaving: bool = False
    seed: int | None = None
    new_autosave: Callable[[Session], Autosave | None] = field(default=lambda _: None)
    clock: Callable[[], str] = field(default=str)
    prepare: Callable[[Path | None], None] = field(default=lambda _: None)
    playing: Path | None = None
    analyst: Analyst = field(default_factory=Analyst)
    beside: bool = False
    saves: Path | None = None
    loaded: dict[Path, Scenario] = field(default_factory=dict)

    def load(self, path: Path) -> Scenario:
        """Return a scenario, compiled once a window.

        Raises:
            GameError: it has faults.
        """
        # Imported here: the first picture is on the screen before the engine is loaded.
        from game.engine import load_scenario  # noqa: PLC0415

        if path not in self.loaded:
            self.loaded[path] = load_scenario(path)
        return self.loaded[path]

    def begin(self, scenario: Scenario) -> None:
        """Have the rules of a scenario that is played now made ready for batches, where the player lets us."""
        self.playing = self.path_of(scenario)
        if self.settings.prepare and self.playing is not None:
            self.prepare(self.playing)

    def path_of(self, scenario: Scenario) -> Path | None:
        """Return where a scenario was loaded from; None where it was not loaded by this window."""
        return next((path for path, loaded in self.loaded.items() if loaded is scenario), None)

    def attend(self, session: Session | None) -> None:
        """Let who works debriefs out look at the game that is on the screen; None where there is none."""
        path = self.path_of(session.scenario) if session is not None else None
        self.analyst.attend(session, path, ahead=self.beside and self.settings.prepare)

    @property
    def palette(self) -> Palette:
        """The colours of the player's choice."""
        return NIGHT if self.settings.night else LIGHT

    @property
    def too_small(self) -> bool:
        """Whether the window has no room for a part of the desk that is worth showing."""
        return self.pixels[0] < ROOM[0] or self.pixels[1] < ROOM[1]

    @property
    def compact(self) -> bool:
        """Whether the desk is laid out for little room."""
        return self.width < ROOMY[0] or self.height < ROOMY[1]

    def resize(self, width: int, height: int) -> None:
        """Take the size of the window in physical pixels and choose the scale for it."""
        self.pixels = (width, height)
        scale = fitting_scale(width, height, self.settings.scale)
        self.drawing = Drawing(self.faces, self.palette, scale, badges=self.settings.badges)
        wide, high = width / scale, height / scale
        self.width, self.height = max(wide, SMALLEST[0]), max(high, SMALLEST[1])
        self.view = self._inside(Box(self.view.x, self.view.y, min(wide, self.width), min(high, self.height)))

    def look_at(self, box: Box) -> bool:
        """Move the visible part as little as needed to show a box of the desk; return whether it moved.

        Of a box larger than the view, the upper left corner is shown.
        """
        before = self.view
        x = min(max(before.x, box.right - before.width), box.x)
        y = min(max(before.y, box.bottom - before.height), box.y)
        self.view = self._inside(Box(x, y, before.width, before.height))
        return self.view != before

    def _inside(self, box: Box) -> Box:
        """Return the visible part moved so that it lies on the desk."""
        x = min(max(0.0, box.x), max(0.0, self.width - box.width))
        y = min(max(0.0, box.y), max(0.0, self.height - box.height))
        return Box(x, y, box.width, box.height)

    def change(self, settings: Settings) -> None:
        """Take the player's settings at once, and keep them; the scene must be laid anew."""
        if settings == self.settings:
            return
        if self.settings.sound and not settings.sound:
            self.sounds.close()
        if self.settings.prepare != settings.prepare and self.playing is not None:
            self.prepare(self.playing if settings.prepare else None)
        self.settings, self.told = settings, ""
        if settings.sound and not self.sounds.open():
            self.told = self.sounds.reason
        if self.settings_file is not None:
            try:
                keep_settings(self.settings_file, settings)
            except SaveError as error:
                self.told = str(error)
        self.resize(*self.pixels)

    def change_scale(self, steps: int) -> None:
        """Make everything larger or smaller by steps of 5 %; 0 goes back to the default."""
        wanted = 1.0 if steps == 0 else self.settings.scale + steps / STEPS
        self.change(rescaled(self.settings, wanted))

    def change_palette(self) -> None:
        """Change between the light and the night palette."""
        self.change(replace(self.settings, night=not self.settings.night))

    def play(self, name: str) -> None:
        """Play a sound where the player wants to hear it."""
        if self.settings.sound:
            self.sounds.play(name)
            self.told = self.told or self.sounds.reason


def open_stage(width: int, height: int, settings: Path | None = None) -> Stage:
    """Read the fonts and the map and return a stage for a window of this size; `settings` is the player's file."""
    assets = assets_folder()
    faces = read_faces(assets)
    drawing = Drawing(faces, LIGHT)
    kept = Loaded(Settings()) if settings is None else load_settings(settings)
    stage = Stage(
        faces,
        read_coasts(assets),
        drawing,
        Sounds(assets),
        settings=kept.settings,
        settings_file=settings,
        told=kept.reason,
    )
    stage.resize(width, height)
    return stage
