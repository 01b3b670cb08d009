"""Compiled rules made beside a game: in a process of its own that asks for nothing but what is left of the machine.

Batches of a scenario that was played find its rules ready. The process of the game imports neither llvmlite nor numpy,
and does not wait: it starts the other one, and ends it when it ends itself.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from game.simulation.kernel import can_compile

__all__ = ["SWITCH", "Precompiler", "is_switched_off", "main"]

SWITCH = "MIDDLEGROUND_PRECOMPILE"
"""The variable of the environment that says `off` where nothing is to be compiled beside a game."""
OFF = frozenset(("off", "no", "0", "false"))
LEAST_URGENT = 19
PATIENCE = 2.0
"""Seconds that the process has to end before it is ended."""


def is_switched_off() -> bool:
    """Return whether the environment wants nothing to be worked out beside a game."""
    return os.environ.get(SWITCH, "").lower() in OFF


class Precompiler:
    """Keeps at most one process that compiles."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._path: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    @lru_cache(maxsize=1)
    def of_this_process() -> Precompiler:
        """Return the one that this process needs; what it started ends with this process."""
        found = Precompiler()
        atexit.register(found.stop)
        return found

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The process, running or ended; None before the first."""
        return self._process

    def start(self, path: Path) -> None:
        """Have a scenario's rules compiled, unless that is under way, done, switched off or impossible here."""
        if path == self._path or is_switched_off() or not can_compile():
            return
        self.stop()
        self._path = path
        with suppress(OSError):
            # Its input stays open as long as this process lives, however that ends; see `_end_with_the_game`.
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-m", __name__, str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                creationflags=getattr(subprocess, "IDLE_PRIORITY_CLASS", 0),
            )

    def stop(self) -> None:
        """End the process; what it has not finished is made again another time."""
        self._path = None
        if self._process is None:
            return
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def main(path: str) -> int:
    """Compile the rules of a scenario where they are not kept yet, and return the exit status."""
    from game.engine import load_scenario  # noqa: PLC0415 - the game's process has no use for it here
    from game.errors import GameError  # noqa: PLC0415 - as above
    from game.simulation.kernel import compile_kernel, is_cached  # noqa: PLC0415 - as above

    if hasattr(os, "nice"):
        os.nice(LEAST_URGENT)
    threading.Thread(target=_end_with_the_game, daemon=True).start()
    try:
        scenario = load_scenario(Path(path))
        if not is_cached(scenario):
            compile_kernel(scenario)
    except (GameError, OSError):
        # The game itself tells what is wrong with its scenario; without a cache there is nothing to prepare.
        return 1
    return 0


def _end_with_the_game() -> None:
    """Wait for the end of the input, which is the end of the game, and end at once."""
    # Past Python's own buffer: its lock, held while this thread waits, would break the end of a process that is done.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
