"""Forks of a game: what a line is, how the file keeps every line, and what is said of a file whose forks are broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine import Decision, compile_document, legal_moves, load_scenario
from game.errors import ReplayError, SaveError
from game.session import saves
from game.session.replay import (
    kept_lines,
    parse_replay,
    record,
    replay_legal,
    replay_session,
    replay_text,
    resume,
    verify,
)
from game.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

CROSSING = load_scenario(Path(__file__).parent / "fixtures" / "crossing")
LONGEST = 24


def moved(session: Session, picks: list[int]) -> Session:
    """Take decisions by their place among the legal ones, as long as the game goes on."""
    for pick in picks:
        if not session.ended:
            legal = [way.decision for way in legal_moves(CROSSING, session.state) if way.legal]
            session.apply(legal[pick % len(legal)])
    return session


def forked() -> Session:
    """Return the second fork of a game whose first line, and whose first fork, were played to the end."""
    first = moved(Session(CROSSING, 7), [3] * LONGEST)
    one = moved(first.part(2), [1] * LONGEST)
    return moved(one.part(3), [0, 2])


def content_of(session: Session) -> dict[str, Any]:
    """Return what the file of a game holds."""
    content: dict[str, Any] = json.loads(replay_text(record(session)))
    return content


def parsed(content: dict[str, Any]) -> Any:
    """Return the replay of what a file holds."""
    return parse_replay(json.dumps(content).encode(), "game.json")


def lines_of(session: Session) -> list[tuple[Decision, ...]]:
    """Return the decisions of every line that is kept."""
    return [line.decisions for line in kept_lines(session)]


def test_a_fork_leaves_the_line_that_it_parts_from_as_it_is() -> None:
    """What is decided or taken back in a fork changes nothing else, and both are lines of one game."""
    first = moved(Session(CROSSING, 7), [3] * LONGEST)
    before = first.states

    fork = moved(first.part(2), [1] * 4)
    while fork.undo():
        pass

    assert first.states == before
    assert fork.lines == first.lines == (first, fork)


def test_a_fork_is_kept_once_it_has_a_decision_of_its_own() -> None:
    """Parting alone, or playing what the first line played, is no line yet; one other decision is."""
    first = moved(Session(CROSSING, 7), [3] * LONGEST)
    fork = first.part(2)
    fork.apply(first.decisions[len(fork.decisions)])
    assert kept_lines(fork) == (first,)
    assert record(fork) == record(first)

    played = first.decisions[len(fork.decisions)]
    fork.apply(next(one.decision for one in legal_moves(CROSSING, fork.state) if one.legal and one.decision != played))

    assert kept_lines(fork) == (first, fork)
    assert record(fork).playing == 1


def test_a_fork_without_a_decision_stands_for_the_line_that_it_was_made_from() -> None:
    """Who parts from a fork and decides nothing comes back to that fork, though the first line shares the past."""
    first = moved(Session(CROSSING, 7), [3] * LONGEST)
    one = moved(first.part(2), [1] * LONGEST)
    unstarted = one.part(2)
    again = unstarted.part(1)

    assert kept_lines(again) == (first, one)
    assert [record(line).playing for line in (unstarted, again, first.part(2))] == [1, 1, 0]
    assert resume(CROSSING, parsed(content_of(unstarted))).decisions == one.decisions


def test_a_fork_of_a_fork_parts_from_the_first_line() -> None:
    """Its place is where it parts from the first line, and its file tells the line that was played last."""
    second = forked()

    replay = record(second)

    assert [fork.turn for fork in replay.forks] == [2, 2]
    assert replay.playing == 2
    assert replay.line(2).decisions == second.decisions
    assert replay.line(2).turns == record(Session(CROSSING, 7, second.decisions)).turns


def test_the_file_of_a_game_without_forks_is_as_it_was() -> None:
    """It is of format 1 and names no forks, so programs from before can read it."""
    content = content_of(Session(CROSSING, 7, [Decision("visit")]))

    assert content["format"] == 1
    assert not {"forks", "playing"} & set(content)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.lists(st.integers(0, 9), max_size=9)), max_size=5))
def test_every_line_comes_back_from_the_file(forks: list[tuple[int, int, list[int]]]) -> None:
    """Whatever is forked from whatever line, the file has it all, verifies, and opens on the line played last."""
    line = moved(Session(CROSSING, 7), [3] * LONGEST)
    for at, turn, picks in forks:
        parent = line.lines[at % len(line.lines)]
        line = moved(parent.part(1 + turn % len(parent.turn_states)), picks)
    saved = record(line)

    opened = parse_replay(replay_text(saved).encode(), "game")
    session = resume(CROSSING, opened)

    assert opened == saved
    assert verify(CROSSING, opened) is None
    assert lines_of(session) == lines_of(line)
    assert session.decisions[: len(line.decisions)] == line.decisions
    assert record(session) == saved


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return what the file of a forked game holds, with something changed."""
    content = content_of(forked())
    change(content)
    return content


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.update(forks={}), "forks: is no list"),
        (lambda content: content.update(playing=3), "playing: is 3, but the file has 2 forks"),
        (lambda content: content.pop("playing"), "has no `playing`"),
        (lambda content: content.update(format=1), "key that this format does not know: 'forks'"),
        (lambda content: content.update(format=3), "format: is 3, newer than this program reads"),
        (lambda content: content["forks"].append("x"), r"forks\[2\]: is no map"),
        (lambda content: content["forks"][1].update(note=""), r"forks\[1\]: has a key that this format does not know"),
        (lambda content: content["forks"][0].pop("after"), r"forks\[0\]: has no `after`"),
        (lambda content: content["forks"][0].update(turn=99), r"forks\[0\].turn: is 99; the first line has the turns"),
        (lambda content: content["forks"][0].update(after=999), r"forks\[0\].after: is 999; the first line has"),
        (lambda content: content["forks"][1]["decisions"].append(3), r"forks\[1\].decisions\[\d\]: is 3"),
        (lambda content: content["forks"][1]["turns"][0].update(digest=""), r"forks\[1\].turns\[0\].digest"),
        (lambda content: content.update(forks=[{}] * 501), "forks: has 501 entries; a replay has at most 500"),
    ],
)
def test_a_broken_part_of_forks_is_refused_at_its_place(
    change: Callable[[dict[str, Any]], object], message: str
) -> None:
    """Each kind of damage to the forks has a message that names the file and the key."""
    with pytest.raises(ReplayError, match=message) as caught:
        parsed(broken(change))

    assert str(caught.value).startswith("game.json: ")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda forks: forks[1]["turns"][1]["numbers"].update(tension=1.0), "fork 2: turn 3: `tension` was recorded"),
        (lambda forks: forks[0]["decisions"].insert(0, "visit.nowhere"), "fork 1: turn 2: decision"),
        (lambda forks: forks[0]["turns"].pop(), "fork 1: turn"),
        (lambda forks: forks[0].update(turn=1, turns=[{}]), "fork 1: turn"),
    ],
)
def test_a_fork_that_does_not_play_as_recorded_is_named(change: Callable[[Any], object], reason: str) -> None:
    """The forks are checked like the first line, and a file that fails is not opened."""
    content = content_of(forked())
    first = content["turns"][0]
    change(content["forks"])
    for fork in content["forks"]:
        fork["turns"] = [turn or first for turn in fork["turns"]]
    replay = parsed(content)

    found = verify(CROSSING, replay)

    assert found is not None
    assert found.reason.startswith(reason)
    with pytest.raises(ReplayError, match="does not play as recorded: fork"):
        resume(CROSSING, replay)


def test_a_fork_tells_truly_in_which_turn_it_parts() -> None:
    """The turn that a fork names is checked against its decisions, also where its numbers fit."""
    content = content_of(forked())
    fork = content["forks"][0]
    fork.update(turn=1, turns=[content["turns"][0], *fork["turns"]])

    found = verify(CROSSING, parsed(content))

    assert found is not None
    assert found.reason == "fork 1: turn 2: it parts here, but was recorded as parting in turn 1"


def test_under_other_rules_every_line_is_played_as_far_as_it_goes() -> None:
    """Opening a game of older rules, or playing on under edited ones, keeps the other lines beside it."""
    second = forked()

    opened, _ = replay_legal(CROSSING, record(second))
    again, stopped = replay_session(CROSSING, second, second.decisions[:-1])

    assert lines_of(opened) == lines_of(second)
    assert not stopped
    assert [line.decisions for line in again.lines] == [line.decisions for line in second.lines[:-1]] + [
        second.decisions[:-1]
    ]
    assert again is again.lines[2]


def test_playing_a_fork_never_loses_the_first_line(tmp_path: Path) -> None:
    """At every save of a fork, also after taking decisions back, the file has the first line whole."""
    first = moved(Session(CROSSING, 7), [3] * LONGEST)
    save = saves.Autosave(tmp_path / "game.json")
    save.save(first)
    fork = first.part(2)
    seen = set()

    for deed in (lambda: moved(fork, [1]), lambda: moved(fork, [1] * LONGEST), fork.undo_turn, fork.undo, fork.undo):
        deed()
        save.save(fork)
        kept = saves.load_save(save.path)
        seen.add(len(kept.forks))
        assert kept.line(0).decisions == first.decisions
        assert resume(CROSSING, kept).decisions[: len(fork.decisions)] == fork.decisions

    assert seen == {1}


def test_more_forks_than_a_file_holds_are_refused_and_the_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A game with too many forks is told; what was saved before can still be opened."""
    second = forked()
    save = saves.Autosave(tmp_path / "game.json")
    save.save(second.lines[0])
    monkeypatch.setattr(saves, "MAX_FORKS", 2)
    moved(second.part(1), [2, 2])

    with pytest.raises(SaveError, match="the game has 3 forks"):
        save.save(second)

    assert len(saves.load_save(save.path).forks) == 2


def test_a_file_that_is_kept_under_other_rules_is_recorded_anew(tmp_path: Path) -> None:
    """Nothing that was recorded under the old rules stays in the file of a game that goes on under new ones."""
    save = saves.Autosave(tmp_path / "game.json")
    second = forked()
    save.save(second)
    assert saves.load_save(save.path) == record(second)

    tension = CROSSING.document.meters["tension"].model_copy(update={"start": 51.0})
    meters = CROSSING.document.meters | {"tension": tension}
    harder = compile_document(CROSSING.document.model_copy(update={"meters": meters}))
    save.save(replay_session(harder, second, second.decisions)[0])

    assert verify(harder, saves.load_save(save.path)) is None
