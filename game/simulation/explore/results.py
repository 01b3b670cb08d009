"""What exploring a scenario came to. Values only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.simulation.results import EndingCount

__all__ = [
    "SCHEMA_VERSION",
    "Edge",
    "Explored",
    "Failure",
    "First",
    "Loop",
    "Miss",
    "Part",
    "Target",
    "Worded",
    "Worth",
]

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class First:
    """The first game in which something happened, and the turn: `play --seed --policy --until` opens it there."""

    seed: int
    policy: str
    turn: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one player of the portfolio came to.

    Attributes:
        policy: its name.
        games: how many it played; its seeds begin with the first of all.
        endings: every ending, in the file's order.
        mean_value: mean value of the endings, 0..100.
        mean_turns: mean length.
    """

    policy: str
    games: int
    endings: tuple[EndingCount, ...]
    mean_value: float
    mean_turns: float


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that can be reached.

    Attributes:
        kind: move, wording, reaction, event, member, reply, rung or ending.
        path: its path, such as `events.drone_wreck.inquiry`.
        keys: the keys that lead to it in the files.
        games: in how many games it happened.
        times: how often in all of them.
        first: where it happened first; None where it never did.
    """

    kind: str
    path: str
    keys: tuple[str | int, ...]
    games: int
    times: int
    first: First | None


@dataclass(frozen=True, slots=True)
class Miss:
    """How close a target came that was never reached.

    Attributes:
        path: the target's path.
        open_games: in how many of the games looked at it could have been: a move was open, a chance was above zero.
        nearest: how close it came, in sentences.
        chance: the highest chance seen, 0..1; None for what has none.
    """

    path: str
    open_games: int
    nearest: tuple[str, ...]
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """In what share of all turns a meter stood at its low and at its high end."""

    number: str
    low: float
    high: float
    first: First | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What always sending a move is worth, against the same player without a favourite on the same luck.

    Attributes:
        move: the move.
        games: how many pairs of games.
        always: mean difference of the ending's value when it is sent whenever it can be.
        low: lower bound of its interval of 95 %.
        high: upper bound.
        half: mean difference when it is sent about every second time that it can be; None where that was not played.
        used: how often it was sent in a game, on average.
    """

    move: str
    games: int
    always: float
    low: float
    high: float
    half: float | None
    used: float


@dataclass(frozen=True, slots=True)
class Worded:
    """Whether it matters how a move is said: the same games, each wording in turn.

    Attributes:
        move: the move.
        games: in how many games every wording was used.
        other_endings: in how many of these the ending, or its value, depended on the wording.
        endings_seen: how many endings these games had.
    """

    move: str
    games: int
    other_endings: int
    endings_seen: int


@dataclass(frozen=True, slots=True)
class Loop:
    """A short cycle of moves that is sent over and over, and what it is worth.

    Attributes:
        moves: the decisions of the cycle, in order.
        games: how many games, on seeds on which it was not chosen.
        mean_value: mean value of the endings.
        low: lower bound of the interval of 95 % of that mean.
        high: upper bound.
    """

    moves: tuple[str, ...]
    games: int
    mean_value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that failed in play: where, and what it says."""

    first: First
    rule: str
    number: str
    message: str


@dataclass(frozen=True, slots=True)
class Explored:
    """All that exploring came to.

    Attributes:
        scenario: id of the scenario.
        rules_digest: digest of the rules that were played.
        games: how many games the portfolio played.
        asked: how many were asked for; more than `games` where plain play would have taken too long.
        seed: the first seed.
        parts: the players of the portfolio.
        endings: every ending over all of its games.
        targets: everything that can be reached.
        misses: how close came what was never reached.
        edges: meters, by how often they stand at an end.
        worths: moves, the most worth first.
        worded: moves that can be said in several ways.
        loops: the best short cycles, the best first.
        bar: the mean value of the best player of the portfolio, and its interval, for the loops to beat.
        bar_policy: who that is.
        even: the mean value of even play.
        failures: rules that failed.
        stuck: the first game, and its turn, in which no move could be sent where one is asked for.
        all_games: how many games were played in all.
        seconds: how long it took, without starting up.
        workers: how many worked side by side.
        compiled: whether the rules were compiled.
    """

    scenario: str
    rules_digest: str
    games: int
    asked: int
    seed: int
    parts: tuple[Part, ...]
    endings: tuple[EndingCount, ...]
    targets: tuple[Target, ...]
    misses: tuple[Miss, ...]
    edges: tuple[Edge, ...]
    worths: tuple[Worth, ...]
    worded: tuple[Worded, ...]
    loops: tuple[Loop, ...]
    bar: tuple[float, float, float]
    bar_policy: str
    even: float
    failures: tuple[Failure, ...]
    stuck: First | None
    all_games: int
    seconds: float
    workers: int
    compiled: bool

    def as_json(self) -> dict[str, Any]:
        """Return the results as a program reads them; `schema_version` changes when a key does."""
        return {"schema_version": SCHEMA_VERSION, **asdict(self)}
