"""The recorded line of the main scenario can be played, turn by turn, and is a drift."""

from __future__ import annotations

import pytest

from game.engine import (
    Decision,
    Scenario,
    State,
    apply,
    compile_document,
    due_rule,
    ending_of,
    load_scenario,
    new_game,
)
from game.resources import find_scenario
from game.scenario.variant import historical_document


@pytest.fixture(scope="module")
def past() -> Scenario:
    """Return the main scenario with the events that happened, and no others."""
    return compile_document(historical_document(load_scenario(find_scenario("difficult_game")).document))


def play_turn(scenario: Scenario, state: State, moves: list[str], replies: dict[str, str]) -> tuple[State, list[str]]:
    """Play one recorded turn to its end; return the next state and the paths of what took place."""
    turn, paths, waiting = state.turn, [], [*moves, "end_turn"]
    while state.turn == turn and not state.ending:
        if state.due:
            asked = due_rule(scenario, state).split(".")[1]
            decision = f"{asked}.{replies[asked]}"
        else:
            decision = waiting.pop(0)
        step = apply(scenario, state, Decision(decision))
        paths += [happening.rule for happening in step.happenings]
        state = step.state
    assert waiting in ([], ["end_turn"])
    return state, paths


@pytest.mark.parametrize("seed", [0, 1, 2**62])
def test_the_recorded_line_is_legal_from_first_turn_to_last_and_drifts(past: Scenario, seed: int) -> None:
    """Every recorded move, event and reply takes place in its turn; the ending is drift, whatever the luck."""
    state = new_game(past, seed)
    for row in past.document.history:
        assert state.turn == row.turn
        state, paths = play_turn(past, state, row.moves, row.replies)
        told = {path.split(".", 1)[1] for path in paths}
        assert set(row.moves) | set(row.events) <= told

    assert state.turn == past.turns
    assert ending_of(past, state) == "drift"


def test_the_recorded_line_ends_near_what_was_fitted_to_the_polls(past: Scenario) -> None:
    """Trust ends within six points of the record's own fit, tension within nine (its other events are left out)."""
    state = new_game(past, 1)
    for row in past.document.history:
        state, _ = play_turn(past, state, row.moves, row.replies)

    fitted = {"beijing": 57.3, "washington": 72.8, "tokyo": 61.0, "pyongyang": 6.1}
    for capital, trust in fitted.items():
        assert abs(past.value(state, f"trust.{capital}") - trust) < 6
    assert abs(past.value(state, "tension") - 70.8) < 9
