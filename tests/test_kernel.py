"""The rules compiled: the same games bit for bit, kept in the cache, and made again when the cache is damaged."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from fuzzed import fuzzed

from game.engine import load_scenario
from game.policies import Greedy, History, Liking, Planner, Policy, Scripted, Sticky, Uniform, orders_of
from game.resources import scenarios_folder, shipped_scenarios
from game.simulation import kernel
from game.simulation.batch import simulate
from game.simulation.games import join, play_games

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.simulation.games import Games

native = pytest.importorskip("game.simulation.native", reason="llvmlite compiles the rules; play does without it")
numpy = pytest.importorskip("numpy", reason="compiled tables are arrays")

# `MIDDLEGROUND_FUZZED=60` plays sixty made scenarios, and the greedy player as long as the others.
MANY = "MIDDLEGROUND_FUZZED" in os.environ
FUZZED = int(os.environ.get("MIDDLEGROUND_FUZZED", "10"))
SHIPPED = [path.name for path in shipped_scenarios()]

PLAYERS: tuple[tuple[Policy, int], ...] = (
    (Uniform(), 200),
    (Sticky(), 100),
    (Greedy(), 100),
    (Greedy(share=0.2), 100),
    (History(), 100),
    (Scripted(), 20),
    (Planner(), 2),
)


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the kernels of these tests in a folder of their own."""
    return tmp_path_factory.mktemp("kernels")


@pytest.fixture(autouse=True)
def in_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name that folder."""
    monkeypatch.setenv("MIDDLEGROUND_CACHE", str(cache))


def both_ways(scenario: Scenario, policy: Policy, games: int) -> tuple[Games, Games]:
    """Return games played plainly and compiled, with every value of every turn."""
    orders = orders_of(policy, scenario)
    plain, fast = (
        play_games(scenario, orders, 1000, games, whole_states=True, track=True, compiled=compiled)
        for compiled in (False, True)
    )
    return plain, fast


def assert_same(plain: Games, fast: Games) -> None:
    """Compare every bit of what games came to."""
    for name in ("endings", "turns", "graded", "finals", "tracks"):
        assert getattr(plain, name).tobytes() == getattr(fast, name).tobytes(), name


@pytest.mark.timeout(280)
def test_compiled_games_are_bit_equal_to_plain_ones(crossing: Scenario) -> None:
    """Every player's every state of every turn is the same, to the last bit."""
    for policy, games in PLAYERS:
        plain, fast = both_ways(crossing, policy, games)

        assert_same(plain, fast)
        assert plain.endings.min() > 0
        assert plain.tracks.any()
    worth = Liking(dict.fromkeys([info.decision for info in crossing.decisions], 1.0), mood=3.0)
    assert_same(*both_ways(crossing, worth, 100))


def test_what_is_compiled_is_kept_and_found_again(crossing: Scenario, cache: Path) -> None:
    """Another process, or this one later, takes the compiled rules from the folder; a changed rule is another file."""
    kernel.compile_kernel(crossing)
    kept = {path: path.stat().st_mtime_ns for path in cache.glob("rules_*")}

    assert kernel.is_cached(crossing)
    kernel._compiled.cache_clear()
    kernel.compile_kernel(crossing)

    assert {path: path.stat().st_mtime_ns for path in cache.glob("rules_*")} == kept


@pytest.mark.parametrize("damage", ["cut off", "changed", "empty"])
def test_damaged_rules_are_made_again(crossing: Scenario, damage: str) -> None:
    """What is kept is played only where it is whole; else it is made again and kept in its place."""
    kernel.compile_kernel(crossing)
    path = kernel._path(crossing)
    whole = path.read_bytes()
    damaged = {"cut off": whole[:-1000], "changed": whole[:500] + b"?" + whole[501:], "empty": b""}[damage]
    path.write_bytes(damaged)
    kernel._compiled.cache_clear()

    assert_same(*both_ways(crossing, Uniform(), 20))
    assert path.read_bytes() == whole


def test_rules_for_another_processor_are_made_again(crossing: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that several machines share keeps code that some of them cannot run."""
    kernel.compile_kernel(crossing)
    own = kernel._path(crossing).read_bytes()
    monkeypatch.setattr(native, "processor", lambda: "another")
    kernel._compiled.cache_clear()
    kernel.compile_kernel(crossing)

    assert kernel._path(crossing).read_bytes() != own
    kernel._compiled.cache_clear()


def test_a_batch_says_which_rules_it_played_by(crossing: Scenario) -> None:
    """Compiled or plain, with one worker or four: the same results but for speed."""
    folder = crossing.document
    plain = simulate(folder, games=500, policy="greedy", compiled=False)
    fast = simulate(folder, games=500, policy="greedy", workers=4, compiled=True)

    assert (plain.compiled, fast.compiled) == (False, True)
    assert plain.endings == fast.endings
    assert (plain.mean_turns, plain.mean_value) == (fast.mean_turns, fast.mean_value)


def test_a_small_batch_is_played_plainly(crossing: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done before compiled rules were even fetched is not compiled, nor is anything where llvmlite is not."""
    monkeypatch.setattr("game.simulation.ways.COMPILE_SECONDS", 0.1)

    assert not simulate(crossing.document, games=20).compiled
    assert simulate(crossing.document, games=1000).compiled
    monkeypatch.setattr("game.simulation.ways.can_compile", lambda: False)
    assert not simulate(crossing.document, games=1000).compiled


def assert_same_in_slices(scenario: Scenario, games: dict[Policy, int]) -> None:
    """Compare plain games with compiled ones, whole and in slices of two sizes that one and four threads play."""
    for policy, count in games.items():
        plain, fast = both_ways(scenario, policy, count)
        assert_same(plain, fast)
        orders = orders_of(policy, scenario)
        for threads, size in ((1, 64), (4, 7)):
            with ThreadPoolExecutor(threads) as pool:
                parts = pool.map(
                    lambda at, orders=orders, size=size, count=count: play_games(
                        scenario, orders, 1000 + at, min(size, count - at),
                        whole_states=True, track=True, compiled=True,
                    ),
                    range(0, count, size),
                )  # fmt: skip
                assert_same(plain, join(list(parts)))


@pytest.mark.slow
@pytest.mark.timeout(280)
@pytest.mark.parametrize("seed", range(FUZZED))
def test_compiled_games_of_scenarios_made_by_chance_are_bit_equal_to_plain_ones(seed: int, tmp_path: Path) -> None:
    """Whatever rules a scenario has: every state of every turn is the same, compiled, in slices and side by side."""
    (tmp_path / "scenario.yaml").write_text(fuzzed(seed), encoding="utf-8")
    scenario = load_scenario(tmp_path)

    assert_same_in_slices(scenario, {Uniform(): 200, Greedy(): 200, History(): 200})


@pytest.mark.slow
@pytest.mark.timeout(280)
@pytest.mark.parametrize("name", SHIPPED)
def test_compiled_games_of_shipped_scenarios_are_bit_equal_to_plain_ones(name: str) -> None:
    """Nothing is in the text that cannot be compiled, and nothing that computes otherwise when it is."""
    scenario = load_scenario(scenarios_folder() / name)
    greedy = 200 if MANY else 40

    assert_same_in_slices(scenario, {Uniform(): 200, Greedy(): greedy, History(): 200})
