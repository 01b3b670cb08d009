"""Exploring: what is counted, how it is told, and that the numbers depend on nothing but the scenario."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES, SECTIONS, written
from exploring import GAMES, SOUND

from game.engine import evaluate
from game.errors import UsageError
from game.scenario.expression import parse
from game.scenario.loader import examine
from game.session.replay import resume
from game.session.saves import load_save
from game.simulation.explore import run as run_module
from game.simulation.explore.failures import keep_failures, replayed
from game.simulation.explore.findings import findings_of, opening
from game.simulation.explore.results import Failure, First
from game.simulation.explore.run import effort_of, explore

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run, Small

    from game.engine import Scenario
    from game.simulation.explore.results import Explored


@pytest.fixture(scope="module")
def explored(crossing: Scenario) -> Explored:
    """Explore a scenario with every kind of rule, once."""
    return explore(crossing, games=GAMES, seed=7, compiled=False)


def test_coverage_is_counted_and_opens_where_it_says(crossing: Scenario, explored: Explored) -> None:
    """The first game of every target has it by the end of the named turn, and not before."""
    assert sum(part.games for part in explored.parts) == explored.games == GAMES
    for target in explored.targets:
        if target.first is None or target.kind == "ending":
            continue
        name = target.path.partition(".")[2]
        before = replayed(crossing, target.first.policy, target.first.seed, target.first.turn)
        after = replayed(crossing, target.first.policy, target.first.seed, target.first.turn + 1)
        counts = [evaluate(crossing, session.state, parse(f"times({name})")) for session in (before, after)]
        assert counts[0] == 0 < counts[1], target.path


def test_every_kind_of_target_is_counted(explored: Explored) -> None:
    """Moves, wordings, reactions, events, members, replies, rungs and endings all stand in the report, with places."""
    assert {target.kind for target in explored.targets} == {
        "move", "wording", "reaction", "event", "member", "reply", "rung", "ending"
    }  # fmt: skip
    places = examine(FIXTURES / "crossing").places
    assert all(target.keys in places.spots for target in explored.targets)
    assert [miss.path for miss in explored.misses] == ["events.wreck.blame"]


def test_the_numbers_do_not_depend_on_the_workers(crossing: Scenario) -> None:
    """One process and two find the same."""
    one, two = (explore(crossing, games=60, seed=3, workers=workers, compiled=False) for workers in (1, 2))

    assert replace(one, seconds=0.0, workers=0) == replace(two, seconds=0.0, workers=0)


def test_what_few_games_missed_is_a_tip(explored: Explored) -> None:
    """Where fewer games were played than asked for, what was never reached does not fail the scenario."""
    folder = FIXTURES / "crossing"
    places = examine(folder).places

    all_of_them = findings_of(explored, places, folder, "crossing")
    too_few = findings_of(replace(explored, asked=GAMES + 1), places, folder, "crossing")

    assert [finding.severity for finding in all_of_them] == ["warning"]
    assert [finding.severity for finding in too_few] == ["tip"]


def test_plain_play_takes_on_less(crossing: Scenario) -> None:
    """What would be too much played plainly is cut by the size of the rules; compiled rules play all of it."""
    assert effort_of(crossing, 10**6, compiled=True).games == 10**6
    assert effort_of(crossing, 10**6, compiled=False).games < 10**4
    assert effort_of(crossing, 60, compiled=False).games == 60


def test_rules_are_compiled_where_plain_play_would_be_cut(crossing: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no compiled rules wait, they are made for what is too much to be played plainly, and for nothing else."""
    monkeypatch.setattr(run_module, "is_cached", lambda scenario: scenario is not crossing)
    monkeypatch.setattr(run_module, "compile_kernel", lambda scenario: pytest.fail(f"{scenario.id} is compiled"))
    assert not explore(crossing, games=6).compiled
    with pytest.raises(pytest.fail.Exception, match="crossing is compiled"):
        explore(crossing, games=10**6)


@pytest.mark.parametrize("wrong", [{"games": 0}, {"seed": -1}, {"seed": 2**63 - 10}, {"workers": 0}])
def test_arguments_out_of_range_are_refused(crossing: Scenario, wrong: dict[str, int]) -> None:
    """A count or a seed out of its range is the user's error, with the value."""
    with pytest.raises(UsageError, match=str(next(iter(wrong.values())))):
        explore(crossing, **wrong)  # type: ignore[arg-type]


def test_where_nothing_can_be_compiled_it_says_so(crossing: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for compiled rules where none can be made or kept, it is refused; unasked it plays plainly."""

    def full(scenario: Scenario) -> None:
        raise OSError(28, f"no room for {scenario.id}")

    monkeypatch.setattr(run_module, "compile_kernel", full)
    with pytest.raises(UsageError, match="no room for crossing; play them plainly"):
        explore(crossing, games=6, compiled=True)
    monkeypatch.setattr(run_module, "is_cached", lambda scenario: scenario is crossing)
    assert not explore(crossing, games=6).compiled
    monkeypatch.setattr("game.simulation.kernel.can_compile", lambda: False)
    with pytest.raises(UsageError, match="llvmlite is not installed"):
        explore(crossing, games=6, compiled=True)


def test_the_command_tells_all_of_it(run: Run) -> None:
    """The text names endings with intervals, what was never reached, loops, and a command that opens a game."""
    status, output, _ = run("explore", str(FIXTURES / "crossing"), "--games", "60", "--workers", "1", "--all")

    assert status == 1
    assert "warning[O403] `wreck.blame` never happened" in output
    assert f"middleground play {FIXTURES / 'crossing'} --seed" in output
    assert "events.wreck.inquiry" in output
    assert "Short loops of moves" in output


def test_the_report_for_programs_has_everything(run: Run) -> None:
    """The JSON has its version, the targets with the command that opens each, and the findings."""
    status, output, _ = run(
        "explore", str(FIXTURES / "crossing"), "--games", "30", "--workers", "1", "--format", "json"
    )
    told = json.loads(output)

    assert status == 1
    assert told["schema_version"] == 1
    assert all(math.isfinite(worth["always"]) for worth in told["worths"])
    opened = [target["open"] for target in told["targets"] if target["path"] == "moves.visit"]
    assert opened[0].startswith("middleground play ")
    assert ["events", "wreck", "replies", "blame"] in [finding["keys"] for finding in told["findings"]]


def test_the_page_needs_no_other_file(run: Run, tmp_path: Path) -> None:
    """The page holds its plots, and names no file and no address outside itself."""
    page = tmp_path / "page.html"
    run("explore", str(FIXTURES / "crossing"), "--games", "30", "--workers", "1", "--html", str(page))
    text = page.read_text(encoding="utf-8")

    assert text.count("<svg") == 4
    assert "The Crossing" in text
    assert "wreck.blame" in text
    assert not any(sign in text for sign in ('src="', 'href="http', "@import", "<script", "<link"))


def test_an_opening_is_quoted_for_the_shell() -> None:
    """A path with a space stays one argument."""
    assert opening("my folder", First(3, "goal:war", 2)) == (
        "middleground play 'my folder' --seed 3 --policy goal:war --until 2"
    )


def test_check_joins_what_play_shows_when_asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain check speaks of the files alone; with --play what was observed stands beside it, by place."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    file = tmp_path / "scenario.yaml"
    sections = (
        SECTIONS | SOUND | {"events": 'fire: {when: tension >= 90, headline: "Fire"}', "flags": "idle: {start: no}"}
    )
    file.write_text(written(sections), encoding="utf-8")

    files = json.loads(run("check", str(file), "--format", "json")[1])["scenarios"][0]["findings"]
    both = json.loads(run("check", str(file), "--play", "--format", "json")[1])["scenarios"][0]["findings"]

    assert [one["code"] for one in both if one not in files] == ["O403"]
    assert [one for one in both if one["confidence"] != "observed"] == files != []


def test_a_failure_is_kept_as_a_replay(small: Small, tmp_path: Path) -> None:
    """The game that failed is written up to the turn in which it did, as a replay that can be read."""
    scenario = small()
    failure = Failure(First(3, "sticky", 2), "reactions.grow", "tension", "made `tension` nan")
    explored = replace(explore(scenario, games=3, compiled=False), failures=(failure,))

    (kept,) = keep_failures(tmp_path / "kept", scenario, explored)

    session = resume(scenario, load_save(kept))
    assert (session.state.seed, session.state.turn) == (3, 2)


def test_an_interrupt_says_how_far_it_came(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C says how many games were played and that nothing is found of a part; status 130."""

    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "compare_moves", interrupted)
    status, output, errors = run("explore", str(FIXTURES / "crossing"), "--games", "30", "--workers", "1", "--plain")

    assert (status, output) == (130, "")
    assert errors == "interrupted: 30 of 30 games were played; findings come only when all work is done\n"
