"""Work on one scenario shared out: among threads where the rules are compiled, else among processes.

What comes back stands in the order of the parts, whoever did them.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Self, TypeVar

from game.engine import Scenario, compile_document
from game.errors import GameError
from game.simulation.kernel import compile_kernel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from game.scenario.model import Document

__all__ = ["Crew"]

AHEAD = 4
"""How many parts wait for each worker: enough that none is idle, no more than memory is glad to hold."""

Part = TypeVar("Part")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Task:
    """A scenario as it goes to a worker; two are equal when their rules are, so that a worker compiles it once."""

    rules_digest: str
    document: Document = field(compare=False)


class Crew:
    """Workers on one scenario, for one task after the other; they are called when there is something to share."""

    def __init__(self, scenario: Scenario, workers: int, *, compiled: bool) -> None:
        """Call nobody yet.

        Args:
            scenario: what is played.
            workers: how many work side by side; 1 works in this thread.
            compiled: whether they play by compiled rules, which free the interpreter.
        """
        self.scenario = scenario
        self.compiled = compiled
        self.workers = workers
        self.played_here = 0
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Send the workers home; at once where something went wrong."""
        if self._pool is None:
            return
        is_of_processes = isinstance(self._pool, ProcessPoolExecutor)
        self._pool.shutdown(wait=error is None or not is_of_processes, cancel_futures=True)
        if error is not None and is_of_processes:
            # Twice: a process that was just being started is not among the first.
            for _ in range(2):
                for process in multiprocessing.active_children():
                    process.terminate()
                    process.join(1)
        if isinstance(error, BrokenProcessPool):
            raise GameError("a process of the batch was ended from outside; try again with fewer workers") from error

    def do(self, work: Callable[[Scenario, Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
        """Yield what each part came to, in order.

        Args:
            work: what is done with a part; a function of a module, where processes do it.
            parts: what there is to do.

        Raises:
            GameError: the system ended one of the processes; as the crew is left.
        """
        every = list(parts)
        if self.workers == 1 or len(every) <= 1:
            yield from (work(self.scenario, part) for part in every)
            return
        waiting: deque[Future[Result]] = deque()
        for part in every:
            waiting.append(self._hand_over(work, part))
            if len(waiting) >= AHEAD * self.workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _hand_over(self, work: Callable[[Scenario, Part], Result], part: Part) -> Future[Result]:
        if self.compiled:
            if self._pool is None:
                compile_kernel(self.scenario)
                self._pool = ThreadPoolExecutor(self.workers)
            return self._pool.submit(work, self.scenario, part)
        if self._pool is None:
            # Spawned processes on every platform: a forked one would inherit open windows, threads and locks.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_ignore_interrupts)
        task = Task(self.scenario.rules_digest, self.scenario.document)
        with _interrupts_held():
            return self._pool.submit(_at_work, work, task, part)


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
