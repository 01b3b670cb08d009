"""Text in several faces and colours, broken into lines and scrolled: what dialogs and the ending are written on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.scroll import Scroll
from game.window.theme import BODY, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.window.kit.drawing import Drawing
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen

LEADING = 1.42


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face and colour."""

    text: str
    role: Role = BODY
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of pieces; `gap` is the space above it, `rule` a hairline in the middle of that space."""

    pieces: tuple[Piece, ...]
    gap: float = 4.0
    indent: float = 0.0
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """A run of words with its place on the page."""

    x: float
    y: float
    piece: Piece


def block(text: str, role: Role = BODY, colour: str = "ink", *, gap: float = 4, indent: float = 0) -> Block:
    """Return a paragraph in one face and colour."""
    return Block((Piece(text, role, colour),), gap, indent)


def lay_out(drawing: Drawing, one: Block, width: float) -> tuple[list[Laid], float]:
    """Return the words of a block in lines of a width, from 0 down, and its height."""
    laid: list[Laid] = []
    line: list[Laid] = []
    height = max(piece.role.size for piece in one.pieces) * LEADING
    x, y, room = 0.0, 0.0, width - one.indent
    for piece in one.pieces:
        space = drawing.width(" ", piece.role)
        for word in piece.text.split():
            wide = drawing.width(word, piece.role)
            if x and x + wide > room:
                laid += line
                line, x, y = [], 0.0, y + height
            if line and line[-1].piece.role == piece.role and line[-1].piece.colour == piece.colour:
                joined = Piece(f"{line[-1].piece.text} {word}", piece.role, piece.colour)
                line[-1] = Laid(line[-1].x, y, joined)
                x = line[-1].x - one.indent + drawing.width(joined.text, piece.role) + space
            else:
                line.append(Laid(x + one.indent, y, Piece(word, piece.role, piece.colour)))
                x += wide + space
    return laid + line, y + height


def write_run(pen: Pen, x: float, y: float, one: Block, run: Laid) -> None:
    """Write a run of a block that stands at a point; a smaller face stands on the baseline of the largest."""
    drawing = pen.drawing
    largest = max((piece.role for piece in one.pieces), key=lambda role: role.size)
    drop = drawing.font(largest.face, largest.size).get_ascent()
    drop -= drawing.font(run.piece.role.face, run.piece.role.size).get_ascent()
    pen.text(x + run.x, y + run.y + drop / drawing.scale, run.piece.text, run.piece.role, run.piece.colour)


class Page:
    """Blocks below one another in a box that scrolls."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Write `blocks`."""
        self.blocks = tuple(blocks)
        self.roll = Scroll()

    def height(self, drawing: Drawing, width: float) -> float:
        """Return how high all blocks are in a width."""
        return sum(one.gap + lay_out(drawing, one, width)[1] for one in self.blocks)

    def paint(self, pen: Pen, box: Box) -> None:
        """Draw what is in view; only whole lines, so that nothing is cut."""
        drawing, width = pen.drawing, box.width - 14
        self.roll.fit(self.height(drawing, width), box.height)
        y = box.y - self.roll.offset
        for one in self.blocks:
            if one.rule and box.y <= y + one.gap / 2 <= box.bottom:
                pen.line([(box.x, y + one.gap / 2), (box.x + width, y + one.gap / 2)], "rule")
            y += one.gap
            laid, height = lay_out(drawing, one, width)
            if y + height >= box.y and y <= box.bottom:
                line = max(piece.role.size for piece in one.pieces) * LEADING
                for run in laid:
                    top = y + run.y
                    if top >= box.y - 1 and top + line <= box.bottom + 3:
                        write_run(pen, box.x, y, one, run)
            y += height
        self.roll.bar(pen, box.right - 5, box.y)
