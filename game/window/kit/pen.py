"""A pen collects shapes in logical units and draws them smoothly: one vector picture, then text and images on top."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pygame

from game.window.theme import rgb

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from game.window.kit.drawing import Drawing
    from game.window.theme import Role

Point = tuple[float, float]

HALO = 1.4


class Pen:
    """Draws on one surface. Shapes come below text and images of the same layer; `layer` starts the next one."""

    def __init__(self, drawing: Drawing, surface: pygame.Surface) -> None:
        """Draw on `surface` with the fonts, colours and scale of `drawing`."""
        self.drawing = drawing
        self.surface = surface
        self._shapes: list[str] = []
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
        self._shapes.append(markup)

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
        self._shapes.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{max(0, width):.2f}" height="{max(0, height):.2f}" rx="{radius}" '
            f'fill="{colour(fill)}" stroke="{colour(stroke)}" stroke-width="{line}" opacity="{opacity}"/>'
        )

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
    ) -> None:
        """Draw a path of vector commands."""
        colour = self.drawing.colour
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._shapes.append(
            f'<path d="{commands}" fill="{colour(fill)}" stroke="{colour(stroke)}" stroke-width="{line}" '
            f'stroke-linecap="{cap}" stroke-linejoin="round" opacity="{opacity}"{dashes}/>'
        )

    def line(
        self, points: Iterable[Point], stroke: str = "ink", line: float = 1, *, dash: str = "", cap: str = "round"
    ) -> None:
        """Draw straight lines through points."""
        self.path(trace(points), stroke=stroke, line=line, dash=dash, cap=cap)

    def polygon(self, points: Iterable[Point], fill: str, *, opacity: float = 1) -> None:
        """Fill a polygon."""
        self.path(trace(points) + "Z", fill=fill, opacity=opacity)

    def circle(
        self, x: float, y: float, radius: float, fill: str = "none", *, stroke: str = "none", line: float = 1,
        opacity: float = 1,
    ) -> None:  # fmt: skip
        """Draw a circle around a point."""
        colour = self.drawing.colour
        self._shapes.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius}" fill="{colour(fill)}" stroke="{colour(stroke)}" '
            f'stroke-width="{line}" opacity="{opacity}"/>'
        )

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
        if self._shapes:
            self.surface.blit(self._raster(), (0, 0))
            self._shapes.clear()
        if self._images:
            self.surface.blits(self._images)
            self._images.clear()

    def _raster(self) -> pygame.Surface:
        """Return the shapes as a picture; converted, because an unconverted one blits thirty times slower."""
        width, height = self.surface.get_size()
        scale = self.drawing.scale
        markup = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width / scale:.4f} {height / scale:.4f}"><defs>{"".join(self._definitions)}</defs>'
            f"{''.join(self._shapes)}</svg>"
        )
        return pygame.image.load_sized_svg(BytesIO(markup.encode()), (width, height)).convert_alpha()


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
