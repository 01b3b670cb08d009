"""`middleground check`: every fault of a scenario with its place."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from game.commands.common import FINDINGS, Format, FormatOption, colour, count, find, print_json


def check(
    scenarios: Annotated[
        list[str] | None, typer.Argument(help="Ids or paths; without any, all that come with the game.")
    ] = None,
    *,
    form: FormatOption = Format.TEXT,
) -> None:
    """Check scenarios and name every fault with its place."""
    from game.resources import shipped_scenarios  # noqa: PLC0415
    from game.scenario.loader import check_paths  # noqa: PLC0415
    from game.scenario.message import format_finding  # noqa: PLC0415
    from game.terminal.reports import SCHEMA_VERSION, count_findings, finding_json  # noqa: PLC0415

    paths = [find(name) for name in scenarios] if scenarios else list(shipped_scenarios())
    found = check_paths(paths)
    total = sum(count_findings(findings) for findings in found.values())
    if form is Format.JSON:
        listed = [{"path": str(path), "findings": [finding_json(one) for one in some]} for path, some in found.items()]
        print_json({"schema_version": SCHEMA_VERSION, "scenarios": listed})
    else:
        for path, findings in found.items():
            for finding in findings:
                typer.echo(format_finding(finding, colour=colour(sys.stdout)) + "\n")
            typer.echo(f"{path}: {count(len(findings))}")
    if total:
        raise typer.Exit(FINDINGS)
