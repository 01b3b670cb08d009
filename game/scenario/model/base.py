"""What the parts of the scenario format share: how they are read, what a rule rests on, and how often it may happen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from game.scenario.values import EffectText, Id, Number, Plain, Prose, Text, Whole, read_list

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class OneOrMore:
    """Marks a list that may be written as its only item."""

    @staticmethod
    def __get_pydantic_json_schema__(core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of the list, or of one item."""
        many = handler(core_schema)
        return {"anyOf": [many, many["items"]]}


Effects = dict[str, EffectText]
Texts = Annotated[list[Prose], BeforeValidator(read_list), Text(), OneOrMore()]
Ids = Annotated[list[Id], BeforeValidator(read_list), OneOrMore()]
Names = Annotated[list[Plain], BeforeValidator(read_list), OneOrMore()]


class Part(BaseModel):
    """What all parts share: fixed once read, and no key that the format does not know."""

    # Only the document's validator is built: a part's own, which hardly anybody asks for, would quadruple the start.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Evidence(StrEnum):
    """How well an effect is supported: by a source, by inference from one, or by the author's judgement."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    JUDGEMENT = "judgement"


class Basis(Part):
    """What a number or an effect rests on."""

    cameo: Plain | None = Field(None, description='The code of the act in the CAMEO event scheme, in quotes: "051".')
    salience: Number | None = Field(None, description="The author's weight of the act, from 0.25 to 2.")
    evidence: Evidence = Field(
        Evidence.JUDGEMENT,
        description="The evidence for the effect on the target: a source, an inference from one, or your judgement.",
    )
    spill: Evidence = Field(Evidence.JUDGEMENT, description="The evidence for the effects on everybody else.")
    sources: Names = Field([], description="Keys of `sources`, such as [P1, P3].")
    override: Prose | None = Field(
        None, description="Why the sign or the size departs from the score of the CAMEO code."
    )


class Limit(Part):
    """How often a thing may happen."""

    times: Whole | None = Field(None, description="How often in the whole game; without it, any number of times.")
    cooldown: Whole = Field(0, description="How many turns it stays closed after the turn in which it happened.")
