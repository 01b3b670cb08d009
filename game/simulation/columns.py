"""What games came to, a row each: as the slices of a batch bring it, joined, and as named columns for a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.simulation.fans import Fans, count_values, fans_of
from game.simulation.games import play_games

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from game.engine import Orders, Scenario
    from game.simulation.games import Games

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

NAMES = ("endings", "turns", "graded", "decisions", "finals")
__all__ = ["NOTHING", "Columns", "Gathered", "Keep", "play_columns"]


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept of each game beside its ending, its length and its value.

    Attributes:
        rows: its last numbers, and how many decisions were taken.
        fans: what its meters were as each turn ended, counted over all games.
    """

    rows: bool = False
    fans: bool = False


NOTHING = Keep()


@dataclass(frozen=True, eq=False)
class Columns:
    """What games on the seeds from `first` on came to; row i is the game of seed `first + i`.

    Attributes:
        first: seed of the first game.
        endings: 1 + the place of the ending in the file.
        turns: the last turn.
        graded: the value of the ending, 0..100.
        decisions: how many moves were sent and replies given; no rows where they were not kept.
        finals: the last numbers, in the scenario's order; no columns where they were not kept.
    """

    first: int
    endings: Whole
    turns: Whole
    graded: Real
    decisions: Whole
    finals: Real

    def __len__(self) -> int:
        """Return how many games these are."""
        return len(self.endings)

    def head(self, games: int) -> Columns:
        """Return the columns of the first games."""
        return Columns(
            self.first,
            self.endings[:games],
            self.turns[:games],
            self.graded[:games],
            self.decisions[:games],
            self.finals[:games],
        )

    def named(self, endings: list[str], numbers: list[str]) -> dict[str, NDArray[np.generic]]:
        """Return the columns by name; the ending is its id.

        Args:
            endings: the ids of the scenario's endings, in order.
            numbers: the names of its numbers, in order.
        """
        import numpy as np  # noqa: PLC0415 - the window and the terminal play without it

        found: dict[str, NDArray[np.generic]] = {
            "seed": self.first + np.arange(len(self), dtype=np.int64),
            "ending": np.array(endings)[self.endings - 1],
            "turns": self.turns,
            "value": self.graded,
        }
        if len(self.decisions):
            found["decisions"] = self.decisions
            found |= {name: self.finals[:, place] for place, name in enumerate(numbers)}
        return found


def play_columns(
    scenario: Scenario, orders: Orders, first: int, games: int, keep: Keep, *, compiled: bool
) -> tuple[Columns, Whole]:
    """Play games on the seeds from `first` on; return what each came to, and the values of meters as counts."""
    import numpy as np  # noqa: PLC0415 - as above

    played = play_games(scenario, orders, first, games, whole_states=keep.rows, track=keep.fans, compiled=compiled)
    counts = count_values(scenario, played) if keep.fans else np.zeros(0, np.int64)
    columns = Columns(
        first=first,
        endings=played.endings,
        turns=played.turns,
        graded=played.graded,
        decisions=_decisions(scenario, played) if keep.rows else np.zeros(0, np.int64),
        # A copy: a view would hold the whole states in memory.
        finals=played.finals[:, : scenario.tables["NUMBERS"] if keep.rows else 0].copy(),
    )
    return columns, counts


def _decisions(scenario: Scenario, played: Games) -> Whole:
    """Return how many moves were sent and replies given, by game; a wording said in a reply is one decision."""
    import numpy as np  # noqa: PLC0415 - as above

    happened, start = scenario.index.happened, scenario.tables["COUNT"]
    names = {
        info.parent if info.kind == "move" else f"{info.parent}.{info.child}"
        for info in scenario.decisions
        if info.kind == "move" or (info.kind == "reply" and not info.move)
    }
    places = sorted(start + happened[name] for name in names)
    found: Whole = played.finals[:, places].sum(axis=1).astype(np.int64)
    return found


def room_for(games: int, like: Columns) -> Columns:
    """Return columns for so many games, of the kinds of some others and not filled; what those lack has no rows."""
    import numpy as np  # noqa: PLC0415 - as above

    arrays = (getattr(like, name) for name in NAMES)
    return Columns(like.first, *(np.empty((games if len(one) else 0, *one.shape[1:]), one.dtype) for one in arrays))


@dataclass
class Gathered:
    """The slices of a batch as they come back, in order, put in one place: they are never in memory twice."""

    scenario: Scenario
    keep: Keep
    wanted: int
    games: int = 0
    _whole: Columns | None = None
    _counts: Whole | None = None

    def take(self, columns: Columns, counts: Whole) -> None:
        """Take in the next slice."""
        if self._whole is None:
            self._whole = room_for(self.wanted, columns)
        end = self.games + len(columns)
        for name in NAMES:
            whole = getattr(self._whole, name)
            if len(whole):
                whole[self.games : end] = getattr(columns, name)
        self.games = end
        if self.keep.fans:
            self._counts = counts if self._counts is None else self._counts + counts

    def columns(self) -> Columns:
        """Return what all games came to; at least one slice was taken in."""
        assert self._whole is not None
        return self._whole.head(self.games)

    def fans(self) -> Fans | None:
        """Return the spread of each meter, turn by turn, where it was kept."""
        return fans_of(self.scenario, self._counts) if self._counts is not None else None
