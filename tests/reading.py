"""What the tests of the reader share: a scene with nothing but dialogs, played games, and the words of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driving import click, paint

from game.engine import END_TURN, Scenario, legal_moves
from game.session.session import Session
from game.window.kit.panel import NOTHING, Box, Command
from game.window.pages.book import PAGES, Book
from game.window.scenes.reader import Reader
from game.window.scenes.scene import Scene

if TYPE_CHECKING:
    import pygame
    from conftest import Small

    from game.window.pages.leaf import Leaf
    from game.window.stage import Stage

GLOSSARY = """
    trust_word: {title: Trust, text: "What a capital thinks of Seoul.", sources: [P1], see: [tension_word]}
    tension_word: {title: Tension, text: "How near a clash is."}
"""
SOURCES = '{P1: {title: "A page", publisher: "A press", date: "2026", grade: newspaper, url: "https://example.org/a"}}'
TEACHING = """
    talk:
        {group: Talks, title: Talk, target: beijing, agenda: 1, teaches: [trust_word],
        effects: {trust.beijing: +4, trust.tokyo: -2},
        basis: {evidence: sourced, spill: inferred, sources: [P1]}}
    wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}
"""


class Bare(Scene):
    """A scene with nothing on it but dialogs."""

    def arrange(self) -> dict[str, Box]:
        """Place nothing."""
        return {panel.name: panel.box for panel in self.panels}

    def act(self, command: Command) -> Scene | None:
        """Do nothing."""
        del command
        return None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read no key."""
        del event
        return None


def played(scenario: Scenario, turns: int) -> Session:
    """Play a game by a fixed pattern until some turns are over."""
    session, count = Session(scenario, 5), 0
    while session.state.turn <= turns and not session.ended:
        ways = [way.decision for way in legal_moves(scenario, session.state) if way.legal]
        session.apply(ways[(7 * count + 3) % len(ways)])
        count += 1
    return session


def read(stage: Stage, session: Session, command: Command) -> tuple[Bare, Reader]:
    """Open the reader on an empty scene."""
    scene, reader = Bare(stage), Reader(session, command)
    scene.open(reader)
    paint(scene)
    return scene, reader


def words(leaf: Leaf) -> str:
    """Return all words of a page."""
    return " ".join(piece.text for part in leaf.parts for piece in part.pieces)


def page_words(session: Session, kind: str, about: str = "") -> str:
    """Return all words of the page that a command opens."""
    return words(Book(session).leaf(Command(kind, about)))


def every_command(session: Session) -> list[Command]:
    """Return a command for each page of a game."""
    document = session.scenario.document
    found = [Command(kind) for kind in sorted(PAGES - {"why"})]
    found += [Command("why", number.name) for number in session.scenario.numbers]
    found += [Command("sources", key) for key in list(document.sources)[::6]] + [
        Command("glossary", key) for key in document.glossary
    ]
    return found


def commands(leaf: Leaf) -> list[Command]:
    """Return where the links of a page lead."""
    return [piece.link for part in leaf.parts for piece in part.pieces if piece.link != NOTHING]


def follow(scene: Scene, reader: Reader, command: Command) -> None:
    """Click on what was drawn for a command and paint what it leads to."""
    click(scene, reader, command)
    paint(scene)


def taught_game(small: Small) -> Session:
    """Return a small game with a glossary and a source, after one move and a turn."""
    scenario = small(glossary=GLOSSARY, sources=SOURCES, moves=TEACHING)
    return Session(scenario, 1, ["talk", END_TURN])
