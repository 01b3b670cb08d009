"""`middleground migrate`: a scenario of an older format, written anew in the present one."""

from __future__ import annotations

from difflib import unified_diff
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import Format, FormatOption, ScenarioArgument, find, print_json
from game.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.scenario.migrate import Migrated


def migrate(
    scenario: ScenarioArgument,
    *,
    write: Annotated[bool, typer.Option("--write", help="Write the files; without it, only show the changes.")] = False,
    written: Annotated[
        int | None, typer.Option("--from", help="The format of the files, where they do not say it.", min=0)
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Bring a scenario of an older format to the present one; comments and layout stay."""
    from game.scenario.migrate import migrate as migrated_files  # noqa: PLC0415
    from game.terminal.reports import SCHEMA_VERSION  # noqa: PLC0415

    path = find(scenario)
    migrated = migrated_files(path, written)
    if write:
        _write(migrated)
    if form is Format.JSON:
        files = [{"path": str(one.path), "edits": one.edits, "text": one.after} for one in migrated]
        print_json({"schema_version": SCHEMA_VERSION, "written": write, "files": files})
        return
    for line in _lines(path, migrated, write=write):
        typer.echo(line)


def _lines(path: Path, migrated: list[Migrated], *, write: bool) -> Iterator[str]:
    """Yield the changes as a diff, and what comes next."""
    if not migrated:
        yield f"{path}: nothing to do, it is of the present format"
        return
    for one in migrated:
        before, after = one.before.splitlines(), one.after.splitlines()
        yield from unified_diff(before, after, f"{one.path} (before)", f"{one.path} (after)", n=0, lineterm="")
    places = sum(one.edits for one in migrated)
    said = f"{places} edits in {len(migrated)} {'file' if len(migrated) == 1 else 'files'}"
    yield (
        f"{said} written; see middleground check {quote(str(path))}"
        if write
        else f"{said}; nothing is written without --write"
    )


def _write(migrated: list[Migrated]) -> None:
    """Write each file whole beside its place, and only then put it there."""
    try:
        for one in migrated:
            beside = one.path.with_name(one.path.name + ".new")
            beside.write_bytes(one.after.encode("utf-8"))
            beside.replace(one.path)
    except OSError as fault:
        raise UsageError(f"{fault.filename}: {(fault.strerror or 'cannot be written').lower()}") from None
