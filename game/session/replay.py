"""Recording a game, checking a recorded one, and playing it on.

A replay holds no state to load: opening one plays it again. So a changed rule is noticed in the turn in which it first
matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import IllegalDecision, Scenario, State, state_digest
from game.errors import ReplayError
from game.session.replay_file import Replay, TurnRecord, parse_replay, read_replay, replay_text
from game.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine import Decision

__all__ = [
    "Difference",
    "Replay",
    "TurnRecord",
    "parse_replay",
    "read_replay",
    "record",
    "replay_legal",
    "replay_session",
    "replay_text",
    "resume",
    "verify",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place at which a replay and the scenario's rules part.

    `turn` is where; `number` the first number that differs (empty when none that is shown does); `recorded` and
    `played` its two values; `reason` the whole of it as a sentence.
    """

    turn: int
    number: str
    recorded: float
    played: float
    reason: str


def record(session: Session, saved_at: str = "") -> Replay:
    """Return the replay of a session; `saved_at` is the time as the caller wants it written."""
    about = session.scenario.document.scenario
    states = (*session.turn_states, session.state)
    return Replay(
        scenario=about.id,
        title=about.title,
        version=about.version,
        rules_digest=session.scenario.rules_digest,
        seed=session.seed,
        decisions=session.decisions,
        turns=tuple(_turn_record(session.scenario, state) for state in states),
        saved_at=saved_at,
        start=tuple(session.start.items()),
    )


def verify(scenario: Scenario, replay: Replay) -> Difference | None:
    """Return the first difference between the recorded game and the same decisions played now, or None.

    When the rules have changed since (`rules_digest` differs), None means that every recorded number is still the same.

    Raises:
        ReplayError: it starts with numbers that the scenario does not have.
    """
    session = _begin(scenario, replay)
    for place, decision in enumerate(replay.decisions):
        found = _compare(scenario, session, replay, finished=False)
        if found is not None:
            return found
        try:
            session.apply(decision)
        except IllegalDecision as error:
            reason = f"turn {session.state.turn}: decision {place + 1}, `{decision}`, is not legal here: {error}"
            return Difference(session.state.turn, "", 0.0, 0.0, reason)
    return _compare(scenario, session, replay, finished=True)


def resume(scenario: Scenario, replay: Replay) -> Session:
    """Return the recorded game, ready to be played on.

    Raises:
        ReplayError: it belongs to another scenario, the rules have changed since, or it does not play as recorded.
    """
    about = scenario.document.scenario
    if replay.scenario != about.id:
        raise ReplayError(f"this replay is of the scenario `{replay.scenario}`, not of `{about.id}`; name that one")
    if replay.rules_digest != scenario.rules_digest:
        raise ReplayError(
            f"the rules of `{about.id}` have changed since this replay was recorded (version {replay.version}, "
            f"now {about.version}); `middleground play --text --resume FILE` offers to play it under the new "
            "rules, as a new file"
        )
    difference = verify(scenario, replay)
    if difference is not None:
        raise ReplayError(
            f"this replay does not play as recorded: {difference.reason}; the file was changed or damaged"
        )
    session = _begin(scenario, replay)
    for decision in replay.decisions:
        session.apply(decision)
    return session


def replay_legal(scenario: Scenario, replay: Replay) -> tuple[Session, str]:
    """Play the recorded decisions under the rules as they now are, up to the first illegal one.

    Returns:
        The session so far, and why it went no further (empty when every decision was legal).
    """
    return _taken(_begin(scenario, replay), replay.decisions)


def replay_session(scenario: Scenario, session: Session, decisions: Iterable[Decision]) -> tuple[Session, str]:
    """Begin a game as another one began, under other rules, and take decisions; return what `replay_legal` does.

    Of numbers that began elsewhere than the scenario says, those that it still has do so again, within their range.
    """
    kept = {name: scenario.number(name) for name in session.start if name in scenario.index.number_of}
    start = {name: min(max(session.start[name], number.low), number.high) for name, number in kept.items()}
    return _taken(Session(scenario, session.seed, start=start), decisions)


def _taken(session: Session, decisions: Iterable[Decision]) -> tuple[Session, str]:
    for place, decision in enumerate(decisions):
        try:
            session.apply(decision)
        except IllegalDecision as error:
            return session, f"decision {place + 1}, `{decision}` in turn {session.state.turn}: {error}"
    return session, ""


def _begin(scenario: Scenario, replay: Replay) -> Session:
    """Return the recorded game before its first decision."""
    for name, value in replay.start:
        if name not in scenario.index.number_of:
            raise ReplayError(f"this replay starts with the number `{name}`, which `{scenario.id}` does not have")
        number = scenario.number(name)
        if not number.low <= value <= number.high:
            raise ReplayError(
                f"this replay starts `{name}` at {value:g}, outside its range, {number.low:g} to {number.high:g}"
            )
    return Session(scenario, replay.seed, start=dict(replay.start))


def _turn_record(scenario: Scenario, state: State) -> TurnRecord:
    numbers = tuple((number.name, state.values[number.index]) for number in scenario.numbers)
    return TurnRecord(state_digest(scenario, state), numbers)


def _compare(scenario: Scenario, session: Session, replay: Replay, *, finished: bool) -> Difference | None:
    """Compare the state now with its record: at the start of a turn, and after the last decision."""
    turns = len(session.turn_states)
    if finished and len(replay.turns) != turns + 1:
        return _count_difference(replay, turns)
    if not finished and session.state is not session.turn_states[-1]:
        return None
    if turns > len(replay.turns):
        return _count_difference(replay, turns)
    recorded = replay.turns[-1] if finished else replay.turns[turns - 1]
    played = _turn_record(scenario, session.state)
    # The digest of a state holds that of the rules: after an edit only the numbers can be compared.
    same = recorded.digest == played.digest or replay.rules_digest != scenario.rules_digest
    if same and recorded.numbers == played.numbers:
        return None
    return _first_difference(session.state.turn, recorded, played)


def _count_difference(replay: Replay, turns: int) -> Difference:
    recorded = len(replay.turns) - 1
    reason = f"turn {min(recorded, turns)}: the file records {recorded} turns begun, but its decisions reach {turns}"
    return Difference(min(recorded, turns), "turn", float(recorded), float(turns), reason)


def _first_difference(turn: int, recorded: TurnRecord, played: TurnRecord) -> Difference:
    now = dict(played.numbers)
    for name, value in recorded.numbers:
        if name not in now:
            return Difference(turn, name, value, 0.0, f"turn {turn}: the scenario has no number `{name}`")
        if now[name] != value:
            reason = f"turn {turn}: `{name}` was recorded as {value!r} and is {now[name]!r}"
            return Difference(turn, name, value, now[name], reason)
    known = {name for name, _ in recorded.numbers}
    for name, value in played.numbers:
        if name not in known:
            return Difference(turn, name, 0.0, value, f"turn {turn}: the record lacks the number `{name}`")
    reason = f"turn {turn}: all numbers agree, but the digest of the state does not (points, counts or dates differ)"
    return Difference(turn, "", 0.0, 0.0, reason)
