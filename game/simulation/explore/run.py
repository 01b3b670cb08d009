"""Explores a scenario: plays the portfolio, looks at what was missed, compares moves and wordings, searches loops."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.errors import UsageError
from game.simulation.explore.failures import failed_rules, first_stuck
from game.simulation.explore.intervals import mean_interval
from game.simulation.explore.loops import Search, best_loops
from game.simulation.explore.portfolio import play_portfolio
from game.simulation.explore.probe import closest_misses, is_followed
from game.simulation.explore.results import Edge, Explored, First, Part
from game.simulation.explore.targets import covered
from game.simulation.explore.worth import compare_moves
from game.simulation.kernel import (
    can_compile,
    compile_kernel,
    is_cached,
    refused_by_cache,
    require_compiler,
)
from game.simulation.results import EndingCount, wilson
from game.simulation.workers import Crew

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from game.engine import Scenario
    from game.simulation.explore.observing import Seen
    from game.simulation.explore.results import Miss, Target

__all__ = ["GAMES", "effort_of", "explore"]

GAMES = 2000
PLAIN_WORK = 500_000
"""How many rules may be looked at in plain play of the portfolio: a few seconds of work."""
SEED_LIMIT = 2**63


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is played.

    Attributes:
        games: how many games the portfolio plays.
        worth: how many games a move is compared on.
        search: how far loops are searched.
    """

    games: int
    worth: int
    search: Search

    @property
    def seeds(self) -> int:
        """How many seeds one player meets at most."""
        return self.games + 5 * self.worth + self.search.games + self.search.confirming


def effort_of(scenario: Scenario, games: int, *, compiled: bool) -> Effort:
    """Return how much is played when `games` are asked for: all of it compiled, plainly what takes a few seconds.

    What is plainly too much is told by the size of the rules, not by a clock: so the same is played everywhere.
    """
    rules = scenario.turns * (len(scenario.decisions) + len(scenario.index.sites))
    share = 1.0 if compiled else min(1.0, PLAIN_WORK / rules / games)
    return Effort(
        games=max(1, int(share * games)),
        worth=max(5, int(share * 40)),
        search=Search(max(3, int(share * 10)), max(2, int(share * 6)), max(30, int(share * 200))),
    )


def explore(
    scenario: Scenario,
    *,
    games: int = GAMES,
    seed: int = 0,
    workers: int = 1,
    compiled: bool | None = None,
    progress: Callable[[int], None] | None = None,
    say: Callable[[str], None] | None = None,
) -> Explored:
    """Return what players made of code find in a scenario.

    Args:
        scenario: what is explored.
        games: how many games the portfolio plays; fewer where the rules are played plainly and are many.
        seed: the first seed.
        workers: how many work side by side; the numbers do not depend on it.
        compiled: whether to play by compiled rules, which are made where they are not there yet; None takes them where
            they wait in the cache, and makes them where plain rules could not play all the games.
        progress: called with the number of games finished so far.
        say: called with a sentence before rules are compiled.

    Raises:
        UsageError: an argument is out of its range, or rules cannot be compiled here.
        GameError: the system ended one of the processes.
    """
    _require_some(games=games, workers=workers)
    fast = _is_compiled(scenario, games, compiled, say)
    effort = effort_of(scenario, games, compiled=fast)
    _require_room(seed, effort)
    started = time.perf_counter()
    with Crew(scenario, workers, compiled=fast) as crew:
        seen = play_portfolio(crew, effort.games, seed, progress)
        compared = compare_moves(crew, seed, effort.worth)
        loops, looped = best_loops(crew, seed, effort.search)
    targets, (best, bar) = covered(scenario, seen), _bar(seen)
    return Explored(
        scenario=scenario.id,
        rules_digest=scenario.rules_digest,
        games=effort.games,
        asked=games,
        seed=seed,
        parts=tuple(_part(scenario, one) for one in seen),
        endings=_endings(scenario, _joined(seen)),
        targets=targets,
        misses=_misses(scenario, targets, seed),
        edges=_edges(scenario, seen),
        worths=compared.worths,
        worded=compared.worded,
        loops=loops,
        bar=bar,
        bar_policy=best,
        even=compared.even,
        failures=failed_rules(scenario, seen),
        stuck=first_stuck(seen),
        all_games=effort.games + compared.games + looped,
        seconds=time.perf_counter() - started,
        workers=workers,
        compiled=fast,
    )


def _require_some(**counts: int) -> None:
    for name, count in counts.items():
        if count < 1:
            raise UsageError(f"{name} is {count}; expected 1 or more")


def _require_room(seed: int, effort: Effort) -> None:
    if not 0 <= seed <= SEED_LIMIT - effort.seeds:
        raise UsageError(f"seed is {seed}; expected 0 to 2**63 - 1, with room for {effort.seeds} games")


def _is_compiled(
    scenario: Scenario,
    games: int,
    wanted: bool | None,  # noqa: FBT001
    say: Callable[[str], None] | None,
) -> bool:
    """Return whether compiled rules are played, which are ready when this returns."""
    if wanted is False or (wanted is None and not _is_sooner_done(scenario, games)):
        return False
    require_compiler()
    if say is not None and not is_cached(scenario):
        say(f"compiling the rules of {scenario.id}: a few seconds, once")
    try:
        compile_kernel(scenario)
    except OSError as error:
        if wanted is None:
            return False
        raise refused_by_cache(error) from error
    return True


def _is_sooner_done(scenario: Scenario, games: int) -> bool:
    """Return whether compiled rules are worth their making or fetching."""
    return is_cached(scenario) or (can_compile() and effort_of(scenario, games, compiled=False).games < games)


def _joined(seen: list[Seen]) -> NDArray[np.int64]:
    import numpy as np  # noqa: PLC0415 - the window and the terminal play without it

    return np.concatenate([one.endings for one in seen])


def _endings(scenario: Scenario, reached: NDArray[np.int64]) -> tuple[EndingCount, ...]:
    games = len(reached)
    found = []
    for place, (name, ending) in enumerate(scenario.document.endings.items(), 1):
        count = int((reached == place).sum())
        found.append(EndingCount(name, ending.title, count, count / games, *wilson(count, games)))
    return tuple(found)


def _part(scenario: Scenario, seen: Seen) -> Part:
    games = len(seen.endings)
    value, _, _ = mean_interval(seen.graded)
    return Part(seen.policy, games, _endings(scenario, seen.endings), value, int(seen.turns.sum()) / games)


def _bar(seen: list[Seen]) -> tuple[str, tuple[float, float, float]]:
    """Return the player of most value, and the mean of its values with the interval."""
    means = {one.policy: mean_interval(one.graded) for one in seen}
    best = max(means, key=lambda policy: means[policy][0])
    return best, means[best]


def _misses(scenario: Scenario, targets: tuple[Target, ...], seed: int) -> tuple[Miss, ...]:
    """Return how close came what was never reached; nothing of what only hangs on something that never was either."""
    unreached = {target.path for target in targets if not target.games}
    looked_at = [target for target in targets if not target.games and not is_followed(target, unreached)]
    return closest_misses(scenario, looked_at, seed) if looked_at else ()


def _edges(scenario: Scenario, seen: list[Seen]) -> tuple[Edge, ...]:
    """Return the meters with the share of turns at each end, those that stand there most first."""
    import numpy as np  # noqa: PLC0415 - as above

    turns = sum(int(one.turns.sum()) for one in seen)
    ends = np.sum([one.ends for one in seen], axis=0) / turns
    edges = []
    for number in scenario.numbers:
        if number.kind == "meter" and not number.counter:
            low, high = ends[number.index].tolist()
            games = [
                (one.first + int(one.end_where[number.index, int(high > low)]), order)
                for order, one in enumerate(seen)
                if one.end_where[number.index, int(high > low)] >= 0
            ]
            first = First(min(games)[0], seen[min(games)[1]].policy, 1) if games else None
            edges.append(Edge(number.name, low, high, first))
    return tuple(sorted(edges, key=lambda edge: -max(edge.low, edge.high)))
