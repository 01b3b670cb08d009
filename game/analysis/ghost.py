"""The line that was really played, beside the student's: where they parted, and what the model says both were worth.

The recorded line is played with the events that the record names and no others, so its luck is history's own. What a
position of it is worth is asked as for the student's: a sensible player goes on in many worlds. What the parting itself
was worth is asked in the student's own position, where both decisions meet the same luck.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.analysis.findings import Ghost, Parting
from game.analysis.judging import SURE
from game.analysis.worlds import GOES_ON, Asked, Worlds
from game.engine import END_TURN, Decision, IllegalDecision, apply, compile_document, due_rule, legal_moves, new_game
from game.scenario.variant import historical_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.analysis.findings import TurnPart
    from game.engine import Scenario, State
    from game.scenario.model import HistoryTurn
    from game.session.session import Session

__all__ = ["ghost", "parting"]

PARTED_WORLDS = 5
"""So many times as many worlds as elsewhere say what the parting was worth: it is one question only."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A turn of the record: what was decided in it, replies included, and the state after it."""

    decided: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Line:
    """A position, and what is decided in it before a sensible player goes on; None where that one decides already."""

    state: State
    decision: Decision | None


def _recorded(scenario: Scenario, seed: int) -> list[Recorded]:
    """Return the recorded turns, as far as the record can be played; none where there is none.

    The secrets of the start are those of `seed`, so that both lines stand in the same world.
    """
    if not scenario.document.history:
        return []
    past = compile_document(historical_document(scenario.document))
    turns: list[Recorded] = []
    state = new_game(past, seed)
    for row in scenario.document.history:
        try:
            turns.append(_play_row(past, state, row))
        except (IllegalDecision, KeyError):
            # A record that the rules do not let stand ends here; a scenario's own tests say why.
            break
        state = turns[-1].state
        if state.ending:
            break
    return turns


def _play_row(past: Scenario, state: State, row: HistoryTurn) -> Recorded:
    turn, waiting, decided = state.turn, [*row.moves], []
    while state.turn == turn and not state.ending:
        if state.due:
            asked = due_rule(past, state).split(".")[1]
            decision = f"{asked}.{row.replies[asked]}"
        else:
            decision = waiting.pop(0) if waiting else END_TURN
        state = apply(past, state, Decision(decision)).state
        decided.append(str(decision))
    return Recorded(tuple(one for one in decided if one != END_TURN), state)


def ghost(
    session: Session, turns: tuple[TurnPart, ...], *, worlds: int, workers: int, compiled: bool
) -> tuple[Ghost, ...]:
    """Return the recorded line turn by turn, as long as both lines last."""
    recorded = _recorded(session.scenario, session.seed)[: len(turns)]
    beside = Worlds(session.scenario, tuple(row.state for row in recorded), workers=workers, compiled=compiled)
    beside.ask([Asked(place, GOES_ON, 0, worlds) for place in range(len(recorded))])
    parted = next((place for place, row in enumerate(recorded) if any(_apart(session, row, turns[place]))), None)
    return tuple(
        Ghost(turns[place].turn, row.decided, place == parted, beside.worth(place), turns[place].end)
        for place, row in enumerate(recorded)
    )


def parting(
    session: Session, turns: tuple[TurnPart, ...], beside: tuple[Ghost, ...], *,
    worlds: int, workers: int, compiled: bool,
) -> Parting | None:  # fmt: skip
    """Return where the student first decided otherwise than the record, and what both were worth there; None where not.

    Args:
        session: the finished game.
        turns: its turns.
        beside: the recorded line, turn by turn.
        worlds: how many worlds a position is played on in elsewhere.
        workers: how many threads play side by side.
        compiled: whether to play by compiled rules.
    """
    row = next((row for row in beside if row.parted), None)
    if row is None:
        return None
    part = next(one for one in turns if one.turn == row.turn)
    theirs, mine = _apart(session, Recorded(row.moves, session.state), part)
    lines = _both(session, part, theirs, mine)
    if lines is None:
        return Parting(row.turn, theirs, mine, None, None, 0.0, 0.0)
    position = Worlds(session.scenario, tuple(one.state for one in lines), workers=workers, compiled=compiled)
    position.ask([Asked(place, one.decision, 0, worlds * PARTED_WORLDS) for place, one in enumerate(lines)])
    lead, error = position.lead_of((0, lines[0].decision), (1, lines[1].decision))
    recorded, own = (position.worth(place, one.decision) for place, one in enumerate(lines))
    return Parting(row.turn, theirs, mine, recorded, own, lead if abs(lead) > SURE * error else 0.0, error)


def _apart(session: Session, row: Recorded, part: TurnPart) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what only the record and what only the student decided in a turn; nothing where they went together.

    A decision is the same only with its wording and its target. Replies count where both were asked: what only one of
    them was asked is luck, not a parting. Where the moves differ they are what is told.
    """
    kinds = {str(info.decision): info for info in session.scenario.decisions}
    theirs = [one for one in row.decided if one in kinds]
    mine = [one.decision for one in part.decisions if one.decision != END_TURN]
    moves = [Counter(one for one in line if kinds[one].kind == "move") for line in (theirs, mine)]
    if moves[0] != moves[1]:
        return tuple((moves[0] - moves[1]).elements()), tuple((moves[1] - moves[0]).elements())
    said = {kinds[one].parent: one for one in theirs if kinds[one].kind == "reply"}
    for one in mine:
        recorded = said.get(kinds[one].parent, one)
        if kinds[one].kind == "reply" and recorded != one:
            return (recorded,), (one,)
    return (), ()


def _both(session: Session, part: TurnPart, theirs: tuple[str, ...], mine: tuple[str, ...]) -> tuple[Line, Line] | None:
    """Return the student's position with the record's decisions and with the student's own; None where one is closed.

    Moves are sent one by one, before any luck of their turn; a reply is given where it was asked for.
    """
    scenario, states = session.scenario, session.states
    asked = next((one for one in part.decisions if one.decision in mine and states[one.place].due), None)
    if asked is not None:
        here = states[asked.place]
        able = Decision(theirs[0]) in _legal(scenario, here)
        return (Line(here, Decision(theirs[0])), Line(here, Decision(mine[0]))) if able else None
    start = states[part.decisions[0].place]
    own = [one.decision for one in part.decisions if not states[one.place].due and one.decision != END_TURN]
    recorded = [*(one for one in own if one not in mine), *theirs]
    lines = _sent(scenario, start, recorded), _sent(scenario, start, own)
    # Where nothing of what the record has was open, there is nothing to compare.
    return lines if lines[0] != lines[1] else None


def _sent(scenario: Scenario, state: State, moves: Iterable[str]) -> Line:
    """Return the state once some moves are sent, one that another opens after it, and then the end of the turn.

    What stays closed is not sent. A move that leaves nothing else to send ends the turn itself: its luck belongs to the
    worlds.
    """
    waiting, turn = [Decision(one) for one in moves], state.turn
    while True:
        legal = _legal(scenario, state)
        able = next((one for one in waiting if one in legal), None)
        if able is None:
            return Line(state, END_TURN if END_TURN in legal else GOES_ON)
        after = apply(scenario, state, able).state
        if after.turn != turn or after.due or after.ending:
            return Line(state, able)
        waiting.remove(able)
        state = after


def _legal(scenario: Scenario, state: State) -> set[Decision]:
    return {way.decision for way in legal_moves(scenario, state) if way.legal}
