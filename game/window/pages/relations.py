"""What the map shows, as text: the trust of each capital and its line, the ladders, and what took place where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import shown
from game.session.account import goal_conditions
from game.session.titles import band_word, value_text
from game.window.facts import places_now, signed, visible
from game.window.kit.marks import tone
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import Command
from game.window.pages.leaf import Columns, Heading, Leaf
from game.window.settings import leader_words
from game.window.theme import BODY, NAME, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import NumberInfo
    from game.session.session import Session
    from game.window.kit.page import Part

TAB = "Record"
DASHED, SOLID = 20.0, 50.0
LEGEND = (
    ("Dots", "trust under 20"),
    ("Dashes", "trust from 20 to 49"),
    ("A whole line", "trust of 50 or more"),
    ("Three rings", "something took place here"),
)


def relations_leaf(session: Session, *, names: bool = False) -> Leaf:
    """Return the relations of Seoul as text."""
    capitals: list[Part] = []
    for number in visible(session.scenario, ended=session.ended):
        if number.capital:
            capitals += _capital(session, number, names=names, first=not capitals)
    rest: list[Part] = [*_places(session), *_ladders(session), Heading((Piece("How the map is read", SECTION),))]
    rest += [Block((Piece(f"{sign}:", STRONG), Piece(meaning, BODY, "ink2"))) for sign, meaning in LEGEND]
    return Leaf("The map as text", (Columns(tuple(capitals), tuple(rest), gap=0),), TAB)


def line_word(value: float) -> str:
    """Return how the line of a relation is drawn."""
    return "dots" if value < DASHED else "dashes" if value < SOLID else "a whole line"


def _capital(session: Session, number: NumberInfo, *, names: bool, first: bool) -> Iterator[Part]:
    """Yield a capital: its trust, the word for it, how it moved, and what the goal asks."""
    scenario, value = session.scenario, session.state.values[number.index]
    capital, meter = scenario.document.capitals[number.capital], scenario.document.meters[number.parent]
    name = Piece(capital.name, NAME, link=Command("why", number.name))
    yield Block((name, Piece(capital.native, BODY, "ink3")), 0 if first else 16)
    leader = leader_words(capital.leader, names=names)
    if leader:
        yield block(f"{leader}.", BODY, "ink3", gap=1)
    word = band_word(scenario, number, value)
    band = f", {word.lower()}" if word else ""
    title = meter.name or "Trust"
    now = shown(number, value)
    moved = now - shown(number, session.turn_states[-1].values[number.index])
    pieces = [Piece(f"{title} {now}{band}; drawn as {line_word(value)}.", BODY, "ink2")]
    if moved:
        good = ((moved > 0) - (moved < 0)) * number.better
        pieces.append(Piece(f"{signed(moved)} this turn.", STRONG, tone(good) if good else "ink2"))
    yield Block(tuple(pieces), 1)
    for part in goal_conditions(scenario, session.state):
        if part.number == number.name:
            yield block(f"Goal: {part.text}: {'met' if part.met else 'not yet'}.", BODY, "ink2", gap=1)


def _ladders(session: Session) -> Iterator[Part]:
    numbers = [number for number in visible(session.scenario, ended=session.ended) if number.kind == "ladder"]
    if numbers:
        yield Heading((Piece("Ladders", SECTION),))
    for number in numbers:
        rung = value_text(session.scenario, number, session.state.values[number.index])
        yield Block((Piece(number.title, BODY, link=Command("why", number.name)), Piece(f": {rung}", STRONG)))


def _places(session: Session) -> Iterator[Part]:
    """Yield what the rings on the map mark now."""
    found = [] if session.ended else places_now(session)
    if found:
        yield Heading((Piece("On the map now", SECTION),))
    for one in found:
        place = session.scenario.document.places.get(one.place)
        yield Block((Piece(f"{place.name if place else one.place}:", STRONG), Piece(one.headline, BODY, "ink2")))
