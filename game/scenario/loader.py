"""A scenario's folder, or its one file, to a checked document; every error in it is found in one go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from game.errors import Finding, Place, ScenarioError, in_order, nearest
from game.resources import SCENARIO_FILE
from game.scenario import extends, shape
from game.scenario.lint import check
from game.scenario.lint.joining import of_one_kind, told_once
from game.scenario.lint.subject import Subject
from game.scenario.lint.suppression import without_allowed
from game.scenario.reader import read_file
from game.scenario.section import EXTENDING, MAX_VALUES, Reading
from game.scenario.source import ANY_NAME, Places, Source, written_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from game.scenario.extends import Resolved
    from game.scenario.model import Document
    from game.scenario.source import KeyPath, Spot, Value

# A file of translations stands beside the scenario and is no part of its rules.
TRANSLATION = "text."
PRESENT_FORMAT = "1"
TESTS = "tests"
# Who lacks so many of the sections that every scenario needs has probably forgotten another thing.
FEW_SECTIONS = 3
# The scenario's first file and one more.
BOTH = 2


@dataclass(frozen=True, slots=True)
class Examined:
    """A scenario as far as it can be read, where it was written, and what was found in it.

    `tree` is what the document was made from: parents merged in, and what is wrong taken out.
    """

    document: Document | None
    places: Places
    findings: tuple[Finding, ...]
    tree: dict[str, Value] = field(default_factory=dict)


def load_document(path: Path) -> Document:
    """Return the scenario at `path`, its parents merged in, without its tests; only its errors are looked for.

    Args:
        path: A folder with a scenario.yaml, that file itself, or a single YAML file.

    Raises:
        ScenarioError: With every error, where the scenario has any.
    """
    found = examine(path, errors_only=True, tests=False)
    if found.findings or found.document is None:
        raise ScenarioError(found.findings)
    return found.document


def check_paths(paths: Iterable[Path]) -> dict[Path, tuple[Finding, ...]]:
    """Return what is wrong with each of several scenarios; a broken one never hides the others."""
    return {path: examine(path).findings for path in paths}


def read_scenario(path: Path) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the scenario at `path` as far as it can be read, and everything that is wrong with it, by place."""
    found = examine(path)
    return found.document, found.findings


def examine(path: Path, *, errors_only: bool = False, tests: bool = True) -> Examined:
    """Return the scenario at `path`, and what is wrong with it: errors, warnings and tips, or the errors alone.

    What a comment in the file allows is left out. Warnings and tips are looked for once no error is left. Without
    `tests` that section is not read: no play depends on it, so nothing in it keeps a scenario from being played.
    """
    read_folder = partial(_read_folder, tests=tests)
    reading, folder = _read(path, tests=tests)
    if not reading.tree and not reading.broken:
        findings = reading.findings or [Finding("E101", "the scenario is empty", Place(path, 1, 1))]
        return Examined(None, Places({}), tuple(findings))
    own, spots = _files(reading), reading.spots
    resolved = extends.resolve(reading, folder, read_folder)
    reading = resolved.reading
    if "extends" in reading.broken or any(_takes_wrongly(finding) for finding in reading.findings):
        # Without its parent, or with a wrong part of it, nothing can be said of what a scenario has and lacks.
        return Examined(None, Places(reading.spots), in_order(reading.findings))
    document, wrong, left_out = shape.validate(reading.tree, Places(reading.spots), reading.broken)
    if resolved.parent is None:
        wrong = _without_its_parent(wrong)
    findings = [*reading.findings, *_without_echoes(wrong, reading)]
    places = Places(reading.spots, frozenset(reading.lost | left_out))
    if document is None:
        return Examined(None, places, _placed(_at_home(findings, resolved, spots), path))
    subject = Subject.of(document, places)
    names = list(_without_echoes(check.check_names(subject), reading))
    if findings or names:
        findings = told_once(_at_home([*findings, *names], resolved, spots), document)
    else:
        findings = check.check_rules(subject, errors_only=errors_only)
        if not errors_only:
            findings = list(without_allowed(findings, _files(reading), own=own, sought=check.codes()))
        findings = _at_home(findings, resolved, spots)
    if reading.older and not errors_only:
        findings.append(reading.older)
    return Examined(document, places, _placed(findings, path), reading.tree)


def _at_home(findings: list[Finding], resolved: Resolved, spots: Mapping[KeyPath, Spot]) -> list[Finding]:
    """Return findings with those that a scenario brought about in its parent's files told at its own lines.

    Args:
        findings: What was found.
        resolved: The scenario and its parent.
        spots: Where the scenario's own values stand.
    """
    # By folder: a file of translations is the scenario's own too.
    own = {spot.source.path.parent for spot in spots.values()}
    away = any(finding.place is not None and finding.place.path.parent not in own for finding in findings)
    if resolved.parent is None or not (away or (findings and resolved.gone)):
        return findings
    known = examine(resolved.parent, tests=False).findings
    if any(finding.severity == "error" for finding in known):
        # The parent is to be mended first.
        return findings
    # Imported here: only what changes its parent too much comes this way.
    from game.scenario.aftermath import Home, told_at_home  # noqa: PLC0415

    home = Home(spots, resolved.gone, frozenset((finding.code, finding.place) for finding in known))
    return told_at_home(findings, resolved.reading, home)


def _without_its_parent(findings: list[Finding]) -> list[Finding]:
    """Say once of a scenario that lacks much of what one needs that it may be meant to build on another."""
    lacking = [finding for finding in findings if finding.code == "E106"]
    sections = [finding for finding in lacking if not finding.keys]
    if len(sections) < FEW_SECTIONS:
        return findings
    names = [f"`{finding.message.split('`')[1]}`" for finding in sections]
    message = f"the scenario needs {', '.join(names[:-1])} and {names[-1]}"
    hint = "where it builds on another scenario, write `extends: difficult_game` as the first line"
    notes = tuple(f"else {finding.hint}" for finding in sections)
    first = replace(sections[0], message=message, hint=hint, notes=notes)
    return [first, *(finding for finding in findings if finding.code != "E106")]


def _takes_wrongly(finding: Finding) -> bool:
    """Say whether a finding is of what `keep` and `remove` take out of the parent."""
    return finding.code == "E110" and finding.keys[:1] in (("keep",), ("remove",))


def _placed(findings: Iterable[Finding], path: Path) -> tuple[Finding, ...]:
    """Return findings in order; one of the whole scenario, of which nothing could be read, stands at its start."""
    start = Place(path / SCENARIO_FILE if path.is_dir() else path, 1, 1)
    return in_order(finding if finding.place else replace(finding, place=start) for finding in of_one_kind(findings))


def _files(reading: Reading) -> list[Source]:
    """Return the files in which the parts of a reading stand."""
    return list({spot.source.path: spot.source for spot in reading.spots.values()}.values())


def _read(path: Path, *, tests: bool) -> tuple[Reading, Path]:
    """Return what a path holds, and the folder that `extends` counts from."""
    if path.is_dir():
        return _read_folder(path, tests=tests), path
    if path.name == SCENARIO_FILE:
        return _read_folder(path.parent, tests=tests), path.parent
    return _read_files([path], tests=tests), path.parent


def _read_folder(folder: Path, *, tests: bool) -> Reading:
    """Return what the files of a scenario's folder hold together."""
    others = (file for file in folder.glob("*.yaml") if not file.name.startswith(TRANSLATION))
    first = folder / SCENARIO_FILE
    sections = sorted(file for file in others if file != first and (tests or file.stem != TESTS))
    return _read_files([first, *sections], tests=tests)


def _read_files(files: list[Path], *, tests: bool) -> Reading:
    whole = Reading()
    older: int | None = None
    sections = (*shape.keys_at(()), *EXTENDING)
    if alone := _unnamed(files, sections):
        message = f"there is no {SCENARIO_FILE} in this folder"
        whole.findings.append(
            Finding("E101", message, Place(alone, 1, 1), hint=f"rename {alone.name} to {SCENARIO_FILE}")
        )
        return whole
    for file in files:
        if file is not files[0] and file.stem not in sections:
            meant = nearest(file.stem, sections)
            hint = f"did you mean {meant}.yaml?" if meant else f"sections: {', '.join(sections)}"
            if _is_copy(file.stem, sections):
                hint = "a copy? delete it, or move it to another folder"
            message = f"{file.name} is not named after a section"
            whole.findings.append(Finding("E105", message, Place(file, 1, 1), hint=hint))
            continue
        part = read_file(file, without=() if tests else (TESTS,))
        if file is files[0]:
            older = _older_format(part)
        if older is not None:
            part = _brought_up_to_date(part, file, older)
        if not part.tree and not part.broken:
            _miss(part, file, is_main=file is files[0])
        _join(whole, part)
    if len(whole.spots) > MAX_VALUES:
        message = f"the scenario has more than {MAX_VALUES} values"
        whole.findings.append(Finding("E101", message, Place(files[0], 1, 1)))
    return whole


def _is_copy(name: str, sections: tuple[str, ...]) -> bool:
    """Say whether a file is named after a section with a word or a number more, as `moves (1)` or `scenario copy`."""
    words = "".join(sign if sign.isalpha() else " " for sign in name.lower()).split()
    return bool(words) and words[0] in ("scenario", *sections) and name.lower() != words[0]


def _unnamed(files: list[Path], sections: tuple[str, ...]) -> Path | None:
    """Return the only file of a folder where it is no section, and the scenario's first file is missing."""
    alone = files[1] if len(files) == BOTH else None
    return alone if alone and alone.stem not in sections and not files[0].exists() else None


def _older_format(part: Reading) -> int | None:
    """Return the format that a scenario's first file says it is of, where that is an older one."""
    if part.tree.get("format") in (None, PRESENT_FORMAT):
        return None
    # Imported here and below: hardly any scenario is of an older format.
    from game.scenario.migrate import older_format  # noqa: PLC0415

    return older_format(part)


def _brought_up_to_date(part: Reading, file: Path, older: int) -> Reading:
    """Return a file of an older format as the present one has it."""
    from game.scenario.migrate import read_older  # noqa: PLC0415

    return read_older(part, file, older)


def _miss(part: Reading, file: Path, *, is_main: bool) -> None:
    """Note what a file without a readable section leaves unknown, and say where it is merely empty."""
    if not part.findings:
        hint = "start it with `format: 1`" if is_main else f"start it with `{file.stem}:`, or delete it"
        part.findings.append(Finding("E101", f"{file.name} is empty", Place(file, 1, 1), hint=hint))
    part.lost = part.lost or {ANY_NAME}
    # The first file may have named a parent.
    part.broken.add("extends" if is_main else file.stem)


def _join(whole: Reading, part: Reading) -> None:
    """Add one file's sections; a section stands in one file only."""
    for section, value in part.tree.items():
        if section in whole.tree:
            here, there = (Places(spots).line_of((section,)) for spots in (part.spots, whole.spots))
            message = f"the section `{section}` stands in two files: {here} and {there}"
            hint = "keep one, with the entries of both"
            part.findings.append(Places(part.spots).finding("E104", message, (section,), on_key=True, hint=hint))
            known = whole.tree[section]
            if isinstance(known, dict) and isinstance(value, dict):
                whole.tree[section] = value | known
        elif value is not None or section not in (*shape.keys_at(()), *EXTENDING):
            # A section whose entries are all commented out is no section; an unknown one is told.
            whole.tree[section] = value
    for path, spot in part.spots.items():
        whole.spots.setdefault(path, spot)
    whole.findings += part.findings
    whole.faulty |= part.faulty
    whole.lost |= part.lost
    whole.broken |= part.broken
    whole.older = whole.older or part.older


def _without_echoes(findings: Iterable[Finding], reading: Reading) -> Iterator[Finding]:
    """Leave out findings that only repeat what reading already reported at their place."""
    faulty = {written_keys(path) for path in reading.faulty if path}
    for finding in findings:
        if not any(finding.keys[:length] in faulty for length in range(1, len(finding.keys) + 1)):
            yield finding
