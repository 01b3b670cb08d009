"""The ending: its title with the margin, what decided it, what would have helped, and how it is read and left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest
from driving import paint, press
from ink import record

from game.engine import END_TURN, Decision, Scenario, chances_after, legal_moves
from game.session.helped import climbs, helps
from game.session.margin import headline
from game.session.saves import Autosave
from game.session.session import Session
from game.window.facts import Kind
from game.window.kit.panel import NOTHING, Box, Command
from game.window.outcome import decisive, finals, last_link
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Small

    from game.window.scenes.scene import Scene
    from game.window.stage import Stage

ENDINGS = """
    war: {{when: tension >= 100, value: 0, title: "War"}}
    bridge: {{check: last, when: "{when}", value: 100, title: "The bridge", goal: yes}}
    drift: {{check: last, when: otherwise, value: 50, title: "Drift"}}
"""
STORM = '{storm: {headline: "A storm", effects: {trust.tokyo: -3, tension: +2}}}'
LADDER = """
    crisis:
      title: "Crisis"
      quiet: "No crisis"
      rungs:
        - {id: incident, title: "Incident", climb: "100%"}
        - {id: war, title: "War", climb: "if(line, 0.5, 1)"}
      replies:
        hold: {text: "Hold fire.", climb: x0.4}
        mirror: {text: "Match them.", climb: x1}
"""


def ended(scenario: Scenario, *decisions: str) -> Session:
    """Return a session played to its end: some decisions, then every turn ended and the first reply given."""
    session = Session(scenario, 1, decisions)
    while not session.ended:
        ways = [way.decision for way in legal_moves(scenario, session.state) if way.legal]
        session.apply(END_TURN if END_TURN in ways else ways[0])
    return session


def war(small: Small) -> Session:
    """Return a game that a crisis ended in its first turn, after Seoul matched the other side."""
    endings = """
        war: {when: crisis >= war, value: 0, title: "A war"}
        drift: {check: last, when: otherwise, value: 9, title: "Drift"}
    """
    scenario = small(ladders=LADDER, flags='{line: {name: "The line"}}', endings=endings)
    return Session(scenario, 1, [END_TURN, "crisis.mirror"])


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("trust.tokyo >= 43", "Drift, three points short of the bridge"),
        ("trust.tokyo >= 41", "Drift, one point short of the bridge"),
        ("trust.tokyo >= 60 and tension <= 45", "Drift, two conditions short of the bridge"),
        ("times(talk) > 0", "Drift, one condition short of the bridge"),
        ("trust.tokyo >= 38", "The bridge, with two points to spare"),
        ("trust.tokyo >= 40", "The bridge, just reached"),
    ],
)
def test_the_title_states_the_margin(small: Small, when: str, wanted: str) -> None:
    """The title counts the points or conditions that the goal lacked, or that were to spare."""
    assert headline(ended(small(endings=ENDINGS.format(when=when)))) == wanted


def test_an_early_ending_names_its_turn(small: Small) -> None:
    """An ending that came before the last turn says when; a margin would mean nothing."""
    session = war(small)
    assert session.ended
    assert headline(session) == "A war, in turn 1 of 3"


def test_each_capital_is_told_against_the_goal(small: Small) -> None:
    """A capital that the goal asks for met it or was so many points short; others have their number only."""
    session = ended(small(endings=ENDINGS.format(when="trust.tokyo >= 43")))
    assert [(one.number.title, one.words) for one in finals(session)] == [("Beijing", ""), ("Tokyo", "3 short")]


def test_what_decided_a_missed_goal_is_what_moved_its_numbers_away(small: Small) -> None:
    """Of a storm that cost Tokyo's trust and raised tension, only the trust counts; what helped is left out."""
    session = ended(small(events=STORM, endings=ENDINGS.format(when="trust.tokyo >= 43")), "wait")
    chain = decisive(session)
    assert {one.headline for one in chain} == {"A storm"}
    assert {moved.number for one in chain for moved in one.moved} == {"trust.tokyo"}
    assert [moved.text for moved in last_link(session).moved] == ["12 short"]


def test_an_ending_of_meters_names_the_line_that_was_crossed(small: Small) -> None:
    """Of two lines of which one was enough, the chain names the one that was crossed and what led there."""
    endings = """
        lost: {when: trust.tokyo <= 20 or tension >= 52, value: 0, title: "Lost"}
        drift: {check: last, when: otherwise, value: 50, title: "Drift"}
    """
    session = ended(small(events=STORM, endings=endings))
    assert last_link(session).text == "Tension at least 52."
    assert {moved.number for one in decisive(session) for moved in one.moved} == {"trust.tokyo", "tension"}


def test_a_war_is_told_rung_by_rung_with_the_replies(small: Small) -> None:
    """Every step of the ladder and every reply between stands in the chain, in order."""
    chain = decisive(war(small))
    assert [one.kind for one in chain] == [Kind.RUNG, Kind.REPLY, Kind.RUNG]
    assert [one.headline for one in chain] == ["Crisis: Incident", "Crisis: Match them.", "Crisis: War"]


def test_what_would_have_helped_comes_from_the_engine(small: Small) -> None:
    """The other reply and the open line are named with the chance of the rung then, as the engine gives it."""
    session = war(small)
    word, line = helps(session, "crisis")
    assert (word.title, word.rung, word.chance) == ("A word: Hold fire.", "War", 1.0)
    assert word.instead == pytest.approx(0.4)
    assert (line.title, line.instead) == ("A line: The line", 0.5)


def test_each_step_up_has_the_chance_it_had(scenario: Scenario) -> None:
    """A climb's chance is that of its rung after the decision, asked in the state before it."""
    session = ended(scenario)
    for climb in climbs(session, "border_crisis"):
        assert climb.chance == chances_after(scenario, climb.state, climb.decision)[climb.path] > 0


def test_nothing_helped_where_nothing_climbed(small: Small) -> None:
    """Without a step up a ladder there is nothing that would have helped."""
    session = ended(small(endings=ENDINGS.format(when="tension <= 1")))
    assert [helps(session, ladder) for ladder in session.scenario.document.ladders] == []


def test_keys_are_left_out_of_buttons_without_room(
    stage: Stage, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key covers the words of its button: where one has no room, all three go without."""
    written = record(monkeypatch)
    foot = EndingScene(stage, ended(scenario)).foot
    keys = {}
    for width in (400.0, 300.0):
        foot.place(Box(0, 0, width, foot.high))
        written.clear()
        foot.render(pygame.Surface((500, 200)), stage.drawing)
        keys[width] = {line.text for line in written.lines} & {"D", "N", "Esc"}
        assert written.faults() == set()

    assert keys == {400.0: {"D", "N", "Esc"}, 300.0: set()}


def test_a_number_opens_its_ledger(stage: Stage, scenario: Scenario) -> None:
    """B opens the ledger of Beijing in the reader, and the hidden numbers can be asked as well."""
    scene = EndingScene(stage, ended(scenario))
    paint(scene)
    press(scene, pygame.K_b)
    assert scene.dialogs[-1].name == "reader"
    hits = {command for _, command in scene.numbers.hits}
    assert Command("why", "trust.beijing") in hits
    assert any(Command("why", number.name) in hits for number in scenario.numbers if number.hidden)


def test_the_record_of_an_ended_game_plays_on_from_a_turn(stage: Stage, scenario: Scenario, tmp_path: Path) -> None:
    """A click in the record leads to a desk at the start of that turn, in the file of its game."""
    autosave = Autosave(tmp_path / "one.json")
    scene = EndingScene(stage, ended(scenario), autosave)
    autosave.save(scene.session)
    press(scene, pygame.K_r)
    scene.dialogs[-1].act(Command("fork", "2"))
    following = press(scene, pygame.K_F15)
    assert isinstance(following, PlayScene)
    assert following.session.state == scene.session.turn_states[1]
    assert following.autosave is autosave
    assert following.session.lines == (scene.session, following.session)


def test_tab_reaches_buttons_numbers_and_pages(stage: Stage, scenario: Scenario) -> None:
    """Nothing has the ring at first; Tab goes to the buttons, the numbers, the pages, and back."""
    scene = EndingScene(stage, ended(scenario))
    assert scene.focus == NOTHING
    kinds = []
    for _ in range(4):
        press(scene, pygame.K_TAB)
        kinds.append(scene.focus.kind)
    assert kinds == ["debrief", "why", "record", "debrief"]


def test_the_ring_scrolls_into_view(stage: Stage, scenario: Scenario) -> None:
    """Going up from the first number comes to the last one, which is then in view."""
    scene = EndingScene(stage, ended(scenario))
    stage.resize(1024, 640)
    scene.lay()
    paint(scene)
    press(scene, pygame.K_TAB, pygame.K_TAB, pygame.K_UP)
    assert scene.focus == scene.numbers.focusables()[-1]
    assert scene.numbers.box_of(scene.focus) is not None


def test_the_arrows_scroll_what_decided_it(stage: Stage, scenario: Scenario) -> None:
    """Without a ring, Down scrolls the chain and the goal, and Home goes back to their tops."""
    scene = EndingScene(stage, ended(scenario))
    both = (scene.decided, scene.goal)
    for panel in both:
        panel.place(panel.box.inside(150))
    paint(scene)
    press(scene, pygame.K_DOWN)
    assert all(panel.roll.offset > 0 for panel in both)
    press(scene, pygame.K_HOME)
    assert not any(panel.roll.offset for panel in both)


def test_a_column_that_became_lower_comes_back_into_view(stage: Stage, scenario: Scenario) -> None:
    """Scrolled to its end in a small window, the chain stays inside its box when the window grows."""
    scene = EndingScene(stage, ended(scenario))
    scene.decided.place(scene.decided.box.inside(150))
    paint(scene)
    press(scene, pygame.K_END)
    scene.lay()
    paint(scene)
    assert 0 <= scene.decided.roll.offset <= scene.decided.roll.most


def test_an_early_ending_is_told_before_it_is_shown(stage: Stage, small: Small) -> None:
    """The turn that ends a game long before its last is told on the desk; then Enter leads to the ending."""
    scene: Scene = PlayScene(stage, Session(war(small).scenario, 1, [END_TURN]))
    assert isinstance(scene, PlayScene)
    scene.dialogs.clear()
    scene.take(Decision("crisis.mirror"))
    for now in (0.0, 60.0):
        scene.tick(now)
        paint(scene)
    assert scene.consequences is not None
    assert scene.consequences.telling.label == "To the ending"
    assert isinstance(press(scene, pygame.K_RETURN), EndingScene)


def test_an_ending_without_a_goal_is_shown(stage: Stage, small: Small) -> None:
    """A scenario without a goal, flags or icons has its ending too, and its title has no margin."""
    scene = EndingScene(stage, ended(small()))
    paint(scene)
    assert scene.head.title == "Drift, worth 50 of 100"
    assert all(panel.hits for panel in (scene.head, scene.numbers, scene.foot))
