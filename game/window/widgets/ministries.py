"""What the ministries say of a move: a seal, the ministry, its stance as a sign and a word, and its note."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from game.session.titles import plain
from game.window.kit.panel import Box
from game.window.theme import CAPTION, STRONG, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.scenario.model import MinistryNote
    from game.window.kit.pen import Pen

MOST = 3
SEAL = 34.0
SMALL_SEAL = 26.0
GAP = 16.0
NARROWEST = 162.0
"""The width in which a note has three lines; its texts are measured for it."""
LINE = 1.3
NOTE_LINES = 3
SEALS = {"foreign_affairs": "외", "defence": "국", "unification": "통", "trade": "산", "industry": "산"}
SEAL_TEXT = Role("voice-700", 19)
SMALL_SEAL_TEXT = Role("voice-700", 14)
NOTE = Role("voice-400", 14)
STANCE_COLOURS = {"for": "pos", "against": "neg", "conditional": "gold"}
HEIGHT = SEAL + 6 + NOTE_LINES * NOTE.size * LINE
LOW_HEIGHT = SMALL_SEAL + 4 + 2 * NOTE.size * LINE
"""What one note needs with ministry and stance in one line and its words in two."""


def paint_ministries(pen: Pen, box: Box, notes: Mapping[str, MinistryNote], *, most: int = MOST) -> None:
    """Draw up to three notes side by side in a box; fewer where three would have no room."""
    fitting = int((box.width + GAP) // (NARROWEST + GAP))
    found = list(islice(notes.items(), max(1, min(most, fitting))))
    width = (box.width - (len(found) - 1) * GAP) / len(found)
    for place, (ministry, note) in enumerate(found):
        _paint_note(pen, Box(box.x + place * (width + GAP), box.y, width, box.height), ministry, note)


def _paint_note(pen: Pen, box: Box, ministry: str, note: MinistryNote) -> None:
    """Draw one note: the seal with ministry and stance beside it, the words below."""
    title, colour = plain(ministry), STANCE_COLOURS[note.stance]
    seal = SEALS.get(ministry, title[0])
    if box.height >= HEIGHT - LINE * NOTE.size:
        side, x = SEAL, box.x + SEAL + 9
        pen.text(x, box.y + side / 2 - 8.5, title, STRONG, middle=True)
        middle = box.y + side / 2 + 9
    else:
        side, middle = SMALL_SEAL, box.y + SMALL_SEAL / 2
        x = box.x + SMALL_SEAL + 9
        x += pen.text(x, middle, title, STRONG, middle=True) + 12
    paint_seal(pen, box.x, box.y, side, seal)
    _sign(pen, x, middle + 0.5, note.stance, colour)
    pen.text(x + 15, middle, note.stance, CAPTION, colour, middle=True)
    pen.paragraph(box.x, box.y + side + 4, note.text, box.width, NOTE, leading=LINE)


def paint_seal(pen: Pen, x: float, y: float, side: float, letter: str) -> None:
    """Draw the square seal of a ministry: its first syllable inside a fine line."""
    pen.rect(x, y, side, side, "accent", radius=4)
    pen.rect(x + 3, y + 3, side - 6, side - 6, radius=2, stroke="on_accent", opacity=0.8)
    role = SEAL_TEXT if side >= SEAL else SMALL_SEAL_TEXT
    pen.text(x + side / 2, y + side / 2, letter, role, "on_accent", align="centre", middle=True)


def _sign(pen: Pen, x: float, y: float, stance: str, colour: str) -> None:
    """Draw the sign of a stance, so that it is never told by colour alone: a triangle up or down, or a diamond."""
    shapes = {
        "for": [(x, y + 4), (x + 5, y - 4), (x + 10, y + 4)],
        "against": [(x, y - 4), (x + 5, y + 4), (x + 10, y - 4)],
        "conditional": [(x, y), (x + 5, y - 5), (x + 10, y), (x + 5, y + 5)],
    }
    pen.polygon(shapes[stance], colour)
