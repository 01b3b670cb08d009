"""What a turn may skip because it would come to the same: found once in a scenario's tables."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

from game.engine.emit import constant

if TYPE_CHECKING:
    from game.engine.index import Index
    from game.scenario.expression import Expression


def cost_of(agenda: Expression) -> float | None:
    """Return the points of a move that always costs the same, or None."""
    number = constant(agenda)
    return None if number is None else max(0.0, float(floor(number + 0.5)))


def least_cost(index: Index) -> float:
    """Return a number of points below which no move can be sent."""
    costs = [cost_of(move.agenda) for move in index.document.moves.values()]
    return min((0.0 if cost is None else cost for cost in costs), default=0.0)


def apart(table: dict[str, list[Any]]) -> list[int]:
    """Return for the first effect of each block whether no effect of the block reads what another changes.

    Such effects may be applied one by one. The list has a row more than there are effects, for an empty block at the
    end.
    """
    numbers, computed = table.get("EFFECT_NUMBER", []), table.get("EFFECT_COMPUTED", [])
    found = [0] * (len(numbers) + 1)
    for prefix in ("DECISION", "SITE"):
        for first, last in zip(table[f"{prefix}_FIRST"], table[f"{prefix}_LAST"], strict=True):
            rows = range(first, last)
            if rows and not any(computed[i] or table["MODIFIER_LAST"][i] > table["MODIFIER_FIRST"][i] for i in rows):
                changed = [numbers[i] for i in rows]
                on_ladder = any(table["NUMBER_LADDER"][n] for n in changed)
                found[first] = int(len(set(changed)) == len(changed) and not on_ladder)
    return found
