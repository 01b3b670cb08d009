"""A debrief as JSON and back, to the last digit: what one process hands to another, and what programs read.

A picture is one line. Whoever reads it gets the same values or an error that says what is wrong, and where.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from game.analysis.findings import Debrief
from game.errors import GameError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

__all__ = ["SCHEMA_VERSION", "ExchangeError", "debrief_content", "debrief_line", "read_debrief"]

SCHEMA_VERSION: Final = 1
"""Goes up when a value of `game.analysis.findings` is renamed, removed or changes its meaning."""


class ExchangeError(GameError):
    """A text that is no debrief of this program's version."""


def debrief_content(found: Debrief) -> dict[str, Any]:
    """Return a debrief as plain maps and lists, with the version of their names."""
    return {"schema_version": SCHEMA_VERSION, **asdict(found)}


def debrief_line(found: Debrief) -> str:
    """Return a debrief as one line of JSON, without the line's end; ASCII only, whatever the stream.

    Raises:
        ValueError: a value is no finite number.
    """
    return json.dumps(debrief_content(found), allow_nan=False, separators=(",", ":"))


def read_debrief(text: str) -> Debrief:
    """Return the debrief that a line of `debrief_line` holds, the very same values.

    Keys that are not known are passed over: a program may put its own beside them.

    Raises:
        ExchangeError: the text is not JSON, of another version, or a value is missing or of another kind.
    """
    from pydantic import ValidationError  # noqa: PLC0415

    content = _parsed(text)
    version = content.pop("schema_version", None)
    if version != SCHEMA_VERSION:
        said = "names no version" if version is None else f"is of version {json.dumps(version)}"
        raise ExchangeError(
            f"this debrief {said}; this program reads version {SCHEMA_VERSION}: make the debrief again from the replay"
        )
    try:
        # Strict: a number written as text is a fault, not a number.
        return _adapter().validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        raise ExchangeError(_said(error)) from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text, parse_constant=_refuse)
    except ValueError as error:
        raise ExchangeError(f"this is no debrief: it is not JSON ({error})") from error
    except RecursionError as error:
        raise ExchangeError("this is no debrief: its lists lie too deep in each other") from error
    if not isinstance(content, dict):
        raise ExchangeError("this is no debrief: a map of its values is expected")
    return content


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


@cache
def _adapter() -> TypeAdapter[Debrief]:
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Debrief)


def _said(error: ValidationError) -> str:
    """Return the first thing that is wrong, with the keys that lead to it."""
    first, *others = error.errors(include_url=False)
    where = ".".join(str(key) for key in first["loc"])
    more = f" (and {len(others)} more)" if others else ""
    message = first["msg"][:1].lower() + first["msg"][1:]
    return f"this is no debrief: `{where}`: {message}{more}; make the debrief again from the replay"
