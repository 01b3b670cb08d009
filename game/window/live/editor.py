"""Opening a place of a file in the author's editor: the one that EDITOR names, or VS Code."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.errors import Place

__all__ = ["Editor", "command_for", "copied"]

VARIABLES = ("VISUAL", "EDITOR")
HERE = "{file}:{line}:{column}"
ARGUMENTS = MappingProxyType(
    dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), ("--goto", HERE))
    | dict.fromkeys(("subl", "sublime_text", "zed", "atom", "lapce"), (HERE,))
    | dict.fromkeys(("emacsclient", "emacs", "gedit", "gnome-text-editor", "xed"), ("+{line}:{column}", "{file}"))
    | dict.fromkeys(("gvim", "mvim", "geany", "mousepad", "pluma"), ("+{line}", "{file}"))
    | dict.fromkeys(("kate", "kwrite"), ("-l", "{line}", "-c", "{column}", "{file}"))
    | dict.fromkeys(("idea", "pycharm", "webstorm"), ("--line", "{line}", "{file}"))
    | {"notepad++": ("-n{line}", "-c{column}", "{file}")}
)
"""How an editor is told a place. Any other is given the file alone: it might take a line for a second file."""

IN_TERMINAL = frozenset(
    ("vi", "vim", "nvim", "nano", "micro", "hx", "helix", "joe", "jed", "ed", "pico", "mcedit", "ne")
)
"""Editors that need a terminal of their own: a window has none to give them."""


def command_for(
    place: Place, environment: Mapping[str, str] = os.environ, which: Callable[[str], str | None] = shutil.which
) -> tuple[str, ...]:
    """Return the program and arguments that open a place; nothing where no editor is set that a window can open.

    VISUAL comes before EDITOR. Where neither names one, VS Code is taken if it is installed.
    """
    for variable in VARIABLES:
        named = _words(environment.get(variable, ""))
        program = which(named[0]) if named else None
        if program and _base(named[0]) not in IN_TERMINAL and "-nw" not in named:
            return (program, *named[1:], *_arguments(_base(named[0]), place))
    code = which("code")
    return (code, *_arguments("code", place)) if code else ()


def copied(place: Place) -> str:
    """Return a place as it goes to the clipboard: with the whole path, so that it can be pasted anywhere."""
    return f"{Path(place.path).resolve()}:{place.line}:{place.column}"


class Editor:
    """Starts the author's editor and does not wait for it."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._started: list[subprocess.Popen[bytes]] = []

    def open(self, place: Place) -> str:
        """Open a place and return the name of the editor; nothing where none could be started."""
        # Those that have ended meanwhile are let go.
        self._started = [one for one in self._started if one.poll() is None]
        command = command_for(place)
        if not command:
            return ""
        quiet = subprocess.DEVNULL
        try:
            # No shell: the path of a file is an argument, whatever it is called.
            started = subprocess.Popen(  # noqa: S603 - the author's own editor
                command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
            )
        except OSError:
            return ""
        self._started.append(started)
        return _base(command[0])


def _words(named: str) -> list[str]:
    """Return a command as words; one that is quoted wrongly names nothing."""
    try:
        return shlex.split(named, posix=os.name == "posix")
    except ValueError:
        return []


def _base(program: str) -> str:
    """Return the name of a program without its folder and the ending that Windows gives it."""
    name = Path(program).name.lower()
    return name.removesuffix(".exe").removesuffix(".cmd")


def _arguments(program: str, place: Place) -> tuple[str, ...]:
    file = str(Path(place.path).resolve())
    known = ARGUMENTS.get(program, ("{file}",))
    return tuple(one.format(file=file, line=place.line, column=place.column) for one in known)
