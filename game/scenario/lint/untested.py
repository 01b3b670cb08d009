"""The check for endings that no test of a scenario leads to (W505)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.cases import EndsIn, Reaches, Share
from game.scenario.lint.cases import expected_in
from game.scenario.lint.uses import is_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject

# From how many rules on nobody keeps all of them in mind.
LARGE = 30
HINT = 'start with a test for each ending: expect: ["ending is ..."]'


def untested(subject: Subject) -> Iterator[Finding]:
    """W505: a large scenario has tests, and where there are tests one leads to each ending.

    What else the tests touch is seen only when they are played.
    """
    document = subject.document
    if not document.tests:
        # What is taken over is for the parent's tests to hold.
        paths = [("moves", name) for name in document.moves] + [("reactions", name) for name in document.reactions]
        paths += [("events", name) for name in document.events]
        rules = sum(is_own(subject, path) for path in paths)
        if rules >= LARGE:
            message = f"{rules} moves, reactions and events, and no test: nothing tells when a change breaks one"
            # Its own `scenario` is what a scenario that extends another always has.
            yield subject.places.finding("W505", message, ("scenario",), on_key=True, hint=HINT, severity="tip")
        return
    named = {name for _, case, expected in expected_in(subject) if case.status != "draft" for name in _led_to(expected)}
    for name in subject.document.endings:
        # What is taken over is for the parent's tests to hold.
        if name not in named and is_own(subject, ("endings", name)):
            message = f"no test leads to the ending `{name}`"
            hint = f'add a test with expect: ["ending is {name}"]'
            yield subject.places.finding("W505", message, ("endings", name), on_key=True, hint=hint, severity="tip")


def _led_to(expected: object) -> Iterator[str]:
    """Yield the endings that something expected asks for."""
    match expected:
        case EndsIn(negated=False, endings=endings) | Share(endings=endings):
            yield from (ending.name for ending in endings)
        case Reaches(name=reached):
            yield reached.name
