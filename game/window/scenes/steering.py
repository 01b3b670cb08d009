"""The keyboard at the desk: which part has the ring, where the arrows lead, and what a key stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.kit.dialog import ENTER
from game.window.kit.panel import NOTHING, Command
from game.window.widgets.moves import DIGITS

if TYPE_CHECKING:
    from game.window.scenes.play import PlayScene

LETTERS = {
    pygame.K_e: Command("end_turn"),
    pygame.K_END: Command("end_turn"),
    pygame.K_r: Command("record"),
    pygame.K_g: Command("goal"),
    pygame.K_m: Command("relations"),
    pygame.K_o: Command("settings"),
    pygame.K_h: Command("help"),
    pygame.K_F1: Command("help"),
}
ARROWS = (pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT)
PAGES = {pygame.K_PAGEUP: -1, pygame.K_PAGEDOWN: 1}


class Steering:
    """Turns the keys of the desk into commands; it moves the ring and decides nothing."""

    def __init__(self, scene: PlayScene) -> None:
        """Steer a scene."""
        self.scene = scene

    def areas(self) -> list[tuple[Command, ...]]:
        """Return what the keyboard can reach, by part of the desk, in the order of Tab; empty parts are left out."""
        scene = self.scene
        readings = tuple(command for panel in scene.readings for command in panel.focusables())
        first = scene.wordings if scene.desk.choosing else scene.moves
        parts = (first, scene.dossier, None, scene.map, scene.news, scene.turns, scene.top)
        found = [readings if part is None else part.focusables() for part in parts]
        if scene.desk.choosing:
            found[3] = ()
        return [area for area in found if area]

    def command_of(self, event: pygame.event.Event) -> Command:
        """Return what a key asks for; the ring is moved at once."""
        if event.key == pygame.K_TAB:
            self._next_area(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return NOTHING
        if event.key in ARROWS:
            return self._arrow(event.key)
        if event.unicode and event.unicode in DIGITS:
            return self._digit(DIGITS.index(event.unicode))
        return self._press(event.key) or self.looked_up(event)

    def _press(self, key: int) -> Command | None:
        """Return what a key asks for that presses, turns a page or steps back; None for any other key."""
        focus = self.scene.focus
        if key in ENTER:
            # Enter sends from wherever a move or a wording has the ring; Space presses what has it.
            return Command("send") if focus.kind in ("move", "wording") else focus
        if key in PAGES:
            return self._page(PAGES[key])
        return {pygame.K_ESCAPE: Command("back"), pygame.K_SPACE: focus}.get(key)

    def _area(self) -> int:
        focus = self.scene.focus
        return next((place for place, area in enumerate(self.areas()) if focus in area), 0)

    def _next_area(self, by: int) -> None:
        areas = self.areas()
        area = areas[(self._area() + by) % len(areas)]
        desk = self.scene.desk
        # Back in a list, the ring goes to what is selected there.
        selected = Command("wording", desk.wording) if desk.choosing else Command("move", desk.selected)
        self.scene.set_focus(selected if selected in area else area[0])

    def _arrow(self, key: int) -> Command:
        """Move the selection, or the ring inside a part of the desk, or the headlines."""
        by = 1 if key in (pygame.K_DOWN, pygame.K_RIGHT) else -1
        upright = key in (pygame.K_DOWN, pygame.K_UP)
        scene, areas = self.scene, self.areas()
        area = areas[self._area()]
        if scene.focus.kind == "move" and upright:
            return Command("step", f"{by:+d}")
        if scene.focus.kind in ("move", "news") or (len(area) == 1 and not upright):
            return Command("news", f"{by:+d}")
        if scene.focus in area:
            wanted = area[(area.index(scene.focus) + by) % len(area)]
            if wanted.kind == "wording":
                return wanted
            scene.set_focus(wanted)
        return NOTHING

    def looked_up(self, event: pygame.event.Event) -> Command:
        """Return what a key looks up: a page, or the ledger of a capital."""
        return LETTERS.get(event.key) or self._capital(event.unicode.lower())

    def _page(self, by: int) -> Command:
        names = list(self.scene.desk.groups)
        if self.scene.desk.choosing:
            return NOTHING
        return Command("group", names[(names.index(self.scene.desk.open_group) + by) % len(names)])

    def _digit(self, place: int) -> Command:
        """Return the wording with that digit while one is chosen, else the move of the open group."""
        desk = self.scene.desk
        kind, known = ("wording", desk.open_wordings()) if desk.choosing else ("move", desk.groups[desk.open_group])
        return Command(kind, known[place]) if place < len(known) else NOTHING

    def _capital(self, letter: str) -> Command:
        """Return the ledger of the capital that begins with a letter."""
        columns = self.scene.desk.columns
        names = [number.name for number in columns if number.capital and number.title.lower()[:1] == letter]
        return Command("why", names[0]) if letter and names else NOTHING
