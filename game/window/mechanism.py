"""Which chance a selection changes most: the one line of the dossier that says how a move works on luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import chances_after
from game.session.titles import rule_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine import Decision, Scenario, State

LEAST = 0.005
"""A smaller change of a chance would be written as the same percentage."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A chance (0..1) before and after a decision; `better` is +1 where a higher one is good, -1 bad, 0 neither."""

    title: str
    before: float
    after: float
    better: int


def mechanism_of(scenario: Scenario, state: State, known: Mapping[str, float], decision: Decision) -> Mechanism | None:
    """Return the chance that changes most from `known` when a decision is taken; None where none changes."""
    after = chances_after(scenario, state, decision)
    changes = [(abs(after[path] - known.get(path, 0.0)), path) for path in after if _is_told(scenario, path)]
    change, path = max(changes, default=(0.0, ""))
    if change < LEAST:
        return None
    section = path.partition(".")[0]
    better = 0 if section != "ladders" else 1 if path.endswith(".down") else -1
    return Mechanism(rule_title(scenario, path).rstrip("."), known.get(path, 0.0), after[path], better)


def _is_told(scenario: Scenario, path: str) -> bool:
    """Return whether a rule has words for people and a chance worth telling: bookkeeping has neither."""
    section, _, name = path.partition(".")
    document = scenario.document
    if section == "reactions":
        return bool(document.reactions[name].text) and document.reactions[name].chance is not None
    if section == "events":
        event = document.events.get(name)
        # What an event that deals out others may bring is told by its members.
        return event is None or (bool(event.headline) and not event.one_of)
    return True
