"""What positions are worth: against all that can happen in a cut-down game, and against games played for themselves."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cut_down import CUT_DOWN, best_game, exact_value

from game.analysis.debrief import debrief
from game.analysis.judging import Plan
from game.analysis.worlds import GOES_ON, Asked, Worlds
from game.engine import Decision, choose, ending_value, legal_moves, new_game, play_on
from game.engine.rng import key_of
from game.policies import Greedy, orders_of
from game.session.session import Session

if TYPE_CHECKING:
    from conftest import Small

    from game.engine import Scenario, State

MANY = 1000


def test_values_are_those_of_all_that_can_happen(small: Small) -> None:
    """Every position and decision of the cut-down game is worth what going through all of it gives."""
    scenario = small(**CUT_DOWN)
    session = best_game(scenario, 5)
    worlds = Worlds(scenario, session.states, workers=1, compiled=False)

    for place, state in enumerate(session.states[:-1]):
        legal = [one.decision for one in legal_moves(scenario, state) if one.legal]
        worlds.ask([Asked(place, one, 0, MANY) for one in (GOES_ON, *legal)])
        for one in (GOES_ON, *legal):
            found = worlds.worth(place, one)
            assert abs(found.value - exact_value(scenario, state, one)) < 4 * found.error + 1e-9, (place, one)
            assert math.isclose(sum(share for _, share in found.endings), 1.0)


def test_what_was_hidden_does_not_leak(small: Small) -> None:
    """Two games that differ in nothing but the hidden kind are worth the same before and after every decision."""
    scenario = small(**CUT_DOWN)
    place = scenario.number("fearful").index
    kinds = [next(seed for seed in range(50) if Session(scenario, seed).state.values[place] == kind) for kind in (0, 1)]
    found = []
    for seed in kinds:
        start = replace(Session(scenario, seed).state, seed=seed)
        worlds = Worlds(scenario, (start,), workers=1, compiled=False)
        worlds.ask([Asked(0, Decision("deter"), 0, MANY)])
        found.append(worlds.worth(0, Decision("deter")))

    assert abs(found[0].value - found[1].value) < 4 * math.hypot(found[0].error, found[1].error)
    exact = exact_value(scenario, Session(scenario, kinds[0]).state, Decision("deter"))
    assert all(abs(one.value - exact) < 4 * one.error for one in found)


@pytest.mark.parametrize("name", ["bench_12", "crossing"])
def test_values_are_those_of_games_played_for_themselves(name: str, request: pytest.FixtureRequest) -> None:
    """A position is worth the mean of games that go on from it under seeds of their own."""
    scenario: Scenario = request.getfixturevalue(name)
    session = Session(scenario, 11)
    orders = orders_of(Greedy(), scenario)
    while session.state.turn < scenario.turns - 1:
        session.apply(choose(scenario, session.state, orders))
    games = 400
    worlds = Worlds(scenario, session.states, workers=1, compiled=False)
    last = len(session.states) - 1
    worlds.ask([Asked(last, GOES_ON, 0, games)])
    ends = [play_on(scenario, under(scenario, session.state, seed), orders) for seed in range(10**6, 10**6 + games)]
    graded = [ending_value(scenario, end) for end in ends]
    mean = math.fsum(graded) / games
    error = math.sqrt(math.fsum((one - mean) ** 2 for one in graded)) / games

    found = worlds.worth(last)
    assert abs(found.value - mean) < 4 * math.hypot(error, found.error)


def under(scenario: Scenario, state: State, seed: int) -> State:
    """Return a state with other luck, and the hidden numbers that another game began with."""
    start, drawn = Session(scenario, state.seed).state.values, Session(scenario, seed).state.values
    hidden = [number.index for number in scenario.numbers if number.hidden]
    values = list(state.values)
    for index in hidden:
        values[index] += drawn[index] - start[index]
    return replace(state, seed=seed, values=tuple(values))


def test_best_moves_score_above_97(small: Small) -> None:
    """A game in which every decision is the best by exact value has hardly lost a point."""
    scenario = small(**CUT_DOWN)

    for seed in range(2):
        *_, last = debrief(best_game(scenario, seed), workers=1, compiled=False, plan=Plan(matters=(0, 0)))
        assert last.accuracy > 97


def test_what_an_effect_has_settled_is_no_secret_in_any_world(crossing: Scenario) -> None:
    """A hidden yes that an effect has set to no stays no; one that nothing has touched is drawn anew in each world."""
    n, size = crossing.number("fearful").index, crossing.tables["STATE_SIZE"] + crossing.tables["SCRATCH_SIZE"]
    seed = next(seed for seed in range(50) if new_game(crossing, seed).values[n] == 1.0)
    untouched = [*new_game(crossing, seed).values, *([0.0] * size)][:size]
    settled = [*untouched]
    settled[n] = 0.0
    found: dict[str, set[float]] = {"untouched": set(), "settled": set()}
    for luck in range(40):
        for name, values in (("untouched", untouched), ("settled", settled)):
            world = [0.0] * size
            crossing.rules["reseed"](key_of(luck), key_of(seed), values, world)
            found[name].add(world[n])

    assert found == {"untouched": {0.0, 1.0}, "settled": {0.0}}
