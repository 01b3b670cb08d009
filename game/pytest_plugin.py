"""Tests that stand in scenarios, collected by pytest: `pytest scenarios/` runs them beside tests of any other kind.

pytest loads this by itself where the game is installed; nothing of the game is imported until a scenario with tests is
found.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.simulation.cases import Outcome, Tested

SCENARIO, TESTS = "scenario.yaml", "tests.yaml"
IS_SCENARIO = re.compile(rb"^(format|extends):", re.MULTILINE)
HAS_ABOUT = re.compile(rb"^scenario:", re.MULTILINE)
HAS_TESTS = re.compile(rb"^tests:", re.MULTILINE)
READ_AT_MOST = 1024 * 1024


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the tests of a scenario for the file that holds them."""
    if file_path.suffix != ".yaml" or (scenario := _scenario_of(file_path)) is None:
        return None
    found: ScenarioFile = ScenarioFile.from_parent(parent, path=file_path)
    found.scenario = scenario
    return found


def _scenario_of(file: Path) -> Path | None:
    """Return the path of the scenario whose tests stand in a file; none where it holds none."""
    text = _text(file)
    if not HAS_TESTS.search(text):
        return None
    main = file.parent / SCENARIO
    if file.name == SCENARIO:
        return file.parent if IS_SCENARIO.search(text) else None
    if main.is_file():
        return file.parent if file.name == TESTS and IS_SCENARIO.search(_text(main)) else None
    return file if IS_SCENARIO.search(text) and HAS_ABOUT.search(text) else None


def _text(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(READ_AT_MOST)
    except OSError:
        return b""


class ScenarioFile(pytest.File):
    """The file of a scenario that holds its tests; `scenario` is the path by which the scenario is opened."""

    scenario: Path

    @cached_property
    def tested(self) -> Tested:
        """The scenario, read once for all its tests.

        Raises:
            ScenarioError: it has faults; each says where.
        """
        # Imported here: whoever runs pytest without scenarios should not wait for the game.
        from game.errors import ScenarioError  # noqa: PLC0415
        from game.scenario.loader import examine  # noqa: PLC0415
        from game.simulation.cases import Tested  # noqa: PLC0415

        examined = examine(self.scenario, errors_only=True)
        errors = [finding for finding in examined.findings if finding.severity == "error"]
        if errors or examined.document is None:
            raise ScenarioError(errors)
        return Tested(examined.document, examined.places)

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each test."""
        for name in self.tested.names:
            yield ScenarioTest.from_parent(self, name=name)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str | object:  # type: ignore[override]
        """Return the faults of the scenario as `middleground check` prints them."""
        return _as_findings(excinfo.value) or super().repr_failure(excinfo)


class ScenarioTest(pytest.Item):
    """One test of a scenario."""

    def runtest(self) -> None:
        """Run the test; a draft is skipped, and a known failure that fails is expected to."""
        from game.simulation.cases import run_case  # noqa: PLC0415

        outcome = run_case(self._file.tested, self.name)
        if outcome.result == "draft":
            pytest.skip("a draft")
        if outcome.result == "known_failure":
            pytest.xfail("a known failure")
        if outcome.result == "failed":
            raise FailedCaseError(outcome)
        for note in outcome.notes:
            self.add_report_section("call", "counted", note)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str | object:  # type: ignore[override]
        """Return what failed with its line, the play that led there, and how to open it."""
        if isinstance(excinfo.value, FailedCaseError):
            return "\n".join(self._told(excinfo.value.outcome))
        return _as_findings(excinfo.value) or super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the test is written."""
        spot = self._file.tested.places.spots.get(("tests", self.name))
        if spot is None or spot.key is None:
            return self.path, None, self.name
        return spot.source.path, spot.key.line - 1, self.name

    @property
    def _file(self) -> ScenarioFile:
        assert isinstance(self.parent, ScenarioFile)
        return self.parent

    def _told(self, outcome: Outcome) -> Iterator[str]:
        from game.errors import SaveError  # noqa: PLC0415
        from game.resources import failed_tests_folder  # noqa: PLC0415
        from game.scenario.message import format_finding  # noqa: PLC0415
        from game.session.ledger_text import ledger_lines  # noqa: PLC0415
        from game.simulation.kept import keep_play  # noqa: PLC0415

        for finding in outcome.findings:
            yield format_finding(finding) + "\n"
        if outcome.session is None:
            return
        yield "The play:"
        yield from (f"  {line}" for line in ledger_lines(outcome.session))
        try:
            kept = keep_play(self._file.tested, outcome, self._file.scenario, failed_tests_folder())
        except SaveError as error:
            yield f"\nThe play could not be kept: {error}"
        else:
            yield f"\nOpen it with: {kept.command}" if kept else ""


class FailedCaseError(AssertionError):
    """A test of a scenario that failed; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        """Keep what the test came to."""
        self.outcome = outcome
        super().__init__("; ".join(str(finding) for finding in outcome.findings))


def _as_findings(error: BaseException) -> str:
    """Return the findings of a scenario that cannot be read as text; nothing for any other error."""
    from game.errors import ScenarioError  # noqa: PLC0415
    from game.scenario.message import format_findings  # noqa: PLC0415

    return format_findings(error.findings) if isinstance(error, ScenarioError) else ""
