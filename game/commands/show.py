"""`middleground show`: what a scenario holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import Format, FormatOption, ScenarioArgument, complain, find, load, print_json
from game.errors import ScenarioError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def show(
    scenario: ScenarioArgument,
    *,
    code: Annotated[bool, typer.Option("--code", help="Print the rules as the generated functions.")] = False,
    resolved: Annotated[
        bool, typer.Option("--resolved", help="Print it whole, parents merged in, with the origin of every value.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show what a scenario holds."""
    from game.terminal.reports import scenario_json, scenario_lines  # noqa: PLC0415

    if code and resolved:
        raise UsageError("--code and --resolved print different things; leave one of them out")
    if resolved:
        _print_resolved(find(scenario), form)
        return
    loaded = load(find(scenario))
    if form is Format.JSON:
        content = scenario_json(loaded)
        print_json(content | {"code": loaded.code} if code else content)
    elif code:
        typer.echo(loaded.code)
    else:
        for line in scenario_lines(loaded):
            typer.echo(line)


def _print_resolved(path: Path, form: Format) -> None:
    from dataclasses import asdict  # noqa: PLC0415

    from game.scenario.loader import examine  # noqa: PLC0415
    from game.scenario.message import counted  # noqa: PLC0415
    from game.scenario.resolved import origins, resolved_lines  # noqa: PLC0415
    from game.terminal.reports import SCHEMA_VERSION  # noqa: PLC0415

    whole = found = examine(path, errors_only=True)
    if whole.findings:
        found = examine(path, errors_only=True, tests=False)
    if found.document is None or found.findings:
        raise ScenarioError(whole.findings)
    if whole.findings:
        complain(f"its tests are left out: {counted(whole.findings)} in them; `middleground check` tells")
    if form is Format.JSON:
        values = [asdict(origin) for origin in origins(found.tree, found.places.spots)]
        print_json({"schema_version": SCHEMA_VERSION, "scenario": found.document.scenario.id, "values": values})
        return
    for line in resolved_lines(found.tree, found.places.spots):
        typer.echo(line)
