"""The debrief in the terminal: its lines, its command, and its place at the end of a text game."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from debriefs import finished, pictures

from game.analysis import debrief as core
from game.analysis import words
from game.analysis.exchange import debrief_content, read_debrief
from game.analysis.findings import Seat, TurningPoint, Verdict
from game.analysis.judging import Plan
from game.session.replay import record, replay_text
from game.simulation import kernel
from game.terminal.console import Console
from game.terminal.debrief import debrief_lines
from game.terminal.play import TextGame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

    from game.analysis.findings import Debrief
    from game.session.session import Session

pytestmark = pytest.mark.xdist_group("debrief")
CROSSING = "tests/fixtures/crossing"


def page(found: Debrief, why: str = "") -> str:
    """Return the debrief as the terminal shows it."""
    sink = io.StringIO()
    Console(io.StringIO(), sink, width=100).write(*debrief_lines(finished(), found, why))
    return sink.getvalue()


@pytest.fixture
def lean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the debrief be made by plain rules and few worlds, as where llvmlite is not installed."""
    for module in (core, kernel):
        monkeypatch.setattr(module, "can_compile", lambda: False)
    monkeypatch.setattr(core, "PLAIN", Plan(1, 2, 1, 4, 4, (0, 0)))
    monkeypatch.setattr(core, "LUCK_WORLDS", {False: 20})


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Return the file of the finished game."""
    file = tmp_path / "game.json"
    file.write_text(replay_text(record(finished())), encoding="utf-8")
    return file


def test_every_part_is_told() -> None:
    """Outcome and margin, model, turns, accuracy, choice and chance, luck, record and secrets stand on the page."""
    found = pictures()[-1]
    told = page(found)

    assert told.strip().startswith("Drift, ")
    for part in (
        "in this model",
        "Turn 1, First week: ",
        words.MEASURES,
        f"Accuracy: {found.accuracy:.0f} of 100",
        f"by {words.points(found.choice)}, events and the other capitals by {words.points(found.chance)}",
        "under 200 other seeds",
        "The line that was really played",
        "Recorded: Visit Beijing",
        "Beijing's hold",
    ):
        assert part in " ".join(told.split()), part


def test_a_row_holds_the_decision_its_bar_and_the_stronger_move() -> None:
    """A lost decision shows sign, word, title, loss, both chances and the stronger move; a forced one no verdict."""
    found = pictures()[-1]
    turn = found.turns[0]
    judged = replace(
        turn.decisions[0],
        before=replace(turn.start, good=0.86),
        after=replace(turn.start, good=0.2),
        best=replace(turn.start, good=0.86),
        stronger="talks",
        lost=65.0,
        verdict=Verdict.BLUNDER,
    )
    told = page(replace(found, turns=(replace(turn, decisions=(judged, replace(judged, forced=True))),)))

    assert "?? Blunder  Visit Beijing, lost by this choice: 65.0" in told
    assert "[####-------------...] 86 % -> 20 %" in told
    assert "stronger move: Offer talks (86 %)" in told
    still = replace(judged, lost=0.0, waited=65.0, verdict=Verdict.BEST)
    waited = page(replace(found, turns=(replace(turn, decisions=(still,)),)))
    assert "stronger move: Offer talks, still open in a later turn (86 %)" in " ".join(waited.split())
    assert re.search(r"^ +forced +Visit Beijing$", told, re.MULTILINE)
    assert "1 blunder." in told


def test_a_chain_names_numbers_and_sources_in_full() -> None:
    """A turning point is told through its chain; the keys of its sources are resolved below."""
    chain, moved = ("Seoul decided: Visit Beijing.", ("S1",)), (("trust.beijing", 8), ("tension", -2))
    point = TurningPoint("decision", 1, 0, "visit", "Visit Beijing", -7.25, (chain,), (moved,))
    told = page(replace(pictures()[-1], turning=(point,)))

    assert "\N{MINUS SIGN}7.2, decision in turn 1, First week: Visit Beijing" in told
    assert "-> Seoul decided: Visit Beijing. Trust in Seoul (Beijing) +8, Tension \N{MINUS SIGN}2. [S1]" in told
    assert "S1: A paper on visits." in told


def test_a_crisis_is_told_from_every_seat() -> None:
    """Each step names its chance, or the rule that lifted it, and what every capital saw."""
    step = Seat(2, "border", "alert", 0.3, "beijing", "Sees smoke.", "ladders.border.alert")
    seats = (step, replace(step, capital="tokyo", saw="Sees nothing."), replace(step, turn=3, rule="events.wreck"))
    told = page(replace(pictures()[-1], seats=seats))

    assert "Turn 2, Crisis at the border: Alert. Its own rule fired: the chance was 30 %" in told
    assert "  Beijing: Sees smoke.\n  Tokyo: Sees nothing." in told
    assert "Turn 3, Crisis at the border: Alert. It was lifted to this step by: A drone comes down." in told


def test_a_coarse_picture_leaves_out_what_is_not_known_yet() -> None:
    """Before the last picture there is no luck report and no record, and nothing stands in their place."""
    told = page(pictures()[0])

    assert "Luck report" not in told
    assert "The line that was really played" not in told


def test_plain_rules_say_why() -> None:
    """Where plain rules were played the page says so with the reason; compiled ones need no word."""
    found = pictures()[-1]

    assert "Plain rules were played, because llvmlite is not installed: " in page(found, "llvmlite is not installed")
    assert "lain rules" not in page(replace(found, compiled=True))


@pytest.mark.usefixtures("lean")
def test_a_text_game_ends_with_the_debrief() -> None:
    """The debrief is offered when the game is over, and not before."""
    sink = io.StringIO()
    game = TextGame(finished().fork(), Console(io.StringIO("debrief\nundo turn\ndebrief\n"), sink, width=100))
    game.run()
    told = sink.getvalue()

    assert "`debrief` tells what your decisions did" in told
    assert told.count("Accuracy: ") == 1
    assert told.index("Turn by turn") < told.index("it comes when this one is over")


def test_an_interrupt_shows_what_is_known_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C during the debrief ends the waiting, not the game: what is known by then is shown, without verdicts."""

    def interrupted(session: Session, **_: object) -> Iterator[Debrief]:
        assert session.ended
        yield pictures()[0]
        raise KeyboardInterrupt

    monkeypatch.setattr(core, "debrief", interrupted)
    sink = io.StringIO()
    TextGame(finished().fork(), Console(io.StringIO("debrief\nstatus\n"), sink, width=100)).run()

    assert "Stopped." in sink.getvalue()
    assert "Accuracy: not judged" in sink.getvalue()
    assert words.STOPPED in " ".join(sink.getvalue().split())
    assert not [said for said in ("Best", "Sound", "Blunder", "stronger move: ") if said in sink.getvalue()]
    assert sink.getvalue().count("The goal asks for") == 1


@pytest.mark.parametrize("known", [0, 1])
def test_an_interrupt_of_the_command_says_so(
    run: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: int
) -> None:
    """Ctrl-C gives status 130 and what is known by then, if anything is; a report is not written from half of it."""

    def interrupted(session: Session, **_: object) -> Iterator[Debrief]:
        assert session.ended
        yield from pictures()[:known]
        raise KeyboardInterrupt

    monkeypatch.setattr(core, "debrief", interrupted)
    status, out, err = run("debrief", str(saved), "--scenario", CROSSING)
    assert (status, "Accuracy: " in out) == (130, bool(known))
    assert ("interrupted: what follows is what was known by then" in err) is bool(known)
    assert ("interrupted: nothing was judged yet" in err) is (not known)

    page = tmp_path / "report.html"
    assert run("debrief", str(saved), "--scenario", CROSSING, "--html", str(page))[0] == 130
    assert not page.exists()


@pytest.mark.usefixtures("lean")
def test_the_command_prints_lines_text_and_json(run: Run, saved: Path) -> None:
    """Lines are pictures in order, the last one final; JSON is the last with titles; text says why rules are plain."""
    status, out, err = run("debrief", str(saved), "--scenario", CROSSING, "--jsonl")
    told = [read_debrief(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [found.final for found in told] == [False] * (len(told) - 1) + [True]

    content = json.loads(run("debrief", str(saved), "--scenario", CROSSING, "--format", "json")[1])
    assert content["titles"]["visit"] == "Visit Beijing"
    assert content["lines"]["lines"][0]["ending"] == told[-1].ending
    named = {key: value for key, value in content.items() if key not in ("titles", "lines")}
    assert json.loads(json.dumps(debrief_content(told[-1]))) == named

    assert "llvmlite is not installed" in " ".join(run("debrief", str(saved), "--scenario", CROSSING)[1].split())


@pytest.mark.usefixtures("lean")
def test_progress_is_for_terminals_and_leaves_the_lines_alone(
    run: Run, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the error stream is a terminal it shows that work goes on; every line still goes to the output."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    status, out, err = run("debrief", str(saved), "--scenario", CROSSING, "--jsonl")

    assert status == 0
    assert read_debrief(out.splitlines()[-1]).final
    assert "playing your positions on" in err
    assert "schema_version" not in err


def test_rules_that_cannot_be_kept_are_played_plainly(
    run: Run, saved: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where compiled rules cannot be written the debrief still comes, and says so."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MIDDLEGROUND_CACHE", str(tmp_path / "file" / "kernels"))
    monkeypatch.setattr(core, "PLAIN", Plan(1, 2, 1, 4, 4, (0, 0)))
    assert not kernel.is_cached(finished().scenario)
    status, out, _ = run("debrief", str(saved), "--scenario", CROSSING)

    assert status == 0
    assert "nothing can be kept in" in " ".join(out.split())


def test_a_game_that_goes_on_is_refused_with_the_way_out(run: Run, tmp_path: Path) -> None:
    """An unfinished game is refused: where it stands, and how it is played on."""
    file = tmp_path / "game.json"
    file.write_text(replay_text(record(finished().fork(2))), encoding="utf-8")
    status, _, err = run("debrief", str(file), "--scenario", CROSSING)

    assert status == 1
    assert f"{file}: this game is not finished, it stands in turn 2 of 4" in err
    assert f"middleground play --text --resume {file}" in err
    assert "E802" not in err


def test_a_replay_of_other_rules_or_another_scenario_is_refused(run: Run, saved: Path) -> None:
    """Values under other rules would say nothing of this game: it is refused as `verify` refuses it."""
    status, _, err = run("debrief", str(saved), "--scenario", "tests/fixtures/bench_12")
    assert (status, "is of the scenario `crossing`" in err) == (1, True)

    text = saved.read_text(encoding="utf-8")
    saved.write_text(text.replace(finished().scenario.rules_digest, "0" * 64), encoding="utf-8")
    status, _, err = run("debrief", str(saved), "--scenario", CROSSING)
    assert (status, "the rules of `crossing` have changed" in err) == (1, True)


def test_wrong_use_is_refused(run: Run, saved: Path) -> None:
    """Two kinds of output, a file that is not there and a report over the saved game are refused, status 2."""
    before = saved.read_bytes()

    for arguments in (
        (str(saved), "--jsonl", "--format", "json"),
        ("nowhere.json",),
        (str(saved), "--html", str(saved)),
    ):
        status, out, err = run("debrief", *arguments, "--scenario", CROSSING)
        assert (status, out) == (2, "")
        assert err.startswith("error: ")
    assert saved.read_bytes() == before
