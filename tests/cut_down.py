"""Scenarios small enough to be worked out whole, and exact values of their positions: for tests of the debrief."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from game.engine import Decision, apply, choose, ending_value, legal_moves
from game.engine.play import working_copy
from game.policies import Greedy, orders_of
from game.session.session import Session

if TYPE_CHECKING:
    from game.engine import Scenario, State

CUT_DOWN = {
    "calendar": """
        agenda: 1
        turns:
          - {date: 2026-01-01, label: "One"}
          - {date: 2026-01-08, label: "Two"}
    """,
    "meters": "tension: {start: 50, better: lower}",
    "flags": "fearful: {start: {chance: 60%}, hidden: yes}",
    "moves": """
        talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: -6}}
        deter: {group: Talks, title: "Deter", agenda: 1, effects: {tension: "+if(fearful, 9, -9)"}}
    """,
    "events": """
        shots:
          chance: 0.1 + tension / 200
          headline: "Shots at the line"
          effects: {tension: +8}
          replies:
            wait: {text: "Wait.", effects: {tension: +1}}
            answer: {text: "Answer.", effects: {tension: +5}}
        thaw: {chance: 25%, headline: "A thaw", effects: {tension: -5}}
    """,
    "endings": """
        calm: {check: last, when: tension <= 45, value: 90, goal: yes, title: "Calm"}
        drift: {check: last, when: otherwise, value: 80 - tension / 2, title: "Drift"}
    """,
}
"""Two turns, two events, a reply, and a hidden kind that turns a move around."""

PERILOUS = {
    "calendar": """
        agenda: 1
        turns:
          - {date: 2026-01-01, label: "One"}
          - {date: 2026-01-08, label: "Two"}
          - {date: 2026-01-15, label: "Three"}
          - {date: 2026-01-22, label: "Four"}
    """,
    "meters": "tension: {start: 50, better: lower}",
    "moves": """
        talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: -3}}
        write: {group: Talks, title: "Write a letter", agenda: 1, effects: {tension: -2}}
        threaten: {group: Talks, title: "Threaten", agenda: 1, effects: {tension: +24}}
    """,
    "events": """
        shots: {chance: 30%, headline: "Shots at the line", effects: {tension: +6}}
        thaw: {chance: 30%, headline: "A thaw", effects: {tension: -6}}
    """,
    "endings": """
        war: {when: tension >= 95, value: 0, title: "War"}
        calm: {check: last, when: tension <= 45, value: 90, goal: yes, title: "Calm"}
        drift: {check: last, when: otherwise, value: 80 - tension / 2, title: "Drift"}
    """,
}
"""A threat is a blunder in any turn; all else is close together, under luck that moves the end about."""

INDIFFERENT = PERILOUS | {
    "moves": """
        talk: {group: Talks, title: "Talk", agenda: 1, effects: {}}
        write: {group: Talks, title: "Write a letter", agenda: 1, effects: {}}
        threaten: {group: Talks, title: "Threaten", agenda: 1, effects: {}}
    """,
    "events": """
        shots: {chance: "0.2 + 0.1 * times(talk)", headline: "Shots at the line", effects: {tension: +6}}
        thaw: {chance: "0.2 + 0.1 * times(talk)", headline: "A thaw", effects: {tension: -6}}
        flood: {chance: 50%, headline: "A flood", effects: {tension: "+if(times(write) > times(threaten), -5, 5)"}}
        drought: {chance: 50%, headline: "A drought", effects: {tension: "+if(times(write) > times(threaten), 5, -5)"}}
    """,
    "endings": """
        calm: {check: last, when: tension <= 47, value: 100, goal: yes, title: "Calm"}
        even: {check: last, when: tension <= 52, value: 50, title: "Even"}
        drift: {check: last, when: otherwise, value: 0, title: "Drift"}
    """,
}
"""Whatever is decided, what follows is as likely on the one side as on the other; yet no two lines end alike."""


@cache
def exact_value(scenario: Scenario, state: State, decision: Decision | None = None) -> float:
    """Return what a position of the cut-down scenario is worth, by going through everything that can happen.

    The chances are the engine's own; what is hidden is summed up by its chance of 60 %, whatever it truly is. Without a
    decision the greedy player goes on.
    """
    place = scenario.number("fearful").index
    kinds = [(*state.values[:place], kind, *state.values[place + 1 :]) for kind in (1.0, 0.0)]
    return sum(
        share * _value(scenario, replace(state, values=values), decision)
        for share, values in zip((0.6, 0.4), kinds, strict=True)
    )


@cache
def _value(scenario: Scenario, state: State, decision: Decision | None) -> float:
    if state.ending:
        return ending_value(scenario, state)
    decision = decision or choose(scenario, state, orders_of(Greedy(), scenario))
    return sum(
        share * _value(scenario, _came_to(scenario, state, decision, came), None)
        for came, share in _outcomes(scenario, state, decision)
        if share > 0.0
    )


def _outcomes(scenario: Scenario, state: State, decision: Decision) -> list[tuple[dict[str, bool], float]]:
    """Return what luck may bring after a decision, each with its chance; shots ask for a reply, a thaw comes later."""
    after = apply(scenario, state, decision).state
    if after.turn == state.turn and not after.due and not after.ending and not state.due:
        return [({}, 1.0)]
    values = working_copy(scenario, state.values)
    scenario.rules["carry_out"](scenario.codes[decision], state.turn, values, None)
    shots = 0.0 if state.due else scenario.rules["happens"](1, state.turn, values)
    thaw = scenario.rules["happens"](2, state.turn, values)
    return [
        ({"shots": True}, shots),
        ({"shots": False, "thaw": True}, (1.0 - shots) * thaw),
        ({"shots": False, "thaw": False}, (1.0 - shots) * (1.0 - thaw)),
    ]


def _came_to(scenario: Scenario, state: State, decision: Decision, came: dict[str, bool]) -> State:
    """Return the state after a decision under a seed in which just that happens."""
    for seed in range(1000):
        step = apply(scenario, replace(state, seed=seed), decision)
        seen = {happening.rule for happening in step.happenings}
        if all((f"events.{name}" in seen) == wanted for name, wanted in came.items()):
            return replace(step.state, seed=state.seed)
    raise AssertionError(came)


def best_game(scenario: Scenario, seed: int) -> Session:
    """Return a game of the cut-down scenario in which every decision is the one of the highest exact value."""
    session = Session(scenario, seed)
    while not session.ended:
        legal = [one.decision for one in legal_moves(scenario, session.state) if one.legal]
        session.apply(max(legal, key=lambda one: exact_value(scenario, session.state, one)))
    return session


def blundered_game(scenario: Scenario, seed: int, turn: int) -> Session:
    """Return a game of the perilous scenario by the greedy player, who threatens in one turn."""
    session, orders = Session(scenario, seed), orders_of(Greedy(), scenario)
    while not session.ended:
        here = session.state.turn == turn
        session.apply(Decision("threaten") if here else choose(scenario, session.state, orders))
    return session
