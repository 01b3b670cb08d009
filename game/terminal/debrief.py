"""What the terminal says of a debrief: every part of it as lines. It reads no input and writes nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.analysis import words
from game.analysis.words import SIGNS, WORDS, decided, percent, points
from game.session.margin import headline, margin_sentences
from game.terminal.console import Heading
from game.terminal.forks import every_pair, lines_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.analysis.findings import Debrief, Judged, TurningPoint, TurnPart
    from game.engine import Scenario
    from game.session.session import Session

__all__ = ["debrief_lines", "looked_back", "progress_line"]

BAR: Final = 20
KEPT, LOST, GAINED, EMPTY = "#", "-", "+", "."


def debrief_lines(session: Session, found: Debrief, why: str = "") -> Iterator[str]:
    """Yield a debrief in plain text.

    Args:
        session: the finished game.
        found: what its debrief found.
        why: why plain rules were played, where they were.
    """
    scenario = session.scenario
    yield Heading(headline(session))
    yield from (f"  {line}" for line in margin_sentences(session))
    yield words.MODEL
    yield from (line for line in (words.rules_sentence(found, why),) if line)
    yield from _turns(scenario, found)
    if found.final:
        yield Heading(f"Accuracy: {found.accuracy:.0f} of 100")
        yield f"  {words.counts_words(found.decisions)}."
    else:
        yield Heading("Accuracy: not judged")
        yield f"  {words.STOPPED}"
    yield Heading("Choice or chance?")
    yield from (f"  {line}" for line in words.choice_sentences(found))
    if found.luck:
        yield Heading("Luck report")
        yield from (f"  {line}" for line in words.luck_sentences(scenario, found))
    yield from _turning(scenario, found)
    yield from _pattern(found)
    yield from _ghost(scenario, found)
    yield from _hidden(found)
    yield from _seats(scenario, found)
    yield from lines_list(session)
    yield from every_pair(session)
    yield from _sources(scenario, found)


def looked_back(session: Session, say: Callable[[str], None]) -> Iterator[str]:
    """Make the debrief of a finished game while its player waits, and yield it; an interrupt takes what is known."""
    from game.analysis.pictures import pictures  # noqa: PLC0415 - heavy, and most games end without it

    say("Your positions are played on in many worlds. Ctrl+C stops that and shows what is known by then.")
    last: tuple[Debrief, str] | None = None
    try:
        for last in pictures(session):
            say("Done." if last[0].final else f"{progress_line(last[0])} ...")
    except KeyboardInterrupt:
        say("Stopped.")
    if last is not None:
        yield from debrief_lines(session, *last)


def progress_line(found: Debrief) -> str:
    """Return what a first picture says, while a better one is being made."""
    rules = "compiled rules" if found.compiled else "plain rules"
    return f"first values by {rules}; verdicts come with the last ones"


def _turns(scenario: Scenario, found: Debrief) -> Iterator[str]:
    yield Heading("Turn by turn")
    yield (
        f"{words.stake(scenario)}, before and after each decision, or the value where the goal was out of reach. In a "
        f"bar `{KEPT}` is what stands, `{LOST}` what was lost, `{GAINED}` what was gained. Points are points of the "
        f"ending's value. {words.MEASURES}"
    )
    for turn in found.turns:
        yield _turn_line(scenario, turn)
        for one in turn.decisions:
            yield from _decision_lines(scenario, one, final=found.final)


def _turn_line(scenario: Scenario, turn: TurnPart) -> str:
    before, after = (percent(words.chance_of(scenario, worth)) for worth in (turn.start, turn.end))
    return (
        f"Turn {turn.turn}, {turn.label}: {before} -> {after}; decisions {points(turn.choice)}, "
        f"events {points(turn.chance)}"
    )


def _decision_lines(scenario: Scenario, one: Judged, *, final: bool = True) -> Iterator[str]:
    """Yield a decision with its verdict, its bar and what was stronger; a forced one, or a first picture, has none."""
    title = decided(scenario, one.decision)
    if one.forced:
        yield f"  {'':2} {'forced':8} {title}"
        return
    lost = f", lost by this choice: {one.lost:.1f}" if one.lost and final else ""
    sign, word = (SIGNS[one.verdict], WORDS[one.verdict]) if final else ("", "not yet")
    yield f"  {sign:2} {word:8} {title}{lost}"
    before, after = (words.level(scenario, one, worth) for worth in (one.before, one.after))
    yield f"     {_bar(before, after)} {words.standings(scenario, one, '->')}"
    if final and (one.lost or one.waited):
        best = words.standing(scenario, one, one.best)
        yield f"     stronger move: {words.stronger_words(scenario, one)} ({best})"


def _bar(before: float, after: float) -> str:
    """Return a chance before and after as a bar of characters."""
    first, last = round(BAR * before), round(BAR * after)
    kept, moved = min(first, last), abs(first - last)
    return f"[{KEPT * kept}{(LOST if last < first else GAINED) * moved}{EMPTY * (BAR - kept - moved)}]"


def _turning(scenario: Scenario, found: Debrief) -> Iterator[str]:
    if not found.turning or not found.final:
        return
    yield Heading("Turning points")
    for point in found.turning:
        kind = "decision" if point.kind == "decision" else "event"
        when = f"turn {point.turn}, {words.turn_label(found, point.turn)}"
        yield f"{points(point.points)}, {kind} in {when}: {point.title}"
        yield from _chain(scenario, point)
        one = words.stronger_of(found, point)
        if one is not None:
            sources = words.stronger_sources(scenario, one)
            cited = f" [{', '.join(sources)}]" if sources else ""
            title, text = words.stronger_title(scenario, one), words.stronger_text(scenario, one, point.missed)
            yield f"  {title}. {text}{cited}"


def _chain(scenario: Scenario, point: TurningPoint) -> Iterator[str]:
    for (sentence, sources), moved in zip(point.chain, point.changes, strict=True):
        changes = f" {words.moved_words(scenario, moved)}." if moved else ""
        cited = f" [{', '.join(sources)}]" if sources else ""
        yield f"  -> {sentence}{changes}{cited}"


def _pattern(found: Debrief) -> Iterator[str]:
    if found.pattern:
        yield Heading("A pattern")
        yield f"  {found.pattern}"


def _ghost(scenario: Scenario, found: Debrief) -> Iterator[str]:
    if not found.ghost:
        return
    yield Heading("The line that was really played")
    yield f"  {words.RECORD}"
    yield f"  {words.parting(scenario, found)}"
    yield f"  {words.stake(scenario)} after each turn, the recorded line and yours:"
    for row in found.ghost:
        theirs, yours = (percent(words.chance_of(scenario, worth)) for worth in (row.theirs, row.yours))
        yield f"  Turn {row.turn}: {theirs} and {yours}. Recorded: {words.ghost_moves(scenario, row)}"


def _hidden(found: Debrief) -> Iterator[str]:
    if found.secrets:
        yield Heading("What was hidden")
        yield from (f"  {secret.text}" for secret in found.secrets)


def _seats(scenario: Scenario, found: Debrief) -> Iterator[str]:
    steps = tuple(words.seat_steps(found))
    if not steps:
        return
    yield Heading("The crisis from every seat")
    for step, seats in steps:
        yield words.step_sentence(scenario, step)
        for seat in seats:
            yield f"  {words.capital_name(scenario, seat.capital)}: {words.seat_sentence(seat)}"


def _sources(scenario: Scenario, found: Debrief) -> Iterator[str]:
    known = scenario.document.sources
    used = [key for key in words.used_sources(scenario, found) if key in known]
    if used:
        yield Heading("Sources")
    for key in used:
        yield f"  {key}: {words.source_line(known[key])}"
        if known[key].url:
            yield f"    {known[key].url}"
