"""The dossier of the selected move: what it is, what the ministries say, what it makes likelier, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.account import flag_text
from game.session.expectation import expectation_words
from game.window.desk import closed_words, mark_of
from game.window.facts import moves_of_turn
from game.window.kit.marks import arrow, button, heading, lock, right_arrow, tone
from game.window.kit.motion import Glide
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, STRONG
from game.window.widgets.ministries import HEIGHT, LOW_HEIGHT, MOST, paint_ministries
from game.window.widgets.reasons import expected_tone, expected_words, source_words
from game.window.widgets.stamp import STAMP_SECONDS, paint_stamp

if TYPE_CHECKING:
    from game.engine import Expected, NumberInfo
    from game.scenario.model import Move
    from game.window.desk import Desk
    from game.window.kit.pen import Pen
    from game.window.mechanism import Mechanism

MARGIN = 20.0
SEND = Command("send")
BUTTON = (204.0, 38.0)
SMALL_BUTTON = (204.0, 34.0)
NARROW, LOW = 500.0, 225.0
"""Below this width or height there is room for one ministry only, and the button stands below."""
TEXT_LEFT = 54.0
BODY_TOP = 63.0
NARROW_TOP = 58.0
FOOT = 29.0
ENTRY = 21.0
LEADING = 1.36
MOST_LINES = 2


class DossierPanel(Panel):
    """All about the selected move; its button sends it."""

    hover_kinds = frozenset({"send"})

    def __init__(self, desk: Desk) -> None:
        """Show the selection of a desk."""
        super().__init__("dossier")
        self.desk = desk
        self._stamp: Glide | None = None
        self._now = 0.0

    @property
    def move(self) -> Move:
        """The selected move."""
        return self.desk.scenario.document.moves[self.desk.selected]

    @property
    def sent(self) -> bool:
        """Whether the selected move has just been sent, or was sent this turn and cannot be sent again."""
        if self._stamp is not None:
            return True
        this_turn = moves_of_turn(self.desk.session, self.desk.state.turn)
        return self.desk.selected in this_turn and not self._ready()

    @property
    def _quiet(self) -> bool:
        """Whether nothing can be sent from here: words are chosen elsewhere, or a turn is being told."""
        return self.desk.choosing or self.desk.telling

    def _ready(self) -> bool:
        """Return whether the button does something: sends the move, or goes to its wordings."""
        return self.desk.row(self.desk.selected).legal

    def focusables(self) -> tuple[Command, ...]:
        """Return the button; while words are chosen it stands with them, and while a turn is told there is none."""
        return () if self._quiet else (SEND,)

    def tip(self, command: Command) -> str:
        """Return what the selected move should do in points, and its source."""
        basis = self.move.basis
        if command.kind != "look":
            words = expected_words(self.desk, self.desk.expected_of_selection()) if command == SEND else ""
            return f"{words} {source_words(self.desk, basis.sources, basis.evidence) if basis else ''}".strip()
        if command.about == "mechanism":
            return "What the rules say of this turn, before and after the move, averaged over all that is hidden."
        return f"{self.move.brief} {source_words(self.desk, basis.sources, basis.evidence) if basis else ''}".strip()

    def press(self, now: float, *, still: bool) -> None:
        """Press the stamp on what has just been sent; `still` puts it there without motion."""
        self._stamp = Glide(0.0, 1.0, now, 0.0 if still else STAMP_SECONDS)
        self._now = now
        self.dirty = True

    def lift(self) -> None:
        """Take the stamp away: another move is looked at."""
        self.dirty = self.dirty or self._stamp is not None
        self._stamp = None

    def animate(self, now: float) -> bool:
        """Let the stamp land; return whether it still moves."""
        if self._stamp is None or self._stamp.done(self._now):
            return False
        self._now = now
        self.dirty = True
        return not self._stamp.done(now)

    def paint(self, pen: Pen) -> None:
        """Draw the head, the button, what is said of the move, and at the foot what it makes likelier."""
        pen.fill(0, 0, pen.width, 1, "rule")
        narrow = pen.width < NARROW or pen.height < LOW
        pen.image(pen.drawing.icon(self.move.icon or "flag", 24, "accent"), MARGIN, 15)
        head = pen.width - 2 * MARGIN - (0 if narrow or self._quiet else BUTTON[0] + 8)
        heading(pen, TEXT_LEFT, 22, self.move.title, head + MARGIN - TEXT_LEFT)
        pen.text(TEXT_LEFT, 39, self.move.line, BODY, "ink2")
        foot = pen.height - FOOT - (SMALL_BUTTON[1] + 6 if narrow and not self._quiet else 0)
        brief = self._body(pen, foot, narrow=narrow)
        if not self.desk.telling:
            self._foot(pen, foot, brief=not brief)
        self.hits.append((Box(MARGIN, 4, head, BODY_TOP - 4), Command("look", "brief")))
        if not self._quiet:
            self._button(pen, narrow=narrow)

    def _body(self, pen: Pen, foot: float, *, narrow: bool) -> bool:
        """Write the brief and the ministries' notes; return whether the brief had room.

        Where no ministry speaks, what is expected of the move stands there in words.
        """
        notes, y = self.move.ministries, NARROW_TOP if narrow else BODY_TOP
        width = pen.width - 2 * MARGIN
        lines = len(pen.drawing.wrap(self.move.brief, width, BODY)) * BODY.size * LEADING + 6
        brief = not notes or not narrow or y + lines + LOW_HEIGHT <= foot
        if brief:
            y = pen.paragraph(MARGIN, y, self.move.brief, width, BODY, leading=LEADING) + 6
        if notes:
            top = y + max(0.0, min(10.0, (foot - y - (LOW_HEIGHT if narrow else HEIGHT)) / 2))
            high = foot - top if not narrow else LOW_HEIGHT
            paint_ministries(pen, Box(MARGIN, top, width, high), notes, most=1 if narrow else MOST)
        elif foot - y >= ENTRY:
            self._expectations(pen, y + 2, foot)
        return brief

    def _foot(self, pen: Pen, top: float, *, brief: bool) -> None:
        """Write why the move is closed, or the chance that it changes most; else the `brief` that had no room."""
        row, mechanism = self.desk.row(self.desk.selected), self.desk.mechanism()
        if row.reason and not self.sent:
            self._rule(pen, top)
            lock(pen, MARGIN, top + 9)
            pen.text(MARGIN + 16, top + 15, closed_words(row.reason), STRONG, "ink2", middle=True)
        elif mechanism is not None:
            self._rule(pen, top)
            self._mechanism(pen, top, mechanism)
            self.hits.append((Box(MARGIN, top, pen.width - 2 * MARGIN, FOOT), Command("look", "mechanism")))
        elif brief:
            self._rule(pen, top)
            sentence = self.move.brief.split(". ")[0].rstrip(".") + "."
            width = pen.width - 2 * MARGIN
            role = BODY if pen.drawing.width(sentence, BODY) <= width else CAPTION
            lines = pen.drawing.wrap(sentence, width, role)
            for place, line in enumerate(lines if len(lines) <= MOST_LINES else []):
                y = top + 15 + (place - (len(lines) - 1) / 2) * 14
                pen.text(MARGIN, y, line, role, "ink2", middle=True)

    def _mechanism(self, pen: Pen, top: float, mechanism: Mechanism) -> None:
        """Write a chance before and after; a long title without the words before it, or in two lines."""
        before, after = percents(mechanism.before, mechanism.after)
        width, middle = pen.drawing.width, top + 15
        numbers = width(before, STRONG) + width(after, STRONG) + 40
        room = pen.width - 2 * MARGIN - numbers
        forms = ((f"Chance this turn: {mechanism.title}", BODY), (f"Chance: {mechanism.title}", BODY))
        words, role = next((form for form in forms if width(*form) <= room), (f"Chance: {mechanism.title}", CAPTION))
        lines = pen.drawing.wrap(words, room, role)[:2]
        for place, line in enumerate(lines):
            pen.text(MARGIN, middle + (place - (len(lines) - 1) / 2) * 14, line, role, "ink2", middle=True)
        good = mechanism.better * (1 if mechanism.after > mechanism.before else -1)
        x = MARGIN + max(width(line, role) for line in lines) + 10
        x += pen.text(x, middle, before, STRONG, tone(-good) if good else "ink2", middle=True) + 8
        right_arrow(pen, x, middle + 1)
        pen.text(x + 22, middle, after, STRONG, tone(good) if good else "ink", middle=True)

    def _rule(self, pen: Pen, y: float) -> None:
        pen.fill(MARGIN, y, pen.width - 2 * MARGIN, 1, "rule")

    def _button(self, pen: Pen, *, narrow: bool) -> None:
        """Draw the button, what the move costs, and the stamp once it was sent."""
        size = SMALL_BUTTON if narrow else BUTTON
        top = pen.height - size[1] - 6 if narrow else 8
        box = Box(pen.width - MARGIN - size[0], top, *size)
        enabled = self._ready() and self._stamp is None
        button(pen, box, self._label(), "Enter" if enabled else "", enabled=enabled, hovered=self.hover == SEND)
        if self.focus == SEND:
            self.ring(pen, box.inside(-3), radius=9)
        if narrow:
            pen.text(MARGIN, top + size[1] / 2, self._cost(), CAPTION, "ink3", middle=True)
        else:
            pen.text(pen.width - MARGIN, 46, self._cost(), CAPTION, "ink3", align="right")
        if self.sent:
            pen.layer()
            share = self._stamp.at(self._now) if self._stamp is not None else 1.0
            paint_stamp(pen, box.right - 34, box.y + box.height / 2 + 3, share)
        self.hits.append((box, SEND))

    def _label(self) -> str:
        """Return what the button says."""
        if self.sent:
            return "Sent"
        if not self._ready():
            return "Closed now"
        if self.move.wordings:
            return "Send these words" if self.desk.wording else "Choose the words"
        return "Send this move"

    def _cost(self) -> str:
        """Return what the move costs and what is left."""
        if self.sent:
            return ""
        points, cost = self.desk.points, self.desk.row(self.desk.selected).cost
        return f"costs {cost or 'nothing'}, {points} {'point' if points == 1 else 'points'} left"

    def _expectations(self, pen: Pen, top: float, foot: float) -> None:
        """Write the expected change of every number that the move touches, in two columns."""
        expected = self.desk.expected_of_selection()
        found = [(number, expected[number.name]) for number in self.desk.scenario.numbers if number.name in expected]
        if not found:
            pen.text(MARGIN, top, "No change of its own: what it brings comes later, or by others.", BODY, "ink2")
        half = (pen.width - 2 * MARGIN) / 2
        for place, (number, one) in enumerate(found[: 2 * int((foot - top) // ENTRY)]):
            x, y = MARGIN + place % 2 * half, top + place // 2 * ENTRY
            arrow(pen, x + 6, y + 10, mark_of(number, one))
            wide = pen.text(x + 20, y, number.title, STRONG)
            pen.text(x + 26 + wide, y, entry_words(number, one), BODY, expected_tone(number, one))


def entry_words(number: NumberInfo, expected: Expected) -> str:
    """Return an expected change in words; of a flag what it becomes, of a ladder where it goes."""
    if number.kind == "flag":
        return flag_text(expected.change, expected=True)
    if number.kind == "ladder":
        return "climbs" if expected.change > 0 else "comes down"
    return expectation_words(expected)


def percents(before: float, after: float) -> tuple[str, str]:
    """Return two chances in percent, with a decimal only where they would otherwise look the same."""
    digits = 0 if round(100 * before) != round(100 * after) else 1
    return f"{100 * before:.{digits}f} %", f"{100 * after:.{digits}f} %"
