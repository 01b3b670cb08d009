"""The process that makes debriefs beside a window: it loads the rules, judges a game that is over, and reports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from debriefs import finished, pictures

from game.analysis import debrief as core
from game.analysis.exchange import read_debrief
from game.classroom.report import report_page
from game.classroom.service import Service
from game.session.replay import record, replay_text

if TYPE_CHECKING:
    from game.engine import Scenario
    from game.session.session import Session

pytestmark = pytest.mark.xdist_group("debrief")
CROSSING = Path(__file__).parent / "fixtures" / "crossing"
COMMAND = [sys.executable, "-m", "game.classroom.service", str(CROSSING)]


def game() -> str:
    """Return the line that has the finished game judged."""
    return json.dumps({"game": replay_text(record(finished()))})


def told(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Return the answers so far: each a word and what follows it."""
    lines = (line.partition(" ") for line in capsys.readouterr().out.splitlines())
    return [(word, rest) for word, _, rest in lines]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    """Return a service to which the pictures of the finished game come at once; each asking is noted."""
    monkeypatch.setattr("game.simulation.kernel.is_cached", lambda _: False)
    return Service(str(CROSSING))


def test_a_report_is_of_the_picture_that_is_there(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The pictures are told one by one, and the report is the last one's: the game is not judged again for it."""
    judged: list[Session] = []

    def once(session: Session) -> list[object]:
        judged.append(session)
        return list(pictures())

    monkeypatch.setattr(core, "debrief", once)
    page = tmp_path / "report.html"
    service.answer(game())
    service.answer(json.dumps({"report": str(page)}))
    answers = told(capsys)

    assert [word for word, _ in answers] == [*["picture"] * len(pictures()), "written"]
    assert [read_debrief(rest) for word, rest in answers if word == "picture"] == list(pictures())
    assert page.read_text(encoding="utf-8") == report_page(judged[0], pictures()[-1])
    assert len(judged) == 1


def test_what_goes_wrong_is_an_answer(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that cannot be written, a damaged game and a scenario that is gone are told, and the process goes on."""
    monkeypatch.setattr(core, "debrief", lambda _: pictures())
    service.answer(game())
    service.answer(json.dumps({"report": str(tmp_path / "none" / "report.html")}))
    service.answer(json.dumps({"game": "{}"}))
    Service(str(tmp_path)).answer(game())
    faults = [json.loads(rest) for word, rest in told(capsys) if word == "fault"]

    assert len(faults) == 3
    assert str(tmp_path / "none") in faults[0]
    assert faults[1].startswith("the game: ")


def test_the_rules_are_loaded_before_the_game_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled rules that wait in the cache are loaded at once; those that do not are not made beside a game."""
    loaded: list[Scenario] = []
    cached = [True, False]
    monkeypatch.setattr("game.simulation.kernel.is_cached", lambda _: cached.pop(0))
    monkeypatch.setattr("game.simulation.kernel.compile_kernel", loaded.append)
    Service(str(CROSSING))
    Service(str(CROSSING))

    assert [one.id for one in loaded] == ["crossing"]


def test_the_process_tells_a_picture_and_ends_with_its_input() -> None:
    """A game that comes on the input is judged, and when the window is gone the process goes at once."""
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{game()}\n")
        process.stdin.flush()
        word, _, rest = process.stdout.readline().partition(" ")
        process.stdin.close()
        assert process.wait(60) == 0

    assert word == "picture"
    assert read_debrief(rest).seed == finished().seed
