"""Measures the balance of the main scenario and prints the tables that stand in `balance.md` beside it.

    PYTHONPATH=tests python tests/benchmarks/balance.py > balance.md          (with the package installed)

The seeds are fixed, so the same rules give the same file on every machine. It ends with status 1 where the game is no
longer what it was meant to be. What was changed to get there, and why: `retuning.md`. It takes half a minute on two
idle cores, 51 s of processor time.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from players import MINDS, WITH_ACT, WITHOUT_ACT, one_mind, order
from sample import Sample, gap, interval, parts_of_luck, percent, sample, table

from game.engine import compile_document, draw, load_scenario
from game.policies import POLICIES, Greedy, Scripted
from game.resources import find_scenario
from game.scenario.expression import parse
from game.scenario.model import Between
from game.simulation.batch import simulate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.engine import Scenario
    from game.scenario.model import Document

GAMES = {"uniform": 50_000, "greedy": 40_000, "goal": 5_000, "planner": 60, "history": 5_000}
OF_ONE_MIND, OF_ORDER, OF_VARIANTS = 5_000, 4_000, 5_000
CYCLES, OF_A_CYCLE, LUCK_OF_CYCLES = 200, 50, 2026
TWICE_AS_OFTEN = {"incident_hotlines": 4, "no_fly_zone": 4}
"""How much more often than others these moves are taken away: section 5 asks for them."""
CLIMBERS = ("uniform", "history", "greedy", "reckless")
EDGE = 3.0

HEAD = """# The balance of the main scenario, measured on the engine

Made by `PYTHONPATH=tests python tests/benchmarks/balance.py` (fixed seeds: the same rules give the same file).
Rules {digest}. Shares are in percent of the games, with 95 % intervals (Wilson) where they matter. The players of one
mind stand in `tests/players.py`, the others are policies of the game. "Study" is the sketch of the rules that was
measured before there was an engine; its own simulator, policies and plans differ. What was changed, and why:
[retuning.md](retuning.md).
"""


@dataclass(frozen=True)
class Check:
    """What the game is meant to be, with what it is."""

    what: str
    study: str
    low: float
    high: float
    measured: float
    shown: str

    @property
    def holds(self) -> bool:
        """Whether it lies in its bounds."""
        return self.low < self.measured < self.high

    def row(self) -> tuple[object, ...]:
        """Return the row of the table."""
        bounds = f"{self.low:g} to {self.high:g}"
        if self.low == -math.inf:
            bounds = f"under {self.high:g}"
        if self.high == math.inf:
            bounds = f"over {self.low:g}"
        return self.what, self.study, bounds, self.shown, "holds" if self.holds else "FAILS"


def of_share(what: str, study: str, low: float, high: float, found: Sample, ending: str) -> Check:
    """Return the check of an ending's share."""
    share = found.share(ending)
    return Check(what, study, low, high, share, interval(share, found.games))


def of_gap(what: str, study: str, least: float, one: Sample, other: Sample) -> Check:
    """Return the check that one player bridges more often than another in the same worlds."""
    games = min(one.games, other.games)
    points, half = gap(one.reached("bridge")[:games], other.reached("bridge")[:games])
    return Check(what, study, least, math.inf, points, f"{points:+.1f} +- {half:.1f}")


def players(scenario: Scenario) -> dict[str, Sample]:
    """Play the games of every player."""
    found = {}
    for name, games in GAMES.items():
        found[name] = sample(scenario, POLICIES[name], games)
        tell(name)
    for mind in MINDS:
        found[mind] = sample(scenario, one_mind(scenario, mind), OF_ONE_MIND)
    found["nothing at all"] = sample(scenario, Scripted(), OF_ONE_MIND)
    tell("players of one mind")
    return found


def orders(scenario: Scenario) -> dict[tuple[str, str], Sample]:
    """Play the same plans with Beijing and with Nara first."""
    plans = {"Washington paid early": WITH_ACT, "Washington scarce": WITHOUT_ACT}
    return {
        (plan, first): sample(scenario, order(first, after), OF_ORDER)
        for plan, after in plans.items()
        for first in ("beijing", "nara")
    }


def best_cycles(scenario: Scenario) -> list[tuple[float, float, str]]:
    """Return share of bridges, value and moves of plans that repeat three moves, the best first."""
    found = []
    decisions = [info.decision for info in scenario.decisions if info.kind == "move"]
    for place in range(CYCLES):
        names = [int(draw(LUCK_OF_CYCLES, place, "start/cycle", part) * len(decisions)) for part in range(3)]
        cycle = tuple(decisions[name] for name in names)
        played = sample(scenario, Scripted((cycle,) * scenario.turns, {}, ("hold", "maxim")), OF_A_CYCLE)
        found.append((played.share("bridge"), float(played.worth.mean()), ", ".join(cycle)))
    tell("cycles")
    return sorted(found, reverse=True)


def wars_of_variants(scenario: Scenario) -> dict[str, float]:
    """Return the share of wars in even play where all capitals are friends, and on the hard level."""
    document = scenario.document
    trust = document.meters["trust"].model_copy(update={"start": dict.fromkeys(document.capitals, 90.0)})
    friends = document.model_copy(update={"meters": {**document.meters, "trust": trust}})
    hard = load_scenario(find_scenario("hard")).document
    found = {}
    for name, variant in (("friends", friends), ("hard", hard)):
        results = simulate(variant, games=OF_VARIANTS, workers=2)
        found[name] = next(100 * one.share for one in results.endings if one.id == "war")
        tell(name)
    return found


def taken_away(document: Document) -> tuple[Document, Mapping[str, tuple[int, int]]]:
    """Return the scenario with one move that cannot be sent, drawn for each game, and each move's part of the draw."""
    places, moves, last = {}, {}, 0
    for name, move in document.moves.items():
        first, last = last, last + TWICE_AS_OFTEN.get(name, 1)
        places[name] = (first, last)
        there = f"(taken < {first} or taken >= {last})"
        when = parse(f"({move.when.text}) and {there}" if move.when else there)
        moves[name] = move.model_copy(update={"when": when, "locked": move.locked or "Taken away"})
    drawn = {"name": "The move that is taken away", "start": Between(between=(0, last)), "range": (0, last)}
    taken = document.meters["items"].model_copy(update=drawn)
    return document.model_copy(update={"moves": moves, "meters": {**document.meters, "taken": taken}}), places


def worth_of_moves(scenario: Scenario, base: Sample) -> dict[str, tuple[float, float, int]]:
    """Return by how many points greedy play bridges less without each move in the same worlds; interval and games."""
    document, places = taken_away(scenario.document)
    found = sample(compile_document(document), Greedy(), base.games)
    tell("greedy with a move taken away")
    taken, lost = found.number("taken"), {}
    for name, (first, last) in places.items():
        there = (taken >= first) & (taken < last)
        lost[name] = (*gap(found.reached("bridge")[there], base.reached("bridge")[there]), int(there.sum()))
    return lost


def print_checks(checks: list[Check]) -> None:
    """Print what was meant with what is."""
    say("## What is meant, and what is\n")
    say(*table(("test", "study", "bounds", "measured", ""), [check.row() for check in checks]))


def checks_of(
    found: Mapping[str, Sample],
    ordered: Mapping[tuple[str, str], Sample],
    wars: Mapping[str, float],
    lost: Mapping[str, tuple[float, float, int]],
    cycles: list[tuple[float, float, str]],
) -> Iterator[Check]:
    """Yield all of what section 5 of the study asks for."""
    uniform, greedy, history = found["uniform"], found["greedy"], found["history"]
    yield of_share("even play: war", "2.9", 0.5, 8, uniform, "war")
    yield of_share("even play: bridge", ".33", 0.15, 3, uniform, "bridge")
    yield of_share("even play: drift", "85.5", 75, 92, uniform, "drift")
    yield of_share("greedy: bridge", "34", 20, 50, greedy, "bridge")
    yield of_share("greedy: war", "0", -math.inf, 1, greedy, "war")
    yield of_share("planner: bridge", "83", 60, 95, found["planner"], "bridge")
    yield of_gap("planner minus greedy, same worlds: bridge", "+49", 20, found["planner"], greedy)
    yield of_share("reckless: war", "62", 35, math.inf, found["reckless"], "war")
    times = found["reckless"].share("war") / uniform.share("war")
    yield Check("reckless: wars for one of even play", "21", 10, math.inf, times, f"{times:.1f}")
    yield of_share("history: drift", "96.5", 85, math.inf, history, "drift")
    for number, fitted in (("tension", 71), ("trust.washington", 73), ("trust.beijing", 57)):
        mean = float(history.number(number).mean())
        yield Check(f"history: {number}", f"{fitted}", fitted - 4, fitted + 4, mean, spread(history, number))
    for plan in dict.fromkeys(plan for plan, _ in ordered):
        one, other = ordered[plan, "beijing"], ordered[plan, "nara"]
        yield of_gap(f"Beijing first minus Nara first, {plan}: bridge", "+8", 3, one, other)
    for move, study in (("incident_hotlines", "-19"), ("no_fly_zone", "-22")):
        points, half, games = lost[move]
        yield Check(
            f"greedy without {move}: bridge", study, -math.inf, -8, points, f"{points:+.1f} +- {half:.1f} ({games})"
        )
    for ending in uniform.scenario.document.endings:
        name, most = max(((name, one.share(ending)) for name, one in found.items()), key=lambda pair: pair[1])
        yield Check(f"most {ending}, by any player", "6", 1, math.inf, most, f"{most:.1f}, {name}")
    yield Check("best of the cycles of three: bridge", "0", -math.inf, 5, cycles[0][0], f"{cycles[0][0]:.1f}")
    yield Check("even play, trust 90 in all four: war", "1.9", 0, math.inf, wars["friends"], shown(wars["friends"]))
    yield Check("even play, hard: war", "13", 6, 20, wars["hard"], shown(wars["hard"]))
    number, share = max(((name, at_an_end(uniform, name)) for name in meters(uniform)), key=lambda pair: pair[1])
    yield Check("even play: a meter within 3 of an end", "8", -math.inf, 15, share, f"at most {share:.1f}, {number}")


def shown(share: float) -> str:
    """Return a variant's share with its interval."""
    return interval(share, OF_VARIANTS)


def meters(found: Sample) -> list[str]:
    """Return the numbers that players see as meters."""
    return [one.name for one in found.scenario.numbers if one.kind == "meter" and not one.counter]


def at_an_end(found: Sample, number: str) -> float:
    """Return in how many games a number ends within three points of an end, in percent."""
    info = found.scenario.numbers[found.scenario.index.number_of[number]]
    last = found.number(number)
    return percent((last < info.low + EDGE) | (last > info.high - EDGE))


def spread(found: Sample, number: str) -> str:
    """Return the mean and the standard deviation of a number at the end."""
    return f"{found.number(number).mean():.1f} +- {found.number(number).std():.1f}"


def print_shares(found: Mapping[str, Sample]) -> None:
    """Print the shares of all endings, and the mean value, by player."""
    say("## Shares of the endings\n")
    names = list(found["uniform"].scenario.document.endings)
    rows = [
        (name, one.games, *(f"{one.share(ending):.2f}" for ending in names), f"{one.worth.mean():.1f}")
        for name, one in found.items()
    ]
    say(*table(("player", "games", *names, "value"), rows))
    equal = np.array([one.worth[:OF_ONE_MIND] for one in found.values() if one.games >= OF_ONE_MIND])
    player, world, meeting = parts_of_luck(equal)
    say(
        f"Of the variance of the value over all players but the planner {player:.0f} % lies between players,"
        f" {world:.0f} % is luck\nof the world that helps or hurts all alike, and {meeting:.0f} % arises where a player"
        " meets a world.\n"
    )
    greedy = found["greedy"]
    kinds = {kind: greedy.reached("bridge")[greedy.number("fearful") == value] for kind, value in KINDS.items()}
    told = ", ".join(f"{percent(games):.1f} % where Pyongyang {kind}" for kind, games in kinds.items())
    say(f"What is hidden: greedy play bridges in {told}.\n")


KINDS = {"acts from fear": 1.0, "only tests": 0.0}


def print_plans(ordered: Mapping[tuple[str, str], Sample], cycles: list[tuple[float, float, str]]) -> None:
    """Print how the order of the summits counts, and that repeating does not pay."""
    say("## The same plan, Beijing or Nara first\n")
    rows = [
        (plan, first, one.games, interval(one.share("bridge"), one.games), *(spread(one, name) for name in ALLIES))
        for (plan, first), one in ordered.items()
    ]
    say(*table(("plan", "first", "games", "bridge", *ALLIES), rows))
    say(f"## {CYCLES} plans that repeat three moves, {OF_A_CYCLE} games each: the best\n")
    say(*table(("bridge", "value", "moves"), [(f"{a:.1f}", f"{b:.1f}", moves) for a, b, moves in cycles[:3]]))


ALLIES = ("trust.washington", "trust.tokyo")


def print_ladder(found: Mapping[str, Sample]) -> None:
    """Print how high crises climb and where the numbers end."""
    scenario = found["uniform"].scenario
    rungs = [rung.id for rung in scenario.document.ladders["border_crisis"].rungs]
    say("## How far crises climb: games in which a rung is reached\n")
    rows = [
        (name, *(f"{percent(found[name].happened(f'border_crisis.{rung}')):.1f}" for rung in rungs))
        for name in CLIMBERS
    ]
    say(*table(("player", *rungs), rows))
    say("## Where the meters end: mean, standard deviation, games within 3 of an end\n")
    say(*table(("player", *meters(found["uniform"])), [(name, *_ends(found[name])) for name in CLIMBERS]))


def _ends(one: Sample) -> list[str]:
    return [f"{spread(one, name)}, {at_an_end(one, name):.1f} %" for name in meters(one)]


def print_moves(found: Mapping[str, Sample], lost: Mapping[str, tuple[float, float, int]]) -> None:
    """Print how often each move is played, and what greedy play loses without it."""
    say("## Moves: games in which each is played, and the bridges that greedy play loses without it\n")
    rows = []
    for move, (points, half, games) in sorted(lost.items(), key=lambda pair: pair[1][0]):
        played = (f"{percent(found[name].happened(move)):.1f}" for name in ("uniform", "greedy", "planner"))
        rows.append((move, *played, f"{points:+.1f} +- {half:.1f}", games))
    say(*table(("move", "even", "greedy", "planner", "without it", "games"), rows))
    scenario = found["uniform"].scenario
    never = [
        name
        for name in (*scenario.document.events, *scenario.document.reactions)
        if name in scenario.index.happened and not any(one.happened(name).any() for one in found.values())
    ]
    say(f"Events and reactions that no player ever met: {', '.join(never) or 'none'}.")


def say(*lines: str) -> None:
    """Print lines of the file."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


STARTED = time.perf_counter()


def tell(what: str) -> None:
    """Tell on the other stream how far it is."""
    sys.stderr.write(f"{time.perf_counter() - STARTED:6.1f} s  {what}\n")


def main() -> int:
    """Measure everything and print it."""
    argparse.ArgumentParser(description="Measure the balance of the main scenario.").parse_args()
    scenario = load_scenario(find_scenario("difficult_game"))
    found = players(scenario)
    ordered, cycles, wars = orders(scenario), best_cycles(scenario), wars_of_variants(scenario)
    lost = worth_of_moves(scenario, found["greedy"])
    checks = list(checks_of(found, ordered, wars, lost, cycles))
    say(HEAD.format(digest=scenario.rules_digest[:12]))
    print_checks(checks)
    print_shares(found)
    print_plans(ordered, cycles)
    print_ladder(found)
    print_moves(found, lost)
    tell("done")
    return int(not all(check.holds for check in checks))


if __name__ == "__main__":
    sys.exit(main())
