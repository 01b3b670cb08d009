"""`middleground debrief`: what the decisions of a finished game did, and what luck did."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.common import Format, FormatOption, find, load, require_file, require_writable
from game.errors import GameError, ReplayError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.analysis.findings import Debrief
    from game.session.session import Session


def debrief(
    replay: Annotated[Path, typer.Argument(help="A saved game, played to its end.")],
    *,
    scenario: Annotated[str | None, typer.Option(help="The scenario, where it does not come with the game.")] = None,
    fork: Annotated[
        int | None,
        typer.Option(help="Judge this line of the game: 0 is the first, then its forks. Else the one played last."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write it as a report into this file instead: one page, for paper too.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print each picture as a line of JSON as it comes; the last has `final`.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Say what the decisions of a finished game did, what luck did, and which move was stronger."""
    if jsonl and form is Format.JSON:
        raise UsageError("--jsonl prints every picture, --format json the last one: leave one of them out")
    require_file(replay)
    if html is not None and html.exists() and html.samefile(replay):
        raise UsageError(f"--html {html} is the saved game itself: name another file for the report")
    require_writable("--html", html)
    session = _finished(replay, scenario, fork)
    found, why, interrupted = _last(session, lines=jsonl)
    if html is not None and interrupted:
        typer.echo(f"interrupted: not written: {html}", err=True)
    elif html is not None:
        from game.classroom.report import write_report  # noqa: PLC0415

        write_report(html, session, found, why)
    if form is Format.JSON:
        _print_json(session, found)
    elif html is not None and not jsonl and not interrupted:
        typer.echo(f"report written: {html}")
    elif not jsonl:
        _print_text(session, found, why)
    if interrupted:
        raise KeyboardInterrupt


def _finished(file: Path, scenario: str | None, fork: int | None) -> Session:
    """Return a line of the recorded game, played to its end under the rules that it was recorded with."""
    from game.session.replay import read_replay, resume  # noqa: PLC0415

    recorded = read_replay(file)
    played = load(find(scenario or recorded.scenario))
    if played.id != recorded.scenario:
        raise ReplayError(f"{file}: is of the scenario `{recorded.scenario}`, not of `{scenario}`; name that one")
    try:
        session = _line(file, resume(played, recorded), fork)
    except ReplayError as error:
        raise ReplayError(f"{file}: {error}") from error
    if not session.ended:
        # Nothing is wrong with the file: no code of a damaged one.
        raise GameError(
            f"{file}: this game is not finished, it stands in turn {session.state.turn} of {played.turns}; a debrief "
            f"looks back on a whole game: play on with `middleground play --text --resume {quote(str(file))}`"
        )
    return session


def _line(file: Path, session: Session, fork: int | None) -> Session:
    """Return the line that is asked for; without a wish the one played last or, where it goes on, one that ended."""
    if fork is None:
        return next((line for line in (session, *session.lines) if line.ended), session)
    if not 0 <= fork < len(session.lines):
        count = len(session.lines) - 1
        known = "has no forks" if not count else f"has {count} {'fork' if count == 1 else 'forks'}"
        raise UsageError(f"--fork is {fork}, but {file} {known}; 0 is the first line")
    return session.lines[fork]


def _last(session: Session, *, lines: bool) -> tuple[Debrief, str, bool]:
    """Return the last picture, why plain rules were played, and whether an interrupt took it before it was final.

    With `lines` each picture is printed as it comes.
    """
    from game.analysis.exchange import debrief_line  # noqa: PLC0415
    from game.analysis.pictures import pictures  # noqa: PLC0415
    from game.terminal.debrief import progress_line  # noqa: PLC0415

    last: tuple[Debrief, str] | None = None
    interrupted = False
    try:
        with _progress() as say:
            for last in pictures(session):
                if lines:
                    # Whoever reads the lines shows each at once: nothing may wait in a buffer.
                    sys.stdout.write(f"{debrief_line(last[0])}\n")
                    sys.stdout.flush()
                say(progress_line(last[0]))
    except KeyboardInterrupt:
        interrupted = True
        known = "nothing was judged yet" if last is None else "what follows is what was known by then, and may change"
        typer.echo(f"interrupted: {known}", err=True)
        if last is None:
            raise
    assert last is not None, "a debrief has at least one picture"
    return *last, interrupted


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show on the error stream that work goes on, only where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.live import Live  # noqa: PLC0415
    from rich.spinner import Spinner  # noqa: PLC0415

    spinner = Spinner("line", text="playing your positions on in many worlds")
    # Lines of JSON go to the output stream meanwhile: they must not be taken for something to show above the spinner.
    with Live(spinner, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False):
        yield lambda text: spinner.update(text=text)


def _print_text(session: Session, found: Debrief, why: str) -> None:
    from game.terminal.console import standard_console  # noqa: PLC0415
    from game.terminal.debrief import debrief_lines  # noqa: PLC0415

    standard_console().write(*debrief_lines(session, found, why))


def _print_json(session: Session, found: Debrief) -> None:
    import json  # noqa: PLC0415

    from game.analysis.exchange import debrief_content  # noqa: PLC0415
    from game.analysis.words import decided  # noqa: PLC0415
    from game.session.beside import lines_content  # noqa: PLC0415

    named = {one for each in found.decisions for one in (each.decision, each.stronger)}
    named |= {move for row in found.ghost for move in row.moves}
    titles = {one: decided(session.scenario, one) for one in sorted(named)}
    content = {**debrief_content(found), "titles": titles, "lines": lines_content(session)}
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False))
