"""The format's reference for authors: its examples are cut from the shipped scenarios, and it names every key."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import yaml

from game.resources import scenarios_folder
from game.scenario.lint.catalogue import CATALOGUE
from game.scenario.lint.texts import ROOM
from game.scenario.loader import examine, read_scenario
from game.scenario.message import format_findings
from game.scenario.model import Document
from game.scenario.shape import keys_at, needed_at
from game.simulation.cases import Tested, run_cases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFERENCE = (scenarios_folder() / "FORMAT.md").read_text(encoding="utf-8")
WHOLE, *PARTS = re.findall(r"^```yaml\n(.*?)^```$", REFERENCE, re.MULTILINE | re.DOTALL)
CUT = [part for part in PARTS if part.startswith("# ")]
PATHS = (
    (), ("scenario",), ("scenario", "seat"), ("calendar",), ("calendar", "turns", 0), ("places", "x"),
    ("capitals", "x"),
    ("capitals", "x", "leader"), ("meters", "x"), ("meters", "x", "edge"), ("meters", "x", "start"), ("flags", "x"),
    ("flags", "x", "start"), ("modifiers", "x"),
    ("moves", "x"), ("moves", "x", "limit"), ("moves", "x", "wordings", "y"), ("moves", "x", "ministries", "y"),
    ("moves", "x", "basis"), ("reactions", "x"), ("events", "x"), ("events", "x", "one_of", "y"),
    ("events", "x", "replies", "y"), ("ladders", "x"), ("ladders", "x", "rungs", 0), ("ladders", "x", "replies", "y"),
    ("ladders", "x", "way_down"), ("endings", "x"), ("history", 0), ("glossary", "x"), ("sources", "x"),
)  # fmt: skip


def write(folder: Path, name: str, text: str) -> Path:
    """Write a scenario beside the others."""
    (folder / name).mkdir()
    (folder / name / "scenario.yaml").write_text(text, encoding="utf-8")
    return folder / name


def missing(part: object, whole: object, place: str = "") -> Iterator[str]:
    """Yield where an excerpt says something that the whole does not; a list may leave items out, but changes none."""
    if isinstance(part, dict) and isinstance(whole, dict):
        for key, value in part.items():
            if key in whole:
                yield from missing(value, whole[key], f"{place}.{key}")
            else:
                yield f"{place}.{key}"
    elif isinstance(part, list) and isinstance(whole, list):
        for item in part:
            if all(list(missing(item, other)) for other in whole):
                yield f"{place}: {item}"
    elif part != whole:
        yield f"{place}: {part} instead of {whole}"


@pytest.mark.parametrize("part", CUT, ids=lambda part: part.splitlines()[0])
def test_an_example_stands_in_the_scenario_that_it_names(part: str) -> None:
    """What an example shows is what the shipped file says, word for word and number for number."""
    head, _, _ = part.partition("\n")
    whole = yaml.safe_load((scenarios_folder() / head.removeprefix("# ")).read_text(encoding="utf-8"))
    assert list(missing(yaml.safe_load(part), whole)) == []


def test_an_example_that_differs_is_found() -> None:
    """A number, a key and an item that the whole does not have are each seen; what is left out is not."""
    whole = {"a": {"b": 1, "c": [{"id": 1, "x": 2}, {"id": 3}]}}
    assert list(missing({"a": {"c": [{"id": 1}]}}, whole)) == []
    assert [len(list(missing(part, whole))) for part in ({"a": {"b": 2}}, {"d": 1}, {"a": {"c": [{"id": 2}]}})] == [
        1
    ] * 3


def test_most_examples_are_cut_from_shipped_scenarios() -> None:
    """Three scenarios and more are quoted, and hardly anything is made up."""
    assert len(PARTS) - len(CUT) <= 1
    assert len({part.split("/")[0] for part in CUT}) >= 3


@pytest.mark.parametrize("part", ["", *(part for part in PARTS if part not in CUT)], ids=lambda part: part[:5])
def test_the_first_example_is_sound_and_so_is_what_adds_to_it(part: str, tmp_path: Path) -> None:
    """The first example is a whole scenario; what names no file is an addition to it."""
    base = write(tmp_path, "base", WHOLE)
    path = write(tmp_path, "part", f"extends: ../base\n{part}")
    findings = [*read_scenario(base)[1], *read_scenario(path)[1]]
    assert not findings, format_findings(findings)


def test_the_tests_of_an_example_pass(tmp_path: Path) -> None:
    """What the page says that the small scenario does, it does."""
    write(tmp_path, "base", WHOLE)
    added = next(part for part in PARTS if part.startswith("tests:"))
    examined = examine(write(tmp_path, "part", f"extends: ../base\n{added}"))
    assert examined.document is not None
    outcomes = list(run_cases(Tested(examined.document, examined.places), tuple(examined.document.tests)))
    assert [(outcome.result, outcome.findings) for outcome in outcomes] == [("passed", ())] * 3


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)) or "top")
def test_every_key_of_the_format_is_explained(path: tuple[str | int, ...]) -> None:
    """Each key that the format knows stands in the reference."""
    keys = keys_at(path)
    assert keys
    assert [key for key in keys if not re.search(rf"\b{key}\b", REFERENCE)] == []


def test_the_table_of_lengths_is_that_of_the_check() -> None:
    """Every length for which W601 is given stands in the table, and no other."""
    table = REFERENCE.partition("## How long a text may be")[2].partition("\n## ")[0]
    told = Counter(int(number) for number in re.findall(r"\| (\d+) (?=\|)", table))
    # One row has the headlines of events and of their members, one their texts, and one the `short` of both.
    joined = Counter((ROOM["Member", "headline"], ROOM["Member", "text"], ROOM["Meter", "short"]))
    assert told == Counter(ROOM.values()) - joined


def test_the_table_of_needed_keys_is_that_of_the_format() -> None:
    """Each row names exactly the keys that the format requires there, and no place that requires some is left out."""
    table = REFERENCE.partition("| In | Needed |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| (.*?) \| (.*?)(?:;.*)? \|$", table, re.MULTILINE))
    told = {place.strip("`"): tuple(re.findall(r"`(\w+)`", needed)) for place, needed in rows.items()}
    told[""] = told.pop("the file")
    places = {path: ".".join(map(str, path)).replace(".0", "[]") for path in (*PATHS, ("tests", "x"))}
    needed = {place: needed_at(path) for path, place in places.items() if path[-1:] != ("start",)}
    assert told == {place: keys for place, keys in needed.items() if keys or place in told}


def test_every_section_is_a_heading_or_a_part_of_one() -> None:
    """Each section of the format is named by a heading of the reference, or stands in the first example."""
    headings = " ".join(re.findall(r"^#+ (.*)$", REFERENCE, re.MULTILINE))
    assert [name for name in Document.model_fields if name not in headings and name != "format"] == []


def test_the_table_of_codes_has_each_code() -> None:
    """Every code that `explain` knows stands in a row of the table, and each row begins and ends with a known one."""
    table = REFERENCE.partition("| Codes | About |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (\d+)(?:(?: to |, )(\d+))? \|", table, re.MULTILINE)
    known = {int(code[1:]) for code in CATALOGUE}
    told = {number for first, last in rows for number in range(int(first), int(last or first) + 1)}
    assert known <= told
    assert {int(number) for row in rows for number in row if number} <= known
