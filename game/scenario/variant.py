"""Variants of a scenario: the same rules with some chances fixed, so that the engine needs to know nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Expression, parse
from game.scenario.model import Limit

if TYPE_CHECKING:
    from game.scenario.model import Document, Event, Ladder, Reaction

NEVER = "no"


def historical_document(document: Document) -> Document:
    """Return the scenario in which just those events happen that its `history` names, in their turns.

    A named event, member of a `one_of`, reaction or rung happens in its turn whatever its chance, condition and limit;
    an event that is not named never does, nor does a reaction that has a chance, nor a climb. Reactions without a
    chance stay as they are.
    """
    turns: dict[str, list[int]] = {}
    for row in document.history:
        for name in row.events:
            turns.setdefault(name, []).append(row.turn)
    return document.model_copy(
        update={
            "reactions": {name: _reaction(rule, turns.get(name)) for name, rule in document.reactions.items()},
            "events": {name: _event(name, event, turns) for name, event in document.events.items()},
            "ladders": {name: _ladder(name, ladder, turns) for name, ladder in document.ladders.items()},
        }
    )


def _in(turns: list[int] | None) -> Expression:
    return parse(" or ".join(f"turn == {turn}" for turn in sorted(turns)) if turns else NEVER)


def _number_in(turns: list[int] | None) -> Expression:
    return parse(f"if({_in(turns).text}, 1, 0)")


def _reaction(rule: Reaction, turns: list[int] | None) -> Reaction:
    if rule.chance is None and turns is None:
        return rule
    return rule.model_copy(update={"when": _in(turns), "chance": None, "limit": Limit()})


def _event(name: str, event: Event, turns: dict[str, list[int]]) -> Event:
    named = [turn for member in (name, *event.one_of) for turn in turns.get(member, ())]
    members = event.one_of
    if any(member in turns for member in members):
        members = {
            member: rule.model_copy(update={"when": None, "weight": _number_in(turns.get(member))})
            for member, rule in members.items()
        }
    return event.model_copy(update={"when": _in(named), "chance": None, "limit": Limit(), "one_of": members})


def _ladder(name: str, ladder: Ladder, turns: dict[str, list[int]]) -> Ladder:
    rungs = [rung.model_copy(update={"climb": _number_in(turns.get(f"{name}.{rung.id}"))}) for rung in ladder.rungs]
    return ladder.model_copy(update={"rungs": rungs})
