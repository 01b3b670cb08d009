"""Checks of formulas that read formulas (E205); nothing here recurses, so that other checks safely may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Name, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject

# How many formulas may stand behind one another.
MAX_CHAIN = 30
# How many formulas of a circle a message names.
SHOWN = 6


def circles(subject: Subject) -> Iterator[Finding]:
    """E205: no formula reads itself, directly or through others."""
    reads = _reads(subject)
    depths = _depths(reads)
    seen: set[str] = set()
    for start in reads:
        way: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in seen and name not in depths:
            seen.add(name)
            way[name] = None
            name = next((below for below in reads[name] if below not in depths), None)
        if name in way:
            names = list(way)
            yield _circle(subject, names[names.index(str(name)) :])


def _circle(subject: Subject, names: list[str]) -> Finding:
    shown = [*names, names[0]] if len(names) <= SHOWN else [*names[:SHOWN], "...", names[0]]
    message = f"`{names[0]}` reads itself: {' -> '.join(shown)}"
    return subject.places.finding("E205", message, ("formulas", names[0]), on_key=True)


def long_chains(subject: Subject) -> Iterator[Finding]:
    """E205: formulas do not read formulas that read formulas without end, which no program could follow."""
    for name, depth in _depths(_reads(subject)).items():
        if depth == MAX_CHAIN + 1:
            message = f"more than {MAX_CHAIN} formulas stand behind `{name}`, each reading the next"
            yield subject.places.finding("E205", message, ("formulas", name), on_key=True)


def can_be_followed(subject: Subject) -> bool:
    """Say whether a check may go from formula to formula."""
    depths = _depths(_reads(subject))
    return len(subject.document.formulas) - len(depths) <= MAX_CHAIN and max(depths.values(), default=0) <= MAX_CHAIN


def _reads(subject: Subject) -> dict[str, list[str]]:
    """Return the formulas that each formula reads."""
    formulas = subject.document.formulas
    return {
        name: [node.text for node in walk(formula.tree) if isinstance(node, Name) and node.text in formulas]
        for name, formula in formulas.items()
    }


def _depths(reads: dict[str, list[str]]) -> dict[str, int]:
    """Return how many formulas each stands on, itself too; those that read a circle have no depth."""
    waiting = {name: set(below) for name, below in reads.items()}
    readers: dict[str, list[str]] = {name: [] for name in reads}
    for name, below in waiting.items():
        for other in below:
            readers[other].append(name)
    depths = {name: 1 for name, below in waiting.items() if not below}
    ready = list(depths)
    while ready:
        name = ready.pop()
        for reader in readers[name]:
            waiting[reader].discard(name)
            if not waiting[reader]:
                depths[reader] = 1 + max(depths[below] for below in reads[reader])
                ready.append(reader)
    return depths
