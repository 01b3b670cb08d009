"""A ladder drawn as a ladder: the rung we stand on, the chance of the next one, and how it may come down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import descents
from game.window.map.chips import percent
from game.window.theme import CAPTION, CARD, GAUGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.window.desk import Desk
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen

GUTTER = 108.0
RAIL = 12.0
BEAM, THICK_BEAM = 1.6, 4.0
LEAST_STEP = 42.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a crisis stands: names from the foot up, our rung, and the chances up and down from here.

    While Seoul must reply, the next step is drawn `at_once`, and the way down at the end of the next turn.
    """

    names: tuple[str, ...]
    rung: int
    up: float
    down: float
    down_to: int
    at_once: bool

    @property
    def next_name(self) -> str:
        """The name of the rung above ours; empty at the top."""
        return self.names[self.rung + 1] if self.rung + 1 < len(self.names) else ""


def standing(desk: Desk, ladder: str, known: Mapping[str, float] | None = None) -> Standing:
    """Return where a ladder stands, with the chances now or those that are `known` after a reply."""
    document = desk.scenario.document.ladders[ladder]
    chances = desk.chances() if known is None else known
    number = next(one for one in desk.scenario.numbers if one.kind == "ladder" and one.parent == ladder)
    rung = int(desk.value(number))
    path = f"ladders.{ladder}.{document.rungs[rung].id}" if rung < len(document.rungs) else ""
    descent = descents(desk.scenario, desk.state).get(ladder)
    down_to = (descent.way_to if descent.way else descent.fade_to) if descent else 0
    names = (document.quiet, *(one.title for one in document.rungs))
    return Standing(
        names, rung, chances.get(path, 0.0), chances.get(f"ladders.{ladder}.down", 0.0), down_to, bool(desk.state.due)
    )


def least_height(where: Standing) -> float:
    """Return the height below which the rungs' names would run into each other."""
    return LEAST_STEP * len(where.names) + 8


def paint_ladder(pen: Pen, box: Box, desk: Desk, ladder: str, known: Mapping[str, float] | None = None) -> None:
    """Draw a ladder in a box, the foot at the bottom; `known` are the chances after the reply looked at."""
    paint_standing(pen, box, standing(desk, ladder, known))


def paint_standing(pen: Pen, box: Box, where: Standing) -> None:
    """Draw rails, rungs, where we stand, and the ways up and down."""
    step = box.height / len(where.names)
    heights = [box.bottom - 8 - place * step for place in range(len(where.names))]
    left, right = box.x + RAIL, box.right - GUTTER
    _rails(pen, (left, right), heights, where, box.y)
    for place, name in enumerate(where.names):
        _rung(pen, (left, right), heights[place], name, _tense(place, where.rung))
    _here(pen, (left, right), heights[where.rung], where)
    up, down = ("up, at once", "down next turn") if where.at_once else ("up this turn", "down this turn")
    if where.next_name:
        _way(pen, right + 18, (heights[where.rung], heights[where.rung + 1]), where.up, up, "neg")
    if where.rung:
        _way(pen, right + 18, (heights[where.rung], heights[where.down_to]), where.down, down, "pos")


def _tense(place: int, rung: int) -> str:
    return "now" if place == rung else "behind" if place < rung else "ahead"


def _rails(pen: Pen, rails: tuple[float, float], heights: list[float], where: Standing, top: float) -> None:
    """Draw the two rails: heavy as far as we have climbed."""
    for x in rails:
        pen.line([(x, heights[0] + 8), (x, top)], "rule2", 2, cap="butt")
        if where.rung:
            pen.line([(x, heights[0] + 8), (x, heights[where.rung])], "neg", 3, cap="butt")


def _rung(pen: Pen, rails: tuple[float, float], y: float, name: str, tense: str) -> None:
    left, right = rails
    if tense == "now":
        return
    colour = "neg" if tense == "behind" else "rule2"
    pen.line([(left, y), (right, y)], colour, THICK_BEAM if tense == "behind" else BEAM, cap="butt")
    room = right - left - 16
    lines = pen.drawing.wrap(name, room, CARD)
    for place, line in enumerate(reversed(lines)):
        pen.text(left + 12, y - 22 - place * 17, line, CARD, "ink2")


def _here(pen: Pen, rails: tuple[float, float], y: float, where: Standing) -> None:
    """Draw the rung we stand on: a whole step, orange off the foot, with the dot that is Seoul on the map."""
    left, right = rails
    fill, stroke = ("neg_soft", "neg") if where.rung else ("sunk", "accent")
    pen.rect(left - 5, y - 28, right - left + 10, 32, fill, radius=4, stroke=stroke, line=2)
    pen.circle(left + 12, y - 12, 7, "panel", stroke="home", line=2)
    pen.circle(left + 12, y - 12, 3.4, "home")
    pen.text(left + 26, y - 12, where.names[where.rung], CARD, "ink", middle=True)


def _way(pen: Pen, x: float, ends: tuple[float, float], chance: float, words: str, colour: str) -> None:
    """Draw the way from our rung to another: an arrow, its chance and what it means; a dashed one where it is shut."""
    start, end = ends
    sign = 1 if end > start else -1
    tone = colour if chance else "ink3"
    first, last = start - 12 + sign * 14, end - sign * (2 if sign < 0 else 18)
    pen.line([(x, first), (x, last)], tone, 3 if chance else 1.4, dash="" if chance else "3 4", cap="butt")
    pen.polygon([(x - 6, last - sign * 2), (x + 6, last - sign * 2), (x, last + sign * 8)], tone)
    middle = (first + last) / 2
    pen.text(x + 13, middle - 9, percent(chance), GAUGE, tone, middle=True)
    pen.text(x + 13, middle + 9, words if chance else "not now", CAPTION, "ink2", middle=True)
