"""What many tests share: a small scenario whose sections a test replaces, the shipped ones, and a window."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Protocol

import pytest

from game.engine import Decision, Scenario, apply, load_scenario
from game.engine import scenario as scenario_module
from game.resources import find_scenario, shipped_scenarios
from game.scenario import loader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench import Bench

    from game.engine import Change, State
    from game.scenario.model import Document
    from game.window.kit.drawing import Drawing
    from game.window.settings import Settings
    from game.window.stage import Stage

FIXTURES = Path(__file__).parent / "fixtures"

# Games that tests start compile nothing beside themselves.
os.environ["MIDDLEGROUND_PRECOMPILE"] = "off"

collect_ignore_glob = ["faulty/*", "fixtures/*"]
"""Scenarios that tests read: their own tests, where they have any, are not the project's."""

SECTIONS = {
    "format": "1",
    "scenario": '{id: small, title: "Small"}',
    "calendar": """
        agenda: 2
        turns:
          - {date: 2026-01-01, label: "One"}
          - {date: 2026-01-08, label: "Two"}
          - {date: 2026-01-15, label: "Three"}
    """,
    "capitals": "{beijing: {name: Beijing}, tokyo: {name: Tokyo}}",
    "meters": """
        trust: {per: capital, start: {beijing: 50, tokyo: 40}, better: higher}
        tension: {start: 50, better: lower}
    """,
    "moves": """
        talk: {group: Talks, title: "Talk", target: beijing, agenda: 1, effects: {trust.beijing: +4, trust.tokyo: -2}}
        wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}
    """,
    "endings": """
        war: {when: tension >= 100, value: 0, title: "War"}
        drift: {check: last, when: otherwise, value: 50, title: "Drift"}
    """,
}


class Small(Protocol):
    """Makes the small scenario with some sections replaced or added."""

    def __call__(self, **sections: str) -> Scenario:
        """Return it, ready to be played."""


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """Make the small scenario with sections replaced."""

    def make(**sections: str) -> Scenario:
        path = tmp_path / "scenario.yaml"
        path.write_text(written(SECTIONS | sections), encoding="utf-8")
        return load_scenario(path)

    return make


def written(sections: dict[str, str]) -> str:
    """Return sections as the text of a scenario's file."""
    parts = []
    for name, text in sections.items():
        body = dedent(text).strip("\n")
        inline = body.startswith(("{", "[")) or body.isalnum()
        parts.append(f"{name}: {body}" if inline else f"{name}:\n{indent(body, '  ')}")
    return "\n".join(parts) + "\n"


class Run(Protocol):
    """Runs the command line in this process."""

    def __call__(self, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        """Return its status and what it printed on both streams."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process."""
    # Imported here: most tests need no command line.
    from game import cli  # noqa: PLC0415

    def command(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        monkeypatch.setattr(sys, "argv", ["middleground", *arguments])
        status = cli.main()
        output, errors = capsys.readouterr()
        return status, output, errors

    return command


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep saved games of tests out of the user's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def edited(tmp_path: Path, old: str, new: str) -> str:
    """Return a copy of the crossing with one change."""
    folder = tmp_path / "edited"
    folder.mkdir(exist_ok=True)
    text = (FIXTURES / "crossing" / "scenario.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "scenario.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return str(folder)


@pytest.fixture(scope="session", autouse=True)
def shipped_once() -> Iterator[None]:
    """Load each scenario that comes with the game once for all tests: none of them changes its files."""
    shipped, examine, compile_document = (
        frozenset(shipped_scenarios()),
        loader.examine,
        scenario_module.compile_document,
    )
    examined: dict[Path, loader.Examined] = {}
    compiled: dict[int, Scenario] = {}

    def examine_once(path: Path, *, errors_only: bool = False, tests: bool = True) -> loader.Examined:
        if path not in shipped or not errors_only or tests:
            return examine(path, errors_only=errors_only, tests=tests)
        if path not in examined:
            examined[path] = examine(path, errors_only=True, tests=False)
        return examined[path]

    def compile_once(document: Document) -> Scenario:
        if not any(document is known.document for known in examined.values()):
            return compile_document(document)
        if id(document) not in compiled:
            compiled[id(document)] = compile_document(document)
        return compiled[id(document)]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(loader, "examine", examine_once)
        patched.setattr(scenario_module, "compile_document", compile_once)
        yield


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """Return the main scenario, compiled once for all tests."""
    return load_scenario(find_scenario("difficult_game"))


DRAWN: dict[tuple[tuple[int, int], Settings], Drawing] = {}


def warm(stage: Stage) -> Stage:
    """Return a stage with all that another of its size and settings has drawn: it is the same, whoever drew it."""
    stage.drawing = DRAWN.setdefault((stage.pixels, stage.settings), stage.drawing)
    return stage


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scenario: Scenario) -> Iterator[Stage]:
    """Open a window of 1280x800 without a screen: its player has seen the guide and saves in the folder of a test.

    The main scenario is loaded already.
    """
    # Imported here: most tests need no window.
    import pygame  # noqa: PLC0415

    from game.window import app  # noqa: PLC0415
    from game.window.stage import open_stage  # noqa: PLC0415

    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    app.open_display()
    found = open_stage(1280, 800)
    found.saves = tmp_path
    found.loaded[find_scenario("difficult_game")] = scenario
    found.change(replace(found.settings, guided=True))
    yield warm(found)
    pygame.display.quit()


@pytest.fixture
def bench(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Return the stage with every text that is written on it from now on."""
    # Imported here, as in `stage`.
    from bench import Bench  # noqa: PLC0415
    from writing import texts_written  # noqa: PLC0415

    return Bench(stage, texts_written(monkeypatch))


@pytest.fixture(scope="session")
def crossing() -> Scenario:
    """Return a small scenario with every kind of rule, compiled once."""
    return load_scenario(FIXTURES / "crossing")


@pytest.fixture(scope="session")
def bench_12() -> Scenario:
    """Return the reference scenario whose shares of endings are known."""
    return load_scenario(FIXTURES / "bench_12")


def play(scenario: Scenario, state: State, *decisions: str) -> tuple[State, list[Change], list[str]]:
    """Apply decisions in order; return the last state, all changes and the paths of all that took place."""
    changes: list[Change] = []
    paths: list[str] = []
    for decision in decisions:
        step = apply(scenario, state, Decision(decision))
        state = step.state
        changes += step.changes
        paths += [happening.rule for happening in step.happenings]
    return state, changes, paths
