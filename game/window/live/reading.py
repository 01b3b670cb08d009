"""Reading a scenario's files beside the game: the window goes on while they are checked and compiled."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import compile_document
from game.errors import Finding
from game.scenario.loader import examine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.engine import Scenario

__all__ = ["Read", "Reads", "failed", "read"]


@dataclass(frozen=True, slots=True)
class Read:
    """What a scenario's files hold now: ready to be played, or None where they have errors; and what was found."""

    scenario: Scenario | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings keep it from being played."""
        return sum(finding.severity == "error" for finding in self.findings)


def read(path: Path) -> Read:
    """Read, check and compile a scenario; nothing in its files ends the game."""
    try:
        found = examine(path)
        if found.document is None or any(finding.severity == "error" for finding in found.findings):
            return Read(None, found.findings)
        return Read(compile_document(found.document), found.findings)
    except Exception as error:  # noqa: BLE001 - a fault of the check's own must not close a game in play
        return Read(None, (failed(error),))


def failed(error: Exception) -> Finding:
    """Return what the author is told where the program itself failed."""
    return Finding("bug", f"Middle Ground failed on these files: {type(error).__name__}: {error}")


class Reads:
    """Reads a scenario in the background, one time after another."""

    def __init__(self, path: Path, read: Callable[[Path], Read] = read) -> None:
        """Read nothing yet."""
        self.path = path
        self._read = read
        self._thread: threading.Thread | None = None
        self._found: Read | None = None
        self._again = False

    def begin(self) -> None:
        """Begin to read; where it is being read already, do so once more afterwards."""
        if self._thread is not None:
            self._again = True
            return
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
        self._thread.start()

    def finished(self) -> Read | None:
        """Return what was read as soon as it is, once; None before, and where it is out of date already."""
        if self._thread is None or self._thread.is_alive():
            return None
        self._thread, found = None, self._found
        if self._again:
            self._again = False
            self.begin()
            return None
        return found

    def wait(self) -> None:
        """Wait until what is being read has been read."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        self._found = self._read(self.path)
