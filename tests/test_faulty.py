"""Sound scenarios with slips in them: every slip is found, at its place, and nothing else is reported.

A scenario of `faulty/` is a file, or a folder with a scenario.yaml. Its files say what is found in them, in comments:
`# expect: E201 12:5`, or `# expect: E201 12:5 did you mean` where the words stand in the message, its hint or a note.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.errors import Finding, ScenarioError
from game.scenario.lint import check, formulas
from game.scenario.lint.catalogue import CATALOGUE
from game.scenario.lint.subject import Subject
from game.scenario.loader import check_paths, examine, load_document, read_scenario

FAULTY = Path(__file__).parent / "faulty"
BENCH = Path(__file__).parent / "fixtures" / "bench_12"
SCENARIOS = sorted(path for path in FAULTY.glob("*/*") if path.suffix == ".yaml" or (path / "scenario.yaml").is_file())
EXPECTED = re.compile(r"^# expect: ([EW]\d{3} \d+:\d+) ?(.*)$", re.MULTILINE)


def name_of(path: Path) -> str:
    """Return a faulty scenario's name for a test's id."""
    return f"{path.parent.name}/{path.stem}"


def expected(path: Path) -> list[tuple[str, str, str]]:
    """Return the file, the code with its place, and the words of each finding that a scenario's files name."""
    files = [path] if path.is_file() else sorted(path.glob("*.yaml"))
    return [
        (file.name, place, words)
        for file in files
        for place, words in EXPECTED.findall(file.read_text(encoding="utf-8", errors="replace"))
    ]


def place_of(finding: Finding) -> tuple[str, str]:
    """Return the file of a finding, and its code with its place."""
    assert finding.place is not None
    return finding.place.path.name, f"{finding.code} {finding.place.line}:{finding.place.column}"


@pytest.mark.parametrize("path", SCENARIOS, ids=name_of)
def test_each_slip_is_found_at_its_place_and_nothing_else(path: Path) -> None:
    """A scenario gives exactly the findings that its files expect: code, line, column, and words where they say so."""
    _, findings = read_scenario(path)

    wanted = expected(path)
    assert [place_of(finding) for finding in findings] == [(file, place) for file, place, _ in wanted]
    for finding, (_, _, words) in zip(findings, wanted, strict=True):
        assert words in "\n".join((finding.message, finding.hint, *finding.notes))


@pytest.mark.parametrize("path", SCENARIOS, ids=name_of)
def test_errors_stop_a_scenario_and_warnings_do_not(path: Path) -> None:
    """Loading a scenario raises all errors but those of its tests; one with warnings and tips only can be played."""
    found = read_scenario(path)[1]
    faults = [finding for finding in found if finding.severity == "error" and finding.keys[:1] != ("tests",)]
    errors = [place_of(finding)[1] for finding in faults]
    if not errors:
        load_document(path)
        return
    with pytest.raises(ScenarioError) as caught:
        load_document(path)
    assert [place_of(finding)[1] for finding in caught.value.findings] == errors


def test_one_broken_scenario_hides_no_other() -> None:
    """Each of several scenarios is reported for itself."""
    broken = FAULTY / "e1" / "alias.yaml"
    reports = check_paths([broken, BENCH])
    assert reports[broken]
    assert not reports[BENCH]


def test_every_code_of_a_file_has_a_faulty_scenario() -> None:
    """No check is without a scenario that it finds, and none is unknown to `explain`."""
    shown = {place.split()[0] for path in SCENARIOS for _, place, _ in expected(path)}
    assert shown >= {code for code, _ in (*check.NAMES, *check.RULES)}
    assert shown >= {code for code in CATALOGUE if code.startswith("E1")}
    assert shown <= set(CATALOGUE)


def test_a_check_reports_its_own_code_only() -> None:
    """One check, one function, one code: the one that its first line names."""
    for code, one in (*check.NAMES, *check.RULES):
        assert (one.__doc__ or "").startswith(f"{code}: ")
    for path in SCENARIOS:
        found = examine(path)
        if found.document is None:
            continue
        subject = Subject.of(found.document, found.places)
        if formulas.can_be_followed(subject):
            is_sound = not any(finding.severity == "error" for finding in found.findings)
            for code, one in (*check.NAMES, *(check.RULES if is_sound else ())):
                assert {finding.code for finding in one(subject)} <= {code}
