"""The chips in the corner of the map: each ladder that stands off its foot, with the chance of its next rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.session.titles import value_text
from game.window.theme import CAPTION, LABEL

if TYPE_CHECKING:
    from game.window.desk import Desk
    from game.window.kit.drawing import Drawing
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen

HEIGHT = 26.0
ICON = 26.0
PAD, GAP = 10.0, 8.0
RUNG = 3.0


@dataclass(frozen=True, slots=True)
class Chip:
    """A ladder in a corner: its rung of how many, and the words that fit the room."""

    ladder: str
    rung: int
    rungs: int
    words: str
    ahead: str

    def width(self, drawing: Drawing) -> float:
        """Return how wide the chip is."""
        ahead = drawing.width(self.ahead, CAPTION) + GAP if self.ahead else 0.0
        return PAD + ICON + drawing.width(self.words, LABEL) + ahead + PAD + 2


def percent(chance: float) -> str:
    """Return a chance in whole per cent; never 0 or 100 for what is not impossible or certain."""
    whole = round(100 * chance)
    if 0 < chance < 1:
        whole = min(99, max(1, whole))
    return f"{whole} %"


def chips(desk: Desk, drawing: Drawing, rooms: tuple[float, ...]) -> tuple[Chip, ...]:
    """Return the chips of the ladders that stand on a rung, each with the longest words for its room."""
    found: list[Chip] = []
    for number in desk.scenario.numbers:
        rung = int(desk.value(number))
        if number.kind != "ladder" or number.hidden or rung <= 0:
            continue
        room = rooms[min(len(found), len(rooms) - 1)]
        variants = _variants(desk, number.parent, rung, value_text(desk.scenario, number, rung))
        found.append(next((chip for chip in variants if chip.width(drawing) <= room), variants[-1]))
    return tuple(found)


def _variants(desk: Desk, name: str, rung: int, title: str) -> list[Chip]:
    ladder = desk.scenario.document.ladders[name]
    rungs = ladder.rungs
    known = desk.chances()
    chance = known.get(f"ladders.{name}.{rungs[rung].id}", 0.0) if rung < len(rungs) else 0.0
    down = known.get(f"ladders.{name}.down", 0.0)
    calm = f"{percent(down)} chance to calm down" if down else ""
    ahead = f"next: {rungs[rung].title} {percent(chance)}" if chance else calm
    short = f"next {percent(chance)}" if chance else ""
    texts = ((f"{ladder.title}: {title}", ahead), (title, ahead), (title, short), (title, ""))
    return [Chip(name, rung, len(rungs), words, after) for words, after in texts]


def paint_chip(pen: Pen, box: Box, chip: Chip, *, hovered: bool) -> None:
    """Draw a chip: a small ladder filled up to where we stand, the rung's name, and what may come."""
    fill = "sunk" if hovered else "panel"
    pen.rect(box.x, box.y, box.width, box.height, fill, radius=6, stroke="accent" if hovered else "none")
    small_ladder(pen, box.x + PAD, box.y + 5, chip.rung, chip.rungs)
    middle = box.y + box.height / 2
    x = box.x + PAD + ICON
    x += pen.text(x, middle, chip.words, LABEL, "neg", middle=True) + GAP
    pen.text(x, middle, chip.ahead, CAPTION, "ink2", middle=True)


def small_ladder(pen: Pen, x: float, y: float, rung: int, rungs: int) -> None:
    """Draw a ladder 16 wide and high with at most six rungs, those climbed thick."""
    shown = min(rungs, 6)
    pen.line([(x + 1, y), (x + 1, y + 16)], "ink3", 1.2)
    pen.line([(x + 15, y), (x + 15, y + 16)], "ink3", 1.2)
    climbed = max(1, round(rung * shown / rungs))
    for place in range(shown):
        height = y + 14.5 - place * (13 / max(1, shown - 1))
        reached = place < climbed
        pen.line(
            [(x + 2, height), (x + 14, height)], "neg" if reached else "rule2", 2.4 if reached else 0.8, cap="butt"
        )
