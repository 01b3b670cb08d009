"""The bar above a debrief with its pages, and the foot with what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.marks import button
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.theme import BODY, CAPTION, SECTION, STRONG
from game.window.widgets.top_bar import SEAL

if TYPE_CHECKING:
    from game.window.kit.pen import Pen

__all__ = ["BACK", "EXPORT", "TABS", "DebriefBar", "DebriefFoot"]

BACK, EXPORT = Command("back"), Command("export")
SETTINGS, HELP = Command("settings"), Command("help")
NARROW = 1200.0


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that the bar opens."""

    command: Command
    label: str
    tip: str
    icon: str = ""


TABS = (
    Entry(Command("tab", "debrief"), "Debrief", "What your choices did, and what luck did. Key 1."),
    Entry(Command("tab", "history"), "History", "The line that was really played, beside yours. Key 2."),
    Entry(Command("tab", "capitals"), "Capitals", "What was hidden, and the crisis from every seat. Key 3."),
    Entry(Command("record"), "Record", "What was sent and what came of it, turn by turn. Key R."),
    Entry(Command("sources"), "Sources", "What the rules of this scenario rest on."),
)
MENU = (
    Entry(BACK, "Ending", "Back to the ending. Key Esc.", "undo-2"),
    Entry(SETTINGS, "Settings", "Size, colours, motion, sound, flags and names.", "settings"),
    Entry(HELP, "Help", "The rules and every key on one page. Key H.", "circle-help"),
)
LINES_TIP = "This line of the game and another one, turn by turn, with the same luck. Key S."
TAB_AIR, ICON_BUTTON = 12.0, 34.0


class DebriefBar(Panel):
    """The pages at the left, the way back, settings and help at the right."""

    hover_kinds = frozenset({"beside", *(entry.command.kind for entry in (*TABS, *MENU))})

    def __init__(self, beside: Command = NOTHING) -> None:
        """Open with the debrief itself; `beside` sets another line of the game beside this one, where there is any."""
        super().__init__("top")
        self.tab = "debrief"
        self.tabs = TABS if beside == NOTHING else (*TABS, Entry(beside, "Lines", LINES_TIP))

    def focusables(self) -> tuple[Command, ...]:
        """Return all of them, from left to right."""
        return tuple(entry.command for entry in (*self.tabs, *MENU))

    def tip(self, command: Command) -> str:
        """Say what one opens."""
        return next((entry.tip for entry in (*self.tabs, *MENU) if entry.command == command), "")

    def paint(self, pen: Pen) -> None:
        """Draw the name of the game, the pages and the menu."""
        middle = pen.height / 2
        pen.line([(0, pen.height - 0.5), (pen.width, pen.height - 0.5)], "rule")
        x = 16 + pen.text(16, middle, "서울", SEAL, middle=True)
        x += 8 + pen.text(x + 8, middle, "Seoul", SECTION, middle=True) + 16
        pen.line([(x, 14), (x, pen.height - 14)], "rule")
        x += 4
        for entry in self.tabs:
            x = self._tab(pen, x, entry)
        narrow, x = pen.width < NARROW, pen.width - 12
        for entry in reversed(MENU):
            width = ICON_BUTTON if narrow else pen.drawing.width(entry.label, BODY) + 38
            x -= width
            place = Box(x, 8, width, pen.height - 16)
            if self.hover == entry.command:
                pen.rect(place.x, place.y, place.width, place.height, "sunk", radius=6)
            pen.image(pen.drawing.icon(entry.icon, 16), x + 8, middle - 8)
            if not narrow:
                pen.text(x + 30, middle, entry.label, BODY, "ink2", middle=True)
            self._note(pen, place, entry.command)

    def _tab(self, pen: Pen, x: float, entry: Entry) -> float:
        """Draw a page of the debrief, underlined where it is open; return where the next one begins."""
        middle, here = pen.height / 2, entry.command == Command("tab", self.tab)
        role = STRONG if here else BODY
        width = pen.drawing.width(entry.label, role) + 2 * TAB_AIR
        place = Box(x, 8, width, pen.height - 16)
        if self.hover == entry.command:
            pen.rect(place.x, place.y, place.width, place.height, "sunk", radius=6)
        pen.text(x + TAB_AIR, middle, entry.label, role, "ink" if here else "ink2", middle=True)
        if here:
            pen.rect(x + TAB_AIR, pen.height - 3, width - 2 * TAB_AIR, 3, "accent")
        self._note(pen, place, entry.command)
        return x + width + 2

    def _note(self, pen: Pen, place: Box, command: Command) -> None:
        if self.focus == command:
            self.ring(pen, place)
        self.hits.append((place, command))


class DebriefFoot(Panel):
    """How far the work has come, and the buttons: play on from a turn, and write the report."""

    hover_kinds = frozenset({"fork", "export"})

    def __init__(self) -> None:
        """Offer nothing yet."""
        super().__init__("foot")
        self.turn = 0
        self.status = ""
        self.bad = False

    @property
    def fork(self) -> Command:
        """What plays on from the selected turn."""
        return Command("fork", str(self.turn))

    def tell(self, status: str, *, bad: bool = False) -> None:
        """Say how far the work has come, or what went wrong."""
        self.dirty = self.dirty or (status, bad) != (self.status, self.bad)
        self.status, self.bad = status, bad

    def offer(self, turn: int) -> None:
        """Offer to play on from a turn."""
        self.turn, self.dirty = turn, True

    def focusables(self) -> tuple[Command, ...]:
        """Return the buttons, from left to right."""
        return (self.fork, EXPORT) if self.turn else ()

    def tip(self, command: Command) -> str:
        """Say what a button does."""
        if command.kind == "fork":
            return "Begins another line at the start of this turn, with the same luck; this one is kept. Key P."
        return "Writes this debrief as a page to read, print and hand in. Key X." if command == EXPORT else ""

    def paint(self, pen: Pen) -> None:
        """Draw the line and the buttons."""
        pen.line([(0.5, 0), (0.5, pen.height)], "rule")
        pen.line([(24, 0.5), (pen.width - 24, 0.5)], "rule")
        pen.text(24, 16, self.status, CAPTION, "neg" if self.bad else "ink3", middle=True)
        if not self.turn:
            return
        room = pen.width - 48 - 12
        x = 24.0
        for command, label, key, share in (
            (self.fork, f"Replay turn {self.turn}", "P", 0.55),
            (EXPORT, "Export report", "X", 0.45),
        ):
            box = Box(x, 30, room * share, 42)
            # Where the key has no room beside the words, the tooltip still names it.
            shown = key if pen.drawing.width(label, SECTION) + 56 <= box.width else ""
            button(pen, box, label, shown, quiet=command == EXPORT, hovered=self.hover == command)
            if self.focus == command:
                self.ring(pen, box.inside(-3), radius=9)
            self.hits.append((box, command))
            x = box.right + 12
