"""What the window writes while it is painted: each line of text with its place, its colour, and what lies behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pygame

from game.window.kit.panel import Panel
from game.window.kit.pen import Pen
from game.window.theme import Rgb, rgb

if TYPE_CHECKING:
    import pytest

LARGE, LARGE_BOLD = 24, 19
"""From this size in pixels on, text needs less contrast; from the second where it is bold."""


@dataclass
class Line:
    """A line of text: where its ink is on its panel, and its colour before the colour that is most behind it."""

    panel: str
    text: str
    ink: pygame.Rect
    area: pygame.Rect
    colour: Rgb
    large: bool
    ground: Rgb | None = None
    scrolls: bool = False
    sheet: int = 0
    """The surface of its own that it lies on inside of the panel, such as a part that scrolls; 0 for the panel."""


@dataclass
class Written:
    """Every line that was written since the last `clear`."""

    lines: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    panel: Panel | None = None
    size: tuple[int, int] = (0, 0)

    def clear(self) -> None:
        """Forget what was written."""
        self.lines.clear()

    def faults(self) -> set[tuple[str, str, str]]:
        """Return lines that leave their panel or cover each other; a list that scrolls may cut its first and last."""
        found = set()
        for place, line in enumerate(self.lines):
            if not line.ink.width or line.scrolls:
                continue
            whole = pygame.Rect(line.area.x, line.ink.y, line.area.width, line.ink.height) if line.sheet else line.area
            if not whole.contains(line.ink):
                found.add((line.panel, line.text, "cut"))
            core = line.ink.inflate(-2, -2)
            for other in self.lines[place + 1 :]:
                together = (other.panel, other.sheet) == (line.panel, line.sheet)
                if together and other.text != line.text and core.colliderect(other.ink):
                    found.add((line.panel, line.text, other.text))
        return found


def record(monkeypatch: pytest.MonkeyPatch, *, grounds: bool = False) -> Written:
    """Note from now on what is written, until the test is over; with `grounds`, also what lies behind it."""
    found = Written()
    write, layer, render = Pen.text, Pen.layer, Panel.render

    def text(pen: Pen, *arguments: Any, **options: Any) -> float:
        width = write(pen, *arguments, **options)
        role, colour = arguments[3], arguments[4] if len(arguments) > 4 else options.get("colour", "ink")
        image, at = pen._images[-1]
        size, panel = role.size * pen.drawing.scale, found.panel
        line = Line(
            panel.name if panel else "",
            arguments[2],
            image.get_bounding_rect().move(at),
            pen.surface.get_rect(),
            rgb(pen.drawing.colour(colour)),
            size >= LARGE or (size >= LARGE_BOLD and role.face[-3:] in ("600", "700")),
            rgb(pen.drawing.colour(options["halo"])) if options.get("halo") else None,
            bool(panel and can_scroll(panel)),
            0 if pen.surface.get_size() == found.size else id(pen.surface),
        )
        found.lines.append(line)
        found.waiting.append(line)
        return width

    def layered(pen: Pen) -> None:
        # First the shapes alone: they are what lies behind the text.
        images = pen._images[:]
        pen._images.clear()
        layer(pen)
        for line in found.waiting:
            line.ground = line.ground or most_common(pen.surface, line.ink)
        found.waiting.clear()
        pen._images.extend(images)
        layer(pen)

    def rendered(panel: Panel, *arguments: Any) -> pygame.Rect:
        found.panel, box, px = panel, panel.box, arguments[1].px
        found.size = (px(box.right) - px(box.x), px(box.bottom) - px(box.y))
        found.waiting.clear()
        # A panel that is painted again has only what it wrote last.
        found.lines = [line for line in found.lines if line.panel != panel.name]
        return render(panel, *arguments)

    monkeypatch.setattr(Pen, "text", text)
    if grounds:
        monkeypatch.setattr(Pen, "layer", layered)
    monkeypatch.setattr(Panel, "render", rendered)
    return found


def can_scroll(panel: Panel) -> bool:
    """Return whether a panel shows only a part of what it holds."""
    holders = (panel, getattr(panel, "page", None), getattr(getattr(panel, "here", None), "page", None))
    return any(getattr(getattr(one, "roll", None), "most", 0) for one in holders)


def most_common(surface: pygame.Surface, place: pygame.Rect) -> Rgb | None:
    """Return the colour that a place of a surface has most; None where it lies outside."""
    inside = place.clip(surface.get_rect())
    points = ((x, y) for x in range(inside.left, inside.right, 2) for y in range(inside.top, inside.bottom, 2))
    counted = Counter(map(surface.get_at_mapped, points))
    if not counted:
        return None
    colour = surface.unmap_rgb(counted.most_common(1)[0][0])
    return colour.r, colour.g, colour.b
