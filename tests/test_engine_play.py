"""Playing: pure functions over a frozen state, a ledger that chains, reasons in words, digests, previews."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from conftest import play
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine import (
    Decision,
    IllegalDecision,
    apply,
    chances,
    compile_document,
    ending_of,
    ending_value,
    evaluate,
    legal_moves,
    new_game,
    preview,
    shown,
    state_digest,
)
from game.policies import Uniform
from game.scenario.expression import parse
from game.simulation.batch import play as played_out

if TYPE_CHECKING:
    from conftest import Small

    from game.engine import Scenario

EVEN = Uniform()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**63 - 1))
def test_any_playthrough_is_pure_bounded_and_chained(bench_12: Scenario, seed: int) -> None:
    """Numbers stay in range, each ledger entry begins where the number's last one ended, and states are untouched."""
    state = new_game(bench_12, seed)
    last = {number.name: bench_12.value(state, number.name) for number in bench_12.numbers}
    while not state.ending:
        before = hash(state)
        step = apply(bench_12, state, EVEN(bench_12, state))
        for change in step.changes:
            assert change.before == last[change.number]
            last[change.number] = change.after
        assert hash(state) == before
        state = step.state
        assert all(number.low <= state.values[number.index] <= number.high for number in bench_12.numbers)

    assert last == {number.name: bench_12.value(state, number.name) for number in bench_12.numbers}
    assert state == played_out(bench_12, EVEN, seed)


def test_only_legal_decisions_are_accepted(bench_12: Scenario) -> None:
    """`apply` takes each decision that `legal_moves` calls legal, and refuses the others with their reason."""
    state = new_game(bench_12, 3)
    for option in legal_moves(bench_12, state):
        if option.legal:
            assert apply(bench_12, state, option.decision).state.turn == 2
        else:
            with pytest.raises(IllegalDecision, match=option.reason):
                apply(bench_12, state, option.decision)


def test_an_unknown_decision_and_one_after_the_end_are_refused(bench_12: Scenario) -> None:
    """The message names the decision and why it cannot be."""
    with pytest.raises(IllegalDecision, match="no such decision in bench_12"):
        apply(bench_12, new_game(bench_12, 3), Decision("surrender"))
    with pytest.raises(IllegalDecision, match="the game has ended"):
        apply(bench_12, played_out(bench_12, EVEN, 3), Decision("do_nothing"))


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range_is_refused(bench_12: Scenario, seed: int) -> None:
    """A seed is a whole number from 0 to 2**63-1."""
    with pytest.raises(ValueError, match="whole number from 0"):
        new_game(bench_12, seed)


MOVES = """
    once: {group: T, title: "Once", agenda: 1, limit: {times: 1}, effects: {tension: +1}}
    wait: {group: T, title: "Wait", agenda: 1, limit: {cooldown: 1}, effects: {tension: -1}}
    big: {group: T, title: "Big", agenda: 3, effects: {tension: +1}}
    gated: {group: T, title: "Gated", agenda: 1, when: tension > 90, locked: "Too calm", effects: {tension: +1}}
    free: {group: T, title: "Free", agenda: "if(times(once) > 0, 0, 1)", effects: {tension: +1}}
"""


def test_a_move_that_would_open_after_the_last_turn_is_closed_for_the_rest(small: Small) -> None:
    """No turn is named that the game does not have."""
    scenario = small(moves='rest: {group: T, title: "Rest", agenda: 1, limit: {cooldown: 2}, effects: {tension: -1}}')
    state, _, _ = play(scenario, new_game(scenario, 1), "rest")
    assert legal_moves(scenario, state)[0].reason == "Closed for the rest of the game"


def test_each_locked_move_says_why(small: Small) -> None:
    """Limit, cooldown, points and the author's own words are reasons that a student can read."""
    scenario = small(moves=MOVES)
    state, _, _ = play(scenario, new_game(scenario, 1), "once", "wait")

    options = {option.decision: (option.cost, option.legal, option.reason) for option in legal_moves(scenario, state)}

    assert options == {
        "once": (1, False, "Done already"),
        "wait": (1, False, "Closed until turn 3"),
        "big": (3, False, "Costs 3, 0 left"),
        "gated": (1, False, "Too calm"),
        "free": (0, True, ""),
        "end_turn": (0, True, ""),
    }


HIDDEN = {
    "flags": "fearful: {start: {chance: 75%}, hidden: yes}",
    "moves": """
        drill:
          group: T
          title: "Drill"
          agenda: 1
          effects:
            tension: "+ if(fearful, 4, 0)"
            fear: +5
        wait: {group: T, title: "Wait", agenda: 1, effects: {tension: -1}}
    """,
    "meters": """
        tension: {start: 50, better: lower}
        fear: {start: 20, hidden: yes}
        hold: {start: {between: [10, 50]}, hidden: yes}
    """,
    "events": "storm: {chance: hold / 100, headline: 'Storm', effects: {}}",
}


def test_a_preview_averages_what_is_hidden_and_shows_none_of_it(small: Small) -> None:
    """The mean is over the draw's chances, the same whatever this seed drew; hidden numbers are left out."""
    scenario = small(**HIDDEN)

    expected = {preview(scenario, new_game(scenario, seed), Decision("drill")) for seed in range(8)}
    fears = {scenario.value(new_game(scenario, seed), "fearful") for seed in range(8)}

    assert fears == {0.0, 1.0}
    (only,) = expected
    assert [(each.number, each.change, each.low, each.high) for each in only] == [("tension", 3.0, 0.0, 4.0)]


def test_chances_average_what_is_hidden(small: Small) -> None:
    """A chance that reads a hidden number is its mean over the draw, not this game's own."""
    scenario = small(**HIDDEN)

    assert chances(scenario, new_game(scenario, 5))["events.storm"] == pytest.approx(0.30)


def test_a_hidden_start_is_drawn_within_its_bounds(small: Small) -> None:
    """Draws between two numbers stay between them and differ by seed."""
    scenario = small(**HIDDEN)

    holds = [scenario.value(new_game(scenario, seed), "hold") for seed in range(50)]

    assert all(10 <= hold < 50 for hold in holds)
    assert max(holds) - min(holds) > 20


def test_states_of_one_seed_have_one_digest_and_others_differ(bench_12: Scenario) -> None:
    """The digest names the state: seed, turn and every value are in it."""
    first, again, other = (state_digest(bench_12, new_game(bench_12, seed)) for seed in (7, 7, 8))
    state = new_game(bench_12, 7)
    moved = dataclasses.replace(state, values=(*state.values[:-1], state.values[-1] + 1.0))

    assert first == again
    assert len({first, other, state_digest(bench_12, moved)}) == 3


def test_texts_do_not_change_the_rules_digest_and_numbers_do(small: Small) -> None:
    """A replay survives an edited headline, and not an edited effect."""
    storm = "storm: {{chance: 10%, headline: '{0}', effects: {{tension: +{1}}}}}"

    digests = [small(events=storm.format(*edit)).rules_digest for edit in (("A", 1), ("B", 1), ("A", 2))]

    assert digests[0] == digests[1] != digests[2]


def test_the_order_of_rules_is_part_of_the_rules_digest(small: Small) -> None:
    """Events are looked at in file order, so another order is another game."""
    one, two = "one: {headline: 'One', effects: {}}", "two: {headline: 'Two', effects: {}}"

    assert small(events=f"{one}\n{two}\n").rules_digest != small(events=f"{two}\n{one}\n").rules_digest


def test_evaluate_reads_any_checked_expression(bench_12: Scenario) -> None:
    """Numbers, flags and counts read as in the rules; yes is 1."""
    state, _, _ = play(bench_12, new_game(bench_12, 7), "open_hotline")

    assert evaluate(bench_12, state, parse("hotline and times(open_hotline) == 1 and since(open_hotline) == 1")) == 1.0
    assert evaluate(bench_12, state, parse("min(turn, turns_left) + 1000 * since(joint_drill)")) == 1_000_002.0


def test_shown_numbers_are_rounded_towards_the_worse_side(bench_12: Scenario) -> None:
    """Trust of 49.9 shows as 49, tension of 49.1 as 50."""
    assert shown(bench_12.number("trust.beijing"), 49.9) == 49
    assert shown(bench_12.number("tension"), 49.1) == 50


def test_an_ending_has_a_value(bench_12: Scenario) -> None:
    """The value is the scenario's own grade, and 0 while the game goes on."""
    grades = {"war": 0, "rupture": 10, "bridge": 100, "captured": 30, "drift": 50}

    for seed in range(40):
        end = played_out(bench_12, EVEN, seed)
        assert ending_value(bench_12, end) == grades[ending_of(bench_12, end)]
    assert ending_value(bench_12, new_game(bench_12, 7)) == 0.0


@pytest.mark.parametrize(("formula", "value"), [("trust.beijing * 9", 100.0), ("0 - trust.beijing", 0.0)])
def test_a_value_by_formula_stays_within_its_range(crossing: Scenario, formula: str, value: float) -> None:
    """What a formula comes to outside 0..100 counts as the nearer end."""
    drift = crossing.document.endings["drift"].model_copy(update={"value": parse(formula), "when": parse("turn > 0")})
    scenario = compile_document(crossing.document.model_copy(update={"endings": {"drift": drift}}))
    assert ending_value(scenario, played_out(scenario, EVEN, 7)) == value


def test_happenings_are_counted_once_each(bench_12: Scenario) -> None:
    """The counts in the state are those of the happenings that were told."""
    state = new_game(bench_12, 11)
    told: list[str] = []
    while not state.ending:
        step = apply(bench_12, state, EVEN(bench_12, state))
        told += [happening.rule for happening in step.happenings]
        state = step.state

    counts = {path: state.values[bench_12.tables["COUNT"] + place] for place, path in enumerate(bench_12.index.paths)}
    assert {path: count for path, count in counts.items() if count} == {path: told.count(path) for path in set(told)}
    assert all(first.turn <= second.turn for first, second in pairwise(step.changes))
