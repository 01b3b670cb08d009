"""The historical variant: what `history` names happens in its turn, and nothing else that has a chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import play

from game.engine import compile_document, new_game
from game.scenario.variant import historical_document

if TYPE_CHECKING:
    from conftest import Small

EVENTS = """
    storm: {chance: 100%, headline: "Storm", effects: {}}
    visit: {chance: 0, when: tension > 90, limit: {times: 1}, headline: "Visit", effects: {}}
    answer:
      when: tension > 90
      one_of:
        accepted: {weight: 0, headline: "Accepted", effects: {}}
        refused: {weight: 9, headline: "Refused", effects: {}}
"""
REACTIONS = """
    always: {effects: {tension: +1}, text: "Always"}
    perhaps: {chance: 100%, effects: {tension: +1}, text: "Perhaps"}
    named: {chance: 0, effects: {tension: +1}, text: "Named"}
"""
LADDERS = """
    crisis:
      title: "Crisis"
      quiet: "No crisis"
      rungs:
        - {id: incident, title: "Incident", climb: 0, fade: 100%, effects: {}}
        - {id: war, title: "War", climb: 1, effects: {}}
"""
HISTORY = "[{turn: 1, events: [visit, named]}, {turn: 2, events: [visit, accepted, crisis.incident]}]"


def test_named_things_happen_in_their_turn_and_nothing_else_by_chance(small: Small) -> None:
    """Chance, condition, limit and weight give way to the record; rules without a chance go on."""
    scenario = small(events=EVENTS, reactions=REACTIONS, ladders=LADDERS, history=HISTORY)
    past = compile_document(historical_document(scenario.document))

    for seed in range(5):
        state, _, first = play(past, new_game(past, seed), "end_turn")
        state, _, second = play(past, state, "end_turn")
        _, _, third = play(past, state, "end_turn")

        assert first == ["reactions.always", "reactions.named", "events.visit"]
        assert second == [
            "reactions.always",
            "events.visit",
            "events.answer",
            "events.accepted",
            "ladders.crisis.incident",
        ]
        assert third == ["reactions.always", "ladders.crisis.fade"]
