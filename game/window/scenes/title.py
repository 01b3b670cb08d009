"""The title: which scenario to play, with which seed, or which saved game to go on with."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pygame

from game.errors import GameError
from game.resources import find_scenario
from game.session.replay import resume as resume_session
from game.session.saves import Autosave, delete_save, saved_games
from game.session.session import Session
from game.window.kit.dialog import ENTER, TextDialog
from game.window.kit.page import block
from game.window.kit.panel import Box, Command
from game.window.opening import title_boxes
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.question import Question
from game.window.scenes.scene import Scene
from game.window.scenes.settings import SettingsDialog
from game.window.shelf import Kept, offer_of, offers, opening_glance, read_offer
from game.window.theme import CAPTION, QUOTE, STRONG
from game.window.widgets.ending_bars import DEBRIEF
from game.window.widgets.menu import QUIT, SEED, SETTINGS, START, MenuPanel
from game.window.widgets.region import RegionPanel
from game.window.widgets.saved import CARD_KINDS, SavesPanel

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.session.ahead import Lead
    from game.session.replay import Replay
    from game.window.kit.dialog import Dialog
    from game.window.shelf import Glance
    from game.window.stage import Stage

DRAWN_SEEDS = 1_000_000
NEXT = (pygame.K_TAB, pygame.K_DOWN, pygame.K_RIGHT)
BACK = (pygame.K_UP, pygame.K_LEFT)
LETTERS = {pygame.K_s: SEED, pygame.K_o: SETTINGS}
DELETE_KEYS = (pygame.K_DELETE, pygame.K_BACKSPACE)


def drawn_seed() -> int:
    """Return the luck of a new game: short enough to be read out in a class."""
    return secrets.randbelow(DRAWN_SEEDS)


def start_game(stage: Stage, scenario: Scenario, seed: int | None, lead: Lead | None = None) -> Scene:
    """Return the desk of a new game with what it is about on top, or the turn up to which another has played it.

    Raises:
        UsageError: the scenario has no such turn.
    """
    session = Session(scenario, drawn_seed() if seed is None else seed)
    stage.begin(scenario)
    if lead is not None:
        lead.play(session)
    autosave = stage.new_autosave(session)
    if session.ended:
        return EndingScene(stage, session, autosave)
    scene = PlayScene(stage, session, autosave)
    if lead is None:
        scene.open(opening_dialog(scenario))
    else:
        words = [block(lead.words(session), QUOTE, gap=0), block("R shows what was sent and what came of it.", gap=16)]
        scene.open(TextDialog("lead", f"Seed {session.seed}, turn {session.state.turn}", words, label="Go on"))
    return scene


def opening_dialog(scenario: Scenario) -> TextDialog:
    """Return what a scenario is about, what Seoul plays for, and the most needed keys."""
    about = scenario.document.scenario
    goal = next((ending for ending in scenario.document.endings.values() if ending.goal), None)
    blocks = [block(about.opening or about.summary, QUOTE, gap=0)]
    if goal is not None:
        blocks.append(block(f"Your goal: {goal.title}. {goal.line}", STRONG, gap=16))
    blocks += [block(f"\u2013 {text}", gap=6, colour="ink2") for text in about.goals]
    blocks.append(
        block("Up and Down choose a move, Enter sends it, E ends the turn. H shows all keys.", CAPTION, "ink3", gap=18)
    )
    return TextDialog("opening", about.title, blocks, label="Begin")


def resume_game(stage: Stage, path: Path, replay: Replay, scenario: Path | None = None) -> Scene:
    """Return the desk of a saved game, or its ending where it is over; `scenario` is where it does not come with us.

    Raises:
        GameError: its scenario is not here, or its rules have changed since.
    """
    session = resume_session(stage.load(scenario or find_scenario(replay.scenario)), replay)
    stage.begin(session.scenario)
    kind = EndingScene if session.ended else PlayScene
    return kind(stage, session, Autosave(path))


class TitleScene(Scene):
    """The first screen: the menu, the region as the game that is looked at has it, and saved games."""

    def __init__(self, stage: Stage, extra: Path | None = None) -> None:
        """Offer the scenarios that come with the game, and `extra` before them."""
        super().__init__(stage)
        self.offers = offers(extra)
        self.chosen = 0
        self.seed = drawn_seed() if stage.seed is None else stage.seed
        found = saved_games(stage.saves) if stage.saves is not None else ()
        kept = [Kept(game.path, game.replay, game.reason) for game in found]
        self.saved = sorted(kept, key=lambda game: game.replay is None)
        self.openings: dict[Path, Glance | None] = {}
        self.menu, self.saves = MenuPanel(self), SavesPanel(self)
        self.region = RegionPanel(stage.coasts)
        self.focus = START
        self.lay()

    @property
    def may_start(self) -> bool:
        """Whether the chosen scenario can be played."""
        return bool(self.offers) and not self.offers[self.chosen].fault

    def idle(self) -> None:
        """Read one thing more: reading all of them at once would keep the first picture waiting."""
        unread = next((place for place, offer in enumerate(self.offers) if not offer.is_read), None)
        unknown = next((game for game in self.saved if not game.status), None)
        if self.offers and self.offers[self.chosen].path not in self.openings:
            self._read_chosen()
        elif unread is not None:
            self.offers[unread] = read_offer(self.offers[unread].path)
            self.menu.dirty = True
        elif unknown is not None:
            self._read(unknown)
            self.saves.dirty = True
        self._show()

    def _read_chosen(self) -> None:
        """Read the chosen scenario whole: it is the one that is likely to be played, and the map shows its start."""
        path = self.offers[self.chosen].path
        try:
            scenario = self.stage.load(path)
        except GameError:
            self.openings[path] = None
            self.offers[self.chosen] = read_offer(path)
        else:
            self.openings[path] = opening_glance(scenario, self.seed)
            self.offers[self.chosen] = offer_of(path, scenario.document)
        self.menu.dirty = True

    def _read(self, game: Kept) -> None:
        """Read how far a saved game has come; one whose scenario is not here says so."""
        game.status = "cannot be read"
        if game.replay is not None:
            game.status = "its scenario is not here"
            try:
                game.read(self.stage.load(find_scenario(game.replay.scenario)))
            except GameError:
                game.glance = None

    def enter(self) -> None:
        """Take over: no game is on the screen any more."""
        super().enter()
        self.stage.attend(None)

    def arrange(self) -> dict[str, Box]:
        """Return the place of the menu, the region and the saved games."""
        self.region.names = self.stage.settings.names
        self.panels = [self.menu, self.region, *([self.saves] if self.saved else [])]
        return title_boxes(self.stage, saves=bool(self.saved))

    def handle(self, event: pygame.event.Event) -> Scene:
        """Take an event, and show the game that is then looked at on the map."""
        following = super().handle(event)
        self._show()
        return following

    def _show(self) -> None:
        """Show on the map the saved game under the pointer or the ring; else the chosen scenario at its start."""
        looked = self.saves.hover if self.saves.hover.kind in CARD_KINDS else self.saves.focus
        if looked.about and int(looked.about) < len(self.saved):
            game = self.saved[int(looked.about)]
            self.region.show(game.title, game.glance)
        elif self.offers:
            offer = self.offers[self.chosen]
            self.region.show(offer.title, self.openings.get(offer.path))

    def targets(self) -> list[Command]:
        """Return what the keyboard reaches, in order: scenarios, a new game, saved games, and the foot."""
        return [one for one in self.menu.focusables() if one not in (SETTINGS, QUIT)] + [
            *self.saves.focusables(),
            SETTINGS,
            QUIT,
        ]

    def act(self, command: Command) -> Scene | None:
        """Choose, start, draw another seed, go on with a saved game or delete it, open the settings, or leave."""
        kind, about = command.kind, command.about
        if kind == "offer":
            self.chosen = int(about)
            self.menu.dirty = True
        elif command == SEED:
            self.seed = drawn_seed()
            self.menu.dirty = True
        elif command == START:
            return self._start()
        elif kind in ("saved", "debrief"):
            return self._resume(int(about)) if kind == "saved" else self._judge(int(about))
        elif kind == "delete":
            self._ask_delete(int(about))
        elif kind == "page":
            self.saves.turn(int(about))
        elif command == SETTINGS:
            self.open(SettingsDialog(self.stage, self.lay))
        elif command == QUIT:
            self.stage.leaving = True
        if command in self.targets():
            self.set_focus(command)
        return None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key of the title."""
        if event.key == pygame.K_ESCAPE:
            self.stage.leaving = True
        elif event.key in LETTERS:
            return self.act(LETTERS[event.key])
        elif event.key in DELETE_KEYS and self.focus.kind == "saved":
            self._ask_delete(int(self.focus.about))
        elif event.key == pygame.K_d and self.focus.kind == "saved" and self.saved[int(self.focus.about)].ended:
            return self._judge(int(self.focus.about))
        elif event.key in (*ENTER, pygame.K_SPACE):
            return self.act(START if self.focus.kind == "offer" else self.focus)
        elif event.key in (*NEXT, *BACK):
            back = event.key in BACK or bool(event.mod & pygame.KMOD_SHIFT)
            return self._step(-1 if back else 1)
        return None

    def _step(self, by: int) -> Scene | None:
        """Move the ring to the next target or the one before; a scenario is chosen by reaching it."""
        targets = self.targets()
        place = targets.index(self.focus) if self.focus in targets else 0
        wanted = targets[(place + by) % len(targets)]
        if wanted.kind == "offer":
            return self.act(wanted)
        self.set_focus(wanted)
        return None

    def answered(self, dialog: Dialog) -> Scene | None:
        """Delete the saved game that the question was about."""
        if dialog.answer.kind == "delete":
            self._delete(int(dialog.answer.about))
        return None

    def _start(self) -> Scene | None:
        if not self.offers:
            return None
        try:
            return start_game(self.stage, self.stage.load(self.offers[self.chosen].path), self.seed)
        except GameError as error:
            self._refuse("This scenario cannot be played", error)
            return None

    def _resume(self, place: int) -> Scene | None:
        game = self.saved[place]
        if game.replay is None:
            self._refuse("This game cannot be read", game.reason)
            return None
        try:
            return resume_game(self.stage, game.path, game.replay)
        except GameError as error:
            self._refuse("This game cannot be resumed", error)
            return None

    def _judge(self, place: int) -> Scene | None:
        """Return the debrief of a saved game that is over, or else what a click on it opens."""
        found = self._resume(place)
        return found.act(DEBRIEF) if isinstance(found, EndingScene) else found

    def _ask_delete(self, place: int) -> None:
        game = self.saved[place]
        words = ", ".join(part for part in (game.title, game.status, game.date and f"saved {game.date}") if part)
        text = f"{words}. It cannot be brought back."
        question = Question("Delete this game?", text, Command("delete", str(place)), "Delete", "Keep it", stay=True)
        self.open(question)

    def _delete(self, place: int) -> None:
        """Delete a saved game; the ring goes to the one that takes its place."""
        try:
            delete_save(self.saved[place].path)
        except GameError as error:
            self._refuse("The game could not be deleted", error)
            return
        del self.saved[place]
        self.saves.set_hover(Command(""))
        self.set_focus(Command("saved", str(min(place, len(self.saved) - 1))) if self.saved else START)
        self.lay()

    def _refuse(self, title: str, why: GameError | str) -> None:
        self.open(TextDialog("fault", title, [block(line) for line in str(why).splitlines()]))
