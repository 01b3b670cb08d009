"""Two batches on the same seeds, game by game: what another policy or another scenario changes, luck apart.

Draws are made by name, so what both scenarios hold has the same luck in both; pairing takes the luck out of the
difference, and its interval is far narrower than that of two batches on seeds of their own.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from game.errors import UsageError
from game.simulation.results import SCHEMA_VERSION, Z_95, Batch, Results

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]

LEAST = 2
"""How many pairs an interval needs."""

__all__ = ["Comparison", "Difference", "EndingChange", "compare", "paired_share"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean before and after, their difference, and the bounds of its 95 % interval."""

    before: float
    after: float
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EndingChange:
    """What became of an ending: its share, 0..1, before and after, and on how many seeds it was gained or lost."""

    id: str
    title: str
    share: Difference
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two batches on the same seeds.

    Attributes:
        before: the first batch.
        after: the other one.
        games: how many seeds both played.
        same: on how many of them both came to the same ending.
        endings: every ending of either, the first batch's order first.
        value: the mean value of the ending.
        turns: the mean length.
    """

    before: Results
    after: Results
    games: int
    same: int
    endings: tuple[EndingChange, ...]
    value: Difference
    turns: Difference

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as a program reads it."""
        found = asdict(self)
        return {
            "schema_version": SCHEMA_VERSION,
            **found,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
        }


def compare(before: Batch, after: Batch) -> Comparison:
    """Return what differs between two batches on the same seeds; one that was interrupted counts as far as it came.

    Raises:
        UsageError: there are fewer than two pairs of games.
    """
    games = min(len(before.columns), len(after.columns))
    if games < LEAST:
        raise UsageError(f"games is {games}; a comparison needs {LEAST} or more")
    old, new = (batch.columns.head(games).named(batch.endings, batch.numbers) for batch in (before, after))
    titles = {ending.id: ending.title for batch in (after, before) for ending in batch.results.endings}
    order = dict.fromkeys((*before.endings, *after.endings))
    return Comparison(
        before=before.results,
        after=after.results,
        games=games,
        same=int((old["ending"] == new["ending"]).sum()),
        endings=tuple(_change(name, titles[name], old["ending"] == name, new["ending"] == name) for name in order),
        value=_mean_change(before.columns.graded[:games], after.columns.graded[:games]),
        turns=_mean_change(before.columns.turns[:games], after.columns.turns[:games]),
    )


def _change(name: str, title: str, old: NDArray[np.bool_], new: NDArray[np.bool_]) -> EndingChange:
    games, was, now = len(old), int(old.sum()), int(new.sum())
    gained, lost = int((new & ~old).sum()), int((old & ~new).sum())
    share = Difference(was / games, now / games, (now - was) / games, *paired_share(gained, lost, games))
    return EndingChange(name, title, share, gained, lost)


def paired_share(gained: int, lost: int, games: int) -> tuple[float, float]:
    """Return the 95 % interval of a difference of two shares, -1..1, of the same games.

    Source: A. Agresti and Y. Min (2005), "Simple improved confidence intervals for comparing matched proportions",
    Statistics in Medicine 24: half a game is added to each of the four ways a pair can turn out.
    """
    change = (gained - lost) / (games + 2)
    half = Z_95 * math.sqrt(gained + lost + 1 - (gained - lost) ** 2 / (games + 2)) / (games + 2)
    return max(-1.0, change - half), min(1.0, change + half)


def _mean_change(old: Real | Whole, new: Real | Whole) -> Difference:
    """Return a mean before and after; the interval is the normal one of the differences, game by game."""
    games = len(old)
    before, after = math.fsum(old.tolist()) / games, math.fsum(new.tolist()) / games
    changes = (new - old).tolist()
    change = math.fsum(changes) / games
    spread = math.sqrt(math.fsum((one - change) ** 2 for one in changes) / (games - 1))
    half = Z_95 * spread / math.sqrt(games)
    return Difference(before, after, change, change - half, change + half)
