"""Older formats brought to the present one: edits at the places of keys and values, so that comments and layout stay.

A migration is a list of small rules. Each says which keys or values of the old format are written otherwise in the next
one; `MIGRATIONS` has one list for each step from a format to the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING, Protocol

from game.errors import ScenarioError, UsageError
from game.resources import SCENARIO_FILE, parent_folder, parent_name
from game.scenario.reader import read_text
from game.scenario.source import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from game.scenario.section import Reading
    from game.scenario.source import KeyPath, Mark, Spot

CURRENT = 1
KNOWN = tuple(str(number) for number in range(CURRENT + 1))
# Stands in a pattern for any one key.
ANY = "*"
TRANSLATION = "text."
LINE_ENDS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New text for a part of one line; lines and columns count from 1."""

    line: int
    column: int
    width: int
    text: str


class Rule(Protocol):
    """One difference between a format and the next."""

    def edits(self, reading: Reading) -> Iterator[Edit]:
        """Yield what is to be written otherwise in a file."""


@dataclass(frozen=True, slots=True)
class RenamedKey:
    """A key that has another name, at every key path that fits the pattern: `moves.*.name`."""

    pattern: str
    name: str

    def edits(self, reading: Reading) -> Iterator[Edit]:
        """Yield an edit for each such key."""
        for _, spot in _fitting(self.pattern, reading):
            if spot.key is not None:
                yield Edit(spot.key.line, spot.key.column, spot.key_width, self.name)


@dataclass(frozen=True, slots=True)
class RewrittenValue:
    """A value that is written otherwise, at every key path that fits the pattern."""

    pattern: str
    rewrite: Callable[[str], str]

    def edits(self, reading: Reading) -> Iterator[Edit]:
        """Yield an edit for each such value that changes; a text over several lines is left as it is."""
        for _, spot in _fitting(self.pattern, reading):
            if spot.text is None or spot.value.line != spot.end.line:
                continue
            written = self.rewrite(spot.text)
            if written != spot.text:
                yield _replaced(spot.value, spot.end, written, spot.style)


def _replaced(start: Mark, end: Mark, text: str, quotes: str) -> Edit:
    """Return the edit that puts a text in place of another, in the same quotes."""
    return Edit(start.line, start.column, end.column - start.column, f"{quotes}{text}{quotes}")


def _fitting(pattern: str, reading: Reading) -> Iterator[tuple[KeyPath, Spot]]:
    """Yield the values whose key path fits a pattern."""
    wanted = pattern.split(".")
    for path, spot in reading.spots.items():
        if len(path) == len(wanted) and all(sign in (ANY, str(key)) for sign, key in zip(wanted, path, strict=True)):
            yield path, spot


def _word(old: str, new: str) -> Callable[[str], str]:
    """Return what writes one word for another and leaves every other word."""
    return lambda text: new if text == old else text


# Format 0 was the draft: capitals were actors, a move had a name and a cost, and a wording stood behind a slash.
FROM_0: tuple[Rule, ...] = (
    RenamedKey("actors", "capitals"),
    RewrittenValue("meters.*.per", _word("actor", "capital")),
    RenamedKey("moves.*.name", "title"),
    RenamedKey("moves.*.cost", "agenda"),
    RenamedKey("reactions.*.actor", "capital"),
    RenamedKey("events.*.actor", "capital"),
    RenamedKey("events.*.name", "headline"),
    RewrittenValue("endings.*.check", _word("now", "each")),
    RewrittenValue("history.*.moves.*", lambda text: text.replace("/", ".")),
    RewrittenValue("tests.*.play.*", lambda text: text.replace("/", ".")),
)
MIGRATIONS: tuple[tuple[Rule, ...], ...] = (FROM_0,)


@dataclass(frozen=True, slots=True)
class Migrated:
    """A file before and after, and how many places were edited."""

    path: Path
    before: str
    after: str
    edits: int


def migrate(path: Path, written: int | None = None) -> list[Migrated]:
    """Return every file of a scenario that the present format writes otherwise; nothing is written to disk.

    Args:
        path: A scenario's folder, its scenario.yaml, or a scenario in one file.
        written: The format that the files are written in, where they do not say it.

    Raises:
        ScenarioError: Where a file cannot be read as YAML; an edit there could hit the wrong place.
        UsageError: Where the format is not known.
    """
    files = _files(path)
    texts = {file: _text(file) for file in files}
    start = _format(path, [read_text(text, file) for file, text in texts.items()], written)
    migrated = []
    for file, before in texts.items():
        after, count = before, 0
        for number in range(start, CURRENT):
            after, found = _step(file, after, number)
            count += found
        if after != before:
            migrated.append(Migrated(file, before, after, count))
    return migrated


def known_format(said: str) -> int | None:
    """Return the number of a format that this version knows, or None."""
    return int(said) if said in KNOWN else None


def older_format(reading: Reading) -> int | None:
    """Return the format that a file says it is of, where that is an older one."""
    said = reading.tree.get("format")
    number = known_format(said) if isinstance(said, str) else None
    return number if number is not None and number < CURRENT else None


def read_older(reading: Reading, file: Path, number: int) -> Reading:
    """Return a file of an older format as the present format has it; that it is older is remembered, not an error."""
    lines = next((spot.source.lines for spot in reading.spots.values()), ())
    if not lines:
        return reading
    text = "\n".join(lines)
    for step in range(number, CURRENT):
        text, _ = _step(file, text, step)
    found = read_text(text, file)
    if "format" in reading.tree:
        message = f"format {number} is older than format {CURRENT}; it is read as if it were brought up to date"
        hint = "see what changes with `middleground migrate`"
        found.older = Places(reading.spots).finding("W109", message, ("format",), hint=hint, severity="warning")
    return found


def _files(path: Path) -> list[Path]:
    folder = path if path.is_dir() else path.parent
    if path.is_file() and path.name != SCENARIO_FILE:
        return [path]
    return sorted(file for file in folder.glob("*.yaml") if not file.name.startswith(TRANSLATION))


def _text(file: Path) -> str:
    """Return a file's text with its own line ends."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"{file} cannot be read as UTF-8 text; `middleground check {quote(str(file))}` says more"
        ) from None


def _format(path: Path, readings: list[Reading], written: int | None) -> int:
    """Return the format that the files are written in."""
    faults = [finding for reading in readings for finding in reading.findings]
    if faults:
        raise ScenarioError(faults)
    said = _said(readings) or _said_by_parent(path, readings)
    if said is None and written is None:
        raise UsageError(f"{path} does not say its `format`; name the one that it is written in with --from")
    number = written if said is None else known_format(said)
    if number is None or number > CURRENT:
        raise UsageError(f"{path}: format {said or written} is not known; this version knows 0 to {CURRENT}")
    return number


def _said(readings: list[Reading]) -> str | None:
    """Return the text of the key `format`, where one of the files has it."""
    return next((value for reading in readings if isinstance(value := reading.tree.get("format"), str)), None)


def _said_by_parent(path: Path, readings: list[Reading]) -> str | None:
    """Return the format of the scenario that this one builds on, where that one is there and says so."""
    named = parent_name(next((reading.tree["extends"] for reading in readings if "extends" in reading.tree), ""))
    folder = (path if path.is_dir() else path.parent).resolve()
    found = parent_folder(named, folder) if named else None
    if found is None or found.resolve().parent != found.parent.resolve():
        return None
    parent = found / SCENARIO_FILE
    reading = read_text(_text(parent), parent)
    return _said([reading]) or ("extends" in reading.tree and _said_by_parent(parent, [reading])) or None


def _step(file: Path, text: str, number: int) -> tuple[str, int]:
    """Return a text in the next format, and how many places were edited."""
    reading = read_text(text, file)
    rules = (*MIGRATIONS[number], RewrittenValue("format", lambda _: str(number + 1)))
    edits = sorted({edit for rule in rules for edit in rule.edits(reading)}, reverse=True)
    lines = LINE_ENDS.split(text)
    for edit in edits:
        line = lines[edit.line - 1]
        start = edit.column - 1
        lines[edit.line - 1] = line[:start] + edit.text + line[start + edit.width :]
    return "".join(lines), len(edits)
