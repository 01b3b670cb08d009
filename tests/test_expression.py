"""The expression language: what it means, and where its faults are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.expression import (
    Arithmetic,
    Call,
    Comparison,
    ExpressionError,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Otherwise,
    YesNo,
    children,
    parse,
    walk,
)


def shape(node: Node) -> str:  # noqa: C901, PLR0911 - one case for each kind of node
    """Write a tree with every bracket."""
    match node:
        case Number(value=value):
            return f"{value:g}"
        case YesNo(value=value):
            return "yes" if value else "no"
        case Name():
            return node.text
        case Negate(operand=operand):
            return f"(-{shape(operand)})"
        case Not(operand=operand):
            return f"(not {shape(operand)})"
        case Arithmetic(operator=operator, left=left, right=right):
            return f"({shape(left)} {operator} {shape(right)})"
        case Comparison(first=first, rest=rest):
            return "(" + " ".join([shape(first), *(f"{sign} {shape(below)}" for sign, below in rest)]) + ")"
        case Logic(operator=operator, operands=operands):
            return "(" + f" {operator} ".join(shape(operand) for operand in operands) + ")"
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(shape(argument) for argument in arguments)})"
        case If():
            return f"if({', '.join(shape(below) for below in children(node))})"
        case Otherwise():
            return "otherwise"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("8 / 4 / 2", "((8 / 4) / 2)"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("-tension * 2", "((-tension) * 2)"),
        ("a - -3", "(a - (-3))"),
        ("20% * heat", "(0.2 * heat)"),
        ("20 < tension <= 40", "(20 < tension <= 40)"),
        ("not a and b or c", "(((not a) and b) or c)"),
        ("not tension > 50", "(not (tension > 50))"),
        ("trust.beijing >= 50 and hotline", "((trust.beijing >= 50) and hotline)"),
        ("since(this) <= 4 or times(talks.soft) == 0", "((since(this) <= 4) or (times(talks.soft) == 0))"),
        ("count(hotline, accord) >= 1", "(count(hotline, accord) >= 1)"),
        ("if(accord, 0.75, 1) * clamp(x, 0, 1)", "(if(accord, 0.75, 1) * clamp(x, 0, 1))"),
        ("hotline == yes", "(hotline == yes)"),
        ("max(1, 2,\n  3)", "max(1, 2, 3)"),
        ("otherwise", "otherwise"),
    ],
)
def test_operators_bind_as_in_school(text: str, meaning: str) -> None:
    """Products bind before sums, sums before comparisons, comparisons before not, and, or."""
    assert shape(parse(text).tree) == meaning


@pytest.mark.parametrize(
    ("text", "fault", "start", "end", "hint"),
    [
        ("tension = 50", "`=` does not compare", 8, 9, "`==`"),
        ("a === b", "`===`", 2, 5, "`==`"),
        ("a && b", "`&&`", 2, 4, "`and`"),
        ("a || b", "`||`", 2, 4, "`or`"),
        ("!a", "`!`", 0, 1, "`not`"),
        ("a =< b", "`=<`", 2, 4, "`<=`"),
        ("a <> b", "`<>`", 2, 4, "`!=`"),
        ("a ** 2", "`**`", 2, 4, "x * x"),
        ("a ? 1 : 2", "`?`", 2, 3, "if("),
        ("a \u2264 b", "`\u2264`", 2, 3, "`<=`"),
        ("\u201ctension\u201d > 3", "quotation mark", 0, 1, "bare"),
        ("\uff54\uff45\uff4e > 3", "full-width", 0, 3, "`ten`"),
        ("\uff12\uff10 > a", "full-width", 0, 2, "`20`"),
        ("a \u2212 3", "is not the minus sign", 2, 3, "`-`"),
        ("t\u0435nsion > 3", "cyrillic small letter ie", 0, 7, "a-z"),
        ("a\u00a0> 3", "invisible", 1, 2, "space"),
        ("Tension > 3", "capital letters", 0, 7, "`tension`"),
        ("tension% > 3", "`%` stands only directly after a number", 0, 8, "20%"),
        ("20 % > a", "`%` stands only directly after a number", 3, 4, "20%"),
        (".5", "starts with a digit", 0, 2, "0.5"),
        ("1e9", "neither a number nor a name", 0, 3, "*"),
        ("5tension", "neither a number nor a name", 0, 8, "*"),
        ("1,000 > a", "comma", 1, 2, "`1000`"),
        ("a < b > c", "a chain goes one way", 6, 7, "and"),
        ("a == b == c", "a chain goes one way", 7, 9, "and"),
        ("(a", "never closed", 0, 1, ")"),
        ("a)", "never opened", 1, 2, "("),
        ("a b", "missing before `b`", 2, 3, ""),
        ("a +", "breaks off", 3, 4, ""),
        ("", "expected here", 0, 1, "number"),
        ("max(1)", "2 or more arguments, 1 found", 0, 6, ""),
        ("if(a, 1)", "3 arguments, 2 found", 0, 8, ""),
        ("min", "needs brackets", 0, 3, "min(...)"),
        ("sqrt(2)", "no function `sqrt`", 0, 4, "min, max"),
        ("since(3)", "takes the name", 6, 7, ""),
        ("this > 2", "`this` stands only in", 0, 4, ""),
        ("true", "`true` is not known", 0, 4, "`yes`"),
        ("otherwise and a", "stands alone", 0, 9, ""),
        ("a * not b", "`not` inside", 4, 7, "brackets"),
        ("a < not b", "`not` inside", 4, 7, "brackets"),
        ("* 3", "missing before `*`", 0, 1, ""),
        ("trust. beijing", "is no name", 0, 6, "dot"),
    ],
)
def test_a_fault_says_what_where_and_what_to_write(text: str, fault: str, start: int, end: int, hint: str) -> None:
    """Habits from other languages and from word processors get their own message, at their own place."""
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert fault in caught.value.message
    assert (caught.value.start, caught.value.end) == (start, end)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("stock <= 20, tension > 50", ",", "write `and` or `or`"),
        ("stock <= 20, and tension > 50", ", and", "write `and` without it"),
        ("0,3", ",", "`0.3`"),
        ("if(hotline, 0,3, 0,5)", "if(hotline, 0,3, 0,5)", "`0.3`"),
        ("30 %", "%", "`30%`"),
        ("30 percent", "percent", "`30%`"),
        ("30% of tension", "of", "`*`"),
        ("20% chance", "chance", "`20%` alone"),
        ("hotline is yes", "is yes", "`hotline` alone"),
        ("hotline is no and stock > 3", "is no", "`not hotline`"),
        ("not accord and no hotline", "no hotline", "`not hotline`"),
        ("tension is more than 55", "is more than", "`>`"),
        ("tension no more than 55", "no more than", "`<=`"),
        ("tension > 5 and trust.beijing below 30", "below", "`<`"),
        ("tension is at least 55", "is at least", "`>=`"),
        ("crisis is not war", "is not", "`!=`"),
        ("crisis is war", "is", "`==`"),
        ("tension is between 20 and 40", "between", "`20 <= tension <= 40`"),
        ("10% if hotline", "if", "`if(hotline, 10%, 0)`"),
        ("if hotline then 5% else 10%", "if hotline then 5% else 10%", "`if(hotline, 5%, 10%)`"),
        ("if tension > 50", "if", "leave it out"),
        ("when tension > 50", "when", "leave it out"),
        ("tension > 50 if hotline", "if", "`and`"),
        ("trust in beijing > 3", "in", "`trust.beijing`"),
        ("2 tension", "tension", "`2 * tension`"),
        ("tension 50", "50", "`tension >= 50`"),
        ("tension minus 5", "minus", "`-`"),
    ],
)
def test_plain_words_get_the_signs_that_they_stand_for(text: str, marked: str, hint: str) -> None:
    """What an author says in words is marked, and the hint is made of what they wrote."""
    with pytest.raises(ExpressionError) as caught:
        parse(text, offset=2)
    assert text[caught.value.start - 2 : caught.value.end - 2] == marked
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x" * 501, "501 characters"),
        ("(" * 21 + "1" + ")" * 21, "more than 20 deep"),
        ("not " * 21 + "a", "more than 20 times"),
        ("+".join("1" * 101), "more than 200 parts"),
        ("1" * 16, "15 digits"),
    ],
)
def test_an_expression_has_limits(text: str, fault: str) -> None:
    """Length, depth and size are bounded, and the message says by what."""
    with pytest.raises(ExpressionError, match=fault):
        parse(text)


@pytest.mark.parametrize("text", ["x" * 500, "(" * 19 + "1" + ")" * 19, "+".join("1" * 100)])
def test_an_expression_may_reach_its_limits(text: str) -> None:
    """What is just within the limits is read."""
    assert parse(text).text == text


def test_places_count_from_the_start_of_the_whole_value() -> None:
    """With an offset, as in the effect `=tension + x y`, the fault's place is that in the author's text."""
    with pytest.raises(ExpressionError) as caught:
        parse("tension + x y", offset=1)
    assert (caught.value.start, caught.value.end) == (13, 14)


def test_every_part_knows_its_text() -> None:
    """A part's offsets cut its own text out of the whole."""
    text = "20 < max(trust.beijing, 3) and not hotline"
    names = [text[node.start : node.end] for node in walk(parse(text).tree) if isinstance(node, Name)]
    assert names == ["trust.beijing", "hotline"]


def test_expressions_with_one_text_are_equal() -> None:
    """Two expressions are equal when their texts are, wherever they stand."""
    assert parse("a + 1") == parse("a + 1", offset=5)
    assert parse("a + 1") != parse("a+1")
    assert str(parse("a + 1")) == "a + 1"


WORDS = (
    "a trust.beijing 1 0.5 20% + - * / ( ) , < <= == and or not if max since this otherwise yes = % . \N{MINUS SIGN}"
)


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(WORDS.split(" ")), max_size=60).map(" ".join),
        st.lists(st.sampled_from(WORDS.split(" "))).map("".join),
    )
)
def test_any_text_is_an_expression_or_a_fault_within_it(text: str) -> None:
    """Nothing escapes the parser but an ExpressionError whose place lies in the text, or just after it."""
    spans = [(0, 1)]
    try:
        spans = [(node.start, node.end) for node in walk(parse(text).tree)]
    except ExpressionError as error:
        spans = [(error.start, min(error.end, max(len(text), error.start + 1)))]
    assert all(0 <= start < end <= len(text) + 1 for start, end in spans)
