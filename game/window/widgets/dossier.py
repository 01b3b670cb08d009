"""The dossier of the selected move: what it is, what it costs, what it should do, its wordings, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import Decision
from game.session.expectation import expectation_words
from game.window.desk import Mark, closed_words, mark_of
from game.window.facts import moves_of_turn
from game.window.kit.marks import arrow, button, tone
from game.window.kit.panel import Box, Command, Panel
from game.window.kit.pen import Pen
from game.window.theme import BODY, CAPTION, MOVE_TITLE, QUOTE, STRONG, Role
from game.window.widgets import ministries

if TYPE_CHECKING:
    from game.engine import Expected, LegalMove, NumberInfo
    from game.scenario.model import Move
    from game.window.desk import Desk

MARGIN = 20.0
SEND = Command("send")
BUTTON, SMALL_BUTTON = (204.0, 38.0), (152.0, 38.0)
ROOMY = 540.0
"""From this width on there is room for the large button and the large text."""
TOP = 74.0
GAP = 10.0
STAMP = 50.0
STAMP_TEXT = Role("voice-700", 18)
WORDS = Role("voice-400", 14)


def seal_stamp(pen: Pen) -> pygame.Surface:
    """Return the stamp of a sent move: 'to be carried out', as on Korean official papers, a little askew."""
    drawing = pen.drawing

    def make() -> pygame.Surface:
        surface = pygame.Surface((drawing.px(STAMP), drawing.px(STAMP)), pygame.SRCALPHA)
        inner = Pen(drawing, surface)
        inner.rect(3, 3, STAMP - 6, STAMP - 6, radius=5, stroke="seal", line=2.6)
        inner.text(STAMP / 2, STAMP / 2, "시행", STAMP_TEXT, "seal", align="centre", middle=True)
        inner.layer()
        return pygame.transform.rotozoom(surface, -7, 1)

    return drawing.kept("stamp", make)


class DossierPanel(Panel):
    """All about the selected move; its button sends it."""

    hover_kinds = frozenset({"send", "wording"})

    def __init__(self, desk: Desk) -> None:
        """Show the selection of a desk."""
        super().__init__("dossier")
        self.desk = desk

    @property
    def move(self) -> Move:
        """The selected move."""
        return self.desk.scenario.document.moves[self.desk.selected]

    @property
    def sent(self) -> bool:
        """Whether the selected move was sent this turn."""
        return self.desk.selected in moves_of_turn(self.desk.session, self.desk.state.turn)

    def focusables(self) -> tuple[Command, ...]:
        """Return the wordings, then the button."""
        return (*(Command("wording", name) for name in self.desk.open_wordings()), SEND)

    def paint(self, pen: Pen) -> None:
        """Draw the head, the button, and below them either wordings or the brief."""
        pen.line([(0, 0.5), (pen.width, 0.5)], "rule")
        move = self.move
        row = self.desk.row(self.desk.selected)
        pen.image(pen.drawing.icon(move.icon or "flag", 24, "accent"), MARGIN, 18)
        pen.text(54, 11, move.title, MOVE_TITLE)
        pen.text(54, 43, move.line, BODY, "ink2")
        if not (self.sent and self.desk.decision() is None):
            left = f"{self.desk.points} {'point' if self.desk.points == 1 else 'points'} left"
            cost = f"costs {row.cost or 'nothing'}, {left}"
            pen.text(pen.width - MARGIN, 51, cost, CAPTION, "ink3", align="right")
        self._button(pen)
        if move.wordings:
            self._wordings(pen)
        else:
            self._brief(pen, row.reason)

    def _button(self, pen: Pen) -> None:
        size = BUTTON if pen.width >= ROOMY else SMALL_BUTTON
        box = Box(pen.width - MARGIN - size[0], 11, *size)
        narrow = size == SMALL_BUTTON
        choosing = bool(self.move.wordings) and not self.desk.wording
        ready = self.desk.decision() is not None
        label = "Choose the words" if choosing else "Send these words" if self.move.wordings else "Send this move"
        if narrow:
            label = "Choose" if choosing else "Send"
        enabled = ready or (choosing and self.desk.row(self.desk.selected).legal)
        if not enabled:
            label = "Sent" if self.sent else "Closed now"
        button(pen, box, label, "Enter" if enabled else "", enabled=enabled, hovered=self.hover == SEND)
        if self.sent and not enabled:
            stamp = seal_stamp(pen)
            pen.image(stamp, box.right - 10 - stamp.get_width() / pen.drawing.scale, 3)
        if self.focus == SEND:
            self.ring(pen, box.inside(-3), radius=9)
        self.hits.append((box, SEND))

    def _brief(self, pen: Pen, reason: str) -> None:
        role = QUOTE if pen.width >= ROOMY else WORDS
        y = pen.paragraph(MARGIN, TOP, self.move.brief, pen.width - 2 * MARGIN, role, leading=1.3) + 4
        if reason:
            pen.text(MARGIN, y, f"{closed_words(reason)} When sent:", STRONG, "ink2")
            y += 22
        pen.line([(MARGIN, y), (pen.width - MARGIN, y)], "rule")
        y = self._expectations(pen, y + 6)
        if self.move.ministries:
            top = max(y + 30, pen.height - ministries.HEIGHT)
            ministries.paint_ministries(
                pen, Box(MARGIN, top, pen.width - 2 * MARGIN, ministries.HEIGHT), self.move.ministries
            )

    def _expectations(self, pen: Pen, top: float) -> float:
        """Write the expected change of every number that the move touches, in two columns; return the last line."""
        expected = self.desk.expected_of_selection()
        found = [(number, expected[number.name]) for number in self.desk.columns if number.name in expected]
        others = [one for name, one in expected.items() if name not in {number.name for number, _ in found}]
        if not found and not others:
            pen.text(MARGIN, top, "No change of its own: what it brings comes later, or by others.", BODY, "ink2")
            return top
        y = self._entries(pen, top, found)
        words = ", ".join(self._other_words(one.number, one.change) for one in others)
        if words:
            y += 21
            pen.text(MARGIN + 20, y, words, BODY, "ink2")
        return y

    def _entries(self, pen: Pen, y: float, found: list[tuple[NumberInfo, Expected]]) -> float:
        """Write the entries in two columns, or in a row where a column is too narrow; return the last line."""
        drawing, right = pen.drawing, pen.width - MARGIN
        half = (right - MARGIN) / 2
        widths = [
            44 + drawing.width(number.title, STRONG) + drawing.width(expectation_words(one), BODY)
            for number, one in found
        ]
        columns = all(width <= half for width in widths)
        x = MARGIN
        for (number, one), width in zip(found, widths, strict=True):
            if x > MARGIN and x + width > right + 20:
                x, y = MARGIN, y + 21
            mark = mark_of(number, one)
            arrow(pen, x + 6, y + 10, mark)
            wide = pen.text(x + 20, y, number.title, STRONG)
            pen.text(x + 26 + wide, y, expectation_words(one), BODY, tone(mark.good))
            x += half if columns else width
        return y

    def _other_words(self, name: str, change: float) -> str:
        number = self.desk.scenario.number(name)
        if number.kind == "flag":
            return f"{number.title}: {'yes' if change > 0 else 'no'}"
        return f"{number.title}: {'climbs' if change > 0 else 'comes down'}"

    def _wordings(self, pen: Pen) -> None:
        """Draw the wordings side by side, each with its text and who hears what."""
        ways = {way.decision.partition(".")[2]: way for way in self.desk.ways(self.desk.selected)}
        names = self.desk.open_wordings()
        across = min(3, len(names))
        down = -(-len(names) // across)
        width = (pen.width - 2 * MARGIN - (across - 1) * GAP) / across
        height = (pen.height - TOP - 8 - (down - 1) * 8) / down
        for place, name in enumerate(names):
            box = Box(MARGIN + (place % across) * (width + GAP), TOP + (place // across) * (height + 8), width, height)
            self._wording(pen, box, name, ways.get(name))

    def _wording(self, pen: Pen, box: Box, name: str, way: LegalMove | None) -> None:
        command = Command("wording", name)
        chosen = name == self.desk.wording
        legal = way is not None and way.legal
        fill = "sunk" if chosen or self.hover == command else "panel"
        pen.rect(
            box.x + 1, box.y + 1, box.width - 2, box.height - 2, fill, radius=6,
            stroke="accent" if chosen else "rule", line=2 if chosen else 1,
        )  # fmt: skip
        if self.focus == command:
            self.ring(pen, box.inside(-2), radius=9)
        text = self.move.wordings[name].text
        pen.paragraph(box.x + 10, box.y + 5, text, box.width - 20, WORDS, "ink" if legal else "ink3", leading=1.25)
        if legal:
            self._hearers(pen, box, Decision(f"{self.desk.selected}.{name}"))
        else:
            words = closed_words(way.reason if way is not None else "")
            fits = pen.drawing.width(words, CAPTION) <= box.width - 20
            pen.text(box.x + 10, box.bottom - 20, words if fits else "Closed now.", CAPTION, "ink2")
        self.hits.append((box, command))

    def _hearers(self, pen: Pen, box: Box, decision: Decision) -> None:
        """Draw an arrow above the flag or icon of every number that hears this wording."""
        expected = self.desk.expected(decision)
        found = [number for number in self.desk.columns if number.name in expected]
        step = min(34.0, (box.width - 16) / max(1, len(found)))
        for place, number in enumerate(found):
            x = box.x + 8 + step * (place + 0.5)
            mark: Mark = mark_of(number, expected[number.name])
            arrow(pen, x, box.bottom - 31, mark)
            self._sign(pen, x, box.bottom - 18, number)

    def _sign(self, pen: Pen, x: float, y: float, number: NumberInfo) -> None:
        """Draw the flag or the icon of a number."""
        document = self.desk.scenario.document
        if number.capital:
            pen.image(pen.drawing.flag(document.capitals[number.capital].flag or "", 15), x - 7.5, y)
        else:
            pen.image(pen.drawing.icon(document.meters[number.parent].icon or "scale", 13), x - 6.5, y - 1)
