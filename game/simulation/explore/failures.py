"""Rules that failed in play: where, and which one it was (E409); and turns in which nothing could be done (E309)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.policies import find_policy
from game.session.replay import record
from game.session.saves import write_replay
from game.session.session import Session
from game.simulation.explore.results import Failure, First

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.simulation.explore.observing import Seen
    from game.simulation.explore.results import Explored

__all__ = ["failed_rules", "first_stuck", "keep_failures", "replayed"]


def first_stuck(seen: list[Seen]) -> First | None:
    """Return the first game, and its turn, in which no move was legal where one is asked for; or None."""
    found = [(one.first + one.stuck[0], order, one.stuck[1]) for order, one in enumerate(seen) if one.stuck[1] > 0]
    if not found:
        return None
    seed, order, turn = min(found)
    return First(seed, seen[order].policy, turn)


def failed_rules(scenario: Scenario, seen: list[Seen]) -> tuple[Failure, ...]:
    """Return the rules that made a number that is none, one for each player that met one: each rule once."""
    failures = [_failure(scenario, one.policy, one.first + one.broken) for one in seen if one.broken >= 0]
    first: dict[str, Failure] = {}
    for failure in sorted(failures, key=lambda failure: failure.first.seed):
        first.setdefault(failure.rule, failure)
    return tuple(first.values())


def _failure(scenario: Scenario, policy: str, seed: int) -> Failure:
    """Play one game again and return where it went wrong."""
    session = replayed(scenario, policy, seed)
    for change in session.changes:
        if not math.isfinite(change.after):
            first = First(seed, policy, change.turn)
            return Failure(first, change.rule, change.number, f"made `{change.number}` {change.after}")
    ending = session.state.ending
    name = list(scenario.document.endings)[ending - 1] if ending else ""
    return Failure(First(seed, policy, session.state.turn), f"endings.{name}", "value", "is worth no number")


def keep_failures(folder: Path, scenario: Scenario, explored: Explored) -> tuple[Path, ...]:
    """Write a replay of each failure into a folder, up to the turn in which it came about; return the files.

    Raises:
        SaveError: the disk refused.
    """
    files = []
    for failure in explored.failures:
        file = folder / f"{scenario.id}-{failure.rule.replace('.', '-')}.json"
        write_replay(file, record(replayed(scenario, failure.first.policy, failure.first.seed, failure.first.turn)))
        files.append(file)
    return tuple(files)


def replayed(scenario: Scenario, policy: str, seed: int, until: int = 0) -> Session:
    """Return a game that a player has played, to the start of a turn or to the end."""
    session = Session(scenario, seed)
    decide = find_policy(policy, scenario)
    while not session.ended and not (until and session.state.turn >= until):
        session.apply(decide(scenario, session.state))
    return session
