"""How the decisions of a finished game are judged, and how its luck is told apart."""

from __future__ import annotations

from dataclasses import replace
from statistics import pvariance
from typing import TYPE_CHECKING

import pytest
from cut_down import INDIFFERENT, PERILOUS, blundered_game
from debriefs import finished, pictures

from game.analysis.debrief import COMPILED, PLAIN, debrief
from game.analysis.findings import Verdict
from game.analysis.hidden import seats
from game.analysis.judging import Plan, judge, verdict_of, worst_of
from game.analysis.luck import luck_report, same_decisions
from game.analysis.worlds import Worlds
from game.engine import Decision, chances_after, ending_value, play_on
from game.policies import Greedy, Policy, Uniform
from game.session.session import Session

if TYPE_CHECKING:
    from conftest import Small

    from game.engine import Scenario

GAMES = 20
LEAN = Plan(candidates=3, coarse=12, finalists=2, search=24, compare=40, matters=(0, 0))
VALUES = Plan(candidates=0, coarse=20, finalists=0, search=20, compare=20, matters=(0, 0))
"""Positions only: nothing is looked for."""


def finished_game(scenario: Scenario, seed: int, policy: Policy) -> Session:
    """Return a game of a player."""
    session = Session(scenario, seed)
    while not session.ended:
        session.apply(policy(scenario, session.state))
    return session


def test_a_planted_blunder_is_the_turning_point(small: Small) -> None:
    """In at least 19 of 20 games the decision that stands out is the threat that was planted in one turn."""
    scenario = small(**PERILOUS)
    found = 0
    for seed in range(GAMES):
        session = blundered_game(scenario, seed, 1 + seed % 4)
        *_, last = debrief(session, workers=1, compiled=False, plan=LEAN)
        worst = min((one for one in last.turning if one.kind == "decision"), key=lambda one: one.points, default=None)
        found += worst is not None and worst.subject == "threaten"

    assert found >= 0.95 * GAMES


def test_noise_gives_no_mistake(small: Small) -> None:
    """Where every decision is as good as any other, none of the decisions of twelve games is a mistake or worse."""
    scenario = small(**INDIFFERENT)
    for seed in range(12):
        session = finished_game(scenario, seed, Uniform())
        *_, (turns, _) = judge(session, Worlds(scenario, session.states, workers=1, compiled=False), PLAIN)
        verdicts = {one.verdict for turn in turns for one in turn.decisions}
        assert not verdicts & {Verdict.MISTAKE, Verdict.BLUNDER}


def test_choice_and_chance_add_up_to_the_last_digit() -> None:
    """The value at the start, what decisions changed and what luck changed are the value of the ending, exactly."""
    for found in pictures():
        assert found.turns[0].start.value + found.choice + found.chance == found.value
        for turn, later in zip(found.turns, found.turns[1:], strict=False):
            assert turn.start.value + turn.choice + turn.chance == turn.end.value == later.start.value


def test_luck_is_taken_out_of_the_grade(small: Small) -> None:
    """The grades of students of like judgement under other luck vary at most half as much as what they came to."""
    talks = "\n".join(line for line in PERILOUS["moves"].splitlines() if "threaten" not in line)
    scenario = small(**PERILOUS | {"moves": talks})
    raw, adjusted = [], []
    for seed in range(60):
        session = finished_game(scenario, seed, Greedy(share=0.3))
        *_, (turns, _) = judge(session, Worlds(scenario, session.states, workers=1, compiled=False), VALUES)
        raw.append(ending_value(scenario, session.state))
        adjusted.append(raw[-1] - sum(turn.chance for turn in turns))

    assert pvariance(adjusted) <= 0.5 * pvariance(raw)


def test_luck_report_plays_the_same_decisions(small: Small) -> None:
    """Under the game's own luck the plan gives the same game; the report's shares are those of its worlds."""
    scenario = small(**PERILOUS)
    session = blundered_game(scenario, 3, 2)
    again = play_on(scenario, Session(scenario, 3).state, same_decisions(session))
    report = luck_report(session, worlds=200, compiled=False)

    assert again.values == session.state.values
    assert report.worlds == 200
    assert 0 <= report.below <= 1
    assert list(report.quantiles) == sorted(report.quantiles)
    assert report.quantiles[0] <= report.mean <= report.quantiles[-1]


def test_a_reply_given_once_is_given_again(crossing: Scenario) -> None:
    """Under other luck a question that did not come in that turn is answered as it was when it came."""
    session = finished()
    answered = {one.partition(".")[0]: one for one in session.decisions if one.partition(".")[0] in ("wreck", "border")}
    orders = same_decisions(session)
    for seed in range(40):
        other = Session(crossing, seed)
        state = play_on(crossing, other.state, orders, until=3)
        if state.ending:
            continue
        counted = crossing.tables["COUNT"]
        given = crossing.index.happened[answered["wreck"]]
        assert state.values[counted + given] == 1.0


def test_more_worlds_go_where_more_was_lost(small: Small) -> None:
    """The decision that lost most is compared in as many worlds as a plan asks for what matters, at least 2,000."""
    session = blundered_game(small(**PERILOUS), 2, 3)
    deep = replace(LEAN, matters=(1, 300))
    *_, last = debrief(session, workers=1, compiled=False, plan=deep)

    assert {one.decision: one.best.worlds for one in last.decisions if one.lost > 0} == {"threaten": 300}
    assert COMPILED.matters[1] >= 2000


def test_a_missed_move_is_counted_once(small: Small) -> None:
    """What two decisions of one turn both missed is lost by the last of them, which let it go."""
    scenario = small(
        **PERILOUS
        | {
            "calendar": PERILOUS["calendar"].replace("agenda: 1", "agenda: 3"),
            "moves": """
                cheer: {group: Talks, title: "Cheer", agenda: 1, effects: {}}
                mutter: {group: Talks, title: "Mutter", agenda: 1, effects: {}}
                settle: {group: T, title: "Settle", agenda: 1, when: turn == 4, locked: "Later", effects: {tension: -9}}
            """,
        }
    )
    session = Session(scenario, 1)
    while session.state.turn < 4:
        session.apply(Decision("end_turn"))
    for decision in ("cheer", "mutter", "end_turn"):
        session.apply(Decision(decision))
    *_, last = debrief(session, workers=1, compiled=False, plan=LEAN)
    lost = [one.lost for one in last.turns[3].decisions]

    # The sensible player settles at once, so only the pass that let it go has lost anything.
    assert lost[:2] == [0.0, 0.0]
    assert lost[2] > 4


LATE = {
    "calendar": PERILOUS["calendar"].replace("agenda: 1", "agenda: 2"),
    "meters": "tension: {start: 50, better: lower}",
    "endings": """
        calm: {check: last, when: tension <= 45, value: 90, goal: yes, title: "Calm"}
        drift: {check: last, when: otherwise, value: "80 - tension / 2 + if(times(pact) > 0, 12, 0)", title: "Drift"}
    """,
    "events": """
        shots: {chance: 30%, headline: "Shots at the line", effects: {tension: +6}}
    """,
}
"""A pact that no sensible player seeks, for it only pays at the end."""


@pytest.mark.parametrize(("limit", "taken", "where"), [("times: 1", 0, [4]), ("times: 1", 3, []), ("times: 9", 0, [])])
def test_a_chance_that_comes_again_is_lost_once(small: Small, limit: str, taken: int, where: list[int]) -> None:
    """A move that may be sent once and is missed in four turns is lost in the last; one that is then sent, in none."""
    moves = f"""
        cheer: {{group: Talks, title: "Cheer", agenda: 1, effects: {{}}}}
        pact: {{group: Talks, title: "Pact", agenda: 1, limit: {{{limit}}}, effects: {{}}}}
    """
    scenario = small(**PERILOUS | LATE | {"moves": moves})
    session = Session(scenario, 1)
    while not session.ended:
        here = session.state.turn
        session.apply(Decision("pact" if here == taken else "cheer"))
        if session.state.turn == here and not session.ended:
            session.apply(Decision("end_turn"))
    *_, last = debrief(session, workers=1, compiled=False, plan=LEAN)
    missed = [turn.turn for turn in last.turns if any(one.waited for one in turn.decisions)]

    if limit == "times: 1":
        assert [turn.turn for turn in last.turns if turn.lost > 1] == where
        assert missed == list(range(1, taken or 4))
        for one in last.decisions:
            assert one.best.value == pytest.approx(one.after.value + one.lost + one.waited)
    else:
        assert not missed


@pytest.mark.parametrize(
    ("lost", "verdict"),
    [(0, "best"), (2, "best"), (2.01, "sound"), (5, "sound"), (10, "slip"), (20, "mistake"), (20.01, "blunder")],
)
def test_verdicts_go_by_points_lost(lost: float, verdict: str) -> None:
    """Up to 2 points Best, 5 Sound, 10 Slip, 20 Mistake, more Blunder."""
    assert verdict_of(lost) == verdict


def test_a_turn_has_the_worst_verdict_of_its_decisions() -> None:
    """Three slips make no blunder of any of them, though together they lost as much; the turn keeps their sum."""
    some = pictures()[-1].turns[0].decisions
    slips = [replace(one, lost=lost) for one, lost in zip((some * 3)[:3], (9.1, 6.9, 6.3), strict=True)]

    assert worst_of(slips) == "slip"
    assert all(turn.verdict in {one.verdict for one in turn.decisions} for turn in pictures()[-1].turns)


def test_every_seat_sees_each_step_with_its_chance(small: Small) -> None:
    """Each capital gets its signal of a rung; the chance is the rule's where luck climbed, 1 where a rule lifted."""
    scenario = small(
        events="""
            raid: {chance: 100%, when: turn == 1, headline: "A raid", effects: {border: alert}}
        """,
        ladders="""
            border:
              title: "Border"
              quiet: "Quiet"
              rungs:
                - {id: alert, title: "Alert", climb: 0%, sees: {beijing: "Sees lights.", tokyo: "Hears of it."}}
                - {id: clash, title: "Clash", climb: 99%, sees: {beijing: "Sees fire."}}
        """,
        reactions="""
            fear: {capital: beijing, when: border >= alert, text: "Beijing is afraid.", effects: {tension: +1}}
        """,
    )
    session = Session(scenario, 1)
    while not session.ended:
        session.apply(Decision("end_turn"))
    found = list(seats(session))

    assert [(one.rung, one.capital, one.chance) for one in found[:3]] == [
        ("alert", "beijing", 1.0), ("alert", "tokyo", 1.0), ("clash", "beijing", 0.99),
    ]  # fmt: skip
    assert found[0].fired == "A raid"
    assert found[2].fired == "Border: Clash"
    assert chances_after(scenario, session.states[0], Decision("end_turn"))["ladders.border.alert"] == 0.0


def test_the_first_picture_is_coarse_and_the_last_is_final() -> None:
    """Pictures get finer: only the last is final, has the luck report and the ghost, and says how it was played."""
    *coarse, last = pictures()

    assert coarse
    assert not any(one.final or one.luck for one in coarse)
    assert last.final
    assert last.luck is not None
    assert [row.turn for row in last.ghost] == list(range(1, len(last.ghost) + 1))
    assert not last.compiled


def test_a_game_that_goes_on_is_not_judged(crossing: Scenario) -> None:
    """Only a finished game has a debrief."""
    with pytest.raises(ValueError, match="finished"):
        next(debrief(Session(crossing, 1), compiled=False))
