"""Marks at the edges of a window that shows only a part of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen, Point

AWAY, RADIUS = 14.0, 13.0
TIP, SIDE = 6.0, 5.0


def mark_edges(pen: Pen, view: Box, width: float, height: float) -> None:
    """Mark the edges behind which a desk of a width and a height goes on, where `view` is the visible part."""
    marks = (
        (view.x > 0, AWAY, view.height / 2, -1, 0),
        (view.right < width, view.width - AWAY, view.height / 2, 1, 0),
        (view.y > 0, view.width / 2, AWAY, 0, -1),
        (view.bottom < height, view.width / 2, view.height - AWAY, 0, 1),
    )
    for goes_on, x, y, across, down in marks:
        if goes_on:
            pen.circle(x, y, RADIUS, "accent")
            pen.polygon(pointer(x, y, across, down), "on_accent")
    pen.layer()


def pointer(x: float, y: float, across: int, down: int) -> list[Point]:
    """Return a small triangle around a point that points along one of the axes."""
    return [
        (x + across * TIP, y + down * TIP),
        (x - across * TIP / 2 + down * SIDE, y - down * TIP / 2 + across * SIDE),
        (x - across * TIP / 2 - down * SIDE, y - down * TIP / 2 - across * SIDE),
    ]
