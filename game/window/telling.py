"""What followed from a turn, as a timeline: one thing after another in the order of cause. It draws nothing.

Each thing begins with the first number that it moved; its further numbers follow one after another, and only then
comes what it led to. A number counts from what it was to what it became while the next ones already begin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from game.engine import END_TURN, legal_moves, points_left
from game.session.account import goal_conditions
from game.session.titles import decision_title, framed, value_text
from game.window.facts import Kind, Told, told
from game.window.kit.motion import ease

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine import Change, Scenario, Step
    from game.session.account import Condition
    from game.session.session import Session

PACE = 0.12
"""Seconds from one thing to the next."""

COUNT = 0.35
"""Seconds that a number counts."""

QUIET = "A quiet turn. Nothing moved but the slow drift."
ICONS = {
    Kind.REPLY: "messages-square",
    Kind.REACTION: "landmark",
    Kind.EVENT: "newspaper",
    Kind.RUNG: "triangle-alert",
    Kind.DOWN: "handshake",
    Kind.DRIFT: "hourglass",
    Kind.LINE: "flag",
    Kind.CLOSE: "hourglass",
}
SOUNDS = {Kind.REACTION: "news", Kind.EVENT: "news", Kind.RUNG: "tension"}


@dataclass(frozen=True, slots=True)
class Beat:
    """A number that moves: from `before` to `after`, beginning `at` seconds into the telling."""

    at: float
    number: str
    before: float
    after: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that took place, with its icon, a line that says who did it, its sentence, and when it is told."""

    at: float
    told: Told
    icon: str
    who: str
    sentence: str
    beats: tuple[Beat, ...]
    sound: str = ""


class Moment(NamedTuple):
    """What is shown at a time: how many things, where numbers stand, and the place to ring with its headline."""

    entries: int
    values: dict[str, float]
    place: str
    headline: str


class Telling:
    """The things that took place in some steps of a session, told one after another.

    Only the last step is news: what the steps before it did was seen when they were taken, and stands there from the
    beginning, and so does the question that a reply answers. With `still` numbers do not count: each is at once what
    it became, and only the order is kept. The whole takes `seconds`.
    """

    def __init__(self, session: Session, steps: Sequence[Step], title: str, *, still: bool = False) -> None:
        """Tell what took place in `steps` of `session`, which are in order and end with the latest."""
        self.title = title
        self.asked, self.ended = bool(session.state.due), session.ended
        self.began: float | None = None
        self.skipped = False
        self._count = 0.0 if still else COUNT
        scenario = session.scenario
        seen = (*_question(session, len(steps)), *told(scenario, steps[:-1], ended=self.ended))
        fresh = told(scenario, steps[-1:], ended=self.ended)
        self.seen = len(seen)
        sent, rest = _split(fresh)
        self.entries = _entries(scenario, seen, (*sent, *_close(session), *rest, *_lines(session, len(steps))))
        ends = [entry.at + PACE for entry in self.entries]
        ends += [beat.at + self._count for entry in self.entries for beat in entry.beats]
        self.seconds = max(ends, default=0.0)

    @property
    def label(self) -> str:
        """What comes after the telling: the question, the ending, or the next turn."""
        return "To the question" if self.asked else "To the ending" if self.ended else "Go on"

    def first_values(self) -> dict[str, float]:
        """Return where every number that will move stands before the telling begins."""
        return self._values(-1.0)

    def at(self, now: float) -> Moment:
        """Return what is shown at a time; the first call begins the telling."""
        if self.began is None:
            self.began = now
        gone = self.seconds if self.done(now) else now - self.began
        begun = [entry for entry in self.entries if entry.at <= gone]
        values = self._values(gone)
        if len(begun) <= self.seen or gone >= self.seconds or not begun[-1].told.place:
            return Moment(len(begun), values, "", "")
        return Moment(len(begun), values, begun[-1].told.place, begun[-1].told.headline)

    def _values(self, gone: float) -> dict[str, float]:
        """Return where every number that moves stands; one that a second cause moves while it counts goes on."""
        values: dict[str, float] = {}
        for beat in (beat for entry in self.entries for beat in entry.beats):
            now = values.setdefault(beat.number, beat.before)
            share = self._share(beat, gone)
            values[beat.number] = beat.after if share >= 1 else now + (beat.after - beat.before) * share
        return values

    def _share(self, beat: Beat, gone: float) -> float:
        """Return how much of its way a number has gone; what is no meter does not count, it changes."""
        if gone < beat.at:
            return 0.0
        seconds = self._count if beat.counts else 0.0
        return ease((gone - beat.at) / seconds) if gone < beat.at + seconds else 1.0

    def done(self, now: float) -> bool:
        """Return whether everything was told."""
        return self.skipped or (self.began is not None and now >= self.began + self.seconds)

    def skip(self) -> None:
        """Tell the rest at once."""
        self.skipped = True


def steps_to_tell(session: Session) -> tuple[Step, ...]:
    """Return the steps of the turn just played: from its first move on, or from the last reply where there was one."""
    states, last = session.states, len(session.steps) - 1
    turn = states[last].turn
    first = last
    while first > 0 and not states[first].due and states[first - 1].turn == turn:
        first -= 1
    return session.steps[first:]


def _entries(scenario: Scenario, seen: Sequence[Told], fresh: Sequence[Told]) -> tuple[Entry, ...]:
    entries = [entry_of(scenario, one) for one in seen]
    at = 0.0
    for one in fresh:
        entry = replace(entry_of(scenario, one), at=at, beats=_beats(scenario, one, at))
        entries.append(entry)
        at += PACE * max(1, len(entry.beats))
    if not entries:
        entries.append(entry_of(scenario, Told(0, "", "", QUIET, "", "", (), Kind.DRIFT)))
    return tuple(entries)


def _question(session: Session, steps: int) -> list[Told]:
    """Return what asked for the reply that the last `steps` begin with; nothing where they begin with none."""
    scenario, due = session.scenario, session.states[-1 - steps].due
    if not due:
        return []
    asked = scenario.index.sites[due - 1].path
    before = told(scenario, session.steps[-1 - steps : -steps], ended=session.ended)
    return [one for one in before if one.rule == asked]


def _split(fresh: Sequence[Told]) -> tuple[Sequence[Told], Sequence[Told]]:
    """Return what Seoul sent last, and what followed from it."""
    count = next((place for place, one in enumerate(fresh) if one.kind is not Kind.MOVE), len(fresh))
    return fresh[:count], fresh[count:]


def _close(session: Session) -> list[Told]:
    """Return why the turn ended, where it ended by itself after a move."""
    state, decision = session.states[-2], session.decisions[-1]
    if state.due or decision == END_TURN:
        return []
    way = next(way for way in legal_moves(session.scenario, state) if way.decision == decision)
    left = points_left(session.scenario, state) - way.cost
    why = "No point is left" if left <= 0 else f"No move can be sent for the {left} left"
    return [Told(state.turn, "", "The turn", f"{why}: the turn ends by itself.", "", "", (), Kind.CLOSE)]


def _lines(session: Session, steps: int) -> list[Told]:
    """Return which lines of the goal were crossed in the last steps, either way."""
    scenario = session.scenario
    before = goal_conditions(scenario, session.states[-1 - steps])
    now = {part.text: part for part in goal_conditions(scenario, session.state)}
    crossed = [now[part.text] for part in before if part.number and now[part.text].met != part.met]
    return [
        Told(session.state.turn, "", "The goal", line_sentence(scenario, part), "", "", (), Kind.LINE)
        for part in crossed
    ]


def line_sentence(scenario: Scenario, part: Condition) -> str:
    """Return on which side of its line a number of the goal now stands."""
    number = scenario.number(part.number)
    title, value, line = number.title, value_text(scenario, number, part.now), value_text(scenario, number, part.bound)
    if part.met:
        return f"{title} stands at {value}: the line of {line} is reached."
    return f"{title} stands at {value}, {'under' if part.operator in ('>=', '>') else 'over'} the line of {line}."


def entry_of(scenario: Scenario, one: Told) -> Entry:
    """Return something that took place as it stands in a chain, without a time of its own."""
    icon = ICONS.get(one.kind, "flag")
    if one.kind is Kind.MOVE:
        icon = scenario.document.moves[one.rule.split(".")[1]].icon or "flag"
    acts = {Kind.MOVE: "{seat} sends", Kind.REPLY: "{seat} replies"}.get(one.kind)
    who = framed(scenario, acts) if acts else one.source
    sentence = decision_title(scenario, one.rule.partition(".")[2]) if one.kind is Kind.REPLY else one.headline
    return Entry(0.0, one, icon, who, sentence, (), SOUNDS.get(one.kind, ""))


def _beats(scenario: Scenario, one: Told, at: float) -> tuple[Beat, ...]:
    """Return the numbers that one thing moved, each once, a little after one another."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for change in one.changes:
        first.setdefault(change.number, change)
        last[change.number] = change
    # The drift is one quiet thing: all its numbers move together.
    pace = 0.0 if one.kind is Kind.DRIFT else PACE
    return tuple(
        Beat(at + place * pace, name, first[name].before, last[name].after, scenario.number(name).kind == "meter")
        for place, name in enumerate(first)
    )
