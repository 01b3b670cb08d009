"""A whole scenario."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from game.scenario.model.base import Part
from game.scenario.model.cases import TestCase
from game.scenario.model.ladders import Ending, Ladder
from game.scenario.model.numbers import Flag, Meter, Modifier
from game.scenario.model.rules import Event, Move, Reaction
from game.scenario.model.setting import About, Calendar, Capital, HistoryTurn, Place, Source, Term
from game.scenario.values import Expr, Id


class Document(Part):
    """A whole scenario as its author wrote it, parents merged in."""

    format: Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})] = Field(
        description="The version of the format: 1."
    )
    scenario: About = Field(description="What the scenario is called, for whom it is, and how long it takes.")
    calendar: Calendar = Field(description="The turns, and the points of each.")
    places: dict[Id, Place] = Field({}, description="Points that the map may draw.")
    capitals: dict[Id, Capital] = Field({}, description="The governments that read what Seoul does.")
    meters: dict[Id, Meter] = Field(description="Numbers with a range.")
    flags: dict[Id, Flag] = Field({}, description="What is so or not so: yes or no.")
    formulas: dict[Id, Expr] = Field({}, description="Names for parts of expressions.")
    modifiers: dict[Id, Modifier] = Field({}, description="How the changes that moves make are read.")
    moves: dict[Id, Move] = Field(description="What Seoul can do.")
    reactions: dict[Id, Reaction] = Field(
        {}, description="Rules that capitals apply after Seoul's moves, in this order."
    )
    events: dict[Id, Event] = Field({}, description="What may happen after the reactions, in this order.")
    ladders: dict[Id, Ladder] = Field({}, description="Crises that climb rung by rung.")
    endings: dict[Id, Ending] = Field(description="How a game may end; the first one whose `when` holds ends it.")
    history: list[HistoryTurn] = Field([], description="What really happened, turn by turn.")
    glossary: dict[Id, Term] = Field({}, description="The terms that moves teach.")
    # Keys of sources are free (P1, S0): they are cited, not computed with.
    sources: dict[str, Source] = Field({}, description="What rules and terms rest on.")
    tests: dict[Id, TestCase] = Field({}, description="Tests of the rules.")
