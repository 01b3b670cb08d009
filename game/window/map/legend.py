"""The legend below the map: what the lines mean, and how long 250 km are; it says less where there is less room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.panel import Box
from game.window.theme import CAPTION, LABEL, trust_colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

LOW, HALF = 20.0, 50.0
BAR_KM = 250
BAR_WORDS = f"{BAR_KM} km"
SAMPLES = ((10.0, "under 20"), (35.0, "under 50"), (78.0, "50 or more"))
ROOMY, TIGHT = (16.0, 26.0, 8.0, 16.0), (10.0, 23.0, 5.0, 9.0)
TEXT_HEIGHT = 16.0


@dataclass(frozen=True, slots=True)
class Legend:
    """Where the words and lines of the legend stand; `bar` is None where the measure of length has no room."""

    title: Box
    lines: tuple[Box, ...]
    words: tuple[Box, ...]
    bar: Box | None
    bar_words: Box | None

    def boxes(self) -> Iterator[Box]:
        """Yield everything in the legend."""
        yield self.title
        yield from (*self.lines, *self.words)
        yield from (box for box in (self.bar, self.bar_words) if box is not None)


def pattern(value: float) -> str:
    """Return the dashes of a relation: dots when hostile or cold, dashes under half, else a whole line."""
    return ".5 7" if value < LOW else "9 8" if value < HALF else ""


def plan_legend(drawing: Drawing, width: float, middle: float, title: str, per_km: float) -> Legend:
    """Return where the legend's parts stand around a height: with air, then tighter, then without the measure."""
    bar = (BAR_KM * per_km, drawing.width(BAR_WORDS, CAPTION))
    roomy = _row(drawing, middle, title, ROOMY)
    tight = _row(drawing, middle, title, TIGHT)
    for row, (margin, _, gap, between) in ((roomy, ROOMY), (tight, TIGHT)):
        left = width - margin - bar[0]
        words = Box(left - gap - bar[1], middle - TEXT_HEIGHT / 2, bar[1], TEXT_HEIGHT)
        if words.x >= row.words[-1].right + between:
            return Legend(row.title, row.lines, row.words, Box(left, middle - 3, bar[0], 6), words)
    return roomy if roomy.words[-1].right <= width - ROOMY[0] else tight


def _row(drawing: Drawing, middle: float, title: str, measures: tuple[float, float, float, float]) -> Legend:
    margin, length, gap, between = measures
    top = middle - TEXT_HEIGHT / 2
    head = Box(margin, top, drawing.width(title, LABEL) if title else 0.0, TEXT_HEIGHT)
    x = head.right + (between if title else 0.0)
    lines: list[Box] = []
    words: list[Box] = []
    for _, text in SAMPLES:
        lines.append(Box(x, middle - 3, length, 6))
        words.append(Box(x + length + gap, top, drawing.width(text, CAPTION), TEXT_HEIGHT))
        x = words[-1].right + between
    return Legend(head, tuple(lines), tuple(words), None, None)


def paint_legend(pen: Pen, legend: Legend, title: str) -> None:
    """Draw the legend where it was planned."""
    middle = legend.title.y + TEXT_HEIGHT / 2
    pen.text(legend.title.x, middle, title, LABEL, "ink2", middle=True)
    for (value, text), line, words in zip(SAMPLES, legend.lines, legend.words, strict=True):
        colour = trust_colour(pen.drawing.palette, value)
        ends = [(line.x + 2, middle), (line.right - 2, middle)]
        # A sample shows two whole dashes, whatever its length.
        dash = f"{0.3 * line.width:.1f} {0.32 * line.width:.1f}" if LOW <= value < HALF else pattern(value)
        pen.line(ends, colour, 2 + value / 25, dash=dash)
        pen.text(words.x, middle, text, CAPTION, "ink2", middle=True)
    if legend.bar is not None and legend.bar_words is not None:
        bar = legend.bar
        ends = [(bar.x, bar.y), (bar.x, bar.bottom), (bar.right, bar.bottom), (bar.right, bar.y)]
        pen.line(ends, "ink2", 1.2, cap="butt")
        pen.text(legend.bar_words.x, middle, BAR_WORDS, CAPTION, "ink2", middle=True)
