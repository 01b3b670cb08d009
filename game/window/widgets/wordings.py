"""The wordings of a move, laid over the map: how it can be said, and who hears what in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import Decision, NumberInfo
from game.session.expectation import expectation_words, size_of
from game.window.desk import Mark, closed_words, mark_of
from game.window.kit.marks import arrow, button, heading, lock, number_sign
from game.window.kit.panel import Box, Command, Panel
from game.window.kit.scroll import STEP, Scroll
from game.window.theme import BODY, CAPTION, STRONG, Role
from game.window.widgets.dossier import SEND
from game.window.widgets.reasons import expected_tone, expected_words, source_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine import Expected, LegalMove
    from game.scenario.model import Move, Wording
    from game.window.desk import Desk
    from game.window.kit.pen import Pen

MARGIN = 20.0
HEADER = 62.0
BACK = Command("back")
BACK_WIDTH, SEND_WIDTH = 94.0, 224.0
NARROW_SEND = 132.0
NARROW = 500.0
TEXT_LEFT = 46.0
VOICE = Role("voice-400", 15)
LINE, NOTE_LINE, CELLS = 20.0, 17.0, 23.0
PADDING = 6.0
SIGN, ARROW_RIGHT = 18.0, 36.0
COLUMN_GAP, FLOW_GAP, MOST_GAP = 14.0, 13.0, 26.0
DEGREES = {1: "a little", 3: "strongly"}


class WordingsPanel(Panel):
    """The wordings as rows; a click chooses one, the button sends it."""

    hover_kinds = frozenset({"wording", "send", "back"})

    def __init__(self, desk: Desk) -> None:
        """Show the wordings of the move that is selected on a desk."""
        super().__init__("wordings")
        self.desk = desk
        self.roll = Scroll()
        self.follow = True

    @property
    def move(self) -> Move:
        """The selected move."""
        return self.desk.scenario.document.moves[self.desk.selected]

    def focusables(self) -> tuple[Command, ...]:
        """Return the wordings, then the button that sends and the way back."""
        return (*(Command("wording", name) for name in self.desk.open_wordings()), SEND, BACK)

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the rows."""
        self.follow = False
        moved = self.roll.by(-notches * STEP)
        self.dirty = self.dirty or moved
        return moved

    def tip(self, command: Command) -> str:
        """Return what a wording should do in points, and the source it rests on."""
        if command == BACK:
            return "Back to the map; nothing is sent. Key Esc."
        if command.kind != "wording":
            return ""
        basis = self.move.wordings[command.about].basis or self.move.basis
        words = expected_words(self.desk, self.desk.expected(self._decision(command.about)))
        source = source_words(self.desk, basis.sources, basis.evidence) if basis else ""
        return f"{words} {source}".strip()

    def paint(self, pen: Pen) -> None:
        """Draw the rows in view, then the header over them."""
        rows = self._rows(pen)
        total = sum(height for _, height in rows) + 6
        self.roll.fit(total, pen.height - HEADER)
        spare = max(0.0, min(12.0, (pen.height - HEADER - total) / max(1, len(rows))))
        self._follow(rows)
        y = HEADER + 4 - self.roll.offset
        for place, (name, height) in enumerate(rows):
            box = Box(8, y, pen.width - 16, height + spare - 2)
            if box.bottom > HEADER and y < pen.height:
                self._row(pen, box, name, str(place + 1))
            y += height + spare
        pen.layer()
        self._header(pen)

    def _follow(self, rows: list[tuple[str, float]]) -> None:
        """Scroll so far that the chosen row is in view."""
        if not self.follow:
            return
        top = 0.0
        for name, height in rows:
            if name == self.desk.wording:
                self.roll.reveal(top, top + height + 4)
            top += height

    def _rows(self, pen: Pen) -> list[tuple[str, float]]:
        """Return the wordings with the height that each row needs; notes stay out where they do not all fit."""
        found = [(name, self._height(pen, name, notes=True)) for name in self.desk.open_wordings()]
        if sum(height for _, height in found) + 6 <= pen.height - HEADER:
            return found
        return [(name, self._height(pen, name, notes=name == self.desk.wording)) for name, _ in found]

    def _height(self, pen: Pen, name: str, *, notes: bool) -> float:
        wording, width = self.move.wordings[name], self._text_width(pen)
        height = len(pen.drawing.wrap(wording.text, width, VOICE)) * LINE + CELLS + 2 * PADDING
        if notes and wording.note:
            height += len(pen.drawing.wrap(wording.note, width, BODY)) * NOTE_LINE
        return height

    def _text_width(self, pen: Pen) -> float:
        return pen.width - TEXT_LEFT - MARGIN - 4

    def _decision(self, name: str) -> Decision:
        return Decision(f"{self.desk.selected}.{name}")

    def _way(self, name: str) -> LegalMove | None:
        return next((way for way in self.desk.ways(self.desk.selected) if way.decision == self._decision(name)), None)

    def _header(self, pen: Pen) -> None:
        """Draw the way back, the move's title and the button."""
        pen.fill(0, 0, pen.width, HEADER - 1, "panel")
        pen.fill(0, HEADER - 1, pen.width, 1, "rule")
        self.roll.bar(pen, pen.width - 7, HEADER)
        narrow = pen.width < NARROW
        width = NARROW_SEND if narrow else SEND_WIDTH
        send = Box(pen.width - MARGIN - width, 11, width, 40)
        ready = self.desk.decision() is not None
        label = "Send" if narrow else "Send these words" if ready else "Choose the words"
        button(pen, send, label, "Enter" if ready else "", enabled=ready, hovered=self.hover == SEND)
        back = Box(MARGIN - 8, 14, 40 if narrow else BACK_WIDTH, 34)
        if self.hover == BACK:
            pen.rect(back.x, back.y, back.width, back.height, "sunk", radius=6)
        pen.image(pen.drawing.icon("chevron-left", 18, "ink2"), back.x + 8, 22)
        if not narrow:
            pen.text(back.x + 30, 31, "Back", STRONG, "ink2", middle=True)
        heading(pen, back.right + 12, 30, self.move.title, send.x - back.right - 24)
        for box, command in ((send, SEND), (back, BACK)):
            if self.focus == command:
                self.ring(pen, box.inside(-3), radius=9)
            self.hits.append((box, command))

    def _row(self, pen: Pen, box: Box, name: str, digit: str) -> None:
        """Draw one wording: its words, who hears what, and the note; a closed one says why."""
        command, wording, way = Command("wording", name), self.move.wordings[name], self._way(name)
        legal = way is not None and way.legal
        if name == self.desk.wording:
            pen.rect(box.x + 1, box.y + 1, box.width - 2, box.height - 2, "sunk", radius=6, stroke="accent", line=2)
        elif self.hover == command:
            pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
        if self.focus == command:
            self.ring(pen, box.inside(-2), radius=9)
        pen.text(26, box.y + PADDING + 1, digit, BODY, "ink3", align="centre")
        y = box.y + PADDING - 1
        for line in pen.drawing.wrap(wording.text, self._text_width(pen), VOICE):
            pen.text(TEXT_LEFT, y, line, VOICE, "ink" if legal else "ink3")
            y += LINE
        if legal:
            self._cells(pen, y + 2 + CELLS / 2, name)
        else:
            lock(pen, TEXT_LEFT, y + 8)
            reason = closed_words(way.reason if way is not None else "")
            pen.text(TEXT_LEFT + 16, y + 2 + CELLS / 2, reason, STRONG, "ink2", middle=True)
        self._note(pen, y + CELLS + 1, box.bottom, wording)
        top = max(box.y, HEADER)
        self.hits.append((Box(box.x, top, box.width, min(box.bottom, pen.height) - top), command))

    def _note(self, pen: Pen, y: float, bottom: float, wording: Wording) -> None:
        lines = pen.drawing.wrap(wording.note, self._text_width(pen), BODY)
        if y + len(lines) * NOTE_LINE <= bottom + 1:
            for place, line in enumerate(lines):
                pen.text(TEXT_LEFT, y + place * NOTE_LINE, line, BODY, "ink2")

    def heard(self) -> tuple[NumberInfo, ...]:
        """Return the numbers that any of the wordings moves: one column for each, so that wordings compare."""
        found = {number for name in self.move.wordings for number in self.desk.expected(self._decision(name))}
        return tuple(number for number in self.desk.columns if number.name in found)

    def _cells(self, pen: Pen, y: float, name: str) -> None:
        """Draw for each number its flag or icon, an arrow, and how strongly it hears the wording in a word."""
        for x, number, word in self._placed(pen, name):
            one = self.desk.expected(self._decision(name)).get(number.name)
            mark = mark_of(number, one)
            number_sign(pen, x + SIGN / 2, y, number, self.desk.scenario.document)
            arrow(pen, x + SIGN + 9, y, mark)
            if word:
                pen.text(x + ARROW_RIGHT, y, word, CAPTION, expected_tone(number, one), middle=True)

    def _placed(self, pen: Pen, name: str) -> list[tuple[float, NumberInfo, str]]:
        """Return where each number that hears a wording stands, with its word.

        A column each where the words have room; else one after another, only those that hear something; else arrows.
        """
        room, columns = pen.width - TEXT_LEFT - MARGIN, self.heard()
        widths = [ARROW_RIGHT + max(map(self._word_width(pen), self._words(number).values())) for number in columns]
        gap = (room - sum(widths)) / max(1, len(columns) - 1)
        if gap >= COLUMN_GAP:
            return self._spread(columns, widths, min(MOST_GAP, gap), name)
        flows = [self._flow(pen, wording) for wording in self.move.wordings]
        if all(sum(widths) + FLOW_GAP * (len(widths) - 1) <= room for _, widths in flows):
            return self._spread(*self._flow(pen, name), FLOW_GAP, name)
        gap = room / max(1, len(columns)) - ARROW_RIGHT
        return [(x, number, "") for x, number, _ in self._spread(columns, [ARROW_RIGHT] * len(columns), gap, name)]

    def _word_width(self, pen: Pen) -> Callable[[str], float]:
        return lambda word: pen.drawing.width(word, CAPTION)

    def _flow(self, pen: Pen, name: str) -> tuple[tuple[NumberInfo, ...], list[float]]:
        """Return the numbers that hear a wording and how wide each one is with its word."""
        found = tuple(number for number in self.heard() if name in self._words(number))
        return found, [ARROW_RIGHT + pen.drawing.width(self._words(number)[name], CAPTION) for number in found]

    def _spread(
        self, numbers: tuple[NumberInfo, ...], widths: list[float], gap: float, name: str
    ) -> list[tuple[float, NumberInfo, str]]:
        lefts = (TEXT_LEFT + sum(widths[:place]) + place * gap for place in range(len(numbers)))
        return [(x, number, self._words(number).get(name, "")) for x, number in zip(lefts, numbers, strict=True)]

    def _words(self, number: NumberInfo) -> dict[str, str]:
        """Return how strongly a number hears each wording that it hears, in words."""
        found = ((name, self.desk.expected(self._decision(name)).get(number.name)) for name in self.move.wordings)
        return {name: degree_words(mark_of(number, one), one) for name, one in found if one is not None}


def degree_words(mark: Mark, expected: Expected) -> str:
    """Return how strongly something is heard, in a word beside its arrow: 'a little', 'up', 'strongly'."""
    if expected.low < 0 < expected.high:
        return expectation_words(expected).removeprefix("may go ")
    return DEGREES.get(size_of(expected.change), "up" if mark.direction > 0 else "down")
