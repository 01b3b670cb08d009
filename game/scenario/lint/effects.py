"""Checks of effects: what may be changed, and how (E201, E202, E203, E206, E207)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.scenario.expression import YesNo
from game.scenario.names import QUIET, Kind, a, rungs_of
from game.scenario.values import YES_OR_NO, Effect, Operation

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


def unknown_numbers(subject: Subject) -> Iterator[Finding]:
    """E201: effects change numbers that exist."""
    for path, effects in subject.blocks:
        for name, effect in effects.items():
            yield from _unknown_number(subject, (*path, name), name, effect)


def _unknown_number(subject: Subject, path: KeyPath, name: str, effect: Effect) -> Iterator[Finding]:
    if subject.names.kind(name) is None and name not in subject.document.capitals:
        first, _, last = name.partition(".")
        if subject.names.kind(first) != "meter per capital" or not last:
            # What is set to yes is a flag, and what is lifted to a rung a ladder.
            kind = "flag" if effect.text in ("yes", "no") else "ladder" if effect.rung is not None else "number"
            yield from subject.unknown(kind, name, subject.names.numbers, path, on_key=True)
        elif not subject.is_lost(name):
            yield from subject.unknown("capital", last, subject.document.capitals, path, on_key=True)


def of_all_capitals(subject: Subject) -> Iterator[Finding]:
    """E203: an effect changes the number of one capital, not of all at once."""
    for path, name in _changed(subject):
        if subject.names.kind(name) == "meter per capital":
            capital = next(iter(subject.document.capitals), "beijing")
            message = f"`{name}` has a number for each capital"
            yield subject.places.finding("E203", message, path, on_key=True, hint=f"write `{name}.{capital}`")


def of_what_cannot_change(subject: Subject) -> Iterator[Finding]:
    """E207: effects change meters, flags and ladders only."""
    for path, name in _changed(subject):
        kind = subject.names.kind(name)
        if kind is None and name in subject.document.capitals:
            message = f"`{name}` is a capital; effects change numbers"
            hint = f"write trust.{name}, if that is meant" if f"trust.{name}" in subject.names.numbers else ""
            yield subject.places.finding("E207", message, path, on_key=True, hint=hint)
        elif kind not in (None, "meter per capital") and name not in subject.names.numbers:
            reason = FIXED.get(str(kind), f"{a(str(kind))} happens by itself, and is no number")
            yield subject.places.finding("E207", f"`{name}` cannot change: {reason}", path, on_key=True)


def _changed(subject: Subject) -> Iterator[tuple[KeyPath, str]]:
    """Yield what each effect changes."""
    for path, effects in subject.blocks:
        for name in effects:
            yield (*path, name), name


def signs(subject: Subject) -> Iterator[Finding]:
    """E206: a change of a meter says whether it adds, takes away or sets."""
    for path, _, effect in _of_kind(subject, "meter"):
        text = effect.rung
        if text is None:
            continue
        hint = "write +6 to add, -6 to take away, =6 to set"
        if subject.names.kind(text) is not None:
            is_set = effect.operation is Operation.SET
            hint = f"write =({text}) to set" if is_set else f"write +{text} to add, -{text} to take"
        yield subject.places.finding("E206", f"`{effect.text}` does not say how the number changes", path, hint=hint)


def percentages(subject: Subject) -> Iterator[Finding]:
    """E202: a change of a wide meter is not written as a percentage, which would be a hundredth of a point."""
    for path, name, effect in _of_kind(subject, "meter"):
        if PERCENTAGE.fullmatch(effect.text) and _is_wide(subject, name):
            amount = effect.text.rstrip("%")
            message = f"`{effect.text}` is {float(amount.lstrip('+-= ')) / 100:g} points, since 1% is 0.01"
            yield subject.places.finding("E202", message, path, hint=f"write {amount} for points")


def rungs(subject: Subject) -> Iterator[Finding]:
    """E201: a ladder goes to one of its rungs."""
    for path, name, effect in _of_kind(subject, "ladder"):
        known = rungs_of(subject.document.ladders[name])
        if effect.rung is not None and effect.rung not in known:
            start = effect.text.index(effect.rung)
            span = (start, start + len(effect.rung))
            yield from subject.unknown("rung", effect.rung, known, path, span=span, owner=name)


def types(subject: Subject) -> Iterator[Finding]:
    """E203: a meter gets a number, a flag yes or no, a ladder one of its rungs or steps."""
    for path, name, effect in _of_kind(subject, "meter"):
        if isinstance(_tree(effect), YesNo):
            message = f"`{name}` is a number, and cannot be `{effect.text}`"
            yield subject.places.finding("E203", message, path, hint="write +6, -6 or =6")
    for path, name, effect in _of_kind(subject, "flag"):
        if effect.operation is not Operation.SET or not isinstance(_tree(effect), YesNo):
            message = f"`{name}` is set with yes or no, not with `{effect.text}`"
            hint = f"write {YES_OR_NO.get(effect.text.lower(), 'yes or no')}"
            yield subject.places.finding("E203", message, path, hint=hint)
    for path, name, effect in _of_kind(subject, "ladder"):
        if effect.operation is Operation.LIFT and effect.rung == QUIET:
            message = f"`{QUIET}` lifts `{name}` to no rung"
            yield subject.places.finding("E203", message, path, hint=f"write ={QUIET} to end the crisis")
        elif effect.rung is None and (effect.operation is not Operation.CHANGE or not _is_whole(effect)):
            message = f"`{name}` goes to a rung, or up and down by whole steps, not by `{effect.text}`"
            notes = (f"rungs: {', '.join(rungs_of(subject.document.ladders[name]))}",)
            yield subject.places.finding("E203", message, path, hint="write a rung, =rung, +1 or -1", notes=notes)


def _of_kind(subject: Subject, kind: Kind) -> Iterator[tuple[KeyPath, str, Effect]]:
    """Yield the effects on numbers of one kind."""
    for path, effects in subject.blocks:
        for name, effect in effects.items():
            if subject.names.kind(name) == kind:
                yield (*path, name), name, effect


def _tree(effect: Effect) -> object:
    return effect.amount.tree if effect.amount else None


def _is_wide(subject: Subject, name: str) -> bool:
    """Say whether the meter's range is so wide that a percentage of a point is surely a slip."""
    low, high = subject.document.meters[name.partition(".")[0]].range
    return high - low > 1


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
