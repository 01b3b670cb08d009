"""How long `check` takes in all, and where: run `python tests/benchmarks/check.py [RUNS]` on a quiet machine.

Prints processor time of the whole command, best of some runs, then of its parts inside one process: importing,
reading the files, the shape, the checks of names, the checks of rules (each of the slowest). The modules are compiled
first, as they are once a package is installed, also where the environment forbids to keep what was compiled.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from tempfile import TemporaryDirectory

PARTS = """
import json, sys
from time import process_time
marks = [process_time()]
import typer
marks.append(process_time())
import pydantic, yaml
marks.append(process_time())
from game.scenario import loader
from game.scenario.lint import check
marks.append(process_time())
from game.resources import find_scenario
from game.scenario import shape
from game.scenario.lint.subject import Subject
from game.scenario.source import Places
path = find_scenario("difficult_game")
reading, _ = loader._read(path, tests=True)
marks.append(process_time())
document, _, _ = shape.validate(reading.tree, Places(reading.spots), set())
marks.append(process_time())
subject = Subject.of(document, Places(reading.spots))
check.check_names(subject)
marks.append(process_time())
slow = []
for code, one in check.RULES:
    begun = process_time()
    list(one(subject))
    slow.append((process_time() - begun, f"{code} {one.__module__.rpartition('.')[2]}.{one.__name__}"))
marks.append(process_time())
print(json.dumps([[after - before for before, after in zip(marks, marks[1:])], sorted(slow)[-6:]]))
"""
NAMES = ("importing typer", "importing pydantic and yaml", "importing the game", "reading", "shape", "names", "rules")


def whole(command: list[str]) -> float:
    """Return the processor time of a command, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with TemporaryDirectory() as compiled:
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        whole([sys.executable, "-m", "game", "check", "difficult_game"])
        measure(sys.executable, runs)


def measure(python: str, runs: int) -> None:
    """Print the best of some runs."""
    for title, command in (
        ("python -c pass", [python, "-c", "pass"]),
        ("middleground --version", [python, "-m", "game", "--version"]),
        ("middleground check difficult_game", [python, "-m", "game", "check", "difficult_game"]),
    ):
        sys.stdout.write(f"{title:36} {min(whole(command) for _ in range(runs)):.3f} s\n")
    tries = [json.loads(subprocess.check_output([python, "-c", PARTS])) for _ in range(runs)]
    best, slow = min(tries, key=lambda one: sum(one[0]))
    for title, seconds in zip(NAMES, best, strict=True):
        sys.stdout.write(f"  {title:34} {seconds:.3f} s\n")
    for seconds, title in reversed(slow):
        sys.stdout.write(f"    {title:32} {seconds:.3f} s\n")


if __name__ == "__main__":
    main()
