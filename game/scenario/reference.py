"""The reference of the format as a page: every key, made from the models like the schema."""

from __future__ import annotations

import enum
import re
import types
import typing
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator

from game.scenario import values
from game.scenario.model import Document
from game.scenario.schema import EXTENDING_KEYS

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

HEAD = """# Every key of a scenario

This page is made from the program's own definition of the format (`middleground schema --format text`); an editor shows
the same texts. [FORMAT.md](FORMAT.md) explains the format with examples, [GUIDE.md](GUIDE.md) teaches it.

`x`, `y` and `z` stand for ids of your own, `[]` for each item of a list. A list of one may be written as its only item.
"""
EXTENDING = """
## A scenario that builds on another

These keys stand beside the sections. In such a scenario an entry need not be whole: what is missing comes from the
parent. An entry may also have `before`, the id of the entry that it stands before.

| Key | Meaning |
|---|---|
"""
TABLE = "\n| Key | Value | Without it | Meaning |\n|---|---|---|---|\n"
NEEDED = "needed"
# What an author writes for each kind of scalar, by the function that reads it.
KINDS = {
    values.read_text: "text",
    values.read_yes_no: "yes or no",
    values.read_number: "number",
    values.read_whole: "whole number",
    values.read_date: "date",
    values.read_expression: "expression",
    values.read_factor: "factor",
    values.read_effect: "effect",
}
# Ids for the places below a section, outermost first.
STANDING_FOR = ("x", "y", "z")
Model = type[BaseModel]


def reference_page() -> str:
    """Return the page, in Markdown."""
    places: dict[Model, list[str]] = {}
    _collect(Document, "", places)
    parts = (_section(model, found) for model, found in places.items())
    added = "".join(f"| `{key}` | {part['description']} |\n" for key, part in EXTENDING_KEYS.items())
    return HEAD + "".join(parts) + EXTENDING + added


def _collect(model: Model, place: str, places: dict[Model, list[str]]) -> None:
    """Find every model below one, with the places where it stands, in the order of the file."""
    places.setdefault(model, []).append(place)
    for name, field in model.model_fields.items():
        here = f"{place}.{field.alias or name}".lstrip(".")
        for below, where in _models(field.annotation, here):
            _collect(below, where, places)


def _models(annotation: object, place: str) -> Iterator[tuple[Model, str]]:
    """Yield the models in a field's type, each with the place of its keys."""
    bare, origin, arguments = _taken_apart(annotation)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        yield bare, place
    elif origin is dict:
        used = sum(place.split(".").count(sign) for sign in STANDING_FOR)
        yield from _models(arguments[-1], f"{place}.{STANDING_FOR[used]}" if used < len(STANDING_FOR) else place)
    elif origin is list:
        yield from _models(arguments[-1], f"{place}[]")
    else:
        for member in arguments:
            yield from _models(member, place)


def _taken_apart(annotation: object) -> tuple[object, object, tuple[Any, ...]]:
    """Return a type without its marks, what it is made of, and of which types."""
    while typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    origin = typing.get_origin(annotation)
    return annotation, origin, () if origin is Literal else typing.get_args(annotation)


def _section(model: Model, places: list[str]) -> str:
    heading = "The file" if model is Document else _title(model)
    described = (model.__doc__ or "").strip()
    where = f" Stands in {', '.join(f'`{place}`' for place in places)}." if model is not Document else ""
    rows = "".join(_row(field.alias or name, field) for name, field in model.model_fields.items())
    return f"\n## {heading}\n\n{described}{where}\n{TABLE}{rows}"


def _title(model: Model) -> str:
    """Return a model's name in words: TestCase is "Test case"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _row(key: str, field: FieldInfo) -> str:
    kind = _kind(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
    cells = (f"`{key}`", kind, _default(field), field.description or "")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _default(field: FieldInfo) -> str:
    """Return what holds where the key is left out."""
    if field.is_required():
        return NEEDED
    default = field.default
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple):
        return f"[{', '.join(f'{end:g}' for end in default)}]"
    if isinstance(default, float):
        return f"{default:g}"
    word = default.value if isinstance(default, enum.Enum) else default
    return str(word) if isinstance(word, (str, int)) else ""


def _kind(annotation: object) -> str:
    """Return what an author writes for a type, in words."""
    if typing.get_origin(annotation) is Annotated:
        bare, *marks = typing.get_args(annotation)
        readers = [mark.func for mark in marks if isinstance(mark, BeforeValidator)]
        known = next((KINDS[reader] for reader in readers if reader in KINDS), None)
        return known or ("id" if bare is str else _kind(bare))
    bare, origin, arguments = _taken_apart(annotation)
    if origin in (typing.Union, types.UnionType):
        return ", or ".join(dict.fromkeys(_kind(member) for member in arguments if member is not type(None)))
    if origin is dict:
        return f"map of {_kind(arguments[-1])} by {_kind(arguments[0])}"
    if origin is list:
        return f"list of {_kind(arguments[0])}"
    if origin is tuple:
        return "two numbers: [low, high]"
    return _words(bare)


def _words(annotation: object) -> str:
    """Return the words that a type allows, or the heading of the part that it is."""
    if typing.get_origin(annotation) is Literal:
        return " or ".join(f"`{word}`" for word in typing.get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        title = _title(annotation)
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return " or ".join(f"`{word.value}`" for word in annotation)
    return "text"
