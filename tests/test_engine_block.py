"""A block: all right sides read the state before it, changes add in written order, then one clamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import play
from fuzzed import fuzzed

from game.engine import Orders, Player, apply, choose, load_scenario, new_game
from game.engine.play import working_copy

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Small

    from game.engine import Scenario

MOVE = '{group: Talks, title: "Talk", target: beijing, agenda: 1, effects: '


def test_right_sides_read_the_state_before_the_block(small: Small) -> None:
    """A computed change reads a number as it was before the same block changed it."""
    scenario = small(moves="talk: " + MOVE + "{tension: +10, trust.beijing: '+ 0.5 * tension'}}")

    state, _, _ = play(scenario, new_game(scenario, 1), "talk")

    assert scenario.value(state, "trust.beijing") == 75.0


def test_a_set_gives_the_very_number(small: Small) -> None:
    """`=40` leaves forty, and its ledger entry tells the step from what was."""
    scenario = small(moves="talk: " + MOVE + "{tension: =40}}")

    state, changes, _ = play(scenario, new_game(scenario, 1), "talk")

    assert scenario.value(state, "tension") == 40.0
    assert [(change.before, change.after, change.amount) for change in changes] == [(50.0, 40.0, -10.0)]


def test_a_clamp_is_an_entry_of_its_own_and_entries_chain(small: Small) -> None:
    """What goes over the range is written in full, and then the clamp."""
    scenario = small(moves="talk: " + MOVE + "{tension: -70}}")

    state, changes, _ = play(scenario, new_game(scenario, 1), "talk")

    assert scenario.value(state, "tension") == 0.0
    assert [(change.rule, change.before, change.after) for change in changes] == [
        ("moves.talk", 50.0, -20.0),
        ("clamp", -20.0, 0.0),
    ]


def test_a_wording_comes_after_its_move_in_the_same_block(small: Small) -> None:
    """The wording's changes add to the move's before the clamp, and each entry names its own rule."""
    moves = """
        talk:
          group: Talks
          title: "Talk"
          agenda: 1
          effects: {tension: -60}
          wordings:
            mild: {text: "Mild", effects: {tension: +20}}
    """
    scenario = small(moves=moves)

    state, changes, paths = play(scenario, new_game(scenario, 1), "talk.mild")

    assert scenario.value(state, "tension") == 10.0
    assert [change.rule for change in changes][:2] == ["moves.talk", "moves.talk.mild"]
    assert paths[:2] == ["moves.talk", "moves.talk.mild"]


def test_an_edge_shrinks_a_change_with_the_room_left(small: Small) -> None:
    """Ten points below the end and within twenty, half of a change is left, and the entry lists the factor."""
    meters = "tension: {start: 90, better: lower, edge: {within: 20, least: 15%}}"
    scenario = small(meters=meters, moves='talk: {group: T, title: "Talk", agenda: 1, effects: {tension: +8}}')

    state, changes, _ = play(scenario, new_game(scenario, 1), "talk")

    assert scenario.value(state, "tension") == 94.0
    assert changes[0].amount == 8.0
    assert changes[0].factors == (("edge", 0.5),)


def test_an_entry_keeps_a_computed_amount_as_it_was_before_its_factors(small: Small) -> None:
    """The amount is what the formula asked for, and the factors say what became of it."""
    meters = "tension: {start: 90, better: lower, edge: {within: 20, least: 15%}}"
    scenario = small(meters=meters, moves='talk: {group: T, title: "Talk", agenda: 1, effects: {tension: + 2 * turn}}')

    _, changes, _ = play(scenario, new_game(scenario, 1), "talk")

    assert (changes[0].amount, changes[0].after, changes[0].factors) == (2.0, 91.0, (("edge", 0.5),))


def test_an_edge_leaves_at_least_its_least(small: Small) -> None:
    """At one point from the end the least share is what acts."""
    meters = "tension: {start: 99, better: lower, edge: {within: 20, least: 15%}}"
    scenario = small(meters=meters, moves='talk: {group: T, title: "Talk", agenda: 1, effects: {tension: +4}}')

    state, _, _ = play(scenario, new_game(scenario, 1), "talk")

    assert scenario.value(state, "tension") == pytest.approx(99.6)


MODIFIERS = """
    repeat: {of: moves, change: gains, when: since(this) <= 4, times: 0.5}
    room: {of: moves, on: spill, change: losses, when: tension >= 50, times: 0.75}
"""


def test_spill_is_the_loss_of_capitals_that_are_not_the_target(small: Small) -> None:
    """A factor on spill touches Tokyo's loss of a move aimed at Beijing, and not Beijing's gain."""
    scenario = small(modifiers=MODIFIERS)

    state, changes, _ = play(scenario, new_game(scenario, 1), "talk")

    assert scenario.value(state, "trust.beijing") == 54.0
    assert scenario.value(state, "trust.tokyo") == 38.5
    assert changes[1].factors == (("room", 0.75),)


def test_a_repeated_move_gains_half_and_costs_the_same(small: Small) -> None:
    """`since(this)` reads the move itself, before it is recorded again."""
    scenario = small(modifiers="repeat: {of: moves, change: gains, when: since(this) <= 4, times: 0.5}")

    state, _, _ = play(scenario, new_game(scenario, 1), "talk", "end_turn", "talk")

    assert scenario.value(state, "trust.beijing") == 56.0
    assert scenario.value(state, "trust.tokyo") == 36.0


def test_less_of_what_is_better_low_counts_as_a_gain(small: Small) -> None:
    """A fall of tension is a gain, which the repeat halves."""
    scenario = small(modifiers="repeat: {of: moves, change: gains, when: since(this) <= 4, times: 0.5}")

    state, _, _ = play(scenario, new_game(scenario, 1), "wait", "end_turn", "wait")

    assert scenario.value(state, "tension") == 48.5


def test_a_modifier_spares_exempt_moves_and_other_numbers(small: Small) -> None:
    """`except` and `on` bound what a modifier touches."""
    modifiers = """
        off: {of: moves, when: turn >= 1, times: 0, except: [talk]}
        beijing: {of: [talk], on: [trust.beijing], when: turn >= 1, times: 2}
    """
    scenario = small(modifiers=modifiers)

    state, _, _ = play(scenario, new_game(scenario, 1), "talk", "wait")

    assert scenario.value(state, "trust.beijing") == 58.0
    assert scenario.value(state, "trust.tokyo") == 38.0
    assert scenario.value(state, "tension") == 50.0


@pytest.mark.parametrize("seed", range(3))
def test_without_a_ledger_every_block_comes_to_the_same(crossing: Scenario, tmp_path: Path, seed: int) -> None:
    """Where nothing is noted some blocks are applied in one pass: each state's decisions lead to the same values."""
    (tmp_path / "scenario.yaml").write_text(fuzzed(seed), encoding="utf-8")
    for scenario in (crossing, load_scenario(tmp_path)):
        carry_out, one_pass = scenario.rules["carry_out"], 0
        state = new_game(scenario, seed)
        while not state.ending:
            for place in range(1, len(scenario.decisions)):
                noted, plain = working_copy(scenario, state.values), working_copy(scenario, state.values)
                carry_out(place, state.turn, noted, [])
                carry_out(place, state.turn, plain, None)
                size = scenario.tables["STATE_SIZE"]
                one_pass += plain[size:] != noted[size:]
                assert plain[:size] == noted[:size], scenario.decisions[place].decision
            state = apply(scenario, state, choose(scenario, state, Orders(Player.UNIFORM))).state
        assert one_pass
