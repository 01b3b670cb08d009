"""Marks of a debrief that several of its parts draw: the sign of a verdict, and the bar from before to after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis.findings import Verdict
from game.analysis.words import SIGNS
from game.window.debrief.view import tone_of
from game.window.theme import SECTION, Role

if TYPE_CHECKING:
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen

__all__ = ["before_after", "sign"]

WAITS = "\u2026"
"""Stands in the place of a sign until the last picture."""


def sign(pen: Pen, x: float, middle: float, verdict: Verdict | None, role: Role = SECTION) -> None:
    """Draw the sign of a verdict around a point; an ellipsis where there is none yet."""
    colour = tone_of(verdict)
    if verdict is Verdict.SOUND:
        reach = role.size / 3.4
        corners = [(x - reach, middle), (x - reach * 0.25, middle + reach * 0.8), (x + reach, middle - reach * 0.9)]
        pen.line(corners, colour, 2)
    else:
        pen.text(x, middle, WAITS if verdict is None else SIGNS[verdict], role, colour, align="centre", middle=True)


def before_after(pen: Pen, box: Box, before: float, after: float, verdict: Verdict | None) -> None:
    """Draw what was there before and after a decision, both 0..100: what is left in grey, the difference in colour."""
    pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=1)
    low, high = sorted((before, after))
    pen.rect(box.x, box.y, box.width * low / 100, box.height, "ink3", radius=1)
    width = box.width * (high - low) / 100
    if after > before:
        # A gain is outlined: it differs from a loss not by colour alone.
        wide = max(3.0, width)
        pen.rect(box.x + box.width * low / 100, box.y + 0.5, wide, box.height - 1, "pos_soft", stroke="pos", line=1.2)
    elif width:
        pen.rect(box.x + box.width * low / 100, box.y, max(2.0, width), box.height, tone_of(verdict), radius=1)
