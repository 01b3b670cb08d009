"""Plays some games of one player and keeps what a report needs of them: far less than the games themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.engine.rng import key_of
from game.simulation.games import play_games

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from game.engine import Orders, Scenario
    from game.simulation.games import Games

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

__all__ = ["Seen", "Watched", "join_seen", "watch_games"]

AT_THE_END = 0.01
"""A meter within this share of its range of an end stands at it."""
FULL_PULL = 1.0


@dataclass(frozen=True, slots=True)
class Watched:
    """Games to be played and looked at."""

    policy: str
    orders: Orders
    first: int
    games: int
    compiled: bool


@dataclass(frozen=True, eq=False)
class Seen:
    """What was seen in games of one player on the seeds from `first` on.

    Attributes:
        policy: who played.
        first: seed of the first game.
        endings: 1 + the place of the ending, by game.
        turns: the last turn, by game.
        graded: the value of the ending, by game.
        had: in how many games each happening took place.
        times: how often in all.
        where: the first game of each, counted from `first`, and its turn; -1 where it never took place.
        ending_where: the same for endings.
        ends: for each number, at how many turns it stood at its low end and at its high end.
        end_where: for each number and end, the first game in which it stood there for over half of the turns; or -1.
        stuck: the first game, and its turn, in which no move could be sent though one is asked for; or -1.
        broken: the first game in which a number is no number any more; -1 where there is none.
    """

    policy: str
    first: int
    endings: Whole
    turns: Whole
    graded: Real
    had: Whole
    times: Real
    where: Whole
    ending_where: Whole
    ends: Whole
    end_where: Whole
    stuck: tuple[int, int]
    broken: int


def watch_games(scenario: Scenario, part: Watched) -> Seen:
    """Play games and return what was seen in them."""
    import numpy as np  # noqa: PLC0415 - the window and the terminal play without it

    played = play_games(
        scenario, part.orders, part.first, part.games, whole_states=True, track=True, compiled=part.compiled
    )
    count, numbers = scenario.tables["COUNT"], scenario.tables["NUMBERS"]
    counts = played.finals[:, count : count + len(scenario.index.happened)]
    had = counts > 0
    games = np.where(had.any(axis=0), had.argmax(axis=0), -1)
    turns = np.full(len(games), -1)
    for place in np.flatnonzero(games >= 0):
        turns[place] = 1 + int((played.tracks[games[place], :, count + place] > 0).argmax())
    reached = played.endings[:, None] == np.arange(1, 1 + len(scenario.document.endings))[None, :]
    at = np.where(reached.any(axis=0), reached.argmax(axis=0), -1)
    ends, end_where = _ends(scenario, played)
    sound = np.isfinite(played.finals[:, :numbers]).all(axis=1) & np.isfinite(played.graded)
    return Seen(
        policy=part.policy,
        first=part.first,
        endings=played.endings,
        turns=played.turns,
        graded=played.graded,
        had=had.sum(axis=0),
        times=counts.sum(axis=0),
        where=np.stack([games, turns]),
        ending_where=np.stack([at, np.where(at >= 0, played.turns[at], -1)]),
        ends=ends,
        end_where=end_where,
        stuck=_stuck(scenario, played, count),
        broken=-1 if sound.all() else int((~sound).argmax()),
    )


def _ends(scenario: Scenario, played: Games) -> tuple[Whole, Whole]:
    """Return how often each number stood at its ends, and the first game in which it did so for most turns."""
    import numpy as np  # noqa: PLC0415 - as above

    ends = np.zeros((len(scenario.numbers), 2), np.int64)
    where = np.full((len(scenario.numbers), 2), -1)
    rows = np.arange(scenario.turns)[None, :]
    was_played = rows < played.turns[:, None]
    went_on = rows < played.turns[:, None] - 1
    for number in scenario.numbers:
        if number.kind != "meter" or number.counter:
            continue
        values = _before_pull(scenario, played, number.index, went_on)
        margin = AT_THE_END * (number.high - number.low)
        for side, stands in enumerate((values <= number.low + margin, values >= number.high - margin)):
            here = stands & was_played
            ends[number.index, side] = here.sum()
            mostly = 2 * here.sum(axis=1) > played.turns
            where[number.index, side] = int(mostly.argmax()) if mostly.any() else -1
    return ends, where


def _stuck(scenario: Scenario, played: Games, count: int) -> tuple[int, int]:
    """Return the first game, and its turn, that a player had to pass though turns may not be passed; or -1 twice.

    Where turns may not be passed, one ends without a move only when none is legal.
    """
    import numpy as np  # noqa: PLC0415 - as above

    if scenario.document.calendar.may_pass:
        return -1, -1
    moves = slice(count, count + len(scenario.document.moves))
    # What an event lets Seoul say counts as the move, but was no answer to an open turn.
    said = [count + place for name, place in scenario.index.happened.items() if name.endswith(".say")]
    sent = played.tracks[:, :, moves].sum(axis=2) - played.tracks[:, :, said].sum(axis=2)
    passed = np.diff(sent, axis=1, prepend=0.0) == 0.0
    passed &= np.arange(scenario.turns)[None, :] < played.turns[:, None]
    if not passed.any():
        return -1, -1
    game = int(passed.any(axis=1).argmax())
    return game, 1 + int(passed[game].argmax())


def _before_pull(scenario: Scenario, played: Games, n: int, went_on: NDArray[np.bool_]) -> Real:
    """Return a number as each turn left it: what was kept of a turn that went on is what the pull made of it."""
    import numpy as np  # noqa: PLC0415 - as above

    pull = scenario.tables["PULL"][n]
    values: Real = played.tracks[:, :, n]
    if not 0.0 < pull < FULL_PULL:
        return values
    start_of = scenario.rules["start_of"]
    starts = np.array([start_of(n, key_of(played.first + game)) for game in range(len(values))])
    return np.where(went_on, (values - pull * starts[:, None]) / (1.0 - pull), values)


def join_seen(parts: list[Seen]) -> Seen:
    """Return what was seen in games of one player that were played in slices, one after the other."""
    import numpy as np  # noqa: PLC0415 - as above

    def first_of(name: str) -> Whole:
        """Return the places of the first slice that has them, counted from the first game of all."""
        joined: Whole = getattr(parts[0], name)
        for part in parts[1:]:
            shifted: Whole = getattr(part, name).copy()
            games = shifted if name == "end_where" else shifted[0]
            games[games >= 0] += part.first - parts[0].first
            joined = np.where(joined >= 0, joined, shifted)
        return joined

    stuck = next(
        ((part.first - parts[0].first + part.stuck[0], part.stuck[1]) for part in parts if part.stuck[1] > 0), (-1, -1)
    )
    broken = next((part.first - parts[0].first + part.broken for part in parts if part.broken >= 0), -1)

    def whole(name: str) -> Any:  # noqa: ANN401 - of whole numbers or of values, as the field has it
        """Return what was kept of each game."""
        return np.concatenate([getattr(part, name) for part in parts])

    return Seen(
        policy=parts[0].policy,
        first=parts[0].first,
        endings=whole("endings"),
        turns=whole("turns"),
        graded=whole("graded"),
        had=np.sum([part.had for part in parts], axis=0),
        times=np.sum([part.times for part in parts], axis=0),
        where=first_of("where"),
        ending_where=first_of("ending_where"),
        ends=np.sum([part.ends for part in parts], axis=0),
        end_where=first_of("end_where"),
        stuck=stuck,
        broken=broken,
    )
