"""The command `middleground`: reads arguments, calls what they ask for, and turns every fault into one clear line.

Everything heavy is imported by the command that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game import __version__
from game.errors import DisplayError, GameError, ReplayError, ScenarioError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.engine import Scenario
    from game.session.replay import Replay
    from game.session.saves import Autosave
    from game.session.session import Session

FINDINGS, WRONG_USE, INTERRUPTED = 1, 2, 130
SEED_LIMIT = 2**63
# A seed drawn for a new game: short enough to be read out in a class.
DRAWN_SEEDS = 1_000_000

app = typer.Typer(
    name="middleground",
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: it reads the same in a pipe and for a screen reader, and does not load rich.
    rich_markup_mode=None,
    help="Middle Ground: hold the space between Beijing, Washington, Tokyo and Pyongyang from Seoul's desk.",
)


class Format(StrEnum):
    """How a command prints what it found."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="text for people, json for programs.")]
ScenarioArgument = Annotated[str, typer.Argument(help="Id of a scenario that comes with the game, or a path.")]


def main() -> int:
    """Run the command line and return its exit status: 0 clean, 1 findings or failed, 2 wrong use, 130 interrupted."""
    try:
        return int(app(standalone_mode=False) or 0)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - raised again unless it is a user's fault
        return status_of(error)


def status_of(error: BaseException) -> int:
    """Print what the user is to know of a fault and return the exit status; what is no user's fault is raised again."""
    match error:
        case KeyboardInterrupt() | typer.Abort():
            return INTERRUPTED
        case BrokenPipeError():
            # Whoever read us has gone; nothing more can be said, and Python must not try to at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FINDINGS
        case GameError():
            return _told(error)
        case _:
            return _usage_status(error)


def _told(error: GameError) -> int:
    """Print what the user is to know and return the exit status."""
    match error:
        case ScenarioError():
            _print_findings(error)
            return FINDINGS
        case DisplayError():
            _complain(f"{error}; play in the terminal with `middleground play --text`")
            return WRONG_USE
        case _:
            _complain(str(error))
            return error.exit_status


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context, *, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> None:
    """Open the window when no command is given."""
    if version:
        typer.echo(f"middleground {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _open_window(scenario=None, seed=None, resume=None, save=None)


@app.command()
def play(
    scenario: Annotated[
        str | None, typer.Argument(help="Id of a scenario that comes with the game, or a path.")
    ] = None,
    *,
    text: Annotated[bool, typer.Option("--text", help="Play in the terminal, without a window.")] = False,
    seed: Annotated[int | None, typer.Option(help="The luck of the game: a whole number from 0.")] = None,
    resume: Annotated[Path | None, typer.Option(help="Go on with a saved game.")] = None,
    save: Annotated[Path | None, typer.Option(help="Keep the game in this file.")] = None,
) -> None:
    """Play a scenario, in a window or in the terminal."""
    if resume is not None and seed is not None:
        raise UsageError("--seed is for a new game; a resumed one has its own: leave one of them out")
    if seed is not None and not 0 <= seed < SEED_LIMIT:
        raise UsageError(f"--seed is {seed}; expected a whole number from 0 to 2**63 - 1")
    if text:
        _play_text(scenario, seed, resume, save)
        return
    _open_window(scenario=_find(scenario) if scenario else None, seed=seed, resume=resume, save=save)


@app.command()
def simulate(
    scenario: ScenarioArgument,
    *,
    games: Annotated[int, typer.Option(help="How many playthroughs.")] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the first; playthrough i has seed + i.")] = 0,
    policy: Annotated[str, typer.Option(help="Who decides: uniform, greedy, history or scripted.")] = "uniform",
    workers: Annotated[int, typer.Option(help="How many processes; the numbers do not depend on it.")] = 1,
    form: FormatOption = Format.TEXT,
) -> None:
    """Play a scenario many times and count how it ends."""
    from game.simulation.batch import simulate as run_batch  # noqa: PLC0415
    from game.terminal.reports import results_lines  # noqa: PLC0415

    path = _find(scenario)
    with _progress(games, shown=form is Format.TEXT) as report:
        results = run_batch(path, games=games, seed=seed, policy=policy, workers=workers, progress=report)
    if form is Format.JSON:
        _print_json(results.as_json())
        return
    for line in results_lines(results):
        typer.echo(line)


@app.command()
def verify(
    replay: Annotated[Path, typer.Argument(help="A saved game.")],
    *,
    scenario: Annotated[str | None, typer.Option(help="The scenario, where it does not come with the game.")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Play a saved game again and say whether it goes as recorded."""
    from game.session.replay import read_replay  # noqa: PLC0415
    from game.session.replay import verify as first_difference  # noqa: PLC0415
    from game.terminal.reports import verify_json, verify_line  # noqa: PLC0415

    _require_file(replay)
    recorded = read_replay(replay)
    played = _load(_find(scenario or recorded.scenario))
    if played.document.scenario.id != recorded.scenario:
        raise ReplayError(f"{replay}: is of the scenario `{recorded.scenario}`, not of `{scenario}`; name that one")
    difference = first_difference(played, recorded)
    found = verify_json(recorded, played, difference)
    if form is Format.JSON:
        _print_json(found)
    else:
        typer.echo(verify_line(recorded, played, difference))
    if not found["verified"]:
        raise typer.Exit(FINDINGS)


@app.command()
def check(
    scenarios: Annotated[
        list[str] | None, typer.Argument(help="Ids or paths; without any, all that come with the game.")
    ] = None,
    *,
    form: FormatOption = Format.TEXT,
) -> None:
    """Check scenarios and name every fault with its place."""
    from game.resources import shipped_scenarios  # noqa: PLC0415
    from game.scenario.loader import check_paths  # noqa: PLC0415
    from game.scenario.message import format_finding  # noqa: PLC0415
    from game.terminal.reports import SCHEMA_VERSION, count_findings, finding_json  # noqa: PLC0415

    paths = [_find(name) for name in scenarios] if scenarios else list(shipped_scenarios())
    found = check_paths(paths)
    total = sum(count_findings(findings) for findings in found.values())
    if form is Format.JSON:
        listed = [{"path": str(path), "findings": [finding_json(one) for one in some]} for path, some in found.items()]
        _print_json({"schema_version": SCHEMA_VERSION, "scenarios": listed})
    else:
        for path, findings in found.items():
            for finding in findings:
                typer.echo(format_finding(finding, colour=_colour(sys.stdout)) + "\n")
            typer.echo(f"{path}: {_count(len(findings))}")
    if total:
        raise typer.Exit(FINDINGS)


@app.command()
def show(
    scenario: ScenarioArgument,
    *,
    code: Annotated[bool, typer.Option("--code", help="Print the rules as the generated functions.")] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show what a scenario holds."""
    from game.terminal.reports import scenario_json, scenario_lines  # noqa: PLC0415

    loaded = _load(_find(scenario))
    if form is Format.JSON:
        content = scenario_json(loaded)
        _print_json(content | {"code": loaded.code} if code else content)
    elif code:
        typer.echo(loaded.code)
    else:
        for line in scenario_lines(loaded):
            typer.echo(line)


def _play_text(scenario: str | None, seed: int | None, resume: Path | None, save: Path | None) -> None:
    from game.terminal.console import standard_console  # noqa: PLC0415
    from game.terminal.play import TextGame  # noqa: PLC0415

    console = standard_console()
    if resume is not None:
        session, autosave = _resumed(scenario, resume, save, console.ask)
    else:
        session, autosave = _new_game(scenario, seed, save)
    game = TextGame(session, console, autosave, _now, keep_untouched=save is not None)
    try:
        game.run()
    except KeyboardInterrupt:
        game.save()
        raise


def _new_game(scenario: str | None, seed: int | None, save: Path | None) -> tuple[Session, Autosave]:
    import secrets  # noqa: PLC0415

    from game.session.session import Session  # noqa: PLC0415

    loaded = _load(_find(scenario or _only_scenario()))
    session = Session(loaded, secrets.randbelow(DRAWN_SEEDS) if seed is None else seed)
    return session, _autosave(session, save)


def _resumed(
    scenario: str | None, file: Path, save: Path | None, ask: Callable[[str], str | None]
) -> tuple[Session, Autosave]:
    """Return a saved game to play on; when its rules have changed, ask first and keep it in a new file."""
    from game.session.replay import replay_legal  # noqa: PLC0415
    from game.session.replay import resume as resume_session  # noqa: PLC0415
    from game.session.saves import Autosave  # noqa: PLC0415

    replay = _load_replay(file)
    loaded = _load(_find(scenario or replay.scenario))
    if replay.scenario != loaded.id or replay.rules_digest == loaded.rules_digest:
        return resume_session(loaded, replay), Autosave(save or file)
    answer = ask(
        f"The rules of {loaded.id} have changed since {file} was recorded. "
        "Play its decisions under the new rules, as a new file? yes or no: "
    )
    if answer is None or answer.lower() not in ("y", "yes"):
        raise ReplayError(f"{file}: not resumed: its rules have changed; the file is as it was")
    session, stopped = replay_legal(loaded, replay)
    typer.echo(f"Played up to the first decision that is not legal any more: {stopped}" if stopped else "All played.")
    return session, _autosave(session, save)


def _autosave(session: Session, save: Path | None) -> Autosave:
    from game.session.saves import Autosave, new_save, refuse_foreign, saves_folder  # noqa: PLC0415

    if save:
        refuse_foreign(save)
    return Autosave(save) if save else new_save(saves_folder(), session)


def _open_window(*, scenario: Path | None, seed: int | None, resume: Path | None, save: Path | None) -> None:
    from game.window.app import run  # noqa: PLC0415

    run(scenario=scenario, seed=seed, resume=resume, save=save)


def _find(name: str) -> Path:
    from game.resources import find_scenario  # noqa: PLC0415

    return find_scenario(name)


def _only_scenario() -> str:
    from game.resources import shipped_scenarios  # noqa: PLC0415

    shipped = [path.name for path in shipped_scenarios()]
    if not shipped:
        raise UsageError("no scenario comes with this installation; name the path of one")
    # The first by name is the one to begin with; `play NAME` starts another.
    return shipped[0]


def _load(path: Path) -> Scenario:
    from game.engine import load_scenario  # noqa: PLC0415

    return load_scenario(path)


def _require_file(file: Path) -> None:
    """Refuse a path that names no file: the command was used wrongly, and no game failed to verify."""
    if not file.is_file():
        raise UsageError(f"{file} is not a file" if file.exists() else f"there is no file {file}")


def _load_replay(file: Path) -> Replay:
    from game.session.saves import load_save  # noqa: PLC0415

    try:
        return load_save(file)
    except ReplayError:
        # Looked at only now: where a save was cut off, its file may be gone and the one before still there.
        _require_file(file)
        raise


def _now() -> str:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _progress(games: int, *, shown: bool) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar on the error stream, only where that is a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("playing", total=games)
        yield lambda done: bar.update(task, completed=done)


def _print_json(content: dict[str, Any]) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


def _print_findings(error: ScenarioError) -> None:
    from game.scenario.message import format_finding  # noqa: PLC0415

    for finding in error.findings:
        typer.echo(format_finding(finding, colour=_colour(sys.stderr)) + "\n", err=True)
    _complain(f"the scenario cannot be played: {_count(len(error.findings))}")


def _count(findings: int) -> str:
    return f"{findings or 'no'} {'finding' if findings == 1 else 'findings'}"


def _colour(stream: Any) -> bool:  # noqa: ANN401 - any stream that may be a terminal
    return bool(stream.isatty()) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _complain(message: str) -> None:
    typer.echo(f"error: {message}", err=True)


def _usage_status(error: BaseException) -> int:
    """Print a wrong use of an option or argument on one line; anything else is a fault of the program's own."""
    # The class of these errors is click's or typer's own copy of it, by version: what they can do is the same.
    message = getattr(error, "format_message", None)
    if message is None:
        raise error
    said = " ".join(str(message()).split()).rstrip(".")
    _complain(f"{said[:1].lower()}{said[1:]}; `middleground --help` lists what can be given")
    return WRONG_USE
