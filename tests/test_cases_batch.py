"""A scenario's test over many games: shares with their intervals, what is reached, what always holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from casework import outcome_of, said

if TYPE_CHECKING:
    from pathlib import Path


def test_a_share_within_its_bounds_is_told_with_its_interval(tmp_path: Path) -> None:
    """A batch counts its endings; the note gives the share and where the share of all games lies."""
    found = outcome_of(tmp_path, 't: {runs: 100, expect: [share of drift or bridge >= 50%, "share of war <= 99%"]}')

    assert said(found) == []
    assert found.notes[0].startswith("share of drift or bridge: ")
    assert " % of 100 games (95 %: " in found.notes[0]


def test_a_share_outside_its_bounds_fails_at_its_line(tmp_path: Path) -> None:
    """The finding gives the share that was counted."""
    found = outcome_of(tmp_path, "t:\n  runs: 100\n  expect:\n    - reach drift\n    - share of drift <= 1%")

    assert len(found.findings) == 1
    assert said(found)[0].startswith("E502: share of drift: ")
    assert found.findings[0].line_text.strip() == "- share of drift <= 1%"
    assert found.session is None


def test_a_share_of_none_has_an_interval_from_nothing(tmp_path: Path) -> None:
    """A bound that is 0 is told as 0, and the other one to three figures."""
    found = outcome_of(tmp_path, "t: {runs: 51, player: goal:war, expect: [share of bridge >= 90%]}")

    assert said(found) == ["E502: share of bridge: 0 % of 51 games (95 %: 0 to 7 %)"]


def test_too_few_games_are_said_to_be_too_few(tmp_path: Path) -> None:
    """Where the interval reaches over a bound, the note says how many games would tell."""
    few = outcome_of(tmp_path, "t: {runs: 10, expect: [share of drift >= 73%]}")
    many = outcome_of(tmp_path, "t: {runs: 200, expect: [share of drift >= 73%]}")

    assert few.notes[1] == "too few games to be sure: about 11 would tell"
    assert len(many.notes) == 1


@pytest.mark.parametrize("expected", ["reach war", "reach wreck.inquiry", "reach worry", "always tension > 0"])
def test_what_one_game_reaches_and_all_keep_passes(tmp_path: Path, expected: str) -> None:
    """An ending or a rule is reached when one game of the batch comes to it; a condition holds in all of them."""
    assert said(outcome_of(tmp_path, f"t: {{runs: 60, expect: [{expected}]}}")) == []


def test_what_no_game_reaches_fails_with_what_that_says(tmp_path: Path) -> None:
    """None of N games says how rare it is at most."""
    found = outcome_of(tmp_path, "t: {runs: 20, events: {wreck: never}, expect: [reach wreck]}")

    assert said(found) == ["E502: `wreck` is not reached in any of 20 games"]
    assert found.findings[0].notes == ("so it comes in less than 16.1 % of games (95 %)",)


def test_the_first_game_that_breaks_a_condition_is_kept(tmp_path: Path) -> None:
    """A condition that does not always hold names the seed, and hands over that game."""
    found = outcome_of(tmp_path, "t: {seed: 40, runs: 20, expect: [always not border >= clash]}")

    assert found.session is not None
    assert 40 <= found.session.seed < 60
    assert f"of the game with seed {found.session.seed}" in said(found)[0]
    assert max(found.session.scenario.value(state, "border") for state in found.session.states) >= 2


def test_a_batch_may_start_elsewhere(tmp_path: Path) -> None:
    """The games of a batch begin with the numbers of the test."""
    found = outcome_of(tmp_path, "t: {start: {border: war}, runs: 10, expect: [share of war >= 100%]}")

    assert said(found) == []


def test_a_batch_that_starts_as_the_scenario_does_counts_what_simulate_counts(tmp_path: Path) -> None:
    """Counting by whole games and counting by the fast batch give the same share."""
    fast = outcome_of(tmp_path, "t: {seed: 5, runs: 40, expect: [share of drift >= 0.1%]}")
    slow = outcome_of(
        tmp_path, "t: {seed: 5, runs: 40, expect: [share of drift >= 0.1%, always turn > 0 or turn == 0]}"
    )

    assert fast.notes == slow.notes
    assert fast.notes
