"""Every text of a document that people read, with its key path and the model and field it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from game.scenario.values import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.lint.subject import Subject
    from game.scenario.source import KeyPath


@dataclass(frozen=True, slots=True)
class Passage:
    """One text.

    Attributes:
        path: The keys that lead to it.
        part: The name of the model it belongs to, such as `Move`.
        field: The key in that model, such as `title`.
        text: What is written.
    """

    path: KeyPath
    part: str
    field: str
    text: str


# Texts by a key of the author's own: `sees: {beijing: "..."}`.
BY_KEY = {("Rung", "sees")}


def passages(subject: Subject) -> tuple[Passage, ...]:
    """Return every text of a document in the order of the format."""
    return tuple(_of(subject.document, ()))


def _of(value: object, path: KeyPath) -> Iterator[Passage]:
    if isinstance(value, BaseModel):
        part = type(value)
        for name, key, is_text in _fields(part):
            if name not in value.model_fields_set:
                # What the game says by itself where the author says nothing is no text of the scenario.
                continue
            below = getattr(value, name)
            if is_text:
                yield from _texts(below, (*path, key), part.__name__, key)
            else:
                yield from _of(below, (*path, key))
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _of(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _of(below, (*path, index))


def _texts(value: object, path: KeyPath, part: str, field: str) -> Iterator[Passage]:
    """Yield a text, or each of several: a list has them by number, a map by key."""
    match value:
        case str():
            yield Passage(path, part, field, value)
        case list():
            yield from (Passage((*path, index), part, field, text) for index, text in enumerate(value))
        case dict():
            yield from (Passage((*path, key), part, field, text) for key, text in value.items())


@cache
def _fields(part: type[BaseModel]) -> tuple[tuple[str, str, bool], ...]:
    """Return each field's name, the key it is written with, and whether it holds texts."""
    return tuple(
        (
            name,
            field.alias or name,
            (part.__name__, name) in BY_KEY or any(isinstance(mark, Text) for mark in field.metadata),
        )
        for name, field in part.model_fields.items()
    )
