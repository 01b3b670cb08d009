"""A test that an author writes beside the rules."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from game.scenario.cases import Expect
from game.scenario.model.base import Names, OneOrMore, Part
from game.scenario.values import Plain, Prose, Whole, read_list

Expects = Annotated[list[Expect], BeforeValidator(read_list), OneOrMore()]


class TestCase(Part):
    """A test that an author writes beside the rules: one game that is played, or (with `runs`) a batch of games."""

    __test__ = False

    about: Prose = Field("", description="What the test is for, in a sentence.")
    seed: Whole = Field(0, description="The luck of the game; of a batch, that of its first game.")
    start: dict[str, Plain] = Field(
        {}, description="Numbers, flags and rungs at the start, where they differ: `{tension: 80, hotline: yes}`."
    )
    play: dict[str, Names] | Names = Field(
        [],
        description=(
            "Seoul's decisions in order: `move`, `move.wording`, `event.reply`, `end_turn`, or `any` for one that luck "
            "takes. A list, or a list for each turn."
        ),
    )
    events: dict[str, Plain] = Field(
        {},
        description=(
            "Events, members, reactions and rungs that happen `never`, `always` (whenever their `when` holds), in "
            "`turn 3` (in no other), or `as_drawn`."
        ),
    )
    then: Plain | None = Field(None, description="The policy that plays on to the end; without one the play stops.")
    runs: Whole | None = Field(None, description="How many games, for a test of shares.")
    player: Plain | None = Field(None, description="The policy that plays them, `uniform` without it.")
    expect: Expects = Field(
        [],
        description=(
            "What must hold: `tension < 50 after turn 1`, `ending is bridge`, `share of bridge between 2% and 40%`, "
            "`reach war`, `always trust.beijing > 0`."
        ),
    )
    status: Literal["active", "known_failure", "draft"] = Field(
        "active", description="A `known_failure` must fail until it is mended; a `draft` is not run."
    )
