"""Checks of the tests in a scenario: what they name is there, and they fit together (E501, E201 to E204)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.scenario.cases import (
    ALWAYS,
    ANY,
    AS_DRAWN,
    NEVER,
    Always,
    EndsIn,
    Holds,
    Reaches,
    Share,
    decisions_of,
    forced_turns,
    lines,
    start_value,
)
from game.scenario.lint import expressions
from game.scenario.names import HAPPENING
from game.scenario.sites import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.errors import Finding
    from game.scenario.cases import Expectation, NamedAt
    from game.scenario.lint.subject import Subject
    from game.scenario.model import TestCase
    from game.scenario.names import Kind
    from game.scenario.source import KeyPath

FORCIBLE: tuple[Kind, ...] = ("event", "member", "reaction", "rung")
ONE_GAME = ("play", "then")
HOW = f"write {NEVER}, {ALWAYS}, {AS_DRAWN}, `turn 3`, or `turns 3 and 5`"


def decisions(subject: Subject) -> Iterator[Finding]:
    """E501: a test sends moves and gives replies that exist, in turns that the calendar has."""
    known = (*decisions_of(subject.document), ANY)
    for name, case in subject.document.tests.items():
        for line in lines(name, case):
            if line.decision not in known:
                yield from _unknown_decision(subject, line.decision, known, _item(subject, line.path))
        if isinstance(case.play, dict):
            yield from _turns(subject, name, case.play)


def _unknown_decision(subject: Subject, decision: str, known: tuple[str, ...], path: KeyPath) -> Iterator[Finding]:
    move = subject.document.moves.get(decision)
    if move and move.wordings:
        hint = f"write `{decision}.{next(iter(move.wordings))}`, or another of its wordings"
        yield subject.places.finding("E501", f"`{decision}` is sent with a wording", path, hint=hint)
        return
    yield from _unknown(subject, "decision", decision, known, path)


def _turns(subject: Subject, name: str, play: Iterable[str]) -> Iterator[Finding]:
    """A play that is written turn by turn names turns of the calendar, the earliest first."""
    last = 0
    for key in play:
        path: KeyPath = ("tests", name, "play", key)
        turn = int(key) if key.isascii() and key.isdecimal() else 0
        if not 0 < turn <= len(subject.document.calendar.turns):
            yield _no_turn(subject, key, path, on_key=True)
        elif turn < last:
            message = f"turn {turn} stands after turn {last}"
            yield subject.places.finding("E501", message, path, on_key=True, hint="write the earliest turn first")
        last = max(last, turn)


def _no_turn(
    subject: Subject, turn: object, path: KeyPath, *, on_key: bool = False, span: tuple[int, int] | None = None
) -> Finding:
    message = f"there is no turn `{turn}`; the calendar has {len(subject.document.calendar.turns)} turns"
    return subject.places.finding("E501", message, path, on_key=on_key, span=span)


def starts(subject: Subject) -> Iterator[Finding]:
    """E501: a test starts with numbers that exist, at values that they can have."""
    for name, case in subject.document.tests.items():
        for number, text in case.start.items():
            path: KeyPath = ("tests", name, "start", number)
            if number not in subject.names.numbers:
                yield from _unknown(subject, "number", number, subject.names.numbers, path, on_key=True)
                continue
            try:
                start_value(subject.document, number, text)
            except ValueError as error:
                yield subject.places.finding("E501", f"`{number}` cannot start with `{text}`: {error}", path)


def forced(subject: Subject) -> Iterator[Finding]:
    """E501: what a test forces or forbids is drawn by chance, and how is one of five words."""
    known = subject.names.of_kind(*FORCIBLE)
    for name, case in subject.document.tests.items():
        for rule, how in case.events.items():
            path: KeyPath = ("tests", name, "events", rule)
            if rule not in known:
                yield from _unknown(subject, "event", rule, known, path, on_key=True)
            turns = forced_turns(how)
            if turns is None and how not in (NEVER, ALWAYS, AS_DRAWN):
                yield subject.places.finding("E501", f"`{how}` does not say when `{rule}` happens", path, hint=HOW)
            for turn in turns or ():
                if not 0 < turn <= len(subject.document.calendar.turns):
                    yield _no_turn(subject, turn, path)


def batches(subject: Subject) -> Iterator[Finding]:
    """E501: a test is of one game that is played, or of a batch of games."""
    for name, case in subject.document.tests.items():
        path: KeyPath = ("tests", name)
        if case.runs is None and case.player is not None:
            hint = f"add `runs: 1000`, or write `then: {case.player}` to let it finish one game"
            message = "`player` plays a batch of games, and this test has no `runs`"
            yield subject.places.finding("E501", message, (*path, "player"), on_key=True, hint=hint)
        if case.runs == 0:
            yield subject.places.finding("E501", "a batch has one game or more", (*path, "runs"), hint="write 1000")
        for key in ONE_GAME:
            if case.runs is not None and getattr(case, key):
                message = f"`{key}` belongs to a test of one game; with `runs` the games are played by `player`"
                yield subject.places.finding("E501", message, (*path, key), on_key=True, hint="make two tests of it")


def expectations(subject: Subject) -> Iterator[Finding]:
    """E501: what a test expects names endings, rules and turns that exist, and fits one game or a batch."""
    for path, case, expected in expected_in(subject):
        yield from _names(subject, expected, path)
        if isinstance(expected, Holds) and expected.turn > len(subject.document.calendar.turns):
            start = expected.text.rindex(str(expected.turn))
            yield _no_turn(subject, expected.turn, path, span=(start, start + len(str(expected.turn))))
        yield from _out_of_place(subject, case, expected, path)


def _names(subject: Subject, expected: Expectation, path: KeyPath) -> Iterator[Finding]:
    endings = tuple(subject.document.endings)
    match expected:
        case EndsIn(endings=named) | Share(endings=named):
            for one in named:
                if one.name not in endings:
                    yield from _unknown_at(subject, "ending", one, endings, path)
        case Reaches(name=one):
            known = (*endings, *subject.names.of_kind(*HAPPENING))
            if one.name not in known:
                yield from _unknown_at(subject, "ending or rule", one, known, path)


def _out_of_place(subject: Subject, case: TestCase, expected: Expectation, path: KeyPath) -> Iterator[Finding]:
    if case.runs is None and isinstance(expected, Share):
        message = "a share is counted over many games, and this test plays one"
        yield subject.places.finding("E501", message, path, hint="add `runs: 1000` to the test")
    if case.runs is not None and isinstance(expected, (Holds, EndsIn)):
        message = "a batch has no one state to look at"
        hint = "write `always ...`, `reach ...` or `share of ... between ... and ...`"
        yield subject.places.finding("E501", message, path, hint=hint)


def unknown_names(subject: Subject) -> Iterator[Finding]:
    """E201: conditions in tests read numbers that exist."""
    return (finding for finding in subject.once(_names_and_types) if finding.code == "E201")


def types(subject: Subject) -> Iterator[Finding]:
    """E203: numbers and conditions stand where they belong in tests, too."""
    return (finding for finding in subject.once(_names_and_types) if finding.code == "E203")


def stray_otherwise(subject: Subject) -> Iterator[Finding]:
    """E305: no test expects `otherwise`."""
    return (finding for finding in subject.once(_names_and_types) if finding.code == "E305")


def divisions(subject: Subject) -> Iterator[Finding]:
    """E204: no condition in a test divides by what can be 0."""
    for site in sites(subject):
        yield from expressions.divisions_of(subject, site)


def _names_and_types(subject: Subject) -> tuple[Finding, ...]:
    """Read every condition once for the checks above."""
    formulas: dict[str, str | None] = {}
    return tuple(finding for site in sites(subject) for finding in expressions.of_site(subject, site, formulas))


def sites(subject: Subject) -> Iterator[Site]:
    """Yield the conditions that tests expect."""
    for path, _, expected in expected_in(subject):
        if isinstance(expected, (Holds, Always)):
            yield Site(path, expected.condition, "condition")


def expected_in(subject: Subject) -> Iterator[tuple[KeyPath, TestCase, Expectation]]:
    """Yield everything that tests expect, with its keys and its test."""
    for name, case in subject.document.tests.items():
        for place, expected in enumerate(case.expect):
            yield _item(subject, ("tests", name, "expect", place)), case, expected


def _item(subject: Subject, path: KeyPath) -> KeyPath:
    """Return the path of a list's item; a list of one may be written without brackets."""
    return path if path in subject.places.spots else path[:-1]


def _unknown(
    subject: Subject, what: str, name: str, known: Iterable[str], path: KeyPath, *, on_key: bool = False
) -> Iterator[Finding]:
    for finding in subject.unknown(what, name, known, path, on_key=on_key):
        yield replace(finding, code="E501")


def _unknown_at(subject: Subject, what: str, one: NamedAt, known: Iterable[str], path: KeyPath) -> Iterator[Finding]:
    if not subject.document.endings and subject.is_lost("endings"):
        # That there are no endings is told once, for the section.
        return
    for finding in subject.unknown(what, one.name, known, path, span=(one.start, one.end)):
        yield replace(finding, code="E501")
