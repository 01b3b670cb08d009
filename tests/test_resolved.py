"""`show --resolved`: a scenario with its parents merged in, and where each value was written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from game.resources import find_scenario, scenarios_folder
from game.scenario.loader import examine
from game.scenario.reader import read_text
from game.scenario.resolved import origins, resolved_lines

if TYPE_CHECKING:
    import pytest
    from conftest import Run

    from game.scenario.source import Value

ODD = """format: 1
scenario: {id: odd, title: "Quotes \\" and # signs: all, [of] {them}", summary: "two\\nlines, 한국"}
calendar: {turns: [{date: 2026-01-01, label: "1"}]}
meters: {tension: {start: 5, pull: 5%, bands: [No, "yes", "- x", "", "~"]}}
moves: {wait: {group: "010", title: " x ", agenda: 1, effects: {tension: =(tension)}, limit: {}}}
sources: {"A: b": {title: "x"}}
endings: {end: {when: otherwise, value: 1, title: "null"}}
"""


def shown(path: Path) -> str:
    """Return what `show --resolved` prints of a scenario."""
    found = examine(path, errors_only=True)
    return "\n".join(resolved_lines(found.tree, found.places.spots)) + "\n"


def write(folder: Path, name: str, text: str) -> Path:
    """Write a scenario's folder."""
    (folder / name).mkdir()
    (folder / name / "scenario.yaml").write_text(text, encoding="utf-8")
    return folder / name


def test_what_is_printed_is_the_same_scenario(tmp_path: Path) -> None:
    """The printed text stands alone: read again, it is the very document, without `extends`."""
    folder = find_scenario("first_month")
    printed = write(tmp_path, "printed", shown(folder))
    assert examine(printed, errors_only=True).document == examine(folder, errors_only=True).document


def test_every_kind_of_text_survives(tmp_path: Path) -> None:
    """Quotes, signs of YAML, empty texts, line ends and words such as null come back as they were."""
    first = write(tmp_path, "odd", ODD)
    before = examine(first, errors_only=True)
    assert not before.findings
    assert examine(write(tmp_path, "again", shown(first)), errors_only=True).document == before.document


SIGNS = st.characters(codec="utf-8")
KEYS = (st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True) | st.text(SIGNS, min_size=1, max_size=5)).filter(
    lambda key: key != "<<"
)
TEXTS = st.text(SIGNS, max_size=12) | st.sampled_from(["yes", "null", "- a", "=40", "~", "1e3", "a: b", "a # b"])
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3),
    max_leaves=8,
)


@given(value=VALUES)
def test_any_tree_is_written_so_that_it_is_read_again(value: Value) -> None:
    """Whatever texts, lists and maps a scenario holds, what is printed of it is read as the same."""
    lines = "\n".join(resolved_lines({"moves": {"x": value}}, {}))
    reading = read_text(lines + "\n", Path("x.yaml"))
    assert reading.findings == [], lines
    assert reading.tree == {"moves": {"x": value}}


def test_each_value_names_the_file_and_line_that_wrote_it() -> None:
    """What the child says comes from its file, all else from the parent's; the line holds the value."""
    found = examine(find_scenario("hard"), errors_only=True)
    listed = {".".join(origin.keys): origin for origin in origins(found.tree, found.places.spots)}
    assert (listed["formulas.odds"].value, listed["formulas.odds"].folder) == ("1.5", "hard")
    assert listed["formulas.strain"].folder == "difficult_game"
    assert {origin.folder for origin in listed.values()} == {"hard", "difficult_game"}
    for name in ("formulas.odds", "meters.tension.start", "moves.remains_accord.agenda", "endings.war.when"):
        origin = listed[name]
        lines = (scenarios_folder() / origin.folder / origin.file).read_text(encoding="utf-8").splitlines()
        assert lines[origin.line - 1][origin.column - 1 :].startswith(origin.value), name
    comment = f"# hard/scenario.yaml:{listed['formulas.odds'].line}"
    assert re.search(rf"^  odds: 1\.5 +{comment}$", shown(find_scenario("hard")), re.MULTILINE)


def test_the_first_lines_say_where_the_folders_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two folders of one name are told apart: what stands here, and what comes with the game."""
    monkeypatch.chdir(tmp_path)
    lines = shown(write(tmp_path, "mine", "extends: hard\nscenario: {id: mine}\n")).splitlines()
    assert "# mine: ./mine" in lines
    assert f"# hard: {find_scenario('hard')} (comes with the game)" in lines


def test_an_error_in_its_tests_keeps_no_scenario_from_being_shown(tmp_path: Path, run: Run) -> None:
    """What can be played can be shown; the error stream says that the tests have errors."""
    path = write(tmp_path, "odd", ODD + "tests: {one: {play: [wiat], expect: [tension < 9]}}\n")
    status, text, said = run("show", str(path), "--resolved")
    assert (status, "tests:" in text, "its tests are left out: 1 error" in said) == (0, False, True)


def test_the_command_prints_text_json_and_refuses(tmp_path: Path, run: Run) -> None:
    """Text and JSON hold the same values; two views at once are wrong use, a broken scenario is its findings."""
    path = str(write(tmp_path, "odd", ODD))
    status, text, _ = run("show", path, "--resolved")
    assert (status, text) == (0, shown(Path(path)))
    content = json.loads(run("show", path, "--resolved", "--format", "json")[1])
    assert (content["scenario"], len(content["values"])) == ("odd", text.count("# odd/scenario.yaml:"))
    assert content["values"][0] == {
        "keys": ["format"], "value": "1", "folder": "odd", "file": "scenario.yaml", "line": 1, "column": 9,
        "path": f"{path}/scenario.yaml",
    }  # fmt: skip
    assert run("show", path, "--resolved", "--code")[0] == 2
    broken = write(tmp_path, "broken", ODD.replace("agenda: 1", "agenda: one"))
    status, _, said = run("show", str(broken), "--resolved")
    assert status == 1
    assert "E201" in said
