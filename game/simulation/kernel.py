"""The text of a scenario's rules, compiled by numba for batches and kept in the user's cache folder.

The module that is compiled holds the very text that play runs (`engine/compiler.py`), with its tables as arrays, under
a name made of its content: a changed rule, another numba or another Python is another file. So a kernel that is found
is the right one, and one that is cut off or damaged is only made again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import platformdirs

from game import __version__
from game.engine import compiler

if TYPE_CHECKING:
    from types import ModuleType

    from game.engine import Scenario

__all__ = ["compile_kernel", "have_numba", "is_cached", "kernels_folder"]

WIDE: Final = frozenset(
    {
        "AGAIN_SITE", "DECISION_SITE", "FADE_SITE", "FAVOURITE_SITE", "MOVE_SITE", "PICK_SITE", "SITE_DRAW",
        "START_SITE", "STRAY_SITE", "UNIFORM_SITE", "WAY_DOWN_SITE", "WORLD_SITE",
    }
)  # fmt: skip
"""Numbers of 64 bits without a sign: what draws are named by."""

INT, REAL, VALUES, PLACES = "int64", "float64", "float64[::1]", "int64[::1]"
VISIT = (INT, INT, INT, VALUES, "none")
PLAYER = (INT, INT, REAL, PLACES, VALUES)
STATE = (INT, INT, INT)
GENERATED: Final = (INT, INT, VALUES)
SIGNATURES: Final = {
    **dict.fromkeys(
        ("legal", "cost", "amount", "weigh", "climb_chance", "fade_chance", "again_chance", "way_down_chance",
         "ending_value"),
        GENERATED,
    ),
    "since": (REAL, INT),
    "factor": (INT, INT, INT, VALUES),
    "record": (INT, INT, VALUES, "none"),
    "in_three_passes": (INT, INT, INT, INT, VALUES, "none"),
    "block": (INT, INT, INT, INT, VALUES, "none"),
    "reply_legal": (INT, INT, INT, VALUES),
    "strikes": (REAL, INT, INT, INT),
    "take_place": (INT, INT, VALUES, "none"),
    "waits": (INT, INT, VALUES),
    "pick": (INT, INT, INT, VALUES),
    "event": (INT, INT, INT, VALUES, "none"),
    "is_open": (INT, INT, INT, INT, VALUES),
    "ladders": (INT, INT, INT, VALUES, "none"),
    "world": (INT, INT, INT, VALUES, "none"),
    "decide": (INT, *STATE, VALUES, "none"),
    "uniform": (*STATE, VALUES),
    "short_of": (INT, REAL, INT, VALUES),
    "missing": GENERATED,
    "is_legal": (INT, INT, INT, VALUES),
    "after": (INT, INT, INT, INT, VALUES, VALUES),
    "straying": (INT, REAL, *STATE, VALUES, VALUES),
    "in_world": (INT, REAL, INT, INT, *STATE, VALUES, VALUES, VALUES),
    "outlook": (INT, REAL, INT, *STATE, VALUES, VALUES, VALUES),
    "play_on": (*PLAYER, INT, *STATE, VALUES, VALUES, VALUES),
}  # fmt: skip
"""What is compiled by itself first; else all of it would be compiled again for each constant that a call holds."""
COPIES = (VALUES, VALUES, VALUES)
ENTRIES: Final = {
    "play_all": (*PLAYER, INT, INT, PLACES, PLACES, VALUES, "float64[:,::1]", "float64[:,:,::1]", *COPIES),
    "play_worlds": (INT, REAL, INT, *STATE, INT, INT, PLACES, VALUES, *COPIES),
}
"""What is called from outside, and kept in the cache."""


COMPILING = threading.Lock()


def have_numba() -> bool:
    """Return whether rules can be compiled here at all; imports nothing."""
    return importlib.util.find_spec("numba") is not None and importlib.util.find_spec("numpy") is not None


def kernels_folder() -> Path:
    """Return the folder of compiled rules; `MIDDLEGROUND_CACHE` names another than the user's."""
    named = os.environ.get("MIDDLEGROUND_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("middleground", appauthor=False)) / "kernels"


def is_cached(scenario: Scenario, *, planner: bool = False) -> bool:
    """Return whether the compiled rules of a scenario wait in the cache; imports neither numba nor numpy."""
    return have_numba() and _mark(_path(scenario, planner=planner)).exists()


def compile_kernel(scenario: Scenario, *, planner: bool = False) -> Any:  # noqa: ANN401 - numba's functions have no types of their own
    """Return the rules of a scenario compiled, from the cache where they are there, else compiled now and kept.

    It is a module; what may be called in it is `play_all` and `play_worlds`, as `engine/players.py` describes them.

    Args:
        scenario: what is to be played.
        planner: whether the planner can be asked to play; it takes a fifth more time to compile.

    They free the interpreter while they run, so threads run them side by side.

    Raises:
        ImportError: numba or numpy cannot be had.
        OSError: the folder of the cache cannot be written.
    """
    # Two threads must not compile the same rules side by side.
    with COMPILING:
        return _compiled(scenario, planner=planner)


@lru_cache(maxsize=8)
def _compiled(scenario: Scenario, *, planner: bool) -> Any:  # noqa: ANN401 - as above
    path = _path(scenario, planner=planner)
    if not path.exists():
        _write(path, _source(scenario, planner=planner))
    module = _import(path)
    if getattr(module, "READY", False):
        # Another object of the same scenario came first.
        return module
    if not _mark(path).exists():
        _compile_parts(module)
    for name, types in ENTRIES.items():
        entry = getattr(module, name)
        entry.compile(_types(types))
        entry.disable_compile()
    _mark(path).touch()
    module.READY = True  # type: ignore[attr-defined]
    return module


def _path(scenario: Scenario, *, planner: bool) -> Path:
    return kernels_folder() / f"rules_{_digest(_source(scenario, planner=planner))}.py"


def _mark(path: Path) -> Path:
    """Return the file that says that all of a kernel was compiled and kept."""
    return path.with_suffix(".compiled")


def _digest(source: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - read only where a kernel is wanted

    made_by = (__version__, sys.version, sys.platform, version("numba"), version("numpy"))
    return hashlib.sha256("\n".join((source, *made_by)).encode()).hexdigest()[:20]


@lru_cache(maxsize=8)
def _source(scenario: Scenario, *, planner: bool) -> str:
    """Return the module: constants, tables as arrays, the text of the rules, and all of it handed to numba."""
    names = compiler.namespace(scenario.tables) | {"WITH_PLANNER": planner}
    lines = [
        "from __future__ import annotations",
        "",
        "from math import ceil, floor",
        "",
        "import numba",
        "import numpy",
    ]
    lines += [f"{name} = {_constant(name, value)}" for name, value in names.items() if name not in ("ceil", "floor")]
    text = compiler.whole_text(scenario.code)
    return "\n".join([*lines, "", text, "", FOOT])


FOOT = f"""
for _name, _function in list(globals().items()):
    if callable(_function) and getattr(_function, "__module__", "") == __name__ and _name not in {tuple(ENTRIES)!r}:
        globals()[_name] = numba.njit(
            _function, error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False
        )
for _name in {tuple(ENTRIES)!r}:
    globals()[_name] = numba.njit(
        globals()[_name], error_model="numpy", nogil=True, no_cfunc_wrapper=True, cache=True, _nrt=False
    )
"""


def _constant(name: str, value: object) -> str:
    wide = name in WIDE or (name in compiler.LUCK and name not in ("U", "UNIT"))
    if name == "U":
        return "numpy.uint64"
    if isinstance(value, tuple):
        kind = "uint64" if wide else "int64" if all(isinstance(one, int) for one in value) else "float64"
        return f"numpy.array({value!r}, dtype=numpy.{kind})"
    return f"numpy.uint64({value!r})" if wide else repr(value)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all: another process may be looking for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _import(path: Path) -> ModuleType:
    name = path.stem
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # numba looks a function's module up by its name.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _types(names: tuple[str, ...]) -> tuple[Any, ...]:
    import numba  # noqa: PLC0415 - heavy

    known = {"int64": numba.int64, "float64": numba.float64, "none": numba.none}
    arrays = {"int64[::1]": numba.int64[::1], "float64[::1]": numba.float64[::1]}
    tables = {"float64[:,::1]": numba.float64[:, ::1], "float64[:,:,::1]": numba.float64[:, :, ::1]}
    known |= arrays | tables
    return tuple(known[name] for name in names)


def _compile_parts(module: ModuleType) -> None:
    visits = {name: VISIT for name in vars(module) if name.startswith("visit_")}
    names = list(SIGNATURES)
    # What the visits call comes first, and what calls them comes after.
    before = names[: names.index("ladders")]
    signatures = {name: SIGNATURES[name] for name in before} | visits | SIGNATURES
    for name, types in signatures.items():
        if name == "outlook" and not module.WITH_PLANNER:
            continue
        function = getattr(module, name)
        function.compile(_types(types))
        function.disable_compile()
