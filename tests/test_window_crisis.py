"""A crisis on the desk: the ladder, what each capital sees, the replies with their chances, and the way down."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame
import pytest

from game.engine import Decision, chances_after, due_rule, legal_moves
from game.session.session import Session
from game.window.desk import Desk
from game.window.kit.dialog import CLOSE
from game.window.kit.panel import Box, Command
from game.window.kit.pen import Pen
from game.window.scenes.ladder import LadderDialog
from game.window.scenes.play import PlayScene
from game.window.scenes.reply import ReplyDialog
from game.window.widgets.crisis import opening_moves, sights, ways_down
from game.window.widgets.ladder import least_height, paint_ladder, standing

if TYPE_CHECKING:
    from conftest import Small

    from game.engine import Scenario
    from game.window.kit.dialog import Dialog
    from game.window.stage import Stage

LADDER = """
    crisis:
      title: "Crisis"
      quiet: "Calm"
      text: "A small step is misread."
      rungs:
        - {id: low, title: "Low", text: "Shots.", climb: 10%, sees: {beijing: "A report.", tokyo: "A radar."}}
        - {id: middle, title: "Middle", text: "More shots.", climb: 40%, fade: 20%, to: low}
        - {id: high, title: "High", text: "Guns.", climb: 50%}
      replies:
        hold: {text: "Hold.", climb: x0.5, effects: {tension: -1}}
        strike: {text: "Strike.", climb: x2, effects: {tension: +4}}
        call: {text: "Call.", when: tension < 10, locked: "There is no line", climb: x0.1, effects: {}}
      way_down: {when: crisis > low and since(talk) == 0, to: low, text: "Word gets through."}
"""
MOVES = """
    poke: {group: A, title: "Poke", agenda: 1, effects: {crisis: low}}
    push: {group: A, title: "Push", agenda: 0, effects: {crisis: middle}}
    talk: {group: A, title: "Talk", agenda: 1, effects: {trust.beijing: +4}}
"""
SEEDS = 10
LAYOUTS = [(1280, 800, 1.0), (1024, 768, 1.0), (1280, 800, 1.25), (2560, 1600, 1.0)]


@pytest.fixture
def crisis(small: Small) -> Scenario:
    """Return a small scenario with a ladder."""
    return small(ladders=LADDER, moves=MOVES)


def at_rest(scenario: Scenario, *decisions: str) -> Desk:
    """Return a desk in the small scenario after some decisions."""
    return Desk(Session(scenario, 1, decisions))


def asked(scenario: Scenario) -> Desk:
    """Return a desk that waits for a reply to the lowest rung."""
    for seed in range(200):
        session = Session(scenario, seed, ["end_turn"])
        if session.state.due:
            return Desk(session)
    raise AssertionError


@pytest.fixture(scope="module")
def questions(scenario: Scenario) -> dict[str, Session]:
    """Return one game at each question that a few games of the reference scenario ask, by the question's rule."""
    found: dict[str, Session] = {}
    for seed in range(SEEDS):
        session = Session(scenario, seed)
        while not session.ended:
            if session.state.due:
                rule = due_rule(scenario, session.state)
                found.setdefault(rule, Session(scenario, seed, session.decisions))
            session.apply(next(way.decision for way in reversed(legal_moves(scenario, session.state)) if way.legal))
    return found


def asked_by(questions: dict[str, Session], section: str) -> list[ReplyDialog]:
    """Return the dialogs of the questions of a section."""
    return [ReplyDialog(Desk(session)) for rule, session in questions.items() if rule.startswith(section)]


def painted(stage: Stage, dialog: Dialog) -> Dialog:
    """Place a dialog in the window's view and paint it."""
    dialog.centre(stage.drawing, stage.view.width, stage.view.height)
    dialog.hits = []
    pen = Pen(stage.drawing, pygame.Surface((stage.drawing.px(dialog.box.width), stage.drawing.px(dialog.box.height))))
    dialog.paint(pen)
    pen.layer()
    return dialog


def press(dialog: Dialog, key: int, text: str = "") -> None:
    """Press a key in a dialog."""
    dialog.key(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=text))


def test_a_ladder_tells_where_it_stands_and_both_ways(crisis: Scenario) -> None:
    """Rungs from the foot up, our own, the chance of the next one, and where time leads."""
    where = standing(at_rest(crisis, "push"), "crisis")
    assert where.names == ("Calm", "Low", "Middle", "High")
    assert (where.rung, where.next_name, where.down_to) == (2, "High", 1)
    assert where.down == pytest.approx(0.2)


def test_each_reply_has_the_chance_of_the_next_rung(crisis: Scenario) -> None:
    """The replies show what the engine says of the next rung after each of them."""
    desk = asked(crisis)
    rows = ReplyDialog(desk).replies.rows
    assert [row.chance for row in rows] == [
        chances_after(crisis, desk.state, row.decision)["ladders.crisis.middle"] for row in rows
    ]
    assert [row.chance for row in rows[:2]] == [pytest.approx(0.2), pytest.approx(0.8)]


def test_the_ladder_follows_the_reply_under_the_pointer(crisis: Scenario) -> None:
    """Pointing at a reply, or moving the ring to it, shows on the ladder what it makes of the chance."""
    dialog = ReplyDialog(asked(crisis))
    assert dialog._known() is None
    dialog.set_hover(Command("reply", "crisis.strike"))
    assert dialog._known() == dialog.replies.after[Decision("crisis.strike")]
    dialog.set_hover(Command(""))
    press(dialog, pygame.K_TAB)
    assert dialog._known() == dialog.replies.after[Decision("crisis.hold")]


def test_the_reply_dialog_shows_what_each_capital_sees(crisis: Scenario) -> None:
    """The views of the rung we stand on are shown in the order of the capitals; a rung without them has none."""
    assert sights(asked(crisis), "crisis", 1) == (("beijing", "A report."), ("tokyo", "A radar."))
    assert sights(at_rest(crisis), "crisis", 2) == ()
    assert sights(at_rest(crisis), "crisis", 0) == ()


def test_the_way_down_names_the_moves_that_open_it(crisis: Scenario) -> None:
    """The way down is told by the moves that its condition asks for, where it leads, and what time does."""
    desk = at_rest(crisis, "push")
    way = crisis.document.ladders["crisis"].way_down
    assert way is not None
    assert opening_moves(desk, way) == ("talk",)
    words = " ".join(piece.text for one in ways_down(desk, "crisis") for piece in one.pieces)
    assert words == (
        "A word can end it: Talk. If it is heard, it goes back to low. Word gets through. "
        "Left alone, it goes back to low with a chance of 20 % a turn."
    )


def test_below_its_way_down_a_ladder_says_from_where_it_opens(crisis: Scenario) -> None:
    """On a rung from which the way leads nowhere lower, it is told for later."""
    words = " ".join(piece.text for one in ways_down(at_rest(crisis, "poke"), "crisis") for piece in one.pieces)
    assert "Should it climb, a word can end it: Talk. If it is heard, it goes back to low." in words
    assert "It does not come down by itself." in words


def test_a_digit_gives_a_reply_and_a_closed_one_gives_none(crisis: Scenario) -> None:
    """The digit of an open reply answers; that of a closed one does nothing, and its reason is shown."""
    dialog = ReplyDialog(asked(crisis))
    press(dialog, pygame.K_3, "3")
    assert dialog.answer == Command("")
    assert "There is no line" in dialog.replies.rows[2].reason
    press(dialog, pygame.K_2, "2")
    assert dialog.answer == Command("reply", "crisis.strike")


def test_tab_and_enter_give_the_second_open_reply(crisis: Scenario) -> None:
    """The ring goes through the open replies and Enter gives the one that has it."""
    dialog = ReplyDialog(asked(crisis))
    for key in (pygame.K_TAB, pygame.K_DOWN, pygame.K_RETURN):
        press(dialog, key)
    assert dialog.answer == Command("reply", "crisis.strike")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("section", ["ladders.", "events."])
def test_every_reply_of_real_questions_is_in_view(
    stage: Stage, questions: dict[str, Session], section: str, layout: tuple[int, int, float]
) -> None:
    """In every window the dialog fits, and every reply stands in it as a whole, beside each other in no case."""
    width, height, scale = layout
    stage.change(replace(stage.settings, scale=scale))
    stage.resize(width, height)
    for dialog in asked_by(questions, section):
        painted(stage, dialog)
        boxes = [box for box, command in dialog.hits if command.kind in ("reply", "look")]
        assert len(boxes) == len(dialog.replies.rows), dialog.rule
        assert dialog.box.width <= stage.view.width
        assert dialog.box.height <= stage.view.height
        assert all(one.bottom <= other.y for one, other in itertools.pairwise(boxes))
        assert boxes[-1].bottom <= dialog.box.height


def test_too_many_replies_scroll_and_each_can_be_reached(stage: Stage, crisis: Scenario) -> None:
    """In a dialog without room the wheel brings the last reply into view."""
    dialog = ReplyDialog(asked(crisis))
    dialog.centre(stage.drawing, 700, 420)
    surface = pygame.Surface((int(dialog.box.width), int(dialog.box.height)))
    dialog.paint(Pen(stage.drawing, surface))
    seen = {command.about for _, command in dialog.hits}
    assert dialog.scroll(-20)
    dialog.hits = []
    dialog.paint(Pen(stage.drawing, surface))
    assert seen | {command.about for _, command in dialog.hits} == {row.decision for row in dialog.replies.rows}


def test_at_twice_the_size_every_reply_can_be_reached_by_the_keyboard(
    stage: Stage, questions: dict[str, Session]
) -> None:
    """Where the dialog is stacked, the ring brings each open reply into view."""
    stage.change(replace(stage.settings, scale=2.0))
    dialog = asked_by(questions, "ladders.")[0]
    painted(stage, dialog)
    assert dialog.stacked
    for command in dialog.focusables():
        press(dialog, pygame.K_TAB)
        painted(stage, dialog)
        box = next(box for box, found in dialog.hits if found == command)
        assert dialog.focus == command
        assert box.height >= 30


def test_pages_turn_what_is_stacked(stage: Stage, questions: dict[str, Session]) -> None:
    """Page down and the wheel go on to the ladder below the replies, home comes back."""
    stage.change(replace(stage.settings, scale=2.0))
    dialog = asked_by(questions, "ladders.")[0]
    painted(stage, dialog)
    press(dialog, pygame.K_PAGEDOWN)
    assert dialog.stack.roll.offset > 0
    press(dialog, pygame.K_HOME)
    assert dialog.stack.roll.offset == 0
    assert dialog.scroll(-1)


def test_an_event_shows_what_it_has_moved_and_no_ladder(stage: Stage, questions: dict[str, Session]) -> None:
    """A reply to an event stands beside no ladder; what the event has moved already is told."""
    dialogs = asked_by(questions, "events.")
    assert all(dialog.where is None and not dialog.replies.before for dialog in dialogs)
    assert any(dialog.felt.height(stage.drawing, 700) for dialog in dialogs)
    assert all(dialog.text() for dialog in dialogs)


def test_a_wording_asked_for_is_said_in_the_voice_and_tells_who_hears_what(
    scenario: Scenario, questions: dict[str, Session]
) -> None:
    """Where an event asks for words, the replies are the words, with what each capital hears."""
    dialog = next(one for one in asked_by(questions, "events.") if one.replies.is_said)
    document = scenario.document.moves[dialog.replies.rows[0].decision.split(".")[-2]]
    assert [row.text for row in dialog.replies.rows] == [known.text for known in document.wordings.values()]
    assert all(row.note for row in dialog.replies.rows)


def test_every_reply_says_in_a_tooltip_what_it_should_change(crisis: Scenario) -> None:
    """A tooltip tells the expected change in points."""
    dialog = ReplyDialog(asked(crisis))
    assert "Tension +4" in dialog.tip(Command("reply", "crisis.strike"))
    assert dialog.tip(Command("why", "tension")) == ""


def test_the_chip_on_the_map_opens_the_ladder(stage: Stage, crisis: Scenario) -> None:
    """A click on the chip opens the page of the ladder; Enter closes it."""
    scene = PlayScene(stage, Session(crisis, 1, ["push"]))
    scene.paint(pygame.display.get_surface() or pygame.Surface((1280, 800)))
    assert Command("ladder", "crisis") in [command for _, command in scene.map.hits]
    scene.act(Command("ladder", "crisis"))
    assert [dialog.name for dialog in scene.dialogs] == ["ladder"]
    press(scene.dialogs[0], pygame.K_RETURN)
    assert scene.dialogs[0].answer == CLOSE


def test_the_page_of_a_ladder_names_what_makes_the_next_rung_less_likely(stage: Stage, crisis: Scenario) -> None:
    """Moves that lower the chance of the next rung are listed with it; a quiet ladder says that it is quiet."""
    desk = at_rest(crisis, "push", "end_turn")
    while desk.state.due:
        desk.session.apply(Decision("crisis.hold"))
        desk.refresh()
    dialog = LadderDialog(desk, "crisis")
    painted(stage, dialog)
    assert all(chance < dialog.where.up for _, chance in dialog.slower)
    quiet = LadderDialog(at_rest(crisis), "crisis")
    painted(stage, quiet)
    assert quiet.text() == "A small step is misread."


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_pages_of_real_ladders_fit_every_window(stage: Stage, scenario: Scenario, scale: float) -> None:
    """The page of each ladder of the reference scenario fits the window at any of the player's scales."""
    stage.change(replace(stage.settings, scale=scale))
    for ladder in scenario.document.ladders:
        dialog = painted(stage, LadderDialog(Desk(Session(scenario, 1)), ladder))
        assert dialog.box.height <= stage.view.height
        assert dialog.hits[-1][0].bottom < dialog.box.height


def test_a_ladder_is_drawn_inside_its_box(stage: Stage, crisis: Scenario) -> None:
    """Nothing of a ladder is drawn outside the box that it was given."""
    desk = at_rest(crisis, "push")
    high = least_height(standing(desk, "crisis"))
    surface = pygame.Surface((400, int(high) + 80))
    pen = Pen(stage.drawing, surface)
    paint_ladder(pen, Box(40, 40, 320, high), desk, "crisis")
    pen.layer()
    mask = pygame.mask.from_threshold(surface, (0, 0, 0), (1, 1, 1, 255))
    mask.invert()
    assert all(pygame.Rect(34, 34, 332, high + 12).contains(one) for one in mask.get_bounding_rects())
