"""Chances: what may happen at the end of this turn, now or after a decision, without the game's own luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.engine import Decision, apply, chances, chances_after, descents, legal_moves, new_game

if TYPE_CHECKING:
    from conftest import Small

CRISIS = """
    crisis:
      title: Crisis
      quiet: Quiet
      rungs:
        - {id: incident, title: Incident, climb: 40%, fade: 25%, again: 50%}
        - {id: war, title: War, climb: 20%}
      replies:
        hold: {text: "Hold.", climb: x0.5}
        mirror: {text: "Match.", climb: x2, effects: {tension: +5}}
"""


def test_the_next_rung_has_its_climb_as_chance_while_all_is_quiet(small: Small) -> None:
    """From quiet nothing stands before the climb."""
    scenario = small(ladders=CRISIS)

    assert chances(scenario, new_game(scenario, 1))["ladders.crisis.incident"] == pytest.approx(0.4)


def test_a_crisis_that_stood_must_first_not_fade_and_go_on(small: Small) -> None:
    """(1 - fade) x again x climb: what the turn draws one after the other."""
    spark = "spark: {when: turn == 1, headline: Spark, effects: {crisis: incident}}"
    scenario = small(ladders=CRISIS.partition("replies")[0].rstrip(), events=spark)
    state = next(
        state
        for seed in range(50)
        for state in [apply(scenario, new_game(scenario, seed), Decision("end_turn")).state]
        if not state.ending and scenario.value(state, "crisis") == 1
    )

    known, descent = chances(scenario, state), descents(scenario, state)["crisis"]

    assert (descent.way, descent.fade, descent.fade_to) == (0.0, 0.25, 0)
    assert known["ladders.crisis.down"] == pytest.approx(0.25)
    assert known["ladders.crisis.war"] == pytest.approx(0.75 * 0.5 * 0.2)


def test_a_reply_scales_the_next_climb(small: Small) -> None:
    """While a rung waits for Seoul's reply, each reply brings its own factor on the next rung."""
    scenario = small(ladders=CRISIS.replace("climb: 40%", "climb: 100%"))
    state = apply(scenario, new_game(scenario, 1), Decision("end_turn")).state

    after = {
        way.decision: chances_after(scenario, state, way.decision)["ladders.crisis.war"]
        for way in legal_moves(scenario, state)
    }

    assert after == {"crisis.hold": pytest.approx(0.1), "crisis.mirror": pytest.approx(0.4)}
    assert chances(scenario, state)["ladders.crisis.war"] == pytest.approx(0.2)


def test_a_move_changes_the_chances_that_read_its_numbers(small: Small) -> None:
    """The chance after a decision is read from the numbers that its block leaves behind; the state stays as it is."""
    scenario = small(events="storm: {chance: tension / 100, headline: Storm}")
    state = new_game(scenario, 1)

    assert chances_after(scenario, state, Decision("wait"))["events.storm"] == pytest.approx(0.49)
    assert chances(scenario, state)["events.storm"] == pytest.approx(0.50)
    assert chances_after(scenario, state, Decision("end_turn")) == chances(scenario, state)


def test_members_share_the_chance_of_their_event(small: Small) -> None:
    """Each member of `one_of` has its weight's share."""
    scenario = small(
        events="""
            answer:
              chance: 50%
              one_of:
                accepted: {weight: 3, headline: Yes, effects: {tension: -1}}
                scorned: {weight: 1, headline: No, effects: {tension: +1}}
        """
    )

    known = chances(scenario, new_game(scenario, 1))

    assert known["events.accepted"] == pytest.approx(0.375)
    assert known["events.scorned"] == pytest.approx(0.125)
