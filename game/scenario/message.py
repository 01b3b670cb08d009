"""How a finding is shown to an author: what, where, the line with a caret under it, and what to write."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.errors import Finding

TAB = "\t"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
WIDEST = 120
COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "tip": "\x1b[1;36m"}
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def format_finding(finding: Finding, colour: bool = False) -> str:  # noqa: FBT001, FBT002 - a switch with a name
    """Return a finding as text of several lines.

    Args:
        finding: What was found.
        colour: Whether to mark the heading and the caret with terminal colours.
    """
    heading = f"{finding.severity}[{finding.code}]"
    if colour:
        heading = f"{COLOURS[finding.severity]}{heading}{PLAIN}"
    lines = [f"{heading} {_printable(finding.message)}", *_where(finding), *_line_and_caret(finding, colour=colour)]
    if finding.hint and not finding.line_text.strip():
        lines.append(f"   = {_printable(finding.hint)}")
    return "\n".join([*lines, *(f"   = {_printable(note)}" for note in finding.notes)])


def format_findings(findings: Iterable[Finding], colour: bool = False) -> str:  # noqa: FBT001, FBT002 - as above
    """Return findings one below another, with their number at the end."""
    shown = [format_finding(finding, colour) for finding in findings]
    count = f"{len(shown)} finding" + ("" if len(shown) == 1 else "s")
    return "\n\n".join([*shown, count]) if shown else ""


def columns(text: str) -> int:
    """Return how many columns a text takes on a terminal: wide letters take two, combining marks none."""
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _where(finding: Finding) -> list[str]:
    keys = _printable(" > ".join(finding.keys))
    if finding.place is None:
        return [f"  --> {keys}"] if keys else []
    place = finding.place
    where = f"  --> {_short(place.path)}:{place.line}:{place.column}"
    return [f"{where}   {keys}" if keys else where]


def _short(path: Path) -> Path:
    """Return the path as seen from the working folder, where that is shorter."""
    try:
        return path.relative_to(Path.cwd()) if path.is_absolute() else path
    except (ValueError, OSError):
        return path


def _line_and_caret(finding: Finding, *, colour: bool) -> list[str]:
    if finding.place is None or not finding.line_text.strip():
        return []
    line, start = _window(_printable(finding.line_text), finding.place.column - 1)
    before, marked = line[:start], line[start : start + finding.width]
    number = str(finding.place.line)
    caret = "^" * max(1, columns(marked))
    caret = f"{COLOURS[finding.severity]}{caret}{PLAIN}" if colour else caret
    gutter = " " * len(number)
    hint = f" {_printable(finding.hint)}" if finding.hint else ""
    return [f"{number} | {line}", f"{gutter} | {' ' * columns(before)}{caret}{hint}"]


def _window(line: str, start: int) -> tuple[str, int]:
    """Return the part of a long line around its fault, and where the fault starts in that part."""
    if columns(line) <= WIDEST:
        return line, start
    first = max(0, start - WIDEST // 2)
    part = line[first : first + WIDEST]
    return (ELLIPSIS if first else "") + part + (ELLIPSIS if first + WIDEST < len(line) else ""), start - first + bool(
        first
    )


def _printable(line: str) -> str:
    """Return the line without characters that would move a terminal's cursor or colour its text."""
    return "".join(
        " " if character == TAB else character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for character in line
    )
