"""The dossier and the wordings, each painted by itself: what they say, offer and stamp."""

from __future__ import annotations

from pathlib import Path

import pygame
from bench import Bench, desk_of

from game.engine import END_TURN, Scenario
from game.window.kit.marks import TITLES, heading
from game.window.kit.pen import Pen
from game.window.theme import BODY
from game.window.widgets.dossier import SEND, DossierPanel, percents
from game.window.widgets.wordings import BACK, WordingsPanel

CROSSING = Path(__file__).parent / "fixtures" / "crossing"


def test_the_dossier_tells_the_chance_that_a_move_changes(bench: Bench, scenario: Scenario) -> None:
    """Before and after stand in percent beside what they are the chance of."""
    desk = desk_of(scenario)
    desk.select("nuclear_submarines")
    texts = bench.paint(DossierPanel(desk), 564, 240)
    assert sum(text.endswith(" %") for text in texts) == 2
    assert any(text.startswith("Chance") for text in texts)


def test_a_long_chance_stays_inside_a_narrow_dossier(bench: Bench, scenario: Scenario) -> None:
    """A title without room drops its first words, then takes two lines."""
    desk = desk_of(scenario)
    found = []
    for move in scenario.document.moves:
        desk.select(move)
        texts = bench.paint(DossierPanel(desk), 416, 196)
        found += [text for text in texts if text.startswith("Chance") and bench.stage.drawing.width(text, BODY) > 320]
    assert not found


def test_percentages_that_look_the_same_get_a_decimal() -> None:
    """A change is never written as none."""
    assert percents(0.19, 0.08) == ("19 %", "8 %")
    assert percents(0.192, 0.187) == ("19.2 %", "18.7 %")


def test_a_low_dossier_has_the_button_below_and_one_ministry(bench: Bench, scenario: Scenario) -> None:
    """The compact layout keeps what is needed to decide."""
    desk = desk_of(scenario)
    desk.select("state_visit_beijing")
    panel = DossierPanel(desk)
    wide = bench.paint(panel, 564, 240)
    low = bench.paint(panel, 416, 196)
    seals = {"외", "국", "통", "산"}
    assert len(seals & set(wide)) == 3
    assert len(seals & set(low)) == 1
    assert next(box for box, command in panel.hits if command == SEND).y > 140


def test_the_button_says_what_it_does(bench: Bench, crossing: Scenario) -> None:
    """It sends, leads to the wordings, or says that the move is closed or sent."""
    desk = desk_of(crossing, "talks")
    expected = {"talks": "Sent", "drill": "Closed now", "statement": "Choose the words"}
    for move, label in expected.items():
        desk.select(move)
        assert label in bench.paint(DossierPanel(desk), 564, 240)


def test_the_stamp_lands_in_its_time(bench: Bench, crossing: Scenario) -> None:
    """It moves for 180 milliseconds, then rests on a button that says so."""
    panel = DossierPanel(desk_of(crossing))
    panel.press(10.0, still=False)
    assert panel.animate(10.1)
    assert not panel.animate(10.2)
    assert not panel.animate(10.3)
    assert "Sent" in bench.paint(panel, 564, 240)


def test_the_stamp_does_not_move_with_reduced_motion(crossing: Scenario) -> None:
    """Who asks for less motion sees the end at once."""
    panel = DossierPanel(desk_of(crossing))
    panel.press(10.0, still=True)
    assert not panel.animate(10.01)


def test_the_stamp_is_lifted_for_another_move(bench: Bench, crossing: Scenario) -> None:
    """Another move is not yet sent."""
    panel = DossierPanel(desk_of(crossing))
    panel.press(10.0, still=True)
    panel.lift()
    assert "Sent" not in bench.paint(panel, 564, 240)


def test_while_words_are_chosen_the_dossier_has_no_button(bench: Bench, crossing: Scenario) -> None:
    """There is one button that sends, and it stands with the wordings."""
    desk = desk_of(crossing)
    desk.select("statement")
    desk.choosing = True
    panel = DossierPanel(desk)
    assert "Choose the words" not in bench.paint(panel, 564, 240)
    assert panel.focusables() == ()


def test_wordings_say_who_hears_what(bench: Bench, crossing: Scenario) -> None:
    """Each wording has an arrow and a word for every capital that hears it."""
    desk = desk_of(crossing)
    desk.select("statement")
    texts = bench.paint(WordingsPanel(desk), 564, 416)
    assert {"Seoul respects one China.", "No change by force.", "up", "down", "a little"} <= set(texts)


def test_a_closed_wording_says_why(bench: Bench, crossing: Scenario) -> None:
    """Its reason stands where who hears it would stand."""
    desk = desk_of(crossing, "visit", END_TURN, "wreck.inquiry")
    desk.select("statement")
    assert "Closed: Tokyo would not notice." in bench.paint(WordingsPanel(desk), 564, 416)


def test_wordings_offer_the_way_back(bench: Bench, crossing: Scenario) -> None:
    """By mouse and by keyboard, at every width."""
    desk = desk_of(crossing)
    desk.select("statement")
    panel = WordingsPanel(desk)
    for width in (564, 416):
        bench.paint(panel, width, 300)
        assert BACK in {command for _, command in panel.hits}
    assert panel.focusables()[-1] == BACK
    assert "nothing is sent" in panel.tip(BACK)


def test_the_chosen_wording_scrolls_into_view(bench: Bench, scenario: Scenario) -> None:
    """Six wordings over a small map scroll; the last one can be read."""
    desk = desk_of(scenario)
    desk.select("taiwan_statement")
    panel = WordingsPanel(desk)
    assert "No comment." not in bench.paint(panel, 416, 300)
    desk.wording = "no_comment"
    assert "No comment." in bench.paint(panel, 416, 300)
    assert panel.scroll(3)


def test_a_low_dossier_without_a_chance_shows_how_the_brief_begins(bench: Bench, scenario: Scenario) -> None:
    """While the words of a move are still to be chosen no chance is known, so the line is free."""
    desk = desk_of(scenario)
    desk.select("taiwan_statement")
    assert desk.mechanism() is None
    assert "Every capital knows the texts by heart." in bench.paint(DossierPanel(desk), 416, 196)


def test_a_long_title_is_written_smaller_before_it_meets_the_button(bench: Bench) -> None:
    """It is never cut."""
    pen, words = Pen(bench.stage.drawing, pygame.Surface((400, 40))), "Speak on the weapons"
    room = bench.stage.drawing.width(words, TITLES[1]) + 1
    heading(pen, 0, 20, words, room)
    image, _ = pen._images[-1]
    assert image.get_width() <= room
