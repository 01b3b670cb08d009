"""A chain of cause and effect: circles on a line, each with a sentence and chips of what it moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.marks import tone
from game.window.kit.panel import Box, Command
from game.window.theme import BODY, CAPTION, LABEL, QUOTE, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.theme import Role

RADIUS = 14.0
ICON, FLAG = 15.0, 18.0
TEXT = 42.0
"""From the left edge of a circle to its words."""

GAP = 13.0
WHO_LINE, SENTENCE_LINE, TEXT_LINE, QUIET_LINE = 16.0, 20.0, 18.0, 17.0
CHIP, CHIP_GAP, CHIP_SIDE = 22.0, 6.0, 10.0
LEAST = 2 * RADIUS
QUIET_DOT = 4.0
SOFT = {1: "pos_soft", -1: "neg_soft", 0: "sunk"}


@dataclass(frozen=True, slots=True)
class Chip:
    """What a link moved: '+3' of a number, and whether that is good (1), bad (-1) or neither."""

    text: str
    good: int
    number: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain. A `flag` stands in its circle instead of an icon; a quiet one is a single small line."""

    icon: str
    who: str
    sentence: str
    text: str = ""
    chips: tuple[Chip, ...] = ()
    flag: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, `y` below the top of its link."""

    y: float
    words: str
    role: Role
    colour: str


@dataclass(frozen=True, slots=True)
class LaidLink:
    """A link with its lines and chips in place, from its top left corner on, and its height."""

    link: Link
    lines: tuple[Line, ...]
    chips: tuple[tuple[Box, Chip], ...]
    height: float

    @property
    def middle(self) -> float:
        """How far below the top the middle of the circle lies."""
        return QUIET_LINE / 2 if self.link.quiet else RADIUS

    @property
    def radius(self) -> float:
        """How far the circle reaches from its middle."""
        return QUIET_DOT if self.link.quiet else RADIUS


def lay_link(drawing: Drawing, link: Link, width: float) -> LaidLink:
    """Break the words of a link into lines and place its chips in a width."""
    room = width - TEXT
    lines: list[Line] = []
    y = 0.0
    for words, role, pitch, colour in _words(link):
        for line in drawing.wrap(words, room, role):
            lines.append(Line(y, line, role, colour))
            y += pitch
    chips: list[tuple[Box, Chip]] = []
    if link.chips and not link.quiet:
        chips, y = _place_chips(drawing, link.chips, room, y + 3)
    return LaidLink(link, tuple(lines), tuple(chips), max(y, QUIET_LINE if link.quiet else LEAST))


def _words(link: Link) -> list[tuple[str, Role, float, str]]:
    if link.quiet:
        moved = ", ".join(chip.text for chip in link.chips)
        return [(f"{link.sentence}: {moved}" if moved else link.sentence, CAPTION, QUIET_LINE, "ink3")]
    parts = [(link.who, LABEL, WHO_LINE, "ink3"), (link.sentence, QUOTE, SENTENCE_LINE, "ink")]
    return [*parts, (link.text, BODY, TEXT_LINE, "ink2")]


def _place_chips(
    drawing: Drawing, chips: Sequence[Chip], room: float, y: float
) -> tuple[list[tuple[Box, Chip]], float]:
    """Place chips in rows from `y` down and return them with the lower edge of the last row."""
    placed: list[tuple[Box, Chip]] = []
    x = 0.0
    for chip in chips:
        # The longest chips take a little from their sides rather than leave the panel.
        width = min(room, drawing.width(chip.text, STRONG) + 2 * CHIP_SIDE)
        if x and x + width > room:
            x, y = 0.0, y + CHIP + 4
        placed.append((Box(TEXT + x, y, width, CHIP), chip))
        x += width + CHIP_GAP
    return placed, y + CHIP


def why_tip(command: Command) -> str:
    """Return what a click on a number or its chip opens."""
    return "Every change of this number, with its rule and its source." if command.kind == "why" else ""


def reach(one: LaidLink, following: LaidLink) -> float:
    """Return how far below a link's top the circle of the link after it begins."""
    return one.height + GAP + following.middle - following.radius


def paint_link(
    pen: Pen, laid: LaidLink, x: float, y: float, *, following: float = 0.0, now: bool = False, chips: int = -1
) -> list[tuple[Box, Command]]:
    """Draw a link with its corner at a point and return where its chips can be clicked.

    `following` is how far below its top the next link begins, 0 for the last one; `now` marks the one being told;
    `chips` is how many are shown yet, all of them without it.
    """
    link, centre = laid.link, x + RADIUS
    if following:
        pen.line([(centre, y + laid.middle + laid.radius), (centre, y + following)], "rule2", 1.2, cap="butt")
    if link.quiet:
        pen.circle(centre, y + laid.middle, QUIET_DOT, "rule2")
    else:
        pen.circle(
            centre, y + laid.middle, RADIUS, "panel", stroke="accent" if now else "rule2", line=2 if now else 1.2
        )
        _sign(pen, link, centre, y + laid.middle)
    for line in laid.lines:
        pen.text(x + TEXT, y + line.y, line.words, line.role, line.colour)
    hits: list[tuple[Box, Command]] = []
    for box, chip in laid.chips if chips < 0 else laid.chips[:chips]:
        place = Box(x + box.x, y + box.y, box.width, box.height)
        paint_chip(pen, place, chip)
        hits.append((place, Command("why", chip.number)))
    return hits


def paint_chip(pen: Pen, box: Box, chip: Chip) -> None:
    """Draw a chip in its box."""
    pen.rect(box.x, box.y, box.width, box.height, SOFT[chip.good], radius=box.height / 2)
    colour = tone(chip.good) if chip.good else "ink2"
    pen.text(box.x + box.width / 2, box.y + box.height / 2, chip.text, STRONG, colour, align="centre", middle=True)


def _sign(pen: Pen, link: Link, x: float, y: float) -> None:
    """Draw the flag or the icon in a circle."""
    if link.flag:
        pen.image(pen.drawing.flag(link.flag, FLAG), x - FLAG / 2, y - FLAG * 0.375)
    else:
        pen.image(pen.drawing.icon(link.icon, ICON, "ink"), x - ICON / 2, y - ICON / 2)
