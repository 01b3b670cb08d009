"""The nature of the main scenario: random play drifts, play for the bridge often gets there, and nobody is safe.

The seeds are fixed, so these are exact; the bounds are wide, so that they fail when the game changes its nature and not
when a text gains a point. Longer runs of the same, and more: `tests/benchmarks/balance.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from players import WITH_ACT, WITHOUT_ACT, last_states, one_mind, order
from players import shares as shares_of

from game.engine import apply, compile_document, draw, evaluate, new_game, preview
from game.policies import History, Scripted, Uniform
from game.resources import find_scenario
from game.scenario.expression import parse
from game.scenario.model import Drawn
from game.simulation.batch import simulate

if TYPE_CHECKING:
    from game.engine import Scenario, State
    from game.scenario.model import Document

METERS = ("trust.beijing", "trust.washington", "trust.tokyo", "trust.pyongyang", "tension", "dependence",
          "middle_ground", "approval")  # fmt: skip


def shares(policy: str, games: int, document: Document | None = None) -> dict[str, float]:
    """Return the share of each ending, in percent."""
    source = document or find_scenario("difficult_game")
    results = simulate(source, games=games, policy=policy)
    return {ending.id: 100 * ending.share for ending in results.endings}


def mean(scenario: Scenario, states: list[State], number: str) -> float:
    """Return the mean of a number over states."""
    return sum(scenario.value(state, number) for state in states) / len(states)


@pytest.fixture(scope="module")
def sensible() -> dict[str, float]:
    """Return the shares that one decision of foresight reaches, in percent."""
    return shares("greedy", 200)


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


def test_playing_for_the_goal_pays_but_promises_nothing(sensible: dict[str, float]) -> None:
    """One decision of foresight reaches the bridge far more often than chance, hardly ever war, and mostly drifts."""
    assert 20 < sensible["bridge"] < 50
    assert sensible["war"] < 1
    assert sensible["drift"] > 45


@pytest.mark.parametrize("channel", ["incident_hotlines", "no_fly_zone"])
def test_channels_matter(scenario: Scenario, sensible: dict[str, float], channel: str) -> None:
    """Without the hotlines, or without the no-fly zone, the same foresight bridges at least 8 points less often."""
    document = scenario.document
    without = document.moves[channel].model_copy(update={"when": parse("no"), "locked": "Taken away"})
    mute = document.model_copy(update={"moves": {**document.moves, channel: without}})

    assert shares("greedy", 200, mute)["bridge"] <= sensible["bridge"] - 8


def test_every_ending_but_the_two_of_calm_play_is_where_somebody_is_headed(scenario: Scenario) -> None:
    """Each ending that loses comes in over 1 % of the games of some one-sided course."""
    reached: set[str] = set()
    for name, games in (("against_tokyo", 90), ("quiet_bloc", 60), ("merchant", 40), ("pro_beijing", 20), ("hawk", 50)):
        found = shares_of(scenario, last_states(scenario, one_mind(scenario, name), range(games)))
        reached |= {ending for ending, share in found.items() if share > 1}

    assert set(scenario.document.endings) - reached <= {"bridge", "drift"}


def test_repeating_three_moves_is_no_way_to_win(scenario: Scenario) -> None:
    """No plan that repeats three moves drawn by luck bridges in 5 % of the games."""
    names = [info.decision for info in scenario.decisions if info.kind == "move"]
    for place in range(20):
        cycle = tuple(names[int(draw(1, place, "start/cycle", part) * len(names))] for part in range(3))
        script = Scripted((cycle,) * scenario.turns, {}, ("hold", "maxim"))
        assert shares_of(scenario, last_states(scenario, script, range(12)))["bridge"] < 5


def test_steeper_ladders_bring_more_wars_but_do_not_end_the_game(scenario: Scenario) -> None:
    """With all odds of the ladders half as high again, 6 to 20 % of even play ends in war."""
    document = scenario.document
    steep = document.model_copy(update={"formulas": {**document.formulas, "odds": parse("1.5")}})

    states = last_states(compile_document(steep), Uniform(), range(600))
    assert 6 < shares_of(scenario, states)["war"] < 20


def test_the_recorded_line_ends_near_the_polls_under_any_luck(scenario: Scenario) -> None:
    """Whatever else happens, tension ends about 71, Washington's trust about 73 and Beijing's about 57."""
    states = last_states(scenario, History(), range(100))

    for number, fitted in (("tension", 71), ("trust.washington", 73), ("trust.beijing", 57)):
        assert abs(mean(scenario, states, number) - fitted) < 4


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
