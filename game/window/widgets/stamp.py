"""The stamp of a sent move: 'to be carried out', as on Korean official papers. It lands a little askew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.kit.pen import Pen
from game.window.theme import Role

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing

SIDE = 50.0
STAMP_SECONDS = 0.18
START_SIZE, TURN = 1.25, -7.0
TEXT = Role("voice-700", 19)


def paint_stamp(pen: Pen, x: float, y: float, share: float) -> None:
    """Draw the stamp around a point; `share` is how far it has landed, 0 to 1."""
    plain = pen.drawing.kept("stamp", lambda: _stamp(pen.drawing))
    image = pygame.transform.rotozoom(plain, TURN * share, START_SIZE + (1 - START_SIZE) * share)
    image.set_alpha(round(255 * (0.35 + 0.65 * share)))
    scale = pen.drawing.scale
    pen.image(image, x - image.get_width() / scale / 2, y - image.get_height() / scale / 2)


def _stamp(drawing: Drawing) -> pygame.Surface:
    """Return the stamp as it is cut, upright."""
    surface = pygame.Surface((drawing.px(SIDE), drawing.px(SIDE)), pygame.SRCALPHA)
    pen = Pen(drawing, surface)
    pen.rect(3, 3, SIDE - 6, SIDE - 6, "panel", radius=5, stroke="seal", line=3)
    pen.text(SIDE / 2, SIDE / 2, "시행", TEXT, "seal", align="centre", middle=True)
    pen.layer()
    return surface
