"""The guide for authors: whoever follows it word for word gets a sound scenario, and each slip in it its message."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from editors import marks

from game import cli
from game.resources import assets_folder, scenarios_folder
from game.scenario.loader import examine, read_scenario
from game.scenario.message import format_finding, format_findings
from game.scenario.starting import start_scenario
from game.simulation.batch import simulate

if TYPE_CHECKING:
    from conftest import Run

GUIDE = (scenarios_folder() / "GUIDE.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
EXPO = "".join(block.partition("\n")[2] for block in BLOCKS if block.startswith("# busan_expo\n"))
SPRING = [block.partition("\n")[2] for block in BLOCKS if block.startswith("# my_spring\n")]
SHORT = [block.partition("\n")[2] for block in BLOCKS if block.startswith("# my_short\n")]
SLIPS = re.findall(r"^\| `(.+?)` \| `(.+?)` \| ([EW]\d+) \|", GUIDE, re.MULTILINE)
MESSAGES = re.findall(r"^```\n(error.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def expo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of the scenario that section 4 writes, seen from the folder above it."""
    monkeypatch.chdir(tmp_path)
    file = Path("busan_expo") / "scenario.yaml"
    file.parent.mkdir()
    file.write_text(EXPO, encoding="utf-8")
    return file


def test_every_block_of_the_guide_is_tried_out() -> None:
    """A block belongs to one of the three scenarios; the other kind is the line that leads an editor to the schema."""
    others = [block for block in BLOCKS if not block.startswith(("# busan_expo\n", "# my_spring\n", "# my_short\n"))]
    assert others == ["# yaml-language-server: $schema=../schema.json\n"]
    assert (len(SPRING), len(SHORT), len(MESSAGES)) == (4, 2, 2)
    assert EXPO.count("\n    group:") == 5


def test_no_other_page_has_yaml_that_nobody_tries_out() -> None:
    """YAML stands in the guide and in the explanation of the format, and both are tried out by a test of their own."""
    folder = scenarios_folder()
    pages = [*folder.glob("*.md"), *folder.parent.glob("*.md"), *assets_folder().glob("*.md")]
    assert {page.name for page in pages if "```y" in page.read_text(encoding="utf-8")} == {"GUIDE.md", "FORMAT.md"}


def test_the_scenario_of_the_guide_has_no_findings(expo: Path) -> None:
    """The blocks of section 4, one below the other, are a scenario without a finding, in check and in an editor."""
    document, findings = read_scenario(expo.parent)
    assert not findings, format_findings(findings)
    assert document
    assert len(document.moves) == 5
    assert marks(EXPO) == []


def test_the_tests_of_the_guide_pass(expo: Path, run: Run) -> None:
    """`middleground test busan_expo` is what the guide says it is: green."""
    status, said, _ = run("test", str(expo.parent))
    assert status == 0, said
    assert said.count(": passed") == EXPO.partition("tests:")[2].count("expect:")


def test_chance_and_purpose_balance_the_scenario_of_the_guide(expo: Path) -> None:
    """Chance alone seldom reaches the goal and a player who heads for it mostly does, as section 6 asks for."""

    def share(policy: str) -> float:
        results = simulate(expo.parent, games=200, seed=0, policy=policy, workers=1)
        return next(ending.share for ending in results.endings if ending.title == "A full house")

    assert share("uniform") < 0.3
    assert share("greedy") > 0.5


def test_a_scenario_that_only_extends_another_has_no_findings(tmp_path: Path) -> None:
    """The check of section 2 says what the guide wants to read."""
    folder = start_scenario(tmp_path / "my_spring", None, "difficult_game").folder
    assert read_scenario(folder)[1] == ()


def test_explore_finds_the_loop_and_the_limit_mends_it(expo: Path, run: Run) -> None:
    """Section 6: a tip for the loop that wins, none with the limit; then the test that builds twice running fails."""
    said = run("explore", str(expo.parent))[1]
    assert "tip[O406] repeating `build` and `invite_tokyo` and `invite_beijing` wins" in said
    expo.write_text(
        EXPO.replace("    effects: {halls: +15}", "    limit: {cooldown: 1}\n    effects: {halls: +15}"),
        encoding="utf-8",
    )
    assert "O406" not in run("explore", str(expo.parent))[1]
    status, said, _ = run("test", str(expo.parent))
    assert status == 1
    assert "`build` cannot be sent in turn 2" in said
    assert said.count("FAILED") == len(("both_guests_come", "the total"))


@pytest.mark.parametrize("block", SPRING, ids=[f"block {number}" for number in range(1, 5)])
def test_each_change_to_the_difficult_game_is_sound(block: str, tmp_path: Path) -> None:
    """Written at the end of the file that `new --extends` makes, each block of sections 2 and 3 has no finding."""
    file = start_scenario(tmp_path / "my_spring", None, "difficult_game").folder / "scenario.yaml"
    added = file.read_text(encoding="utf-8") + (block if "exchange_cancelled" not in block else SPRING[2] + block)
    file.write_text(added, encoding="utf-8")
    found = examine(file)
    assert not found.findings, format_findings(found.findings)
    assert marks(added) == []
    changed = {path for path, spot in found.places.spots.items() if spot.source.path == file}
    assert len(changed) > len(("scenario", "id", "title"))


def test_what_is_taken_out_is_told_and_mended_as_the_guide_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first block of section 3's last part gives word for word the message below it, the second no finding."""
    monkeypatch.chdir(tmp_path)
    file = start_scenario(Path("my_short"), None, "difficult_game").folder / "scenario.yaml"
    made = file.read_text(encoding="utf-8")
    file.write_text(made + SHORT[0], encoding="utf-8")
    (finding,) = read_scenario(file)[1]
    assert format_finding(finding) + "\n" == MESSAGES[0]
    file.write_text(made + SHORT[1], encoding="utf-8")
    document, findings = read_scenario(file)
    assert not findings, format_findings(findings)
    assert document
    assert list(document.endings) == ["war", "bridge", "quiet_spring", "drift"]
    assert marks(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("old", "new", "code"), SLIPS, ids=[new for _, new, _ in SLIPS])
def test_each_slip_gets_its_one_message(old: str, new: str, code: str, expo: Path) -> None:
    """Each row of section 5, tried on the expo, is found as one finding with the code that the row names."""
    assert old in EXPO
    expo.write_text(EXPO.replace(old, new, 1), encoding="utf-8")
    findings = read_scenario(expo.parent)[1]
    assert [finding.code for finding in findings] == [code], format_findings(findings)
    assert findings[0].hint or findings[0].notes or "one of" in findings[0].message


def test_ten_slips_are_shown() -> None:
    """The guide lets its reader try ten slips, of at least eight kinds."""
    assert len(SLIPS) == 10
    assert len({code for _, _, code in SLIPS}) >= 8


def test_the_message_is_printed_as_the_guide_shows_it(expo: Path) -> None:
    """The example of a message is word for word what the check prints."""
    expo.write_text(EXPO.replace("agenda: 2\n    when", "agneda: 2\n    when"), encoding="utf-8")
    (finding,) = read_scenario(expo)[1]
    assert format_finding(finding) + "\n" == MESSAGES[1]


def test_what_the_guide_says_of_warnings_is_so(expo: Path) -> None:
    """A condition that never holds and a flag that nothing reads are warnings; a comment with a reason allows one."""
    expo.write_text(EXPO.replace("halls >= 55", "halls >= 155"), encoding="utf-8")
    assert [(found.code, found.severity) for found in read_scenario(expo)[1]] == [("W302", "warning")]
    unread = EXPO.replace("if(shared_stage, 10, 0)", "10")
    expo.write_text(unread, encoding="utf-8")
    assert [(found.code, found.severity) for found in read_scenario(expo)[1]] == [("W303", "warning")]
    comment = re.search(r"`(# lint: allow W303 .*?)`", GUIDE)
    assert comment
    expo.write_text(unread.replace("flags:\n", f"flags:\n  {comment[1]}\n"), encoding="utf-8")
    assert read_scenario(expo)[1] == ()


def test_every_link_of_the_guide_leads_somewhere() -> None:
    """Links name pages beside the guide, and headings that are there."""
    for page, _, heading in (link.partition("#") for link in re.findall(r"\]\(([^)]+)\)", GUIDE)):
        text = (scenarios_folder() / page).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        ids = {re.sub(r"[^a-z0-9 -]", "", found.lower()).replace(" ", "-") for found in headings}
        assert not heading or heading in ids, f"{page}#{heading}"


def test_every_command_of_the_guide_exists() -> None:
    """Each command and each option that the guide names is one of the program's."""
    import typer  # noqa: PLC0415

    commands = typer.main.get_command(cli.command_line()).commands  # type: ignore[attr-defined]
    for line in set(re.findall(r"middleground ([a-z]+[^`\n]*)", GUIDE)):
        name = line.split()[0]
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", line)) <= options, line
