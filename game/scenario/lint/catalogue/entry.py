"""What is told of one code: a title, the cause, and a bad and a good example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.errors import Confidence, Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """One code.

    Attributes:
        code: The code, such as `E201`.
        title: What it reports, in a few words.
        cause: Why that is wrong, and how it mostly comes about.
        bad: YAML that gets the code: sections that stand in for those of a small scenario, or a command's words.
        good: The same put right.
        severity: An error stops the scenario; a warning and a tip do not.
        confidence: Whether it follows from the files, is likely from them, or was seen in play.
    """

    code: str
    title: str
    cause: str
    bad: str
    good: str
    severity: Severity = "error"
    confidence: Confidence = "proved"
