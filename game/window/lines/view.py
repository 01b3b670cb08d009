"""What the screen of two lines shows: the pair, the turn that is chosen, the words of each half. It draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.session.beside import (
    beside,
    decided_words,
    line_name,
    line_title,
    outcome_words,
    parting_words,
)
from game.session.titles import rule_title
from game.window.kit.page import Block, Piece, block
from game.window.shelf import Glance, glance_of, turn_words
from game.window.theme import BODY, CAPTION, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from game.session.beside import Beside, Half
    from game.session.session import Session
    from game.window.kit.page import Part

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """A line beside another one, with the turn that is looked at."""

    found: Beside
    turn: int

    @classmethod
    def of(cls, ours: Session, theirs: Session, turn: int = 0) -> View:
        """Return two lines at a turn; without one, where they part."""
        found = beside(ours, theirs)
        return cls(found, min(turn or found.parting or 1, len(found.turns)))

    @property
    def title(self) -> str:
        """Which line is beside which."""
        ours, theirs = line_name(self.found.ours), line_name(self.found.theirs)
        return f"{ours[:1].upper()}{ours[1:]} beside {theirs}"

    @property
    def words(self) -> str:
        """Where they part."""
        return parting_words(self.found)

    @property
    def when(self) -> str:
        """The turn that is looked at, with its date and label."""
        return f"After turn {self.turn}: {turn_words(self.found.ours.scenario, self.turn)}"

    def half(self, *, ours: bool) -> Half | None:
        """Return one of the lines in the turn that is looked at; None where it did not reach it."""
        pair = self.found.turns[self.turn - 1]
        return pair.ours if ours else pair.theirs

    def date(self, turn: int) -> str:
        """Return the date of a turn in short."""
        date = self.found.ours.scenario.document.calendar.turns[turn - 1].date
        return f"{date.day} {date:%b}"

    def glance(self, *, ours: bool) -> Glance:
        """Return how the relations of a line stood after the turn; of one that was over, as it ended."""
        session = self.found.ours if ours else self.found.theirs
        scenario, half = session.scenario, self.half(ours=ours)
        state = half.state if half is not None else session.state
        values = {number.name: state.values[number.index] for number in scenario.numbers}
        when = f"After turn {self.turn}" if half is not None else f"Over since turn {session.state.turn}"
        return glance_of(scenario, values, when)

    def parts(self, *, ours: bool) -> tuple[Part, ...]:
        """Return what is said of a line: what it is called, how it came out, what was decided, what then acted."""
        session, pair = (self.found.ours if ours else self.found.theirs), self.found.turns[self.turn - 1]
        half, rules = self.half(ours=ours), pair.only_ours if ours else pair.only_theirs
        so_far = " so far" if self.turn == session.state.turn and not session.ended else ""
        scenario = session.scenario
        parts: list[Part] = [
            Block(
                (Piece("This line:" if ours else "The other:", SECTION, "ink3"), Piece(line_title(session), SECTION)), 0
            ),
            block(outcome_words(session), BODY, "ink2", gap=1),
            Block((Piece(f"Decided in turn {self.turn}{so_far}", STRONG),), 18, rule=True),
        ]
        # What was decided in both lines stands back.
        other = self.found.theirs if ours else self.found.ours
        shared = set(decided_words(other, self.half(ours=not ours))) if pair.parts else set()
        decided = decided_words(session, half)
        parts += [block(words, QUOTE, "ink3" if words in shared else "ink", gap=3) for words in decided]
        if half is not None:
            parts.append(block("Only in this line", STRONG, gap=12))
            titles = [rule_title(scenario, rule) for rule in rules] or [
                "Nothing: what acted here acted in the other, too."
            ]
            parts += [block(title, BODY if rules else CAPTION, "ink2", gap=3) for title in titles]
        return tuple(parts)
