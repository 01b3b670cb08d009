"""Reading conditions as people do: the parts that must all hold, and whether one reads what is hidden.

Used by what judges a position (a policy) and by what explains it (an account); it evaluates nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Comparison, Logic, Name, Node, walk

if TYPE_CHECKING:
    from game.scenario.model import Document

__all__ = ["hidden_names", "parts", "reads_any"]


def parts(node: Node) -> tuple[Node, ...]:
    """Split a condition at its `and`s, and a chained comparison into its pairs, in written order."""
    match node:
        case Logic(operator="and", operands=operands):
            return tuple(part for operand in operands for part in parts(operand))
        case Comparison(first=first, rest=rest) if len(rest) > 1:
            lefts = (first, *(right for _, right in rest[:-1]))
            return tuple(
                Comparison(left, (pair,), left.start, pair[1].end) for left, pair in zip(lefts, rest, strict=True)
            )
        case _:
            return (node,)


def hidden_names(document: Document) -> frozenset[str]:
    """Return the ids of the meters and flags that a player may not see during play."""
    meters = [name for name, meter in document.meters.items() if meter.hidden]
    return frozenset(meters + [name for name, flag in document.flags.items() if flag.hidden])


def reads_any(document: Document, node: Node, names: frozenset[str]) -> bool:
    """Return whether an expression reads one of the meters or flags named, itself or through a formula."""
    for part in walk(node):
        if not isinstance(part, Name):
            continue
        if part.parts[0] in names:
            return True
        formula = document.formulas.get(part.text)
        if formula is not None and reads_any(document, formula.tree, names):
            return True
    return False
