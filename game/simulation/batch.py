"""Playing a scenario many times over, in this process or in several, with the same numbers either way.

Playthrough i has the seed `seed + i`. Seeds are dealt in slices that are joined in order; so neither the number of
workers nor the way they play, compiled or plain, changes anything but the time a batch takes.
"""

from __future__ import annotations

import math
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.engine import Player, Scenario, compile_document, new_game, play_on
from game.errors import GameError, UsageError
from game.policies import Policy, find_policy, orders_of
from game.scenario.loader import load_document
from game.scenario.model import Document
from game.simulation.games import Games, join, play_games
from game.simulation.kernel import have_numba, is_cached
from game.simulation.results import EndingCount, Results, wilson

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import State

__all__ = ["SLICE", "play", "simulate"]

SLICE = 50
AHEAD = 4
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


@dataclass(frozen=True, slots=True)
class Task:
    """A scenario as it goes to a worker; two are equal when their rules are, so that a worker compiles it once."""

    rules_digest: str
    document: Document = field(compare=False)


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
    slices = [(first, min(length, games - first)) for first in range(0, games, length)]
    started = time.perf_counter()
    played: list[Games] = []
    done = 0
    for part in _parts(scenario, policy, [(seed + first, count) for first, count in slices], workers, compiled=fast):
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


def _parts(
    scenario: Scenario, policy: str, slices: list[tuple[int, int]], workers: int, *, compiled: bool
) -> Iterator[Games]:
    """Yield what each slice came to, in the order of the seeds."""
    if workers == 1 or len(slices) == 1:
        for first, count in slices:
            yield _play_slice(scenario, policy, first, count, compiled=compiled)
    elif compiled:
        yield from _in_threads(scenario, policy, slices, workers)
    else:
        yield from _in_processes(scenario, policy, slices, workers)


def _in_threads(scenario: Scenario, policy: str, slices: list[tuple[int, int]], workers: int) -> Iterator[Games]:
    """Yield what each slice came to; the compiled rules free the interpreter, so threads play side by side."""
    # The first slice makes the compiled rules; no second thread may try the same.
    yield _play_slice(scenario, policy, *slices[0], compiled=True)
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[Games]] = deque()
    try:
        for part in slices[1:]:
            waiting.append(pool.submit(_play_slice, scenario, policy, *part, compiled=True))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_processes(scenario: Scenario, policy: str, slices: list[tuple[int, int]], workers: int) -> Iterator[Games]:
    """Yield what each slice came to, played plainly in processes of their own."""
    task = Task(scenario.rules_digest, scenario.document)
    # Spawned processes on every platform: a forked one would inherit open windows, threads and locks.
    context = multiprocessing.get_context("spawn")
    count = min(workers, len(slices))
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_ignore_interrupts)
    waiting: deque[Future[Games]] = deque()
    try:
        for part in slices:
            with _interrupts_held():
                waiting.append(pool.submit(_play_task, task, policy, *part))
            # Enough ahead that no worker waits for work, and no more than memory is glad to hold.
            if len(waiting) >= AHEAD * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BaseException as error:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        if isinstance(error, BrokenProcessPool):
            raise GameError("a process of the batch was ended from outside; try again with fewer workers") from error
        raise
    pool.shutdown()


def _ignore_interrupts() -> None:
    """Leave an interrupt to the process that started this one; it ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold interrupts back while workers start: they inherit that, and so never meet one while they import."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@lru_cache(maxsize=1)
def _compiled(task: Task) -> Scenario:
    return compile_document(task.document)


def _play_task(task: Task, policy: str, first: int, count: int) -> Games:
    return _play_slice(_compiled(task), policy, first, count, compiled=False)


def _play_slice(scenario: Scenario, policy: str, first: int, count: int, *, compiled: bool) -> Games:
    orders = orders_of(find_policy(policy, scenario), scenario)
    return play_games(scenario, orders, first, count, compiled=compiled)


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
