"""The map: over many games, sizes and scales nothing covers anything else, and every pill sits on its own line."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest

from game.engine import legal_moves
from game.session.session import Session
from game.window.desk import Desk
from game.window.geography import View, project
from game.window.kit.panel import Box, Command
from game.window.kit.pen import Pen
from game.window.map.arcs import Arc, Ground, choose
from game.window.map.base import LEGEND
from game.window.map.chips import percent
from game.window.map.legend import SAMPLES, pattern, plan_legend
from game.window.map.placing import around, contains, middle, nearest, overlap
from game.window.map.plan import CITY_DOT, LED, City, Note, Planner, Strike, Wanted, _in_the_way, leader, side_by_side
from game.window.map.search import cheapest
from game.window.map_view import MapPanel
from game.window.scenes.play import PlayScene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Small

    from game.engine import Scenario
    from game.window.map.plan import Plan
    from game.window.stage import Stage

LAYOUTS = [
    (1280, 800, 1.0), (1024, 768, 1.0), (1280, 800, 1.25), (1280, 800, 2.0), (2560, 1600, 1.0), (1366, 768, 1.0),
    (1920, 1080, 0.8), (1000, 680, 1.0),
]  # fmt: skip
SEEDS = 4
FAR = 50
SEOUL = project(37.57, 126.98)


@pytest.fixture(scope="module")
def states(scenario: Scenario) -> tuple[Session, ...]:
    """Return games at the start of many turns, played at random."""
    return tuple(session for seed in range(SEEDS) for session in turns_of_a_game(scenario, seed))


def turns_of_a_game(scenario: Scenario, seed: int) -> Iterator[Session]:
    """Yield a game played at random, at the start of every turn."""
    luck = random.Random(seed)  # noqa: S311 - a test's own luck, no secret
    decisions: list[str] = []
    session, turn = Session(scenario, seed), 0
    while not session.ended:
        if session.state.turn != turn and not session.state.due:
            turn = session.state.turn
            yield Session(scenario, seed, decisions)
        decision = luck.choice([way.decision for way in legal_moves(scenario, session.state) if way.legal])
        decisions.append(decision)
        session.apply(decision)


def view_of(stage: Stage, session: Session, layout: tuple[int, int, float]) -> View:
    """Lay the desk out for a window of a size at the player's scale and return the view of its map."""
    width, height, scale = layout
    stage.change(replace(stage.settings, scale=scale))
    stage.resize(width, height)
    box = PlayScene(stage, session).map.box
    return View(box.width, box.height - LEGEND)


def touch(one: tuple[str, Box], other: tuple[str, Box]) -> bool:
    """Return whether two things cover each other; dots and rings are round, and rings may lie around a city."""
    (name, box), (other_name, other_box) = one, other
    if {name.split()[0], other_name.split()[0]} <= {"dot", "ring"}:
        apart = math.dist(middle(box), middle(other_box))
        return 0.5 < apart < (box.width + other_box.width) / 2 - 0.5
    return overlap(box, other_box, 0.0)


def faults(plan: Plan, view: View) -> list[str]:
    """Return what is wrong with a plan: things that cover each other or leave the map, pills off their line."""
    everything = list(plan.boxes())
    found = [f"{a[0]} on {b[0]}" for a, b in itertools.combinations(everything, 2) if touch(a, b)]
    ground = Box(0, 0, view.width + 1, view.height)
    found += [f"{name} outside" for name, box in everything if not contains(ground, box)]
    found += [
        f"pill off its line: {arc}" for arc in plan.arcs if math.dist(arc.pill, arc.at(0.5)) > 0 and not near(arc)
    ]
    return found


def away(box: Box, point: tuple[float, float]) -> float:
    """Return how far a box lies from a point."""
    return math.dist(nearest(box, point), point)


def near(arc: Arc) -> bool:
    """Return whether the line of an arc runs through the middle of its pill."""
    return min(math.dist(arc.pill, arc.at(step / 200)) for step in range(201)) < 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_on_the_map_covers_anything(
    stage: Stage, states: tuple[Session, ...], layout: tuple[int, int, float]
) -> None:
    """Pills, cities, names, rings, labels, chips and the tab keep off each other, at every turn of many games.

    Every other layout looks at every other turn: a plan costs a tenth of a second.
    """
    view = view_of(stage, states[0], layout)
    for session in states[LAYOUTS.index(layout) % 2 :: 2]:
        panel = MapPanel(Desk(session), stage.coasts)
        plan = panel.plan(stage.drawing, view)
        where = f"seed {session.seed}, turn {session.state.turn}"
        assert not faults(plan, view), f"{where}: {faults(plan, view)}"
        assert len(plan.rings) == len(panel.notes), where


@pytest.mark.parametrize("layout", [LAYOUTS[0], LAYOUTS[3]])
def test_a_name_stands_beside_its_own_dot(
    stage: Stage, states: tuple[Session, ...], layout: tuple[int, int, float]
) -> None:
    """It is nearer to its own city than to another; farther off, a thin line leads to it."""
    view = view_of(stage, states[0], layout)
    for session in states[::4]:
        plan = MapPanel(Desk(session), stage.coasts).plan(stage.drawing, view)
        named = [
            (dot, box) for dot, box in zip((plan.seoul, *plan.dots), (plan.seoul_label, *plan.labels), strict=True)
        ]
        for dot, box in named:
            if dot is not None and box is not None:
                others = [other for other, _ in named if other not in (dot, None)]
                assert all(away(box, dot) <= away(box, other) for other in others if other is not None)
                assert (leader(dot, box) is None) is (away(box, dot) <= CITY_DOT + LED)


def test_the_way_to_a_label_is_not_hidden_by_another() -> None:
    """Of two places for a label the one is taken whose way passes behind no other label."""
    note = Note(Box(100, 0, 40, 20), 0, 0, (0.0, 10.0))
    assert _in_the_way(note, Note(Box(50, 0, 20, 20), 1, 0, (60.0, 60.0))) > 0
    assert not _in_the_way(note, Note(Box(50, 40, 20, 20), 1, 0, (60.0, 90.0)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_legend_is_whole_in_every_layout(
    stage: Stage, states: tuple[Session, ...], layout: tuple[int, int, float]
) -> None:
    """The legend has its title, its three lines and their words, inside the map and apart from each other."""
    view = view_of(stage, states[0], layout)
    legend = MapPanel(Desk(states[0]), stage.coasts).legend(stage.drawing, view)
    boxes = list(legend.boxes())
    assert len(legend.words) == len(legend.lines) == len(SAMPLES)
    assert all(contains(Box(0, view.height, view.width, LEGEND), box) for box in boxes)
    assert not any(overlap(one, other, 0.0) for one, other in itertools.combinations(boxes, 2))


def test_a_narrow_legend_drops_the_measure_of_length_first(stage: Stage) -> None:
    """A legend without room for all leaves out the measure, never the lines."""
    wide = plan_legend(stage.drawing, 600, 15, "Trust in Seoul", 0.2)
    narrow = plan_legend(stage.drawing, 412, 15, "Trust in Seoul", 0.2)
    assert wide.bar is not None
    assert narrow.bar is None
    assert len(narrow.words) == len(wide.words)


def test_the_look_for_collisions_sees_one(stage: Stage, states: tuple[Session, ...]) -> None:
    """The test above would see a pill that covers a city, and one that has left its line."""
    view = view_of(stage, states[0], LAYOUTS[0])
    plan = MapPanel(Desk(states[0]), stage.coasts).plan(stage.drawing, view)
    moved = replace(plan.arcs[0], pill=plan.seoul)
    found = faults(replace(plan, arcs=(replace(moved, pill=(90.0, 300.0)), *plan.arcs[1:])), view)
    assert any("off its line" in fault for fault in found)
    assert any("dot" in fault for fault in faults(replace(plan, arcs=(moved, *plan.arcs[1:])), view))


def test_a_short_line_swings_out_to_its_pill() -> None:
    """Between two cities too near for a pill the line bends out, and the pill covers neither city."""
    ends = ((100.0, 100.0), (80.0, 70.0))
    ground = Ground(Box(0, 0, 300, 300), tuple(around(end, 10) for end in ends))
    (arc,) = choose(ends[0], ends[1:], ground)
    assert near(arc)
    assert not any(overlap(arc.box, box) for box in ground.taken)


def test_two_lines_never_share_a_place_for_their_pills() -> None:
    """Two lines to the same end have their pills beside each other."""
    arcs = choose((0.0, 150.0), [(300.0, 150.0), (300.0, 150.0)], Ground(Box(0, 0, 300, 300), ()))
    assert not overlap(arcs[0].box, arcs[1].box)


def test_the_search_finds_the_cheapest_places_together() -> None:
    """A dearer place is taken where the cheapest ones of two things are in each other's way."""
    ways = [[(0.0, "a"), (5.0, "b")], [(0.0, "a"), (1.0, "c")]]
    assert cheapest(ways, lambda one, other: 10.0 if one == other else 0.0) == ("a", "c")


def test_far_capitals_have_tabs_below_each_other(stage: Stage) -> None:
    """Capitals off the map stand at its edge, each with its own line and pill."""
    cities = tuple(City(name, None, (50.0, 18.0), 120.0) for name in ("one", "two"))
    view = View(560, 380)
    plan = Planner(view, Wanted(SEOUL, (40.0, 18.0), cities)).plan()
    assert not faults(plan, view)
    assert [tab.y for tab in plan.tabs if tab] == [44.0, 78.0]
    assert stage.coasts.countries


def test_what_lies_past_the_edge_is_ringed_at_the_edge_and_says_where() -> None:
    """An event south of what the map shows is ringed at its lower edge, with the way it lies."""
    view = View(560, 380)
    strike = Strike(project(24.5, 124.0), ((100.0, 40.0),))
    (ring,) = Planner(view, Wanted(SEOUL, (40.0, 18.0), (), strikes=(strike,))).plan().rings
    assert ring.beyond == (0, 1)
    assert ring.at[1] < view.height


def test_events_side_by_side_share_their_rings() -> None:
    """Two places a few kilometres apart have one ring, two capitals have one each."""
    view = View(560, 380)
    near_by, far = project(37.97, 126.55), project(35.68, 139.69)
    assert side_by_side(view, [near_by, far, project(37.96, 126.68)]) == ((0, 2), (1,))


def test_a_map_without_capitals_still_shows_the_land(stage: Stage, small: Small) -> None:
    """A scenario whose capitals have no trust and no place is drawn without lines."""
    scenario = small(meters="{tension: {start: 50, better: lower}}", moves="{wait: {group: A, title: Wait, agenda: 1}}")
    panel = MapPanel(Desk(Session(scenario, 1)), stage.coasts)
    panel.paint(Pen(stage.drawing, pygame.Surface((560, 400))))
    assert not panel.hits


def test_pills_do_not_move_when_a_move_is_selected(stage: Stage, states: tuple[Session, ...]) -> None:
    """Arrows appear in the pills, which stay where they are."""
    desk = Desk(states[2])
    panel = MapPanel(desk, stage.coasts)
    plans = []
    for move in list(desk.scenario.document.moves)[:6]:
        desk.select(move)
        plans.append(panel.plan(stage.drawing, View(560, 380)).arcs)
    assert len(set(plans)) == 1


def test_while_consequences_are_told_only_their_place_is_ringed(stage: Stage, states: tuple[Session, ...]) -> None:
    """The place that is told is ringed with its words; no place, no ring."""
    panel = MapPanel(Desk(states[5]), stage.coasts)
    panel.ringed, panel.ringed_title = "tokyo", "Tokyo protests"
    panel.plan(stage.drawing, View(560, 380))
    assert [(note.place, note.headlines) for note in panel.notes] == [("tokyo", ("Tokyo protests",))]
    panel.ringed = ""
    assert panel.plan(stage.drawing, View(560, 380)).rings == ()


def test_pills_stay_where_they_are_while_one_thing_after_another_is_told(stage: Stage, scenario: Scenario) -> None:
    """Wherever something takes place, the pills already leave room for its rings."""
    panel = MapPanel(Desk(Session(scenario, 1)), stage.coasts)
    panel.ringed_title = "Something took place"
    plans = []
    for panel.ringed in ("", *scenario.document.places):
        plans.append(panel.plan(stage.drawing, View(564, 386)).arcs)
    assert len(set(plans)) == 1


def test_every_pill_and_tab_says_why_and_every_ring_what(stage: Stage, states: tuple[Session, ...]) -> None:
    """A tooltip tells the value and its cause over a pill, and the text of the event over a ring."""
    session = next(one for one in states if MapPanel(Desk(one), stage.coasts)._notes_now(View(560, 380)))
    panel = MapPanel(Desk(session), stage.coasts)
    panel.paint(Pen(stage.drawing, pygame.Surface((560, 400))))
    commands = {command for _, command in panel.hits}
    assert {"why", "look"} <= {command.kind for command in commands}
    assert all(panel.tip(command) for command in commands)


@pytest.mark.parametrize(("value", "dashes"), [(19, ".5 7"), (20, "9 8"), (49.9, "9 8"), (50, "")])
def test_patterns_change_at_twenty_and_fifty(value: float, dashes: str) -> None:
    """Trust is told by the pattern of a line: dots under 20, dashes under 50, then whole."""
    assert pattern(value) == dashes


@pytest.mark.parametrize(
    ("chance", "words"), [(0, "0 %"), (0.001, "1 %"), (0.425, "42 %"), (0.999, "99 %"), (1, "100 %")]
)
def test_only_the_impossible_is_zero_and_only_the_certain_a_hundred(chance: float, words: str) -> None:
    """A chance is told in whole per cent, and never looks impossible or certain when it is not."""
    assert percent(chance) == words


def test_a_ladder_off_its_foot_has_a_chip(stage: Stage, small: Small) -> None:
    """A chip names the rung and the chance of the next one, and opens the ladder."""
    scenario = small(ladders=LADDER, moves="{poke: {group: A, title: Poke, agenda: 1, effects: {crisis: low}}}")
    desk = Desk(Session(scenario, 1))
    panel = MapPanel(desk, stage.coasts)
    panel.plan(stage.drawing, View(560, 380))
    assert not panel.chips
    desk.session.apply(legal_moves(scenario, desk.state)[0].decision)
    desk.refresh()
    panel.plan(stage.drawing, View(560, 380))
    assert (panel.chips[0].words, panel.chips[0].ahead) == ("Crisis: Low", "next: High 25 %")
    assert panel.focusables() == (Command("ladder", "crisis"),)


LADDER = """
    crisis:
      title: "Crisis"
      quiet: "Calm"
      rungs:
        - {id: low, title: "Low", climb: 10%, fade: 0%}
        - {id: high, title: "High", climb: 25%}
"""
