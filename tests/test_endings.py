"""Every ending of every shipped scenario is reached by a test that stands beside its rules; all those tests pass.

Where the rules were changed and it was meant: `PYTHONPATH=tests python tests/benchmarks/plays.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.resources import shipped_scenarios
from game.scenario.cases import EndsIn
from game.scenario.loader import examine
from game.simulation.cases import Tested, run_cases

if TYPE_CHECKING:
    from pathlib import Path

    from game.scenario.model import TestCase

SHIPPED = pytest.mark.parametrize("folder", shipped_scenarios(), ids=lambda folder: folder.name)


@SHIPPED
def test_every_ending_is_reached_by_a_recorded_play(folder: Path) -> None:
    """Rows 61 to 69: the decisions of each play are legal, each in its turn, and lead to the ending it names."""
    examined = examine(folder, errors_only=True)
    document, places = examined.document, examined.places
    assert document is not None

    outcomes = list(run_cases(Tested(document, places), tuple(document.tests)))

    assert [str(finding) for outcome in outcomes for finding in outcome.findings] == []
    assert {outcome.result for outcome in outcomes} == {"passed"}


@SHIPPED
def test_no_ending_is_without_a_play(folder: Path) -> None:
    """Each ending is the one that some test of a single game asks for."""
    document = examine(folder, errors_only=True).document
    assert document is not None

    reached = {ending for case in document.tests.values() for ending in sure_endings(case)}

    assert reached == set(document.endings)


def sure_endings(case: TestCase) -> list[str]:
    """Return the ending that a test's one game must come to; none where it may come to several."""
    wanted = [expected for expected in case.expect if isinstance(expected, EndsIn) and not expected.negated]
    return [one.endings[0].name for one in wanted if len(one.endings) == 1 and case.status == "active"]
