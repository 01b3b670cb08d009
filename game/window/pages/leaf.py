"""A page of the reader, and the parts that several pages are made of: headings, chips in a column, columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.page import Block, Link, Piece, bar
from game.window.kit.panel import NOTHING
from game.window.theme import NAME

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing
    from game.window.kit.page import Part, Sheet

HEADING = 25.0
LOWER = 3.0
"""How much lower a line without a chip begins to stand on the line of one."""

GUTTER = 40.0
NARROW = 640.0
"""Below this width columns stand below one another."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its title, what stands on it, and the tab that it lies behind."""

    title: str
    parts: tuple[Part, ...]
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a section: words at the left, something to follow at the right."""

    words: tuple[Piece, ...]
    aside: Piece | None = None
    gap: float = 26.0
    rule: bool = True
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both sides."""
        return (*self.words, *((self.aside,) if self.aside else ()))

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the words at the left."""
        return max(HEADING, self._left().height(drawing, width - self._taken(drawing)))

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return what can be followed."""
        found = list(self._left().links(drawing, width - self._taken(drawing)))
        if self.aside and self.aside.link != NOTHING:
            found += [
                one.moved(width - self._taken(drawing) + GUTTER, 0) for one in self._right().links(drawing, width)
            ]
        return tuple(found)

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Write both sides on one line."""
        taken = self._taken(sheet.pen.drawing)
        self._left().paint(sheet, x, y, width - taken)
        if self.aside:
            self._right().paint(sheet, x + width - taken + GUTTER, y, taken)

    def _left(self) -> Block:
        return Block(self.words)

    def _right(self) -> Block:
        """Return the right side, with an empty piece that puts it on the baseline of a heading."""
        return Block((Piece("", NAME), *((self.aside,) if self.aside else ())))

    def _taken(self, drawing: Drawing) -> float:
        return drawing.width(self.aside.text, self.aside.role) + GUTTER + 2 if self.aside else 0.0


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with a chip in a column of its own before them, so that they stand below one another."""

    chip: Piece
    words: Block
    left: float = 92.0
    gap: float = 6.0
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The chip and the words."""
        return (self.chip, *self.words.pieces)

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the words, at least that of the chip."""
        return max(HEADING, self.words.height(drawing, width - self.left) + LOWER)

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return the links of the words."""
        return tuple(one.moved(self.left, LOWER) for one in self.words.links(drawing, width - self.left))

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Write the chip, then the words on its line."""
        Block((self.chip,)).paint(sheet, x, y, width)
        self.words.paint(sheet, x + self.left, y + LOWER, width - self.left)


@dataclass(frozen=True, slots=True)
class Columns:
    """Parts in two columns beside one another; below one another where there is no room."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]
    share: float = 0.5
    gap: float = 4.0
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both columns."""
        return tuple(piece for part in (*self.left, *self.right) for piece in part.pieces)

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the higher column."""
        placed = self._placed(drawing, width)
        return max(y + part.height(drawing, wide) for _, y, wide, part in placed)

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return what can be followed: the left column first."""
        return tuple(
            link.moved(x, y) for x, y, wide, part in self._placed(drawing, width) for link in part.links(drawing, wide)
        )

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw both columns."""
        for left, top, wide, part in self._placed(sheet.pen.drawing, width):
            if part.rule:
                line = y + top - part.gap / 2
                if sheet.shows(line, line):
                    bar(sheet.pen, x + left, line, wide, 1, "rule")
            part.paint(sheet, x + left, y + top, wide)

    def _placed(self, drawing: Drawing, width: float) -> list[tuple[float, float, float, Part]]:
        """Return each part with its corner and width."""
        if width < NARROW:
            return _stack(drawing, (*self.left, *self.right), 0, width)
        wide = (width - GUTTER) * self.share
        rest = width - GUTTER - wide
        return _stack(drawing, self.left, 0, wide) + _stack(drawing, self.right, wide + GUTTER, rest)


def _stack(drawing: Drawing, parts: tuple[Part, ...], x: float, width: float) -> list[tuple[float, float, float, Part]]:
    placed: list[tuple[float, float, float, Part]] = []
    y = 0.0
    for place, part in enumerate(parts):
        y += part.gap if place else 0
        placed.append((x, y, width, part))
        y += part.height(drawing, width)
    return placed
