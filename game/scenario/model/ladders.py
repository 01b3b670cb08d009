"""How far it can go: the ladders of escalation, and the endings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from game.scenario.model.base import Basis, Effects, Part
from game.scenario.model.rules import Reply
from game.scenario.values import Expr, Factor, Id, Prose, Whole, YesNo


class LadderReply(Reply):
    """Seoul's answer to a rung."""

    climb: Factor = Field(1.0, description="What the next chance to climb is multiplied by, once: x0.6 or x1.5.")
    lowest: Id | None = Field(None, alias="from", description="The lowest rung that offers it; without it, the first.")


class Rung(Part):
    """A rung of a ladder."""

    id: Id = Field(description="Its id. A ladder is read as `border_crisis >= war`.")
    title: Prose = Field(description="Its name.")
    text: Prose = Field("", description="What is happening, in a sentence or two.")
    sees: dict[Id, Prose] = Field({}, description="What each capital sees on this rung, and what it cannot know.")
    climb: Expr = Field(description="The chance to step onto it from the rung below.")
    fade: Expr | None = Field(None, description="The chance, each turn, that the crisis goes down by itself.")
    again: Expr | None = Field(None, description="The chance, each turn, that it goes on; without it, it always does.")
    to: Id | None = Field(None, description="The rung that `fade` goes down to; without it, quiet.")
    effects: Effects = Field({}, description="What changes when it is reached.")
    basis: Basis | None = Field(None, description="What its effects rest on.")


class WayDown(Part):
    """A way off the ladder, tried each turn before the crisis goes on."""

    when: Expr = Field(description="It is open while this holds.")
    chance: Expr | None = Field(None, description="The chance that it is taken; without it, it always is.")
    to: Id | None = Field(None, description="The rung it leads down to; without it, quiet.")
    text: Prose = Field("", description="The sentence that tells it.")


class Ladder(Part):
    """Escalation, rung by rung. Below the first rung it is quiet."""

    title: Prose = Field(description="What the crisis is called.")
    quiet: Prose = Field(description="What is said while there is none.")
    place: Id | None = Field(None, description="An id of `places`: where the map draws it.")
    text: Prose = Field("", description="What it is about, in a sentence or two.")
    per_turn: Whole | None = Field(None, description="How many rungs it may climb in one turn; without it, all.")
    rungs: list[Rung] = Field(min_length=1, description="The rungs, lowest first.")
    replies: dict[Id, LadderReply] = Field({}, description="Seoul's answers to a rung; one must be given after each.")
    way_down: WayDown | None = Field(None, description="A way off the ladder.")


class Ending(Part):
    """How a game may end. The first one whose `when` holds ends it."""

    check: Literal["each", "last"] = Field(
        "each", description="`each`: read after every turn; `last`: after the last turn only."
    )
    when: Expr = Field(description="The condition; the last ending has `otherwise`.")
    value: Expr = Field(description="How good it is, from 0 to 100: a number or a formula.")
    title: Prose = Field(description="Its name.")
    text: Prose = Field("", description="What the player reads at the end.")
    line: Prose = Field("", description="A few words below the name.")
    goal: YesNo = Field(False, description="`yes` marks what a student plays for.")
    basis: Basis | None = Field(None, description="What it rests on.")
