"""What a scenario holds, numbered: its numbers, its happenings, its sites and every decision that can be taken.

The order is the file's, everywhere. This module knows ids and places; `tables.py` turns them into what a turn reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.state import END_TURN, Decision
from game.scenario.model import Between, Drawn, Happening, Ladder, Meter, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Document

FLAG_RANGE = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class NumberInfo:
    """A number of the state: a meter (one for each capital where it is per capital), a flag or a ladder's rung.

    `better` is +1 where higher is better, -1 where lower is, else 0; `start` is the middle of what may be drawn.
    """

    name: str
    title: str
    kind: str
    parent: str
    capital: str
    index: int
    low: float
    high: float
    better: int
    hidden: bool
    counter: bool
    start: float


@dataclass(frozen=True, slots=True)
class DecisionInfo:
    """A decision: `kind` is `move`, `reply` or `end_turn`; `move` is the move that it counts as, or empty."""

    decision: Decision
    kind: str
    parent: str
    child: str
    move: str
    wording: str


@dataclass(frozen=True, slots=True)
class Site:
    """A rule that the turn visits: its path (`events.drone_wreck`), name of its draw, and what happens there."""

    path: str
    draw: str
    happened: str


@dataclass(frozen=True)
class Index:
    """Everything of a document, numbered; sites count from 1, all else from 0."""

    document: Document
    numbers: tuple[NumberInfo, ...]
    happened: dict[str, int]
    paths: tuple[str, ...]
    sites: tuple[Site, ...]
    decisions: tuple[DecisionInfo, ...]
    number_of: dict[str, int]
    members: dict[str, str]

    @property
    def first_event(self) -> int:
        """The site of the first event."""
        return 1 + len(self.document.reactions)

    @property
    def first_member(self) -> int:
        """The site of the first member of a `one_of`."""
        return self.first_event + len(self.document.events)

    @property
    def first_rung(self) -> int:
        """The site of the first rung."""
        return self.first_member + len(self.members)


def build_index(document: Document) -> Index:
    """Number everything in a checked document."""
    numbers = tuple(_numbers(document))
    members = {member: name for name, event in document.events.items() for member in event.one_of}
    happened = list(_happenings(document))
    return Index(
        document=document,
        numbers=numbers,
        happened={name: place for place, (name, _) in enumerate(happened)},
        paths=tuple(path for _, path in happened),
        sites=tuple(_sites(document)),
        decisions=tuple(_decisions(document)),
        number_of={number.name: number.index for number in numbers},
        members=members,
    )


def _numbers(document: Document) -> Iterator[NumberInfo]:
    index = 0
    for name, meter in document.meters.items():
        for capital in document.capitals if meter.per == "capital" else ("",):
            yield _meter(document, name, meter, capital, index)
            index += 1
    for name, flag in document.flags.items():
        start = flag.start.chance if isinstance(flag.start, Drawn) else float(flag.start)
        yield NumberInfo(name, flag.name or name, "flag", name, "", index, *FLAG_RANGE, 0, flag.hidden, False, start)
        index += 1
    for name, ladder in document.ladders.items():
        top = float(len(ladder.rungs))
        yield NumberInfo(name, ladder.title, "ladder", name, "", index, 0.0, top, -1, False, False, 0.0)
        index += 1


def _meter(document: Document, name: str, meter: Meter, capital: str, index: int) -> NumberInfo:
    title = meter.name or name.replace("_", " ").capitalize()
    return NumberInfo(
        name=f"{name}.{capital}" if capital else name,
        title=document.capitals[capital].name if capital else title,
        kind="meter",
        parent=name,
        capital=capital,
        index=index,
        low=meter.range[0],
        high=meter.range[1],
        better={"higher": 1, "lower": -1, None: 0}[meter.better],
        hidden=meter.hidden,
        counter=meter.counter,
        start=_start(meter, capital),
    )


def _start(meter: Meter, capital: str) -> float:
    if isinstance(meter.start, Between):
        return sum(meter.start.between) / 2
    return meter.start[capital] if isinstance(meter.start, dict) else meter.start


def replies_of(rule: Happening | Ladder) -> dict[str, Reply]:
    """Return the written replies of an event, a member or a ladder, without what `say` offers."""
    return {name: reply for name, reply in rule.replies.items() if isinstance(reply, Reply)}


def said_by(rule: Happening) -> str:
    """Return the move whose wordings an event offers, or nothing."""
    said = rule.replies.get("say")
    return said if isinstance(said, str) else ""


def events_and_members(document: Document) -> Iterator[tuple[str, Happening]]:
    """Go through all events, then all members of their `one_of`, in file order."""
    yield from document.events.items()
    for event in document.events.values():
        yield from event.one_of.items()


def _happenings(document: Document) -> Iterator[tuple[str, str]]:
    """Go through name and path of all that `since` and `times` may count; moves come first, rungs stand together."""
    for name in document.moves:
        yield name, f"moves.{name}"
    for name, move in document.moves.items():
        yield from ((f"{name}.{wording}", f"moves.{name}.{wording}") for wording in move.wordings)
    for name in document.reactions:
        yield name, f"reactions.{name}"
    for name, _ in events_and_members(document):
        yield name, f"events.{name}"
    for name, rule in events_and_members(document):
        yield from ((f"{name}.{reply}", f"events.{name}.{reply}") for reply in rule.replies)
    for name, ladder in document.ladders.items():
        children = [*(rung.id for rung in ladder.rungs), *ladder.replies]
        yield from ((f"{name}.{child}", f"ladders.{name}.{child}") for child in children)


def _sites(document: Document) -> Iterator[Site]:
    for name in document.reactions:
        yield Site(f"reactions.{name}", f"reaction/{name}", name)
    for name, _ in events_and_members(document):
        yield Site(f"events.{name}", f"event/{name}", name)
    for name, ladder in document.ladders.items():
        for rung in ladder.rungs:
            yield Site(f"ladders.{name}.{rung.id}", f"ladder/{name}", f"{name}.{rung.id}")


def _decisions(document: Document) -> Iterator[DecisionInfo]:
    yield DecisionInfo(END_TURN, "end_turn", "", "", "", "")
    for name, move in document.moves.items():
        for wording in move.wordings or ("",):
            text = f"{name}.{wording}" if wording else name
            yield DecisionInfo(Decision(text), "move", name, wording, name, wording)
    for name, rule in events_and_members(document):
        yield from _replies(document, name, rule)
    for name, ladder in document.ladders.items():
        for reply in ladder.replies:
            yield DecisionInfo(Decision(f"{name}.{reply}"), "reply", name, reply, "", "")


def _replies(document: Document, name: str, rule: Happening) -> Iterator[DecisionInfo]:
    for reply in replies_of(rule):
        yield DecisionInfo(Decision(f"{name}.{reply}"), "reply", name, reply, "", "")
    said = said_by(rule)
    if said:
        for wording in document.moves[said].wordings or ("",):
            text = f"{name}.{said}.{wording}" if wording else f"{name}.{said}"
            yield DecisionInfo(Decision(text), "reply", name, "say", said, wording)
