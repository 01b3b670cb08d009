"""Signs that look like a space, or like nothing, where YAML wants plain spaces: they come along with copied text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from game.scenario.source import Mark, found_at

if TYPE_CHECKING:
    from game.errors import Finding
    from game.scenario.source import Source

__all__ = ["made_plain"]

WIDE: Final = "\N{NO-BREAK SPACE}\u1680\u2000-\u200a\u202f\u205f\N{IDEOGRAPHIC SPACE}"
EMPTY: Final = "\u200b-\u200f\u2060"
ODD: Final = re.compile(f"[{WIDE}{EMPTY} ]*[{WIDE}{EMPTY}][{WIDE}{EMPTY} ]*")
QUOTED: Final = re.compile(r"""(?:(?<=[\s,\[{:-])|^)(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)""")
# Between such signs a space means something; anywhere else it is part of a text, and may be of any kind.
BEFORE, AFTER = "-:,[{", ":,]}#"
NAMES: Final = {"\N{NO-BREAK SPACE}": "a no-break space", "\u200b": "a space without width"}
LISTED = 6


def made_plain(source: Source) -> tuple[list[str], list[Finding]]:
    """Return a file's lines with plain spaces where YAML wants them, and a finding where other signs stood there."""
    lines, rows = list(source.lines), []
    first: Finding | None = None
    for row, line in enumerate(source.lines):
        if line.isprintable() or not (odd := _of_no_text(line)):
            continue
        rows.append(row + 1)
        first = first or _finding(source, row + 1, odd[0])
        for match in reversed(odd):
            plain = re.sub(f"[{EMPTY}]", "", match[0])
            lines[row] = f"{lines[row][: match.start()]}{' ' * len(plain)}{lines[row][match.end() :]}"
    if first is None:
        return lines, []
    return lines, [_with_others(first, rows[1:])]


def _of_no_text(line: str) -> list[re.Match[str]]:
    """Return where odd signs stand that are part of no text."""
    texts = [match.span() for match in QUOTED.finditer(line)]
    return [
        match
        for match in ODD.finditer(line)
        if not any(start < match.start() < end for start, end in texts) and _stands_between(line, match)
    ]


def _stands_between(line: str, match: re.Match[str]) -> bool:
    """Say whether a space means something to YAML here: at an end of the line, or beside one of its signs."""
    before, after = line[: match.start()], line[match.end() :]
    return not before or not after or before[-1] in BEFORE or after[0] in AFTER


def _finding(source: Source, number: int, match: re.Match[str]) -> Finding:
    at = re.search(f"[{WIDE}{EMPTY}]+", match[0])
    assert at is not None
    name = NAMES.get(at[0][0], "a space of another kind")
    message = f"an invisible sign ({name}) stands here; YAML wants plain spaces"
    mark = Mark(number, match.start() + at.start() + 1)
    return found_at(source, mark, "E103", message, width=len(at[0]), hint="delete it and type plain spaces")


def _with_others(finding: Finding, rows: list[int]) -> Finding:
    if not rows:
        return finding
    listed = ", ".join(map(str, rows[:LISTED])) + (", ..." if len(rows) > LISTED else "")
    return replace(finding, notes=(f"and in line{'s' if len(rows) > 1 else ''} {listed}",))
