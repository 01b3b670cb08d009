"""What a failed test leaves behind: a replay, the scenario as the test wanted it, and the ledger as text."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from casework import crossing_with, read_tested

from game.engine import load_scenario, state_digest
from game.errors import ReplayError, SaveError
from game.resources import find_scenario
from game.scenario.loader import load_document
from game.scenario.writing import document_text
from game.session.ledger_text import ledger_lines
from game.session.replay import parse_replay, read_replay, record, replay_text, resume, verify
from game.session.session import Session
from game.simulation.cases import run_case
from game.simulation.kept import keep_play

if TYPE_CHECKING:
    from game.engine import Scenario

FIXTURES = Path(__file__).parent / "fixtures"
START = "start: {tension: 70, hotline: yes, border: clash}"


@pytest.mark.parametrize(
    "folder", [find_scenario("difficult_spring"), FIXTURES / "crossing"], ids=lambda folder: folder.name
)
def test_a_written_scenario_reads_as_the_same(folder: Path, tmp_path: Path) -> None:
    """A document's text is the document again, all of it but its tests."""
    document = load_document(folder)
    file = tmp_path / "scenario.yaml"

    file.write_text(document_text(document), encoding="utf-8")

    assert load_document(file) == document.model_copy(update={"tests": {}})


@pytest.mark.parametrize("forced", ["events: {wreck: never}", "events: {}"])
def test_a_kept_play_opens_with_its_command(tmp_path: Path, forced: str) -> None:
    """The replay resumes in the scenario that the command names, in the state in which the test stopped."""
    tests = f"t: {{{START}, {forced}, play: [visit, talks], expect: [not hotline]}}"
    folder = crossing_with(tmp_path / "my crossing", tests)
    tested = read_tested(folder)
    outcome = run_case(tested, "t")

    kept = keep_play(tested, outcome, folder, tmp_path / "kept")

    assert kept is not None
    _, _, scenario, _, replay = shlex.split(kept.command)
    opened = resume(load_scenario(Path(scenario)), read_replay(Path(replay)))
    assert outcome.session is not None
    assert state_digest(opened.scenario, opened.state) == state_digest(outcome.session.scenario, outcome.session.state)
    assert (scenario == str(folder)) == (forced == "events: {}")


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    """A folder that cannot be written to is the user's to know."""
    tested = read_tested(crossing_with(tmp_path / "c", "t: {play: [visit], expect: [hotline]}"))
    (tmp_path / "kept").write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(SaveError):
        keep_play(tested, run_case(tested, "t"), tmp_path / "c", tmp_path / "kept")


def test_a_replay_keeps_where_its_game_began(crossing: Scenario) -> None:
    """Numbers that begin elsewhere are in the file, and the game resumes, forks and verifies from there."""
    session = Session(crossing, 3, ("talks",), start={"tension": 70.0, "hotline": 1.0})
    replay = parse_replay(replay_text(record(session)).encode("utf-8"), "here")

    assert replay.start == (("tension", 70.0), ("hotline", 1.0))
    assert verify(crossing, replay) is None
    assert resume(crossing, replay).states == session.states
    assert session.fork(1).state == session.states[0]
    assert session.states[0].values[crossing.number("tension").index] == 70.0


@pytest.mark.parametrize(
    ("start", "message"),
    [("tensoin", "the number `tensoin`, which `crossing` does not have"), ("tension", "outside its range, 0 to 100")],
)
def test_a_start_that_cannot_be_is_refused(crossing: Scenario, start: str, message: str) -> None:
    """A replay's file may say anything; a number that is not there, or out of its range, is no game."""
    text = replay_text(record(Session(crossing, 3, start={"tension": 70.0})))
    changed = text.replace('"start": {\n  "tension": 70.0', f'"start": {{\n  "{start}": 700.0')
    assert changed != text

    with pytest.raises(ReplayError, match=message):
        resume(crossing, parse_replay(changed.encode("utf-8"), "here"))


def test_the_ledger_is_told_turn_by_turn(crossing: Scenario) -> None:
    """Each decision stands with what took place and every number that moved, then where the game stands."""
    session = Session(crossing, 3, ("visit",), start={"tension": 70.0, "hotline": 1.0})

    lines = list(ledger_lines(session))

    assert lines[:3] == [
        "crossing, seed 3",
        "start: tension 70, hotline yes",
        "turn 1, 2026-01-05, First week",
    ]
    assert lines[3:6] == ["  visit", "    moves.visit", "    reactions.worry"]
    assert "      trust.beijing 50 -> 58 by moves.visit" in lines
    assert lines[-1].startswith("turn 2, no ending yet: trust.beijing 58, trust.tokyo ")
    assert lines[-1].endswith(", hotline yes, fearful yes, border quiet")
