"""What a debrief says in words, the same in the terminal, on paper and on a screen. Plain text; it draws nothing.

A decision is blamed, never the student; what is a value of the model is called so where it is first told.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from game.analysis.chains import paths_of
from game.analysis.findings import Verdict
from game.session.margin import goal_of, in_sentence
from game.session.titles import decision_title, number_title, plain, rule_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.analysis.findings import Debrief, Ghost, Judged, Parting, Seat, TurningPoint, Worth
    from game.engine import Scenario
    from game.scenario.model import Source

__all__ = [
    "LEAST_CHANCE",
    "LEAST_LOSS",
    "MEASURES",
    "MODEL",
    "NOTHING_HIDDEN",
    "NOT_YET",
    "NO_CRISIS",
    "NO_RECORD",
    "RECORD",
    "SIGNS",
    "STILL_OPEN",
    "STOPPED",
    "WORDS",
    "capital_name",
    "chance_of",
    "choice_sentences",
    "counted",
    "counts_words",
    "decided",
    "ghost_moves",
    "is_reply",
    "level",
    "loss_sentence",
    "luck_sentences",
    "moved_words",
    "parting",
    "percent",
    "points",
    "rules_sentence",
    "seat_sentence",
    "seat_steps",
    "source_line",
    "stake",
    "standing",
    "standings",
    "step_cause",
    "step_sentence",
    "step_title",
    "stronger_of",
    "stronger_sources",
    "stronger_text",
    "stronger_title",
    "stronger_words",
    "turn_label",
    "used_sources",
    "whole",
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
LEAST_CHANCE: Final = 0.01
"""A chance of the goal below this says nothing."""
LEAST_LOSS: Final = 0.5
"""A loss that is shown as 0 points is none."""
MODEL: Final = (
    "Every chance and value here holds in this model: it is the mean over many worlds, each with other luck and other "
    "secrets, in which a sensible player goes on from there. It is no forecast of the world outside."
)
RECORD: Final = (
    "The moves on record, with the events on record, beside yours. Both are valued alike: in each position a sensible "
    "player goes on in many worlds. So a difference speaks of the moves and of the luck so far, not of what came later."
)
NO_RECORD: Final = "This scenario records no line that was really played."
NOT_YET: Final = "Not yet judged: verdicts come with the last picture."
"""Few worlds often call a decision what many take back, so verdicts wait for the last picture."""
STOPPED: Final = "This was stopped before its end, and too few worlds were played for verdicts."
MEASURES: Final = "Two measures: changed is against a sensible player in your place; lost, against the stronger move."
STILL_OPEN: Final = ", still open in a later turn"
NOTHING_HIDDEN: Final = "Nothing was hidden in this scenario."
NO_CRISIS: Final = "No crisis climbed in this game."
MINUS: Final = "\N{MINUS SIGN}"


def stake(scenario: Scenario, *, of_value: bool = False) -> str:
    """Return what the bars of a debrief show: 'Chance of ending with the bridge', or the value where that is asked."""
    goals = [ending.title for ending in scenario.document.endings.values() if ending.goal]
    if of_value or not goals:
        return "Value of the ending, of 100"
    return f"Chance of ending with {' or '.join(map(in_sentence, goals))}"


def chance_of(scenario: Scenario, worth: Worth) -> float:
    """Return how a position stands on the scale of `stake`, 0..1."""
    return worth.good if goal_of(scenario) else worth.value / 100


def _by_value(scenario: Scenario, one: Judged) -> bool:
    """Return whether the goal could not be had any more whatever was decided: then its chance says nothing."""
    return goal_of(scenario) is None or max(one.before.good, one.after.good, one.best.good) < LEAST_CHANCE


def level(scenario: Scenario, one: Judged, worth: Worth) -> float:
    """Return how a position stood at a decision, 0..1: the chance of the goal, or the value where that says nothing."""
    return worth.value / 100 if _by_value(scenario, one) else worth.good


def standing(scenario: Scenario, one: Judged, worth: Worth) -> str:
    """Return the same in letters: '34 %', or 'value 52'."""
    return f"value {worth.value:.0f}" if _by_value(scenario, one) else percent(worth.good)


def standings(scenario: Scenario, one: Judged, arrow: str) -> str:
    """Return how the position stood before and after a decision: '34 % -> 46 %', or 'value 52 -> 48'."""
    before, after = (standing(scenario, one, worth) for worth in (one.before, one.after))
    return f"{before} {arrow} {after.removeprefix('value ')}"


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


def whole(amount: float) -> str:
    """Return points with their sign for a narrow place: whole, with a minus sign that is one; 0 has none."""
    return points(round(amount)).removesuffix(".0")


def counted(number: int, word: str) -> str:
    """Return a number with its word: '1 slip', '3 slips'."""
    return f"{number} {word}{'' if number == 1 else 's'}"


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


def counts_words(decisions: Iterable[Judged]) -> str:
    """Return how many decisions got each verdict: '6 decisions: 3 sound, 2 slips, 1 blunder'; none that was forced."""
    counts = Counter(one.verdict for one in decisions if not one.forced)
    said = (
        f"{counts[verdict]} {PLURALS[verdict] if counts[verdict] > 1 else verdict.value}"
        for verdict in Verdict
        if counts[verdict]
    )
    return f"{counted(counts.total(), 'decision')}: {', '.join(said)}" if counts else "No decision was open"


def loss_sentence(one: Judged) -> str:
    """Return what a decision lost, in a sentence."""
    if one.forced:
        return "Nothing else could be decided here."
    if one.waited >= LEAST_LOSS > one.lost:
        return "Nothing was lost yet: the stronger decision could still be taken in a later turn."
    if one.even:
        return "No other decision was stronger beyond the noise."
    if one.lost < LEAST_LOSS:
        return "No stronger decision was found."
    said = f"Lost by your choice: {counted(round(one.lost), 'point')}, give or take {max(1, round(2 * one.error))}."
    if one.waited < LEAST_LOSS:
        return said
    return f"{said} {counted(round(one.waited), 'more point').capitalize()} could still be had in a later turn."


def stronger_words(scenario: Scenario, one: Judged) -> str:
    """Return the stronger decision as it stands in a table, and that it was still open where nothing was lost yet."""
    still = STILL_OPEN if one.lost < LEAST_LOSS <= one.waited else ""
    return f"{decided(scenario, one.stronger)}{still}"


def stronger_title(scenario: Scenario, one: Judged) -> str:
    """Return which decision was stronger: 'Stronger: Open a hotline'."""
    return f"Stronger: {decision_title(scenario, one.stronger).rstrip('.')}"


def stronger_text(scenario: Scenario, one: Judged, missed: Iterable[int] = ()) -> str:
    """Return what the stronger decision was worth, and the turns in which it was missed where they are several."""
    better, taken = (f"{worth.value:.0f}" for worth in (one.best, one.after))
    if better == taken:
        better, taken = (f"{worth.value:.1f}" for worth in (one.best, one.after))
    said = f"Worth {better} of 100 in this model, against {taken}"
    chances = [percent(worth.good) for worth in (one.best, one.after)]
    if goal_of(scenario) and chances[0] != chances[1]:
        said += f"; the chance of the goal {chances[0]} instead of {chances[1]}"
    *most, last = [str(turn) for turn in missed] or [""]
    return f"{said}. It was the stronger decision in turns {', '.join(most)} and {last}." if most else f"{said}."


def stronger_sources(scenario: Scenario, one: Judged) -> tuple[str, ...]:
    """Return the keys of the sources on which the effects of the stronger decision rest."""
    paths = paths_of(one.stronger)
    return tuple(dict.fromkeys(key for info in scenario.effects if info.rule in paths for key in info.sources))


def stronger_of(found: Debrief, point: TurningPoint) -> Judged | None:
    """Return the decision of a turning point that had a stronger one; None for an event."""
    if point.kind != "decision":
        return None
    return next((one for one in found.decisions if one.place == point.place), None)


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
    parted = found.parting
    if parted is None:
        return "You kept to the line that was really played, decision for decision." if found.ghost else ""
    return (
        f"You parted from it in turn {parted.turn}, {turn_label(found, parted.turn)}. The record has: "
        f"{_listed(scenario, parted.recorded)}. You decided: {_listed(scenario, parted.decided)}. "
        f"{_parted_worth(parted)}"
    )


def _parted_worth(parted: Parting) -> str:
    """Return what both decisions were worth in the student's own position, under the same luck."""
    if parted.theirs is None or parted.yours is None:
        return "What the record has could not be decided in your position."
    worths = f"your position with the record's was worth {parted.theirs.value:.1f} of 100, with yours"
    said = f"In this model {worths} {parted.yours.value:.1f}"
    if not parted.lead:
        return f"{said}: no difference beyond the noise."
    by = f"{abs(parted.lead):.1f} points {'less' if parted.lead > 0 else 'more'}"
    return f"{said}: {by}, give or take {2 * parted.error:.1f}."


def ghost_moves(scenario: Scenario, row: Ghost) -> str:
    """Return the moves of a turn of the record, in words."""
    return _listed(scenario, row.moves) if row.moves else "no move"


def _listed(scenario: Scenario, decisions: Iterable[str]) -> str:
    return "; ".join(decided(scenario, one) for one in decisions) or "nothing besides"


def seat_steps(found: Debrief) -> Iterator[tuple[Seat, tuple[Seat, ...]]]:
    """Yield each step of a crisis with what every capital saw of it."""
    for _, group in groupby(found.seats, key=lambda seat: (seat.turn, seat.ladder, seat.rung, seat.rule)):
        seats = tuple(group)
        yield seats[0], seats


def step_title(scenario: Scenario, step: Seat) -> str:
    """Return which step of which crisis: 'Crisis at the border: Incident'."""
    ladder = scenario.document.ladders[step.ladder]
    return f"{ladder.title}: {next(rung.title for rung in ladder.rungs if rung.id == step.rung)}"


def step_cause(scenario: Scenario, step: Seat) -> str:
    """Return what made a step: luck, at the chance that its rule gave it, or another rule that lifted the crisis."""
    if step.rule != f"ladders.{step.ladder}.{step.rung}":
        return f"It was lifted to this step by: {rule_title(scenario, step.rule).rstrip('.')}."
    return f"Its own rule fired: the chance was {percent(step.chance)}, over all that was hidden."


def step_sentence(scenario: Scenario, step: Seat) -> str:
    """Return a step of a crisis: when, which rung, and what made it."""
    return f"Turn {step.turn}, {step_title(scenario, step)}. {step_cause(scenario, step)}"


def seat_sentence(seat: Seat) -> str:
    """Return what a capital saw of a step, and what its own rules then did."""
    did = "; ".join(one.rstrip(".") for one in seat.did)
    return f"{seat.saw} Then: {did}." if did else seat.saw


def capital_name(scenario: Scenario, capital: str) -> str:
    """Return what people call a capital."""
    known = scenario.document.capitals.get(capital)
    return known.name if known else plain(capital)


def used_sources(scenario: Scenario, found: Debrief) -> tuple[str, ...]:
    """Return the keys of the sources behind turning points, in the order in which they come."""
    keys: list[str] = []
    for point in found.turning:
        keys += [key for _, some in point.chain for key in some]
        one = stronger_of(found, point)
        keys += stronger_sources(scenario, one) if one is not None else ()
    return tuple(dict.fromkeys(keys))


def source_line(source: Source) -> str:
    """Return a source as a bibliography has it: title, publisher, date, address."""
    return ". ".join(part.strip().rstrip(".") for part in (source.title, source.publisher, source.date) if part) + "."
