"""What can go wrong, as values and exceptions: each says what, where, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Severity = Literal["error", "warning", "tip"]
Confidence = Literal["proved", "likely", "observed"]

# Costs of an edit: a letter of another case is half as far as another letter.
CASE_COST = 1
EDIT_COST = 2


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file; lines and columns count from 1."""

    path: Path
    line: int
    column: int

    def __str__(self) -> str:
        """Return the place as compilers write it."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Attributes:
        code: The check's stable code, such as `E201`.
        message: What is wrong, in one sentence.
        place: Where; None where no file is at fault.
        keys: The keys that lead to the value, outermost first.
        line_text: The line of the file.
        width: How many characters the caret underlines.
        hint: What to write instead, or nothing.
        notes: Further lines below the message.
        severity: An error stops the scenario; a warning and a tip do not.
        confidence: Whether it follows from the files, is likely from them, or was seen in play.
    """

    code: str
    message: str
    place: Place | None = None
    keys: tuple[str, ...] = ()
    line_text: str = ""
    width: int = 1
    hint: str = ""
    notes: tuple[str, ...] = ()
    severity: Severity = "error"
    confidence: Confidence = "proved"

    def __str__(self) -> str:
        """Return the finding on one line."""
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.severity}[{self.code}] {self.message}{hint}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by place, those of the whole scenario first; what is said twice of one place is kept once."""
    unique = {(finding.place, finding.code, finding.message): finding for finding in findings}

    def place(finding: Finding) -> tuple[str, int, int]:
        return (str(finding.place.path), finding.place.line, finding.place.column) if finding.place else ("", 0, 0)

    return tuple(sorted(unique.values(), key=place))


class GameError(Exception):
    """Anything that Middle Ground tells its user instead of failing."""

    exit_status = 1


class ScenarioError(GameError):
    """A scenario that cannot be played; `findings` holds every error in it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings; the exception's text is all of them, one a line."""
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class ReplayError(GameError):
    """A replay that cannot be read, or does not belong to the scenario."""


class SaveError(GameError):
    """A saved game that cannot be read or written."""


class UsageError(GameError):
    """A command that was given what it cannot use."""

    exit_status = 2


class DisplayError(GameError):
    """No screen to draw on."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that `word` was probably meant to be, or None when all are too far away."""
    best, least = None, 0
    for name in known:
        limit = (len(word) + len(name) + 3) * EDIT_COST // 6
        found = _distance(word, name, limit)
        if found <= limit and (best is None or found < least):
            best, least = name, found
    return best


def _distance(left: str, right: str, limit: int) -> int:
    """Return the weighted edit distance, or something above `limit` as soon as it must be.

    Two letters that changed places are one edit.
    """
    if abs(len(left) - len(right)) * EDIT_COST > limit:
        return limit + 1
    above: list[int] = []
    row = [EDIT_COST * column for column in range(len(right) + 1)]
    for index, letter in enumerate(left, start=1):
        older, above, row = above, row, [EDIT_COST * index]
        for column, other in enumerate(right, start=1):
            change = 0 if letter == other else CASE_COST if letter.lower() == other.lower() else EDIT_COST
            cost = min(above[column - 1] + change, above[column] + EDIT_COST, row[-1] + EDIT_COST)
            if older and column > 1 and letter == right[column - 2] and left[index - 2] == other:
                cost = min(cost, older[column - 2] + EDIT_COST)
            row.append(cost)
        # What two letters that changed places cost is counted from the row before.
        if min(row) > limit and min(above) > limit:
            return limit + 1
    return row[-1]
