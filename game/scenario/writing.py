"""A document back to the text of a scenario in one file, parents merged in and tests left out.

Reading what is written gives the same document: every value is written so that its field's type reads it back.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel

from game.scenario.expression import Expression
from game.scenario.model import LadderReply
from game.scenario.values import Effect

if TYPE_CHECKING:
    from game.scenario.model import Document

__all__ = ["document_text"]

# Longer than any text, so that none is folded over lines.
WIDE = 1_000_000


def document_text(document: Document) -> str:
    """Return a scenario as the text of one file."""
    whole = document.model_copy(update={"tests": {}})
    return yaml.safe_dump(_plain(whole), allow_unicode=True, sort_keys=False, width=WIDE)


def _plain(value: object) -> object:
    """Return a value as maps, lists and the texts that an author would write."""
    match value:
        case BaseModel():
            return _part(value)
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return _scalar(value)


def _part(part: BaseModel) -> dict[str, object]:
    """Return what a part says; what it leaves to the format is left out."""
    written = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            is_factor = isinstance(part, LadderReply) and name == "climb"
            written[field.alias or name] = f"x{_scalar(value)}" if is_factor else _plain(value)
    return written


def _scalar(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            # The format has no exponents.
            return f"{value:.15f}".rstrip("0").rstrip(".")
        case Expression() | Effect():
            return value.text
        case Enum():
            return str(value.value)
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)
