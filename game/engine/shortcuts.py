"""What a turn may skip because it would come to the same: found once in a scenario's tables."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

from game.engine.emit import constant
from game.scenario.expression import Name, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine.index import Index
    from game.scenario.expression import Expression, Node


def cost_of(agenda: Expression) -> float | None:
    """Return the points of a move that always costs the same, or None."""
    number = constant(agenda)
    return None if number is None else max(0.0, float(floor(number + 0.5)))


def least_cost(index: Index) -> float:
    """Return a number of points below which no move can be sent."""
    costs = [cost_of(move.agenda) for move in index.document.moves.values()]
    return min((0.0 if cost is None else cost for cost in costs), default=0.0)


def apart(index: Index, table: dict[str, list[Any]], computed: Sequence[Expression | None]) -> list[int]:
    """Return for the first effect of each block whether no effect of the block reads what one before it changes.

    Such effects may be applied one by one. The list has a row more than there are effects, for an empty block at the
    end.

    Args:
        index: the scenario's numbers.
        table: the tables, all but this one.
        computed: by effect, the expression of its amount, or None where that is fixed.
    """
    numbers = table.get("EFFECT_NUMBER", [])
    modifiers = [_read(index, modifier.when.tree) for modifier in index.document.modifiers.values()]
    found = [0] * (len(numbers) + 1)
    for prefix in ("DECISION", "SITE"):
        for first, last in zip(table[f"{prefix}_FIRST"], table[f"{prefix}_LAST"], strict=True):
            changed: set[int] = set()
            for i in range(first, last):
                amount = computed[i]
                read = set() if amount is None else _read(index, amount.tree)
                for k in range(table["MODIFIER_FIRST"][i], table["MODIFIER_LAST"][i]):
                    read |= modifiers[table["EFFECT_MODIFIERS"][k]]
                if changed & (read | {numbers[i]}) or table["NUMBER_LADDER"][numbers[i]]:
                    break
                changed.add(numbers[i])
            else:
                found[first] = int(last > first)
    return found


def _read(index: Index, tree: Node) -> set[int]:
    """Return the numbers that an expression reads, itself or through a formula."""
    read: set[int] = set()
    for part in walk(tree):
        if isinstance(part, Name):
            formula = index.document.formulas.get(part.text)
            read |= _read(index, formula.tree) if formula else {index.number_of.get(part.text, -1)}
    return read - {-1}
