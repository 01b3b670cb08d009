"""The panels of the desk, each painted by itself: what they write, what they offer, and what their tooltips say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest
from bench import Bench, desk_of

from game.engine import END_TURN, Scenario
from game.window.facts import Told
from game.window.kit.panel import Command
from game.window.kit.pen import Pen, Shape, bands
from game.window.scenes.layout import heights
from game.window.widgets.dossier import DossierPanel
from game.window.widgets.gauge import GaugePanel
from game.window.widgets.meter import MeterPanel, line_room
from game.window.widgets.moves import TITLE_ROOM, MovesPanel
from game.window.widgets.reasons import cause_words, recent
from game.window.widgets.strips import NewsPanel, TurnsPanel
from game.window.widgets.top_bar import MENU, TopBar

if TYPE_CHECKING:
    from conftest import Small


CROSSING = Path(__file__).parent / "fixtures" / "crossing"


@pytest.fixture
def many_turns(small: Small) -> Scenario:
    """Return a scenario with twenty-one turns."""
    turns = "".join(f'\n  - {{date: 2026-02-{day:02d}, label: "Day {day}"}}' for day in range(1, 22))
    return small(calendar=f"agenda: 2\nturns:{turns}")


def test_sparklines_share_one_scale(bench: Bench, scenario: Scenario) -> None:
    """A point of trust is as high on every meter, so that capitals compare."""
    desk = desk_of(scenario, "state_visit_beijing", END_TURN)
    pen = Pen(bench.stage.drawing, pygame.Surface((288, 100)))
    capitals = [number for number in desk.columns if number.capital]

    heights = {MeterPanel(desk, number, 50)._line(pen, desk.history(number)).point for number in capitals}

    assert len(heights) == 1


def test_a_sparkline_brings_the_goal_into_view_where_it_is_near(bench: Bench, crossing: Scenario) -> None:
    """The line of the goal shows the distance to it; one that is far away would flatten the history."""
    desk = desk_of(crossing)
    pen = Pen(bench.stage.drawing, pygame.Surface((288, 100)))
    history = desk.history(desk.columns[0])

    assert MeterPanel(desk, desk.columns[0], 60)._line(pen, history).shows(60)
    assert not MeterPanel(desk, desk.columns[0], 95)._line(pen, history).shows(95)


def test_a_meter_says_band_value_and_expectation(bench: Bench, crossing: Scenario) -> None:
    """The selected move is read on the meter in words too."""
    desk = desk_of(crossing)
    desk.select("visit")
    texts = bench.paint(MeterPanel(desk, desk.columns[0], 55), 288, 100)
    assert {"Beijing", "50", "even", "likely up strongly"} <= set(texts)


def test_a_number_tells_how_it_moved_this_turn_or_the_last(crossing: Scenario) -> None:
    """Once something was sent the change is of this turn; before, it is of the turn that is over."""
    tokyo = desk_of(crossing).columns[1]
    assert recent(desk_of(crossing), tokyo) == (0, "this turn")
    assert recent(desk_of(crossing, "statement.firm"), tokyo) == (4, "this turn")
    assert recent(desk_of(crossing, "statement.firm", END_TURN), tokyo)[1] == "last turn"


def test_a_meter_s_tooltip_has_one_cause_and_one_source(crossing: Scenario) -> None:
    """It names what moved the number most, and the source of that rule."""
    desk = desk_of(crossing, "visit")
    tip = MeterPanel(desk, desk.columns[0], 55).tip(Command("why", "trust.beijing"))
    assert "The goal asks for at least 55." in tip
    assert "Visit Beijing (+8)" in tip
    assert tip.endswith("Source: A paper on visits.")


def test_a_number_that_nothing_moved_says_so(crossing: Scenario) -> None:
    """At the start of a game there is no cause to name."""
    desk = desk_of(crossing)
    assert cause_words(desk, desk.columns[0]) == "Nothing has moved it yet."


def test_a_gauge_says_where_danger_begins(bench: Bench, crossing: Scenario) -> None:
    """The zone has a caption, and a low gauge leaves it to the tooltip."""
    desk = desk_of(crossing)
    tension = next(number for number in desk.columns if number.name == "tension")
    assert "danger from 70" in bench.paint(GaugePanel(desk, tension, 50), 288, 63)
    assert "danger from 70" not in bench.paint(GaugePanel(desk, tension, 50), 236, 48)


@pytest.mark.parametrize("size", [(288, 63), (263, 54), (236, 40)])
def test_every_gauge_keeps_its_change(
    bench: Bench, scenario: Scenario, monkeypatch: pytest.MonkeyPatch, size: tuple[float, float]
) -> None:
    """A long name is shortened before the badge of a change is left out."""
    monkeypatch.setattr("game.window.widgets.gauge.recent", lambda *_: (12, "last turn"))
    desk = desk_of(scenario)
    for number in desk.columns:
        if not number.capital:
            texts = bench.paint(GaugePanel(desk, number, None), *size)
            assert "12" in texts
            assert texts[1].split()[0] == number.title.split()[0]


@pytest.mark.parametrize(("body", "least"), [(656.0, 21.0), (583.0, 20.0), (496.0, 12.0)])
def test_meters_keep_their_sparklines_in_a_low_column(body: float, least: float) -> None:
    """Gauges give up their air and then their captions first."""
    meter, gauge = heights(body, 4, 4)
    top, bottom = line_room(meter)
    assert bottom - top >= least
    assert 4 * (meter + gauge) == pytest.approx(body)


@pytest.mark.parametrize("width", [372, 416, 428])
def test_the_matrix_leaves_room_for_titles(scenario: Scenario, width: float) -> None:
    """Eight columns of arrows stand closer in a narrower list; titles keep their room."""
    panel = MovesPanel(desk_of(scenario))
    assert len(panel.desk.columns) == 8
    assert panel.title_room(width) >= TITLE_ROOM - 0.01


def test_heads_of_columns_lose_their_letters_before_they_touch(bench: Bench, scenario: Scenario) -> None:
    """In a narrow list flags and icons stand alone; their tooltips have the words."""
    panel = MovesPanel(desk_of(scenario))
    assert "Bei" in bench.paint(panel, 428, 656)
    assert "Bei" not in bench.paint(panel, 372, 496)
    assert panel.tip(Command("why", "tension")).startswith("Tension, lower is better.")


def test_digits_count_within_the_open_group(bench: Bench, crossing: Scenario) -> None:
    """Folded groups have no digits."""
    panel = MovesPanel(desk_of(crossing))
    panel.desk.select("talks")
    texts = bench.paint(panel, 428, 656)
    assert texts.count("1") == 1
    assert texts.count("2") == 1


def test_a_group_opened_by_a_click_stays_under_the_pointer(bench: Bench, scenario: Scenario) -> None:
    """Groups above it stay unfolded; by the keyboard one group alone is."""
    panel = MovesPanel(desk_of(scenario))
    names = list(panel.desk.groups)
    clicked, other = Command("group", names[2]), Command("group", names[3])
    bench.paint(panel, 428, 656)
    before = next(box for box, command in panel.hits if command == clicked)
    panel.set_hover(clicked)
    panel.desk.unfold(names[2])
    texts = bench.paint(panel, 428, 656)
    assert next(box for box, command in panel.hits if command == clicked) == before
    assert texts.count("1") == 1
    panel.desk.unfold(names[3])
    bench.paint(panel, 428, 656)
    assert next(box for box, command in panel.hits if command == other).y < before.y


def test_a_closed_move_has_its_reason_in_the_list_and_in_full_in_its_tooltip(bench: Bench, crossing: Scenario) -> None:
    """Nothing is greyed out without a word."""
    panel = MovesPanel(desk_of(crossing))
    panel.desk.select("drill")
    assert "Only after the visit" in bench.paint(panel, 428, 656)
    assert panel.tip(Command("move", "drill")).startswith("Closed: Only after the visit.")


def test_a_move_s_tooltip_has_points_and_source(crossing: Scenario) -> None:
    """The arrows say direction and size; the tooltip says how many points and why."""
    tip = MovesPanel(desk_of(crossing)).tip(Command("move", "visit"))
    assert tip == "Expected: Beijing +8, Tokyo \u22122. Source: A paper on visits."


def test_a_group_says_how_many_of_its_moves_can_be_sent(crossing: Scenario) -> None:
    """The count at the right of a group is explained."""
    assert MovesPanel(desk_of(crossing)).tip(Command("group", "Border")) == (
        "1 of 2 moves of this group can be sent now."
    )


def test_the_news_has_its_date_and_number(bench: Bench, crossing: Scenario) -> None:
    """Who says it, when, and how many more there are."""
    desk = desk_of(crossing, END_TURN, END_TURN)
    desk.news_index = 1
    panel = NewsPanel(desk)
    texts = bench.paint(panel, 1280, 40)
    assert "A drone comes down" in texts
    assert "12 Jan" in texts
    assert "2 of 2" in texts
    assert "Nobody claims it." in panel.tip(Command("news", "+1"))


def test_turns_that_do_not_fit_scroll_with_the_current_one_in_view(bench: Bench, many_turns: Scenario) -> None:
    """A turn is never narrower than can be read."""
    desk = desk_of(many_turns)
    panel = TurnsPanel(desk)
    bench.paint(panel, 1280, 58)
    assert Command("turns", "+1") in {command for _, command in panel.hits}
    panel.turn_page(1)
    assert "17 Feb" in bench.paint(panel, 1280, 58)
    assert panel.scroll(1)
    assert not panel.scroll(-2) or not panel.scroll(-20)


def test_turns_that_fit_have_no_arrows(bench: Bench, crossing: Scenario) -> None:
    """Four turns need no scrolling."""
    panel = TurnsPanel(desk_of(crossing))
    bench.paint(panel, 1280, 58)
    assert "turns" not in {command.kind for _, command in panel.hits}
    assert not panel.scroll(-1)


def test_a_past_turn_tells_what_was_sent(crossing: Scenario) -> None:
    """The small icons have their words in the tooltip."""
    tip = TurnsPanel(desk_of(crossing, "visit", END_TURN)).tip(Command("record", "1"))
    assert tip.startswith("Turn 1, First week. Seoul sent: Visit Beijing.")


def test_every_condition_of_the_goal_has_its_words(bench: Bench, crossing: Scenario) -> None:
    """A circle alone says little: its tooltip says what is asked and what is."""
    bar = TopBar(desk_of(crossing))
    bench.paint(bar, 1280, 46)
    circles = [command for _, command in bar.hits if command.kind == "goal" and command.about]
    assert len(circles) == len(bar.conditions())
    assert "not yet met, it is 50." in bar.tip(circles[0])


def test_the_bar_says_what_a_summit_carries_free(bench: Bench, scenario: Scenario) -> None:
    """In the weeks of the visit some moves cost nothing, and the bar says how many."""
    assert not [text for text in bench.paint(TopBar(desk_of(scenario)), 1280, 46) if text.endswith(" free")]
    desk = desk_of(scenario, "state_visit_beijing")
    assert f"{desk.free_now()} moves free" in bench.paint(TopBar(desk), 1280, 46)


def test_a_narrow_bar_has_icons_with_tooltips(bench: Bench, scenario: Scenario) -> None:
    """The words of the pages go, their meaning stays within reach."""
    bar = TopBar(desk_of(scenario))
    assert "Sources" in bench.paint(bar, 1280, 46)
    assert "Sources" not in bench.paint(bar, 1024, 46)
    assert all(bar.tip(entry.command).startswith(entry.label) for entry in MENU)


def test_shapes_are_drawn_by_bands_in_their_order() -> None:
    """Shapes that share lines stay one picture in the order of drawing; others do not cost the gap between them."""
    shapes = [Shape("a", (0, 0, 10, 10)), Shape("b", (0, 50, 10, 60)), Shape("c", (0, 5, 10, 12))]
    assert bands(shapes) == [Shape("ac", (0, 0, 10, 12)), Shape("b", (0, 50, 10, 60))]


def test_a_meter_s_tooltip_names_who_leads_the_capital(scenario: Scenario) -> None:
    """By name and role, as the scenario has it."""
    desk = desk_of(scenario)
    leader = scenario.document.capitals["beijing"].leader
    assert leader is not None
    assert leader.role in MeterPanel(desk, desk.columns[0], None).tip(Command("why", "trust.beijing"))


def test_while_a_turn_is_told_the_panels_offer_and_expect_nothing(bench: Bench, crossing: Scenario) -> None:
    """Numbers are on their way: no button, no lock and no expectation beside them."""
    desk = desk_of(crossing)
    desk.select("drill")
    desk.telling = True
    texts = bench.paint(DossierPanel(desk), 564, 240)
    assert not [text for text in texts if text.startswith("Closed")]
    assert DossierPanel(desk).focusables() == ()
    assert bench.paint(MeterPanel(desk, desk.columns[0], 55), 288, 100)[-1] == "even"


def test_a_meter_says_how_it_moved_where_nothing_can_be_sent(bench: Bench, crossing: Scenario) -> None:
    """Of a closed move nothing is expected."""
    desk = desk_of(crossing, "statement.firm")
    desk.select("drill")
    assert "up 4 this turn" in bench.paint(MeterPanel(desk, desk.columns[1], 40), 288, 100)


def test_an_early_ending_leaves_the_turns_after_it_to_come(bench: Bench, small: Small) -> None:
    """Turns that were never played brought nothing, and there is nothing to open in the record."""
    endings = """
        war: {when: times(talk) > 0, value: 0, title: "War"}
        drift: {check: last, when: otherwise, value: 50, title: "Drift"}
    """
    desk = desk_of(small(endings=endings), "talk", END_TURN)
    assert desk.session.ended
    panel = TurnsPanel(desk)
    bench.paint(panel, 1280, 58)
    assert [command.about for _, command in panel.hits if command.kind == "record"] == ["1"]


def test_a_past_turn_tells_every_event_and_whose_trust_is_counted(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The net of a turn names its capitals; no event of the turn is left out."""
    found = [Told(1, "events.x", "News", f"Event {name}", "", "", ()) for name in "ABC"]
    monkeypatch.setattr("game.window.widgets.strips.told", lambda *_, **__: found)
    tip = TurnsPanel(desk_of(scenario, END_TURN)).tip(Command("record", "1"))
    assert "Event A. Event B. Event C." in tip
    assert "Trust of Beijing, Washington and Tokyo, net:" in tip
