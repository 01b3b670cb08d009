"""How long the shipped scenarios take: a timed read-through of whole games.

Counted is what a student reads on the way, at 200 words a minute, and ten seconds for each decision (a move, a reply,
the end of a turn). Read are title, summary, opening and goals; at the start of each turn its label and what the goal
asks for; title and line of each move when it is first open. For each decision three moves are compared, the one that is
sent and two that are not: brief, notes of the ministries, wordings and their notes. The terms that a sent move teaches
are looked up. Then come headline and text of each event, the sentence of each reaction, title, text and views of each
rung, the replies that are open; and title, line and text of the ending. A text that was read is not read again, but for
the goal, events, reactions and replies, which say something new each time. Not counted are the names of numbers and how
they moved, reasons of closed moves, other terms, sources, the ledger, the guide and the debrief.

The games are played by the policies that come with the game, evenly and for the goal, under several seeds; what counts
is the middle of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import pytest

from game.engine import END_TURN, Decision, Scenario, due_rule, ending_of, legal_moves, load_scenario
from game.policies import POLICIES
from game.resources import shipped_scenarios
from game.scenario.loader import load_document
from game.scenario.model import Reply
from game.session.session import Session
from game.terminal.view import goal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from game.engine import LegalMove, Step
    from game.scenario.model import Document

WORDS_A_MINUTE, SECONDS_A_DECISION = 200, 10
COMPARED = 3
EVEN, FOR_THE_GOAL = 9, 3
"""How many games of each policy are read."""
FITS = {"difficult_game": (30, 45), "difficult_spring": (45, 70), "first_month": (10, 18), "hard": (30, 45)}
"""The minutes that each shipped scenario may take."""
HONEST = 0.25
"""How far the promise of a scenario, `minutes`, may be from what was measured."""


@dataclass(slots=True)
class Reader:
    """Reads along with a game and counts words.

    Attributes:
        read: the places that were read already.
        words: the words so far.
    """

    document: Document
    read: set[str] = field(default_factory=set)
    words: int = 0

    def see(self, *texts: str) -> None:
        """Read texts, whether they were read before or not."""
        self.words += sum(len(text.split()) for text in texts)

    def first(self, place: str, *texts: str) -> None:
        """Read texts when this place is looked at for the first time."""
        if place not in self.read:
            self.read.add(place)
            self.see(*texts)

    def open_book(self) -> None:
        """Read what stands before the first turn."""
        about = self.document.scenario
        self.see(about.title, about.summary, about.opening, *about.goals)
        self.see(*(f"{ending.title} {ending.line}" for ending in self.document.endings.values() if ending.goal))

    def start_turn(self, session: Session) -> None:
        """Read the label of a turn and what the goal asks for."""
        turn = session.state.turn
        self.first(f"turn {turn}", self.document.calendar.turns[turn - 1].label, *goal(session))

    def scan(self, ways: Iterable[LegalMove]) -> None:
        """Read the moves that are open for the first time."""
        for move in dict.fromkeys(way.decision.partition(".")[0] for way in ways if way.legal):
            if move in self.document.moves:
                self.first(f"line {move}", self.document.moves[move].title, self.document.moves[move].line)

    def look_at(self, move: str) -> None:
        """Read the brief of a move, its notes, and its wordings with theirs."""
        known = self.document.moves[move]
        notes = [note.text for note in known.ministries.values()]
        said = [text for wording in known.wordings.values() for text in (wording.text, wording.note)]
        self.first(f"brief {move}", known.brief, *notes, *said)

    def look_up(self, move: str) -> None:
        """Read the terms that a move teaches."""
        for term in self.document.moves[move].teaches:
            self.first(f"term {term}", self.document.glossary[term].title, self.document.glossary[term].text)

    def ask(self, ways: Iterable[LegalMove]) -> None:
        """Read the replies that are open."""
        for way in ways:
            if way.legal:
                self.see(reply_text(self.document, *way.decision.split(".")))

    def hear(self, step: Step) -> None:
        """Read what a decision led to."""
        for rule in dict.fromkeys(happening.rule for happening in step.happenings):
            self.see(*told(self.document, rule.split(".")))


def told(document: Document, path: list[str]) -> Iterator[str]:
    """Yield the texts that tell a rule: an event, a reaction, or a rung."""
    section, name = path[0], path[1]
    members = {key: one for event in document.events.values() for key, one in event.one_of.items()}
    if section == "events" and len(path) == len(("events", "name")):
        event = document.events.get(name) or members[name]
        yield from (event.headline, event.text)
    elif section == "reactions":
        yield document.reactions[name].text
    elif section == "ladders":
        for rung in document.ladders[name].rungs:
            if path[-1] == rung.id:
                yield from (rung.title, rung.text, *rung.sees.values())


def reply_text(document: Document, parent: str, *reply: str) -> str:
    """Return what a reply says: its text, or that of the wording it offers."""
    if parent in document.ladders:
        return document.ladders[parent].replies[reply[0]].text
    members = {key: one for event in document.events.values() for key, one in event.one_of.items()}
    known = (document.events.get(parent) or members[parent]).replies.get(reply[0])
    if isinstance(known, Reply):
        return known.text
    wording = document.moves[reply[0]].wordings[reply[-1]]
    return f"{wording.text} {wording.note}"


def compared(ways: Iterable[LegalMove], sent: Decision) -> list[str]:
    """Return the moves that are looked at before a decision: the one that is sent, and the next ones in the list."""
    legal = [way.decision for way in ways if way.legal and way.decision != END_TURN]
    moves = list(dict.fromkeys(decision.partition(".")[0] for decision in legal))
    move = sent.partition(".")[0]
    place = moves.index(move) if move in moves else 0
    return (moves[place:] + moves[:place])[:COMPARED]


def minutes(scenario: Scenario, policy: str, seed: int) -> float:
    """Return how long one game takes, from the title to the ending."""
    session, reader, decisions = Session(scenario, seed), Reader(scenario.document), 0
    reader.open_book()
    while not session.ended:
        ways = legal_moves(scenario, session.state)
        decision = POLICIES[policy](scenario, session.state)
        if due_rule(scenario, session.state):
            reader.ask(ways)
        else:
            reader.start_turn(session)
            reader.scan(ways)
            for move in compared(ways, decision):
                reader.look_at(move)
            if decision != END_TURN:
                reader.look_up(decision.partition(".")[0])
        reader.hear(session.apply(decision))
        decisions += 1
    ending = scenario.document.endings[ending_of(scenario, session.state)]
    reader.see(ending.title, ending.line, ending.text)
    return reader.words / WORDS_A_MINUTE + decisions * SECONDS_A_DECISION / 60


def middle(scenario: Scenario) -> float:
    """Return the middle of the games of both policies, each counted as much as the other."""
    even = median(minutes(scenario, "uniform", seed) for seed in range(EVEN))
    aimed = median(minutes(scenario, "greedy", seed) for seed in range(FOR_THE_GOAL))
    return (even + aimed) / 2


@pytest.fixture(scope="module", params=shipped_scenarios(), ids=lambda path: path.name)
def measured(request: pytest.FixtureRequest) -> tuple[str, int, float]:
    """Return the name of a scenario, the minutes that it promises, and those that it takes."""
    path: Path = request.param
    scenario = load_scenario(path)
    return path.name, scenario.document.scenario.minutes or 0, middle(scenario)


def test_a_scenario_keeps_its_promise_of_length(measured: tuple[str, int, float]) -> None:
    """What the title says of the length is not far from what was measured."""
    _, promised, taken = measured
    assert abs(taken - promised) <= HONEST * promised


def test_a_scenario_fits_its_lesson(measured: tuple[str, int, float]) -> None:
    """The difficult game fills a lesson, the first month a quarter of an hour, and the spring a double lesson."""
    name, _, taken = measured
    shortest, longest = FITS[name]
    assert shortest <= taken <= longest


def test_a_text_is_read_once_and_news_each_time() -> None:
    """The reader counts words, and a place it has read only once."""
    reader = Reader(load_document(shipped_scenarios()[0]))
    for _ in range(2):
        reader.first("brief", "Three words here.")
        reader.see("And two.")
    assert reader.words == 3 + 2 * 2
