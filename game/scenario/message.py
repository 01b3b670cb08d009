"""How findings are shown: to an author with the line and a caret under it, to a program, and to GitHub."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from game.errors import Finding

# The version of what commands print for programs.
SCHEMA_VERSION = 1

# The gravest first; and what GitHub calls each.
SEVERITIES = {"error": "error", "warning": "warning", "tip": "notice"}
# GitHub shows no more than this from one step.
ANNOTATIONS = 10

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


def worth_failing(findings: Iterable[Finding]) -> int:
    """Return how many findings are errors or warnings; a tip leaves a scenario clean."""
    return sum(finding.severity != "tip" for finding in findings)


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings of each severity there are, in words."""
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    words = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) or "no findings"


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as a program reads it."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "path": str(place.path) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "width": finding.width if place else None,
        "keys": list(finding.keys),
        "hint": finding.hint,
        "notes": list(finding.notes),
    }


def findings_json(found: Mapping[Path, Sequence[Finding]]) -> dict[str, Any]:
    """Return the findings of several scenarios as a program reads them."""
    listed = [{"path": str(path), "findings": [finding_json(one) for one in some]} for path, some in found.items()]
    return {"schema_version": SCHEMA_VERSION, "scenarios": listed}


def github_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings as GitHub's annotations: the gravest ten, the last with the total; then the others as plain lines.

    GitHub shows ten annotations of a step and drops the others without a word.
    """
    gravity = list(SEVERITIES)
    worst = sorted(findings, key=lambda finding: gravity.index(finding.severity))
    for number, finding in enumerate(worst[:ANNOTATIONS], start=1):
        is_last = number == ANNOTATIONS < len(worst)
        yield _annotation(finding, f"this is 10 of {len(worst)} findings; the log lists all" if is_last else "")
    yield from (str(finding) for finding in worst[ANNOTATIONS:])


def _annotation(finding: Finding, total: str) -> str:
    """Return one of GitHub's workflow commands; what would end a part of it is written as GitHub wants it."""
    parts = {"title": finding.code}
    if finding.place is not None:
        place = finding.place
        parts = {"file": str(_short(place.path)), "line": str(place.line), "col": str(place.column)}
        parts |= {"endColumn": str(place.column + finding.width), "title": finding.code}
    written = ",".join(f"{name}={_escaped(text, ':,')}" for name, text in parts.items())
    message = "\n".join(filter(None, (finding.message, finding.hint, *finding.notes, total)))
    return f"::{SEVERITIES[finding.severity]} {written}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """Return a text in which every sign that GitHub would read as the end of something is written by its number."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)


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
    line, start = _window(finding.line_text, finding.place.column - 1)
    line = _printable(line)
    before, marked = line[:start], line[start : start + finding.width]
    number = str(finding.place.line)
    caret = "^" * max(1, columns(marked))
    caret = f"{COLOURS[finding.severity]}{caret}{PLAIN}" if colour else caret
    gutter = " " * len(number)
    hint = f" {_printable(finding.hint)}" if finding.hint else ""
    return [f"{number} | {line}", f"{gutter} | {' ' * columns(before)}{caret}{hint}"]


def _window(line: str, start: int) -> tuple[str, int]:
    """Return the part of a long line around its fault, and where the fault starts in that part."""
    if len(line) <= WIDEST and columns(line) <= WIDEST:
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
