"""Whether a game that was played is what a test expects, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from game.engine import ending_of, evaluate
from game.scenario.cases import Always, EndsIn, Expectation, Holds, Reaches, Share
from game.scenario.expression import Expression, Name, parse, walk
from game.session.ledger_text import figure

if TYPE_CHECKING:
    from game.engine import Scenario, State
    from game.session.session import Session

__all__ = ["Verdict", "happened", "judge", "listed", "numbers_in"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one expectation holds: `failure` says why not and is empty where it does.

    Attributes:
        failure: what is wrong, in a sentence.
        hint: what to write instead, or nothing.
        notes: what was counted, or what the numbers were.
        session: the game that shows it, where it is one of many.
    """

    failure: str = ""
    hint: str = ""
    notes: tuple[str, ...] = ()
    session: Session | None = None


def judge(session: Session, expected: Expectation) -> Verdict:
    """Return whether a game of a test is what it expects."""
    match expected:
        case Holds():
            return _holds(session, expected)
        case Always():
            return _always(session, expected)
        case EndsIn():
            return _ends(session, expected)
        case Reaches():
            return _reaches(session, expected)
        case Share():
            raise ValueError("a share is counted over a batch")


def _holds(session: Session, expected: Holds) -> Verdict:
    state = _state_after(session, expected.turn)
    if state is None:
        message = f"turn {expected.turn} is not over: the play stops in turn {session.state.turn}"
        return Verdict(message, "add decisions, or `then: uniform`")
    if evaluate(session.scenario, state, expected.condition):
        return Verdict()
    return Verdict(f"`{expected.text}` does not hold", notes=numbers_in(session, state, expected.condition))


def _state_after(session: Session, turn: int) -> State | None:
    """Return the state when a turn is over (the start of the next one, or the end of the game); 0: the last state."""
    if turn == 0:
        return session.state
    after = next((state for state in session.states if state.turn > turn), None)
    over = session.ended and session.state.turn <= turn
    return session.state if after is None and over else after


def _always(session: Session, expected: Always) -> Verdict:
    for place, state in enumerate(session.states):
        if not evaluate(session.scenario, state, expected.condition):
            after = f", after `{session.decisions[place - 1]}`" if place else ", at the start"
            message = f"`{expected.text}` does not hold in turn {state.turn}{after}"
            return Verdict(message, notes=numbers_in(session, state, expected.condition))
    return Verdict()


def _ends(session: Session, expected: EndsIn) -> Verdict:
    named = {one.name for one in expected.endings}
    if not session.ended:
        message = f"the play stops in turn {session.state.turn}, before any ending"
        return Verdict(message, "add decisions, or `then: uniform`")
    reached = ending_of(session.scenario, session.state)
    if (reached in named) != expected.negated:
        return Verdict()
    message = f"the ending is `{reached}`, in turn {session.state.turn}"
    when = session.scenario.document.endings
    notes = [f"`{name}` asks for: {when[name].when.text}" for name in when if name in named and not expected.negated]
    numbers = [note for name in when if name in named for note in numbers_in(session, session.state, when[name].when)]
    return Verdict(message, notes=(*notes, *dict.fromkeys(numbers)) if not expected.negated else ())


def _reaches(session: Session, expected: Reaches) -> Verdict:
    if happened(session.scenario, session.state, expected.name.name):
        return Verdict()
    reached = ending_of(session.scenario, session.state)
    how = f"the ending is `{reached}`" if reached else f"the play stops in turn {session.state.turn}"
    return Verdict(f"`{expected.name.name}` is not reached; {how}")


def happened(scenario: Scenario, state: State, name: str) -> bool:
    """Return whether a game came to an ending, or a rule took place in it; an ending's id goes first."""
    if name in scenario.document.endings:
        return ending_of(scenario, state) == name
    return evaluate(scenario, state, _times(name)) > 0


@lru_cache(maxsize=256)
def _times(name: str) -> Expression:
    return parse(f"times({name})")


def numbers_in(session: Session, state: State, condition: Expression) -> tuple[str, ...]:
    """Return what each number and formula that a condition reads was in a state, and at the start."""
    scenario = session.scenario
    names = dict.fromkeys(node.text for node in walk(condition.tree) if isinstance(node, Name))
    readable = (*scenario.index.number_of, *scenario.document.formulas)
    notes = []
    for name in names:
        if name in readable:
            expression = parse(name)
            values = (evaluate(scenario, one, expression) for one in (state, session.states[0]))
            now, first = (figure(scenario, name, value) for value in values)
            notes.append(f"{name} is {now}" if state is session.states[0] else f"{name} is {now}, {first} at the start")
    return tuple(notes)


def listed(names: tuple[str, ...]) -> str:
    """Return names as `a`, `a or b`, `a, b or c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
