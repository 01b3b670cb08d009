"""Findings of one cause told as one: a name in many places, a section that is not there, many names lost at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from game.errors import in_order
from game.scenario.names import declarations
from game.scenario.slips import id_meant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.errors import Finding
    from game.scenario.model import Document

# The codes of unknown names, which are told once however often they are used.
JOINED = ("E201", "E501")

# What an id of a meter, a flag or a rule is called where it is read: one that is gone is missed as several of them.
READ_AS = ("name", "number", "flag", "ladder", "happening", "decision", "event", "ending", "ending or rule", "modifier")
UNKNOWN = re.compile(r"unknown ([a-z ]+) `([^`]*)`$")
GUESSED, AND_IN = "did you mean", "and in"
# The keys that lead to an entry of a section.
ENTRY = 2

# What is declared in one section only.
DECLARED_IN = {
    "source": "sources", "capital": "capitals", "place": "places", "term": "glossary", "flag": "flags",
    "ladder": "ladders",
}  # fmt: skip

# More findings of one kind than this have one cause: what declared the names, or held the keys, is gone.
MANY = 12
# How many of them a message names, and how many other places.
SHOWN, PLACES = 6, 12


def told_once(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """Return findings with those of names told once for each cause."""
    told = _absent_sections(document, _lost_ids(_one_cause_one_message(findings, document)))
    # An ending whose id is another's is not there, so what the endings lack says nothing.
    is_hidden = any(finding.code == "E104" and finding.keys[:1] == ("endings",) for finding in told)
    return [finding for finding in told if finding.code != "E305"] if is_hidden else told


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
    is_guessed = finding.hint.startswith(GUESSED)
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
    if finding.code != "E201" or finding.hint.startswith(GUESSED):
        return None
    return next(
        (section for what, section in DECLARED_IN.items() if finding.message.startswith(f"unknown {what} ")), None
    )


def _absent(section: str, count: int, first: Finding) -> Finding:
    name = first.message.split("`")[1]
    are = f"{count} names of it are used, first `{name}`" if count > 1 else f"`{name}` should stand in it"
    others = (note for note in first.notes if note.startswith(AND_IN))
    notes = (f"a section stands in scenario.yaml, or in a file of its own, {section}.yaml", *others)
    return replace(first, message=f"there is no `{section}` section, or it is empty; {are}", hint="", notes=notes)


def _one_cause_one_message(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """Keep the first report of each unknown name, with the other places that have it."""
    declared = {path[-1] for path, _ in declarations(document)}
    causes: dict[tuple[str, str], list[Finding]] = {}
    for number, finding in enumerate(in_order(findings)):
        cause = _cause(finding, declared) if finding.code in JOINED else ("", str(number))
        causes.setdefault(cause, []).append(finding)
    return [_with_others(first, others) for first, *others in map(_clearest_first, causes.values())]


def _clearest_first(findings: list[Finding]) -> list[Finding]:
    """Return findings of one cause, in front one that tells what was meant, or where the name should be declared."""
    return sorted(findings, key=lambda one: (not one.hint.startswith(GUESSED), _section_of(one) is None))


def _cause(finding: Finding, declared: set[str]) -> tuple[str, str]:
    """Return what findings of one missing name have in common, whatever they read it as."""
    unknown = UNKNOWN.match(finding.message)
    if unknown is None or unknown[1] not in READ_AS:
        return finding.code, finding.message
    first = unknown[2].partition(".")[0]
    return "name", unknown[2] if first in declared else first


def _with_others(finding: Finding, others: list[Finding]) -> Finding:
    """Return a finding with where else its cause is met."""
    if not others:
        return finding
    places = "1 other place" if len(others) == 1 else f"{len(others)} other places"
    return replace(finding, notes=(*finding.notes, f"{AND_IN} {places}: {_listed(others, finding)}"))


def _listed(findings: list[Finding], beside: Finding) -> str:
    """Return the lines of findings, with their files where they stand in another one."""
    here = beside.place.path if beside.place else None
    places = [one.place for one in findings if one.place]
    lines = dict.fromkeys(("" if place.path == here else place.path.name, place.line) for place in places)
    own = [str(number) for name, number in sorted(lines) if not name]
    away = [f"{name}:{number}" for name, number in lines if name]
    word = "lines" if len(own) > 1 else "line"
    shown = ", ".join([*own, *away][:PLACES]) + (", ..." if len(lines) > PLACES else "")
    return f"{word} {shown}" if own else shown


def _lost_ids(findings: list[Finding]) -> list[Finding]:
    """Tell a name that is missing because its entry's id is written wrongly, or twice, together with that entry."""
    missing = [finding for finding in findings if _is_missing(finding)]
    told: list[Finding] = []
    for finding in findings:
        missed = _missed_with(finding, missing)
        missing = [one for one in missing if one not in missed]
        told.append(_with_use(finding, missed))
    return [one for one in told if one in missing or not _is_missing(one)]


def _is_missing(finding: Finding) -> bool:
    """Say whether a finding is of a name that stands nowhere, where nothing tells what else was meant."""
    unknown = UNKNOWN.match(finding.message)
    is_guessed = finding.hint.startswith(GUESSED)
    return finding.code in JOINED and unknown is not None and unknown[1] in READ_AS and not is_guessed


def _missed_with(finding: Finding, missing: list[Finding]) -> list[Finding]:
    """Return the findings of names that are missing because of what is wrong with one id."""
    if len(finding.keys) != ENTRY:
        return []
    if finding.code == "E104":
        # The second entry of an id was surely to be another one; which one is plain where only one name is missing.
        return missing if len(missing) == 1 else []
    meant = id_meant(finding.keys[-1]) if finding.code == "E108" else ""
    return [one for one in missing if _name(one).partition(".")[0] == meant]


def _with_use(finding: Finding, missed: list[Finding]) -> Finding:
    """Return a finding of an id with where it is used under the name that it should have."""
    for one in missed:
        note = f"`{_name(one)}` stands nowhere, and is read in {_listed([one], finding)}: is this its entry?"
        others = tuple(other for other in one.notes if other.startswith(AND_IN))
        finding = replace(finding, notes=(*finding.notes, note, *others))
    return finding


def _name(finding: Finding) -> str:
    """Return the first name that a message has."""
    return finding.message.split("`")[1]
