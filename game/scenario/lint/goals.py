"""The check for a scenario without an ending to play for (W316)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Ending


def without_goal(subject: Subject) -> Iterator[Finding]:
    """W316: one ending at least is marked as what to play for."""
    endings = subject.document.endings
    if any(ending.goal for ending in endings.values()):
        return
    best = max(endings, key=lambda name: _worth(endings[name]))
    message = "no ending is marked with `goal: yes`, so students are told of none to play for"
    hint = f"write goal: yes where that is, such as under `{best}`"
    yield subject.places.finding("W316", message, ("endings",), on_key=True, hint=hint, severity="tip")


def _worth(ending: Ending) -> float:
    """Return the value of an ending where it is a plain number."""
    return ending.value.tree.value if isinstance(ending.value.tree, Number) else 0.0
