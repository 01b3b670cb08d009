"""All checks of a scenario: each is one function with one code, and all findings come in one go.

The checks of names and types run on whatever could be read. Those of what the rules come to presume that every name
and type is right, so they run on a scenario without errors: what is left out by an error would look unused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from game.errors import Finding, in_order
from game.scenario.lint import (
    answers,
    bounds,
    cases,
    citations,
    dominance,
    doubles,
    effects,
    expressions,
    formulas,
    history,
    idle,
    names,
    pictures,
    reach,
    rules,
    texts,
    translations,
    truths,
    undoing,
    untested,
    uses,
)
from game.scenario.lint.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    ("E201", effects.rungs),
    ("E203", effects.types),
    ("E207", effects.double_sets),
    ("E305", rules.endings),
    ("E106", rules.locks),
    ("E208", rules.hidden_numbers),
    ("E209", rules.meters),
    ("E209", rules.chances),
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

# What is declared in one section only.
DECLARED_IN = {"source": "sources", "capital": "capitals", "place": "places", "term": "glossary"}

# The codes of unknown names, which are told once however often they are used.
JOINED = ("E201", "E501")

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
    """Return every fault in the names and types of a document of the right shape."""
    can_be_followed = formulas.can_be_followed(subject)
    checks = [check for _, check in NAMES if can_be_followed or check not in THROUGH_FORMULAS]
    return _absent_sections(subject, _one_cause_one_message(finding for check in checks for finding in check(subject)))


def check_rules(subject: Subject, *, errors_only: bool) -> list[Finding]:
    """Return what is wrong with what the rules of a document without other errors come to."""
    checks = [check for code, check in RULES if not errors_only or code.startswith("E")]
    return list(in_order(finding for check in checks for finding in check(subject)))


def codes() -> frozenset[str]:
    """Return the codes that are looked for in a scenario without errors."""
    return frozenset(code for code, _ in RULES)


def _absent_sections(subject: Subject, findings: list[Finding]) -> list[Finding]:
    """Say once of a section that it is not there, instead of once for each name that it should declare."""
    first: dict[str, Finding] = {}
    count: dict[str, int] = {}
    kept: list[Finding] = []
    for finding in findings:
        section = _section_of(finding)
        if section is None or getattr(subject.document, section):
            kept.append(finding)
        elif section not in first:
            kept.append(first.setdefault(section, finding))
        if section:
            count[section] = count.get(section, 0) + 1
    said = {id(finding): _absent(section, count[section], finding) for section, finding in first.items()}
    return [said.get(id(finding), finding) for finding in kept]


def _section_of(finding: Finding) -> str | None:
    """Return the section that should declare an unknown name, where only one can."""
    if finding.code != "E201":
        return None
    return next(
        (section for what, section in DECLARED_IN.items() if finding.message.startswith(f"unknown {what} ")), None
    )


def _absent(section: str, count: int, first: Finding) -> Finding:
    name = first.message.split("`")[1]
    are = f"{count} names of it are used, first `{name}`" if count > 1 else f"`{name}` should stand in it"
    notes = (f"a section stands in scenario.yaml, or in a file of its own, {section}.yaml",)
    return replace(first, message=f"there is no `{section}` section, or it is empty; {are}", hint="", notes=notes)


def _one_cause_one_message(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the first report of each unknown name, with how many other places have it."""
    first: dict[tuple[str, str], Finding] = {}
    others: dict[tuple[str, str], int] = {}
    kept: list[Finding] = []
    for finding in in_order(findings):
        key = (finding.code, finding.message)
        if finding.code not in JOINED or key not in first:
            first.setdefault(key, finding)
            kept.append(finding)
        else:
            others[key] = others.get(key, 0) + 1
    return [_with_others(finding, others.get((finding.code, finding.message), 0)) for finding in kept]


def _with_others(finding: Finding, others: int) -> Finding:
    if not others or finding.code not in JOINED:
        return finding
    places = "1 other place" if others == 1 else f"{others} other places"
    return replace(finding, notes=(*finding.notes, f"and in {places}"))
