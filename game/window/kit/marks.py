"""Small marks that several panels share: arrows of expected change, chevrons, badges, buttons and key caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.kit.pen import sprite, trace
from game.window.theme import BODY, CAPTION, MOVE_TITLE, SECTION, STRONG, Role

if TYPE_CHECKING:
    from game.engine import NumberInfo
    from game.scenario.model import Document
    from game.window.desk import Mark
    from game.window.kit.drawing import Drawing
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen, Point

ARROW = (14.0, 24.0)
TITLES = (MOVE_TITLE, Role(MOVE_TITLE.face, 19), Role(MOVE_TITLE.face, 16))
LENGTHS = (0.0, 9.0, 14.0, 20.0)
HEAD, HEAD_WIDTH, SHAFT_WIDTH = 6.0, 5.0, 2.0


def arrow_points(x: float, y: float, direction: int, size: int) -> list[Point]:
    """Return the outline of an arrow around a point; `direction` +1 points up, `size` is 1 to 3."""
    half = LENGTHS[size] / 2 * direction
    neck = half - HEAD * direction
    return [
        (x, y - half),
        (x + HEAD_WIDTH, y - neck),
        (x + SHAFT_WIDTH, y - neck),
        (x + SHAFT_WIDTH, y + half),
        (x - SHAFT_WIDTH, y + half),
        (x - SHAFT_WIDTH, y - neck),
        (x - HEAD_WIDTH, y - neck),
    ]


def tone(good: int) -> str:
    """Return the colour of something good, bad or neither for the goal."""
    return "pos" if good > 0 else "neg" if good < 0 else "ink3"


def arrow(pen: Pen, x: float, y: float, mark: Mark) -> None:
    """Draw an expected change around a point: hollow when it is not sure, a short dash for none."""
    drawing = pen.drawing
    width, height = ARROW
    colour = drawing.colour(tone(mark.good))
    if not mark.size:
        line = drawing.colour("ink3")
        markup = f'<path d="M3.5 12L10.5 12" stroke="{line}" stroke-width="1.2" fill="none"/>'
    else:
        fill = colour if mark.sure else drawing.colour("panel")
        outline = trace(arrow_points(width / 2, height / 2, mark.direction, mark.size)) + "Z"
        markup = f'<path d="{outline}" fill="{fill}" stroke="{colour}" stroke-width="1.2" stroke-linejoin="round"/>'
    pen.image(sprite(drawing, ("arrow", mark, colour), ARROW, markup), x - width / 2, y - height / 2)


def number_sign(pen: Pen, x: float, y: float, number: NumberInfo, document: Document, *, width: float = 18) -> None:
    """Draw what a number is known by around a point: the flag of its capital, or its icon."""
    if number.capital:
        pen.image(
            pen.drawing.flag(document.capitals[number.capital].flag or "", width), x - width / 2, y - width * 0.375
        )
        return
    icon = document.meters[number.parent].icon
    if number.hidden and not icon:
        # A dot, as among the numbers of the ending: the scales are those of the middle ground.
        pen.circle(x, y, 3, "rule2")
        return
    side = min(16.0, width)
    pen.image(pen.drawing.icon(icon or "scale", side), x - side / 2, y - side / 2)


def chevron(pen: Pen, x: float, y: float, direction: int, colour: str, reach: float = 4) -> None:
    """Draw a small filled triangle that points up or down."""
    rise = reach * 0.75 * direction
    pen.polygon([(x - reach, y + rise), (x, y - rise), (x + reach, y + rise)], colour)


def badge_width(drawing: Drawing, points: int, *, small: bool = False) -> float:
    """Return how wide the badge of a change is; a small one has less room around its words."""
    return drawing.width(f"{abs(points)}", STRONG) + (18 if small else 26) if points else 0.0


def badge(pen: Pen, right: float, y: float, points: int, good: int, *, small: bool = False) -> float:
    """Draw how far a number has moved, ending at `right`; return the left edge. Nothing is drawn for no change."""
    if not points:
        return right
    width, side = badge_width(pen.drawing, points, small=small), 4 if small else 8
    soft = {1: "pos_soft", -1: "neg_soft", 0: "sunk"}[good]
    pen.rect(right - width, y, width, 20, soft, radius=10 if not small else 6)
    chevron(pen, right - width + side + 4, y + 10, 1 if points > 0 else -1, tone(good))
    pen.text(right - side, y + 10, f"{abs(points)}", STRONG, tone(good), align="right", middle=True)
    return right - width


def heading(pen: Pen, x: float, middle: float, words: str, room: float) -> None:
    """Write the title of a move, in a smaller size where it has no room."""
    role = next((role for role in TITLES if pen.drawing.width(words, role) <= room), TITLES[-1])
    pen.text(x, middle, words, role, middle=True)


def check(pen: Pen, x: float, y: float, *, met: bool) -> None:
    """Draw whether a condition holds, around a point: a filled circle with a tick, or an empty circle."""
    pen.circle(x, y, 7, "pos" if met else "none", stroke="pos" if met else "rule2", line=1.5)
    if met:
        pen.line([(x - 3, y), (x - 0.8, y + 2.4), (x + 3.2, y - 2.6)], "panel", 1.6)


def lock(pen: Pen, x: float, y: float, colour: str = "ink3") -> None:
    """Draw a small padlock with its upper left corner at a point: what cannot be decided now."""
    pen.rect(x, y + 5, 9, 7, colour, radius=1)
    bow = f"M{x + 1.7} {y + 5}v-2a2.8 2.8 0 0 1 5.6 0v2"
    pen.path(bow, stroke=colour, line=1.4, within=[(x, y), (x + 9, y + 5)])


def right_arrow(pen: Pen, x: float, y: float, colour: str = "ink3") -> None:
    """Draw a thin arrow to the right that begins at a point: from before to after."""
    pen.line([(x, y), (x + 14, y)], colour, 1.3)
    pen.line([(x + 10, y - 3.5), (x + 14, y), (x + 10, y + 3.5)], colour, 1.3)


def notch(pen: Pen, x: float, top: float) -> None:
    """Draw the mark of what the goal asks for above a bar whose upper edge is at `top`."""
    pen.polygon([(x - 4.5, top - 6.5), (x + 4.5, top - 6.5), (x, top - 1)], "ink")


def tip_of_bar(pen: Pen, ends: tuple[float, float], top: float, height: float, fill: str) -> None:
    """Draw an expected change at the tip of a bar, from where it stands to where it should go."""
    low, high = sorted(ends)
    pen.rect(low - 1, top - 1, max(4.0, high - low + 2), height + 2, "panel")
    pen.rect(low, top, max(2.0, high - low), height, fill)


def button(
    pen: Pen, box: Box, label: str, key: str, *, enabled: bool = True, quiet: bool = False, hovered: bool = False
) -> None:
    """Draw a button with the key that presses it, where that has room; a quiet one is outlined, a disabled one grey."""
    fill, colour = ("panel", "ink") if quiet else ("accent", "on_accent")
    if not enabled:
        fill, colour = "sunk", "ink3"
    if hovered and enabled and quiet:
        fill = "sunk"
    pen.rect(
        box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, fill, radius=6, stroke="rule2" if quiet else "none"
    )
    if hovered and enabled and not quiet:
        pen.rect(box.x + 3, box.y + 3, box.width - 6, box.height - 6, radius=4, stroke=colour, opacity=0.5)
    written = pen.text(box.x + 12, box.y + box.height / 2, label, SECTION if not quiet else STRONG, colour, middle=True)
    width = pen.drawing.width(key, CAPTION) + 12
    if key and 12 + written + width + 8 <= box.width:
        x = box.right - width - 8
        pen.rect(x, box.y + box.height / 2 - 10, width, 20, radius=4, stroke=colour, opacity=0.7)
        pen.text(x + width / 2, box.y + box.height / 2, key, CAPTION, colour, align="centre", middle=True)


def key_line(pen: Pen, x: float, y: float, keys: tuple[tuple[str, str], ...]) -> float:
    """Write keys with what they do, in a row; return where it ends."""
    for key, what in keys:
        width = pen.drawing.width(key, CAPTION) + 12
        pen.rect(x, y, width, 20, radius=4, stroke="rule2")
        pen.text(x + width / 2, y + 10, key, CAPTION, "ink2", align="centre", middle=True)
        x += width + 6
        x += pen.text(x, y + 10, what, BODY, "ink2", middle=True) + 16
    return x
