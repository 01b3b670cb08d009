"""`middleground new`: what it makes is sound and can be played, and what it cannot make it refuses in one line."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from editors import file_marks

from game.engine import apply, ending_of, load_scenario, new_game
from game.errors import UsageError
from game.policies import Uniform
from game.resources import find_scenario
from game.scenario.loader import load_document, read_scenario
from game.scenario.message import format_findings
from game.scenario.starting import STARTER, start_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_a_new_scenario_has_no_findings_in_check_or_editor_and_plays_to_an_end(tmp_path: Path) -> None:
    """What `new` writes is sound, fits the schema beside it, carries its own name, and comes to an ending."""
    start = start_scenario(tmp_path / "Spring Course", None, None)
    assert (start.id, start.title) == ("spring_course", "Spring course")
    document, findings = read_scenario(start.folder)
    assert not findings, format_findings(findings)
    assert document
    assert (document.scenario.id, document.scenario.title) == (start.id, start.title)
    assert file_marks(start.folder / "scenario.yaml") == []
    assert "$schema=./schema.json" in (start.folder / "scenario.yaml").read_text(encoding="utf-8")
    assert json.loads((start.folder / "schema.json").read_text(encoding="utf-8"))["definitions"]
    scenario = load_scenario(start.folder)
    state = new_game(scenario, seed=3)
    while not state.ending:
        state = apply(scenario, state, Uniform()(scenario, state)).state
    assert ending_of(scenario, state) in document.endings


def test_the_tests_of_a_new_scenario_pass(tmp_path: Path, run: Run) -> None:
    """The tests that the starter comes with hold, and one of them stands for each ending."""
    start = start_scenario(tmp_path / "fresh", None, None)
    status, said, _ = run("test", str(start.folder))
    assert status == 0, said
    text = STARTER.read_text(encoding="utf-8").partition("\ntests:")[2]
    assert all(ending in text for ending in ("clash", "calm_sea", "drift"))


def test_the_starter_shows_each_kind_of_rule_with_a_comment() -> None:
    """It has the sections that a first scenario needs, and most of its parts are explained where they stand."""
    text = STARTER.read_text(encoding="utf-8")
    sections = re.findall(r"^([a-z]+):", text, re.MULTILINE)
    assert {"meters", "flags", "formulas", "moves", "reactions", "events", "endings", "tests"} <= set(sections)
    for word in ("wordings:", "locked:", "limit:", "replies:", "otherwise", "since(", "pull:", "per: capital"):
        assert word in text
    assert text.count("# ") > 25


def test_a_scenario_that_extends_a_neighbour_holds_only_what_differs(tmp_path: Path) -> None:
    """Beside its parent it is a few lines, and plays by the parent's rules under its own name."""
    parent = start_scenario(tmp_path / "base", "The base", None)
    child = start_scenario(tmp_path / "child", 'A "child"', str(parent.folder))
    document, _ = read_scenario(child.folder)
    assert document
    assert (document.scenario.id, document.scenario.title) == ("child", 'A "child"')
    text = (child.folder / "scenario.yaml").read_text(encoding="utf-8")
    assert "extends: ../base" in text
    assert len(text.splitlines()) < 15
    assert load_scenario(child.folder).rules_digest != ""
    assert file_marks(child.folder / "scenario.yaml") == []


def test_a_parent_that_comes_with_the_game_is_named_and_not_copied(tmp_path: Path) -> None:
    """`hard` is found in the game, and so is the one that it builds on: nothing but the new folder is written."""
    child = start_scenario(tmp_path / "harder", None, "hard")
    assert "extends: hard\n" in (child.folder / "scenario.yaml").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["harder"]
    assert file_marks(child.folder / "scenario.yaml") == []
    document, findings = read_scenario(child.folder)
    assert document
    assert [finding for finding in findings if finding.severity == "error"] == []
    assert document.moves.keys() == load_scenario(find_scenario("hard")).document.moves.keys()


def test_a_folder_beside_the_new_one_goes_before_the_game_s_own(tmp_path: Path, run: Run) -> None:
    """Who has a changed copy of a shipped scenario on the desk builds on that copy, and is told so."""
    copy = tmp_path / "hard"
    shutil.copytree(start_scenario(tmp_path / "base", "The base", None).folder, copy)
    status, said, _ = run("new", str(tmp_path / "mine"), "--extends", "hard")
    assert (status, "builds on ../hard, the folder beside it" in said) == (0, True)
    assert load_document(tmp_path / "mine").moves == load_document(copy).moves
    assert (
        "builds on difficult_game, which comes with the game"
        in run("new", str(tmp_path / "other"), "--extends", "difficult_game")[1]
    )


def test_a_parent_that_stands_elsewhere_is_told_where_to_be_built_on(tmp_path: Path) -> None:
    """A scenario of one's own in another folder is not copied: the message says where to make the new one."""
    base = start_scenario(tmp_path / "desk" / "base", None, None).folder
    with pytest.raises(UsageError, match=re.escape(f"middleground new {base.parent / 'child'} --extends base")):
        start_scenario(tmp_path / "child", None, str(base))


@pytest.mark.parametrize(
    ("name", "parent", "said"),
    [
        ("2026", None, "`2026` gives no id"),
        ("difficult_game", None, "comes with the game"),
        ("full", None, "is there already"),
        ("file", None, "is there already"),
        ("file/below", None, "not a directory"),
        ("new", "hrd", "did you mean `hard`"),
        ("new", "one.yaml", "is a scenario in one file"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    name: str, parent: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mistake is one sentence with a way out, and leaves the folder as it was."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    for file in ("full/notes.txt", "file", "one.yaml"):
        (tmp_path / file).write_text("kept", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*.*"))
    with pytest.raises(UsageError, match=re.escape(said)):
        start_scenario(tmp_path / name, None, parent)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == before


def test_the_command_says_what_it_wrote_and_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """Text names the files and the next commands; JSON names the files; a second time is wrong use."""
    monkeypatch.chdir(tmp_path)
    status, text, _ = run("new", "first")
    assert status == 0
    for line in (
        "first/scenario.yaml",
        "middleground play first",
        "middleground check first",
        "middleground test first",
    ):
        assert line in text
    assert "  middleground play 'My Course'\n" in run("new", "My Course")[1]
    made = json.loads(run("new", "second", "--title", "Two", "--format", "json")[1])
    assert (made["id"], len(made["written"])) == ("second", 2)
    assert run("new", "first")[0] == 2
