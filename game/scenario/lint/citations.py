"""The check of claims and their sources (W603)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.scenario.model import Evidence
from game.scenario.sites import bases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Source
    from game.scenario.source import KeyPath

ADDRESS = re.compile(r"https?://(?P<host>[^\s/?#:@]+)(?::\d+)?(?:[/?#]\S*)?")
HOST = re.compile(r"(?:[^\s.]+\.)+[^\W\d_]{2,}\.?")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# Names that stand for an address, or for one's own machine, and lead nobody to a page.
NOWHERE = re.compile(r"(?:^|\.)(?:example|invalid|test|localhost|local)(?:\.(?:com|net|org))?$")
# What stands for the date of a page that has none.
UNDATED = "no date"
CUT = ("...", "\N{HORIZONTAL ELLIPSIS}")


def claims(subject: Subject) -> Iterator[Finding]:
    """W603: evidence that is called sourced, or inferred from a source, names one."""
    for path, basis in bases(subject.document):
        if basis.evidence is not Evidence.JUDGEMENT and not basis.sources:
            message = f"`{basis.evidence}` rests on a source, and none is named"
            yield _tip(subject, message, (*path, "evidence"), "add sources: [...], or write evidence: judgement")


def sources(subject: Subject) -> Iterator[Finding]:
    """W603: a source has a title, a year where it has a date, and an address that can be one."""
    for name, source in subject.document.sources.items():
        for key, message, hint in _faults(source):
            yield _tip(subject, message, ("sources", name, key), hint)


def _faults(source: Source) -> Iterator[tuple[str, str, str]]:
    if not source.title.strip():
        yield "title", "the source has no title", "write what the page or the book is called"
    if source.date != UNDATED and not YEAR.search(f"{source.date} {source.title} {source.note}"):
        yield "date", "the source has no year", f'write date: "2026", or date: "{UNDATED}" where its page has none'
    if source.url and (fault := _fault_of(source.url)):
        yield "url", f"`{source.url}` {fault}", "copy the whole address from the browser, or leave it out"


def _fault_of(url: str) -> str:
    """Return why an address cannot lead anywhere; nothing is looked up."""
    if url.endswith(CUT):
        return "is cut short"
    found = ADDRESS.fullmatch(url)
    if found is None:
        return "has a space in it" if " " in url else "is no address: it does not start with https://"
    host = found["host"]
    if NOWHERE.search(host):
        return "leads to no page: its name is kept for examples"
    return "" if HOST.fullmatch(host) else "names no site"


def _tip(subject: Subject, message: str, path: KeyPath, hint: str) -> Finding:
    return subject.places.finding("W603", message, path, hint=hint, severity="tip", confidence="likely")
