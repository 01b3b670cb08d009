"""What the README promises is so."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_session_for_programmers_runs_as_printed() -> None:
    """The Python session gives what it shows."""
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert results.attempted > 5
    assert results.failed == 0


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_every_link_of_the_readme_leads_to_a_file(target: str) -> None:
    """Links stay within the project and exist."""
    assert (ROOT / target).is_file()


def test_the_readme_says_what_the_ci_runs() -> None:
    """The test command of the README is the one that CI runs."""
    command = 'python -m pip install -e ".[test]" && python -m pytest'

    assert command in README
    assert command.replace("install -e", "install --quiet -e") in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
