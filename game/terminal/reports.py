"""What the commands print: results of a batch, a scenario's summary. Lines and plain maps only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.scenario.message import SCHEMA_VERSION
from game.session.titles import number_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Scenario
    from game.session.replay import Difference, Replay
    from game.simulation.compare import Comparison
    from game.simulation.compare import Difference as Shift
    from game.simulation.results import Results

__all__ = [
    "SCHEMA_VERSION",
    "comparison_lines",
    "results_lines",
    "scenario_json",
    "scenario_lines",
    "verify_json",
    "verify_line",
]


def results_lines(results: Results) -> Iterator[str]:
    """Yield the results of a batch as a table in plain text."""
    last = results.seed + results.games - 1
    cut = f" (interrupted: {results.wanted} were wanted)" if results.games < results.wanted else ""
    yield f"{results.scenario}: {results.games} playthroughs by {results.policy}, seeds {results.seed} to {last}{cut}"
    wide = max(len(ending.title) for ending in results.endings)
    for ending in results.endings:
        bounds = f"{100 * ending.low:.2f} to {100 * ending.high:.2f}"
        first = "" if ending.first_seed is None else f"  first: seed {ending.first_seed}"
        share = f"{ending.games:>8}  {100 * ending.share:6.2f} %  (95 %: {bounds})"
        yield f"  {ending.title:<{wide}}  {share}{first}"
    yield f"mean length {results.mean_turns:.3f} turns, mean value {results.mean_value:.2f} of 100"
    yield _speed_line(results)


def _speed_line(results: Results) -> str:
    """Return how long a batch took, which rules played, and why those."""
    side_by_side = "" if results.workers == 1 else f", {results.workers} workers"
    place = f", on the cluster {results.cluster}" if results.cluster else ""
    place += f" ({results.slices_here} slices that it gave up here)" if results.slices_here else ""
    why = f" ({results.why})" if results.why else ""
    rules = "compiled rules" if results.compiled else "plain rules"
    speed = f"{results.seconds:.2f} s, {results.games_a_second:.0f} playthroughs a second"
    return f"{speed}, {rules}{why}{side_by_side}{place}"


def comparison_lines(compared: Comparison, before: str, after: str) -> Iterator[str]:
    """Yield what differs between two batches on the same seeds; `before` and `after` are what they are called."""
    yield f"{before} -> {after}, on the same {compared.games} seeds (the same luck):"
    wide = max(len(ending.title) for ending in compared.endings)
    for ending in compared.endings:
        share = ending.share
        shares = f"{100 * share.before:6.2f} % -> {100 * share.after:6.2f} %"
        yield f"  {ending.title:<{wide}}  {shares}  {_change(share, 100)}, {ending.gained} gained, {ending.lost} lost"
    yield f"the same ending on {compared.same} of {compared.games} seeds"
    value, turns = compared.value, compared.turns
    yield f"mean value, of 100: {value.before:.2f} -> {value.after:.2f}: {_change(value, 1)}"
    yield f"mean length {turns.before:.3f} -> {turns.after:.3f} turns: {_change(turns, 1)}"


def _change(difference: Shift, scale: int) -> str:
    """Return a difference with the bounds of its interval."""
    low, high = (f"{scale * bound:+.2f}" for bound in (difference.low, difference.high))
    return f"{scale * difference.change:+6.2f} (95 %: {low} to {high})"


def scenario_lines(scenario: Scenario) -> Iterator[str]:
    """Yield a scenario's summary: its turns, numbers, moves, rules and endings."""
    document = scenario.document
    about = document.scenario
    turns = document.calendar.turns
    yield f"{about.title} ({about.id} {about.version})"
    if about.summary:
        yield about.summary
    yield f"Rules digest: {scenario.rules_digest}"
    yield f"Turns: {len(turns)}, {turns[0].date} to {turns[-1].date}; {document.calendar.agenda} points a turn"
    yield "Numbers:"
    for number in scenario.numbers:
        kind = f"{number.kind}, hidden" if number.hidden else number.kind
        yield f"  {number.name}: {number_title(scenario, number.name)} ({kind}, {number.low:g} to {number.high:g})"
    yield "Moves:"
    for name, move in document.moves.items():
        ways = f", {len(move.wordings)} wordings" if move.wordings else ""
        yield f"  {name}: {move.title} ({move.group}, agenda {move.agenda}{ways})"
    yield f"Reactions: {', '.join(document.reactions) or 'none'}"
    yield f"Events: {', '.join(document.events) or 'none'}"
    yield f"Ladders: {', '.join(document.ladders) or 'none'}"
    yield "Endings:"
    for name, ending in document.endings.items():
        goal = ", the goal" if ending.goal else ""
        yield f"  {name}: {ending.title} (value {ending.value}{goal})"


def scenario_json(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario's summary as a program reads it."""
    document = scenario.document
    about = document.scenario
    return {
        "schema_version": SCHEMA_VERSION,
        "id": about.id,
        "title": about.title,
        "version": about.version,
        "summary": about.summary,
        "rules_digest": scenario.rules_digest,
        "agenda": document.calendar.agenda,
        "turns": [{"date": turn.date.isoformat(), "label": turn.label} for turn in document.calendar.turns],
        "numbers": [
            {"name": number.name, "kind": number.kind, "low": number.low, "high": number.high, "hidden": number.hidden}
            for number in scenario.numbers
        ],
        "moves": [
            {"id": name, "title": move.title, "group": move.group, "wordings": list(move.wordings)}
            for name, move in document.moves.items()
        ],
        "reactions": list(document.reactions),
        "events": list(document.events),
        "ladders": list(document.ladders),
        "endings": [
            {"id": name, "title": ending.title, "goal": ending.goal} for name, ending in document.endings.items()
        ],
    }


def verify_line(replay: Replay, scenario: Scenario, difference: Difference | None) -> str:
    """Return whether a replay plays as recorded, as a sentence."""
    rules = "" if replay.rules_digest == scenario.rules_digest else "the rules have changed since it was recorded; "
    if difference is not None:
        return f"not verified: {rules}{difference.reason}"
    begun = max(0, len(replay.turns) - 1)
    count = len(replay.decisions)
    decisions = f"{count} {'decision' if count == 1 else 'decisions'}"
    played = f"{decisions} in {begun} {'turn' if begun == 1 else 'turns'} of {replay.scenario}"
    if replay.forks:
        played += f", and {len(replay.forks)} {'fork' if len(replay.forks) == 1 else 'forks'}"
    return f"not verified: {rules}yet every recorded number is the same ({played})" if rules else f"verified: {played}"


def verify_json(replay: Replay, scenario: Scenario, difference: Difference | None) -> dict[str, Any]:
    """Return whether a replay plays as recorded, as a program reads it."""
    same_rules = replay.rules_digest == scenario.rules_digest
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": replay.scenario,
        "seed": replay.seed,
        "decisions": len(replay.decisions),
        "forks": len(replay.forks),
        "verified": same_rules and difference is None,
        "same_rules": same_rules,
        "turn": difference.turn if difference else None,
        "number": difference.number or None if difference else None,
        "recorded": difference.recorded if difference else None,
        "played": difference.played if difference else None,
        "reason": difference.reason if difference else "",
    }
