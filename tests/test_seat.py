"""Whose desk it is, and what its points are points of: the frame of the game takes both from the scenario."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from conftest import SECTIONS, written
from driving import paint
from reading import every_command, words
from writing import texts_written

import game
from game.analysis.chains import sent
from game.engine import END_TURN
from game.scenario.loader import read_scenario
from game.session.session import Session
from game.terminal.view import replies
from game.window.desk import Desk
from game.window.facts import told
from game.window.geography import project, seat_point
from game.window.pages.book import Book
from game.window.scenes.play import PlayScene
from game.window.widgets.guide import Guide

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from conftest import Small

    from game.engine import Scenario
    from game.window.stage import Stage

COMMISSION = '{id: small, title: Small, points: "working days", seat: {name: "The commission", place: brevik}}'
PLACES = "{brevik: {name: Brevik, latitude: 38.5, longitude: 128}}"
EVENTS = '{storm: {headline: "A storm", replies: {wait: {text: "Wait."}, sail: {text: "Sail."}}}}'
# What the game itself says where no scenario is open.
OF_THE_GAME = {"region.py": "Seoul", "menu.py": "Hold the space between four capitals, from Seoul's desk."}


def commission(small: Small) -> Scenario:
    """Return a small scenario that is no government's."""
    return small(scenario=COMMISSION, places=PLACES, events=EVENTS)


def test_every_text_of_the_window_says_the_scenario_s_own_seat(
    small: Small, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk, its tooltips, the question of an event, the guide and every page name the commission, and no Seoul."""
    written = texts_written(monkeypatch)
    scene = PlayScene(stage, Session(commission(small), 1))
    paint(scene)
    written += [panel.tip(command) for panel in scene.panels for command in panel.focusables()]
    guide = Guide(stage, scene.session.scenario, scene.panels, scene.mark_all)
    written += [step.text for step in guide.steps]
    scene.ask_end_turn()
    paint(scene)
    asked = PlayScene(stage, Session(commission(small), 1, [END_TURN]))
    paint(asked)
    written += [asked.caption, Desk(asked.session).row("talk").reason]
    for session in (scene.session, asked.session):
        written += [
            words(Book(session).leaf(command)) + Book(session).leaf(command).title for command in every_command(session)
        ]
    said = " ".join(written)
    assert "Seoul" not in said
    assert "presidential" not in said.lower()
    assert all(
        text in said for text in ("The commission must reply", "What The commission plays for", "of working days")
    )


def test_the_terminal_and_the_debrief_say_it_too(small: Small) -> None:
    """Who must reply, who answered and who ended the turn is the seat of the scenario."""
    session = Session(commission(small), 1, [END_TURN, "storm.wait"])
    assert [sent(session, place)[0].partition(".")[0] for place in (0, 1)] == [
        "The commission ended turn 1 with 2 points of its time unused",
        "To \u201cA storm\u201d The commission answered: Wait",
    ]
    assert "The commission" in {one.source for one in told(session.scenario, session.steps, ended=False)}
    asked = Session(session.scenario, 1, [END_TURN])
    assert str(next(iter(replies(asked)))) == "The commission must reply: A storm"


def test_without_a_word_of_its_own_a_scenario_is_seoul_s(small: Small) -> None:
    """Seat and points have the game's own names where a scenario sets none, and stand at Seoul's place."""
    about = small().document.scenario
    assert (about.seat.name, about.seat.native, about.points) == ("Seoul", "서울", "presidential time")
    assert seat_point(small().document) == project(37.57, 126.98)
    assert seat_point(commission(small).document) == project(38.5, 128)


def test_a_seat_in_no_place_is_told(tmp_path: Path) -> None:
    """Its place is one of `places`, like that of a capital."""
    file = tmp_path / "scenario.yaml"
    file.write_text(
        written(SECTIONS | {"scenario": COMMISSION, "places": PLACES.replace("brevik:", "bergen:")}), "utf-8"
    )
    (found,) = (one for one in read_scenario(file)[1] if one.severity == "error")
    assert (found.code, found.message, found.keys) == ("E201", "unknown place `brevik`", ("scenario", "seat", "place"))


def test_no_text_of_the_frame_names_the_seat_of_the_shipped_scenarios() -> None:
    """No text in the program's code says Seoul or presidential, but for the title page, which shows no scenario yet."""
    root = Path(game.__file__).parent
    found = {
        file.name: text
        for layer in ("window", "terminal", "classroom", "analysis", "session", "commands")
        for file in sorted((root / layer).rglob("*.py"))
        for text in _texts(ast.parse(file.read_text(encoding="utf-8")))
        if "Seoul" in text or "presidential" in text.lower()
    }
    assert found == OF_THE_GAME


def _texts(tree: ast.Module) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value
