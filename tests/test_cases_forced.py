"""What a scenario's test forces and forbids: the same rules with some chances fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.engine import compile_document, evaluate
from game.policies import Scripted
from game.scenario.expression import parse
from game.scenario.variant import forced_document
from game.session.session import Session

if TYPE_CHECKING:
    from game.engine import Scenario

TALKING = Scripted((("talks",), ("talks",)))
QUIET = {"wreck": "never", "border.alert": "never"}


@pytest.mark.parametrize(
    ("forced", "expected"),
    [
        ({"wreck": "never"}, "times(wreck) == 0"),
        ({"wreck": "always"}, "times(wreck) == 1 and since(wreck) == 1"),
        ({"wreck": "turn 1"}, "times(wreck) == 1 and since(wreck) == 2"),
        ({"wreck": "turns 1 and 2"}, "times(wreck) == 2"),
        ({"wreck": "as_drawn"}, "times(wreck) == 1"),
        ({"worry": "never"}, "times(worry) == 0"),
        ({"worry": "turn 2"}, "times(worry) == 1 and since(worry) == 1"),
        ({"accepted": "always"}, "times(accepted) == 2 and times(silence) == 0"),
        ({"accepted": "never"}, "times(accepted) == 0 and times(silence) == 2"),
        ({"silence": "turn 1"}, "times(silence) == 1 and times(answer) == 1 and since(silence) == 2"),
        ({"answer": "turns 1, 2"}, "times(answer) == 2"),
        ({"border.alert": "always", "border.clash": "never"}, "times(border.alert) > 0 and times(border.clash) == 0"),
        ({"border.alert": "turn 1", "border.clash": "turn 1", "border.war": "turn 1"}, "border == war"),
    ],
)
def test_things_happen_as_they_are_told(crossing: Scenario, forced: dict[str, str], expected: str) -> None:
    """Events, members, reactions and rungs happen never, always when they may, or in the turns that are named."""
    scenario = compile_document(forced_document(crossing.document, QUIET | forced))

    for seed in range(3):
        session = Session(scenario, seed)
        while not session.ended and session.state.turn < 3:
            session.apply(TALKING(scenario, session.state))
        assert evaluate(scenario, session.state, parse(expected))


def test_nothing_forced_is_the_scenario_itself(crossing: Scenario) -> None:
    """What is left as drawn changes nothing, so its replays stay those of the scenario."""
    assert forced_document(crossing.document, {"wreck": "as_drawn"}) is crossing.document
