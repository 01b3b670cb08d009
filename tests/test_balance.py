"""The nature of the main scenario: random play drifts, play for the bridge often gets there, and nobody is safe.

The seeds are fixed, so these are exact; the bounds are wide, so that they fail when the game changes its nature and not
when a text gains a point.
"""

from __future__ import annotations

import pytest

from game.resources import find_scenario
from game.simulation.batch import simulate


def shares(policy: str, games: int, seed: int = 0) -> dict[str, float]:
    """Return the share of each ending, in percent."""
    results = simulate(find_scenario("difficult_game"), games=games, seed=seed, policy=policy, workers=2)
    return {ending.id: 100 * ending.share for ending in results.endings}


def test_random_play_drifts_and_seldom_bridges() -> None:
    """Even decisions mostly drift; war and the bridge happen, the bridge hardly ever."""
    found = shares("uniform", 3000)

    assert 75 < found["drift"] < 92
    assert 0.5 < found["war"] < 8
    assert 0.15 <= found["bridge"] < 3


def test_what_was_really_played_drifts() -> None:
    """The recorded line, under any luck, ends in drift: a mark to beat."""
    found = shares("history", 200)

    assert found["drift"] > 85
    assert found["bridge"] < 3


@pytest.mark.slow
def test_playing_for_the_goal_pays_but_promises_nothing() -> None:
    """One decision of foresight reaches the bridge far more often than chance, never war, and mostly drifts still."""
    found = shares("greedy", 100)

    assert 15 < found["bridge"] < 50
    assert found["war"] < 1
    assert found["drift"] > 50
