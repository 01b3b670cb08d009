"""The desk: the screen on which a game is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import END_TURN, Decision
from game.errors import SaveError
from game.session.account import goal_conditions
from game.session.titles import number_title
from game.window.desk import Desk
from game.window.kit.dialog import ENTER, TextDialog
from game.window.kit.page import block
from game.window.kit.panel import Box, Command
from game.window.map_view import MapPanel
from game.window.scenes.pages import goal_blocks, happened_blocks, help_blocks, ledger_blocks, record_blocks
from game.window.scenes.question import Question
from game.window.scenes.reply import ReplyDialog
from game.window.scenes.scene import Scene
from game.window.stage import DESIGN
from game.window.widgets.dossier import DossierPanel
from game.window.widgets.gauge import GaugePanel
from game.window.widgets.meter import MeterPanel
from game.window.widgets.moves import DIGITS, MovesPanel
from game.window.widgets.strips import NewsPanel, TurnsPanel
from game.window.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.kit.dialog import Dialog
    from game.window.kit.panel import Panel
    from game.window.stage import Stage

TOP, NEWS, TURNS = 46.0, 40.0, 58.0
LEFT, NARROW_LEFT = 280.0, 236.0
RIGHT, WIDE_RIGHT = 428.0, 464.0
WIDE = 1240.0
SMALL_SCALE = 0.9
"""Below this scale text is larger than its share, so the list of moves is wider."""
DOSSIER, TALL_DOSSIER = 240.0, 292.0
FEW_WORDINGS = 3
METER_SHARE = 100.0 / 63.0
SELECTION = ("meter.", "gauge.", "map", "dossier", "moves")
LETTERS = {
    pygame.K_e: Command("end_turn"),
    pygame.K_END: Command("end_turn"),
    pygame.K_r: Command("record"),
    pygame.K_g: Command("goal"),
    pygame.K_h: Command("help"),
    pygame.K_F1: Command("help"),
}


class PlayScene(Scene):
    """A session on the desk."""

    def __init__(self, stage: Stage, session: Session, autosave: Autosave | None = None) -> None:
        """Lay out the desk for a session; `autosave` keeps its file up to date."""
        super().__init__(stage)
        self.session = session
        self.autosave = autosave
        self.desk = Desk(session)
        conditions = goal_conditions(session.scenario, session.states[0])
        goals = {part.number: part.bound for part in conditions if part.number}
        self.moves = MovesPanel(self.desk)
        self.dossier = DossierPanel(self.desk)
        self.readings: list[Panel] = [
            (MeterPanel if number.capital else GaugePanel)(self.desk, number, goals.get(number.name))
            for number in self.desk.columns
        ]
        self.top, self.news, self.turns = TopBar(self.desk), NewsPanel(self.desk), TurnsPanel(self.desk)
        self.map = MapPanel(self.desk, stage.coasts)
        self.panels = [self.top, *self.readings, self.map, self.dossier, self.moves, self.news, self.turns]
        self.focus = Command("move", self.desk.selected)
        self.lay()
        if session.state.due:
            self.open(ReplyDialog(self.desk))

    @property
    def caption(self) -> str:
        """The scenario and the turn; when Seoul must reply, that too."""
        turns, asked = self.session.scenario.turns, ", Seoul must reply" if self.session.state.due else ""
        title = self.session.scenario.document.scenario.title
        return f"Middle Ground: {title}, turn {self.session.state.turn} of {turns}{asked}"

    @property
    def tall(self) -> bool:
        """Whether the dossier needs more room, for the wordings of the selected move or its ministries' notes."""
        move = self.session.scenario.document.moves[self.desk.selected]
        return len(self.desk.open_wordings()) > FEW_WORDINGS or bool(move.ministries)

    def arrange(self) -> dict[str, Box]:
        """Return the place of every panel."""
        width, height = self.stage.width, self.stage.height
        body = height - TOP - NEWS - TURNS
        left = LEFT if width >= WIDE else NARROW_LEFT
        right = RIGHT if self.stage.drawing.scale >= SMALL_SCALE else WIDE_RIGHT
        middle = width - left - right
        dossier = (TALL_DOSSIER if self.tall else DOSSIER) + max(0.0, height - DESIGN[1]) / 2
        boxes = {
            "top": Box(0, 0, width, TOP),
            "map": Box(left, TOP, middle, body - dossier),
            "dossier": Box(left, TOP + body - dossier, middle, dossier),
            "moves": Box(width - right, TOP, right, body),
            "news": Box(0, height - NEWS - TURNS, width, NEWS),
            "turns": Box(0, height - TURNS, width, TURNS),
        }
        meters = sum(isinstance(panel, MeterPanel) for panel in self.readings)
        unit = body / max(1.0, meters * METER_SHARE + len(self.readings) - meters)
        y = TOP
        for panel in self.readings:
            high = unit * (METER_SHARE if isinstance(panel, MeterPanel) else 1)
            boxes[panel.name] = Box(0, y, left, high)
            y += high
        return boxes

    def act(self, command: Command) -> Scene | None:
        """Carry out a command of a click or a key."""
        deeds: dict[str, Callable[[str], None]] = {
            "move": self.select,
            "group": self.unfold,
            "wording": self.choose,
            "send": lambda _: self.send(),
            "end_turn": lambda _: self.ask_end_turn(),
            "news": self.turn_news,
            "why": self.open_ledger,
            "record": lambda _: self.open(TextDialog("record", "The record", record_blocks(self.session))),
            "goal": lambda _: self.open(TextDialog("goal", "What Seoul plays for", goal_blocks(self.session))),
            "help": lambda _: self.open(TextDialog("help", "At the desk", help_blocks(self.session.scenario))),
        }
        if command.kind in deeds:
            deeds[command.kind](command.about)
        return None

    def select(self, move: str) -> None:
        """Select a move: everything that shows what it should do follows."""
        self._selecting(lambda: self.desk.select(move))

    def unfold(self, group: str) -> None:
        """Unfold a group of moves."""
        self._selecting(lambda: self.desk.unfold(group))

    def choose(self, wording: str) -> None:
        """Choose a wording of the selected move."""
        if self.desk.wording != wording:
            self.desk.wording = wording
            self.mark(*SELECTION)
        self.set_focus(Command("wording", wording))

    def send(self) -> None:
        """Send the selected move; where its words are still to be chosen, go to them first."""
        decision = self.desk.decision()
        if decision is not None:
            self.take(decision)
            return
        legal = [way.decision.partition(".")[2] for way in self.desk.ways(self.desk.selected) if way.legal]
        if self.desk.open_wordings() and legal and not self.desk.wording:
            self.choose(legal[0])

    def ask_end_turn(self) -> None:
        """End the turn; ask first where points would be thrown away."""
        if not self.desk.may_end_turn():
            return
        usable = any(self.desk.row(move).legal for moves in self.desk.groups.values() for move in moves)
        if self.desk.points and usable:
            one = self.desk.points == 1
            points = "1 point" if one else f"{self.desk.points} points"
            text = f"{points} of presidential time would go unused. {'It' if one else 'They'} cannot be kept."
            self.open(Question("End the turn now?", text, Command("end_turn"), "End the turn", "Keep working"))
            return
        self.take(END_TURN)

    def take(self, decision: Decision) -> None:
        """Take a decision and show what it leads to."""
        turn = self.session.state.turn
        self.session.apply(decision)
        self.desk.refresh()
        self.desk.news_index = 0
        self.moves.follow = True
        self.set_focus(Command("move", self.desk.selected))
        self.lay()
        state = self.session.state
        if state.due:
            self.open(ReplyDialog(self.desk))
        elif self.session.ended or state.turn != turn:
            self.save()
            self._tell(turn)

    def save(self) -> None:
        """Keep the game, unless nothing was decided in it yet."""
        if self.session.decisions:
            self._write()

    def _write(self) -> None:
        """Write the game to its file; a disk that refuses is told, and the game goes on."""
        if self.autosave is None:
            return
        try:
            self.autosave.save(self.session, self.stage.clock())
        except SaveError as error:
            self.open(TextDialog("fault", "The game could not be saved", [block(str(error))], label="Go on"))

    def turn_news(self, by: str) -> None:
        """Show the next headline or the one before."""
        self.desk.news_index += int(by)
        self.news.dirty = True

    def open_ledger(self, name: str) -> None:
        """Show every change of a number and why."""
        title = f"Why: {number_title(self.session.scenario, name)}"
        self.open(TextDialog("ledger", title, ledger_blocks(self.session, name)))

    def answered(self, dialog: Dialog) -> Scene | None:
        """Go on after a dialog."""
        if dialog.name == "reply":
            self.take(Decision(dialog.answer.about))
        elif dialog.answer.kind == "end_turn":
            self.take(END_TURN)
        elif dialog.answer.kind == "title":
            self.save()
            return self._title()
        elif dialog.name in ("happened", "fault") and self.session.ended and not self.dialogs:
            return self._ending()
        return None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key of the desk."""
        if event.key == pygame.K_ESCAPE:
            self._step_back()
        elif event.key == pygame.K_TAB:
            self._next_area(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif event.key in (*ENTER, pygame.K_SPACE):
            self._press()
        elif event.key in (pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT):
            self._arrow(event.key)
        elif event.key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            self._selecting(lambda: self.desk.step_group(1 if event.key == pygame.K_PAGEDOWN else -1))
        elif event.unicode and event.unicode in DIGITS:
            self._digit(DIGITS.index(event.unicode))
        elif event.key in LETTERS:
            return self.act(LETTERS[event.key])
        else:
            self._capital_key(event.unicode.lower())
        return None

    def control_key(self, event: pygame.event.Event) -> bool:
        """Take back the last decision by Ctrl and Z, also while Seoul must reply."""
        if event.key != pygame.K_z or not self.session.undo():
            return False
        self.dialogs.clear()
        self.desk.refresh()
        self.desk.news_index = 0
        self.set_focus(Command("move", self.desk.selected))
        self.lay()
        self._write()
        if self.session.state.due and not self.dialogs:
            self.open(ReplyDialog(self.desk))
        return True

    def areas(self) -> list[tuple[Command, ...]]:
        """Return what the keyboard can reach, by part of the desk, in the order of Tab."""
        readings = tuple(command for panel in self.readings for command in panel.focusables())
        rest = (self.news, self.turns, self.top)
        return [
            self.moves.focusables(),
            self.dossier.focusables(),
            readings,
            *(panel.focusables() for panel in rest),
        ]

    def leave(self) -> None:
        """Keep the game when the window is closed."""
        self.save()

    def _step_back(self) -> None:
        """Go back from a wording to its move, or ask whether to leave."""
        if self.desk.wording:
            self._selecting(lambda: self.desk.select(self.desk.selected))
            return
        text = "The game is saved and can be resumed from the title."
        self.open(Question("Leave the desk?", text, Command("title"), "Leave", "Stay", stay=True))

    def _selecting(self, change: Callable[[], None]) -> None:
        was_tall = self.tall
        change()
        self.moves.follow = True
        self.set_focus(Command("move", self.desk.selected))
        if self.tall != was_tall:
            self.lay()
        self.mark(*SELECTION)

    def _area(self) -> int:
        return next((place for place, area in enumerate(self.areas()) if self.focus in area), 0)

    def _next_area(self, by: int) -> None:
        areas = self.areas()
        wanted = areas[(self._area() + by) % len(areas)][0]
        if wanted.kind == "wording":
            self.choose(self.desk.wording or wanted.about)
        else:
            self.set_focus(wanted)

    def _press(self) -> None:
        """Press what has the ring: a move or a wording is sent, anything else acts."""
        if self.focus.kind in ("move", "wording"):
            self.send()
        else:
            self.act(self.focus)

    def _arrow(self, key: int) -> None:
        """Move the selection, or the ring inside a part of the desk, or the headlines."""
        by = 1 if key in (pygame.K_DOWN, pygame.K_RIGHT) else -1
        upright = key in (pygame.K_DOWN, pygame.K_UP)
        area = self.areas()[self._area()]
        if self.focus.kind == "move" and upright:
            self._selecting(lambda: self.desk.step(by))
        elif self.focus.kind in ("move", "news"):
            self.turn_news(f"{by:+d}")
        elif len(area) > 1 and self.focus in area:
            wanted = area[(area.index(self.focus) + by) % len(area)]
            if wanted.kind == "wording":
                self.choose(wanted.about)
            else:
                self.set_focus(wanted)
        elif not upright:
            self.turn_news(f"{by:+d}")

    def _digit(self, place: int) -> None:
        moves = self.desk.groups[self.desk.open_group]
        if place < len(moves):
            self.select(moves[place])

    def _capital_key(self, letter: str) -> None:
        """Open the ledger of the capital that begins with a letter."""
        names = [number for number in self.desk.columns if number.capital and number.title.lower()[:1] == letter]
        if letter and names:
            self.open_ledger(names[0].name)

    def _tell(self, turn: int) -> None:
        """Show what happened in a turn, in the order of cause."""
        every = zip(self.session.states, self.session.steps, strict=False)
        steps = [step for state, step in every if state.turn == turn]
        label = self.session.scenario.document.calendar.turns[turn - 1].label
        blocks = happened_blocks(self.session.scenario, steps, ended=self.session.ended)
        self.open(TextDialog("happened", f"Turn {turn}: {label}", blocks, label="Go on"))

    def _title(self) -> Scene:
        # Imported here: the title opens the desk, and the desk goes back to the title.
        from game.window.scenes.title import TitleScene  # noqa: PLC0415

        return TitleScene(self.stage)

    def _ending(self) -> Scene:
        from game.window.scenes.ending import EndingScene  # noqa: PLC0415

        return EndingScene(self.stage, self.session)
