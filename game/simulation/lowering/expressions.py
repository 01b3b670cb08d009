"""Conditions and expressions of the rules, written for LLVM."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from game.simulation.lowering.blocks import Block, Lines
from game.simulation.lowering.kinds import (
    INT,
    NOTHING,
    REAL,
    TRUTH,
    TYPES,
    WIDE,
    Array,
    Value,
    joined,
    literal,
    type_of,
    unknown,
)

if TYPE_CHECKING:
    from game.simulation.lowering.program import Program

ARITHMETIC: Final = {
    (ast.Add, INT): "add nsw", (ast.Sub, INT): "sub nsw", (ast.Mult, INT): "mul nsw",
    (ast.Add, WIDE): "add", (ast.Sub, WIDE): "sub", (ast.Mult, WIDE): "mul",
    (ast.BitAnd, WIDE): "and", (ast.BitXor, WIDE): "xor", (ast.RShift, WIDE): "lshr",
    (ast.Add, REAL): "fadd", (ast.Sub, REAL): "fsub", (ast.Mult, REAL): "fmul", (ast.Div, REAL): "fdiv",
}  # fmt: skip
OF_REALS: Final = {ast.Eq: "oeq", ast.NotEq: "une", ast.Lt: "olt", ast.LtE: "ole", ast.Gt: "ogt", ast.GtE: "oge"}
OF_WHOLES: Final = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "slt", ast.LtE: "sle", ast.Gt: "sgt", ast.GtE: "sge"}
ROUNDED: Final = {"floor": "llvm.floor.f64", "ceil": "llvm.ceil.f64", "abs": "llvm.fabs.f64"}


class Expressions(Lines):
    """Writes what a function reads and computes."""

    def __init__(self, program: Program, name: str) -> None:
        """Know no name yet but the program's."""
        super().__init__(name)
        self._program = program
        self._fixed: dict[str, Value] = {}
        self._slots: dict[str, Value] = {}

    def _known(self, node: ast.expr) -> bool | None:
        """Return what a condition comes to in every game, or None."""
        match node:
            case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as how], comparators=[ast.Constant(value=None)]):
                return (self._value(left).kind == NOTHING) == isinstance(how, ast.Is)
            case ast.Constant(value=bool(value)):
                return value
            case ast.Name(id=name):
                constant = None if name in self._slots else self._program.constant(name)
                return constant.text == "true" if constant is not None and constant.kind == TRUTH else None
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                known = self._known(operand)
                return None if known is None else not known
            case ast.BoolOp(op=op, values=values):
                decisive = isinstance(op, ast.Or)
                found = [self._known(value) for value in values]
                return decisive if decisive in found else None if None in found else not decisive
            case _:
                return None

    def _branch(self, node: ast.expr, yes: Block, no: Block) -> None:
        """Go to one block or the other; what need not be asked is not."""
        known = self._known(node)
        match node:
            case _ if known is not None:
                self._go(yes if known else no)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._branch(operand, no, yes)
            case ast.BoolOp(op=op, values=[*values, last]):
                for value in values:
                    further = self._new_block()
                    if isinstance(op, ast.And):
                        self._branch(value, further, no)
                    else:
                        self._branch(value, yes, further)
                    self._at = further
                self._branch(last, yes, no)
            case _:
                self._fork(self._truth(self._value(node)), yes, no)

    def _either(self, node: ast.expr) -> Value:
        """Return a condition of several parts as a value."""
        yes, no, after = self._new_block(), self._new_block(), self._new_block()
        self._branch(node, yes, no)
        for block in (yes, no):
            self._at = block
            self._go(after)
        self._at = after
        return self._made(TRUTH, f"phi i1 [ true, %{yes.label} ], [ false, %{no.label} ]")

    def _chosen(self, node: ast.IfExp) -> Value:
        known = self._known(node.test)
        if known is not None:
            return self._value(node.body if known else node.orelse)
        starts = self._new_block(), self._new_block()
        self._branch(node.test, *starts)
        found: list[tuple[Block, Value]] = []
        for start, part in zip(starts, (node.body, node.orelse), strict=True):
            self._at = start
            value = self._value(part)
            found.append((self._at, value))
        kind, after = joined([value.kind for _, value in found]), self._new_block()
        ways = []
        for block, value in found:
            self._at = block
            ways.append(f"[ {self._as(value, kind).text}, %{block.label} ]")
            self._go(after)
        self._at = after
        return self._made(kind, f"phi {type_of(kind)} {', '.join(ways)}")

    def _compared(self, node: ast.Compare) -> Value:
        if len(node.ops) > 1:
            return self._between(node)
        return self._pair(node.ops[0], self._value(node.left), self._value(node.comparators[0]), node)

    def _between(self, node: ast.Compare) -> Value:
        """Return whether a chain of comparisons of plain values holds: reading them all does no harm."""
        values = [self._value(one) for one in (node.left, *node.comparators)]
        pairs = zip(node.ops, values, values[1:], strict=False)
        whole, *others = [self._pair(op, left, right, node) for op, left, right in pairs]
        for other in others:
            whole = self._made(TRUTH, f"and i1 {whole.text}, {other.text}")
        return whole

    def _pair(self, op: ast.cmpop, left: Value, right: Value, node: ast.AST) -> Value:
        # As LLVM has it, yes is -1.
        kind = joined([left.kind, right.kind, INT] if left.kind == TRUTH else [left.kind, right.kind])
        how = (OF_REALS if kind == REAL else OF_WHOLES).get(type(op))
        if how is None or kind == WIDE:
            raise unknown(node)
        name = "fcmp" if kind == REAL else "icmp"
        return self._made(
            TRUTH, f"{name} {how} {type_of(kind)} {self._as(left, kind).text}, {self._as(right, kind).text}"
        )

    def _value(self, node: ast.expr) -> Value:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of expression
        match node:
            case ast.Constant(value=None):
                return Value(NOTHING)
            case ast.Constant(value=bool() | int() | float() as number):
                return literal(number)
            case ast.Name():
                return self._name(node)
            case ast.Subscript():
                return self._item(node)
            case ast.BinOp(left=ast.Constant(value=float(base)), op=ast.Pow(), right=ast.Constant(value=int(power))):
                return literal(base**power)
            case ast.BinOp(left=left, op=op, right=right):
                return self._computed(op, self._value(left), self._value(right), node)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._negated(self._value(operand))
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                return self._either(node)
            case ast.Compare():
                return self._compared(node)
            case ast.IfExp():
                return self._chosen(node)
            case ast.Tuple(elts=parts):
                values = tuple(self._value(part) for part in parts)
                return Value(tuple(value.kind for value in values), parts=values)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, [self._value(one) for one in arguments], node)
            case _:
                raise unknown(node)

    def _name(self, node: ast.Name) -> Value:
        if node.id in self._slots:
            return self._load(self._slots[node.id])
        found = self._fixed.get(node.id) or self._program.constant(node.id) or self._program.table(node.id)
        if found is None:
            raise unknown(node)
        return found

    def _negated(self, value: Value) -> Value:
        if value.kind == REAL:
            return self._made(REAL, f"fneg double {value.text}")
        return self._made(INT, f"sub nsw i64 0, {self._as(value, INT).text}")

    def _computed(self, op: ast.operator, left: Value, right: Value, node: ast.AST) -> Value:
        kind = REAL if isinstance(op, ast.Div) else joined([left.kind, right.kind])
        how = ARITHMETIC.get((type(op), kind))  # type: ignore[arg-type]
        if how is None:
            raise unknown(node)
        return self._made(kind, f"{how} {type_of(kind)} {self._as(left, kind).text}, {self._as(right, kind).text}")

    def _item(self, node: ast.Subscript) -> Value:
        match node:
            case ast.Subscript(value=ast.Attribute(value=array, attr="shape"), slice=ast.Constant(value=int(axis))):
                return self._value(array).parts[axis]
        place = self._place(node)
        return place if isinstance(place.kind, Array) else self._load(place)

    def _place(self, node: ast.Subscript) -> Value:
        """Return where an item of an array stands, or a row of one of several dimensions."""
        array = self._value(node.value)
        kind = array.kind
        if not isinstance(kind, Array):
            raise unknown(node)
        indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        at = self._as(self._value(indices[0]), INT)
        for axis in range(1, kind.dimensions):
            at = self._made(INT, f"mul nsw i64 {at.text}, {array.parts[axis].text}")
            if axis < len(indices):
                at = self._made(INT, f"add nsw i64 {at.text}, {self._as(self._value(indices[axis]), INT).text}")
        type_ = TYPES[kind.element]
        left = kind.dimensions - len(indices)
        found = kind.element if left == 0 else Array(kind.element, left)
        place = self._made(found, f"getelementptr inbounds {type_}, ptr {array.text}, i64 {at.text}")
        return Value(found, place.text, array.parts[len(indices) :] if left > 1 else ())

    def _call(self, name: str, values: list[Value], node: ast.AST) -> Value:  # noqa: PLR0911 - one for each known name
        match name, values:
            case _ if self._program.has(name):
                return self._called(name, values)
            case "float", [value]:
                return self._as(value, REAL)
            case "int", [Value(kind="real") as value]:
                return self._made(INT, f"fptosi double {value.text} to i64")
            case "int", [value]:
                return self._as(value, INT)
            case "U", [Value(kind="int" | "wide") as value]:
                return Value(WIDE, value.text)
            case (("floor" | "ceil" | "abs"), [value]):
                rounded = self._made(REAL, f"call double @{ROUNDED[name]}(double {self._as(value, REAL).text})")
                # Python's whole numbers know no -0.0.
                return rounded if name == "abs" else self._made(REAL, f"fadd double {rounded.text}, 0.0")
            case "max", [Value(kind="int") as one, Value(kind="int") as other]:
                more = self._made(TRUTH, f"icmp sgt i64 {other.text}, {one.text}")
                return self._made(INT, f"select i1 {more.text}, i64 {other.text}, i64 {one.text}")
            case "len", [Value(kind=Array(), parts=[length, *_])]:
                return length
            case _:
                raise unknown(node)

    def _called(self, name: str, values: list[Value]) -> Value:
        unique, kind = self._program.function(name, tuple(value.kind for value in values))
        given = [
            f"{'ptr' if isinstance(one.kind, Array) else type_of(one.kind)} {one.text}"
            for value in values
            for one in (value, *value.parts)
            if one.kind != NOTHING
        ]
        line = f"call {type_of(kind)} @{unique}({', '.join(given)})"
        if kind == NOTHING:
            self._line(line)
            return Value(NOTHING)
        whole = self._made(kind, line)
        if not isinstance(kind, tuple):
            return whole
        parts = [
            self._made(part, f"extractvalue {type_of(kind)} {whole.text}, {place}") for place, part in enumerate(kind)
        ]
        return Value(kind, whole.text, tuple(parts))
