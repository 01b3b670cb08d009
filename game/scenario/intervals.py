"""Between which two numbers an expression must lie, by interval arithmetic over the declared ranges."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.scenario.expression import Arithmetic, Call, If, Name, Negate, Node, Number, walk
from game.scenario.names import SAY, happenings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Document

Interval = tuple[float, float]

EVERYTHING: Interval = (-math.inf, math.inf)
YES_NO: Interval = (0.0, 1.0)
NEVER = 1000.0


class Intervals:
    """The ranges of one document's names, and of what is computed from them."""

    def __init__(self, document: Document) -> None:
        """Read the declared ranges."""
        self._turns = float(len(document.calendar.turns))
        self._formulas = document.formulas
        self._known: dict[str, Interval] = {"turn": (1.0, self._turns), "turns_left": (0.0, self._turns - 1)}
        self._open: set[str] = set()
        said = {str(rule.replies[SAY]) for _, rule in happenings(document) if SAY in rule.replies}
        self._once_a_turn = {*document.reactions, *(name for name, _ in happenings(document))}
        self._once_a_turn |= document.moves.keys() - said
        for name, meter in document.meters.items():
            for full in (name, *(f"{name}.{capital}" for capital in document.capitals)):
                self._known[full] = meter.range

    def of(self, node: Node) -> Interval:  # noqa: PLR0911 - one return for each kind of node
        """Return the least and the greatest that a node can come to; (0, 1) for a condition."""
        match node:
            case Number(value=value):
                return value, value
            case Name():
                return self._name(node.text)
            case Negate(operand=operand):
                low, high = self.of(operand)
                return -high, -low
            case Arithmetic(operator=operator, left=left, right=right):
                return _arithmetic(operator, self.of(left), self.of(right))
            case If(then=then, otherwise=otherwise):
                return _hull((self.of(then), self.of(otherwise)))
            case Call():
                return self._call(node)
            case _:
                return YES_NO

    def divisions_by_zero(self, node: Node) -> Iterator[tuple[Node, Interval]]:
        """Yield each divisor below a node that may be 0, with its interval."""
        for below in walk(node):
            if isinstance(below, Arithmetic) and below.operator == "/":
                low, high = self.of(below.right)
                if low <= 0 <= high:
                    yield below.right, (low, high)

    def _name(self, name: str) -> Interval:
        if name in self._known:
            return self._known[name]
        if name not in self._formulas or name in self._open:
            return EVERYTHING
        # A formula that reads itself has no interval; that it does is reported elsewhere.
        self._open.add(name)
        self._known[name] = self.of(self._formulas[name].tree)
        self._open.discard(name)
        return self._known[name]

    def _call(self, node: Call) -> Interval:  # noqa: PLR0911 - one return for each function
        if node.function == "since":
            return 0.0, NEVER
        if node.function == "times":
            # A move that an event offers, a reply and a rung may happen several times in one turn.
            argument = node.arguments[0]
            is_once = isinstance(argument, Name) and argument.text in self._once_a_turn
            return 0.0, self._turns if is_once else math.inf
        if node.function == "count":
            return 0.0, float(len(node.arguments))
        lows, highs = zip(*(self.of(argument) for argument in node.arguments), strict=True)
        match node.function:
            case "min":
                return min(lows), min(highs)
            case "max":
                return max(lows), max(highs)
            case "clamp":
                return min(max(lows[0], lows[1]), lows[2]), min(max(highs[0], highs[1]), highs[2])
            case "abs":
                return _absolute(lows[0], highs[0])
            case _:
                return _whole(node.function, lows[0]), _whole(node.function, highs[0])


def _whole(function: str, value: float) -> float:
    if not math.isfinite(value):
        return value
    return float({"floor": math.floor(value), "ceil": math.ceil(value), "round": math.floor(value + 0.5)}[function])


def _absolute(low: float, high: float) -> Interval:
    return (0.0 if low <= 0 <= high else min(abs(low), abs(high))), max(abs(low), abs(high))


def _hull(intervals: tuple[Interval, ...]) -> Interval:
    return min(low for low, _ in intervals), max(high for _, high in intervals)


def _arithmetic(operator: str, left: Interval, right: Interval) -> Interval:
    if not all(math.isfinite(end) for end in (*left, *right)):
        return EVERYTHING
    match operator:
        case "+":
            return left[0] + right[0], left[1] + right[1]
        case "-":
            return left[0] - right[1], left[1] - right[0]
        case "*":
            ends = [one * other for one in left for other in right]
        case _:
            if right[0] <= 0 <= right[1]:
                return EVERYTHING
            ends = [one / other for one in left for other in right]
    return min(ends), max(ends)
