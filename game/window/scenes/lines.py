"""Two lines of one game side by side: their numbers as curves, the region in both, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.session.beside import other_lines
from game.session.replay import kept_lines
from game.window.debrief.side import PagePanel
from game.window.kit.dialog import ENTER
from game.window.kit.panel import Box, Command
from game.window.lines.bars import BACK, NEXT, PREVIOUS, LinesBar, LinesHead, TurnStrip
from game.window.lines.curves import CurvesPanel
from game.window.lines.view import View
from game.window.scenes.forking import FORK_KINDS, led_to
from game.window.scenes.reader import Reader
from game.window.scenes.scene import Scene
from game.window.scenes.settings import SettingsDialog
from game.window.widgets.region import RegionPanel

if TYPE_CHECKING:
    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.kit.dialog import Dialog
    from game.window.stage import Stage

__all__ = ["LinesScene"]

BAR, HEAD, STRIP = 46.0, 78.0, 46.0
ROW, KEY_ROW = 114.0, 36.0
LEAST_HALF = 226.0
MAP_SHARE = 0.46
READ = frozenset({"record", "help", "sources", "glossary", "why"})
LETTERS = {
    pygame.K_ESCAPE: BACK,
    pygame.K_r: Command("record"),
    pygame.K_h: Command("help"),
    pygame.K_F1: Command("help"),
    pygame.K_UP: PREVIOUS,
    pygame.K_DOWN: NEXT,
}
TURNS = {pygame.K_RIGHT: 1, pygame.K_LEFT: -1, pygame.K_END: 1000, pygame.K_HOME: -1000}
SCROLLS = {pygame.K_PAGEDOWN: 160.0, pygame.K_PAGEUP: -160.0}


class LinesScene(Scene):
    """A line beside another one of its game; the arrows choose the turn and the other line."""

    def __init__(
        self, stage: Stage, session: Session, other: Session, *, autosave: Autosave | None, back: Scene
    ) -> None:
        """Set `other` beside the line of `session`; what is played on goes to `autosave`, the way back to `back`."""
        super().__init__(stage)
        self.session, self.autosave, self.back = session, autosave, back
        self.others = other_lines(session)
        self.place = self.others.index(other)
        self.top, self.head, self.curves, self.strip = (
            LinesBar(session.scenario.document.scenario.seat),
            LinesHead(),
            CurvesPanel(),
            TurnStrip(),
        )
        self.maps = (
            RegionPanel(stage.coasts, "map_ours", legend=False),
            RegionPanel(stage.coasts, "map_theirs", legend=False),
        )
        self.pages = (PagePanel("ours"), PagePanel("theirs"))
        self.panels = [self.top, self.head, self.curves, self.strip, *self.maps, *self.pages]
        self.view = View.of(session, other)
        self._show()
        self.focus = Command("turn", str(self.view.turn))
        self.lay()

    @property
    def caption(self) -> str:
        """Which line is beside which."""
        return f"Middle Ground: {self.view.title}"

    def arrange(self) -> dict[str, Box]:
        """Return the place of every panel: the curves have what their rows need, the halves what is left."""
        width, height = self.stage.width, self.stage.height
        rows = -(-len(self.view.found.numbers) // 4)
        top = BAR + HEAD
        curves = min(KEY_ROW + rows * ROW, height - top - STRIP - LEAST_HALF)
        below = top + curves + STRIP
        half = round(width / 2)
        wide = round(half * MAP_SHARE)
        return {
            "top": Box(0, 0, width, BAR),
            "head": Box(0, BAR, width, HEAD),
            "curves": Box(0, top, width, curves),
            "strip": Box(0, top + curves, width, STRIP),
            "map_ours": Box(0, below, wide, height - below),
            "ours": Box(wide, below, half - wide, height - below),
            "map_theirs": Box(half, below, wide, height - below),
            "theirs": Box(half + wide, below, width - half - wide, height - below),
        }

    def _show(self) -> None:
        """Hand the pair and the turn to every panel."""
        number = kept_lines(self.session).index(self.view.found.theirs)
        self.head.show(self.view, self.place, len(self.others), line=number)
        self.curves.show(self.view)
        self.strip.show(self.view)
        for panel, page, ours in zip(self.maps, self.pages, (True, False), strict=True):
            panel.show("", self.view.glance(ours=ours))
            page.write(self.view.parts(ours=ours))

    def choose(self, turn: int) -> None:
        """Look at another turn; the ends do not meet."""
        turn = min(max(1, turn), len(self.view.found.turns))
        if turn != self.view.turn:
            self.view = View(self.view.found, turn)
            self._show()
        self.set_focus(Command("turn", str(turn)))

    def _beside(self, by: int) -> None:
        """Set another line beside this one, at the same turn; after the last one comes the first."""
        if len(self.others) > 1:
            self.place = (self.place + by) % len(self.others)
            before = self.focus
            self.view = View.of(self.session, self.others[self.place], self.view.turn)
            self._show()
            self.lay()
            self.mark_all()
            self.set_focus(before if before.kind == "other" else Command("turn", str(self.view.turn)))

    def act(self, command: Command) -> Scene | None:
        """Choose a turn or another line, go to a line, play on, open a page, or go back."""
        kind = command.kind
        if kind == "turn":
            self.choose(int(command.about))
        elif kind == "other":
            self._beside(int(command.about))
        elif command == BACK:
            return self.back
        elif kind in FORK_KINDS:
            return led_to(self.stage, self.session, command, self.autosave, self.back)
        elif kind in READ:
            self.open(Reader(self.session, command, playing=False, names=self.stage.settings.names))
        elif kind == "settings":
            self.open(SettingsDialog(self.stage, self.lay))
        return None

    def answered(self, dialog: Dialog) -> Scene | None:
        """Carry out what a page leads to outside itself."""
        return self.act(dialog.answer) if dialog.answer.kind in FORK_KINDS else None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key: Left and Right choose the turn, Up and Down the other line, Tab goes from part to part."""
        if event.key in LETTERS:
            return self.act(LETTERS[event.key])
        if event.key in (*ENTER, pygame.K_SPACE):
            return self.act(self.focus)
        if event.key == pygame.K_g:
            return self.act(self.head.go)
        if event.key == pygame.K_p:
            return self.act(self.head.fork)
        if event.key in TURNS:
            self.choose(self.view.turn + TURNS[event.key])
        elif event.key in SCROLLS:
            for page in self.pages:
                page.roll_by(SCROLLS[event.key])
        elif event.key == pygame.K_TAB:
            self._next(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        return None

    def _next(self, by: int) -> None:
        """Give the ring to the next target, or the one before."""
        every = [one for panel in (self.strip, self.head, self.top) for one in panel.focusables()]
        place = every.index(self.focus) if self.focus in every else -1
        self.set_focus(every[(place + by) % len(every)])
