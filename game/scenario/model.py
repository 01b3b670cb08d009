"""The scenario format, version 1: one model for each thing an author may write.

These models are the one definition of the format: they validate a file, make its JSON Schema and its reference pages.
They know shapes and types only; whether a name exists, and whether an ending can be reached, is checked beside them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from game.scenario.values import Date, EffectText, Expr, Factor, Id, Number, Plain, Prose, Text, Whole, YesNo, read_list

Effects = dict[str, EffectText]
Texts = Annotated[list[Prose], BeforeValidator(read_list), Text()]
Ids = Annotated[list[Id], BeforeValidator(read_list)]
Names = Annotated[list[Plain], BeforeValidator(read_list)]


class Part(BaseModel):
    """What all parts share: fixed once read, and no key that the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Evidence(StrEnum):
    """How well an effect is supported: by a source, by inference from one, or by the author's judgement."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    JUDGEMENT = "judgement"


class Basis(Part):
    """What an effect on the target rests on.

    `cameo` is a code of the CAMEO event scheme, `salience` the author's weight of the act (0.25..2), `override` the
    reason where the sign or size departs from the code's score, `spill` the evidence for effects on others.
    """

    cameo: Plain | None = None
    salience: Number | None = None
    evidence: Evidence = Evidence.JUDGEMENT
    spill: Evidence = Evidence.JUDGEMENT
    sources: Names = []
    override: Prose | None = None


class Limit(Part):
    """How often a thing may happen: `times` in a whole game, and closed for `cooldown` turns after each."""

    times: Whole | None = None
    cooldown: Whole = 0


class About(Part):
    """The top of a scenario: what it is called, for whom it is, and how long it takes (`minutes`)."""

    id: Id
    title: Prose
    summary: Prose = ""
    language: Plain = "en"
    version: Plain = "1.0.0"
    minutes: Whole | None = None
    license: Plain | None = None
    authors: Texts = []
    goals: Texts = []
    opening: Prose = ""


class Turn(Part):
    """One turn of the calendar."""

    date: Date
    label: Prose


class Calendar(Part):
    """The turns, and the points of presidential time (`agenda`) that each one gives."""

    agenda: Whole = 1
    may_pass: YesNo = True
    turns: list[Turn] = Field(min_length=1)


class Place(Part):
    """A point that the map may draw: degrees north (`latitude`) and east (`longitude`)."""

    name: Prose
    latitude: Number
    longitude: Number


class Leader(Part):
    """Who leads a capital: a public person's `name`, and the `role` that stands where names are not wanted."""

    name: Prose
    role: Prose


class Capital(Part):
    """A government that reads what Seoul does."""

    name: Prose
    native: Prose = ""
    flag: Plain | None = None
    place: Id | None = None
    short: Prose = ""
    leader: Leader | None = None
    wants: Texts = []
    red_lines: Texts = []


class Between(Part):
    """A start drawn evenly between two numbers, hidden from the player."""

    between: tuple[Number, Number]


class Drawn(Part):
    """A yes drawn at the start with this chance, 0..1."""

    chance: Number


class Edge(Part):
    """Near an end of its range a change shrinks with the room left: by room / `within`, at least `least`."""

    within: Number
    least: Number


class Meter(Part):
    """A number with a range. `per: capital` makes one for every capital."""

    name: Prose = ""
    short: Prose = ""
    note: Prose = ""
    icon: Plain | None = None
    per: Literal["capital"] | None = None
    start: Number | Between | dict[Id, Number]
    range: tuple[Number, Number] = (0.0, 100.0)
    better: Literal["higher", "lower"] | None = None
    bands: Texts = []
    danger: Number | None = None
    edge: Edge | None = None
    pull: Number = 0.0
    hidden: YesNo = False
    counter: YesNo = False
    # What the start rests on.
    basis: Basis | None = None


class Flag(Part):
    """A yes or no that rules set and read."""

    name: Prose = ""
    start: YesNo | Drawn = False
    hidden: YesNo = False


class Modifier(Part):
    """How a move's change is read: multiplied by `times` while `when` holds.

    `on` names numbers, `spill` (the capitals a move is not aimed at) or `spill.<capital>`; none means all.
    """

    of: Names
    on: Names = []
    change: Literal["gains", "losses", "any"] = "any"
    when: Expr
    times: Number
    # "except" is a word of Python's own, so the field has an alias.
    exempt: Ids = Field(default=[], alias="except")
    text: Prose = ""


class Wording(Part):
    """One way to say a move; its effects come after those of the move."""

    text: Prose
    when: Expr | None = None
    locked: Prose = ""
    effects: Effects = {}
    basis: Basis | None = None
    note: Prose = ""


class MinistryNote(Part):
    """What a ministry says of a move."""

    stance: Literal["for", "against", "conditional"]
    text: Prose


class Move(Part):
    """What Seoul can do. `agenda` is its cost in points, `target` the capital it is aimed at."""

    group: Prose
    title: Prose
    line: Prose = ""
    brief: Prose = ""
    icon: Plain | None = None
    target: Ids = []
    agenda: Expr
    when: Expr | None = None
    locked: Prose = ""
    limit: Limit = Limit()
    effects: Effects = {}
    wordings: dict[Id, Wording] = {}
    ministries: dict[Id, MinistryNote] = {}
    teaches: Ids = []
    basis: Basis | None = None


class Reaction(Part):
    """A rule that a capital (or, without one, Seoul's own institutions) applies after Seoul's moves."""

    capital: Id | None = None
    when: Expr | None = None
    chance: Expr | None = None
    limit: Limit = Limit()
    effects: Effects = {}
    title: Prose = ""
    text: Prose = ""
    basis: Basis | None = None


class Reply(Part):
    """Seoul's answer to an event."""

    text: Prose
    when: Expr | None = None
    locked: Prose = ""
    effects: Effects = {}
    basis: Basis | None = None


class LadderReply(Reply):
    """Seoul's answer to a rung: `climb` scales the next climb, `from` is the lowest rung that offers it."""

    climb: Factor = 1.0
    lowest: Id | None = Field(default=None, alias="from")


class Happening(Part):
    """What an event and a member of its `one_of` share."""

    capital: Id | None = None
    place: Id | None = None
    when: Expr | None = None
    headline: Prose = ""
    text: Prose = ""
    effects: Effects = {}
    # The key `say` holds the id of a move whose wordings are offered; every other key is a reply.
    replies: dict[Id, Reply | Id] = {}
    basis: Basis | None = None


class Member(Happening):
    """One of several things an event may turn out to be, picked by weight."""

    weight: Expr


class Event(Happening):
    """Something that may happen after the reactions, with a chance read from the state (without one: always)."""

    chance: Expr | None = None
    limit: Limit = Limit()
    one_of: dict[Id, Member] = {}


class Rung(Part):
    """A rung of a ladder. `climb` is the chance to get onto it from the one below; `sees`, what each capital sees."""

    id: Id
    title: Prose
    text: Prose = ""
    sees: dict[Id, Prose] = {}
    climb: Expr
    fade: Expr | None = None
    again: Expr | None = None
    to: Id | None = None
    effects: Effects = {}
    basis: Basis | None = None


class WayDown(Part):
    """A way off the ladder that opens while `when` holds, down to the rung `to` (quiet without one)."""

    when: Expr
    chance: Expr | None = None
    to: Id | None = None
    text: Prose = ""


class Ladder(Part):
    """Escalation: rungs, lowest first; rung 0 is quiet. `per_turn` bounds the rungs gained in one turn."""

    title: Prose
    quiet: Prose
    place: Id | None = None
    text: Prose = ""
    per_turn: Whole | None = None
    rungs: list[Rung] = Field(min_length=1)
    replies: dict[Id, LadderReply] = {}
    way_down: WayDown | None = None


class Ending(Part):
    """How a game may end. `check: last` is looked at after the last turn only; `goal` is what a student plays for."""

    check: Literal["each", "last"] = "each"
    when: Expr
    value: Expr
    title: Prose
    text: Prose = ""
    line: Prose = ""
    goal: YesNo = False
    basis: Basis | None = None


class HistoryTurn(Part):
    """What really happened in one turn: moves in order, the events that happened, Seoul's replies to them."""

    turn: Whole
    moves: Names = []
    events: Names = []
    replies: dict[Id, Plain] = {}


class Term(Part):
    """An entry of the glossary; `see` names the terms beside it."""

    title: Prose
    text: Prose
    sources: Names = []
    see: Ids = []


class Source(Part):
    """Where a claim comes from."""

    title: Prose
    publisher: Prose = ""
    date: Plain = ""
    url: Plain = ""
    grade: Plain = ""
    note: Prose = ""


class TestCase(Part):
    """A test that an author writes beside the rules."""

    __test__ = False

    seed: Whole = 0
    start: dict[str, Plain] = {}
    play: Names = []
    events: dict[str, Plain] = {}
    then: Plain | None = None
    runs: Whole | None = None
    player: Plain | None = None
    expect: Names = []
    status: Literal["active", "known_failure", "draft"] = "active"


class Document(Part):
    """A whole scenario as its author wrote it, parents merged in."""

    format: Literal["1"]
    scenario: About
    calendar: Calendar
    places: dict[Id, Place] = {}
    capitals: dict[Id, Capital] = {}
    meters: dict[Id, Meter]
    flags: dict[Id, Flag] = {}
    formulas: dict[Id, Expr] = {}
    modifiers: dict[Id, Modifier] = {}
    moves: dict[Id, Move]
    reactions: dict[Id, Reaction] = {}
    events: dict[Id, Event] = {}
    ladders: dict[Id, Ladder] = {}
    endings: dict[Id, Ending]
    history: list[HistoryTurn] = []
    glossary: dict[Id, Term] = {}
    # Keys of sources are free (P1, S0): they are cited, not computed with.
    sources: dict[str, Source] = {}
    tests: dict[Id, TestCase] = {}
