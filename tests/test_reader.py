"""The reader of YAML: the author's own texts with their places, limits, and text that YAML cuts silently."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.reader import MAX_BYTES, read_file, read_text
from game.scenario.section import MAX_DEPTH, MAX_VALUES, Reading
from game.scenario.source import Mark

PATH = Path("scenario.yaml")


def read(text: str) -> Reading:
    """Read a text as a file's contents."""
    return read_text(text, PATH)


def found(reading: Reading) -> list[str]:
    """Return the findings as code:line:column."""
    places = [(finding.code, finding.place) for finding in reading.findings]
    return [f"{code}:{place.line}:{place.column}" for code, place in places if place]


def test_every_scalar_stays_the_authors_text() -> None:
    """Nothing is guessed: no, 010, 12:30, dates and null stay texts; only an empty value is nothing."""
    reading = read("a: no\nb: 010\nc: 12:30\nd: 2026-01-05\ne: null\nf:\ng: ''\nh: ~\n")
    assert reading.tree == {
        "a": "no", "b": "010", "c": "12:30", "d": "2026-01-05", "e": "null", "f": None, "g": "", "h": "~",
    }  # fmt: skip
    assert not reading.findings


def test_every_value_knows_its_place() -> None:
    """The place of a key and of its value are kept by key path, list items by number."""
    spots = read("moves:\n  wait: {agenda: 1, effects: [a, b]}\n").spots
    spot = spots[("moves", "wait", "agenda")]
    assert (spot.key, spot.value, spot.end) == (Mark(2, 10), Mark(2, 18), Mark(2, 19))
    assert spots[("moves", "wait", "effects", 1)].value == Mark(2, 34)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("a: one + two", 6, Mark(1, 10)),
        ("a: 'it''s + two'", 7, Mark(1, 13)),
        ('a: "x \\u0041 + two"', 6, Mark(1, 16)),
        ("a: >\n  one\n  + two\n", 6, Mark(3, 5)),
        ("a: |\n  one\n  + two\n", 6, Mark(3, 5)),
        ("a: one\n  + two", 6, Mark(2, 5)),
        ("a: one", 3, Mark(1, 7)),
        ("a: {b: 1}", 0, Mark(1, 4)),
    ],
)
def test_a_character_of_a_text_is_found_in_the_file(text: str, offset: int, place: Mark) -> None:
    """Quotes, escapes and folded lines are seen through."""
    assert read(text).spots[("a",)].at(offset) == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1", "E103:1:4"),
        ("a: *x", "E103:1:4"),
        ("a: !!int 1", "E103:1:4"),
        ("a: {<<: {b: 1}}", "E103:1:5"),
        ("a: 1\n---\nb: 2", "E103:2:1"),
        ("%YAML 1.2\n---\na: 1", "E103:1:1"),
        ("a:\n\tb: 1", "E103:2:1"),
        ("a: {b: 1, b: 2}", "E104:1:11"),
        ("a: 1\na: 2", "E104:2:1"),
        ("a: b: c", "E102:1:5"),
        ("a: [1, 2", "E102:1:4"),
        ("a: 'x", "E102:1:4"),
        ("a: @x", "E102:1:4"),
        ("- a\n- b", "E102:1:1"),
        ("hello", "E102:1:1"),
        ("a: {[x]: 1}", "E102:1:5"),
        ("? [x]\n: 1", "E102:1:3"),
        ("a: \x07", "E101:1:4"),
        ("a: x\u2028y", "E101:1:5"),
        ("a: {b: Say it, then wait}", "E111:1:8"),
        ("a: {b: max(c, d), e: 1}", "E111:1:8"),
        ("a: [max(c, d)]", "E111:1:5"),
        ("a: {b:1}", "E111:1:5"),
        ("a: {b}", "E111:1:5"),
        ("a:\n  b:+1", "E111:2:3"),
        ("a:\n  b:+1\n  c: 2", "E111:2:3"),
        ("a:1\nb: 2", "E111:1:1"),
        ("a: Plan #5", "E111:1:9"),
    ],
)
def test_what_yaml_would_refuse_or_misread_is_reported_at_its_place(text: str, expected: str) -> None:
    """Each slip gives one finding, at the slip."""
    assert found(read(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a: tension > 3 # high",
        "a: A title  # a comment",
        "a: 12 #5",
        "a: https://example.org/x",
        "a: doi:10.1000/182",
        "a: {b: 'Say it, then wait', c: \"max(d, e)\"}",
        "--- # begins\na: 1",
        "# only a comment\na: 1",
        '{"a": 1}',
        "a: {\n  b: 1\n}",
        "a:\n- b\n- c",
        "",
    ],
)
def test_sound_yaml_gives_no_finding(text: str) -> None:
    """Comments, addresses, quoted commas, JSON and lists at the margin are no slips."""
    assert not read(text).findings


def test_a_syntax_fault_does_not_hide_the_other_sections() -> None:
    """Sections after a broken one are read, and faults keep the file's own line numbers."""
    reading = read("a: [1\nb: 2\nc: 'x\nd:\n  e: 3\n")
    assert reading.tree == {"b": "2", "d": {"e": "3"}}
    assert found(reading) == ["E102:1:4", "E102:3:4"]
    assert reading.broken == {"a", "c"}


def test_a_duplicate_names_the_first_place_and_keeps_the_first_value() -> None:
    """Both places of a duplicate are shown."""
    reading = read("a:\n  b: 1\n  b: {c: 2}\n")
    assert reading.tree == {"a": {"b": "1"}}
    assert reading.findings[0].notes == ("first written at line 2",)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 50_000,
        "[" * 100_000,
        "a:\n" + "".join(" " * depth + "b:\n" for depth in range(1, 400)),
        "a: [" + "1," * 100_000 + "]",
        "? " * 50_000,
        "a: " + "- " * 50_000,
    ],
    ids=["lists", "maps", "root", "block", "many", "questions", "dashes"],
)
def test_a_hostile_file_gets_a_located_answer_soon(text: str) -> None:
    """Depth and number of values are bounded before anything recurses."""
    started = time.process_time()
    reading = read(text)
    assert reading.findings
    assert reading.findings[0].place is not None
    assert time.process_time() - started < 5


def test_depth_and_values_may_reach_their_limits() -> None:
    """Just within the limits a file is read."""
    assert not read("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)).findings
    assert found(read("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)) == [f"E101:1:{MAX_DEPTH + 3}"]
    assert not read("a: [" + "1," * (MAX_VALUES - 2) + "]").findings


def test_a_file_must_be_utf_8_and_not_too_long(tmp_path: Path) -> None:
    """Another encoding, a missing file and a huge one are told apart; a byte order mark is fine."""
    path = tmp_path / "scenario.yaml"
    messages = []
    for data in (b"a: 1\nb: \xff\xfe\n", b"a: " + b"x" * MAX_BYTES):
        path.write_bytes(data)
        messages += [str(finding) for finding in read_file(path).findings]
    messages += [str(finding) for finding in read_file(tmp_path / "none.yaml").findings]
    assert ["2:1" in messages[0], "not UTF-8" in messages[0], "bytes" in messages[1]] == [True] * 3
    assert "there is no file none.yaml" in messages[2]
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_file(path).tree == {"a": "1", "b": "2"}


PIECES = "a|b:|: |- |{|}|[|]|, |\n|\n  |'|\"|#| #|&x|*x|!|>|%|? |<<: |---|...|\t|1|yes|\\|\u6771|\u2028|\0|\r|moves:\n"


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES.split("|")), max_size=80).map("".join)))
def test_any_text_is_read_or_reported(text: str) -> None:
    """Nothing escapes the reader, and every finding stands in the file."""
    reading = read(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in reading.findings:
        assert finding.place is not None
        assert 1 <= finding.place.line <= len(lines) + 1
        assert finding.place.column >= 1


def test_a_sound_tree_is_what_yaml_itself_reads() -> None:
    """The reference scenario reads as the tree that PyYAML's own loader of plain texts makes."""
    path = Path(__file__).parent / "fixtures" / "bench_12" / "scenario.yaml"
    assert read_file(path).tree == yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes texts
