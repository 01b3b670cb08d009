"""A scenario's folder or file to a checked document."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.errors import ScenarioError, UsageError
from game.resources import find_scenario, shipped_scenarios
from game.scenario.loader import load_document, read_scenario

if TYPE_CHECKING:
    from game.errors import Finding

BENCH = Path(__file__).parent / "fixtures" / "bench_12"
TEXT = (BENCH / "scenario.yaml").read_text(encoding="utf-8")


def split(folder: Path, *sections: str) -> None:
    """Write the reference scenario with some sections in files of their own."""
    blocks = {block.partition(":")[0]: block for block in TEXT.split("\n\n")}
    for section in sections:
        (folder / f"{section}.yaml").write_text(blocks.pop(section), encoding="utf-8")
    (folder / "scenario.yaml").write_text("\n\n".join(blocks.values()), encoding="utf-8")


def findings(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a scenario."""
    return read_scenario(path)[1]


def test_a_sound_scenario_needs_no_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What guesses at an author's meaning has many patterns, and is loaded only where something cannot be read."""
    monkeypatch.setitem(sys.modules, "game.scenario.misread", None)
    monkeypatch.delattr("game.scenario.misread", raising=False)
    assert findings(BENCH) == ()
    assert findings(find_scenario("first_month")) == ()
    with pytest.raises(ImportError, match="misread"):
        findings(BENCH.parent.parent / "faulty" / "e2" / "plain_words.yaml")


def test_a_folder_its_file_and_a_single_file_are_one_scenario(tmp_path: Path) -> None:
    """All three ways of naming a scenario load the same document."""
    single = tmp_path / "anything.yaml"
    shutil.copy(BENCH / "scenario.yaml", single)
    assert load_document(BENCH) == load_document(BENCH / "scenario.yaml") == load_document(single)


def test_sections_may_stand_in_files_of_their_own(tmp_path: Path) -> None:
    """Where a section stands changes nothing."""
    split(tmp_path, "moves", "events", "endings")
    assert load_document(tmp_path) == load_document(BENCH)


def test_a_file_may_hold_several_sections(tmp_path: Path) -> None:
    """A section's file may hold other sections too."""
    split(tmp_path, "moves")
    with (tmp_path / "moves.yaml").open("a", encoding="utf-8") as file:
        file.write("\nglossary:\n  hedging: {title: Hedging, text: Both ways}\n")
    assert "hedging" in load_document(tmp_path).glossary


def test_a_section_in_two_files_is_an_error_that_names_both(tmp_path: Path) -> None:
    """One section stands in one file."""
    shutil.copy(BENCH / "scenario.yaml", tmp_path)
    (tmp_path / "moves.yaml").write_text("moves: {}\n", encoding="utf-8")
    (finding,) = findings(tmp_path)
    assert str(finding.place).endswith("moves.yaml:1:1")
    assert finding.code == "E104"
    assert "moves.yaml:1 and scenario.yaml:" in finding.message


def test_the_names_of_both_copies_of_a_section_are_known(tmp_path: Path) -> None:
    """A second copy of a section is one finding, whether it stands in another file or in the same."""
    copy = "moves:\n  another: {group: Talks, title: Another, agenda: 1}\nformulas:\n  told: since(another)\n"
    for name, written in (("scenario.yaml", TEXT + copy), ("moves.yaml", copy)):
        (tmp_path / "scenario.yaml").write_text(TEXT, encoding="utf-8")
        (tmp_path / name).write_text(written, encoding="utf-8")
        assert [finding.code for finding in findings(tmp_path)] == ["E104"]


@pytest.mark.parametrize(
    ("section", "data", "message"),
    [
        ("moves", b"", "moves.yaml is empty"),
        ("moves", b"# nothing yet\n", "moves.yaml is empty"),
        ("moves", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "the file is not UTF-8 text"),
        ("moves", "moves: {\n".encode("utf-16"), "the file is not UTF-8 text"),
        ("moves", b"{old}# \xb0C\n", "the file is not UTF-8 text"),
        ("scenario", b"", "scenario.yaml is empty"),
        ("scenario", b"\x7fELF\x00\xff", "the file is not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(tmp_path: Path, section: str, data: bytes, message: str) -> None:
    """What such a file should have declared is neither missing nor unknown."""
    split(tmp_path, "moves", "events", "endings")
    file = tmp_path / f"{section}.yaml"
    file.write_bytes(data.replace(b"{old}", file.read_bytes()))
    (finding,) = findings(tmp_path)
    assert (finding.code, finding.message) == ("E101", message)


@pytest.mark.parametrize("section", ["moves", "scenario"])
def test_a_pack_in_the_place_of_a_file_is_one_finding(tmp_path: Path, section: str) -> None:
    """A zip under a section's name is refused unopened, and what it may declare is neither missing nor unknown."""
    split(tmp_path, "moves", "events", "endings")
    (tmp_path / f"{section}.yaml").write_bytes(b"PK\x03\x04\x00\xff")
    (finding,) = findings(tmp_path)
    assert (finding.code, finding.hint) == ("E801", "unpack it, and name the folder")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "such as Word"),
        (b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text", "such as Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "such as Word"),
        (b"{\\rtf1\\ansi format: 1}", "RTF"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
@pytest.mark.parametrize("section", ["moves", "scenario"])
def test_a_document_in_the_place_of_a_file_is_to_be_saved_as_plain_text(
    tmp_path: Path, section: str, data: bytes, kind: str
) -> None:
    """What another program made is told by its kind, once, and what to do in that program."""
    split(tmp_path, "moves", "events", "endings")
    (tmp_path / f"{section}.yaml").write_bytes(data)
    (finding,) = findings(tmp_path)
    assert finding.code == "E101"
    assert kind in finding.message
    assert "Save as, Plain text" in finding.hint


def test_a_scenario_under_another_name_is_to_be_renamed(tmp_path: Path) -> None:
    """A folder's only file is told to be renamed, by the command and by the check that looks again at every save."""
    (tmp_path / "herring.yaml").write_text(TEXT, encoding="utf-8")
    (finding,) = findings(tmp_path)
    assert (finding.code, finding.hint) == ("E101", "rename herring.yaml to scenario.yaml")
    with pytest.raises(UsageError, match=r"rename herring\.yaml to scenario\.yaml"):
        find_scenario(str(tmp_path))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    """A scenario whose first file was taken away says which one is missing, not what the system calls that."""
    split(tmp_path, "moves", "events")
    (tmp_path / "scenario.yaml").unlink()
    (finding,) = findings(tmp_path)
    assert finding.message == "there is no file scenario.yaml"


def test_a_section_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    """However many names it should have declared, one finding says so."""
    path = tmp_path / "scenario.yaml"
    cited = "".join(f"  t{number}: {{title: T, text: T, sources: [S{number}]}}\n" for number in range(5))
    path.write_text(TEXT + "\nglossary:\n" + cited, encoding="utf-8")
    (finding,) = findings(path)
    assert "there is no `sources` section" in finding.message
    assert "5 names of it are used, first `S0`" in finding.message


def test_a_file_that_is_no_section_is_an_error(tmp_path: Path) -> None:
    """A misnamed file is not silently left out; translations are no sections."""
    shutil.copy(BENCH / "scenario.yaml", tmp_path)
    (tmp_path / "text.ko.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "move.yaml").write_text("moves: {}\n", encoding="utf-8")
    (finding,) = findings(tmp_path)
    assert (finding.code, finding.hint) == ("E105", "did you mean moves.yaml?")


def test_faults_in_several_files_come_together_in_order(tmp_path: Path) -> None:
    """A broken file, a wrong name and a wrong value are one report; ids in what broke are not called unknown."""
    split(tmp_path, "events", "endings", "moves")
    events = (tmp_path / "events.yaml").read_text(encoding="utf-8")
    (tmp_path / "events.yaml").write_text(events.replace('"Missile test"', '"Missile test'), encoding="utf-8")
    endings = (tmp_path / "endings.yaml").read_text(encoding="utf-8")
    endings = endings.replace("tension >= 100", "tensoin >= 100").replace(
        "value: 30", "value: 30 + since(missile_test)"
    )
    (tmp_path / "endings.yaml").write_text(endings, encoding="utf-8")
    found = [(finding.place.path.name, finding.code) for finding in findings(tmp_path) if finding.place]
    assert found == [("endings.yaml", "E201"), ("events.yaml", "E102")]


def test_an_empty_or_missing_file_is_reported(tmp_path: Path) -> None:
    """No scenario is an error like any other."""
    (tmp_path / "scenario.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert [finding.code for finding in findings(tmp_path)] == ["E101"]
    assert [finding.code for finding in findings(tmp_path / "none.yaml")] == ["E101"]


def test_an_empty_section_is_left_out(tmp_path: Path) -> None:
    """A section whose entries are all commented out is no section."""
    path = tmp_path / "scenario.yaml"
    path.write_text(TEXT + "\nglossary:\n  # hedging: {}\n", encoding="utf-8")
    assert load_document(path).glossary == {}


def test_the_order_of_the_file_is_the_order_of_the_document() -> None:
    """Rules keep the order in which they are written."""
    document = load_document(BENCH)
    assert list(document.reactions)[:2] == ["beijing_close", "washington_close"]
    assert list(document.endings) == ["war", "rupture", "bridge", "captured", "drift"]


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.name)
def test_the_scenarios_that_come_with_the_game_have_no_findings(path: Path) -> None:
    """What is shipped passes its own check."""
    assert not findings(path)


PIECES = "{~}~[~]~:~: ~,~\n~\n  ~'~\"~ #~&a ~*a ~- ~|~=~+~yes~x1~tension~hotline~since(~1e9~-~.~%~otherwise~when: ~\t"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.sampled_from(PIECES.split("~")), st.integers(0, 30)),
        min_size=1,
        max_size=4,
    )
)
def test_a_damaged_scenario_loads_or_is_reported(damage: list[tuple[int, str, int]]) -> None:
    """Whatever is put in place of parts of a scenario, only a ScenarioError with findings can come of it."""
    text = TEXT
    for at, piece, length in damage:
        text = text[:at] + piece + text[at + length :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        document, findings = read_scenario(path)
    assert document is not None or findings


@pytest.mark.parametrize(
    "formulas",
    [
        ["f0: 1", *(f"f{number}: f{number - 1} + f{number - 1}" for number in range(1, 900))],
        ["f0: f899", *(f"f{number}: f{number - 1} * 2" for number in range(1, 900))],
        [f"f{number}: f{number}" for number in range(900)],
        [f"name_{number}: nome_{number} + 1" for number in range(900)],
    ],
    ids=["chain", "circle", "circles", "unknown"],
)
def test_a_hostile_web_of_formulas_is_answered_soon(tmp_path: Path, formulas: list[str]) -> None:
    """Formulas that read each other hundreds deep, in circles or by unknown names cost no more than their number."""
    path = tmp_path / "scenario.yaml"
    path.write_text(TEXT + "formulas:\n" + "".join(f"  {formula}\n" for formula in formulas), encoding="utf-8")
    started = time.process_time()
    assert {finding.code for finding in findings(path)} <= {"E201", "E205"}
    assert findings(path)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("formulas", "message"),
    [
        ([f"f{number}: 1" for number in range(1000)], "rules and numbers, the most is 1000"),
        ([f"f{number}: {' + '.join(['1'] * 100)}" for number in range(101)], "more than 20000 parts"),
    ],
    ids=["rules", "parts"],
)
def test_a_scenario_larger_than_any_check_could_compare_is_refused(
    tmp_path: Path, formulas: list[str], message: str
) -> None:
    """One finding says what is too many; nothing else is looked for."""
    path = tmp_path / "scenario.yaml"
    path.write_text(TEXT + "formulas:\n" + "".join(f"  {formula}\n" for formula in formulas), encoding="utf-8")
    (finding,) = findings(path)
    assert (finding.code, finding.place is not None) == ("E101", True)
    assert message in finding.message


def test_a_file_of_nothing_but_sections_is_left_off_soon(tmp_path: Path) -> None:
    """Only so many keys at the start of a line are read, and so many faults told."""
    path = tmp_path / "scenario.yaml"
    path.write_text("".join(f"k{number}: 1\n" for number in range(2000)), encoding="utf-8")
    assert sum(finding.code == "E101" for finding in findings(path)) == 1
    path.write_text("moves: [" + "&b 1, " * 2000 + "]\n", encoding="utf-8")
    assert len(findings(path)) < 300


def test_many_names_lost_at_once_are_one_finding(tmp_path: Path) -> None:
    """Where what declared them is gone, the first names some of the others; a name that can be guessed stays."""
    cited = "".join(f"  t{number}: {{title: T, text: T, sources: [Q{number * 37}]}}\n" for number in range(20))
    path = tmp_path / "scenario.yaml"
    path.write_text(
        TEXT + "sources: {White_paper: {title: W}}\nglossary:\n" + cited
        + "  u: {title: U, text: U, sources: [White_papre]}\n", encoding="utf-8",
    )  # fmt: skip
    first, last = findings(path)
    assert (first.code, "and 19 other names like it" in first.notes[-1]) == ("E201", True)
    assert last.hint == "did you mean `White_paper`?"


def test_a_large_child_merges_in_a_time_that_grows_with_its_size(tmp_path: Path) -> None:
    """Thousands of replaced entries are merged without going through all places for each."""
    for name, value, top in (("base", 1, TEXT), ("child", 2, "extends: ../base\n")):
        (tmp_path / name).mkdir()
        text = top + "glossary:\n" + "".join(f"  t{number}: {{title: T, text: {value}}}\n" for number in range(3000))
        (tmp_path / name / "scenario.yaml").write_text(text, encoding="utf-8")
    started = time.process_time()
    assert load_document(tmp_path / "child").glossary["t2999"].text == "2"
    assert time.process_time() - started < 10


def test_a_fault_in_the_tests_keeps_nothing_from_being_played(tmp_path: Path) -> None:
    """Whatever is wrong in `tests:`, in the file or beside it, is an error of the check's and none of loading's."""
    scenario = tmp_path / "scenario.yaml"
    for fault in ("tests: 3\n", 'tests:\n  one: {play: ["nobody]}\n', "tests:\n  one: {play: [nobody], exepct: []}\n"):
        scenario.write_text(f"{TEXT}\n{fault}", encoding="utf-8")
        assert any(finding.severity == "error" for finding in findings(tmp_path))
        assert not load_document(tmp_path).tests
    scenario.write_text(TEXT, encoding="utf-8")
    (tmp_path / "tests.yaml").write_bytes(b"tests:\n  caf\xe9: {}\n")
    assert [finding.code for finding in findings(tmp_path)] == ["E101"]
    assert load_document(tmp_path).meters
    # A name that no number has is told, though the tests name it too.
    scenario.write_text(TEXT.replace("tension: -", "tensoin: -", 1) + "\ntests:\n  tensoin: [\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="tensoin"):
        load_document(tmp_path)


@pytest.mark.parametrize("name", ["scenario.yaml.txt", "scenario.yml"])
def test_a_misnamed_file_is_to_be_renamed(tmp_path: Path, name: str) -> None:
    """A folder whose scenario has another ending is told how to call it."""
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match=f"rename {name} to scenario.yaml"):
        find_scenario(str(tmp_path))
