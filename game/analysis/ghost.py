"""The line that was really played, beside the student's: where they parted, and what the model says both were worth.

The recorded line is played with the events that the record names and no others, so its luck is history's own. What a
position of it is worth is asked as for the student's: a sensible player goes on in many worlds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis.findings import Ghost
from game.analysis.worlds import GOES_ON, Asked, Worlds
from game.engine import END_TURN, Decision, IllegalDecision, apply, compile_document, due_rule, new_game
from game.scenario.variant import historical_document

if TYPE_CHECKING:
    from game.analysis.findings import TurnPart
    from game.engine import Scenario, State
    from game.scenario.model import HistoryTurn
    from game.session.session import Session

__all__ = ["ghost", "recorded_states"]


def recorded_states(scenario: Scenario, seed: int) -> tuple[State, ...]:
    """Return the state after each recorded turn, as far as the record can be played; empty where there is none.

    The secrets of the start are those of `seed`, so that both lines stand in the same world.
    """
    if not scenario.document.history:
        return ()
    past = compile_document(historical_document(scenario.document))
    states: list[State] = []
    state = new_game(past, seed)
    for row in scenario.document.history:
        try:
            state = _play_row(past, state, row)
        except (IllegalDecision, KeyError):
            # A record that the rules do not let stand ends here; a scenario's own tests say why.
            break
        states.append(state)
        if state.ending:
            break
    return tuple(states)


def _play_row(past: Scenario, state: State, row: HistoryTurn) -> State:
    turn, waiting = state.turn, [*row.moves]
    while state.turn == turn and not state.ending:
        if state.due:
            asked = due_rule(past, state).split(".")[1]
            decision = f"{asked}.{row.replies[asked]}"
        else:
            decision = waiting.pop(0) if waiting else END_TURN
        state = apply(past, state, Decision(decision)).state
    return state


def ghost(
    session: Session, turns: tuple[TurnPart, ...], *, worlds: int, workers: int, compiled: bool
) -> tuple[Ghost, ...]:
    """Return the recorded line turn by turn, as long as both lines last."""
    scenario = session.scenario
    states = recorded_states(scenario, session.seed)[: len(turns)]
    beside = Worlds(scenario, states, workers=workers, compiled=compiled)
    beside.ask([Asked(place, GOES_ON, 0, worlds) for place in range(len(states))])
    rows, parted, found = scenario.document.history, False, []
    for place, turn in enumerate(turns[: len(states)]):
        mine = [one.decision for one in turn.decisions if one.decision != END_TURN]
        moves = tuple(str(move) for move in rows[place].moves)
        differs = not parted and {one for one in mine if _is_move(session, one)} != set(moves)
        parted = parted or differs
        found.append(Ghost(turn.turn, moves, differs, beside.worth(place), turn.end))
    return tuple(found)


def _is_move(session: Session, decision: str) -> bool:
    scenario = session.scenario
    return scenario.decisions[scenario.codes[Decision(decision)]].kind == "move"
