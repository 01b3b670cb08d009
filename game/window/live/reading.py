"""Reading a scenario's files beside the game: the window goes on while they are checked and compiled."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import compile_document
from game.errors import Finding
from game.scenario.loader import examine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from game.engine import Scenario

__all__ = ["Read", "Reads", "failed", "read"]

SHORT = 0.005
"""Seconds between two looks at a thread that is waited for."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a scenario's files hold now: ready to be played, or None where they have errors; and what was found.

    `is_whole` says that warnings and tips were looked for, too.
    """

    scenario: Scenario | None
    findings: tuple[Finding, ...]
    is_whole: bool

    @property
    def errors(self) -> int:
        """How many findings keep it from being played."""
        if self.scenario is not None:
            # What is wrong in its tests is told, and keeps nobody from playing.
            return 0
        return sum(finding.severity == "error" for finding in self.findings)


def read(path: Path) -> Iterator[Read]:
    """Read and compile a scenario, then look for warnings and tips, which takes longer; nothing in it ends the game."""
    try:
        found = examine(path, errors_only=True, tests=False)
        if found.document is None or found.findings:
            yield Read(None, found.findings, is_whole=True)
            return
        scenario = compile_document(found.document)
        yield Read(scenario, (), is_whole=False)
        yield Read(scenario, examine(path).findings, is_whole=True)
    except Exception as error:  # noqa: BLE001 - a fault of the check's own must not close a game in play
        yield Read(None, (failed(error),), is_whole=True)


def failed(error: Exception) -> Finding:
    """Return what the author is told where the program itself failed."""
    return Finding("bug", f"Middle Ground failed on these files: {type(error).__name__}: {error}")


class Reads:
    """Reads a scenario in the background, one time after another.

    What takes longer waits until the next look: meanwhile the window draws what is known, without being held up.
    """

    def __init__(self, path: Path, read: Callable[[Path], Iterator[Read]] = read) -> None:
        """Read nothing yet."""
        self.path = path
        self._read = read
        self._thread: threading.Thread | None = None
        self._found: deque[Read] = deque()
        self._again = False
        self._looked = threading.Event()

    def begin(self) -> None:
        """Begin to read; where it is being read already, do so once more afterwards."""
        if self._thread is not None:
            self._again = True
            return
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
        self._thread.start()

    def finished(self) -> Read | None:
        """Return the next of what was read, once; None before, and for what is out of date already."""
        if self._again:
            self._found.clear()
        if not self._found:
            self._looked.set()
        if self._thread is not None and not self._thread.is_alive():
            self._thread = None
            if self._again:
                self._again = False
                self._found.clear()
                self.begin()
                return None
        return self._found.popleft() if self._found and not self._again else None

    def wait(self) -> None:
        """Wait until what is being read has been read."""
        while self._thread is not None and self._thread.is_alive():
            self._looked.set()
            self._thread.join(SHORT)

    def _run(self) -> None:
        for found in self._read(self.path):
            self._looked.clear()
            self._found.append(found)
            self._looked.wait()
