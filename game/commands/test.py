"""`middleground test`: the tests that stand in scenarios, run."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations when the command starts
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.commands.common import FINDINGS, Format, FormatOption, colour, find, print_json, progress_bar
from game.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.simulation.cases import Outcome, Tested

WORDS = {"passed": "passed", "failed": "FAILED", "draft": "draft, not run", "known_failure": "fails, as is known"}


def run_tests(
    scenarios: Annotated[
        list[str] | None, typer.Argument(help="Ids or paths; without any, all that come with the game.")
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
    from game.resources import failed_tests_folder, shipped_scenarios  # noqa: PLC0415

    paths = [find(name) for name in scenarios] if scenarios else list(shipped_scenarios())
    folder = keep or failed_tests_folder()
    tested = {path: _read(path) for path in paths}
    wanted = {path: _wanted(found, only) for path, (found, _) in tested.items()}
    if only:
        _refuse_unknown(only, [name for found, _ in tested.values() if found for name in found.names])
    reports = []
    shown = form is Format.TEXT and sys.stdout.isatty()
    with progress_bar(sum(len(names) for names in wanted.values()), shown=shown) as progress:
        done = 0
        for path, (found, findings) in tested.items():
            report = _Report(path, findings, folder, ledger=ledger)
            for outcome in _outcomes(found, wanted[path]):
                done += 1
                report.add(found, outcome)
                if progress is not None:
                    progress(done)
            reports.append(report)
    if form is Format.JSON:
        _print_json(reports)
    else:
        _print_text(reports)
    if any(report.failed for report in reports):
        raise typer.Exit(FINDINGS)


class _Report:
    """What the tests of one scenario came to, and the files that were kept of those that failed."""

    def __init__(self, path: Path, findings: tuple[Finding, ...], folder: Path, *, ledger: bool) -> None:
        self.path = path
        self.findings = findings
        self.outcomes: list[Outcome] = []
        self.kept: dict[str, str] = {}
        self.replays: dict[str, str] = {}
        self.ledgers: dict[str, list[str]] = {}
        self._folder = folder
        self._ledger = ledger

    @property
    def failed(self) -> bool:
        """Whether the scenario could not be read, or a test failed."""
        return bool(self.findings) or any(outcome.result == "failed" for outcome in self.outcomes)

    def add(self, tested: Tested | None, outcome: Outcome) -> None:
        """Note what a test came to, and keep the play of one that failed."""
        from game.session.ledger_text import ledger_lines  # noqa: PLC0415
        from game.simulation.kept import keep_play  # noqa: PLC0415

        self.outcomes.append(outcome)
        if outcome.result != "failed" or tested is None:
            return
        kept = keep_play(tested, outcome, self.path, self._folder)
        if kept is not None:
            self.kept[outcome.name] = kept.command
            self.replays[outcome.name] = str(kept.replay)
        if self._ledger and outcome.session is not None:
            self.ledgers[outcome.name] = list(ledger_lines(outcome.session))


def _read(path: Path) -> tuple[Tested | None, tuple[Finding, ...]]:
    """Return a scenario whose tests can be run, or the errors in it."""
    from game.scenario.loader import examine  # noqa: PLC0415
    from game.simulation.cases import Tested  # noqa: PLC0415

    examined = examine(path, errors_only=True)
    errors = tuple(finding for finding in examined.findings if finding.severity == "error")
    if errors or examined.document is None:
        return None, errors
    return Tested(examined.document, examined.places), ()


def _wanted(tested: Tested | None, only: list[str] | None) -> tuple[str, ...]:
    names = tested.names if tested else ()
    return tuple(name for name in names if only is None or name in only)


def _refuse_unknown(only: list[str], known: list[str]) -> None:
    for name in only:
        if name not in known:
            meant = nearest(name, known)
            hint = f"did you mean `{meant}`?" if meant else f"tests here: {', '.join(known) or 'none'}"
            raise UsageError(f"there is no test `{name}`; {hint}")


def _outcomes(tested: Tested | None, names: tuple[str, ...]) -> Iterator[Outcome]:
    from game.simulation.cases import run_cases  # noqa: PLC0415

    yield from run_cases(tested, names) if tested else ()


def _print_text(reports: list[_Report]) -> None:
    from game.scenario.message import format_finding  # noqa: PLC0415

    for report in reports:
        typer.echo(f"{report.path}:")
        for finding in report.findings:
            typer.echo(format_finding(finding, colour=colour(sys.stdout)) + "\n")
        for outcome in report.outcomes:
            typer.echo(f"  {outcome.name}: {WORDS[outcome.result]}")
            for note in outcome.notes:
                typer.echo(f"    {note}")
            for finding in outcome.findings:
                typer.echo("\n" + format_finding(finding, colour=colour(sys.stdout)))
            for line in report.ledgers.get(outcome.name, ()):
                typer.echo(f"    {line}")
            if outcome.name in report.kept:
                typer.echo(f"\n  Open the play with: {report.kept[outcome.name]}\n")
    typer.echo(_summary(reports))


def _summary(reports: list[_Report]) -> str:
    """Return how many tests came to what, in a line."""
    results = [outcome.result for report in reports for outcome in report.outcomes]
    counted = [f"{results.count(result)} {word}" for result, word in WORDS.items() if result in results]
    unread = sum(bool(report.findings) for report in reports)
    said = ", ".join(counted) if counted else "no tests"
    return f"{said}; {unread} not run: {'it has' if unread == 1 else 'they have'} errors" if unread else said


def _print_json(reports: list[_Report]) -> None:
    from game.scenario.message import finding_json  # noqa: PLC0415
    from game.terminal.reports import SCHEMA_VERSION  # noqa: PLC0415

    def test_json(report: _Report, outcome: Outcome) -> dict[str, Any]:
        found: dict[str, Any] = {"name": outcome.name, "result": outcome.result, "notes": list(outcome.notes)}
        found["findings"] = [finding_json(finding) for finding in outcome.findings]
        found["replay"] = report.replays.get(outcome.name)
        found["open_with"] = report.kept.get(outcome.name)
        return found | ({"ledger": report.ledgers[outcome.name]} if outcome.name in report.ledgers else {})

    listed = [
        {
            "path": str(report.path),
            "findings": [finding_json(finding) for finding in report.findings],
            "tests": [test_json(report, outcome) for outcome in report.outcomes],
        }
        for report in reports
    ]
    print_json({"schema_version": SCHEMA_VERSION, "scenarios": listed})
