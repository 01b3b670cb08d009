"""The sources: what the rules rest on, all of them and one by one, and which rules rest on each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from game.scenario.model import Evidence
from game.session.titles import number_title, plain, rule_title
from game.window.facts import visible
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import Command
from game.window.pages.leaf import Heading, Leaf, Marked
from game.window.theme import BODY, CAPTION, LABEL, NAME, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Scenario
    from game.scenario.model import Source
    from game.session.session import Session
    from game.window.kit.page import Part

TAB = "Sources"
MAP_WORDS = "Boundaries on the map: Natural Earth, as they are in fact. No position is implied."
ESTIMATES = (
    "Arrows and chances are computed from the rules for the state as it is now; over what is hidden they are averaged."
)
GRADES = (
    (Evidence.SOURCED, "a source says it"),
    (Evidence.INFERRED, "it follows from a source"),
    (Evidence.JUDGEMENT, "the authors\u2019 own estimate"),
)
NO_ADDRESS = "No web address that lasts is known for it."
KNOWN = ("moves", "ladders")
"""Sections whose rules a student may always read; the others once they have taken place."""


def sources_leaf(session: Session) -> Leaf:
    """Return all sources by grade, with what the grades of evidence mean and how often each stands."""
    document = session.scenario.document
    counts = Counter(effect.evidence for effect in session.scenario.effects)
    parts: list[Part] = [
        block("Every change of a number names the rule behind it and what the rule rests on.", QUOTE, gap=0)
    ]
    for grade, meaning in GRADES:
        chip = Piece(grade.value.capitalize(), LABEL, "ink2", chip="sunk")
        words = f"{meaning}: {_effects(counts[grade.value])}."
        parts.append(Marked(chip, block(words[0].upper() + words[1:], BODY, "ink2"), gap=4))
    parts += [block(ESTIMATES, BODY, "ink2", gap=10), block(MAP_WORDS, BODY, "ink2", gap=4)]
    grades = Counter(source.grade for source in document.sources.values())
    for name, _ in grades.most_common():
        found = {key: source for key, source in document.sources.items() if source.grade == name}
        parts.append(Heading((Piece(name.capitalize() or "Others", SECTION), Piece(str(len(found)), BODY, "ink3"))))
        parts += [_line(key, source) for key, source in found.items()]
    if not grades:
        parts.append(block("This scenario names no sources.", BODY, "ink2", gap=16))
    return Leaf("What the rules rest on", tuple(parts), TAB)


def source_leaf(session: Session, name: str) -> Leaf:
    """Return one source: title, publisher, date, grade, address, and the rules and terms that rest on it."""
    source = session.scenario.document.sources.get(name)
    if source is None:
        return Leaf("No such source", (block("This scenario does not name it.", BODY, "ink2"),), TAB)
    parts: list[Part] = [_line_of_facts(name, source)]
    if source.note:
        parts.append(block(source.note, QUOTE, "ink2", gap=10))
    if not source.url:
        parts.append(block(NO_ADDRESS, BODY, "ink2", gap=8))
    if source.url:
        parts.append(Block((Piece("Address:", STRONG, "ink2"), Piece(source.url, BODY)), 8))
    parts += [*_starts(session, name), *_rules(session, name)]
    terms = [(key, term) for key, term in session.scenario.document.glossary.items() if name in term.sources]
    if terms:
        parts.append(Heading((Piece("Terms that cite it", SECTION),)))
        parts += [Block((Piece(term.title, BODY, link=Command("glossary", key)),)) for key, term in terms]
    return Leaf(source.title, tuple(parts), TAB)


def _starts(session: Session, name: str) -> Iterator[Part]:
    """Yield the meters whose start rests on a source."""
    document = session.scenario.document
    told = {number.parent for number in visible(session.scenario, ended=session.ended) if number.kind == "meter"}
    found = [
        meter.name or plain(key)
        for key, meter in document.meters.items()
        if key in told and meter.basis is not None and name in meter.basis.sources
    ]
    if found:
        yield Heading((Piece("Numbers whose start rests on it", SECTION),))
        yield block(f"{', '.join(found)}.", BODY)


def _rules(session: Session, name: str) -> Iterator[Part]:
    """Yield the rules that rest on a source, each with its evidence and the numbers that it moves."""
    every = rules_on(session.scenario, name, ended=session.ended)
    open_rules = known_rules(session)
    told = {rule: grades for rule, grades in every.items() if session.ended or rule in open_rules}
    yield Heading((Piece("Rules that rest on it", SECTION),))
    if not every:
        yield block("No rule that moves a number rests on it; it stands behind the texts.", BODY, "ink2")
    for rule, numbers in told.items():
        grades = dict.fromkeys(numbers.values())
        chips = tuple(Piece(grade.capitalize(), LABEL, "ink2", chip="sunk") for grade in grades)
        moved = ", ".join(number_title(session.scenario, number) for number in numbers)
        yield Block((Piece(rule_title(session.scenario, rule), STRONG), *chips), 8)
        yield block(f"Changes: {moved}.", CAPTION, "ink3", gap=0)
    rest = len(every) - len(told)
    if rest:
        words = f"{rest} more {'rule has' if rest == 1 else 'rules have'} not acted yet."
        yield block(words, BODY, "ink3", gap=10)


def rules_on(scenario: Scenario, source: str, *, ended: bool) -> dict[str, dict[str, str]]:
    """Return the rules that rest on a source, with the evidence for each number that they move and that may be told."""
    told = {number.index: number.name for number in visible(scenario, ended=ended)}
    found: dict[str, dict[str, str]] = {}
    for effect, place in zip(scenario.effects, scenario.tables["EFFECT_NUMBER"], strict=True):
        if source in effect.sources and int(place) in told:
            found.setdefault(effect.rule, {})[told[int(place)]] = effect.evidence
    return found


def known_rules(session: Session) -> frozenset[str]:
    """Return the rules that a student may read about now: what Seoul can do, the ladders, and what took place."""
    written = {effect.rule for effect in session.scenario.effects if effect.rule.partition(".")[0] in KNOWN}
    return frozenset(written | {one.rule for one in session.happenings})


def _effects(count: int) -> str:
    return f"{count} {'effect' if count == 1 else 'effects'}"


def _line(key: str, source: Source) -> Block:
    about = ", ".join(part for part in (source.publisher, source.date) if part)
    link = Piece(source.title, BODY, link=Command("sources", key))
    return Block((link, Piece(about, CAPTION, "ink3"), Piece(f"({key})", CAPTION, "ink3")), 5)


def _line_of_facts(key: str, source: Source) -> Block:
    facts = [
        Piece(part, BODY, "ink2") for part in (f"{source.publisher}," * bool(source.publisher), source.date) if part
    ]
    grade = (Piece(source.grade.capitalize(), LABEL, "ink2", chip="sunk"),) if source.grade else ()
    return Block((Piece(key, NAME, "ink3"), *facts, *grade), 0)
