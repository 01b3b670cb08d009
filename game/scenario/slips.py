"""Slips of the pen that YAML reads silently as something else."""

from __future__ import annotations

import re

from game.scenario.expression import ExpressionError, parse

CUT_BY_COMMA = "a comma ends this value: inside {...} and [...] a value with a comma needs quotes"
NO_SPACE = "a space is missing after the colon of `{}`"
NO_SPACE_AFTER_DASH = "a space is missing after this dash"
A_SPACE = "write a space after it"
LIST_SIGNS = ("\N{EN DASH}", "\N{EM DASH}", "\N{BULLET}", "\N{MIDDLE DOT}")
WRONG_DASH = "an item of a list begins with `-`, not with `{}`"
CUT_BY_COMMENT = "the text stops here: ` #` starts a comment"

LONGEST_ID = 40
CURLY_QUOTES = "\u201c\u201d\u2018\u2019\uff02"
QUOTES_AND_BRACKETS = "\"'{["
STRAIGHT_QUOTES = "\"'"
CURLY = "curly quotes do not hold a text together"
CURLY_INSIDE = "curly quotes that belong to the text stand inside straight ones"
NOT_OPENED = "this text ends with a quote but does not start with one"
OUTSIDE = "indent it under the section it belongs to, such as `{}`"

NO_SPACE_PATTERN = re.compile(r"""\s*([a-z][a-z0-9_.]*):(?=[^\s:/])(?![^"']*["']?\s*:\s)""")
KEY_WITHOUT_COLON = re.compile("([a-z][a-z0-9_.]*)(?: *[\N{FULLWIDTH COLON}\N{SMALL COLON}]| +[^ ])")
COMMENT_PATTERN = re.compile(r"( +)#(.?)")


def missing_space(line: str) -> re.Match[str] | None:
    """Find a key whose colon is glued to its value."""
    return NO_SPACE_PATTERN.match(line)


def glued_dash(text: str) -> bool:
    """Say whether a text is an item of a list whose dash lacks its space; no text starts with a dash and a quote."""
    return text[:1] == "-" and text[1:2] in QUOTES_AND_BRACKETS and len(text) > 1


def wrong_dash(text: str) -> bool:
    """Say whether a text begins with a sign that word processors write for the dash of a list."""
    return text[:1] in LIST_SIGNS and text[1:2] == " "


def cut_by_comment(text: str, rest_of_line: str) -> bool:
    """Say whether ` #` ended a text that its author meant to go on: prose, and a `#` unlike that of a comment."""
    match = COMMENT_PATTERN.match(rest_of_line)
    if match is None or (len(match[1]) > 1 and match[2] == " "):
        return False
    try:
        parse(text.lstrip("+="))
    except ExpressionError:
        return not text[:1].isdigit()
    return False


def quote_without_start(text: str) -> bool:
    """Say whether a text without quotes ends with a quote that nothing opens."""
    return text.endswith(('"', "'")) and text.count(text[-1]) % 2 == 1


def between_curly_quotes(text: str) -> bool:
    """Say whether curly quotes stand around a text where straight ones are meant."""
    return text[:1] in CURLY_QUOTES and text[-1:] in CURLY_QUOTES + STRAIGHT_QUOTES and len(text) > 1


def hint_for_a_colon(text: str) -> str:
    """Say what to write where a text stands for a map: perhaps a key whose colon is missing or full-width."""
    key = KEY_WITHOUT_COLON.match(text)
    return f"write `{key[1]}: ...`" if key else ""


def id_meant(text: str) -> str:
    """Return the id that a text which cannot be one was probably meant to be, or nothing."""
    found = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return found if text.isascii() and found[:1].isalpha() and len(found) <= LONGEST_ID else ""


def hint_for_an_id(text: str) -> str:
    """Say what an id is, and which one was probably meant."""
    meant = id_meant(text)
    return f"{f'write `{meant}`: ' if meant else ''}a-z, 0-9 and `_`, a letter first, at most {LONGEST_ID}"


def hint_for_a_cut(text: str, rest: str) -> str:
    """Say how a value is written that a comma cut in two: a number with a decimal point, a text in quotes."""
    if text.lstrip("+-=").isdecimal() and rest.rstrip("%").isdecimal():
        return f"write a decimal point: {text}.{rest}"
    return f'put the whole value in quotes: "{text}, ..."'


def hint_for_a_list(text: str) -> str:
    """Say how a list is written where its items stand bare, with commas between them."""
    items = text.replace(",", " ").split()
    return f"several are a list, in brackets: write [{', '.join(items)}]" if "," in text else ""


def cut_by_comma(text: str) -> bool:
    """Say whether a scalar inside {...} or [...] breaks off within round brackets."""
    return text.count("(") > text.count(")")
