"""What every name of a scenario stands for: one table for the checks and for the compiler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from game.scenario.expression import FUNCTIONS, KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.scenario.model import Document, Happening, Ladder, Member

Kind = Literal[
    "meter", "meter per capital", "flag", "ladder", "formula", "turn",
    "move", "wording", "reaction", "event", "member", "reply", "rung",
]  # fmt: skip

QUIET = "quiet"
SAY = "say"
TURN_NAMES = ("turn", "turns_left")
RESERVED = frozenset((*FUNCTIONS, *KEYWORDS, *TURN_NAMES, QUIET, SAY, "this", "spill", "moves", "end_turn"))
READABLE: tuple[Kind, ...] = ("meter", "flag", "ladder", "formula", "turn")
HAPPENING: tuple[Kind, ...] = ("move", "wording", "reaction", "event", "member", "reply", "rung")
NUMBER: tuple[Kind, ...] = ("meter", "flag", "ladder")


class Names:
    """The names of a document, in file order: `trust.beijing`, `hotline`, `taiwan_statement.respects` and so on.

    Attributes:
        numbers: What effects change, in the order meters, flags, ladders.
        happenings: What `since` and `times` count.
        readable: What an expression reads.
    """

    def __init__(self, document: Document) -> None:
        """Build the table; where one id is declared twice, the first declaration stands."""
        self._kinds: dict[str, Kind] = {}
        for name, kind in _declared(document):
            self._kinds.setdefault(name, kind)
        self.numbers = self._of(NUMBER)
        self.happenings = self._of(HAPPENING)
        self.readable = self._of(READABLE)

    def kind(self, name: str) -> Kind | None:
        """Return what a name stands for, or None where nothing has it."""
        return self._kinds.get(name)

    def of_kind(self, *kinds: Kind) -> tuple[str, ...]:
        """Return the names of these kinds."""
        return self._of(kinds)

    def _of(self, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
        return tuple(name for kind in kinds for name, known in self._kinds.items() if known == kind)


def a(kind: str) -> str:
    """Return a kind with its article."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def rungs_of(ladder: Ladder) -> tuple[str, ...]:
    """Return the ids of a ladder's rungs, `quiet` first."""
    return (QUIET, *(rung.id for rung in ladder.rungs))


def members(document: Document) -> Iterator[tuple[str, str, Member]]:
    """Yield event, id and member for each member of a `one_of`."""
    for event, rule in document.events.items():
        for name, member in rule.one_of.items():
            yield event, name, member


def declarations(document: Document) -> Iterator[tuple[tuple[str, ...], Kind]]:
    """Yield the key path and the kind of every id in the one namespace that rules share."""
    sections: tuple[tuple[str, Kind, Mapping[str, object]], ...] = (
        ("meters", "meter", document.meters),
        ("flags", "flag", document.flags),
        ("formulas", "formula", document.formulas),
        ("moves", "move", document.moves),
        ("reactions", "reaction", document.reactions),
        ("events", "event", document.events),
        ("ladders", "ladder", document.ladders),
    )
    for section, kind, entries in sections:
        for name in entries:
            yield (section, name), kind
    for event, name, _ in members(document):
        yield ("events", event, "one_of", name), "member"


def _declared(document: Document) -> Iterator[tuple[str, Kind]]:
    for path, kind in declarations(document):
        if kind == "meter" and document.meters[path[-1]].per == "capital":
            yield path[-1], "meter per capital"
            yield from ((f"{path[-1]}.{capital}", kind) for capital in document.capitals)
        else:
            yield path[-1], kind
    yield from ((name, "turn") for name in TURN_NAMES)
    for name, move in document.moves.items():
        yield from ((f"{name}.{wording}", "wording") for wording in move.wordings)
    for name, rule in happenings(document):
        yield from ((f"{name}.{reply}", "reply") for reply in rule.replies)
    for name, ladder in document.ladders.items():
        yield from ((f"{name}.{rung.id}", "rung") for rung in ladder.rungs)
        yield from ((f"{name}.{reply}", "reply") for reply in ladder.replies)


def happenings(document: Document) -> Iterator[tuple[str, Happening]]:
    """Yield every event and every member of a `one_of` by its id."""
    yield from document.events.items()
    yield from ((name, member) for _, name, member in members(document))
