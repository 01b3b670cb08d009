"""A game being played: what it remembers, and going back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine import Decision, IllegalDecision, Scenario, legal_moves, load_scenario
from game.session.session import Session

FIXTURES = Path(__file__).parent / "fixtures"
CROSSING = load_scenario(FIXTURES / "crossing")


@pytest.fixture
def game() -> Session:
    """Return a game in its second turn, with a reply due."""
    return Session(CROSSING, 7, ["visit", "talks", "end_turn"])


def played(scenario: Scenario, seed: int, picks: list[int]) -> Session:
    """Return a game in which each pick chooses among the legal decisions."""
    session = Session(scenario, seed)
    for pick in picks:
        legal = [move.decision for move in legal_moves(scenario, session.state) if move.legal]
        if not legal:
            break
        session.apply(legal[pick % len(legal)])
    return session


def test_a_session_has_one_state_more_than_decisions(game: Session) -> None:
    """The start counts as a state, and every decision adds one."""
    assert len(game.states) == len(game.decisions) + 1 == len(game.steps) + 1
    assert game.states[-1] == game.state


def test_an_illegal_decision_leaves_the_session_as_it_was(game: Session) -> None:
    """A refused decision is not remembered."""
    before = game.states

    with pytest.raises(IllegalDecision):
        game.apply(Decision("visit"))

    assert game.states == before


def test_undo_of_nothing_says_so() -> None:
    """At the start there is nothing to take back."""
    session = Session(CROSSING, 7)

    assert not session.undo()
    assert not session.undo_turn()


def test_undo_turn_goes_to_the_start_of_the_turn_then_of_the_one_before(game: Session) -> None:
    """In the middle of a turn it goes to its start; from there to the start of the turn before."""
    assert game.state.turn == 2

    assert game.undo_turn()
    assert (game.state.turn, game.decisions) == (2, ("visit",))

    assert game.undo_turn()
    assert (game.state.turn, game.decisions) == (1, ())


def test_turn_states_hold_the_start_of_each_turn(game: Session) -> None:
    """A turn that waits for a reply has begun once only."""
    assert [state.turn for state in game.turn_states] == [1, 2]
    assert game.turn_states[0] == game.states[0]


def test_the_ledger_chains(game: Session) -> None:
    """Each change of a number begins at the value that the last one left."""
    values = {number.name: game.states[0].values[number.index] for number in CROSSING.numbers}

    for change in game.changes:
        assert change.before == values[change.number]
        values[change.number] = change.after

    assert values == {number.name: game.state.values[number.index] for number in CROSSING.numbers}


def test_a_fork_shares_the_past_and_nothing_else(game: Session) -> None:
    """What is played in a fork does not reach the game it came from."""
    fork = game.fork(turn=2)
    fork.apply(Decision("statement.soft"))

    assert fork.decisions == ("visit", "statement.soft")
    assert game.decisions == ("visit", "talks", "end_turn")


def test_a_fork_of_a_turn_not_begun_is_refused(game: Session) -> None:
    """Only turns that were reached can be forked."""
    with pytest.raises(ValueError, match="turn 3 has not begun"):
        game.fork(turn=3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**63 - 1), st.lists(st.integers(0, 40), min_size=1, max_size=25))
def test_undo_gives_back_the_very_state(seed: int, picks: list[int]) -> None:
    """After a decision and its undo the state is the one before, bit for bit, and playing on gives the same."""
    session = played(CROSSING, seed, picks)
    states, decisions = session.states, session.decisions

    assert session.undo()
    assert session.states == states[:-1]

    session.apply(decisions[-1])
    assert session.states == states
