"""Where a scenario's expressions, effects and evidence stand, each with its key path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from game.scenario.model import Basis, Document, Effects, Happening, Ladder, Move, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.expression import Expression
    from game.scenario.source import KeyPath

Wanted = Literal["number", "condition", "chance", "either"]


@dataclass(frozen=True, slots=True)
class Site:
    """An expression of the scenario.

    Attributes:
        path: The keys that lead to it.
        expression: What is written there.
        wanted: What it must come to; `either` for a formula.
        happens: Whether it belongs to a rule that happens, so that `this` means something.
        seen: Whether the player sees what it comes to (what can be sent, and at what cost).
    """

    path: KeyPath
    expression: Expression
    wanted: Wanted
    happens: bool = False
    seen: bool = False


def expressions(document: Document) -> Iterator[Site]:
    """Yield every expression of a document, those of effects too."""
    yield from _of_rules(document)
    for path, effects in blocks(document):
        for number, effect in effects.items():
            if effect.amount is not None:
                yield Site((*path, number), effect.amount, "either", happens=True)


def _of_rules(document: Document) -> Iterator[Site]:
    for name, formula in document.formulas.items():
        yield Site(("formulas", name), formula, "either")
    for name, modifier in document.modifiers.items():
        yield Site(("modifiers", name, "when"), modifier.when, "condition", happens=True)
    for name, move in document.moves.items():
        yield from _of_move(("moves", name), move)
    for name, reaction in document.reactions.items():
        yield from _some(("reactions", name, "when"), reaction.when, "condition")
        yield from _some(("reactions", name, "chance"), reaction.chance, "chance")
    for path, rule in events(document):
        yield from _some((*path, "when"), rule.when, "condition")
        yield from _some((*path, "chance"), getattr(rule, "chance", None), "chance")
        yield from _some((*path, "weight"), getattr(rule, "weight", None), "number")
        yield from _of_replies(path, rule.replies)
    for name, ladder in document.ladders.items():
        yield from _of_ladder(("ladders", name), ladder)
    for name, ending in document.endings.items():
        yield Site(("endings", name, "when"), ending.when, "condition")
        yield Site(("endings", name, "value"), ending.value, "number")


def events(document: Document) -> Iterator[tuple[KeyPath, Happening]]:
    """Yield every event and every member of a `one_of` with its key path."""
    for name, event in document.events.items():
        yield ("events", name), event
        for member, rule in event.one_of.items():
            yield ("events", name, "one_of", member), rule


def replies(path: KeyPath, written: dict[str, Reply | str]) -> Iterator[tuple[KeyPath, Reply]]:
    """Yield the replies of an event with their key paths, without what `say` offers."""
    for name, reply in written.items():
        if isinstance(reply, Reply):
            yield (*path, "replies", name), reply


def blocks(document: Document) -> Iterator[tuple[KeyPath, Effects]]:
    """Yield every map of effects with its key path."""
    for name, move in document.moves.items():
        yield ("moves", name, "effects"), move.effects
        for wording, said in move.wordings.items():
            yield ("moves", name, "wordings", wording, "effects"), said.effects
    for name, reaction in document.reactions.items():
        yield ("reactions", name, "effects"), reaction.effects
    for path, rule in events(document):
        yield (*path, "effects"), rule.effects
        for below, reply in replies(path, rule.replies):
            yield (*below, "effects"), reply.effects
    for name, ladder in document.ladders.items():
        for index, rung in enumerate(ladder.rungs):
            yield ("ladders", name, "rungs", index, "effects"), rung.effects
        for answer, ladder_reply in ladder.replies.items():
            yield ("ladders", name, "replies", answer, "effects"), ladder_reply.effects


def bases(document: Document) -> Iterator[tuple[KeyPath, Basis]]:
    """Yield what each rule, and each meter's start, rests on, with its key path."""
    simple: list[tuple[KeyPath, Basis | None]] = [
        (("meters", name), one.basis) for name, one in document.meters.items()
    ]
    simple += [(("reactions", name), one.basis) for name, one in document.reactions.items()]
    simple += [(("endings", name), one.basis) for name, one in document.endings.items()]
    for path, basis in simple:
        yield from _basis(path, basis)
    for name, move in document.moves.items():
        yield from _basis(("moves", name), move.basis)
        for wording, said in move.wordings.items():
            yield from _basis(("moves", name, "wordings", wording), said.basis)
    for path, happening in events(document):
        yield from _basis(path, happening.basis)
        for below, reply in replies(path, happening.replies):
            yield from _basis(below, reply.basis)
    for name, ladder in document.ladders.items():
        for index, rung in enumerate(ladder.rungs):
            yield from _basis(("ladders", name, "rungs", index), rung.basis)
        for answer, ladder_reply in ladder.replies.items():
            yield from _basis(("ladders", name, "replies", answer), ladder_reply.basis)


def _some(path: KeyPath, expression: Expression | None, wanted: Wanted) -> Iterator[Site]:
    if expression is not None:
        yield Site(path, expression, wanted, happens=True)


def _seen(path: KeyPath, expression: Expression | None, wanted: Wanted) -> Iterator[Site]:
    if expression is not None:
        yield Site(path, expression, wanted, happens=True, seen=True)


def _of_move(path: KeyPath, move: Move) -> Iterator[Site]:
    yield from _seen((*path, "agenda"), move.agenda, "number")
    yield from _seen((*path, "when"), move.when, "condition")
    for wording, said in move.wordings.items():
        yield from _seen((*path, "wordings", wording, "when"), said.when, "condition")


def _of_replies(path: KeyPath, written: dict[str, Reply | str]) -> Iterator[Site]:
    for below, reply in replies(path, written):
        yield from _seen((*below, "when"), reply.when, "condition")


def _of_ladder(path: KeyPath, ladder: Ladder) -> Iterator[Site]:
    for index, rung in enumerate(ladder.rungs):
        here = (*path, "rungs", index)
        yield from _some((*here, "climb"), rung.climb, "chance")
        yield from _some((*here, "fade"), rung.fade, "chance")
        yield from _some((*here, "again"), rung.again, "chance")
    for name, reply in ladder.replies.items():
        yield from _seen((*path, "replies", name, "when"), reply.when, "condition")
    if ladder.way_down:
        yield Site((*path, "way_down", "when"), ladder.way_down.when, "condition")
        if ladder.way_down.chance is not None:
            yield Site((*path, "way_down", "chance"), ladder.way_down.chance, "chance")


def _basis(path: KeyPath, basis: Basis | None) -> Iterator[tuple[KeyPath, Basis]]:
    if basis is not None:
        yield (*path, "basis"), basis
