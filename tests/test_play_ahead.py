"""A policy that plays up to a turn, from which on a person does: in the session, the terminal and the window."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES
from driving import paint

from game.commands.play import play
from game.errors import UsageError
from game.policies import find_policy
from game.session.ahead import Lead
from game.session.saves import load_save
from game.session.session import Session
from game.window.scenes.ending import EndingScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import start_game

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.window.stage import Stage

CROSSING = str(FIXTURES / "crossing")
SEED = 7


def lead(until: int | None) -> Lead:
    """Return an even hand that plays up to a turn."""
    return Lead("uniform", lambda scenario: find_policy("uniform", scenario), until)


def test_it_decides_up_to_the_start_of_the_turn(crossing: Scenario) -> None:
    """The decisions are those that the policy takes in a whole game, up to where the turn begins."""
    whole, part = Session(crossing, SEED), Session(crossing, SEED)
    lead(None).play(whole)
    lead(3).play(part)
    assert whole.ended
    assert part.state is part.turn_states[2]
    assert part.decisions == whole.decisions[: len(part.decisions)]
    assert part.undo()
    assert part.state.turn == 2


def test_who_waits_is_told_the_turn_before_each_decision(crossing: Scenario) -> None:
    """Nothing is told after the last decision, and no turn is left out."""
    told: list[tuple[int, int]] = []
    session = Session(crossing, SEED)
    Lead("uniform", lambda scenario: find_policy("uniform", scenario), 3, lambda *at: told.append(at)).play(session)
    assert len(told) == len(session.decisions)
    assert dict.fromkeys(told) == {(1, crossing.turns): None, (2, crossing.turns): None}


def test_the_first_turn_is_the_person_s_own(crossing: Scenario) -> None:
    """Up to turn 1 nothing is decided."""
    session = Session(crossing, SEED)
    lead(1).play(session)
    assert session.decisions == ()
    assert lead(1).words(session) == "Turn 1 is yours."


@pytest.mark.parametrize("turn", [0, 99])
def test_a_turn_that_is_not_there_is_refused(crossing: Scenario, turn: int) -> None:
    """The message says which turns the scenario has."""
    with pytest.raises(UsageError, match=f"--until is {turn}; crossing has the turns 1 to {crossing.turns}"):
        lead(turn).play(Session(crossing, SEED))


def test_the_terminal_begins_in_that_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text mode says who played, shows the turn, and saves all decisions; what is saved can be resumed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
    file = tmp_path / "game.json"
    play(CROSSING, text=True, seed=SEED, save=file, policy="uniform", until=3)
    output = " ".join(capsys.readouterr().out.split())
    replay = load_save(file)
    assert len(replay.turns) - 1 == 3
    assert f"uniform played turns 1 to 2, {len(replay.decisions)} decisions. Turn 3 is yours." in output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"until": 3}, "--until needs --policy"),
        ({"policy": "unifrom"}, "did you mean `uniform`"),
        ({"policy": "goal:ware", "until": 2}, "did you mean `war`"),
        ({"policy": "uniform", "until": 12}, "crossing has the turns"),
        ({"watch": True}, "check --watch"),
    ],
)
def test_wrong_uses_are_refused(options: dict[str, object], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each wrong use says what to do instead."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(UsageError, match=words):
        play(CROSSING, text=True, **options)  # type: ignore[arg-type]


def test_a_resumed_game_takes_no_policy(tmp_path: Path) -> None:
    """A game that was saved goes on as its player left it."""
    with pytest.raises(UsageError, match="leave one of them out"):
        play(resume=tmp_path / "game.json", policy="uniform")


def test_watching_needs_a_scenario() -> None:
    """Without files there is nothing to follow."""
    with pytest.raises(UsageError, match="by its id or path"):
        play(watch=True)


def test_the_window_begins_in_that_turn(stage: Stage, crossing: Scenario) -> None:
    """The desk opens in the turn, and a dialog says who played up to it."""
    scene = start_game(stage, crossing, SEED, lead(3))
    paint(scene)
    assert isinstance(scene, PlayScene)
    assert scene.session.state.turn == 3
    assert [dialog.name for dialog in scene.dialogs] == ["lead"]


def test_the_window_shows_the_ending_of_a_game_that_was_played_whole(stage: Stage, crossing: Scenario) -> None:
    """Without a turn the policy plays to the end, which the window then shows."""
    scene = start_game(stage, crossing, SEED, lead(None))
    paint(scene)
    assert isinstance(scene, EndingScene)
    assert lead(None).words(scene.session).endswith("the game has ended.")
