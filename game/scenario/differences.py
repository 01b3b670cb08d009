"""What an author has changed: the values in which two readings of a scenario differ, in the words of the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.scenario.model import Document

__all__ = ["Difference", "differences"]

LONGEST = 48
"""So much of a text is told, around the first letter that is another."""

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is another now: the keys that lead to it, and what stood and stands there.

    None stands for nothing; where a whole entry came or went, only its keys are told.
    """

    keys: tuple[str, ...]
    before: str | None
    after: str | None

    def __str__(self) -> str:
        """Return the difference on one line."""
        return self.told("\N{RIGHTWARDS ARROW}")

    def told(self, arrow: str) -> str:
        """Return the difference on one line, with an arrow that its reader's letters have."""
        keys = " > ".join(self.keys)
        if self.before is None or self.after is None:
            word = "added" if self.before is None else "removed"
            value = self.after if self.before is None else self.before
            return f"{keys}: {word}{f' ({value})' if value else ''}"
        first = next(
            (place for place, pair in enumerate(zip(self.before, self.after, strict=False)) if len({*pair}) > 1), 0
        )
        return f"{keys}: {_around(self.before, first)} {arrow} {_around(self.after, first)}"


def differences(before: Document, after: Document) -> Iterator[Difference]:
    """Yield every value that differs, in the order of the sections."""
    yield from _between((), before, after)


def _between(keys: tuple[str, ...], before: object, after: object) -> Iterator[Difference]:
    """Yield what differs in a value or below it."""
    if before == after:
        return
    old, new = _entries(before), _entries(after)
    if old is None or new is None:
        yield Difference(keys, _written(before), _written(after))
        return
    for key in dict.fromkeys((*old, *new)):
        yield from _between((*keys, key), old.get(key), new.get(key))
    if list(old) != list(new) and sorted(old) == sorted(new):
        yield Difference((*keys, "order"), ", ".join(old), ", ".join(new))


def _entries(value: object) -> Mapping[str, object] | None:
    """Return what stands below a value by its key; None for one that has nothing below it."""
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {str(key): one for key, one in value.items()}
    if isinstance(value, list | tuple):
        return {_name(one, place): one for place, one in enumerate(value)}
    return None


def _name(value: object, place: int) -> str:
    """Return what an item of a list is known by: its id, or its place counted from 1."""
    return str(getattr(value, "id", "") or place + 1)


def _written(value: object) -> str | None:
    """Return a value as the file has it; nothing for what is not there, and an empty text for a whole entry."""
    if value is None:
        return None
    if _entries(value) is not None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(getattr(value, "text", value))


def _around(text: str, place: int) -> str:
    """Return the part of a long text around a place."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line or "nothing"
    start = max(0, min(place - LONGEST // 3, len(line) - LONGEST))
    end = start + LONGEST
    return (ELLIPSIS if start else "") + line[start:end] + (ELLIPSIS if end < len(line) else "")
