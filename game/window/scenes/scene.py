"""What every screen does: it places panels, paints those that changed, and hands keys and clicks on."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import pygame

from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.kit.pen import Pen
from game.window.stage import ROOM
from game.window.theme import SECTION, rgb

if TYPE_CHECKING:
    from game.window.kit.dialog import Dialog
    from game.window.stage import Stage

LEFT_BUTTON = 1
SCALE_KEYS = {
    pygame.K_PLUS: 1,
    pygame.K_EQUALS: 1,
    pygame.K_KP_PLUS: 1,
    pygame.K_MINUS: -1,
    pygame.K_KP_MINUS: -1,
    pygame.K_0: 0,
    pygame.K_KP0: 0,
}
VEIL = 120
RESIZED = (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED)


class Scene(ABC):
    """The base of screens. `handle` returns the scene to go on with: itself, or the next one."""

    def __init__(self, stage: Stage) -> None:
        """Set the scene; a subclass fills `panels`."""
        self.stage = stage
        self.panels: list[Panel] = []
        self.dialogs: list[Dialog] = []
        self.focus = NOTHING
        self.keyboard = False
        self.cover = True

    @property
    def caption(self) -> str:
        """What the window is called now, for task bars and screen readers."""
        return "Middle Ground"

    @abstractmethod
    def arrange(self) -> dict[str, Box]:
        """Return the box of every panel by name, for the window's present size."""

    @abstractmethod
    def act(self, command: Command) -> Scene | None:
        """Carry out a command; return the next scene, or None to stay."""

    @abstractmethod
    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key that no dialog took; return the next scene, or None to stay."""

    def answered(self, dialog: Dialog) -> Scene | None:
        """Go on after a dialog was closed; return the next scene, or None to stay."""
        del dialog
        return None

    def enter(self) -> None:
        """Take over from another scene: the window may have changed its size meanwhile."""
        self.lay()

    def control_key(self, event: pygame.event.Event) -> bool:
        """Read a key pressed with Ctrl, before any dialog does; return whether it was taken."""
        del event
        return False

    def idle(self) -> None:  # noqa: B027 - most scenes have nothing to do
        """Use a moment in which nothing happens; must return soon."""

    def leave(self) -> None:  # noqa: B027 - most scenes have nothing to put in order
        """Put things in order before the window closes."""

    def handle(self, event: pygame.event.Event) -> Scene:
        """Take one event of the window and return the scene that comes after it."""
        following: Scene | None = None
        if event.type == pygame.QUIT:
            self.stage.leaving = True
        elif event.type in RESIZED:
            self._resized()
        elif event.type == pygame.WINDOWEXPOSED:
            self.mark_all()
        elif event.type == pygame.KEYDOWN:
            following = self._key(event)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == LEFT_BUTTON:
            following = self._click(event.pos)
        elif event.type == pygame.MOUSEWHEEL:
            self._wheel(event.y)
        elif event.type == pygame.MOUSEMOTION:
            self._point(event.pos)
        return following or self

    def open(self, dialog: Dialog) -> None:
        """Open a dialog above everything."""
        dialog.centre(self.stage.drawing, self.stage.width, self.stage.height)
        self.dialogs.append(dialog)
        self.mark_all()

    def lay(self) -> None:
        """Place the panels and the open dialogs."""
        boxes = self.arrange()
        for panel in self.panels:
            panel.place(boxes[panel.name])
        for dialog in self.dialogs:
            dialog.centre(self.stage.drawing, self.stage.width, self.stage.height)
        self.cover = True

    def mark_all(self) -> None:
        """Ask for a repaint of everything."""
        self.cover = True
        for panel in (*self.panels, *self.dialogs):
            panel.dirty = True

    def mark(self, *names: str) -> None:
        """Ask for a repaint of panels whose name starts so."""
        for panel in self.panels:
            panel.dirty = panel.dirty or panel.name.startswith(names)

    def paint(self, screen: pygame.Surface) -> list[pygame.Rect]:
        """Repaint what has changed and return the parts of the screen that did."""
        drawing = self.stage.drawing
        if self.stage.too_small:
            return self._ask_for_room(screen)
        if not self.dialogs:
            changed = [panel.render(screen, drawing) for panel in self.panels if panel.dirty]
            self.cover = False
            return changed
        top = self.dialogs[-1]
        if not self.cover:
            return [top.render(screen, drawing)] if top.dirty else []
        for panel in self.panels:
            panel.render(screen, drawing)
        veil = pygame.Surface(screen.get_size())
        veil.fill(rgb(self.stage.palette.veil))
        veil.set_alpha(VEIL)
        screen.blit(veil, (0, 0))
        top.render(screen, drawing)
        self.cover = False
        return [screen.get_rect()]

    def _ask_for_room(self, screen: pygame.Surface) -> list[pygame.Rect]:
        """Write that the window is too small, once."""
        if not self.cover:
            return []
        self.cover = False
        screen.fill(rgb(self.stage.palette.panel))
        pen = Pen(self.stage.drawing, screen)
        words = f"Please make the window larger: at least {ROOM[0]} by {ROOM[1]}."
        pen.paragraph(24, 24, words, pen.width - 48, SECTION)
        pen.layer()
        return [screen.get_rect()]

    def set_focus(self, command: Command) -> None:
        """Give the keyboard's ring to a target; it shows only after a key was pressed."""
        self.focus = command
        for panel in self.panels:
            panel.set_focus(command if self.keyboard else NOTHING)

    def at(self, position: tuple[int, int]) -> tuple[Panel | None, Command]:
        """Return the panel at a point of the window, and what a click there asks for."""
        scale = self.stage.drawing.scale
        x, y = position[0] / scale, position[1] / scale
        panels = self.dialogs[-1:] or self.panels
        panel = next((one for one in panels if one.box.holds(x, y)), None)
        return panel, panel.hit(x, y) if panel else NOTHING

    def _resized(self) -> None:
        surface = pygame.display.get_surface()
        if surface is not None and surface.get_size() != self.stage.pixels:
            self.stage.resize(*surface.get_size())
            self.lay()

    def _key(self, event: pygame.event.Event) -> Scene | None:
        self.keyboard = True
        if self._window_key(event):
            return None
        if self.dialogs:
            self.dialogs[-1].key(event)
            return self._close_answered()
        following = self.key(event)
        if following is None and not self.dialogs:
            self.set_focus(self.focus)
        return following

    def _change_full_screen(self) -> None:
        """Fill the screen, or go back to the size that the window had before."""
        if pygame.display.is_fullscreen():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # The first call only leaves full screen and keeps its size, with a warning; the second one sets it.
                pygame.display.set_mode(self.stage.windowed, pygame.RESIZABLE)
                pygame.event.pump()
                pygame.display.set_mode(self.stage.windowed, pygame.RESIZABLE)
        else:
            self.stage.windowed = self.stage.pixels
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        self._resized()
        self.mark_all()

    def _window_key(self, event: pygame.event.Event) -> bool:
        """Read the keys that mean the same everywhere: scale, palette, full screen."""
        if event.key == pygame.K_F11:
            self._change_full_screen()
            return True
        if not event.mod & pygame.KMOD_CTRL:
            return False
        if event.key in SCALE_KEYS:
            self.stage.change_scale(SCALE_KEYS[event.key])
        elif event.key == pygame.K_n:
            self.stage.change_palette()
        else:
            return self.control_key(event)
        self.lay()
        return True

    def _click(self, position: tuple[int, int]) -> Scene | None:
        self.keyboard = False
        self.set_focus(self.focus)
        _, command = self.at(position)
        if self.dialogs:
            self.dialogs[-1].act(command)
            return self._close_answered()
        return None if command == NOTHING else self.act(command)

    def _close_answered(self) -> Scene | None:
        dialog = self.dialogs[-1]
        if dialog.answer == NOTHING:
            return None
        self.dialogs.pop()
        self.mark_all()
        return self.answered(dialog)

    def _wheel(self, notches: int) -> None:
        panel, _ = self.at(pygame.mouse.get_pos())
        if self.dialogs:
            panel = self.dialogs[-1]
        if panel is not None:
            panel.scroll(notches)

    def _point(self, position: tuple[int, int]) -> None:
        under, command = self.at(position)
        for panel in self.dialogs[-1:] or self.panels:
            panel.set_hover(command if panel is under else NOTHING)
