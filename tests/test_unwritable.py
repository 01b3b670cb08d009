"""Paths that cannot be written: every command says so before the work, with one exit status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES

if TYPE_CHECKING:
    from conftest import Run

CROSSING = str(FIXTURES / "crossing")


@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate", CROSSING, "--games", "2", "--out"),
        ("explore", CROSSING, "--games", "20", "--html"),
        ("debrief", f"{CROSSING}/scenario.yaml", "--html"),
        ("play", CROSSING, "--text", "--save"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_path_that_cannot_be_written_is_wrong_use(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Every command says so before the work, in the same words and with the same status."""
    file = tmp_path / "games.csv"
    file.mkdir()

    assert run(*arguments, str(file)) == (2, "", f"error: {file} is a folder; name a file in it\n")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no such folder here")
def test_a_folder_that_takes_no_files_is_not_called_missing(run: Run) -> None:
    """The folder is there: the sentence must not say that there is none."""
    status, _, errors = run("explore", CROSSING, "--games", "20", "--html", "/proc/page.html")

    assert (status, errors) == (2, "error: /proc/page.html cannot be written: the folder /proc takes no files\n")


def test_failures_are_kept_in_a_folder(run: Run, tmp_path: Path) -> None:
    """A file in the place of the folder is told before the work."""
    file = tmp_path / "kept"
    file.touch()

    assert run("explore", CROSSING, "--games", "20", "--keep", str(file)) == (
        2, "", f"error: --keep {file} is a file; name a folder\n",
    )  # fmt: skip
