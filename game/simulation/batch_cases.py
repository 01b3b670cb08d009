"""A test over many games: how many come to an ending, whether one comes to a rule, what holds in all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from game.engine import ending_of, evaluate
from game.scenario.cases import Always, Reaches, Share
from game.session.session import Session
from game.simulation.batch import simulate
from game.simulation.results import Z_95, wilson
from game.simulation.verdicts import Verdict, happened, listed, numbers_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine import Scenario, State
    from game.policies import Policy
    from game.scenario.cases import Expectation
    from game.scenario.model import TestCase

__all__ = ["judge_batch"]

# How many more games are ever advised.
MOST_ADVISED = 1_000_000


@dataclass
class _Count:
    """What is counted over the games of a batch."""

    games: int
    endings: dict[str, int]
    reached: set[str] = field(default_factory=set)
    broken: dict[str, Verdict] = field(default_factory=dict)


def judge_batch(scenario: Scenario, case: TestCase, start: Mapping[str, float], policy: Policy) -> list[Verdict]:
    """Play the games of a test, seed by seed, and return whether each expectation holds."""
    needs_states = start or any(_reads_states(scenario, expected) for expected in case.expect)
    count = _played(scenario, case, start, policy) if needs_states else _simulated(scenario, case, policy)
    return [_judge(scenario, expected, count) for expected in case.expect]


def _reads_states(scenario: Scenario, expected: Expectation) -> bool:
    """Return whether counting endings is not enough."""
    return isinstance(expected, Always) or (
        isinstance(expected, Reaches) and expected.name.name not in scenario.document.endings
    )


def _simulated(scenario: Scenario, case: TestCase, policy: Policy) -> _Count:
    games = case.runs or 1
    results = simulate(scenario.document, games=games, seed=case.seed, policy=policy.name)
    endings = {ending.id: ending.games for ending in results.endings}
    return _Count(games, endings, {name for name, found in endings.items() if found})


def _played(scenario: Scenario, case: TestCase, start: Mapping[str, float], policy: Policy) -> _Count:
    games = case.runs or 1
    count = _Count(games, dict.fromkeys(scenario.document.endings, 0))
    wanted = {expected.name.name for expected in case.expect if isinstance(expected, Reaches)}
    for seed in range(case.seed, case.seed + games):
        session = Session(scenario, seed, start=start)
        while not session.ended:
            session.apply(policy(scenario, session.state))
        count.endings[ending_of(scenario, session.state)] += 1
        count.reached |= {name for name in wanted - count.reached if happened(scenario, session.state, name)}
        for expected in case.expect:
            if isinstance(expected, Always) and expected.text not in count.broken:
                _keep_broken(count, session, expected)
    return count


def _keep_broken(count: _Count, session: Session, expected: Always) -> None:
    """Remember the first game in which a condition does not always hold."""
    state = _first_without(session, expected)
    if state is not None:
        message = f"`{expected.text}` does not hold in turn {state.turn} of the game with seed {session.seed}"
        notes = numbers_in(session, state, expected.condition)
        count.broken[expected.text] = Verdict(message, notes=notes, session=session)


def _first_without(session: Session, expected: Always) -> State | None:
    scenario, condition = session.scenario, expected.condition
    return next((state for state in session.states if not evaluate(scenario, state, condition)), None)


def _judge(scenario: Scenario, expected: Expectation, count: _Count) -> Verdict:
    match expected:
        case Share():
            return _share(expected, count)
        case Reaches(name=one):
            reached = one.name in count.reached
            nowhere = f"`{one.name}` is not reached in any of {count.games} games"
            most = f"so it comes in less than {_percent(wilson(0, count.games)[1])} % of games (95 %)"
            return Verdict() if reached else Verdict(nowhere, notes=(most,))
        case Always():
            return count.broken.get(expected.text, Verdict())
        case _:
            raise ValueError(f"`{expected.text}` is not for a batch of {scenario.id}")


def _share(expected: Share, count: _Count) -> Verdict:
    """Return whether the share lies within its bounds, with the interval in which that of all games lies."""
    names = tuple(one.name for one in expected.endings)
    found = sum(count.endings[name] for name in dict.fromkeys(names))
    share = found / count.games
    low, high = wilson(found, count.games)
    interval = f"95 %: {_percent(low)} to {_percent(high)} %"
    said = f"share of {listed(names)}: {_percent(share)} % of {count.games} games ({interval})"
    within = expected.low <= share <= expected.high
    bounds = [bound for bound in (expected.low, expected.high) if low < bound < high and 0 < bound < 1]
    unsure = (f"too few games to be sure: {_enough(share, bounds[0])}",) if bounds else ()
    return Verdict(notes=(said, *unsure)) if within else Verdict(said, notes=unsure)


def _percent(share: float) -> str:
    """Return a share in percent, to three figures; a trace of less than a thousandth is none."""
    return f"{round(100 * share, 3):.3g}"


def _enough(share: float, bound: float) -> str:
    """Return how many games would tell a share from its bound."""
    if share == bound:
        return "the share lies on its bound"
    games = ceil(Z_95 * Z_95 * max(share * (1 - share), bound * (1 - bound)) / (share - bound) ** 2)
    return f"about {games} would tell" if games <= MOST_ADVISED else "the share lies next to its bound"
