"""The replay file: the same game again, and a clear refusal of anything else."""

from __future__ import annotations

import json
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine import END_TURN, compile_document, load_scenario
from game.errors import ReplayError
from game.policies import Uniform
from game.session.replay import (
    Replay,
    parse_replay,
    read_replay,
    record,
    replay_legal,
    replay_text,
    resume,
    verify,
)
from game.session.replay_file import FORMAT, MAX_BYTES
from game.session.session import Session

CROSSING = load_scenario(Path(__file__).parent / "fixtures" / "crossing")


def whole_game(seed: int = 7) -> Session:
    """Return a finished game of even decisions."""
    session = Session(CROSSING, seed)
    while not session.ended:
        session.apply(Uniform()(CROSSING, session.state))
    return session


GAME = whole_game()
REPLAY = record(GAME, "2026-02-01T10:00:00+00:00")
TEXT = replay_text(REPLAY)


def changed(**keys: Any) -> bytes:
    """Return the file with some top keys replaced."""
    return json.dumps(json.loads(TEXT) | keys).encode()


def harder() -> Any:
    """Return the scenario with another start of tension: other rules, same id."""
    document = CROSSING.document
    tension = document.meters["tension"].model_copy(update={"start": 51.0})
    return compile_document(document.model_copy(update={"meters": document.meters | {"tension": tension}}))


@pytest.mark.parametrize("seed", [0, 1, 7, 2**63 - 1])
def test_a_replay_is_the_same_after_writing_and_reading(seed: int) -> None:
    """Writing and reading a replay loses nothing, and it verifies."""
    replay = record(whole_game(seed))

    assert parse_replay(replay_text(replay).encode(), "game") == replay
    assert verify(CROSSING, replay) is None


def test_a_game_with_a_reply_due_resumes_where_it_stood() -> None:
    """A game saved while a reply is due asks for it again."""
    session = Session(CROSSING, 7, ["visit", "talks", "end_turn"])

    resumed = resume(CROSSING, parse_replay(replay_text(record(session)).encode(), "game"))

    assert resumed.states == session.states
    assert resumed.state.due


def test_a_tampered_number_is_named_with_its_turn() -> None:
    """Verification names the first turn and the first number that differ."""
    turns = list(REPLAY.turns)
    numbers = tuple((name, value + 1 if name == "tension" else value) for name, value in turns[2].numbers)
    turns[2] = replace(turns[2], numbers=numbers)

    found = verify(CROSSING, replace(REPLAY, turns=tuple(turns)))

    assert found is not None
    assert (found.turn, found.number) == (3, "tension")
    assert "turn 3: `tension` was recorded as" in found.reason


def test_a_tampered_digest_is_noticed() -> None:
    """A state that differs in what is not shown is noticed by its digest."""
    turns = (replace(REPLAY.turns[0], digest="0" * 64), *REPLAY.turns[1:])

    found = verify(CROSSING, replace(REPLAY, turns=turns))

    assert found is not None
    assert "digest" in found.reason


def test_another_decision_is_noticed() -> None:
    """A decision that was exchanged shows as a difference or as illegal."""
    decisions = (END_TURN, *REPLAY.decisions[1:])

    assert verify(CROSSING, replace(REPLAY, decisions=decisions)) is not None


def test_missing_turns_are_noticed() -> None:
    """A file whose record stops before its decisions do is not verified."""
    found = verify(CROSSING, replace(REPLAY, turns=REPLAY.turns[:-1]))

    assert found is not None
    assert found.number == "turn"


def test_another_scenario_is_refused() -> None:
    """A replay of another scenario names the one it is of."""
    with pytest.raises(ReplayError, match="of the scenario `other`, not of `crossing`"):
        resume(CROSSING, replace(REPLAY, scenario="other"))


def test_changed_rules_are_never_resumed_silently() -> None:
    """After an edit of the rules a replay is refused, and verification names the first number that differs."""
    edited = harder()

    with pytest.raises(ReplayError, match="rules of `crossing` have changed"):
        resume(edited, REPLAY)
    found = verify(edited, REPLAY)

    assert found is not None
    assert (found.turn, found.number, found.recorded, found.played) == (1, "tension", 50.0, 51.0)


def test_changed_rules_can_be_played_up_to_the_first_illegal_decision() -> None:
    """The decisions are played under the new rules as far as they go."""
    moves = {name: move for name, move in CROSSING.document.moves.items() if name != "talks"}
    events = {name: event for name, event in CROSSING.document.events.items() if name != "answer"}
    document = CROSSING.document.model_copy(update={"moves": moves, "events": events})
    replay = record(Session(CROSSING, 7, ["visit", "talks", "end_turn"]))

    session, stopped = replay_legal(compile_document(document), replay)

    assert session.decisions == ("visit",)
    assert stopped.startswith("decision 2, `talks` in turn 2")


def test_texts_may_change_without_harm() -> None:
    """A scenario whose texts were edited resumes the game."""
    about = CROSSING.document.scenario.model_copy(update={"title": "Another title"})
    edited = compile_document(CROSSING.document.model_copy(update={"scenario": about}))

    assert resume(edited, REPLAY).state == GAME.state


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"[]", "is no map"),
        (b"{}", "not a replay of Middle Ground"),
        (b'{"kind": "chess game"}', "not a replay of Middle Ground"),
        (b"[" * 100_000, "nested too deep"),
        (b"9" * 10_000, "number that no replay has"),
        (b" " * (MAX_BYTES + 1), "larger than 16 MiB"),
        (changed(format=FORMAT + 1), "format: is 3, newer than this program reads"),
        (changed(format="1"), "format: is '1'; this program reads 1 and 2"),
        (changed(format=True), "format: is True"),
        (changed(seed=-1), "seed: is -1; expected a whole number"),
        (changed(seed=1.5), "seed: is 1.5"),
        (changed(seed=2**63), "seed: is 9223372036854775808"),
        (changed(decisions="end_turn"), "decisions: is no list"),
        (changed(decisions=["End turn"]), r"decisions\[0\]: is 'End turn'"),
        (changed(decisions=["end_turn"] * 20_001), "at most 20000"),
        (changed(turns=[{"digest": "0" * 64}]), r"turns\[0\]: has no `numbers`"),
        (changed(turns=[{"digest": "x", "numbers": {}}]), r"turns\[0\].digest"),
        (changed(rules_digest=""), "rules_digest"),
        (changed(saved_at="\x1b[31m"), "saved_at: is not a short line"),
        (changed(extra=1), "key that this format does not know: 'extra'"),
        (TEXT.replace('"seed": 7', '"seed": 7, "seed": 8').encode(), "stands there twice"),
        (TEXT.replace('"tension": 50.0', '"tension": NaN').encode(), "holds NaN"),
        (TEXT.replace('"tension": 50.0', '"tension": 1e999').encode(), "tension: is too large"),
        (TEXT.replace('"tension": 50.0', '"tension": "50"').encode(), "tension: is '50'; expected a number"),
    ],
)
def test_what_is_no_replay_is_refused_with_its_place(data: bytes, message: str) -> None:
    """Each kind of damage has its own message, which names the file."""
    with pytest.raises(ReplayError, match=message) as caught:
        parse_replay(data, "game.json")

    assert str(caught.value).startswith("game.json: ")
    assert "\n" not in str(caught.value)


def test_a_missing_key_is_named() -> None:
    """Each key that must be there is missed by name."""
    for key in ("scenario", "rules_digest", "seed", "decisions", "turns"):
        content = json.loads(TEXT)
        del content[key]

        with pytest.raises(ReplayError, match=f"has no `{key}`"):
            parse_replay(json.dumps(content).encode(), "game")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A path that cannot be opened gives the reason of the system."""
    with pytest.raises(ReplayError, match="cannot be opened: No such file"):
        read_replay(tmp_path / "none.json")


def test_a_file_cut_anywhere_is_refused() -> None:
    """However many bytes are missing at the end, the file is refused or (only blanks missing) whole."""
    data = TEXT.encode()

    for length in range(len(data)):
        try:
            assert parse_replay(data[:length], "game") == REPLAY
        except ReplayError:
            continue


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_a_replay_error_or_a_replay(data: st.DataObject) -> None:
    """Whatever bytes are exchanged, reading and verifying end in a replay, a difference or a ReplayError."""
    content = bytearray(TEXT.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    try:
        replay = parse_replay(bytes(content), "game")
        verify(CROSSING, replay)
    except ReplayError:
        return
    assert isinstance(replay, Replay)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "digest", "numbers"]), inner),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(json.loads(TEXT))), VALUES)
def test_any_value_in_any_place_gives_a_replay_error_or_a_replay(key: str, value: object) -> None:
    """Values of every kind in place of a key's own are refused with a message, never with a crash."""
    content = json.loads(TEXT)
    content[key] = value
    try:
        replay = parse_replay(json.dumps(content).encode(), "game")
        verify(CROSSING, replay)
    except ReplayError:
        return
    assert isinstance(replay, Replay)
