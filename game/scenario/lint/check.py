"""All checks of a scenario's names, types and rules; each is one function, and all errors come in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.errors import Finding, in_order
from game.scenario.lint import effects, expressions, formulas, names, rules
from game.scenario.lint.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.scenario.model import Document
    from game.scenario.source import Places

CHECKS = (
    names.one_namespace,
    names.ids_of_ladders,
    names.starts,
    names.capitals,
    names.places,
    names.sources,
    names.terms,
    names.seers,
    names.modifiers,
    names.replies,
    names.rungs,
    names.history,
    expressions.names_and_types,
    expressions.divisions,
    formulas.circles,
    formulas.long_chains,
    effects.targets,
    effects.amounts,
    effects.double_sets,
    rules.endings,
    rules.locks,
    rules.hidden_numbers,
    rules.meters,
    rules.chances,
    rules.limits,
)

# What is declared in one section only.
DECLARED_IN = {"source": "sources", "capital": "capitals", "place": "places", "term": "glossary"}

# What goes from formula to formula, and could not end where their chain does not.
THROUGH_FORMULAS = (
    expressions.names_and_types,
    expressions.divisions,
    rules.hidden_numbers,
    rules.chances,
)


def check_document(document: Document, places: Places) -> list[Finding]:
    """Return every error in a document of the right shape.

    Args:
        document: What was read.
        places: Where it was written, and which ids could not be read.
    """
    subject = Subject.of(document, places)
    can_be_followed = formulas.can_be_followed(subject)
    checks = [check for check in CHECKS if can_be_followed or check not in THROUGH_FORMULAS]
    return _absent_sections(subject, _one_cause_one_message(finding for check in checks for finding in check(subject)))


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
        if finding.code != "E201" or key not in first:
            first.setdefault(key, finding)
            kept.append(finding)
        else:
            others[key] = others.get(key, 0) + 1
    return [_with_others(finding, others.get((finding.code, finding.message), 0)) for finding in kept]


def _with_others(finding: Finding, others: int) -> Finding:
    if not others or finding.code != "E201":
        return finding
    places = "1 other place" if others == 1 else f"{others} other places"
    return replace(finding, notes=(*finding.notes, f"and in {places}"))
