"""Writes a checked expression as Python text over the values `v` of a state.

The text must mean the same plainly and compiled, bit for bit: floats throughout; `lesser` and `greater` instead of
`min` and `max`, whose choice between 0.0 and -0.0 differs; and no sum whose order could vary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from game.scenario.expression import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Otherwise,
    YesNo,
)

if TYPE_CHECKING:
    from game.engine.index import Index

NEVER = 1000.0
FUNCTIONS = {"abs": "abs({0})", "floor": "float(floor({0}))", "ceil": "float(ceil({0}))"}


class Emitter:
    """Turns expressions of one scenario into text.

    `stamp` and `count` are where the bookkeeping starts in `v`. `this` in an expression is the rule it belongs to: the
    rule whose path is given with it, or, in a modifier, the move being read, which the text calls `this` too.
    """

    def __init__(self, index: Index, stamp: int, count: int) -> None:
        """Keep what names stand for."""
        self._index = index
        self._stamp = stamp
        self._count = count
        self._places = {path: place for place, path in enumerate(index.paths)}
        self._this = "this"
        self._rungs = {
            name: {"quiet": 0} | {rung.id: place for place, rung in enumerate(ladder.rungs, 1)}
            for name, ladder in index.document.ladders.items()
        }

    def expression(self, expression: Expression, path: str = "") -> str:
        """Return the text of an expression that belongs to the rule at `path`."""
        self._this = str(self._places.get(path, "this"))
        return self._node(expression.tree)

    def text(self, node: Node) -> str:
        """Return the text of a part of an expression that belongs to no rule."""
        self._this = "this"
        return self._node(node)

    def sides(self, node: Comparison) -> tuple[str, str]:
        """Return the texts of what a comparison of two compares, a rung as its height."""
        operands = (node.first, node.rest[0][1])
        ladder = next((o.parts[0] for o in operands if isinstance(o, Name) and o.parts[0] in self._rungs), "")
        return self._operand(operands[0], ladder), self._operand(operands[1], ladder)

    def _node(self, node: Node) -> str:  # noqa: C901, PLR0911 - one case for each kind of node
        match node:
            case Number():
                return repr(float(node.value))
            case YesNo():
                return str(node.value)
            case Name():
                return self._name(node.parts)
            case Negate():
                return f"(-{self._node(node.operand)})"
            case Not():
                return f"(not {self._node(node.operand)})"
            case Arithmetic():
                return f"({self._node(node.left)} {node.operator} {self._node(node.right)})"
            case Comparison():
                return self._comparison(node)
            case Logic():
                return "(" + f" {node.operator} ".join(self._node(operand) for operand in node.operands) + ")"
            case Call():
                return self._call(node)
            case If():
                then, otherwise = self._node(node.then), self._node(node.otherwise)
                return f"({then} if {self._node(node.condition)} else {otherwise})"
            case Otherwise():
                return "True"
            case _:
                assert_never(node)

    def _name(self, parts: tuple[str, ...]) -> str:
        name = ".".join(parts)
        if name == "turn":
            return "float(turn)"
        if name == "turns_left":
            return f"float({len(self._index.document.calendar.turns)} - turn)"
        if name in self._index.document.formulas:
            return f"formula_{name}(turn, v)"
        number = self._index.numbers[self._index.number_of[name]]
        return f"(v[{number.index}] > 0.5)" if number.kind == "flag" else f"v[{number.index}]"

    def _comparison(self, node: Comparison) -> str:
        operands = [node.first, *(operand for _, operand in node.rest)]
        ladder = next((o.parts[0] for o in operands if isinstance(o, Name) and o.parts[0] in self._rungs), "")
        texts = [self._operand(operand, ladder) for operand in operands]
        pairs = [
            f"({left} {operator} {right})"
            for left, (operator, _), right in zip(texts, node.rest, texts[1:], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else "(" + " and ".join(pairs) + ")"

    def _operand(self, node: Node, ladder: str) -> str:
        if ladder and isinstance(node, Name) and node.parts[-1] in self._rungs[ladder]:
            return repr(float(self._rungs[ladder][node.parts[-1]]))
        return self._node(node)

    def _call(self, node: Call) -> str:
        if node.function in ("since", "times"):
            name = node.arguments[0]
            assert isinstance(name, Name)
            return self._happened(node.function, ".".join(name.parts))
        arguments = [self._node(argument) for argument in node.arguments]
        if node.function == "count":
            return "(" + " + ".join(f"(1.0 if {argument} else 0.0)" for argument in arguments) + ")"
        if node.function == "round":
            return f"float(floor({arguments[0]} + 0.5))"
        if node.function == "clamp":
            return f"lesser(greater({arguments[0]}, {arguments[1]}), {arguments[2]})"
        if node.function in ("min", "max"):
            folded = arguments[0]
            for argument in arguments[1:]:
                folded = f"{'lesser' if node.function == 'min' else 'greater'}({folded}, {argument})"
            return folded
        return FUNCTIONS[node.function].format(*arguments)

    def _happened(self, function: str, name: str) -> str:
        place = self._this if name == "this" else str(self._index.happened[name])
        first = self._count if function == "times" else self._stamp
        at = f"v[{first} + this]" if place == "this" else f"v[{first + int(place)}]"
        return at if function == "times" else f"since({at}, turn)"


def constant(expression: Expression | None) -> float | None:
    """Return the number that an expression is by itself, or None when it reads the state."""
    if expression is None:
        return None
    match expression.tree:
        case Number(value=value):
            return float(value)
        case YesNo(value=value):
            return float(value)
        case Negate(operand=Number(value=value)):
            return -float(value)
        case _:
            return None
