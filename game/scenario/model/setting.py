"""Who and when: the top of a scenario, its calendar, capitals and places, and what a reader may look up."""

from __future__ import annotations

from pydantic import Field

from game.scenario.model.base import Ids, Names, Part, Texts
from game.scenario.values import Date, Id, Number, Plain, Prose, Whole, YesNo


class Seat(Part):
    """Who decides in a scenario, as the frame of the game calls it."""

    name: Prose = Field(description="A name that can begin a sentence: Seoul must reply.")
    native: Prose = Field("", description="A short seal beside the name, in its own writing.")
    place: Id | None = Field(None, description="An id of `places`: where the map draws it; Seoul without one.")


class About(Part):
    """The top of a scenario: what it is called, for whom it is, and how long it takes."""

    id: Id = Field(description="The scenario's own id. Saved games and replays know the scenario by it.")
    title: Prose = Field(description="The name that players see.")
    summary: Prose = Field("", description="What the title page says of the scenario.")
    language: Plain = Field("en", description="The language of its texts, in two letters.")
    version: Plain = Field("1.0.0", description="Your own count of its versions.")
    minutes: Whole | None = Field(None, description="How long a game takes.")
    license: Plain | None = Field(None, description="The licence of its texts.")
    authors: Texts = Field([], description="Who wrote it.")
    goals: Texts = Field([], description="What a student plays for, one sentence each.")
    opening: Prose = Field("", description="What is read before the first turn.")
    seat: Seat = Field(Seat(name="Seoul", native="서울"), description="Whose desk it is: Seoul's without it.")
    points: Prose = Field(
        "presidential time", description="What the points of a turn are points of, such as working days."
    )


class Turn(Part):
    """One turn of the calendar."""

    date: Date = Field(description="The day on which the turn begins: year-month-day.")
    label: Prose = Field(description="The name of the turn.")


class Calendar(Part):
    """The turns of a game, and the points of presidential time that each one gives."""

    agenda: Whole = Field(1, description="The points of each turn. What is not spent is lost.")
    may_pass: YesNo = Field(True, description="With `no`, a turn ends only after a move, or when none can be sent.")
    turns: list[Turn] = Field(min_length=1, description="The turns in order; there is at least one.")


class Place(Part):
    """A point that the map may draw."""

    name: Prose = Field(description="What the map calls it.")
    latitude: Number = Field(description="Degrees north; south is below zero.")
    longitude: Number = Field(description="Degrees east; west is below zero.")


class Leader(Part):
    """Who leads a capital."""

    name: Prose = Field(description="A public person's name.")
    role: Prose = Field(description="The office. It stands alone where names are switched off.")


class Capital(Part):
    """A government that reads what Seoul does."""

    name: Prose = Field(description="What players read.")
    native: Prose = Field("", description="The name in the capital's own writing.")
    flag: Plain | None = Field(None, description="The two-letter name of a flag that comes with the game, such as cn.")
    place: Id | None = Field(None, description="An id of `places`: where the map draws it.")
    short: Prose = Field("", description="A label of at most four letters.")
    leader: Leader | None = Field(None, description="Who speaks for the capital.")
    wants: Texts = Field([], description="What it wants of Seoul, in a few words each.")
    red_lines: Texts = Field([], description="What it will not bear, in a few words each.")


class HistoryTurn(Part):
    """What really happened in one turn. Nothing else with a chance happens on that line."""

    turn: Whole = Field(description="The number of the turn, from 1.")
    moves: Names = Field([], description="Seoul's moves in order; `move.wording` where a move has wordings.")
    events: Names = Field(
        [], description="The events, members of `one_of`, reactions with a chance and rungs that took place."
    )
    replies: dict[Id, Plain] = Field({}, description="Seoul's reply to each event or ladder that asked for one.")


class Term(Part):
    """An entry of the glossary."""

    title: Prose = Field(description="The term.")
    text: Prose = Field(description="What it means.")
    sources: Names = Field([], description="Keys of `sources`.")
    see: Ids = Field([], description="Other terms to read beside it.")


class Source(Part):
    """Where a claim comes from."""

    title: Prose = Field(description="The title of the text.")
    publisher: Prose = Field("", description="Who published it.")
    date: Plain = Field("", description="When it was published.")
    url: Plain = Field("", description="Where it can be read, where a lasting address is known.")
    grade: Plain = Field("", description="What kind of source it is, such as newspaper or journal.")
    note: Prose = Field("", description="How to find it, or what to know of it.")
