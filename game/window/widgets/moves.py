"""The list of moves: groups that fold, and for every move an arrow in a column of each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.kit.marks import arrow, chevron, key_line
from game.window.kit.panel import Box, Command, Panel
from game.window.kit.scroll import STEP, Scroll
from game.window.theme import BODY, CAPTION, CARD, LABEL, SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.window.desk import Desk, MoveRow
    from game.window.kit.pen import Pen

HEADER = 50.0
CARD_HEIGHT = 40.0
GROUP_HEIGHT = 28.0
COLUMN, COLUMN_RIGHT = 26.0, 26.0
TITLE_LEFT = 36.0
DIGITS = "1234567890"
MOST_DOTS = 4
KEYS = (("Enter", "send"), ("E", "end turn"), ("G", "goal"), ("H", "all keys"))


class MovesPanel(Panel):
    """The moves of this turn; a click selects, and unfolds a group."""

    hover_kinds = frozenset({"move", "group"})

    def __init__(self, desk: Desk) -> None:
        """List the moves of a desk."""
        super().__init__("moves")
        self.desk = desk
        self.roll = Scroll()
        self.follow = True

    def focusables(self) -> tuple[Command, ...]:
        """Return the selected move: the arrows change which that is."""
        return (Command("move", self.desk.selected),)

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the list."""
        self.follow = False
        moved = self.roll.by(-notches * STEP)
        self.dirty = self.dirty or moved
        return moved

    def card_height(self, pen: Pen) -> float:
        """Return how high a card is: two lines, which at a small scale are larger than the design's."""
        return max(CARD_HEIGHT, pen.drawing.height(CARD) + pen.drawing.height(CAPTION) + 4)

    def rows(self, pitch: float) -> Iterator[tuple[float, str, str]]:
        """Yield every line of the list that is unfolded: its top, its group, and its move or nothing."""
        y = 4.0
        for group, moves in self.desk.groups.items():
            yield y, group, ""
            y += GROUP_HEIGHT
            if group == self.desk.open_group:
                for move in moves:
                    yield y, group, move
                    y += pitch
                y += 4

    def column_x(self, width: float, column: int) -> float:
        """Return the middle of a column of arrows."""
        return width - COLUMN_RIGHT - (len(self.desk.columns) - 1 - column) * COLUMN

    def title_room(self, width: float) -> float:
        """Return how wide a title or a line may be."""
        return self.column_x(width, 0) - COLUMN / 2 - TITLE_LEFT

    def paint(self, pen: Pen) -> None:
        """Draw the lines in view, then the header over them."""
        card = self.card_height(pen)
        rows = list(self.rows(card + 1))
        total = rows[-1][0] + (card if rows[-1][2] else GROUP_HEIGHT) + 8
        self.roll.fit(total, pen.height - HEADER)
        if self.follow:
            top = next(y for y, _, move in rows if move == self.desk.selected)
            self.roll.reveal(top - GROUP_HEIGHT, top + card + 7)
        digit = 0
        for top, group, move in rows:
            y = HEADER + top - self.roll.offset
            digit = digit + 1 if move else 0
            height = card if move else GROUP_HEIGHT
            if y + height <= HEADER or y >= pen.height:
                continue
            if move:
                self._card(pen, y, self.desk.row(move), DIGITS[digit - 1] if digit <= len(DIGITS) else "")
            else:
                self._group(pen, y, group)
            visible = max(y, HEADER)
            command = Command("move", move) if move else Command("group", group)
            self.hits.append((Box(6, visible, pen.width - 12, min(y + height, pen.height) - visible), command))
        if total + 40 < self.roll.view:
            key_line(pen, 16, pen.height - 32, KEYS)
        pen.layer()
        self._header(pen)

    def _header(self, pen: Pen) -> None:
        pen.fill(0, 0, pen.width, HEADER - 1, "panel")
        pen.fill(0, HEADER - 2, pen.width, 1, "rule")
        self.roll.bar(pen, pen.width - 6, HEADER)
        pen.layer()
        pen.text(16, 17, f"Moves for turn {self.desk.state.turn}", SECTION)
        document = self.desk.scenario.document
        whole = [self.desk.short(number) for number in self.desk.columns]
        names = [name if pen.drawing.width(name, CAPTION) < COLUMN - 1 else name[:3] for name in whole]
        # Flags and icons stand alone where the letters would run into each other.
        wordy = all(pen.drawing.width(name, CAPTION) < COLUMN - 1 for name in names)
        top = 8 if wordy else 18
        for column, (number, name) in enumerate(zip(self.desk.columns, names, strict=True)):
            x = self.column_x(pen.width, column)
            if number.capital:
                capital = document.capitals[number.capital]
                pen.image(pen.drawing.flag(capital.flag or "", 18), x - 9, top + 1)
            else:
                icon = document.meters[number.parent].icon or "scale"
                pen.image(pen.drawing.icon(icon, 15), x - 7.5, top)
            if wordy:
                pen.text(x, 25, name, CAPTION, "ink3", align="centre")

    def _group(self, pen: Pen, y: float, group: str) -> None:
        is_open = group == self.desk.open_group
        if self.hover == Command("group", group):
            pen.rect(6, y + 1, pen.width - 12, GROUP_HEIGHT - 2, "sunk", radius=6)
        middle = y + GROUP_HEIGHT / 2
        if is_open:
            chevron(pen, 18, middle, -1, "ink3")
        else:
            pen.polygon([(15.5, middle - 4), (20.5, middle), (15.5, middle + 4)], "ink3")
        moves = self.desk.groups[group]
        x = TITLE_LEFT + pen.text(TITLE_LEFT, y + GROUP_HEIGHT / 2, group, CARD, "ink2", middle=True) + 10
        count = sum(self.desk.row(move).legal for move in moves)
        words = f"{count} of {len(moves)}"
        right = pen.width - 16
        pen.line([(x, y + GROUP_HEIGHT / 2), (right - 44, y + GROUP_HEIGHT / 2)], "rule")
        pen.text(right, y + GROUP_HEIGHT / 2, words, CAPTION, "ink3", align="right", middle=True)

    def _card(self, pen: Pen, y: float, row: MoveRow, digit: str) -> None:
        command = Command("move", row.move)
        height, below = self.card_height(pen), y + 3 + pen.drawing.height(CARD)
        if row.move == self.desk.selected:
            pen.rect(7, y + 1, pen.width - 14, height - 2, "sunk", radius=6, stroke="accent", line=2)
        elif self.hover == command:
            pen.rect(6, y, pen.width - 12, height, "sunk", radius=6)
        if self.focus == command:
            pen.rect(3.5, y - 2.5, pen.width - 7, height + 5, radius=9, stroke="focus", line=2)
        pen.text(21, y + 4, digit, BODY, "ink3", align="centre")
        self._cost(pen, 21, y + 29, row.cost)
        room = self.title_room(pen.width)
        pen.text(TITLE_LEFT, y + 3, row.title, CARD, "ink" if row.legal else "ink3")
        if row.legal:
            pen.text(TITLE_LEFT, below, row.line, CAPTION, "ink3")
        else:
            self._reason(pen, below, row.reason, room)
        for column, mark in enumerate(row.marks):
            arrow(pen, self.column_x(pen.width, column), y + height / 2, mark)

    def _reason(self, pen: Pen, y: float, reason: str, room: float) -> None:
        """Draw a lock and why; a reason too long for the line is told in full by the dossier."""
        pen.rect(TITLE_LEFT, y + 7, 9, 7, "ink3", radius=1)
        x = TITLE_LEFT + 4.5
        pen.path(f"M{x - 2.8} {y + 7}v-2a2.8 2.8 0 0 1 5.6 0v2", stroke="ink3", line=1.4)
        words = reason if pen.drawing.width(reason, CAPTION) <= room - 14 else "closed now"
        pen.text(TITLE_LEFT + 14, y, words, CAPTION, "ink3")

    def _cost(self, pen: Pen, x: float, y: float, cost: int) -> None:
        """Draw the cost as that many points; a larger one as a number."""
        if cost > MOST_DOTS:
            pen.text(x, y, f"{cost} pt", LABEL, "ink3", align="centre", middle=True)
            return
        for place in range(cost):
            pen.circle(x + (place - (cost - 1) / 2) * 6, y, 2.2, "accent")
