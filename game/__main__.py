"""The command `middleground`, also as `python -m game`: without arguments the window at once, else the command line."""

from __future__ import annotations

import gc
import os
import sys

from game import __version__

INTERRUPTED = 130
GARBAGE = 200_000
"""Objects made between two looks for garbage: a check makes fewer, and looking took an eighth of its time."""


def main() -> int:
    """Open the window or run the command line, and return the exit status; an interrupt while it loads is one too."""
    # Files are data: no other package has a say in how they are read, and looking for one takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        return _run()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        # All that is left is to be given back with the process: going through it once more took a sixth of a check.
        gc.freeze()


def _run() -> int:
    if sys.argv[1:] == ["--version"]:
        # The version is asked by scripts, often: it does not wait for the command line.
        print(f"middleground {__version__}")  # noqa: T201 - this is the answer
        return 0
    if len(sys.argv) > 1:
        gc.set_threshold(GARBAGE)
        from game.cli import main as command_line  # noqa: PLC0415 - the window starts without the command line

        return command_line()
    try:
        from game.window.app import run  # noqa: PLC0415 - the command line runs without pygame

        run()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - raised again unless it is a user's fault
        from game.cli import status_of  # noqa: PLC0415 - as above

        return status_of(error)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
