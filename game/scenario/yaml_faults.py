"""Plain words for what PyYAML refuses: what is wrong, where an author should look, and what to write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.scenario.source import Mark, Source

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError

QUOTE_IT = "put the whole text in quotes"
KEY_ALONE = re.compile(r"\s*[\w.]+\s*")
QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class YamlFault:
    """A fault of syntax, for an author; `begins` is the line of what it belongs to, or 0."""

    mark: Mark
    message: str
    hint: str
    begins: int = 0


# How PyYAML's problem starts; what to say; what to write; whether its context is the better place to look at.
PROBLEMS = (
    ("mapping values are not allowed", "a second `: ` stands in this value", "put a text with `: ` in quotes", False),
    ("could not find expected ':'", "a key without `:`, or a text that is not indented", "write `key: value`", True),
    ("expected <block end>", "this line is indented differently from its neighbours", "align it with them", False),
    ("expected ',' or '}'", "this `{` is not closed, or a comma is missing in it", "write {a: 1, b: 2}", True),
    ("expected ',' or ']'", "this `[` is not closed, or a comma is missing in it", "write [a, b]", True),
    ("expected the node content", "a value is missing, or starts with a sign that needs quotes", QUOTE_IT, False),
    ("found unexpected end of stream", "this quotation mark is never closed", "close it", True),
    ("found unknown escape character", "YAML knows no such code after a backslash", "use single quotes", False),
    ("found unexpected document separator", "`---` stands inside a quoted text", "", False),
    ("expected alphabetic or numeric", "a text that starts with `&`, `*` or `!` needs quotes", QUOTE_IT, True),
    ("sequence entries are not allowed", "no list can start here", "start each `- ` on a line of its own", False),
    ("block sequence entries are not allowed", "no list can start here", "start each `- ` on a line of its own", False),
    ("mapping keys are not allowed", "a text that starts with `? ` needs quotes", QUOTE_IT, False),
    ("expected a comment or a line break", "after `|` or `>` a text starts on the next line", QUOTE_IT, False),
    ("found character", "a text that starts with `%`, `@` or a backtick needs quotes", QUOTE_IT, False),
)


def explain(fault: MarkedYAMLError, source: Source, first: int) -> YamlFault:
    """Return a fault of syntax in plain words.

    Args:
        fault: What PyYAML raised.
        source: The file.
        first: The first line of the section, counted from 0.
    """
    problem = fault.problem or ""
    message, hint, at_context = next(
        (tuple(words) for start, *words in PROBLEMS if problem.startswith(start)),
        (f"YAML cannot read this: {problem}", "", False),
    )
    mark = fault.problem_mark or fault.context_mark
    here = Mark(mark.line + 1, mark.column + 1) if mark else Mark(first + 1, 1)
    context = fault.context_mark
    if at_context and context:
        return YamlFault(Mark(context.line + 1, context.column + 1), str(message), str(hint))
    begins = context.line + 1 if context and context.line + 1 != here.line else 0
    before = source.line(here.line)[: here.column - 1]
    if problem.startswith("expected <block end>") and before.rstrip()[-1:] in ("'", '"', "}", "]"):
        return _after_the_end(before, source, here, begins)
    if problem.startswith("mapping values") and KEY_ALONE.fullmatch(before):
        key = Mark(here.line, len(before) - len(before.lstrip()) + 1)
        return YamlFault(
            key, "this key stands below a key that already has a value", "align the two, or delete the value"
        )
    return YamlFault(here, str(message), str(hint), begins)


def _after_the_end(before: str, source: Source, here: Mark, begins: int) -> YamlFault:
    """Say why text goes on after a closing quotation mark or bracket."""
    sign = before.rstrip()[-1]
    if sign not in QUOTES:
        hint = "put a text that starts with a bracket in quotes"
        return YamlFault(here, f"something stands after the closing `{sign}`", hint)
    for number in range(begins or here.line, here.line):
        line = source.line(number)
        if line.count(sign) % 2:
            mark = Mark(number, line.index(sign) + 1)
            return YamlFault(mark, "this quotation mark is not closed on its line", f"add {sign} at the text's end")
    hint = "write '' for one inside" if sign == "'" else "put the whole text in single quotes"
    return YamlFault(here, "a quotation mark inside the text ends it here", hint)
