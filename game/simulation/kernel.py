"""The text of a scenario's rules, compiled for batches and kept in the user's cache folder.

What is compiled is the very text that play runs (`engine/compiler.py`), with its tables as constants: `lowering` says
it to LLVM, `native.py` has it made into code. It is kept under a name made of its content: a changed rule, another
llvmlite or another version of the game is another file. So a kernel that is found is the right one, and one that is cut
off, damaged or made for another processor is only made again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

from game import __version__
from game.engine import compiler
from game.errors import UsageError
from game.simulation.lowering.kinds import INT, REAL, Array
from game.simulation.lowering.program import lower

if TYPE_CHECKING:
    from game.engine import Scenario
    from game.simulation.lowering.kinds import Kind
    from game.simulation.native import Entry

__all__ = [
    "Kernel",
    "can_compile",
    "compile_kernel",
    "is_cached",
    "kernels_folder",
    "refused_by_cache",
    "require_compiler",
]

WIDE: Final = frozenset(
    {
        "AGAIN_SITE", "DECISION_SITE", "FADE_SITE", "FAVOURITE_SITE", "MOVE_SITE", "PICK_SITE", "SITE_DRAW",
        "START_SITE", "STRAY_SITE", "UNIFORM_SITE", "WAY_DOWN_SITE", "WORLD_SITE",
    }
).union(compiler.LUCK).difference({"U", "UNIT"})  # fmt: skip
"""Numbers of 64 bits without a sign: what draws are named by and made of."""

INLINED: Final = ("adjusted", "block", "is_open", "record", "right_side", "strikes", "take_place")
"""What is written out wherever it is called: most calls name a rule, whose numbers are then no longer looked up."""

COMPILING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Kernel:
    """The compiled rules of a scenario: what may be called in them, as `engine/players.py` describes it.

    Arrays are numpy's, in rows without gaps: places and columns of whole numbers int64, all else float64.
    """

    play_all: Entry
    play_worlds: Entry


def can_compile() -> bool:
    """Return whether rules can be compiled here at all; imports nothing."""
    return importlib.util.find_spec("llvmlite") is not None and importlib.util.find_spec("numpy") is not None


def kernels_folder() -> Path:
    """Return the folder of compiled rules; `MIDDLEGROUND_CACHE` names another than the user's."""
    named = os.environ.get("MIDDLEGROUND_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("middleground", appauthor=False)) / "kernels"


def require_compiler() -> None:
    """Say to a user who asks for compiled rules that none can be made here.

    Raises:
        UsageError: llvmlite is not installed.
    """
    if not can_compile():
        raise UsageError("rules cannot be compiled here: llvmlite is not installed; play them plainly")


def refused_by_cache(error: OSError) -> UsageError:
    """Return what to say to a user who asks for compiled rules where none can be kept."""
    reason = error.strerror or error
    return UsageError(f"no compiled rules can be kept in {kernels_folder()}: {reason}; play them plainly")


def is_cached(scenario: Scenario) -> bool:
    """Return whether the compiled rules of a scenario wait in the cache; imports neither llvmlite nor numpy."""
    return can_compile() and _path(scenario).exists()


def compile_kernel(scenario: Scenario) -> Kernel:
    """Return the rules of a scenario compiled, from the cache where they are there, else compiled now and kept.

    They free the interpreter while they run, so threads run them side by side.

    Raises:
        ImportError: llvmlite cannot be had.
        OSError: the folder of the cache cannot be written.
    """
    # Two threads must not compile the same rules side by side.
    with COMPILING:
        return _compiled(scenario)


@lru_cache(maxsize=8)
def _compiled(scenario: Scenario) -> Kernel:
    from game.simulation.native import Entry, load  # noqa: PLC0415 - brings llvmlite

    path = _path(scenario)
    code = load(_kept(path) or _made(scenario, path))
    return Kernel(**{name: Entry(code, name, kinds) for name, kinds in _entries(scenario).items()})


def _entries(scenario: Scenario) -> dict[str, tuple[Kind, ...]]:
    """Return what is called from outside, with the kinds of its parameters."""
    places, reals = Array(INT), Array(REAL)
    values = Array(REAL, room=scenario.tables["STATE_SIZE"] + scenario.tables["SCRATCH_SIZE"])
    player = (INT, INT, REAL, places, reals)
    rows, tables = Array(REAL, 2), Array(REAL, 3)
    return {
        "play_all": (*player, INT, INT, places, places, reals, rows, tables, values, values, values),
        "play_worlds": (INT, REAL, INT, INT, INT, INT, INT, INT, places, reals, values, values, values),
    }


def _path(scenario: Scenario) -> Path:
    return kernels_folder() / f"rules_{_digest(scenario)}.bin"


@lru_cache(maxsize=8)
def _digest(scenario: Scenario) -> str:
    """Return what names the compiled rules: all that they are made of, and by what."""
    from importlib.metadata import version  # noqa: PLC0415 - read only where a kernel is wanted

    names = compiler.namespace(scenario.tables)
    constants = repr([(name, value) for name, value in names.items() if not callable(value)])
    here = Path(__file__).parent
    made_by = [file.read_text(encoding="utf-8") for file in (here / "native.py", *sorted(here.glob("lowering/*.py")))]
    machine = (__version__, version("llvmlite"), platform.system(), platform.machine())
    parts = (constants, compiler.whole_text(scenario.code), *made_by, *machine)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def _kept(path: Path) -> bytes:
    """Return the code that a file keeps; nothing where it is missing, damaged or for another processor."""
    try:
        digest, _, code = path.read_bytes().partition(b"\n")
    except OSError:
        return b""
    return code if digest.decode(errors="replace") == _seal(code) else b""


def _seal(code: bytes) -> str:
    from game.simulation.native import processor  # noqa: PLC0415 - brings llvmlite

    return hashlib.sha256(processor().encode() + code).hexdigest()


def _made(scenario: Scenario, path: Path) -> bytes:
    from game.simulation.native import compile_module  # noqa: PLC0415 - brings llvmlite

    path.parent.mkdir(parents=True, exist_ok=True)
    names = compiler.namespace(scenario.tables)
    code = compile_module(lower(compiler.whole_text(scenario.code), names, WIDE, _entries(scenario), INLINED))
    _write(path, f"{_seal(code)}\n".encode() + code)
    return code


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another process may be looking for it."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
