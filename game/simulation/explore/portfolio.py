"""The portfolio: an even player, a sticky one, and goal-seeking ones towards each ending.

One kind of player alone misses much: an even one seldom holds a course, a goal-seeking one seldom strays from its. The
games are dealt in thirds; all players meet the same seeds, so what differs is their own doing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.policies import find_policy, orders_of
from game.simulation.explore.observing import Seen, Watched, join_seen, watch_games

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.engine import Scenario
    from game.simulation.workers import Crew

__all__ = ["deal", "play_portfolio"]

KINDS = ("uniform", "sticky")
SLICE = {True: 100, False: 25}
"""How many games are played in one go, compiled and plain: their whole course is held in memory meanwhile."""


def deal(scenario: Scenario, games: int) -> dict[str, int]:
    """Return how many of `games` each player gets: in turn an even one, a sticky one, one towards an ending."""
    goals = [f"goal:{name}" for name in scenario.document.endings]
    shares = {name: len(range(place, games, 3)) for place, name in enumerate(KINDS)}
    left = games - sum(shares.values())
    shares |= {name: len(range(place, left, len(goals))) for place, name in enumerate(goals)}
    return {name: share for name, share in shares.items() if share}


def play_portfolio(crew: Crew, games: int, seed: int, progress: Callable[[int], None] | None = None) -> list[Seen]:
    """Return what was seen in the games of each player, in the order in which they are dealt to."""
    scenario, compiled = crew.scenario, crew.compiled
    shares = deal(scenario, games)
    parts = [part for name, share in shares.items() for part in _parts(scenario, name, seed, share, compiled=compiled)]
    seen: dict[str, list[Seen]] = {name: [] for name in shares}
    done = 0
    for found in crew.do(watch_games, parts):
        seen[found.policy].append(found)
        done += len(found.endings)
        if progress is not None:
            progress(done)
    return [join_seen(slices) for slices in seen.values()]


def _parts(scenario: Scenario, name: str, seed: int, games: int, *, compiled: bool) -> Iterator[Watched]:
    orders = orders_of(find_policy(name, scenario), scenario)
    length = SLICE[compiled]
    for at in range(0, games, length):
        yield Watched(name, orders, seed + at, min(length, games - at), compiled)
