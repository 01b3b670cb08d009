"""Work on one scenario shared out: among threads where the rules are compiled, else among processes.

What comes back stands in the order of the parts, whoever did them.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from game.engine import Scenario, compile_document
from game.errors import GameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from game.scenario.model import Document

__all__ = ["share_out"]

AHEAD = 4
"""How many parts wait for each worker: enough that none is idle, no more than memory is glad to hold."""

Part = TypeVar("Part")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Task:
    """A scenario as it goes to a worker; two are equal when their rules are, so that a worker compiles it once."""

    rules_digest: str
    document: Document = field(compare=False)


def share_out(
    work: Callable[[Scenario, Part], Result], scenario: Scenario, parts: Iterable[Part], workers: int, *, compiled: bool
) -> Iterator[Result]:
    """Yield what each part came to, in order.

    Args:
        work: what is done with a part; a function of a module, where processes do it.
        scenario: what is played.
        parts: what there is to do.
        workers: how many work side by side; 1 works in this thread.
        compiled: whether the work plays by compiled rules, which free the interpreter.

    Raises:
        GameError: the system ended one of the processes.
    """
    every = list(parts)
    if workers == 1 or len(every) <= 1:
        yield from (work(scenario, part) for part in every)
    elif compiled:
        yield from _in_threads(work, scenario, every, workers)
    else:
        yield from _in_processes(work, scenario, every, workers)


def _in_threads(
    work: Callable[[Scenario, Part], Result], scenario: Scenario, parts: list[Part], workers: int
) -> Iterator[Result]:
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[Result]] = deque()
    try:
        for part in parts:
            waiting.append(pool.submit(work, scenario, part))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_processes(
    work: Callable[[Scenario, Part], Result], scenario: Scenario, parts: list[Part], workers: int
) -> Iterator[Result]:
    task = Task(scenario.rules_digest, scenario.document)
    # Spawned processes on every platform: a forked one would inherit open windows, threads and locks.
    context = multiprocessing.get_context("spawn")
    count = min(workers, len(parts))
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_ignore_interrupts)
    waiting: deque[Future[Result]] = deque()
    try:
        for part in parts:
            with _interrupts_held():
                waiting.append(pool.submit(_at_work, work, task, part))
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


def _at_work(work: Callable[[Scenario, Part], Result], task: Task, part: Part) -> Result:
    return work(_compiled(task), part)
