"""Where things stand in a file: the file's lines, and the place of every key and value that was read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from game.errors import Confidence, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KeyPath = tuple[str | int, ...]
Value = dict[str, "Value"] | list["Value"] | str | None

# Stands among lost names for all of them, where a part could not be read at all.
ANY_NAME = "*"

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


class Mark(NamedTuple):
    """A point in a source; lines and columns count from 1."""

    line: int
    column: int


class Spot(NamedTuple):
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
            # A backslash that ends a line only joins it to the next.
            if not written.isspace() and written != "\\":
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


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of one scenario stand, for saying what is wrong with them.

    `lost` holds ids that the author wrote but that could not be read: nobody is told that they are unknown.
    """

    spots: Mapping[KeyPath, Spot]
    lost: frozenset[str] = frozenset()

    def finding(
        self, code: str, message: str, path: KeyPath, *, span: tuple[int, int] | None = None, on_key: bool = False,
        hint: str = "", notes: tuple[str, ...] = (), severity: Severity = "error", confidence: Confidence = "proved",
    ) -> Finding:  # fmt: skip
        """Return a finding at the value of `path`, or at what holds it where it was not written.

        Args:
            code: The stable code.
            message: What is wrong.
            path: The key path.
            span: The part of the scalar's text that is at fault.
            on_key: Point at the key, not at the value.
            hint: What to write instead.
            notes: Further lines.
            severity: How grave it is.
            confidence: How sure it is.
        """
        spot, found = self._nearest(path)
        if spot is None:
            return Finding(code, message, None, written_keys(path), "", 1, hint, notes, severity, confidence)
        on_key = on_key or found != path or spot.text is None
        if on_key and spot.key is not None:
            mark, width = spot.key, spot.key_width
        elif span is not None:
            mark = spot.at(span[0])
            width = max(1, spot.at(span[1] - 1).column + 1 - mark.column)
        else:
            mark, width = spot.value, max(1, spot.end.column - spot.value.column)
        width = width if mark.line == spot.end.line or on_key else max(1, width)
        return found_at(
            spot.source,
            mark,
            code,
            message,
            keys=path,
            width=width,
            hint=hint,
            notes=notes,
            severity=severity,
            confidence=confidence,
        )

    def line_of(self, path: KeyPath) -> str:
        """Return where a value was written, for a note: `file:line`."""
        spot, _ = self._nearest(path)
        if spot is None:
            return "another file"
        return f"{spot.source.path.name}:{(spot.key or spot.value).line}"

    def _nearest(self, path: KeyPath) -> tuple[Spot | None, KeyPath]:
        while path not in self.spots and path:
            path = path[:-1]
        return self.spots.get(path), path


def found_at(
    source: Source, mark: Mark, code: str, message: str, *, keys: KeyPath = (), width: int = 1, hint: str = "",
    notes: tuple[str, ...] = (), severity: Severity = "error", confidence: Confidence = "proved",
) -> Finding:  # fmt: skip
    """Return a finding at a point of a source."""
    place = Place(source.path, mark.line, mark.column)
    text = source.line(mark.line)
    width = max(1, min(width, len(text) - mark.column + 1))
    return Finding(code, message, place, written_keys(keys), text, width, hint, notes, severity, confidence)


def written_keys(path: KeyPath) -> tuple[str, ...]:
    """Return a key path as people read it: list items are counted from 1."""
    return tuple(f"[{key + 1}]" if isinstance(key, int) else key for key in path)
