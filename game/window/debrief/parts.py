"""Parts of a debrief's pages that are drawn: accuracy, choice against chance, the stronger move, two lines of play."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.analysis.findings import Verdict
from game.analysis.words import NOT_YET, counts_words, whole
from game.window.debrief.marks import sign
from game.window.kit.marks import tone
from game.window.kit.page import Piece
from game.window.theme import BODY, CAPTION, MOVE_TITLE, STRONG, Role

if TYPE_CHECKING:
    from game.analysis.findings import Judged
    from game.window.kit.drawing import Drawing
    from game.window.kit.page import Link, Sheet

__all__ = ["Accuracy", "Beside", "Shares", "Stronger", "Title"]

HUGE = Role("ui-700", 44)
ACCURACY_HEIGHT, SHARES_ROW, LINE = 54.0, 24.0, 18.0
SHADES = (
    ((Verdict.BEST, Verdict.SOUND), "pos", 1.0),
    ((Verdict.SLIP,), "gold", 1.0),
    ((Verdict.MISTAKE,), "neg", 0.55),
    ((Verdict.BLUNDER,), "neg", 1.0),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The base of parts without links: what a page asks of each."""

    gap: float = 8.0
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its words."""
        return ()

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return nothing to follow."""
        del drawing, width
        return ()


@dataclass(frozen=True, slots=True)
class Accuracy(Drawn):
    """The accuracy in large figures, with how often each verdict was given."""

    accuracy: float = 0.0
    decisions: tuple[Judged, ...] = ()
    final: bool = True

    def counts(self) -> Counter[Verdict]:
        """Return how often each verdict was given; what left no choice is not counted, nor any before its time."""
        return Counter(one.verdict for one in self.decisions if self.final and not one.forced)

    def words(self) -> str:
        """Return the counts in words."""
        return f"{counts_words(self.decisions)}." if self.final else NOT_YET

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the figures, or of the words where they take two lines."""
        lines = len(drawing.wrap(self.words(), width - self._left(drawing), BODY))
        return max(ACCURACY_HEIGHT, 22 + lines * LINE)

    def _left(self, drawing: Drawing) -> float:
        return drawing.width("100", HUGE) + 18

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw figures, bar and words."""
        if not sheet.shows(y, y + self.height(sheet.pen.drawing, width)):
            return
        pen, left = sheet.pen, self._left(sheet.pen.drawing)
        pen.text(x, y + ACCURACY_HEIGHT / 2 - 2, f"{self.accuracy:.0f}" if self.final else "\u2026", HUGE, middle=True)
        found = self.counts()
        every = max(1, sum(found.values()))
        at, room = x + left, width - left
        for verdicts, colour, opacity in SHADES:
            wide = room * sum(found[one] for one in verdicts) / every
            if wide:
                pen.rect(at, y + 6, max(1.0, wide - 1.5), 10, colour, radius=1, opacity=opacity)
            at += wide
        pen.paragraph(x + left, y + 21, self.words(), room, BODY, "ink2", leading=LINE / BODY.size)


@dataclass(frozen=True, slots=True)
class Shares(Drawn):
    """What all choices and all luck of a game changed, as bars to the left and right of nothing."""

    choice: float = 0.0
    chance: float = 0.0

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of two rows."""
        del drawing, width
        return 2 * SHARES_ROW

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw both bars on one scale."""
        if not sheet.shows(y, y + 2 * SHARES_ROW):
            return
        pen, most = sheet.pen, max(abs(self.choice), abs(self.chance), 1.0)
        names, numbers = ("Your choices", "Luck and others"), (self.choice, self.chance)
        left = max(pen.drawing.width(name, BODY) for name in names)
        figure = pen.drawing.width(f"{whole(-100)}", STRONG) + 8
        zero = x + left + (width - left) / 2
        reach = (width - left) / 2 - figure - 4
        pen.line([(zero, y), (zero, y + 2 * SHARES_ROW - 2)], "rule2")
        for row, (name, number) in enumerate(zip(names, numbers, strict=True)):
            middle = y + SHARES_ROW * (row + 0.5)
            pen.text(x, middle, name, BODY, "ink2", middle=True)
            wide = reach * abs(number) / most
            good = (round(number) > 0) - (round(number) < 0)
            start = zero if number >= 0 else zero - wide
            pen.rect(start, middle - 6, max(1.0, wide), 12, tone(good), radius=1)
            side = zero + wide + 6 if number >= 0 else zero - wide - 6
            pen.text(side, middle, whole(number), STRONG, tone(good), align="left" if number >= 0 else "right",
                     middle=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title(Drawn):
    """What a selected decision is called, with its verdict at the right."""

    text: str = ""
    verdict: Verdict | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The title."""
        return (Piece(self.text, MOVE_TITLE),)

    def _lines(self, drawing: Drawing, width: float) -> tuple[list[str], Role]:
        room = width - 44
        role = MOVE_TITLE if drawing.width(self.text, MOVE_TITLE) <= room else Role(MOVE_TITLE.face, 18)
        return drawing.wrap(self.text, room, role), role

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of its lines."""
        lines, role = self._lines(drawing, width)
        return len(lines) * role.size * 1.3 + 2

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Write title and sign."""
        lines, role = self._lines(sheet.pen.drawing, width)
        for place, line in enumerate(lines):
            top = y + place * role.size * 1.3
            if sheet.shows(top, top + role.size * 1.3):
                sheet.pen.text(x, top, line, role)
        if self.verdict is not None and sheet.shows(y, y + role.size * 1.3):
            sign(sheet.pen, x + width - 16, y + role.size * 0.7, self.verdict, Role("ui-700", 20))


@dataclass(frozen=True, slots=True)
class Stronger(Drawn):
    """The stronger decision in a box, with what it would have been worth."""

    title: str = ""
    text: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Both sentences."""
        return (Piece(self.title, STRONG), Piece(self.text))

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the box."""
        room = width - 28
        return 22 + LINE * (len(drawing.wrap(self.title, room, STRONG)) + len(drawing.wrap(self.text, room, BODY)))

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw the box with both sentences."""
        high = self.height(sheet.pen.drawing, width)
        if not sheet.shows(y, y + high):
            return
        sheet.pen.rect(x, y, width, high, "pos_soft", radius=6)
        below = sheet.pen.paragraph(x + 14, y + 10, self.title, width - 28, STRONG, "pos", leading=LINE / STRONG.size)
        sheet.pen.paragraph(x + 14, below, self.text, width - 28, BODY, leading=LINE / BODY.size)


@dataclass(frozen=True, slots=True)
class Beside(Drawn):
    """Two lines of play on one scale, 0..100: the student's, and the one that was really played."""

    yours: tuple[float, ...] = ()
    theirs: tuple[float, ...] = ()
    dates: tuple[str, ...] = ()
    names: tuple[str, str] = ("You", "")
    unit: str = ""

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the picture."""
        del drawing, width
        return 216.0

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw both lines with their names; the recorded one is dashed and has hollow points."""
        pen, high = sheet.pen, 160.0
        if not sheet.shows(y, y + self.height(pen.drawing, width)):
            return
        left, top = x + 44, y + 28
        step = (width - 44 - 30) / max(1, len(self.yours) - 1)
        for level in (0, 50, 100):
            at = top + high * (1 - level / 100)
            pen.line([(left, at), (x + width, at)], "rule", cap="butt")
            pen.text(left - 8, at, f"{level}{self.unit}", CAPTION, "ink3", align="right", middle=True)
        for levels, colour, dash in ((self.theirs, "ink2", "5 4"), (self.yours, "pos", "")):
            corners = [(left + 14 + place * step, top + high * (1 - level / 100)) for place, level in enumerate(levels)]
            if len(corners) > 1:
                pen.line(corners, colour, 2, dash=dash, cap="butt")
            for corner in corners:
                pen.circle(*corner, 3.2, "panel" if dash else colour, stroke=colour, line=1.6)
        for place, date in enumerate(self.dates):
            if step > pen.drawing.width(date, CAPTION) or place % 2 == 0:
                pen.text(left + 14 + place * step, top + high + 16, date, CAPTION, "ink2", align="centre", middle=True)
        self._key(sheet, left, y + 8)

    def _key(self, sheet: Sheet, x: float, y: float) -> None:
        pen = sheet.pen
        for name, colour, dash in zip(self.names, ("pos", "ink2"), ("", "5 4"), strict=True):
            pen.line([(x, y), (x + 26, y)], colour, 2, dash=dash, cap="butt")
            x += 34 + pen.text(x + 34, y, name, STRONG, colour, middle=True) + 22
