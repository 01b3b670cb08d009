"""What the window writes: every character has a glyph, everything fits, and nothing hidden is told during play."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pygame
import pytest
from ink import Line, Written, record
from pydantic import BaseModel
from twin import Twin
from views import VIEWS, Maker, opened_stage, pattern

from game.engine import Scenario, compile_document, due_rule, load_scenario
from game.resources import find_scenario, shipped_scenarios
from game.scenario.lint.texts import ROOM
from game.scenario.loader import load_document
from game.session.session import Session
from game.window.kit.panel import Command
from game.window.pages.help import KEYS
from game.window.scenes.play import PlayScene
from game.window.scenes.title import opening_dialog
from game.window.settings import Settings
from game.window.theme import BODY, CAPTION, CARD, MOVE_TITLE
from game.window.widgets.moves import TITLE_LEFT
from game.window.widgets.strips import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.scenario.model import Document
    from game.window.stage import Stage

WINDOWS = {
    "design": ((1280, 800), 1.0),
    "small": ((1024, 768), 1.0),
    "larger": ((1280, 800), 1.25),
    "full": ((1920, 1080), 1.0),
}
"""Windows by name: their size in pixels and the player's scale."""

MAIN = find_scenario("difficult_game")
# What a scenario takes over from the main one was measured there: its own is measured where there is least room.
ROOMS = [(window, MAIN) for window in ("design", "small", "larger")]
ROOMS += [("small", path) for path in shipped_scenarios() if path != MAIN]
EVERY_ROOM = pytest.mark.parametrize(
    ("stage", "path"), ROOMS, indirect=["stage"], ids=lambda part: part if isinstance(part, str) else part.name
)
SHEETS = ("settings", "record", "why", "sources", "glossary", "relations", "goal", "help", "opening", "question")
LOOKS = [(window, view) for window in WINDOWS for view in VIEWS if window != "full" or view not in SHEETS]
"""In which windows each view is looked at: a sheet over the desk is no larger in a window with more room."""

ALL_SCENARIOS = pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.name)
SEEDS = 4


@pytest.fixture(params=["design"])
def stage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Open a stage without a screen; a test may ask for other windows by name."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    size, scale = WINDOWS[request.param]
    yield from opened_stage(size, Settings(scale=scale))


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    """Note what is written from now on."""
    return record(monkeypatch)


def every_text(part: Any) -> Iterator[str]:
    """Yield every text of a scenario, whatever it is for."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from every_text(getattr(part, name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from every_text(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from every_text(value)


def paint(scene: PlayScene) -> None:
    """Paint what has changed."""
    screen = pygame.display.get_surface()
    assert screen is not None
    scene.paint(screen)


def paint_all(scene: PlayScene) -> None:
    """Paint the whole desk once more."""
    scene.mark_all()
    paint(scene)


def asker(document: Document, rule: str) -> Any:
    """Return the event or the ladder of a rule that asks for a reply; None of a rule that is no such thing."""
    section, _, name = rule.partition(".")
    return getattr(document, section, {}).get(name.partition(".")[0])


def games(scenario: Scenario) -> Iterator[Session]:
    """Play a few games by a fixed pattern and yield each after every decision, while it goes on."""
    for seed in range(SEEDS):
        session, count = Session(scenario, seed), 0
        while not session.ended:
            yield session
            session.apply(pattern(session, count))
            count += 1


@ALL_SCENARIOS
def test_every_character_of_a_scenario_has_a_glyph(stage: Stage, path: Path) -> None:
    """The fonts that come with the game cover every text of every scenario, in both kinds of face."""
    faces = stage.drawing.faces
    missing = {
        text
        for text in every_text(load_document(path))
        for face in ("ui-400", "voice-400")
        if not faces.covers(text.replace("\n", " "), face)
    }
    assert not missing


def test_the_window_s_own_words_have_glyphs(stage: Stage) -> None:
    """Keys and the marks of the desk are covered too."""
    words = [word for pair in KEYS for word in pair] + ["\u2192 \u2212 \u2013 \u00d7 서울"]
    assert all(stage.drawing.faces.covers(word, "ui-400") for word in words)


@ALL_SCENARIOS
@pytest.mark.parametrize("stage", WINDOWS, indirect=True)
def test_every_title_and_line_of_a_move_fits_its_card(stage: Stage, path: Path) -> None:
    """Titles and lines end before the first column of arrows, in every window."""
    scenario = load_scenario(path)
    scene = PlayScene(stage, Session(scenario, 1))
    room = scene.moves.title_room(scene.moves.box.width)
    wide = [
        text
        for move in scenario.document.moves.values()
        for text, role in ((move.title, CARD), (move.line, CAPTION))
        if stage.drawing.width(text, role) > room
    ]
    assert not wide


@pytest.mark.parametrize(("stage", "view"), LOOKS, indirect=["stage"])
def test_nothing_is_cut_and_nothing_overlaps(stage: Stage, scenario: Scenario, written: Written, view: str) -> None:
    """Every view keeps its texts inside their panels and clear of each other, and has a glyph for all it makes up."""
    VIEWS[view](Maker(stage, scenario))
    assert not written.faults()
    assert not {line.text for line in written.lines if not stage.drawing.faces.covers(line.text, "ui-400")}


def at_its_limit(document: Document) -> Document:
    """Return a scenario whose ladders, rungs, groups and flags have names as long as the check lets them be."""
    words = "Exchange of words on the border line and beyond"
    longest = {key: words[:room] for key, room in ROOM.items()}
    ladders = {
        name: ladder.model_copy(
            update={
                "title": longest["Ladder", "title"],
                "quiet": longest["Ladder", "quiet"],
                "rungs": [rung.model_copy(update={"title": longest["Rung", "title"]}) for rung in ladder.rungs],
            }
        )
        for name, ladder in document.ladders.items()
    }
    moves = {name: move.model_copy(update={"group": longest["Move", "group"]}) for name, move in document.moves.items()}
    flags = {name: flag.model_copy(update={"name": longest["Flag", "name"]}) for name, flag in document.flags.items()}
    return document.model_copy(update={"ladders": ladders, "moves": moves, "flags": flags})


@pytest.mark.parametrize("stage", ["small", "larger"], indirect=True)
def test_names_as_long_as_the_check_allows_fit(stage: Stage, scenario: Scenario, written: Written) -> None:
    """Where a crisis, its rungs and flags are told and listed, and at the head of a group, the longest names fit."""
    long = compile_document(at_its_limit(scenario.document))
    found = set()
    for view in ("told", "ending"):
        VIEWS[view](Maker(stage, long))
        found |= written.faults()
    assert not found
    # The count of its moves stands at the right of a group, sixty pixels wide.
    room = PlayScene(stage, Session(long, 1)).moves.box.width - TITLE_LEFT - 70
    assert max(stage.drawing.width(move.group, CARD) for move in long.document.moves.values()) < room


@EVERY_ROOM
def test_every_move_and_its_wordings_fit(stage: Stage, path: Path, written: Written) -> None:
    """Whatever move is selected, dossier, numbers, map and wordings hold its texts."""
    found = set()
    scenario = load_scenario(path)
    known = load_document(MAIN).moves if path != MAIN else {}
    twin = Twin(PlayScene(stage, Session(scenario, 1)))
    scene = twin.scene
    for name, move in scenario.document.moves.items():
        if known.get(name) == move:
            continue
        scene.act(Command("move", name))
        twin.rest()
        found |= written.faults()
        if move.wordings:
            scene.act(Command("wording", next(iter(move.wordings))))
            twin.rest()
            found |= written.faults()
    assert not found


@EVERY_ROOM
def test_every_question_and_its_replies_fit(stage: Stage, path: Path, written: Written) -> None:
    """Each event and rung that asks for a reply in a few games fits the dialog, and so does the desk below it."""
    found, seen = set(), set()
    scenario = load_scenario(path)
    known = load_document(MAIN) if path != MAIN else None
    for session in games(scenario):
        rule = due_rule(session.scenario, session.state) if session.state.due else f"turn {session.state.turn}"
        if rule not in seen:
            seen.add(rule)
            asked = asker(scenario.document, rule)
            # A question that the main scenario asks in the same words was measured there.
            if asked is not None and known is not None and asker(known, rule) == asked:
                continue
            paint_all(PlayScene(stage, session))
            found |= written.faults()
            written.clear()
    assert len(seen) > 3
    assert not found


@ALL_SCENARIOS
def test_titles_and_dates_fit_the_title_s_cards(stage: Stage, path: Path) -> None:
    """The menu and the cards of saved games have one line for a scenario's title, each turn and each ending."""
    document, drawing = load_scenario(path).document, stage.drawing
    title = document.scenario.title
    lines = [(title, CARD, 220), (title, MOVE_TITLE, 380)]
    lines += [(f"{day(turn.date)} {turn.date.year}, {turn.label}", BODY, 220) for turn in document.calendar.turns]
    lines += [(f"Ended: {ending.title}", BODY, 220) for ending in document.endings.values()]
    assert not [text for text, role, room in lines if drawing.width(text, role) > room]


def test_a_long_title_goes_on_below_in_the_opening(stage: Stage, scenario: Scenario, written: Written) -> None:
    """The box in which a game opens shows the whole title of its scenario, and moves its text down for it."""
    about = scenario.document.scenario.model_copy(update={"title": "The seabed that was never surveyed before " * 3})
    long = replace(scenario, document=scenario.document.model_copy(update={"scenario": about}))
    scene = PlayScene(stage, Session(scenario, 1))
    scene.open(opening_dialog(long))
    paint_all(scene)
    box = [line.text for line in written.lines if line.panel == "opening"]
    assert " ".join(box).startswith(" ".join(about.title.split()))
    assert not written.faults()


def test_texts_that_cover_each_other_are_found() -> None:
    """The look for overlaps does see one: two texts at the same place, one that leaves its panel."""
    ink, area = pygame.Rect(4, 4, 30, 10), pygame.Rect(0, 0, 100, 20)
    places = {"one": ink, "two": ink.move(1, 0), "out": ink.move(90, 0)}
    lines = [Line("top", text, place, area, (0, 0, 0), large=False) for text, place in places.items()]
    assert Written(lines).faults() == {("top", "one", "two"), ("top", "out", "cut")}


def test_hidden_and_bookkeeping_numbers_are_not_told_in_play(
    stage: Stage, scenario: Scenario, written: Written
) -> None:
    """No panel and no dialog of the desk names a number that is hidden or a counter, however late in a game."""
    secret = {one.title for one in scenario.numbers if one.hidden or one.counter}
    told = set()
    for session in games(scenario):
        if session.state.turn != scenario.turns or session.state != session.turn_states[-1]:
            continue
        scene = PlayScene(stage, session)
        paint_all(scene)
        for kind in ("goal", "record", "help", "relations"):
            scene.act(Command(kind))
            paint(scene)
            told |= {line.text for line in written.lines}
            scene.dialogs.clear()
    assert told
    assert not {text for text in told if any(name in text for name in secret)}


@pytest.mark.parametrize("size", [(640, 400), (900, 600), (1024, 768)])
def test_no_text_is_smaller_than_twelve_pixels(stage: Stage, size: tuple[int, int]) -> None:
    """In the smallest windows a font still has at least 12 physical pixels."""
    stage.resize(*size)
    assert stage.drawing.scale <= 1
    assert stage.drawing.font("ui-400", 12).get_height() >= 12
