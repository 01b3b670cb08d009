"""How the texts of a scenario's tests are read: expectations, decisions, starts and turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.cases import (
    Always,
    EndsIn,
    Expectation,
    Holds,
    NamedAt,
    Reaches,
    Share,
    decisions_of,
    forced_turns,
    lines,
    read_expectation,
    start_value,
)
from game.scenario.expression import ExpressionError, parse
from game.scenario.model import TestCase

if TYPE_CHECKING:
    from game.engine import Scenario

WORDS = ("ending", "is", "not", "or", "share", "of", "between", "and", "2%", "40%", "<=", "reach", "always", "after",
         "turn", "3", "tension", "<", "50", "war", "=", "(")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tension < 50", Holds("tension < 50", parse("tension < 50"))),
        ("tension < 50 after turn 12", Holds("tension < 50 after turn 12", parse("tension < 50"), 12)),
        ("ending is war", EndsIn("ending is war", (NamedAt("war", 10, 13),))),
        (
            "ending is not war or drift",
            EndsIn("ending is not war or drift", (NamedAt("war", 14, 17), NamedAt("drift", 21, 26)), negated=True),
        ),
        ("reach border.alert", Reaches("reach border.alert", NamedAt("border.alert", 6, 18))),
        ("share of war <= 20%", Share("share of war <= 20%", (NamedAt("war", 9, 12),), 0.0, 0.2)),
        ("share of war >= 0.5", Share("share of war >= 0.5", (NamedAt("war", 9, 12),), 0.5, 1.0)),
        (
            "share of war or drift between 2% and 40%",
            Share(
                "share of war or drift between 2% and 40%", (NamedAt("war", 9, 12), NamedAt("drift", 16, 21)), 0.02, 0.4
            ),
        ),
    ],
)  # fmt: skip
def test_each_kind_of_expectation_is_read(text: str, expected: Expectation) -> None:
    """Conditions with and without a turn, endings, reach and shares, with the place of each name."""
    assert read_expectation(text) == expected


def test_the_condition_of_always_stands_where_it_is_written() -> None:
    """A fault in it is marked at its place in the whole text."""
    found = read_expectation("always tension > 0")

    assert isinstance(found, Always)
    assert (found.condition.tree.start, found.condition.tree.end) == (7, 18)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=40))
def test_any_text_is_an_expectation_or_has_a_place_at_fault(text: str) -> None:
    """Whatever an author writes ends in an expectation of that text, or in a fault inside it."""
    found = read_or_fault(text)

    if isinstance(found, ExpressionError):
        assert 0 <= found.start <= len(text) + 1
        assert found.message
    else:
        assert found.text == text


def read_or_fault(text: str) -> Expectation | ExpressionError:
    """Return the expectation, or the fault that is reported to its author."""
    try:
        return read_expectation(text)
    except ExpressionError as error:
        return error


@pytest.mark.parametrize("which", ["scenario", "crossing"])
def test_a_test_can_write_every_decision_of_the_engine(which: str, request: pytest.FixtureRequest) -> None:
    """The decisions that the check knows are those that can be taken, no more and no fewer."""
    scenario: Scenario = request.getfixturevalue(which)

    assert sorted(decisions_of(scenario.document)) == sorted(scenario.codes)


def test_a_play_is_a_list_or_a_list_for_each_turn() -> None:
    """Each decision keeps the turn that it stands under and the keys that lead to it."""
    listed = TestCase.model_validate({"play": ["talk", "any"]})
    by_turn = TestCase.model_validate({"play": {"1": ["talk"], "3": "end_turn"}})

    assert [(line.decision, line.turn, line.path[2:]) for line in lines("t", listed)] == [
        ("talk", 0, ("play", 0)),
        ("any", 0, ("play", 1)),
    ]
    assert [(line.decision, line.turn, line.path[2:]) for line in lines("t", by_turn)] == [
        ("talk", 1, ("play", "1", 0)),
        ("end_turn", 3, ("play", "3", 0)),
    ]


@pytest.mark.parametrize(
    ("text", "turns"),
    [("turn 3", (3,)), ("turns 3 and 5", (3, 5)), ("turns 3, 5 and 12", (3, 5, 12)), ("never", None), ("turn", None)],
)
def test_turns_are_read_from_words(text: str, turns: tuple[int, ...] | None) -> None:
    """One turn, or several, joined by commas and `and`."""
    assert forced_turns(text) == turns


@pytest.mark.parametrize(
    ("number", "text", "value"),
    [("tension", "70", 70.0), ("trust.tokyo", "15%", 0.15), ("hotline", "yes", 1.0), ("border", "clash", 2.0),
     ("border", "quiet", 0.0), ("hold", "12.5", 12.5)],
)  # fmt: skip
def test_a_start_is_read_by_the_kind_of_its_number(crossing: Scenario, number: str, text: str, value: float) -> None:
    """Meters start with numbers, flags with yes or no, ladders on a rung."""
    assert start_value(crossing.document, number, text) == value
