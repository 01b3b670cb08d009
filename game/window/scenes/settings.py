"""The settings: a dialog of rows, each with its values side by side, that take effect as they are chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pygame

from game.window.kit.dialog import CLOSE, ENTER, FOOT, MARGIN, TITLE_BOTTOM, Dialog
from game.window.kit.marks import button
from game.window.kit.panel import Box, Command
from game.window.kit.pen import Pen
from game.window.kit.scroll import Scroll
from game.window.settings import SCALES, STEPS, rescaled
from game.window.theme import BODY, MOVE_TITLE, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.window.kit.drawing import Drawing
    from game.window.settings import Settings
    from game.window.stage import Stage

WIDTH = 640.0
ROW, LEAST_ROW = 56.0, 35.0
"""The height of a row, and how far rows give way before they scroll."""

CONTROL = 244.0
CONTROL_HEIGHT = 34.0
STEP_WIDTH = 40.0
LINES, LINE = 21.0, 21.0
"""From a row's label to its words, and the height of a line of either."""

BETWEEN = 5.0
"""The least room between the values of two rows."""
TOLD_LINE = 19.0
ICON_WIDTH = 24.0
CLOSE_WIDTH = 148.0
SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Row:
    """A setting with two values, the default first; `turned` says that the default is the true one."""

    name: str
    title: str
    words: str
    values: tuple[str, str]
    turned: bool = False


ROWS = (
    Row(SCALE, "Size", "Everything grows together. Ctrl + and Ctrl \u2212", ("Smaller", "Larger")),
    Row("night", "Palette", "Ink on paper, or light on dark. Ctrl N", ("Light", "Night")),
    Row("reduced_motion", "Motion", "Reduced: numbers stand where they end.", ("Full", "Reduced")),
    Row("sound", "Sound", "Four short sounds; each is also seen.", ("Off", "On")),
    Row("badges", "Capitals", "Flags, or the letters that are also keys.", ("Flags", "Letters")),
    Row("names", "Leaders", "Public figures by name, or by their role only.", ("Names", "Roles only"), turned=True),
    Row(
        "prepare",
        "Prepare batches while you play",
        "Once a scenario: 3 s of idle time, 150 MB.",
        ("On", "Off"),
        turned=True,
    ),
)


class SettingsDialog(Dialog):
    """The player's settings. Arrows choose and change, the mouse clicks a value, Esc closes."""

    hover_kinds = frozenset({"set", "close"})

    def __init__(self, stage: Stage, changed: Callable[[], None]) -> None:
        """Show the settings of a stage; `changed` lays the scene anew after each change."""
        super().__init__("settings")
        self.stage = stage
        self.changed = changed
        self.row = 0
        self.pitch = ROW
        self.keyboard = False
        self.roll = Scroll()

    def focusables(self) -> tuple[Command, ...]:
        """Return the rows and the button."""
        return (*(Command("row", row.name) for row in ROWS), CLOSE)

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return the height of all rows, or what the window has."""
        wide = min(WIDTH, width - 24)
        whole = TITLE_BOTTOM + len(ROWS) * ROW + told_height(self._told(drawing, wide)) + FOOT
        return wide, min(whole, height - 24)

    def _told(self, drawing: Drawing, wide: float) -> list[str]:
        """Return what the player should know of the settings, in lines."""
        return drawing.wrap(self.stage.told, wide - 2 * MARGIN - ICON_WIDTH, BODY)

    def paint(self, pen: Pen) -> None:
        """Draw title, the rows that have room, what went wrong, and the button."""
        self.frame(pen)
        pen.text(MARGIN, 20, "Settings", MOVE_TITLE)
        foot = pen.height - FOOT
        told = self._told(pen.drawing, pen.width)
        top = foot - told_height(told)
        self._rows(pen, top)
        if told:
            pen.image(pen.drawing.icon("triangle-alert", 16, "neg"), MARGIN, top + 6)
        for place, line in enumerate(told):
            pen.text(MARGIN + ICON_WIDTH, top + 4 + place * TOLD_LINE, line, BODY, "neg")
        pen.line([(MARGIN, foot + 4), (pen.width - MARGIN, foot + 4)], "rule")
        pen.text(MARGIN, pen.height - 33, "F11 fills the screen.", BODY, "ink3", middle=True)
        box = Box(pen.width - MARGIN - CLOSE_WIDTH, pen.height - 52, CLOSE_WIDTH, 38)
        button(pen, box, "Close", "Esc", hovered=self.hover == CLOSE)
        if self.focus == CLOSE:
            self.ring(pen, box.inside(-3), radius=9)
        self.hits.append((box, CLOSE))

    def _rows(self, pen: Pen, bottom: float) -> None:
        """Draw whole rows only, closer before any is left out; the one with the ring is always among them."""
        # The height of a panel is whole pixels: less than one may be missing.
        room = bottom - TITLE_BOTTOM + 1
        count = max(1, min(len(ROWS), int(room // LEAST_ROW)))
        self.pitch = pitch = min(ROW, room / count)
        self.roll.fit(len(ROWS) * pitch, count * pitch)
        if self.focus.kind == "row":
            self.roll.reveal(self.row * pitch, (self.row + 1) * pitch)
        first = round(self.roll.offset / pitch)
        for place, row in enumerate(ROWS[first : first + count]):
            self._row(pen, row, TITLE_BOTTOM + place * pitch)
        self.roll.bar(pen, pen.width - 12, TITLE_BOTTOM)

    def _row(self, pen: Pen, row: Row, top: float) -> None:
        pen.line([(MARGIN, top), (pen.width - MARGIN, top)], "rule")
        apart = min(LINES, self.pitch * 0.48)
        label = top + (self.pitch - apart - LINE) / 2
        pen.text(MARGIN, label, row.title, SECTION)
        pen.text(MARGIN, label + apart, row.words, BODY, "ink2")
        box = self._control(pen.width, top)
        if row.name == SCALE:
            self._steps(pen, box)
        else:
            self._values(pen, row, box)
        if self.focus == Command("row", row.name):
            self.ring(pen, box.inside(-3), radius=9)

    def _control(self, width: float, top: float) -> Box:
        """Return where the values of a row that begins at `top` lie in a dialog of a width."""
        height = min(CONTROL_HEIGHT, self.pitch - BETWEEN)
        return Box(width - MARGIN - CONTROL, top + (self.pitch - height) / 2, CONTROL, height)

    def _values(self, pen: Pen, row: Row, box: Box) -> None:
        """Draw two values side by side; the chosen one is filled and has a tick."""
        chosen, half = self.value(row), box.width / 2
        pen.rect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, "panel", radius=6, stroke="rule2")
        for place, words in enumerate(row.values):
            part = Box(box.x + place * half, box.y, half, box.height)
            command = Command("set", f"{row.name}={place}")
            is_chosen = place == chosen
            if is_chosen or self.hover == command:
                inner = part.inside(3)
                pen.rect(inner.x, inner.y, inner.width, inner.height, "accent" if is_chosen else "sunk", radius=4)
            self._value(pen, part, words, chosen=is_chosen)
            self.hits.append((part, command))

    def _value(self, pen: Pen, part: Box, words: str, *, chosen: bool) -> None:
        middle, colour = part.y + part.height / 2, "on_accent" if chosen else "ink2"
        width = pen.drawing.width(words, STRONG if chosen else BODY)
        left = part.x + (part.width - width) / 2 + (8 if chosen else 0)
        if chosen:
            x = left - 11
            pen.line([(x - 4, middle), (x - 1.2, middle + 3), (x + 4, middle - 3.4)], colour, 1.8)
        pen.text(left, middle, words, STRONG if chosen else BODY, colour, middle=True)

    def _steps(self, pen: Pen, box: Box) -> None:
        """Draw the scale between a button for less and one for more, as words and as a bar."""
        low, high = SCALES
        scale, middle = self.stage.settings.scale, box.y + box.height / 2
        pen.rect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, "panel", radius=6, stroke="rule2")
        for place, (x, open_) in enumerate(((box.x, scale > low), (box.right - STEP_WIDTH, scale < high))):
            part, command = Box(x, box.y, STEP_WIDTH, box.height), Command("set", f"{SCALE}={place}")
            if open_ and self.hover == command:
                inner = part.inside(3)
                pen.rect(inner.x, inner.y, inner.width, inner.height, "sunk", radius=4)
            centre, colour = x + STEP_WIDTH / 2, "ink" if open_ else "rule2"
            pen.line([(centre - 5, middle), (centre + 5, middle)], colour, 1.8)
            if place:
                pen.line([(centre, middle - 5), (centre, middle + 5)], colour, 1.8)
            self.hits.append((part, command))
        left, width = box.x + STEP_WIDTH + 8, box.width - 2 * STEP_WIDTH - 16
        pen.text(box.x + box.width / 2, box.y + 5, f"{100 * scale:.0f} %", STRONG, align="centre")
        pen.rect(left, box.bottom - 9, width, 3, "rule", radius=1)
        pen.rect(left, box.bottom - 9, width * (scale - low) / (high - low), 3, "accent", radius=1)
        usual = left + width * (1 - low) / (high - low)
        pen.line([(usual, box.bottom - 12), (usual, box.bottom - 3)], "ink2", 1.2, cap="butt")

    def value(self, row: Row) -> int:
        """Return the place of the value that a row of two has now."""
        return int(getattr(self.stage.settings, row.name) != row.turned)

    def act(self, command: Command) -> None:
        """Set a value by a click, or close."""
        if command.kind == "set":
            name, _, place = command.about.partition("=")
            self.row = next(number for number, row in enumerate(ROWS) if row.name == name)
            self._set(int(place))
            if name == SCALE:
                self._follow(command)
        elif command == CLOSE:
            super().act(command)

    def key(self, event: pygame.event.Event) -> None:
        """Choose a row by Up, Down and Tab, change it by Left and Right, turn it by Space or Enter, close by Esc."""
        on_row = self.focus.kind == "row"
        if event.key == pygame.K_ESCAPE or (not on_row and event.key in (*ENTER, pygame.K_SPACE)):
            self.answer = CLOSE
        elif event.key in (pygame.K_DOWN, pygame.K_UP, pygame.K_TAB):
            back = event.key == pygame.K_UP or bool(event.mod & pygame.KMOD_SHIFT)
            self.step_focus(-1 if back else 1)
            self.row = next((place for place, row in enumerate(ROWS) if row.name == self.focus.about), self.row)
        elif on_row and event.key in (pygame.K_LEFT, pygame.K_RIGHT):
            self._set(int(event.key == pygame.K_RIGHT))
        elif on_row and event.key in (*ENTER, pygame.K_SPACE):
            self._set(1 if ROWS[self.row].name == SCALE else 1 - self.value(ROWS[self.row]))
        self.dirty = True

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the rows."""
        moved = self.roll.by(-notches * self.pitch)
        self.dirty = self.dirty or moved
        return moved

    def _follow(self, command: Command) -> None:
        """Keep the pointer on the button that changed the scale: the dialog grew or shrank under it."""
        drawing = self.stage.drawing
        # Painted at once: only then is it known where the button lies now.
        surface = pygame.Surface((drawing.px(self.box.width), drawing.px(self.box.height)))
        self.hits = []
        self.paint(Pen(drawing, surface))
        self.dirty = True
        box = self.box_of(command)
        if box is not None:
            pygame.mouse.set_pos(drawing.px(box.x + box.width / 2), drawing.px(box.y + box.height / 2))

    def _set(self, place: int) -> None:
        """Give the row its value, or a step less or more; the whole window follows at once."""
        self.stage.change(changed_settings(self.stage.settings, ROWS[self.row], place))
        self.stage.play("select")
        self.changed()


def told_height(lines: list[str]) -> float:
    """Return the height that lines of what went wrong take above the foot."""
    return len(lines) * TOLD_LINE + 12 if lines else 0.0


def changed_settings(settings: Settings, row: Row, place: int) -> Settings:
    """Return the settings after the first (0) or the second (1) value of a row was chosen."""
    if row.name == SCALE:
        return rescaled(settings, settings.scale + (1 if place else -1) / STEPS)
    return replace(settings, **{row.name: bool(place) != row.turned})
