"""All checks of a scenario: each is one function with one code, and all findings come in one go.

The checks of names and types run on whatever could be read. Those of what the rules come to presume that every name
and type is right, so they run on a scenario without errors: what is left out by an error would look unused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.errors import Finding, in_order
from game.scenario.lint import (
    answers,
    bounds,
    brackets,
    cases,
    citations,
    dates,
    dominance,
    doubles,
    effects,
    expressions,
    formulas,
    goals,
    history,
    idle,
    names,
    percentages,
    pictures,
    reach,
    recurring,
    rules,
    size,
    texts,
    translations,
    truths,
    undoing,
    untested,
    uses,
)
from game.scenario.lint.subject import Subject

Check = Callable[[Subject], Iterator[Finding]]

# The checks of names and types.
NAMES: tuple[tuple[str, Check], ...] = (
    ("E108", names.one_namespace),
    ("E108", names.ids_of_ladders),
    ("E203", names.starts_of_the_wrong_kind),
    ("E106", names.missing_starts),
    ("E201", names.unknown_starts),
    ("E201", names.capitals),
    ("E201", names.places),
    ("E201", names.sources),
    ("E201", names.terms),
    ("E201", names.seers),
    ("E201", names.modifiers),
    ("E201", names.rungs),
    ("E107", answers.of_the_wrong_kind),
    ("E201", answers.moves_said),
    ("E108", answers.named_as_what_is_said),
    ("E209", history.turns),
    ("E201", history.moves),
    ("E106", history.wordings),
    ("E201", history.happenings),
    ("E201", history.replies),
    ("E107", history.unasked_replies),
    ("E201", expressions.unknown_names),
    ("E203", expressions.types),
    ("E305", expressions.stray_otherwise),
    ("E204", expressions.divisions),
    ("E205", formulas.circles),
    ("E205", formulas.long_chains),
    ("E201", effects.unknown_numbers),
    ("E203", effects.of_all_capitals),
    ("E207", effects.of_what_cannot_change),
    ("E206", effects.signs),
    ("E202", effects.percentages),
    ("E202", percentages.of_meters),
    ("E202", percentages.of_endings),
    ("E202", percentages.compared),
    ("E201", effects.rungs),
    ("E203", effects.types),
    ("E207", effects.double_sets),
    ("E305", rules.endings),
    ("E106", rules.locks),
    ("E208", rules.hidden_numbers),
    ("E209", rules.meters),
    ("E209", rules.chances),
    ("E209", rules.values),
    ("E209", rules.limits),
    ("E501", cases.decisions),
    ("E501", cases.starts),
    ("E501", cases.forced),
    ("E501", cases.batches),
    ("E501", cases.expectations),
    ("E201", cases.unknown_names),
    ("E203", cases.types),
    ("E305", cases.stray_otherwise),
    ("E204", cases.divisions),
)

# The checks of what the rules come to; loading a scenario for play runs those of errors only.
RULES: tuple[tuple[str, Check], ...] = (
    ("W301", truths.always_or_never),
    ("W301", reach.too_dear),
    ("W302", truths.contradictions),
    ("W303", uses.flags),
    ("W304", uses.unused),
    ("W305", reach.covered_endings),
    ("W306", truths.chances),
    ("W307", bounds.ladders),
    ("W308", bounds.effects),
    ("E309", reach.empty_turns),
    ("W310", doubles.idle_rules),
    ("W310", doubles.twins),
    ("W310", doubles.same_titles),
    ("W310", texts.empty),
    ("W311", dominance.dominated),
    ("W312", undoing.undoing),
    ("W313", dates.out_of_order),
    ("W314", reach.ended_at_once),
    ("W315", brackets.mixed),
    ("W316", goals.without_goal),
    ("W317", recurring.every_turn),
    ("W505", untested.untested),
    ("W601", texts.too_long),
    ("W601", texts.marked_up),
    ("W602", translations.translations),
    ("W603", citations.claims),
    ("W603", citations.sources),
    ("E604", pictures.outside),
    ("W604", pictures.missing),
    ("W504", idle.idle),
)

# What goes from formula to formula, and could not end where their chain does not.
THROUGH_FORMULAS = (
    expressions.unknown_names,
    expressions.types,
    expressions.stray_otherwise,
    expressions.divisions,
    rules.hidden_numbers,
    rules.chances,
    cases.unknown_names,
    cases.types,
    cases.stray_otherwise,
    cases.divisions,
)


def check_names(subject: Subject) -> list[Finding]:
    """Return every fault in the names and types of a document of the right shape and size, at each of its places."""
    if too_large := list(size.rules(subject)):
        return too_large
    can_be_followed = formulas.can_be_followed(subject)
    checks = [check for _, check in NAMES if can_be_followed or check not in THROUGH_FORMULAS]
    return [finding for check in checks for finding in check(subject)]


def check_rules(subject: Subject, *, errors_only: bool) -> list[Finding]:
    """Return what is wrong with what the rules of a document without other errors come to."""
    checks = [check for code, check in RULES if not errors_only or code.startswith("E")]
    return list(in_order(finding for check in checks for finding in check(subject)))


def codes() -> frozenset[str]:
    """Return the codes that are looked for in a scenario without errors."""
    return frozenset(code for code, _ in RULES)
