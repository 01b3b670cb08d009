"""The scalar types of the scenario format: how one written value is read.

A scenario's reader hands every scalar on as the text the author wrote. The type of the field decides what that text
means, never YAML's own guesses: `no` is false only where a yes or no is expected, and `010` is ten.
Each `read_*` function raises `ValueError` with a sentence for the author.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from game.scenario.expression import Expression, ExpressionError, parse

ID_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
ID_RULE = "An id has a-z, 0-9 and _, a letter first, at most 40."
NUMBER_PATTERN = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})\Z", re.ASCII)
SIGNS = ("+", "-")
# What looks like a sign and is none: the dashes of a word processor, and signs as wide as a Korean letter.
LOOK_LIKE_SIGNS = tuple("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0b\uff0d\uff1d")

# How people write yes and no elsewhere.
YES_OR_NO = {"true": "yes", "on": "yes", "yes": "yes", "y": "yes", "false": "no", "off": "no", "no": "no", "n": "no"}
# The most digits of a number, so that it is read exactly; and of one that counts things.
MAX_DIGITS, MAX_WHOLE = 15, 9
DATES = (
    re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", re.ASCII),
)


class SlipError(ValueError):
    """A value that cannot be read, whose author is told what to write."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the hint."""
        super().__init__(message)
        self.hint = hint


class Text:
    """Marks a field whose value is prose for people; prose is left out of the rules digest."""


class Operation(StrEnum):
    """What an effect does to its number."""

    CHANGE = "change"
    SET = "set"
    LIFT = "lift"


@dataclass(frozen=True, slots=True)
class Effect:
    """One right-hand side of an effect.

    `+6`, `-6` and `-0.1 * (tension - 50)` change a number by an amount; `=40`, `yes` and `no` set it; the id of a rung
    lifts a ladder to at least that rung (`rung` holds the id, `=rung` sets the ladder to it).
    """

    operation: Operation
    amount: Expression | None
    rung: str | None
    text: str


def read_text(value: object) -> str:
    """Return the scalar's text; refuse maps and lists."""
    if isinstance(value, str):
        return value
    raise ValueError(f"expected text, found {kind(value)}")


def kind(value: object) -> str:
    """Name the kind of a value that was read, in an author's words."""
    match value:
        case dict():
            return "a map"
        case list():
            return "a list"
        case None:
            return "nothing"
        case _:
            return f"'{value}'"


def read_yes_no(value: object) -> bool:
    """Return the truth of `yes` or `no`."""
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return bool(value == "yes")
    if isinstance(value, str) and (meant := YES_OR_NO.get(value.lower())):
        raise SlipError(f"expected yes or no, found {kind(value)}", f"write {meant}")
    raise ValueError(f"expected yes or no, found {kind(value)}")


def read_number(value: object) -> float:
    """Return the number written as `12`, `-0.5` or `15%` (a percentage is a hundredth of its figure)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        figure = value.removesuffix("%").strip()
        if NUMBER_PATTERN.match(figure):
            return float(figure) / 100 if value.endswith("%") else float(figure)
        if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?", figure):
            raise ValueError(f"this number is too big; a number has at most {MAX_DIGITS} digits")
    meant = _number_meant(value)
    raise SlipError(f"expected a number such as 12, 0.5 or 15%, found {kind(value)}", meant and f"write {meant}")


def _number_meant(value: object) -> str:
    """Return the number that a value was meant to be, where that is plain."""
    if not isinstance(value, str):
        return ""
    # Imported here: a sound scenario needs none of it.
    from game.scenario.misread import number_meant  # noqa: PLC0415

    return number_meant(value)


def read_whole(value: object) -> int:
    """Return a whole number of zero or more."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"[0-9]+", value):
        raise ValueError(f"this number is too big; a whole number here has at most {MAX_WHOLE} digits")
    meant = _number_meant(value)
    hint = f"write {meant}" if meant.isdigit() else ""
    raise SlipError(f"expected a whole number such as 3, found {kind(value)}", hint)


def read_date(value: object) -> dt.date:
    """Return a date written year-month-day."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(read_text(value))
    except ValueError:
        hint = _date_meant(value) if isinstance(value, str) else ""
        raise SlipError(f"expected a date such as 2026-01-05, found {kind(value)}", hint) from None


def _date_meant(text: str) -> str:
    """Return the date that is written in another way, as the format wants it."""
    match = next(filter(None, (pattern.fullmatch(text) for pattern in DATES)), None)
    try:
        return f"write {dt.date(int(match['year']), int(match['month']), int(match['day']))}" if match else ""
    except ValueError:
        return ""


def read_expression(value: object) -> Expression:
    """Return the parsed expression; its faults carry their place in the text."""
    return value if isinstance(value, Expression) else parse(read_text(value))


def read_factor(value: object) -> float:
    """Return the factor of a reply, written `x1.5`."""
    if isinstance(value, float):
        return value
    if isinstance(value, str) and value.startswith("x") and NUMBER_PATTERN.match(value[1:]):
        return float(value[1:])
    raise ValueError(f"expected a factor such as x1.5, found {kind(value)}")


def read_effect(value: object) -> Effect:  # noqa: PLR0911 - one return for each way to write an effect
    """Return the effect that the text stands for; a bare number is refused, since it hides whether it adds or sets."""
    if isinstance(value, Effect):
        return value
    text = read_text(value).strip()
    if text in ("yes", "no"):
        return Effect(Operation.SET, parse(text), None, text)
    if re.fullmatch(ID_PATTERN, text):
        return Effect(Operation.LIFT, None, text, text)
    if text.startswith("="):
        body = text[1:].strip()
        if re.fullmatch(ID_PATTERN, body) and body not in ("yes", "no"):
            return Effect(Operation.SET, None, body, text)
        return Effect(Operation.SET, parse(text[1:], offset=1), None, text)
    if text.startswith(SIGNS):
        _refuse_two_signs(text)
        is_more = text.startswith("+")
        return Effect(Operation.CHANGE, parse(text[is_more:], offset=int(is_more)), None, text)
    if text.startswith(LOOK_LIKE_SIGNS):
        return Effect(Operation.CHANGE, parse(text), None, text)
    if meant := YES_OR_NO.get(text.lower()):
        raise SlipError(f"`{text}` is neither yes nor no", f"write {meant}")
    raise ValueError(f"an effect starts with its sign: write +{text} to add, -{text} to take away, ={text} to set")


def _refuse_two_signs(text: str) -> None:
    """Refuse `+-10` and `--10`: it is not plain which way the number goes."""
    rest = text[1:].lstrip()
    if rest.startswith(SIGNS):
        meant = ("+" if rest[0] == text[0] else "-") + rest[1:].lstrip()
        raise ExpressionError("two signs before one number", 0, len(text) - len(rest) + 1, f"write {meant}")


def read_list(value: object) -> object:
    """Return the value, a single scalar standing for a list of one."""
    return [value] if isinstance(value, str) else value


# What an editor may take for each kind: its YAML reads 12 as a number, where the reader here sees a text.
_SIMPLE = ["string", "number", "boolean"]


def _schema(said: str = "", **content: object) -> WithJsonSchema:
    """Return the schema of a kind of value; `said` is what an editor says of a text that does not fit."""
    return WithJsonSchema({**content, "patternErrorMessage": said} if said else content)


Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN),
    _schema(ID_RULE, type="string", pattern=ID_PATTERN),
]
Prose = Annotated[str, BeforeValidator(read_text), Text(), _schema(type=_SIMPLE)]
Plain = Annotated[str, BeforeValidator(read_text), _schema(type=_SIMPLE)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no), _schema(enum=["yes", "no"])]
Number = Annotated[
    float,
    BeforeValidator(read_number),
    _schema(
        "A number such as 12, 0.5 or 15%.",
        type=["number", "string"],
        pattern=r"^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})\s*%?$",
    ),
]
Whole = Annotated[
    int,
    BeforeValidator(read_whole),
    _schema("A whole number such as 3.", type=["integer", "string"], minimum=0, pattern=r"^\d{1,9}$"),
]
Date = Annotated[
    dt.date,
    BeforeValidator(read_date),
    _schema("A date such as 2026-01-05.", type="string", pattern=r"^\d{4}-\d{2}-\d{2}$"),
]
Factor = Annotated[
    float,
    BeforeValidator(read_factor),
    _schema("A factor such as x1.5.", type="string", pattern=r"^x[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$"),
]
Expr = Annotated[Expression, BeforeValidator(read_expression), _schema(type=_SIMPLE)]
# A number here is +6 or -6, which an editor's YAML reads as 6 and -6; a text starts with its sign or is one word.
EffectText = Annotated[
    Effect,
    BeforeValidator(read_effect),
    _schema(
        "An effect such as +6, -6, =40, yes or the id of a rung.",
        type=["string", "number"],
        pattern=r"^\s*([-+=\u2212][\s\S]*|[a-z][a-z0-9_]{0,39})\s*$",
    ),
]
