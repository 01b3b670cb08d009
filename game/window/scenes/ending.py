"""The ending: how the game came out and by how much, what decided it, what the goal asked for, and every number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.session.margin import ended
from game.window.kit.dialog import ENTER, SCROLL_KEYS
from game.window.kit.panel import NOTHING, Box, Command
from game.window.scenes.forking import FORK_KINDS, first_beside, led_to
from game.window.scenes.reader import Reader
from game.window.scenes.scene import Scene
from game.window.scenes.settings import SettingsDialog
from game.window.widgets.ending_bars import AGAIN, DEBRIEF, TITLE, EndingBar, FootPanel
from game.window.widgets.numbers import NumbersPanel
from game.window.widgets.outcome import DecidedPanel, GoalPanel, HeadPanel

if TYPE_CHECKING:
    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.kit.dialog import Dialog
    from game.window.scenes.debrief import DebriefScene
    from game.window.stage import Stage

BAR = 46.0
SIDE, NARROW_SIDE = 400.0, 330.0
CHAIN_SHARE = 0.5
PAGES = frozenset({"record", "sources", "glossary", "help", "why"})
LETTERS = {
    pygame.K_ESCAPE: TITLE,
    pygame.K_n: AGAIN,
    pygame.K_d: DEBRIEF,
    pygame.K_r: Command("record"),
    pygame.K_h: Command("help"),
    pygame.K_F1: Command("help"),
}
STEPS = {pygame.K_RIGHT: 1, pygame.K_DOWN: 1, pygame.K_LEFT: -1, pygame.K_UP: -1}


class EndingScene(Scene):
    """The screen after the last turn."""

    def __init__(self, stage: Stage, session: Session, autosave: Autosave | None = None) -> None:
        """Show the ending of a session; what is played on from it is kept beside the file of `autosave`."""
        super().__init__(stage)
        self.session = session
        self.autosave = autosave or stage.new_autosave(session)
        self.head, self.foot = HeadPanel(session), FootPanel(first_beside(session))
        self.decided, self.numbers, self.goal = DecidedPanel(session), NumbersPanel(session), GoalPanel(session)
        self.top = EndingBar(session)
        self.panels = [self.top, self.head, self.decided, self.numbers, self.goal, self.foot]
        self.debrief: DebriefScene | None = None
        # Nothing has the ring at first: an Enter too many must not throw the ending away.
        self.focus = NOTHING
        self.lay()

    @property
    def caption(self) -> str:
        """The title of the ending."""
        return f"Middle Ground: ended, {ended(self.session).title}"

    def arrange(self) -> dict[str, Box]:
        """Return the place of every panel."""
        width, height = self.stage.width, self.stage.height
        head = self.head.height(self.stage.drawing, width)
        top, side = BAR + head, NARROW_SIDE if self.stage.compact else SIDE
        left, body = width - side, height - top
        chain = round(left * CHAIN_SHARE)
        return {
            "top": Box(0, 0, width, BAR),
            "head": Box(0, BAR, width, head),
            "decided": Box(0, top, chain, body),
            "numbers": Box(chain, top, left - chain, body),
            "goal": Box(left, top, side, body - self.foot.high),
            "foot": Box(left, height - self.foot.high, side, self.foot.high),
        }

    def enter(self) -> None:
        """Have the debrief worked out while the ending is read; another line may have been begun meanwhile."""
        self.foot.beside = first_beside(self.session)
        super().enter()
        self.stage.attend(self.session)

    def act(self, command: Command) -> Scene | None:
        """Start again, play on from an earlier turn, go to the debrief or the title, or open a page."""
        # Imported here: the ending opens a new game, and a game leads to its ending.
        from game.window.scenes.title import TitleScene, start_game  # noqa: PLC0415

        if command == AGAIN:
            return start_game(self.stage, self.session.scenario, None)
        if command == TITLE:
            return TitleScene(self.stage)
        if command == DEBRIEF:
            return self._judged()
        if command.kind in FORK_KINDS:
            return led_to(self.stage, self.session, command, self.autosave, self)
        if command.kind in PAGES:
            self.open(Reader(self.session, command, playing=False, names=self.stage.settings.names))
        elif command.kind == "settings":
            self.open(SettingsDialog(self.stage, self.lay))
        return None

    def _judged(self) -> DebriefScene:
        """Return the debrief; one that was opened before has kept what it worked out."""
        # Imported here: the window starts without the analysis.
        from game.window.scenes.debrief import DebriefScene  # noqa: PLC0415

        self.debrief = self.debrief or DebriefScene(self.stage, self.session, self.autosave, self)
        return self.debrief

    def answered(self, dialog: Dialog) -> Scene | None:
        """Carry out what a page leads to outside itself: an earlier turn."""
        return self.act(dialog.answer) if dialog.answer.kind in FORK_KINDS else None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key: Tab goes from part to part, arrows inside it, Enter presses; else the arrows scroll."""
        if event.key in LETTERS:
            return self.act(LETTERS[event.key])
        if event.key == pygame.K_s:
            return self.act(self.foot.beside)
        if event.key in (*ENTER, pygame.K_SPACE):
            return self.act(self.focus)
        if event.key == pygame.K_TAB:
            self._next_part(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif event.key in STEPS and self.focus != NOTHING:
            self._step(STEPS[event.key])
        elif event.key in SCROLL_KEYS:
            for panel in (self.decided, self.goal):
                panel.roll_by(SCROLL_KEYS[event.key])
        else:
            return self._capital(event.unicode.lower())
        return None

    def _parts(self) -> list[tuple[Command, ...]]:
        """Return what the keyboard can reach, by part of the screen, in the order of Tab."""
        return [panel.focusables() for panel in (self.foot, self.numbers, self.top)]

    def _next_part(self, by: int) -> None:
        parts = self._parts()
        now = next((place for place, part in enumerate(parts) if self.focus in part), -1 if by > 0 else 0)
        self._give_ring(parts[(now + by) % len(parts)][0])

    def _step(self, by: int) -> None:
        """Move the ring inside a part."""
        part = next(part for part in self._parts() if self.focus in part)
        self._give_ring(part[(part.index(self.focus) + by) % len(part)])

    def _give_ring(self, command: Command) -> None:
        self.set_focus(command)
        self.numbers.reveal(command)

    def _capital(self, letter: str) -> Scene | None:
        """Open the ledger of the capital that begins with a letter."""
        names = [one.number.name for one in self.head.finals if one.number.title.lower()[:1] == letter]
        return self.act(Command("why", names[0])) if letter and names else None
