"""How hard a scenario is: what chance reaches, what one decision of foresight reaches, and what planning reaches."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from game.simulation.batch import simulate
from game.simulation.results import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from game.scenario.model import Document

__all__ = ["GAMES", "Level", "gauge", "gauge_json", "gauge_lines"]

SCHEMA_VERSION: Final = 1
GAMES: Final[Mapping[str, int]] = MappingProxyType({"uniform": 2000, "greedy": 400, "planner": 40})
"""How many games each player plays, weakest first: the stronger one is, the longer it thinks."""
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"uniform": "by chance", "greedy": "looking one decision ahead", "planner": "planning in many worlds"}
)


@dataclass(frozen=True, slots=True)
class Level:
    """What one player reaches.

    Attributes:
        policy: who plays.
        games: how many games it played.
        good: share of games that ended as the goal, 0..1.
        low: the lower bound of that share's 95 % interval.
        high: the upper bound.
        mean_value: mean value of the endings, 0..100.
        compiled: whether the rules were compiled.
    """

    policy: str
    games: int
    good: float
    low: float
    high: float
    mean_value: float
    compiled: bool


def gauge(
    document: Document, *, seed: int = 0, workers: int = 1, compiled: bool | None = None,
    games: Mapping[str, int] = GAMES, say: Callable[[str], None] | None = None,
) -> Iterator[Level]:  # fmt: skip
    """Yield what each player reaches, the weakest first.

    Args:
        document: what is played.
        seed: the first seed; all players meet the same worlds.
        workers: how many play side by side.
        compiled: whether to play by compiled rules; None takes what is sooner done.
        games: how many games each plays.
        say: told before each player begins.
    """
    goals = {name for name, ending in document.endings.items() if ending.goal}
    for policy, count in games.items():
        if say is not None:
            say(f"{policy}: {count} games")
        results = simulate(document, games=count, seed=seed, policy=policy, workers=workers, compiled=compiled)
        good = sum(ending.games for ending in results.endings if ending.id in goals)
        low, high = wilson(good, count)
        yield Level(policy, count, good / count, low, high, results.mean_value, results.compiled)


def gauge_lines(scenario: str, levels: list[Level]) -> Iterator[str]:
    """Yield the gauge as text: a line a player, then one sentence."""
    yield f"{scenario}: how often the goal is reached"
    for level in levels:
        bounds = f"{100 * level.low:.1f} to {100 * level.high:.1f}"
        who = f"{level.policy} ({WORDS.get(level.policy, level.policy)})"
        yield (
            f"  {who:<38} {100 * level.good:5.1f} %  (95 %: {bounds})"
            f"  mean value {level.mean_value:.1f} of 100, {level.games} games"
        )
    shares = ", ".join(f"{100 * level.good:.0f} % {WORDS.get(level.policy, level.policy)}" for level in levels)
    yield f"The goal is reached in {shares}."


def gauge_json(scenario: str, levels: list[Level]) -> dict[str, Any]:
    """Return the gauge as a program reads it."""
    return {"schema_version": SCHEMA_VERSION, "scenario": scenario, "levels": [asdict(level) for level in levels]}
