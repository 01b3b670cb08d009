"""Checks of percentages where points are meant: 20% is 0.2 (E202)."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from game.scenario.expression import Comparison, Name, Number, walk
from game.scenario.lint.cases import sites
from game.scenario.lint.rules import starts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.source import KeyPath

PERCENTAGE = re.compile(r"\s*([-+]?[0-9.]+)\s*%\s*")


def of_meters(subject: Subject) -> Iterator[Finding]:
    """E202: a wide meter's start and its danger are not written as percentages."""
    for name, meter in subject.document.meters.items():
        low, high = meter.range
        for path, _ in starts_of(meter.start, ("meters", name, "start")) if high - low > 1 else ():
            yield from _refused(subject, path)
        if high - low > 1:
            yield from _refused(subject, ("meters", name, "danger"))


def of_endings(subject: Subject) -> Iterator[Finding]:
    """E202: an ending's value is not written as a percentage."""
    for name, ending in subject.document.endings.items():
        if isinstance(ending.value.tree, Number):
            yield from _refused(subject, ("endings", name, "value"))


def compared(subject: Subject) -> Iterator[Finding]:
    """E202: a wide meter is not compared with a percentage."""
    for site in chain(subject.expressions, sites(subject)):
        for node in walk(site.expression.tree):
            if not isinstance(node, Comparison):
                continue
            operands = (node.first, *(operand for _, operand in node.rest))
            if any(isinstance(operand, Name) and _is_wide(subject, operand.parts[0]) for operand in operands):
                for operand in operands:
                    if isinstance(operand, Number):
                        yield from _refused(subject, site.path, (operand.start, operand.end))


def _is_wide(subject: Subject, name: str) -> bool:
    """Say whether a name is that of a meter so wide that a percentage of a point is surely a slip."""
    meter = subject.document.meters.get(name)
    return meter is not None and meter.range[1] - meter.range[0] > 1


def _refused(subject: Subject, path: KeyPath, span: tuple[int, int] | None = None) -> Iterator[Finding]:
    """Report a number, or a part of an expression, that is written as a percentage."""
    spot = subject.places.spots.get(path)
    text = ((spot.text if spot else None) or "")[slice(*span) if span else slice(None)]
    if match := PERCENTAGE.fullmatch(text):
        message = f"`{text.strip()}` is {float(match[1]) / 100:g} here, since 1% is 0.01"
        yield subject.places.finding("E202", message, path, span=span, hint=f"write {match[1]}")
