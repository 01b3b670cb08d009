"""`middleground simulate`: many games, counted."""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands.common import Format, FormatOption, ScenarioArgument, find, print_json, progress_bar


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

    path = find(scenario)
    with progress_bar(games, shown=form is Format.TEXT) as report:
        results = run_batch(path, games=games, seed=seed, policy=policy, workers=workers, progress=report)
    if form is Format.JSON:
        print_json(results.as_json())
        return
    for line in results_lines(results):
        typer.echo(line)
