"""Playing a scenario many times over, in this process or in several, with the same numbers either way.

Playthrough i has the seed `seed + i`. Seeds are dealt in fixed slices whose sums are added in order; so the number of
workers changes the time a batch takes and nothing else.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from game.engine import Scenario, apply, compile_document, ending_value, new_game, uniform_game
from game.errors import GameError, UsageError, nearest
from game.policies import POLICIES, Policy, Uniform
from game.scenario.loader import load_document
from game.scenario.model import Document
from game.simulation.results import EndingCount, Results, wilson

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import State

__all__ = ["SLICE", "play", "simulate"]

SLICE = 50
AHEAD = 4
SEED_LIMIT = 2**63
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What the playthroughs of one slice came to; `endings` counts by the place of the ending in the file."""

    games: int
    endings: tuple[int, ...]
    turns: int
    value: float


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
) -> Results:
    """Play `games` playthroughs and return what they came to.

    Args:
        source: the scenario's folder or file, or its document.
        games: how many, 1 or more.
        seed: seed of the first; playthrough i has seed + i, all below 2**63.
        policy: name of the policy that decides.
        workers: how many processes; 1 plays in this one.
        progress: called with the number of games finished so far.

    Raises:
        ScenarioError: the scenario has faults.
        UsageError: an argument is out of its range.
        GameError: the system ended one of the processes.
    """
    _check(games, seed, policy, workers)
    document = source if isinstance(source, Document) else load_document(source)
    scenario = compile_document(document)
    slices = [(first, min(SLICE, games - first)) for first in range(0, games, SLICE)]
    started = time.perf_counter()
    played: list[Played] = []
    done = 0
    for part in _parts(scenario, policy, [(seed + first, count) for first, count in slices], workers):
        played.append(part)
        done += part.games
        if progress is not None:
            progress(done)
    return _results(scenario, policy, seed, played, time.perf_counter() - started, workers)


def play(scenario: Scenario, policy: Policy, seed: int) -> State:
    """Return the last state of one playthrough."""
    if isinstance(policy, Uniform):
        # The engine plays it without a ledger, several times as fast, to the same last state.
        return uniform_game(scenario, seed)
    state = new_game(scenario, seed)
    while not state.ending:
        state = apply(scenario, state, policy(scenario, state)).state
    return state


def _check(games: int, seed: int, policy: str, workers: int) -> None:
    if games < 1:
        raise UsageError(f"games is {games}; expected 1 or more")
    if not 0 <= seed <= SEED_LIMIT - games:
        raise UsageError(f"seed is {seed}; expected 0 to 2**63 - 1, with room for {games} games")
    if workers < 1:
        raise UsageError(f"workers is {workers}; expected 1 or more")
    if policy not in POLICIES:
        meant = nearest(policy, POLICIES)
        hint = f"did you mean `{meant}`?" if meant else f"policies: {', '.join(POLICIES)}"
        raise UsageError(f"there is no policy `{policy}`; {hint}")


def _parts(scenario: Scenario, policy: str, slices: list[tuple[int, int]], workers: int) -> Iterator[Played]:
    """Yield what each slice came to, in the order of the seeds."""
    if workers == 1 or len(slices) == 1:
        for first, count in slices:
            yield _play_slice(scenario, policy, first, count)
        return
    task = Task(scenario.rules_digest, scenario.document)
    # Spawned processes on every platform: a forked one would inherit open windows, threads and locks.
    context = multiprocessing.get_context("spawn")
    count = min(workers, len(slices))
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_ignore_interrupts)
    waiting: deque[Future[Played]] = deque()
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


def _play_task(task: Task, policy: str, first: int, count: int) -> Played:
    return _play_slice(_compiled(task), policy, first, count)


def _play_slice(scenario: Scenario, policy: str, first: int, count: int) -> Played:
    endings = [0] * len(scenario.document.endings)
    turns = 0
    value = 0.0
    for seed in range(first, first + count):
        state = play(scenario, POLICIES[policy], seed)
        endings[state.ending - 1] += 1
        turns += state.turn
        value += ending_value(scenario, state)
    return Played(count, tuple(endings), turns, value)


def _results(scenario: Scenario, policy: str, seed: int, played: list[Played], seconds: float, workers: int) -> Results:
    games = sum(part.games for part in played)
    value = 0.0
    for part in played:
        value += part.value
    counts = [sum(part.endings[place] for part in played) for place in range(len(scenario.document.endings))]
    endings = zip(scenario.document.endings.items(), counts, strict=True)
    return Results(
        scenario=scenario.document.scenario.id,
        rules_digest=scenario.rules_digest,
        policy=policy,
        games=games,
        seed=seed,
        endings=tuple(
            EndingCount(name, ending.title, count, count / games, *wilson(count, games))
            for (name, ending), count in endings
        ),
        mean_turns=sum(part.turns for part in played) / games,
        mean_value=value / games,
        seconds=seconds,
        workers=workers,
    )
