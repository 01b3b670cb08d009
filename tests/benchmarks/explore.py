"""Measures how long `explore` takes from a cold start, in a process of its own, and how its players compare.

    python tests/benchmarks/explore.py [SCENARIO] [--games 2000] [--times 3] [--players]    (with the package installed)

The rules are compiled first, so that they wait in the cache, unless `--plain` is given. With `--players` it counts
instead how many games each kind of player alone, and the portfolio, needs until it has met every target.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from game.engine import Scenario, load_scenario
from game.resources import find_scenario
from game.simulation.explore.portfolio import play_portfolio
from game.simulation.explore.targets import covered
from game.simulation.kernel import compile_kernel, is_cached
from game.simulation.workers import Crew


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def cold_start(name: str, games: int) -> float:
    """Return the seconds that a fresh process takes for the whole report."""
    command = (sys.executable, "-m", "game", "explore", name, "--games", str(games))
    started = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure_time(name: str, scenario: Scenario, games: int, times: int) -> None:
    """Print the time from a cold start, the best and the worst of some."""
    way = "the compiled rules in the cache" if is_cached(scenario) else "plain rules"
    found = sorted(cold_start(name, games) for _ in range(times))
    say(f"explore {name} --games {games}, {way}: {found[0]:.2f} s at best, {found[-1]:.2f} s at worst of {times}")


def measure_players(scenario: Scenario, games: int) -> None:
    """Print how much of the targets the portfolio meets as its games grow, and each of its players alone."""
    with Crew(scenario, 2, compiled=is_cached(scenario)) as crew:
        for count in (games // 16, games // 8, games // 4, games // 2, games):
            seen = play_portfolio(crew, count, 0)
            met = [bool(target.games) for target in covered(scenario, seen)]
            alone = {one.policy: sum(bool(target.games) for target in covered(scenario, [one])) for one in seen}
            best = ", ".join(f"{policy} {number}" for policy, number in alone.items())
            say(f"{count} games: {sum(met)} of {len(met)} targets met; each player alone: {best}")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description="Measure what exploring takes.")
    parser.add_argument("scenario", nargs="?", default="difficult_game")
    parser.add_argument("--games", type=int, default=2000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--plain", action="store_true", help="do not compile first")
    parser.add_argument("--players", action="store_true", help="compare the players instead")
    asked = parser.parse_args()
    scenario = load_scenario(find_scenario(asked.scenario))
    if not asked.plain:
        compile_kernel(scenario)
    if asked.players:
        measure_players(scenario, asked.games)
    else:
        measure_time(asked.scenario, scenario, asked.games, asked.times)


if __name__ == "__main__":
    main()
