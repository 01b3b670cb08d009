"""Luck is fixed by name."""

from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

from game.engine import draw, rng

SEEDS = st.integers(min_value=0, max_value=rng.SEED_LIMIT - 1)


def test_draws_match_the_reference_vectors() -> None:
    """The vectors in the module's text are what it draws."""
    results = doctest.testmod(rng)

    assert results.attempted == 2
    assert results.failed == 0


@given(SEEDS, st.integers(min_value=0, max_value=60), st.text(max_size=30), st.integers(min_value=0, max_value=10_000))
def test_a_draw_lies_in_the_unit_interval_and_repeats(seed: int, turn: int, name: str, index: int) -> None:
    """A draw is at least 0, below 1, and the same each time it is asked for."""
    luck = draw(seed, turn, name, index)

    assert 0.0 <= luck < 1.0
    assert draw(seed, turn, name, index) == luck
    assert luck * 2**53 == int(luck * 2**53)


def test_draws_of_near_seeds_turns_and_names_are_even() -> None:
    """Over seeds, turns and names in a row, a tenth of the draws falls in each tenth (chi-square under 1 in 10,000)."""
    counts = [0] * 10
    for seed in range(50):
        for turn in range(20):
            for name in ("event/a", "event/b", "ladder/a", "policy/uniform"):
                counts[int(draw(seed, turn, name, turn % 3) * 10)] += 1

    expected = 50 * 20 * 4 / 10
    assert sum((count - expected) ** 2 / expected for count in counts) < 33.7


def test_each_argument_makes_another_draw() -> None:
    """Seed, turn, name and index each change the draw."""
    draws = {draw(1, 1, "event/a"), draw(2, 1, "event/a"), draw(1, 2, "event/a"), draw(1, 1, "event/b")}

    assert len(draws | {draw(1, 1, "event/a", 1)}) == 5
