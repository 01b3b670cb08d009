"""The text of the rules compiles, and compiled it plays the same games bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from game.engine import compiler, load_scenario, rng
from game.resources import scenarios_folder

if TYPE_CHECKING:
    from game.engine import Scenario

numba = pytest.importorskip("numba", reason="numba compiles the rules; play does without it")
numpy = pytest.importorskip("numpy", reason="compiled tables are arrays")

GAMES = 300


def compiled(scenario: Scenario) -> dict[str, Any]:
    """Return the rules of a scenario compiled: the same text over arrays and unsigned numbers that wrap."""
    names = compiler.namespace(scenario.tables)
    for name, value in scenario.tables.items():
        if isinstance(value, tuple):
            wide = any(isinstance(entry, int) and entry >= 2**63 for entry in value) or name in WIDE
            names[name] = numpy.array(value, dtype=numpy.uint64 if wide else None)
        elif name in WIDE:
            names[name] = numpy.uint64(value)
    for name in compiler.LUCK:
        if name not in ("U", "UNIT"):
            names[name] = numpy.uint64(getattr(rng, name))
    names["U"] = numpy.uint64
    given = set(names)
    compiler.run_text(compiler.whole_text(scenario.code), names)
    for name in [name for name in names if name not in given and callable(names[name])]:
        names[name] = numba.njit(names[name], error_model="numpy")
    # Else all of it would be compiled once more for each constant that a call happens to hold.
    whole, values, none = numba.int64, numba.float64[::1], numba.none
    for name, signature in (
        ("block", (whole, whole, whole, whole, values, none)),
        ("reply_legal", (whole, whole, whole, values)),
        ("ladders", (whole, whole, whole, values, none)),
        ("world", (whole, whole, whole, values, none)),
        ("decide", (whole, whole, whole, whole, values, none)),
        ("uniform", (whole, whole, whole, values)),
    ):
        names[name].compile(signature)
        names[name].disable_compile()
    return names


WIDE = {
    "AGAIN_SITE",
    "FADE_SITE",
    "MOVE_SITE",
    "PICK_SITE",
    "SITE_DRAW",
    "START_SITE",
    "UNIFORM_SITE",
    "WAY_DOWN_SITE",
}


def games(rules: dict[str, Any], values: Any, size: int) -> list[tuple[int, int, bytes]]:
    """Play with the even policy; return turn, ending and the last values' bytes of each game."""
    played = []
    for seed in range(GAMES):
        turn, ending = rules["playthrough"](seed, values)
        played.append((int(turn), int(ending), numpy.array(values[:size], dtype=numpy.float64).tobytes()))
    return played


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_compiled_games_of_the_main_scenario_are_bit_equal_to_plain_ones() -> None:
    """Nothing is in the text that cannot be compiled, and nothing that computes otherwise when it is."""
    scenario = load_scenario(scenarios_folder() / "difficult_game")
    size = scenario.tables["STATE_SIZE"]
    room = size + scenario.tables["SCRATCH_SIZE"]

    plain = games(scenario.rules, [0.0] * room, size)
    fast = games(compiled(scenario), numpy.zeros(room), size)

    assert plain == fast
