"""A file's text to its sections, each of which is parsed on its own, so that one fault does not hide the others."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from game.errors import Finding, Place
from game.scenario import slips
from game.scenario.section import SECTION, WORD_BEFORE_COLON, Reading, Section, lose
from game.scenario.source import ANY_NAME, Mark, Source, found_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOW_TO_SAVE = (
    'in Notepad: File, Save as, Encoding "UTF-8"; in VS Code: click the encoding below on the right, "Save with '
    'Encoding", "UTF-8"'
)
# How files begin that zip, gzip, bzip2, xz, 7z and rar made.
PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
# How files begin that other programs made; a document of a word processor is mostly a packed file with such names.
NOT_PLAIN = {
    b"\xd0\xcf\x11\xe0": "a document of a word processor (such as Word)",
    b"{\\rtf": "a document of a word processor (RTF)",
    b"%PDF-": "a PDF",
}
DOCUMENT_HEAD = 4096
IN_DOCUMENTS = (b"[Content_Types].xml", b"application/vnd.oasis.opendocument")
AS_PLAIN_TEXT = "open it there, choose Save as, Plain text, UTF-8, and name the file {}"
MAX_BYTES = 1 << 20
MAX_UNREADABLE = 20
# Far more than the format has; each is parsed on its own.
MAX_SECTIONS = 500
# Scenarios that build on the same parent read its files again and again: as many as a few parents have.
FILES_KEPT = 48

GLUED_SECTION = re.compile(r"([a-z_]+):(?=[^\s:/])")
SEPARATOR = re.compile(r"(---|\.\.\.)(\s|$)|%[A-Z]")
UNREADABLE = "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


def read_file(path: Path, *, without: tuple[str, ...] = ()) -> Reading:
    """Return what a file holds but for some sections; every fault is in the reading's findings."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _unread(path, "E101", f"there is no file {path.name}", "was it renamed, moved or deleted? put it back")
    except OSError as fault:
        return _unread(path, "E101", f"{path.name}: {(fault.strerror or 'cannot be read').lower()}")
    if kind := _other_kind(data):
        hint = AS_PLAIN_TEXT.format(path.name)
        return _unread(path, "E101", f"{path.name} is {kind}, not plain text", hint, lost={ANY_NAME})
    if data.startswith(PACKED):
        message = f"{path.name} is a packed file; a scenario is read from its folder, never from a pack"
        return _unread(path, "E801", message, "unpack it, and name the folder", lost=_names_in(data))
    return _read_bytes(data, path, without)


def _read_bytes(data: bytes, path: Path, without: tuple[str, ...]) -> Reading:
    """Return what the bytes of a text hold."""
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data)} bytes, the most is {MAX_BYTES}"
        return _unread(path, "E101", message, "split it into section files")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        place = Place(path, data.count(b"\n", 0, fault.start) + 1, 1)
        finding = Finding("E101", "the file is not UTF-8 text", place, hint="save it as UTF-8", notes=(HOW_TO_SAVE,))
        return Reading(findings=[finding], lost=_names_in(data))
    return read_text(text, path, without=without)


def _unread(path: Path, code: str, message: str, hint: str = "", lost: set[str] | None = None) -> Reading:
    """Return that nothing of a file could be read."""
    return Reading(findings=[Finding(code, message, Place(path, 1, 1), hint=hint)], lost=lost or set())


def _other_kind(data: bytes) -> str | None:
    """Return what kind of document a file is that was not saved as plain text, by how it begins."""
    if data.startswith(PACKED[0]) and any(name in data[:DOCUMENT_HEAD] for name in IN_DOCUMENTS):
        return "a document of a word processor (such as Word)"
    return next((kind for begin, kind in NOT_PLAIN.items() if data.startswith(begin)), None)


def _names_in(data: bytes) -> set[str]:
    """Return the keys in a text of unknown letters; what is no text at all may have held any name."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("latin-1")
    return {ANY_NAME} if "\0" in text else set(WORD_BEFORE_COLON.findall(text)) or {ANY_NAME}


def read_text(text: str, path: Path, *, without: tuple[str, ...] = ()) -> Reading:
    """Return what `text`, the contents of `path`, holds but for some sections."""
    return _read_once(text, path, without).copy()


@lru_cache(FILES_KEPT)
def _read_once(text: str, path: Path, without: tuple[str, ...]) -> Reading:
    """Return what a text holds; nobody may change it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    source = Source(path, tuple(lines))
    reading = Reading()
    reading.findings += islice(_unreadable(source), MAX_UNREADABLE)
    if reading.findings:
        lose(reading, lines)
        return reading
    if not all(map(str.isprintable, lines)):
        # Imported here: hardly any file has such signs.
        from game.scenario.invisible import made_plain  # noqa: PLC0415

        lines, reading.findings = made_plain(source)
    for number, (first, block) in enumerate(_blocks(source, lines, reading)):
        if number > MAX_SECTIONS:
            message = f"the file has more than {MAX_SECTIONS} keys at the start of a line"
            reading.findings.append(found_at(source, Mark(first + 1, 1), "E101", message, hint="indent what is below"))
            break
        if block and (section := SECTION.match(block[0])) and section["key"] in without:
            continue
        Section(source, reading).read(first, block)
    return reading


def _unreadable(source: Source) -> Iterator[Finding]:
    """Yield a finding for each character that YAML does not allow."""
    for number, line in enumerate(source.lines, start=1):
        # What can be printed can be read; making the pattern takes longer than reading a file.
        for match in () if line.isprintable() else re.finditer(UNREADABLE, line):
            title = unicodedata.name(match[0], f"U+{ord(match[0]):04X}").lower()
            message = f"an invisible character ({title}) that YAML cannot read"
            yield found_at(source, Mark(number, match.start() + 1), "E101", message, hint="delete it")


def _blocks(source: Source, lines: list[str], reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Yield each top-level section: the number of its first line counted from 0, and its lines."""
    first, block = 0, []
    started = False
    for number, written in enumerate(lines):
        line = written
        if SEPARATOR.match(line):
            is_first = not started and line.startswith("---") and not line[3:].partition("#")[0].strip()
            if not is_first:
                message = "a second document, or a directive: a file holds one document"
                reading.findings.append(
                    found_at(source, Mark(number + 1, 1), "E103", message, width=len(line), hint="delete this line")
                )
            block.append("")
            started = started or is_first
            continue
        glued = GLUED_SECTION.match(line)
        if glued and not SECTION.match(line):
            message = slips.NO_SPACE.format(glued[1])
            reading.findings.append(found_at(source, Mark(number + 1, 1), "E111", message, width=glued.end()))
            reading.broken.add(glued[1])
            line = ""
        if SECTION.match(line):
            yield first, block
            first, block = number, []
        started = started or bool(line.strip() and not line.lstrip().startswith("#"))
        block.append(line)
    yield first, block
