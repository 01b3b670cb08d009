"""Two lines of one game side by side: their numbers turn by turn, where they part, and what came of it.

It compares what was played; what a position is worth it does not know, and it draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from game.engine import END_TURN, Decision, NumberInfo, Scenario, State, ending_of, ending_value, shown
from game.session.replay import kept_lines, shared_decisions
from game.session.titles import FREE_RULES, decision_title, has_text, rule_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Change
    from game.session.session import Session

__all__ = [
    "Beside",
    "Half",
    "Pair",
    "beside",
    "decided_words",
    "line_name",
    "line_title",
    "lines_content",
    "other_lines",
    "outcome_words",
    "parting_words",
]

SEOULS = "moves."
LEAST_SPAN = 30.0
"""Fewer points are never shown, so that a small difference looks small."""

STEP = 10


@dataclass(frozen=True, slots=True)
class Half:
    """One line in one turn: the state that the turn left, what was decided, and the rules that then acted."""

    state: State
    decisions: tuple[Decision, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A turn in two lines; None where a line did not reach it."""

    turn: int
    ours: Half | None
    theirs: Half | None

    @property
    def only_ours(self) -> tuple[str, ...]:
        """The rules that acted in this turn of our line and not of theirs, in order, by their paths."""
        return _without(self.ours, self.theirs)

    @property
    def only_theirs(self) -> tuple[str, ...]:
        """The rules that acted in this turn of their line and not of ours."""
        return _without(self.theirs, self.ours)

    @property
    def parts(self) -> bool:
        """Whether the two were decided otherwise in this turn."""
        return (self.ours and self.ours.decisions) != (self.theirs and self.theirs.decisions)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two lines of one game: ours, and theirs beside it.

    Attributes:
        ours: the line that is looked at.
        theirs: the other one.
        parting: the first turn that was decided otherwise; 0 where none was, as far as both go.
        differing: the first turn after which a number that is shown differs; 0 where none does.
        numbers: the meters that may be shown; hidden ones only where both lines have ended.
        turns: every turn that at least one of them began.
    """

    ours: Session
    theirs: Session
    parting: int
    differing: int
    numbers: tuple[NumberInfo, ...]
    turns: tuple[Pair, ...]

    def levels(self, number: NumberInfo) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return a number in our line and in theirs: at the start, then after each turn."""
        first = self.ours.states[0].values[number.index]
        ours = (first, *(pair.ours.state.values[number.index] for pair in self.turns if pair.ours))
        return ours, (first, *(pair.theirs.state.values[number.index] for pair in self.turns if pair.theirs))

    def span(self) -> float:
        """Return how many points a picture of the numbers shows: as many as the one that moved most needs.

        All numbers to one scale: what moved little looks so.
        """
        spans = [LEAST_SPAN]
        for number in self.numbers:
            levels = [level for line in self.levels(number) for level in line]
            spans.append(STEP * (ceil(max(levels) / STEP) - floor(min(levels) / STEP)))
        return max(spans)

    def low(self, number: NumberInfo, span: float) -> float:
        """Return where a picture of a number that shows `span` points begins: around its levels, inside its range."""
        levels = [level for line in self.levels(number) for level in line]
        low: float = STEP * round(((max(levels) + min(levels)) / 2 - span / 2) / STEP)
        low = min(low, STEP * floor(min(levels) / STEP))
        low = max(low, STEP * ceil(max(levels) / STEP) - span)
        return max(number.low, min(low, number.high - span)) if number.high - number.low >= span else number.low

    def lacking(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the rules that acted in our line and never in theirs, and the other way round."""
        ours = dict.fromkeys(rule for pair in self.turns if pair.ours for rule in pair.ours.rules)
        theirs = dict.fromkeys(rule for pair in self.turns if pair.theirs for rule in pair.theirs.rules)
        return tuple(one for one in ours if one not in theirs), tuple(one for one in theirs if one not in ours)


def beside(ours: Session, theirs: Session) -> Beside:
    """Return two lines of one game side by side."""
    numbers = _numbers(ours.scenario, ended=ours.ended and theirs.ended)
    halves = zip_longest(_halves(ours, numbers), _halves(theirs, numbers))
    turns = tuple(Pair(turn, one, other) for turn, (one, other) in enumerate(halves, 1))
    parting = 0
    shared = shared_decisions(ours, theirs)
    # A line that only stopped before the other one has not parted from it.
    if shared < min(len(ours.decisions), len(theirs.decisions)):
        parting = ours.states[shared].turn
    differing = (pair.turn for pair in turns if parting and _differ(pair, numbers))
    return Beside(ours, theirs, parting, next(differing, 0), numbers, turns)


def other_lines(session: Session) -> tuple[Session, ...]:
    """Return the lines that a line can be set beside: all that are kept, but for itself."""
    return tuple(line for line in kept_lines(session) if line is not session)


def line_title(session: Session) -> str:
    """Return what a line of a game is called: 'First line', or 'Fork 2, from turn 5'."""
    kept = kept_lines(session)
    place = next((place for place, line in enumerate(kept) if line is session), -1)
    if place == 0:
        return "First line"
    if place < 0:
        return "New fork"
    return f"Fork {place}, from turn {_parting(kept[0], session)}"


def line_name(session: Session) -> str:
    """Return what a line is called inside a sentence: 'the first line', 'fork 2'."""
    title = line_title(session).partition(",")[0]
    return "the first line" if title == "First line" else title[:1].lower() + title[1:]


def outcome_words(session: Session) -> str:
    """Return how a line came out and what that is worth, or where it stands."""
    scenario, state = session.scenario, session.state
    ending = scenario.document.endings.get(ending_of(scenario, state))
    if ending is None:
        return f"Not finished, in turn {state.turn} of {scenario.turns}"
    return f"{ending.title} in turn {state.turn}, worth {ending_value(scenario, state):.0f} of 100"


def parting_words(found: Beside) -> str:
    """Return where two lines part and where their numbers first differ, as a sentence."""
    if not found.parting:
        return "Both lines were decided alike as far as they go."
    if not found.differing:
        return f"They part in turn {found.parting}; no number differs so far."
    if found.differing == found.parting:
        return f"They part in turn {found.parting}, and from then on their numbers differ."
    return f"They part in turn {found.parting}; their numbers differ from turn {found.differing} on."


def decided_words(session: Session, half: Half | None) -> tuple[str, ...]:
    """Return what a line decided in a turn, each decision by its title; where there is none, why not."""
    if half is None:
        return ("This line ended before." if session.ended else "This line has not come so far.",)
    titles = tuple(decision_title(session.scenario, one) for one in half.decisions if one != END_TURN)
    return titles or (("Nothing was sent.",) if half.decisions else ("Nothing was decided yet.",))


def lines_content(session: Session) -> dict[str, Any]:
    """Return every line of a game and each beside `session`, as plain maps and lists for programs."""
    kept = kept_lines(session)
    return {
        "line": next((place for place, line in enumerate(kept) if line is session), None),
        "lines": [_line_content(place, line, kept[0]) for place, line in enumerate(kept)],
        "pairs": [_pair_content(kept, beside(session, line)) for line in kept if line is not session],
    }


def _line_content(place: int, line: Session, first: Session) -> dict[str, Any]:
    return {
        "line": place,
        "title": line_title(line),
        "parts_in_turn": _parting(first, line) if place else None,
        "turns": len(line.turn_states),
        "decisions": list(line.decisions),
        "ending": ending_of(line.scenario, line.state) or None,
        "value": ending_value(line.scenario, line.state) if line.ended else None,
    }


def _pair_content(kept: tuple[Session, ...], found: Beside) -> dict[str, Any]:
    lacking = found.lacking()
    return {
        "other": kept.index(found.theirs),
        "parting": found.parting or None,
        "differing": found.differing or None,
        "meters": {
            number.name: dict(zip(("this", "other"), map(list, found.levels(number)), strict=True))
            for number in found.numbers
        },
        "turns": [
            {
                "turn": pair.turn,
                "this": None if pair.ours is None else list(pair.ours.decisions),
                "other": None if pair.theirs is None else list(pair.theirs.decisions),
                "only_this": _titled(found, pair.only_ours),
                "only_other": _titled(found, pair.only_theirs),
            }
            for pair in found.turns
        ],
        "never_in_other": _titled(found, lacking[0]),
        "never_in_this": _titled(found, lacking[1]),
    }


def _titled(found: Beside, rules: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"rule": rule, "title": rule_title(found.ours.scenario, rule)} for rule in rules]


def _parting(first: Session, line: Session) -> int:
    """Return the turn in which a line parts from the first one."""
    return line.states[shared_decisions(first, line)].turn


def _numbers(scenario: Scenario, *, ended: bool) -> tuple[NumberInfo, ...]:
    meters = (number for number in scenario.numbers if number.kind == "meter" and not number.counter)
    return tuple(number for number in meters if ended or not number.hidden)


def _halves(session: Session, numbers: tuple[NumberInfo, ...]) -> Iterator[Half]:
    """Yield what each turn of a line was."""
    shown_names = {number.name for number in numbers}
    shown_names |= {one.name for one in session.scenario.numbers if one.kind != "meter" and not one.hidden}
    states = (*session.turn_states[1:], session.state)
    played = tuple(zip(session.states, session.decisions, strict=False))
    for turn, state in enumerate(states, 1):
        decisions = tuple(decision for before, decision in played if before.turn == turn)
        # A move and a reply stand among the decisions already.
        rules = (rule for rule in _rules(session, turn, shown_names) if rule.partition(".")[2] not in decisions)
        yield Half(state, decisions, tuple(rules))


def _rules(session: Session, turn: int, names: set[str]) -> Iterator[str]:
    """Yield the rules that acted in a turn and can be told: they say something, or moved a number that is shown."""
    scenario = session.scenario
    changes = [one for one in session.changes if one.turn == turn and _may_tell(scenario, one, names)]
    moving = dict.fromkeys(change.rule for change in changes)
    told = dict.fromkeys(one.rule for one in session.happenings if one.turn == turn)
    for rule in dict.fromkeys([*told, *moving]):
        if not rule.startswith(SEOULS) and (rule in moving or has_text(scenario, rule)):
            yield rule


def _may_tell(scenario: Scenario, change: Change, names: set[str]) -> bool:
    number = scenario.number(change.number)
    return change.rule not in FREE_RULES and not number.counter and change.number in names


def _differ(pair: Pair, numbers: tuple[NumberInfo, ...]) -> bool:
    """Return whether a number, as it is shown, differs after a turn that both lines have."""
    if pair.ours is None or pair.theirs is None:
        return False
    ours, theirs = pair.ours.state.values, pair.theirs.state.values
    return any(shown(one, ours[one.index]) != shown(one, theirs[one.index]) for one in numbers)


def _without(half: Half | None, other: Half | None) -> tuple[str, ...]:
    if half is None:
        return ()
    return tuple(rule for rule in half.rules if other is None or rule not in other.rules)
