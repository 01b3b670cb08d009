"""The debrief: what your choices did, what luck did, and what a stronger hand would have played."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.session.beside import line_name
from game.session.margin import headline
from game.window.debrief.bars import BACK, EXPORT, DebriefBar, DebriefFoot
from game.window.debrief.chart import MEASURE, ChartPanel
from game.window.debrief.pages import capitals_parts, history_parts
from game.window.debrief.side import PagePanel, SidePanel
from game.window.debrief.table import TablePanel, command_of
from game.window.debrief.view import Selected, View
from game.window.kit.dialog import ENTER, TextDialog
from game.window.kit.page import block
from game.window.kit.panel import NOTHING, Box, Command
from game.window.scenes.forking import FORK_KINDS, first_beside, led_to
from game.window.scenes.reader import Reader
from game.window.scenes.scene import Scene
from game.window.scenes.settings import SettingsDialog
from game.window.widgets.outcome import HeadPanel

if TYPE_CHECKING:
    from game.analysis.findings import Debrief
    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.debrief.following import Following, Told
    from game.window.kit.dialog import Dialog
    from game.window.kit.panel import Panel
    from game.window.scenes.ending import EndingScene
    from game.window.stage import Stage

__all__ = ["DebriefScene", "report_file"]

BAR, FOOT = 46.0, 84.0
SIDE, NARROW_SIDE = 400.0, 330.0
CHART, LOW_CHART = 240.0, 212.0
READ = frozenset({"record", "sources", "glossary", "help", "why"})
WAITING = "Playing the game on in many worlds"
FINER = "A first picture from few worlds; finer ones follow"
DONE = "Worked out in full, in this model"
LETTERS = {
    pygame.K_ESCAPE: BACK,
    pygame.K_x: EXPORT,
    pygame.K_v: MEASURE,
    pygame.K_r: Command("record"),
    pygame.K_h: Command("help"),
    pygame.K_F1: Command("help"),
    pygame.K_1: Command("tab", "debrief"),
    pygame.K_2: Command("tab", "history"),
    pygame.K_3: Command("tab", "capitals"),
}
TURNS = {pygame.K_RIGHT: 1, pygame.K_LEFT: -1}
ROWS = {pygame.K_DOWN: 1, pygame.K_UP: -1}
SCROLLS = {pygame.K_PAGEDOWN: 320.0, pygame.K_PAGEUP: -320.0, pygame.K_HOME: -1e6, pygame.K_END: 1e6}


def report_file(save: Path, session: Session) -> Path:
    """Return where the report of a line of a saved game goes: beside it, under a name that nothing has yet."""
    line = "" if line_name(session) == "the first line" else f"-{line_name(session).replace(' ', '-')}"
    names = chain((f"{save.stem}{line}",), (f"{save.stem}{line}-{number}" for number in count(2)))
    return next(file for name in names if not (file := save.with_name(f"{name}.html")).exists())


class DebriefScene(Scene):
    """A finished game judged: the pictures come from a process of their own, each finer than the one before."""

    def __init__(
        self, stage: Stage, session: Session, autosave: Autosave | None = None, ending: EndingScene | None = None
    ) -> None:
        """Judge a finished session; what is played on from it is kept beside the file of `autosave`.

        `ending` is where it was opened from and goes back to.
        """
        super().__init__(stage)
        self.ending = ending
        self.session, self.autosave = session, autosave
        self.view: View | None = None
        self.selected = Selected(0)
        self.fault = ""
        self.first_beside = first_beside(session)
        self.top, self.head, self.chart = (
            DebriefBar(session.scenario.document.scenario.seat, self.first_beside),
            HeadPanel(session),
            ChartPanel(),
        )
        self.table, self.side, self.foot, self.page = TablePanel(), SidePanel(), DebriefFoot(), PagePanel("page")
        self.chart.waiting = f"{WAITING} \u2026"
        self.following: Following | None = None
        self._why = ""
        self._writes = False
        self._chose = False
        self.foot.tell(WAITING)
        self.lay()

    @property
    def caption(self) -> str:
        """The title of the ending."""
        return f"Middle Ground: debrief, {headline(self.session)}"

    def enter(self) -> None:
        """Take the process that works the debrief out; it may have begun while the last turn was told."""
        super().enter()
        # Another game may have been on the screen meanwhile, and have ended the process of this one.
        self.following = self.stage.analyst.following(self.session)
        if self.view is None or not self.view.debrief.final:
            self._follow()

    def _follow(self) -> Following:
        self.following = self.stage.analyst.follow(self.session, self.stage.path_of(self.session.scenario))
        return self.following

    def arrange(self) -> dict[str, Box]:
        """Return the place of every panel of the page that is open."""
        width, height, low = self.stage.width, self.stage.height, self.stage.compact
        head = self.head.height(self.stage.drawing, width)
        top, side = BAR + head, NARROW_SIDE if low else SIDE
        left, chart = width - side, LOW_CHART if low else CHART
        whole: tuple[Panel, ...] = (self.chart, self.table, self.side, self.foot)
        self.panels = [self.top, self.head, *(whole if self.top.tab == "debrief" else (self.page,))]
        return {
            "top": Box(0, 0, width, BAR),
            "head": Box(0, BAR, width, head),
            "chart": Box(0, top, left, chart),
            "table": Box(0, top + chart, left, height - top - chart),
            "side": Box(left, top, side, height - top - FOOT),
            "foot": Box(left, height - FOOT, side, FOOT),
            "page": Box(0, top, width, height - top),
        }

    def tick(self, now: float) -> bool:
        """Take what the process has told meanwhile; nothing is ever waited for, and only the newest picture shown."""
        pictures = []
        while self.following is not None and (told := self.following.told()) is not None:
            pictures += [told.picture] if told.picture is not None else []
            self._hear(told)
        if pictures:
            self.show(pictures[-1])
        return super().tick(now)

    def leave(self) -> None:
        """End the process: nobody waits for it any more."""
        self.stage.analyst.stop()
        self.following = None

    def show(self, picture: Debrief) -> None:
        """Show a picture; what is selected stays selected."""
        by_worth = self.view is not None and self.view.by_worth
        self.view = View(self.session, picture, by_worth, self._why)
        if not self._chose:
            # Until the student looks into something, it is what the finest picture says lost most.
            self.selected = self.view.first()
            self.focus = command_of(self.selected)
        self._refresh(chosen=False)
        if not self._writes:
            self.foot.tell(DONE if picture.final else FINER)

    def _refresh(self, *, chosen: bool) -> None:
        """Hand the picture and the selection to every panel."""
        if self.view is None:
            return
        self.chart.show(self.view, self.selected)
        self.table.show(self.view, self.selected)
        self.side.show(self.view, self.selected, chosen=chosen)
        self.foot.offer(self.selected.turn)
        self._write_page(at=None)

    def _write_page(self, at: str | None) -> None:
        if self.view is None or self.top.tab == "debrief":
            return
        parts = history_parts(self.view) if self.top.tab == "history" else capitals_parts(self.view)
        self.page.write(parts, at=at)

    def _hear(self, told: Told) -> None:
        """Take one thing that the process told; pictures are shown by `tick`."""
        self._why = told.why or self._why
        if told.written:
            self._writes = False
            self.foot.tell("The report is written")
            file = Path(told.written)
            words = (block(file.name), block(f"It is in the folder {file.parent}, beside your saved game.", gap=8))
            self.open(TextDialog("report", "The report is written", words))
        if told.fault and self._writes:
            self._writes = False
            self.foot.tell("The report could not be written", bad=True)
            self._refuse("The report could not be written", told.fault)
        elif told.fault:
            self._refuse("The debrief could not be worked out", told.fault)
        if told.fault or told.over:
            self._stopped(over=told.over)

    def _stopped(self, *, over: bool) -> None:
        """Say that no finer picture will come, where none was the last."""
        if over and self.following is not None:
            self.stage.analyst.stop(self.following)
            self.following = None
        if self.view is None or not self.view.debrief.final:
            self.foot.tell("The debrief stopped before its end", bad=True)
            self.chart.waiting = "The debrief could not be worked out"
            self.chart.dirty = True

    def _refuse(self, title: str, why: str) -> None:
        self.fault = why
        self.open(TextDialog("fault", title, [block(line) for line in why.splitlines()]))

    def select(self, selected: Selected) -> None:
        """Look into a turn or a decision: in the chart, in the table and at the side."""
        self.selected, self._chose = selected, True
        self._refresh(chosen=True)
        self.set_focus(command_of(selected))

    def act(self, command: Command) -> Scene | None:
        """Select, open, change the measure or the page, play on, write the report, or go back."""
        kind = command.kind
        if kind in ("turn", "decision", "open", "point"):
            self._look(command)
        elif kind == "tab":
            self._turn_to(command.about)
        elif command == MEASURE and self.view is not None and self.view.has_chance:
            self.view = replace(self.view, by_worth=not self.view.by_worth)
            self._refresh(chosen=False)
        elif kind in FORK_KINDS and (self.view is not None or kind != "fork"):
            return led_to(self.stage, self.session, command, self.autosave, self)
        elif command == EXPORT:
            self._export()
        elif command == BACK:
            return self._back()
        elif kind in READ:
            self.open(Reader(self.session, command, playing=False, names=self.stage.settings.names))
        elif kind == "settings":
            self.open(SettingsDialog(self.stage, self.lay))
        return None

    def _look(self, command: Command) -> None:
        if self.view is None:
            return
        if command.kind == "decision":
            turn, place = (int(one) for one in command.about.split("."))
            self.select(Selected(turn, place))
        elif command.kind == "point":
            place = int(command.about)
            self.select(Selected(self.view.debrief.turning[place].turn, point=place))
        elif command.kind == "open" or command == command_of(self.selected):
            self.table.toggle(int(command.about))
            self.select(Selected(int(command.about)))
        else:
            self.select(Selected(int(command.about)))

    def _turn_to(self, tab: str) -> None:
        """Open another page of the debrief."""
        self.top.tab = tab
        self.lay()
        self._write_page(at="")
        self.mark_all()
        self.set_focus(Command("tab", tab))

    def _export(self) -> None:
        """Write the report of the last picture beside the saved game."""
        if self._writes or self.view is None:
            return
        if self.autosave is None:
            self._refuse("The report could not be written", "This game is not saved, so there is no place for it.")
            return
        file = report_file(self.autosave.path, self.session)
        file.parent.mkdir(parents=True, exist_ok=True)
        self._writes = True
        self.foot.tell("Writing the report")
        (self.following or self._follow()).report(file)

    def _back(self) -> Scene:
        # Imported here: the ending opens the debrief, and the debrief leads back to it.
        from game.window.scenes.ending import EndingScene  # noqa: PLC0415

        return self.ending or EndingScene(self.stage, self.session, self.autosave)

    def answered(self, dialog: Dialog) -> Scene | None:
        """Carry out what a page leads to outside itself: an earlier turn."""
        return self.act(dialog.answer) if dialog.answer.kind in FORK_KINDS else None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key: arrows select, Enter opens, Tab goes from part to part, letters do what the buttons say."""
        if event.key in LETTERS:
            return self.act(LETTERS[event.key])
        if event.key == pygame.K_p and self.foot.turn:
            return self.act(self.foot.fork)
        if event.key == pygame.K_s:
            return self.act(self.first_beside)
        if event.key in (*ENTER, pygame.K_SPACE):
            return self.act(self.focus)
        if event.key == pygame.K_TAB:
            self._next_part(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif event.key in SCROLLS:
            (self.side if self.top.tab == "debrief" else self.page).roll_by(SCROLLS[event.key])
        elif event.key in TURNS or event.key in ROWS:
            self._arrow(event.key)
        return None

    def _arrow(self, key: int) -> None:
        """Go to the next turn or row; inside another part of the screen, to the next target."""
        by = TURNS.get(key) or ROWS[key]
        if self.top.tab != "debrief" and key in ROWS and self.focus.kind == "tab":
            self.page.roll_by(by * 41.0)
        elif self.focus in self.table.focusables() or self.focus == NOTHING or key in TURNS:
            self._step(by, rows=key in ROWS)
        else:
            part = next((one for one in self._parts() if self.focus in one), ())
            if part:
                self.set_focus(part[(part.index(self.focus) + by) % len(part)])

    def _step(self, by: int, *, rows: bool) -> None:
        """Select the next turn or row, or the one before; the ends do not meet."""
        places = [one for one in self.table.places() if rows or one.place < 0]
        if not places or self.top.tab != "debrief":
            return
        here = self.selected if self.selected in places else Selected(self.selected.turn)
        place = min(len(places) - 1, max(0, places.index(here) + by))
        self.select(places[place])

    def _parts(self) -> list[tuple[Command, ...]]:
        """Return what the keyboard can reach, by part of the screen, in the order of Tab; empty parts are left out."""
        if self.top.tab != "debrief":
            return [part for part in (self.page.focusables(), self.top.focusables()) if part]
        every = (self.table, self.side, self.foot, self.chart, self.top)
        return [panel.focusables() for panel in every if panel.focusables()]

    def _next_part(self, by: int) -> None:
        parts = self._parts()
        now = next((place for place, part in enumerate(parts) if self.focus in part), -1 if by > 0 else 0)
        part = parts[(now + by) % len(parts)]
        selected = command_of(self.selected)
        self.set_focus(selected if selected in part else part[0])
