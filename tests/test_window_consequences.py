"""What follows from a turn: the order in which it is told, the numbers that follow it, the chain, and the ending."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pygame
import pytest

from game.engine import END_TURN, Decision, Scenario
from game.session.session import Session
from game.session.titles import value_text
from game.window.desk import Desk
from game.window.facts import Kind, net_trust, told
from game.window.kit.panel import NOTHING, Box, Command
from game.window.telling import COUNT, PACE, Telling, steps_to_tell
from game.window.theme import STRONG
from game.window.widgets.chain import CHIP_SIDE, TEXT
from game.window.widgets.consequences import BAR, GO_ON, MARGIN, ConsequencesPanel

if TYPE_CHECKING:
    from conftest import Small

    from game.window.stage import Stage

NARROW_LIST = 372.0
"""The width of the list of moves in the compact layout."""

EVENTS = """
    storm:
      headline: "A storm"
      effects: {trust.tokyo: -3, tension: +2}
    envoy:
      capital: beijing
      headline: "An envoy comes"
      replies:
        hear: {text: "Hear the envoy.", effects: {trust.beijing: +1}}
        refuse: {text: "Refuse.", effects: {trust.beijing: -1}}
"""

STORM = '{storm: {headline: "A storm", effects: {trust.tokyo: -3}}}'


def played(scenario: Scenario, *decisions: str) -> tuple[Session, Telling]:
    """Return a session after some decisions with the telling of its last turn."""
    session = Session(scenario, 1, decisions)
    return session, Telling(session, steps_to_tell(session), "Turn 1: One")


def test_a_turn_is_told_in_the_order_of_cause(small: Small) -> None:
    """The move comes first, then what happened, and the drift comes last."""
    meters = "{trust: {per: capital, start: {beijing: 50, tokyo: 40}, pull: 50%}, tension: {start: 50, better: lower}}"
    endings = "{drift: {check: last, when: otherwise, value: 50, title: Drift}}"
    scenario = small(events=STORM, meters=meters, endings=endings)
    _, telling = played(scenario, "talk", "wait")
    kinds = [entry.told.kind for entry in telling.entries]
    assert kinds == [Kind.MOVE, Kind.MOVE, Kind.CLOSE, Kind.EVENT, Kind.DRIFT]
    assert [entry.at for entry in telling.entries] == sorted(entry.at for entry in telling.entries)


def test_a_turn_that_ends_by_itself_says_why(small: Small) -> None:
    """After the last point is spent the telling says so; a turn that Seoul ended needs no reason."""
    scenario = small(events=STORM)
    _, telling = played(scenario, "talk", "wait")
    assert [entry.sentence for entry in telling.entries if entry.told.kind is Kind.CLOSE] == [
        "No point is left: the turn ends by itself."
    ]
    _, telling = played(scenario, "talk", "end_turn")
    assert not [entry for entry in telling.entries if entry.told.kind is Kind.CLOSE]


def test_numbers_begin_one_after_another_and_then_the_next_thing(small: Small) -> None:
    """A thing that moves two numbers takes two paces before what follows it begins."""
    _, telling = played(small(events=EVENTS), "end_turn")
    storm, envoy = telling.entries
    assert [beat.at for beat in storm.beats] == [0.0, PACE]
    assert envoy.at == 2 * PACE


def test_a_number_counts_from_what_it_was_to_what_it_became(small: Small) -> None:
    """Before the telling Tokyo stands where it stood; while it counts between; in the end where the state has it."""
    session, telling = played(small(events=EVENTS), "end_turn")
    assert telling.first_values()["trust.tokyo"] == 40
    telling.at(100.0)
    assert 37 < telling.at(100.0 + COUNT / 4).values["trust.tokyo"] < 40
    last = telling.at(100.0 + telling.seconds)
    scenario = session.scenario
    assert last.values == {name: session.state.values[scenario.number(name).index] for name in last.values}
    assert telling.done(100.0 + telling.seconds)


def test_a_number_moved_twice_goes_on_without_a_leap(scenario: Scenario) -> None:
    """Where a second cause moves a number that still counts, no two near moments differ by more than a little."""
    session = Session(scenario, 5, ["state_visit_beijing", "end_turn", "right_side_of_history.agree"])
    telling = Telling(session, steps_to_tell(session), "")
    telling.at(0.0)
    times = [place / 500 for place in range(int(telling.seconds * 500) + 2)]
    for name in telling.first_values():
        values = [telling.at(now).values[name] for now in times]
        steps = [abs(after - before) for before, after in itertools.pairwise(values)]
        if scenario.number(name).kind == "meter":
            assert max(steps) < 0.4


def test_still_numbers_take_their_end_at_once_in_order(small: Small) -> None:
    """With reduced motion a number is what it became as soon as its turn has come, and the order is kept."""
    session = Session(small(events=EVENTS), 1, [END_TURN])
    telling = Telling(session, session.steps, "", still=True)
    telling.at(0.0)
    moment = telling.at(PACE / 2)
    assert (moment.values["trust.tokyo"], moment.values["tension"]) == (37, 50)
    assert telling.at(PACE).values["tension"] == 52


def test_skipping_tells_everything_at_once(small: Small) -> None:
    """After a skip all things stand there with their last values."""
    _, telling = played(small(events=EVENTS), "end_turn")
    telling.at(0.0)
    telling.skip()
    assert telling.done(0.0)
    assert telling.at(0.0).entries == len(telling.entries)
    assert telling.at(0.0).values["trust.tokyo"] == 37


def test_a_question_parts_the_telling(small: Small) -> None:
    """Before the reply what led to the question is told, after it the question, the reply and what came after."""
    session, telling = played(small(events=EVENTS), "talk", "end_turn")
    assert [entry.sentence for entry in telling.entries] == ["Talk", "A storm", "An envoy comes"]
    assert telling.label == "To the question"
    session.apply(Decision("envoy.hear"))
    telling = Telling(session, steps_to_tell(session), "")
    assert [entry.sentence for entry in telling.entries[:2]] == ["An envoy comes", "Hear the envoy."]
    assert telling.seen == 1
    assert "trust.tokyo" not in telling.first_values()


def test_moves_seen_before_stand_there_from_the_beginning(small: Small) -> None:
    """A move that was sent earlier in the turn is not told again, and its numbers do not go back."""
    _, telling = played(small(events=EVENTS), "talk", "end_turn")
    assert telling.at(0.0).entries >= telling.seen == 1
    assert "trust.beijing" not in telling.first_values()


def test_a_crossed_line_of_the_goal_is_told(small: Small) -> None:
    """When a number of the goal falls under its line, that is said last."""
    endings = """
        bridge: {check: last, when: trust.tokyo >= 38, value: 100, title: "Bridge", goal: yes}
        drift: {check: last, when: otherwise, value: 50, title: "Drift"}
    """
    _, telling = played(small(events=STORM, endings=endings), "end_turn")
    assert telling.entries[-1].sentence == "Tokyo stands at 37, under the line of 38."


def test_a_turn_without_anything_says_so(small: Small) -> None:
    """Where nothing took place, one sentence says that."""
    _, telling = played(small(), "end_turn")
    assert [entry.sentence for entry in telling.entries] == ["A quiet turn. Nothing moved but the slow drift."]


def test_the_place_of_what_is_told_is_ringed_while_it_is_told(scenario: Scenario) -> None:
    """A thing with a place names it during its time, and nothing is ringed afterwards."""
    session = Session(scenario, 5, ["state_visit_beijing", "end_turn"])
    telling = Telling(session, steps_to_tell(session), "")
    telling.at(0.0)
    struck = telling.entries[-1]
    assert telling.at(struck.at).place == struck.told.place == "beijing"
    assert telling.at(telling.seconds).place == ""


def test_nothing_that_moves_a_number_goes_untold(scenario: Scenario) -> None:
    """The things told hold every change of the numbers shown, each once."""
    session = Session(scenario, 5, ["state_visit_beijing", "end_turn", "right_side_of_history.agree"])
    hidden = {number.name for number in scenario.numbers if number.hidden or number.counter}
    changes = [change for one in told(scenario, session.steps, ended=False) for change in one.changes]
    wanted = [change for change in session.changes if change.number not in hidden]
    assert sorted(map(repr, changes)) == sorted(map(repr, wanted))


def test_a_silent_rule_is_told_when_it_moves_a_number(small: Small) -> None:
    """A reaction without a text is told by the name of its rule where it moved a number, and not at all elsewhere."""
    scenario = small(reactions="{cold_wind: {effects: {trust.tokyo: -1}}, no_wind: {effects: {}}}")
    session = Session(scenario, 1, [END_TURN])
    assert [one.headline for one in told(scenario, session.steps, ended=False)] == ["Cold wind"]


def test_what_an_event_turns_out_to_be_is_of_its_capital(small: Small) -> None:
    """A member that names no capital has that of its event."""
    events = """
        answer:
          capital: beijing
          one_of:
            silence: {weight: 1, headline: "No answer", effects: {trust.beijing: -1}}
    """
    session = Session(small(events=events), 1, [END_TURN])
    assert [(one.source, one.capital) for one in told(session.scenario, session.steps, ended=False)] == [
        ("Beijing", "beijing")
    ]


def test_a_turn_that_never_began_moved_no_trust(small: Small) -> None:
    """After an early ending the later turns have no trust to count, and asking is no fault."""
    endings = """
        lost: {when: tension >= 50, value: 0, title: "Lost"}
        drift: {check: last, when: otherwise, value: 1, title: "Drift"}
    """
    session = Session(small(endings=endings), 1, ["talk", "end_turn"])
    assert session.ended
    assert [net_trust(session, turn) for turn in (1, 2, 3)] == [2, 0, 0]


def test_the_end_of_the_scale_belongs_to_what_ran_into_it(small: Small) -> None:
    """A rise that the end of the scale cuts is told once, by what it came to."""
    scenario = small(events='{feast: {headline: "A feast", effects: {trust.beijing: +80}}}')
    session = Session(scenario, 1, [END_TURN])
    (feast,) = told(scenario, session.steps, ended=False)
    assert [moved.text for moved in feast.moved] == ["+50"]


def open_panel(stage: Stage, session: Session, sounds: list[str]) -> tuple[Desk, ConsequencesPanel]:
    """Return a desk with the chain of its last turn, painted once."""
    desk = Desk(session)
    panel = ConsequencesPanel(desk, Telling(session, steps_to_tell(session), "Turn 1: One"), sounds.append)
    panel.place(Box(852, 46, 428, 656))
    paint(stage, panel)
    return desk, panel


def paint(stage: Stage, panel: ConsequencesPanel) -> None:
    """Paint the panel on the screen."""
    screen = pygame.display.get_surface()
    assert screen is not None
    panel.render(screen, stage.drawing)


def test_the_desk_shows_old_numbers_until_they_are_told(stage: Stage, small: Small) -> None:
    """From before the first moment the desk shows where numbers stood; once all is told, the state itself."""
    desk, panel = open_panel(stage, Session(small(events=EVENTS), 1, [END_TURN]), [])
    assert desk.display["trust.tokyo"] == 40
    assert panel.animate(5.0)
    assert not panel.animate(5.0 + panel.telling.seconds)
    assert desk.display == {}


def test_chips_appear_when_their_numbers_move(stage: Stage, small: Small) -> None:
    """At first only the first number's chip is there; in the end all are, and each opens its ledger."""
    _, panel = open_panel(stage, Session(small(events=EVENTS), 1, [END_TURN]), [])
    panel.animate(0.0)
    paint(stage, panel)
    assert [command for _, command in panel.hits if command.kind == "why"] == [Command("why", "trust.tokyo")]
    panel.animate(10.0)
    paint(stage, panel)
    assert {command.about for _, command in panel.hits if command.kind == "why"} == {"trust.tokyo", "tension"}


def test_nothing_is_repainted_between_two_things(stage: Stage, small: Small) -> None:
    """While nothing new appears, the chain asks for no repaint."""
    _, panel = open_panel(stage, Session(small(events=EVENTS), 1, [END_TURN]), [])
    panel.animate(0.0)
    paint(stage, panel)
    panel.animate(PACE / 2)
    assert not panel.dirty
    panel.animate(PACE)
    assert panel.dirty


def test_going_on_first_skips_and_then_closes(stage: Stage, small: Small) -> None:
    """The first Enter tells the rest at once, the second one closes."""
    desk, panel = open_panel(stage, Session(small(events=EVENTS), 1, [END_TURN]), [])
    panel.animate(0.0)
    assert not panel.go_on()
    assert desk.display == {}
    assert panel.go_on()


def test_each_thing_is_heard_once(stage: Stage, small: Small) -> None:
    """News sounds as it is told, once; a skip plays one sound for all that it tells."""
    sounds: list[str] = []
    _, panel = open_panel(stage, Session(small(events=EVENTS), 1, [END_TURN]), sounds)
    for now in (0.0, 0.05, 0.1):
        panel.animate(now)
    assert sounds == ["news"]
    panel.go_on()
    panel.go_on()
    assert sounds == ["news", "news"]


def test_keys_go_on_and_scroll(stage: Stage, scenario: Scenario) -> None:
    """Enter, Space and Esc ask to go on; the arrows only scroll, and who scrolls up stays there."""
    _, panel = open_panel(stage, Session(scenario, 5, ["state_visit_beijing", "end_turn"]), [])
    panel.place(Box(852, 46, 428, 240))
    panel.animate(0.0)
    panel.animate(60.0)
    paint(stage, panel)
    assert panel.roll.offset > 0
    assert panel.key(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_HOME)) == NOTHING
    paint(stage, panel)
    assert panel.roll.offset == 0
    keys = (pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE)
    assert {panel.key(pygame.event.Event(pygame.KEYDOWN, key=key)) for key in keys} == {GO_ON}


def test_a_link_says_what_it_rests_on(stage: Stage, scenario: Scenario) -> None:
    """A link has a tooltip with how its changes were read and a source; a chip says what it opens."""
    _, panel = open_panel(stage, Session(scenario, 5, ["state_visit_beijing", "end_turn"]), [])
    tip = panel.tip(Command("look", "0"))
    assert "Source: " in tip or "Evidence: " in tip
    assert panel.tip(Command("why", "trust.beijing")).startswith("Every change")
    assert panel.tip(GO_ON) == ""


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1280, 720)])
def test_every_chip_fits_beside_its_circle(stage: Stage, scenario: Scenario, size: tuple[int, int]) -> None:
    """The longest chips, of a rung or of something that is now so, fit the narrowest list of moves."""
    stage.resize(*size)
    room = NARROW_LIST - 2 * MARGIN - BAR - TEXT
    for number in scenario.numbers:
        last = {"ladder": number.high, "flag": 1.0}.get(number.kind, -99.0)
        for value in range(int(last) + 1):
            words = f"{number.title}: {value_text(scenario, number, value)}"
            assert stage.drawing.width(words, STRONG) + CHIP_SIDE <= room, words


def test_a_flag_is_told_in_words(small: Small) -> None:
    """A move that sets a flag and one that takes it back say what came about and what ended."""
    moves = """
        set: {group: Talks, title: Set, agenda: 1, effects: {line: yes}}
        drop: {group: Talks, title: Drop, agenda: 1, effects: {line: no}}
    """
    scenario = small(moves=moves, flags='{line: {name: "The line"}}')
    every = told(scenario, Session(scenario, 1, ["set", "drop"]).steps, ended=False)
    moved = [f"{part.title} {part.text}" for one in every for part in one.moved if part.number == "line"]
    assert moved == ["'The line' came about", "'The line' ended"]
