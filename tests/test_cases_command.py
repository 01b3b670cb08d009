"""`middleground test`, and pytest itself, on scenarios with tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from casework import crossing_with

from game.errors import ScenarioError
from game.pytest_plugin import pytest_collect_file

if TYPE_CHECKING:
    from conftest import Run

pytest_plugins = ["pytester"]

TESTS = """
    holds: {play: [visit], expect: [not hotline]}
    fails: {play: [visit], events: {wreck: never}, expect: [hotline]}
    counted: {runs: 20, expect: [share of drift >= 1%]}
    known: {play: [visit], expect: [hotline], status: known_failure}
    later: {play: [drill], expect: [hotline], status: draft}
"""
PLAIN = ("-p", "no:xdist", "-p", "no:xvfb", "-p", "no:cacheprovider")
"""A pytest inside pytest does without what starts processes or leaves files."""
SOUND = "holds: {play: [visit], expect: [not hotline]}"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the plays of failed tests out of the user's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_each_test_is_told_with_its_result(run: Run, tmp_path: Path) -> None:
    """A line for each test, the finding of a failed one, the command that opens it, and a sum; the status is 1."""
    folder = crossing_with(tmp_path / "crossing", TESTS)

    status, output, errors = run("test", str(folder))

    assert (status, errors) == (1, "")
    lines = output.splitlines()
    assert lines[:3] == [f"{folder}:", "  holds: passed", "  fails: FAILED"]
    assert "error[E502] `hotline` does not hold" in lines
    assert "  counted: passed" in lines
    assert lines[-3:] == [
        "  known: fails, as is known",
        "  later: draft, not run",
        "2 passed, 1 FAILED, 1 draft, not run, 1 fails, as is known",
    ]
    kept = tmp_path / "cache" / "middleground" / "failed_tests"
    opened = f"  Open the play with: middleground play {kept}/crossing-fails.yaml --resume {kept}/crossing-fails.json"
    assert opened in lines


def test_tests_that_pass_leave_status_0(run: Run, tmp_path: Path) -> None:
    """Where nothing fails the command is content, and keeps no play."""
    folder = crossing_with(tmp_path / "crossing", SOUND)

    status, output, _ = run("test", str(folder), "--keep", str(tmp_path / "kept"))

    assert (status, output.splitlines()[-1]) == (0, "1 passed")
    assert not (tmp_path / "kept").exists()


def test_programs_read_the_results_as_json(run: Run, tmp_path: Path) -> None:
    """Each test has its result, its findings with their places, and the replay of a failure."""
    folder = crossing_with(tmp_path / "crossing", TESTS)

    status, output, _ = run("test", str(folder), "--format", "json", "--keep", str(tmp_path / "kept"), "--ledger")

    assert status == 1
    found = json.loads(output)
    assert found["schema_version"] == 1
    tests = {test["name"]: test for test in found["scenarios"][0]["tests"]}
    assert [test["result"] for test in tests.values()] == ["passed", "failed", "passed", "known_failure", "draft"]
    assert tests["fails"]["findings"][0]["code"] == "E502"
    assert tests["fails"]["findings"][0]["path"] == str(folder / "scenario.yaml")
    assert Path(tests["fails"]["replay"]).is_file()
    assert "  visit" in tests["fails"]["ledger"]
    assert tests["counted"]["notes"][0].startswith("share of drift: ")
    assert tests["holds"]["replay"] is None


def test_one_test_can_be_run_alone(run: Run, tmp_path: Path) -> None:
    """`--only` names a test; a name that no scenario has is a wrong use, with the nearest."""
    folder = str(crossing_with(tmp_path / "crossing", TESTS))

    status, output, _ = run("test", folder, "--only", "holds")
    assert (status, output.splitlines()[-1]) == (0, "1 passed")

    status, _, errors = run("test", folder, "--only", "hodls")
    assert (status, errors) == (2, "error: there is no test `hodls`; did you mean `holds`?\n")


def test_a_scenario_with_errors_is_not_run(run: Run, tmp_path: Path) -> None:
    """Its errors are told as `check` tells them; those of other scenarios are run."""
    broken = crossing_with(tmp_path / "broken", "t: {play: [viist], expect: [hotline]}")
    sound = crossing_with(tmp_path / "sound", SOUND)

    status, output, _ = run("test", str(broken), str(sound))

    assert status == 1
    assert "error[E501] unknown decision `viist`" in output
    assert output.splitlines()[-1] == "1 passed; 1 scenario was not run for errors"


def test_pytest_collects_the_tests_of_scenarios(pytester: pytest.Pytester) -> None:
    """An item for each test, by its name; results are pytest's own, and notes stand in the report."""
    crossing_with(pytester.path / "crossing", TESTS)
    (pytester.path / "other.yaml").write_text("tests: [a, b]\n", encoding="utf-8")

    result = pytester.runpytest_inprocess(*PLAIN, "-rA")

    result.assert_outcomes(passed=2, failed=1, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(
        [
            "error?E502? `hotline` does not hold",
            "  --> crossing/scenario.yaml:*:*   tests > fails > expect > ?1?",
            "  turn 1, 2026-01-05, First week",
            "    visit",
            "        trust.beijing 50 -> 58 by moves.visit",
            "Open it with: middleground play *crossing-fails.yaml --resume *crossing-fails.json",
            "*share of drift: *% of 20 games*",
            "PASSED crossing/scenario.yaml::holds",
            "FAILED crossing/scenario.yaml::fails - *",
        ]
    )


def test_pytest_points_at_the_line_of_a_test(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """An item is reported at the line of its key in the file that holds it: `tests.yaml`, where there is one."""
    folder = crossing_with(tmp_path / "crossing", SOUND)
    main = folder / "scenario.yaml"
    text, tests = main.read_text(encoding="utf-8").split("\ntests:")
    main.write_text(text, encoding="utf-8")
    (folder / "tests.yaml").write_text(f"# Tests.\ntests:{tests}", encoding="utf-8")

    assert pytest_collect_file(main, request.session) is None
    found = pytest_collect_file(folder / "tests.yaml", request.session)

    assert found is not None
    items = [item for item in found.collect() if isinstance(item, pytest.Item)]
    assert [item.reportinfo() for item in items] == [(folder / "tests.yaml", 2, "holds")]


def test_pytest_tells_the_errors_of_a_scenario(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A scenario that cannot be read is an error of collection, told as `check` tells it."""
    folder = crossing_with(tmp_path / "crossing", "t: {play: [viist], expect: [hotline]}")
    found = pytest_collect_file(folder / "scenario.yaml", request.session)
    assert found is not None

    with pytest.raises(ScenarioError) as caught:
        list(found.collect())

    told = str(found.repr_failure(caught))
    assert told.startswith("error[E501] unknown decision `viist`\n")
    assert "did you mean `visit`?" in told


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("scenario.yaml", "driver: docker\ntests: [a]\n"),
        ("tests.yaml", "tests: [a]\n"),
        ("config.yaml", "format: 1\ntests: [a]\n"),
        ("scenario.yaml", "format: 1\nscenario: {id: a, title: A}\n"),
        ("notes.txt", "format: 1\nscenario: {}\ntests: {}\n"),
    ],
)
def test_pytest_leaves_other_files_alone(tmp_path: Path, request: pytest.FixtureRequest, name: str, text: str) -> None:
    """A YAML file that is no scenario, or has no tests, gives no items and no errors."""
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert pytest_collect_file(tmp_path / name, request.session) is None
