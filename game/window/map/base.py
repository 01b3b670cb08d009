"""The ground of the map: sea, degrees and land. It names no sea, and draws no label on a border."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from game.window.kit.drawing import Drawing
from game.window.kit.pen import Pen

if TYPE_CHECKING:
    from game.window.geography import Coasts, View
    from game.window.kit.drawing import Faces
    from game.window.theme import Palette

LEGEND = 30.0
"""The height of the legend below the map."""

HOME, NEIGHBOUR = "South Korea", "North Korea"
SHADOW = 9
PICTURES = 4
"""How many grounds are kept: those of the title and of the desk, by day and by night."""


def paint_base(pen: Pen, view: View, coasts: Coasts) -> pygame.Surface:
    """Return sea, grid and land as a picture, which nobody may paint on: the next scene shows the same one."""
    drawing = pen.drawing
    return _painted(drawing.faces, drawing.palette, drawing.scale, view, coasts)


@lru_cache(maxsize=PICTURES)
def _painted(faces: Faces, palette: Palette, scale: float, view: View, coasts: Coasts) -> pygame.Surface:
    drawing = Drawing(faces, palette, scale)
    surface = pygame.Surface((drawing.px(view.width), drawing.px(view.height + LEGEND)))
    base = Pen(drawing, surface)
    _sea(base, view)
    base.path("".join(view.trace(line, closed=False) for line in coasts.grid), stroke="grid", line=0.8)
    outlines = _outlines(view, coasts)
    every = "".join(outlines.values())
    for width, opacity in ((18, 0.10), (11, 0.12), (5, 0.2)):
        base.path(every, stroke="glow", line=width, opacity=opacity)
    for name, outline in outlines.items():
        base.path(outline, fill=_fill(name), stroke="coast", line=0.7)
    for place in range(SHADOW):
        shade = round(0.13 * (1 - place / SHADOW) ** 2, 3)
        base.rect(place, 0, 1, view.height + LEGEND, "veil", opacity=shade)
        base.rect(view.width - 1 - place, 0, 1, view.height + LEGEND, "veil", opacity=shade)
    base.layer()
    return surface.convert()


def paint_sketch(pen: Pen, view: View, coasts: Coasts) -> None:
    """Draw sea and land only: a quarter of the time of the whole ground, for the first picture."""
    _sea(pen, view)
    for name, outline in _outlines(view, coasts).items():
        pen.path(outline, fill=_fill(name))
    pen.layer()


def _sea(pen: Pen, view: View) -> None:
    palette = pen.drawing.palette
    pen.define(
        f'<linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{palette.sea_top}"/>'
        f'<stop offset="1" stop-color="{palette.sea_bottom}"/></linearGradient>'
    )
    pen.raw(f'<rect width="{view.width + 2}" height="{view.height + LEGEND + 2}" fill="url(#sea)"/>')


def _outlines(view: View, coasts: Coasts) -> dict[str, str]:
    """Return the coasts of each country as vector commands."""
    return {name: "".join(view.trace(ring, closed=True) for ring in rings) for name, rings in coasts.countries.items()}


def _fill(name: str) -> str:
    return "home" if name == HOME else "land2" if name == NEIGHBOUR else "land"
