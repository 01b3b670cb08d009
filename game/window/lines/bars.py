"""The bars of the screen of two lines: the way back, which line is beside which, and the turns to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.kit.marks import button
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, LABEL, MOVE_TITLE, SECTION, STRONG, Role
from game.window.widgets.page_bar import PageBar
from game.window.widgets.top_bar import Entry

if TYPE_CHECKING:
    from game.scenario.model import Seat
    from game.window.kit.pen import Pen
    from game.window.lines.view import View

__all__ = ["BACK", "NEXT", "PREVIOUS", "LinesBar", "LinesHead", "TurnStrip"]

BACK, SETTINGS, HELP, RECORD = Command("back"), Command("settings"), Command("help"), Command("record")
PREVIOUS, NEXT = Command("other", "-1"), Command("other", "+1")
MENU = (
    Entry(BACK, "undo-2", "Back", "Back to where you came from. Key Esc."),
    Entry(RECORD, "history", "Record", "What was sent and what came of it, and every line of this game. Key R."),
    Entry(SETTINGS, "settings", "Settings", "Size, colours, motion, sound, flags and names."),
    Entry(HELP, "circle-help", "Help", "The rules and every key on one page. Key H."),
)
EDGE, ARROW, BUTTON_HIGH, BUTTON_AIR, GAP = 24.0, 32.0, 42.0, 58.0, 12.0
STRIP_EDGE = 24.0
TITLES = (MOVE_TITLE, Role(MOVE_TITLE.face, 19), Role(MOVE_TITLE.face, 16))


class LinesBar(PageBar):
    """What this screen is, and the menu."""

    hover_kinds = frozenset(entry.command.kind for entry in MENU)

    def __init__(self, seat: Seat) -> None:
        """Offer the way back."""
        super().__init__(seat, MENU)

    def paint_beside(self, pen: Pen, x: float) -> None:
        """Write what is shown."""
        pen.text(x + 16, pen.height / 2, "Lines of this game", STRONG, middle=True)


class LinesHead(Panel):
    """Which line is beside which and where they part; the arrows to the other lines, and what can be done."""

    hover_kinds = frozenset({"other", "fork", "line"})

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("head")
        self.view: View | None = None
        self.at_line = self.count = self.line = 0
        self.ended = True

    def show(self, view: View, place: int, count: int, *, line: int) -> None:
        """Show a pair: the other line is number `place` of `count`, and `line` in the game."""
        self.view, self.at_line, self.count, self.line, self.dirty = view, place, count, line, True
        self.ended = view.found.theirs.ended

    @property
    def fork(self) -> Command:
        """What plays on from the turn that is looked at."""
        return Command("fork", str(self.turn))

    @property
    def turn(self) -> int:
        """The turn that this line can be played on from: the one looked at, or the last one that it began."""
        return min(self.view.turn, len(self.view.found.ours.turn_states)) if self.view is not None else 1

    @property
    def go(self) -> Command:
        """What goes to the other line."""
        return Command("line", str(self.line))

    def focusables(self) -> tuple[Command, ...]:
        """Return the arrows, where there are other lines, and the buttons."""
        return (*((PREVIOUS, NEXT) if self.count > 1 else ()), self.go, self.fork)

    def tip(self, command: Command) -> str:
        """Say what a button does."""
        if command.kind == "other":
            return "Another line beside this one. Keys Up and Down."
        if command == self.go:
            return "Leaves this line as it is and opens the other one. Key G."
        return "Another fork: plays on from this turn of this line, with the same luck. Key P."

    def paint(self, pen: Pen) -> None:
        """Draw title and sentence at the left, arrows and buttons at the right."""
        if self.view is None:
            return
        pen.line([(0, pen.height - 0.5), (pen.width, pen.height - 0.5)], "rule")
        right = self._buttons(pen)
        right = self._arrows(pen, right) if self.count > 1 else right
        room = right - EDGE - GAP
        role = next((one for one in TITLES if pen.drawing.width(self.view.title, one) <= room), TITLES[-1])
        pen.text(EDGE, 26, self.view.title, role, middle=True)
        lines = pen.drawing.wrap(self.view.words, room, BODY)
        for row, words in enumerate(lines):
            pen.text(EDGE, 46 + 17 * row, words, BODY, "ink2")

    def _buttons(self, pen: Pen) -> float:
        """Draw the buttons from the right and return where they begin."""
        x = pen.width - EDGE
        label = "See the other" if self.ended else "Go on with the other"
        for command, words, key, role, quiet in (
            (self.fork, f"Replay turn {self.turn}", "P", SECTION, False),
            (self.go, label, "G", STRONG, True),
        ):
            wide = pen.drawing.width(words, role) + BUTTON_AIR
            box = Box(x - wide, (pen.height - BUTTON_HIGH) / 2, wide, BUTTON_HIGH)
            button(pen, box, words, key, quiet=quiet, hovered=self.hover == command)
            if self.focus == command:
                self.ring(pen, box.inside(-3), radius=9)
            self.hits.append((box, command))
            x = box.x - GAP
        return x

    def _arrows(self, pen: Pen, right: float) -> float:
        """Draw which of the other lines this is, between two arrows, and return where that begins."""
        words = f"{self.at_line + 1} of {self.count}"
        wide = pen.drawing.width(words, BODY)
        middle = pen.height / 2
        for x, command, icon in (
            (right - ARROW, NEXT, "chevron-right"),
            (right - 2 * ARROW - wide - 8, PREVIOUS, "chevron-left"),
        ):
            box = Box(x, middle - ARROW / 2, ARROW, ARROW)
            if self.hover == command:
                pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
            pen.image(pen.drawing.icon(icon, 18), x + 7, middle - 9)
            if self.focus == command:
                self.ring(pen, box, radius=6)
            self.hits.append((box, command))
        pen.text(right - ARROW - 4, middle, words, BODY, "ink2", align="right", middle=True)
        return right - 2 * ARROW - wide - 8 - GAP


class TurnStrip(Panel):
    """Every turn, with a dot where the lines were decided otherwise or other rules acted."""

    background = "sunk"
    hover_kinds = frozenset({"turn"})

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("strip")
        self.view: View | None = None

    def show(self, view: View) -> None:
        """Show the turns of two lines, with one chosen."""
        self.view, self.dirty = view, True

    def focusables(self) -> tuple[Command, ...]:
        """Return the turn that is chosen: the arrows go to the others."""
        return (Command("turn", str(self.view.turn)),) if self.view is not None else ()

    def tip(self, command: Command) -> str:
        """Say what a turn was, and whether the lines differ in it."""
        if command.kind != "turn" or self.view is None:
            return ""
        pair = self.view.found.turns[int(command.about) - 1]
        label = self.view.found.ours.scenario.document.calendar.turns[pair.turn - 1].label
        here = "Here the lines part." if pair.turn == self.view.found.parting else ""
        differs = "Decided otherwise." if pair.parts else "Decided alike."
        return f"Turn {pair.turn}, {label}. {here or differs}"

    def paint(self, pen: Pen) -> None:
        """Draw the turns side by side."""
        if self.view is None:
            return
        pen.line([(0, pen.height - 0.5), (pen.width, pen.height - 0.5)], "rule")
        turns = self.view.found.turns
        pitch = (pen.width - 2 * STRIP_EDGE) / len(turns)
        dates = [self.view.date(pair.turn) for pair in turns]
        roomy = max(pen.drawing.width(date, LABEL) for date in dates) + 14 <= pitch
        for place, pair in enumerate(turns):
            command = Command("turn", str(pair.turn))
            box = Box(STRIP_EDGE + place * pitch + 1, 5, pitch - 2, pen.height - 11)
            here = pair.turn == self.view.turn
            if here or self.hover == command:
                pen.rect(box.x, box.y, box.width, box.height, "accent" if here else "panel", radius=5)
            colour = "on_accent" if here else "ink2"
            words = dates[place] if roomy else str(pair.turn)
            middle = box.x + box.width / 2
            pen.text(middle, box.y + 11, words, LABEL if here else CAPTION, colour, align="centre", middle=True)
            if pair.parts or pair.only_ours or pair.only_theirs:
                pen.circle(middle, box.bottom - 6, 3, colour if pair.parts else "none", stroke=colour, line=1.2)
            if self.focus == command:
                self.ring(pen, box, radius=6)
            self.hits.append((box, command))
