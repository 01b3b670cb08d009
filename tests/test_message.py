"""How a finding is shown."""

from __future__ import annotations

from pathlib import Path

from game.errors import Finding, Place, Severity
from game.scenario.loader import read_scenario
from game.scenario.message import (
    SCHEMA_VERSION,
    columns,
    counted,
    findings_json,
    format_finding,
    format_findings,
    github_lines,
    worth_failing,
)

FAULTY = Path(__file__).parent / "faulty"


def test_a_message_says_what_where_why_and_what_to_write() -> None:
    """The heading, the place with its keys, the line, the caret with the hint, and notes."""
    finding = Finding(
        code="E201",
        message="unknown name `tensoin`",
        place=Place(Path("scenario.yaml"), 41, 11),
        keys=("moves", "postpone_drill", "when"),
        line_text="    when: tensoin > 20",
        width=7,
        hint="did you mean `tension`?",
        notes=("and in 11 other places",),
    )
    assert format_finding(finding).splitlines() == [
        "error[E201] unknown name `tensoin`",
        "  --> scenario.yaml:41:11   moves > postpone_drill > when",
        "41 |     when: tensoin > 20",
        "   |           ^^^^^^^ did you mean `tension`?",
        "   = and in 11 other places",
    ]


def test_a_caret_stands_under_its_word_after_wide_letters() -> None:
    """Letters that take two columns on a terminal move the caret by two."""
    (finding,) = read_scenario(FAULTY / "e1" / "cjk_before_the_caret.yaml")[1]
    line, caret = format_finding(finding).splitlines()[2:4]
    assert columns(line[: line.index("colour")]) == caret.index("^")


def test_columns_count_wide_and_combining_letters() -> None:
    """Chinese letters take two columns, an accent set on a letter none."""
    assert (columns("北京"), columns("e\u0301"), columns("abc")) == (4, 1, 3)


def test_a_finding_without_a_place_still_says_what_to_write() -> None:
    """Without a line the hint stands below the message."""
    shown = format_finding(Finding("E101", "the scenario is empty", hint="start with format: 1"))
    assert shown.splitlines() == ["error[E101] the scenario is empty", "   = start with format: 1"]


def test_a_long_line_is_shown_around_its_fault() -> None:
    """Of a very long line only the part around the fault is shown, and the caret still stands under it."""
    line = "a" * 300 + " fault " + "b" * 300
    shown = format_finding(Finding("E201", "x", Place(Path("s.yaml"), 1, 302), line_text=line, width=5))
    _, _, text, caret = shown.splitlines()
    assert len(text) < 140
    assert text[caret.index("^") : caret.index("^") + 5] == "fault"


def test_colours_and_control_characters() -> None:
    """Colour is added on demand only, and an author's control characters never reach the terminal."""
    evil = "\x1b[31mred"
    place = Place(Path("s.yaml"), 1, 1)
    finding = Finding("E201", evil, place, keys=(evil,), line_text=evil, hint=evil, notes=(evil,))
    assert "\x1b" not in format_finding(finding)
    assert format_finding(finding, colour=True).startswith("\x1b[1;31merror[E201]")


def test_findings_end_with_their_number() -> None:
    """A report says how many findings it has; no findings make no text."""
    finding = Finding("E101", "x")
    assert format_findings([finding, finding]).endswith("2 findings")
    assert format_findings([finding]).endswith("1 finding")
    assert format_findings([]) == ""


def some(severity: Severity, line: int) -> Finding:
    """Return a finding of a severity at a line."""
    return Finding("X1", f"a {severity}", Place(Path("s.yaml"), line, 3), width=4, severity=severity)


def test_how_many_findings_there_are_is_told_by_severity() -> None:
    """The gravest first; a tip leaves a scenario clean."""
    error, warning, tip = some("error", 1), some("warning", 2), some("tip", 3)
    assert counted([tip, error, warning, tip]) == "1 error, 1 warning and 2 tips"
    assert (counted([warning]), counted([])) == ("1 warning", "no findings")
    assert (worth_failing([tip]), worth_failing([tip, warning, error])) == (0, 2)


def test_github_gets_each_finding_as_an_annotation() -> None:
    """File, line, columns and code; what would end a part of the command is written by its number."""
    path = Path("a,b:c.yaml")
    finding = Finding("W301", "100% ::", Place(path, 7, 3), width=4, hint="a\nb", severity="warning")
    assert list(github_lines([finding])) == [
        "::warning file=a%2Cb%3Ac.yaml,line=7,col=3,endColumn=7,title=W301::100%25 ::%0Aa%0Ab"
    ]
    assert list(github_lines([Finding("E101", "the scenario is empty")])) == [
        "::error title=E101::the scenario is empty"
    ]
    assert next(github_lines([some("tip", 1)])).startswith("::notice file=s.yaml,line=1,")


def test_github_gets_the_ten_gravest_and_the_total_with_the_last() -> None:
    """It shows no more than ten of a step: the others follow as plain lines of its log."""
    findings = [some("tip", 1), *(some("warning", line) for line in range(2, 13)), some("error", 13)]
    lines = list(github_lines(findings))
    assert [line.split()[0] for line in lines[:10]] == ["::error", *["::warning"] * 9]
    assert ["13 findings" in line for line in lines] == [False] * 9 + [True] + [False] * 3
    assert lines[10:] == [str(findings[10]), str(findings[11]), str(findings[0])]
    assert not any("findings" in line for line in github_lines(findings[:10]))


def test_findings_for_programs_have_every_part() -> None:
    """JSON tells the place and its width, how grave a finding is and how sure, and carries a version."""
    finding = Finding(
        "W310", "x", Place(Path("s.yaml"), 2, 5), ("moves", "a"), "line", 4, "h", ("n",), "warning", "likely"
    )
    told = findings_json({Path("s.yaml"): [finding], Path("t.yaml"): [Finding("E101", "y")]})
    assert told["schema_version"] == SCHEMA_VERSION
    first, second = (scenario["findings"][0] for scenario in told["scenarios"])
    assert (first["line"], first["column"], first["width"], first["keys"]) == (2, 5, 4, ["moves", "a"])
    assert (first["severity"], first["confidence"], first["notes"]) == ("warning", "likely", ["n"])
    assert (second["path"], second["line"], second["column"]) == (None, None, None)
