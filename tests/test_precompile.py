"""Rules compiled beside a game: by another process, that ends with the game and can be switched off."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from game.simulation import kernel, precompile
from game.simulation.precompile import SWITCH, Precompiler

if TYPE_CHECKING:
    from game.engine import Scenario
    from game.window.stage import Stage

CROSSING = Path(__file__).parent / "fixtures" / "crossing"


class Idle:
    """A process that is started in the place of one that compiles, and only waits."""

    def __init__(self) -> None:
        """Count what is started."""
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        """Start a process that ends with its input."""
        self.commands.append(command)
        return REAL([sys.executable, "-c", "import sys; sys.stdin.read()"], **options)


class Terminal(io.StringIO):
    """An input at which a person sits."""

    def isatty(self) -> bool:
        """Return that this is a terminal."""
        return True


REAL = subprocess.Popen


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Idle:
    """Compile nothing, but let it be switched on."""
    found = Idle()
    monkeypatch.delenv(SWITCH)
    monkeypatch.setattr("game.simulation.precompile.subprocess.Popen", found)
    return found


def test_one_process_compiles_at_a_time(idle: Idle) -> None:
    """The same scenario is not compiled twice; another one ends the process of the first, and the end ends all."""
    found = Precompiler()
    found.start(CROSSING)
    first = found.process
    found.start(CROSSING)
    assert found.process is first
    found.start(CROSSING.parent / "bench_12")
    last = found.process
    found.stop()

    assert [Path(command[-1]).name for command in idle.commands] == ["crossing", "bench_12"]
    assert idle.commands[0][1:3] == ["-m", "game.simulation.precompile"]
    assert first is not None
    assert first.returncode is not None
    assert last is not None
    assert last.returncode is not None


def test_the_process_of_a_game_loads_nothing_heavy() -> None:
    """What starts the other process brings neither llvmlite nor numpy into its own."""
    code = "import sys, game.simulation.precompile; print({'llvmlite', 'numpy', 'pygame'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "set()\n"


@pytest.mark.parametrize("reason", ["switched off", "no llvmlite"])
def test_nothing_is_started_where_it_is_not_wanted(idle: Idle, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    """The switch of the environment and a machine without llvmlite keep the game alone."""
    if reason == "no llvmlite":
        monkeypatch.setattr(precompile, "can_compile", lambda: False)
    else:
        monkeypatch.setenv(SWITCH, "off")
    Precompiler().start(CROSSING)

    assert not idle.commands


def test_the_process_ends_when_the_game_does() -> None:
    """Where the game is killed its input closes, and the process goes: long before the rules would be compiled."""
    pytest.importorskip("llvmlite", reason="without it there is nothing to compile")
    scenario = Path(__file__).parents[1] / "scenarios" / "difficult_game"
    with REAL([sys.executable, "-m", "game.simulation.precompile", str(scenario)], stdin=subprocess.PIPE) as process:
        process.communicate(timeout=60)

    assert process.returncode == 1


def test_a_process_that_is_done_ends_while_the_game_goes_on() -> None:
    """It ends with its own status, although a thread of it waits for the end of the game."""
    nowhere = [sys.executable, "-m", "game.simulation.precompile", str(CROSSING / "nowhere")]
    with REAL(nowhere, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.wait(60) == 1
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_the_window_switches_it_off_and_on_again(idle: Idle) -> None:
    """What was switched off in a game is ended, and begins anew when it is switched on."""
    from game.window.app import _prepare  # noqa: PLC0415 - other tests here need no window

    for path in (CROSSING, None, CROSSING, None):
        _prepare(path)

    assert len(idle.commands) == 2
    process = Precompiler.of_this_process().process
    assert process is not None
    assert process.returncode is not None


@pytest.mark.parametrize("kept", [True, False])
def test_the_text_mode_follows_the_same_setting(
    idle: Idle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, kept: bool
) -> None:
    """A player who switched it off in the window plays undisturbed in the terminal too."""
    from game.commands import play  # noqa: PLC0415 - as above
    from game.window import settings  # noqa: PLC0415 - as above

    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    settings.keep_settings(settings.settings_file(), settings.Settings(prepare=kept))
    monkeypatch.setattr(sys, "stdin", Terminal())
    play._prepare(CROSSING)
    Precompiler.of_this_process().stop()

    assert len(idle.commands) == kept


def test_the_process_keeps_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not in the cache is compiled, once; a scenario with faults is left to the game."""
    made: list[Scenario] = []
    monkeypatch.setattr("game.simulation.precompile.threading.Thread.start", lambda _: None)
    monkeypatch.setattr("os.nice", lambda _: 0, raising=False)
    monkeypatch.setattr(kernel, "compile_kernel", made.append)
    monkeypatch.setattr(kernel, "is_cached", lambda _: bool(made))

    assert precompile.main(str(CROSSING)) == 0
    assert precompile.main(str(CROSSING)) == 0
    assert [scenario.id for scenario in made] == ["crossing"]
    assert precompile.main(str(CROSSING / "nowhere")) == 1


def test_a_game_in_the_window_has_its_rules_compiled(stage: Stage) -> None:
    """A game asks for the rules of its scenario, by its path; switched off nothing is asked for, or it is ended."""
    from dataclasses import replace  # noqa: PLC0415 - beside what it is used on

    from game.window.scenes.title import start_game  # noqa: PLC0415 - other tests here need no window

    asked: list[Path | None] = []
    stage.prepare = asked.append
    stage.change(replace(stage.settings, prepare=False))
    start_game(stage, stage.load(CROSSING), 1)
    assert not asked
    stage.change(replace(stage.settings, prepare=True))
    stage.change(replace(stage.settings, night=True))
    start_game(stage, stage.load(CROSSING), 1)
    assert asked == [CROSSING, CROSSING]
    stage.change(replace(stage.settings, prepare=False))
    assert asked[2:] == [None]
