"""The list of moves: groups that fold, and for every move an arrow in a column of each number."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from game.session.titles import number_title
from game.window.desk import closed_words
from game.window.kit.marks import arrow, chevron, key_line, lock, number_sign
from game.window.kit.panel import Box, Command, Panel
from game.window.kit.scroll import STEP, Scroll
from game.window.theme import BODY, CAPTION, CARD, LABEL, SECTION
from game.window.widgets.reasons import cause_words, expected_words, source_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.window.desk import Desk, MoveRow
    from game.window.kit.pen import Pen

HEADER = 50.0
CARD_HEIGHT = 40.0
GROUP_HEIGHT = 28.0
WIDEST_COLUMN, COLUMN_RIGHT = 30.0, 21.0
TITLE_LEFT = 36.0
TITLE_ROOM = 172.0
"""What the longest title and line of a move need; the columns of arrows share the rest."""
DIGITS = "1234567890"
MOST_DOTS = 4
HEADS_APART = 2.0
KEYS = (("Enter", "send"), ("E", "end turn"), ("G", "goal"), ("H", "all keys"))


class MovesPanel(Panel):
    """The moves of this turn; a click selects, and unfolds a group."""

    hover_kinds = frozenset({"move", "group", "why"})

    def __init__(self, desk: Desk) -> None:
        """List the moves of a desk."""
        super().__init__("moves")
        self.desk = desk
        self.roll = Scroll()
        self.follow = True
        self._unfolded: tuple[str, ...] = (desk.open_group,)

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
            if group in self._unfolded:
                for move in moves:
                    yield y, group, move
                    y += pitch
                y += 4

    def column(self, width: float) -> float:
        """Return how far the columns of arrows stand apart."""
        return min(WIDEST_COLUMN, (width - COLUMN_RIGHT - TITLE_LEFT - TITLE_ROOM) / (len(self.desk.columns) - 0.5))

    def column_x(self, width: float, column: int) -> float:
        """Return the middle of a column of arrows."""
        return width - COLUMN_RIGHT - (len(self.desk.columns) - 1 - column) * self.column(width)

    def title_room(self, width: float) -> float:
        """Return how wide a title or a line may be."""
        return self.column_x(width, 0) - self.column(width) / 2 - TITLE_LEFT

    def tip(self, command: Command) -> str:
        """Return what a move should do and its source, how many moves a group has open, or what a column stands for."""
        if command.kind == "why":
            number = self.desk.scenario.number(command.about)
            good = {1: ", higher is better", -1: ", lower is better", 0: ""}[number.better]
            return f"{number_title(self.desk.scenario, number.name)}{good}. {cause_words(self.desk, number)}"
        if command.kind == "group":
            moves = self.desk.groups[command.about]
            count = sum(self.desk.row(move).legal for move in moves)
            return f"{count} of {len(moves)} moves of this group can be sent now."
        return self._move_tip(command.about) if command.kind == "move" else ""

    def _move_tip(self, move: str) -> str:
        row, document = self.desk.row(move), self.desk.scenario.document.moves[move]
        closed = f"{closed_words(row.reason)} " if row.reason else ""
        basis = document.basis
        source = source_words(self.desk, basis.sources, basis.evidence) if basis else ""
        return f"{closed}{expected_words(self.desk, self.desk.expected_of_move(move))} {source}".strip()

    def paint(self, pen: Pen) -> None:
        """Draw the lines in view, then the header over them."""
        card = self.card_height(pen)
        self._unfold()
        rows = list(self.rows(card + 1))
        total = rows[-1][0] + (card if rows[-1][2] else GROUP_HEIGHT) + 8
        self.roll.fit(total, pen.height - HEADER)
        if self.follow:
            top = next(y for y, _, move in rows if move == self.desk.selected)
            self.roll.reveal(top - GROUP_HEIGHT, top + card + 7)
        digit = 0
        for top, group, move in rows:
            y = HEADER + top - self.roll.offset
            digit = digit + 1 if move and group == self.desk.open_group else 0
            height = card if move else GROUP_HEIGHT
            if y + height <= HEADER or y >= pen.height:
                continue
            if move:
                self._card(pen, y, self.desk.row(move), DIGITS[digit - 1] if 0 < digit <= len(DIGITS) else "")
            else:
                self._group(pen, y, group)
            visible = max(y, HEADER)
            command = Command("move", move) if move else Command("group", group)
            self.hits.append((Box(6, visible, pen.width - 12, min(y + height, pen.height) - visible), command))
        if total + 40 < self.roll.view:
            key_line(pen, 16, pen.height - 32, KEYS)
        pen.layer()
        self._header(pen)

    def _unfold(self) -> None:
        """Unfold the open group alone; after a click also those above it, so that it stays under the pointer."""
        group = self.desk.open_group
        if group == self._unfolded[-1]:
            return
        names = list(self.desk.groups)
        above = tuple(one for one in self._unfolded if names.index(one) < names.index(group))
        is_clicked = self.hover in (Command("group", group), Command("move", self.desk.selected))
        self._unfolded = (*above, group) if is_clicked else (group,)

    def _header(self, pen: Pen) -> None:
        pen.fill(0, 0, pen.width, HEADER - 1, "panel")
        pen.fill(0, HEADER - 2, pen.width, 1, "rule")
        self.roll.bar(pen, pen.width - 6, HEADER)
        pen.layer()
        document = self.desk.scenario.document
        date = document.calendar.turns[self.desk.state.turn - 1].date
        pen.text(16, 17, f"Moves for {date.day} {date:%b}", SECTION)
        names = self._heads(pen)
        top = 8 if names else 18
        for column, number in enumerate(self.desk.columns):
            x = self.column_x(pen.width, column)
            number_sign(pen, x, top + 7.5, number, document, width=min(18.0, self.column(pen.width) - 3))
            if names:
                pen.text(x, 25, names[column], CAPTION, "ink3", align="centre")
            reach = self.column(pen.width) / 2
            self.hits.append((Box(x - reach, 2, 2 * reach, HEADER - 4), Command("why", number.name)))
            if self.hover == Command("why", number.name):
                pen.rect(x - reach + 0.5, 3, 2 * reach - 1, HEADER - 8, "sunk", radius=4)

    def _heads(self, pen: Pen) -> tuple[str, ...]:
        """Return the letters at the head of the columns; none where they would run into each other."""
        names = tuple(self.desk.short(number) for number in self.desk.columns)
        widths = [pen.drawing.width(name, CAPTION) for name in names]
        closest = max((a + b for a, b in pairwise(widths)), default=0.0) / 2
        return names if closest + HEADS_APART <= self.column(pen.width) else ()

    def _group(self, pen: Pen, y: float, group: str) -> None:
        is_open = group in self._unfolded
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
        lock(pen, TITLE_LEFT, y + 2)
        words = reason if pen.drawing.width(reason, CAPTION) <= room - 14 else "closed now"
        pen.text(TITLE_LEFT + 14, y, words, CAPTION, "ink3")

    def _cost(self, pen: Pen, x: float, y: float, cost: int) -> None:
        """Draw the cost as that many points; a larger one as a number."""
        if cost > MOST_DOTS:
            pen.text(x, y, f"{cost} pt", LABEL, "ink3", align="centre", middle=True)
            return
        for place in range(cost):
            pen.circle(x + (place - (cost - 1) / 2) * 6, y, 2.2, "accent")
