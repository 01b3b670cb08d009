"""`middleground play`: one game, in a window or in the terminal."""

from __future__ import annotations

import shlex
import sys
from functools import partial
from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import SEED_LIMIT, find, load, require_file, require_writable
from game.errors import DisplayError, ReplayError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.session.ahead import Lead
    from game.session.replay import Replay
    from game.session.saves import Autosave
    from game.session.session import Session

# A seed drawn for a new game: short enough to be read out in a class.
DRAWN_SEEDS = 1_000_000


def play(
    scenario: Annotated[
        str | None, typer.Argument(help="Id of a scenario that comes with the game, or a path.")
    ] = None,
    *,
    text: Annotated[bool, typer.Option("--text", help="Play in the terminal, without a window.")] = False,
    seed: Annotated[int | None, typer.Option(help="The luck of the game: a whole number from 0.")] = None,
    resume: Annotated[Path | None, typer.Option(help="Go on with a saved game.")] = None,
    save: Annotated[Path | None, typer.Option(help="Keep the game in this file.")] = None,
    policy: Annotated[
        str | None, typer.Option(help="Who plays first, such as uniform or goal:war: up to --until, else to the end.")
    ] = None,
    until: Annotated[int | None, typer.Option(help="The turn from which on you play yourself.")] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Follow the scenario's files: the window takes in every save at once.")
    ] = False,
) -> None:
    """Play a scenario, in a window or in the terminal."""
    if seed is not None and not 0 <= seed < SEED_LIMIT:
        raise UsageError(f"--seed is {seed}; expected a whole number from 0 to 2**63 - 1")
    _refuse_together(resume=resume, seed=seed, policy=policy, until=until)
    require_writable("--save", save)
    lead = _lead(policy, until)
    if watch:
        _refuse_watch(scenario, text=text)
    if text:
        _play_text(scenario, seed, resume, save, lead)
        return
    named = scenario or (_only_scenario() if lead else None)
    path = find(named) if named else None
    options = {"--seed": seed, "--resume": resume, "--save": save, "--policy": policy, "--until": until}
    written = [part for option, value in options.items() if value is not None for part in (option, str(value))]
    instead = shlex.join(["middleground", "play", *filter(None, [scenario]), "--text", *written])
    open_window(scenario=path, seed=seed, resume=resume, save=save, lead=lead, watch=watch, instead=instead)


def _refuse_together(*, resume: Path | None, seed: int | None, policy: str | None, until: int | None) -> None:
    """Refuse options that belong to a new game beside one that is resumed, and a turn without a player."""
    if resume is not None and seed is not None:
        raise UsageError("--seed is for a new game; a resumed one has its own: leave one of them out")
    if resume is not None and policy is not None:
        raise UsageError("--policy is for a new game, not for one that is resumed: leave one of them out")
    if until is not None and policy is None:
        raise UsageError("--until needs --policy NAME: who plays up to that turn, such as uniform or greedy")


def _refuse_watch(scenario: str | None, *, text: bool) -> None:
    """Refuse to watch without a window, or without files that can be watched."""
    if text:
        raise UsageError("--watch is for the window; beside a game in the terminal, run `middleground check --watch`")
    if scenario is None:
        raise UsageError("--watch needs the scenario whose files are edited, by its id or path")


def _lead(policy: str | None, until: int | None) -> Lead | None:
    """Return the player that decides first, by the name of a policy; None where a person plays from the start."""
    if policy is None:
        return None
    from game.policies import find_policy  # noqa: PLC0415
    from game.session.ahead import Lead  # noqa: PLC0415

    # Which policies there are depends on the scenario: some aim at an ending of it.
    tell = partial(_tell_turn, policy) if sys.stderr.isatty() else None
    return Lead(policy, lambda scenario: find_policy(policy, scenario), until, tell)


def _tell_turn(policy: str, turn: int, turns: int) -> None:
    """Say in one line of the terminal, which what comes next writes over, where a player is."""
    sys.stderr.write(f"{policy} plays turn {turn} of {turns}\r")
    sys.stderr.flush()


def _play_text(
    scenario: str | None, seed: int | None, resume: Path | None, save: Path | None, lead: Lead | None
) -> None:
    from game.terminal.console import standard_console  # noqa: PLC0415
    from game.terminal.play import TextGame  # noqa: PLC0415

    console = standard_console()
    if resume is not None:
        session, autosave = _resumed(scenario, resume, save, console.ask)
    else:
        session, autosave = _new_game(scenario, seed, save)
    if lead is not None:
        lead.play(session)
        console.write(lead.words(session))
    game = TextGame(session, console, autosave, _now, keep_untouched=save is not None)
    try:
        game.run()
    except KeyboardInterrupt:
        game.save()
        raise


def _new_game(scenario: str | None, seed: int | None, save: Path | None) -> tuple[Session, Autosave]:
    import secrets  # noqa: PLC0415

    from game.session.session import Session  # noqa: PLC0415

    path = find(scenario or _only_scenario())
    loaded = load(path)
    _prepare(path)
    session = Session(loaded, secrets.randbelow(DRAWN_SEEDS) if seed is None else seed)
    return session, _autosave(session, save)


def _prepare(path: Path) -> None:
    """Have the rules compiled beside a game that a person plays, unless the settings say otherwise."""
    from game.simulation.precompile import Precompiler  # noqa: PLC0415
    from game.window.settings import load_settings, settings_file  # noqa: PLC0415

    if sys.stdin.isatty() and load_settings(settings_file()).settings.prepare:
        Precompiler.of_this_process().start(path)


def _resumed(
    scenario: str | None, file: Path, save: Path | None, ask: Callable[[str], str | None]
) -> tuple[Session, Autosave]:
    """Return a saved game to play on; when its rules have changed, ask first and keep it in a new file."""
    from game.session.replay import replay_legal  # noqa: PLC0415
    from game.session.replay import resume as resume_session  # noqa: PLC0415
    from game.session.saves import Autosave  # noqa: PLC0415

    replay = _load_replay(file)
    path = find(scenario or replay.scenario)
    loaded = load(path)
    _prepare(path)
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


def open_window(
    *,
    scenario: Path | None,
    seed: int | None,
    resume: Path | None,
    save: Path | None,
    lead: Lead | None = None,
    watch: bool = False,
    instead: str = "middleground play --text",
) -> None:
    """Open the window, on a scenario or a saved game where one is named.

    Raises:
        DisplayError: There is no screen; the message says `instead`, the command that plays the same without one.
    """
    from game.window.app import run  # noqa: PLC0415

    try:
        run(scenario=scenario, seed=seed, resume=resume, save=save, lead=lead, watch=watch)
    except DisplayError as error:
        raise DisplayError(f"{error}; play in the terminal with `{instead}`") from None


def _only_scenario() -> str:
    from game.resources import shipped_scenarios  # noqa: PLC0415

    shipped = [path.name for path in shipped_scenarios()]
    if not shipped:
        raise UsageError("no scenario comes with this installation; name the path of one")
    # The first by name is the one to begin with; `play NAME` starts another.
    return shipped[0]


def _load_replay(file: Path) -> Replay:
    from game.session.saves import load_save  # noqa: PLC0415

    try:
        return load_save(file)
    except ReplayError:
        # Looked at only now: where a save was cut off, its file may be gone and the one before still there.
        require_file(file)
        raise


def _now() -> str:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.now(UTC).isoformat(timespec="seconds")
