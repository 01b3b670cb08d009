"""What a condition leaves possible: from the declared ranges, and from what is known to hold where it stands.

Everything said here is proved or left open. `assume` narrows what the names that a condition reads can be; where
nothing is left, the condition cannot come to that. The work is bounded: beyond the bound everything is left open.
"""

from __future__ import annotations

import math
from functools import partial, reduce
from typing import TYPE_CHECKING

from game.scenario.expression import (
    Arithmetic,
    Call,
    Comparison,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    YesNo,
    walk,
)
from game.scenario.lint.domain import (
    ANY,
    NO,
    YES,
    YES_OR_NO,
    Domain,
    absolute,
    combine,
    few,
    negative,
    one,
    related,
    rising,
    union,
)
from game.scenario.names import rungs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from game.scenario.lint.facts import Facts

# What is known of names beyond their ranges.
Env = dict[str, Domain]

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
WHOLE: dict[str, Callable[[float], float]] = {
    "floor": lambda value: float(math.floor(value)) if math.isfinite(value) else value,
    "ceil": lambda value: float(math.ceil(value)) if math.isfinite(value) else value,
    "round": lambda value: float(math.floor(value + 0.5)) if math.isfinite(value) else value,
}
EXTREMES: dict[str, Callable[[list[float]], float]] = {
    "min": min,
    "max": max,
    "clamp": lambda ends: min(max(ends[0], ends[1]), ends[2]),
}

# How many parts of expressions are read for one document, and how deep within one another.
MOST_STEPS = 100_000
MOST_DEPTH = 100
# How often the parts of an `and` are read again with what the others said.
ROUNDS = 2
# How far, for its size, a sum or a product that is solved for one of its parts is moved out: rounding is allowed for.
SLACK = 1e-9


class Reasoner:
    """Reads expressions of one document over what its names can be.

    An env maps `tension`, `since(talk)` and so on to what is left of them; what it does not name has its whole range.
    """

    def __init__(self, facts: Facts) -> None:
        """Begin with what is known of the document's names."""
        self.facts = facts
        self._left = MOST_STEPS
        self._depth = 0
        self._plain: dict[str, Domain] = {}
        self._reads: dict[str, frozenset[str]] = {}
        self._decided: dict[int, bool | None] = {}

    def value(self, node: Node, env: Env) -> Domain:
        """Return all that an expression can come to; a condition comes to 1 or 0."""
        if self._left <= 0 or self._depth >= MOST_DEPTH:
            return ANY
        self._left -= 1
        self._depth += 1
        try:
            return self._value(node, env)
        finally:
            self._depth -= 1

    def can_be(self, node: Node, truth: bool, env: Env) -> bool:  # noqa: FBT001 - the truth that is asked for
        """Return whether a condition may come to a truth."""
        if isinstance(node, Comparison) and len(node.rest) == 1:
            left, right = (self.value(side, env) for side in self._constants([node.first, node.rest[0][1]]))
            operator = node.rest[0][0]
            return related(operator if truth else OPPOSITE[operator], left, right) is not None
        if isinstance(node, Logic) and (node.operator == "and") != truth:
            return any(self.can_be(operand, truth, env) for operand in node.operands)
        return self.assume(node, truth, env) is not None

    def decided(self, node: Node, env: Env) -> bool | None:
        """Return what a condition always is, or None where both can be, or where its place is never reached."""
        if env:
            return self._decide(node, env)
        if id(node) not in self._decided:
            self._decided[id(node)] = self._decide(node, env)
        return self._decided[id(node)]

    def _decide(self, node: Node, env: Env) -> bool | None:
        yes, no = self.can_be(node, True, env), self.can_be(node, False, env)
        return yes if yes != no else None

    def assume(self, node: Node, truth: bool, env: Env) -> Env | None:  # noqa: FBT001 - the truth that is assumed
        """Return what is known once a condition has come to a truth, or None where it cannot."""
        if self._left <= 0 or self._depth >= MOST_DEPTH:
            return env
        self._left -= 1
        self._depth += 1
        try:
            return self._assume(node, truth, env)
        finally:
            self._depth -= 1

    def _value(self, node: Node, env: Env) -> Domain:  # noqa: PLR0911
        match node:
            case Number(value=value):
                return one(value)
            case YesNo(value=truth):
                return YES if truth else NO
            case Name():
                return self._name(node, env)
            case Negate(operand=operand):
                return negative(self.value(operand, env))
            case Arithmetic(operator=operator, left=left, right=right):
                return combine(operator, self.value(left, env), self.value(right, env))
            case If():
                return self._either(node, env)
            case Call():
                return self._call(node, env)
            case _:
                return self._condition(node, env)

    def _condition(self, node: Node, env: Env) -> Domain:
        found = self.decided(node, env)
        return YES_OR_NO if found is None else YES if found else NO

    def _name(self, node: Name, env: Env) -> Domain:
        name = node.text
        if name == "turns_left":
            return combine("-", one(self.facts.turns), self.known("turn", env))
        formula = self.facts.formulas.get(name)
        if formula is None:
            return self.known(name, env)
        if env and not self._read(name).isdisjoint(env):
            return self.value(formula.tree, env)
        if name not in self._plain:
            self._plain[name] = ANY
            self._plain[name] = self.value(formula.tree, {})
        return self._plain[name]

    def _read(self, formula: str) -> frozenset[str]:
        """Return the keys that a formula's value may hang on, through other formulas too."""
        if formula not in self._reads:
            self._reads[formula] = frozenset()
            found: set[str] = set()
            for node in walk(self.facts.formulas[formula].tree):
                match node:
                    case Name(text=name) if name in self.facts.formulas:
                        found |= self._read(name)
                    case Name(text=name):
                        # Behind `since` and `times` stands a happening; each hangs on the other, and on the turn.
                        found |= {"turn", f"since({name})", f"times({name})", name}
            self._reads[formula] = frozenset(found)
        return self._reads[formula]

    def known(self, key: str, env: Env) -> Domain:
        """Return what a meter, a flag, a ladder, `turn`, `since(x)` or `times(x)` can be; ANY for what is unknown."""
        found = env.get(key) or self.facts.domain(key)
        function, _, rest = key.partition("(")
        if self.facts.turns > self.facts.never:
            return found
        if function == "since":
            other = env.get(f"times({rest}")
            if other is not None and other.high <= 0:
                found = found.within(self.facts.never, self.facts.never) or found
            elif other is not None and other.low > 0:
                found = found.without(self.facts.never) or found
            if "turn" in env:
                last = env["turn"].high - 1
                found = (
                    few(value for value in found.values or () if value <= last or value == self.facts.never) or found
                )
        elif function == "times":
            other = env.get(f"since({rest}")
            if other is not None and other.low >= self.facts.never:
                found = found.within(0, 0) or found
            elif other is not None and not other.has(self.facts.never):
                found = found.within(1, math.inf) or found
        return found

    def _either(self, node: If, env: Env) -> Domain:
        yes, no = self.assume(node.condition, True, env), self.assume(node.condition, False, env)
        found = [
            self.value(below, inside)
            for below, inside in ((node.then, yes), (node.otherwise, no))
            if inside is not None
        ]
        return union(found or [ANY])

    def _call(self, node: Call, env: Env) -> Domain:
        if node.function in ("since", "times"):
            return self.known(self.facts.happened(node), env)
        domains = [self.value(argument, env) for argument in node.arguments]
        if node.function == "count":
            return reduce(partial(combine, "+"), domains, NO)
        if node.function == "abs":
            return absolute(domains[0])
        if node.function in WHOLE:
            return rising(WHOLE[node.function], domains[0])
        lows, highs = [part.low for part in domains], [part.high for part in domains]
        bound = EXTREMES[node.function]
        return Domain(bound(lows), bound(highs))

    def _assume(self, node: Node, truth: bool, env: Env) -> Env | None:  # noqa: FBT001, PLR0911
        match node:
            case YesNo(value=value):
                return env if value == truth else None
            case Name():
                return self._narrow(node, YES if truth else NO, env)
            case Not(operand=operand):
                return self.assume(operand, not truth, env)
            case Logic(operator=operator, operands=operands):
                parts = [(operand, truth) for operand in operands]
                return self._all(parts, env) if (operator == "and") == truth else self._any(parts, env)
            case Comparison():
                return self._comparison(node, truth, env)
            case If(condition=condition, then=then, otherwise=otherwise):
                ways = (((condition, True), (then, truth)), ((condition, False), (otherwise, truth)))
                return _joined([self._all(way, env) for way in ways])
            case _:
                return env

    def _all(self, parts: Iterable[tuple[Node, bool]], env: Env) -> Env | None:
        """Assume one after another, and again what the later ones may have touched."""
        written = list(parts)
        for _ in range(ROUNDS if len(written) > 1 else 1):
            before = env
            for node, truth in written:
                inside = self.assume(node, truth, env)
                if inside is None:
                    return None
                env = inside
            if env is before:
                break
        return env

    def _any(self, parts: Iterable[tuple[Node, bool]], env: Env) -> Env | None:
        return _joined([self.assume(node, truth, env) for node, truth in parts])

    def _comparison(self, node: Comparison, truth: bool, env: Env) -> Env | None:  # noqa: FBT001 - as `assume`
        operands = self._constants([node.first, *(operand for _, operand in node.rest)])
        operators = [operator for operator, _ in node.rest]
        pairs = list(zip(operands, operators, operands[1:], strict=False))
        if not truth:
            return _joined([self._pair(left, OPPOSITE[operator], right, env) for left, operator, right in pairs])
        for left, operator, right in pairs:
            inside = self._pair(left, operator, right, env)
            if inside is None:
                return None
            env = inside
        return env

    def _constants(self, operands: list[Node]) -> list[Node]:
        """Return the operands, rungs as the numbers that they stand for."""
        names = (node.text for node in operands if isinstance(node, Name))
        ladder = next((name for name in names if name in self.facts.ladders), None)
        if ladder is None:
            return operands
        rungs = rungs_of(self.facts.ladders[ladder])
        return [
            Number(float(rungs.index(node.text)), node.start, node.end)
            if isinstance(node, Name) and node.text in rungs
            else node
            for node in operands
        ]

    def _pair(self, left: Node, operator: str, right: Node, env: Env) -> Env | None:
        found = related(operator, self.value(left, env), self.value(right, env))
        if found is None:
            return None
        inside = self._narrow(left, found[0], env)
        return None if inside is None else self._narrow(right, found[1], inside)

    def _narrow(self, node: Node, domain: Domain, env: Env) -> Env | None:
        """Return what is known once an expression has come to something in a domain."""
        if self._left <= 0 or self._depth >= MOST_DEPTH:
            return env
        self._left -= 1
        self._depth += 1
        try:
            return self._narrowed(node, domain, env)
        finally:
            self._depth -= 1

    def _narrowed(self, node: Node, domain: Domain, env: Env) -> Env | None:  # noqa: PLR0911
        match node:
            case Number(value=value):
                return env if domain.has(value) else None
            case Name(text=name):
                return self._narrowed_name(name, domain, env)
            case Call(function="since" | "times"):
                return self._keep(self.facts.happened(node), domain, env)
            case Call(function="min", arguments=arguments):
                return self._each(arguments, Domain(domain.low, math.inf), env)
            case Call(function="max", arguments=arguments):
                return self._each(arguments, Domain(-math.inf, domain.high), env)
            case Negate(operand=operand):
                return self._narrow(operand, negative(domain), env)
            case Arithmetic():
                return self._solved(node, domain, env)
            case If(condition=condition, then=then, otherwise=otherwise):
                ways = ((self.assume(condition, True, env), then), (self.assume(condition, False, env), otherwise))
                return _joined([self._narrow(below, domain, inside) for inside, below in ways if inside is not None])
            case _:
                return env

    def _narrowed_name(self, name: str, domain: Domain, env: Env) -> Env | None:
        if name == "turns_left":
            return self._keep("turn", combine("-", one(self.facts.turns), domain), env)
        formula = self.facts.formulas.get(name)
        if formula is None:
            return self._keep(name, domain, env)
        if domain in (YES, NO) and self.facts.is_condition(name):
            return self.assume(formula.tree, domain == YES, env)
        return self._narrow(formula.tree, domain, env)

    def _keep(self, key: str, domain: Domain, env: Env) -> Env | None:
        before = self.known(key, env)
        after = before.meet(domain)
        if after is None or after == before:
            return env if after is not None else None
        return env | {key: after}

    def _each(self, nodes: Iterable[Node], domain: Domain, env: Env) -> Env | None:
        for node in nodes:
            inside = self._narrow(node, domain, env)
            if inside is None:
                return None
            env = inside
        return env

    def _solved(self, node: Arithmetic, domain: Domain, env: Env) -> Env | None:
        """Narrow both sides of a sum, or of a product with a number; rounding is allowed for."""
        left, right = self.value(node.left, env), self.value(node.right, env)
        match node.operator:
            case "+":
                sides = combine("-", domain, right), combine("-", domain, left)
            case "-":
                sides = combine("+", domain, right), combine("-", left, domain)
            case "*":
                sides = combine("/", domain, right), combine("/", domain, left)
            case _:
                sides = combine("*", domain, right), ANY
        slack = SLACK * (1 + max(map(abs, (domain.low, domain.high, left.low, left.high, right.low, right.high))))
        inside = self._narrow(node.left, sides[0].wider(slack), env)
        return None if inside is None else self._narrow(node.right, sides[1].wider(slack), inside)


def _joined(ways: Iterable[Env | None]) -> Env | None:
    """Return what holds whichever way was taken, or None where none can be."""
    open_ways = [env for env in ways if env is not None]
    if len(open_ways) <= 1:
        return open_ways[0] if open_ways else None
    first, *others = open_ways
    if all(env is first for env in others):
        return first
    shared = [key for key in first if all(key in env for env in others)]
    # Most of what is known is not touched on any way.
    return {
        key: first[key] if all(env[key] is first[key] for env in others) else union(env[key] for env in open_ways)
        for key in shared
    }
