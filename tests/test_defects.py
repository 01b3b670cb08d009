"""Sound scenarios with one slip each: every slip is found, at its place, and nothing else is reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.errors import ScenarioError
from game.scenario.loader import check_paths, load_document, read_scenario

FIXTURES = Path(__file__).parent / "fixtures"
DEFECTS = sorted((FIXTURES / "defects").glob("*.yaml"))
EXPECTED = re.compile(r"^# expect: (E\d{3} \d+:\d+)$", re.MULTILINE)


@pytest.mark.parametrize("path", DEFECTS, ids=lambda path: path.stem)
def test_each_defect_is_found_at_its_place_and_nothing_else(path: Path) -> None:
    """A defect gives exactly the findings that its file expects: code, line and column."""
    _, findings = read_scenario(path)
    found = [f"{finding.code} {finding.place.line}:{finding.place.column}" for finding in findings if finding.place]
    assert found == EXPECTED.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DEFECTS, ids=lambda path: path.stem)
def test_no_defect_can_be_loaded(path: Path) -> None:
    """Loading a scenario with a defect raises all of its findings."""
    with pytest.raises(ScenarioError) as caught:
        load_document(path)
    assert caught.value.findings


def test_one_broken_scenario_hides_no_other() -> None:
    """Each of several scenarios is reported for itself."""
    broken, sound = FIXTURES / "defects" / "alias.yaml", FIXTURES / "bench_12"
    reports = check_paths([broken, sound])
    assert reports[broken]
    assert not reports[sound]
