"""How fast playthroughs go, as a ratio to a fixed loop of plain Python in the same process.

    python tests/benchmarks/playthroughs.py [SECONDS]        (with the package installed)

A machine's speed and its other work change the playthroughs a second; the ratio changes far less, so two versions can
be compared by it. Both are measured in turns, and the medians are printed. Nothing is asserted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from game.engine import load_scenario
from game.policies import Uniform
from game.resources import shipped_scenarios
from game.simulation.batch import play

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine import Scenario

BENCH_12 = Path(__file__).parents[1] / "fixtures" / "bench_12"
ROUNDS = 7
LOOPS = 20_000


def fixed_loop() -> int:
    """Do a fixed amount of plain work: whole numbers, a list, a comparison."""
    numbers = [0] * 64
    for step in range(LOOPS):
        place = (step * 40_503) & 63
        numbers[place] = (numbers[place] + step) & 0xFFFF if step % 3 else numbers[place - 1]
    return sum(numbers)


def rate(work: Callable[[], object], seconds: float) -> float:
    """Return how many times a second `work` is done, over at least `seconds`."""
    count, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < seconds:
        work()
        count += 1
    return count / spent


def playing(scenario: Scenario) -> Callable[[], object]:
    """Return work that plays one game of even decisions, each with the next seed."""
    seeds = iter(range(2**62))
    return lambda: play(scenario, Uniform(), next(seeds))


def main() -> None:
    """Measure bench_12 and every shipped scenario in turns with the fixed loop."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.3
    works = {folder.name: playing(load_scenario(folder)) for folder in (BENCH_12, *shipped_scenarios())}
    rates: dict[str, list[float]] = {name: [] for name in works}
    ratios: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            loop = rate(fixed_loop, seconds)
            played = rate(work, seconds)
            rates[name].append(played)
            ratios[name].append(played / loop)
    for name in works:
        spread = f"{min(ratios[name]):.2f} to {max(ratios[name]):.2f}"
        print(f"{name}: {median(rates[name]):.0f} a second, {median(ratios[name]):.2f} of the loop's rate ({spread})")


if __name__ == "__main__":
    main()
