"""Playing a scenario many times over, in this process, in several or on a cluster, with the same numbers every way.

Playthrough i has the seed `seed + i`. Seeds are dealt in slices that are joined in order; so neither the number of
workers nor the way they play, compiled or plain, changes anything but the time a batch takes.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine import Player, Scenario, compile_document, new_game, play_on
from game.errors import UsageError
from game.policies import Policy, find_policy, orders_of
from game.scenario.loader import load_document
from game.scenario.model import Document
from game.simulation.columns import NOTHING, Gathered, Keep, play_columns
from game.simulation.results import Batch, EndingCount, Interrupted, Results, wilson
from game.simulation.ways import PLAIN_SECONDS, Way, choose_way
from game.simulation.workers import Crew

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import State
    from game.simulation.columns import Columns, Whole

__all__ = ["SLICE", "play", "run_batch", "simulate"]

SLICE = 50
# A compiled slice runs to its end: so long an interrupt waits.
SLICE_SECONDS = 0.05
# A slice that goes over the network is worth its way.
FAR_SECONDS = 2.0
FAN_SLICE, FAR_FAN_SLICE = 500, 2000
"""How many games are played in one go where all turns of a slice are held in memory, at home and on a cluster."""
SPEED_UP = 25
SEED_LIMIT = 2**63
Progress = Callable[[int], None]
Say = Callable[[str], None]


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
    """Play `games` playthroughs and return what they came to; `run_batch` says what can be asked and goes wrong."""
    return run_batch(
        source, games=games, seed=seed, policy=policy, workers=workers, progress=progress, compiled=compiled
    ).results


def run_batch(
    source: Path | Document,
    *,
    games: int,
    seed: int = 0,
    policy: str = "uniform",
    workers: int = 1,
    progress: Progress | None = None,
    compiled: bool | None = None,
    keep: Keep = NOTHING,
    cluster: str = "",
    say: Say | None = None,
) -> Batch:
    """Play `games` playthroughs and return what they came to, with what is kept of each.

    Args:
        source: the scenario's folder or file, or its document.
        games: how many, 1 or more.
        seed: seed of the first; playthrough i has seed + i, all below 2**63.
        policy: name of the policy that decides.
        workers: how many processes; 1 plays in this one.
        progress: called with the number of games finished so far.
        compiled: whether to play by compiled rules; None lets the batch choose what is sooner done.
        keep: what is kept of each game.
        cluster: address of a Dask scheduler whose workers play; empty for this machine.
        say: called with a sentence when something takes long before the first game.

    Raises:
        ScenarioError: the scenario has faults.
        UsageError: an argument is out of its range.
        GameError: the system ended one of the processes, or the cluster failed.
        Interrupted: the user interrupted after the first slice; it holds what was finished by then.
    """
    _check(games, seed, workers, cluster)
    document = source if isinstance(source, Document) else load_document(source)
    scenario = compile_document(document)
    player = orders_of(find_policy(policy, scenario), scenario).who
    way = choose_way(scenario, games, player, wanted=compiled, far=bool(cluster), say=say)
    told = Told(scenario, policy, games, seed, workers, way, cluster)
    slices = _slices(told, keep, player)
    gathered = Gathered(scenario, keep, games)
    started = time.perf_counter()
    crew = _crew(told)
    try:
        with crew:
            for columns, counts in crew.do(_play_slice, slices):
                gathered.take(columns, counts)
                if progress is not None:
                    progress(gathered.games)
    except KeyboardInterrupt as interrupt:
        if not gathered.games:
            raise
        raise Interrupted(_batch(told, gathered, started, crew)) from interrupt
    return _batch(told, gathered, started, crew)


def play(scenario: Scenario, policy: Policy, seed: int) -> State:
    """Return the last state of one playthrough."""
    return play_on(scenario, new_game(scenario, seed), orders_of(policy, scenario))


def _check(games: int, seed: int, workers: int, cluster: str) -> None:
    if games < 1:
        raise UsageError(f"games is {games}; expected 1 or more")
    if not 0 <= seed <= SEED_LIMIT - games:
        raise UsageError(f"seed is {seed}; expected 0 to 2**63 - 1, with room for {games} games")
    if workers < 1:
        raise UsageError(f"workers is {workers}; expected 1 or more")
    if cluster and workers > 1:
        raise UsageError("a cluster has its own workers: leave out their number or the cluster")


@dataclass(frozen=True, slots=True)
class Told:
    """What a batch was told to do, and the way in which it does it."""

    scenario: Scenario
    policy: str
    games: int
    seed: int
    workers: int
    way: Way
    cluster: str


@dataclass(frozen=True, slots=True)
class Slice:
    """A few games in a row of one batch."""

    policy: str
    first: int
    games: int
    compiled: bool
    keep: Keep


def _slices(told: Told, keep: Keep, player: Player) -> list[Slice]:
    length = _slice_length(told, keep, player)
    compiled = told.way.compiled
    return [
        Slice(told.policy, told.seed + at, min(length, told.games - at), compiled, keep)
        for at in range(0, told.games, length)
    ]


def _slice_length(told: Told, keep: Keep, player: Player) -> int:
    """Return how many games go into a slice; that changes no number."""
    if not told.way.compiled and not told.cluster:
        return SLICE
    seconds = PLAIN_SECONDS[player] / (SPEED_UP if told.way.compiled else 1)
    length = max(1, int((FAR_SECONDS if told.cluster else SLICE_SECONDS) / seconds))
    most = FAR_FAN_SLICE if told.cluster else FAN_SLICE
    return min(length, most) if keep.fans or keep.rows else length


def _crew(told: Told) -> Crew:
    if told.cluster:
        from game.simulation.cluster import ClusterCrew  # noqa: PLC0415 - asks for an extra

        return ClusterCrew(told.scenario, told.cluster, compiled=told.way.compiled)
    return Crew(told.scenario, told.workers, compiled=told.way.compiled)


def _play_slice(scenario: Scenario, part: Slice) -> tuple[Columns, Whole]:
    orders = orders_of(find_policy(part.policy, scenario), scenario)
    return play_columns(scenario, orders, part.first, part.games, part.keep, compiled=part.compiled)


def _batch(told: Told, gathered: Gathered, started: float, crew: Crew) -> Batch:
    seconds = time.perf_counter() - started
    document = told.scenario.document
    columns = gathered.columns()
    return Batch(
        results=replace(_results(told, columns, seconds), slices_here=crew.played_here),
        columns=columns,
        fans=gathered.fans(),
        endings=list(document.endings),
        numbers=[number.name for number in told.scenario.numbers],
        labels=[turn.label for turn in document.calendar.turns],
    )


def _results(told: Told, played: Columns, seconds: float) -> Results:
    games = len(played)
    endings = told.scenario.document.endings
    return Results(
        scenario=told.scenario.id,
        rules_digest=told.scenario.rules_digest,
        policy=told.policy,
        games=games,
        seed=played.first,
        endings=tuple(
            _counted(name, ending.title, played, place) for place, (name, ending) in enumerate(endings.items(), 1)
        ),
        mean_turns=int(played.turns.sum()) / games,
        # An exact sum: it does not depend on how the games were dealt out.
        mean_value=math.fsum(played.graded.tolist()) / games,
        seconds=seconds,
        workers=told.workers,
        compiled=told.way.compiled,
        why=told.way.why,
        wanted=told.games,
        cluster=told.cluster,
    )


def _counted(name: str, title: str, played: Columns, place: int) -> EndingCount:
    reached = played.endings == place
    games, count = len(played), int(reached.sum())
    first = played.first + int(reached.argmax()) if count else None
    return EndingCount(name, title, count, count / games, *wilson(count, games), first)
