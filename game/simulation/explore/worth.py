"""What each move and each wording is worth: the same player with and without a favourite, on the same luck.

A player that likes nothing decides evenly by its mood. One that likes a move sends it whenever it can, one that half
likes it about every second time; all else they decide by the same mood. So the difference is the move's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.policies import Liking
from game.simulation.explore.intervals import mean_interval
from game.simulation.explore.results import Worded, Worth
from game.simulation.games import play_games

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from game.engine import Decision, Orders, Scenario
    from game.simulation.workers import Crew

    Real = NDArray[np.float64]

__all__ = ["Compared", "compare_moves"]

MOOD, ALWAYS, HALF = 1.0, 1.0, 0.5
CONFIRMED = 3
"""How many of the best moves are played again on fresh seeds, and how many times as long: the best of many is lucky."""
LONGER = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """Moves by worth, the most worth first; moves of several wordings; the value of even play; how many games."""

    worths: tuple[Worth, ...]
    worded: tuple[Worded, ...]
    even: float
    games: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """Games to play of one player."""

    orders: Orders
    first: int
    games: int
    compiled: bool


@dataclass(frozen=True, eq=False)
class _Played:
    """Endings and their values, by game, and how often each happening took place."""

    endings: NDArray[np.int64]
    graded: Real
    counts: Real


def _play(scenario: Scenario, asked: _Asked) -> _Played:
    found = play_games(scenario, asked.orders, asked.first, asked.games, whole_states=True, compiled=asked.compiled)
    count = scenario.tables["COUNT"]
    return _Played(found.endings, found.graded, found.finals[:, count : count + len(scenario.index.happened)])


class _Comparison:
    """Plays liking players, each set of likings once."""

    def __init__(self, crew: Crew, first: int, games: int) -> None:
        self._crew = crew
        self._first = first
        self._games = games
        self.played = 0

    def of(self, likings: list[dict[Decision, float]]) -> list[_Played]:
        """Return the games of each liking player, in order."""
        asked = [
            _Asked(Liking(worth, MOOD).orders(self._crew.scenario), self._first, self._games, self._crew.compiled)
            for worth in likings
        ]
        self.played += len(asked) * self._games
        return list(self._crew.do(_play, asked))


def compare_moves(crew: Crew, first: int, games: int) -> Compared:
    """Return what moves are worth, and whether it matters how they are said.

    Args:
        crew: who plays, and what.
        first: the first seed.
        games: how many games each player plays.
    """
    scenario = crew.scenario
    said: dict[str, list[Decision]] = {name: [] for name in scenario.document.moves}
    for info in scenario.decisions:
        if info.kind == "move":
            said[info.move].append(info.decision)
    screen = _Comparison(crew, first, games)
    wordings = [decision for decisions in said.values() for decision in decisions]
    # Played plainly, half a liking is left to the best moves, which are played again anyway.
    halves = [dict.fromkeys(decisions, HALF) for decisions in said.values()] if crew.compiled else []
    found = screen.of([{}, *({decision: ALWAYS} for decision in wordings), *halves])
    even = found[0]
    always = dict(zip(wordings, found[1:], strict=False))
    half = dict(zip(said, found[1 + len(wordings) :], strict=False))
    worths = [
        _worth(scenario, move, even, [always[decision] for decision in said[move]], half.get(move)) for move in said
    ]
    worths.sort(key=lambda worth: (-worth.always, worth.move))
    worded = [
        _worded(scenario, move, [(decision, always[decision]) for decision in decisions])
        for move, decisions in said.items()
        if len(decisions) > 1
    ]
    again = _Comparison(crew, first + games, LONGER * games)
    confirmed = _confirmed(scenario, worths[:CONFIRMED], said, again)
    ranked = sorted((*confirmed, *worths[CONFIRMED:]), key=lambda worth: (-worth.always, worth.move))
    value, _, _ = mean_interval(even.graded)
    return Compared(tuple(ranked), tuple(worded), value, screen.played + again.played)


def _confirmed(
    scenario: Scenario, worths: list[Worth], said: dict[str, list[Decision]], again: _Comparison
) -> list[Worth]:
    """Return moves with their worth on fresh seeds."""
    likings = [dict.fromkeys(said[worth.move], liked) for worth in worths for liked in (ALWAYS, HALF)]
    even, *found = again.of([{}, *likings])
    return [
        _worth(scenario, worth.move, even, [found[2 * place]], found[2 * place + 1])
        for place, worth in enumerate(worths)
    ]


def _worth(scenario: Scenario, move: str, even: _Played, always: list[_Played], half: _Played | None) -> Worth:
    """Return what a move is worth: the mean over its wordings, game by game against even play on the same luck."""
    graded = sum(one.graded for one in always) / len(always)
    mean, low, high = mean_interval(graded - even.graded)
    place = scenario.index.happened[move]
    used = sum(float(one.counts[:, place].mean()) for one in always) / len(always)
    halved = mean_interval(half.graded - even.graded)[0] if half is not None else None
    return Worth(move, len(even.graded), mean, low, high, halved, used)


def _worded(scenario: Scenario, move: str, found: list[tuple[Decision, _Played]]) -> Worded:
    """Return in how many games, of those that could use each wording, it mattered which."""
    import numpy as np  # noqa: PLC0415 - the window and the terminal play without it

    used = np.logical_and.reduce([one.counts[:, scenario.index.happened[name]] > 0 for name, one in found])
    endings = np.stack([one.endings[used] for _, one in found])
    graded = np.stack([one.graded[used] for _, one in found])
    other = (endings != endings[0]).any(axis=0) | (graded != graded[0]).any(axis=0)
    return Worded(move, int(used.sum()), int(other.sum()), len(np.unique(endings)))
