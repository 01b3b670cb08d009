"""Variants of a scenario: the same rules with some chances fixed, so that the engine needs to know nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from game.scenario.cases import ALWAYS, AS_DRAWN, NEVER, forced_turns
from game.scenario.expression import Expression, If, parse
from game.scenario.model import Event, Limit, Reaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.scenario.model import Document, Ladder, Rung

NO, CERTAIN, IMPOSSIBLE = "no", "1", "0"

Rule = TypeVar("Rule", Reaction, Event)


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
    return parse(" or ".join(f"turn == {turn}" for turn in sorted(turns)) if turns else NO)


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


def forced_document(document: Document, forced: Mapping[str, str]) -> Document:
    """Return the scenario in which events, members, reactions and rungs happen as a test says.

    `never` is a chance of 0; `always` a chance of 1, so that the rule happens whenever its condition and limit let it,
    and a member whenever its event does; `turn 3` happens in that turn whatever else holds, and in no other.
    """
    forced = {name: how for name, how in forced.items() if how != AS_DRAWN}
    if not forced:
        return document
    return document.model_copy(
        update={
            "reactions": {name: _forced_rule(rule, forced.get(name)) for name, rule in document.reactions.items()},
            "events": {name: _forced_event(name, event, forced) for name, event in document.events.items()},
            "ladders": {name: _forced_ladder(name, ladder, forced) for name, ladder in document.ladders.items()},
        }
    )


def _forced_rule(rule: Rule, how: str | None) -> Rule:
    if how is None:
        return rule
    if how == ALWAYS:
        return rule.model_copy(update={"chance": None})
    if how == NEVER:
        return rule.model_copy(update={"when": parse(NO), "chance": None})
    return rule.model_copy(update={"when": _in(_turns(how)), "chance": None, "limit": Limit()})


def _forced_event(name: str, event: Event, forced: Mapping[str, str]) -> Event:
    """Return an event of which itself, or a member, happens as it is told; a member's turns are its event's too."""
    told = {member: forced[member] for member in event.one_of if member in forced}
    turns = {member: _turns(how) for member, how in told.items() if how not in (NEVER, ALWAYS)}
    event = _forced_rule(event, forced.get(name))
    if turns and name not in forced:
        event = _forced_rule(event, "turns " + ", ".join(str(turn) for named in turns.values() for turn in named))
    if not told:
        return event
    members = {}
    for member, rule in event.one_of.items():
        changed = {"weight": _forced_weight(member, rule.weight, told)}
        members[member] = rule.model_copy(update=changed | ({"when": None} if member in turns else {}))
    return event.model_copy(update={"one_of": members})


def _forced_weight(member: str, weight: Expression, told: Mapping[str, str]) -> Expression:
    """Return a member's weight: its own, unless it or another one is certain or impossible."""
    how = told.get(member)
    if how == NEVER:
        return parse(IMPOSSIBLE)
    if how == ALWAYS:
        return parse(CERTAIN)
    if how is not None:
        return _number_in(_turns(how))
    if ALWAYS in told.values():
        return parse(IMPOSSIBLE)
    others = [turn for other in told.values() if other != NEVER for turn in _turns(other)]
    if not others:
        return weight
    # Put together from trees: the whole may be longer than an author's expression.
    text = f"if({_in(others).text}, {IMPOSSIBLE}, {weight.text})"
    return Expression(text, If(_in(others).tree, parse(IMPOSSIBLE).tree, weight.tree, 0, len(text)))


def _forced_ladder(name: str, ladder: Ladder, forced: Mapping[str, str]) -> Ladder:
    return ladder.model_copy(
        update={"rungs": [_forced_rung(rung, forced.get(f"{name}.{rung.id}")) for rung in ladder.rungs]}
    )


def _forced_rung(rung: Rung, how: str | None) -> Rung:
    if how is None:
        return rung
    climb = parse({NEVER: IMPOSSIBLE, ALWAYS: CERTAIN}[how]) if how in (NEVER, ALWAYS) else _number_in(_turns(how))
    return rung.model_copy(update={"climb": climb})


def _turns(how: str) -> list[int]:
    return list(forced_turns(how) or ())
