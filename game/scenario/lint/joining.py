"""Findings of one cause told as one: a name in many places, a section that is not there, many names lost at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.errors import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.errors import Finding
    from game.scenario.model import Document

# The codes of unknown names, which are told once however often they are used.
JOINED = ("E201", "E501")

# What is declared in one section only.
DECLARED_IN = {"source": "sources", "capital": "capitals", "place": "places", "term": "glossary"}

# More findings of one kind than this have one cause: what declared the names, or held the keys, is gone.
MANY = 12
# How many of them a message names.
SHOWN = 6


def told_once(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """Return findings of names, each cause once."""
    return _absent_sections(document, _one_cause_one_message(findings))


def of_one_kind(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the many unknown names or keys of one kind, of which none can be guessed, as one."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    ordered = in_order(findings)
    for finding in ordered:
        if kind := _kind_of(finding):
            kinds.setdefault(kind, []).append(finding)
    many = {id(one): some for some in kinds.values() if len(some) > MANY for one in some}
    return [
        _with_the_rest(many[id(finding)]) if id(finding) in many else finding
        for finding in ordered
        if id(finding) not in many or many[id(finding)][0] is finding
    ]


def _kind_of(finding: Finding) -> tuple[str, str] | None:
    """Return what an unknown name or key has in common with others of its kind; None where a guess tells them apart."""
    is_guessed = finding.hint.startswith("did you mean")
    if finding.code not in (*JOINED, "E105") or is_guessed or "`" not in finding.message:
        return None
    return finding.code, finding.message.partition("`")[0]


def _with_the_rest(some: list[Finding]) -> Finding:
    """Return the first of many with the names of some others."""
    names = [finding.message.split("`")[1] for finding in some[1:]]
    shown = ", ".join(f"`{name}`" for name in names[:SHOWN])
    more = ", ..." if len(names) > SHOWN else ""
    note = f"and {len(names)} other names like it: {shown}{more}; was a part deleted or indented wrongly?"
    return replace(some[0], notes=(*some[0].notes, note))


def _absent_sections(document: Document, findings: list[Finding]) -> list[Finding]:
    """Say once of a section that it is not there, instead of once for each name that it should declare."""
    first: dict[str, Finding] = {}
    count: dict[str, int] = {}
    kept: list[Finding] = []
    for finding in findings:
        section = _section_of(finding)
        if section is None or getattr(document, section):
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
