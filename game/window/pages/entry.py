"""A thing that took place as a part of a page: the same circle, words and chips as when it is told on the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.window.kit.page import Link, Piece
from game.window.kit.panel import Box, Command
from game.window.widgets.chain import GAP, RADIUS, TEXT, lay_link, paint_chip, paint_link, reach

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing
    from game.window.kit.page import Sheet
    from game.window.widgets import chain
    from game.window.widgets.chain import LaidLink


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of a chain, joined to the one that follows; its chips lead to the ledgers of their numbers."""

    link: chain.Link
    following: chain.Link | None = None
    gap: float = GAP
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its words."""
        words = (self.link.who, self.link.sentence, self.link.text, *(chip.text for chip in self.link.chips))
        return tuple(Piece(word) for word in words if word)

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of words and chips, at least that of the circle."""
        return lay_link(drawing, self.link, width).height

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return the chips."""
        laid = lay_link(drawing, self.link, width)
        return tuple(Link(Command("why", chip.number), (box,)) for box, chip in laid.chips if chip.number)

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw what of it lies whole in view, and the line to what follows."""
        drawing = sheet.pen.drawing
        laid = lay_link(drawing, self.link, width)
        after = lay_link(drawing, self.following, width) if self.following else None
        lines = tuple(one for one in laid.lines if sheet.shows(y + one.y, y + one.y + drawing.height(one.role)))
        chips = tuple(one for one in laid.chips if sheet.shows(y + one[0].y, y + one[0].bottom))
        seen = replace(laid, lines=lines, chips=chips)
        end = min(reach(laid, after), sheet.bottom - y) if after else 0.0
        if sheet.shows(y, y + laid.middle + laid.radius):
            paint_link(sheet.pen, seen, x, y, following=max(0.0, end))
        else:
            _paint_rest(sheet, seen, x, y, end)
        for box, chip in chips:
            if sheet.hover == Command("why", chip.number):
                sheet.pen.rect(
                    x + box.x, y + box.y, box.width, box.height, radius=box.height / 2, stroke="rule2", line=1.5
                )


def _paint_rest(sheet: Sheet, laid: LaidLink, x: float, y: float, end: float) -> None:
    """Draw a link whose circle is out of view: its line, and the words and chips that are left."""
    start = max(sheet.top, y + laid.middle + laid.radius)
    if y + end > start:
        sheet.pen.line([(x + RADIUS, start), (x + RADIUS, y + end)], "rule2", 1.2, cap="butt")
    for line in laid.lines:
        sheet.pen.text(x + TEXT, y + line.y, line.words, line.role, line.colour)
    for box, chip in laid.chips:
        paint_chip(sheet.pen, Box(x + box.x, y + box.y, box.width, box.height), chip)
