"""The command `verify`: a replay that holds, one that does not, and one that cannot be compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES, edited

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

CROSSING = str(FIXTURES / "crossing")
pytestmark = pytest.mark.usefixtures("own_folder")


def test_verify_tells_a_good_replay_from_a_bad_one(run: Run, tmp_path: Path) -> None:
    """A recorded game is verified; one changed number is named with its turn, with status 1."""
    file = tmp_path / "game.json"
    run("play", CROSSING, "--text", "--seed", "7", "--save", str(file), typed="visit\n")

    good, output, _ = run("verify", str(file), "--scenario", CROSSING)
    assert (good, output) == (0, "verified: 1 decision in 2 turns of crossing\n")

    file.write_text(file.read_text(encoding="utf-8").replace('"tension": 50.0', '"tension": 51.0'), encoding="utf-8")
    bad, output, _ = run("verify", str(file), "--scenario", CROSSING)
    assert bad == 1
    assert output.startswith("not verified: turn 1: `tension` was recorded as 51.0 and is 50.0")

    bad, output, _ = run("verify", str(file), "--scenario", CROSSING, "--format", "json")
    found = json.loads(output)
    assert (bad, found["verified"], found["turn"], found["number"]) == (1, False, 1, "tension")


def test_verify_says_that_rules_have_changed(run: Run, tmp_path: Path) -> None:
    """A replay of edited rules is not verified, even where its numbers are the same."""
    file = tmp_path / "game.json"
    run("play", CROSSING, "--text", "--seed", "7", "--save", str(file), typed="visit\n")
    other = edited(tmp_path, "tension: -4, fearful", "tension: -5, fearful")

    status, output, _ = run("verify", str(file), "--scenario", other)

    assert status == 1
    assert "the rules have changed since it was recorded; yet every recorded number is the same" in output


def test_verify_of_another_scenario_or_no_file_is_refused(run: Run, tmp_path: Path) -> None:
    """The wrong scenario and a missing file have messages of their own."""
    file = tmp_path / "game.json"
    run("play", CROSSING, "--text", "--seed", "7", "--save", str(file))

    status, _, errors = run("verify", str(file), "--scenario", str(FIXTURES / "bench_12"))
    assert status == 1
    assert "is of the scenario `crossing`" in errors

    status, _, errors = run("verify", str(tmp_path / "none.json"))
    assert status == 2
    assert "there is no file" in errors
    assert "none.json" in errors
