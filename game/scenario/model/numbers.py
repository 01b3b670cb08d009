"""What a game counts: meters and flags, and the modifiers that decide how a change is read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from game.scenario.model.base import Basis, Ids, Names, Part, Texts
from game.scenario.values import Expr, Id, Number, Plain, Prose, YesNo


class Between(Part):
    """A start drawn evenly between two numbers, anew in each game."""

    between: tuple[Number, Number] = Field(description="The least and the greatest start: [10, 60].")


class Drawn(Part):
    """A flag that is up at the start by chance, anew in each game."""

    chance: Number = Field(description="The chance of yes: 65% or 0.65.")


class Edge(Part):
    """Near an end of the range a change towards it shrinks: it is multiplied by the room left / `within`."""

    within: Number = Field(description="From this distance to the end on, changes shrink.")
    least: Number = Field(description="The share of a change that is always left, such as 15%.")


class Meter(Part):
    """A number with a range."""

    name: Prose = Field("", description="What players read; without it, the id.")
    short: Prose = Field("", description="A short form of the name, for narrow places.")
    note: Prose = Field("", description="What the number means and where its start comes from, in a sentence or two.")
    icon: Plain | None = Field(None, description="The name of an icon that comes with the game.")
    per: Literal["capital"] | None = Field(
        None, description="With `capital` there is one number for each capital, read as `trust.beijing`."
    )
    start: Number | Between | dict[Id, Number] = Field(
        description="The number at the start; a map of them with `per: capital`; {between: [10, 60]} for a drawn one."
    )
    range: tuple[Number, Number] = Field((0.0, 100.0), description="The least and the greatest value.")
    better: Literal["higher", "lower"] | None = Field(
        None, description="Which direction is good. It decides colours, and what is a gain or a loss."
    )
    bands: Texts = Field([], description="Five words for the fifths of the range, lowest first.")
    danger: Number | None = Field(None, description="Where the bar marks danger.")
    edge: Edge | None = Field(None, description="How changes shrink near the ends of the range.")
    pull: Number = Field(0.0, description="Each turn this share of the way back to the start: 14%.")
    hidden: YesNo = Field(False, description="With `yes`, only the debrief shows it; moves may not read it.")
    counter: YesNo = Field(False, description="With `yes` it is bookkeeping: no bar, no arrow, no modifiers.")
    basis: Basis | None = Field(None, description="What the start rests on.")


class Flag(Part):
    """A yes or no that rules set and read."""

    name: Prose = Field("", description="What players read; without it, the id.")
    start: YesNo | Drawn = Field(False, description="yes, no, or {chance: 65%} for one that is drawn in each game.")
    hidden: YesNo = Field(False, description="With `yes`, only the debrief shows it; moves may not read it.")


class Modifier(Part):
    """How the changes that moves make are read: multiplied by `times` while `when` holds."""

    of: Names = Field(description="`moves` for all of them, or a list of moves.")
    on: Names = Field(
        [], description="Numbers, `spill` (trust of capitals that are no target) or `spill.tokyo`; without it, all."
    )
    change: Literal["gains", "losses", "any"] = Field("any", description="Which changes it touches.")
    when: Expr = Field(description="While this holds.")
    times: Number = Field(description="The factor: 0.5 halves a change.")
    # "except" is a word of Python's own, so the field has an alias.
    exempt: Ids = Field([], alias="except", description="Moves that it does not touch.")
    text: Prose = Field("", description="What the ledger calls it.")
