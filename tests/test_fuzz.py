"""Shipped scenarios with slips in them: whatever an author types, a check ends with placed findings."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import mutated

from game.resources import scenarios_folder, shipped_scenarios
from game.scenario.loader import examine
from game.scenario.message import format_finding

FILES = [
    file.relative_to(scenarios_folder()) for folder in shipped_scenarios() for file in sorted(folder.glob("*.yaml"))
]


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_shipped_scenario_with_slips_is_read_or_told_with_places(data: st.DataObject) -> None:
    """No slip ends in an exception; every finding has a place in a line of a file, and can be shown."""
    slipped = data.draw(st.sampled_from(FILES))
    with TemporaryDirectory() as folder:
        for path in shipped_scenarios():
            shutil.copytree(path, Path(folder) / path.name)
        file = Path(folder) / slipped
        file.write_text(mutated(data.draw, file.read_text(encoding="utf-8")), encoding="utf-8")

        found = examine(file.parent)

        assert found.document is not None or found.findings
        for finding in found.findings:
            assert finding.place is not None
            lines = finding.place.path.read_text(encoding="utf-8").split("\n")
            assert 1 <= finding.place.line <= len(lines)
            assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
            assert f":{finding.place.line}:{finding.place.column}" in format_finding(finding)
