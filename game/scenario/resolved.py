"""A scenario with its parents merged in, as text that can be read again, with the place that each value comes from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game.resources import scenarios_folder
from game.scenario.source import KeyPath, written_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.scenario.source import Spot, Value

INDENT = "  "
# From this column on the origins stand below one another, where the values before them are no longer.
ORIGIN_COLUMN = 72
# A word or a number that no reader of YAML takes for anything but itself.
BARE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./%+-]*\Z|[+=-][A-Za-z0-9_.]+%?\Z", re.ASCII)

# What YAML reads in quotes only by its number.
UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """One value of a resolved scenario and the place where it was written."""

    keys: tuple[str, ...]
    value: str
    folder: str
    file: str
    line: int
    column: int
    path: str


def resolved_lines(tree: Mapping[str, Value], spots: Mapping[KeyPath, Spot]) -> Iterator[str]:
    """Yield the lines of a resolved scenario; each scalar's line ends with a comment that names its file and line.

    The first lines say where the folders are that the comments name.
    """
    for folder in dict.fromkeys(spot.source.path.parent for spot in spots.values()):
        yield f"# {folder.name}: {_seen_from_here(folder)}"
    for path, depth, written in _written(tree, (), 0, ""):
        spot = spots.get(path)
        line = INDENT * depth + written
        is_value = spot is not None and not written.endswith((":", "-"))
        yield f"{line:<{ORIGIN_COLUMN}}  # {_name(spot)}:{spot.value.line}" if spot and is_value else line


def origins(tree: Mapping[str, Value], spots: Mapping[KeyPath, Spot]) -> Iterator[Origin]:
    """Yield every value of a resolved scenario with its origin, in the order of the scenario."""
    for path, value in _scalars(tree, ()):
        if spot := spots.get(path):
            where = spot.source.path
            place = (spot.value.line, spot.value.column)
            yield Origin(written_keys(path), value, where.parent.name, where.name, *place, path=str(where.absolute()))


def _seen_from_here(folder: Path) -> str:
    """Return a folder as it would be typed here, or where it really is."""
    whole, here = folder.resolve(), Path.cwd().resolve()
    come_with_the_game = whole.parent == scenarios_folder().resolve()
    seen = f"./{whole.relative_to(here)}" if whole.is_relative_to(here) else str(whole)
    return f"{seen} (comes with the game)" if come_with_the_game else seen


def _name(spot: Spot) -> str:
    return f"{spot.source.path.parent.name}/{spot.source.path.name}"


def _scalars(value: Value | Mapping[str, Value], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif value is not None and not value:
        yield path, _empty(value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*path, index))
    elif value is not None:
        for key, below in value.items():
            yield from _scalars(below, (*path, key))


def _written(
    value: Value | Mapping[str, Value], path: KeyPath, depth: int, before: str
) -> Iterator[tuple[KeyPath, int, str]]:
    """Yield the lines of a value: its key path, how deep it stands, and what is written there.

    Args:
        value: What is to be written.
        path: Its key path.
        depth: How deep it stands.
        before: The key and the colon, or the dash, that its first line starts with.
    """
    if value is None or isinstance(value, str):
        yield path, depth, f"{before} {_scalar(value)}".strip() if value is not None else before
    elif not value:
        yield path, depth, f"{before} {_empty(value)}".strip()
    elif isinstance(value, list):
        yield path, depth, before
        for index, item in enumerate(value):
            yield from _written(item, (*path, index), depth + 1, "-")
    else:
        below = (
            line for key, item in value.items() for line in _written(item, (*path, key), depth, f"{_scalar(key)}:")
        )
        yield from _put_below(below, path, depth, before)


def _put_below(
    lines: Iterator[tuple[KeyPath, int, str]], path: KeyPath, depth: int, before: str
) -> Iterator[tuple[KeyPath, int, str]]:
    """Yield the lines of a map below its key, or from its dash on."""
    if before == "-":
        first, _, written = next(lines)
        yield first, depth, f"- {written}"
    elif before:
        yield path, depth, before
    deeper = 1 if before else 0
    for where, level, written in lines:
        yield where, level + deeper, written


def _empty(value: list[Value] | Mapping[str, Value]) -> str:
    return "[]" if isinstance(value, list) else "{}"


def _scalar(text: str) -> str:
    """Return a scalar as it is written: bare where that is safe, else in double quotes."""
    if BARE.match(text):
        return text
    return UNWRITABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
