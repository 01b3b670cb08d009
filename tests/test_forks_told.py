"""Lines of a game in words: side by side as a value, in the text mode, in the debrief's command, and in its report."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from debriefs import finished, pictures
from test_debrief_report import Page

from game.analysis.exchange import debrief_line
from game.classroom.report import report_page
from game.engine import END_TURN, Decision, legal_moves, shown
from game.session.beside import beside, decided_words, line_title, lines_content, outcome_words, parting_words
from game.session.replay import kept_lines, read_replay, record, replay_text
from game.session.saves import Autosave
from game.terminal.console import Console
from game.terminal.debrief import debrief_lines
from game.terminal.play import TextGame

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

    from game.session.session import Session

pytestmark = pytest.mark.xdist_group("debrief")
PARTING = 2


def quiet(session: Session) -> Session:
    """End turns until the game is over, and give the last reply wherever one is due."""
    while not session.ended:
        legal = [way.decision for way in legal_moves(session.scenario, session.state) if way.legal]
        session.apply(END_TURN if END_TURN in legal else legal[-1])
    return session


def forked() -> Session:
    """Return a finished fork of a finished game."""
    first = finished().fork()
    return quiet(first.part(PARTING))


def told(session: Session, typed: str, save: Autosave | None = None) -> str:
    """Return all that the text mode writes of a game when `typed` is its input."""
    sink = io.StringIO()
    TextGame(session, Console(io.StringIO(typed), sink, width=100), save).run()
    return sink.getvalue()


def test_two_lines_share_their_past_and_are_told_apart_after_it() -> None:
    """Up to where they part all numbers are one; the first turn in which they differ, and both endings, are named."""
    fork = forked()
    first = fork.lines[0]

    found = beside(fork, first)

    assert found.parting == PARTING
    assert found.differing >= PARTING
    for number in found.numbers:
        ours, theirs = found.levels(number)
        assert ours[:PARTING] == theirs[:PARTING]
        assert (len(ours), len(theirs)) == (len(fork.turn_states) + 1, len(first.turn_states) + 1)
        assert (ours[-1], theirs[-1]) == (fork.state.values[number.index], first.state.values[number.index])
    differing = found.turns[found.differing - 1]
    assert differing.ours is not None
    assert differing.theirs is not None
    pairs = [(one, differing.ours.state.values, differing.theirs.state.values) for one in found.numbers]
    assert any(shown(one, ours[one.index]) != shown(one, theirs[one.index]) for one, ours, theirs in pairs)
    assert (line_title(fork), line_title(first)) == ("Fork 1, from turn 2", "First line")
    assert outcome_words(first) == "Drift in turn 4, worth 32 of 100"
    assert outcome_words(first.fork(2)) == "Not finished, in turn 2 of 4"


def test_rules_that_acted_in_one_line_only_are_named_for_both_sides() -> None:
    """A rule stands on the side on which it acted; a decision is no rule, and the other way round mirrors it."""
    fork = forked()
    found, mirrored = beside(fork, fork.lines[0]), beside(fork.lines[0], fork)

    assert found.lacking() == mirrored.lacking()[::-1]
    assert any(pair.only_ours or pair.only_theirs for pair in found.turns)
    for pair, other in zip(found.turns, mirrored.turns, strict=True):
        assert (pair.only_ours, pair.only_theirs) == (other.only_theirs, other.only_ours)
        assert pair.turn >= PARTING or not pair.only_ours + pair.only_theirs
        happened = {one.rule for one in fork.changes if one.turn == pair.turn}
        happened |= {one.rule for one in fork.happenings if one.turn == pair.turn}
        assert happened >= set(pair.only_ours)
        assert not {rule.partition(".")[2] for rule in pair.only_ours} & set(fork.decisions)


def test_lines_that_do_not_differ_say_so() -> None:
    """A fork that repeats what the first line did has no turn in which they part, and is no line of its own."""
    first = finished().fork()
    fork = first.part(2)

    assert parting_words(beside(fork, first)) == "Both lines were decided alike as far as they go."
    assert line_title(fork) == "New fork"
    assert decided_words(fork, beside(fork, first).turns[3].ours) == ("This line has not come so far.",)
    assert decided_words(first, None) == ("This line ended before.",)


def test_a_hidden_number_is_compared_only_when_both_lines_are_over() -> None:
    """While one of the lines goes on, what is hidden in it is not told through the other."""
    going = finished().fork().part(2)
    going.apply(Decision(END_TURN))
    names = {number.name for number in beside(going.lines[0], going).numbers}
    hidden = {number.name for number in going.scenario.numbers if number.hidden and number.kind == "meter"}

    assert hidden
    assert not hidden & names
    assert hidden <= {number.name for number in beside(forked(), finished()).numbers}


def test_a_text_game_forks_goes_from_line_to_line_and_compares(tmp_path: Path) -> None:
    """`fork` plays on from a turn, `lines` lists, `beside` compares, `line` goes on; the file keeps every line."""
    save = Autosave(tmp_path / "game.json")
    words = told(finished().fork(), "lines\nfork 9\nfork 2\nend\nyes\nbeside\nline 7\nline 0\nlines\n", save)

    assert "This game has one line so far" in words
    assert "Name a turn that has begun, 1 to 4" in words
    assert "You play on from turn 2 with the same luck." in words
    assert "Fork 1, from turn 2, beside: First line" in words
    assert "They part in turn 2" in words
    assert "Name one of them by its number" in words
    kept = read_replay(save.path)
    assert kept.playing == 0
    assert kept.line(0) == record(finished())
    assert kept.forks[0].turn == 2


def test_the_text_of_a_debrief_ends_with_the_lines() -> None:
    """The debrief lists every line, then sets the one that is judged beside each other one."""
    fork = forked()
    sink = io.StringIO()

    Console(io.StringIO(), sink, width=80).write(*debrief_lines(fork, pictures()[-1]))

    words = sink.getvalue()
    assert f"0: First line: {outcome_words(fork.lines[0])}" in words
    assert "1: Fork 1, from turn 2 (this line)" in words
    table = [line for line in words.splitlines() if line.startswith("  Tension ..")]
    found = beside(fork, fork.lines[0])
    tension = next(number for number in found.numbers if number.name == "tension")
    assert [int(cell) for cell in table[0].split()[2:]] == [shown(tension, one) for one in found.levels(tension)[0][2:]]


def test_the_debrief_s_command_judges_the_line_that_is_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--fork` names a line; else it is the one played last, or one that ended; JSON names all with their meters."""
    fork = forked()
    judged: list[Session] = []

    def pictured(session: Session) -> list[object]:
        judged.append(session)
        return [(pictures()[-1], "")]

    monkeypatch.setattr("game.analysis.pictures.pictures", pictured)
    file = tmp_path / "game.json"
    file.write_text(replay_text(record(fork)), encoding="utf-8")
    arguments = ("debrief", str(file), "--scenario", "tests/fixtures/crossing", "--format", "json")

    found = json.loads(run(*arguments)[1])["lines"]
    run(*arguments, "--fork", "0")
    fork.undo()
    file.write_text(replay_text(record(fork)), encoding="utf-8")
    run(*arguments)

    assert [session.decisions for session in judged] == [forked().decisions, finished().decisions, finished().decisions]
    assert found == json.loads(json.dumps(lines_content(forked())))
    assert [line["ending"] is not None for line in found["lines"]] == [True, True]
    assert (
        found["pairs"][0]["meters"]["tension"]["this"][-1]
        == forked().state.values[fork.scenario.number("tension").index]
    )
    status, _, said = run(*arguments, "--fork", "2")
    assert (status, "--fork is 2, but" in said, "has 1 fork;" in said) == (2, True, True)


def test_the_report_names_every_line_with_both_their_meters() -> None:
    """The page has a table of the lines, and for each other one a plot of every number and the turns that differ."""
    fork = forked()
    text = report_page(fork, pictures()[-1])
    page = Page(text)

    assert not page.open
    for line in kept_lines(fork):
        assert f"{line_title(line)}" in page.words
        assert outcome_words(line) in page.words
    drawn = [one for tag, one in page.tags if tag == "svg" and "beside" in (one["aria-label"] or "")]
    assert len(drawn) == 1
    found = beside(fork, fork.lines[0])
    plot = text.partition('beside: First line">')[2].partition("</svg>")[0]
    assert plot.count("<polyline") == 2 * len(found.numbers)
    assert "Lines of this game" not in report_page(finished(), pictures()[-1])
    assert debrief_line(pictures()[-1]) not in text
