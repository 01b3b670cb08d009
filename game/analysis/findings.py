"""The values that a debrief is made of. Plain and frozen: the window, the terminal and the report only show them.

All worths are points of an ending's `value`, 0..100, and all chances 0..1, in this model: means over worlds of other
luck and other secrets in which a sensible player goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Debrief",
    "Ghost",
    "Judged",
    "LuckReport",
    "Parting",
    "Seat",
    "Secret",
    "TurnPart",
    "TurningPoint",
    "Verdict",
    "Worth",
]


class Verdict(StrEnum):
    """How a decision is judged by the points it lost against the strongest one that was looked into."""

    BEST = "best"
    SOUND = "sound"
    SLIP = "slip"
    MISTAKE = "mistake"
    BLUNDER = "blunder"


@dataclass(frozen=True, slots=True)
class Worth:
    """What a position is worth.

    Attributes:
        value: mean value of the endings that follow, 0..100.
        error: standard error of that mean; 0 where the game has ended.
        good: chance of an ending marked as the goal, 0..1.
        endings: chance of each ending by id, 0..1; they add up to 1.
        worlds: how many worlds were played on.
    """

    value: float
    error: float
    good: float
    endings: tuple[tuple[str, float], ...]
    worlds: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision of the game and what it was worth.

    Attributes:
        place: which decision of the game, from 0.
        turn: the turn in which it was taken.
        decision: what was decided.
        before: the position before it, when a sensible player goes on.
        after: the position once it was taken.
        stronger: the strongest decision found; the decision itself where none was stronger.
        best: the position once that one is taken.
        lost: points lost against it, 0 or more; 0 where the difference is inside the noise. What was still open after
            this decision, in this turn or in a later one, is not lost by it, but by the one that let it go.
        error: standard error of that difference, under common luck.
        even: whether the difference is inside the noise.
        verdict: what `lost` is called.
        forced: whether nothing else was legal.
        candidates: how many other decisions were looked into.
        waited: points by which the stronger one was ahead and that were not lost yet, for the same chance came again in
            a later turn; `best.value` is `after.value + lost + waited`.
    """

    place: int
    turn: int
    decision: str
    before: Worth
    after: Worth
    stronger: str
    best: Worth
    lost: float
    error: float
    even: bool
    verdict: Verdict
    forced: bool
    candidates: int
    waited: float = 0.0


@dataclass(frozen=True, slots=True)
class TurnPart:
    """One turn of the game: its decisions, and what they and luck did to the worth of the position.

    Attributes:
        turn: the turn, from 1.
        label: what the calendar calls it.
        decisions: those taken in it, in order.
        start: the position as the turn began.
        decided: the position after the last decision, before luck had its say.
        end: the position as the next turn began, or the ending.
        lost: points lost by all decisions of the turn.
        verdict: the worst verdict among its decisions.
        choice: what the decisions changed: sum of `after` less `before`.
        chance: what luck changed in the turn, the drawing of its events included.
    """

    turn: int
    label: str
    decisions: tuple[Judged, ...]
    start: Worth
    decided: Worth
    end: Worth
    lost: float
    verdict: Verdict
    choice: float
    chance: float


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A decision or an event that mattered most.

    Attributes:
        kind: `decision` or `event`.
        turn: when.
        place: which decision of the game it is, or after which decision the event came.
        subject: the decision, or the path of the rule.
        title: what people call it.
        points: what it changed, below 0 where it hurt.
        chain: sentences from what was done to the meter and the ending, in order, each with the sources behind it.
        changes: for each sentence the numbers it moved, as (number, shown change).
        missed: the turns in which the same stronger decision was let go; empty for an event.
    """

    kind: str
    turn: int
    place: int
    subject: str
    title: str
    points: float
    chain: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[tuple[tuple[str, int], ...], ...]
    missed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LuckReport:
    """The same decisions under other seeds.

    Attributes:
        worlds: how many seeds.
        good: share that ended well, 0..1.
        mean: mean value of their endings, 0..100.
        below: share of the worlds that ended worse than this game did, 0..1; a tie counts half.
        quantiles: the value at 5, 25, 50, 75 and 95 percent of the worlds.
    """

    worlds: int
    good: float
    mean: float
    below: float
    quantiles: tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ghost:
    """What was really decided in a turn, beside the student's.

    Attributes:
        turn: the turn.
        moves: what was recorded, replies included, in order.
        parted: whether the student did something else for the first time here.
        theirs: worth of the recorded line after this turn, its own events having happened.
        yours: worth of the student's line after this turn.
    """

    turn: int
    moves: tuple[str, ...]
    parted: bool
    theirs: Worth
    yours: Worth


@dataclass(frozen=True, slots=True)
class Parting:
    """Where the student first decided otherwise than the record, and what both were worth in the student's position.

    Attributes:
        turn: the turn.
        recorded: what only the record decided in it: moves with their wording and target, or a reply.
        decided: what the student decided instead.
        theirs: worth of the student's position with the record's decisions, before the luck of the turn; None where
            they could not be taken there.
        yours: worth of it with the student's own.
        lead: by how much the record's are worth more, below 0 less, under the same luck; 0 inside the noise.
        error: standard error of that difference.
    """

    turn: int
    recorded: tuple[str, ...]
    decided: tuple[str, ...]
    theirs: Worth | None
    yours: Worth | None
    lead: float
    error: float


@dataclass(frozen=True, slots=True)
class Secret:
    """A number that was hidden: what it was at the start and at the end, and what it ranged over."""

    number: str
    title: str
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What one capital saw of one step of a crisis.

    Attributes:
        turn: when.
        ladder: the ladder's id.
        rung: the rung that was reached.
        chance: how likely that step was once the crisis went on, 0..1, the mean over what was hidden; 1 where a rule
            lifted the crisis.
        capital: whose seat.
        saw: what the scenario says that it sees on this rung, and how it reads that.
        rule: path of the rule that fired.
        fired: what made the step, in words: the rung that luck reached, or the rule that lifted the crisis to it.
        did: what this capital's own rules did in that turn after the step, in words, in order.
    """

    turn: int
    ladder: str
    rung: str
    chance: float
    capital: str
    saw: str
    rule: str
    fired: str = ""
    did: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that a debrief says of one finished game.

    Attributes:
        scenario: id of the scenario.
        rules_digest: digest of the rules that were played.
        seed: the game's luck.
        ending: id of the ending reached.
        value: what it was worth, 0..100.
        turns: the turns, in order; their decisions hold the judgements.
        accuracy: 0..100, mean over the turns in which there was something to decide.
        choice: what all decisions changed; `first.value + choice + chance` is `value`.
        chance: what luck changed.
        adjusted: the value with luck taken out, within 0..100: two students of one judgement come close.
        turning: the three decisions and the three events that mattered most.
        pattern: one sentence on what came back again and again, or nothing.
        luck: the same decisions under other seeds; None in the first, coarse picture.
        ghost: the line that was really played; empty where the scenario records none.
        secrets: what was hidden.
        seats: each crisis from every seat.
        final: whether this is the last picture; a coarse one comes first.
        compiled: whether the rules were compiled.
        parting: where the student left the line that was really played; None where it was kept, or none is recorded.
    """

    scenario: str
    rules_digest: str
    seed: int
    ending: str
    value: float
    turns: tuple[TurnPart, ...]
    accuracy: float
    choice: float
    chance: float
    adjusted: float
    turning: tuple[TurningPoint, ...]
    pattern: str
    luck: LuckReport | None
    ghost: tuple[Ghost, ...]
    secrets: tuple[Secret, ...]
    seats: tuple[Seat, ...]
    final: bool
    compiled: bool
    parting: Parting | None = None

    @property
    def decisions(self) -> tuple[Judged, ...]:
        """Every decision of the game, in order."""
        return tuple(one for turn in self.turns for one in turn.decisions)
