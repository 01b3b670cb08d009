"""`middleground schema`: the format for editors, and as a page for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import Format, find, print_json
from game.errors import ScenarioError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def schema(
    scenario: Annotated[
        str | None, typer.Argument(help="Offer the names of this scenario too: an id or a path.")
    ] = None,
    *,
    write: Annotated[bool, typer.Option("--write", help="Write it to a file beside that scenario.")] = False,
    extending: Annotated[
        bool, typer.Option("--extending", help="For the section files of a scenario that extends another.")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="json for editors (JSON Schema, draft-07), text for people (Markdown).")
    ] = Format.JSON,
) -> None:
    """Print the format of scenarios: a JSON Schema for editors, or a page with every key."""
    if write and (scenario is None or form is Format.TEXT):
        raise UsageError("--write puts the schema beside a scenario; name one, without --format text")
    if form is Format.TEXT:
        from game.scenario.reference import reference_page  # noqa: PLC0415

        typer.echo(reference_page(), nl=False)
        return
    from game.scenario.schema import json_schema  # noqa: PLC0415

    made = json_schema(extending=extending)
    path = find(scenario) if scenario is not None else None
    if path is not None:
        made = _with_names(path, made)
    if path is not None and write:
        _write(path, made, extending=extending)
    else:
        print_json(made)


def _with_names(path: Path, made: dict[str, object]) -> dict[str, object]:
    """Return the schema with a scenario's names; a scenario with faults gives those that could be read."""
    from game.scenario.loader import examine  # noqa: PLC0415
    from game.scenario.offers import with_names  # noqa: PLC0415

    found = examine(path, errors_only=True)
    if found.document is None:
        raise ScenarioError(found.findings)
    return with_names(made, found.document)


def _write(path: Path, made: dict[str, object], *, extending: bool) -> None:
    from game.scenario.starting import SCHEMA, SECTION_SCHEMA, write_schema  # noqa: PLC0415

    name = SECTION_SCHEMA if extending else SCHEMA
    try:
        written = write_schema((path if path.is_dir() else path.parent) / name, made)
    except OSError as fault:
        raise UsageError(f"{fault.filename}: {(fault.strerror or 'cannot be written').lower()}") from None
    typer.echo(f"{written}: the first line that leads an editor there is")
    typer.echo(f"# yaml-language-server: $schema=./{name}")
