"""The reader: links, tabs and the way back, by mouse and by keyboard, and how a page is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygame
import pytest
from driving import paint, press
from reading import every_command, follow, played, read, taught_game, words

from game.window.kit.dialog import CLOSE
from game.window.kit.page import Block, Page, Piece, block, lay_out
from game.window.kit.panel import Command
from game.window.kit.pen import Pen
from game.window.pages.book import TAB_TITLES, TABS
from game.window.pages.leaf import Columns, Heading
from game.window.scenes.play import PlayScene
from game.window.scenes.reader import Reader

if TYPE_CHECKING:
    from conftest import Small

    from game.engine import Scenario
    from game.session.session import Session
    from game.window.stage import Stage

SIZES = [(1280, 800), (1024, 768)]


@pytest.fixture
def taught(small: Small) -> Session:
    """Return a small game with a glossary and a source."""
    return taught_game(small)


def test_a_click_follows_a_link_and_the_arrow_goes_back(stage: Stage, taught: Session) -> None:
    """From the ledger a source opens its page; the arrow before the title leads back."""
    scene, reader = read(stage, taught, Command("why", "trust.beijing"))
    follow(scene, reader, Command("sources", "P1"))
    assert reader.title == "A page"
    follow(scene, reader, Command("back"))
    assert reader.title == "Why: Trust (Beijing)"


def test_tab_and_enter_follow_a_link_and_backspace_goes_back(stage: Stage, taught: Session) -> None:
    """The keyboard alone goes from the glossary to a term, to a related one, and back twice."""
    scene, reader = read(stage, taught, Command("glossary"))
    press(scene, pygame.K_TAB, pygame.K_TAB, pygame.K_RETURN)
    assert reader.title == "Trust"
    press(scene, pygame.K_TAB, pygame.K_RETURN)
    assert reader.title == "Tension"
    press(scene, pygame.K_BACKSPACE, pygame.K_LEFT)
    assert reader.title == "Glossary"


def test_tab_reaches_every_link_the_button_and_the_tabs(stage: Stage, scenario: Scenario) -> None:
    """Tab goes once through all and begins again, though the same source stands there many times."""
    scene, reader = read(stage, played(scenario, 3), Command("why", "trust.beijing"))
    page = reader.here.page
    links = [link.command for link in page.links()]
    assert len(set(links)) < len(links)
    reached = []
    for _ in range(len(links) + 1 + len(TABS)):
        press(scene, pygame.K_TAB)
        reached.append(links[page.focused] if page.focused >= 0 else reader.focus)
        assert page.focused < 0 or page.ring is not None
    assert reached == [*links, CLOSE, *TABS]
    press(scene, pygame.K_TAB)
    assert page.focused == 0


def test_a_link_says_what_it_leads_to(stage: Stage, taught: Session) -> None:
    """The tooltip of a source has its facts, that of a term its text; F1 shows that of the link with the ring."""
    scene, reader = read(stage, taught, Command("glossary", "trust_word"))
    assert reader.tip(Command("sources", "P1")) == "A press, 2026; newspaper."
    press(scene, pygame.K_TAB, pygame.K_F1)
    scene.tick(1.0)
    assert scene.tooltip.text == "How near a clash is."


def test_tab_begins_with_what_is_in_view(stage: Stage, scenario: Scenario) -> None:
    """After the page was scrolled the ring comes to the first link that can be seen."""
    scene, reader = read(stage, played(scenario, 6), Command("record"))
    press(scene, pygame.K_TAB, pygame.K_PAGEDOWN, pygame.K_TAB)
    assert reader.here.page.focused > 10
    assert reader.here.page.ring is not None


def test_shift_and_tab_go_the_other_way(stage: Stage, taught: Session) -> None:
    """From the first link Shift and Tab reach the last tab."""
    scene, reader = read(stage, taught, Command("glossary"))
    press(scene, pygame.K_TAB)
    press(scene, pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    assert reader.focus == TABS[-1]


@pytest.mark.parametrize(("command", "title"), list(zip(TABS, TAB_TITLES, strict=True)))
def test_each_tab_opens_its_page(stage: Stage, taught: Session, command: Command, title: str) -> None:
    """A click on a tab opens a page that lies behind it."""
    scene, reader = read(stage, taught, Command("goal"))
    follow(scene, reader, command)
    assert (reader.here.command, reader.here.leaf.tab) == (command, title)


@pytest.mark.parametrize("key", [pygame.K_ESCAPE, pygame.K_RETURN])
def test_escape_and_enter_close(stage: Stage, taught: Session, key: int) -> None:
    """With nothing chosen both keys close the reader."""
    scene, _ = read(stage, taught, Command("record"))
    press(scene, key)
    assert not scene.dialogs


def test_the_record_offers_to_play_on_from_a_turn(stage: Stage, taught: Session, scenario: Scenario) -> None:
    """A click on it answers with the turn; while nothing may be changed it is not offered, after the end it is."""
    scene, reader = read(stage, taught, Command("record"))
    follow(scene, reader, Command("fork", "1"))
    assert reader.answer == Command("fork", "1")
    assert not scene.dialogs
    kept = Reader(taught, Command("record"), playing=False)
    assert "Play on" not in words(kept.here.leaf)
    over = Reader(played(scenario, scenario.turns), Command("record"), playing=False)
    assert "Play on" in words(over.here.leaf)


def test_the_record_opens_at_the_turn_asked_for(stage: Stage, scenario: Scenario) -> None:
    """Turn 1 of a long record is in view at once."""
    session = played(scenario, 6)
    _, reader = read(stage, session, Command("record", "1"))
    heading = [part for part in reader.here.leaf.parts if isinstance(part, Heading)][-1]
    assert heading.anchor == "turn 1"
    assert reader.here.page.roll.offset > 0
    assert Command("fork", "1") in [command for _, command in reader.hits]


def test_a_click_on_a_turn_of_the_chart_goes_to_its_changes(stage: Stage, scenario: Scenario) -> None:
    """The chart above a ledger leads to the rows of a turn."""
    scene, reader = read(stage, played(scenario, 6), Command("why", "tension"))
    follow(scene, reader, Command("turn", "1"))
    assert reader.here.page.roll.offset > 0


@pytest.mark.parametrize("size", SIZES)
def test_nothing_on_a_page_is_cut_or_leaves_the_reader(
    stage: Stage, scenario: Scenario, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """On every page, scrolled to its end, each text lies whole inside the dialog."""
    pygame.display.set_mode(size)
    stage.resize(*size)
    session, cut, write = played(scenario, 6), [], Pen.text

    def text(pen: Pen, *arguments: Any, **options: Any) -> float:
        width = write(pen, *arguments, **options)
        image, at = pen._images[-1]
        if not pen.surface.get_rect().contains(image.get_bounding_rect().move(at)):
            cut.append(arguments[2])
        return width

    monkeypatch.setattr(Pen, "text", text)
    for command in every_command(session):
        scene, reader = read(stage, session, command)
        reader.here.page.roll.by(1e6)
        reader.dirty = True
        paint(scene)
    assert not cut


def test_a_link_that_is_broken_into_lines_is_one_link(stage: Stage) -> None:
    """It has a box in each line, and Tab stops at it once."""
    link = Command("sources", "P1")
    one = Block((Piece("Before it"), Piece("a title that takes more than one line of this narrow page", link=link)))
    found = one.links(stage.drawing, 180)
    assert [one.command for one in found] == [link]
    assert len(found[0].boxes) > 1


def test_a_word_longer_than_a_line_is_broken(stage: Stage) -> None:
    """An address without a space stays inside the page."""
    laid, _ = lay_out(stage.drawing, block("https://example.org/" + "a" * 80), 160)
    assert len(laid) > 1
    assert all(stage.drawing.width(run.piece.text, run.piece.role) <= 160 for run in laid)


def test_a_closing_mark_follows_without_a_space(stage: Stage) -> None:
    """A colon after a link stands close to it."""
    laid, _ = lay_out(stage.drawing, Block((Piece("Crisis"), Piece(": quiet"))), 400)
    assert laid[1].x == pytest.approx(stage.drawing.width("Crisis", laid[0].piece.role), abs=1)


def test_columns_stand_below_one_another_where_it_is_narrow(stage: Stage) -> None:
    """In a narrow window a page of two columns is one column, as high as both."""
    both = Columns((block("Left"),), (block("Right"),))
    assert both.height(stage.drawing, 400) > both.height(stage.drawing, 900)


def test_a_page_without_the_anchor_stays_where_it_is(stage: Stage) -> None:
    """Going to a part that is not there says so and scrolls nowhere."""
    page = Page([block("One")])
    page.lay(stage.drawing, 300, 20)
    assert not page.go("turn 9")


def test_the_record_of_the_desk_plays_on_from_a_turn(stage: Stage, scenario: Scenario) -> None:
    """Following its link goes to a desk of its own at the start of that turn."""
    scene = PlayScene(stage, played(scenario, 2))
    scene.open(Reader(scene.session, Command("record")))
    paint(scene)
    scene.dialogs[-1].act(Command("fork", "1"))
    following = scene.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F15, mod=0, unicode=""))
    assert isinstance(following, PlayScene)
    assert following is not scene
    assert following.session.state.turn == 1
