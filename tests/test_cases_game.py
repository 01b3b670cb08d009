"""A scenario's test of one game: its start, its decisions, what it forces, and what it expects of the game."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from casework import crossing_with, outcome_of, read_tested, said

from game.session.session import Session
from game.simulation import cases
from game.simulation.cases import run_case

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.session.replay import Replay

QUIET = "{wreck: never, border.alert: never}"
"""Nothing asks for a reply."""


@pytest.mark.parametrize(
    "expected",
    [
        "trust.beijing == 58",
        "times(visit) == 1 and visits > 0",
        "turn == 2 after turn 1",
        "tension == 46",
        "not hotline",
        "always trust.beijing >= 50",
        "reach visit",
        "reach count_visits",
        "border == quiet",
    ],
)
def test_what_holds_passes(tmp_path: Path, expected: str) -> None:
    """Conditions of the last state, of a turn that is over, of every state, and of what took place."""
    found = outcome_of(tmp_path, f"t: {{play: [visit, talks], events: {QUIET}, expect: [{expected}]}}")

    assert (found.result, said(found)) == ("passed", [])


@pytest.mark.parametrize(
    ("expected", "message", "note"),
    [
        ("trust.beijing < 58", "`trust.beijing < 58` does not hold", "trust.beijing is 58, 50 at the start"),
        ("hotline", "`hotline` does not hold", "hotline is no, no at the start"),
        ("border >= alert", "`border >= alert` does not hold", "border is quiet, quiet at the start"),
        ("turn > 2 after turn 1", "`turn > 2 after turn 1` does not hold", ""),
        ("turn == 4 after turn 3", "turn 3 is not over: the play stops in turn 2", ""),
        (
            "always trust.beijing < 58",
            "`always trust.beijing < 58` does not hold in turn 2, after `visit`",
            "trust.beijing is 58, 50 at the start",
        ),
        ("always hotline", "`always hotline` does not hold in turn 1, at the start", "hotline is no"),
        ("ending is drift", "the play stops in turn 2, before any ending", ""),
        ("reach drift", "`drift` is not reached; the play stops in turn 2", ""),
        ("reach wreck.inquiry", "`wreck.inquiry` is not reached; the play stops in turn 2", ""),
    ],
)
def test_what_does_not_hold_fails_with_its_numbers(tmp_path: Path, expected: str, message: str, note: str) -> None:
    """The finding stands at the expectation, and says what the numbers that it reads were."""
    found = outcome_of(tmp_path, f"t:\n  play: [visit]\n  events: {QUIET}\n  expect:\n    - {expected}")

    assert found.result == "failed"
    assert said(found) == [f"E502: {message}"]
    assert found.findings[0].place is not None
    assert found.findings[0].line_text.strip() == f"- {expected}"
    assert note in "\n".join(found.findings[0].notes)


def test_a_test_starts_where_it_says(tmp_path: Path) -> None:
    """Meters, flags and rungs begin elsewhere; a meter is still pulled to the start that the scenario gives it."""
    start = "{tension: 70, hotline: yes, border: clash, fearful: no, hold: 60}"
    expect = "[tension == 70 and hotline and border == clash and not fearful and hold == 60]"
    assert outcome_of(tmp_path, f"t: {{start: {start}, expect: {expect}}}").result == "passed"

    pulled = f"t: {{start: {{tension: 70}}, play: [end_turn], events: {QUIET}, expect: [tension == 68 after turn 1]}}"
    assert said(outcome_of(tmp_path, pulled)) == []


def test_any_is_the_decision_of_the_uniform_policy(tmp_path: Path) -> None:
    """`any` takes a legal decision, the same one for the same luck."""
    tests = "t: {seed: 5, play: [any, any, any, any], expect: [turn > 0]}"
    first, second = outcome_of(tmp_path, tests), outcome_of(tmp_path, tests)

    assert first.session is not None
    assert second.session is not None
    assert len(first.session.decisions) == 4
    assert first.session.decisions == second.session.decisions


def test_a_policy_plays_on_to_the_end(tmp_path: Path) -> None:
    """After the listed decisions the policy of `then` decides; which ending it came to can be asked."""
    tests = "t: {seed: 3, play: [visit], then: uniform, expect: [ending is not war or bridge, reach drift, turn == 4]}"
    found = outcome_of(tmp_path, tests)

    assert said(found) == []
    assert found.session is not None
    assert found.session.ended


def test_another_ending_is_told_with_what_the_wanted_one_asks_for(tmp_path: Path) -> None:
    """A wrong ending names the one that was reached, and the condition that did not hold with its numbers."""
    tests = f"t: {{seed: 3, play: [visit], events: {QUIET}, then: uniform, expect: ending is war}}"

    found = outcome_of(tmp_path, tests)

    assert said(found) == ["E502: the ending is `drift`, in turn 4"]
    assert found.findings[0].notes == ("`war` asks for: border >= war", "border is quiet, quiet at the start")


@pytest.mark.parametrize(
    ("play", "message", "note"),
    [
        ("[visit, visit]", "`visit` cannot be sent in turn 2: Done already", "open now: statement.soft"),
        ("[drill]", "`drill` cannot be sent in turn 1: Only after the visit", "open now: visit"),
        ("{1: [visit, talks]}", "`talks` stands in turn 1, but the play is in turn 2", ""),
        ("{1: [talks], 2: [talks]}", "`talks` stands in turn 2, but the play is in turn 1", ""),
        ("{1: [visit], 3: [talks]}", "`talks` stands in turn 3, but the play is in turn 2", ""),
        ("[end_turn, end_turn, end_turn, end_turn, talks]", "`talks` comes too late: the game ended in turn 4", ""),
        ("[wreck.inquiry]", "`wreck.inquiry` cannot be sent in turn 1: not what is asked now", "open now"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_told_at_its_place(
    tmp_path: Path, play: str, message: str, note: str
) -> None:
    """An illegal decision stops the play there; the finding says why and what is open."""
    found = outcome_of(tmp_path, f"t: {{play: {play}, events: {QUIET}, expect: [turn > 0]}}")

    assert said(found) == [f"E501: {message}"]
    assert found.findings[0].keys[:3] == ("tests", "t", "play")
    assert note in "\n".join(found.findings[0].notes)


def test_a_reply_that_is_due_is_named(tmp_path: Path) -> None:
    """Where an event waits for its reply, another decision is refused with the replies that are open."""
    found = outcome_of(tmp_path, "t: {play: [end_turn, end_turn, talks], expect: [turn > 0]}")

    assert found.findings[0].notes[0].startswith("`wreck` waits for a reply; open now: wreck.inquiry, wreck.statement")


@pytest.mark.parametrize(
    ("key", "name", "message", "hint"),
    [
        ("then", "unifrom", "there is no policy `unifrom`", "did you mean `uniform`?"),
        ("runs: 5, player", "unifrom", "there is no policy `unifrom`", "did you mean `uniform`?"),
        ("then", "goal:brigde", "there is no ending `brigde` in crossing", "did you mean `bridge`?"),
    ],
)
def test_an_unknown_policy_is_told_with_the_nearest(
    tmp_path: Path, key: str, name: str, message: str, hint: str
) -> None:
    """Who plays is a policy of the program's, aimed at an ending of the scenario's."""
    found = outcome_of(tmp_path, f"t: {{{key}: {name}, expect: [reach drift]}}")

    assert said(found) == [f"E501: {message}"]
    assert found.findings[0].hint == hint


def test_a_policy_may_aim_at_an_ending(tmp_path: Path) -> None:
    """`greedy:war` plays for a war: it never gives the reply that makes one less likely."""
    tests = """
        one: {seed: 1, then: "greedy:war", expect: [times(border.hold) == 0, reach border.mirror]}
        many: {runs: 15, player: greedy:war, expect: [always times(border.hold) == 0, reach border.mirror]}
        even: {runs: 15, expect: [reach border.hold]}
    """
    tested = read_tested(crossing_with(tmp_path, tests))

    assert [said(run_case(tested, name)) for name in tested.names] == [[], [], []]


def test_a_known_failure_must_fail_and_a_draft_is_not_run(tmp_path: Path) -> None:
    """A known failure that fails is no failure; one that passes is, at its `status`."""
    tests = """
        fails: {play: [visit], expect: [hotline], status: known_failure}
        holds: {play: [visit], expect: [not hotline], status: known_failure}
        later: {play: [drill], expect: [hotline], status: draft}
    """
    tested = read_tested(crossing_with(tmp_path, tests))
    outcomes = {name: run_case(tested, name) for name in tested.names}

    assert {name: outcome.result for name, outcome in outcomes.items()} == {
        "fails": "known_failure",
        "holds": "failed",
        "later": "draft",
    }
    assert said(outcomes["fails"]) == []
    assert said(outcomes["holds"]) == ["E503: `holds` is a known failure, and passes"]
    assert outcomes["holds"].findings[0].keys == ("tests", "holds", "status")


def test_a_saved_game_that_opens_otherwise_fails_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn the game is saved and opened again; the turn in which it is not as it was is told."""

    def opened_without_its_last_decision(scenario: Scenario, replay: Replay) -> tuple[Session, str]:
        return Session(scenario, replay.seed, replay.decisions[:-1]), ""

    monkeypatch.setattr(cases, "replay_legal", opened_without_its_last_decision)

    found = outcome_of(tmp_path / "one", f"t: {{play: [visit, talks], events: {QUIET}, expect: [turn == 2]}}")
    batch = outcome_of(tmp_path / "many", "t: {runs: 3, expect: [reach drift]}")

    assert said(found) == ["E502: the game saved in turn 2 does not open as it was"]
    assert said(batch) == ["E502: the game saved in turn 2 does not open as it was"]
