"""How fast the compiled rules play, as ratios in one run: to a C program, to plain play, by size, by workers.

    python tests/benchmarks/kernel.py [c] [main] [growth] [workers] [compile] [start]     (all parts when none is named)

Needs gcc for the part `c`. `yardstick.c` is the scenario bench_12 by hand; both must come to the same games, bit for
bit. Times are processor time and medians of interleaved runs, so other work on the machine moves both sides alike.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.engine import Orders, Player, Scenario, compile_document, load_scenario
from game.engine.rng import site_of
from game.policies import Greedy, orders_of
from game.resources import find_scenario
from game.simulation.games import Games, play_games
from game.simulation.kernel import compile_kernel

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
BENCH = HERE.parent / "fixtures" / "bench_12"
EVENTS = ("unannounced_exercise", "misread_signal", "export_controls", "taiwan_statement", "tariff_threat",
          "missile_test", "quiet_channel", "shrine_visit")  # fmt: skip
NAMES = ("EXERCISE", "MISREAD", "CONTROLS", "STATEMENT", "TARIFF", "MISSILE", "CHANNEL", "SHRINE")
GAMES = 200_000
RUNS = 7
EVEN = Orders(Player.UNIFORM)


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds of a piece of work."""
    before = time.process_time()
    work()
    return time.process_time() - before


def yardstick(folder: Path) -> Path:
    """Compile the C program with the engine's sites of draws; return its path."""
    lines = [f"#define SITE_UNIFORM {site_of('policy/uniform')}ULL"]
    lines += [f"#define SITE_{name} {site_of(f'event/{event}')}ULL" for name, event in zip(NAMES, EVENTS, strict=True)]
    (folder / "sites.h").write_text("\n".join(lines) + "\n", encoding="utf-8")
    program = folder / "yardstick"
    flags = ["-O3", "-march=native", "-ffp-contract=off", "-I", str(folder)]
    subprocess.run(["gcc", *flags, str(HERE / "yardstick.c"), "-o", str(program)], check=True)
    return program


def summary(scenario: Scenario, games: Games) -> dict[str, Any]:
    """Return what the C program prints of its games, of these."""
    import numpy as np  # noqa: PLC0415 - only this part needs it

    columns = [scenario.index.number_of[name] for name in (
        "trust.beijing", "trust.washington", "trust.tokyo", "trust.pyongyang", "tension", "dependence", "hotline",
        "tokyo_visited")]  # fmt: skip
    bits = np.ascontiguousarray(games.finals[:, columns]).view(np.uint64)
    place = np.arange(len(bits), dtype=np.uint64)[:, None] + np.arange(len(columns), dtype=np.uint64)[None, :]
    with np.errstate(over="ignore"):
        total = int((bits * (np.uint64(2) * place + np.uint64(1))).sum(dtype=np.uint64))
    endings = [int((games.endings == ending).sum()) for ending in range(1, 6)]
    return {"turns": int(games.turns.sum()), "sum": total, "endings": endings}


def against_c() -> None:
    """Print the speed on bench_12 beside the C program's and plain play's."""
    scenario = load_scenario(BENCH)
    with tempfile.TemporaryDirectory() as name:
        program = yardstick(Path(name))
        play_games(scenario, EVEN, 0, 10, compiled=True)
        by_c, by_kernel, plain = [], [], []
        for run in range(RUNS):
            said = subprocess.run([program, str(run), str(GAMES)], capture_output=True, text=True, check=True).stdout
            found = json.loads(said)
            by_c.append(found.pop("seconds") / GAMES)
            games: list[Games] = []
            by_kernel.append(
                cpu(lambda first=run, into=games: into.append(play_games(scenario, EVEN, first, GAMES, compiled=True)))  # type: ignore[misc]
                / GAMES
            )
            assert summary(scenario, games[0]) == found, "the C program and the compiled rules play different games"
            plain.append(cpu(lambda first=run: play_games(scenario, EVEN, first, 300)) / 300)  # type: ignore[misc]
    c, kernel, slow = (statistics.median(one) for one in (by_c, by_kernel, plain))
    print(f"bench_12, even play, one core: C {1 / c:,.0f} games/s, compiled {1 / kernel:,.0f}, plain {1 / slow:,.0f}")
    print(f"  compiled / C {c / kernel:.2f}   compiled / plain {slow / kernel:.0f}   same games, bit for bit: yes")


def of_main() -> None:
    """Print the speed on the main scenario, even and greedy, plain and compiled."""
    scenario = load_scenario(find_scenario("difficult_game"))
    for name, orders, fast, slow in (("even", EVEN, 5000, 100), ("greedy", orders_of(Greedy(), scenario), 400, 20)):
        play_games(scenario, orders, 0, 2, compiled=True)
        compiled = a_game(scenario, orders, fast, compiled=True)
        plain = a_game(scenario, orders, slow, compiled=False)
        nanoseconds = 1e9 * compiled / decisions_a_game(scenario, orders)
        print(
            f"main scenario, {name}: compiled {1 / compiled:,.0f} games/s ({nanoseconds:,.0f} ns a decision),"
            f" plain {1 / plain:,.0f}, ratio {plain / compiled:.0f}"
        )


def a_game(scenario: Scenario, orders: Orders, games: int, *, compiled: bool) -> float:
    """Return the processor seconds of a game: the middle of five runs of so many."""
    times = [cpu(lambda: play_games(scenario, orders, 0, games, compiled=compiled)) for _ in range(5)]
    return statistics.median(times) / games


def decisions_a_game(scenario: Scenario, orders: Orders) -> float:
    """Return how many decisions a game has, on average over a few."""
    from game.engine import apply, choose, new_game  # noqa: PLC0415 - only here

    count = 0
    for seed in range(10):
        state = new_game(scenario, seed)
        while not state.ending:
            state = apply(scenario, state, choose(scenario, state, orders)).state
            count += 1
    return count / 10


def synthetic(moves: int, events: int) -> Scenario:
    """Return a scenario made by formula, with so many moves and events; games have as many decisions at any size."""
    from game.scenario.loader import read_scenario  # noqa: PLC0415 - only here

    lines = ["format: 1", 'scenario: {id: sized, title: "Sized"}', "calendar:", "  agenda: 2", "  turns:"]
    lines += [f"    - {{date: 2026-{month:02d}-01, label: Month {month}}}" for month in range(1, 13)]
    lines += ["capitals:", "  beijing: {name: Beijing}", "  washington: {name: Washington}", "  tokyo: {name: Tokyo}"]
    lines += ["meters:", "  trust:", '    name: "Trust"', "    per: capital", "    better: higher",
              "    start: {beijing: 50, washington: 60, tokyo: 55}",
              '  tension: {name: "Tension", start: 50, better: lower}',
              "moves:"]  # fmt: skip
    names = ("beijing", "washington", "tokyo")
    for move in range(moves):
        gain, loss = names[move % 3], names[(move + 1) % 3]
        lines += [f"  move_{move}:", "    group: All", f'    title: "Move {move}"', "    agenda: 1",
                  f"    when: trust.{gain} < {60 + move % 35}", '    locked: "Not now"',
                  f"    effects: {{trust.{gain}: +{1 + move % 4}, tension: +1, trust.{loss}: -2}}"]  # fmt: skip
    lines.append("reactions:")
    for rule in range(events // 2):
        who = names[rule % 3]
        lines += [f"  reaction_{rule}: {{when: trust.{who} > {60 + rule % 35}, effects: {{tension: +1}}}}"]
    lines.append("events:")
    for event in range(events):
        who = names[event % 3]
        lines += [f"  event_{event}:", f'    chance: "0.02 + 0.0005 * max(0, tension - {event % 50})"',
                  f"    when: trust.{who} < {50 + event % 45}", f'    headline: "Event {event}"',
                  f"    effects: {{trust.{who}: +{event % 3}, tension: -{event % 2}}}"]  # fmt: skip
    lines += ["endings:", '  war: {when: tension >= 100, value: 0, title: "War"}',
              '  end: {check: last, when: otherwise, value: 50, title: "End"}']  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sized"
        folder.mkdir()
        (folder / "scenario.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        document, findings = read_scenario(folder)
    assert document is not None, findings
    return compile_document(document)


def growth() -> None:
    """Print how the cost of a game grows when a scenario is doubled and doubled again."""
    first = 0.0
    for moves, events in ((40, 30), (80, 60), (160, 120)):
        scenario = synthetic(moves, events)
        before = time.process_time()
        compile_kernel(scenario)
        made = time.process_time() - before
        each = a_game(scenario, EVEN, 3000, compiled=True)
        first = first or each
        print(
            f"{moves} moves, {events} events: {1 / each:,.0f} games/s, {each / first:.2f} of the smallest's cost;"
            f" compiled in {made:.1f} s"
        )


def workers() -> None:
    """Print what a second worker brings, in wall time, with both cores free or not."""
    scenario = load_scenario(find_scenario("difficult_game"))
    play_games(scenario, EVEN, 0, 2, compiled=True)
    slices = range(0, 40_000, 500)
    ratios, shares = [], []
    for _ in range(9):
        times, used = [], []
        for count in (1, 2):
            began, before = time.perf_counter(), time.process_time()
            with ThreadPoolExecutor(count) as pool:
                list(pool.map(lambda first: play_games(scenario, EVEN, first, 500, compiled=True), slices))
            times.append(time.perf_counter() - began)
            used.append(time.process_time() - before)
        ratios.append(times[0] / times[1])
        shares.append(used[1] / used[0])
    best, middle, share = max(ratios), statistics.median(ratios), statistics.median(shares)
    print(f"two workers / one: {best:.2f} at best of 9, {middle:.2f} in the middle")
    print(f"  the same work by two took {share:.2f} times the processor time of one, in the middle of 9")


def compiling() -> None:
    """Print how long the main scenario takes to compile, cold and from the cache, and the memory of each."""
    code = (
        "import json, resource, time\n"
        "from game.engine import load_scenario\nfrom game.resources import find_scenario\n"
        "from game.simulation.kernel import compile_kernel\n"
        "scenario = load_scenario(find_scenario('difficult_game'))\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "times, before = [(time.perf_counter(), time.process_time())], peak()\n"
        "import numpy, game.simulation.native\ntimes.append((time.perf_counter(), time.process_time()))\n"
        "compile_kernel(scenario)\ntimes.append((time.perf_counter(), time.process_time()))\n"
        "print(json.dumps([times, before, peak()]))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cold", "cached"):
            said = subprocess.run(
                [sys.executable, "-c", code], env=os.environ | {"MIDDLEGROUND_CACHE": folder},
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            times, before, peak = json.loads(said.stdout)
            (wall, used), brought = (
                [after - first for first, after in zip(times[at], times[at + 1], strict=True)] for at in (1, 0)
            )
            print(
                f"compile {name}: {wall:.2f} s, {used:.2f} s of processor time, after {brought[1]:.2f} s to import"
                f" llvmlite and numpy; peak {peak:.0f} MiB, before {before:.0f}"
            )


def starting() -> None:
    """Print how long the command takes to say its version, beside Python alone."""
    for name, arguments in (("python -c pass", ["-c", "pass"]), ("import game", ["-c", "import game"]),
                            ("python -m game --version", ["-m", "game", "--version"])):  # fmt: skip
        times = []
        for _ in range(9):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(f"{name}: {statistics.median(times):.3f} s of processor time")


PARTS: dict[str, Callable[[], None]] = {
    "c": against_c,
    "main": of_main,
    "growth": growth,
    "workers": workers,
    "compile": compiling,
    "start": starting,
}


def main() -> None:
    """Run the parts that are named, or all."""
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
        sys.stdout.flush()


if __name__ == "__main__":
    main()
