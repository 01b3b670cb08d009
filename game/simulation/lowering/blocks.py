"""Lines of LLVM's text in blocks that run one after the other: what a function is written with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from game.simulation.lowering.kinds import INT, REAL, TRUTH, WIDE, Kind, Unknown, Value, type_of

CONVERSIONS: Final = {(INT, REAL): "sitofp", (WIDE, REAL): "uitofp", (TRUTH, REAL): "uitofp", (TRUTH, INT): "zext"}
"""How a value becomes one of another kind by itself, where the two meet."""


@dataclass(slots=True)
class Block:
    """Lines that run one after the other; closed once it says where to go on."""

    label: str
    lines: list[str] = field(default_factory=list)
    closed: bool = False


class Lines:
    """A function's lines as far as they are written."""

    def __init__(self, name: str) -> None:
        """Begin in the block in which variables get their room."""
        # What is named here begins with a point, and so is no name of the text.
        self._of = name
        self._number = 0
        self._entry = Block(".entry")
        self._blocks = [self._entry]
        self._at = self._new_block()

    def _new_block(self) -> Block:
        self._number += 1
        block = Block(f".b{self._number}")
        self._blocks.append(block)
        return block

    def _line(self, line: str) -> None:
        self._at.lines.append(line)

    def _made(self, kind: Kind, line: str) -> Value:
        """Return the result of an instruction, under a new name."""
        self._number += 1
        self._line(f"%.t{self._number} = {line}")
        return Value(kind, f"%.t{self._number}")

    def _go(self, to: Block) -> None:
        """Close the block; what stands after that in the text is never reached."""
        if not self._at.closed:
            self._line(f"br label %{to.label}")
            self._at.closed = True

    def _fork(self, test: Value, yes: Block, no: Block) -> None:
        self._line(f"br i1 {test.text}, label %{yes.label}, label %{no.label}")
        self._at.closed = True

    def _as(self, value: Value, kind: Kind) -> Value:
        """Return a value as one of another kind."""
        if value.kind == kind:
            return value
        how = CONVERSIONS.get((value.kind, kind))  # type: ignore[arg-type]
        if how is None:
            raise Unknown(f"a value of the kind {value.kind} cannot be one of the kind {kind} in `{self._of}`")
        return self._made(kind, f"{how} {type_of(value.kind)} {value.text} to {type_of(kind)}")

    def _truth(self, value: Value) -> Value:
        """Return whether a value counts as yes."""
        if value.kind == REAL:
            return self._made(TRUTH, f"fcmp une double {value.text}, 0.0")
        return value if value.kind == TRUTH else self._made(TRUTH, f"icmp ne i64 {self._as(value, INT).text}, 0")

    def _store(self, place: Value, value: Value) -> None:
        self._line(f"store {type_of(place.kind)} {self._as(value, place.kind).text}, ptr {place.text}")

    def _load(self, place: Value) -> Value:
        return self._made(place.kind, f"load {type_of(place.kind)}, ptr {place.text}")
