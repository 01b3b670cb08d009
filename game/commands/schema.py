"""`middleground schema`: the format for editors, and as a page for people."""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands.common import Format, print_json


def schema(
    *,
    extending: Annotated[
        bool, typer.Option("--extending", help="For the section files of a scenario that extends another.")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="json for editors (JSON Schema, draft-07), text for people (Markdown).")
    ] = Format.JSON,
) -> None:
    """Print the format of scenarios: a JSON Schema for editors, or a page with every key."""
    if form is Format.JSON:
        from game.scenario.schema import json_schema  # noqa: PLC0415

        print_json(json_schema(extending=extending))
    else:
        from game.scenario.reference import reference_page  # noqa: PLC0415

        typer.echo(reference_page(), nl=False)
