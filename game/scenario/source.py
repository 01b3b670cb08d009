"""Where things stand in a file: the file's lines, and the place of every key and value that was read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from game.errors import Finding, Place, Severity

KeyPath = tuple[str | int, ...]
Value = dict[str, "Value"] | list["Value"] | str | None

# One character as it is written between quotes of each kind; only `_` stands for itself.
WRITTEN = {
    '"': re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
}
BARE = re.compile(r".", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, line by line."""

    path: Path
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """Return a line by its number, counted from 1; nothing after the last."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a source; lines and columns count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one value stands: its key, its first and last point, how it is quoted, and its text if it is a scalar."""

    source: Source
    key: Mark | None
    key_width: int
    value: Mark
    end: Mark
    style: str
    text: str | None

    def at(self, offset: int) -> Mark:
        """Return the point of the file where the character at `offset` of the scalar's text was written."""
        if self.text is None:
            return self.value
        before = sum(not character.isspace() for character in self.text[:offset])
        line, column, seen = self.value.line, self.value.column - 1, 0
        for line, column, written in self._written():
            if not written.isspace():
                if seen == before:
                    return Mark(line, column + 1)
                seen += 1
        return Mark(line, column + 2) if seen else self.value

    def _written(self) -> list[tuple[int, int, str]]:
        """Return the scalar's characters as written, each with its line and its column counted from 0."""
        pattern = WRITTEN.get(self.style, BARE)
        last = self.end.line
        found = []
        for number in range(self.value.line + (self.style in ("|", ">")), last + 1):
            line = self.source.line(number)
            start = self.value.column - 1 if number == self.value.line else 0
            start += number == self.value.line and self.style in WRITTEN
            end = self.end.column - 1 - (self.style in WRITTEN) if number == last else len(line)
            found += [(number, match.start(), match[0]) for match in pattern.finditer(line, start, max(start, end))]
        return found


def found_at(
    source: Source, mark: Mark, code: str, message: str, *, keys: KeyPath = (), width: int = 1, hint: str = "",
    notes: tuple[str, ...] = (), severity: Severity = "error",
) -> Finding:  # fmt: skip
    """Return a finding at a point of a source."""
    place = Place(source.path, mark.line, mark.column)
    text = source.line(mark.line)
    width = max(1, min(width, len(text) - mark.column + 1))
    return Finding(code, message, place, written_keys(keys), text, width, hint, notes, severity)


def written_keys(path: KeyPath) -> tuple[str, ...]:
    """Return a key path as people read it: list items are counted from 1."""
    return tuple(f"[{key + 1}]" if isinstance(key, int) else key for key in path)
