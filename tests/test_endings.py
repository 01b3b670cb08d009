"""Every ending of the main scenario is reached by a play that is written down: seed and decisions, turn by turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from game.engine import Decision, apply, ending_of, new_game

if TYPE_CHECKING:
    from game.engine import Scenario

PLAYS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "mechanisms" / "plays.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("ending", PLAYS)
def test_every_ending_is_reached_by_a_recorded_play(scenario: Scenario, ending: str) -> None:
    """Rows 61 to 69: the decisions of the play are legal, each in its turn, and lead there.

    Where the rules were changed and it was meant: `PYTHONPATH=tests python tests/benchmarks/plays.py`.
    """
    recorded = PLAYS[ending]
    state = new_game(scenario, recorded["seed"])
    for turn, decisions in recorded["turns"].items():
        for decision in decisions:
            assert state.turn == turn
            state = apply(scenario, state, Decision(decision)).state

    assert ending_of(scenario, state) == ending


def test_no_ending_is_without_a_play(scenario: Scenario) -> None:
    """The plays cover the scenario's endings, all of them and no others."""
    assert set(PLAYS) == set(scenario.document.endings)
