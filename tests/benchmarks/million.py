"""What a million games of the main scenario take by the command, and whether they are right.

    python tests/benchmarks/million.py [games]

Each run is the command as a user gives it, in a process of its own. Processor time and peak memory are the process's,
with its threads. What it wrote is held against plain play of the first games.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIO, CHECKED = "difficult_game", 3000
RUNS = {
    "counts": [],
    "counts, two workers": ["--workers", "2"],
    "with a picture": ["--plot", "games.png"],
    "every game in a table": ["--out", "games.csv"],
    "every game as arrays": ["--out", "games.npz"],
    "beside the hard form": ["--compare", "hard"],
}
"""What is asked for beside the number of games; the files lie in a folder that goes."""


def simulate(folder: Path, *options: str) -> tuple[bytes, str]:
    """Run the command in a folder; return what it printed, and what it took as the cells of a table."""
    command = [sys.executable, "-m", "game", "simulate", SCENARIO, "--format", "json", *options]
    started = time.perf_counter()
    with (folder / "told.json").open("wb") as told:
        process = subprocess.Popen(command, cwd=folder, stdout=told, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    cells = f"{seconds:.1f} s | {used.ru_utime + used.ru_stime:.1f} s | {used.ru_maxrss / 1024:.0f} MiB"
    return (folder / "told.json").read_bytes(), cells


def head(file: Path, rows: int) -> list[list[str]]:
    """Return the first rows of a table."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [row for row, _ in zip(csv.reader(lines), range(rows), strict=False)]


def main() -> None:
    """Run every kind, print the table, and say whether the games are those of plain play."""
    games = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    print("| what is asked for | time | processor time | peak memory | file |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The rules are compiled beforehand: what that takes is told in kernel.md.
        simulate(folder, "--games", "10", "--compiled")
        counted = 0
        for what, options in RUNS.items():
            told, cells = simulate(folder, "--games", games, *options)
            size = sum((folder / name).stat().st_size for name in options if name.startswith("games."))
            print(f"| {what} | {cells} | {f'{size / 1e6:,.1f} MB' if size else ''} |", flush=True)
            counted = counted or sum(ending["games"] for ending in json.loads(told)["endings"])
        simulate(folder, "--games", str(CHECKED), "--plain", "--out", "plain.csv")
        same = head(folder / "games.csv", CHECKED + 1) == head(folder / "plain.csv", CHECKED + 1)
    print(f"\nEndings: {counted:,} of {int(games):,} games. ", end="")
    print(f"The first {CHECKED:,} rows are {'' if same else 'NOT '}those of plain play, sign by sign.")


if __name__ == "__main__":
    main()
