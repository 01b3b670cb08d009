"""How the meters of many games spread, turn by turn: what a fan chart shows.

The values are counted on a fine grid, so that slices of a batch add up to the same counts however it was dealt out, and
a million games take no more room than one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from game.session.titles import number_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from game.engine import NumberInfo, Scenario
    from game.simulation.games import Games

    Whole = NDArray[np.int64]

__all__ = ["LEVELS", "Fan", "Fans", "count_values", "fans_of", "measured"]

STEPS: Final = 1000
"""Into how many steps a meter's range is parted: a quantile is right to half a step."""
LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are told: half of the games lie between the second and the fourth."""


@dataclass(frozen=True, slots=True)
class Fan:
    """The quantiles of one meter: a row for each turn that a game played, a value for each of `LEVELS`."""

    name: str
    title: str
    low: float
    high: float
    hidden: bool
    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Fans:
    """The spread of every meter.

    Attributes:
        playing: how many games played each turn; those that had ended before are not counted in it.
        meters: a fan for each meter of the scenario, hidden ones too, counters not.
    """

    playing: tuple[int, ...]
    meters: tuple[Fan, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the fans as a program reads them; turns in which no game was left have no quantiles."""
        return {
            "levels": list(LEVELS),
            "playing": list(self.playing),
            "meters": {fan.name: [list(row) for row in fan.rows] for fan in self.meters},
        }


def measured(scenario: Scenario) -> list[NumberInfo]:
    """Return the numbers whose spread is told: all meters but the counters."""
    return [number for number in scenario.numbers if number.kind == "meter" and not number.counter]


def steps_of(number: NumberInfo) -> int:
    """Return how many steps a meter's range has: so many that whole numbers lie on the grid, where they can."""
    span = number.high - number.low
    return int(span) * (STEPS // int(span)) if span == math.floor(span) and 1 <= span <= STEPS else STEPS


def count_values(scenario: Scenario, played: Games) -> Whole:
    """Return how many games had each value of each meter as each turn ended, by turn, meter and step of the grid."""
    import numpy as np  # noqa: PLC0415 - the window and the terminal play without it

    meters = measured(scenario)
    turns = scenario.turns
    low = np.array([meter.low for meter in meters])
    steps = np.array([steps_of(meter) for meter in meters], np.int64)
    scale = np.array([steps_of(meter) / ((meter.high - meter.low) or 1.0) for meter in meters])
    values = played.tracks[:, :, [meter.index for meter in meters]]
    step = np.clip(np.rint((values - low) * scale), 0, steps).astype(np.int64)
    row = np.arange(turns)[:, None] * len(meters) + np.arange(len(meters))
    in_play = np.arange(turns) < played.turns[:, None]
    flat = (row * (STEPS + 1) + step)[in_play].ravel()
    return np.bincount(flat, minlength=turns * len(meters) * (STEPS + 1)).reshape(turns, len(meters), STEPS + 1)


def fans_of(scenario: Scenario, counts: Whole) -> Fans:
    """Return the quantiles that counts come to: the least value that a level's share of the games does not exceed."""
    meters = measured(scenario)
    playing = tuple(int(games) for games in counts[:, 0].sum(axis=1)) if meters else (0,) * scenario.turns
    fans = (
        Fan(
            meter.name,
            number_title(scenario, meter.name),
            meter.low,
            meter.high,
            meter.hidden,
            _rows(meter, counts[:, place]),
        )
        for place, meter in enumerate(meters)
    )
    return Fans(playing, tuple(fans))


def _rows(meter: NumberInfo, counts: Whole) -> tuple[tuple[float, ...], ...]:
    """Return a meter's quantiles, turn by turn, as long as games are left."""
    import numpy as np  # noqa: PLC0415 - as above

    below = counts.cumsum(axis=1)
    games = below[:, -1]
    width = (meter.high - meter.low) / steps_of(meter)
    rows = []
    for turn in np.flatnonzero(games):
        steps = [int(np.searchsorted(below[turn], math.ceil(level * games[turn]))) for level in LEVELS]
        rows.append(tuple(round(meter.low + step * width, 9) for step in steps))
    return tuple(rows)
