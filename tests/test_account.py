"""Why a game went as it did: titles of rules, sentences of changes, and the conditions of endings."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine import Scenario, load_scenario, new_game
from game.policies import Scripted
from game.resources import shipped_scenarios
from game.scenario.expression import parse
from game.session.account import account, conditions, flag_text, goal_conditions
from game.session.session import Session
from game.session.titles import (
    change_sentence,
    decision_title,
    factor_title,
    number_title,
    rule_title,
    signed,
    value_text,
)

CROSSING = load_scenario(Path(__file__).parent / "fixtures" / "crossing")


@pytest.mark.parametrize(
    ("rule", "title"),
    [
        ("moves.visit", "Visit Beijing"),
        ("moves.statement.soft", "Speak on the strait: Seoul respects one China."),
        ("reactions.worry", "Tokyo worries."),
        ("events.wreck", "A drone comes down"),
        ("events.wreck.inquiry", "A drone comes down - Open an inquiry"),
        ("events.wreck.say", "A drone comes down"),
        ("events.answer", "Answer"),
        ("events.accepted", "The North accepts"),
        ("ladders.border.alert", "Crisis at the border: Alert"),
        ("ladders.border.mirror", "Crisis at the border: Mirror it"),
        ("ladders.border.down", "Crisis at the border: a step down"),
        ("ladders.border.fade", "Crisis at the border: it calms down by itself"),
        ("pull", "Drift back towards the start"),
        ("clamp", "End of the scale"),
    ],
)
def test_every_kind_of_rule_has_a_title(rule: str, title: str) -> None:
    """A path of the ledger is told in the scenario's own words."""
    assert rule_title(CROSSING, rule) == title


@pytest.mark.parametrize(
    ("decision", "title"),
    [
        ("end_turn", "End the turn"),
        ("visit", "Visit Beijing"),
        ("statement.firm", "Speak on the strait: No change by force."),
        ("wreck.blame", "Blame the North"),
        ("wreck.statement.soft", "Speak on the strait: Seoul respects one China."),
        ("border.hold", "Hold fire"),
    ],
)
def test_every_kind_of_decision_has_a_title(decision: str, title: str) -> None:
    """What can be decided is told as the scenario's author wrote it."""
    assert decision_title(CROSSING, decision) == title


@pytest.mark.parametrize("folder", shipped_scenarios(), ids=lambda path: path.name)
def test_titles_exist_for_everything_that_a_shipped_scenario_can_do(folder: Path) -> None:
    """Every decision, happening and number of a shipped scenario has a title that is not empty."""
    scenario: Scenario = load_scenario(folder)

    assert all(decision_title(scenario, info.decision) for info in scenario.decisions)
    assert all(rule_title(scenario, path) for path in scenario.index.paths)
    assert all(number_title(scenario, number.name) for number in scenario.numbers)


@pytest.mark.parametrize(
    ("amount", "text"), [(3.0, "+3"), (-1.5, "-1.5"), (0.0, "0"), (-0.04, "0"), (10.0, "+10"), (0.25, "+0.2")]
)
def test_changes_are_signed_and_short(amount: float, text: str) -> None:
    """A change has its sign and at most one decimal."""
    assert signed(amount) == text


def test_values_are_told_by_their_kind() -> None:
    """A meter is a whole number rounded to the worse side, a flag yes or no, a ladder its rung."""
    assert value_text(CROSSING, CROSSING.number("tension"), 50.2) == "51"
    assert value_text(CROSSING, CROSSING.number("trust.tokyo"), 50.8) == "50"
    assert value_text(CROSSING, CROSSING.number("hotline"), 1.0) == "yes"
    assert [value_text(CROSSING, CROSSING.number("border"), rung) for rung in (0.0, 2.0)] == ["No crisis", "Clash"]


def test_a_change_names_its_factors() -> None:
    """A change that a modifier halved shows the sum."""
    session = Session(CROSSING, 7, ["statement.soft", "end_turn", "statement.soft"])

    halved = next(change for change in session.changes if change.factors)

    assert "+3 x 0.5 said before = +1.5" in change_sentence(CROSSING, halved)
    assert factor_title(CROSSING, "edge") == "Near the end of the scale"


def test_the_goal_is_read_part_by_part() -> None:
    """Each part of the goal has its words, its number and whether it holds; hidden parts wait for the end."""
    parts = goal_conditions(CROSSING, new_game(CROSSING, 7))

    assert [(part.text, part.met, part.number, part.bound) for part in parts] == [
        ("Trust in Seoul (Beijing) at least 55", False, "trust.beijing", 55.0),
        ("Trust in Seoul (Tokyo) at least 40", True, "trust.tokyo", 40.0),
        ("Tension at most 50", True, "tension", 50.0),
        ("Visit Beijing", False, "", 0.0),
    ]


@pytest.mark.parametrize(
    ("when", "texts"),
    [
        ("40 <= tension < 60", ["Tension at least 40", "Tension under 60"]),
        ("border >= clash", ["Crisis at the border: at least 'Clash'"]),
        ("hotline", ["Incident hotline"]),
        ("not hotline", ["not: Incident hotline"]),
        ("tension > 60 or hotline", ["tension > 60 or hotline"]),
        ("trust.beijing + trust.tokyo > 100", ["trust.beijing + trust.tokyo over 100"]),
        ("since(talks) < 2", ["since(talks) under 2"]),
        ("otherwise", ["none of the other endings came about"]),
    ],
)
def test_conditions_are_told_in_words_where_there_are_any(when: str, texts: list[str]) -> None:
    """What has no simple words is told as it was written."""
    crossing = CROSSING.document.flags["hotline"]
    assert crossing.name == "Hotline"

    found = conditions(CROSSING, new_game(CROSSING, 7), parse(when))

    assert [part.text for part in found] == [text.replace("Incident hotline", "Hotline") for text in texts]


def test_a_flag_is_told_in_words() -> None:
    """What a flag did stands behind its name: it came about or ended, or is expected to."""
    assert [flag_text(1.0), flag_text(-1.0)] == ["came about", "ended"]
    assert [flag_text(1.0, expected=True), flag_text(-1.0, expected=True)] == ["comes about", "ends"]


def test_an_account_names_the_rules_that_moved_a_number_most() -> None:
    """For each number the account says where it went and which rules moved it most, either way."""
    session = Session(CROSSING, 7, ["visit", "end_turn", "wreck.inquiry"])
    while not session.ended:
        session.apply(Scripted(default=("hold",))(CROSSING, session.state))

    lines = account(CROSSING, session)

    assert "Trust in Seoul (Beijing): 50 -> 58; up most by Visit Beijing (+8)." in lines
    assert any(line.startswith("Tension: ") and "up most by A drone comes down (+6)" in line for line in lines)
    assert not any("Drift back" in line for line in lines)


def test_a_game_that_goes_on_has_no_account_yet() -> None:
    """Before the end there is only one sentence."""
    assert account(CROSSING, Session(CROSSING, 7)) == ("The game is not over.",)
