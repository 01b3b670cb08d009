"""Slips of the pen that YAML reads silently as something else, and plain words for what it refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.scenario.expression import ExpressionError, parse

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError

CUT_BY_COMMA = "a comma ends this value: inside {...} and [...] a value with a comma needs quotes"
NO_SPACE = "a space is missing after the colon of `{}`"
CUT_BY_COMMENT = "the text stops here: ` #` starts a comment"

NO_SPACE_PATTERN = re.compile(r"""\s*([a-z][a-z0-9_.]*):(?=[^\s:/])(?![^"']*["']?\s*:\s)""")
COMMENT_PATTERN = re.compile(r"( +)#(.?)")

# The start of what PyYAML says: what to tell the author, and what to write.
PROBLEMS = (
    ("mapping values are not allowed", "a second `: ` stands in this value", "put a text with `: ` in quotes"),
    ("could not find expected ':'", "a key without `:`, or a text that is not indented", "write `key: value`"),
    ("expected <block end>", "this line is indented differently from its neighbours", "align it with them"),
    ("expected ',' or '}'", "a `{` is not closed, or a comma is missing", "write {a: 1, b: 2}"),
    ("expected ',' or ']'", "a `[` is not closed, or a comma is missing", "write [a, b]"),
    ("expected the node content", "a value is missing, or it starts with a sign that needs quotes", ""),
    ("found unexpected end of stream", "this quotation mark is never closed", "close it, or double it inside a text"),
    ("found unknown escape character", "after a backslash YAML expects a code", "use single quotes, or no backslash"),
    ("found undefined alias", "a text that starts with `*` needs quotes", ""),
    ("found unexpected document separator", "`---` inside a quoted text", ""),
    ("expected alphabetic or numeric", "a value that starts with `&`, `*` or `!` needs quotes", ""),
    ("sequence entries are not allowed", "a list cannot start on this line", "start each `- ` on a line of its own"),
    ("block sequence entries are not allowed", "`- ` stands where a key is expected", "align the list"),
    ("found character", "a value that starts with `%`, `@` or a backtick needs quotes", ""),
    ("while scanning", "this cannot be read", ""),
)


def in_plain_words(fault: MarkedYAMLError) -> tuple[str, str]:
    """Return what is wrong and what to write, for a fault that PyYAML found."""
    problem = fault.problem or ""
    for start, message, hint in PROBLEMS:
        if problem.startswith(start):
            return message, hint
    return f"YAML cannot read this: {problem}", ""


def missing_space(line: str) -> re.Match[str] | None:
    """Find a key whose colon is glued to its value."""
    return NO_SPACE_PATTERN.match(line)


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


def cut_by_comma(text: str) -> bool:
    """Say whether a scalar inside {...} or [...] breaks off within round brackets."""
    return text.count("(") > text.count(")")
