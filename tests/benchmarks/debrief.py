"""Measure the debrief of the main scenario: time to the first and to the final picture, and what its grades hold.

    python tests/benchmarks/debrief.py [--games 3] [--blunders 100] [--students 500] [--worlds 120]

Times count from the last move: the rules are compiled and in the cache, as after the first game, but have yet to be
loaded. `--students` plays that many games of one kind of student and compares the variance of the luck-adjusted value
with that of the raw one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import fmean, pvariance

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import SECTIONS, written
from cut_down import PERILOUS, blundered_game

from game.analysis.debrief import debrief
from game.analysis.judging import Plan, judge
from game.analysis.worlds import Worlds
from game.engine import Scenario, ending_value, load_scenario
from game.policies import Policy, find_policy
from game.resources import find_scenario
from game.session.session import Session
from game.simulation.kernel import compile_kernel

TIMED = """
import sys, time
from game.engine import load_scenario
from game.resources import find_scenario
from game.session.session import Session
from game.policies import find_policy
scenario = load_scenario(find_scenario("difficult_game"))
policy, session = find_policy(sys.argv[1], scenario), Session(scenario, int(sys.argv[2]))
while not session.ended:
    session.apply(policy(scenario, session.state))
began, used = time.perf_counter(), time.process_time()
from game.analysis.worlds import Worlds
kept = []
plain = Worlds.__init__
def keeping(self, *args, **named):
    plain(self, *args, **named)
    kept.append(self)
Worlds.__init__ = keeping
from game.analysis.debrief import debrief
for found in debrief(session):
    played = sum(len(one.graded) for worlds in kept for one in worlds._played.values())
    print(f"{time.perf_counter() - began:6.2f} s, {time.process_time() - used:6.2f} s of processor time, "
          f"{played:7,} continuations, {'final' if found.final else 'coarse'}")
"""


def main() -> None:
    """Print all that is measured."""
    options = argparse.ArgumentParser()
    for name, count in (("games", 3), ("blunders", 100), ("students", 500), ("worlds", 120)):
        options.add_argument(f"--{name}", type=int, default=count)
    asked = options.parse_args()
    scenario = load_scenario(find_scenario("difficult_game"))
    compile_kernel(scenario)
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores")
    for name, seed in [("greedy", 3), ("uniform", 5), ("goal", 6)][: asked.games]:
        print(f"debrief of a game of `{name}`, seed {seed}:")
        command = [sys.executable, "-c", TIMED, name, str(seed)]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")
    if asked.blunders:
        print(f"planted blunders found: {blunders(asked.blunders)} of {asked.blunders}")
    if asked.students:
        for name in ("goal", "uniform"):
            students(scenario, find_policy(name, scenario), asked.students, asked.worlds)


def blunders(games: int) -> int:
    """Return in how many games of a small scenario the planted blunder is the worst decision found."""
    plan = Plan(candidates=3, coarse=12, finalists=2, search=24, compare=40, matters=(0, 0))
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(written(SECTIONS | PERILOUS), encoding="utf-8")
        scenario = load_scenario(path)
    for seed in range(1000, 1000 + games):
        session = blundered_game(scenario, seed, 1 + seed % 4)
        *_, last = debrief(session, workers=1, compiled=False, plan=plan)
        told = [one for one in last.turning if one.kind == "decision"]
        found += bool(told) and min(told, key=lambda one: one.points).subject == "threaten"
    return found


def students(scenario: Scenario, policy: Policy, games: int, worlds: int) -> None:
    """Print the variance of what games came to, and of the same with luck taken out."""
    plan = Plan(candidates=0, coarse=2, finalists=0, search=worlds // 2, compare=worlds - worlds // 2, matters=(0, 0))

    def one(seed: int) -> tuple[float, float]:
        session = Session(scenario, seed)
        while not session.ended:
            session.apply(policy(scenario, session.state))
        *_, (turns, _) = judge(session, Worlds(scenario, session.states, workers=1, compiled=True), plan)
        assert all(turn.end.value == later.start.value for turn, later in pairwise(turns))
        raw = ending_value(scenario, session.state)
        return raw, min(max(raw - sum(turn.chance for turn in turns), 0.0), 100.0)

    began, found = time.perf_counter(), []
    with ThreadPoolExecutor(2) as pool:
        for row in pool.map(one, range(5000, 5000 + games)):
            found.append(row)
            if len(found) % 25 == 0:
                passed = time.perf_counter() - began
                print(f"  {policy.name}: {len(found)} of {games} students, {passed:.0f} s", file=sys.stderr, flush=True)
    raw, adjusted = ([row[at] for row in found] for at in (0, 1))
    took = time.perf_counter() - began
    print(
        f"{games} students `{policy.name}`, {worlds} worlds a position: mean {fmean(raw):.1f} raw, "
        f"{fmean(adjusted):.1f} adjusted; variance {pvariance(raw):.1f} raw, {pvariance(adjusted):.1f} adjusted, "
        f"{pvariance(adjusted) / pvariance(raw):.2f} of it ({took:.0f} s)",
        flush=True,
    )


if __name__ == "__main__":
    main()
