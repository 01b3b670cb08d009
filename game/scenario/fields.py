"""The keys of the format, by where in a scenario they stand: asked of the models, never listed again."""

from __future__ import annotations

import types
import typing
from typing import Annotated, Any, TypeGuard

from pydantic import BaseModel

from game.scenario.model import Document

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.source import KeyPath


def keys_at(path: KeyPath) -> tuple[str, ...]:
    """Return the keys that the format knows at a key path, or none where keys are free."""
    return tuple(field.alias or name for model in _models_at(path) for name, field in model.model_fields.items())


def needed_at(path: KeyPath) -> tuple[str, ...]:
    """Return the keys that a map at a key path must have."""
    fields = (field for model in _models_at(path) for field in model.model_fields.items())
    return tuple(field.alias or name for name, field in fields if field.is_required())


def _models_at(path: KeyPath) -> list[type[BaseModel]]:
    found: list[Any] = [Document]
    for key in path:
        found = [below for annotation in found for below in _step(annotation, key)]
    return [model for annotation in found for model in _alternatives(annotation) if _is_model(model)]


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _alternatives(annotation: object) -> list[Any]:
    """Return an annotation bare, and a union as its members."""
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        return _alternatives(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [bare for member in typing.get_args(annotation) for bare in _alternatives(member)]
    return [annotation]


def _step(annotation: object, key: str | int) -> Iterator[Any]:
    """Yield what a key or an index leads to."""
    for bare in _alternatives(annotation):
        if _is_model(bare):
            for name, field in bare.model_fields.items():
                if key == (field.alias or name):
                    yield field.annotation
        elif typing.get_origin(bare) in (dict, list, tuple):
            yield typing.get_args(bare)[-1]
