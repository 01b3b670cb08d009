"""Noticing that a scenario's files were saved: by their stamps, looked at now and then.

A look costs a few calls of `stat` and opens nothing, so that it can be taken several times a second for a whole day.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from game.resources import SCENARIO_FILE, parent_folder, parent_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["POLL", "Watch", "files_of"]

POLL = 0.15
"""Seconds between two looks: a person does not notice them, and an editor has finished writing by the second."""

MOST_PARENTS = 8
"""Where to stop following `extends`: parents that lead in a circle are for the check to tell."""

EXTENDS = re.compile(r"""^extends:\s*["']?((?:\.\./)?[^\s"'#/\\]+)/?["']?\s*(?:#.*)?$""", re.MULTILINE)

Stamp = tuple[int, int, int]


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the files that a scenario is read from, with those of its parents, as far as they are there.

    Args:
        path: A folder with a scenario.yaml, that file itself, or a single YAML file.
    """
    found: dict[Path, None] = {}
    for folder_or_file in _with_parents(path):
        found.update(dict.fromkeys(_own_files(folder_or_file)))
    return tuple(found)


class Watch:
    """Says once of every save that something was saved, when the writing is over.

    Two looks in a row must see the same: many editors write a file in parts, or put it away for a moment.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        """Start from the files as they are now."""
        self.paths = tuple(paths)
        self._told = self._last = self._stamps()

    def changed(self) -> bool:
        """Look, and return whether files were saved, added or deleted since this last returned that they were."""
        now = self._stamps()
        settled, self._last = now == self._last, now
        if not settled or now == self._told:
            return False
        self._told = now
        return True

    def _stamps(self) -> dict[str, Stamp]:
        return {str(file): stamp for path in self.paths for file in files_of(path) if (stamp := _stamp(file))}


def _stamp(file: Path) -> Stamp | None:
    """Return what tells one state of a file from another; None where it is not there at this moment."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _own_files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(path.glob("*.yaml"))
    elif path.name == SCENARIO_FILE:
        yield from _own_files(path.parent)
    elif path.is_file():
        yield path


def _with_parents(path: Path) -> Iterator[Path]:
    """Yield a scenario and those that it extends; what is written as a parent is read even in a file that is broken."""
    yield path
    whole = path.resolve()
    folder, file = (whole, whole / SCENARIO_FILE) if path.is_dir() else (whole.parent, whole)
    for _ in range(MOST_PARENTS):
        parent = _parent(file, _stamp(file))
        found = parent_folder(parent, folder) if parent else None
        if found is None:
            return
        folder = found
        file = folder / SCENARIO_FILE
        yield folder


@lru_cache(maxsize=64)
def _parent(file: Path, stamp: Stamp | None) -> str:
    """Return the name of the folder that a file extends; read once for each state of the file."""
    if stamp is None:
        return ""
    try:
        named = EXTENDS.search(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return parent_name(named[1]) if named else ""
