"""Playing a scenario many times over, in this process or in several, with the same numbers either way.

Playthrough i has the seed `seed + i`. Seeds are dealt in slices that are joined in order; so neither the number of
workers nor the way they play, compiled or plain, changes anything but the time a batch takes.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.engine import Player, Scenario, compile_document, new_game, play_on
from game.errors import UsageError
from game.policies import Policy, find_policy, orders_of
from game.scenario.loader import load_document
from game.scenario.model import Document
from game.simulation.games import Games, join, play_games
from game.simulation.kernel import have_numba, is_cached
from game.simulation.results import EndingCount, Results, wilson
from game.simulation.workers import share_out

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import State

__all__ = ["SLICE", "play", "simulate"]

SLICE = 50
# Rough times of one game of the main scenario played plainly, by player, and of making or fetching the compiled rules:
# they only decide which way is taken.
PLAIN_SECONDS: Mapping[Player, float] = MappingProxyType(
    {
        Player.UNIFORM: 0.0015,
        Player.STICKY: 0.0015,
        Player.GREEDY: 0.016,
        Player.PLANNED: 0.002,
        Player.LIKING: 0.003,
        Player.PLANNER: 20.0,
    }
)
COMPILE_SECONDS, LOAD_SECONDS = 40.0, 1.0
SPEED_UP = 25
# A compiled slice runs to its end: so long an interrupt waits.
SLICE_SECONDS = 0.05
SEED_LIMIT = 2**63
Progress = Callable[[int], None]


def simulate(
    source: Path | Document,
    *,
    games: int,
    seed: int = 0,
    policy: str = "uniform",
    workers: int = 1,
    progress: Progress | None = None,
    compiled: bool | None = None,
) -> Results:
    """Play `games` playthroughs and return what they came to.

    Args:
        source: the scenario's folder or file, or its document.
        games: how many, 1 or more.
        seed: seed of the first; playthrough i has seed + i, all below 2**63.
        policy: name of the policy that decides.
        workers: how many processes; 1 plays in this one.
        progress: called with the number of games finished so far.
        compiled: whether to play by compiled rules; None lets the batch choose what is sooner done.

    Raises:
        ScenarioError: the scenario has faults.
        UsageError: an argument is out of its range.
        GameError: the system ended one of the processes.
    """
    _check(games, seed, workers)
    document = source if isinstance(source, Document) else load_document(source)
    scenario = compile_document(document)
    player = orders_of(find_policy(policy, scenario), scenario).who
    fast = _is_worth_compiling(scenario, games, player) if compiled is None else compiled
    length = max(1, int(SLICE_SECONDS / (PLAIN_SECONDS[player] / SPEED_UP))) if fast else SLICE
    slices = [Slice(policy, seed + at, min(length, games - at), fast) for at in range(0, games, length)]
    started = time.perf_counter()
    played: list[Games] = []
    done = 0
    for part in share_out(_play_slice, scenario, slices, workers, compiled=fast):
        played.append(part)
        done += len(part.endings)
        if progress is not None:
            progress(done)
    return _results(scenario, policy, join(played), time.perf_counter() - started, workers, compiled=fast)


def play(scenario: Scenario, policy: Policy, seed: int) -> State:
    """Return the last state of one playthrough."""
    return play_on(scenario, new_game(scenario, seed), orders_of(policy, scenario))


def _check(games: int, seed: int, workers: int) -> None:
    if games < 1:
        raise UsageError(f"games is {games}; expected 1 or more")
    if not 0 <= seed <= SEED_LIMIT - games:
        raise UsageError(f"seed is {seed}; expected 0 to 2**63 - 1, with room for {games} games")
    if workers < 1:
        raise UsageError(f"workers is {workers}; expected 1 or more")


def _is_worth_compiling(scenario: Scenario, games: int, player: Player) -> bool:
    """Return whether compiled rules are sooner done: they wait in the cache, or plain play would take longer."""
    if not have_numba():
        return False
    seconds = games * PLAIN_SECONDS[player]
    return seconds > COMPILE_SECONDS or (
        seconds > LOAD_SECONDS and is_cached(scenario, planner=player == Player.PLANNER)
    )


@dataclass(frozen=True, slots=True)
class Slice:
    """A few games in a row of one batch."""

    policy: str
    first: int
    games: int
    compiled: bool


def _play_slice(scenario: Scenario, part: Slice) -> Games:
    orders = orders_of(find_policy(part.policy, scenario), scenario)
    return play_games(scenario, orders, part.first, part.games, compiled=part.compiled)


def _results(
    scenario: Scenario, policy: str, played: Games, seconds: float, workers: int, *, compiled: bool
) -> Results:
    games = len(played.endings)
    reached = played.endings.tolist()
    counts = [reached.count(place) for place in range(1, 1 + len(scenario.document.endings))]
    endings = zip(scenario.document.endings.items(), counts, strict=True)
    return Results(
        scenario=scenario.document.scenario.id,
        rules_digest=scenario.rules_digest,
        policy=policy,
        games=games,
        seed=played.first,
        endings=tuple(
            EndingCount(name, ending.title, count, count / games, *wilson(count, games))
            for (name, ending), count in endings
        ),
        mean_turns=int(played.turns.sum()) / games,
        # An exact sum: it does not depend on how the games were dealt out.
        mean_value=math.fsum(played.graded.tolist()) / games,
        seconds=seconds,
        workers=workers,
        compiled=compiled,
    )
