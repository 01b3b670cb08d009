"""Players made of code: what each decides, and that none sees more than a student."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from game.engine import Decision, Scenario, State, apply, ending_of, legal_moves, load_scenario, new_game
from game.errors import UsageError
from game.policies import POLICIES, Greedy, History, Planner, Policy, Scripted, Sticky, Uniform, find_policy
from game.simulation.batch import play

FIXTURES = Path(__file__).parent / "fixtures"
CROSSING = load_scenario(FIXTURES / "crossing")


def decisions_of(scenario: Scenario, policy: Policy, seed: int) -> list[str]:
    """Return the decisions of a whole playthrough."""
    state, found = new_game(scenario, seed), []
    while not state.ending:
        found.append(policy(scenario, state))
        state = apply(scenario, state, found[-1]).state
    return [str(decision) for decision in found]


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("folder", ["crossing", "bench_12"])
def test_every_policy_plays_to_an_ending_and_repeats_itself(name: str, folder: str) -> None:
    """A policy's decisions are legal to the end, and the same state gives the same decision."""
    scenario = load_scenario(FIXTURES / folder)

    for seed in range(1 if name == "planner" else 10):
        assert decisions_of(scenario, POLICIES[name], seed) == decisions_of(scenario, POLICIES[name], seed)


@pytest.mark.parametrize("name", POLICIES)
def test_policies_go_by_their_names(name: str) -> None:
    """A policy stands in the table under the name it gives itself."""
    assert POLICIES[name].name == name


def test_uniform_counts_a_move_with_all_its_wordings_once() -> None:
    """Over many seeds each legal move and the end of the turn come up alike, and a move's wordings alike."""
    first = Counter(Uniform()(CROSSING, new_game(CROSSING, seed)) for seed in range(6000))

    shares = {str(decision): count / 6000 for decision, count in first.items()}

    assert shares["visit"] == pytest.approx(1 / 4, abs=0.02)
    assert shares["end_turn"] == pytest.approx(1 / 4, abs=0.02)
    assert shares["statement.soft"] == pytest.approx(1 / 8, abs=0.02)
    assert shares["statement.firm"] == pytest.approx(1 / 8, abs=0.02)
    assert "drill" not in shares


def test_scripted_plays_its_list_then_ends_the_turn() -> None:
    """Moves go in the order of the list; what is not legal is skipped."""
    policy = Scripted(turns=(("drill", "talks", "statement.soft"), ("visit",)), replies={"wreck": "inquiry"})

    assert decisions_of(CROSSING, policy, 7)[:4] == ["talks", "statement.soft", "visit", "wreck.inquiry"]


def test_scripted_falls_back_to_its_default_reply() -> None:
    """An event without a reply of its own gets the default, and without that the first legal one."""
    waiting = apply(
        CROSSING, apply(CROSSING, new_game(CROSSING, 7), Decision("visit")).state, Decision("end_turn")
    ).state

    assert waiting.due
    assert Scripted(default=("blame", "say", "inquiry"))(CROSSING, waiting) == "wreck.inquiry"
    assert Scripted()(CROSSING, waiting) == "wreck.inquiry"
    assert Scripted(replies={"wreck": "statement.soft"})(CROSSING, waiting) == "wreck.statement.soft"


def test_history_plays_what_the_scenario_records() -> None:
    """The moves and replies of the scenario's history are played in their turns."""
    played = decisions_of(CROSSING, History(), 7)

    assert played[:4] == ["visit", "statement.soft", "talks", "wreck.inquiry"]


def test_history_answers_what_did_not_happen_as_it_spoke_elsewhere() -> None:
    """An event that asks for a statement, without a recorded reply, gets the wording that was really said."""
    rows = [row.model_copy(update={"replies": {}}) for row in CROSSING.document.history]
    scenario = replace(CROSSING, document=CROSSING.document.model_copy(update={"history": rows}))

    assert "wreck.statement.soft" in decisions_of(scenario, History(), 7)


def test_greedy_goes_for_what_the_goal_lacks() -> None:
    """At the start the visit brings both the trust and the deed that the goal asks for."""
    assert Greedy()(CROSSING, new_game(CROSSING, 7)) == "visit"


def test_greedy_ends_the_turn_when_nothing_is_better() -> None:
    """A state in which every part of the goal holds is left alone."""
    state = apply(CROSSING, new_game(CROSSING, 7), Decision("visit")).state
    values = list(state.values)
    for name, value in (("trust.beijing", 90.0), ("trust.tokyo", 90.0), ("tension", 10.0)):
        values[CROSSING.number(name).index] = value

    assert Greedy()(CROSSING, replace(state, values=tuple(values))) == "end_turn"


def test_greedy_wants_a_point_to_spare() -> None:
    """A meter just past the mark that the goal asks for still counts; a point further it does not."""
    state = apply(CROSSING, new_game(CROSSING, 7), Decision("visit")).state
    tension = CROSSING.number("tension").index
    decided = []
    for value in (49.5, 48.5):
        values = list(state.values)
        for name in ("trust.beijing", "trust.tokyo"):
            values[CROSSING.number(name).index] = 90.0
        values[tension] = value
        decided.append(Greedy()(CROSSING, replace(state, values=tuple(values))))

    assert decided == ["talks", "end_turn"]


def test_greedy_chooses_the_calmer_reply_when_replies_move_nothing_it_lacks() -> None:
    """Between replies that bring the goal equally near, the one that scales the next climb least is chosen."""
    state = next(
        state for seed in range(200) for state in states_waiting_at_the_border(seed) if trust_of_tokyo(state) >= 40.0
    )

    assert Greedy()(CROSSING, state) == "border.hold"


def states_waiting_at_the_border(seed: int) -> list[State]:
    """Return the states of an even playthrough that wait for a reply to the ladder."""
    state, found = new_game(CROSSING, seed), []
    while not state.ending:
        if state.due and legal_moves(CROSSING, state)[0].decision.startswith("border."):
            found.append(state)
        state = apply(CROSSING, state, Uniform()(CROSSING, state)).state
    return found


def trust_of_tokyo(state: State) -> float:
    """Return Tokyo's trust in a state."""
    return CROSSING.value(state, "trust.tokyo")


@pytest.mark.parametrize("policy", [Greedy(), History(), Scripted(turns=(("visit",), ("talks",)))])
def test_no_policy_reads_what_is_hidden(policy: Policy) -> None:
    """Other hidden numbers and another seed in the same visible state give the same decision."""
    hidden = [number for number in CROSSING.numbers if number.hidden]
    state = new_game(CROSSING, 3)
    while not state.ending:
        values = list(state.values)
        for number in hidden:
            values[number.index] = number.high if values[number.index] < number.high else number.low
        other = replace(state, seed=state.seed + 1, values=tuple(values))

        assert policy(CROSSING, other) == policy(CROSSING, state)
        state = apply(CROSSING, state, policy(CROSSING, state)).state


def test_a_scenario_without_a_goal_sends_greedy_to_what_is_worth_most() -> None:
    """Where no ending is marked as the goal the one of most value is wanted, as long as values are plain numbers."""
    document = CROSSING.document
    endings = {name: ending.model_copy(update={"goal": False}) for name, ending in document.endings.items()}
    aimless = replace(CROSSING, document=document.model_copy(update={"endings": endings}))

    assert Greedy()(aimless, new_game(CROSSING, 1)) == Greedy("bridge")(CROSSING, new_game(CROSSING, 1)) == "visit"


def test_an_aim_at_war_takes_the_reply_that_lets_the_crisis_climb() -> None:
    """Who wants a rung goes by the chance of the next step, which a reply scales."""
    state = states_waiting_at_the_border(next(seed for seed in range(200) if states_waiting_at_the_border(seed)))[0]
    climbs = {name: reply.climb for name, reply in CROSSING.document.ladders["border"].replies.items()}
    highest = max(climbs, key=lambda name: climbs[name])

    assert climbs[highest] > 1
    assert Greedy("war")(CROSSING, state) == f"border.{highest}"


def test_sticky_comes_back_to_one_move() -> None:
    """In games of four turns the favourite is sent far more often than an even player would."""
    even = sticky = 0
    for seed in range(60):
        for policy, add in ((Sticky(), True), (Uniform(), False)):
            most = Counter(one.partition(".")[0] for one in decisions_of(CROSSING, policy, seed) if one != "end_turn")
            top = max(most.values(), default=0)
            sticky, even = (sticky + top, even) if add else (sticky, even + top)

    assert sticky > even


def test_a_planner_is_as_good_as_what_it_looks_into() -> None:
    """The planner reaches the goal at least as often as the greedy player in the same worlds."""
    reached = {
        policy.name: sum(ending_of(CROSSING, play(CROSSING, policy, seed)) == "bridge" for seed in range(12))
        for policy in (Greedy(), Planner())
    }

    assert reached["planner"] >= reached["greedy"]
    assert reached["planner"] > 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gredy", "did you mean `greedy`"),
        ("zzzzz", "policies: uniform"),
        ("greedy:brige", "did you mean `bridge`"),
        ("greedy:zzzzzz", "endings: war"),
        ("uniform:war", "aims at nothing"),
    ],
)
def test_an_unknown_policy_or_aim_is_told(name: str, message: str) -> None:
    """The message gives the nearest name, or all of them."""
    with pytest.raises(UsageError, match=message):
        find_policy(name, CROSSING)


def test_an_aim_is_part_of_a_policys_name() -> None:
    """A policy that aims is found with its ending, and goes by that name."""
    assert find_policy("greedy:war", CROSSING) == Greedy("war", 0.0, "greedy:war")
    assert find_policy("planner:war", CROSSING).name == "planner:war"
    assert find_policy("goal:war", CROSSING).orders(CROSSING).share > 0
    assert find_policy("history", CROSSING) is POLICIES["history"]
