"""The engine gives the reference scenario's known shares of endings."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

from game.engine import ending_of
from game.policies import Uniform
from game.simulation.batch import play

if TYPE_CHECKING:
    from game.engine import Scenario

SHARES = {"war": 0.1608, "rupture": 0.0534, "bridge": 0.0359, "captured": 0.0067, "drift": 0.7433}
MEAN_LENGTH = 11.450
GAMES = 6000


def test_even_play_of_bench_12_ends_as_a_million_reference_games_did(bench_12: Scenario) -> None:
    """Each share lies within four standard errors of the reference's (a miss by luck: 1 run in 3,000)."""
    endings: Counter[str] = Counter()
    turns = 0
    for seed in range(GAMES):
        state = play(bench_12, Uniform(), seed)
        endings[ending_of(bench_12, state)] += 1
        turns += state.turn

    for ending, share in SHARES.items():
        assert abs(endings[ending] / GAMES - share) < 4 * sqrt(share * (1 - share) / GAMES), ending
    assert abs(turns / GAMES - MEAN_LENGTH) < 0.08
