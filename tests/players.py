"""Players of one mind, for tests of what a one-sided course leads to.

Each gives a weight to every number that it cares for and looks no further than what a decision does by itself in the
first week; a little luck of its own keeps two games from being the same.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from game.engine import END_TURN, ending_of, new_game, preview
from game.policies import Liking, Scripted
from game.simulation.batch import play

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.engine import Scenario, State
    from game.policies import Policy

BEIJING, WASHINGTON, TOKYO, PYONGYANG = (f"trust.{name}" for name in ("beijing", "washington", "tokyo", "pyongyang"))
ENTRAPS = (
    "logistics_pact",
    "trilateral_exercise",
    "strategic_flexibility",
    "nuclear_submarines",
    ".back",
    ".opposes_force",
    ".sign",
)
"""What draws Seoul in most."""
MINDS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "reckless": {WASHINGTON: 0.3, PYONGYANG: -1, "tension": 2, "approval": 0.5, ".mirror": 5, ".strike": 9},
        "hawk": {
            BEIJING: -0.5, WASHINGTON: 1, TOKYO: 0.5, PYONGYANG: -1, "tension": 1, "approval": 0.5,
            ".mirror": 5, ".strike": 9,
        },
        "pro_washington": {BEIJING: -0.3, WASHINGTON: 2, TOKYO: 0.7, "approval": 0.2},
        "bloc": {BEIJING: -1, WASHINGTON: 1.5, TOKYO: 1.5, "middle_ground": -0.7},
        "quiet_bloc": {
            BEIJING: -1, WASHINGTON: 1, TOKYO: 1.5, "middle_ground": -1, "tension": -0.5, **dict.fromkeys(ENTRAPS, -20),
        },
        "pro_beijing": {BEIJING: 2, WASHINGTON: -0.3, TOKYO: -0.3, "middle_ground": 0.2, "approval": 0.3},
        "against_tokyo": {WASHINGTON: 0.5, TOKYO: -2, "approval": 0.3},
        "merchant": {"dependence": 3, "approval": 0.5},
        "dove": {PYONGYANG: 1.5, "tension": -1.5},
    }
)  # fmt: skip
BEIJING_WEEKS = (
    ("state_visit_beijing", "alliance_line", "submarine_line"),
    ("mou_package", "raise_platforms", "ask_mediation"),
)
NARA_WEEK = ("nara_summit", "remains_accord", "denuclearisation_line.freeze_cut_scrap", "history_line.facts_first")
WEEKS_AFTER = (
    ("investment_act",),
    ("brief_washington", "no_fly_zone", "military_talks"),
    ("incident_hotlines", "pacemaker", "move_field_drills"),
    ("three_way_summit", "drone_regret"),
    ("quiet_coordination", "technology_ties.with_beijing", "drone_regret"),
    ("taiwan_statement.terms_of_1992", "brief_washington", "drone_regret"),
    ("military_talks", "incident_hotlines", "drone_regret"),
    ("three_way_summit", "raise_platforms", "drone_regret"),
    ("brief_washington", "command_road_map", "drone_regret"),
)
CALM = (
    "hold",
    "maxim",
    "low_key",
    "no_side",
    "inquiry",
    "send_ministers",
    "substitutes",
    "complain",
    "part",
    "courts",
    "fund",
    "joint_rite",
    "thank",
    "swap_with_tokyo",
    "rebut",
    "terms_of_1992",
)
"""Replies that keep most doors open, the most wanted first."""
WITH_ACT = (("investment_act",), *WEEKS_AFTER[1:])
WITHOUT_ACT = (("quiet_coordination", "brief_washington"), *WEEKS_AFTER[1:])
"""Two plans for the weeks after the summits: one pays for Washington early, one leaves it scarce."""
MOOD = 2.0
REST = -0.2
"""What the end of a turn is worth: a little less than a decision that does nothing."""


def one_mind(scenario: Scenario, name: str) -> Liking:
    """Return a player of one mind for a scenario."""
    start, weights = new_game(scenario, 0), MINDS[name]
    worth = {}
    for info in scenario.decisions:
        decision = info.decision
        moved = sum(weights.get(one.number, 0.0) * one.change for one in preview(scenario, start, decision))
        liked = weights.get(f".{info.child}", 0.0) + weights.get(str(decision), 0.0)
        worth[decision] = REST if decision == END_TURN else moved + liked
    return Liking(MappingProxyType(worth), MOOD, name)


def order(first: str, after: tuple[tuple[str, ...], ...]) -> Scripted:
    """Return the same plan with Beijing first or Nara first: only the weeks of the two summits change places."""
    weeks: tuple[tuple[str, ...], ...] = (NARA_WEEK, *BEIJING_WEEKS)
    if first == "beijing":
        weeks = (BEIJING_WEEKS[0], BEIJING_WEEKS[1] + NARA_WEEK[:1], NARA_WEEK[1:])
    return Scripted((*weeks, *after), {}, CALM)


def last_states(scenario: Scenario, policy: Policy, seeds: Iterable[int]) -> list[State]:
    """Play a game on each seed; return their last states."""
    return [play(scenario, policy, seed) for seed in seeds]


def shares(scenario: Scenario, states: list[State]) -> dict[str, float]:
    """Return the share of each ending, in percent."""
    reached = [ending_of(scenario, state) for state in states]
    return {name: 100 * reached.count(name) / len(reached) for name in scenario.document.endings}
