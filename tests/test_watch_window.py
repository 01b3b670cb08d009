"""A game whose files are edited: what a save does to the desk, to the decisions taken so far, and to the findings."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pygame
import pytest
from conftest import FIXTURES
from live import SEED, Live, live_window

from game.engine import Decision, load_scenario
from game.errors import Finding, ReplayError
from game.scenario import loader
from game.session.saves import Autosave, load_save
from game.session.session import Session
from game.window import app
from game.window.kit.panel import Command
from game.window.live import reading
from game.window.live.scene import LiveScene
from game.window.live.waiting import WaitingScene
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.reader import Reader
from game.window.scenes.title import TitleScene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.window.stage import Stage

VISIT = "effects: {trust.beijing: +8"


@pytest.fixture
def live(stage: Stage, tmp_path: Path) -> Live:
    """Open a game on files that a test edits, past what it is about."""
    found = live_window(stage, tmp_path)
    found.press(pygame.K_RETURN)
    return found


def decide(live: Live, *decisions: str) -> None:
    """Take decisions by the session, and show where they lead."""
    live.desk.session = Session(live.session.scenario, live.session.seed, (*live.session.decisions, *decisions))
    live.desk.desk.session = live.desk.session
    live.desk.desk.refresh()


def decide_here(live: Live, decision: str) -> None:
    """Take a decision in the line that is played."""
    live.session.apply(Decision(decision))
    live.desk.desk.refresh()
    live.desk.save()


def test_a_save_changes_the_game_in_play(live: Live) -> None:
    """The decisions so far are taken again under the new rules, and the difference is told."""
    decide(live, "visit", "talks")
    before = live.session
    live.edit(VISIT, "effects: {trust.beijing: +2")
    after = live.session
    assert after.decisions == before.decisions
    assert after.state == Session(load_scenario(live.file), before.seed, before.decisions).state
    assert after.state != before.state
    assert live.scene.panel.told == "12:00:00 taken in. 2 decisions played again, with another result."
    values = [int(one.scenario.value(one.state, "trust.beijing")) for one in (before, after)]
    assert f"Beijing {values[0]} → {values[1]}" in live.scene.panel.changes[0]
    assert "moves > visit > effects > trust.beijing: +8 → +2" in live.scene.panel.changes


def test_before_the_first_decision_a_start_is_taken_in(live: Live) -> None:
    """Where nothing was decided yet only what the game starts with can differ."""
    live.edit("start: 50, better: lower", "start: 44, better: lower")
    assert live.scene.panel.told == "12:00:00 taken in, with another result."
    assert live.scene.panel.changes == ("The game now: Tension 50 → 44", "meters > tension > start: 50 → 44")


def test_an_edited_text_is_shown_and_the_place_kept(live: Live) -> None:
    """The selected move keeps its place and the ring, and says what the file now says."""
    live.press(pygame.K_DOWN, pygame.K_DOWN)
    selected, focus = live.desk.desk.selected, live.desk.focus
    assert selected == "talks"
    live.edit('title: "Offer talks"', 'title: "Propose talks"')
    assert (live.desk.desk.selected, live.desk.focus) == (selected, focus)
    assert live.desk.desk.row("talks").title == "Propose talks"
    assert live.scene.panel.told.endswith("texts have changed, the rules have not.")


def test_the_wording_under_the_mark_stays(live: Live) -> None:
    """While a wording is chosen a save leaves the wordings open and the mark where it was."""
    live.press(pygame.K_DOWN, pygame.K_RETURN, pygame.K_DOWN)
    assert live.desk.desk.wording == "firm"
    live.edit("No change by force.", "Nothing by force.")
    assert (live.desk.desk.choosing, live.desk.desk.wording) == (True, "firm")
    live.press(pygame.K_RETURN)
    assert live.session.decisions == ("statement.firm",)


def test_an_open_page_stays_open(live: Live) -> None:
    """The reader is on the same page afterwards and tells the new rules; so does what the scenario is about."""
    decide(live, "visit")
    live.desk.act(Command("why", "trust.beijing"))
    live.edit(VISIT, "effects: {trust.beijing: +5")
    reader = live.desk.dialogs[-1]
    assert isinstance(reader, Reader)
    assert reader.here.command == Command("why", "trust.beijing")
    assert reader.book.session is live.session


def test_what_the_scenario_is_about_is_told_anew(stage: Stage, tmp_path: Path) -> None:
    """While the opening is read, its author may still write it."""
    live = live_window(stage, tmp_path)
    live.edit("The Crossing", "The Ferry")
    assert [(dialog.name, getattr(dialog, "title", "")) for dialog in live.desk.dialogs] == [("opening", "The Ferry")]


def test_a_broken_file_leaves_the_game_as_it_is(live: Live) -> None:
    """The game can be played on, the findings name the line, and the next good save takes in what was played."""
    scene = live.scene.inner
    live.edit("trust.tokyo: -2, visits", "trust.tokio: -2, visits")
    finding = live.errors[0]
    assert finding.place is not None
    assert "tokio" in live.text.splitlines()[finding.place.line - 1]
    assert live.scene.inner is scene
    assert "1 error" in live.scene.caption
    live.press(pygame.K_RETURN)
    assert live.session.decisions == ("visit",)
    live.edit("trust.tokio: -2, visits", "trust.tokyo: -3, visits")
    assert live.errors == []
    assert live.session.decisions == ("visit",)
    assert live.session.scenario.value(live.session.state, "trust.tokyo") == 35


def test_whatever_is_saved_the_window_stays(live: Live) -> None:
    """An emptied file, one with stray characters and one cut off are findings like any other."""
    whole = live.text
    for text in ("", "\x00", "moves: [", "format: 1\n", "extends: ../nowhere\n", "\u2028" * 9, "- 1\n", "x" * 9999):
        live.save(text)
        assert live.errors
        assert isinstance(live.scene.inner, PlayScene)
        live.press(pygame.K_F8, pygame.K_F8)
    live.save(whole)
    assert live.errors == []


def test_a_file_that_is_gone_for_a_moment_does_no_harm(live: Live) -> None:
    """Without the file the game goes on; when it is back it is read again."""
    whole = live.text
    live.file.unlink()
    live.settle()
    assert live.errors
    live.save(whole)
    assert live.errors == []


def test_a_fault_of_the_program_does_not_close_the_game(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the check itself fails, that is told as a finding."""

    def fail(_: Path, *, errors_only: bool = False, tests: bool = True) -> None:
        del errors_only, tests
        raise ZeroDivisionError("a rule divides by nothing")

    monkeypatch.setattr(reading, "examine", fail)
    live.edit("The Crossing", "The Ferry")
    assert "a rule divides by nothing" in live.errors[0].message
    assert isinstance(live.scene.inner, PlayScene)


def test_what_is_being_told_is_told_again(live: Live) -> None:
    """A save while a turn is told tells it from the start, under the new rules; then the game goes on."""
    live.press(pygame.K_RETURN)
    assert live.desk.consequences is not None
    live.edit(VISIT, "effects: {trust.beijing: +4")
    assert live.desk.consequences is not None
    assert live.desk.dialogs == []
    live.press(pygame.K_RETURN, pygame.K_RETURN)
    assert live.desk.consequences is None
    assert live.session.decisions == ("visit",)


def test_decisions_that_are_cut_off_come_back(live: Live) -> None:
    """A save that closes a move ends the game before it; the next one that opens it brings back what followed."""
    decide(live, "talks", "end_turn")
    taken = live.session.decisions
    live.edit('title: "Offer talks"\n    agenda: 1', 'title: "Offer talks"\n    agenda: 9')
    assert live.session.decisions == ()
    assert "0 of 2 decisions are still legal: decision 1, `talks` in turn 1" in live.scene.panel.told
    live.edit('title: "Offer talks"\n    agenda: 9', 'title: "Offer talks"\n    agenda: 1')
    assert live.session.decisions == taken


def test_what_the_player_decides_instead_is_kept(live: Live) -> None:
    """Decisions that were cut off are forgotten once the player has gone another way."""
    decide(live, "talks", "end_turn")
    live.edit('title: "Offer talks"\n    agenda: 1', 'title: "Offer talks"\n    agenda: 9')
    decide(live, "visit")
    live.edit('title: "Offer talks"\n    agenda: 9', 'title: "Offer talks"\n    agenda: 1')
    assert live.session.decisions == ("visit",)


def test_a_game_that_loses_decisions_goes_on_in_a_new_file(live: Live, tmp_path: Path) -> None:
    """The saved game with the decisions that are not legal any more stays as it was."""
    live.desk.autosave = Autosave(tmp_path / "game.json")
    decide(live, "talks", "end_turn")
    live.desk.save()
    live.edit('title: "Offer talks"\n    agenda: 1', 'title: "Offer talks"\n    agenda: 9')
    decide(live, "visit")
    live.scene.leave()
    assert load_save(tmp_path / "game.json").decisions == ("talks", "end_turn")
    assert load_save(tmp_path / "game-2.json").decisions == ("visit",)


def test_a_broken_scenario_waits_for_its_repair(stage: Stage, tmp_path: Path) -> None:
    """Opened on files with errors the window lists them, and begins the game by itself after the repair."""
    live = live_window(stage, tmp_path, "format: 1\n")
    assert isinstance(live.scene.inner, WaitingScene)
    assert live.errors
    live.save((tmp_path / "crossing.yaml").read_text(encoding="utf-8") + "moves: {}\n")
    assert isinstance(live.scene.inner, WaitingScene)
    other = live_window(stage, tmp_path)
    live.save(other.text)
    assert live.desk.session.scenario.id == "crossing"
    assert live.errors == []


def test_a_game_that_cannot_begin_says_why(stage: Stage, tmp_path: Path) -> None:
    """After the repair of its files a game may still be impossible; the window then waits on, and tells why."""
    live = live_window(stage, tmp_path, "format: 1\n")

    def refuse() -> PlayScene:
        raise ReplayError("the rules have changed")

    live.scene.begin = refuse
    live.save((FIXTURES / "crossing" / "scenario.yaml").read_text(encoding="utf-8"))
    assert isinstance(live.scene.inner, WaitingScene)
    assert live.scene.panel.told == "12:00:00 saved, but not taken in: the rules have changed"


def test_the_program_opens_such_a_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Asked to watch, the window is higher by the strip, shows the game and its findings, and closes when asked to."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr(app, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(app, "saves_folder", lambda: tmp_path)
    shown: list[tuple[LiveScene, int]] = []
    first = app.watched_scene

    def watched(stage: Stage, begin: app.Beginning) -> LiveScene:
        scene = first(stage, begin)
        assert isinstance(scene, LiveScene)
        shown.append((scene, pygame.display.get_window_size()[1]))
        pygame.event.post(pygame.event.Event(pygame.QUIT))
        return scene

    monkeypatch.setattr(app, "watched_scene", watched)
    app.run(scenario=FIXTURES / "crossing", seed=SEED, watch=True)
    scene, high = shown[0]
    assert isinstance(scene.inner, PlayScene)
    assert high == 800 + round(scene.panel.high)
    assert not pygame.display.get_init()


def test_waiting_can_be_left(stage: Stage, tmp_path: Path) -> None:
    """Esc closes a window in which there is no game."""
    live = live_window(stage, tmp_path, "format: 1\n")
    live.press(pygame.K_ESCAPE)
    assert stage.leaving


def test_the_ending_follows_the_files_too(live: Live) -> None:
    """A game that is over shows its ending as the files now have it, and goes on where they now let it."""
    while not live.session.ended:
        state = live.session.state
        decide(live, "end_turn" if not state.due else "wreck.inquiry" if state.turn == 2 else "border.hold")
    live.scene.inner = EndingScene(live.stage, live.session)
    live.edit('title: "Drift"', 'title: "Adrift"')
    assert isinstance(live.scene.inner, EndingScene)
    assert live.scene.inner.caption.endswith("Adrift")


def test_the_title_offers_what_is_watched(live: Live) -> None:
    """Back at the title the watched scenario comes first, as it was saved last."""
    live.press(pygame.K_ESCAPE, pygame.K_TAB, pygame.K_RETURN)
    assert isinstance(live.scene.inner, TitleScene)
    live.edit("The Crossing", "The Ferry")
    live.scene.idle()
    assert isinstance(live.scene.inner, TitleScene)
    assert [live.scene.inner.offers[0].path, live.scene.inner.offers[0].title] == [live.file, "The Ferry"]


def test_what_is_out_of_date_is_read_again(tmp_path: Path) -> None:
    """A save while the files are being read, or before what was read is taken, leaves only what came after it."""
    started = iter(range(9))

    def read(_: Path) -> Iterator[reading.Read]:
        number = next(started)
        for part in ("errors", "warnings"):
            yield reading.Read(None, (Finding(f"{number}", part),), is_whole=part == "warnings")

    reads = reading.Reads(tmp_path, read)
    reads.begin()
    reads.begin()
    found: list[reading.Read] = []
    until = time.monotonic() + 20
    while len(found) < 2 and time.monotonic() < until:
        one = reads.finished()
        found += [one] if one is not None else []
    assert [str(one.findings[0]) for one in found] == ["error[1] errors", "error[1] warnings"]


def test_nothing_is_read_while_nothing_is_saved(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour of looking reads no file and paints nothing; a save of the same words leaves the desk as it is."""
    read: list[Path] = []

    def note(path: Path, *, errors_only: bool = False, tests: bool = True) -> loader.Examined:
        read.append(path)
        return loader.examine(path, errors_only=errors_only, tests=tests)

    monkeypatch.setattr(reading, "examine", note)
    scene = live.scene.inner
    for _ in range(100):
        live.now += 36
        live.scene.tick(live.now)
        assert live.paint() == []
    assert read == []
    live.save(live.text + "# a remark\n")
    assert read == [live.file] * 2
    assert live.scene.inner is scene
    assert live.scene.panel.told == "12:00:00 saved: nothing in the game has changed."


def test_a_save_plays_every_line_again(live: Live, tmp_path: Path) -> None:
    """The other lines of the game go on under the new rules too; where one loses decisions the old file stays."""
    save = Autosave(tmp_path / "game.json")
    decide(live, "visit", "talks")
    live.desk.autosave = save
    live.desk.save()
    live.scene.inner = live.desk.lead(Command("fork", "1"))
    decide_here(live, "talks")

    live.edit(VISIT, "effects: {trust.beijing: +2")

    first, fork = live.session.lines
    assert (first.decisions, fork.decisions) == (("visit", "talks"), ("talks",))
    assert fork is live.session
    assert first.scenario is fork.scenario
    before = save.path.read_bytes()
    live.edit("agenda: 2\n    limit: {times: 1}", "agenda: 9\n    limit: {times: 1}")
    live.desk.save()
    assert [line.decisions for line in live.session.lines] == [(), ("talks",)]
    assert save.path.read_bytes() == before
    assert live.desk.autosave is not None
    assert live.desk.autosave.path.name == "game-2.json"
