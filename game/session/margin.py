"""How a game came out and by how much, in words: the same on the ending, in the debrief and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import ending_of, ending_value, shown
from game.session.account import Condition, conditions, goal_conditions
from game.session.titles import number_word, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.engine import Scenario
    from game.scenario.model import Ending
    from game.session.session import Session

__all__ = ["ended", "gap", "goal_of", "headline", "in_sentence", "margin_sentences"]


def goal_of(scenario: Scenario) -> Ending | None:
    """Return the ending that is the goal; None where a scenario marks none."""
    return next((ending for ending in scenario.document.endings.values() if ending.goal), None)


def ended(session: Session) -> Ending:
    """Return the ending that a finished game came to."""
    return session.scenario.document.endings[ending_of(session.scenario, session.state)]


def in_sentence(title: str) -> str:
    """Return an ending's title as it stands inside a sentence: 'the bridge'."""
    article, space, rest = title.partition(" ")
    return f"{article.lower()} {rest}" if space and article in ("The", "A", "An") else title


def gap(scenario: Scenario, part: Condition) -> int:
    """Return how many points a number is short of its line, as both are shown; below zero is room to spare."""
    if not part.number:
        return 0
    value = shown(scenario.number(part.number), part.now)
    return round(part.bound - value if part.operator in (">=", ">") else value - part.bound)


def headline(session: Session) -> str:
    """Return the outcome with its margin: 'Drift, one point short of the bridge'; an early one with its turn."""
    scenario, came, goal = session.scenario, ended(session), goal_of(session.scenario)
    asked = goal_conditions(scenario, session.state)
    if came.goal:
        spare = min((-gap(scenario, part) for part in asked if part.number), default=0)
        return f"{came.title}, with {_points(spare)} to spare" if spare > 0 else f"{came.title}, just reached"
    if _is_early(session):
        return f"{came.title}, in turn {session.state.turn} of {scenario.turns}"
    if goal is None:
        return f"{came.title}, worth {ending_value(scenario, session.state):.0f} of 100"
    return f"{came.title}, {_short_of(scenario, goal, asked)}"


def margin_sentences(session: Session) -> Iterator[str]:
    """Yield why it ended so: what the goal asked for and was not there, nearest first; what was closest; what came."""
    scenario, came = session.scenario, ended(session)
    asked = goal_conditions(scenario, session.state)
    if came.goal:
        told = sorted((part for part in asked if part.number), key=_distance)[:1]
        yield from (f"The closest: {part.text}. {_ended_at(scenario, part)}" for part in told)
    elif _is_early(session):
        brought = conditions(scenario, session.state, came.when)
        yield from (f"What brought it about: {part.text}. {_ended_at(scenario, part)}".rstrip() for part in brought)
    else:
        for part in sorted((part for part in asked if not part.met), key=_distance):
            yield f"The goal asked for: {part.text}. {_ended_at(scenario, part) or 'It did not come about.'}"


def _is_early(session: Session) -> bool:
    return session.state.turn < session.scenario.turns


def _short_of(scenario: Scenario, goal: Ending, asked: Sequence[Condition]) -> str:
    """Return how far from the goal: the points of the one number that was missing, else how many conditions were."""
    missed = [part for part in asked if not part.met]
    title = in_sentence(goal.title)
    if not missed:
        return f"with all that {title} asks for"
    if len(missed) == 1 and missed[0].number:
        return f"{_points(gap(scenario, missed[0]))} short of {title}"
    return f"{number_word(len(missed))} {'condition' if len(missed) == 1 else 'conditions'} short of {title}"


def _ended_at(scenario: Scenario, part: Condition) -> str:
    return f"It ended at {value_text(scenario, scenario.number(part.number), part.now)}." if part.number else ""


def _distance(part: Condition) -> float:
    return abs(part.bound - part.now) if part.number else float("inf")


def _points(points: int) -> str:
    # A number that is shown as the line itself may still lie short of it.
    return f"{number_word(points)} {'point' if points == 1 else 'points'}" if points > 0 else "less than one point"
