"""Playing by typed commands: one question, one answer, until the game ends or the input does."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from game.engine import END_TURN, Decision, NumberInfo, legal_moves, points_left
from game.errors import SaveError, nearest
from game.session.beside import line_title, other_lines
from game.session.replay import record
from game.session.saves import Autosave, refuse_foreign, write_replay
from game.session.titles import closed_words, number_title
from game.terminal import view
from game.terminal.debrief import looked_back
from game.terminal.forks import begun_turn, chosen_line, lines_list, pair_lines
from game.terminal.news import news, step_news

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from game.session.session import Session
    from game.terminal.console import Console

__all__ = ["TextGame"]

HELP = (
    "Type a number or an id to send a move; some then ask how to say it. Nothing else is needed but `end`.",
    "  end: end the turn",
    "  moves: every move, the closed ones with their reasons",
    "  brief MOVE: what a move is and what it rests on",
    "  why NUMBER: every change of a number and the rule behind it, such as `why tension`",
    "  status: the numbers and the goal",
    "  goal: what you play for, and what of it is met",
    "  odds: the chances of what may happen",
    "  news: what took place in this turn and the one before",
    "  undo: take back the last decision; `undo turn` goes back to the start of the turn",
    "  fork TURN: play on from the start of a turn, with the same luck; the line you leave is kept beside it",
    "  lines: every line of this game; `line N` goes on with line N, 0 is the first",
    "  beside N: this line beside line N, turn by turn",
    "  debrief: when the game is over, what your decisions did and what luck did",
    "  save FILE: write the game to a file of your own (it is saved by itself after every turn)",
    "  quit: leave; the game is saved and can be resumed",
    "  help, or ?: these lines",
)


@dataclass(slots=True)
class TextGame:
    """A game played on a console.

    Attributes:
        session: the game.
        console: where it is played.
        autosave: the file that is kept up to date; None saves nothing.
        clock: returns the time to note in a save.
        keep_untouched: whether a game in which nothing was decided is saved too.
    """

    session: Session
    console: Console
    autosave: Autosave | None = None
    clock: Callable[[], str] = field(default=str)
    keep_untouched: bool = True

    def run(self) -> None:
        """Play until the player leaves or the input ends; the game is saved then."""
        self._say(view.opening(self.session.scenario))
        self.console.write("Type `help` for the commands.")
        self._page()
        while True:
            typed = self.console.ask("> ")
            if typed is None or typed.lower() in ("quit", "exit"):
                break
            if typed:
                self._obey(typed)
        self._leave()

    def _leave(self) -> None:
        """Save the game and say how to go on with it."""
        untouched = not self.session.decisions and not self.keep_untouched
        if self.autosave is None or untouched or not self.save():
            return
        self.console.write_whole(f"Saved as {self.autosave.path}")
        if not self.session.ended:
            self.console.write("To go on with it:")
            self.console.write_whole(f"  middleground play --text --resume {quote(str(self.autosave.path))}")

    def save(self) -> bool:
        """Save the game and return whether it was; a disk that refuses is told, and the game goes on."""
        if self.autosave is None:
            return False
        try:
            self.autosave.save(self.session, self.clock())
        except SaveError as error:
            self.console.write(f"Not saved: {error}")
            return False
        return True

    def _obey(self, typed: str) -> None:
        word, _, rest = typed.partition(" ")
        commands: dict[str, Callable[[str], None]] = {
            "help": lambda _: self._help(),
            "?": lambda _: self._help(),
            "goal": lambda _: self._goal(),
            "end": lambda _: self._end(),
            "end_turn": lambda _: self._end(),
            "moves": lambda _: self._say(view.moves(self.session, closed=True)),
            "brief": self._brief,
            "why": self._why,
            "status": lambda _: self._status(),
            "odds": lambda _: self._say(view.odds(self.session)),
            "news": lambda _: self._say(news(self.session)),
            "undo": self._undo,
            "fork": self._fork,
            "lines": lambda _: self._lines(),
            "line": self._go_to_line,
            "beside": self._beside,
            "debrief": lambda _: self._debrief(),
            "save": self._save_as,
        }
        command = commands.get(word.lower())
        if command is not None:
            command(rest.strip())
        elif self.session.ended:
            self.console.write(
                "The game is over: `debrief`, `fork TURN`, `lines`, `beside N`, `why NUMBER`, `status`, `news`, "
                "`undo`, `save FILE` or `quit`."
            )
        elif self.session.state.due:
            self._reply(typed)
        else:
            self._send(typed, known=commands)

    def _say(self, lines: Iterable[str]) -> None:
        self.console.write(*lines)

    def _page(self) -> None:
        """Show what is asked now: the turn, a reply, or the end."""
        if self.session.ended:
            self._say(view.ending(self.session))
            self._say(view.numbers(self.session))
            self.console.write(
                "",
                "`debrief` tells what your decisions did and what luck did; `why NUMBER` explains a number; "
                "`fork TURN` plays on from a turn with the same luck; `undo` goes back; `quit` leaves.",
            )
            if other_lines(self.session):
                self.console.write(f"This is: {line_title(self.session)}. `beside 0` sets it beside the first line.")
        elif self.session.state.due:
            self._say(view.replies(self.session))
        else:
            self._say(view.turn(self.session))

    def _debrief(self) -> None:
        if self.session.ended:
            self._say(looked_back(self.session, self.console.write))
        else:
            self.console.write("The debrief looks back on a whole game: it comes when this one is over.")

    def _status(self) -> None:
        self._say(view.numbers(self.session))
        self._say(view.goal(self.session))

    def _help(self) -> None:
        self.console.write(*HELP)
        self._say(view.purposes(self.session.scenario))

    def _goal(self) -> None:
        """Say what the game is played for and what its goal asks for; a scenario may name neither."""
        lines = [*view.purposes(self.session.scenario), *view.goal(self.session)]
        self._say(lines or ["This scenario names no goal: each ending has a value of its own."])

    def _apply(self, decision: Decision) -> None:
        before = self.session.state
        step = self.session.apply(decision)
        if decision == END_TURN:
            self.console.write("The turn ends.")
        self._say(step_news(self.session.scenario, step, ended=self.session.ended))
        after = self.session.state
        if after.turn != before.turn or self.session.ended:
            self.save()
        if after.turn != before.turn or after.due or after.ending:
            self._page()
        else:
            left = points_left(self.session.scenario, after)
            self.console.write(f"Points left: {left}. `moves` lists what can still be sent, `end` ends the turn.")

    def _end(self) -> None:
        state, scenario = self.session.state, self.session.scenario
        if state.due or self.session.ended:
            self.console.write("A reply is due first." if state.due else "The game is over.")
            return
        legal = {way.decision: way for way in legal_moves(scenario, state)}
        if not legal[END_TURN].legal:
            self.console.write(f"The turn cannot end yet: {legal[END_TURN].reason}")
            return
        left = points_left(scenario, state)
        if left and any(way.legal for decision, way in legal.items() if decision != END_TURN):
            points, time = f"{left} {'point' if left == 1 else 'points'}", scenario.document.scenario.points
            answer = self.console.ask(f"{points} of {time} would be lost. End the turn? yes or no: ")
            if answer is None or answer.lower() not in ("y", "yes"):
                self.console.write("The turn goes on.")
                return
        self._apply(END_TURN)

    def _send(self, typed: str, known: Iterable[str]) -> None:
        moves = view.by_move(self.session)
        first, _, wording = typed.replace(" ", ".", 1).partition(".")
        move = _picked(first, tuple(moves))
        if move is None:
            meant = nearest(typed, (*moves, *known))
            hint = f"Did you mean `{meant}`?" if meant else "Type the number or the id of a move, or `help`."
            self.console.write(f"There is no move or command `{typed}`. {hint}")
            return
        ways = moves[move]
        reasons = [way.reason or "not now" for way in ways]
        if not any(way.legal for way in ways):
            self.console.write(f"{closed_words(reasons[0])}.")
        elif len(ways) == 1 and not wording:
            self._apply(ways[0].decision)
        else:
            self._say_move(move, wording)

    def _say_move(self, move: str, wording: str) -> None:
        """Ask for the wording, unless it was typed with the move, and send it."""
        ways = {way.decision.partition(".")[2]: way for way in view.by_move(self.session)[move]}
        if not wording:
            self._say(view.wordings(self.session, move))
            wording = self.console.ask("How? A number or an id, or nothing to think again: ") or ""
        if not wording:
            self.console.write("Nothing was sent.")
            return
        picked = _picked(wording, tuple(ways))
        if picked is None:
            self.console.write(f"There is no wording `{wording}`. Nothing was sent.")
        elif not ways[picked].legal:
            self.console.write(f"{closed_words(ways[picked].reason or 'not now')}. Nothing was sent.")
        else:
            self._apply(ways[picked].decision)

    def _reply(self, typed: str) -> None:
        ways = {way.decision.partition(".")[2]: way for way in legal_moves(self.session.scenario, self.session.state)}
        picked = _picked(typed, tuple(ways))
        if picked is None:
            self.console.write(f"There is no reply `{typed}`; type the number or the id of one:")
            self._say(view.replies(self.session))
        elif not ways[picked].legal:
            self.console.write(f"{closed_words(ways[picked].reason or 'not now')}.")
        else:
            self._apply(ways[picked].decision)

    def _brief(self, typed: str) -> None:
        moves = tuple(self.session.scenario.document.moves)
        move = _picked(typed, moves)
        if move is None:
            meant = nearest(typed, moves)
            self.console.write(f"There is no move `{typed}`." + (f" Did you mean `{meant}`?" if meant else ""))
            return
        self._say(view.brief(self.session, move))

    def _why(self, typed: str) -> None:
        number = self._number(typed)
        if number is None:
            shown = view.visible(self.session.scenario, ended=self.session.ended)
            names = [number.name for number in shown]
            meant = nearest(typed, names)
            hint = f"Did you mean `{meant}`?" if meant else f"Numbers: {', '.join(names)}."
            self.console.write(f"There is no number `{typed}` here. {hint}")
            return
        self._say(view.why(self.session, number))

    def _number(self, typed: str) -> NumberInfo | None:
        """Return the visible number meant: by its name, the last part of it, or its title."""
        wanted = typed.strip().lower()
        scenario = self.session.scenario
        for number in view.visible(scenario, ended=self.session.ended):
            names = {number.name, number.name.rpartition(".")[2], number.title, number_title(scenario, number.name)}
            if wanted in {name.lower() for name in names}:
                return number
        return None

    def _fork(self, typed: str) -> None:
        turn = begun_turn(self.session, typed)
        if turn is None:
            self.console.write(f"Name a turn that has begun, 1 to {len(self.session.turn_states)}: `fork 2`.")
            return
        self.save()
        self._show_line(self.session.part(turn))
        self.console.write(
            f"You play on from turn {turn} with the same luck. The line you came from is kept; `lines` lists all."
        )

    def _lines(self) -> None:
        only = ["This game has one line so far; `fork TURN` begins another."]
        self._say(list(lines_list(self.session)) or only)

    def _go_to_line(self, typed: str) -> None:
        line = chosen_line(self.session, typed)
        if line is None:
            self._lines()
            self.console.write("Name one of them by its number: `line 0`.")
            return
        self._show_line(line)

    def _show_line(self, line: Session) -> None:
        """Go on with another line of the game; the file notes which one is played."""
        self.save()
        self.session = line
        self.save()
        self._page()

    def _beside(self, typed: str) -> None:
        others = other_lines(self.session)
        other = chosen_line(self.session, typed) if typed else (others[0] if len(others) == 1 else None)
        if other is None or other is self.session:
            self._lines()
            self.console.write(*(["Name another one of them by its number: `beside 0`."] if others else []))
            return
        self._say(pair_lines(self.session, other))

    def _undo(self, typed: str) -> None:
        undone = self.session.undo_turn() if typed.lower() == "turn" else self.session.undo()
        if not undone:
            self.console.write("There is nothing to take back.")
            return
        self.console.write("Taken back.")
        self._page()

    def _save_as(self, typed: str) -> None:
        if not typed:
            self.save()
            self.console.write(
                f"The game is kept in {self.autosave.path}" if self.autosave else "Name a file: `save FILE`."
            )
            return
        try:
            refuse_foreign(Path(typed))
            write_replay(Path(typed), record(self.session, self.clock()))
        except SaveError as error:
            self.console.write(f"Not saved: {error}")
        else:
            self.console.write(f"Saved as {typed}")


def _picked(typed: str, known: tuple[str, ...]) -> str | None:
    """Return what was meant: an id, or its number in a list that counts from 1."""
    if typed in known:
        return typed
    if typed.isascii() and typed.isdecimal() and len(typed) <= 4 and 1 <= int(typed) <= len(known):  # noqa: PLR2004
        return known[int(typed) - 1]
    lowered = typed.lower()
    return lowered if lowered in known else None
