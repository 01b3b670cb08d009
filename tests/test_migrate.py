"""Older formats: a scenario of format 0 is read, and written anew, with its comments and layout as they were."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.engine import load_scenario
from game.errors import ScenarioError, UsageError
from game.resources import shipped_scenarios
from game.scenario.loader import examine
from game.scenario.migrate import CURRENT, MIGRATIONS, RenamedKey, migrate
from game.scenario.model import Document
from game.scenario.reader import read_text
from game.scenario.shape import keys_at

if TYPE_CHECKING:
    from conftest import Run

FIXTURES = Path(__file__).parent / "fixtures"
OLD, NEW = FIXTURES / "format_0", FIXTURES / "format_0_migrated"
FILES = ("scenario.yaml", "moves.yaml")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a copy of the scenario of format 0 that may be written to."""
    return Path(shutil.copytree(OLD, tmp_path / "old"))


def test_format_0_becomes_format_1_word_for_word() -> None:
    """Exactly the keys and values that differ are edited; comments, quotes and spaces stay."""
    migrated = {one.path.name: one for one in migrate(OLD)}
    assert set(migrated) == set(FILES)
    for name, one in migrated.items():
        assert one.before == (OLD / name).read_text(encoding="utf-8")
        assert one.after == (NEW / name).read_text(encoding="utf-8")
    assert sum(one.edits for one in migrated.values()) == 13


def test_the_migrated_scenario_is_sound_and_stays_as_it_is() -> None:
    """What comes out has no errors, and migrating again changes nothing; nor does it change a shipped scenario."""
    found = examine(NEW, errors_only=True)
    assert found.document
    assert found.findings == ()
    for path in (NEW, *shipped_scenarios()):
        assert migrate(path) == []


def test_an_older_scenario_is_played_as_it_stands_and_check_says_so() -> None:
    """Play reads format 0 as the migrated files; check warns once, at the format, and names the command."""
    assert load_scenario(OLD).rules_digest == load_scenario(NEW).rules_digest
    older = [finding for finding in examine(OLD).findings if finding.code == "W109"]
    assert [(str(one.place), one.severity, one.line_text) for one in older] == [
        (f"{OLD / 'scenario.yaml'}:2:9", "warning", "format: 0   # the draft")
    ]
    assert "middleground migrate" in older[0].hint
    assert examine(OLD, errors_only=True).findings == ()


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["dos", "old mac"])
def test_line_ends_and_a_mark_of_utf_8_do_no_harm(ends: str, old: Path) -> None:
    """A file keeps its line ends, and every edit still meets its word."""
    for name in FILES:
        text = (OLD / name).read_text(encoding="utf-8").replace("\n", ends)
        (old / name).write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    for one in migrate(old):
        assert one.after == (NEW / one.path.name).read_text(encoding="utf-8").replace("\n", ends)


def test_every_rule_of_every_migration_is_needed_by_the_fixture() -> None:
    """Each rule edits something in the scenario of format 0, and what it writes is known to the present format."""
    assert len(MIGRATIONS) == CURRENT
    readings = [read_text((OLD / name).read_text(encoding="utf-8"), OLD / name) for name in FILES]
    assert [rule for rule in MIGRATIONS[0] if not any(list(rule.edits(reading)) for reading in readings)] == []
    known = {*Document.model_fields, *keys_at(("moves", "x")), *keys_at(("events", "x")), *keys_at(("reactions", "x"))}
    assert {rule.name for rule in MIGRATIONS[0] if isinstance(rule, RenamedKey)} <= known


def test_what_cannot_be_migrated_is_refused(old: Path, tmp_path: Path) -> None:
    """No format, one from the future, and a file that is no YAML: each says so, and nothing is guessed."""
    (old / "scenario.yaml").write_text("scenario: {id: a}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"does not say its `format`.*--from"):
        migrate(old)
    assert {one.path.name for one in migrate(old, 0)} == {"moves.yaml"}
    (old / "scenario.yaml").write_text("format: 9\n", encoding="utf-8")
    with pytest.raises(UsageError, match="format 9 is not known"):
        migrate(old)
    (old / "scenario.yaml").write_text("format: 0\nmoves: {a: [\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="E102"):
        migrate(old)
    (tmp_path / "one.yaml").write_bytes(b"format: 0 \xff\n")
    with pytest.raises(UsageError, match="UTF-8"):
        migrate(tmp_path / "one.yaml")


def test_a_scenario_without_a_format_of_its_own_is_of_its_parents(tmp_path: Path) -> None:
    """What extends a scenario of format 0 is migrated like it; from beside it only."""
    shutil.copytree(OLD, tmp_path / "base")
    (tmp_path / "child").mkdir()
    text = "extends: ../base\nscenario: {id: child}\nmoves: {wait: {cost: 2}}\n"
    (tmp_path / "child" / "scenario.yaml").write_text(text, encoding="utf-8")
    assert [one.after for one in migrate(tmp_path / "child")] == [text.replace("cost", "agenda")]
    (tmp_path / "child" / "scenario.yaml").write_text(text.replace("../base", "../../base"), encoding="utf-8")
    with pytest.raises(UsageError, match="does not say its `format`"):
        migrate(tmp_path / "child")


def test_the_command_shows_first_and_writes_when_told(old: Path, run: Run) -> None:
    """Without --write nothing changes on disk; with it, only the files of the scenario do, and all of them."""
    status, shown, _ = run("migrate", str(old))
    assert status == 0
    assert "-actors:\n+capitals:\n" in shown
    assert "13 edits in 2 files; nothing is written without --write" in shown
    assert (old / "scenario.yaml").read_bytes() == (OLD / "scenario.yaml").read_bytes()
    content = json.loads(run("migrate", str(old), "--format", "json")[1])
    assert [(Path(file["path"]).name, file["edits"]) for file in content["files"]] == [
        ("moves.yaml", 4), ("scenario.yaml", 9),
    ]  # fmt: skip
    assert run("migrate", str(old), "--write")[0] == 0
    assert {path.name: path.read_bytes() for path in old.iterdir()} == {
        name: (NEW / name).read_bytes() for name in FILES
    }
    assert "nothing to do" in run("migrate", str(old))[1]
