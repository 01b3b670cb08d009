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
        ("    agenda: 1", "     agenda: 1", (4, 6), "indented by 5 spaces, and should be by 4"),
        ("    agenda: 1\n", "    agenda: 1\n     group: Seoul\n", (5, 6), "indented by 5 spaces, and should be by 4"),
        ('text: "Soft"', '{text: "Soft, b: {c: 1}}', (9, 16), "this quote is not closed on its line"),
        (
            "      tension: -1",
            "        tension: -1\n      trust: 2",
            (7, 7),
            "indented by 6 spaces, and should be by 8",
        ),
        ('    title: "Wait"', '     title: "Wait"', (3, 6), "indented by 5 spaces, and should be by 4"),
        ('title: "Wait"', "title Wait and see how it goes", (3, 5), "a colon is missing after `title`"),
        ("      tension: -1", "   tension: -1", (6, 4), "indented by 3 spaces, and should be by 6"),
        ("effects:\n", "effects: yes\n", (5, 14), "`effects` has a value, and lines below it"),
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
        ("  talk:", "   talk:", (10, 4), "indented by 3 spaces, and should be by 2"),
        ("  wait:", "   wait:", (2, 4), "indented by 3 spaces, and should be by 2"),
        ("  wait:", " wait:", (2, 2), "indented by 1 space, and should be by 2"),
        ('    title: "Wait"', '  title: "Wait"', (3, 3), "indented by 2 spaces, and should be by 4"),
        ("    agenda: 1", "  agenda: 1", (4, 3), "indented by 2 spaces, and should be by 4"),
        ("  talk:", "  - talk:", (10, 3), "a dash stands before `talk`"),
        ("    agenda: 1", "    - agenda: 1", (4, 5), "a dash stands before `agenda`"),
        ('"Wait"', "A long wait\nthen nothing else", (4, 1), "the text of `title` runs on here"),
        ('"Wait"', "A long wait\n    for a reply", (4, 5), "the text of `title` runs on here"),
        ("  talk:", " events:\n  talk:", (10, 2), "`events` is a section, and a section starts at the left edge"),
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


@pytest.mark.parametrize(
    ("slips", "places", "left"),
    [
        ({"agenda: 1": "agenda 1", '"Talk"': '"Talk'}, [(4, 5), (11, 12)], {"wait", "talk"}),
        ({"    agenda: 1": "    - agenda: 1", "  talk:": "   talk:"}, [(4, 5), (10, 4)], {"wait", "talk"}),
        ({"tension: -1": "tension: {-1", '"Talk"': "Talk: and"}, [(6, 16), (11, 16)], {"talk", "wait"}),
        ({'    title: "Wait"': '\u2003   title: "Wait"', '"Talk"': "Talk: and"}, [(3, 1), (11, 16)], {"wait", "talk"}),
        ({'    title: "Wait"': '\ttitle: "Wait"', '"Talk"': "Talk: and"}, [(3, 1), (11, 16)], {"wait", "talk"}),
        ({"agenda: 1": "Agenda for all", "  talk:": "  talk"}, [(4, 5), (10, 3)], {"talk"}),
    ],
)
def test_a_slip_hides_neither_the_next_one_nor_the_rest(
    slips: dict[str, str], places: list[tuple[int, int]], left: set[str]
) -> None:
    """Each slip of a section is told once, and all that it does not spoil is read."""
    text = MOVES
    for written, slip in slips.items():
        text = text.replace(written, slip, 1)
    reading = read_text(text, Path("moves.yaml"))
    found = [finding.place for finding in reading.findings]
    assert [(place.line, place.column) for place in found if place] == places
    moves = reading.tree["moves"]
    assert isinstance(moves, dict)
    assert set(moves) == left
    assert {"wait", "talk"} - left <= reading.lost
