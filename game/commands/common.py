"""What the commands share: options, finding and loading a scenario, and how things are printed.

Everything heavy is imported by the function that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from game.engine import Scenario

FINDINGS, WRONG_USE, INTERRUPTED = 1, 2, 130
SEED_LIMIT = 2**63
MOST_GAMES = 1_000_000_000


class Format(StrEnum):
    """How a command prints what it found."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="text for people, json for programs.")]
ScenarioArgument = Annotated[str, typer.Argument(help="Id of a scenario that comes with the game, or a path.")]


def find(name: str) -> Path:
    """Return the path of a scenario named by id or path; a `UsageError` names the nearest when there is none.

    Where a name could mean a folder here as well, the error stream says which one was taken.
    """
    from game.resources import find_scenario, folder_here  # noqa: PLC0415

    found = find_scenario(name)
    if (here := folder_here(name)) is not None:
        typer.echo(
            f"note: {name} is the scenario that comes with the game; for the folder here write ./{here}", err=True
        )
    return found


def find_all(names: list[str] | None) -> list[Path]:
    """Return the paths of the scenarios that are named; without any, those of the folder here, or the shipped ones."""
    from game.resources import scenarios_here, shipped_scenarios  # noqa: PLC0415

    if names:
        return [find(name) for name in names]
    if here := scenarios_here():
        return list(here)
    typer.echo("note: no scenario stands in this folder; these come with the game", err=True)
    return list(shipped_scenarios())


def load(path: Path) -> Scenario:
    """Return a scenario ready to be played; a `ScenarioError` holds all its faults."""
    from game.engine import load_scenario  # noqa: PLC0415

    return load_scenario(path)


@contextmanager
def progress_bar(games: int, *, shown: bool) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar on the error stream, only where that is a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("playing", total=games)
        yield lambda done: bar.update(task, completed=done)


def print_json(content: dict[str, Any]) -> None:
    """Print a result for a program."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


def count(findings: int) -> str:
    """Return how many findings there are, in words."""
    return f"{findings or 'no'} {'finding' if findings == 1 else 'findings'}"


def colour(stream: Any) -> bool:  # noqa: ANN401 - any stream that may be a terminal
    """Return whether a stream takes colours: a terminal that was not asked to do without."""
    return bool(stream.isatty()) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def complain(message: str, code: str = "") -> None:
    """Print what the user is to know on the error stream, with the code that `explain` knows, where it has one."""
    typer.echo(f"error{f'[{code}]' if code else ''}: {message}", err=True)


def require_file(file: Path) -> None:
    """Refuse a path that names no file: the command was used wrongly, and no game failed to verify."""
    if not file.is_file():
        raise UsageError(f"{file} is not a file" if file.exists() else f"there is no file {file}")


def require_folder(option: str, file: Path | None) -> None:
    """Refuse to write into a folder that is not there: a slip in a path is told, and makes no folders."""
    if file is not None and not file.parent.is_dir():
        raise UsageError(f"{option} {file}: there is no folder {file.parent}; make it first, or name another")


def require_writable(option: str, file: Path | None) -> None:
    """Refuse a path that cannot be written, before the work whose fruit it is to hold."""
    require_folder(option, file)
    if file is not None:
        from game.simulation.files import Reserved  # noqa: PLC0415

        Reserved(file, 1).discard()


def require_games(games: int) -> None:
    """Refuse a number of games that cannot be played."""
    if not 1 <= games <= MOST_GAMES:
        raise UsageError(f"--games is {games}; expected 1 to {MOST_GAMES}")
