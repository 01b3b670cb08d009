"""`middleground new`: a scenario of one's own to begin with."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from game.commands.common import Format, FormatOption, print_json


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; its name becomes the scenario's id.")],
    *,
    title: Annotated[str | None, typer.Option(help="What players read.")] = None,
    extends: Annotated[
        str | None, typer.Option(help="Build on this scenario and say only what differs: an id or a path.")
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Make a small scenario that can be played, with comments that teach the format."""
    from game.resources import scenarios_folder  # noqa: PLC0415
    from game.scenario.starting import start_scenario  # noqa: PLC0415
    from game.terminal.reports import SCHEMA_VERSION  # noqa: PLC0415

    start = start_scenario(folder, title, extends)
    if form is Format.JSON:
        files = [str(path) for path in start.written]
        made = {"id": start.id, "folder": str(start.folder), "extends": start.parent, "written": files}
        print_json({"schema_version": SCHEMA_VERSION, **made})
        return
    typer.echo(f"{start.title} ({start.id}):")
    for path in start.written:
        typer.echo(f"  {_short(path)}")
    if start.parent is not None:
        typer.echo(f"It builds on {_whose(start.parent)}")
    typer.echo("Next:")
    for command in ("play", "check", "test") if extends is None else ("play", "check", "show --resolved"):
        typer.echo(f"  middleground {command} {quote(str(folder))}")
    typer.echo(f"  {_short(scenarios_folder() / 'GUIDE.md')} leads from here to a scenario of your own")


def _whose(parent: str) -> str:
    """Return which scenario a new one builds on, in words."""
    if parent.startswith("../"):
        return f"{parent}, the folder beside it: hand out both together"
    return f"{parent}, which comes with the game: nothing of it needs to be copied or handed out"


def _short(path: Path) -> str:
    """Return a path as seen from here, where it stands below."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
