"""What is said of the decisions and the events that mattered most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cut_down import PERILOUS, blundered_game
from debriefs import finished, pictures

from game.analysis.debrief import debrief
from game.analysis.judging import Plan
from game.analysis.turning import pattern
from game.analysis.words import stronger_of, stronger_text, stronger_title
from game.engine import Decision
from game.session.session import Session

if TYPE_CHECKING:
    from conftest import Small

LEAN = Plan(candidates=3, coarse=12, finalists=2, search=24, compare=40, matters=(0, 0))


def test_a_chain_goes_from_the_decision_to_the_ending(small: Small) -> None:
    """It says what was decided, what would have been stronger, the line of the goal that was missed, and the ending."""
    session = blundered_game(small(**PERILOUS), 2, 2)
    *_, last = debrief(session, workers=1, compiled=False, plan=LEAN)
    point = next(one for one in last.turning if one.subject == "threaten")
    said = [sentence for sentence, _ in point.chain]

    assert said[0] == "In turn 2 Seoul decided: Threaten."
    assert point.changes[0] == (("tension", 24),)
    one = stronger_of(last, point)
    assert one is not None
    assert stronger_title(session.scenario, one) in ("Stronger: Talk", "Stronger: Write a letter")
    assert stronger_text(session.scenario, one).startswith(f"Worth {one.best.value:.0f} of 100 in this model, against ")
    assert said[-1].startswith("The goal asked for: Tension at most 45. It ended at ")
    assert f"worth {last.value:.0f} of 100." in said[-1]
    assert point.points < -10


def test_an_answer_is_told_with_its_question() -> None:
    """Every sentence is whole, and an answer names what was asked."""
    session = finished()
    for found in pictures():
        for point in found.turning:
            assert len(point.chain) == len(point.changes) >= 2
            for sentence, sources in point.chain:
                assert sentence.endswith((".", "!", "?"))
                assert all(source in session.scenario.document.sources for source in sources)
            if point.kind == "decision" and session.states[point.place].due:
                assert point.chain[0][0].startswith("To \u201c")


def test_events_are_things_of_chance(small: Small) -> None:
    """An event that was sure to come is no luck: what swung the worth is what could also not have come."""
    scenario = small(
        **PERILOUS
        | {
            "events": """
                dues: {chance: 100%, headline: "Dues are paid", effects: {tension: +9}}
                shots: {chance: 50%, headline: "Shots at the line", effects: {tension: +8}}
            """
        }
    )
    session = Session(scenario, 4)
    while not session.ended:
        session.apply(Decision("end_turn"))
    *_, last = debrief(session, workers=1, compiled=False, plan=LEAN)
    told = [one for one in last.turning if one.kind == "event"]

    assert told
    assert {one.subject for one in told} <= {"events.shots", ""}
    shots = [one for one in told if one.subject == "events.shots"]
    assert all(one.points < 0 and "Its chance was 50 %." in one.chain[0][0] for one in shots)


def test_the_pattern_is_what_was_missed_again_and_again(small: Small) -> None:
    """A move that was the stronger one three times or more is named, with when it was sent; less is no pattern."""
    scenario = small(
        **PERILOUS
        | {"moves": """
            talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: -9}}
            shout: {group: Talks, title: "Shout", agenda: 1, effects: {tension: +9}}
        """}
    )  # fmt: skip
    session = Session(scenario, 4, [Decision("shout")] * 4)
    *_, last = debrief(session, workers=1, compiled=False, plan=LEAN)
    turns = last.turns

    assert last.pattern.startswith("\u201cTalk\u201d was the stronger choice at ")
    assert last.pattern.endswith("You never sent it.")
    assert pattern(session, turns[:2]) == ""
