"""What every screen does: it places panels, paints those that changed, and hands keys and clicks on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame

from game.window.kit.edges import mark_edges
from game.window.kit.panel import LOOK, NOTHING, Box, Command, Panel
from game.window.kit.pen import Pen
from game.window.kit.tooltip import DELAY, Tooltip
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
BORDER = 28.0
"""So near to the edge of the window the pointer moves the visible part of a desk that does not fit."""

SLIDE = 14.0
TURNED = 60.0
"""How far a notch of the wheel moves it."""

COLUMN = 0.36
"""A panel up to this share of the width is a column, with room for a tooltip beside it."""

AROUND = 24.0
"""How much is shown around what has the ring, where the desk does not fit."""


class Scene(ABC):
    """The base of screens. `handle` returns the scene to go on with: itself, or the next one.

    Panels have their place on the desk; the window shows all of it, or the part `stage.view` where the player's scale
    does not let it fit. Dialogs and the tooltip have their place in that view.
    """

    def __init__(self, stage: Stage) -> None:
        """Set the scene; a subclass fills `panels`."""
        self.stage = stage
        self.panels: list[Panel] = []
        self.dialogs: list[Dialog] = []
        self.focus = NOTHING
        self.keyboard = False
        self.cover = True
        self.tooltip = Tooltip()
        self.now = 0.0
        self._desk: pygame.Surface | None = None
        self._shown: Box | None = None
        self._pointer: tuple[int, int] | None = None

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

    def beside(self, command: Command) -> bool:
        """Carry out a command beside the open dialog, such as looking something up; return whether it was one."""
        del command
        return False

    def wish_of(self, event: pygame.event.Event) -> Command:
        """Return what a key asks for beside the open dialog; nothing, as a rule."""
        del event
        return NOTHING

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

    def tick(self, now: float) -> bool:
        """Move on to a moment (as of `time.monotonic`); return whether anything still moves."""
        self.now = now
        self.tooltip.tick(now)
        moving = [panel.animate(now) for panel in (*self.panels, *self.dialogs[-1:])]
        return self._slide() or any(moving)

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
        elif event.type == pygame.WINDOWLEAVE:
            self._pointer = None
            self.tooltip.drop()
        return following or self

    def open(self, dialog: Dialog) -> None:
        """Open a dialog above everything."""
        dialog.centre(self.stage.drawing, self.stage.view.width, self.stage.view.height)
        self.dialogs.append(dialog)
        self.mark_all()

    def lay(self) -> None:
        """Place the panels and the open dialogs."""
        boxes = self.arrange()
        for panel in self.panels:
            panel.place(boxes[panel.name])
        for dialog in self.dialogs:
            dialog.centre(self.stage.drawing, self.stage.view.width, self.stage.view.height)
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
        if self.stage.too_small:
            return self._ask_for_room(screen)
        waiting = any(panel.dirty for panel in (self.dialogs[-1:] or self.panels))
        if not (waiting or self.cover or self.tooltip.stale or self._shown != self.stage.view):
            return []
        if self.cover:
            self.tooltip.forget()
        changed = self.tooltip.lift(screen)
        changed += self._paint_dialog(screen) if self.dialogs else self._paint_desk(screen)
        self.cover = False
        return changed + self.tooltip.lay(screen, self.stage.drawing, self.stage.view)

    def _paint_desk(self, screen: pygame.Surface) -> list[pygame.Rect]:
        """Repaint the panels that changed; where only a part of the desk is visible, on a desk of its own."""
        drawing, view = self.stage.drawing, self.stage.view
        if view.width >= self.stage.width and view.height >= self.stage.height:
            self._desk, self._shown = None, view
            return [panel.render(screen, drawing) for panel in self.panels if panel.dirty]
        size = (drawing.px(self.stage.width), drawing.px(self.stage.height))
        if self._desk is None or self._desk.get_size() != size:
            self._desk = pygame.Surface(size)
            for panel in self.panels:
                panel.dirty = True
        for panel in self.panels:
            if panel.dirty:
                panel.render(self._desk, drawing)
        screen.blit(self._desk, (-drawing.px(view.x), -drawing.px(view.y)))
        mark_edges(Pen(drawing, screen), view, self.stage.width, self.stage.height)
        self._shown = view
        return [screen.get_rect()]

    def _paint_dialog(self, screen: pygame.Surface) -> list[pygame.Rect]:
        """Repaint the dialog on top; when all is to be covered anew, the veiled desk below it too."""
        top = self.dialogs[-1]
        if not self.cover:
            return [top.render(screen, self.stage.drawing)] if top.dirty else []
        for panel in self.panels:
            panel.dirty = True
        self._paint_desk(screen)
        veil = pygame.Surface(screen.get_size())
        veil.fill(rgb(self.stage.palette.veil))
        veil.set_alpha(VEIL)
        screen.blit(veil, (0, 0))
        top.render(screen, self.stage.drawing)
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
        found = self._box_of(command) if self.keyboard else None
        if found is not None:
            self.stage.look_at(found.inside(-AROUND))

    def at(self, position: tuple[int, int]) -> tuple[Panel | None, Command]:
        """Return the panel at a point of the window, and what a click there asks for."""
        scale = self.stage.drawing.scale
        x, y = position[0] / scale, position[1] / scale
        if not self.dialogs:
            x, y = x + self.stage.view.x, y + self.stage.view.y
        # What was placed last lies on top: a panel may lie over another one.
        panels = self.dialogs[-1:] or self.panels
        panel = next((one for one in reversed(panels) if one.box.holds(x, y)), None)
        return panel, panel.hit(x, y) if panel else NOTHING

    def _box_of(self, command: Command) -> Box | None:
        """Return where a command was drawn last, on the desk or in the open dialog."""
        found = (panel.box_of(command) for panel in (self.dialogs[-1:] or self.panels))
        return next((box for box in found if box is not None), None)

    def _resized(self) -> None:
        surface = self.stage.screen.surface
        if surface is not None and surface.get_size() != self.stage.pixels:
            self.stage.resize(*surface.get_size())
            self.lay()

    def _key(self, event: pygame.event.Event) -> Scene | None:
        self.keyboard = True
        explained = self.tooltip.visible
        self.tooltip.drop()
        if self._window_key(event) or (explained and event.key == pygame.K_ESCAPE):
            return None
        if event.key == pygame.K_F1 and self._explain():
            return None
        if self.dialogs and not self.beside(self.wish_of(event)):
            self.dialogs[-1].key(event)
        if self.dialogs:
            return self._close_answered()
        following = self.key(event)
        if following is None and not self.dialogs:
            self.set_focus(self.focus)
        return following

    def _explain(self) -> bool:
        """Show the tooltip of what has the ring at once; return whether it has one."""
        focus = self.dialogs[-1].focus if self.dialogs else self.focus
        panel = next((one for one in (self.dialogs[-1:] or self.panels) if one.box_of(focus) and one.tip(focus)), None)
        box = panel.box_of(focus) if panel is not None else None
        if panel is None or box is None:
            return False
        if not self.dialogs:
            box = replace(box, x=box.x - self.stage.view.x, y=box.y - self.stage.view.y)
        self._hint(panel.tip(focus), panel, box, focus, delay=0.0)
        return True

    def _change_full_screen(self) -> None:
        """Fill the screen, or go back to the size that the window had before."""
        screen = self.stage.screen
        if screen.is_full:
            screen.shrink(self.stage.windowed)
        else:
            self.stage.windowed = self.stage.pixels
            screen.fill()
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
        self.tooltip.drop()
        self.set_focus(self.focus)
        _, command = self.at(position)
        if command.kind == LOOK:
            return None
        if self.dialogs and not self.beside(command):
            self.dialogs[-1].act(command)
        if self.dialogs:
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
        self.tooltip.drop()
        panel, _ = self.at(self._pointer or (0, 0))
        if self.dialogs:
            panel = self.dialogs[-1]
        if (panel is None or not panel.scroll(notches)) and not self.dialogs:
            view = self.stage.view
            self.stage.look_at(replace(view, y=view.y - notches * TURNED))

    def _point(self, position: tuple[int, int]) -> None:
        self._pointer = position
        under, command = self.at(position)
        for panel in self.dialogs[-1:] or self.panels:
            panel.set_hover(command if panel is under else NOTHING)
        text = under.tip(command) if under is not None else ""
        scale = self.stage.drawing.scale
        spot = Box(position[0] / scale, position[1] / scale, 1, 1)
        if under is not None and text:
            self._hint(text, under, spot, command)
        else:
            self.tooltip.want("", spot, self.now)

    def _hint(self, text: str, panel: Panel, spot: Box, command: Command, delay: float = DELAY) -> None:
        """Ask for a tooltip: beside a column at the edge of the desk, so that it covers no neighbour, else below."""
        view = self.stage.view
        aside = not self.dialogs and panel.box.width < view.width * COLUMN and panel.box.height > view.height / 2
        aside = aside or (not self.dialogs and panel.box.right <= view.width * COLUMN)
        if aside:
            row = panel.box_of(command) or spot
            spot = Box(panel.box.x - view.x, row.y - view.y, panel.box.width, row.height)
        self.tooltip.want(text, spot, self.now, delay=delay, aside=aside)

    def _slide(self) -> bool:
        """Move the visible part while the pointer rests at an edge; return whether it moved."""
        view = self.stage.view
        if self._pointer is None or self.dialogs or (view.width, view.height) == (self.stage.width, self.stage.height):
            return False
        scale = self.stage.drawing.scale
        x, y = self._pointer[0] / scale, self._pointer[1] / scale
        across = (x > view.width - BORDER) - (x < BORDER)
        down = (y > view.height - BORDER) - (y < BORDER)
        moved = self.stage.look_at(replace(view, x=view.x + across * SLIDE, y=view.y + down * SLIDE))
        if moved:
            self.tooltip.drop()
        return moved
