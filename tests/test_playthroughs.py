"""Golden playthroughs: whole games as readable text, equal to the last bit on every platform and Python.

A difference is either a fault or a change of the rules that was meant. Where it was meant, write them anew with

    UPDATE=1 python -m pytest tests/test_playthroughs.py

and say in the commit what changed and why.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.engine import Scenario, State, Step, ending_of, ending_value, load_scenario, state_digest
from game.policies import POLICIES
from game.resources import shipped_scenarios
from game.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "playthroughs"
FIXTURES = Path(__file__).parent / "fixtures"
SCENARIOS = (*shipped_scenarios(), FIXTURES / "bench_12", FIXTURES / "crossing")
PLAYED = (("uniform", 7), ("greedy", 1), ("history", 1))
CASES = [(folder, policy, seed) for folder in SCENARIOS for policy, seed in PLAYED]


def golden_file(folder: Path, policy: str, seed: int) -> Path:
    """Return the file of a playthrough."""
    return FOLDER / f"{folder.name}-{policy}-{seed}.txt"


def as_text(scenario: Scenario, policy: str, seed: int) -> Iterator[str]:
    """Yield a playthrough line by line: each turn's numbers and digest, decisions, what took place and moved."""
    session = Session(scenario, seed)
    yield f"scenario {scenario.id}, rules {scenario.rules_digest}"
    yield f"policy {policy}, seed {seed}"
    turn = 0
    while not session.ended:
        if session.state.turn != turn:
            turn = session.state.turn
            yield from turn_lines(scenario, session.state)
        decision = POLICIES[policy](scenario, session.state)
        yield f"  {decision}"
        yield from step_lines(session.apply(decision))
    yield ""
    yield f"ending {ending_of(scenario, session.state)}, value {ending_value(scenario, session.state):.3f}"
    yield f"numbers {numbers(scenario, session.state)}"
    yield f"state {state_digest(scenario, session.state)}"


def turn_lines(scenario: Scenario, state: State) -> Iterator[str]:
    """Yield the head of a turn."""
    calendar = scenario.document.calendar.turns[state.turn - 1]
    yield ""
    yield f"turn {state.turn}, {calendar.date}, {calendar.label}"
    yield f"numbers {numbers(scenario, state)}"
    yield f"state {state_digest(scenario, state)}"


def step_lines(step: Step) -> Iterator[str]:
    """Yield what a decision led to."""
    for change in step.changes:
        factors = "".join(f" x {factor:g} {name}" for name, factor in change.factors)
        moved = f"{change.number} {change.before:.3f} -> {change.after:.3f}"
        yield f"      {moved} by {change.rule}{factors}"
    for happening in step.happenings:
        yield f"    {happening.rule}"


def numbers(scenario: Scenario, state: State) -> str:
    """Return all numbers of a state; the digest beside them holds every bit."""
    return ", ".join(f"{number.name} {state.values[number.index]:.3f}" for number in scenario.numbers)


@pytest.mark.parametrize(("folder", "policy", "seed"), CASES, ids=lambda value: getattr(value, "name", str(value)))
def test_a_playthrough_goes_as_it_always_did(folder: Path, policy: str, seed: int) -> None:
    """The same scenario, policy and seed give the recorded game, turn by turn, with the same digests."""
    text = "\n".join(as_text(load_scenario(folder), policy, seed)) + "\n"
    golden = golden_file(folder, policy, seed)
    if os.environ.get("UPDATE"):
        golden.write_text(text, encoding="utf-8")

    assert golden.is_file(), f"{golden.name} is missing; the head of this file says how to write it"
    assert text.splitlines() == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("folder", shipped_scenarios(), ids=lambda path: path.name)
def test_every_shipped_scenario_has_a_playthrough(folder: Path) -> None:
    """A scenario that comes with the game has recorded games."""
    assert list(FOLDER.glob(f"{folder.name}-*.txt"))


def test_no_playthrough_is_left_over() -> None:
    """Every recorded game belongs to a scenario and policy that is played here."""
    known = {golden_file(*case) for case in CASES}

    assert set(FOLDER.glob("*")) == known
