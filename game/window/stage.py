"""What all scenes share: the palette, the scale and the size of the window, and the data that is read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.engine import Scenario, load_scenario
from game.resources import assets_folder
from game.window.geography import Coasts, read_coasts
from game.window.kit.drawing import Drawing, Faces
from game.window.theme import LIGHT, NIGHT, Palette

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.session.saves import Autosave
    from game.session.session import Session

DESIGN = (1280, 800)
SMALLEST = (1120, 720)
"""The logical size below which panels would no longer fit."""

ROOM = (1000, 680)
"""The smallest window, in physical pixels, that the desk is shown in."""

STEPS = 20
USER_STEPS = (0.8, 2.0)


def fitting_scale(width: int, height: int, user: float) -> float:
    """Return the scale of a window in steps of 5 %: the design's size times the player's, as far as it fits."""
    wanted = min(width / DESIGN[0], height / DESIGN[1]) * user
    most = min(width / SMALLEST[0], height / SMALLEST[1])
    steps = min(round(wanted * STEPS), int(most * STEPS + 1e-6))
    return max(0.5, steps / STEPS)


@dataclass(eq=False)
class Stage:
    """The window's own settings and shared data.

    Attributes:
        width: logical width of the window.
        height: logical height of the window.
        user_scale: the player's scale, 1 by default.
        leaving: set when the window is to close.
        new_autosave: returns where a new game is kept; None keeps none.
        clock: returns the time to note in a save.
    """

    faces: Faces
    coasts: Coasts
    drawing: Drawing
    palette: Palette = LIGHT
    width: float = DESIGN[0]
    height: float = DESIGN[1]
    user_scale: float = 1.0
    pixels: tuple[int, int] = DESIGN
    windowed: tuple[int, int] = DESIGN
    leaving: bool = False
    seed: int | None = None
    new_autosave: Callable[[Session], Autosave | None] = field(default=lambda _: None)
    clock: Callable[[], str] = field(default=str)
    saves: Path | None = None
    loaded: dict[Path, Scenario] = field(default_factory=dict)

    def load(self, path: Path) -> Scenario:
        """Return a scenario, compiled once a window.

        Raises:
            GameError: it has faults.
        """
        if path not in self.loaded:
            self.loaded[path] = load_scenario(path)
        return self.loaded[path]

    @property
    def too_small(self) -> bool:
        """Whether the window has no room for the desk with text that can be read."""
        return self.pixels[0] < ROOM[0] or self.pixels[1] < ROOM[1]

    def resize(self, width: int, height: int) -> None:
        """Take the size of the window in physical pixels and choose the scale for it."""
        self.pixels = (width, height)
        scale = fitting_scale(width, height, self.user_scale)
        self.drawing = Drawing(self.faces, self.palette, scale)
        self.width, self.height = width / scale, height / scale

    def change_scale(self, steps: int) -> None:
        """Make everything larger or smaller by steps of 5 %; 0 goes back to the default."""
        low, high = USER_STEPS
        wanted = 1.0 if steps == 0 else round(self.user_scale + steps / STEPS, 2)
        self.user_scale = min(high, max(low, wanted))
        self.resize(*self.pixels)

    def change_palette(self) -> None:
        """Change between the light and the night palette."""
        self.palette = NIGHT if self.palette is LIGHT else LIGHT
        self.resize(*self.pixels)


def open_stage(width: int, height: int) -> Stage:
    """Read the fonts and the map and return a stage for a window of this size."""
    assets = assets_folder()
    faces = Faces(assets)
    stage = Stage(faces, read_coasts(assets), Drawing(faces, LIGHT))
    stage.resize(width, height)
    return stage
