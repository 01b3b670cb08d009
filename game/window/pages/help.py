"""Help: the rules on one page, the signs of the desk, and every key."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.session.titles import framed
from game.window.desk import Mark
from game.window.kit.marks import arrow, badge
from game.window.kit.page import Block, Link, Piece, block
from game.window.kit.panel import Command
from game.window.pages.leaf import Columns, Heading, Leaf
from game.window.theme import BODY, CAPTION, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.engine import Scenario
    from game.window.kit.drawing import Drawing
    from game.window.kit.page import Part, Sheet
    from game.window.kit.pen import Pen

TAB = "Help"
KEYS = (
    ("Up, Down", "the move before, the next one"),
    ("Page Up, Page Down", "the group before, the next one"),
    ("1 to 9, 0", "the move with that digit"),
    ("Enter", "send the move; first choose its words"),
    ("E, End", "end the turn"),
    ("Tab, Shift+Tab", "the next part of the desk, or back"),
    ("Space", "press what has the ring"),
    ("Left, Right", "headlines"),
    ("B, W, T, P", "why trust in that capital is what it is"),
    ("M", "the map as text"),
    ("G", "what the goal asks for"),
    ("R", "the record of turns"),
    ("O", "settings"),
    ("F1", "more about what has the ring"),
    ("H", "this page"),
    ("Backspace", "on a page like this: back"),
    ("Ctrl +, Ctrl \u2212, Ctrl 0", "larger, smaller, as it was"),
    ("Ctrl N", "the night palette"),
    ("Ctrl Z", "take back the last decision"),
    ("F11", "full screen"),
    ("Esc", "close, or ask to leave"),
)
DEBRIEF_KEYS = (
    ("D", "the debrief, from the ending"),
    ("Left, Right", "the turn before, the next one"),
    ("Up, Down", "the row before, the next one"),
    ("Enter", "open the turn, or press what has the ring"),
    ("V", "the chance of the goal, or the worth"),
    ("P", "play on from the selected turn"),
    ("X", "write the report"),
    ("1, 2, 3", "debrief, history, capitals"),
    ("S", "two lines of the game side by side; there Left and Right choose the turn, Up and Down the other line"),
)
TURN = (
    "Send moves. Each costs points of {points}; what is left over is lost.",
    "End the turn. Each capital answers by rules of its own, then {seat}\u2019s own institutions.",
    "Events may follow, with chances read from the game. Some ask for {seat}\u2019s reply.",
    "A crisis may climb a rung or come down one.",
    "Numbers drift back a little towards where they began.",
)
CAP_AIR, CAP_HEIGHT, KEY_LINE = 12.0, 20.0, 23.0
CAPS_SHARE = 0.37
SIGN_LEFT, SIGN_LINE = 58.0, 26.0


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Keys as caps, and what they do beside them."""

    keys: tuple[str, ...]
    what: str
    gap: float = 1.0
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The keys and the words."""
        return (*(Piece(key, CAPTION) for key in self.keys), Piece(self.what, BODY))

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the words, at least that of a cap."""
        return max(KEY_LINE, self._words().height(drawing, width * (1 - CAPS_SHARE)) + 4)

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return none: a key is pressed, not followed."""
        del drawing, width
        return ()

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw the caps and write the words."""
        pen, left = sheet.pen, x
        if not sheet.shows(y, y + self.height(pen.drawing, width)):
            return
        for key in self.keys:
            wide = pen.drawing.width(key, CAPTION) + CAP_AIR
            pen.rect(left + 0.5, y + 1.5, wide, CAP_HEIGHT, radius=4, stroke="rule2")
            pen.text(left + wide / 2 + 0.5, y + 1.5 + CAP_HEIGHT / 2, key, CAPTION, "ink2", align="centre", middle=True)
            left += wide + 5
        self._words().paint(sheet, x + width * CAPS_SHARE, y + 2, width * (1 - CAPS_SHARE))

    def _words(self) -> Block:
        return block(self.what, BODY, "ink2")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the desk, drawn as it stands there, and what it means."""

    sign: str
    what: str
    gap: float = 2.0
    rule: bool = False
    anchor: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words."""
        return (Piece(self.what, BODY),)

    def height(self, drawing: Drawing, width: float) -> float:
        """Return the height of the words, at least that of the sign."""
        return max(SIGN_LINE, block(self.what, BODY).height(drawing, width - SIGN_LEFT) + 6)

    def links(self, drawing: Drawing, width: float) -> tuple[Link, ...]:
        """Return none."""
        del drawing, width
        return ()

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw the sign and write the words."""
        if sheet.shows(y, y + self.height(sheet.pen.drawing, width)):
            draw_sign(sheet.pen, self.sign, x, y + SIGN_LINE / 2)
            block(self.what, BODY, "ink2").paint(sheet, x + SIGN_LEFT, y + 3, width - SIGN_LEFT)


SIGNS = (
    Sign("sizes", "What a move should change: 1 or 2 points, 3 to 5, 6 or more."),
    Sign("tones", "Blue is good for the goal, orange is bad; the arrow\u2019s way is the number\u2019s way."),
    Sign("hollow", "A hollow arrow is not sure."),
    Sign("badge", "How far a number has moved since this turn began."),
    Sign("notch", "The black notch on a bar is the goal."),
    Sign("lines", "Trust under 20: dots; under 50: dashes; from 50: a whole line."),
    Sign("dots", "Dots under a digit are the points that a move costs."),
)


def draw_sign(pen: Pen, sign: str, x: float, y: float) -> None:
    """Draw a sign of the desk around a height, beginning at `x`."""
    PAINTERS[sign](pen, x, y)


def _arrows(pen: Pen, x: float, y: float) -> None:
    for place in range(3):
        arrow(pen, x + 8 + place * 15, y, Mark(1, place + 1, sure=True, good=1))


def _tones(pen: Pen, x: float, y: float) -> None:
    arrow(pen, x + 8, y, Mark(1, 2, sure=True, good=1))
    arrow(pen, x + 26, y, Mark(1, 2, sure=True, good=-1))


def _hollow(pen: Pen, x: float, y: float) -> None:
    arrow(pen, x + 8, y, Mark(-1, 2, sure=False, good=-1))


def _badge(pen: Pen, x: float, y: float) -> None:
    badge(pen, x + 42, y - 10, 3, 1)


def _notch(pen: Pen, x: float, y: float) -> None:
    pen.rect(x, y, 44, 7, "rule", radius=1)
    pen.rect(x, y, 20, 7, "mid", radius=1)
    pen.polygon([(x + 24, y - 6), (x + 32, y - 6), (x + 28, y - 1)], "ink")


def _lines(pen: Pen, x: float, y: float) -> None:
    for place, dash in enumerate(("1 4", "6 4", "")):
        pen.line([(x, y - 7 + place * 7), (x + 44, y - 7 + place * 7)], "ink2", 2, dash=dash)


def _dots(pen: Pen, x: float, y: float) -> None:
    for place in range(2):
        pen.circle(x + 8 + place * 8, y, 2.2, "ink2")


PAINTERS: Mapping[str, Callable[[Pen, float, float], None]] = MappingProxyType(
    {
        "sizes": _arrows,
        "tones": _tones,
        "hollow": _hollow,
        "badge": _badge,
        "notch": _notch,
        "lines": _lines,
        "dots": _dots,
    }
)


def help_leaf(scenario: Scenario, *, guide: bool) -> Leaf:
    """Return the help page; with `guide` the guided first turn can be started from it."""
    ways = [Piece("What the goal asks for", STRONG, "accent", Command("goal"))]
    ways.append(Piece("The map as text", STRONG, "accent", Command("relations")))
    if guide:
        ways.insert(0, Piece("Guide me through a turn", STRONG, "accent", Command("guide")))
    links = tuple(Block((way,), 2) for way in ways)
    return Leaf("At the desk", tuple(help_blocks(scenario, links, debrief=not guide)), TAB)


def help_blocks(scenario: Scenario, links: tuple[Part, ...] = (), *, debrief: bool = False) -> list[Part]:
    """Return the rules and signs at the left, the keys at the right; with `debrief` those of the debrief, too."""
    left: list[Part] = [Heading((Piece("A turn", SECTION),), gap=0, rule=False)]
    for place, text in enumerate(TURN, start=1):
        left.append(Block((Piece(f"{place}.", STRONG), Piece(framed(scenario, text), BODY, "ink2")), 3))
    left += [Heading((Piece("Signs", SECTION),), gap=22), *SIGNS]
    if links:
        left += [Heading((Piece("More", SECTION),), gap=22), *links]
    right: list[Part] = []
    if debrief:
        right.append(Heading((Piece("Keys in the debrief", SECTION),), gap=0, rule=False))
        right += [KeyLine(tuple(keys.split(", ")), what) for keys, what in DEBRIEF_KEYS]
    right.append(Heading((Piece("Keys", SECTION),), gap=22 if debrief else 0, rule=debrief))
    right += [KeyLine(tuple(keys.split(", ")), what) for keys, what in KEYS]
    return [Columns(tuple(left), tuple(right), gap=0)]
