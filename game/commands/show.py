"""`middleground show`: what a scenario holds."""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands.common import Format, FormatOption, ScenarioArgument, find, load, print_json


def show(
    scenario: ScenarioArgument,
    *,
    code: Annotated[bool, typer.Option("--code", help="Print the rules as the generated functions.")] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show what a scenario holds."""
    from game.terminal.reports import scenario_json, scenario_lines  # noqa: PLC0415

    loaded = load(find(scenario))
    if form is Format.JSON:
        content = scenario_json(loaded)
        print_json(content | {"code": loaded.code} if code else content)
    elif code:
        typer.echo(loaded.code)
    else:
        for line in scenario_lines(loaded):
            typer.echo(line)
