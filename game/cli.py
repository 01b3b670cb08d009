"""The command `middleground`: reads arguments, calls what they ask for, and turns every fault into one clear line.

Each command stands in a file of its own in `game.commands`.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from game import __version__
from game.commands.common import FINDINGS, INTERRUPTED, WRONG_USE, colour, complain, count
from game.errors import DisplayError, GameError, ReplayError, SaveError, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_A_NUMBER = re.compile(r"Invalid value for '(--[a-z]+)': .*valid (integer|number|float)", re.IGNORECASE)

FULL = (errno.ENOSPC, errno.EDQUOT)
COMMANDS = (
    "play",
    "simulate",
    "verify",
    "debrief",
    "check",
    "explain",
    "explore",
    "show",
    "schema",
    "new",
    "migrate",
    "test",
)
"""In the order of the help; each is a module of `game.commands`."""
# A function called `test` would be taken for a test of the program's own.
FUNCTIONS = {"test": "run_tests"}


def command_line(*names: str) -> typer.Typer:
    """Return the command line with some commands, or all; only their modules are loaded."""
    app = typer.Typer(
        name="middleground",
        add_completion=False,
        pretty_exceptions_enable=False,
        # Plain help: it reads the same in a pipe and for a screen reader, and does not load rich.
        rich_markup_mode=None,
        help="Middle Ground: hold the space between Beijing, Washington, Tokyo and Pyongyang from Seoul's desk.",
    )
    app.callback(invoke_without_command=True)(start)
    for name in names or COMMANDS:
        module = import_module(f"game.commands.{name}")
        app.command(name)(getattr(module, FUNCTIONS.get(name, name)))
    return app


def main() -> int:
    """Run the command line and return its exit status: 0 clean, 1 findings or failed, 2 wrong use, 130 interrupted."""
    # A command that is named first is all that is made: reading the options of the others takes longer than some work.
    named = [name for name in sys.argv[1:2] if name in COMMANDS]
    try:
        return int(command_line(*named)(standalone_mode=False) or 0)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - raised again unless it is a user's fault
        return status_of(error)


def status_of(error: BaseException) -> int:
    """Print what the user is to know of a fault and return the exit status; what is no user's fault is raised again."""
    match error:
        case KeyboardInterrupt() | typer.Abort():
            return INTERRUPTED
        case BrokenPipeError():
            _say_no_more()
            return FINDINGS
        case OSError() if error.errno in FULL:
            # Files that are asked for are refused beforehand: this is what we print, led into one.
            _say_no_more()
            complain("the disk is full: what is printed could not be written whole")
            return FINDINGS
        case GameError():
            return _told(error)
        case _:
            return _usage_status(error)


def _say_no_more() -> None:
    """Print nothing from now on: whoever reads us has gone, or has no room, and Python must not try again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: GameError) -> int:
    """Print what the user is to know and return the exit status."""
    match error:
        case ScenarioError():
            _print_findings(error)
            return FINDINGS
        case DisplayError():
            complain(str(error))
            return WRONG_USE
        case ReplayError() | SaveError():
            complain(str(error), "E802")
            return error.exit_status
        case _:
            complain(str(error))
            return error.exit_status


def start(
    context: typer.Context, *, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> None:
    """Open the window when no command is given."""
    if version:
        typer.echo(f"middleground {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from game.commands.play import open_window  # noqa: PLC0415 - most commands open none

        open_window(scenario=None, seed=None, resume=None, save=None)


def _print_findings(error: ScenarioError) -> None:
    from game.scenario.message import format_finding  # noqa: PLC0415

    for finding in error.findings:
        typer.echo(format_finding(finding, colour=colour(sys.stderr)) + "\n", err=True)
    complain(f"the scenario cannot be played: {count(len(error.findings))}")


def _usage_status(error: BaseException) -> int:
    """Print a wrong use of an option or argument on one line; anything else is a fault of the program's own."""
    # The class of these errors is click's or typer's own copy of it, by version: what they can do is the same.
    message = getattr(error, "format_message", None)
    if message is None:
        raise error
    said = _plain(" ".join(str(message()).split()).rstrip("."))
    complain(f"{said[:1].lower()}{said[1:]}; `middleground --help` lists what can be given")
    return WRONG_USE


def _plain(said: str) -> str:
    """Return a message about a number in plain words, with what was given: the library's own are for programmers."""
    if found := NOT_A_NUMBER.match(said):
        option, kind = found.groups()
        given = next((word for word in _given(option)), "")
        what = "a whole number" if kind == "integer" else "a number"
        return f"{option} is {given}; expected {what}" if given else f"{option}: expected {what}"
    return said


def _given(option: str) -> Iterator[str]:
    """Yield what was typed for an option."""
    for place, word in enumerate(sys.argv):
        if word == option:
            yield from sys.argv[place + 1 : place + 2]
        elif word.startswith(f"{option}="):
            yield word.partition("=")[2]
