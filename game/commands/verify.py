"""`middleground verify`: whether a saved game goes as recorded."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from typing import Annotated

import typer

from game.commands.common import FINDINGS, Format, FormatOption, find, load, print_json, require_file
from game.errors import ReplayError


def verify(
    replay: Annotated[Path, typer.Argument(help="A saved game.")],
    *,
    scenario: Annotated[str | None, typer.Option(help="The scenario, where it does not come with the game.")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Play a saved game again and say whether it goes as recorded."""
    from game.session.replay import read_replay  # noqa: PLC0415
    from game.session.replay import verify as first_difference  # noqa: PLC0415
    from game.terminal.reports import verify_json, verify_line  # noqa: PLC0415

    require_file(replay)
    recorded = read_replay(replay)
    played = load(find(scenario or recorded.scenario))
    if played.document.scenario.id != recorded.scenario:
        raise ReplayError(f"{replay}: is of the scenario `{recorded.scenario}`, not of `{scenario}`; name that one")
    difference = first_difference(played, recorded)
    found = verify_json(recorded, played, difference)
    if form is Format.JSON:
        print_json(found)
    else:
        typer.echo(verify_line(recorded, played, difference))
    if not found["verified"]:
        raise typer.Exit(FINDINGS)
