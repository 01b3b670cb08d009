"""Whether a batch is played by compiled rules or by plain ones: what is sooner done, and why it was so chosen."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.engine import Player
from game.simulation.kernel import (
    can_compile,
    compile_kernel,
    is_cached,
    kernels_folder,
    refused_by_cache,
    require_compiler,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.engine import Scenario

__all__ = ["COMPILE_SECONDS", "LOAD_SECONDS", "PLAIN_SECONDS", "Way", "choose_way"]

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
COMPILE_SECONDS, LOAD_SECONDS = 3.0, 0.5
GLANCE = 0.1
"""Seconds after which a batch that waits for its rules looks whether the user has interrupted."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a batch is played: by compiled rules or not, and the reason in a few words."""

    compiled: bool
    why: str


def choose_way(
    scenario: Scenario,
    games: int,
    player: Player,
    *,
    wanted: bool | None = None,
    far: bool = False,
    say: Callable[[str], None] | None = None,
) -> Way:
    """Return how a batch is to be played; compiled rules are ready when this returns, but on a cluster.

    Args:
        scenario: what is played.
        games: how many times.
        player: who plays.
        wanted: what the caller wants; None leaves the choice.
        far: whether a cluster plays: each worker makes or fetches its own rules.
        say: called with a sentence before rules are compiled.

    Raises:
        UsageError: compiled rules are wanted and cannot be had.
    """
    if wanted is not None:
        return _asked(scenario, say) if wanted and not far else Way(wanted, "as asked")
    hindrance = _hindrance(scenario, games, player)
    if hindrance:
        return Way(compiled=False, why=hindrance)
    if far:
        return Way(compiled=True, why="each worker has its own")
    try:
        return _made(scenario, "", say)
    except OSError as error:
        return Way(compiled=False, why=f"nothing can be kept in {kernels_folder()}: {error.strerror or error}")


def _hindrance(scenario: Scenario, games: int, player: Player) -> str:
    """Return why plain rules are sooner done, or nothing."""
    if not can_compile():
        return "llvmlite is not installed"
    seconds = games * PLAIN_SECONDS[player]
    if seconds <= LOAD_SECONDS:
        return "so few games take less time than compiled rules take to load"
    if seconds <= COMPILE_SECONDS and not is_cached(scenario):
        return "so few games take less time than compiling the rules"
    return ""


def _asked(scenario: Scenario, say: Callable[[str], None] | None) -> Way:
    require_compiler()
    try:
        return _made(scenario, "as asked", say)
    except OSError as error:
        raise refused_by_cache(error) from error


def _made(scenario: Scenario, why: str, say: Callable[[str], None] | None) -> Way:
    """Make or fetch the compiled rules before any worker asks for them: so an interrupt need not wait for that."""
    cached = is_cached(scenario)
    if say is not None and not cached:
        say(f"compiling the rules of {scenario.id}: a few seconds, once; later batches find them ready")
    started = time.perf_counter()
    _compile_aside(scenario)
    made = "found ready" if cached else f"made in {time.perf_counter() - started:.0f} s and kept for later"
    return Way(compiled=True, why=why or made)


def _compile_aside(scenario: Scenario) -> None:
    """Compile in a thread that is left behind where the user interrupts: the compiler itself would not listen."""
    failures: list[BaseException] = []

    def compile_now() -> None:
        try:
            compile_kernel(scenario)
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            failures.append(error)

    thread = threading.Thread(target=compile_now, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(GLANCE)
    for failure in failures:
        raise failure
