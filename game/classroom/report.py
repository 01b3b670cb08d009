"""The report of a debrief: one page that needs no other file and no script, for the screen and for A4 paper."""

from __future__ import annotations

from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from game.analysis import words
from game.classroom import charts
from game.classroom.ledger import ledger
from game.classroom.questions import questions
from game.errors import SaveError
from game.session.account import goal_conditions
from game.session.beside import beside, decided_words, line_title, other_lines, outcome_words, parting_words
from game.session.margin import headline, margin_sentences
from game.session.replay import kept_lines
from game.session.saves import put_whole
from game.session.titles import (
    rule_title,
    value_text,
)

if TYPE_CHECKING:
    from pathlib import Path

    from game.analysis.findings import Debrief, Judged, Seat, TurnPart
    from game.classroom.ledger import Entry
    from game.engine import Scenario
    from game.scenario.model import Source
    from game.session.session import Session

__all__ = ["report_page", "write_report"]

TEMPLATE: Final = "report.html.jinja"
LITTLE: Final = 2.0
"""Points that a decision moves without having a row of its own."""


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
    entries = tuple(ledger(session))
    return template.from_string(
        place.read_text(encoding="utf-8")
    ).render(
        scenario=scenario,
        about=scenario.document.scenario,
        found=found,
        why=why,
        words=words,
        decided=lambda decision: words.decided(scenario, decision),
        chance=lambda worth: words.percent(words.chance_of(scenario, worth)).replace(" ", "\N{NO-BREAK SPACE}"),
        stand=lambda one, worth: words.standing(scenario, one, worth).replace(" ", "\N{NO-BREAK SPACE}"),
        moved=lambda one: words.standings(scenario, one, "\N{RIGHTWARDS ARROW}").replace(" %", "\N{NO-BREAK SPACE}%"),
        bar=lambda one: Markup(charts.bar(scenario, one)),  # noqa: S704 - made of numbers only
        conditions=[
            (part, _ended_at(scenario, part.number, part.now)) for part in goal_conditions(scenario, session.state)
        ],
        # What the goal lacked stands in a table below; here is the nearest of it, or what ended the game.
        margins=tuple(margin_sentences(session))[:1],
        split=_split,
        rungs=_rungs(found),
        headline=headline(session),
        losses=charts.largest_losses(found),
        questions=questions(session, found),
        ledger=[(turn, list(some)) for turn, some in groupby(entries, key=lambda entry: entry.turn)],
        sources=_sources(scenario, found, entries),
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
                "; ".join(word.rstrip(".") for word in decided_words(session, pair.ours)),
                "; ".join(word.rstrip(".") for word in decided_words(other, pair.theirs)),
                only(pair.only_ours),
                only(pair.only_theirs),
            )
            for pair in found.turns
            if pair.parts or pair.only_ours or pair.only_theirs
        ],
    }


def _split(turn: TurnPart) -> tuple[list[Judged], dict[str, list[Judged]]]:
    """Return the decisions of a turn that mattered, each for a row of its own, and the others by what they are called.

    A decision mattered where it lost something, or moved the value by more than is called nothing.
    """
    told = [one for one in turn.decisions if one.lost or one.waited or _moved(one) > LITTLE]
    rest: dict[str, list[Judged]] = {}
    for one in turn.decisions:
        if one not in told:
            rest.setdefault("forced" if one.forced else one.verdict.value, []).append(one)
    return told, rest


def _moved(one: Judged) -> float:
    return abs(one.after.value - one.before.value)


def _rungs(found: Debrief) -> list[tuple[Seat, list[tuple[str, list[str]]]]]:
    """Return each rung that was reached, once, with what every capital sees on it and all that it then did, by turn."""
    steps: dict[tuple[str, str], list[Seat]] = {}
    for seat in found.seats:
        steps.setdefault((seat.ladder, seat.rung), []).append(seat)
    return [(seats[0], [(capital, _seen(seats, capital)) for capital in _capitals(seats)]) for seats in steps.values()]


def _capitals(seats: list[Seat]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(seat.capital for seat in seats))


def _seen(seats: list[Seat], capital: str) -> list[str]:
    """Return what a capital sees on a rung, and after it what it did in which turn."""
    own = [seat for seat in seats if seat.capital == capital]
    did = [f"Turn {seat.turn}: {'; '.join(one.rstrip('.') for one in seat.did)}." for seat in own if seat.did]
    return [own[0].saw, *did]


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


def _sources(scenario: Scenario, found: Debrief, entries: tuple[Entry, ...]) -> dict[str, Source]:
    """Return the sources that the page cites, in the scenario's order."""
    cited = set(words.used_sources(scenario, found))
    cited |= {source for entry in entries for row in entry.rows for source in row.sources}
    return {key: source for key, source in scenario.document.sources.items() if key in cited}
