"""What the lint rules prove: never more than holds in some state of the game."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from game.engine import apply, evaluate, new_game
from game.policies import POLICIES
from game.scenario.expression import parse
from game.scenario.lint.facts import Facts
from game.scenario.lint.reasoning import Reasoner

if TYPE_CHECKING:
    from game.engine import Scenario, State

TURNS = 4
NUMBERS = ("trust.beijing", "trust.tokyo", "tension", "hold", "visits", "turn", "turns_left", "since(visit)",
           "times(worry)", "since(wreck)", "times(wreck)", "12", "0.5", "40", "100")  # fmt: skip


def numbers() -> some.SearchStrategy[str]:
    """Make expressions that come to a number."""
    leaves = some.sampled_from(NUMBERS)
    pairs = some.tuples(leaves, some.sampled_from(["+", "-", "*"]), leaves).map(" ".join)
    return some.one_of(
        leaves,
        pairs.map("({})".format),
        pairs.map("abs({})".format),
        leaves.map("floor({} / 7)".format),
        some.tuples(leaves, leaves).map(lambda two: f"min({two[0]}, {two[1]})"),
        some.tuples(leaves, leaves).map(lambda two: f"max({two[0]}, -{two[1]})"),
        some.tuples(leaves, leaves).map(lambda two: f"if(hotline, {two[0]}, {two[1]})"),
        leaves.map("clamp({}, 10, 60)".format),
    )


def conditions() -> some.SearchStrategy[str]:
    """Make conditions: comparisons, flags and rungs, joined in every way."""
    signs = some.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    compared = some.tuples(numbers(), signs, numbers()).map(" ".join)
    plain = some.sampled_from(["hotline", "border >= clash", "border == quiet", "fearful", "30 < tension <= 60"])
    return some.recursive(
        compared | compared | plain,
        lambda below: some.one_of(
            some.tuples(below, below).map(lambda two: f"({two[0]}) and ({two[1]})"),
            some.tuples(below, below).map(lambda two: f"({two[0]}) or ({two[1]})"),
            below.map("not ({})".format),
        ),
        max_leaves=5,
    )


@some.composite
def positions(draw: some.DrawFn) -> tuple[int, dict[str, float]]:
    """Draw a turn, and what the numbers and the bookkeeping stand at in it."""
    turn = draw(some.integers(1, TURNS))
    values: dict[str, float] = {
        name: draw(some.integers(0, 100)) for name in ("trust.beijing", "trust.tokyo", "tension")
    }
    values |= {
        "hold": draw(some.floats(10, 60)),
        "visits": draw(some.integers(0, 9)),
        "border": draw(some.integers(0, 3)),
    }
    values |= {"hotline": 0, "fearful": draw(some.integers(0, 1))}
    for name in ("visit", "worry", "wreck"):
        stamp = draw(some.integers(0, turn))
        values[f"stamp {name}"] = stamp
        values[f"count {name}"] = 1 if stamp else 0
    return turn, values


def state_at(scenario: Scenario, turn: int, values: dict[str, float]) -> State:
    """Return a state with these values, whether a game leads there or not."""
    numbers = list(new_game(scenario, 0).values)
    for name, value in values.items():
        what, _, happened = name.partition(" ")
        if happened:
            section = {"visit": "moves", "worry": "reactions", "wreck": "events"}[happened]
            place = scenario.index.paths.index(f"{section}.{happened}")
            numbers[scenario.tables["STAMP" if what == "stamp" else "COUNT"] + place] = float(value)
        else:
            numbers[scenario.index.numbers[scenario.index.number_of[name]].index] = float(value)
    return replace(new_game(scenario, 0), turn=turn, values=tuple(numbers))


def value_of(scenario: Scenario, state: State, key: str) -> float:
    """Return what one name is in a state."""
    return evaluate(scenario, state, parse(key))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=conditions(), position=positions())
def test_what_holds_in_a_state_is_never_called_impossible(
    crossing: Scenario, text: str, position: tuple[int, dict[str, float]]
) -> None:
    """Whatever a condition comes to in a state, the reasoning leaves that truth and the state's numbers open."""
    state, condition = state_at(crossing, *position), parse(text)
    truth = bool(evaluate(crossing, state, condition))

    env = Reasoner(Facts(crossing.document)).assume(condition.tree, truth, {})

    assert env is not None
    assert [key for key, domain in env.items() if not domain.has(value_of(crossing, state, key))] == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=numbers(), condition=conditions(), position=positions())
def test_a_number_lies_where_the_reasoning_says(
    crossing: Scenario, text: str, condition: str, position: tuple[int, dict[str, float]]
) -> None:
    """What an expression comes to lies in its domain, also under a condition that holds."""
    state, number, guard = state_at(crossing, *position), parse(text), parse(condition)
    reasoner = Reasoner(Facts(crossing.document))
    env = reasoner.assume(guard.tree, bool(evaluate(crossing, state, guard)), {})
    assert env is not None

    assert reasoner.value(number.tree, env).has(evaluate(crossing, state, number))


@pytest.mark.parametrize(
    ("condition", "decided"),
    [
        ("tension > 100", False),
        ("tension >= 0", True),
        ("tension > 60 and tension < 40", False),
        ("tension > 40 or tension < 60", True),
        ("turn > 4", False),
        ("turn + turns_left == 3", None),
        ("turn == 1 and turns_left == 1", False),
        ("turn == 1 and since(visit) == 2", False),
        ("since(visit) == 4", False),
        ("since(visit) > 3 and times(visit) == 1", False),
        ("times(wreck) == 0 and since(wreck) <= 1", False),
        ("times(visit) > 1", False),
        ("not (border >= alert) and border == clash", False),
        ("trust.beijing + trust.tokyo > 200", False),
        ("tension + 10 > 50 and tension < 40", False),
        ("min(since(visit), since(talks)) == 5", None),
        ("if(tension > 50, tension > 40, tension > 60)", None),
        ("if(tension > 50, tension < 40, tension > 60)", False),
        ("hold < 5", False),
        ("hotline", False),
        ("tension > 50", None),
        ("trust.beijing > trust.tokyo", None),
    ],
)
def test_conditions_are_decided_where_that_can_be_proved(
    crossing: Scenario,
    condition: str,
    decided: bool | None,  # noqa: FBT001 - what is expected
) -> None:
    """Ranges, the calendar and what happened before decide a condition; where both can be, nothing is said."""
    assert Reasoner(Facts(crossing.document)).decided(parse(condition).tree, {}) is decided


@pytest.mark.parametrize(("name", "seeds"), [("crossing", range(12)), ("bench_12", range(6)), ("scenario", range(1))])
def test_what_is_declared_holds_in_every_game(request: pytest.FixtureRequest, name: str, seeds: range) -> None:
    """Numbers, and how often and when things happened, never leave what is taken for granted of them."""
    played: Scenario = request.getfixturevalue(name)
    facts = Facts(played.document)
    keys = {key: parse(key) for key in facts.start() if "(this)" not in key}

    for seed in seeds:
        state = new_game(played, seed)
        assert all(facts.start()[key].has(evaluate(played, state, read)) for key, read in keys.items())
        while not state.ending:
            turn = state.turn
            state = apply(played, state, POLICIES["uniform"](played, state)).state
            if state.turn != turn or state.ending:
                astray = [key for key, read in keys.items() if not facts.domain(key).has(evaluate(played, state, read))]
                assert astray == []
