"""The process that works a debrief out: the window reads its pictures as they come, and is never held up.

Rules are compiled there and never here, so the window stays small and quick whatever the analysis needs.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from game.analysis.exchange import read_debrief
from game.errors import GameError
from game.session.replay import record
from game.session.saves import write_replay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.analysis.findings import Debrief
    from game.session.session import Session

__all__ = ["Exporting", "Following", "Told", "command_of"]

NICE = 10
"""How much is left to others: the window and the student's other programs come first."""

LAST_LETTERS = 600
"""So much of a complaint is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the process told: a picture, or what went wrong; `over` when nothing more comes."""

    picture: Debrief | None = None
    fault: str = ""
    over: bool = False


def command_of(file: Path, scenario: Path | None, *options: str) -> list[str]:
    """Return the command that works out the debrief of a saved game; `scenario` is where its scenario is."""
    where = ["--scenario", str(scenario)] if scenario is not None else []
    return [sys.executable, "-m", "game", "debrief", str(file), *where, *options]


class Work:
    """A process at low priority whose lines a thread reads into a queue."""

    def __init__(self, session: Session, scenario: Path | None = None) -> None:
        """Keep the game in a folder of its own: what the process reads is the game as it is shown."""
        self.scenario = scenario
        self._folder = Path(tempfile.mkdtemp(prefix="middleground-"))
        self.file = self._folder / "game.json"
        self.process: subprocess.Popen[str] | None = None
        self._told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._session = session

    def start(self, command: Sequence[str]) -> None:
        """Write the game and start the process; what goes wrong is told like all else."""
        try:
            write_replay(self.file, record(self._session))
            # The game's own process reads no keyboard; its complaints go to a file, which cannot fill up as a pipe can.
            errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - the thread closes it
            self.process = subprocess.Popen(  # noqa: S603 - the game's own command, without a shell
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8",
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )  # fmt: skip
        except (OSError, GameError) as error:
            self._told.put(Told(fault=str(error), over=True))
            return
        lower_priority(self.process.pid)
        threading.Thread(target=self._read, args=(self.process, errors), name="debrief", daemon=True).start()

    def told(self) -> Told | None:
        """Return the next thing that was told, once; None where nothing has come."""
        try:
            return self._told.get_nowait()
        except queue.Empty:
            return None

    def stop(self) -> None:
        """End the process and take its folder away."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
        for path in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                path.unlink()
        with contextlib.suppress(OSError):
            self._folder.rmdir()

    def read_line(self, line: str) -> Told | None:
        """Return what a line tells; a subclass reads what it waits for."""
        del line
        return None

    def _read(self, process: subprocess.Popen[str], errors: IO[str]) -> None:
        with process, errors:
            assert process.stdout is not None
            for line in process.stdout:
                found = self.read_line(line)
                if found is not None:
                    self._told.put(found)
            status = process.wait()
            errors.seek(0)
            said = errors.read().strip()
        self._told.put(Told(fault=fault_of(status, said) if status else "", over=True))


class Following(Work):
    """Reads the pictures of a debrief, each finer than the one before."""

    def begin(self) -> None:
        """Start to work the debrief out."""
        self.start(command_of(self.file, self.scenario, "--jsonl"))

    def read_line(self, line: str) -> Told | None:
        """Return the picture of a line; a line that is none is told as a fault."""
        if not line.strip():
            return None
        try:
            return Told(read_debrief(line))
        except GameError as error:
            return Told(fault=str(error))


class Exporting(Work):
    """Writes the report of a debrief into a file."""

    def begin(self, out: Path) -> None:
        """Start to write the report."""
        self.start(command_of(self.file, self.scenario, "--html", str(out)))


def fault_of(status: int, said: str) -> str:
    """Return why a process failed, from its complaint: of a fault in the program itself only the last line."""
    if not said:
        return f"the process ended with status {status}"
    return f"Middle Ground failed: {said.splitlines()[-1]}" if "Traceback" in said else said[-LAST_LETTERS:]


def lower_priority(pid: int) -> None:
    """Let a process leave the processor to others, where the system can."""
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, NICE)
