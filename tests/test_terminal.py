"""The game as text: everything can be read and done with plain lines."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.engine import Scenario, load_scenario
from game.resources import find_scenario
from game.session.replay import read_replay
from game.session.saves import Autosave
from game.session.session import Session
from game.terminal.console import Console, Heading, standard_console
from game.terminal.play import TextGame
from game.terminal.view import why

if TYPE_CHECKING:
    from conftest import Small

CROSSING = load_scenario(Path(__file__).parent / "fixtures" / "crossing")
# Plays the crossing to its end: a visit, a reply to the wreck, two empty turns, a reply to the alert.
WHOLE = "visit\nend\ny\n1\nend\ny\nend\ny\n2\n"


@pytest.fixture
def apart(small: Small) -> Scenario:
    """Make a game with two moves of one group apart; the first can be sent once."""
    move = '{name}: {{group: {group}, title: "{title}", agenda: 1{more}, effects: {{tension: -1}}}}'
    return small(
        moves="\n".join((
            move.format(name="rest", group="Talks", title="Rest", more=", limit: {cooldown: 5}"),
            move.format(name="give", group="Aid", title="Give", more=""),
            move.format(name="nod", group="Talks", title="Nod", more=""),
        ))
    )  # fmt: skip


def typed_in(scenario: Scenario, typed: str) -> str:
    """Return all that the text mode writes of a scenario when `typed` is its input."""
    sink = io.StringIO()
    TextGame(Session(scenario, 7), Console(io.StringIO(typed), sink, width=100)).run()
    return sink.getvalue()


def said(typed: str, *, seed: int = 7, width: int = 100, save: Path | None = None) -> str:
    """Return all that the text mode writes when `typed` is its input."""
    sink = io.StringIO()
    console = Console(io.StringIO(typed), sink, width=width, echo=True)
    TextGame(Session(CROSSING, seed), console, Autosave(save) if save else None).run()
    return sink.getvalue()


def test_the_first_page_holds_all_that_is_needed() -> None:
    """Opening, date, points, numbers, goal and open moves with cost and expected changes stand on the first page."""
    page = said("")

    for part in (
        "The Crossing",
        "It is winter.",
        "Your goal: Bridge. Keep both.",
        "Turn 1 of 4: First week, 2026-01-05",
        "Moves, 2 points left",
        "Beijing: 50, even",
        "not yet: Trust in Seoul (Beijing) at least 55 (now 50)",
        "1. Visit Beijing, 2 points. Beijing up strongly, Tokyo down",
    ):
        assert part in page


def test_what_a_scenario_is_played_for_is_told_at_first_and_when_asked(apart: Scenario) -> None:
    """The scenario's own goals stand on the first page, and `goal`, `help` and `?` tell them again."""
    told = typed_in(load_scenario(find_scenario("first_month")), "goal\nhelp\n?\n")
    assert told.count("  Hold both summits, in Beijing and in Nara.") == len(("opening", "goal", "help", "?"))
    assert told.count("  quit: leave") == len(("help", "?"))
    assert "names no goal" in typed_in(apart, "goal\n")


def test_a_group_whose_moves_stand_apart_has_one_heading(apart: Scenario) -> None:
    """Moves are listed by group, in the order in which the groups come first, and keep their numbers."""
    told = typed_in(apart, "")
    assert [line.strip() for line in told.splitlines() if line.strip()[:2] in ("Ai", "Ta", "1.", "2.", "3.")] == [
        "Talks:", "1. Rest, 1 point. Tension down a little", "3. Nod, 1 point. Tension down a little",
        "Aid:", "2. Give, 1 point. Tension down a little",
    ]  # fmt: skip


def test_closed_is_said_once(apart: Scenario) -> None:
    """A reason that says itself that a move is closed is not told with the word twice."""
    told = typed_in(apart, "rest\nbrief rest\nmoves\nrest\n")
    assert "Closed: Closed" not in told
    assert told.count("Closed for the rest of the game") == len(("brief", "moves", "rest"))


def test_hidden_numbers_stay_hidden_until_the_end() -> None:
    """No page of play names a hidden number; the last one shows them all."""
    whole = said(WHOLE + "why hold\n")
    during, _, after = whole.partition("Hidden until now")

    assert "Beijing's hold" not in during.split("The goal asked for")[0]
    assert "from fear" not in during
    assert re.search(r"Beijing's hold: \d+", after)
    assert re.search(r"Why Beijing's hold is \d+", after)


@pytest.mark.parametrize("typed", ["why hold", "why visits", "why fearful"])
def test_a_number_that_may_not_be_seen_is_not_there_to_ask_for(typed: str) -> None:
    """Hidden numbers and bookkeeping cannot be asked for during play."""
    assert "There is no number" in said(typed)


@pytest.mark.parametrize("typed", ["1", "visit", "VISIT"])
def test_a_move_goes_by_number_or_id(typed: str) -> None:
    """A move is sent by its number in the list or its id, in any case of letters."""
    assert "Visit Beijing [Beijing +8, Tokyo -2]" in said(typed)


@pytest.mark.parametrize("typed", ["2\n1", "statement\nsoft", "statement soft", "statement.soft", "2.1", "2 1"])
def test_a_wording_is_asked_for_or_typed_with_the_move(typed: str) -> None:
    """A move with wordings asks how to say it, unless that was typed too."""
    assert "Speak on the strait: Seoul respects one China. [Beijing +3, Tokyo -1]" in said(typed)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("4", "Closed: Only after the visit."),
        ("visit\nvisit", "Closed: Done already."),
        ("statement\n", "Nothing was sent."),
        ("statement\nloud", "There is no wording `loud`."),
        ("visit\nstatement firm", "Closed: Tokyo would not notice. Nothing was sent."),
        ("vist", "Did you mean `visit`?"),
        ("halp", "Did you mean `help`?"),
        ("5", "There is no move or command `5`."),
        ("99999999999999999999", "There is no move or command"),
        ("brief vist", "Did you mean `visit`?"),
        ("why tensoin", "Did you mean `tension`?"),
        ("undo", "There is nothing to take back."),
        ("undo turn", "There is nothing to take back."),
    ],
)
def test_what_cannot_be_done_is_answered_with_the_reason(typed: str, answer: str) -> None:
    """A closed move, a slip of the finger and an empty undo each have their own answer."""
    assert answer in said(typed)


def test_points_are_not_thrown_away_without_asking() -> None:
    """Ending a turn with points left asks first, and anything but yes goes on."""
    kept = said("end\nno\n")

    assert "2 points of presidential time would be lost. End the turn? yes or no: no" in kept
    assert "The turn goes on." in kept
    assert "Turn 2 of 4" in said("end\nyes\n")


def test_an_event_asks_for_a_reply() -> None:
    """The replies are numbered, closed ones with their reason, and each goes by number or id."""
    asked = said("visit\nend\ny\nmoves\nend\n7\n2\ninquiry\n")

    assert "Seoul must reply: A drone comes down" in asked
    assert "2. blame: Blame the North (closed: Nobody would believe it)" in asked
    assert "No move can be sent now." in asked
    assert "A reply is due first." in asked
    assert "There is no reply `7`" in asked
    assert "Closed: Nobody would believe it." in asked
    assert "A drone comes down - Open an inquiry [Tension -2]" in asked


def test_the_news_tell_what_happened_with_its_changes() -> None:
    """What a capital did is told with its name, its whole text and the numbers that it moved."""
    told = said("visit\nnews\n")

    assert told.count("Tokyo: Tokyo worries. It says so. [Tokyo -2]") == 2


def test_why_begins_with_what_the_number_means() -> None:
    """Before anything has moved it, a number says what it is and what its start rests on."""
    scenario = load_scenario(find_scenario("difficult_game"))
    lines = [str(line) for line in why(Session(scenario, 5), scenario.number("dependence"))]

    assert lines[1].strip() == scenario.document.meters["dependence"].note
    assert lines[2] == "  Start: 68 [inferred; Korea's dependence on minerals from China]"


def test_why_gives_every_change_with_rule_factors_and_sources() -> None:
    """The ledger of a number has each change with its rule, the factors that acted, evidence and sources."""
    why = said("visit\nstatement.soft\nstatement.soft\nend\ny\n3\nwhy beijing\n")

    assert "Turn 1: Trust in Seoul (Beijing): 50 -> 58 (+8). Visit Beijing [sourced: S1]" in why
    assert "(+3 x 0.5 said before = +1.5)" in why


def test_brief_says_what_a_move_rests_on() -> None:
    """A brief has the text, the cost, the ministries and the sources of a move."""
    brief = said("brief 1\n")

    for part in (
        "A state visit",
        "Two days, one banquet.",
        "Ministry of foreign affairs, for: Now or never.",
        "A paper",
    ):
        assert part in brief


def test_odds_are_those_that_may_be_known() -> None:
    """The chances of visible rules are told in percent."""
    assert "30 %: Crisis at the border: Alert" in said("odds\n")


def test_bookkeeping_is_not_told() -> None:
    """A reaction without a text that moves no visible number stands neither in the news nor among the odds."""
    told = said("visit\nnews\nodds\nend\ny\n1\n")

    assert "Count visits" not in told
    assert "count_visits" not in told


def test_status_repeats_numbers_and_goal() -> None:
    """The numbers carry their change since the last turn began."""
    assert "Beijing: 58 (+8), even" in said("visit\nstatus\n")


def test_undo_takes_back_a_decision_or_a_turn() -> None:
    """After an undo the page before is shown again."""
    assert said("visit\nundo\n").count("Turn 1 of 4") == 2
    assert said("visit\nend\ny\nundo turn\nundo turn\n").count("Turn 1 of 4") == 2


def test_the_end_gives_an_account() -> None:
    """The last page says which ending, why, what the goal lacked and what was hidden, and play is over."""
    end = said(WHOLE + "visit\nend\nundo\n")

    for part in (
        "Drift: the game ended in turn 4 of 4.",
        "Nothing was settled.",
        "Because: none of the other endings came about.",
        "The goal asked for: Trust in Seoul (Tokyo) at least 40; it was 34: missed.",
        "Hidden until now: Beijing's hold",
        "The game is over",
        "Taken back.",
    ):
        assert part in end


def test_the_end_of_the_input_saves_and_leaves(tmp_path: Path) -> None:
    """Without more input the game is saved where it stands."""
    path = tmp_path / "game.json"

    assert f"Saved as {path}" in said("visit\ntalks", width=1000, save=path)
    assert read_replay(path).decisions == ("visit", "talks")


def test_quit_leaves_and_later_lines_are_not_read(tmp_path: Path) -> None:
    """What stands after quit is not played."""
    path = tmp_path / "game.json"

    said("quit\nvisit\n", save=path)

    assert read_replay(path).decisions == ()


def test_a_disk_that_refuses_does_not_stop_the_game(tmp_path: Path) -> None:
    """A save that fails is told, and the game goes on."""
    (tmp_path / "game.json").mkdir()

    told = said(WHOLE, save=tmp_path / "game.json")

    assert "Not saved:" in told
    assert "Drift: the game ended" in told


def test_save_writes_a_copy_and_never_over_another_file(tmp_path: Path) -> None:
    """The player may name a file; one that is no saved game is left alone."""
    essay = tmp_path / "essay.txt"
    essay.write_text("mine")

    told = said(f"visit\nsave {tmp_path / 'copy.json'}\nsave {essay}\nsave\n", width=1000)

    assert read_replay(tmp_path / "copy.json").decisions == ("visit",)
    assert "is no saved game; name another file" in told
    assert essay.read_text() == "mine"


def test_save_makes_no_folders(tmp_path: Path) -> None:
    """A slip in the name of a folder is told with a way out, and the game goes on."""
    told = said(f"save {tmp_path / 'gmaes' / 'copy.json'}\nvisit\nquit\n", width=1000)

    assert f"Not saved: {tmp_path / 'gmaes' / 'copy.json'}: there is no folder {tmp_path / 'gmaes'}; make it" in told
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_asked(width: int) -> None:
    """On narrow terminals everything wraps; only the echo of what was typed may be longer."""
    lines = said("moves\nbrief 1\nhelp\nodds\nnews\nwhy tension\n", width=width).splitlines()

    assert all(len(line) <= width for line in lines if not line.startswith(">"))


def test_the_text_needs_nothing_but_letters() -> None:
    """No box drawing, no arrows, no colour codes: a screen reader can say every sign."""
    assert re.fullmatch(r"[\x20-\x7e\n]*", said(WHOLE + "help\nmoves\nodds\nwhy tension\n"))


def test_headings_are_bold_only_where_asked() -> None:
    """The bold sign stands around headings of a console that may use it."""
    sink = io.StringIO()
    Console(io.StringIO(), sink, bold=True).write(Heading("Numbers"), "  Tension: 50")

    assert sink.getvalue() == "\n\x1b[1mNumbers\x1b[0m\n  Tension: 50\n"


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    """NO_COLOR or a dumb terminal keeps headings plain even on a screen."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert standard_console().bold

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert not standard_console().bold


@pytest.mark.parametrize(
    "typed", ["\x00\x1b[A\n", "\ud7ff" * 50 + "\n", "x" * 5000 + "\n", "why\n", "brief\n", "   \n"]
)
def test_strange_input_is_answered_and_played_on(typed: str) -> None:
    """Control signs, endless lines and empty arguments never end the game."""
    assert "Visit Beijing [Beijing +8, Tokyo -2]" in said(typed + "1\n")


def test_leaving_prints_whole_the_command_that_goes_on(tmp_path: Path) -> None:
    """The path is not broken at a narrow width, so that it can be copied."""
    path = tmp_path / "a rather long name of a saved game.json"

    end = said("visit\nquit", width=30, save=path)

    assert f"Saved as {path}\n" in end
    assert f"  middleground play --text --resume '{path}'\n" in end


def test_an_untouched_game_is_not_kept(tmp_path: Path) -> None:
    """Looking in and leaving takes no place among the saved games."""
    path = tmp_path / "game.json"
    console = Console(io.StringIO("quit\n"), io.StringIO())

    TextGame(Session(CROSSING, 7), console, Autosave(path), keep_untouched=False).run()

    assert not path.exists()
