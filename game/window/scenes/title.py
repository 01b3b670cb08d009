"""The title: which scenario to play, with which seed, or which saved game to go on with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pygame

from game.engine import Scenario, ending_of
from game.errors import GameError
from game.resources import find_scenario, shipped_scenarios
from game.scenario.loader import load_document
from game.session.replay import resume as resume_session
from game.session.saves import Autosave, saved_games
from game.session.session import Session
from game.session.titles import plain
from game.window.geography import View, project
from game.window.kit.dialog import ENTER, TextDialog
from game.window.kit.marks import button
from game.window.kit.page import block
from game.window.kit.panel import Box, Command, Panel
from game.window.map_view import SEOUL, paint_base
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.scene import Scene
from game.window.theme import BODY, CAPTION, CARD, LABEL, MOVE_TITLE, OUTCOME, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from pathlib import Path

    from game.session.replay import Replay
    from game.window.geography import Coasts
    from game.window.kit.pen import Pen
    from game.window.stage import Stage

DRAWN_SEEDS = 1_000_000
LEFT = 660.0
MARGIN = 48.0
MOST_SAVES = 8
SAVE_HEIGHT = 36.0
START, SEED, QUIT = Command("start"), Command("seed"), Command("quit")


@dataclass(slots=True)
class Kept:
    """A saved game on the title; how far it has come is read in an idle moment."""

    path: Path
    replay: Replay
    status: str = ""

    @property
    def date(self) -> str:
        """When it was saved, in the player's own time."""
        try:
            saved = datetime.fromisoformat(self.replay.saved_at).astimezone()
        except ValueError:
            return ""
        return f"{saved.day} {saved:%b %Y, %H:%M}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario on the title: its file, what it says of itself, or why it cannot be played."""

    path: Path
    title: str
    summary: str
    facts: str
    fault: str = ""
    is_read: bool = True


def offers(extra: Path | None = None) -> list[Offer]:
    """Return the scenarios that come with the game, after the one that was named; what they say is read later."""
    paths = [*([extra] if extra is not None else []), *(path for path in shipped_scenarios() if path != extra)]
    return [Offer(path, plain(path.stem), "", "", is_read=False) for path in paths]


def read_offer(path: Path) -> Offer:
    """Read what a scenario says of itself."""
    try:
        document = load_document(path)
    except GameError as error:
        return Offer(path, plain(path.stem), "This scenario has faults and cannot be played.", "", str(error))
    about, turns = document.scenario, len(document.calendar.turns)
    facts = f"{turns} turns" + (f", about {about.minutes} minutes" if about.minutes else "")
    return Offer(path, about.title, about.summary, facts)


def drawn_seed() -> int:
    """Return the luck of a new game: short enough to be read out in a class."""
    return secrets.randbelow(DRAWN_SEEDS)


def start_game(stage: Stage, scenario: Scenario, seed: int | None) -> PlayScene:
    """Return the desk of a new game, with what it is about on top."""
    session = Session(scenario, drawn_seed() if seed is None else seed)
    scene = PlayScene(stage, session, stage.new_autosave(session))
    about = scenario.document.scenario
    goal = next((ending for ending in scenario.document.endings.values() if ending.goal), None)
    blocks = [block(about.opening or about.summary, QUOTE, gap=0)]
    if goal is not None:
        blocks.append(block(f"Your goal: {goal.title}. {goal.line}", STRONG, gap=16))
    blocks += [block(f"\u2013 {text}", BODY, "ink2", gap=6) for text in about.goals]
    blocks.append(
        block("Up and Down choose a move, Enter sends it, E ends the turn. H shows all keys.", CAPTION, "ink3", gap=18)
    )
    scene.open(TextDialog("opening", about.title, blocks, label="Begin"))
    return scene


def resume_game(stage: Stage, path: Path, replay: Replay, scenario: Path | None = None) -> Scene:
    """Return the desk of a saved game, or its ending where it is over; `scenario` is where it does not come with us.

    Raises:
        GameError: its scenario is not here, or its rules have changed since.
    """
    session = resume_session(stage.load(scenario or find_scenario(replay.scenario)), replay)
    return EndingScene(stage, session) if session.ended else PlayScene(stage, session, Autosave(path))


class PicturePanel(Panel):
    """The region, as a picture."""

    def __init__(self, coasts: Coasts) -> None:
        """Show the coasts."""
        super().__init__("picture")
        self.coasts = coasts

    def paint(self, pen: Pen) -> None:
        """Draw the map with Seoul on it."""
        view = View(pen.width, pen.height)
        key = ("picture", view, pen.drawing.palette.land)
        pen.surface.blit(pen.drawing.kept(key, lambda: paint_base(pen, view, self.coasts)), (0, 0))
        x, y = view.at(project(*SEOUL))
        pen.circle(x, y, 11, "panel", stroke="home", line=2.4)
        pen.circle(x, y, 5.5, "home")
        pen.text(x - 20, y, "서울", MOVE_TITLE, "ink", align="right", middle=True)


class MenuPanel(Panel):
    """Scenarios, the seed, and saved games."""

    hover_kinds = frozenset({"offer", "start", "seed", "saved"})

    def __init__(self, scene: TitleScene) -> None:
        """Show what a scene offers."""
        super().__init__("menu")
        self.scene = scene

    def focusables(self) -> tuple[Command, ...]:
        """Return everything that can be reached, from the top down."""
        chosen = [Command("offer", str(place)) for place in range(len(self.scene.offers))]
        saved = [Command("saved", str(place)) for place in range(len(self.scene.saved))]
        return (*chosen, SEED, START, *saved)

    def paint(self, pen: Pen) -> None:
        """Draw the heading, the scenarios, the buttons and the saved games."""
        pen.text(MARGIN, 40, "Middle Ground", OUTCOME)
        pen.text(MARGIN, 84, "Hold the space between four capitals, from Seoul's desk.", QUOTE, "ink2")
        y = 132.0
        room = pen.height - y - 86 - (46 + len(self.scene.saved) * (SAVE_HEIGHT + 4) if self.scene.saved else 0)
        view, pitch = self.scene.window_of_offers(room)
        for place in view:
            self._offer(pen, Box(MARGIN - 14, y, pen.width - 2 * MARGIN + 28, pitch - 8), place)
            y += pitch
        self._start(pen, y + 10)
        self._saved(pen, y + 78)
        keys = "Up, Down and Enter; S draws another seed; Esc leaves."
        pen.text(MARGIN, pen.height - 30, keys, CAPTION, "ink3")

    def _offer(self, pen: Pen, box: Box, place: int) -> None:
        offer, command = self.scene.offers[place], Command("offer", str(place))
        chosen = place == self.scene.chosen
        fill = "sunk" if chosen or self.hover == command else "panel"
        pen.rect(
            box.x + 1, box.y + 1, box.width - 2, box.height - 2, fill, radius=6,
            stroke="accent" if chosen else "rule", line=2 if chosen else 1,
        )  # fmt: skip
        if self.focus == command:
            self.ring(pen, box.inside(-3), radius=9)
        pen.text(box.x + 14, box.y + 8, offer.title, MOVE_TITLE, "ink3" if offer.fault else "ink")
        pen.text(box.right - 14, box.y + 16, offer.facts, BODY, "ink3", align="right")
        lines = pen.drawing.wrap(offer.summary, box.width - 28, BODY)
        most = max(1, int((box.height - 48) // 19))
        for number, line in enumerate(lines[:most]):
            pen.text(box.x + 14, box.y + 42 + number * 19, line, BODY, "ink2")
        self.hits.append((box, command))

    def _start(self, pen: Pen, y: float) -> None:
        start = Box(MARGIN - 14, y, 190, 44)
        offer = self.scene.offers[self.scene.chosen] if self.scene.offers else None
        button(pen, start, "New game", "Enter", hovered=self.hover == START, enabled=bool(offer and not offer.fault))
        pen.text(start.right + 24, y + 22, f"Seed {self.scene.seed}", SECTION, middle=True)
        width = pen.drawing.width(f"Seed {self.scene.seed}", SECTION)
        seed = Box(start.right + 40 + width, y + 4, 152, 36)
        button(pen, seed, "Another seed", "S", quiet=True, hovered=self.hover == SEED)
        for box, command in ((start, START), (seed, SEED)):
            if self.focus == command:
                self.ring(pen, box.inside(-3), radius=9)
            self.hits.append((box, command))

    def _saved(self, pen: Pen, y: float) -> None:
        if not self.scene.saved:
            return
        pen.text(MARGIN - 14, y, "Go on with a saved game", LABEL, "ink3")
        y += 24
        for place, game in enumerate(self.scene.saved):
            box, command = Box(MARGIN - 14, y, pen.width - 2 * MARGIN + 28, SAVE_HEIGHT), Command("saved", str(place))
            fill = "sunk" if self.hover == command else "panel"
            pen.rect(box.x + 1, box.y + 1, box.width - 2, box.height - 2, fill, radius=6, stroke="rule")
            if self.focus == command:
                self.ring(pen, box.inside(-2), radius=9)
            middle = box.y + SAVE_HEIGHT / 2
            x = box.x + 14 + pen.text(box.x + 14, middle, game.replay.title, CARD, middle=True) + 10
            pen.text(x, middle, f"seed {game.replay.seed}", BODY, "ink3", middle=True)
            right = box.right - 14
            width = pen.text(right, middle, game.date, BODY, "ink3", align="right", middle=True)
            pen.text(right - width - 14, middle, game.status, BODY, "ink2", align="right", middle=True)
            self.hits.append((box, command))
            y += SAVE_HEIGHT + 4


class TitleScene(Scene):
    """The first screen."""

    def __init__(self, stage: Stage, extra: Path | None = None) -> None:
        """Offer the scenarios that come with the game, and `extra` before them."""
        super().__init__(stage)
        self.offers = offers(extra)
        self.chosen = 0
        self.seed = drawn_seed() if stage.seed is None else stage.seed
        found = saved_games(stage.saves) if stage.saves is not None else ()
        self.saved = [Kept(game.path, game.replay) for game in found if game.replay is not None][:MOST_SAVES]
        self.menu = MenuPanel(self)
        self.panels = [self.menu, PicturePanel(stage.coasts)]
        self.focus = START
        if self.offers:
            self.offers[0] = read_offer(self.offers[0].path)
        self.lay()

    def idle(self) -> None:
        """Read the next scenario's own words: reading all of them at once would keep the first picture waiting."""
        waiting = next((place for place, offer in enumerate(self.offers) if not offer.is_read), None)
        if waiting is not None:
            self.offers[waiting] = read_offer(self.offers[waiting].path)
            self.menu.dirty = True
            return
        unknown = next((game for game in self.saved if not game.status), None)
        if unknown is not None:
            unknown.status = self._status(unknown.replay)
            self.menu.dirty = True

    def _status(self, replay: Replay) -> str:
        """Return how far a saved game has come: its turn, or how it ended."""
        turn = f"turn {max(1, len(replay.turns) - 1)}"
        try:
            scenario = self.stage.load(find_scenario(replay.scenario))
            session = resume_session(scenario, replay)
        except GameError:
            return f"{turn}, of other rules"
        ending = scenario.document.endings.get(ending_of(scenario, session.state))
        return f"ended: {ending.title}" if ending else f"turn {session.state.turn} of {scenario.turns}"

    def arrange(self) -> dict[str, Box]:
        """Return the place of the menu and the picture."""
        width, height = self.stage.width, self.stage.height
        return {"menu": Box(0, 0, LEFT, height), "picture": Box(LEFT, 0, width - LEFT, height)}

    def window_of_offers(self, room: float) -> tuple[range, float]:
        """Return which scenarios are shown in a height, the chosen one among them, and how high each is."""
        pitch = 104.0
        count = max(1, min(len(self.offers), int(room // pitch)))
        first = min(max(0, self.chosen - count + 1), max(0, len(self.offers) - count))
        return range(first, min(len(self.offers), first + count)), pitch

    def act(self, command: Command) -> Scene | None:
        """Choose, start, draw another seed, or go on with a saved game."""
        if command.kind == "offer":
            self.chosen = int(command.about)
            self.menu.dirty = True
        elif command == SEED:
            self.seed = drawn_seed()
            self.menu.dirty = True
        elif command == START:
            return self._start()
        elif command.kind == "saved":
            return self._resume(int(command.about))
        self.set_focus(command)
        return None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key of the title."""
        targets = self.menu.focusables()
        if event.key == pygame.K_ESCAPE:
            self.stage.leaving = True
        elif event.key == pygame.K_s:
            return self.act(SEED)
        elif event.key in (*ENTER, pygame.K_SPACE):
            return self.act(START if self.focus.kind == "offer" else self.focus)
        elif event.key in (pygame.K_TAB, pygame.K_DOWN, pygame.K_UP, pygame.K_LEFT, pygame.K_RIGHT):
            back = event.key in (pygame.K_UP, pygame.K_LEFT) or bool(event.mod & pygame.KMOD_SHIFT)
            place = targets.index(self.focus) if self.focus in targets else 0
            wanted = targets[(place + (-1 if back else 1)) % len(targets)]
            if wanted.kind == "offer":
                return self.act(wanted)
            self.set_focus(wanted)
        return None

    def _start(self) -> Scene | None:
        offer = self.offers[self.chosen]
        try:
            return start_game(self.stage, self.stage.load(offer.path), self.seed)
        except GameError as error:
            self._refuse("This scenario cannot be played", error)
            return None

    def _resume(self, place: int) -> Scene | None:
        game = self.saved[place]
        try:
            return resume_game(self.stage, game.path, game.replay)
        except GameError as error:
            self._refuse("This game cannot be resumed", error)
            return None

    def _refuse(self, title: str, error: GameError) -> None:
        self.open(TextDialog("fault", title, [block(line) for line in str(error).splitlines()]))
