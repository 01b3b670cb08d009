"""Every screen of the window under a name, as a player comes to it: made by keys and commands, and come to rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame
from conftest import warm
from judged import finished, sample
from twin import Twin

from game.engine import Scenario, due_rule, legal_moves
from game.session.session import Session
from game.window import app
from game.window.kit.panel import Command
from game.window.scenes.debrief import DebriefScene
from game.window.scenes.ending import EndingScene
from game.window.scenes.lines import LinesScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import TitleScene, start_game
from game.window.stage import Stage, open_stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.engine import Decision
    from game.window.settings import Settings

SEED = 5
LATE = 7


@dataclass(frozen=True)
class Maker:
    """What a view is made of: a stage, a scenario, and games of it in a few conditions."""

    stage: Stage
    scenario: Scenario

    def game(self, stop: Callable[[Session], bool]) -> Session:
        """Play by a fixed pattern until a game stands as wanted, or is over; the same one every time."""
        session, count = Session(self.scenario, SEED), 0
        while not session.ended and not stop(session):
            session.apply(pattern(session, count))
            count += 1
        return session

    def desk(self, stop: Callable[[Session], bool]) -> Twin:
        """Return the desk of such a game."""
        return Twin(PlayScene(self.stage, self.game(stop)))

    def reading(self, kind: str, about: str = "") -> Twin:
        """Return the desk of a late game with a page opened."""
        return acted(self.desk(is_late), Command(kind, about))


def pattern(session: Session, count: int) -> Decision:
    """Return a decision that is legal, another one each time."""
    ways = [way.decision for way in legal_moves(session.scenario, session.state) if way.legal]
    return ways[(7 * count + 3) % len(ways)]


def is_late(session: Session) -> bool:
    """Return whether a game has come far and Seoul is free to move."""
    return session.state.turn >= LATE and not session.state.due


def is_later(session: Session) -> bool:
    """Return whether a game has come a turn further, in which more happens."""
    return session.state.turn > LATE and not session.state.due


def is_asked(section: str) -> Callable[[Session], bool]:
    """Return whether Seoul must reply to an event or a rung."""
    return lambda session: bool(session.state.due) and due_rule(session.scenario, session.state).startswith(section)


def acted(twin: Twin, *commands: Command) -> Twin:
    """Carry out commands at a scene and come to rest."""
    for command in commands:
        twin.scene = twin.scene.act(command) or twin.scene
        twin.rest()
    return twin


def pressed(twin: Twin, *keys: str) -> Twin:
    """Press keys and come to rest."""
    for key in keys:
        twin.press(key)
    return twin


def with_wordings(scenario: Scenario) -> str:
    """Return the move with the most wordings."""
    moves = scenario.document.moves
    return max(moves, key=lambda name: len(moves[name].wordings))


def wordings(maker: Maker) -> Twin:
    """Return the desk with the wordings of a move over the map."""
    return acted(maker.desk(lambda _: True), Command("move", with_wordings(maker.scenario)), Command("send"))


def told(maker: Maker) -> Twin:
    """Return the desk with what followed from a turn over the list of moves."""
    twin = acted(maker.desk(is_later), Command("end_turn"))
    return pressed(twin, "Return") if twin.scene.dialogs else twin


def debriefed(maker: Maker) -> Twin:
    """Return the debrief of a game of the crossing, with a turn opened and its turning point chosen."""
    scene = DebriefScene(maker.stage, finished())
    scene.show(sample())
    return acted(Twin(scene), Command("open", "2"), Command("point", "1"))


def two_lines(maker: Maker) -> Twin:
    """Return a fork beside the first line of its game, in the turn in which they part; both are over."""
    first = maker.game(lambda _: False)
    fork = first.part(LATE - 2)
    for count in range(len(first.decisions)):
        if not fork.ended:
            fork.apply(pattern(fork, count + 1))
    first.part(2).apply(pattern(first.fork(2), 2))
    return Twin(LinesScene(maker.stage, fork, first, autosave=None, back=TitleScene(maker.stage)))


VIEWS: dict[str, Callable[[Maker], Twin]] = {
    "title": lambda maker: Twin(TitleScene(maker.stage)),
    "opening": lambda maker: Twin(start_game(maker.stage, maker.scenario, SEED)),
    "guide": lambda maker: pressed(Twin(start_game(maker.stage, maker.scenario, SEED)), "Return"),
    "first": lambda maker: maker.desk(lambda _: True),
    "late": lambda maker: maker.desk(is_late),
    "wordings": wordings,
    "question": lambda maker: acted(maker.desk(lambda _: True), Command("end_turn")),
    "told": told,
    "event": lambda maker: maker.desk(is_asked("events")),
    "rung": lambda maker: maker.desk(is_asked("ladders")),
    "settings": lambda maker: maker.reading("settings"),
    "record": lambda maker: maker.reading("record"),
    "why": lambda maker: maker.reading("why", maker.scenario.numbers[0].name),
    "sources": lambda maker: maker.reading("sources"),
    "glossary": lambda maker: maker.reading("glossary"),
    "relations": lambda maker: maker.reading("relations"),
    "goal": lambda maker: maker.reading("goal"),
    "help": lambda maker: maker.reading("help"),
    "ending": lambda maker: Twin(EndingScene(maker.stage, maker.game(lambda _: False))),
    "debrief": debriefed,
    "lines": two_lines,
}
"""All views by name."""


def opened_stage(size: tuple[int, int], settings: Settings | None = None) -> Iterator[Stage]:
    """Yield a stage on a window of a size, without a screen, and close it."""
    app.open_display()
    pygame.display.set_mode(size)
    stage = open_stage(*size)
    stage.seed = SEED
    if settings is not None:
        stage.change(settings)
    yield warm(stage)
    pygame.display.quit()
