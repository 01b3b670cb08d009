"""What a debrief says in words, the same in the terminal, on paper and on a screen. Plain text; it draws nothing.

A decision is blamed, never the student; what is a value of the model is called so where it is first told.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from game.analysis.findings import Verdict
from game.engine import END_TURN, shown
from game.session.account import Condition, conditions, goal_conditions
from game.session.titles import decision_title, number_title, plain, rule_title, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from game.analysis.findings import Debrief, Ghost, Judged, Seat, TurningPoint, Worth
    from game.engine import Scenario
    from game.scenario.model import Ending, Source
    from game.session.session import Session

__all__ = [
    "MODEL",
    "SIGNS",
    "WORDS",
    "capital_name",
    "chance_of",
    "choice_sentences",
    "counts_words",
    "decided",
    "ghost_moves",
    "goal_of",
    "headline",
    "in_sentence",
    "is_reply",
    "luck_sentences",
    "margin_sentences",
    "moved_words",
    "parting",
    "percent",
    "points",
    "rules_sentence",
    "seat_sentence",
    "seat_steps",
    "source_line",
    "stake",
    "step_sentence",
    "turn_label",
    "used_sources",
]

SIGNS: Final = {
    Verdict.BEST: "!",
    Verdict.SOUND: "✓",
    Verdict.SLIP: "?!",
    Verdict.MISTAKE: "?",
    Verdict.BLUNDER: "??",
}
WORDS: Final = {verdict: verdict.value.capitalize() for verdict in Verdict}
PLURALS: Final = {
    Verdict.BEST: "best",
    Verdict.SOUND: "sound",
    Verdict.SLIP: "slips",
    Verdict.MISTAKE: "mistakes",
    Verdict.BLUNDER: "blunders",
}
MODEL: Final = (
    "Every chance and value here holds in this model: it is the mean over many worlds, each with other luck and other "
    "secrets, in which a sensible player goes on from there. It is no forecast of the world outside."
)
SMALL: Final = {
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
}
MINUS: Final = "\N{MINUS SIGN}"


def goal_of(scenario: Scenario) -> Ending | None:
    """Return the ending that is the goal; None where a scenario marks none."""
    return next((ending for ending in scenario.document.endings.values() if ending.goal), None)


def stake(scenario: Scenario) -> str:
    """Return what the bars of a debrief show: 'Chance of Bridge', or the value where no ending is the goal."""
    goals = [ending.title for ending in scenario.document.endings.values() if ending.goal]
    return f"Chance of {' or '.join(map(in_sentence, goals))}" if goals else "Value of the ending, of 100"


def in_sentence(title: str) -> str:
    """Return an ending's title as it stands inside a sentence: 'the bridge'."""
    article, space, rest = title.partition(" ")
    return f"{article.lower()} {rest}" if space and article in ("The", "A", "An") else title


def chance_of(scenario: Scenario, worth: Worth) -> float:
    """Return how a position stands on the scale of `stake`, 0..1."""
    return worth.good if goal_of(scenario) else worth.value / 100


def percent(share: float) -> str:
    """Return a share as whole percent; what is not quite none or all is not called so."""
    if 0 < share < 0.005:  # noqa: PLR2004 - half a percent
        return "under 1 %"
    if 0.995 < share < 1:  # noqa: PLR2004 - as above
        return "over 99 %"
    return f"{100 * share:.0f} %"


def points(amount: float) -> str:
    """Return points with their sign and one decimal, and a minus sign that is one."""
    text = f"{amount:+.1f}".replace("-", MINUS)
    return "0.0" if text in ("+0.0", f"{MINUS}0.0") else text


def turn_label(found: Debrief, turn: int) -> str:
    """Return what the calendar calls a turn of the game."""
    return next((part.label for part in found.turns if part.turn == turn), f"Turn {turn}")


def decided(scenario: Scenario, decision: str) -> str:
    """Return what was decided as a title without an end stop, a reply marked as one."""
    title = decision_title(scenario, decision)
    # A stop ends a sentence of a wording; in a table it would stand between two parts of one.
    title = title.removesuffix(".")
    return f"Reply: {title}" if is_reply(scenario, decision) else title


def is_reply(scenario: Scenario, decision: str) -> bool:
    """Return whether a decision answers an event or a step of a crisis."""
    return scenario.decisions[scenario.codes[decision]].kind == "reply"


def headline(session: Session, found: Debrief) -> str:
    """Return the outcome with its margin: 'Drift, one point short of the bridge'; an early one with its turn."""
    scenario = session.scenario
    ending, goal = scenario.document.endings[found.ending], goal_of(scenario)
    asked = goal_conditions(scenario, session.state)
    if ending.goal:
        return f"{ending.title}{_to_spare(scenario, asked)}"
    if _is_early(session):
        return f"{ending.title}, in turn {session.state.turn} of {scenario.turns}"
    if goal is None:
        return f"{ending.title}, worth {found.value:.0f} of 100"
    return f"{ending.title}, {_short_of(scenario, goal, asked)}"


def _is_early(session: Session) -> bool:
    return session.state.turn < session.scenario.turns


def _short_of(scenario: Scenario, goal: Ending, asked: Sequence[Condition]) -> str:
    missed = [part for part in asked if not part.met]
    title = in_sentence(goal.title)
    if not missed:
        return f"with all that {title} asks for"
    if len(missed) == 1 and missed[0].number:
        return f"{_gap(scenario, missed[0])} short of {title}"
    lack, every = (SMALL.get(count, count) for count in (len(missed), len(asked)))
    return f"{lack} of {every} {'condition' if len(asked) == 1 else 'conditions'} short of {title}"


def margin_sentences(session: Session, found: Debrief) -> Iterator[str]:
    """Yield why it ended so: what the goal asked for and was not there, nearest first; what was closest; what came."""
    scenario = session.scenario
    asked = goal_conditions(scenario, session.state)
    ending = scenario.document.endings[found.ending]
    if ending.goal:
        told = sorted((part for part in asked if part.number), key=_distance)[:1]
        yield from (f"The closest: {part.text}. {_ended(scenario, part)}" for part in told)
    elif _is_early(session):
        brought = conditions(scenario, session.state, ending.when)
        yield from (f"What brought it about: {part.text}. {_ended(scenario, part)}".rstrip() for part in brought)
    else:
        missed = sorted((part for part in asked if not part.met), key=_distance)
        for part in missed:
            yield f"The goal asked for: {part.text}. {_ended(scenario, part) or 'It did not come about.'}"


def _ended(scenario: Scenario, part: Condition) -> str:
    return f"It ended at {value_text(scenario, scenario.number(part.number), part.now)}." if part.number else ""


def _to_spare(scenario: Scenario, asked: Sequence[Condition]) -> str:
    near = min((part for part in asked if part.number), key=_distance, default=None)
    return f", with {_gap(scenario, near)} to spare" if near else ""


def _distance(part: Condition) -> float:
    return abs(part.bound - part.now) if part.number else float("inf")


def _gap(scenario: Scenario, part: Condition) -> str:
    number = scenario.number(part.number)
    gap = abs(round(part.bound) - int(shown(number, part.now)))
    if not gap:
        return "less than one point"
    return f"{SMALL.get(gap, gap)} {'point' if gap == 1 else 'points'}"


def counts_words(decisions: Iterable[Judged]) -> str:
    """Return how many decisions got each verdict: '3 sound, 2 slips, 1 blunder'; those forced are left out."""
    counts = Counter(one.verdict for one in decisions if not one.forced)
    said = (
        f"{counts[verdict]} {PLURALS[verdict] if counts[verdict] > 1 else verdict.value}"
        for verdict in Verdict
        if counts[verdict]
    )
    return ", ".join(said) or "no decision was open"


def choice_sentences(found: Debrief) -> Iterator[str]:
    """Yield how the value went from the start to the end: what decisions changed, and what luck did."""
    start = found.turns[0].start.value
    yield (
        f"The game began at a value of {start:.1f} of 100 and ended at {found.value:.1f}: your decisions changed it by "
        f"{points(found.choice)}, events and the other capitals by {points(found.chance)}."
    )
    yield (
        f"With the luck taken out it is {found.adjusted:.1f}: a mark for the decisions alone, the same for the same "
        "judgement under other luck."
    )


def luck_sentences(scenario: Scenario, found: Debrief) -> Iterator[str]:
    """Yield what the same decisions came to under other luck."""
    luck = found.luck
    if luck is None:
        return
    if goal_of(scenario):
        yield f"The same decisions under {luck.worlds:,} other seeds ended well in {percent(luck.good)} of them."
    else:
        yield f"The same decisions were played under {luck.worlds:,} other seeds."
    low, *_, high = luck.quantiles
    yield f"The mean value of their endings is {luck.mean:.1f}; 90 of 100 lie between {low:.1f} and {high:.1f}."
    yield f"This game ended at {found.value:.1f}, better than {percent(luck.below)} of them: {_fortune(luck.below)}."


def _fortune(below: float) -> str:
    words = ((0.1, "very bad luck"), (0.35, "bad luck"), (0.65, "ordinary luck"), (0.9, "good luck"))
    return next((said for most, said in words if below < most), "very good luck")


def rules_sentence(found: Debrief, why: str = "") -> str:
    """Return which rules were played to find the values, and, of plain ones, what that means."""
    if found.compiled:
        return ""
    because = f", because {why}" if why else ""
    return (
        f"Plain rules were played{because}: they are slow, so fewer worlds were looked into and the values are coarse."
    )


def moved_words(scenario: Scenario, moved: tuple[tuple[str, int], ...]) -> str:
    """Return the numbers that a sentence of a chain moved: 'Tension +3, Approval at home +1'."""
    return ", ".join(f"{number_title(scenario, name)} {points(by).removesuffix('.0')}" for name, by in moved)


def parting(scenario: Scenario, found: Debrief) -> str:
    """Return where the student left the line that was really played, or that it was kept; nothing without a record."""
    if not found.ghost:
        return ""
    first = next((row for row in found.ghost if row.parted), None)
    if first is None:
        return "You kept to the line that was really played, move for move."
    here = next(part for part in found.turns if part.turn == first.turn)
    mine = [one.decision for one in here.decisions if one.decision != END_TURN and not is_reply(scenario, one.decision)]
    return (
        f"You parted from it in turn {first.turn}, {here.label}. The record has: {_listed(scenario, first.moves)}. "
        f"You decided: {_listed(scenario, mine)}."
    )


def ghost_moves(scenario: Scenario, row: Ghost) -> str:
    """Return the moves of a turn of the record, in words."""
    return _listed(scenario, row.moves)


def _listed(scenario: Scenario, decisions: Iterable[str]) -> str:
    return "; ".join(decided(scenario, one) for one in decisions) or "no move"


def seat_steps(found: Debrief) -> Iterator[tuple[Seat, tuple[Seat, ...]]]:
    """Yield each step of a crisis with what every capital saw of it."""
    for _, group in groupby(found.seats, key=lambda seat: (seat.turn, seat.ladder, seat.rung, seat.rule)):
        seats = tuple(group)
        yield seats[0], seats


def step_sentence(scenario: Scenario, step: Seat) -> str:
    """Return a step of a crisis: when, which rung, how likely, and the rule that took it there where it was another."""
    ladder = scenario.document.ladders[step.ladder]
    rung = next(rung.title for rung in ladder.rungs if rung.id == step.rung)
    own = step.rule == f"ladders.{step.ladder}.{step.rung}"
    how = (
        f"the chance was {percent(step.chance)}" if own else f"lifted by: {rule_title(scenario, step.rule).rstrip('.')}"
    )
    return f"Turn {step.turn}, {ladder.title}: {rung}; {how}"


def seat_sentence(seat: Seat) -> str:
    """Return what a capital saw of a step, and what its own rules then did."""
    did = "; ".join(one.rstrip(".") for one in seat.did)
    return f"{seat.saw} Then: {did}." if did else seat.saw


def capital_name(scenario: Scenario, capital: str) -> str:
    """Return what people call a capital."""
    known = scenario.document.capitals.get(capital)
    return known.name if known else plain(capital)


def used_sources(found: Iterable[TurningPoint]) -> tuple[str, ...]:
    """Return the keys of the sources behind turning points, in the order in which they come."""
    return tuple(dict.fromkeys(key for point in found for _, keys in point.chain for key in keys))


def source_line(source: Source) -> str:
    """Return a source as a bibliography has it: title, publisher, date, address."""
    return ". ".join(part.strip().rstrip(".") for part in (source.title, source.publisher, source.date) if part) + "."
