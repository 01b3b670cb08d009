"""The check for a scenario without an ending to play for (W316)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject


def without_goal(subject: Subject) -> Iterator[Finding]:
    """W316: one ending at least is marked as what to play for."""
    endings = subject.document.endings
    if any(ending.goal for ending in endings.values()):
        return

    def worth(name: str) -> tuple[bool, float]:
        ending = endings[name]
        return not isinstance(ending.when.tree, Otherwise), subject.intervals.of(ending.value.tree)[1]

    best = max(endings, key=worth)
    message = "no ending is marked with `goal: yes`, so students are told of none to play for"
    hint = f"write goal: yes where that is, such as under `{best}`"
    yield subject.places.finding("W316", message, ("endings",), on_key=True, hint=hint, severity="tip")
