"""What every check is given: a document, what its names stand for, and where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from game.errors import Finding, nearest
from game.scenario import slips
from game.scenario.intervals import Intervals
from game.scenario.lint.facts import Facts
from game.scenario.lint.reasoning import Reasoner
from game.scenario.names import Names
from game.scenario.sites import blocks, expressions
from game.scenario.source import ANY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from game.scenario.model import Document, Effects
    from game.scenario.sites import Site
    from game.scenario.source import KeyPath, Places


Found = TypeVar("Found")

# How many known names a message lists.
LISTED = 8


# How many pairs of names are compared in one check before it stops guessing: far more than any honest file needs.
PAIRS = 30_000


class Guesses:
    """Guesses what unknown names were meant to be, within a bound on the work for all of them together."""

    def __init__(self) -> None:
        """Start with the whole bound."""
        self._left = PAIRS
        self._known: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def meant(self, name: str, known: tuple[str, ...]) -> str | None:
        """Return the nearest known name; a name's last part alone stands for it too."""
        key = (name, known)
        if key not in self._known and len(known) <= self._left:
            self._left -= len(known)
            ends = (full for full in known if full.rpartition(".")[2] == name)
            self._known[key] = nearest(name, known) or next(ends, None)
        return self._known.get(key)


@dataclass(frozen=True, slots=True)
class Subject:
    """A document under examination."""

    document: Document
    names: Names
    intervals: Intervals
    places: Places
    guesses: Guesses
    reasoner: Reasoner
    _made: dict[object, object] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, places: Places) -> Subject:
        """Build the tables that the checks share."""
        return cls(
            document, Names(document), Intervals(document), places, Guesses(), Reasoner(Facts(document, cautious=True))
        )

    def once(self, make: Callable[[Subject], Found]) -> Found:
        """Return what a function finds out about this subject; several checks share it, and it runs once."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Found", self._made[make])

    @property
    def expressions(self) -> tuple[Site, ...]:
        """Every expression of the document, those of effects too."""
        return self.once(_expressions)

    @property
    def blocks(self) -> tuple[tuple[KeyPath, Effects], ...]:
        """Every map of effects, with its key path."""
        return self.once(_blocks)

    def is_lost(self, name: str) -> bool:
        """Say whether a name was written but could not be read, so that its absence is no news."""
        return bool({ANY_NAME, name, *name.split(".")} & self.places.lost)

    def unknown(
        self, what: str, name: str, known: Iterable[str], path: KeyPath, *, span: tuple[int, int] | None = None,
        on_key: bool = False, owner: str = "", hint: str = "",
    ) -> list[Finding]:  # fmt: skip
        """Return the finding that nothing (of `owner`) has a name, with the nearest of the right kind, or a hint."""
        if self.is_lost(name):
            return []
        known = tuple(known)
        meant = self.guesses.meant(name, known)
        hint = hint or slips.hint_for_a_list(name) or (f"did you mean `{meant}`?" if meant else "")
        listed = ", ".join(known[:LISTED]) + (", ..." if len(known) > LISTED else "")
        notes: tuple[str, ...] = (f"known here: {listed}",) if known and not hint else ()
        if not known:
            notes = ("none is declared",)
        message = f"unknown {what} `{name}`" + (f" of `{owner}`" if owner else "")
        return [self.places.finding("E201", message, path, span=span, on_key=on_key, hint=hint, notes=notes)]


def _expressions(subject: Subject) -> tuple[Site, ...]:
    return tuple(expressions(subject.document))


def _blocks(subject: Subject) -> tuple[tuple[KeyPath, Effects], ...]:
    return tuple(blocks(subject.document))
