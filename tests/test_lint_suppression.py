"""What an author allows: a comment with a reason, on the line of a finding or above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.errors import Finding, Place
from game.scenario.lint.suppression import without_allowed
from game.scenario.source import Source

FILE, PARENT = Path("scenario.yaml"), Path("parent.yaml")


def told(lines: str, *findings: Finding, path: Path = FILE, own: bool = True) -> list[str]:
    """Return what is told of a file with comments, in which something was found."""
    source = Source(path, tuple(lines.split("\n")))
    kept = without_allowed(findings, [source], own=[source] if own else [], sought={"W301", "W311"})
    return [f"{finding.code} {finding.place.line}:{finding.place.column}" for finding in kept if finding.place]


def found(code: str, line: int, path: Path = FILE) -> Finding:
    """Return a finding of a code at a line."""
    return Finding(code, "x", Place(path, line, 3), severity="error" if code[0] == "E" else "warning")


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("  when: yes  # lint: allow W301 because it is a test", ["W311"]),
        ("# lint: allow W301 because it is a test\n  when: yes", ["W311"]),
        ("# lint: allow W301 because it is a test\n# and more is said of it\n\n  when: yes", ["W311"]),
        ("#lint:allow W311, W301 because of both\n  when: yes", []),
    ],
)
def test_a_comment_allows_a_finding_on_its_line_or_the_next(lines: str, left: list[str]) -> None:
    """With a reason, and for its codes only."""
    line = lines.count("\n") + 1
    assert told(lines, found("W301", line), found("W311", line)) == [f"{code} {line}:3" for code in left]


def test_a_comment_allows_no_finding_of_another_line() -> None:
    """Neither the line above it, nor the one after the next."""
    lines = "  a: 1\n# lint: allow W301 because it is a test\n  b: 1\n  c: 1"
    assert told(lines, found("W301", 1), found("W301", 4)) == ["W301 1:3", "W301 4:3", "W701 2:1"]


@pytest.mark.parametrize(
    ("comment", "column"),
    [
        ("  a: 1  # lint: allow W301", 9),
        ("  a: 1  # lint: allow W301 because", 9),
        ("  a: 1  # lint: allow E201 because it will come", 9),
        ("  a: 1  # lint: allow W701 because it is needed", 9),
        ("  a: 1  # lint: allow W999 because it is a test", 9),
        ("  a: 1  # lint: allow because it is a test", 9),
        ("  a: 1  # lint: ignore W301", 9),
        ("# lint: allow W301 because nothing stands here", 1),
    ],
)
def test_a_comment_without_reason_code_or_need_is_reported(comment: str, column: int) -> None:
    """Errors and this report itself cannot be allowed, and what nothing needs is deleted."""
    assert told(comment) == [f"W701 1:{column}"]


def test_an_error_stays_whatever_a_comment_says() -> None:
    """What makes a scenario unplayable is never left out."""
    assert told("  a: 1  # lint: allow E201 because it will come", found("E201", 1)) == ["E201 1:3", "W701 1:9"]


def test_what_was_not_looked_for_needs_no_finding() -> None:
    """A comment for what only play shows is not called needless by a check of the files."""
    assert told("  a: 1  # lint: allow O402 because it is a last resort") == []


def test_a_text_with_such_words_is_no_comment() -> None:
    """Only what YAML takes for a comment allows."""
    assert told("  a: no#lint: allow W301 because it is a test", found("W301", 1)) == ["W301 1:3"]


def test_a_child_allows_at_extends_what_is_found_in_its_parent() -> None:
    """A finding in a parent's file that the child alone has is allowed beside `extends`; its own are not."""
    child = Source(FILE, ("extends: ../parent  # lint: allow W301 because the child needs no more", "flags: {}"))
    parent = Source(PARENT, ("flags:", "  hotline: {start: no}  # lint: allow W311 because the child may"))
    kept = without_allowed(
        [found("W301", 2, PARENT), found("W301", 2)], [child, parent], own=[child], sought={"W301", "W311"}
    )
    assert [(finding.code, finding.place) for finding in kept] == [("W301", Place(FILE, 2, 3))]
