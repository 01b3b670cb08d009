"""`middleground explain`: what a code means, with a bad and a good example."""

from __future__ import annotations

import sys
from dataclasses import asdict
from textwrap import indent, wrap
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import Format, FormatOption, colour, print_json
from game.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.lint.catalogue import Entry

WIDE = 80
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def explain(
    code: Annotated[str | None, typer.Argument(help="A code such as E201; without one, all are listed.")] = None,
    *,
    form: FormatOption = Format.TEXT,
) -> None:
    """Tell what a code of a finding means: its cause, a bad and a good example."""
    from game.scenario.lint.catalogue import CATALOGUE  # noqa: PLC0415
    from game.scenario.message import SCHEMA_VERSION  # noqa: PLC0415

    entries = list(CATALOGUE.values()) if code is None else [_entry(code, CATALOGUE)]
    if form is Format.JSON:
        print_json({"schema_version": SCHEMA_VERSION, "codes": [asdict(entry) for entry in entries]})
    elif code is None:
        for entry in entries:
            typer.echo(f"{entry.code}  {entry.title}")
    else:
        for line in _lines(entries[0]):
            typer.echo(line)


def _entry(code: str, known: dict[str, Entry]) -> Entry:
    """Return a code's entry, however the code is written; a `UsageError` names the nearest when there is none."""
    entry = known.get(code.strip("[]").upper())
    if entry is None:
        meant = nearest(code, known)
        hint = f"did you mean {meant}?" if meant else "`middleground explain` lists all"
        raise UsageError(f"there is no code `{code}`; {hint}")
    return entry


def _lines(entry: Entry) -> Iterator[str]:
    """Yield an entry as a short page."""
    heading = f"{entry.code}: {entry.title} ({entry.severity}, {entry.confidence})"
    yield f"{BOLD}{heading}{PLAIN}" if colour(sys.stdout) else heading
    yield ""
    yield from wrap(entry.cause, WIDE)
    for title, example in (("Bad:", entry.bad), ("Good:", entry.good)):
        yield ""
        yield title
        yield indent(example, "    ")
