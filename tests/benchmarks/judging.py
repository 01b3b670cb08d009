"""Measure what the debrief's judgements hold, in the large form of what the tests hold in a small one.

    python tests/benchmarks/judging.py [exact] [long] [best] [noise] [blunders] [planted] [students] [--games 100]

Without a name all of it runs, the students five times as many as the games; progress goes to the error stream.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import fmean, pvariance
from typing import TYPE_CHECKING, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import FIXTURES, SECTIONS, written
from cut_down import CUT_DOWN, INDIFFERENT, PERILOUS, best_game, blundered_game, exact_value

from game.analysis.debrief import COMPILED, PLAIN, debrief
from game.analysis.findings import Verdict
from game.analysis.judging import Plan, judge
from game.analysis.worlds import GOES_ON, Asked, Worlds
from game.engine import Scenario, choose, ending_value, legal_moves, load_scenario, ranked
from game.policies import Greedy, Policy, Uniform, find_policy, orders_of
from game.resources import find_scenario
from game.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.analysis.findings import Debrief

Found = TypeVar("Found")
LEAN = Plan(candidates=3, coarse=12, finalists=2, search=24, compare=40, matters=(0, 0))
SEVERE = 6.0
"""Points that a planted decision must lose at least; one decision of the main scenario seldom loses more than ten."""


def main() -> None:
    """Print what is asked for."""
    parts = {"exact": exact, "long": long_run, "best": best, "noise": noise, "blunders": blunders, "planted": planted}
    options = argparse.ArgumentParser()
    options.add_argument("parts", nargs="*", help=f"of {', '.join(parts)}, students")
    options.add_argument("--games", type=int, default=100)
    asked = options.parse_args()
    for name, part in parts.items():
        if name in (asked.parts or parts):
            part(asked.games)
    if "students" in (asked.parts or ["students"]):
        students(5 * asked.games)


def shown(name: str, games: int, found: Iterable[Found]) -> Iterator[Found]:
    """Yield what is found one by one, and tell now and then how far it has come."""
    began = time.perf_counter()
    for number, one in enumerate(found, 1):
        yield one
        if number % 25 == 0:
            print(f"  {name}: {number} of {games}, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


def small(sections: dict[str, str]) -> Scenario:
    """Return a small scenario of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(written(SECTIONS | sections), encoding="utf-8")
        return load_scenario(path)


def exact(games: int) -> None:
    """Print how far values are from going through all that can happen, in standard errors."""
    scenario, away = small(CUT_DOWN), []
    for seed in shown("exact", games, range(games)):
        session = best_game(scenario, seed)
        worlds = Worlds(scenario, session.states, workers=1, compiled=False)
        for place, state in enumerate(session.states[:-1]):
            asked = (GOES_ON, *(one.decision for one in legal_moves(scenario, state) if one.legal))
            worlds.ask([Asked(place, one, 0, 500) for one in asked])
            for one in asked:
                found = worlds.worth(place, one)
                away.append((found.value - exact_value(scenario, state, one)) / max(found.error, 1e-9))
    off = sum(abs(one) > 3 for one in away)
    spread = math.sqrt(pvariance(away))
    print(f"values against all that can happen: {len(away)} values of {games} games, {off} over 3 standard errors off, "
          f"mean {fmean(away):+.3f}, spread {spread:.2f} (expected 0 and 1)", flush=True)  # fmt: skip


def long_run(games: int) -> None:
    """Print how far values of bench_12 and of the main scenario are from those of many more worlds of their own."""
    for path in (FIXTURES / "bench_12", find_scenario("difficult_game")):
        scenario, away = load_scenario(path), []
        session = Session(scenario, 11)
        while not session.ended:
            session.apply(find_policy("goal", scenario)(scenario, session.state))
        worlds = Worlds(scenario, session.states, workers=2, compiled=True)
        for place in range(len(session.decisions)):
            worlds.ask([Asked(place, GOES_ON, 0, 260 + 200 * games)])
            one, two = worlds.worth(place, last=260), worlds.worth(place, first=260)
            away.append((one.value - two.value) / max(math.hypot(one.error, two.error), 1e-9))
        print(f"{scenario.id}: {len(away)} positions by 260 worlds against {200 * games} others: the furthest "
              f"{max(map(abs, away)):.1f} standard errors off, mean {fmean(away):+.2f}", flush=True)  # fmt: skip


def best(games: int) -> None:
    """Print the accuracy of games of the best decisions."""
    scenario, plan = small(CUT_DOWN), Plan(matters=(0, 0))
    found = [last_of(best_game(scenario, seed), plan).accuracy for seed in shown("best", games, range(games))]
    print(f"accuracy of {games} games of best moves: {min(found):.1f} to {max(found):.1f}, mean {fmean(found):.1f}")


def noise(games: int) -> None:
    """Print the verdicts of decisions of which none is better than another."""
    scenario = small(INDIFFERENT)
    for name, plan in (("plain", PLAIN), ("compiled", COMPILED)):
        verdicts: list[Verdict] = []
        for seed in shown(f"noise, {name}", games, range(games)):
            session = played(scenario, seed, Uniform())
            *_, (turns, _) = judge(session, Worlds(scenario, session.states, workers=1, compiled=False), plan)
            verdicts += [one.verdict for turn in turns for one in turn.decisions]
        counts = {verdict.value: verdicts.count(verdict) for verdict in Verdict}
        print(
            f"verdicts of {games} games in which nothing matters, with the worlds of {name} rules: {counts}", flush=True
        )


def blunders(games: int) -> None:
    """Print in how many games of a small scenario the planted blunder is the worst decision found."""
    scenario, found = small(PERILOUS), 0
    for seed in shown("blunders", games, range(1000, 1000 + games)):
        last = last_of(blundered_game(scenario, seed, 1 + seed % 4), LEAN)
        found += worst_of(last) == "threaten"
    print(f"planted blunders found in a small scenario: {found} of {games}", flush=True)


def planted(games: int) -> None:
    """Print in how many games of the main scenario the turn of a planted decision is among those that lost most.

    The turn, for a later decision of it may be the one that let go what the planted one still left open.
    """
    scenario = load_scenario(find_scenario("difficult_game"))
    made = (blundered(scenario, seed) for seed in range(2000, 2000 + 20 * games))
    pairs = [pair for pair, _ in zip((one for one in made if one is not None), range(games), strict=False)]
    places = []
    for session, turn in shown("planted", games, pairs):
        turns = list(debrief(session, workers=2))[-1].turns
        places.append(sorted(turns, key=lambda one: -one.lost).index(turns[turn - 1]))
    first, among = places.count(0), sum(place < 3 for place in places)
    print(f"planted decisions of the main scenario: in {first} of {len(places)} games their turn lost most, in {among} "
          "it is among the three that did", flush=True)  # fmt: skip


def blundered(scenario: Scenario, seed: int) -> tuple[Session, int] | None:
    """Return a greedy game with the worst decision that a turn of it has, and which turn; None where none is severe."""
    session, orders = Session(scenario, seed), orders_of(Greedy(), scenario)
    turn = 3 + seed % 8
    while session.state.turn < turn and not session.ended:
        session.apply(choose(scenario, session.state, orders))
    if session.ended or session.state.due:
        return None
    able = [one for one in ranked(scenario, session.state, orders) if one != "end_turn"]
    worlds = Worlds(scenario, (session.state,), workers=2, compiled=True)
    worlds.ask([Asked(0, one, 0, 200) for one in (GOES_ON, *able)])
    decision = min(able, key=lambda one: worlds.worth(0, one).value)
    if worlds.worth(0).value - worlds.worth(0, decision).value < SEVERE:
        return None
    session.apply(decision)
    while not session.ended:
        session.apply(choose(scenario, session.state, orders))
    return session, turn


def worst_of(found: Debrief) -> str:
    """Return the decision of the turning point that lost most."""
    told = [one for one in found.turning if one.kind == "decision"]
    return min(told, key=lambda one: one.points).subject if told else ""


def last_of(session: Session, plan: Plan) -> Debrief:
    """Return the last picture of a game by plain rules."""
    return list(debrief(session, workers=1, compiled=False, plan=plan))[-1]


def played(scenario: Scenario, seed: int, policy: Policy) -> Session:
    """Return a game of a player."""
    session = Session(scenario, seed)
    while not session.ended:
        session.apply(policy(scenario, session.state))
    return session


def students(games: int) -> None:
    """Print the variance of what games came to, and of the same with luck taken out."""
    scenario = load_scenario(find_scenario("difficult_game"))
    for name in ("goal", "uniform"):
        _students(scenario, find_policy(name, scenario), games)


def _students(scenario: Scenario, policy: Policy, games: int) -> None:
    plan = Plan(candidates=0, coarse=2, finalists=0, search=60, compare=60, matters=(0, 0))

    def one(seed: int) -> tuple[float, float]:
        session = played(scenario, seed, policy)
        *_, (turns, _) = judge(session, Worlds(scenario, session.states, workers=1, compiled=True), plan)
        assert all(turn.end.value == later.start.value for turn, later in pairwise(turns))
        raw = ending_value(scenario, session.state)
        return raw, min(max(raw - sum(turn.chance for turn in turns), 0.0), 100.0)

    with ThreadPoolExecutor(2) as pool:
        found = list(shown(policy.name, games, pool.map(one, range(5000, 5000 + games))))
    raw, adjusted = ([row[at] for row in found] for at in (0, 1))
    print(
        f"{games} students `{policy.name}`, {plan.path} worlds a position: mean {fmean(raw):.1f} raw, "
        f"{fmean(adjusted):.1f} adjusted; variance {pvariance(raw):.1f} raw, {pvariance(adjusted):.1f} adjusted, "
        f"{pvariance(adjusted) / pvariance(raw):.2f} of it",
        flush=True,
    )


if __name__ == "__main__":
    main()
