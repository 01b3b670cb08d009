"""`middleground explore`: what players made of code find in a scenario."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import (
    FINDINGS,
    Format,
    FormatOption,
    ScenarioArgument,
    colour,
    find,
    print_json,
    progress_bar,
    require_games,
    require_writable,
)
from game.errors import SaveError, ScenarioError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.engine import Scenario
    from game.errors import Finding
    from game.simulation.explore.results import Explored

__all__ = ["explore", "explored_findings"]

MOST_WORKERS = 4


def explore(
    scenario: ScenarioArgument,
    *,
    games: Annotated[int, typer.Option(help="How many games the players play.")] = 2000,
    seed: Annotated[int, typer.Option(help="The first seed.")] = 0,
    workers: Annotated[
        int | None, typer.Option(help="How many work side by side; the numbers do not depend on it.")
    ] = None,
    compiled: Annotated[
        bool | None, typer.Option("--compiled/--plain", help="By which rules; else what is sooner done.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="List everything that was reached, not only the rarest.")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="Write the report as a page with plots into this file.")] = None,
    keep: Annotated[Path | None, typer.Option(help="Write a replay of each failure into this folder.")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Let many players look for what is never reached, what wins too easily, and what makes no difference."""
    path = find(scenario)
    require_games(games)
    require_writable("--html", html)
    if keep is not None:
        if keep.exists() and not keep.is_dir():
            raise UsageError(f"--keep {keep} is a file; name a folder")
        require_writable("--keep", keep / "replay.json" if keep.is_dir() else keep)
    with progress_bar(games, shown=form is Format.TEXT) as report, _interrupt_told(games, report) as played:
        loaded, explored, found = explored_findings(
            path, scenario, games=games, seed=seed, workers=workers, compiled=compiled, progress=played, say=_say
        )
    if html is not None:
        _write_page(html, explored, found, scenario, loaded.document.scenario.title)
    if keep is not None:
        _keep(keep, loaded, explored)
    if form is Format.JSON:
        _print_json(explored, found, scenario)
    else:
        _print_text(explored, found, scenario, every=every)
    if any(finding.severity != "tip" for finding in found):
        raise typer.Exit(FINDINGS)


def explored_findings(
    path: Path, name: str, *, games: int, seed: int = 0, workers: int | None = None, compiled: bool | None = None,
    progress: Callable[[int], None] | None = None, say: Callable[[str], None] | None = None,
) -> tuple[Scenario, Explored, tuple[Finding, ...]]:  # fmt: skip
    """Return a scenario, what exploring it came to, and the findings of that.

    Raises:
        ScenarioError: the scenario has errors.
    """
    from game.engine import compile_document  # noqa: PLC0415
    from game.scenario.loader import examine  # noqa: PLC0415
    from game.simulation.explore.findings import findings_of  # noqa: PLC0415
    from game.simulation.explore.run import explore as run  # noqa: PLC0415

    examined = examine(path, errors_only=True, tests=False)
    if examined.document is None or examined.findings:
        raise ScenarioError(examined.findings)
    scenario = compile_document(examined.document)
    count = workers if workers is not None else min(MOST_WORKERS, os.cpu_count() or 1)
    explored = run(scenario, games=games, seed=seed, workers=count, compiled=compiled, progress=progress, say=say)
    return scenario, explored, findings_of(explored, examined.places, path, name)


@contextmanager
def _interrupt_told(games: int, report: Callable[[int], None] | None) -> Iterator[Callable[[int], None]]:
    """Say how far the work had come when it is interrupted; what is found is told of all games or not at all."""
    finished = 0

    def count(done: int) -> None:
        nonlocal finished
        finished = done
        if report is not None:
            report(done)

    try:
        yield count
    except KeyboardInterrupt:
        _say(f"interrupted: {finished} of {games} games were played; findings come only when all work is done")
        raise


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _print_text(explored: Explored, found: tuple[Finding, ...], name: str, *, every: bool) -> None:
    from game.scenario.message import counted, format_finding  # noqa: PLC0415
    from game.terminal.exploring import explored_lines  # noqa: PLC0415

    for line in explored_lines(explored, name, every=every):
        typer.echo(line)
    typer.echo("")
    for finding in found:
        typer.echo(format_finding(finding, colour=colour(sys.stdout)) + "\n")
    typer.echo(f"{name}: {counted(found)}")


def _print_json(explored: Explored, found: tuple[Finding, ...], name: str) -> None:
    from game.scenario.message import finding_json  # noqa: PLC0415
    from game.simulation.explore.findings import opening  # noqa: PLC0415

    content = explored.as_json()
    for shown, target in zip(content["targets"], explored.targets, strict=True):
        shown["open"] = opening(name, target.first) if target.first else None
    print_json(content | {"findings": [finding_json(finding) for finding in found]})


def _write_page(file: Path, explored: Explored, found: tuple[Finding, ...], name: str, title: str) -> None:
    from game.session.saves import put_whole  # noqa: PLC0415
    from game.simulation.explore.page import page_of  # noqa: PLC0415

    try:
        put_whole(file, page_of(explored, found, name, title).encode("utf-8"))
    except OSError as error:
        raise SaveError(f"{file}: could not be written: {error.strerror or error}") from error


def _keep(folder: Path, scenario: Scenario, explored: Explored) -> None:
    from game.simulation.explore.failures import keep_failures  # noqa: PLC0415

    for file in keep_failures(folder, scenario, explored):
        typer.echo(f"kept: {file}", err=True)
