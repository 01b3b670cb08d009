"""The games of a batch as a file: a table as CSV, arrays as NPZ, everything as JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import IO, TYPE_CHECKING, Any, Final

from game.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from game.simulation.fans import Fans
    from game.simulation.results import Batch

    Table = Mapping[str, NDArray[np.generic]]

__all__ = ["FORMATS", "form_of", "room_for", "written_as"]

OTHER: Final = "other."
ROWS: Final = 10_000
"""Rows of a table that are turned into text in one go."""
FORMATS: Final = ("csv", "npz", "json")
CELL: Final = {"csv": 21, "npz": 8, "json": 22}
"""Bytes that a number takes at most, nearly always: with all its figures as text, or as it is."""
HEAD: Final = 200_000
"""Bytes for what does not grow with the games."""
LETTER: Final = {"csv": 1, "npz": 4, "json": 1}
"""Bytes that a letter of an ending's id takes."""


def form_of(path: Path) -> str:
    """Return the format that a file's name asks for.

    Raises:
        UsageError: the name ends otherwise.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError(f"{path}: its name must end in .csv, .npz or .json")
    return form


def room_for(path: Path, games: int, numbers: int, letters: int) -> int:
    """Return how many bytes a file of so many games may take: each some numbers, and the letters of endings' ids."""
    form = form_of(path)
    return HEAD + games * (numbers * CELL[form] + letters * LETTER[form])


def written_as(path: Path, batches: Sequence[Batch], summary: Mapping[str, Any]) -> Callable[[IO[bytes]], None]:
    """Return what writes batches in the format that the file's name asks for.

    Args:
        path: the file.
        batches: one, or two on the same seeds: the columns of the second begin with `other.`.
        summary: what they came to, for JSON.
    """
    form = form_of(path)
    table = _table(batches)
    fans = {f"{OTHER * place}fan": batch.fans for place, batch in enumerate(batches) if batch.fans is not None}

    def write(file: IO[bytes]) -> None:
        if form == "csv":
            _write_csv(file, table)
        elif form == "npz":
            _write_npz(file, table, fans)
        else:
            _write_json(file, table, summary, fans)

    return write


def _table(batches: Sequence[Batch]) -> Table:
    """Return the columns of every batch, as many rows as the shortest has."""
    games = min(len(batch.columns) for batch in batches)
    found: dict[str, NDArray[np.generic]] = {}
    for place, batch in enumerate(batches):
        columns = batch.columns.head(games).named(batch.endings, batch.numbers)
        found |= {OTHER * place + name: column for name, column in columns.items() if not place or name != "seed"}
    return found


def _write_csv(file: IO[bytes], table: Table) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(_rows(table))
    text.detach()


def _rows(table: Table) -> Iterator[tuple[object, ...]]:
    columns = list(table.values())
    for at in range(0, len(columns[0]), ROWS):
        yield from zip(*(column[at : at + ROWS].tolist() for column in columns), strict=True)


def _write_npz(file: IO[bytes], table: Table, fans: Mapping[str, Fans]) -> None:
    import numpy as np  # noqa: PLC0415 - the window and the terminal play without it

    arrays: dict[str, NDArray[np.generic]] = dict(table)
    for kind, one in fans.items():
        told = one.as_json()
        arrays |= {f"{kind} levels": np.array(told["levels"]), f"{kind} playing": np.array(told["playing"], np.int64)}
        arrays |= {f"{kind} {name}": np.array(rows) for name, rows in told["meters"].items()}
    np.savez(file, **arrays)  # type: ignore[arg-type]  # one of its own options is no array


def _write_json(file: IO[bytes], table: Table, summary: Mapping[str, Any], fans: Mapping[str, Fans]) -> None:
    """Write the summary and the fans, then column after column: the whole text is never in memory."""
    head = dict(summary) | {f"{kind}s": one.as_json() for kind, one in fans.items()}
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
    text.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}"))
    text.write(',\n "columns": {')
    for place, (name, column) in enumerate(table.items()):
        text.write(f"{',' if place else ''}\n  {json.dumps(name)}: {json.dumps(column.tolist(), ensure_ascii=False)}")
    text.write("\n }\n}\n")
    text.detach()
