"""What YAML refuses, said so that an author who never read its rules knows where to look and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.scenario.reader import read_text

MOVES = """moves:
  wait:
    title: "Wait"
    agenda: 1
    effects:
      tension: -1
    wordings:
      soft:
        text: "Soft"
  talk:
    title: "Talk"
"""


@pytest.mark.parametrize(
    ("written", "slip", "place", "message"),
    [
        ('"Wait"', '"Say "yes" now"', (3, 18), "a quotation mark inside the text ends it here"),
        ('"Wait"', "'It's late'", (3, 16), "a quotation mark inside the text ends it here"),
        ('"Wait"', '"Wait', (3, 12), "this quotation mark is not closed on its line"),
        ('"Talk"', '"Talk', (11, 12), "this quotation mark is never closed"),
        ("  talk:", "  talk", (10, 3), "a key without `:`"),
        ("agenda: 1", "agenda 1", (4, 5), "a key without `:`"),
        ("      tension: -1", "        tension: -1\n      trust: 2", (7, 7), "indented differently"),
        ("      tension: -1", "   tension: -1", (6, 4), "indented differently"),
        ("effects:\n", "effects: yes\n", (6, 7), "stands below a key that already has a value"),
        ('"Wait"', "Wait: and see", (3, 16), "a second `: ` stands in this value"),
        ('"Wait"', "*Wait* now", (3, 12), "needs quotes"),
        ("-1", "%5", (6, 16), "needs quotes"),
        ('"Wait"', "? wait", (3, 12), "needs quotes"),
        ('"Wait"', "- wait", (3, 12), "no list can start here"),
        ('"Wait"', "[wait] now", (3, 19), "something stands after the closing `]`"),
        ('"Wait"', "| wait", (3, 14), "a text starts on the next line"),
        ('"Wait"', '"C:\\wait"', (3, 16), "after a backslash"),
        ("effects:\n      tension: -1", "effects: {tension: -1", (5, 14), "this `{` is not closed"),
    ],
)
def test_a_fault_of_syntax_is_shown_where_it_was_made(
    written: str, slip: str, place: tuple[int, int], message: str
) -> None:
    """The place is that of the slip, not that where YAML noticed it, and the message speaks of what is written."""
    (finding,) = read_text(MOVES.replace(written, slip, 1), Path("moves.yaml")).findings
    assert finding.code == "E102"
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == place
    assert message in finding.message
    assert "expected <" not in finding.message
