"""`middleground check --watch`: the findings and the balance of a scenario, anew after every save."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from game.commands.common import colour, progress_bar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.scenario.loader import Examined
    from game.scenario.model import Document
    from game.simulation.results import Results

__all__ = ["GAMES", "Author", "watch"]

GAMES = 2000
MOST_WORKERS = 4
CLEAR = "\x1b[2J\x1b[3J\x1b[H"


class _Saved(Exception):  # noqa: N818 - no fault: the files were saved while games were played
    """The files were saved again: what is being played is out of date."""


def watch(path: Path, *, games: int = GAMES, policy: str = "uniform") -> None:
    """Print findings and balance, then again after every save, until the author interrupts."""
    from game.scenario.watching import POLL, Watch  # noqa: PLC0415

    files = Watch([path])
    author = Author(path, games, policy, files.changed)
    while True:
        author.look()
        while not (author.is_behind or files.changed()):
            time.sleep(POLL)


@dataclass(slots=True)
class Author:
    """What the author of a scenario is told after each save.

    Attributes:
        path: the scenario.
        games: how many games the balance rests on.
        policy: who plays them.
        changed: says whether the files were saved since it last said so.
        workers: how many processes play.
        is_behind: the files were saved while games were being played.
    """

    path: Path
    games: int
    policy: str
    changed: Callable[[], bool]
    workers: int = field(default_factory=lambda: min(MOST_WORKERS, os.cpu_count() or 1))
    is_behind: bool = False
    _document: Document | None = field(default=None, init=False)
    _balance: Results | None = field(default=None, init=False)

    def look(self) -> None:
        """Check the files as they are now, tell what is found, and play the games where the rules are others."""
        from game.scenario.loader import examine  # noqa: PLC0415

        self.is_behind = False
        started = time.perf_counter()
        found = examine(self.path)
        self._tell_findings(found, time.perf_counter() - started)
        if any(finding.severity == "error" for finding in found.findings) or found.document is None:
            self._tell_waiting()
            return
        self._tell_edits(found.document)
        self._tell_balance(found.document)

    def _tell_findings(self, found: Examined, seconds: float) -> None:
        from game.scenario.message import counted, format_finding  # noqa: PLC0415

        on_screen = colour(sys.stdout)
        if on_screen:
            typer.echo(CLEAR, nl=False)
        typer.echo(f"{time.strftime('%H:%M:%S')}  {self.path}: {counted(found.findings)} ({seconds:.1f} s)")
        for finding in found.findings:
            typer.echo("\n" + format_finding(finding, colour=on_screen))
        typer.echo("")

    def _tell_waiting(self) -> None:
        """Say that the balance waits, and how it was before the errors came."""
        from game.terminal.watching import balance_lines  # noqa: PLC0415

        typer.echo("The balance is played as soon as a save has no errors.")
        if self._balance is not None:
            typer.echo("\nBefore this save:")
            for line in balance_lines(self._balance, None):
                typer.echo(line)

    def _tell_edits(self, document: Document) -> None:
        from game.scenario.differences import differences  # noqa: PLC0415
        from game.terminal.watching import edit_lines  # noqa: PLC0415

        if self._document is not None and self._document != document:
            typer.echo("Changed by this save:")
            for line in edit_lines(differences(self._document, document)):
                typer.echo(line)
            typer.echo("")
        self._document = document

    def _tell_balance(self, document: Document) -> None:
        from game.engine.digest import rules_digest  # noqa: PLC0415
        from game.terminal.watching import balance_lines, shift_line  # noqa: PLC0415

        before = self._balance
        if before is not None and before.rules_digest == rules_digest(document):
            typer.echo("The rules are the same as before, and so is the balance:")
            for line in balance_lines(before, None):
                typer.echo(line)
            return
        try:
            self._balance = self._played(document)
        except _Saved:
            self.is_behind = True
            return
        for line in balance_lines(self._balance, before):
            typer.echo(line)
        if before is not None:
            typer.echo(shift_line(self._balance, before))

    def _played(self, document: Document) -> Results:
        """Play the games; a save meanwhile ends them, because nobody waits for what is out of date."""
        from game.simulation.batch import simulate  # noqa: PLC0415

        with progress_bar(self.games, shown=True) as report:

            def progress(done: int) -> None:
                if report is not None:
                    report(done)
                if done < self.games and self.changed():
                    raise _Saved

            return simulate(document, games=self.games, policy=self.policy, workers=self.workers, progress=progress)
