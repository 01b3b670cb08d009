"""Checks of effects: what may be changed, and how (E201, E202, E203, E206, E207)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.scenario.expression import YesNo
from game.scenario.names import QUIET, a, rungs_of
from game.scenario.sites import blocks
from game.scenario.values import Effect, Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.source import KeyPath

PERCENTAGE = re.compile(r"[-+=] *[0-9.]+%")
FIXED = {
    "formula": "a formula is computed, so nothing can change it",
    "turn": "only the calendar moves the turn",
}


def targets(subject: Subject) -> Iterator[Finding]:
    """E201, E207: effects change numbers that exist."""
    for path, effects in blocks(subject.document):
        for name in effects:
            kind = subject.names.kind(name)
            here = (*path, name)
            if kind is None and name in subject.document.capitals:
                message = f"`{name}` is a capital; effects change numbers"
                hint = f"write trust.{name}, if that is meant" if f"trust.{name}" in subject.names.numbers else ""
                yield subject.places.finding("E207", message, here, on_key=True, hint=hint)
            elif kind is None:
                yield from _unknown(subject, name, here)
            elif kind == "meter per capital":
                capital = next(iter(subject.document.capitals), "beijing")
                message = f"`{name}` has a number for each capital"
                yield subject.places.finding("E203", message, here, on_key=True, hint=f"write `{name}.{capital}`")
            elif name not in subject.names.numbers:
                reason = FIXED.get(kind, f"{a(kind)} happens by itself, and is no number")
                yield subject.places.finding("E207", f"`{name}` cannot change: {reason}", here, on_key=True)


def _unknown(subject: Subject, name: str, path: KeyPath) -> list[Finding]:
    first, _, last = name.partition(".")
    if subject.names.kind(first) == "meter per capital" and last:
        if subject.is_lost(name):
            return []
        return subject.unknown("capital", last, subject.document.capitals, path, on_key=True)
    return subject.unknown("number", name, subject.names.numbers, path, on_key=True)


def amounts(subject: Subject) -> Iterator[Finding]:
    """E202, E203, E206: a meter gets a number, a flag yes or no, a ladder one of its rungs or steps."""
    for path, effects in blocks(subject.document):
        for name, effect in effects.items():
            here = (*path, name)
            match subject.names.kind(name):
                case "meter":
                    yield from _of_meter(subject, effect, here)
                case "flag":
                    if effect.operation is not Operation.SET or not isinstance(_tree(effect), YesNo):
                        message = f"`{name}` is set with yes or no, not with `{effect.text}`"
                        yield subject.places.finding("E203", message, here, hint="write yes or no")
                case "ladder":
                    yield from _of_ladder(subject, name, effect, here)


def _tree(effect: Effect) -> object:
    return effect.amount.tree if effect.amount else None


def _of_meter(subject: Subject, effect: Effect, path: KeyPath) -> Iterator[Finding]:
    if isinstance(_tree(effect), YesNo):
        message = f"`{path[-1]}` is a number, and cannot be `{effect.text}`"
        yield subject.places.finding("E203", message, path, hint="write +6, -6 or =6")
    elif effect.rung is not None:
        text = effect.rung
        hint = (
            f"write =({text}) to set" if effect.operation is Operation.SET else f"write +{text} to add, -{text} to take"
        )
        if subject.names.kind(text) is None:
            hint = "write +6 to add, -6 to take away, =6 to set"
        yield subject.places.finding("E206", f"`{effect.text}` does not say how the number changes", path, hint=hint)
    elif PERCENTAGE.fullmatch(effect.text) and _is_wide(subject, path):
        amount = effect.text.rstrip("%")
        message = f"`{effect.text}` is {float(amount.lstrip('+-= ')) / 100:g} points, since 1% is 0.01"
        yield subject.places.finding("E202", message, path, hint=f"write {amount} for points")


def _is_wide(subject: Subject, path: KeyPath) -> bool:
    """Say whether the meter's range is so wide that a percentage of a point is surely a slip."""
    low, high = subject.document.meters[str(path[-1]).partition(".")[0]].range
    return high - low > 1


def _of_ladder(subject: Subject, name: str, effect: Effect, path: KeyPath) -> Iterator[Finding]:
    rungs = rungs_of(subject.document.ladders[name])
    listed = f"rungs: {', '.join(rungs)}"
    if effect.rung is not None:
        if effect.rung not in rungs:
            start = effect.text.index(effect.rung)
            span = (start, start + len(effect.rung))
            yield from subject.unknown("rung", effect.rung, rungs, path, span=span, owner=name)
        elif effect.operation is Operation.LIFT and effect.rung == QUIET:
            message = f"`{QUIET}` lifts `{name}` to no rung"
            yield subject.places.finding("E203", message, path, hint=f"write ={QUIET} to end the crisis")
    elif effect.operation is not Operation.CHANGE or not _is_whole(effect):
        message = f"`{name}` goes to a rung, or up and down by whole steps, not by `{effect.text}`"
        yield subject.places.finding("E203", message, path, hint="write a rung, =rung, +1 or -1", notes=(listed,))


def _is_whole(effect: Effect) -> bool:
    figure = effect.text.lstrip("+-").strip()
    return figure.isascii() and figure.isdigit()


def double_sets(subject: Subject) -> Iterator[Finding]:
    """E207: a move and its wording do not both set one number."""
    for name, move in subject.document.moves.items():
        for wording, said in move.wordings.items():
            for number, effect in said.effects.items():
                first = move.effects.get(number)
                if first and first.operation is Operation.SET and effect.operation is Operation.SET:
                    path = ("moves", name, "wordings", wording, "effects", number)
                    message = f"`{number}` is set twice at once: by the move and by this wording"
                    notes = (f"the move sets it at {subject.places.line_of(('moves', name, 'effects', number))}",)
                    yield subject.places.finding("E207", message, path, on_key=True, notes=notes)
