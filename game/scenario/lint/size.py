"""A bound on what a scenario may hold, so that every check ends soon (E101)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from game.scenario.expression import walk
from game.scenario.names import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject

# The main scenario has 180 rules and numbers, and 2,300 parts in its expressions.
MAX_RULES = 1_000
MAX_PARTS = 20_000
SECTIONS = ("moves", "reactions", "events", "ladders", "endings", "modifiers", "formulas", "flags", "meters")


def rules(subject: Subject) -> Iterator[Finding]:
    """E101: a scenario has no more rules than anybody could play, or a check could compare."""
    document = subject.document
    counts = {section: len(getattr(document, section)) for section in SECTIONS}
    counts["events"] += sum(1 for _ in members(document))
    if sum(counts.values()) > MAX_RULES:
        most = max(counts, key=lambda section: counts[section])
        message = f"the scenario has {sum(counts.values())} rules and numbers, the most is {MAX_RULES}"
        yield subject.places.finding("E101", message, (most,), on_key=True)
        return
    parts = (part for site in subject.expressions for part in walk(site.expression.tree))
    if next(islice(parts, MAX_PARTS, None), None) is not None:
        message = f"the scenario's conditions and numbers have more than {MAX_PARTS} parts"
        yield subject.places.finding(
            "E101", message, ("scenario",), on_key=True, hint="give some of them a name under `formulas`"
        )
