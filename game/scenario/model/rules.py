"""What happens in a turn: moves, the reactions of the capitals, events and the replies to them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from game.scenario.model.base import Basis, Effects, Ids, Limit, Part
from game.scenario.values import Expr, Id, Plain, Prose


class Wording(Part):
    """One way to say a move. Its effects come after those of the move."""

    text: Prose = Field(description="What Seoul says.")
    when: Expr | None = Field(None, description="The wording is open while this holds; without it, always.")
    locked: Prose = Field("", description="Why it is closed, in words. Needed where there is a `when`.")
    effects: Effects = Field({}, description="What it changes, besides what the move changes.")
    basis: Basis | None = Field(None, description="What its effects rest on; without it, what the move's rest on.")
    note: Prose = Field("", description="Who hears what, in one line.")


class MinistryNote(Part):
    """What a ministry says of a move."""

    stance: Literal["for", "against", "conditional"] = Field(description="Whether the ministry is for it.")
    text: Prose = Field(description="A capital, a direction and a reason, in one line.")


class Move(Part):
    """What Seoul can do."""

    group: Prose = Field(description="The heading under which it is listed.")
    title: Prose = Field(description="Its name.")
    line: Prose = Field("", description="What it is, in a few words below the name.")
    brief: Prose = Field("", description="What a president should know before sending it.")
    icon: Plain | None = Field(None, description="The name of an icon that comes with the game.")
    target: Ids = Field([], description="The capital, or capitals, it is aimed at. What it does to others is spill.")
    agenda: Expr = Field(description="Its cost in points: a number, or a formula that is read when it is sent.")
    when: Expr | None = Field(None, description="The move is open while this holds; without it, always.")
    locked: Prose = Field("", description="Why it is closed, in words. Needed where there is a `when`.")
    limit: Limit = Field(Limit(), description="How often it may be sent; at most once a turn in any case.")
    effects: Effects = Field({}, description="What it changes.")
    wordings: dict[Id, Wording] = Field({}, description="The ways to say it; one must be chosen.")
    ministries: dict[Id, MinistryNote] = Field({}, description="What Seoul's ministries say of it, at most three.")
    teaches: Ids = Field([], description="Terms of the glossary that it is an example of.")
    basis: Basis | None = Field(None, description="What its effects rest on.")


class Reaction(Part):
    """A rule that a capital (or, without one, Seoul's own institutions) applies after Seoul's moves."""

    capital: Id | None = Field(None, description="Whose rule it is; without it, Seoul's own.")
    when: Expr | None = Field(None, description="It is tried while this holds; without it, each turn.")
    chance: Expr | None = Field(None, description="The chance that it happens then; without it, it always does.")
    limit: Limit = Field(Limit(), description="How often it may happen.")
    effects: Effects = Field({}, description="What it changes.")
    title: Prose = Field("", description="Its name in lists.")
    text: Prose = Field("", description="The sentence that tells it. Without one it is bookkeeping and is not told.")
    basis: Basis | None = Field(None, description="What its effects rest on.")


class Reply(Part):
    """Seoul's answer to an event."""

    text: Prose = Field(description="What Seoul answers.")
    when: Expr | None = Field(None, description="The reply is open while this holds; without it, always.")
    locked: Prose = Field("", description="Why it is closed, in words. Needed where there is a `when`.")
    effects: Effects = Field({}, description="What it changes.")
    basis: Basis | None = Field(None, description="What its effects rest on.")


class Happening(Part):
    """What an event and a member of its `one_of` share."""

    capital: Id | None = Field(None, description="Whose event it is.")
    place: Id | None = Field(None, description="An id of `places`: where the map draws it.")
    when: Expr | None = Field(None, description="It can happen while this holds; without it, each turn.")
    headline: Prose = Field("", description="What the news says.")
    text: Prose = Field("", description="What happened, in a sentence or two.")
    effects: Effects = Field({}, description="What it changes.")
    # The key `say` holds the id of a move whose wordings are offered; every other key is a reply.
    replies: dict[Id, Reply | Id] = Field(
        {}, description="Seoul's answers; one must be given. `say: a_move` offers that move's wordings, free."
    )
    basis: Basis | None = Field(None, description="What its effects rest on.")


class Member(Happening):
    """One of several things an event may turn out to be, picked by weight."""

    weight: Expr = Field(description="Its share among the members whose `when` holds.")


class Event(Happening):
    """Something that may happen after the reactions."""

    chance: Expr | None = Field(None, description="The chance in each turn: 6%, or a formula; without it, always.")
    limit: Limit = Field(Limit(), description="How often it may happen.")
    one_of: dict[Id, Member] = Field({}, description="When the event happens, one of these is picked by weight.")
