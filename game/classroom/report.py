"""The report of a debrief: one page that needs no other file and no script, for the screen and for A4 paper."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from game.analysis import words
from game.classroom import charts
from game.classroom.questions import questions
from game.errors import SaveError
from game.session.account import goal_conditions
from game.session.beside import beside, decided_words, line_title, other_lines, outcome_words, parting_words
from game.session.margin import headline, margin_sentences
from game.session.replay import kept_lines
from game.session.saves import put_whole
from game.session.titles import (
    FREE_RULES,
    exact_text,
    factor_title,
    moved_text,
    number_title,
    rule_title,
    value_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.analysis.findings import Debrief
    from game.engine import Change, Scenario, Step
    from game.scenario.model import Source
    from game.session.session import Session

__all__ = ["report_page", "write_report"]

TEMPLATE: Final = "report.html.jinja"


@dataclass(frozen=True, slots=True)
class Row:
    """What one rule did at one point of the game: its title, the numbers that it moved, and what it rests on."""

    title: str
    moved: tuple[str, ...]
    evidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision in the ledger with all that followed before the next one."""

    turn: int
    title: str
    rows: tuple[Row, ...]

    @property
    def own(self) -> bool:
        """Whether the first row is what the decision itself did, under the same title."""
        return bool(self.rows) and self.rows[0].title.removesuffix(".") == self.title


def report_page(session: Session, found: Debrief, why: str = "") -> str:
    """Return the report as HTML text.

    Args:
        session: the finished game.
        found: what its debrief found.
        why: why plain rules were played, where they were.
    """
    scenario = session.scenario
    place = files("game.classroom").joinpath(TEMPLATE)
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    ledger = tuple(_ledger(session))
    return template.from_string(place.read_text(encoding="utf-8")).render(
        scenario=scenario,
        about=scenario.document.scenario,
        found=found,
        why=why,
        words=words,
        decided=lambda decision: words.decided(scenario, decision),
        chance=lambda worth: words.percent(words.chance_of(scenario, worth)).replace(" ", "\N{NO-BREAK SPACE}"),
        bar=lambda one: Markup(charts.bar(scenario, one)),  # noqa: S704 - made of numbers only
        conditions=[
            (part, _ended_at(scenario, part.number, part.now)) for part in goal_conditions(scenario, session.state)
        ],
        margins=tuple(margin_sentences(session)),
        headline=headline(session),
        losses=charts.largest_losses(found),
        questions=questions(session, found),
        ledger=[(turn, list(entries)) for turn, entries in groupby(ledger, key=lambda entry: entry.turn)],
        sources=_sources(scenario, found, ledger),
        lines=[(line_title(line), outcome_words(line), line is session) for line in kept_lines(session)],
        pairs=[_pair(session, line) for line in other_lines(session)],
        **_plots(scenario, found),
    )


def _pair(session: Session, other: Session) -> dict[str, object]:
    """Return what the page tells of a line beside another one."""
    found = beside(session, other)
    title = f"{line_title(session)}, beside: {line_title(other)}"

    def only(rules: tuple[str, ...]) -> str:
        return "; ".join(rule_title(session.scenario, rule).rstrip(".") for rule in rules)

    return {
        "title": title,
        "words": parting_words(found),
        "plot": Markup(charts.pair_grid(found, title)),  # noqa: S704 - numbers, and titles that are escaped there
        "rows": [
            (
                pair.turn,
                "; ".join(word.rstrip(".") for word in decided_words(session.scenario, pair.ours)),
                "; ".join(word.rstrip(".") for word in decided_words(session.scenario, pair.theirs)),
                only(pair.only_ours),
                only(pair.only_theirs),
            )
            for pair in found.turns
            if pair.parts or pair.only_ours or pair.only_theirs
        ],
    }


def write_report(file: Path, session: Session, found: Debrief, why: str = "") -> None:
    """Write the report into a file, whole or not at all; see `report_page`.

    Raises:
        SaveError: the disk refused; says why.
    """
    try:
        put_whole(file, report_page(session, found, why).encode("utf-8"))
    except OSError as error:
        raise SaveError(f"{file}: could not be written: {error.strerror or error}") from error


def _plots(scenario: Scenario, found: Debrief) -> dict[str, Markup | str]:
    """Return the plots by their names in the template; those that have nothing to show are empty."""
    stake = words.stake(scenario)
    drawn = {
        "chance_plot": charts.chance_chart(scenario, found, f"{stake}, turn by turn"),
        "choice_plot": charts.choice_chart(found, "What decisions and what luck changed, turn by turn"),
        "luck_plot": charts.luck_strip(found.luck, found.value, "The same decisions under other luck")
        if found.luck
        else "",
        "record_plot": charts.record_chart(scenario, found, f"{stake}: the recorded line and yours")
        if found.ghost
        else "",
    }
    # The plots are made of numbers and of titles that are escaped there.
    return {name: Markup(plot) for name, plot in drawn.items()}  # noqa: S704 - see above


def _ended_at(scenario: Scenario, number: str, value: float) -> str:
    return value_text(scenario, scenario.number(number), value) if number else ""


def _ledger(session: Session) -> Iterator[Entry]:
    """Yield every decision with what it and its consequences moved, rule by rule."""
    for state, decision, step in zip(session.states, session.decisions, session.steps, strict=False):
        rows = tuple(_rows(session.scenario, step))
        yield Entry(state.turn, words.decided(session.scenario, decision), rows)


def _rows(scenario: Scenario, step: Step) -> Iterator[Row]:
    seen = [change for change in step.changes if not scenario.number(change.number).counter]
    for rule, group in groupby(seen, key=lambda change: change.rule):
        changes = tuple(group)
        sources = tuple(dict.fromkeys(source for change in changes for source in change.sources))
        # The drift and the ends of the scale are arithmetic: there is nothing to support.
        evidence = "" if rule in FREE_RULES else changes[0].evidence
        yield Row(rule_title(scenario, rule), tuple(_moved(scenario, change) for change in changes), evidence, sources)


def _moved(scenario: Scenario, change: Change) -> str:
    """Return one change: number, before and after, and for a meter by how much, with what made it larger or smaller."""
    number = scenario.number(change.number)
    before, after = (exact_text(scenario, number, value) for value in (change.before, change.after))
    arrow = "\N{RIGHTWARDS ARROW}"
    text = f"{number_title(scenario, change.number)} {before} {arrow} {after}"
    if number.kind != "meter":
        return text
    factors = ", ".join(
        f"{factor:.2g} times: {factor_title(scenario, name).rstrip('.')}" for name, factor in change.factors
    )
    by = moved_text(change).replace("-", words.MINUS)
    return f"{text} ({by}{f'; {factors}' if factors else ''})"


def _sources(scenario: Scenario, found: Debrief, ledger: tuple[Entry, ...]) -> dict[str, Source]:
    """Return the sources that the page cites, in the scenario's order."""
    cited = set(words.used_sources(scenario, found))
    cited |= {source for entry in ledger for row in entry.rows for source in row.sources}
    return {key: source for key, source in scenario.document.sources.items() if key in cited}
