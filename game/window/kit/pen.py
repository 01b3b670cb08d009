"""A pen collects shapes in logical units and draws them smoothly: as vector pictures, then text and images on top.

A vector picture costs time by its area, so shapes become one picture for each band of the surface that holds any.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import ceil, floor
from typing import TYPE_CHECKING

import pygame

from game.window.theme import rgb

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from game.window.kit.drawing import Drawing
    from game.window.theme import Role

Point = tuple[float, float]
Extent = tuple[float, float, float, float]

HALO = 1.4


INFINITE = float("inf")
ALL = (-INFINITE, -INFINITE, INFINITE, INFINITE)
"""The part of a surface that a shape may touch when nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The markup of a shape, and what of the surface it may touch: left, top, right, bottom."""

    markup: str
    extent: Extent


def bands(shapes: Iterable[Shape]) -> list[Shape]:
    """Return shapes that share lines of the surface as one, in the order in which they were drawn."""
    found: list[list[tuple[int, Shape]]] = []
    lowest = float("-inf")
    for place, shape in sorted(enumerate(shapes), key=lambda one: one[1].extent[1]):
        if shape.extent[1] >= lowest:
            found.append([])
        found[-1].append((place, shape))
        lowest = max(lowest, shape.extent[3])
    return [_join([shape for _, shape in sorted(band, key=lambda one: one[0])]) for band in found]


def _join(shapes: list[Shape]) -> Shape:
    lefts, tops, rights, bottoms = zip(*(shape.extent for shape in shapes), strict=True)
    markup = "".join(shape.markup for shape in shapes)
    return Shape(markup, (min(lefts), min(tops), max(rights), max(bottoms)))


def around(points: Iterable[Point], margin: float) -> Extent:
    """Return what lies within a margin of some points."""
    every = list(points)
    across, down = [x for x, _ in every], [y for _, y in every]
    return (min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin)


class Pen:
    """Draws on one surface. Shapes come below text and images of the same layer; `layer` starts the next one."""

    def __init__(self, drawing: Drawing, surface: pygame.Surface) -> None:
        """Draw on `surface` with the fonts, colours and scale of `drawing`."""
        self.drawing = drawing
        self.surface = surface
        self._shapes: list[Shape] = []
        self._definitions: list[str] = []
        self._images: list[tuple[pygame.Surface, tuple[int, int]]] = []

    @property
    def width(self) -> float:
        """The logical width of what is drawn on."""
        return self.surface.get_width() / self.drawing.scale

    @property
    def height(self) -> float:
        """The logical height of what is drawn on."""
        return self.surface.get_height() / self.drawing.scale

    def define(self, markup: str) -> None:
        """Add a definition, such as a gradient, for shapes to refer to."""
        self._definitions.append(markup)

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill an upright rectangle at once, over all that was drawn; far quicker than a shape."""
        px = self.drawing.px
        area = pygame.Rect(px(x), px(y), px(x + width) - px(x), px(y + height) - px(y))
        self.surface.fill(rgb(self.drawing.colour(colour)), area)

    def raw(self, markup: str) -> None:
        """Add a shape as it is written."""
        self._shapes.append(Shape(markup, ALL))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "none",
        *,
        radius: float = 0,
        stroke: str = "none",
        line: float = 1,
        opacity: float = 1,
    ) -> None:
        """Draw a rectangle, with round corners where `radius` is given."""
        colour = self.drawing.colour
        width, height = max(0, width), max(0, height)
        markup = (
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" rx="{radius}" '
            f'fill="{colour(fill)}" stroke="{colour(stroke)}" stroke-width="{line}" opacity="{opacity}"/>'
        )
        margin = 0 if stroke == "none" else line / 2
        self._shapes.append(Shape(markup, around([(x, y), (x + width, y + height)], margin)))

    def path(
        self,
        commands: str,
        *,
        fill: str = "none",
        stroke: str = "none",
        line: float = 1,
        dash: str = "",
        opacity: float = 1,
        cap: str = "round",
        within: Iterable[Point] = (),
    ) -> None:
        """Draw a path of vector commands; points that it lies `within` make it quicker."""
        colour = self.drawing.colour
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        markup = (
            f'<path d="{commands}" fill="{colour(fill)}" stroke="{colour(stroke)}" stroke-width="{line}" '
            f'stroke-linecap="{cap}" stroke-linejoin="round" opacity="{opacity}"{dashes}/>'
        )
        corners = list(within)
        self._shapes.append(Shape(markup, around(corners, line) if corners else ALL))

    def line(
        self, points: Iterable[Point], stroke: str = "ink", line: float = 1, *, dash: str = "", cap: str = "round"
    ) -> None:
        """Draw straight lines through points."""
        corners = list(points)
        self.path(trace(corners), stroke=stroke, line=line, dash=dash, cap=cap, within=corners)

    def polygon(self, points: Iterable[Point], fill: str, *, opacity: float = 1) -> None:
        """Fill a polygon."""
        corners = list(points)
        self.path(trace(corners) + "Z", fill=fill, opacity=opacity, within=corners)

    def circle(
        self, x: float, y: float, radius: float, fill: str = "none", *, stroke: str = "none", line: float = 1,
        opacity: float = 1,
    ) -> None:  # fmt: skip
        """Draw a circle around a point."""
        colour = self.drawing.colour
        markup = (
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius}" fill="{colour(fill)}" stroke="{colour(stroke)}" '
            f'stroke-width="{line}" opacity="{opacity}"/>'
        )
        self._shapes.append(Shape(markup, around([(x, y)], radius + line / 2)))

    def text(
        self, x: float, y: float, text: str, role: Role, colour: str = "ink", *, align: str = "left",
        middle: bool = False, halo: str = "",
    ) -> float:  # fmt: skip
        """Write a line of text and return its logical width; `middle` centres it on `y`, `align` on or before `x`."""
        drawing = self.drawing
        image = drawing.text(text, role, colour)
        width = image.surface.get_width()
        left = drawing.px(x) - {"left": 0, "right": width, "centre": width // 2}[align]
        top = drawing.px(y) + image.rise
        if middle:
            top -= drawing.font(role.face, role.size).get_height() // 2
        if halo:
            around = drawing.text(text, role, halo).surface
            reach = max(1, drawing.px(HALO))
            steps = (-reach, 0, reach)
            self._images += [(around, (left + dx, top + dy)) for dx in steps for dy in steps if dx or dy]
        self._images.append((image.surface, (left, top)))
        return width / drawing.scale

    def paragraph(
        self, x: float, y: float, text: str, width: float, role: Role, colour: str = "ink", *, leading: float = 1.4
    ) -> float:
        """Write a text in lines at most `width` wide and return the `y` below it."""
        for line in self.drawing.wrap(text, width, role):
            self.text(x, y, line, role, colour)
            y += role.size * leading
        return y

    def image(self, image: pygame.Surface, x: float, y: float) -> None:
        """Put a picture with its corner at a point."""
        self._images.append((image, (self.drawing.px(x), self.drawing.px(y))))

    def layer(self) -> None:
        """Draw what was collected; what comes after lies on top of it."""
        for shape in bands(self._shapes):
            self._raster(shape)
        self._shapes.clear()
        if self._images:
            self.surface.blits(self._images)
            self._images.clear()

    def _raster(self, shape: Shape) -> None:
        """Draw a shape as a picture; converted, because an unconverted one blits thirty times slower."""
        scale, (left, top, right, bottom) = self.drawing.scale, shape.extent
        whole_width, whole_height = self.surface.get_size()
        first_x, first_y = max(0, floor(max(0.0, left) * scale) - 1), max(0, floor(max(0.0, top) * scale) - 1)
        last_x = whole_width if right == INFINITE else min(whole_width, ceil(right * scale) + 1)
        last_y = whole_height if bottom == INFINITE else min(whole_height, ceil(bottom * scale) + 1)
        width, height = last_x - first_x, last_y - first_y
        if width <= 0 or height <= 0:
            return
        markup = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="{first_x / scale:.6f} {first_y / scale:.6f} {width / scale:.6f} {height / scale:.6f}">'
            f"<defs>{''.join(self._definitions)}</defs>{shape.markup}</svg>"
        )
        picture = pygame.image.load_sized_svg(BytesIO(markup.encode()), (width, height)).convert_alpha()
        self.surface.blit(picture, (first_x, first_y))


def trace(points: Iterable[Point]) -> str:
    """Return the vector commands of straight lines through points."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def sprite(drawing: Drawing, key: Hashable, size: tuple[float, float], markup: str) -> pygame.Surface:
    """Return a small picture from vector markup, made once; for marks that are drawn many times."""

    def make() -> pygame.Surface:
        surface = pygame.Surface((drawing.px(size[0]), drawing.px(size[1])), pygame.SRCALPHA)
        pen = Pen(drawing, surface)
        pen.raw(markup)
        pen.layer()
        return surface

    return drawing.kept((key, size), make)
