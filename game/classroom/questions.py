"""Five questions for a discussion, each tied to what the student decided and to what the debrief found of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.analysis import words
from game.analysis.words import decided, percent, points
from game.engine import END_TURN
from game.session.margin import goal_of, margin_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import Debrief, Judged
    from game.engine import Scenario
    from game.session.session import Session

__all__ = ["QUESTIONS", "questions"]

QUESTIONS: Final = 5


def questions(session: Session, found: Debrief) -> tuple[str, ...]:
    """Return the five questions that this game gives most reason to ask; fewer only of a game of few decisions."""
    scenario = session.scenario
    # In the order of what is most worth an hour; what a game has no ground for is left out.
    asked = (
        *_of_the_largest_loss(scenario, found),
        *_of_an_event(scenario, found),
        *_of_luck(scenario, found),
        *_of_the_record(scenario, found),
        *_of_a_crisis(scenario, found),
        *_of_the_pattern(scenario, found),
        *_of_what_was_hidden(scenario, found),
        *_of_the_goal(session, found),
        *_of_what_was_found(scenario, found),
        *_of_the_first_and_last(scenario, found),
        *_of_the_ending(session, found),
    )
    return asked[:QUESTIONS]


def _open(found: Debrief) -> list[Judged]:
    return [one for one in found.decisions if not one.forced]


def _when(found: Debrief, turn: int) -> str:
    return f"turn {turn} ({words.turn_label(found, turn)})"


def _quoted(scenario: Scenario, decision: str) -> str:
    """Return what was decided as it stands inside a sentence."""
    if decision == END_TURN:
        return "to end the turn"
    return f"\N{LEFT DOUBLE QUOTATION MARK}{decided(scenario, decision)}\N{RIGHT DOUBLE QUOTATION MARK}"


def _stakes(scenario: Scenario, share: float) -> str:
    goal = goal_of(scenario)
    return f"a chance of {percent(share)}" if goal else f"a value of {100 * share:.0f} of 100"


def _of_the_largest_loss(scenario: Scenario, found: Debrief) -> Iterator[str]:
    worst = max(_open(found), key=lambda one: one.lost, default=None)
    if worst is None or worst.lost <= 0:
        return
    after, best = (words.chance_of(scenario, worth) for worth in (worst.after, worst.best))
    yield (
        f"In {_when(found, worst.turn)} you decided {_quoted(scenario, worst.decision)}. In this model "
        f"{_quoted(scenario, worst.stronger)} would have been worth {worst.lost:.1f} points more: "
        f"{_stakes(scenario, best)} against {_stakes(scenario, after)}. "
        "What did you want your decision to do, and what did you know then? Which of your reasons would you still "
        "defend, and where could the model be wrong?"
    )


def _of_an_event(scenario: Scenario, found: Debrief) -> Iterator[str]:
    del scenario
    events = [point for point in found.turning if point.kind == "event" and point.subject]
    most = max(events, key=lambda point: abs(point.points), default=None)
    if most is None:
        return
    title = most.title.rstrip(".")
    yield (
        f"In {_when(found, most.turn)} this happened: {title}. It moved the value by {points(most.points)} points. "
        "Which of your earlier decisions made it more or less likely, or changed how much it mattered? What could a "
        "government do in advance about such an event, and at what cost?"
    )


def _of_luck(scenario: Scenario, found: Debrief) -> Iterator[str]:
    under = ""
    if found.luck and goal_of(scenario):
        under = (
            f" The same decisions under {found.luck.worlds:,} other seeds ended well in {percent(found.luck.good)} of "
            "them."
        )
    yield (
        f"Your decisions changed the value by {points(found.choice)} points, events and the other capitals by "
        f"{points(found.chance)}.{under} May a government be judged by how things ended? By what else could it be "
        "judged, and who could know that at the time?"
    )


def _of_the_record(scenario: Scenario, found: Debrief) -> Iterator[str]:
    row = next((row for row in found.ghost if row.parted), None)
    if row is None:
        return
    yield (
        f"{words.parting(scenario, found)} After that turn the recorded line had "
        f"{_stakes(scenario, words.chance_of(scenario, row.theirs))}, yours "
        f"{_stakes(scenario, words.chance_of(scenario, row.yours))}. What may have spoken for the recorded course that "
        "the model does not count?"
    )


def _of_a_crisis(scenario: Scenario, found: Debrief) -> Iterator[str]:
    steps = list(words.seat_steps(found))
    if not steps:
        return
    step, seats = max(steps, key=lambda pair: (len(pair[1]), pair[0].turn))
    saw = " ".join(f"{words.capital_name(scenario, seat.capital)}: {seat.saw}" for seat in seats)
    where = f"Turn {step.turn}, {words.step_title(scenario, step)}"
    yield (
        f"{where}. What each capital saw: {saw} Take the seat of one of them: what would you have feared, and "
        f"which signal from {scenario.document.scenario.seat.name} would have told you "
        "otherwise? Did one of your decisions send it?"
    )


def _of_the_pattern(scenario: Scenario, found: Debrief) -> Iterator[str]:
    if found.pattern:
        yield (
            f"{found.pattern} What kept you from it: its cost, its risk, or what it would have said about "
            f"{scenario.document.scenario.seat.name}? Name the turn in which you would send it now."
        )


def _of_what_was_hidden(scenario: Scenario, found: Debrief) -> Iterator[str]:
    if not found.secrets:
        return
    secret = max(found.secrets, key=lambda one: abs(one.end - one.start))
    best = max(_open(found), key=lambda one: one.lost, default=None)
    of = f", for instance {_quoted(scenario, best.decision)} in {_when(found, best.turn)}," if best else ""
    yield (
        f"One thing was hidden from you: {secret.text} Which of your decisions{of} rested on a guess about it? What "
        "could you have done to learn more, and what would asking have given away?"
    )


def _of_the_goal(session: Session, found: Debrief) -> Iterator[str]:
    missed = next(iter(margin_sentences(session)), "")
    if missed and not session.scenario.document.endings[found.ending].goal:
        yield (
            f"{missed} Which of your decisions moved it most, and was what you got in return worth it? Look it up in "
            "the ledger."
        )


def _of_what_was_found(scenario: Scenario, found: Debrief) -> Iterator[str]:
    good = [one for one in _open(found) if not one.lost + one.waited and one.candidates]
    best = max(good, key=lambda one: one.after.value - one.before.value, default=None)
    if best is not None:
        yield (
            f"In {_when(found, best.turn)} you decided {_quoted(scenario, best.decision)}, and nothing stronger was "
            "found. What made you see it? Would it also be right if one of the other capitals were led by someone else?"
        )


def _of_the_first_and_last(scenario: Scenario, found: Debrief) -> Iterator[str]:
    some = [one for one in found.decisions if one.decision != END_TURN]
    for one, ask in zip((some[:1] + some[-1:])[: len(some)], ("first", "last"), strict=False):
        yield (
            f"Your {ask} decision was {_quoted(scenario, one.decision)}, in {_when(found, one.turn)}. What did you "
            "want it to tell each of the other capitals, and how would each of them have read it?"
        )


def _of_the_ending(session: Session, found: Debrief) -> Iterator[str]:
    ending = session.scenario.document.endings[found.ending]
    yield (
        f"The game ended so: {ending.title}. In which turn was that no longer to be avoided? Find the entries of the "
        "ledger that show it, and say who could have seen it then."
    )
