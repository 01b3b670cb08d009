"""Finds a play for every ending of the shipped scenarios and writes it into their tests.

    PYTHONPATH=tests python tests/benchmarks/plays.py [SCENARIO ...]       (with the package installed)

Run it after a change of the rules that was meant: a recorded play that no longer goes as it did is found anew. What
stands above the marker in a `tests.yaml` is an author's, and stays. The first seed and the first player that reach an
ending are taken, so the same rules give the same file.
"""

from __future__ import annotations

import sys
from textwrap import wrap
from typing import TYPE_CHECKING

from players import MINDS, WITH_ACT, one_mind, order

from game.engine import compile_document, ending_of
from game.errors import ScenarioError
from game.policies import POLICIES
from game.resources import find_scenario, shipped_scenarios
from game.scenario.loader import read_scenario
from game.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.policies import Policy

SEEDS = 400
WIDTH = 118
HEAD = "# yaml-language-server: $schema=../schema.json\ntests:\n"
MARKER = "  # A play for every ending, found and written down by tests/benchmarks/plays.py.\n"


def players(scenario: Scenario) -> list[Policy]:
    """Return who looks for endings: a plan, two policies, players of one mind, and luck."""
    minds = [one_mind(scenario, name) for name in MINDS]
    return [order("beijing", WITH_ACT), POLICIES["greedy"], POLICIES["history"], *minds, POLICIES["uniform"]]


def found(scenario: Scenario) -> dict[str, Session]:
    """Return a game for each ending, in the file's order."""
    games: dict[str, Session] = {}
    searching = players(scenario)
    for seed in range(SEEDS):
        for policy in searching:
            session = Session(scenario, seed)
            while not session.ended:
                session.apply(policy(scenario, session.state))
            games.setdefault(ending_of(scenario, session.state), session)
        if len(games) == len(scenario.document.endings):
            return {ending: games[ending] for ending in scenario.document.endings}
    missing = ", ".join(set(scenario.document.endings) - set(games))
    raise SystemExit(f"{scenario.id}: nobody reached {missing} with {SEEDS} seeds")


def as_test(ending: str, session: Session) -> str:
    """Return a game as a test."""
    turns: dict[int, list[str]] = {}
    for state, decision in zip(session.states, session.decisions, strict=False):
        turns.setdefault(state.turn, []).append(decision)
    lines = [f"  reaches_{ending}:", f"    seed: {session.seed}", "    play:"]
    for turn, decisions in turns.items():
        head = f"      {turn}: ["
        lines += wrap(f"{head}{', '.join(decisions)}]", WIDTH, subsequent_indent=" " * len(head))
    return "\n".join([*lines, f"    expect: ending is {ending}", ""])


def write(folder: Path) -> None:
    """Write the plays of a scenario below what its author wrote."""
    document, findings = read_scenario(folder)
    if document is None:
        raise ScenarioError(findings)
    # The recorded plays may name what the rules no longer have.
    scenario = compile_document(document.model_copy(update={"tests": {}}))
    file = folder / "tests.yaml"
    above = file.read_text(encoding="utf-8").split(MARKER)[0] if file.is_file() else HEAD
    games = (as_test(ending, session) for ending, session in found(scenario).items())
    file.write_text(above + MARKER + "".join(games), encoding="utf-8")


def main() -> None:
    """Write the plays of the named scenarios, or of all."""
    for folder in [find_scenario(name) for name in sys.argv[1:]] or shipped_scenarios():
        write(folder)


if __name__ == "__main__":
    main()
