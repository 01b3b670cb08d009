"""The command line: each command, each exit status, and one clear line for each mistake."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES, edited

from game import __version__
from game.errors import DisplayError
from game.resources import shipped_scenarios
from game.session.replay import read_replay

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run

CROSSING = str(FIXTURES / "crossing")
pytestmark = pytest.mark.usefixtures("own_folder")


def window(monkeypatch: pytest.MonkeyPatch, run: Callable[..., None]) -> None:
    """Put a stand-in for the window's module in place."""
    module = types.ModuleType("game.window.app")
    module.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "game.window.app", module)


def test_help_loads_nothing_heavy() -> None:
    """The help of the command imports neither the window's library nor anything for numbers or validation."""
    code = (
        "import sys\nfrom game import cli\nsys.argv = ['middleground', '--help']\nstatus = cli.main()\n"
        "heavy = {'pygame', 'llvmlite', 'numpy', 'pydantic', 'yaml', 'rich', 'game.engine'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy or status else 0)"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (found.returncode, found.stderr) == (0, "")
    assert "simulate" in found.stdout


def test_the_module_is_the_command() -> None:
    """`python -m game` answers as the command does."""
    found = subprocess.run([sys.executable, "-m", "game", "--help"], capture_output=True, text=True, check=False)

    assert found.returncode == 0
    assert "Hold" in found.stdout or "hold" in found.stdout


def test_the_version_loads_nothing_at_all(run: Run) -> None:
    """`--version` and `import game` load no module of the game but the two that answer, and none of another's."""
    code = (
        "import sys\nbefore = set(sys.modules) | {'__future__', 'gc', 'game', 'game.__main__'}\nimport game\n"
        "from game.__main__ import main\nsys.argv = ['middleground', '--version']\nstatus = main()\n"
        "loaded = set(sys.modules) - before\nsys.exit(str(loaded) if loaded or status else 0)"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (found.returncode, found.stderr, found.stdout) == (0, "", f"middleground {__version__}\n")
    assert run("--version")[:2] == (0, found.stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--wrong"], "no such option: --wrong"),
        (["paly"], "no such command 'paly'"),
        (["simulate"], "missing argument"),
        (["simulate", CROSSING, "--games", "many"], "--games is many; expected a whole number;"),
        (["explore", CROSSING, "--seed=1.5"], "--seed is 1.5; expected a whole number;"),
        (["simulate", CROSSING, "--games", "0"], "--games is 0; expected 1 to 1000000000"),
        (["simulate", CROSSING, "--games", "9" * 20], f"--games is {'9' * 20}; expected 1 to 1000000000"),
        (["explore", CROSSING, "--games", "9" * 20], f"--games is {'9' * 20}; expected 1 to 1000000000"),
        (["simulate", CROSSING, "--policy", "gredy"], "did you mean `greedy`?"),
        (["simulate", "nowhere"], "there is no scenario `nowhere`"),
        (["show", CROSSING, "--format", "xml"], "'--format'"),
        (["play", CROSSING, "--text", "--seed", "-1"], "--seed is -1; expected a whole number"),
        (["play", CROSSING, "--text", "--seed", "1", "--resume", "x.json"], "leave one of them out"),
        (["check", "nowhere", "anywhere"], "there is no scenario `anywhere`"),
        (["simulate", str(FIXTURES / "bench_12"), "--policy", "history"], "bench_12 has no section `history`"),
        (["simulate", CROSSING, "--policy", "scripted"], "there is no policy `scripted`"),
    ],
)
def test_a_wrong_use_is_one_line_and_status_2(run: Run, arguments: list[str], message: str) -> None:
    """What cannot be used is named with its value on one line of the error stream."""
    status, output, errors = run(*arguments)

    assert (status, output) == (2, "")
    assert errors.startswith("error: ")
    assert message in errors
    assert errors.count("\n") == 1


def test_play_keeps_the_game_and_resumes_it(run: Run, tmp_path: Path) -> None:
    """A game played by text is kept in the file named, and goes on from there."""
    file = str(tmp_path / "game.json")

    status, output, _ = run("play", CROSSING, "--text", "--seed", "7", "--save", file, typed="visit\n")
    assert status == 0
    assert "Turn 2 of 4" in output

    status, output, _ = run("play", CROSSING, "--text", "--resume", file, typed="talks\n")
    assert status == 0
    assert "Turn 2 of 4" in output
    assert read_replay(Path(file)).decisions == ("visit", "talks")


def test_play_without_a_file_keeps_the_game_in_the_users_folder(run: Run, tmp_path: Path) -> None:
    """Each game has a file of its own in the folder of this user's data."""
    for _ in range(2):
        assert run("play", CROSSING, "--text", "--seed", "7", typed="visit\n")[0] == 0

    kept = sorted(path.name for path in (tmp_path / "data").rglob("*.json"))

    assert kept == ["crossing-7-2.json", "crossing-7.json"]


def test_play_does_not_write_over_another_file(run: Run, tmp_path: Path) -> None:
    """A file that is no saved game is refused before the game begins."""
    essay = tmp_path / "essay.txt"
    essay.write_text("mine")

    status, _, errors = run("play", CROSSING, "--text", "--save", str(essay))

    assert status == 1
    assert "is no saved game; name another file" in errors
    assert essay.read_text() == "mine"


@pytest.mark.parametrize(("answer", "status"), [("yes\nquit\n", 0), ("no\n", 1), ("", 1)])
def test_a_game_of_changed_rules_is_never_resumed_silently(run: Run, tmp_path: Path, answer: str, status: int) -> None:
    """The player is asked; the decisions then go to a new file, and the old one stays as it was."""
    file = tmp_path / "game.json"
    run("play", CROSSING, "--text", "--seed", "7", "--save", str(file), typed="visit\ntalks\n")
    before = file.read_bytes()
    other = edited(tmp_path, "tension: -4, fearful", "tension: -5, fearful")

    found, output, errors = run("play", other, "--text", "--resume", str(file), typed=answer)

    assert found == status
    assert "The rules of crossing have changed" in output
    assert ("All played." in output) == (status == 0)
    assert ("not resumed" in errors) == (status == 1)
    assert file.read_bytes() == before


def test_a_game_stops_at_the_first_decision_that_is_not_legal_any_more(run: Run, tmp_path: Path) -> None:
    """Under new rules the decisions are played as far as they go, and the reason is told."""
    file = str(tmp_path / "game.json")
    run("play", CROSSING, "--text", "--seed", "7", "--save", file, typed="visit\ntalks\n")
    other = edited(tmp_path, 'title: "Offer talks"\n    agenda: 1', 'title: "Offer talks"\n    agenda: 9')

    _, output, _ = run("play", other, "--text", "--resume", file, typed="yes\n")

    assert "decision 2, `talks` in turn 2: talks: Costs 9, 2 left" in output


def test_play_without_text_opens_the_window(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window gets what was asked for; without a command it opens with nothing chosen."""
    opened: list[dict[str, object]] = []
    window(monkeypatch, lambda **asked: opened.append(asked))

    assert run()[0] == 0
    assert run("play", CROSSING, "--seed", "3")[0] == 0
    assert run("play", "--resume", "game.json", "--save", "other.json")[0] == 0
    assert run("play", CROSSING, "--watch")[0] == 0

    nothing = {"scenario": None, "seed": None, "resume": None, "save": None, "lead": None, "watch": False}
    assert opened == [
        nothing,
        nothing | {"scenario": Path(CROSSING), "seed": 3},
        nothing | {"resume": Path("game.json"), "save": Path("other.json")},
        nothing | {"scenario": Path(CROSSING), "watch": True},
    ]


def test_no_display_names_the_text_mode(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a screen the message says how to play the same game without one."""

    def refuse(**_: object) -> None:
        raise DisplayError("no screen to draw on")

    window(monkeypatch, refuse)

    status, _, errors = run("play", CROSSING, "--resume", "my game.json")

    assert status == 2
    command = f"middleground play {CROSSING} --text --resume 'my game.json'"
    assert errors == f"error: no screen to draw on; play in the terminal with `{command}`\n"
    assert run()[2] == "error: no screen to draw on; play in the terminal with `middleground play --text`\n"


def test_an_interrupt_saves_and_gives_130(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the text mode keeps the game and ends without a traceback."""
    file = tmp_path / "game.json"

    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    monkeypatch.setattr(io, "StringIO", Interrupted)
    status, _, errors = run("play", CROSSING, "--text", "--save", str(file))

    assert status == 130
    assert "Traceback" not in errors
    assert read_replay(file).decisions == ()


def test_simulate_prints_text_or_json(run: Run) -> None:
    """Both forms hold the same counts; the JSON carries its schema version."""
    _, text, errors = run("simulate", CROSSING, "--games", "20", "--seed", "3")
    status, output, _ = run("simulate", CROSSING, "--games", "20", "--seed", "3", "--format", "json")
    found = json.loads(output)

    assert (status, errors) == (0, "")
    assert found["schema_version"] == 2
    assert sum(ending["games"] for ending in found["endings"]) == 20
    assert "20 playthroughs by uniform, seeds 3 to 22" in text


def test_check_names_every_fault_of_every_scenario(run: Run, tmp_path: Path) -> None:
    """A broken scenario does not hide the others; findings give status 1."""
    broken = edited(tmp_path, "times(visit) > 0\n", "times(vizit) > 0\n")

    status, output, _ = run("check", broken, CROSSING)
    assert status == 1
    assert "vizit" in output
    assert f"{CROSSING}: no findings" in output

    status, output, _ = run("check", broken, CROSSING, "--format", "json")
    found = json.loads(output)
    assert status == 1
    assert [bool(scenario["findings"]) for scenario in found["scenarios"]] == [True, False]
    assert found["scenarios"][0]["findings"][0]["line"] > 1


def test_check_looks_at_what_is_there_and_names_what_is_not(run: Run) -> None:
    """A slip in one name does not keep the others from being checked; the use was wrong all the same."""
    status, output, errors = run("check", CROSSING, "nowhere")
    assert (status, output) == (2, f"{CROSSING}: no findings\n")
    assert errors.startswith("error: there is no scenario `nowhere`")


@pytest.mark.parametrize(
    "arguments",
    [
        ("play", CROSSING, "--text", "--save", "none/game.json"),
        ("simulate", CROSSING, "--games", "2", "--out", "none/games.csv"),
        ("simulate", CROSSING, "--games", "2", "--plot", "none/games.png"),
        ("explore", CROSSING, "--games", "20", "--html", "none/page.html"),
        ("explore", CROSSING, "--games", "20", "--keep", "none/kept"),
        ("debrief", f"{CROSSING}/scenario.yaml", "--html", "none/report.html"),
    ],
    ids=lambda arguments: f"{arguments[0]} {arguments[-2]}",
)
def test_no_file_goes_into_a_folder_that_is_not_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """The message names the option and the folder, before any game is played; nothing is made."""
    known = [str(Path(word).resolve()) if word.startswith(CROSSING) else word for word in arguments]
    monkeypatch.chdir(tmp_path)
    status, output, errors = run(*known)
    assert (status, output) == (2, "")
    assert (
        errors == f"error: {arguments[-2]} {arguments[-1]}: there is no folder none; make it first, or name another\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_check_of_all_shipped_scenarios_is_clean(run: Run) -> None:
    """Without names every scenario that comes with the game is checked, and none has a fault."""
    status, output, _ = run("check")

    assert status == 0
    assert output.count("no findings") == len(shipped_scenarios())


def test_a_broken_scenario_cannot_be_played_and_says_why(run: Run, tmp_path: Path) -> None:
    """Every command that needs the scenario prints its findings and ends with status 1."""
    broken = edited(tmp_path, "times(visit) > 0\n", "times(vizit) > 0\n")

    for command in (["play", broken, "--text"], ["show", broken], ["simulate", broken]):
        status, output, errors = run(*command)

        assert (status, output) == (1, "")
        assert "vizit" in errors
        assert "Traceback" not in errors


def test_show_summarises_and_prints_the_rules(run: Run) -> None:
    """The summary names turns, numbers and moves; the code is the generated rules."""
    _, text, _ = run("show", CROSSING)
    _, code, _ = run("show", CROSSING, "--code")
    _, output, _ = run("show", CROSSING, "--format", "json")

    assert "visit: Visit Beijing (Beijing, agenda 2)" in text
    assert "def " in code
    assert json.loads(output)["schema_version"] == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file that is always full")
def test_a_full_disk_below_our_output_is_told_and_keeps_no_file_from_being_written(tmp_path: Path) -> None:
    """What is printed is lost, with a line that says so; the file that was asked for beside it is whole."""
    out = tmp_path / "games.csv"
    command = [sys.executable, "-m", "game", "simulate", CROSSING, "--games", "3", "--out", str(out)]

    with Path("/dev/full").open("w") as full:
        found = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    told = f"written: {out}\nerror: the disk is full: what is printed could not be written whole\n"
    assert (found.returncode, found.stderr) == (1, told)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4


def test_whoever_stops_reading_gets_no_traceback() -> None:
    """When the reader of our output closes early the command ends quietly."""
    command = [sys.executable, "-m", "game", "show", CROSSING, "--code"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()

    assert b"Traceback" not in errors


def test_what_libraries_say_while_a_screen_is_looked_for_is_not_shown() -> None:
    """Without a screen there is one line, the game's own, whatever the environment lacks."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")
    known = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "game", "play", CROSSING]
    found = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("error: no window can be opened: ")
    assert found.stderr.count("\n") == 1
