"""Noticing that the files of a scenario were saved."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from game.resources import find_scenario
from game.scenario.watching import Watch, files_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a parent and a child that extends it; what they hold does not matter here."""
    for name, text in (("base", "format: 1\n"), ("child", "format: 1\nextends: ../base  # the parent\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "scenario.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "base" / "moves.yaml").write_text("moves: {}\n", encoding="utf-8")
    return tmp_path


def looks(watch: Watch, times: int = 3) -> list[bool]:
    """Look several times."""
    return [watch.changed() for _ in range(times)]


def save(file: Path, text: str) -> None:
    """Save a file with a stamp of its own, however coarse the clock of the disk is."""
    file.write_text(text, encoding="utf-8")
    now = file.stat().st_mtime_ns
    os.utime(file, ns=(now, now + 1_000_000_007))


def test_a_save_is_told_once_when_two_looks_agree(folder: Path) -> None:
    """The first look after a save only notes it, the second tells of it, and no later one does."""
    watch = Watch([folder / "child"])
    assert looks(watch) == [False, False, False]
    save(folder / "child" / "scenario.yaml", "format: 1\nextends: ../base\nmoves: {}\n")
    assert looks(watch) == [False, True, False]


def test_a_file_that_is_still_being_written_is_waited_for(folder: Path) -> None:
    """As long as every look finds another file, nothing is told."""
    watch, file = Watch([folder / "base"]), folder / "base" / "moves.yaml"
    told = []
    for length in range(1, 5):
        save(file, "#" * length)
        told.append(watch.changed())
    assert told == [False] * 4
    assert looks(watch) == [True, False, False]


@pytest.mark.parametrize("change", ["add", "delete", "replace"])
def test_every_kind_of_save_is_noticed(folder: Path, change: str) -> None:
    """A new file, a deleted one, and one put in the place of another are changes, too."""
    watch, moves = Watch([folder / "base"]), folder / "base" / "moves.yaml"
    if change == "add":
        save(folder / "base" / "events.yaml", "events: {}\n")
    elif change == "delete":
        moves.unlink()
    else:
        kept = moves.stat()
        other = folder / "moves.unfinished"
        other.write_text("moves: []\n", encoding="utf-8")
        os.utime(other, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        other.replace(moves)
    assert looks(watch) == [False, True, False]


def test_a_parent_is_watched_too(folder: Path) -> None:
    """A scenario follows the files of the one that it extends, also after it names another."""
    watch = Watch([folder / "child"])
    save(folder / "base" / "moves.yaml", "moves: {talk: {}}\n")
    assert looks(watch) == [False, True, False]
    (folder / "other").mkdir()
    save(folder / "other" / "scenario.yaml", "format: 1\n")
    save(folder / "child" / "scenario.yaml", 'extends: "../other"\n')
    assert looks(watch) == [False, True, False]
    save(folder / "base" / "moves.yaml", "moves: {}\n")
    assert looks(watch) == [False, False, False]
    save(folder / "other" / "scenario.yaml", "format: 1 \n")
    assert looks(watch) == [False, True, False]


def test_what_stands_beside_is_not_watched(folder: Path) -> None:
    """Of a scenario in one file only that file counts; in a folder only YAML files do."""
    single = folder / "one.yaml"
    save(single, "format: 1\n")
    one, whole = Watch([single]), Watch([folder / "base"])
    save(folder / "two.yaml", "format: 1\n")
    save(folder / "base" / "notes.txt", "a note")
    assert looks(one) == looks(whole) == [False, False, False]
    save(single, "format:  1\n")
    assert looks(one) == [False, True, False]


def test_parents_in_a_circle_and_missing_files_end(folder: Path) -> None:
    """A circle of parents, a parent that is not there and a scenario that is gone are watched as far as they go."""
    save(folder / "base" / "scenario.yaml", "extends: ../child\n")
    assert len(files_of(folder / "child")) == len({file.resolve() for file in files_of(folder / "child")}) == 3
    save(folder / "base" / "scenario.yaml", "extends: ../nobody\n")
    assert {file.parent.name for file in files_of(folder / "child")} == {"child", "base"}
    watch = Watch([folder / "gone.yaml"])
    assert looks(watch) == [False, False, False]


def test_the_main_scenario_is_watched_whole() -> None:
    """Every YAML file of the folder counts, and from a variant those of its parent."""
    main, spring = find_scenario("difficult_game"), find_scenario("difficult_spring")
    assert {*main.glob("*.yaml")} <= {*files_of(main)}
    assert {file.resolve() for file in main.glob("*.yaml")} < {file.resolve() for file in files_of(spring)}
