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
        ('"Wait"', '"Wait', (3, 12), "this quote is not closed on its line"),
        ('"Talk"', '"Talk', (11, 12), "this quote is not closed on its line"),
        ("  talk:", "  talk", (10, 3), "a colon is missing after `talk`"),
        ("agenda: 1", "agenda 1", (4, 5), "a colon is missing after `agenda`"),
        ("agenda: 1", "Agenda for all to see", (4, 5), "a key without `:`"),
        ("title:", "title\N{FULLWIDTH COLON}", (3, 5), "a full-width colon stands after `title`"),
        ("title:", "title", (3, 5), "a colon is missing after `title`"),
        ("  wait:", "  wait", (2, 3), "a colon is missing after `wait`"),
        ("    agenda: 1", "     agenda: 1", (4, 6), "indented 1 space further than its neighbours"),
        ("    agenda: 1\n", "    agenda: 1\n     group: Seoul\n", (5, 6), "`agenda` above it already has a value"),
        ('text: "Soft"', '{text: "Soft, b: {c: 1}}', (9, 16), "this quote is not closed on its line"),
        ("      tension: -1", "        tension: -1\n      trust: 2", (7, 7), "indented differently"),
        ('    title: "Wait"', '     title: "Wait"', (4, 5), "1 space less than line 3 above it"),
        ('title: "Wait"', "title Wait and see how it goes", (3, 5), "a colon is missing after `title`"),
        ("      tension: -1", "   tension: -1", (6, 4), "indented differently"),
        ("effects:\n", "effects: yes\n", (6, 7), "2 spaces further than its neighbours: `effects` above it already"),
        ('"Wait"', "Wait: and see", (3, 16), "a second `: ` stands in this value"),
        ('"Wait"', "\u201cWait: see\u201d", (3, 12), "curly quotes do not hold a text together"),
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
    assert "the rest of this section was not read" in finding.notes
