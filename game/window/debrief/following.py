"""The process that works a debrief out: the window reads its pictures as they come, and is never held up.

Rules are compiled there and never here, so the window stays small and quick whatever the analysis needs. The process
may be started while the game still goes on: it loads the rules and knows nothing of the game until that is over.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from game.analysis.exchange import read_debrief
from game.errors import GameError
from game.session.replay import record, replay_text

if TYPE_CHECKING:
    from pathlib import Path

    from game.analysis.findings import Debrief
    from game.session.session import Session

__all__ = ["Following", "Told", "command_of"]

NICE = 10
"""How much is left to others: the window and the student's other programs come first."""

LAST_LETTERS = 600
"""So much of a complaint is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the process told.

    Attributes:
        picture: a picture of the debrief.
        why: why plain rules are played.
        written: the file into which a report was written.
        fault: what went wrong.
        over: whether the process has ended: nothing more comes.
    """

    picture: Debrief | None = None
    why: str = ""
    written: str = ""
    fault: str = ""
    over: bool = False


def command_of(scenario: str) -> list[str]:
    """Return the command that works out debriefs of a scenario, named by id or path."""
    return [sys.executable, "-m", "game.classroom.service", scenario]


class Following:
    """A process at low priority: a thread reads what it tells into a queue, another one writes what it is asked."""

    def __init__(self, scenario: str) -> None:
        """Start the process for a scenario, named by id or path; what goes wrong is told like all else."""
        self.process: subprocess.Popen[str] | None = None
        self._told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._asked: queue.SimpleQueue[str] = queue.SimpleQueue()
        try:
            # Its complaints go to a file, which cannot fill up as a pipe can.
            errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - the thread closes it
            self.process = subprocess.Popen(  # noqa: S603 - this very program, without a shell
                command_of(scenario), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                encoding="utf-8", creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )  # fmt: skip
        except OSError as error:
            self._told.put(Told(fault=str(error), over=True))
            return
        lower_priority(self.process.pid)
        threading.Thread(target=self._read, args=(self.process, errors), name="debrief", daemon=True).start()
        threading.Thread(target=self._write, args=(self.process,), name="asking", daemon=True).start()

    def judge(self, session: Session) -> None:
        """Have a finished game judged, as it now stands."""
        self._asked.put(json.dumps({"game": replay_text(record(session))}))

    def report(self, file: Path) -> None:
        """Have the report of the game written into a file, once it is judged."""
        self._asked.put(json.dumps({"report": str(file)}))

    def told(self) -> Told | None:
        """Return the next thing that was told, once; None where nothing has come."""
        try:
            return self._told.get_nowait()
        except queue.Empty:
            return None

    def stop(self) -> None:
        """End the process; nobody waits for it any more."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def _write(self, process: subprocess.Popen[str]) -> None:
        """Hand on what is asked: a pipe may be full as long as the process is busy, and nothing here may wait."""
        assert process.stdin is not None
        with contextlib.suppress(OSError), process.stdin:
            while process.poll() is None:
                process.stdin.write(f"{self._asked.get()}\n")
                process.stdin.flush()

    def _read(self, process: subprocess.Popen[str], errors: IO[str]) -> None:
        assert process.stdout is not None
        with process.stdout, errors:
            for line in process.stdout:
                found = _read_line(line)
                if found is not None:
                    self._told.put(found)
            status = process.wait()
            errors.seek(0)
            said = errors.read().strip()
        # Lets the other thread see that the process has ended.
        self._asked.put("")
        self._told.put(Told(fault=fault_of(status, said) if status else "", over=True))


def _read_line(line: str) -> Told | None:
    """Return what a line tells; a picture that is none is told as a fault."""
    word, _, rest = line.partition(" ")
    if word in ("why", "written", "fault"):
        return Told(**{word: json.loads(rest)})
    if word != "picture":
        return None
    try:
        return Told(read_debrief(rest))
    except GameError as error:
        return Told(fault=str(error))


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
