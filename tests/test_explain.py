"""What `explain` tells of a code, held against the checks themselves."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from conftest import SECTIONS, written

from game.scenario.lint import check
from game.scenario.lint.catalogue import CATALOGUE
from game.scenario.loader import read_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

CHECKED = {code for code, _ in (*check.NAMES, *check.RULES)}
# The checks, and what reading a file and its shape find; translations stand in files of their own.
SHOWN = sorted((CHECKED | {code for code in CATALOGUE if code.startswith(("E1", "W1", "W7"))}) - {"W602"})


def found_in(folder: Path, example: str) -> set[tuple[str, str, str]]:
    """Return what is found in the small scenario where an example stands in for some of its sections."""
    path = folder / "scenario.yaml"
    replaced = {line.partition(":")[0] for line in example.splitlines() if line[:1].isalpha()}
    rest = {name: text for name, text in SECTIONS.items() if name not in replaced}
    path.write_text(written(rest) + example + "\n", encoding="utf-8")
    return {(finding.code, finding.severity, finding.confidence) for finding in read_scenario(path)[1]}


@pytest.mark.parametrize("code", SHOWN)
def test_the_bad_example_of_a_code_gets_it_and_the_good_one_does_not(code: str, tmp_path: Path) -> None:
    """Put over a small scenario, the one shows code, severity and confidence, and no error beside; the other none."""
    entry = CATALOGUE[code]
    bad, good = found_in(tmp_path, entry.bad), found_in(tmp_path, entry.good)
    assert (code, entry.severity, entry.confidence) in bad
    assert {found for found, severity, _ in bad if severity == "error"} <= {code}
    assert not {found for found, severity, _ in good if severity == "error" or found == code}


def test_every_check_can_be_explained() -> None:
    """No code is reported that `explain` does not know; the first letter says whether it stops a scenario."""
    assert set(CATALOGUE) >= CHECKED
    for code, entry in CATALOGUE.items():
        assert (entry.code, entry.severity == "error") == (code, code.startswith("E"))


def test_explain_tells_the_cause_and_both_examples(run: Run) -> None:
    """A code may be written small, or as it stands in a message."""
    status, output, _ = run("explain", "[e201]")
    entry = CATALOGUE["E201"]
    assert status == 0
    assert output.startswith(f"E201: {entry.title} (error, proved)\n")
    assert " ".join(entry.cause.split()) in " ".join(output.split())
    assert f"    {entry.bad.splitlines()[1]}\n" in output
    assert f"    {entry.good.splitlines()[1]}\n" in output


def test_a_saved_game_that_cannot_be_opened_has_a_code(run: Run, tmp_path: Path) -> None:
    """What no scenario's file is to blame for is explained too."""
    damaged = tmp_path / "damaged.json"
    damaged.write_text("{", encoding="utf-8")
    status, _, errors = run("verify", str(damaged))
    assert (status, errors.startswith("error[E802]: ")) == (1, True)
    assert run("explain", "E802")[0] == 0


def test_explain_without_a_code_lists_all(run: Run) -> None:
    """A line a code, in the order of reading, naming, reasoning and playing."""
    status, output, _ = run("explain")
    assert (status, [line.split()[0] for line in output.splitlines()]) == (0, list(CATALOGUE))


def test_explain_for_programs_has_every_part(run: Run) -> None:
    """JSON has the entry's own fields."""
    status, output, _ = run("explain", "W311", "--format", "json")
    (entry,) = json.loads(output)["codes"]
    assert (status, entry["code"], entry["severity"]) == (0, "W311", "tip")


def test_an_unknown_code_names_the_nearest(run: Run) -> None:
    """Wrong use is status 2, with a way out; where several are wrong, all are told, and nothing else."""
    assert run("explain", "E2O1") == (2, "", "error: there is no code `E2O1`, did you mean E201?\n")
    status, output, errors = run("explain", "E201", "E2O1", "nonsense")
    assert (status, output) == (2, "")
    assert "`E2O1`, did you mean E201?; there is no code `nonsense`; `middleground explain` lists all" in errors


def test_several_codes_are_told_one_after_the_other(run: Run) -> None:
    """In the order asked for, as each is told alone; one that is written twice is told once."""
    _, first, _ = run("explain", "W311")
    _, second, _ = run("explain", "E201")
    assert run("explain", "W311", "e201", "[W311],") == (0, f"{first}\n{second}", "")
    _, output, _ = run("explain", "W311", "E201", "--format", "json")
    assert [entry["code"] for entry in json.loads(output)["codes"]] == ["W311", "E201"]


def test_a_pack_is_refused_unopened(run: Run, tmp_path: Path) -> None:
    """A zip named as a scenario is told to be unpacked; that is explained too."""
    pack = tmp_path / "my_course.zip"
    with zipfile.ZipFile(pack, "w") as packed:
        packed.writestr("my_course/scenario.yaml", "format: 1\n")

    status, output, _ = run("check", str(pack))

    assert status == 1
    assert f"error[E801] {pack.name} is a packed file" in output
    assert "unpack it, and name the folder" in output
    assert run("play", str(pack), "--text")[0] == 1
    assert run("explain", "E801")[0] == 0
