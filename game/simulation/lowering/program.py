"""The module that is made of the rules: functions by the kinds they are called with, and the tables they read."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from game.simulation.lowering.expressions import ROUNDED
from game.simulation.lowering.function import Function
from game.simulation.lowering.kinds import INT, REAL, TYPES, WIDE, Array, Value, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from game.simulation.lowering.kinds import Kind


def lower(
    text: str,
    names: Mapping[str, object],
    wide: Iterable[str],
    entries: Mapping[str, Sequence[Kind]],
    inlined: Iterable[str] = (),
) -> str:
    """Return the text of a module that holds the functions `entries` and all they call.

    Args:
        text: definitions of functions.
        names: the numbers and tables that the text reads.
        wide: which of them hold numbers without a sign.
        entries: the functions that are called from outside, with the kinds of their parameters.
        inlined: the functions that are written out wherever they are called.

    Raises:
        Unknown: the text holds what is not understood.
    """
    program = Program(text, names, frozenset(wide), frozenset(inlined))
    for name, kinds in entries.items():
        program.function(name, tuple(kinds), entry=True)
    return program.text()


class Program:
    """The module that is being made: functions by the kinds they were called with, and the tables they read."""

    def __init__(self, text: str, names: Mapping[str, object], wide: frozenset[str], inlined: frozenset[str]) -> None:
        """Read the text; nothing is translated yet."""
        defined = (one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef))
        self._defined = {one.name: one for one in defined}
        self._names = names
        self._wide = wide
        self._inlined = inlined
        self._results: dict[tuple[str, tuple[Kind, ...]], tuple[str, Kind]] = {}
        self._tables: dict[str, str] = {}
        self._functions: list[str] = []

    def text(self) -> str:
        """Return the module."""
        known = [f"declare double @{name}(double)" for name in ROUNDED.values()]
        return "\n".join([*self._tables.values(), *known, *self._functions, ""])

    def has(self, name: str) -> bool:
        """Return whether a function of this name is defined."""
        return name in self._defined

    def function(self, name: str, kinds: tuple[Kind, ...], *, entry: bool = False) -> tuple[str, Kind]:
        """Return the name of a function for parameters of these kinds, and what it returns; translate it first."""
        key = (name, kinds)
        if key not in self._results:
            unique = name if entry else f"{name}.{len(self._results)}"
            linkage, manner = ("", "") if entry else ("internal ", " alwaysinline" if name in self._inlined else "")
            head, lines, result = Function(self, self._defined[name], kinds).lowered(unique)
            self._functions.append("\n".join([f"define {linkage}{head} nounwind{manner} {{", *lines, "}"]))
            self._results[key] = unique, result
        return self._results[key]

    def constant(self, name: str) -> Value | None:
        """Return a number by its name, or None."""
        value = self._names.get(name)
        if isinstance(value, bool | int | float):
            return literal(value, wide=name in self._wide)
        return None

    def table(self, name: str) -> Value | None:
        """Return a table by its name, or None."""
        rows = self._names.get(name)
        if not isinstance(rows, tuple):
            return None
        whole = all(isinstance(row, int) for row in rows)
        kind = WIDE if name in self._wide else INT if whole else REAL
        if name not in self._tables:
            type_ = TYPES[kind]
            cells = ", ".join(f"{type_} {literal(row if whole else float(row)).text}" for row in rows)
            self._tables[name] = f"@{name} = internal unnamed_addr constant [{len(rows)} x {type_}] [{cells}], align 8"
        return Value(Array(kind), f"@{name}")
