"""The text written for an expression means what the expression says."""

from __future__ import annotations

import math
import operator
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine import evaluate, new_game
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
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine import Scenario, State

NUMBERS = ("trust.beijing", "trust.pyongyang", "tension", "dependence", "turn", "turns_left", "3", "0.25", "20%")
BINARY = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
COMPARED = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
ONE: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": lambda x: math.floor(x + 0.5),
}


def grow(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Make larger number expressions of smaller ones."""
    pairs = st.tuples(numbers, numbers)
    yes_no = st.one_of(
        st.tuples(numbers, st.sampled_from(list(COMPARED)), numbers).map(" ".join),
        st.tuples(numbers, numbers, numbers).map(lambda t: f"{t[0]} < {t[1]} <= {t[2]}"),
        st.sampled_from(["hotline", "not tokyo_visited", "yes", "since(open_hotline) < 3", "hotline or tokyo_visited"]),
    )
    return st.one_of(
        st.tuples(numbers, st.sampled_from("+-*"), numbers).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        numbers.map(lambda text: f"-({text}) / 4"),
        pairs.map(lambda t: f"min({t[0]}, {t[1]})"),
        pairs.map(lambda t: f"max({t[0]}, {t[1]}, 7)"),
        numbers.map(lambda text: f"clamp({text}, -5, 60)"),
        st.tuples(st.sampled_from(list(ONE)), numbers).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(yes_no, numbers, numbers).map(lambda t: f"if({t[0]}, {t[1]}, {t[2]})"),
        st.just("count(hotline, tokyo_visited) + times(open_hotline)"),
    )


EXPRESSIONS = st.recursive(st.sampled_from(NUMBERS), grow, max_leaves=8).filter(lambda text: len(text) <= 400)


def meaning(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of node
    node: Node, scenario: Scenario, state: State
) -> float:
    """Return what a tree means, by walking it: a second reading to hold the written text against."""

    def of(inner: Node) -> float:
        return meaning(inner, scenario, state)

    match node:
        case Number(value=value) | YesNo(value=value):
            return value
        case Name(parts=("turn",)):
            return state.turn
        case Name(parts=("turns_left",)):
            return scenario.turns - state.turn
        case Name(parts=parts):
            return scenario.value(state, ".".join(parts))
        case Negate():
            return -of(node.operand)
        case Not():
            return not of(node.operand)
        case Arithmetic():
            return float(BINARY[node.operator](of(node.left), of(node.right)))
        case Comparison():
            values = [of(node.first), *(of(operand) for _, operand in node.rest)]
            signs = [COMPARED[sign] for sign, _ in node.rest]
            return all(sign(*pair) for sign, pair in zip(signs, pairwise(values), strict=True))
        case Logic():
            return (all if node.operator == "and" else any)(of(operand) for operand in node.operands)
        case If():
            return of(node.then) if of(node.condition) else of(node.otherwise)
        case Call(function="since"):
            return 1000
        case Call(function="times"):
            return 0
        case Call(function="count"):
            return sum(of(argument) for argument in node.arguments)
        case Call(function="clamp"):
            value, low, high = (of(argument) for argument in node.arguments)
            return min(max(value, low), high)
        case Call(function="min" | "max"):
            return (min if node.function == "min" else max)(of(argument) for argument in node.arguments)
        case Call():
            return ONE[node.function](of(node.arguments[0]))
    raise AssertionError(node)


@settings(max_examples=300, deadline=None)
@given(text=EXPRESSIONS, seed=st.integers(min_value=0, max_value=99))
def test_written_text_and_tree_agree(bench_12: Scenario, text: str, seed: int) -> None:
    """Any expression evaluates to what walking its tree gives."""
    state = new_game(bench_12, seed)
    expression = parse(text)

    assert evaluate(bench_12, state, expression) == float(meaning(expression.tree, bench_12, state))
