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
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE]...", help="Codes such as E201; without one, all are listed.")
    ] = None,
    *,
    form: FormatOption = Format.TEXT,
) -> None:
    """Tell what codes of findings mean: the cause, a bad and a good example of each."""
    from game.scenario.lint.catalogue import CATALOGUE  # noqa: PLC0415
    from game.scenario.message import SCHEMA_VERSION  # noqa: PLC0415

    entries = _entries(codes, CATALOGUE) if codes else list(CATALOGUE.values())
    if form is Format.JSON:
        print_json({"schema_version": SCHEMA_VERSION, "codes": [asdict(entry) for entry in entries]})
    elif not codes:
        for entry in entries:
            typer.echo(f"{entry.code}  {entry.title}")
    else:
        typer.echo("\n\n".join("\n".join(_lines(entry)) for entry in entries))


def _entries(codes: list[str], known: dict[str, Entry]) -> list[Entry]:
    """Return the entries of codes in their order, each once, however a code is written.

    Raises:
        UsageError: some are no codes; it names all of those, and the nearest to each.
    """
    wanted = {code: code.strip("[],").upper() for code in codes}
    unknown = [code for code, name in wanted.items() if name not in known]
    if unknown:
        raise UsageError("; ".join(f"there is no code `{code}`{_hint(code, known)}" for code in unknown))
    return [known[name] for name in dict.fromkeys(wanted.values())]


def _hint(code: str, known: dict[str, Entry]) -> str:
    meant = nearest(code, known)
    return f", did you mean {meant}?" if meant else "; `middleground explain` lists all"


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
