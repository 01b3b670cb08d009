"""The check that each test of a scenario expects something that could fail (W504)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.cases import Always, Holds, Share
from game.scenario.lint.cases import expected_in
from game.scenario.lint.facts import Facts
from game.scenario.lint.reasoning import Reasoner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.cases import Expectation
    from game.scenario.lint.subject import Subject


def idle(subject: Subject) -> Iterator[Finding]:
    """W504: a test plays something, and expects something that could fail."""
    for name, case in subject.document.tests.items():
        if not case.expect and case.status != "draft":
            hint = 'add `expect: ["tension < 50"]`, or another thing that must hold'
            message, path = f"`{name}` expects nothing", ("tests", name)
            yield subject.places.finding("W504", message, path, on_key=True, hint=hint, severity="warning")
        elif not case.play and case.runs is None and case.then is None and case.status != "draft":
            hint = "add `play: [...]`, `then: uniform` or `runs: 1000`"
            message, path = f"`{name}` plays nothing, so it sees the start only", ("tests", name)
            yield subject.places.finding("W504", message, path, on_key=True, hint=hint, severity="warning")
    # A test may start a number elsewhere, so nothing is known of one that no rule changes.
    reasoner = Reasoner(Facts(subject.document, cautious=True))
    for keys, _, expected in expected_in(subject):
        if _never_fails(reasoner, expected):
            message = f"`{expected.text}` holds whatever happens"
            hint = "expect something that could fail"
            yield subject.places.finding("W504", message, keys, hint=hint, severity="warning")


def _never_fails(reasoner: Reasoner, expected: Expectation) -> bool:
    match expected:
        case Holds(condition=condition) | Always(condition=condition):
            return reasoner.decided(condition.tree, {}) is True
        case Share(low=low, high=high):
            return low <= 0 and high >= 1
        case _:
            return False
