"""Plain words for what PyYAML refuses: what is wrong, where an author should look, and what to write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.scenario.model import Part
from game.scenario.slips import CURLY, CURLY_QUOTES
from game.scenario.source import Mark, Source
from game.scenario.values import Text

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError

INDENTED = "this line is indented differently from its neighbours"
QUOTE_IT = "put the whole text in quotes"
KEY_WITHOUT_COLON = re.compile(r"""([a-z_][a-z0-9_]*)(?: *\#.*| +["'\d\[{+=“-].*| +[^\s:]+)?$""")
KEY_WITH_FULL_WIDTH_COLON = re.compile("([\\w.]+) *[\N{FULLWIDTH COLON}\N{SMALL COLON}\N{RATIO}]")
QUOTE_OPENS = re.compile(r"""(?:^\s*(?:- +)*|: +|[{\[,] *)(["'])""")
QUOTE_CLOSES = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'")}
NEXT_ENTRY = re.compile(r"\s*(?:- |[\w.]+:(?:\s|$)|$)")
QUOTES = "\"'"
CURLY_VALUE = re.compile(f": +[{CURLY_QUOTES}]")


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
    ("expected <block end>", INDENTED, "align it with them", False),
    ("expected ',' or '}'", "this `{` is not closed, or a comma is missing in it", "write {a: 1, b: 2}", True),
    ("expected ',' or ']'", "this `[` is not closed, or a comma is missing in it", "write [a, b]", True),
    ("expected the node content", "a value is missing, or starts with a sign that needs quotes", QUOTE_IT, False),
    ("found unexpected end of stream", "this quote is not closed", "end the text with a quote", True),
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
    if opening := _open_quote(source, first + 1, here.line):
        return YamlFault(opening, "this quote is not closed on its line", "end the text with a quote")
    context = fault.context_mark
    if at_context and context:
        there = Mark(context.line + 1, context.column + 1)
        missing = _without_colon(source, there) if problem.startswith("could not find expected ':'") else None
        return missing or YamlFault(there, str(message), str(hint))
    begins = context.line + 1 if context and context.line + 1 != here.line else 0
    before = source.line(here.line)[: here.column - 1]
    if problem.startswith("expected <block end>") and before.rstrip()[-1:] in ("'", '"', "}", "]"):
        return _after_the_end(before, source, here, begins)
    if problem.startswith("mapping values") and (curly := CURLY_VALUE.search(before)):
        return YamlFault(Mark(here.line, curly.end()), CURLY, "write straight quotes around the text")
    return YamlFault(here, str(message), str(hint), begins)


def _open_quote(source: Source, first: int, last: int) -> Mark | None:
    """Return where a quote opens that is not closed on its line though the next line is another entry."""
    for number in range(first, last + 1):
        line, position = source.line(number), 0
        while not line.lstrip().startswith("#") and (opening := QUOTE_OPENS.search(line, position)):
            closing = QUOTE_CLOSES[opening[1]].match(line, opening.end())
            if closing is None:
                if NEXT_ENTRY.match(source.line(number + 1)):
                    return Mark(number, opening.end())
                break
            position = closing.end()
    return None


def _without_colon(source: Source, there: Mark) -> YamlFault | None:
    """Say which key lacks its colon, where a line looks like a key and its value."""
    text = source.line(there.line)[there.column - 1 :].rstrip()
    if wide := KEY_WITH_FULL_WIDTH_COLON.match(text):
        return YamlFault(there, *full_width(wide[1]))
    word = re.match(r"\w+(?=\s|$)(?!\s*:)", text)
    if bare := KEY_WITHOUT_COLON.match(text) or (word if word and word[0] in keys_of_the_format() else None):
        return YamlFault(there, *no_colon(bare[0].split()[0]))
    return None


def full_width(key: str) -> tuple[str, str]:
    """Say that a colon is not the plain one, and what to write."""
    return f"a full-width colon stands after `{key}`; YAML wants the plain one", f"write `{key}: ...`"


def no_colon(key: str) -> tuple[str, str]:
    """Say that a key has no colon, and what to write."""
    return f"a colon is missing after `{key}`", f"write `{key}: ...`"


def keys_of_the_format(part: type[Part] = Part, *, prose_only: bool = False) -> set[str]:
    """Return every key that the format knows anywhere, or those that hold prose."""
    keys = {
        field.alias or name
        for name, field in part.model_fields.items()
        if not prose_only or any(isinstance(mark, Text) for mark in field.metadata)
    }
    return keys.union(*(keys_of_the_format(below, prose_only=prose_only) for below in part.__subclasses__()))


def _after_the_end(before: str, source: Source, here: Mark, begins: int) -> YamlFault:
    """Say why text goes on after a closing quotation mark or bracket."""
    sign = before.rstrip()[-1]
    if sign not in QUOTES:
        rest = source.line(here.line)[here.column - 1 :].strip()
        hint = f"delete `{rest}`, or put the whole text in quotes"
        return YamlFault(here, f"something stands after the closing `{sign}`", hint)
    for number in range(begins or here.line, here.line):
        line = source.line(number)
        if line.count(sign) % 2:
            mark = Mark(number, line.index(sign) + 1)
            return YamlFault(mark, "this quote is not closed on its line", "end the text with a quote")
    hint = "write '' for one inside" if sign == "'" else "put the whole text in single quotes"
    return YamlFault(here, "a quotation mark inside the text ends it here", hint)
