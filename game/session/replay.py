"""Recording a game, checking a recorded one, and playing it on.

A replay holds no state to load: opening one plays it again. So a changed rule is noticed in the turn in which it first
matters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine import IllegalDecision, Scenario, State, state_digest
from game.errors import ReplayError
from game.session.replay_file import Fork, Replay, TurnRecord, parse_replay, read_replay, replay_text
from game.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine import Decision

__all__ = [
    "Difference",
    "Known",
    "Replay",
    "TurnRecord",
    "kept_lines",
    "parse_replay",
    "read_replay",
    "record",
    "replay_legal",
    "replay_session",
    "replay_text",
    "resume",
    "shared_decisions",
    "verify",
]


Known = dict[int, tuple[State, TurnRecord]]
"""What was recorded of states, by their identity: two that compare as equal may differ in the sign of a zero."""


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


def record(session: Session, saved_at: str = "", *, known: Known | None = None) -> Replay:
    """Return the replay of the game that a session is a line of, with every line that is worth keeping.

    Args:
        session: the line that is played.
        saved_at: the time as the caller wants it written.
        known: what was recorded of states of this game before, which is added to: a game with many forks is recorded
            again after every turn, and only a few states are new.
    """
    kept, known = kept_lines(session), {} if known is None else known
    about = session.scenario.document.scenario
    return Replay(
        scenario=about.id,
        title=about.title,
        version=about.version,
        rules_digest=session.scenario.rules_digest,
        seed=session.seed,
        decisions=kept[0].decisions,
        turns=_turn_records(kept[0], 1, known),
        saved_at=saved_at,
        start=tuple(session.start.items()),
        forks=tuple(_record_fork(kept[0], line, known) for line in kept[1:]),
        playing=_place(kept, session),
    )


def kept_lines(session: Session) -> tuple[Session, ...]:
    """Return the lines of a game that have something of their own: the first, and each that an earlier one lacks.

    So a fork is kept from its first decision that no line before it took there.
    """
    first, *forks = session.lines
    kept = [first]
    for line in forks:
        if not any(_leads_to(line, other) for other in kept):
            kept.append(line)
    return tuple(kept)


def shared_decisions(first: Session, other: Session) -> int:
    """Return how many decisions two lines share before they part."""
    pairs = enumerate(zip(first.decisions, other.decisions, strict=False))
    shorter = min(len(first.decisions), len(other.decisions))
    return next((place for place, (one, another) in pairs if one != another), shorter)


def _leads_to(line: Session, other: Session) -> bool:
    """Return whether a line is the other one as it stood some decisions ago."""
    return line.decisions == other.decisions[: len(line.decisions)]


def _place(kept: tuple[Session, ...], session: Session) -> int:
    """Return the place of a line among those that are kept.

    Of one that is not, that of the line which has it all: first the one that it was parted from, and that one's.
    """
    line: Session | None = session
    while line is not None:
        for place, one in enumerate(kept):
            if one is line and _leads_to(session, one):
                return place
        line = line.origin
    return next(place for place, one in enumerate(kept) if _leads_to(session, one))


def _record_fork(first: Session, line: Session, known: Known) -> Fork:
    after = shared_decisions(first, line)
    turn = line.states[after].turn
    return Fork(turn, after, line.decisions[after:], _turn_records(line, turn, known))


def _turn_records(session: Session, turn: int, known: Known) -> tuple[TurnRecord, ...]:
    """Return the state at the start of each turn from `turn` on, then the last one."""
    states = (*session.turn_states[turn - 1 :], session.state)
    for state in states:
        if id(state) not in known:
            known[id(state)] = (state, _turn_record(session.scenario, state))
    return tuple(known[id(state)][1] for state in states)


def verify(scenario: Scenario, replay: Replay) -> Difference | None:
    """Return the first difference between the recorded game and the same decisions played now, or None.

    The first line is looked at first, then the forks in order. When the rules have changed since (`rules_digest`
    differs), None means that every recorded number is still the same.

    Raises:
        ReplayError: it starts with numbers that the scenario does not have.
    """
    return _checked(scenario, replay)[1]


def _checked(scenario: Scenario, replay: Replay) -> tuple[list[Session], Difference | None]:
    """Return the lines of a recorded game as they are played now, up to the first difference."""
    first = _begin(scenario, replay)
    lines, found = [first], _differs(scenario, first, replay.line(0))
    for number, fork in enumerate(replay.forks, 1):
        if found is not None:
            break
        session = _begin(scenario, replay)
        lines.append(session)
        found = _differs(scenario, session, replay.line(number)) or _misplaced(session, fork)
        found = found and replace(found, reason=f"fork {number}: {found.reason}")
    return lines, found


def _misplaced(session: Session, fork: Fork) -> Difference | None:
    """Return the difference between the turn in which a fork says that it parts and the one in which it does."""
    turn = session.states[fork.after].turn
    if turn == fork.turn:
        return None
    reason = f"turn {turn}: it parts here, but was recorded as parting in turn {fork.turn}"
    return Difference(turn, "turn", float(fork.turn), float(turn), reason)


def _differs(scenario: Scenario, session: Session, replay: Replay) -> Difference | None:
    """Take the decisions of a recorded line and return where it first differs from its record."""
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
    """Return the line of a recorded game that was played last, with the others beside it, ready to be played on.

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
    lines, difference = _checked(scenario, replay)
    if difference is not None:
        raise ReplayError(
            f"this replay does not play as recorded: {difference.reason}; the file was changed or damaged"
        )
    return _joined(lines)[replay.playing]


def replay_legal(scenario: Scenario, replay: Replay) -> tuple[Session, str]:
    """Play the recorded decisions under the rules as they now are, up to the first illegal one of each line.

    Returns:
        The line that was played last, as far as it goes, and why it went no further (empty when every decision was
        legal).
    """
    lines = [replay.line(number) for number in range(len(replay.forks) + 1)]
    played = [_taken(_begin(scenario, line), line.decisions) for line in lines]
    _joined([session for session, _ in played])
    return played[replay.playing]


def replay_session(scenario: Scenario, session: Session, decisions: Iterable[Decision]) -> tuple[Session, str]:
    """Begin a game as another one began, under other rules, and take decisions; return what `replay_legal` does.

    The other lines of that game are played again beside it. Of numbers that began elsewhere than the scenario says,
    those that it still has do so again, within their range.
    """
    kept = {name: scenario.number(name) for name in session.start if name in scenario.index.number_of}
    start = {name: min(max(session.start[name], number.low), number.high) for name, number in kept.items()}
    wanted = [tuple(decisions) if line is session else line.decisions for line in session.lines]
    played = [_taken(Session(scenario, session.seed, start=start), taken) for taken in wanted]
    _joined([line for line, _ in played])
    return played[session.lines.index(session)]


def _joined(lines: list[Session]) -> list[Session]:
    """Make sessions lines of one game, the first of them its first line."""
    for line in lines[1:]:
        line.join(lines[0])
    return lines


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
