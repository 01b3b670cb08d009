"""The desk: the screen on which a game is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import END_TURN, Decision
from game.errors import SaveError
from game.session.account import goal_conditions
from game.session.titles import framed
from game.window.desk import Desk
from game.window.kit.dialog import TextDialog
from game.window.kit.page import block
from game.window.kit.panel import NOTHING, Box, Command
from game.window.map_view import MapPanel
from game.window.pages.book import PAGES
from game.window.scenes.forking import FORK_KINDS, led_to
from game.window.scenes.ladder import LadderDialog
from game.window.scenes.layout import desk_layout
from game.window.scenes.question import Question
from game.window.scenes.reader import Reader
from game.window.scenes.reply import ReplyDialog
from game.window.scenes.scene import Scene
from game.window.scenes.settings import SettingsDialog
from game.window.scenes.steering import Steering
from game.window.telling import Telling, steps_to_tell
from game.window.widgets.consequences import ConsequencesPanel
from game.window.widgets.dossier import DossierPanel
from game.window.widgets.gauge import GaugePanel
from game.window.widgets.guide import Guide
from game.window.widgets.meter import MeterPanel
from game.window.widgets.moves import MovesPanel
from game.window.widgets.strips import NewsPanel, TurnsPanel
from game.window.widgets.top_bar import TopBar
from game.window.widgets.wordings import WordingsPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.kit.dialog import Dialog
    from game.window.kit.panel import Panel
    from game.window.stage import Stage

SELECTION = ("meter.", "gauge.", "map", "dossier", "moves", "wordings")
LOOKED_FROM = frozenset(("reply", "ladder"))
"""The dialogs beside which things can be looked up."""

NUMBERS = ("meter.", "gauge.", "map")


class PlayScene(Scene):
    """A session on the desk.

    The desk is in one of four conditions: at rest; choosing, with the wordings over the map; telling, with what
    followed over the list of moves; or behind a dialog.
    """

    def __init__(self, stage: Stage, session: Session, autosave: Autosave | None = None) -> None:
        """Lay out the desk for a session; `autosave` keeps its file up to date."""
        super().__init__(stage)
        self.session = session
        self.autosave = autosave
        self.desk = Desk(session)
        conditions = goal_conditions(session.scenario, session.states[0])
        goals = {part.number: part.bound for part in conditions if part.number}
        self.moves, self.dossier = MovesPanel(self.desk), DossierPanel(self.desk)
        self.wordings = WordingsPanel(self.desk)
        self.readings: list[Panel] = [
            (MeterPanel if number.capital else GaugePanel)(self.desk, number, goals.get(number.name))
            for number in self.desk.columns
        ]
        self.top, self.news, self.turns = TopBar(self.desk), NewsPanel(self.desk), TurnsPanel(self.desk)
        self.map = MapPanel(self.desk, stage.coasts)
        self.consequences: ConsequencesPanel | None = None
        self.steering = Steering(self)
        self.focus = Command("move", self.desk.selected)
        self.lay()
        if session.state.due:
            self.open(ReplyDialog(self.desk))

    @property
    def caption(self) -> str:
        """The scenario and the turn; in a fork, when Seoul must reply or a turn is told, that too."""
        state, turns = self.session.state, self.session.scenario.turns
        reply = framed(self.session.scenario, ", {seat} must reply")
        now = ", what followed" if self.desk.telling else reply if state.due else ""
        fork = "" if self.session.lines[0] is self.session else " of a fork"
        return (
            f"Middle Ground: {self.session.scenario.document.scenario.title}{fork}, turn {state.turn} of {turns}{now}"
        )

    def arrange(self) -> dict[str, Box]:
        """Return the place of every panel; which ones there are depends on what the desk is doing."""
        self.desk.names = self.stage.settings.names
        middle = self.wordings if self.desk.choosing else self.map
        right = self.consequences or self.moves
        self.panels = [self.top, *self.readings, middle, self.dossier, right, self.news, self.turns]
        return desk_layout(self.stage, self.readings)

    def enter(self) -> None:
        """Take over: what was worked out for another game is of no use any more."""
        super().enter()
        self.stage.attend(self.session)

    def tick(self, now: float) -> bool:
        """Move on; while a turn is told, the numbers and the map follow it."""
        shown = dict(self.desk.display)
        moving = super().tick(now)
        if self.consequences is not None:
            place = self.consequences.told_place
            if shown != self.desk.display or place != self.map.ringed:
                self.map.ringed, self.map.ringed_title = place, self.consequences.told_title
                self.mark(*NUMBERS)
        return moving

    def act(self, command: Command) -> Scene | None:
        """Carry out a command of a click or a key."""
        if command.kind in PAGES:
            self._look_up(command)
            return None
        if command.kind == "go_on":
            return self.go_on()
        if command.kind in FORK_KINDS:
            return self.lead(command)
        deeds: dict[str, Callable[[str], None]] = {
            "move": self.select,
            "step": lambda by: self._selecting(lambda: self.desk.step(int(by))),
            "group": lambda group: self._selecting(lambda: self.desk.unfold(group)),
            "wording": self.choose,
            "back": lambda _: self._step_back(),
            "send": lambda _: self.send(),
            "end_turn": lambda _: self.ask_end_turn(),
            "news": self.turn_news,
            "turns": lambda by: self.turns.turn_page(int(by)),
            "ladder": lambda ladder: self.open(LadderDialog(self.desk, ladder)),
            "leave": lambda _: self._ask_to_leave(),
            "undo": lambda _: self._take_back(),
            "guide": lambda _: self._guide(),
            "settings": lambda _: self.open(SettingsDialog(self.stage, self.lay)),
        }
        if command.kind in deeds:
            deeds[command.kind](command.about)
        return None

    def select(self, move: str) -> None:
        """Select a move: everything that shows what it should do follows."""
        self._selecting(lambda: self.desk.select(move))

    def choose(self, wording: str) -> None:
        """Put the mark on a wording of the selected move; the wordings lie over the map while one is chosen."""
        opened = not self.desk.choosing
        self.desk.wording, self.desk.choosing = wording, True
        self.wordings.follow = True
        if opened:
            self.lay()
        self.mark(*SELECTION)
        self.set_focus(Command("wording", wording))

    def send(self) -> None:
        """Send the selected move; where its words are still to be chosen, open them first."""
        decision = self.desk.decision()
        if decision is not None:
            self.take(decision)
            return
        legal = [way.decision.partition(".")[2] for way in self.desk.ways(self.desk.selected) if way.legal]
        if self.desk.open_wordings() and not self.desk.choosing:
            self.choose(legal[0] if legal else self.desk.open_wordings()[0])

    def ask_end_turn(self) -> None:
        """End the turn; ask first where points would be thrown away."""
        if self.desk.telling or not self.desk.may_end_turn():
            return
        usable = any(self.desk.row(move).legal for moves in self.desk.groups.values() for move in moves)
        if self.desk.points and usable:
            one = self.desk.points == 1
            points = "1 point" if one else f"{self.desk.points} points"
            time = self.session.scenario.document.scenario.points
            text = f"{points} of {time} would go unused. {'It' if one else 'They'} cannot be kept."
            self.open(Question("End the turn now?", text, Command("end_turn"), "End the turn", "Keep working"))
            return
        self.take(END_TURN)

    def take(self, decision: Decision) -> None:
        """Take a decision and show what it leads to."""
        turn = self.session.state.turn
        self.session.apply(decision)
        self._refresh()
        state = self.session.state
        if state.turn != turn or state.due or self.session.ended:
            self._tell(turn)
        else:
            self.dossier.press(self.now, still=self.stage.settings.reduced_motion)
            self.stage.play("stamp")
        self.lay()
        if self.session.ended or state.turn != turn:
            self.save()

    def go_on(self) -> Scene | None:
        """Go on after what followed was told: to Seoul's reply, to the ending, or to the next turn."""
        if self.consequences is None or not self.consequences.go_on():
            return None
        self._stop_telling()
        if self.session.ended:
            return self._ending()
        self.lay()
        if self.session.state.due:
            self.open(ReplyDialog(self.desk))
        return None

    def tell_again(self) -> None:
        """Tell from the start what followed from the last decision, where anything did."""
        before, now = self.session.states[-2:]
        if now.turn != before.turn or now.due or now.ending:
            self.dialogs.clear()
            self._tell(before.turn)
            self.lay()

    def lead(self, command: Command) -> Scene:
        """Go to another line of this game, or set one beside this one; this line is kept as it is."""
        self.save()
        return led_to(self.stage, self.session, command, self.autosave, self)

    def undo(self) -> bool:
        """Take back the last decision, also while Seoul must reply or a turn is told."""
        if not self.session.undo():
            return False
        self.dialogs.clear()
        self._stop_telling()
        self._refresh()
        self.lay()
        self._write()
        if self.session.state.due:
            self.open(ReplyDialog(self.desk))
        return True

    def save(self) -> None:
        """Keep the game, unless nothing was decided in it yet."""
        if self.session.decisions:
            self._write()

    def turn_news(self, by: str) -> None:
        """Show the next headline or the one before."""
        self.desk.news_index += int(by)
        self.news.dirty = True

    def answered(self, dialog: Dialog) -> Scene | None:
        """Go on after a dialog."""
        answer = dialog.answer
        if dialog.name == "reply":
            self.take(Decision(answer.about))
        elif answer.kind == "end_turn":
            self.take(END_TURN)
        elif answer.kind == "title":
            self.save()
            return self._title()
        elif dialog.name == "opening" and not self.stage.settings.guided:
            self._guide()
        elif dialog.name in ("reader", "ladder"):
            return self.act(answer)
        return None

    def beside(self, command: Command) -> bool:
        """Look something up while Seoul must reply: the question stays below."""
        if self.dialogs[-1].name not in LOOKED_FROM or command.kind not in {*PAGES, "settings"}:
            return False
        self.act(command)
        return True

    def wish_of(self, event: pygame.event.Event) -> Command:
        """Return what a key looks up."""
        return self.steering.looked_up(event)

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key of the desk; while a turn is told the keys belong to that."""
        if self.consequences is not None:
            command = self.consequences.key(event)
            return self.act(command) if command != NOTHING else None
        return self.act(self.steering.command_of(event))

    def control_key(self, event: pygame.event.Event) -> bool:
        """Take back the last decision by Ctrl and Z."""
        return event.key == pygame.K_z and self.undo()

    def leave(self) -> None:
        """Keep the game when the window is closed."""
        self.save()

    def _look_up(self, command: Command) -> None:
        """Open a page; while Seoul must reply it offers nothing that changes the game."""
        playing, names = not self.session.state.due, self.stage.settings.names
        self.open(Reader(self.session, command, playing=playing, names=names))

    def _refresh(self) -> None:
        """Let the desk, and who works the debrief out, follow a state that has changed."""
        self.desk.refresh()
        self.desk.news_index = 0
        self.moves.follow = True
        self.set_focus(Command("move", self.desk.selected))
        self.stage.attend(self.session)

    def _write(self) -> None:
        """Write the game to its file; a disk that refuses is told, and the game goes on."""
        if self.autosave is None:
            return
        try:
            self.autosave.save(self.session, self.stage.clock())
        except SaveError as error:
            self.open(TextDialog("fault", "The game could not be saved", [block(str(error))], label="Go on"))

    def _step_back(self) -> None:
        """Go back from the wordings to the map, or ask whether to leave."""
        if self.desk.choosing:
            self._selecting(lambda: self.desk.select(self.desk.selected))
        else:
            self._ask_to_leave()

    def _ask_to_leave(self) -> None:
        text = "The game is saved and can be resumed from the title."
        self.open(Question("Leave the desk?", text, Command("title"), "Leave", "Stay", stay=True))

    def _selecting(self, change: Callable[[], None]) -> None:
        was_choosing, before = self.desk.choosing, self.desk.selected
        change()
        self.moves.follow = True
        if self.desk.selected != before:
            self.dossier.lift()
            self.stage.play("select")
        if was_choosing != self.desk.choosing:
            self.lay()
        self.mark(*SELECTION)
        self.set_focus(Command("move", self.desk.selected))

    def _tell(self, turn: int) -> None:
        """Lay what followed from a turn over the list of moves, in the order of cause."""
        label = self.session.scenario.document.calendar.turns[turn - 1].label
        telling = Telling(
            self.session,
            steps_to_tell(self.session),
            f"Turn {turn}: {label}",
            still=self.stage.settings.reduced_motion,
        )
        self.desk.telling = True
        self.consequences = ConsequencesPanel(self.desk, telling, self.stage.play)

    def _stop_telling(self) -> None:
        """Show the numbers and the map as they are."""
        self.consequences = None
        self.desk.telling = False
        self.desk.display = {}
        self.map.ringed = None
        self.dossier.lift()

    def _take_back(self) -> None:
        if not self.undo():
            self.open(TextDialog("nothing", "Nothing to take back", [block("No decision was taken yet.")]))

    def _guide(self) -> None:
        """Show the parts of the desk one after another."""
        self.open(Guide(self.stage, self.session.scenario, self.panels, self.mark_all))

    def _title(self) -> Scene:
        # Imported here: the title opens the desk, and the desk goes back to the title.
        from game.window.scenes.title import TitleScene  # noqa: PLC0415

        return TitleScene(self.stage)

    def _ending(self) -> Scene:
        from game.window.scenes.ending import EndingScene  # noqa: PLC0415

        return EndingScene(self.stage, self.session, self.autosave)
