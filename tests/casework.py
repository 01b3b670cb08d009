"""The crossing with tests of its own, for tests of how a scenario's tests are run."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING

from game.scenario.loader import examine
from game.simulation.cases import Tested, run_case

if TYPE_CHECKING:
    from game.simulation.cases import Outcome

CROSSING = Path(__file__).parent / "fixtures" / "crossing" / "scenario.yaml"


def crossing_with(folder: Path, tests: str) -> Path:
    """Write the crossing with tests into a folder and return its path."""
    folder.mkdir(exist_ok=True)
    text = CROSSING.read_text(encoding="utf-8") + "\ntests:\n" + indent(dedent(tests).strip("\n"), "  ") + "\n"
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    return folder


def read_tested(path: Path) -> Tested:
    """Return a scenario whose tests can be run."""
    examined = examine(path, errors_only=True)
    assert examined.document is not None
    assert examined.findings == ()
    return Tested(examined.document, examined.places)


def outcome_of(folder: Path, tests: str) -> Outcome:
    """Run the first of the tests on the crossing."""
    tested = read_tested(crossing_with(folder, tests))
    return run_case(tested, tested.names[0])


def said(outcome: Outcome) -> list[str]:
    """Return what a test's findings say: code and message."""
    return [f"{finding.code}: {finding.message}" for finding in outcome.findings]
