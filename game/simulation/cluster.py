"""The slices of a batch on a Dask cluster: the same work as at home, and the same numbers to the last bit.

Dask runs the slices of a worker that dies again on the others. What it gives up in the end, because too many workers
died over it or the scheduler went away, is played here: a batch that has begun is finished.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from game.engine import Scenario, compile_document
from game.engine.compiler import whole_text
from game.errors import GameError, UsageError
from game.simulation.kernel import can_compile, compile_kernel
from game.simulation.workers import AHEAD, Crew, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["ClusterCrew"]

CONNECT_SECONDS = 10
WORKERS_SECONDS = 30
"""How long the cluster may take to answer, and its first worker to come."""

PATIENCE_SECONDS, LOOK_SECONDS = 10, 0.1
"""How long a batch waits before it looks whether any worker is left, and for that answer; and once there was none."""
OTHER_GAME = "a worker of the cluster has not the same version of the game; install the same one on all its machines"

Part = TypeVar("Part")
Result = TypeVar("Result")


class ClusterCrew(Crew):
    """A crew whose workers are those of a Dask cluster."""

    def __init__(self, scenario: Scenario, address: str, *, compiled: bool) -> None:
        """Reach the cluster, and wait for a first worker.

        Args:
            scenario: what is played.
            address: the scheduler's, such as `tcp://10.0.0.1:8786`.
            compiled: whether a worker plays by compiled rules where it can make them.

        Raises:
            UsageError: dask is not installed, or nothing answers at the address.
            GameError: the cluster has no worker.
        """
        super().__init__(scenario, 1, compiled=compiled)
        self.played_here = 0
        self._left_alone = False
        self._client = _reach(address)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Let the cluster go; what it still does for this batch is called off."""
        self._client.close(timeout=CONNECT_SECONDS)

    def do(self, work: Callable[[Scenario, Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
        """Yield what each part came to, in order.

        Args:
            work: what is done with a part; a function of a module.
            parts: what there is to do.

        Raises:
            GameError: the workers have another version of the game.
        """
        # The scenario is the result of a task: where the worker that holds it dies, another one gets it again.
        sent = self._submit(_same, Task(self.scenario.rules_digest, self.scenario.document))
        self._refuse_others(sent)
        waiting: deque[tuple[Part, Any]] = deque()
        for part in parts:
            waiting.append((part, self._submit(_far_at_work, work, sent, part, text_digest(self.scenario))))
            if len(waiting) >= AHEAD * max(1, self._threads()):
                yield self._result(work, *waiting.popleft())
        while waiting:
            yield self._result(work, *waiting.popleft())

    def _refuse_others(self, sent: Any) -> None:  # noqa: ANN401 - Dask's future has no types
        """Refuse a cluster whose first worker to answer has no game, or another one."""
        try:
            text = self._awaited(self._submit(_far_digest, sent))
        except (ImportError, AttributeError, RuntimeError) as error:
            raise GameError(OTHER_GAME) from error
        if text != text_digest(self.scenario):
            raise GameError(OTHER_GAME)

    def _submit(self, *call: object) -> Any:  # noqa: ANN401 - as above
        """Return a call's future; None where there is nobody to take it."""
        if self._left_alone and not self._threads():
            return None
        try:
            return self._client.submit(*call, pure=False)
        except Exception:  # noqa: BLE001 - whatever ails the scheduler, the work is done here
            return None

    def _threads(self) -> int:
        """Return how many slices the cluster can play side by side now; workers may come and go at any time."""
        found = 0
        # A client that has lost its scheduler looks for it as long as it may: this machine plays meanwhile.
        if self._client.status == "running":
            with suppress(Exception):
                threads = self._client.sync(self._client.scheduler.ncores, callback_timeout=PATIENCE_SECONDS)
                found = int(sum(threads.values()))
        self._left_alone = not found and (self._left_alone or self._client.status != "running")
        return found

    def _result(self, work: Callable[[Scenario, Part], Result], part: Part, future: Any) -> Result:  # noqa: ANN401 - as above
        """Return what a part came to; what the cluster has given up is done here."""
        try:
            found: Result | None = self._awaited(future)
        except Exception:  # noqa: BLE001 - as above; a fault of the work itself is met here again
            self.played_here += 1
            return work(self.scenario, part)
        if found is None:
            raise GameError(OTHER_GAME)
        return found

    def _awaited(self, future: Any) -> Any:  # noqa: ANN401 - as above
        """Wait for a result as long as there is a worker that may bring it."""
        while future is not None:
            try:
                return future.result(timeout=LOOK_SECONDS if self._left_alone else PATIENCE_SECONDS)
            except TimeoutError:
                if not self._threads():
                    self._left_alone = True
                    raise
        raise TimeoutError


@lru_cache(maxsize=8)
def text_digest(scenario: Scenario) -> str:
    """Return a digest of the text that play runs: the same rules in another version of the game have another one."""
    text = f"{whole_text(scenario.code)}\n{scenario.tables!r}"
    return hashlib.sha256(text.encode()).hexdigest()


def _reach(address: str) -> Any:  # noqa: ANN401 - Dask's client has no types
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("a cluster needs Dask: `pip install middleground[cluster]`") from error
    # What Dask logs of workers that come and go is not for players.
    for name in [name for name in logging.root.manager.loggerDict if name.startswith(("distributed", "asyncio"))]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {address}; an address looks like tcp://10.0.0.1:8786"
        ) from error
    try:
        client.wait_for_workers(1, timeout=WORKERS_SECONDS)
    except BaseException as error:
        client.close(timeout=CONNECT_SECONDS)
        if isinstance(error, TimeoutError):
            raise GameError(
                f"the cluster at {address} has no workers; start one with `dask worker {address}`"
            ) from error
        raise
    return client


def _same(task: Task) -> Task:
    """Return the scenario as it was sent."""
    return task


@lru_cache(maxsize=1)
def _compiled(task: Task) -> Scenario:
    return compile_document(task.document)


def _far_digest(task: Task) -> str:
    """Return the digest of the rules as a worker of the cluster would play them."""
    return text_digest(_compiled(task))


@lru_cache(maxsize=8)
def _can_compile(scenario: Scenario) -> bool:
    """Return whether this worker has compiled rules; where it cannot make any it plays by plain ones."""
    if not can_compile():
        return False
    try:
        compile_kernel(scenario)
    except OSError:
        return False
    return True


def _far_at_work(work: Callable[[Scenario, Part], Result], task: Task, part: Part, text: str) -> Result | None:
    """Do a part of the work on a worker of the cluster; None where its game is not the one that asks."""
    scenario = _compiled(task)
    if text_digest(scenario) != text:
        return None
    if getattr(part, "compiled", False) and not _can_compile(scenario):
        part = replace(part, compiled=False)  # type: ignore[type-var]  # what can be compiled is a dataclass
    return work(scenario, part)
