"""What values are when the rules are compiled: their kinds, and how they stand in LLVM's text."""

from __future__ import annotations

import ast
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

INT: Final = "int"
WIDE: Final = "wide"
"""A whole number of 64 bits without a sign that wraps: what draws are made of."""
REAL: Final = "real"
TRUTH: Final = "truth"
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Array:
    """An array in rows without gaps, `room` values long at least where it has one dimension."""

    element: str
    dimensions: int = 1
    room: int = 0


Kind = str | Array | tuple[Any, ...]
"""A kind; a tuple of kinds is what a function returns that returns several values."""

TYPES: Final = {INT: "i64", WIDE: "i64", REAL: "double", TRUTH: "i1"}
RISING: Final = (TRUTH, INT, REAL)
"""Where two kinds meet, the later one is taken."""


class Unknown(Exception):  # noqa: N818 - says what it is
    """The text holds something that is not understood here."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression comes to.

    Attributes:
        kind: of what kind it is.
        text: how LLVM's text names it.
        parts: the lengths of an array of several dimensions, or the single ones of several values.
    """

    kind: Kind
    text: str = ""
    parts: tuple[Value, ...] = ()


def literal(value: float, *, wide: bool = False) -> Value:
    """Return a number as it is written; floats by their bits."""
    if isinstance(value, bool):
        return Value(TRUTH, str(value).lower())
    if isinstance(value, int):
        return Value(WIDE if wide else INT, str(value))
    return Value(REAL, f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}")


def unknown(node: ast.AST) -> Unknown:
    """Return the error that says what is not understood."""
    return Unknown(f"compiled rules do not know `{ast.unparse(node)}`")


def type_of(kind: Kind) -> str:
    """Return LLVM's name of a kind."""
    if isinstance(kind, tuple):
        return "{" + ", ".join(type_of(part) for part in kind) + "}"
    if kind == NOTHING:
        return "void"
    return "ptr" if isinstance(kind, Array) else TYPES[kind]


def joined(kinds: Sequence[Kind]) -> Kind:
    """Return the kind of a value that may be of any of these."""
    first, *others = kinds
    for kind in others:
        if isinstance(first, tuple) and isinstance(kind, tuple):
            first = tuple(joined([one, other]) for one, other in zip(first, kind, strict=True))
        elif first in RISING and kind in RISING:
            first = RISING[max(RISING.index(first), RISING.index(kind))]
        elif {first, kind} == {REAL, WIDE}:
            first = REAL
        elif first != kind:
            raise Unknown(f"a value would be of the kind {first} or {kind}")
    return first
