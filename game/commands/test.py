"""`middleground test`: the tests that stand in scenarios, run."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.commands.common import FINDINGS, Format, FormatOption, colour, find_all, print_json, progress_bar
from game.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.errors import Finding
    from game.simulation.cases import Outcome, Tested
    from game.simulation.kept import Kept

WORDS = {"passed": "passed", "failed": "FAILED", "draft": "draft, not run", "known_failure": "fails, as is known"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one test came to; of one that failed its play, where one game shows it, and its ledger, where asked for."""

    outcome: Outcome
    kept: Kept | None = None
    ledger: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What the tests of one scenario came to, or the errors that kept them from being run."""

    path: Path
    tested: Tested | None
    findings: tuple[Finding, ...]
    wanted: tuple[str, ...] = ()
    told: list[Told] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether the scenario could not be read, or a test failed."""
        return bool(self.findings) or any(told.outcome.result == "failed" for told in self.told)


def run_tests(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Ids or paths; without any, those in this folder, or else all that come with the game."),
    ] = None,
    *,
    only: Annotated[list[str] | None, typer.Option(help="Run this test only; may be given several times.")] = None,
    keep: Annotated[Path | None, typer.Option(help="The folder where the plays of failed tests are kept.")] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Print the play of each failed test, number by number.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Run the tests that stand in scenarios."""
    from game.resources import failed_tests_folder  # noqa: PLC0415

    paths = find_all(scenarios)
    reports = [_read(path) for path in paths]
    _choose(reports, only)
    games = sum(len(report.wanted) for report in reports)
    with progress_bar(games, shown=form is Format.TEXT) as progress:
        _run(reports, keep or failed_tests_folder(), progress, ledger=ledger)
    if form is Format.JSON:
        _print_json(reports)
    else:
        for line in _lines(reports):
            typer.echo(line)
    if any(report.failed for report in reports):
        raise typer.Exit(FINDINGS)


def _read(path: Path) -> Report:
    """Return a scenario whose tests can be run, or the errors in it."""
    from game.scenario.loader import examine  # noqa: PLC0415
    from game.simulation.cases import Tested  # noqa: PLC0415

    examined = examine(path, errors_only=True)
    errors = tuple(finding for finding in examined.findings if finding.severity == "error")
    if errors or examined.document is None:
        return Report(path, None, errors)
    return Report(path, Tested(examined.document, examined.places), ())


def _choose(reports: list[Report], only: list[str] | None) -> None:
    """Choose the tests to run; refuse a name that no scenario has."""
    known = [name for report in reports if report.tested for name in report.tested.names]
    for name in only or ():
        if name not in known:
            meant = nearest(name, known)
            hint = f"did you mean `{meant}`?" if meant else f"tests here: {', '.join(known) or 'none'}"
            raise UsageError(f"there is no test `{name}`; {hint}")
    for report in reports:
        names = report.tested.names if report.tested else ()
        report.wanted = tuple(name for name in names if not only or name in only)


def _run(reports: list[Report], folder: Path, progress: Callable[[int], None] | None, *, ledger: bool) -> None:
    """Run the chosen tests of each scenario, and keep the plays of those that fail."""
    from game.simulation.cases import run_cases  # noqa: PLC0415

    done = 0
    for report in reports:
        if report.tested is None:
            continue
        for outcome in run_cases(report.tested, report.wanted):
            report.told.append(_told(report, outcome, folder, ledger=ledger))
            done += 1
            if progress is not None:
                progress(done)


def _told(report: Report, outcome: Outcome, folder: Path, *, ledger: bool) -> Told:
    from game.session.ledger_text import ledger_lines  # noqa: PLC0415
    from game.simulation.kept import keep_play  # noqa: PLC0415

    if outcome.result != "failed" or outcome.session is None or report.tested is None:
        return Told(outcome)
    kept = keep_play(report.tested, outcome, report.path, folder)
    return Told(outcome, kept, tuple(ledger_lines(outcome.session)) if ledger else ())


def _lines(reports: list[Report]) -> Iterator[str]:
    """Yield each scenario with its tests, and a sum."""
    from game.scenario.message import format_finding  # noqa: PLC0415

    for report in reports:
        yield f"{report.path}:"
        for finding in report.findings:
            yield format_finding(finding, colour=colour(sys.stdout)) + "\n"
        for told in report.told:
            yield f"  {told.outcome.name}: {WORDS[told.outcome.result]}"
            yield from (f"    {note}" for note in told.outcome.notes)
            yield from ("\n" + format_finding(one, colour=colour(sys.stdout)) for one in told.outcome.findings)
            yield from (f"    {line}" for line in told.ledger)
            if told.kept is not None:
                yield f"\n  Open the play with: {told.kept.command}\n"
    yield _sum(reports)


def _sum(reports: list[Report]) -> str:
    """Return how many tests came to what, in a line."""
    results = [told.outcome.result for report in reports for told in report.told]
    counted = [f"{results.count(result)} {word}" for result, word in WORDS.items() if result in results]
    unread = sum(bool(report.findings) for report in reports)
    said = ", ".join(counted) if counted else "no tests"
    if not unread:
        return said
    return f"{said}; {unread} {'scenario was' if unread == 1 else 'scenarios were'} not run for errors"


def _print_json(reports: list[Report]) -> None:
    from game.scenario.message import finding_json  # noqa: PLC0415
    from game.terminal.reports import SCHEMA_VERSION  # noqa: PLC0415

    def test_json(told: Told) -> dict[str, Any]:
        return {
            "name": told.outcome.name,
            "result": told.outcome.result,
            "notes": list(told.outcome.notes),
            "findings": [finding_json(finding) for finding in told.outcome.findings],
            "replay": str(told.kept.replay) if told.kept else None,
            "open_with": told.kept.command if told.kept else None,
            "ledger": list(told.ledger),
        }

    listed = [
        {
            "path": str(report.path),
            "findings": [finding_json(finding) for finding in report.findings],
            "tests": [test_json(told) for told in report.told],
        }
        for report in reports
    ]
    print_json({"schema_version": SCHEMA_VERSION, "scenarios": listed})
