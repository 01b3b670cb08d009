"""Plays many games by the compiled rules and keeps what a table of balance asks for."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.policies import orders_of
from game.simulation.games import play_games
from game.simulation.kernel import compile_kernel
from game.simulation.results import wilson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from game.engine import Orders, Scenario
    from game.policies import Policy
    from game.simulation.games import Games

SLICE = 250
WORKERS = 2
Z_95 = 1.96


@dataclass(frozen=True, eq=False)
class Sample:
    """What the games of one player came to; row i of every array is the game of seed `first + i`.

    Attributes:
        games: how many.
        ending: the ending's place in the file.
        worth: the value of the ending.
        numbers: the last values of the scenario's numbers.
        times: how often each happening took place, in the order of the index.
    """

    scenario: Scenario
    games: int
    ending: NDArray[np.int64]
    worth: NDArray[np.float64]
    numbers: NDArray[np.float32]
    times: NDArray[np.int16]

    def reached(self, name: str) -> NDArray[np.bool_]:
        """Return for each game whether it ended so."""
        place = list(self.scenario.document.endings).index(name)
        found: NDArray[np.bool_] = self.ending == place
        return found

    def share(self, name: str) -> float:
        """Return the share of an ending, in percent."""
        return percent(self.reached(name))

    def number(self, name: str) -> NDArray[np.float32]:
        """Return the last values of a number, such as `trust.beijing`."""
        return self.numbers[:, self.scenario.index.number_of[name]]

    def happened(self, name: str) -> NDArray[np.bool_]:
        """Return for each game whether a decision, event, reaction or rung took place."""
        return self.times[:, self.scenario.index.happened[name]] > 0


def sample(scenario: Scenario, policy: Policy, games: int, first: int = 0) -> Sample:
    """Play games on the seeds from `first` on, in two threads: the compiled rules free the interpreter."""
    compile_kernel(scenario)
    orders = orders_of(policy, scenario)
    size = 1 if games <= SLICE else SLICE
    slices = [(start, min(size, first + games - start)) for start in range(first, first + games, size)]
    with ThreadPoolExecutor(WORKERS) as pool:
        parts = list(pool.map(lambda part: _part(scenario, orders, *part), slices))
    return Sample(scenario, games, *(np.concatenate(column) for column in zip(*parts, strict=True)))


def _part(
    scenario: Scenario, orders: Orders, first: int, games: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float32], NDArray[np.int16]]:
    played: Games = play_games(scenario, orders, first, games, whole_states=True, compiled=True)
    counts = scenario.tables["COUNT"]
    times = played.finals[:, counts : counts + len(scenario.index.happened)]
    numbers = played.finals[:, : len(scenario.numbers)].astype(np.float32)
    return played.endings - 1, played.graded, numbers, times.astype(np.int16)


def percent(found: NDArray[np.bool_]) -> float:
    """Return how many of all hold, in percent."""
    return 100 * float(found.mean())


def interval(share: float, games: int) -> str:
    """Return a share in percent with its 95 % interval (Wilson)."""
    low, high = wilson(round(share * games / 100), games)
    return f"{share:.2f} ({100 * low:.2f} to {100 * high:.2f})"


def gap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> tuple[float, float]:
    """Return by how many points one share is above another in the same worlds, and half its 95 % interval."""
    gaps = one.astype(float) - other
    return 100 * float(gaps.mean()), 100 * Z_95 * float(gaps.std()) / math.sqrt(len(gaps))


def parts_of_luck(worth: NDArray[np.float64]) -> tuple[float, float, float]:
    """Split the variance of values by player and seed: the player's, the world's, and where they meet, in percent."""
    players = worth.shape[0]
    by_player, by_world, whole = worth.mean(axis=1).var(), worth.mean(axis=0).var(), worth.var()
    meeting = (whole - by_player - by_world) * players / (players - 1)
    shares = (by_player, whole - by_player - meeting, meeting)
    return tuple(100 * float(part / whole) for part in shares)  # type: ignore[return-value]


def table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"
    yield ""
