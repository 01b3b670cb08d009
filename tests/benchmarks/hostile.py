"""What the worst files of up to 1 MiB cost `check`: run as `python tests/benchmarks/hostile.py`.

Printed are the seconds of processor time and the memory at its peak of a whole run, each in a process of its own.
What is wanted: 2 s and 300 MB.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 1 << 20
MAIN = Path(__file__).parents[2] / "scenarios" / "difficult_game"
HEAD = "format: 1\n"


def slipped(slips: int) -> str:
    """Return the main scenario in one file, with slips of the pen at random lines."""
    files = [MAIN / "scenario.yaml", *sorted(MAIN.glob("[a-rt-z]*.yaml"))]
    lines = "".join(file.read_text(encoding="utf-8") for file in files if file.stem != "tests").split("\n")
    draw = random.Random(1)  # noqa: S311 - slips are no secret
    for _ in range(slips):
        row = draw.randrange(len(lines))
        line = lines[row]
        lines[row] = draw.choice([" " + line, line.replace(":", "", 1), line.replace('"', "", 1), "-" + line.lstrip()])
    return "\n".join(lines)


def files() -> Iterator[tuple[str, str]]:
    """Yield each kind of file with its text."""
    for slips in (20, 200, 2000):
        yield f"{slips} slips in the main scenario", slipped(slips)
    yield "a slip in every entry", "events:\n" + '  e:\n    when: tension > 9\n    headline: "x\n   text: y\n' * 20_000
    yield "a slip in every section", "".join(f's{at}:\n  a: {{b: 1\n  c: "d\n' for at in range(40_000))
    yield "no space after any dash", ("history:\n" + "    -{date: x\n" * 250) * 400
    yield "words of 29,000 letters", "events: " + "{a: " * 1000 + "\n" + f'  {"x" * 29_000}\n  c: "\n' * 35
    entries = "".join(f'  e{at}: {{when: tension > 9, headline: "{"x" * 60}"}}\n' for at in range(8_000))
    yield "slips behind 8,000 entries", "events:\n" + entries + "  z: {when: \n   x: 1\n" * 5
    yield "a map 100,000 deep", "events: " + "{a: " * 100_000
    yield (
        "anchors that repeat each other",
        "events:\n" + "".join(f"  e{at}: &a{at} [*a{at - 1}]\n" for at in range(40_000)),
    )


def cost(file: Path) -> tuple[float, float]:
    """Return the processor time of a check, in seconds, and its peak of memory, in MB."""
    process = subprocess.Popen([sys.executable, "-m", "game", "check", str(file)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 1
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        for title, text in files():
            file = Path(folder) / "hostile.yaml"
            file.write_text((HEAD + text)[:MOST], encoding="utf-8")
            seconds, megabytes = cost(file)
            sys.stdout.write(f"{title:34} {file.stat().st_size / MOST:5.2f} MiB {seconds:6.2f} s {megabytes:5.0f} MB\n")


if __name__ == "__main__":
    main()
