"""What is known in a crisis: what each capital sees of the rung we stand on, and what leads down from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import descents
from game.scenario.expression import Call, Comparison, Name, Number, walk
from game.window.kit.page import Block, Piece
from game.window.map.chips import percent
from game.window.theme import BODY, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.scenario.model import Ladder, WayDown
    from game.window.desk import Desk
    from game.window.kit.drawing import Drawing
    from game.window.kit.panel import Box
    from game.window.kit.pen import Pen

FLAG, FLAG_ROOM = 22.0, 32.0
LINE, NAME_LINE, AIR, GAP = 18.0, 19.0, 8.0, 24.0


def sights(desk: Desk, ladder: str, rung: int) -> tuple[tuple[str, str], ...]:
    """Return what each capital sees of a rung, in the order of the capitals: its id and the text."""
    rungs = desk.scenario.document.ladders[ladder].rungs
    sees = rungs[rung - 1].sees if rung else {}
    return tuple((name, sees[name]) for name in desk.scenario.document.capitals if sees.get(name))


def sights_height(drawing: Drawing, seen: Sequence[tuple[str, str]], width: float) -> float:
    """Return how high the capitals' views are, two beside each other."""
    return sum(_row_heights(drawing, seen, width))


def _cell(width: float) -> float:
    return (width - GAP) / 2


def _row_heights(drawing: Drawing, seen: Sequence[tuple[str, str]], width: float) -> list[float]:
    lines = [len(drawing.wrap(text, _cell(width) - FLAG_ROOM, BODY)) for _, text in seen]
    pairs = [lines[place : place + 2] for place in range(0, len(lines), 2)]
    return [NAME_LINE + max(pair) * LINE + AIR for pair in pairs]


def paint_sights(pen: Pen, box: Box, desk: Desk, seen: Sequence[tuple[str, str]]) -> None:
    """Write what each capital sees: flag and name, and below them the text."""
    document, cell = desk.scenario.document, _cell(box.width)
    heights = _row_heights(pen.drawing, seen, box.width)
    for place, (name, text) in enumerate(seen):
        x = box.x + (place % 2) * (cell + GAP)
        y = box.y + sum(heights[: place // 2])
        pen.image(pen.drawing.flag(document.capitals[name].flag or "", FLAG), x, y + 2)
        pen.text(x + FLAG_ROOM, y, document.capitals[name].name, STRONG)
        pen.paragraph(x + FLAG_ROOM, y + NAME_LINE - 1, text, cell - FLAG_ROOM, BODY, "ink2", leading=LINE / BODY.size)


def ways_down(desk: Desk, ladder: str) -> tuple[Block, ...]:
    """Return in words how a crisis comes down: the way that moves open, and what time does by itself."""
    document = desk.scenario.document.ladders[ladder]
    names = (document.quiet, *(rung.title for rung in document.rungs))
    descent = descents(desk.scenario, desk.state).get(ladder)
    rung = next(int(desk.value(one)) for one in desk.scenario.numbers if one.kind == "ladder" and one.parent == ladder)
    blocks = []
    if document.way_down is not None:
        blocks.append(_opened(desk, document, document.way_down, rung))
    if descent is None:
        return tuple(blocks)
    alone = (
        f"Left alone, it goes back to {quoted(names[descent.fade_to])} with a chance of {percent(descent.fade)} a turn."
    )
    words = alone if descent.fade else "It does not come down by itself."
    return (*blocks, Block((Piece(words, BODY, "ink2"),), gap=2))


def quoted(name: str) -> str:
    """Return the name of a rung inside a sentence: with a small first letter."""
    return name[:1].lower() + name[1:]


def _opened(desk: Desk, ladder: Ladder, way: WayDown, rung: int) -> Block:
    """Return what the way down is, where it leads, and the moves that open it."""
    to = next((place for place, one in enumerate(ladder.rungs, 1) if one.id == way.to), 0)
    name = quoted(ladder.rungs[to - 1].title if to else ladder.quiet)
    titles = [desk.scenario.document.moves[move].title for move in opening_moves(desk, way)]
    higher = rung <= to
    if not titles:
        words = f"{'From higher up it' if higher else 'It'} can go back to {name}. {way.text}".strip()
        return Block((Piece("The way down:", STRONG, "pos"), Piece(words, BODY, "ink2")), gap=2)
    opening = "Should it climb, a word can end it:" if higher else "A word can end it:"
    # One of them is enough.
    moves = ", ".join([*titles[:-2], " or ".join(titles[-2:])])
    then = Piece(f"If it is heard, it goes back to {name}. {way.text}".strip(), BODY, "ink2")
    return Block((Piece(opening, STRONG, "pos"), Piece(f"{moves}.", STRONG), then), gap=2)


def opening_moves(desk: Desk, way: WayDown) -> tuple[str, ...]:
    """Return the moves that open a way down in the turn they are sent: those that its condition dates to now."""
    found = []
    for node in walk(way.when.tree):
        if not isinstance(node, Comparison) or not isinstance(node.first, Call) or node.first.function != "since":
            continue
        operator, bound = node.rest[0]
        name = node.first.arguments[0]
        if operator == "==" and isinstance(bound, Number) and not bound.value and isinstance(name, Name):
            found.append(name.text)
    return tuple(name for name in found if name in desk.scenario.document.moves)
