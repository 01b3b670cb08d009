"""What rules are written with, compiled: each kind of statement and expression comes to what Python comes to."""

from __future__ import annotations

import inspect
import struct
from math import ceil, floor
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from game.engine import rng
from game.simulation.lowering.kinds import INT, REAL, Array, Unknown
from game.simulation.lowering.program import lower

if TYPE_CHECKING:
    from collections.abc import Callable

native = pytest.importorskip("game.simulation.native", reason="llvmlite compiles the rules; play does without it")
numpy = pytest.importorskip("numpy", reason="compiled rules read and write arrays")

TABLES: dict[str, Any] = {"PLACES": (3, 0, -2, 1), "SHARES": (0.5, -0.0, 1e-300, 7), "YES": True, "LIMIT": 6}
LUCK = {name: getattr(rng, name) for name in vars(rng) if name.isupper()}
BODIES = {
    "arithmetic": "v[0] = v[1] - v[2] * 3.0 + n / 7\nv[3] = -v[2] + (n - 2)",
    "ways": "v[0] = 1.5 if v[1] < v[2] else n\nv[1] = (2.0 if n else 3.0) if not v[0] else v[3]",
    "logic": "if n > 2 and (v[0] > 0.0 or v[1] > 0.0) and not v[2] > 1.0:\n    v[3] = 1.0\nelse:\n    v[3] = 2.0",
    "yes or no": "told = n > 1 or v[0] == v[1]\nv[2] = 1.0 if told and YES else n\nv[3] = told > (n < 9)",
    "chains": "v[0] = 1.0 if 0.0 <= v[1] < 4.0 else 2.0\nv[2] = 1.0 if 1 < n <= LIMIT else 0.0",
    "rounding": "v[0] = float(floor(v[0]))\nv[1] = float(ceil(v[1] - 0.5))\nv[2] = abs(v[2])\nv[3] = float(int(v[3]))",
    "tables": "for k in range(4):\n    v[k] = v[k] + SHARES[k] * PLACES[k]",
    "loops": "for k in range(1, n):\n    if k == 3: continue\n    if k > 7: break\n    v[0] += k\nv[1] = k",
    "while": "left = n\nwhile left > 0 and v[0] < 1e6:\n    v[0] = v[0] * 2.0 + left\n    left -= 2\nv[1] = left",
    "ways that end": "if n < 5:\n    t1 = first(n)\n    v[0] = t1\n    return\nelse:\n    v[1] = first(1)\n    return",
    "several": "one, two, three = parts(n, v)\nv[0], v[1] = v[1], v[0]\nv[2] = one + two * three",
    "widening": "total = 0.0\nfor k in range(n):\n    total += k\n    if total > 9.0:\n        total = n\nv[0] = total",
    "nothing": "note(n, v, None)",
    "an early return": "if n < 3:\n    v[0] = 9.0\n    return\nv[0] = max(n, 5) + 0.5",
    "draws": "for k in range(4):\n    v[k] = draw_site(key_of(n * 1000003), k, U(n), n)",
    "infinities": "v[0] = v[0] * 1e300 * 1e300\nv[1] = v[1] / 1e-300\nv[2] = 1.0 if v[0] > v[1] else 0.0",
}
HELPERS = """
def first(entry):
    if entry > 2:
        return entry * 0.5
    else:
        return 7

def parts(n, v):
    if v[0] > 0.0:
        return n, 2, v[0]
    return 1, n, 0.25

def note(n, v, ledger):
    v[0] = n * 1.0
    if ledger is not None:
        ledger.append((n, 0.0))
"""
STARTS = ([0.0, -0.0, 2.5, -3.7], [1.0, 5.5, -0.4, 1e9], [-0.5, 0.5, 0.0, -0.0])


def function(place: int, body: str) -> str:
    """Return the text of a function."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f"def work_{place}(n, v):\n{lines}\n"


TEXT = "\n".join(
    [HELPERS, *(inspect.getsource(one) for one in (rng.mix, rng.key_of, rng.draw_site))]
    + [function(place, body) for place, body in enumerate(BODIES.values())]
)


@pytest.fixture(scope="module")
def compiled() -> dict[str, Callable[..., None]]:
    """Return every body compiled, by name."""
    kinds = (INT, Array(REAL, room=4))
    wide = {*LUCK} - {"U", "UNIT", "SEED_LIMIT"}
    text = lower(TEXT, TABLES | LUCK, wide, {f"work_{place}": kinds for place in range(len(BODIES))}, ["parts"])
    code = native.load(native.compile_module(text))
    return {name: native.Entry(code, f"work_{place}", kinds) for place, name in enumerate(BODIES)}


@pytest.fixture(scope="module")
def plain() -> dict[str, Callable[..., None]]:
    """Return every body as Python runs it, by name."""
    names: dict[str, Any] = TABLES | LUCK | {"floor": floor, "ceil": ceil}
    exec(TEXT, names)  # noqa: S102 - the text above
    return {name: names[f"work_{place}"] for place, name in enumerate(BODIES)}


@pytest.mark.parametrize("name", BODIES)
def test_compiled_text_comes_to_the_same_bits(
    compiled: dict[str, Callable[..., None]], plain: dict[str, Callable[..., None]], name: str
) -> None:
    """Whole numbers, floats with their signs of zero, and what was written where."""
    for n in (2, 3, 5, 12):
        for start in STARTS:
            values, fast = [*start], numpy.array(start)
            plain[name](n, values)
            compiled[name](n, fast)

            assert fast.tobytes() == struct.pack("<4d", *values), (n, start, values, fast)


@pytest.mark.parametrize(
    "body",
    [
        "v[0] = n % 2",
        "v[0] = n // 2",
        "v[0] = sum(v)",
        "v[0] = missing",
        "k = 1\nk = v[0]",
        "with v:\n    pass",
        "v[0] = [1.0][0]",
        "v[0] = n ** n",
        "for one in v:\n    v[0] = one",
        "v[0] = U(n) + n",
    ],
)
def test_what_is_not_understood_is_refused(body: str) -> None:
    """No other meaning is guessed."""
    with pytest.raises(Unknown):
        lower(function(0, body), TABLES, (), {"work_0": (INT, Array(REAL))})


def test_rows_of_arrays_of_several_dimensions_are_read_and_written() -> None:
    """A row is an array of its own; lengths are those of the array that was handed over."""
    text = dedent("""
        def copy(size, v, w):
            for k in range(size):
                w[k] = v[k]

        def work(rows, tables):
            for at in range(len(rows)):
                for k in range(tables.shape[1]):
                    copy(rows.shape[1], rows[at], tables[at, k])
                tables[at, 0, 0] += at
    """)
    kinds = (Array(REAL, 2), Array(REAL, 3))
    entry = native.Entry(native.load(native.compile_module(lower(text, {}, (), {"work": kinds}))), "work", kinds)
    rows, tables = numpy.arange(6.0).reshape(2, 3), numpy.zeros((2, 2, 4))
    entry(rows, tables)

    assert tables.tolist() == [
        [[0.0, 1.0, 2.0, 0.0], [0.0, 1.0, 2.0, 0.0]],
        [[4.0, 4.0, 5.0, 0.0], [3.0, 4.0, 5.0, 0.0]],
    ]


@pytest.mark.parametrize("wrong", ["float32", "short", "gaps"])
def test_an_array_of_another_kind_is_refused(compiled: dict[str, Callable[..., None]], wrong: str) -> None:
    """What is not as the compiled text expects it is never read or written."""
    given = {"float32": numpy.zeros(4, "float32"), "short": numpy.zeros(3), "gaps": numpy.zeros(8)[::2]}[wrong]
    with pytest.raises(AssertionError):
        compiled["arithmetic"](1, given)
