"""What is expected before it is decided, without knowing what is hidden and without the game's own luck."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from game.engine.play import working_copy
from game.engine.state import Decision, Expected
from game.scenario.model import Between, Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine.scenario import Scenario
    from game.engine.state import State

STEPS = 4
"""How many points stand for a number drawn evenly between two: the middles of that many equal parts."""


def worlds(scenario: Scenario, state: State) -> Iterator[tuple[float, list[float]]]:
    """Go through what the hidden draws may have been: a weight (they add up to 1) and values to work on.

    The draws keep the chances that the scenario gives them; nothing is read from the state's own.
    """
    kinds: list[list[tuple[int, float, float]]] = []
    for number in scenario.numbers:
        document = scenario.document
        start: object = document.meters[number.parent].start if number.kind == "meter" else None
        if number.kind == "flag":
            start = document.flags[number.parent].start
        if number.hidden and isinstance(start, Drawn):
            kinds.append([(number.index, 1.0, start.chance), (number.index, 0.0, 1.0 - start.chance)])
        elif number.hidden and isinstance(start, Between):
            low, high = start.between
            middles = [low + (high - low) * (step + 0.5) / STEPS for step in range(STEPS)]
            kinds.append([(number.index, middle, 1.0 / STEPS) for middle in middles])
    for world in product(*kinds):
        values = working_copy(scenario, state.values)
        weight = 1.0
        for index, value, share in world:
            values[index] = value
            weight *= share
        yield weight, values


def preview(scenario: Scenario, state: State, decision: Decision) -> tuple[Expected, ...]:
    """Return what a decision's own block would do to the visible numbers, legal now or not, in the numbers' order.

    Reactions, events and later turns are not in it. Counters, hidden numbers and unchanged ones are left out.

    Raises:
        KeyError: the scenario has no such decision.
    """
    place = scenario.codes[decision]
    visible = [number for number in scenario.numbers if not number.hidden and not number.counter]
    sums = dict.fromkeys((number.index for number in visible), 0.0)
    lows = dict.fromkeys(sums, float("inf"))
    highs = dict.fromkeys(sums, float("-inf"))
    if place:
        for weight, values in worlds(scenario, state):
            before = tuple(values)
            scenario.rules["carry_out"](place, state.turn, values, None)
            for index in sums:
                change = values[index] - before[index]
                sums[index] += weight * change
                lows[index] = min(lows[index], change)
                highs[index] = max(highs[index], change)
    return tuple(
        Expected(number.name, sums[number.index], lows[number.index], highs[number.index])
        for number in visible
        if place and (lows[number.index] != 0.0 or highs[number.index] != 0.0)
    )
