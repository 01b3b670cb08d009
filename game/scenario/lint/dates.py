"""The check that turns come one after another in time (W313)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject


def out_of_order(subject: Subject) -> Iterator[Finding]:
    """W313: each turn has a later date than the one before."""
    turns = subject.document.calendar.turns
    for number, (before, turn) in enumerate(pairwise(turns), start=2):
        if turn.date <= before.date:
            how = "has the same date as" if turn.date == before.date else "is earlier than"
            message = f"turn {number} ({turn.date}) {how} turn {number - 1} ({before.date})"
            path = ("calendar", "turns", number - 1, "date")
            hint = "write the turns in the order of their dates"
            yield subject.places.finding("W313", message, path, hint=hint, severity="warning", confidence="likely")
