"""Whole games played in one go, into arrays: by the compiled rules or by the plain ones, to the same last bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.simulation.kernel import compile_kernel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from game.engine import Orders, Scenario

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

__all__ = ["Games", "join", "play_games"]


@dataclass(frozen=True, eq=False)
class Games:
    """What games on the seeds from `first` on came to; row i is the game of seed `first + i`.

    Attributes:
        first: seed of the first game.
        endings: 1 + the place of the ending in the file, by game.
        turns: the last turn, by game.
        graded: the value of the ending, 0..100, by game.
        finals: the last values, by game: as many of a state's values as were asked for.
        tracks: the same as each turn ends, by game and turn; zeros after the end; no rows where none were asked for.
    """

    first: int
    endings: Whole
    turns: Whole
    graded: Real
    finals: Real
    tracks: Real


def play_games(
    scenario: Scenario, orders: Orders, first: int, games: int,
    *, whole_states: bool = False, track: bool = False, compiled: bool = False,
) -> Games:  # fmt: skip
    """Play games on the seeds from `first` on.

    Args:
        scenario: what is played.
        orders: who plays.
        first: seed of the first game.
        games: how many.
        whole_states: keep all values of the states, counts and dates of happenings too; else numbers only.
        track: keep the values of every turn.
        compiled: play by the compiled rules, which are made where they are not there yet.
    """
    import numpy as np  # noqa: PLC0415 - the window and the terminal play without it

    tables = scenario.tables
    width = tables["STATE_SIZE"] if whole_states else tables["NUMBERS"]
    played = Games(
        first,
        np.zeros(games, np.int64),
        np.zeros(games, np.int64),
        np.zeros(games),
        np.zeros((games, width)),
        np.zeros((games if track else 0, scenario.turns, width)),
    )
    rows = (played.endings, played.turns, played.graded, played.finals, played.tracks)
    size = tables["STATE_SIZE"] + tables["SCRATCH_SIZE"]
    player: tuple[Any, ...] = (int(orders.who), orders.aim, orders.share)
    if compiled:
        lists = (np.array(orders.plan, np.int64), np.array(orders.worth, np.float64))
        kernel = compile_kernel(scenario)
        kernel.play_all(*player, *lists, first, games, *rows, np.zeros(size), np.zeros(size), np.zeros(size))
    else:
        copies = ([0.0] * size, [0.0] * size, [0.0] * size)
        scenario.rules["play_all"](*player, orders.plan, orders.worth, first, games, *rows, *copies)
    return played


def join(parts: list[Games]) -> Games:
    """Return games that were played in slices, one after the other, as one; at least one slice."""
    import numpy as np  # noqa: PLC0415 - as above

    return Games(
        parts[0].first,
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("endings", "turns", "graded", "finals", "tracks")
        ),
    )
