"""The nature of the main scenario: random play drifts, play for the bridge often gets there, and nobody is safe.

The seeds are fixed, so these are exact; the bounds are wide, so that they fail when the game changes its nature and not
when a text gains a point. Longer runs of the same, and more: `tests/benchmarks/balance.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from players import WITH_ACT, WITHOUT_ACT, last_states, one_mind, order
from players import shares as shares_of

from game.engine import apply, compile_document, evaluate, new_game, preview
from game.policies import Scripted, Uniform
from game.resources import find_scenario
from game.scenario.expression import parse
from game.scenario.model import Drawn
from game.simulation.batch import simulate

if TYPE_CHECKING:
    from game.engine import Scenario, State

METERS = ("trust.beijing", "trust.washington", "trust.tokyo", "trust.pyongyang", "tension", "dependence",
          "middle_ground", "approval")  # fmt: skip


def shares(policy: str, games: int, seed: int = 0) -> dict[str, float]:
    """Return the share of each ending, in percent."""
    results = simulate(find_scenario("difficult_game"), games=games, seed=seed, policy=policy, workers=2)
    return {ending.id: 100 * ending.share for ending in results.endings}


def mean(scenario: Scenario, states: list[State], number: str) -> float:
    """Return the mean of a number over states."""
    return sum(scenario.value(state, number) for state in states) / len(states)


@pytest.fixture(scope="module")
def even(scenario: Scenario) -> list[State]:
    """Return the last states of even play."""
    return last_states(scenario, Uniform(), range(800))


def test_random_play_drifts_and_seldom_bridges() -> None:
    """Even decisions mostly drift; war and the bridge happen, the bridge hardly ever."""
    found = shares("uniform", 5000)

    assert 75 < found["drift"] < 92
    assert 0.5 < found["war"] < 8
    assert 0.15 <= found["bridge"] < 3


def test_what_was_really_played_drifts(scenario: Scenario) -> None:
    """The recorded line, under any luck, ends in drift: a mark to beat."""
    found = shares("history", 500)

    assert found["drift"] > 85
    assert found["bridge"] < 3
    assert scenario.document.history


def test_recklessness_ends_in_war_far_more_often_than_chance(scenario: Scenario) -> None:
    """Who drills, mirrors and strikes has a war in more than a third of the games, and never a bridge."""
    found = shares_of(scenario, last_states(scenario, one_mind(scenario, "reckless"), range(300)))

    assert found["war"] > 35
    assert found["bridge"] == 0


def test_playing_for_the_goal_pays_but_promises_nothing() -> None:
    """One decision of foresight reaches the bridge far more often than chance, hardly ever war, and mostly drifts."""
    found = shares("greedy", 200)

    assert 20 < found["bridge"] < 50
    assert found["war"] < 1
    assert found["drift"] > 45


def test_meters_seldom_stand_at_an_end(scenario: Scenario, even: list[State]) -> None:
    """After even play no meter stands within three points of an end in 15 % of the games."""
    for number in METERS:
        values = [scenario.value(state, number) for state in even]
        assert sum(value < 3 or value > 97 for value in values) < 0.15 * len(values)


def test_washington_and_beijing_together_are_rare_and_reachable(scenario: Scenario, even: list[State]) -> None:
    """Row 59: both well pleased is seldom met by chance; a plan for it often gets there."""

    def pleased(states: list[State]) -> float:
        both = [min(scenario.value(state, name) for name in METERS[:2]) >= 64 for state in states]
        return 100 * sum(both) / len(both)

    assert 0 < pleased(even) < 8
    assert pleased(last_states(scenario, order("beijing", WITH_ACT), range(60))) > 3 * pleased(even)


@pytest.mark.parametrize(
    ("after", "least"), [(WITH_ACT, 3), (WITHOUT_ACT, 0)], ids=["Washington paid", "Washington scarce"]
)
def test_beijing_first_is_not_nara_first(scenario: Scenario, after: tuple[tuple[str, ...], ...], least: float) -> None:
    """Row 73: the same plan in the same worlds bridges more often when Japan is visited last, and Tokyo is warmer."""
    found = {first: last_states(scenario, order(first, after), range(100)) for first in ("beijing", "nara")}

    bridged = {first: shares_of(scenario, states)["bridge"] for first, states in found.items()}
    assert bridged["beijing"] - bridged["nara"] > least
    assert mean(scenario, found["beijing"], "trust.tokyo") > mean(scenario, found["nara"], "trust.tokyo") + 1


def test_softness_alone_has_a_price(scenario: Scenario) -> None:
    """Who only soothes Pyongyang never bridges: Washington asks for more, and the room to be heard is lost with it."""
    states = last_states(scenario, one_mind(scenario, "dove"), range(80))

    found = shares_of(scenario, states)
    asked = [evaluate(scenario, state, parse("times(burden_statement)")) > 0 for state in states]
    assert found["bridge"] == 0
    assert sum(asked) > 0.4 * len(asked)
    assert mean(scenario, states, "trust.washington") < 60
    assert mean(scenario, states, "approval") < 40


def test_the_surprise_drill_is_a_gamble_on_the_hidden_kind(scenario: Scenario) -> None:
    """Row 46: it quiets a Pyongyang that only tests, and stirs one that is afraid."""
    document = scenario.document
    trouble = {}
    for fearful in (0.0, 1.0):
        flag = document.flags["fearful"].model_copy(update={"start": Drawn(chance=fearful)})
        world = compile_document(document.model_copy(update={"flags": {**document.flags, "fearful": flag}}))
        for drilled in (False, True):
            script = Scripted(turns=((), ("drill_unannounced",)) if drilled else (), default=("hold",))
            trouble[fearful, drilled] = sum(_incidents(world, script, seed) for seed in range(80))

    assert trouble[0.0, True] < 0.9 * trouble[0.0, False]
    assert trouble[1.0, True] > 1.1 * trouble[1.0, False]


def _incidents(world: Scenario, script: Scripted, seed: int) -> int:
    """Return how often there was jamming, or an incident at the border, in weeks 2 to 6."""
    state, count = new_game(world, seed), 0
    while state.turn <= 6 and not state.ending:
        step = apply(world, state, script(world, state))
        rules = {one.rule for one in step.happenings if 2 <= one.turn <= 6}
        count += len(rules & {"events.jamming", "ladders.border_crisis.incident", "ladders.border_crisis.alert"})
        state = step.state
    return count


def test_silence_on_the_past_is_paid_at_home(scenario: Scenario) -> None:
    """To look to the future brings more in Tokyo than the facts do, and leaves fewer games with an approval of 40."""
    enough = {}
    for word in ("facts_first", "future_only"):
        plan = order("beijing", WITH_ACT)
        turns = tuple(tuple(one.replace("facts_first", word) for one in turn) for turn in plan.turns)
        states = last_states(scenario, Scripted(turns, {}, plan.default), range(80))
        enough[word] = sum(scenario.value(state, "approval") >= 40 for state in states)
    start = new_game(scenario, 0)
    tokyo = {
        word: sum(one.change for one in preview(scenario, start, decision) if one.number == "trust.tokyo")
        for word in enough
        for decision in [info.decision for info in scenario.decisions if info.decision == f"history_line.{word}"]
    }

    assert tokyo["future_only"] > tokyo["facts_first"]
    assert enough["future_only"] < 0.85 * enough["facts_first"]
