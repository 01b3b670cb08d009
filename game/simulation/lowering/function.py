"""A function of the rules, written for LLVM: its parameters and its statements."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from game.simulation.lowering.expressions import Expressions
from game.simulation.lowering.kinds import INT, NOTHING, TRUTH, Array, Value, joined, literal, type_of, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.simulation.lowering.blocks import Block
    from game.simulation.lowering.kinds import Kind
    from game.simulation.lowering.program import Program


class Function(Expressions):
    """One function being translated."""

    def __init__(self, program: Program, tree: ast.FunctionDef, kinds: tuple[Kind, ...]) -> None:
        """Begin with the parameters."""
        super().__init__(program, tree.name)
        self._tree = tree
        self._loops: list[tuple[Block, Block]] = []
        self._returns: list[tuple[Block, Value]] = []
        self._parameters = [self._parameter(*one) for one in zip(tree.args.args, kinds, strict=True)]

    def lowered(self, name: str) -> tuple[str, list[str], Kind]:
        """Return the head of the function under this name, its lines, and the kind of what it returns."""
        first = self._at
        self._statements(self._tree.body)
        if not self._at.closed:
            self._returns.append((self._at, Value(NOTHING)))
        kind = joined([value.kind for _, value in self._returns])
        for block, value in self._returns:
            self._at = block
            self._return(value, kind)
        self._entry.lines.append(f"br label %{first.label}")
        lines = [line for block in self._blocks for line in (f"{block.label}:", *block.lines)]
        parameters = ", ".join(one for one in self._parameters if one)
        return f"{type_of(kind)} @{name}({parameters})", lines, kind

    def _parameter(self, argument: ast.arg, kind: Kind) -> str:
        name = argument.arg
        if kind == NOTHING:
            self._fixed[name] = Value(NOTHING)
            return ""
        if isinstance(kind, Array):
            sizes = (
                tuple(Value(INT, f"%{name}.{axis}") for axis in range(kind.dimensions)) if kind.dimensions > 1 else ()
            )
            self._fixed[name] = Value(kind, f"%{name}", sizes)
            reach = f" dereferenceable({8 * kind.room})" if kind.room else ""
            return ", ".join([f"ptr noalias align 8{reach} %{name}", *(f"i64 {size.text}" for size in sizes)])
        self._assign(name, Value(kind, f"%{name}"), self._entry)
        return f"{type_of(kind)} %{name}"

    def _return(self, value: Value, kind: Kind) -> None:
        if kind == NOTHING:
            self._line("ret void")
        elif isinstance(kind, tuple):
            whole = Value(kind, "undef")
            for place, (part, wanted) in enumerate(zip(value.parts, kind, strict=True)):
                one = self._as(part, wanted)
                text = f"insertvalue {type_of(kind)} {whole.text}, {type_of(wanted)} {one.text}, {place}"
                whole = self._made(kind, text)
            self._line(f"ret {type_of(kind)} {whole.text}")
        else:
            self._line(f"ret {type_of(kind)} {self._as(value, kind).text}")

    def _statements(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            if self._at.closed:
                return
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:  # noqa: C901 - one case for each kind of statement
        match node:
            case ast.If():
                self._if(node)
            case ast.Assign(targets=[target]):
                self._set(target, self._value(node.value))
            case ast.AugAssign():
                self._change(node)
            case ast.Return():
                value = Value(NOTHING) if node.value is None else self._value(node.value)
                self._returns.append((self._at, value))
                self._at.closed = True
            case ast.For():
                self._for(node)
            case ast.While():
                self._while(node)
            case ast.Continue():
                self._go(self._loops[-1][0])
            case ast.Break():
                self._go(self._loops[-1][1])
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case ast.Expr():
                self._value(node.value)
            case _:
                raise unknown(node)

    def _set(self, target: ast.expr, value: Value) -> None:
        match target:
            case ast.Name():
                self._assign(target.id, value, self._at)
            case ast.Tuple():
                for one, part in zip(target.elts, value.parts, strict=True):
                    self._set(one, part)
            case ast.Subscript():
                self._store(self._place(target), value)
            case _:
                raise unknown(target)

    def _assign(self, name: str, value: Value, block: Block) -> None:
        """Give a variable a value; its first value decides on its kind."""
        if name not in self._slots:
            self._slots[name] = Value(value.kind, f"%{name}.slot")
            self._entry.lines.append(f"%{name}.slot = alloca {type_of(value.kind)}")
        slot = self._slots[name]
        if block is self._entry:
            block.lines.append(f"store {type_of(slot.kind)} {value.text}, ptr {slot.text}")
        else:
            self._store(slot, value)

    def _change(self, node: ast.AugAssign) -> None:
        match node.target:
            case ast.Name(id=name):
                place = self._slots[name]
            case ast.Subscript():
                place = self._place(node.target)
            case _:
                raise unknown(node)
        self._store(place, self._computed(node.op, self._load(place), self._value(node.value), node))

    def _if(self, node: ast.If) -> None:
        known = self._known(node.test)
        if known is not None:
            self._statements(node.body if known else node.orelse)
            return
        yes, no, after = self._new_block(), self._new_block(), self._new_block()
        self._branch(node.test, yes, no)
        goes_on = False
        for block, body in ((yes, node.body), (no, node.orelse)):
            self._at = block
            self._statements(body)
            goes_on = goes_on or not self._at.closed
            self._go(after)
        self._at = after
        if not goes_on:
            self._line("unreachable")
            after.closed = True

    def _while(self, node: ast.While) -> None:
        test, body, after = self._new_block(), self._new_block(), self._new_block()
        self._go(test)
        self._at = test
        self._branch(node.test, body, after)
        self._loops.append((test, after))
        self._at = body
        self._statements(node.body)
        self._go(test)
        self._loops.pop()
        self._at = after

    def _for(self, node: ast.For) -> None:
        match node:
            case ast.For(
                target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), args=[*bounds]), orelse=[]
            ) if len(bounds) in {1, 2}:
                first = self._value(bounds[0]) if len(bounds) > 1 else literal(0)
                self._count_up(name, first, self._value(bounds[-1]), node.body)
            case _:
                raise unknown(node)

    def _count_up(self, name: str, first: Value, last: Value, statements: list[ast.stmt]) -> None:
        self._number += 1
        counter = f"{name}.{self._number}"
        self._assign(counter, first, self._at)
        test, body, step, after = (self._new_block() for _ in range(4))
        self._go(test)
        self._at = test
        now = self._load(self._slots[counter])
        self._fork(self._made(TRUTH, f"icmp slt i64 {now.text}, {last.text}"), body, after)
        self._loops.append((step, after))
        self._at = body
        self._assign(name, now, self._at)
        self._statements(statements)
        self._go(step)
        self._loops.pop()
        self._at = step
        self._assign(counter, self._made(INT, f"add nsw i64 {now.text}, 1"), self._at)
        self._go(test)
        self._at = after
