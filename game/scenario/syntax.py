"""The tree of an expression: what its parser makes, and what checks and the compiler read.

Every node keeps the offsets (`start`, `end`) of its text in what the author wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class ExpressionError(ValueError):
    """An expression that cannot be read: why, where in its text, and what to write instead."""

    def __init__(self, message: str, start: int, end: int, hint: str = "") -> None:
        """Keep the fault's reason and its place."""
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Number:
    """A number; a percentage is a hundredth of its figure."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class YesNo:
    """`yes` or `no`."""

    value: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one or more parts, such as `trust.beijing`."""

    parts: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The name as it is written."""
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Negate:
    """`-` before a number."""

    operand: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """`not` before a condition."""

    operand: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One of `+ - * /` between two numbers."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, perhaps chained: `20 < tension <= 40`."""

    first: Node
    rest: tuple[tuple[str, Node], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Logic:
    """Two or more conditions joined by `and`, or by `or`."""

    operator: str
    operands: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class If:
    """`if(condition, then, otherwise)`."""

    condition: Node
    then: Node
    otherwise: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    """`otherwise`: always true, for the last ending."""

    start: int
    end: int


Node = Number | YesNo | Name | Negate | Not | Arithmetic | Comparison | Logic | Call | If | Otherwise


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as its author wrote it, and the tree it stands for. Two are equal when their texts are."""

    text: str
    tree: Node = field(compare=False)

    def __str__(self) -> str:
        """Return the text as it was written."""
        return self.text


_CHILDREN: Final[dict[type, Callable[[Any], tuple[Node, ...]]]] = {
    Negate: lambda node: (node.operand,),
    Not: lambda node: (node.operand,),
    Arithmetic: lambda node: (node.left, node.right),
    Comparison: lambda node: (node.first, *(operand for _, operand in node.rest)),
    Logic: lambda node: node.operands,
    Call: lambda node: node.arguments,
    If: lambda node: (node.condition, node.then, node.otherwise),
}
"""What stands below a node of each kind; the others are leaves."""


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below `node`, in written order."""
    below = _CHILDREN.get(type(node))
    return below(node) if below else ()


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node below it, in written order."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if below := children(node):
            waiting += reversed(below)
