"""Finds a play for every ending of the main scenario and writes it down for `tests/test_endings.py`.

    PYTHONPATH=tests python tests/benchmarks/plays.py        (with the package installed)

Run it after a change of the rules that was meant: a recorded play that no longer goes as it did is found anew. The
first player and the first seed that reach an ending are taken, so the same rules give the same file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from players import WITH_ACT, one_mind, order

from game.engine import apply, ending_of, load_scenario, new_game
from game.resources import find_scenario

if TYPE_CHECKING:
    from game.engine import Scenario
    from game.policies import Policy

FILE = Path(__file__).parents[1] / "mechanisms" / "plays.yaml"
SEEDS = 400
HEAD = "# A play for every ending: seed, player, and every decision, turn by turn. Written by benchmarks/plays.py.\n"


def players(scenario: Scenario) -> dict[str, list[Policy]]:
    """Return who is likely to reach each ending."""
    minds = {
        "war": "reckless", "abandoned": "pro_beijing", "entrapped": "pro_washington", "captured": "merchant",
        "squeezed": "bloc", "armed_truce": "merchant", "bloc": "quiet_bloc", "estranged": "against_tokyo",
        "drift": "dove",
    }  # fmt: skip
    found: dict[str, list[Policy]] = {ending: [one_mind(scenario, mind)] for ending, mind in minds.items()}
    return found | {"bridge": [order("beijing", WITH_ACT)]}


def play(scenario: Scenario, policy: Policy, seed: int) -> tuple[str, dict[int, list[str]]]:
    """Play a game; return its ending and the decisions of each turn."""
    state, turns = new_game(scenario, seed), dict[int, list[str]]()
    while not state.ending:
        decision = policy(scenario, state)
        turns.setdefault(state.turn, []).append(decision)
        state = apply(scenario, state, decision).state
    return ending_of(scenario, state), turns


def main() -> None:
    """Write a play for each ending."""
    scenario = load_scenario(find_scenario("difficult_game"))
    parts = [HEAD]
    for ending, policies in players(scenario).items():
        for policy, seed in ((policy, seed) for policy in policies for seed in range(SEEDS)):
            reached, turns = play(scenario, policy, seed)
            if reached == ending:
                parts.append(f"{ending}:\n  player: {policy.name}\n  seed: {seed}\n  turns:\n")
                parts += [f"    {turn}: [{', '.join(decisions)}]\n" for turn, decisions in turns.items()]
                break
        else:
            raise SystemExit(f"nobody reached {ending} in {SEEDS} games")
    FILE.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
