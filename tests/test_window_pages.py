"""What the reader's pages say, where their links lead, and what they keep to themselves while a game is played."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pygame
import pytest
from reading import GLOSSARY, SOURCES, TEACHING, commands, every_command, page_words, played, taught_game, words

from game.engine import END_TURN, Scenario
from game.session.session import Session
from game.window.kit.panel import Command
from game.window.pages.book import Book
from game.window.pages.help import KEYS
from game.window.pages.ledger import ledger_blocks
from game.window.pages.sources import NO_ADDRESS, known_rules, rules_on
from game.window.pages.waterfall import Fall, TurnChart, scale_of
from game.window.scenes.steering import LETTERS
from game.window.widgets.guide import STEPS

if TYPE_CHECKING:
    from conftest import Small

    from game.window.stage import Stage


@pytest.fixture
def taught(small: Small) -> Session:
    """Return a small game with a glossary and a source."""
    return taught_game(small)


def test_the_ledger_has_a_row_for_every_change(scenario: Scenario) -> None:
    """Every change that a tenth shows has a row; in a turn each begins where the one before ended."""
    session = played(scenario, 5)
    rows = [part for part in ledger_blocks(session, "tension") if isinstance(part, Fall)]
    changes = [
        change
        for change in session.changes
        if change.number == "tension" and round(change.before, 1) != round(change.after, 1)
    ]
    by_turn = [one for turn in range(5, 0, -1) for one in changes if one.turn == turn]
    assert [(row.before, row.after) for row in rows] == [(one.before, one.after) for one in by_turn]
    pairs = [(one, other) for one, other in pairwise(rows) if one.ties[1]]
    assert pairs
    assert all(one.after == other.before and other.ties[0] for one, other in pairs)


def test_the_chart_of_a_ledger_has_every_turn_begun(scenario: Scenario) -> None:
    """Its values are the starts of turns, then the value now."""
    session = played(scenario, 3)
    chart = next(part for part in ledger_blocks(session, "tension") if isinstance(part, TurnChart))
    place = scenario.number("tension").index
    assert chart.values == (*(one.values[place] for one in session.turn_states), session.state.values[place])


def test_a_row_names_rule_factor_evidence_and_source(small: Small) -> None:
    """All that stands in an entry of the ledger can be read on its row."""
    scenario = small(
        glossary=GLOSSARY,
        moves=TEACHING,
        sources=SOURCES,
        modifiers='{doubt: {of: moves, when: tension >= 40, times: 0.5, text: "Half believed."}}',
    )
    told = page_words(Session(scenario, 1, ["talk"]), "why", "trust.beijing")
    for expected in ("Talk", "Written as +4 \u00d7 0.5 (Half believed)", "Sourced", "A page", "50 \u2192 52", "+2"):
        assert expected in told


def test_a_hidden_number_has_no_ledger_in_play(small: Small) -> None:
    """Its page says only that it is told at the end; a counter stays untold even then."""
    meters = """
        trust: {per: capital, start: {beijing: 50, tokyo: 40}, better: higher}
        tension: {start: 50, better: lower}
        fear: {name: Fear, start: 30, hidden: yes}
        items: {name: Items, start: 0, counter: yes}
    """
    session = Session(small(meters=meters), 1)
    assert "30" not in page_words(session, "why", "fear")
    assert "Fear" not in page_words(session, "record")
    while not session.ended:
        session.apply(END_TURN)
    assert "30" in page_words(session, "why", "fear")
    assert "ended" in page_words(session, "why", "items")


def test_a_factor_that_reads_a_hidden_number_keeps_its_reason(small: Small) -> None:
    """In play the row says that the reason is hidden; after the end it is told."""
    hidden = '{fear: {of: moves, when: not brave, times: 0.5, text: "They were afraid."}}'
    scenario = small(flags="{brave: {start: no, hidden: yes}}", modifiers=hidden)
    session = Session(scenario, 1, ["talk"])
    assert "for a hidden reason" in page_words(session, "why", "trust.beijing")
    while not session.ended:
        session.apply(END_TURN)
    assert "They were afraid" in page_words(session, "why", "trust.beijing")


def test_hidden_and_bookkeeping_numbers_stand_on_no_page_in_play(scenario: Scenario) -> None:
    """No page that leads from the desk writes the value of such a number beside its name."""
    session = played(scenario, 4)
    secret = {one.title for one in scenario.numbers if one.hidden or one.counter}
    for kind in ("record", "relations", "goal", "sources", "help"):
        told = page_words(session, kind)
        assert not {name for name in secret if name in told}
    rules = {name for source in scenario.document.sources for name in rules_on(scenario, source, ended=False)}
    moved = {
        name
        for source in scenario.document.sources
        for rule in rules_on(scenario, source, ended=False).values()
        for name in rule
    }
    assert rules
    assert not {name for name in moved if scenario.number(name).hidden or scenario.number(name).counter}


def test_a_source_names_its_facts_and_the_rules_that_rest_on_it(taught: Session) -> None:
    """Publisher, date, grade, address, the rule with its evidence and numbers, and the term that cites it."""
    told = page_words(taught, "sources", "P1")
    for expected in (
        "A press",
        "2026",
        "Newspaper",
        "https://example.org/a",
        "Talk",
        "Sourced",
        "Inferred",
        "Trust (Tokyo)",
    ):
        assert expected in told
    assert NO_ADDRESS not in told
    assert Command("glossary", "trust_word") in commands(Book(taught).leaf(Command("sources", "P1")))


def test_a_source_tells_no_event_before_it_happens(scenario: Scenario) -> None:
    """Of rules that have not acted only the count is told, and after the end nothing is kept back."""
    session = Session(scenario, 5)
    known = known_rules(session)
    source = next(key for key in scenario.document.sources if set(rules_on(scenario, key, ended=False)) - known)
    kept = {rule for rule in rules_on(scenario, source, ended=False) if rule not in known}
    assert all(rule.partition(".")[0] in ("events", "reactions") for rule in kept)
    assert f"{len(kept)} more" in page_words(session, "sources", source)


def test_a_term_leads_to_related_terms_moves_and_sources(taught: Session) -> None:
    """Each link of a term opens a page or selects a move; at the end a move cannot be selected any more."""
    leaf = Book(taught).leaf(Command("glossary", "trust_word"))
    assert commands(leaf) == [Command("glossary", "tension_word"), Command("move", "talk"), Command("sources", "P1")]
    while not taught.ended:
        taught.apply(END_TURN)
    assert Command("move", "talk") not in commands(Book(taught).leaf(Command("glossary", "trust_word")))


def test_a_scenario_without_glossary_and_sources_still_has_pages(small: Small) -> None:
    """The glossary has the desk's own words, and the sources say that there are none."""
    session = Session(small(), 1)
    assert "Ladder, rung" in page_words(session, "glossary")
    assert "names no sources" in page_words(session, "sources")


def test_a_leader_is_named_only_where_that_is_wanted(scenario: Scenario) -> None:
    """The ledger of a capital's trust tells the role, and the name only with names."""
    session = Session(scenario, 1)
    leader = scenario.document.capitals["beijing"].leader
    assert leader is not None
    for command in (Command("why", "trust.beijing"), Command("relations")):
        assert f"{leader.role}." in words(Book(session).leaf(command))
        assert leader.name not in words(Book(session).leaf(command))
        assert leader.name in words(Book(session, names=True).leaf(command))


@pytest.mark.parametrize("kind", ["sources", "glossary"])
def test_an_unknown_name_opens_a_page_that_says_so(small: Small, kind: str) -> None:
    """A link to nothing does not end the game."""
    assert Book(Session(small(), 1)).leaf(Command(kind, "nothing")).title.startswith("No such")


def test_the_goal_leads_to_the_ledger_of_each_number(scenario: Scenario) -> None:
    """Each part of the goal that compares a number is a link to why it stands where it does."""
    leaf = Book(played(scenario, 2)).leaf(Command("goal"))
    assert Command("why", "trust.beijing") in commands(leaf)
    assert "Not yet" in words(leaf)


def test_the_map_as_text_names_every_capital_and_its_line(scenario: Scenario) -> None:
    """Trust, its word and its line pattern stand there for each capital."""
    told = page_words(played(scenario, 2), "relations")
    for name in ("Beijing", "Washington", "Tokyo", "Pyongyang", "drawn as dots", "drawn as a whole line"):
        assert name in told


def test_help_knows_the_letters_of_the_desk() -> None:
    """Every letter that the desk reads stands among the keys."""
    told = {key for keys, _ in KEYS for key in keys.split(", ")}
    assert {pygame.key.name(key).capitalize() for key in LETTERS} <= told


def test_help_tells_every_key_and_begins_the_guide(taught: Session) -> None:
    """All keys stand on the page; the guide is offered only where there is a desk."""
    told = page_words(taught, "help")
    assert all(key in told and what in told for keys, what in KEYS for key in keys.split(", "))
    assert Command("guide") in commands(Book(taught).leaf(Command("help")))
    assert "Guide me" not in words(Book(taught, playing=False).leaf(Command("help")))


def test_every_word_of_the_pages_has_a_glyph(stage: Stage, taught: Session) -> None:
    """The fonts cover what the pages say of themselves, in both kinds of face."""
    told = " ".join(words(Book(taught).leaf(command)) for command in every_command(taught))
    told += " ".join(f"{step.title} {step.text}" for step in STEPS)
    assert all(stage.drawing.faces.covers(told, face) for face in ("ui-400", "voice-400"))


@pytest.mark.parametrize(
    ("values", "span"),
    [((50.0, 52.0), (45.0, 55.0)), ((1.0,), (0.0, 10.0)), ((99.0,), (90.0, 100.0)), ((20.0, 71.0), (15.0, 75.0))],
)
def test_the_scale_of_a_ledger_holds_all_values(values: tuple[float, ...], span: tuple[float, float]) -> None:
    """It goes in steps of five, is never very narrow, and stays inside the number's range."""
    scale = scale_of(values, 0, 100)
    assert (scale.low, scale.high) == span


def test_a_ledger_begins_with_what_its_number_means(scenario: Scenario) -> None:
    """Before anything has moved it, a number says what it is, where it began, and what the start rests on."""
    session, meter = Session(scenario, 5), scenario.document.meters["dependence"]
    assert meter.basis is not None
    leaf = Book(session).leaf(Command("why", "dependence"))
    told = words(leaf)
    assert told.startswith(f"{meter.note} At the start: 68. Now: 68.")
    assert "The start: Inferred" in told
    assert Command("sources", meter.basis.sources[0]) in commands(leaf)
    assert "Numbers whose start rests on it Dependence on China." in page_words(session, "sources", "P49")


def test_the_words_of_the_desk_name_the_numbers(scenario: Scenario) -> None:
    """The glossary says what each number means; a hidden one and bookkeeping are not told."""
    told = page_words(Session(scenario, 5), "glossary")
    meters = scenario.document.meters
    assert all(f"{one.name}: {one.note}" in told for one in meters.values() if not (one.hidden or one.counter))
    assert not any(f"{one.name}:" in told for one in meters.values() if one.hidden or one.counter)


def test_a_source_without_an_address_says_so(scenario: Scenario) -> None:
    """It says that no address is known, and how it is found."""
    assert NO_ADDRESS in page_words(Session(scenario, 5), "sources", "P1")
    assert "Search the site for" in page_words(Session(scenario, 5), "sources", "P1")
