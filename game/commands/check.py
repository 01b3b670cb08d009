"""`middleground check`: every fault of a scenario with its place."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import FINDINGS, WRONG_USE, colour, complain, find, find_all, print_json
from game.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from game.errors import Finding


class CheckFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Ids or paths; without any, those in this folder, or else all that come with the game."),
    ] = None,
    *,
    form: Annotated[
        CheckFormat, typer.Option("--format", help="text for people, json for programs, github for its annotations.")
    ] = CheckFormat.TEXT,
    play: Annotated[
        bool, typer.Option("--play", help="Look in play too: join what `explore` finds in 2,000 games.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check one scenario anew after every save, with its balance beside it.")
    ] = False,
    games: Annotated[int, typer.Option(help="With --watch: how many games the balance rests on.")] = 2000,
    policy: Annotated[str, typer.Option(help="With --watch: who plays them, such as uniform or greedy.")] = "uniform",
) -> None:
    """Check scenarios and name every fault with its place; `explain CODE` tells more of each."""
    if watch:
        _watch(scenarios or [], form, games, policy)
        return
    paths, missing = _named(scenarios)
    found = _found(paths)
    if play:
        found = {path: _with_observed(path, findings) for path, findings in found.items()}
    from game.scenario.message import findings_json, github_lines, worth_failing  # noqa: PLC0415

    match form:
        case CheckFormat.JSON:
            print_json(findings_json(found))
        case CheckFormat.GITHUB:
            for line in github_lines([finding for findings in found.values() for finding in findings]):
                typer.echo(line)
        case CheckFormat.TEXT:
            _print_text(found)
    for error in missing:
        complain(str(error))
    if missing:
        raise typer.Exit(WRONG_USE)
    if any(worth_failing(findings) for findings in found.values()):
        raise typer.Exit(FINDINGS)


def _named(scenarios: list[str] | None) -> tuple[list[Path], list[UsageError]]:
    """Return the scenarios that were named, or all that come with the game; and what is said of those not there."""
    paths, missing = [] if scenarios else find_all(None), []
    for name in scenarios or ():
        try:
            paths.append(find(name))
        except UsageError as error:
            missing.append(error)
    if missing and not paths:
        raise missing[0] if len(missing) == 1 else UsageError("; ".join(map(str, missing)))
    return paths, missing


def _found(paths: list[Path]) -> dict[Path, tuple[Finding, ...]]:
    """Return what is wrong with each scenario."""
    from game.scenario.loader import check_paths  # noqa: PLC0415

    return check_paths(paths)


def _with_observed(path: Path, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings of the files and those of play, by place; what has errors cannot be played."""
    from game.commands.explore import explored_findings  # noqa: PLC0415
    from game.errors import in_order  # noqa: PLC0415

    if any(finding.severity == "error" for finding in findings):
        return findings
    _, _, observed = explored_findings(path, str(path), games=2000)
    return in_order((*findings, *observed))


def _watch(scenarios: list[str], form: CheckFormat, games: int, policy: str) -> None:
    """Follow the files of one scenario until the author interrupts."""
    from game.commands.watch import watch  # noqa: PLC0415

    if len(scenarios) != 1:
        raise UsageError("--watch follows one scenario: name the one that is edited, by its id or path")
    if form is not CheckFormat.TEXT:
        raise UsageError(f"--watch prints text for people; leave out --format {form}")
    watch(find(scenarios[0]), games=games, policy=policy)


def _print_text(found: dict[Path, tuple[Finding, ...]]) -> None:
    """Print each finding with its line, and how many each scenario has."""
    from game.scenario.message import counted, format_finding  # noqa: PLC0415

    for path, findings in found.items():
        for finding in findings:
            typer.echo(format_finding(finding, colour=colour(sys.stdout)) + "\n")
        has_errors = any(finding.severity == "error" for finding in findings)
        more = "; warnings and tips are looked for once no error is left" if has_errors else ""
        typer.echo(f"{path}: {counted(findings)}{more}")
