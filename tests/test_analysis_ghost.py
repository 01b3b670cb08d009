"""The line that was really played beside the student's: where they parted, and what both were worth there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES
from debriefs import LEAN

from game.analysis import words
from game.analysis.debrief import debrief
from game.analysis.worlds import Asked, Worlds
from game.engine import Decision, legal_moves, load_scenario
from game.session.session import Session

if TYPE_CHECKING:
    from game.analysis.findings import Debrief
    from game.engine import Scenario

RECORD = {1: ["visit"], 2: ["statement.soft", "talks"], 3: ["talks"], 4: []}
ANSWERS = ("wreck.inquiry", "border.hold")


@cache
def crossing() -> Scenario:
    """Return the crossing with its firm wording open throughout."""
    text = (FIXTURES / "crossing" / "scenario.yaml").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(text.replace("when: trust.tokyo >= 40", "when: trust.tokyo >= 1"), encoding="utf-8")
        return load_scenario(path)


def played(plan: dict[int, list[str]], answers: tuple[str, ...] = ANSWERS) -> Session:
    """Return a game of the crossing by a list of moves for each turn, with replies that are wanted."""
    session, waiting = (
        Session(crossing(), 3),
        {turn: [*moves] for turn, moves in plan.items()},
    )
    while not session.ended:
        legal = [way.decision for way in legal_moves(session.scenario, session.state) if way.legal]
        wanted = [one for one in (*waiting[session.state.turn], *answers) if one in legal]
        chosen = wanted[0] if wanted else "end_turn" if "end_turn" in legal else legal[0]
        waiting[session.state.turn] = [one for one in waiting[session.state.turn] if one != chosen]
        session.apply(Decision(chosen))
    return session


@cache
def last(session: Session) -> Debrief:
    """Return the last picture of a game's debrief."""
    return list(debrief(session, workers=1, compiled=False, plan=LEAN))[-1]


def test_a_game_on_the_line_has_no_parting() -> None:
    """Who decides as the record has it kept the line, whatever luck brought besides."""
    found = last(played(RECORD))

    assert found.parting is None
    assert not any(row.parted for row in found.ghost)
    assert found.ghost[1].moves[:2] == ("statement.soft", "talks")
    assert "wreck.inquiry" in found.ghost[1].moves
    assert words.parting(played(RECORD).scenario, found).startswith("You kept to the line")


@pytest.mark.parametrize(
    ("plan", "answers", "parted"),
    [
        ({2: ["statement.firm", "talks"]}, ANSWERS, (2, ("statement.soft",), ("statement.firm",))),
        ({2: ["talks", "statement.soft"], 3: []}, ANSWERS, (3, ("talks",), ())),
        ({}, ("wreck.statement.soft", "border.hold"), (2, ("wreck.inquiry",), ("wreck.statement.soft",))),
        ({1: [], 2: ["statement.firm"]}, ANSWERS, (1, ("visit",), ())),
    ],
)
def test_lines_part_at_the_first_decision_that_differs(
    plan: dict[int, list[str]], answers: tuple[str, ...], parted: tuple[int, tuple[str, ...], tuple[str, ...]]
) -> None:
    """Another wording or another reply parts the lines as another move does; the order of moves does not."""
    session = played(RECORD | plan, answers)
    found = last(session)

    assert found.parting is not None
    assert (found.parting.turn, found.parting.recorded, found.parting.decided) == parted
    assert [row.turn for row in found.ghost if row.parted] == [parted[0]]
    told = words.parting(session.scenario, found)
    assert told.startswith(f"You parted from it in turn {parted[0]}, ")
    assert "In this model your position with the record's was worth " in told


def test_both_are_worth_what_they_are_in_the_same_position() -> None:
    """The two worths are those of the student's position with one decision and with the other, in the same worlds."""
    session = played(RECORD | {2: ["talks", "statement.firm"]})
    found = last(session).parting
    assert found is not None
    assert found.theirs is not None
    assert session.decisions[2] == "statement.firm"
    worlds = Worlds(session.scenario, session.states[2:3], workers=1, compiled=False)
    both = [Decision(one) for one in (*found.recorded, *found.decided)]
    worlds.ask([Asked(0, one, 0, found.theirs.worlds) for one in both])
    lead, error = worlds.lead(0, *both)

    assert [found.theirs, found.yours] == [worlds.worth(0, one) for one in both]
    assert (found.lead, found.error) == (lead if abs(lead) > 3 * error else 0.0, error)
