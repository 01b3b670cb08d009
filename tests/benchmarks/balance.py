"""Measures the balance of the main scenario at length and prints the table that stands in `balance.md` beside it.

    PYTHONPATH=tests python tests/benchmarks/balance.py [PART ...] [--scale 0.1]        (with the package installed)

Parts: shares, sensible, order, ladder, cycles, friends. All of them take some ten minutes on two cores; `--scale`
plays that share of the games. The seeds are fixed: the same rules give the same figures on every machine.
"""

from __future__ import annotations

import argparse
import math
import sys
from typing import TYPE_CHECKING

from players import MINDS, WITH_ACT, WITHOUT_ACT, last_states, one_mind, order, shares

from game.engine import compile_document, draw, evaluate, load_scenario
from game.policies import POLICIES, Scripted, Uniform
from game.resources import find_scenario
from game.scenario.expression import parse
from game.simulation.batch import simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.engine import Scenario, State
    from game.scenario.model import Document

GAMES = {
    "uniform": 20_000,
    "history": 2_000,
    "greedy": 200,
    "without": 80,
    "mind": 500,
    "order": 1_500,
    "cycles": 200,
    "friends": 3_000,
}
WITHOUT = ("incident_hotlines", "no_fly_zone", "nara_summit", "investment_act", "brief_washington")
LUCK_OF_CYCLES = 2026


def spread(share: float, games: int) -> str:
    """Return a share in percent with the half-width of its 95 % interval."""
    part = share / 100
    return f"{share:.2f} +- {196 * math.sqrt(part * (1 - part) / games):.2f}"


def row(*cells: object) -> None:
    """Print a row of the table."""
    sys.stdout.write(f"| {' | '.join(str(cell) for cell in cells)} |\n")
    sys.stdout.flush()


def mean(scenario: Scenario, states: list[State], number: str) -> str:
    """Return the mean of a number over states, with its standard deviation."""
    values = [scenario.value(state, number) for state in states]
    middle = sum(values) / len(values)
    return f"{middle:.1f} +- {math.sqrt(sum((value - middle) ** 2 for value in values) / len(values)):.1f}"


def measure_shares(scenario: Scenario, scale: float) -> None:
    """Print the shares of all endings for every player."""
    names = list(scenario.document.endings)
    row("player", "games", *names)
    row(*["---"] * (len(names) + 2))
    for policy in ("uniform", "history"):
        games = int(GAMES[policy] * scale)
        found = simulate(scenario.document, games=games, policy=policy, workers=2)
        row(policy, games, *[spread(100 * ending.share, games) for ending in found.endings])
    games = int(GAMES["mind"] * scale)
    for mind in MINDS:
        one = shares(scenario, last_states(scenario, one_mind(scenario, mind), range(games)))
        row(mind, games, *[f"{one[name]:.1f}" for name in names])
    none = shares(scenario, last_states(scenario, Scripted(), range(games)))
    row("nothing at all", games, *[f"{none[name]:.1f}" for name in names])


def measure_sensible(scenario: Scenario, scale: float) -> None:
    """Print what one decision of foresight reaches, whole and with a move taken away."""
    for without in ("", *WITHOUT):
        games = int(GAMES["without" if without else "greedy"] * scale)
        document = _without(scenario.document, without) if without else scenario.document
        found = {one.id: 100 * one.share for one in simulate(document, games=games, policy="greedy", workers=2).endings}
        drift, war = found["drift"], found["war"]
        row(
            f"greedy without {without or 'nothing'}",
            games,
            spread(found["bridge"], games),
            f"{drift:.1f}",
            f"{war:.1f}",
        )


def _without(document: Document, move: str) -> Document:
    """Return the scenario with a move that can never be sent."""
    rules = document.moves[move].model_copy(update={"when": parse("no"), "locked": "Taken away"})
    return document.model_copy(update={"moves": {**document.moves, move: rules}})


def measure_order(scenario: Scenario, scale: float) -> None:
    """Print how often the same plan bridges with Beijing or Nara first."""
    games = int(GAMES["order"] * scale)
    for name, after in (("Washington paid early", WITH_ACT), ("Washington scarce", WITHOUT_ACT)):
        found = {}
        for first in ("beijing", "nara"):
            states = last_states(scenario, order(first, after), range(games))
            found[first] = [shares(scenario, [state])["bridge"] for state in states]
        gaps = [one - other for one, other in zip(found["beijing"], found["nara"], strict=True)]
        gap = sum(gaps) / games
        error = math.sqrt(sum((one - gap) ** 2 for one in gaps) / games / games)
        bridged = [f"{sum(found[first]) / games:.1f}" for first in ("beijing", "nara")]
        row(name, games, *bridged, f"{gap:+.1f} +- {1.96 * error:.1f}")


def measure_ladder(scenario: Scenario, scale: float) -> None:
    """Print how high crises climb, and where the numbers end, under even play, the recorded line and foresight."""
    rungs = [rung.id for rung in scenario.document.ladders["border_crisis"].rungs]
    counts = {rung: parse(f"times(border_crisis.{rung})") for rung in rungs}
    for policy, games in (("uniform", 3_000), ("history", 500), ("greedy", 100)):
        states = last_states(scenario, POLICIES[policy], range(int(games * scale)))
        for rung, times in counts.items():
            reached = sum(evaluate(scenario, state, times) > 0 for state in states)
            row(policy, f"rung {rung}", f"{100 * reached / len(states):.1f} % of games")
        for number in scenario.numbers:
            if number.kind == "meter" and not number.counter:
                values = [scenario.value(state, number.name) for state in states]
                edge = 100 * sum(value < 3 or value > 97 for value in values) / len(values)
                row(policy, number.name, mean(scenario, states, number.name), f"{edge:.1f} % within 3 of an end")


def measure_cycles(scenario: Scenario, scale: float) -> None:
    """Print the best share of bridges of plans that repeat three moves: repeating is no way to win."""
    best = sorted(_cycles(scenario, int(GAMES["cycles"] * scale)), reverse=True)[:3]
    for share, names in best:
        row("cycle", ", ".join(names), f"{share:.1f} % bridges of 50")


def _cycles(scenario: Scenario, count: int) -> Iterator[tuple[float, tuple[str, ...]]]:
    names = [info.decision for info in scenario.decisions if info.kind == "move"]
    for place in range(count):
        cycle = tuple(names[int(draw(LUCK_OF_CYCLES, place, "start/cycle", index) * len(names))] for index in range(3))
        script = Scripted(turns=(cycle,) * scenario.turns, default=("hold", "maxim"))
        yield shares(scenario, last_states(scenario, script, range(50)))["bridge"], cycle


def measure_friends(scenario: Scenario, scale: float) -> None:
    """Print how often war comes when all capitals begin at a trust of 90, and with all odds of the ladders x 1.5."""
    document, games = scenario.document, int(GAMES["friends"] * scale)
    trust = document.meters["trust"].model_copy(update={"start": dict.fromkeys(document.capitals, 90.0)})
    friends = compile_document(document.model_copy(update={"meters": {**document.meters, "trust": trust}}))
    row("even play, trust 90 in all four", games, spread(_war(friends, games), games))
    hard = compile_document(document.model_copy(update={"formulas": {**document.formulas, "odds": parse("1.5")}}))
    row("even play, all odds x 1.5", games, spread(_war(hard, games), games))


def _war(scenario: Scenario, games: int) -> float:
    return shares(scenario, last_states(scenario, Uniform(), range(games)))["war"]


PARTS: dict[str, Callable[[Scenario, float], None]] = {
    "shares": measure_shares,
    "sensible": measure_sensible,
    "order": measure_order,
    "ladder": measure_ladder,
    "cycles": measure_cycles,
    "friends": measure_friends,
}


def main() -> None:
    """Print the parts that were asked for."""
    parser = argparse.ArgumentParser(description="Measure the balance of the main scenario.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--scale", type=float, default=1.0)
    asked = parser.parse_args()
    scenario = load_scenario(find_scenario("difficult_game"))
    for part in asked.parts or PARTS:
        sys.stdout.write(f"\n{part}, rules {scenario.rules_digest[:12]}\n\n")
        PARTS[part](scenario, asked.scale)


if __name__ == "__main__":
    main()
