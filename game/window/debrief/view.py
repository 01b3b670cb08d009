"""What a debrief says, as the window shows it: verdicts, decisions by name, and the course of the game. No drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.analysis import words
from game.analysis.findings import Verdict
from game.engine import END_TURN, Decision
from game.session.titles import decision_title, plain

if TYPE_CHECKING:
    from game.analysis.findings import Debrief, Judged, TurningPoint, TurnPart, Worth
    from game.session.session import Session

__all__ = ["TONES", "Column", "Selected", "View", "tone_of"]

TONES = {
    Verdict.BEST: "pos",
    Verdict.SOUND: "pos",
    Verdict.SLIP: "gold",
    Verdict.MISTAKE: "neg",
    Verdict.BLUNDER: "neg",
}
UNJUDGED = "ink3"
"""The colour of what is not judged yet."""
LABELLED = 3


@dataclass(frozen=True, slots=True)
class Selected:
    """What is looked into: a turn, one decision of it, or one of the turning points."""

    turn: int
    place: int = -1
    point: int = -1


@dataclass(frozen=True, slots=True)
class Column:
    """A turn in the chart, 0..100: where it began, where its decisions led, and where luck then led."""

    turn: int
    start: float
    decided: float
    end: float
    lost: float
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class View:
    """A debrief beside its game.

    Attributes:
        by_worth: whether the value of the endings is shown instead of the chance of a good one.
        why: why plain rules were played, where they were.
    """

    session: Session
    debrief: Debrief
    by_worth: bool = False
    why: str = ""

    @property
    def has_chance(self) -> bool:
        """Whether a good ending was ever within reach, so that its chance says something."""
        parts = self.debrief.turns
        return any(worth.good > words.LEAST_CHANCE for part in parts for worth in (part.start, part.decided, part.end))

    @property
    def of_worth(self) -> bool:
        """Whether the worth of the endings is what is shown."""
        return self.by_worth or not self.has_chance

    @property
    def measure(self) -> str:
        """What the chart shows."""
        return words.stake(self.session.scenario, of_value=self.of_worth)

    @property
    def unit(self) -> str:
        """What stands behind a number of the measure."""
        return "" if self.of_worth else " %"

    def verdict(self, one: Judged | TurnPart) -> Verdict | None:
        """Return a verdict; None before the last picture, for few worlds often take one back."""
        return one.verdict if self.debrief.final else None

    def level(self, worth: Worth) -> float:
        """Return what a position was worth on the scale that is shown, 0..100."""
        return worth.value if self.of_worth else 100 * worth.good

    def level_text(self, worth: Worth) -> str:
        """Return the level of a position in letters."""
        return f"{worth.value:.0f}" if self.of_worth else words.percent(worth.good)

    def columns(self) -> tuple[Column, ...]:
        """Return the turns of the chart: decisions and luck of a turn add up to where the next one begins."""
        return tuple(self._column(part) for part in self.debrief.turns)

    def _column(self, part: TurnPart) -> Column:
        start = self.level(part.start)
        moved = sum(self.level(one.after) - self.level(one.before) for one in part.decisions)
        decided = min(100.0, max(0.0, start + moved))
        return Column(part.turn, start, decided, self.level(part.end), part.lost, self.verdict(part))

    def labelled(self) -> tuple[TurnPart, ...]:
        """Return the turns that lost most, which the chart names; not what lost next to nothing or waits."""
        judged = (one for one in self.debrief.turns if self.verdict(one) not in (None, Verdict.BEST))
        losses = sorted(judged, key=lambda one: -one.lost)
        return tuple(losses[:LABELLED])

    def part(self, turn: int) -> TurnPart:
        """Return a turn; the last one where the game did not last so long."""
        return next((one for one in self.debrief.turns if one.turn == turn), self.debrief.turns[-1])

    def judged(self, selected: Selected) -> Judged:
        """Return the decision that is selected: of a turn, the one that lost most, or the first that was sent."""
        decisions, point = self.part(selected.turn).decisions, self.turning(selected)
        place = point.place if point is not None and selected.place < 0 and selected.point >= 0 else selected.place
        chosen = next((one for one in decisions if one.place == place), None)
        return chosen or main_decision(decisions)

    def date(self, turn: int) -> str:
        """Return the date of a turn: '9 Feb'."""
        known = self.session.scenario.document.calendar.turns[turn - 1].date
        return f"{known.day} {known:%b}"

    def title(self, decision: str) -> str:
        """Return what a decision is called, without the full stop of a reply."""
        return decision_title(self.session.scenario, decision).rstrip(".")

    def short_title(self, decision: str) -> str:
        """Return what a decision is called in a narrow place: a move without its wording."""
        scenario = self.session.scenario
        move = scenario.document.moves.get(scenario.decisions[scenario.codes[Decision(decision)]].move)
        return move.title if move is not None else self.title(decision)

    def icon(self, decision: str) -> str:
        """Return the icon of a decision: that of its move; a reply and the end of a turn have one each."""
        if decision == END_TURN:
            return "hourglass"
        parent, _, rest = decision.partition(".")
        moves = self.session.scenario.document.moves
        move = moves.get(parent) or moves.get(rest.partition(".")[0])
        return (move.icon if move is not None else "") or ("flag" if move is not None else "messages-square")

    def others(self, part: TurnPart) -> int:
        """Return how many decisions a turn has besides the one that it is called by and its end."""
        main = main_decision(part.decisions)
        ends = any(one.decision == END_TURN != main.decision for one in part.decisions)
        return len(part.decisions) - 1 - ends

    def turn_title(self, part: TurnPart) -> str:
        """Return what a turn is called: by its worst decision, and as a turn where others share in what it lost."""
        title = self.short_title(main_decision(part.decisions).decision)
        return f"Turn {part.turn}: {title}" if self.others(part) > 0 else title

    def turning(self, selected: Selected) -> TurningPoint | None:
        """Return the turning point of what is selected: the decision's own, or the heaviest one of the turn."""
        if not self.debrief.final:
            return None
        if 0 <= selected.point < len(self.debrief.turning):
            return self.debrief.turning[selected.point]
        found = [one for one in self.debrief.turning if one.turn == selected.turn]
        own = [one for one in found if one.kind == "decision" and one.place == selected.place]
        if selected.place >= 0:
            return own[0] if own else None
        return max(found, key=lambda one: (one.kind == "decision", abs(one.points)), default=None)

    def first(self) -> Selected:
        """Return what is selected at first: the turn that lost most, else the last one."""
        worst = self.labelled() or self.debrief.turns[-1:]
        return Selected(worst[0].turn)

    def ending_title(self, ending: str) -> str:
        """Return the title of an ending."""
        known = self.session.scenario.document.endings.get(ending)
        return known.title if known is not None else plain(ending)


def tone_of(verdict: Verdict | None) -> str:
    """Return the colour of a verdict, or of none yet."""
    return UNJUDGED if verdict is None else TONES[verdict]


def main_decision(decisions: tuple[Judged, ...]) -> Judged:
    """Return the decision by which a turn is called: the one that lost most, else the first move or reply."""
    worst = max(decisions, key=lambda one: one.lost)
    if worst.verdict is not Verdict.BEST:
        return worst
    return next((one for one in decisions if one.decision != END_TURN), decisions[0])
