"""The bar above the ending and the buttons below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import ending_value
from game.window.kit.marks import button
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.theme import BODY, CAPTION, SECTION, STRONG
from game.window.widgets.page_bar import PageBar
from game.window.widgets.top_bar import MENU

if TYPE_CHECKING:
    from game.session.session import Session
    from game.window.kit.pen import Pen

AGAIN, TITLE, DEBRIEF = Command("again"), Command("title"), Command("debrief")
ROW = 52.0
GAP = 10.0
FOOT = 70.0
PADDING = 36.0
"""Room in a button beside its words and its key."""


class EndingBar(PageBar):
    """Which game this was, and the pages about it."""

    hover_kinds = frozenset(entry.command.kind for entry in MENU)

    def __init__(self, session: Session) -> None:
        """Name the game of a session."""
        super().__init__(session.scenario.document.scenario.seat, MENU)
        scenario, state = session.scenario, session.state
        self.title = scenario.document.scenario.title
        worth = f"worth {ending_value(scenario, state):.0f} of 100"
        self.about = f"ended in turn {state.turn} of {scenario.turns}, {worth}, seed {session.seed}"

    def paint_beside(self, pen: Pen, x: float) -> None:
        """Write the name of the game, and how it ended."""
        middle = pen.height / 2
        x += 16 + pen.text(x + 16, middle, self.title, STRONG, middle=True)
        pen.text(x + 10, middle, self.about, BODY, "ink2", middle=True)


class FootPanel(Panel):
    """The buttons: two lines side by side where there are any, the debrief, another game, or back to the title."""

    hover_kinds = frozenset({"beside", "debrief", "again", "title"})

    def __init__(self, beside: Command = NOTHING) -> None:
        """Offer the debrief, a new game and the title; `beside` sets another line of the game beside this one."""
        super().__init__("foot")
        self.beside = beside

    @property
    def high(self) -> float:
        """How high the buttons stand: another line of the game takes a row of its own."""
        return FOOT + (ROW if self.beside != NOTHING else 0)

    def focusables(self) -> tuple[Command, ...]:
        """Return the buttons, from left to right."""
        return (*((self.beside,) if self.beside != NOTHING else ()), DEBRIEF, AGAIN, TITLE)

    def tip(self, command: Command) -> str:
        """Say what the debrief is, and what lines are."""
        if command == DEBRIEF:
            return "What each of your decisions was worth, what luck did, and what would have been stronger. Key D."
        return "This line of the game and another one, turn by turn, with the same luck. Key S." * (
            command.kind == "beside"
        )

    def paint(self, pen: Pen) -> None:
        """Draw the buttons side by side, that of two lines above them."""
        pen.line([(24, 0.5), (pen.width - 24, 0.5)], "rule")
        if self.beside != NOTHING:
            self._button(pen, Box(24, 14, pen.width - 48, 42), self.beside, ("Both lines side by side", "S"))
        buttons = (
            (DEBRIEF, "Debrief", "D", SECTION),
            (AGAIN, "New game", "N", STRONG),
            (TITLE, "Title", "Esc", STRONG),
        )
        needs = [
            pen.drawing.width(label, face) + pen.drawing.width(key, CAPTION) + PADDING
            for _, label, key, face in buttons
        ]
        # Each as wide as its words need; what is left over is shared. Without room for all keys none is shown.
        room = pen.width - 48 - 2 * GAP
        keyed = sum(needs) <= room
        if not keyed:
            needs = [pen.drawing.width(label, face) for _, label, _, face in buttons]
        spare = (room - sum(needs)) / len(needs)
        x = 24.0
        for (command, label, key, _), need in zip(buttons, needs, strict=True):
            box = Box(x, self.high - FOOT + 14, need + spare, 42)
            self._button(pen, box, command, (label, key if keyed else ""))
            x = box.right + GAP

    def _button(self, pen: Pen, box: Box, command: Command, words: tuple[str, str]) -> None:
        button(pen, box, *words, quiet=command != DEBRIEF, hovered=self.hover == command)
        if self.focus == command:
            self.ring(pen, box.inside(-3), radius=9)
        self.hits.append((box, command))
