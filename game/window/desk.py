"""What the desk shows of a game: the selection, and the facts that the panels paint. It draws nothing.

Everything expected is asked from the engine for each decision; nothing here knows a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import (
    END_TURN,
    Decision,
    Expected,
    LegalMove,
    NumberInfo,
    State,
    chances,
    legal_moves,
    points_left,
    preview,
)
from game.session import titles
from game.session.expectation import is_sure, leading_change, size_of
from game.session.titles import framed
from game.window.mechanism import Mechanism, mechanism_of

if TYPE_CHECKING:
    from game.session.session import Session

MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """An expected change as an arrow: its direction, its size (0..3), whether it is sure, and whether it is good."""

    direction: int = 0
    size: int = 0
    sure: bool = True
    good: int = 0


NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move as the list shows it; `reason` says why it cannot be sent."""

    move: str
    title: str
    line: str
    cost: int
    legal: bool
    reason: str
    marks: tuple[Mark, ...]


def mark_of(number: NumberInfo, expected: Expected | None) -> Mark:
    """Return the arrow of an expected change; one that may go either way or comes in several sizes is not sure."""
    if expected is None:
        return NO_MARK
    leading = leading_change(expected)
    direction = (leading > 0) - (leading < 0)
    return Mark(direction, size_of(leading), is_sure(expected), direction * number.better)


def closed_words(reason: str) -> str:
    """Return why something cannot be decided, as a sentence that says that it is closed."""
    return f"{titles.closed_words(reason or 'not now')}."


class Desk:
    """A session with what the player has selected.

    Attributes:
        display: numbers that are shown on their way, by name, while a turn is told.
        choosing: the wordings of the selected move lie over the map.
        telling: what followed from a turn is being told.
        names: leaders are named, not only their roles.
    """

    def __init__(self, session: Session) -> None:
        """Open the desk on a session, with the first move that can be sent selected."""
        self.session = session
        self.scenario = session.scenario
        self.columns = tuple(
            number
            for number in self.scenario.numbers
            if number.kind == "meter" and not number.hidden and not number.counter
        )[:MOST_COLUMNS]
        self.groups: dict[str, tuple[str, ...]] = {}
        for name, move in self.scenario.document.moves.items():
            self.groups[move.group] = (*self.groups.get(move.group, ()), name)
        self.news_index = 0
        self.display: dict[str, float] = {}
        self.choosing = False
        self.telling = False
        self.names = True
        self._previews: dict[Decision, tuple[Expected, ...]] = {}
        self._ways: dict[str, list[LegalMove]] = {}
        self._costs: dict[str, int] = {}
        self._merged: dict[str, dict[str, Expected]] = {}
        self._rows: dict[str, MoveRow] = {}
        self._chances: dict[str, float] | None = None
        self._mechanisms: dict[Decision, Mechanism | None] = {}
        self.refresh()
        self.selected = next((move for move in self._ways if self.row(move).legal), next(iter(self._ways)))
        self.wording = ""
        self.open_group = self.group_of(self.selected)

    @property
    def state(self) -> State:
        """The state now."""
        return self.session.state

    @property
    def points(self) -> int:
        """The points of presidential time that are left this turn."""
        return points_left(self.scenario, self.state)

    def refresh(self) -> None:
        """Forget what was asked of the engine: the state has changed."""
        self._previews.clear()
        self._merged.clear()
        self._rows.clear()
        self._chances = None
        self._mechanisms.clear()
        self.wording, self.choosing = "", False
        # While Seoul must reply no move can be sent: each then keeps the cost that it had.
        self._costs |= {move: min(way.cost for way in ways) for move, ways in self._ways.items() if ways}
        self._ways = {move: [] for move in self.scenario.document.moves}
        if self.state.due or self.session.ended:
            return
        for way in legal_moves(self.scenario, self.state):
            move = way.decision.partition(".")[0]
            if move in self._ways:
                self._ways[move].append(way)

    def ways(self, move: str) -> tuple[LegalMove, ...]:
        """Return the decisions that send a move: itself, or each of its wordings."""
        return tuple(self._ways[move])

    def group_of(self, move: str) -> str:
        """Return the group that a move stands in."""
        return self.scenario.document.moves[move].group

    def expected(self, decision: Decision) -> dict[str, Expected]:
        """Return what a decision is expected to change by itself, by number."""
        if decision not in self._previews:
            self._previews[decision] = preview(self.scenario, self.state, decision)
        return {found.number: found for found in self._previews[decision]}

    def expected_of_move(self, move: str) -> dict[str, Expected]:
        """Return what a move is expected to change; over several wordings the mean, from the lowest to the highest."""
        if move not in self._merged:
            self._merged[move] = self._merge(move)
        return self._merged[move]

    def _merge(self, move: str) -> dict[str, Expected]:
        document = self.scenario.document.moves[move]
        names = [Decision(f"{move}.{wording}") for wording in document.wordings] or [Decision(move)]
        each = [self.expected(name) for name in names]
        merged: dict[str, Expected] = {}
        for number in (name for one in each for name in one):
            parts = [one.get(number, Expected(number, 0.0, 0.0, 0.0)) for one in each]
            mean = sum(part.change for part in parts) / len(parts)
            merged[number] = Expected(number, mean, min(part.low for part in parts), max(part.high for part in parts))
        return merged

    def expected_now(self) -> dict[str, Expected]:
        """Return what sending the selection now is expected to change; nothing where it cannot be sent."""
        if self.telling:
            return {}
        wanted = [way for way in self.ways(self.selected) if way.legal]
        if self.wording:
            wanted = [way for way in wanted if way.decision == f"{self.selected}.{self.wording}"]
        return self.expected_of_selection() if wanted else {}

    def expected_of_selection(self) -> dict[str, Expected]:
        """Return what the selection changes when it is sent, whether or not it can be sent now."""
        if self.wording:
            return self.expected(Decision(f"{self.selected}.{self.wording}"))
        return self.expected_of_move(self.selected)

    def row(self, move: str) -> MoveRow:
        """Return a move as the list shows it."""
        if move not in self._rows:
            self._rows[move] = self._row(move)
        return self._rows[move]

    def chances(self) -> dict[str, float]:
        """Return the chances that are known now, by path; none once the game is over."""
        if self._chances is None:
            self._chances = {} if self.session.ended else chances(self.scenario, self.state)
        return self._chances

    def _row(self, move: str) -> MoveRow:
        document = self.scenario.document.moves[move]
        ways = self._ways[move]
        is_open = any(way.legal for way in ways)
        expected = self.expected_of_move(move)
        return MoveRow(
            move=move,
            title=document.title,
            line=document.line,
            cost=min((way.cost for way in ways), default=self._costs.get(move, 0)),
            legal=is_open,
            reason="" if is_open else next((way.reason for way in ways if way.reason), self._closed()),
            marks=tuple(mark_of(number, expected.get(number.name)) for number in self.columns),
        )

    def _closed(self) -> str:
        """Return why no move at all can be sent now."""
        if self.state.due:
            return framed(self.scenario, "{seat} must reply first")
        return "The game is over" if self.session.ended else "not now"

    def short(self, number: NumberInfo) -> str:
        """Return at most four letters that name a number at the head of a column."""
        document = self.scenario.document
        if number.capital:
            return (document.capitals[number.capital].short or number.title[:3])[:4]
        return (document.meters[number.parent].short or number.title[:3])[:4]

    def value(self, number: NumberInfo) -> float:
        """Return the value of a number as it is shown: the state's, or on its way there while a turn is told."""
        return self.display.get(number.name, self.state.values[number.index])

    def history(self, number: NumberInfo) -> tuple[float, ...]:
        """Return a number's value at the start of each turn so far, and now."""
        values = [state.values[number.index] for state in self.session.turn_states]
        return (*values[:-1], self.value(number)) if values else (self.value(number),)

    def mechanism(self) -> Mechanism | None:
        """Return the chance that sending the selection changes most; None while its words are still to be chosen."""
        decision = self.decision()
        if decision is None:
            return None
        if decision not in self._mechanisms:
            self._mechanisms[decision] = mechanism_of(self.scenario, self.state, self.chances(), decision)
        return self._mechanisms[decision]

    def free_now(self) -> int:
        """Return how many moves cost nothing now that cost points at the start of the game."""
        free = [move for move, ways in self._ways.items() if any(way.legal and not way.cost for way in ways)]
        first = {way.decision: way.cost for way in legal_moves(self.scenario, self.session.states[0])} if free else {}
        return sum(min(first[way.decision] for way in self._ways[move]) > 0 for move in free)

    def select(self, move: str) -> None:
        """Select a move and unfold its group."""
        self.selected = move
        self.wording, self.choosing = "", False
        self.open_group = self.group_of(move)

    def unfold(self, group: str) -> None:
        """Unfold a group and select its first move that can be sent."""
        if group == self.open_group:
            return
        moves = self.groups[group]
        self.select(next((move for move in moves if self.row(move).legal), moves[0]))

    def step(self, by: int) -> None:
        """Select the next move or the one before; past the end of a group the next one unfolds."""
        every = [move for moves in self.groups.values() for move in moves]
        self.select(every[(every.index(self.selected) + by) % len(every)])

    def decision(self) -> Decision | None:
        """Return what would be sent now, or None while a wording is still to be chosen or nothing can be sent."""
        wanted = Decision(f"{self.selected}.{self.wording}" if self.wording else self.selected)
        return next((way.decision for way in self._ways[self.selected] if way.decision == wanted and way.legal), None)

    def open_wordings(self) -> tuple[str, ...]:
        """Return the wordings of the selected move, all of them, in order."""
        return tuple(self.scenario.document.moves[self.selected].wordings)

    def may_end_turn(self) -> bool:
        """Return whether the turn can be ended now."""
        if self.state.due or self.session.ended:
            return False
        return any(way.decision == END_TURN and way.legal for way in legal_moves(self.scenario, self.state))
