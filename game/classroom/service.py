"""The process that makes the debrief of a game while its window goes on: it loads the rules, waits, and is told.

It reads lines of JSON: `{"game": TEXT}` is a finished game to judge, `{"report": FILE}` where to write its report. It
answers in lines that begin with a word: `picture` and the debrief (`analysis/exchange.py`), `why` and the reason for
playing plain rules, `written` and the file, `fault` and a sentence. It ends with its input, which is the end of the
game.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from game.errors import GameError

if TYPE_CHECKING:
    from game.analysis.findings import Debrief
    from game.engine import Scenario
    from game.session.session import Session

__all__ = ["main"]


class Service:
    """Answers for one scenario: what was judged last is what a report is written of."""

    def __init__(self, name: str) -> None:
        """Load what judging a game of a scenario takes, so that it need not wait for it."""
        self._name = name
        self._scenario: Scenario | None = None
        self._last: tuple[Session, Debrief, str] | None = None
        with suppress(GameError, OSError):
            # What is wrong with the scenario is told when a game of it is to be judged.
            _load(self._loaded())

    def answer(self, request: str) -> None:
        """Do what a line asks for, and say so; what goes wrong is an answer too."""
        asked = json.loads(request)
        try:
            if "game" in asked:
                self._judge(asked["game"])
            elif "report" in asked:
                self._report(Path(asked["report"]))
        except GameError as error:
            _say("fault", str(error))

    def _judge(self, text: str) -> None:
        """Tell each picture of a finished game as it comes."""
        from game.analysis.exchange import debrief_line  # noqa: PLC0415 - loaded while the last turn is played
        from game.analysis.pictures import pictures  # noqa: PLC0415 - as above
        from game.session.replay import parse_replay, resume  # noqa: PLC0415 - as above

        session = resume(self._loaded(), parse_replay(text.encode("utf-8"), "the game"))
        for found, why in pictures(session):
            self._last = session, found, why
            if why:
                _say("why", why)
            _tell("picture", debrief_line(found))

    def _loaded(self) -> Scenario:
        """Return the scenario, read once."""
        from game.engine import load_scenario  # noqa: PLC0415 - the input is read from the first moment on
        from game.resources import find_scenario  # noqa: PLC0415 - as above

        self._scenario = self._scenario or load_scenario(find_scenario(self._name))
        return self._scenario

    def _report(self, file: Path) -> None:
        """Write the report of the last picture: nothing is worked out again."""
        from game.classroom.report import write_report  # noqa: PLC0415 - as above

        assert self._last is not None, "a report is of a game that was judged"
        write_report(file, *self._last)
        _say("written", str(file))


def main(scenario: str) -> NoReturn:
    """Answer the lines of the input until it ends."""
    # Whoever interrupts the game ends its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    service = Service(scenario)
    while True:
        service.answer(asked.get())


def _load(scenario: Scenario) -> None:
    """Load the analysis, and the compiled rules where they wait in the cache; making them is left for later."""
    from game.analysis import pictures  # noqa: F401, PLC0415 - loaded here, used when the game comes
    from game.simulation.kernel import compile_kernel, is_cached  # noqa: PLC0415 - as above

    if is_cached(scenario):
        compile_kernel(scenario)


def _listen(asked: queue.SimpleQueue[str]) -> None:
    """Hand on what is asked; the end of the input is the end of the game, and of this process at once."""
    for line in sys.stdin:
        asked.put(line)
    os._exit(0)


def _say(word: str, text: str) -> None:
    _tell(word, json.dumps(text))


def _tell(word: str, line: str) -> None:
    # Whoever reads shows each line at once: nothing may wait in a buffer.
    sys.stdout.write(f"{word} {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
