"""Finding shipped files, and the nearest name to a mistyped one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from game import resources
from game.commands.common import find_all
from game.errors import UsageError, nearest
from game.resources import assets_folder, find_scenario, scenarios_folder, shipped_scenarios

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_a_scenario_is_found_by_id_or_by_path(tmp_path: Path) -> None:
    """An id of a shipped scenario, a folder and a file all lead to a scenario."""
    shipped = shipped_scenarios()[0]
    (tmp_path / "scenario.yaml").write_text("format: 1\n", encoding="utf-8")
    assert find_scenario(shipped.name) == shipped
    assert find_scenario(str(tmp_path)) == tmp_path
    assert find_scenario(str(tmp_path / "scenario.yaml")) == tmp_path / "scenario.yaml"


def test_a_scenario_that_is_not_there_names_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistyped id or folder gets a suggestion, a hopeless one the list, a folder without a scenario its reason."""
    name = shipped_scenarios()[0].name
    with pytest.raises(UsageError, match=f"did you mean `{name}`"):
        find_scenario(name[:-1] + "x")
    own = tmp_path / "jeju_cable"
    own.mkdir()
    (own / "scenario.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for typed, meant in (("jeju_cabel", "jeju_cable"), (str(tmp_path / "jeju_cabel"), str(own))):
        with pytest.raises(UsageError, match=f"did you mean `{meant}`"):
            find_scenario(typed)
    with pytest.raises(UsageError, match=r"scenarios here: .*jeju_cable"):
        find_scenario("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")
    with pytest.raises(UsageError, match=r"holds no scenario\.yaml"):
        find_scenario(str(tmp_path))


def test_a_name_with_two_meanings_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Where a folder here has the id of a shipped scenario, the command says which it took; a path has one meaning."""
    shutil.copytree(find_scenario("hard"), tmp_path / "hard")
    monkeypatch.chdir(tmp_path)
    _, said, note = run("show", "hard")
    assert said
    assert "hard is the scenario that comes with the game; for the folder here write ./hard" in note
    assert run("show", "./hard")[2] == ""
    with pytest.raises(UsageError, match=r"scenarios here: [a-z_, ]*hard, \./hard$"):
        find_scenario("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")


def test_a_check_of_nothing_takes_what_stands_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a scenario's folder it is that one, on a desk those on it, elsewhere those of the game, with a word of it."""
    for name in ("one", "two"):
        shutil.copytree(find_scenario("hard"), tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert [str(path) for path in find_all(None)] == ["one", "two"]
    monkeypatch.chdir(tmp_path / "one")
    assert find_all(None) == [tmp_path / "one"]
    assert capsys.readouterr().err == ""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert find_all(None) == list(shipped_scenarios())
    assert "no scenario stands in this folder" in capsys.readouterr().err


def test_an_installed_package_carries_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data inside the package is used where it is; else that beside it."""
    package = tmp_path / "game"
    (package / "_data" / "scenarios" / "small").mkdir(parents=True)
    (package / "_data" / "scenarios" / "small" / "scenario.yaml").touch()
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    assert scenarios_folder() == package / "_data" / "scenarios"
    assert assets_folder() == tmp_path / "assets"
    assert [path.name for path in shipped_scenarios()] == ["small"]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("tensoin", ("trust", "tension"), "tension"),
        ("Tension", ("tensions", "tension"), "tension"),
        ("trust.bejing", ("trust.tokyo", "trust.beijing"), "trust.beijing"),
        ("xyz", ("tension", "trust"), None),
        ("tension", (), None),
    ],
)
def test_the_nearest_name_is_near_or_none(word: str, known: tuple[str, ...], meant: str | None) -> None:
    """A slip finds its word, case counts half, and what is too far finds nothing."""
    assert nearest(word, known) == meant
