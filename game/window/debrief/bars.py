"""The bar above a debrief with its pages, and the foot with what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.kit.marks import button
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.theme import BODY, CAPTION, SECTION, STRONG
from game.window.widgets.page_bar import PageBar
from game.window.widgets.top_bar import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Seat
    from game.window.kit.pen import Pen

__all__ = ["BACK", "EXPORT", "TABS", "DebriefBar", "DebriefFoot"]

BACK, EXPORT = Command("back"), Command("export")
SETTINGS, HELP = Command("settings"), Command("help")


TABS = (
    Entry(Command("tab", "debrief"), "", "Debrief", "What your choices did, and what luck did. Key 1."),
    Entry(Command("tab", "history"), "", "History", "The line that was really played, beside yours. Key 2."),
    Entry(Command("tab", "capitals"), "", "Capitals", "What was hidden, and the crisis from every seat. Key 3."),
    Entry(Command("record"), "", "Record", "What was sent and what came of it, turn by turn. Key R."),
    Entry(Command("sources"), "", "Sources", "What the rules of this scenario rest on."),
)
MENU = (
    Entry(BACK, "undo-2", "Ending", "Back to the ending. Key Esc."),
    Entry(SETTINGS, "settings", "Settings", "Size, colours, motion, sound, flags and names."),
    Entry(HELP, "circle-help", "Help", "The rules and every key on one page. Key H."),
)
LINES_TIP = "This line of the game and another one, turn by turn, with the same luck. Key S."
TAB_AIR = 12.0


class DebriefBar(PageBar):
    """The pages at the left, the way back, settings and help at the right."""

    hover_kinds = frozenset({"beside", *(entry.command.kind for entry in (*TABS, *MENU))})

    def __init__(self, seat: Seat, beside: Command = NOTHING) -> None:
        """Open with the debrief itself; `beside` sets another line of the game beside this one, where there is any."""
        super().__init__(seat, MENU)
        self.tab = "debrief"
        self.tabs = TABS if beside == NOTHING else (*TABS, Entry(beside, "", "Lines", LINES_TIP))

    def entries(self) -> Iterator[Entry]:
        """Yield the pages, then the menu."""
        yield from self.tabs
        yield from self.menu

    def paint_beside(self, pen: Pen, x: float) -> None:
        """Draw the pages, the one that is open underlined."""
        x += 4
        for entry in self.tabs:
            middle, here = pen.height / 2, entry.command == Command("tab", self.tab)
            role = STRONG if here else BODY
            width = pen.drawing.width(entry.label, role) + 2 * TAB_AIR
            self.note(pen, Box(x, 8, width, pen.height - 16), entry.command)
            pen.text(x + TAB_AIR, middle, entry.label, role, "ink" if here else "ink2", middle=True)
            if here:
                pen.rect(x + TAB_AIR, pen.height - 3, width - 2 * TAB_AIR, 3, "accent")
            x += width + 2


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
