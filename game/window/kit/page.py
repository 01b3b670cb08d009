"""Text in several faces and colours with links and chips, in lines, scrolled: what dialogs are written on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import pygame

from game.window.kit.drawing import kept_together
from game.window.kit.panel import NOTHING, Box, Command
from game.window.kit.scroll import Scroll
from game.window.theme import BODY, Role, rgb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

LEADING = 1.42
CLOSING = tuple(",.;:)?!")
"""Text that begins with one of these follows the piece before it without a space."""
CHIP_HEIGHT, CHIP_AIR, CHIP_LINE, CHIP_GAP = 20.0, 9.0, 25.0, 6.0
BAR_ROOM = 14.0
UNDERLINE = 2.5
TALLEST = 40.0
"""A line of text is never higher, so this much is drawn less near an edge of what scrolls."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face and colour; a click on them asks for `link`, a pill of the colour `chip` lies behind them."""

    text: str
    role: Role = BODY
    colour: str = "ink"
    link: Command = NOTHING
    chip: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A run of words with its place on the page: `origin` is that of its piece in the block, `high` its line."""

    x: float
    y: float
    piece: Piece
    origin: int = 0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """Something on a page that can be followed, with the boxes that it covers."""

    command: Command
    boxes: tuple[Box, ...]

    def moved(self, x: float, y: float) -> Link:
        """Return the link moved across the page."""
        return Link(self.command, tuple(Box(one.x + x, one.y + y, one.width, one.height) for one in self.boxes))


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a part of a page is painted on: only what lies whole between `top` and `bottom` is drawn."""

    pen: Pen
    top: float
    bottom: float
    hover: Command = NOTHING

    def shows(self, top: float, bottom: float) -> bool:
        """Return whether a span is in view as a whole."""
        return top >= self.top - 1 and bottom <= self.bottom + 3


class Part(Protocol):
    """Something that stands on a page: it knows its height, its links and how it is drawn."""

    @property
    def gap(self) -> float:
        """The space above it."""

    @property
    def rule(self) -> bool:
        """Whether a hairline lies in that space."""

    @property
    def anchor(self) -> str:
        """What it is found by, or nothing."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its words."""

    def height(self, drawing: Drawing, width: float) -> float:
        """Return how high it is in a width."""

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return what can be followed, with boxes from the part's own corner."""

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw it with its corner at a point."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of pieces; `gap` is the space above it, `rule` a hairline in the middle of that space."""

    pieces: tuple[Piece, ...]
    gap: float = 4.0
    indent: float = 0.0
    rule: bool = False
    anchor: str = ""

    def height(self, drawing: Drawing, width: float) -> float:
        """Return how high the paragraph is in a width."""
        return lay_out(drawing, self, width)[1]

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return the links; one that is broken into lines has a box in each."""
        boxes: dict[int, list[Box]] = {}
        for run in lay_out(drawing, self, width)[0]:
            if run.piece.link != NOTHING:
                boxes.setdefault(run.origin, []).append(_box_of(drawing, run))
        return tuple(Link(self.pieces[origin].link, tuple(found)) for origin, found in boxes.items())

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Write the lines that are in view."""
        for run in lay_out(sheet.pen.drawing, self, width)[0]:
            if sheet.shows(y + run.y, y + run.y + run.high):
                hovered = run.piece.link != NOTHING and run.piece.link == sheet.hover
                write_run(sheet.pen, x, y, self, run, hovered=hovered)


def block(text: str, role: Role = BODY, colour: str = "ink", *, gap: float = 4, indent: float = 0) -> Block:
    """Return a paragraph in one face and colour."""
    return Block((Piece(text, role, colour),), gap, indent)


def line_height(one: Block, *, chips: bool = False) -> float:
    """Return the height of a line of a block; one with chips needs some air."""
    height = max(piece.role.size for piece in one.pieces) * LEADING
    return max(height, CHIP_LINE) if chips else height


def lay_out(drawing: Drawing, one: Block, width: float) -> tuple[list[Laid], float]:
    """Return the words of a block in lines of a width, from 0 down, and its height."""
    laid: list[Laid] = []
    line: list[Laid] = []
    room, x, y = width - one.indent, 0.0, 0.0
    for origin, piece in enumerate(one.pieces):
        space = drawing.width(" ", piece.role)
        for place, word in enumerate(_words(drawing, piece, room)):
            wide = drawing.width(word, piece.role) + (2 * CHIP_AIR if piece.chip else 0)
            if not place and line:
                x += _join(one, origin, word, space)
            if line and x + wide > room:
                laid, y = _end_line(one, laid, line, y)
                line, x = [], 0.0
            if place and line and not piece.chip:
                joined = f"{line[-1].piece.text} {word}"
                line[-1] = Laid(line[-1].x, y, replace(piece, text=joined), origin)
                x = line[-1].x - one.indent + drawing.width(joined, piece.role) + space
            else:
                line.append(Laid(x + one.indent, y, replace(piece, text=word), origin))
                x += wide + (CHIP_GAP if piece.chip else space)
    return _end_line(one, laid, line, y)


def _join(one: Block, origin: int, word: str, space: float) -> float:
    """Return how much further than a space a piece begins behind the one before: a chip has air, a comma none."""
    if one.pieces[origin].chip:
        return 0.0 if one.pieces[origin - 1].chip else CHIP_GAP
    return -space if word.startswith(CLOSING) else 0.0


def _end_line(one: Block, laid: list[Laid], line: list[Laid], y: float) -> tuple[list[Laid], float]:
    """Return all runs with those of a finished line, and where the next line begins."""
    high = line_height(one, chips=any(run.piece.chip for run in line))
    return [*laid, *(replace(run, high=high) for run in line)], y + high


def _words(drawing: Drawing, piece: Piece, room: float) -> Iterator[str]:
    """Yield what may not be broken: words, a chip as a whole, and pieces of a word that is longer than a line."""
    if piece.chip:
        yield piece.text
        return
    for word in kept_together(piece.text):
        rest = word
        while drawing.width(rest, piece.role) > room and len(rest) > 1:
            cut = next(
                end for end in range(len(rest) - 1, 0, -1) if end == 1 or drawing.width(rest[:end], piece.role) <= room
            )
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _box_of(drawing: Drawing, run: Laid) -> Box:
    air = 2 * CHIP_AIR if run.piece.chip else 0
    return Box(run.x, run.y, drawing.width(run.piece.text, run.piece.role) + air, run.high)


def write_run(pen: Pen, x: float, y: float, one: Block, run: Laid, *, hovered: bool = False) -> None:
    """Write a run of a block that stands at a point; a smaller face stands on the baseline of the largest."""
    drawing, piece = pen.drawing, run.piece
    if piece.chip:
        _write_chip(pen, x + run.x, y + run.y, piece, hovered=hovered)
        return
    largest = max((piece.role for piece in one.pieces), key=lambda role: role.size)
    ascent = drawing.font(largest.face, largest.size).get_ascent()
    drop = ascent - drawing.font(piece.role.face, piece.role.size).get_ascent()
    lift = max(0.0, (run.high - largest.size * LEADING) / 2)
    width = pen.text(x + run.x, y + run.y + lift + drop / drawing.scale, piece.text, piece.role, piece.colour)
    if piece.link != NOTHING:
        below = y + run.y + lift + ascent / drawing.scale + UNDERLINE
        bar(pen, x + run.x, below, width, 2 if hovered else 1, piece.colour if hovered else "rule2")


def bar(pen: Pen, x: float, y: float, width: float, height: float, colour: str) -> None:
    """Fill an upright bar at once, never thinner than a pixel; a line drawn so costs next to nothing."""
    px = pen.drawing.px
    area = pygame.Rect(px(x), px(y), max(1, px(width)), max(1, px(height)))
    pen.surface.fill(rgb(pen.drawing.colour(colour)), area)


def _write_chip(pen: Pen, x: float, y: float, piece: Piece, *, hovered: bool) -> None:
    """Write words on a pill; one that can be followed has an outline."""
    width = pen.drawing.width(piece.text, piece.role) + 2 * CHIP_AIR
    stroke = piece.colour if hovered else "rule2" if piece.link != NOTHING else "none"
    pen.rect(x + 0.5, y + 2, width - 1, CHIP_HEIGHT, piece.chip, radius=CHIP_HEIGHT / 2, stroke=stroke)
    pen.text(x + CHIP_AIR, y + 2 + CHIP_HEIGHT / 2, piece.text, piece.role, piece.colour, middle=True)


class Page:
    """Parts below one another in a box that scrolls; `hits` and `ring` are where links were drawn last."""

    def __init__(self, blocks: Sequence[Part]) -> None:
        """Write `blocks`."""
        self.blocks = tuple(blocks)
        self.roll = Scroll()
        self.hover = NOTHING
        self.focused = -1
        self.hits: list[tuple[Box, Command]] = []
        self.ring: Box | None = None
        self._known: tuple[Drawing, float] | None = None
        self._placed: tuple[tuple[float, float, Part], ...] = ()
        self._links: tuple[Link, ...] = ()
        self._height = 0.0

    def height(self, drawing: Drawing, width: float) -> float:
        """Return how high all parts are in a width."""
        self._measure(drawing, width)
        return self._height

    def links(self) -> tuple[Link, ...]:
        """Return what can be followed, from top to bottom, as it was last laid out."""
        return self._links

    def focus_link(self, place: int) -> None:
        """Give the keyboard's ring to a link, -1 for none, and bring it into view."""
        self.focused = place
        if 0 <= place < len(self._links):
            boxes = self._links[place].boxes
            self.roll.reveal(boxes[0].y - TALLEST, boxes[-1].bottom + TALLEST)

    def first_in_view(self) -> int:
        """Return the first link that is in view as a whole, or -1."""
        top, bottom = self.roll.offset, self.roll.offset + self.roll.view
        inside = (place for place, one in enumerate(self._links) if top <= one.boxes[0].y < bottom - TALLEST / 2)
        return next(inside, -1)

    def go(self, anchor: str) -> bool:
        """Scroll to the part with an anchor; return whether there is one. The page must have been laid out."""
        for y, _, part in self._placed:
            if part.anchor == anchor:
                self.roll.offset = min(self.roll.most, y)
                return True
        return False

    def lay(self, drawing: Drawing, width: float, height: float) -> None:
        """Lay all out for a box of a size, so that it can be scrolled before it is painted."""
        self.roll.fit(self.height(drawing, width - BAR_ROOM), height)

    def paint(self, pen: Pen, box: Box) -> None:
        """Draw what is in view; only whole lines, so that nothing is cut."""
        self.lay(pen.drawing, box.width, box.height)
        sheet, width = Sheet(pen, box.y, box.bottom, self.hover), box.width - BAR_ROOM
        start = box.y - self.roll.offset
        for y, high, part in self._placed:
            top = start + y
            line = top - part.gap / 2
            if part.rule and box.y <= line <= box.bottom:
                bar(pen, box.x, line, width, 1, "rule")
            if top <= box.bottom and top + high >= box.y:
                part.paint(sheet, box.x, top, width)
        self._note_links(box, start)
        # The bar runs past all lines: on a layer of its own it does not make them one picture.
        pen.layer()
        self.roll.bar(pen, box.right - 5, box.y)
        pen.layer()

    def _note_links(self, box: Box, start: float) -> None:
        """Note where the links in view are, for clicks and for the keyboard's ring."""
        self.hits, self.ring = [], None
        for place, link in enumerate(self._links):
            shown = [
                one for one in link.moved(box.x, start).boxes if one.y >= box.y - 1 and one.bottom <= box.bottom + 3
            ]
            self.hits += [(one, link.command) for one in shown]
            if place == self.focused and shown:
                self.ring = shown[0]

    def _measure(self, drawing: Drawing, width: float) -> None:
        """Lay the parts out below one another, once for a width and a scale."""
        if self._known == (drawing, width):
            return
        self._known, y = (drawing, width), 0.0
        placed: list[tuple[float, float, Part]] = []
        links: list[Link] = []
        for part in self.blocks:
            y += part.gap
            high = part.height(drawing, width)
            placed.append((y, high, part))
            links += [one.moved(0, y) for one in part.links(drawing, width)]
            y += high
        self._placed, self._links, self._height = tuple(placed), tuple(links), y
