"""Repairs of indentation, dashes and colons: what a finding says to write, written to the letter, mends the slip."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.scenario.loader import read_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.errors import Finding

E1 = Path(__file__).parent / "faulty" / "e1"
REPAIRS: dict[str, Callable[[str, re.Match[str]], str]] = {
    r"write (\d+) spaces? before": lambda line, hint: " " * int(hint[1]) + line.lstrip(),
    r"write (\d+) spaces$": lambda line, hint: " " * int(hint[1]) + line.lstrip(),
    r"delete the (?:(\d+) )?spaces? before it": lambda line, hint: line[int(hint[1] or 1) :],
    r"take the dash away": lambda line, _: line.replace("- ", "", 1),
    r"write a space after it": lambda line, _: line.replace("-", "- ", 1),
    r"write `- ` before it": lambda line, _: line.replace('"', '- "', 1),
    r"write `(\w+): \.\.\.`": lambda line, hint: line.replace(hint[1], f"{hint[1]}:", 1),
    r"delete it and type plain spaces": lambda line, _: line.replace("\N{NO-BREAK SPACE}", " "),
    r"end the text with a quote": lambda line, _: line + '"',
    r"or delete this line": lambda _line, _: "",
}
SLIPS = (
    *("section_indented", "section_indented_by_one", "section_indented_above_a_map", "dash_without_space"),
    *("goal_with_a_glued_dash", "entry_indented_by_three", "entry_too_far_right", "key_too_far_left"),
    *("last_key_too_far_left", "tab_where_four_spaces_belong", "no_break_spaces_before_a_key", "text_that_runs_on"),
    *("no_break_space_after_a_colon", "blank_keys", "blank_entry", "two_slips_in_a_section", "item_without_a_dash"),
    *("colon_missing", "colon_missing_after_a_move", "first_key_indented_further", "indentation"),
    *("no_break_space_after_a_comma", "no_break_space_after_a_text", "no_break_space_in_an_empty_line"),
)


def repaired(line: str, finding: Finding) -> str:
    """Return a line as a finding's hint says that it should be."""
    for pattern, repair in REPAIRS.items():
        if hint := re.search(pattern, finding.hint):
            return repair(line, hint)
    raise AssertionError(finding.hint)


@pytest.mark.parametrize("name", SLIPS)
def test_a_repair_that_is_followed_to_the_letter_leaves_nothing_to_find(name: str, tmp_path: Path) -> None:
    """Where a hint says what to write, a scenario is sound once it is written, and no other line is touched."""
    lines = (E1 / f"{name}.yaml").read_text(encoding="utf-8").split("\n")
    found = read_scenario(E1 / f"{name}.yaml")[1]
    assert found
    for finding in found:
        assert finding.place is not None
        number = finding.place.line - 1
        lines[number] = repaired(lines[number], finding)
    path = tmp_path / "scenario.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    left = [str(finding) for finding in read_scenario(path)[1] if finding.severity == "error"]
    assert left == []
