"""Batches: the same numbers however many processes play, and shares that are known from elsewhere."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from game.engine import load_scenario
from game.errors import GameError, UsageError
from game.policies import Uniform
from game.simulation.batch import SLICE, play, simulate
from game.simulation.results import Results, wilson

FIXTURES = Path(__file__).parent / "fixtures"
BENCH = FIXTURES / "bench_12"


def numbers(results: Results) -> Results:
    """Return the results without what depends on the machine."""
    return replace(results, seconds=0.0, workers=0)


@pytest.mark.parametrize(("policy", "workers"), [("uniform", 2), ("greedy", 3)])
def test_the_numbers_do_not_depend_on_the_workers(policy: str, workers: int) -> None:
    """One process and several count the same endings, turns and values, to the last bit."""
    games = 2 * SLICE + 7
    alone, together = (
        simulate(FIXTURES / "crossing", games=games, seed=5, policy=policy, workers=count, compiled=False)
        for count in (1, workers)
    )

    assert numbers(together) == numbers(alone)


def test_a_batch_is_its_playthroughs() -> None:
    """Playthrough i has the seed of the batch plus i."""
    scenario = load_scenario(BENCH)
    turns = [play(scenario, Uniform(), 100 + game).turn for game in range(20)]

    assert simulate(BENCH, games=20, seed=100).mean_turns == sum(turns) / 20


def test_bench_12_ends_as_an_independent_reference_does() -> None:
    """The shares of 3,000 even playthroughs are those of 1,000,000 by another program, within four deviations."""
    known = {"war": 0.1608, "rupture": 0.0534, "bridge": 0.0359, "captured": 0.0067, "drift": 0.7433}
    results = simulate(BENCH, games=3000, seed=1)

    for ending in results.endings:
        deviation = (known[ending.id] * (1 - known[ending.id]) / results.games) ** 0.5
        assert abs(ending.share - known[ending.id]) < 4 * deviation
    assert results.mean_turns == pytest.approx(11.450, abs=0.1)


def test_a_document_can_be_simulated_as_its_folder() -> None:
    """A document in memory gives the numbers of its file, in several processes too."""
    document = load_scenario(BENCH).document

    assert numbers(simulate(document, games=SLICE + 1, workers=2)) == numbers(simulate(BENCH, games=SLICE + 1))


def test_progress_is_told_after_each_slice() -> None:
    """The number of finished games grows to the whole batch."""
    told: list[int] = []

    simulate(BENCH, games=2 * SLICE + 1, progress=told.append)

    assert told == [SLICE, 2 * SLICE, 2 * SLICE + 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"games": 0}, "games is 0"),
        ({"games": 1, "seed": -1}, "seed is -1"),
        ({"games": 2, "seed": 2**63 - 1}, "with room for 2 games"),
        ({"games": 1, "workers": 0}, "workers is 0"),
        ({"games": 1, "policy": "gredy"}, "did you mean `greedy`"),
        ({"games": 1, "policy": "zzz"}, "policies: uniform"),
    ],
)
def test_arguments_out_of_range_are_refused(arguments: dict[str, int], message: str) -> None:
    """Each wrong argument is named with its value and what is expected."""
    with pytest.raises(UsageError, match=message):
        simulate(BENCH, **arguments)  # type: ignore[arg-type]


def test_an_interval_of_none_or_all_ends_at_the_share_itself() -> None:
    """No rounding leaves a trace above 0 or below 1."""
    assert {wilson(0, games)[0] for games in range(1, 600)} == {0.0}
    assert {wilson(games, games)[1] for games in range(1, 600)} == {1.0}


@pytest.mark.parametrize(
    ("count", "games", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)],
)
def test_intervals_are_wilsons(count: int, games: int, low: float, high: float) -> None:
    """The bounds are those of published tables."""
    assert wilson(count, games) == pytest.approx((low, high), abs=1e-4)


def test_speed_of_no_time_is_zero() -> None:
    """A batch that took no measurable time claims no speed."""
    assert replace(simulate(BENCH, games=1), seconds=0.0).games_a_second == 0.0


def test_an_interrupt_leaves_no_worker_behind() -> None:
    """An interrupt in the middle of a batch goes on to the caller, and every worker has ended."""

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(BENCH, games=20 * SLICE, workers=2, progress=interrupt, compiled=False)
    for process in multiprocessing.active_children():
        process.join(timeout=10)

    assert not multiprocessing.active_children()


def test_a_worker_that_is_killed_is_told() -> None:
    """When the system ends a process the batch stops with a message, and does not wait for ever."""

    def kill(_: int) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(GameError, match="try again with fewer workers"):
        simulate(BENCH, games=100 * SLICE, workers=2, progress=kill, compiled=False)


@pytest.mark.skipif(os.name == "nt", reason="signals to a group of processes are POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_ends_the_command_without_a_traceback(workers: str) -> None:
    """Ctrl-C, as soon as the progress bar is there, ends all processes with status 130 and no word of Python."""
    command = [sys.executable, "-m", "game", "simulate", str(BENCH), "--games", "10000000", "--workers", workers]
    screen, errors = os.openpty()
    terminal = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=errors, start_new_session=True, env=terminal
    ) as process:
        os.close(errors)
        said = b""
        while b"playing" not in said:
            said += os.read(screen, 1000)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=60)
        said += read_all(screen)

    assert process.returncode == 130
    assert b"Traceback" not in said
    # What was finished by then, if anything was, is printed and said to be a part.
    assert (b"(interrupted: 10000000 were wanted)" in output) == (b"what follows" in said)
    assert output == b"" or b"mean length" in output


def read_all(screen: int) -> bytes:
    """Return what is left on a terminal whose other side has closed."""
    said = b""
    try:
        while part := os.read(screen, 10_000):
            said += part
    except OSError:
        # Linux reports the closed side as an error.
        return said
    finally:
        os.close(screen)
    return said
