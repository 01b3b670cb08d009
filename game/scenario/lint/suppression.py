"""Findings that an author allows: `# lint: allow W311 because it is free on purpose`, on the line or above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from game.errors import nearest
from game.scenario.source import Mark, Source, found_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from game.errors import Finding

# Only a comment may allow: a `#` that starts the line or follows a space.
COMMENT = re.compile(r"(?:^|\s)(?P<comment>#\s*lint\s*:\s*(?P<rest>.*?))\s*$")
ALLOW = re.compile(r"allow\s+(?P<codes>[A-Za-z]+\d+(?:\s*,\s*[A-Za-z]+\d+)*)(?P<why>.*)")
REASON = re.compile(r"\s+because\s+\S.*")
# More comments than this in one file are not read.
MAX_COMMENTS = 500
EXAMPLE = "write `# lint: allow W311 because ...`"
PARENT = "extends:"


@dataclass(frozen=True, slots=True, eq=False)
class Allowance:
    """One code that a comment allows.

    Attributes:
        source: The file.
        mark: Where the comment starts.
        width: How many characters the comment has.
        code: What it allows.
        line: The line that it speaks of: its own, or the next one that is written where it stands alone.
    """

    source: Source
    mark: Mark
    width: int
    code: str
    line: int


def without_allowed(
    findings: Iterable[Finding], files: Collection[Source], *, own: Collection[Source], sought: Collection[str]
) -> Iterator[Finding]:
    """Yield the findings that no comment allows, and what is wrong with the comments (W701).

    Args:
        findings: What was found.
        files: Every file of the scenario and of its parents.
        own: The scenario's own files: only their comments are judged, and one at `extends` speaks of the parents.
        sought: The codes that were looked for; that no other was found means nothing.
    """
    faults: list[Finding] = []
    ours = {source.path for source in own}
    allowances = [one for source in files for one in _allowances(source, faults if source.path in ours else [])]
    spoken_of = {place: one for one in allowances for place in _places_of(one, ours)}
    used: set[Allowance] = set()
    for finding in findings:
        allowance = next((spoken_of[place] for place in _places(finding, ours) if place in spoken_of), None)
        if allowance is None or finding.severity == "error":
            yield finding
        else:
            used.add(allowance)
    yield from faults
    for one in allowances:
        if one.source.path in ours and one not in used and one.code in sought:
            yield _fault(one, f"nothing here needs `allow {one.code}`", "delete the comment")


def _places_of(one: Allowance, ours: Collection[Path]) -> Iterator[tuple[object, int, str]]:
    """Yield what a comment speaks of: its line, and beside `extends` all files of the parents."""
    yield one.source.path, one.line, one.code
    if one.source.path in ours and one.source.line(one.line).startswith(PARENT):
        yield PARENT, 0, one.code


def _places(finding: Finding, ours: Collection[Path]) -> Iterator[tuple[object, int, str]]:
    """Yield where a comment may stand that allows a finding."""
    if finding.place is not None:
        yield finding.place.path, finding.place.line, finding.code
        if finding.place.path not in ours:
            yield PARENT, 0, finding.code


def _allowances(source: Source, faults: list[Finding]) -> Iterator[Allowance]:
    """Yield what a file's comments allow; add to `faults` the comments that say it wrongly."""
    after = 0
    for number, match in islice(_comments(source), MAX_COMMENTS):
        line = source.line(number)
        mark = Mark(number, match.start("comment") + 1)
        width = len(match["comment"])
        after = number if line[: mark.column - 1].strip() else max(after, _next_written(source, max(after, number)))
        allow = ALLOW.fullmatch(match["rest"])
        if allow is None:
            whole = Allowance(source, mark, width, "", after)
            faults.append(_fault(whole, "this comment allows nothing", EXAMPLE))
            continue
        for code in re.split(r"\s*,\s*", allow["codes"]):
            one = Allowance(source, mark, width, code, after)
            if fault := _wrong(one, allow["why"]):
                faults.append(fault)
            else:
                yield one


def _comments(source: Source) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the line and the match of each comment that is addressed to the check."""
    for number, line in enumerate(source.lines, start=1):
        if "lint" in line and (match := COMMENT.search(line)):
            yield number, match


def _wrong(one: Allowance, why: str) -> Finding | None:
    """Return what is wrong with a comment that allows a code, or None."""
    # Imported here: few scenarios allow anything, and every check of one comes this way.
    from game.scenario.lint.catalogue import CATALOGUE  # noqa: PLC0415

    entry = CATALOGUE.get(one.code)
    if entry is None:
        meant = nearest(one.code, CATALOGUE)
        return _fault(one, f"there is no check `{one.code}`", f"did you mean `{meant}`?" if meant else EXAMPLE)
    if one.code.startswith("E") or one.code == "W701":
        return _fault(one, f"`{one.code}` cannot be allowed", "mend what it reports, and delete the comment")
    if not REASON.fullmatch(why):
        return _fault(
            one, f"no reason is given for allowing {one.code}", f"write `# lint: allow {one.code} because ...`"
        )
    return None


def _next_written(source: Source, number: int) -> int:
    """Return the first line from one on that holds more than a comment."""
    for after in range(number, len(source.lines) + 1):
        line = source.line(after).strip()
        if line and not line.startswith("#"):
            return after
    return len(source.lines) + 1


def _fault(one: Allowance, message: str, hint: str) -> Finding:
    return found_at(one.source, one.mark, "W701", message, width=one.width, hint=hint, severity="warning")
