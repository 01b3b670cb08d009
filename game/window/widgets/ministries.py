"""What the ministries say of a move: a seal, the ministry, its stance as a sign and a word, and its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.titles import plain
from game.window.theme import BODY, CAPTION, STRONG, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.scenario.model import MinistryNote
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen

HEIGHT = 84.0
SEAL = 28.0
GAP = 14.0
SEALS = {"foreign_affairs": "외", "defence": "국", "unification": "통", "trade": "산", "industry": "산"}
SEAL_TEXT = Role("ko-600", 15)
NOTE = Role("voice-400", 14)
STANCE_COLOURS = {"for": "pos", "against": "neg", "conditional": "gold"}


def paint_ministries(pen: Pen, box: Box, notes: Mapping[str, MinistryNote]) -> None:
    """Draw the notes side by side in a box; one note or more."""
    width = (box.width - (len(notes) - 1) * GAP) / len(notes)
    for place, (ministry, note) in enumerate(notes.items()):
        x = box.x + place * (width + GAP)
        title = plain(ministry)
        pen.rect(x, box.y, SEAL, SEAL, fill="accent", radius=4)
        pen.text(x + SEAL / 2, box.y + SEAL / 2, SEALS.get(ministry, title[0]), SEAL_TEXT, "on_accent",
                 align="centre", middle=True)  # fmt: skip
        pen.text(x + SEAL + 8, box.y - 4, title, STRONG)
        colour = STANCE_COLOURS[note.stance]
        _sign(pen, x + SEAL + 8, box.y + 21, note.stance, colour)
        pen.text(x + SEAL + 22, box.y + 13, note.stance, BODY if width > 2 * SEAL + 90 else CAPTION, colour)
        pen.paragraph(x, box.y + SEAL + 5, note.text, width, NOTE, leading=1.25)


def _sign(pen: Pen, x: float, y: float, stance: str, colour: str) -> None:
    """Draw the sign of a stance, so that it is never told by colour alone: a triangle up or down, or a diamond."""
    shapes = {
        "for": [(x, y + 4), (x + 5, y - 4), (x + 10, y + 4)],
        "against": [(x, y - 4), (x + 5, y + 4), (x + 10, y - 4)],
        "conditional": [(x, y), (x + 5, y - 5), (x + 10, y), (x + 5, y + 5)],
    }
    pen.polygon(shapes[stance], colour)
