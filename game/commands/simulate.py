"""`middleground simulate`: many games, counted, compared, drawn and kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.commands.common import (
    Format,
    FormatOption,
    ScenarioArgument,
    find,
    print_json,
    progress_bar,
    require_folder,
    require_games,
)
from game.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.scenario.model import Document
    from game.simulation.columns import Keep
    from game.simulation.compare import Comparison
    from game.simulation.files import Reserved
    from game.simulation.gauge import Level
    from game.simulation.results import Batch


def simulate(
    scenario: ScenarioArgument,
    *,
    games: Annotated[int, typer.Option(help="How many playthroughs.")] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the first; playthrough i has seed + i.")] = 0,
    policy: Annotated[str, typer.Option(help="Who decides, such as uniform, greedy, goal:war or history.")] = "uniform",
    workers: Annotated[int, typer.Option(help="How many processes; the numbers do not depend on it.")] = 1,
    compare: Annotated[
        str | None, typer.Option(help="Another policy or scenario: play it on the same seeds and tell what differs.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Keep every game in this file: .csv (a table), .npz (arrays) or .json (all).")
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the endings and the meters: .png or .svg.")] = None,
    cluster: Annotated[str, typer.Option(help="Play on a Dask cluster: its scheduler's address.")] = "",
    compiled: Annotated[
        bool | None, typer.Option("--compiled/--plain", help="By which rules; else what is sooner done.")
    ] = None,
    gauge: Annotated[
        bool,
        typer.Option("--gauge", help="How hard it is: what chance, foresight and planning reach; own game counts."),
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Play a scenario many times and count how it ends."""
    if gauge:
        _gauge(scenario, seed, workers, compiled, form)
        return
    from game.simulation.files import reserved  # noqa: PLC0415

    require_games(games)
    require_folder("--out", out)
    require_folder("--plot", plot)
    if compare is not None and games == 1:
        raise UsageError("games is 1; a comparison needs 2 or more")
    jobs = list(_jobs(scenario, policy, compare))
    order = Order(games, seed, workers, compiled, cluster, _kept(out, plot), form)
    with reserved(_wanted(jobs, games, out, plot)) as files:
        batches = _played(jobs, order)
        interrupted = sum(batch.results.games for batch in batches) < games * len(jobs)
        if interrupted:
            _say(_finished(batches) + _left_out(batches, jobs))
        compared = _compared(batches)
        try:
            _tell(batches, compared, [job.name for job in jobs], form)
        finally:
            # Whoever reads us may have gone, as `head` does: the files are wanted all the same.
            _fill(files, batches, compared, [job.name for job in jobs])
    if interrupted:
        raise KeyboardInterrupt


def _gauge(scenario: str, seed: int, workers: int, compiled: bool | None, form: Format) -> None:  # noqa: FBT001
    """Print how hard a scenario is."""
    from game.scenario.loader import load_document  # noqa: PLC0415
    from game.simulation import gauge as measure  # noqa: PLC0415

    document = load_document(find(scenario))
    say = _say if form is Format.TEXT else None
    levels: list[Level] = []
    interrupted = False
    try:
        levels.extend(measure.gauge(document, seed=seed, workers=workers, compiled=compiled, say=say))
    except KeyboardInterrupt:
        interrupted = True
        _say(_players_left(levels))
    if form is Format.JSON:
        print_json(measure.gauge_json(document.scenario.id, levels))
    elif levels:
        for line in measure.gauge_lines(document.scenario.id, levels):
            typer.echo(line)
    if interrupted:
        raise KeyboardInterrupt


def _players_left(levels: list[Level]) -> str:
    """Return what an interrupt of the gauge has left out."""
    from game.simulation.gauge import GAMES  # noqa: PLC0415

    left = " and ".join(list(GAMES)[len(levels) :])
    return f"interrupted: not finished by {left}" + ("; what follows is of the others" if levels else "")


def _kept(out: Path | None, plot: Path | None) -> Keep:
    """Return what the files need of each game; a table has no room for what the meters were turn by turn."""
    from game.simulation.columns import Keep  # noqa: PLC0415

    return Keep(rows=out is not None, fans=plot is not None or (out is not None and out.suffix.lower() != ".csv"))


@dataclass(frozen=True, slots=True)
class Order:
    """What all batches of one command have in common."""

    games: int
    seed: int
    workers: int
    compiled: bool | None
    cluster: str
    keep: Keep
    form: Format


@dataclass(frozen=True, slots=True)
class Job:
    """A batch to be played: a scenario by a policy, and what tells it from the other one."""

    document: Document
    policy: str
    name: str


def _jobs(scenario: str, policy: str, compare: str | None) -> Iterator[Job]:
    """Yield the batch that was asked for, then the one that it is compared with."""
    from game.policies import OFFERED  # noqa: PLC0415
    from game.scenario.loader import load_document  # noqa: PLC0415

    document = load_document(find(scenario))
    if compare is None:
        yield Job(document, policy, policy)
    elif compare.partition(":")[0] in OFFERED:
        yield Job(document, policy, policy)
        yield Job(document, compare, compare)
    else:
        other = load_document(_other_scenario(compare))
        ids = document.scenario.id, other.scenario.id
        names = ids if ids[0] != ids[1] else (scenario, compare)
        yield Job(document, policy, names[0])
        yield Job(other, policy, names[1])


def _other_scenario(compare: str) -> Path:
    from game.policies import OFFERED  # noqa: PLC0415

    try:
        return find(compare)
    except UsageError as error:
        raise UsageError(f"--compare: {error}; and it is no policy ({', '.join(OFFERED)})") from error


def _wanted(jobs: list[Job], games: int, out: Path | None, plot: Path | None) -> Iterator[tuple[Path, int]]:
    """Yield each file that is wanted, with the bytes that it may need."""
    from game.engine.index import build_index  # noqa: PLC0415

    if out is not None:
        from game.simulation.exports import room_for  # noqa: PLC0415

        numbers = sum(5 + len(build_index(job.document).numbers) for job in jobs)
        letters = sum(max(len(ending) for ending in job.document.endings) for job in jobs)
        yield out, room_for(out, max(games, 0), numbers, letters)
    if plot is not None:
        from game.simulation.plots import ROOM, picture_form  # noqa: PLC0415

        picture_form(plot)
        yield plot, ROOM


def _played(jobs: list[Job], order: Order) -> list[Batch]:
    """Return the batches; fewer, or a last one that is cut short, where the user interrupted."""
    from game.simulation.batch import run_batch  # noqa: PLC0415
    from game.simulation.results import Interrupted  # noqa: PLC0415

    batches: list[Batch] = []
    text = order.form is Format.TEXT
    with progress_bar(order.games * len(jobs), shown=text) as report:
        try:
            for job in jobs:
                batch = run_batch(
                    job.document,
                    games=order.games,
                    seed=order.seed,
                    policy=job.policy,
                    workers=order.workers,
                    progress=_beyond(report, len(batches) * order.games),
                    compiled=order.compiled,
                    keep=order.keep,
                    cluster=order.cluster,
                    say=_say if text else None,
                )
                batches.append(batch)
        except Interrupted as interrupt:
            batches.append(interrupt.batch)
        except KeyboardInterrupt:
            if not batches:
                _say("interrupted: no playthrough was finished")
                raise
    return batches


def _beyond(report: Callable[[int], None] | None, done: int) -> Callable[[int], None] | None:
    return None if report is None else lambda now: report(done + now)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _finished(batches: list[Batch]) -> str:
    done = " and ".join(f"{one.results.games} of {one.results.wanted} playthroughs" for one in batches)
    return f"interrupted: {done} were finished; what follows is of those"


def _left_out(batches: list[Batch], jobs: list[Job]) -> str:
    """Return why an interrupt left nothing to compare; empty where there is something, or nothing was to be."""
    if len(batches) == len(jobs):
        return "" if len(jobs) == 1 or _compared(batches) else "; too few to compare"
    return f"; {jobs[-1].name} was not played, so nothing is compared"


def _compared(batches: list[Batch]) -> Comparison | None:
    """Return what differs between two batches; None where there is one, or an interrupt came too early."""
    from game.simulation.compare import LEAST, compare  # noqa: PLC0415

    return compare(*batches) if len(batches) > 1 and len(batches[1].columns) >= LEAST else None


def _tell(batches: list[Batch], compared: Comparison | None, names: list[str], form: Format) -> None:
    """Print what the batches came to, and what differs between them."""
    from game.terminal.reports import comparison_lines, results_lines  # noqa: PLC0415

    if form is Format.JSON:
        print_json(_summary(batches, compared))
        return
    for batch in batches:
        for line in results_lines(batch.results):
            typer.echo(line)
    if compared is not None:
        for line in comparison_lines(compared, *names):
            typer.echo(line)


def _summary(batches: list[Batch], compared: Comparison | None) -> dict[str, Any]:
    return batches[0].results.as_json() if compared is None else compared.as_json()


def _fill(files: list[Reserved], batches: list[Batch], compared: Comparison | None, names: list[str]) -> None:
    """Write the files that were wanted, and say so; where an interrupt keeps one back, that is said too."""
    from game.simulation.exports import FORMATS, written_as  # noqa: PLC0415

    for place, file in enumerate(files):
        try:
            if file.path.suffix.lower().removeprefix(".") in FORMATS:
                file.fill(written_as(file.path, batches, _summary(batches, compared)))
            else:
                from game.simulation.plots import drawn_as  # noqa: PLC0415

                file.fill(drawn_as(file.path, batches, names[: len(batches)]))
        except KeyboardInterrupt:
            _say(f"interrupted: not written: {', '.join(str(one.path) for one in files[place:])}")
            raise
        _say(f"written: {file.path}")
