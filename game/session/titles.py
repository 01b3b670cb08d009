"""What a rule, a number or a decision is called: from the paths of the ledger to a person's words.

It knows the scenario's texts and nothing of a screen. Everything here returns plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.engine import Change, NumberInfo, Scenario, shown
from game.scenario.model import Event, Ladder, LadderReply, Member, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "band_word",
    "change_sentence",
    "closed_words",
    "decision_title",
    "exact_text",
    "factor_title",
    "framed",
    "has_text",
    "moved_text",
    "number_title",
    "number_word",
    "plain",
    "rule_title",
    "signed",
    "value_text",
]

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FIRST_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)
FREE_RULES = {"pull": "Drift back towards the start", "clamp": "End of the scale", "edge": "Near the end of the scale"}


def plain(identifier: str) -> str:
    """Return an id as words: `border_crisis` is 'Border crisis'."""
    words = identifier.replace("_", " ").replace(".", ", ")
    return words[:1].upper() + words[1:]


def framed(scenario: Scenario, text: str) -> str:
    """Return a text of the game's own frame with the scenario's words for {seat}, {points} and {Points}."""
    about = scenario.document.scenario
    points = about.points
    return text.format(seat=about.seat.name, points=points, Points=points[:1].upper() + points[1:])


def number_word(count: int) -> str:
    """Return a small number as a word, 'three'; a larger one in figures."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else str(count)


def signed(amount: float) -> str:
    """Return a change with its sign and at most one decimal: +3, -1.5, 0."""
    text = f"{amount:+.1f}".removesuffix(".0")
    return "0" if text in ("+0", "-0") else text


def closed_words(reason: str) -> str:
    """Return that something is closed and why, with `Closed` said once, and no full stop."""
    said = reason.rstrip(".")
    return said if said.lower().startswith("closed") else f"Closed: {said}"


def number_title(scenario: Scenario, name: str) -> str:
    """Return what a meter, flag or ladder is called, its capital with it: 'Trust in Seoul (Beijing)'."""
    number = scenario.number(name)
    if not number.capital:
        return number.title or plain(name)
    meter = scenario.document.meters[number.parent]
    return f"{meter.name or plain(number.parent)} ({number.title})"


def value_text(scenario: Scenario, number: NumberInfo, value: float) -> str:
    """Return a value in words: a whole number, yes or no, or the title of a rung."""
    if number.kind == "flag":
        return "yes" if value else "no"
    if number.kind == "ladder":
        ladder = scenario.document.ladders[number.parent]
        return ladder.rungs[int(value) - 1].title if value >= 1 else ladder.quiet
    return str(shown(number, value))


def band_word(scenario: Scenario, number: NumberInfo, value: float) -> str:
    """Return the word of the band that a value lies in, such as 'Wary'; empty where the meter has no bands."""
    bands = scenario.document.meters[number.parent].bands if number.kind == "meter" else []
    if not bands or number.high <= number.low:
        return ""
    share = (value - number.low) / (number.high - number.low)
    return bands[min(len(bands) - 1, max(0, int(share * len(bands))))]


def exact_text(scenario: Scenario, number: NumberInfo, value: float) -> str:
    """Return a value as the ledger shows it: a meter to a tenth, so that the sums can be followed."""
    return f"{value:.1f}".removesuffix(".0") if number.kind == "meter" else value_text(scenario, number, value)


def moved_text(change: Change) -> str:
    """Return how far a change moved its number: the difference of the tenths that the ledger shows."""
    return signed(round(change.after, 1) - round(change.before, 1))


def rule_title(scenario: Scenario, rule: str) -> str:
    """Return the title of the rule at a path of the ledger, such as `moves.taiwan_statement.respects`."""
    section, _, rest = rule.partition(".")
    parts = rest.split(".") if rest else []
    match section, parts:
        case "moves", [move, *wording]:
            return _move_title(scenario, move, wording)
        case "reactions", [reaction]:
            return _reaction_title(scenario, reaction)
        case "events", [event, *below]:
            return _event_title(scenario, event, below)
        case "ladders", [ladder, *below]:
            return _ladder_title(scenario, ladder, below)
        case _:
            return FREE_RULES.get(rule, plain(rule))


def has_text(scenario: Scenario, rule: str) -> bool:
    """Return whether a rule says something: one that only deals out others, or leads to a wording, does not."""
    section, _, rest = rule.partition(".")
    document = scenario.document
    if section == "events":
        event = document.events.get(rest)
        # Where a reply was to say a move, the move itself is told.
        return bool(event.headline or event.text) if event else not rest.endswith(".say")
    if section == "moves":
        move = document.moves.get(rest)
        return move is None or not move.wordings
    if section == "reactions":
        return bool(document.reactions[rest].text)
    return True


def decision_title(scenario: Scenario, decision: str) -> str:
    """Return what a decision is called: a move with its wording, a reply, or the end of the turn."""
    if decision == "end_turn":
        return "End the turn"
    parent, _, rest = decision.partition(".")
    document = scenario.document
    if parent in document.moves:
        return rule_title(scenario, f"moves.{decision}")
    if parent in document.ladders:
        return document.ladders[parent].replies[rest].text
    _, reply = _below_event(scenario, parent, rest.split("."))
    return reply.text if isinstance(reply, Reply) else _move_title(scenario, *_head(rest))


def factor_title(scenario: Scenario, factor: str) -> str:
    """Return why a change was read larger or smaller: a modifier's text, or the edge of the range."""
    modifier = scenario.document.modifiers.get(factor)
    return _first_sentence(modifier.text, plain(factor)) if modifier else FREE_RULES.get(factor, plain(factor))


def change_sentence(scenario: Scenario, change: Change) -> str:
    """Return one entry of the ledger as a sentence: number, before and after, rule, factors, evidence, sources."""
    number = scenario.number(change.number)
    before, after = (exact_text(scenario, number, value) for value in (change.before, change.after))
    moved = f"{number_title(scenario, change.number)}: {before} -> {after}"
    if number.kind == "meter":
        moved += f" ({_sum_text(scenario, change)})"
    support = change.evidence + (f": {', '.join(change.sources)}" if change.sources else "")
    title = rule_title(scenario, change.rule)
    # The pull and the end of the range are arithmetic: there is nothing to support.
    return f"{moved}. {title}" if change.rule in FREE_RULES else f"{moved}. {title} [{support}]"


def _sum_text(scenario: Scenario, change: Change) -> str:
    total = moved_text(change)
    if not change.factors:
        return total
    factors = "".join(f" x {factor:g} {factor_title(scenario, name).lower()}" for name, factor in change.factors)
    return f"{signed(change.amount)}{factors} = {total}"


def _move_title(scenario: Scenario, move: str, wording: Sequence[str]) -> str:
    known = scenario.document.moves.get(move)
    if known is None:
        return plain(".".join((move, *wording)))
    said = known.wordings.get(wording[0]) if wording else None
    return f"{known.title}: {said.text}" if said else known.title


def _reaction_title(scenario: Scenario, reaction: str) -> str:
    known = scenario.document.reactions.get(reaction)
    if known is None:
        return plain(reaction)
    return known.title or _first_sentence(known.text, plain(reaction))


def _event_title(scenario: Scenario, event: str, below: Sequence[str]) -> str:
    found, reply = _below_event(scenario, event, below)
    title = _headline(found, event)
    if isinstance(reply, Reply):
        return f"{title} - {reply.text}"
    if found is not None and below and below[0] in scenario.document.moves:
        return f"{title} - {_move_title(scenario, below[0], below[1:])}"
    return title


def _below_event(scenario: Scenario, event: str, below: Sequence[str]) -> tuple[Event | Member | None, object]:
    """Return the event, or the member of its `one_of`, that a path means, and its reply if the path goes on to one."""
    events = scenario.document.events
    found: Event | Member | None = events.get(event)
    if found is None:
        found = next((known.one_of[event] for known in events.values() if event in known.one_of), None)
    below = list(below)
    if isinstance(found, Event) and below and below[0] in found.one_of:
        found = found.one_of[below.pop(0)]
    reply = found.replies.get(below[0]) if found is not None and below else None
    return found, reply


def _ladder_title(scenario: Scenario, ladder: str, below: Sequence[str]) -> str:
    known = scenario.document.ladders.get(ladder)
    if known is None or not below:
        return known.title if known else plain(ladder)
    return f"{known.title}: {_ladder_part(known, below[0])}"


def _ladder_part(ladder: Ladder, part: str) -> str:
    rung = next((rung for rung in ladder.rungs if rung.id == part), None)
    if rung is not None:
        return rung.title
    reply: LadderReply | None = ladder.replies.get(part)
    if reply is not None:
        return reply.text
    if part == "fade":
        return "it calms down by itself"
    down = ladder.way_down.text if ladder.way_down else ""
    return (down or "a step down") if part == "down" else plain(part)


def _headline(happening: Event | Member | None, identifier: str) -> str:
    if happening is None:
        return plain(identifier)
    return happening.headline or _first_sentence(happening.text, plain(identifier))


def _first_sentence(text: str, otherwise: str) -> str:
    found = FIRST_SENTENCE.match(text.strip())
    return (found.group(1) if found else text.strip()) or otherwise


def _head(path: str) -> tuple[str, list[str]]:
    first, _, rest = path.partition(".")
    return first, [rest] if rest else []
