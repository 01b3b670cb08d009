"""Searches short cycles of moves that are sent over and over: a game that one of them wins is no game of judgement.

The search goes from single moves to pairs and to triples, each time with the best few; what it finds best is played
again on fresh seeds, because the best of many is lucky.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.policies import Scripted
from game.simulation.explore.intervals import mean_interval
from game.simulation.explore.results import Loop
from game.simulation.games import play_games

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from game.engine import Scenario
    from game.simulation.workers import Crew

__all__ = ["Search", "best_loops", "looping"]

LONGEST = 3
CONFIRMED = 3
CHUNK = 20
"""How many cycles a worker is given at once: a few games of one take no time."""

Cycle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How far a search goes.

    Attributes:
        games: how many games each cycle is tried on.
        kept: from how many of the best cycles longer ones are made.
        confirming: how many games the best are played again on.
    """

    games: int
    kept: int
    confirming: int


@dataclass(frozen=True, slots=True)
class _Asked:
    cycles: tuple[Cycle, ...]
    first: int
    games: int
    compiled: bool


def looping(scenario: Scenario, cycle: Cycle) -> Scripted:
    """Return the player that repeats a cycle: each turn it goes on one move further, as far as its points reach."""
    turns = tuple(
        tuple(cycle[(turn + step) % len(cycle)] for step in range(len(cycle))) for turn in range(scenario.turns)
    )
    return Scripted(turns=turns, name="loop")


def _values(scenario: Scenario, asked: _Asked) -> list[NDArray[np.float64]]:
    """Return, for each cycle, the values of the endings of its games."""
    return [
        play_games(
            scenario, looping(scenario, cycle).orders(scenario), asked.first, asked.games, compiled=asked.compiled
        ).graded
        for cycle in asked.cycles
    ]


def best_loops(crew: Crew, first: int, search: Search) -> tuple[tuple[Loop, ...], int]:
    """Return the best cycles of one to three moves, the best first, and how many games were played.

    Args:
        crew: who plays, and what.
        first: the first seed.
        search: how far to search.
    """
    scenario = crew.scenario
    singles: list[Cycle] = [(str(info.decision),) for info in scenario.decisions if info.kind == "move"]
    tried: dict[Cycle, float] = {}
    grown: list[Cycle] = singles
    for _ in range(LONGEST):
        cycles = [cycle for cycle in dict.fromkeys(grown) if cycle not in tried]
        found = _tried(crew, cycles, first, search.games)
        tried |= {cycle: mean_interval(values)[0] for cycle, values in found.items()}
        grown = [
            (*cycle, *single) for cycle in _best(tried, search.kept) for single in singles if single[0] not in cycle
        ]
    best = _best(tried, CONFIRMED)
    fresh = first + search.games
    again = _tried(crew, best, fresh, search.confirming)
    loops = [Loop(cycle, search.confirming, *mean_interval(values)) for cycle, values in again.items()]
    loops.sort(key=lambda loop: (-loop.mean_value, loop.moves))
    return tuple(loops), len(tried) * search.games + len(best) * search.confirming


def _best(tried: dict[Cycle, float], count: int) -> list[Cycle]:
    """Return the best cycles of those that were tried, the shorter of equals first."""
    return sorted(tried, key=lambda cycle: (-tried[cycle], len(cycle), cycle))[:count]


def _tried(crew: Crew, cycles: Iterable[Cycle], first: int, games: int) -> dict[Cycle, NDArray[np.float64]]:
    every = list(cycles)
    size = min(CHUNK, max(1, math.ceil(len(every) / crew.workers)))
    parts = [_Asked(tuple(every[at : at + size]), first, games, crew.compiled) for at in range(0, len(every), size)]
    return dict(zip(every, [values for part in crew.do(_values, parts) for values in part], strict=True))
