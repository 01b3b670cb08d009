"""What a batch of playthroughs came to: counts, shares with their intervals, and means. Values only."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.simulation.columns import Columns
    from game.simulation.fans import Fans

__all__ = ["SCHEMA_VERSION", "Batch", "EndingCount", "Interrupted", "Results", "wilson"]

SCHEMA_VERSION = 2
# The 97.5th percentile of the normal distribution: 95 % lie within.
Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class EndingCount:
    """How often an ending was reached.

    Attributes:
        id: its id.
        title: what the scenario calls it.
        games: how many games came to it.
        share: its share of all games, 0..1.
        low: the lower bound of the share's 95 % interval.
        high: the upper bound.
        first_seed: seed of the first game that came to it; None where none did.
    """

    id: str
    title: str
    games: int
    share: float
    low: float
    high: float
    first_seed: int | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What a batch came to; one that was interrupted holds fewer games than were wanted.

    Attributes:
        scenario: id of the scenario.
        rules_digest: digest of the rules that were played.
        policy: who played.
        games: how many playthroughs.
        seed: the first one's seed; playthrough i had seed + i.
        endings: every ending of the scenario, in its file's order.
        mean_turns: mean length.
        mean_value: mean value of the ending reached, 0..100 as the scenario grades it.
        seconds: how long the batch took, without starting up.
        workers: how many played side by side: threads where the rules were compiled, else processes.
        compiled: whether the rules were compiled.
        why: why they were, or were not.
        wanted: how many games were asked for.
        cluster: address of the cluster that played; empty where this machine did.
        slices_here: how many slices the cluster gave up, so that this machine played them.
    """

    scenario: str
    rules_digest: str
    policy: str
    games: int
    seed: int
    endings: tuple[EndingCount, ...]
    mean_turns: float
    mean_value: float
    seconds: float
    workers: int
    compiled: bool = False
    why: str = ""
    wanted: int = 0
    cluster: str = ""
    slices_here: int = 0

    @property
    def games_a_second(self) -> float:
        """The speed of the batch."""
        return self.games / self.seconds if self.seconds > 0 else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the results as a program reads them; `schema_version` changes when a key does."""
        return {"schema_version": SCHEMA_VERSION, **asdict(self), "games_a_second": self.games_a_second}


@dataclass(frozen=True, eq=False)
class Batch:
    """A batch with all that was kept of its games.

    Attributes:
        results: the counts.
        columns: what each game came to.
        fans: how the meters spread, turn by turn; None where that was not kept.
        endings: the ids of the scenario's endings, in order.
        numbers: the names of its numbers, in order.
        labels: what its turns are called, in order.
    """

    results: Results
    columns: Columns
    fans: Fans | None
    endings: list[str]
    numbers: list[str]
    labels: list[str]


class Interrupted(KeyboardInterrupt):
    """An interrupt in the middle of a batch; it holds what was finished by then."""

    def __init__(self, batch: Batch) -> None:
        """Keep the games that were finished."""
        super().__init__()
        self.batch = batch


def wilson(count: int, games: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, 0..1, from `count` of `games`.

    Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22.
    """
    if games == 0:
        return 0.0, 1.0
    share, square = count / games, Z_95 * Z_95
    middle = (share + square / (2 * games)) / (1 + square / games)
    half = Z_95 / (1 + square / games) * math.sqrt(share * (1 - share) / games + square / (4 * games * games))
    # With none or all the bound is the share itself, but for rounding.
    low = max(0.0, middle - half) if count else 0.0
    return low, min(1.0, middle + half) if count < games else 1.0
