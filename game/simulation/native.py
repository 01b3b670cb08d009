"""LLVM's text made into code of this machine's processor, and such code loaded: all that is asked of llvmlite."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import llvmlite.binding as llvm

from game.simulation.lowering.kinds import INT, REAL, Array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.simulation.lowering.kinds import Kind

__all__ = ["Entry", "compile_module", "load", "processor"]

THOROUGH: Final = 3
"""How hard LLVM tries."""
SMALL_ENOUGH: Final = 225
"""How large a function may be, in LLVM's measure, to be copied to where it is called: clang's figure for `-O2`."""
WORDS: Final = {INT: ctypes.c_int64, REAL: ctypes.c_double}
ELEMENTS: Final = {INT: "int64", REAL: "float64"}


@lru_cache(maxsize=1)
def processor() -> str:
    """Return the name of this machine's processor with all it can do: code for one does not run on every other."""
    return f"{llvm.get_default_triple()} {llvm.get_host_cpu_name()} {llvm.get_host_cpu_features().flatten()}"


def _machine() -> Any:  # noqa: ANN401 - llvmlite has no types of its own
    """Return a target machine: a new one each time, for loaded code takes its own into its possession."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=THOROUGH,
        # As LLVM's own users of its run-time compiler have it.
        reloc="static" if target.triple.startswith(("x86", "i386", "i686")) else "default",
        codemodel="jitdefault",
        jit=True,
    )


def compile_module(text: str) -> bytes:
    """Return a module's code as an object file."""
    machine = _machine()
    module = llvm.parse_assembly(text)
    module.verify()
    options = llvm.create_pipeline_tuning_options(THOROUGH)
    options.inlining_threshold = SMALL_ENOUGH
    # Rules are short and branch: what works on several numbers at once finds nothing to do and takes its time.
    options.slp_vectorization = options.loop_vectorization = False
    builder = llvm.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
    return bytes(machine.emit_object(module))


class Entry:
    """A compiled function that is called from outside; it frees the interpreter while it runs."""

    def __init__(self, code: Code, name: str, kinds: Sequence[Kind]) -> None:
        """Find the function in loaded code, which is kept as long as this is."""
        self._code = code
        self._kinds = tuple(kinds)
        words = [word for kind in kinds for word in _words(kind)]
        self._function = ctypes.CFUNCTYPE(None, *words)(code.engine.get_function_address(name))

    def __call__(self, *arguments: Any) -> None:  # noqa: ANN401 - numbers and numpy's arrays
        """Call it with numbers, and arrays without gaps in whose place it reads and writes."""
        given = [word for kind, one in zip(self._kinds, arguments, strict=True) for word in _given(kind, one)]
        self._function(*given)


@dataclass(frozen=True, slots=True)
class Code:
    """Code in memory."""

    engine: Any


def load(code: bytes) -> Code:
    """Return an object file's code, ready to be called."""
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return Code(engine)


def _words(kind: Kind) -> list[Any]:
    if isinstance(kind, Array):
        return [ctypes.c_void_p, *([ctypes.c_int64] * kind.dimensions if kind.dimensions > 1 else [])]
    assert isinstance(kind, str)
    return [WORDS[kind]]


def _given(kind: Kind, value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    if not isinstance(kind, Array):
        return (value,)
    # What is written past the end of an array is somebody else's.
    assert value.dtype.name == ELEMENTS[kind.element]
    assert value.ndim == kind.dimensions
    assert value.flags.c_contiguous
    assert value.size >= kind.room
    return value.ctypes.data, *(value.shape if kind.dimensions > 1 else ())
