"""Plain lines in and out: wrapped to the width, bold where the terminal can and may, nothing that needs a screen.

It knows text only, nothing of the game.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from dataclasses import dataclass
from typing import TextIO

__all__ = ["Console", "Heading", "standard_console"]

NARROWEST = 20
WIDEST = 100
HANG = 2
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
LONGEST_COMMAND = 1_000


class Heading(str):
    """A line that starts a part; bold where that is possible, and always a line of its own after an empty one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Console:
    """A pair of streams.

    Attributes:
        source: where commands come from.
        sink: where lines go.
        width: columns of a line; 0 follows the terminal, as it is resized too.
        bold: whether headings may be set in bold.
        echo: whether commands are repeated in the output, so that a piped game reads as a record.
    """

    source: TextIO
    sink: TextIO
    width: int = 0
    bold: bool = False
    echo: bool = False

    def write(self, *lines: str) -> None:
        """Write lines, wrapped; what wraps stands deeper than where its line began."""
        for line in lines:
            if isinstance(line, Heading):
                self.sink.write("\n")
            for part in self._wrapped(line):
                self.sink.write(f"{BOLD}{part}{PLAIN}\n" if self.bold and isinstance(line, Heading) else f"{part}\n")
        self.sink.flush()

    def write_whole(self, line: str) -> None:
        """Write a line as it is, for what is to be copied: a path, a command."""
        self.sink.write(f"{line}\n")
        self.sink.flush()

    def ask(self, prompt: str) -> str | None:
        """Return the next command without the spaces around it, or None at the end of the input."""
        *above, last = self._wrapped(prompt.rstrip(" "))
        self.sink.write("".join(f"{part}\n" for part in above) + last + " ")
        self.sink.flush()
        line = self.source.readline(LONGEST_COMMAND)
        if not line:
            self.sink.write("\n")
            return None
        text = "".join(letter if letter.isprintable() else " " for letter in line).strip()
        if self.echo:
            self.sink.write(f"{text}\n")
        return text

    def _wrapped(self, line: str) -> list[str]:
        indent = len(line) - len(line.lstrip(" "))
        width = self.width or min(max(shutil.get_terminal_size((80, 24)).columns - 1, NARROWEST), WIDEST)
        deeper = " " * min(indent + HANG * (indent > 0), width // 2)
        return textwrap.wrap(
            line,
            width,
            subsequent_indent=deeper,
            break_on_hyphens=False,
            break_long_words=False,
            drop_whitespace=True,
            replace_whitespace=True,
        ) or [""]


def standard_console() -> Console:
    """Return the console of this process's own streams; NO_COLOR and a dumb terminal keep it plain."""
    for stream in (sys.stdin, sys.stdout):
        # A stray byte in a pipe must not end the game, nor a terminal that lacks a letter.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    on_screen = sys.stdout.isatty()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Console(
        source=sys.stdin,
        sink=sys.stdout,
        bold=on_screen and not plain,
        echo=not sys.stdin.isatty(),
    )
