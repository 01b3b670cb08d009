"""What the title has to offer: scenarios and saved games, and how each looks at a glance. It draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from game.engine import ending_of, new_game, shown
from game.errors import GameError
from game.resources import shipped_scenarios
from game.scenario.loader import load_document
from game.session.replay import resume
from game.session.titles import plain
from game.window.geography import is_off_map, project, seat_point

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from game.engine import Scenario, State
    from game.scenario.model import Document, Leader
    from game.session.replay import Replay
    from game.window.geography import Point


@dataclass(frozen=True, slots=True)
class Relation:
    """A capital with its trust and who leads it: `point` is where it lies in kilometres, None off the map."""

    capital: str
    name: str
    flag: str
    point: Point | None
    value: float
    shown: int
    leader: Leader | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """A game as a picture: its relations, what they are called, when it is, and whose they are and from where."""

    relations: tuple[Relation, ...]
    meter: str
    when: str
    seat: str
    home: Point


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario: its file, what it says of itself, or why it cannot be played."""

    path: Path
    title: str
    summary: str = ""
    facts: str = ""
    goal: str = ""
    aims: tuple[str, ...] = ()
    fault: str = ""
    is_read: bool = False


@dataclass(slots=True)
class Kept:
    """A saved game. How far it has come and how it looks are read in an idle moment.

    Attributes:
        replay: what was recorded; None where the file cannot be read, with the `reason`.
        status: its turn, or how it ended.
        glance: how it looks; None until it is read, or where its scenario is not here.
        ended: whether it is over, so that it can be judged.
    """

    path: Path
    replay: Replay | None
    reason: str = ""
    status: str = ""
    glance: Glance | None = None
    ended: bool = False

    @property
    def title(self) -> str:
        """The title of its scenario, or the name of a file that cannot be read."""
        return self.replay.title if self.replay is not None else self.path.name

    @property
    def date(self) -> str:
        """When it was saved, in the player's own time."""
        try:
            saved = datetime.fromisoformat(self.replay.saved_at if self.replay is not None else "").astimezone()
        except ValueError:
            return ""
        return f"{saved.day} {saved:%b %Y, %H:%M}"

    def read(self, scenario: Scenario) -> None:
        """Read how far the game has come, by playing it again, and how it looks."""
        if self.replay is None:
            return
        turn = max(1, len(self.replay.turns) - 1)
        try:
            # Of a game with forks only the line played last is looked at: all of them would take too long here.
            session = resume(scenario, self.replay.line(self.replay.playing))
        except GameError:
            self.status = f"turn {turn}, of other rules"
            values = dict(self.replay.turns[-1].numbers) if self.replay.turns else {}
        else:
            turn = session.state.turn
            ending = scenario.document.endings.get(ending_of(scenario, session.state))
            self.ended = ending is not None
            self.status = f"ended: {ending.title}" if ending else f"turn {turn} of {scenario.turns}"
            values = _values(scenario, session.state)
        self.glance = glance_of(scenario, values, turn_words(scenario, turn))


def offers(extra: Path | None = None) -> list[Offer]:
    """Return the scenarios that come with the game, after the one that was named; what they say is read later."""
    paths = [*([extra] if extra is not None else []), *(path for path in shipped_scenarios() if path != extra)]
    return [Offer(path, plain(path.stem)) for path in paths]


def read_offer(path: Path) -> Offer:
    """Read what a scenario says of itself."""
    try:
        document = load_document(path)
    except GameError as error:
        words = "This scenario has faults and cannot be played."
        return Offer(path, plain(path.stem), words, fault=str(error), is_read=True)
    return offer_of(path, document)


def offer_of(path: Path, document: Document) -> Offer:
    """Return what a scenario that was read says of itself."""
    about, turns = document.scenario, len(document.calendar.turns)
    facts = f"{turns} turns" + (f", about {about.minutes} minutes" if about.minutes else "")
    goal = next((f"{ending.title}. {ending.line}".strip() for ending in document.endings.values() if ending.goal), "")
    return Offer(path, about.title, about.summary, facts, goal, tuple(about.goals), is_read=True)


def opening_glance(scenario: Scenario, seed: int) -> Glance:
    """Return how a new game looks."""
    values = _values(scenario, new_game(scenario, seed))
    return glance_of(scenario, values, f"The start: {turn_words(scenario, 1)}")


def glance_of(scenario: Scenario, values: Mapping[str, float], when: str) -> Glance:
    """Return how a game looks with some values, and when that is."""
    document = scenario.document
    seat = document.scenario.seat.name
    return Glance(relations(scenario, values), meter_name(scenario), when, seat, seat_point(document))


def relations(scenario: Scenario, values: Mapping[str, float]) -> tuple[Relation, ...]:
    """Return the first meter that every capital has, by capital, with its values; what has no value is left out."""
    numbers = [one for one in scenario.numbers if one.kind == "meter" and one.capital and not one.hidden]
    found: list[Relation] = []
    for number in numbers:
        if number.parent == numbers[0].parent and number.name in values:
            capital, value = scenario.document.capitals[number.capital], values[number.name]
            point = _point(scenario, capital.place)
            flag = capital.flag or ""
            found.append(
                Relation(number.capital, number.title, flag, point, value, shown(number, value), capital.leader)
            )
    return tuple(found)


def meter_name(scenario: Scenario) -> str:
    """Return what the values of relations are called."""
    numbers = [one for one in scenario.numbers if one.kind == "meter" and one.capital and not one.hidden]
    return scenario.document.meters[numbers[0].parent].name if numbers else ""


def turn_words(scenario: Scenario, turn: int) -> str:
    """Return the date of a turn and what it is called."""
    known = scenario.document.calendar.turns[min(turn, scenario.turns) - 1]
    return f"{known.date.day} {known.date:%b %Y}" + (f", {known.label}" if known.label else "")


def _values(scenario: Scenario, state: State) -> dict[str, float]:
    return {number.name: state.values[number.index] for number in scenario.numbers}


def _point(scenario: Scenario, place: str | None) -> Point | None:
    """Return where a place lies in kilometres, or None off the map."""
    known = scenario.document.places.get(place or "")
    if known is None:
        return None
    point = project(known.latitude, known.longitude)
    return None if is_off_map(point) else point
