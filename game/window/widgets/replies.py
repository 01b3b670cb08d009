"""Seoul's replies as a table: an arrow in a column of each number, and after a rung the chance of the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import chances_after, legal_moves
from game.session.titles import decision_title
from game.window.desk import closed_words, mark_of
from game.window.kit.marks import arrow, lock, number_sign
from game.window.kit.panel import Box, Command
from game.window.map.chips import percent
from game.window.theme import BODY, CAPTION, CARD, LABEL, PILL, QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Decision, NumberInfo
    from game.window.desk import Desk, Mark
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.theme import Role

TEXT_LEFT, COLUMN, PAD = 42.0, 36.0, 12.0
BAR, BAR_HEIGHT, PERCENT = 76.0, 8.0, 66.0
HEAD, AIR = 42.0, 5.0
LEAST_ROW, ROW_PAD = 42.0, 16.0
TIGHT_ROW, TIGHT_PAD = 32.0, 7.0
TITLE_LINE, NOTE_LINE, QUOTE_LINE = 18.0, 17.0, 20.0


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: what is said, to whom it speaks, why it is closed, its arrows, and the chance of the next rung."""

    decision: Decision
    text: str
    note: str
    legal: bool
    reason: str
    marks: tuple[Mark, ...]
    chance: float | None


class Replies:
    """The replies that Seoul is asked for, with the columns that at least one of them moves.

    Attributes:
        tight: whether the rows are low, so that more of them fit.
    """

    def __init__(self, desk: Desk, path: str = "", next_rung: str = "") -> None:
        """Read the replies of what is due; on a ladder, with the chance of the next rung, at `path`."""
        self.desk = desk
        self.next_rung = next_rung
        self.tight = False
        ways = legal_moves(desk.scenario, desk.state)
        moved = {name for way in ways for name in desk.expected(way.decision)}
        self.columns: tuple[NumberInfo, ...] = tuple(one for one in desk.columns if one.name in moved)
        self.after = (
            {way.decision: chances_after(desk.scenario, desk.state, way.decision) for way in ways} if path else {}
        )
        self.before = desk.chances().get(path) if path else None
        self.rows = tuple(
            Reply(
                way.decision, *self._words(way.decision), way.legal, way.reason or "",
                tuple(mark_of(one, desk.expected(way.decision).get(one.name)) for one in self.columns),
                self.after[way.decision].get(path) if path else None,
            )
            for way in ways
        )  # fmt: skip
        self.is_said = any(row.note for row in self.rows) or self._said(ways[0].decision) if ways else False

    def _said(self, decision: str) -> bool:
        """Return whether a reply is a wording of a move."""
        return decision.split(".")[-2] in self.desk.scenario.document.moves if decision.count(".") > 1 else False

    def _words(self, decision: str) -> tuple[str, str]:
        """Return the text of a reply and, of a wording, who hears what."""
        if not self._said(decision):
            title = decision_title(self.desk.scenario, decision)
            return title, ""
        move, wording = decision.split(".")[-2:]
        known = self.desk.scenario.document.moves[move].wordings[wording]
        return known.text, known.note

    def role(self) -> Role:
        """Return the face of the replies: the voice for words that are said."""
        return QUOTE if self.is_said else CARD

    def chance_room(self, drawing: Drawing) -> float:
        """Return how wide the column of chances is: a bar and its number, and the name of the next rung above."""
        if self.before is None:
            return 0.0
        return max(BAR + PERCENT, drawing.width(self.next_rung, LABEL) + 4)

    def text_room(self, drawing: Drawing, width: float) -> float:
        """Return how wide the words of a reply may be."""
        return width - TEXT_LEFT - PAD - len(self.columns) * COLUMN - self.chance_room(drawing)

    def height(self, drawing: Drawing, width: float) -> float:
        """Return how high the table is in a width."""
        return HEAD + sum(self.row_height(drawing, row, width) + AIR for row in self.rows)

    def row_height(self, drawing: Drawing, row: Reply, width: float) -> float:
        """Return how high one reply is."""
        least, pad = (TIGHT_ROW, TIGHT_PAD) if self.tight else (LEAST_ROW, ROW_PAD)
        return max(least, sum(pitch for _, _, _, pitch in self.lines(drawing, row, width)) + pad)

    def lines(self, drawing: Drawing, row: Reply, width: float) -> Iterator[tuple[str, Role, str, float]]:
        """Yield the lines of a reply with their face, colour and height."""
        room, role = self.text_room(drawing, width), self.role()
        pitch = QUOTE_LINE if self.is_said else TITLE_LINE
        for line in drawing.wrap(row.text, room, role):
            yield line, role, "ink" if row.legal else "ink3", pitch
        if not row.legal:
            for line in drawing.wrap(closed_words(row.reason), room - 14, BODY):
                yield line, BODY, "ink2", NOTE_LINE
        elif row.note:
            for line in drawing.wrap(row.note, room, BODY):
                yield line, BODY, "ink2", NOTE_LINE

    def column_x(self, drawing: Drawing, right: float, column: int) -> float:
        """Return the middle of a column of arrows in a table that ends at `right`."""
        return right - PAD - self.chance_room(drawing) - (len(self.columns) - column - 0.5) * COLUMN

    def paint_head(self, pen: Pen, box: Box) -> None:
        """Draw the heads of the columns: flags and icons with their letters, and which rung may come next."""
        for column, number in enumerate(self.columns):
            x = self.column_x(pen.drawing, box.right, column)
            number_sign(pen, x, box.y + 7, number, self.desk.scenario.document, width=20)
            pen.text(x, box.y + 17, self.desk.short(number), CAPTION, "ink3", align="centre")
        if self.before is not None:
            left = box.right - self.chance_room(pen.drawing)
            pen.text(left, box.y - 1, "Chance of", CAPTION, "ink2")
            pen.text(left, box.y + 16, self.next_rung, LABEL, "neg")

    def paint_row(self, pen: Pen, box: Box, place: int, *, lit: bool) -> None:
        """Draw one reply: its digit, its words, its arrows and its chance."""
        row = self.rows[place]
        fill = "sunk" if lit else "panel"
        stroke = "accent" if lit and row.legal else "rule2" if row.legal else "rule"
        pen.rect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, fill, radius=6, stroke=stroke)
        middle = box.y + box.height / 2
        pen.rect(box.x + 11, middle - 11, 20, 22, radius=4, stroke="rule2" if row.legal else "rule")
        digit = "ink" if row.legal else "ink3"
        pen.text(box.x + 21, middle, str(place + 1), BODY, digit, align="centre", middle=True)
        found = list(self.lines(pen.drawing, row, box.width))
        y = middle - sum(pitch for *_, pitch in found) / 2
        first_reason = next((n for n, one in enumerate(found) if one[1] is BODY), -1) if not row.legal else -1
        for number, (line, role, colour, pitch) in enumerate(found):
            closed = not row.legal and role is BODY
            if number == first_reason:
                lock(pen, box.x + TEXT_LEFT, y + 2)
            pen.text(box.x + TEXT_LEFT + (14 if closed else 0), y, line, role, colour)
            y += pitch
        for column, mark in enumerate(row.marks):
            arrow(pen, self.column_x(pen.drawing, box.right, column), middle, mark)
        if row.chance is not None and self.before is not None:
            self._chance(pen, box, row, self.before)

    def _chance(self, pen: Pen, box: Box, row: Reply, before: float) -> None:
        """Draw a chance as a bar and a number; a tick marks the chance without any reply."""
        x, y, chance = box.right - self.chance_room(pen.drawing), box.y + box.height / 2, row.chance or 0.0
        fill, colour = ("neg", "ink") if row.legal else ("rule2", "ink3")
        pen.rect(x, y - BAR_HEIGHT / 2, BAR, BAR_HEIGHT, "back", radius=1)
        pen.rect(x, y - BAR_HEIGHT / 2, max(1.0, BAR * chance), BAR_HEIGHT, fill, radius=1)
        pen.line([(x + BAR * before, y - 8), (x + BAR * before, y + 8)], colour, 1.6, cap="butt")
        pen.text(box.right - PAD, y, percent(chance), PILL, colour, align="right", middle=True)

    def hit(self, place: int) -> Command:
        """Return what a click on a reply asks for."""
        row = self.rows[place]
        return Command("reply" if row.legal else "look", row.decision)
