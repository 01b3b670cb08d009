"""A test that an author writes beside the rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from game.scenario.model.base import Names, Part
from game.scenario.values import Plain, Whole


class TestCase(Part):
    """A test that an author writes beside the rules."""

    __test__ = False

    seed: Whole = Field(0, description="The luck of the game.")
    start: dict[str, Plain] = Field({}, description="Numbers and flags at the start, where they differ.")
    play: Names = Field([], description="Seoul's decisions in order: `move`, `move.wording`, `end_turn`.")
    events: dict[str, Plain] = Field({}, description="Events that always or never happen.")
    then: Plain | None = Field(None, description="The policy that plays on from there.")
    runs: Whole | None = Field(None, description="How many games, for a test of shares.")
    player: Plain | None = Field(None, description="The policy that plays them.")
    expect: Names = Field([], description="What must hold.")
    status: Literal["active", "known_failure", "draft"] = Field(
        "active", description="`known_failure` must fail; a `draft` is not run."
    )
