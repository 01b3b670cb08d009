"""A section's text to YAML's events, by the quick parser where that surely reads the same, else by the plain one.

PyYAML comes with a parser in C on most machines. It reads a few faulty texts that PyYAML's own refuses, and places a
few marks otherwise. So its events count only where the two agree; every fault is told by PyYAML's own parser, and a
scenario means the same with and without the quick one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import yaml
from yaml import events
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# How texts of several lines start.
BLOCKS = ("|", ">")
# The quick parser reads an empty line for each line before a section: no scenario has so many that it costs.
MAX_LINES = 20_000


class PlainEvents(Reader, Scanner, Parser):
    """PyYAML's parser in pure Python, its lines counted from where the section starts."""

    def __init__(self, text: str, first_line: int) -> None:
        """Start before the first event of a text."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self.line = first_line

    def __iter__(self) -> Iterator[events.Event]:
        while self.check_event():
            yield cast("events.Event", self.get_event())  # type: ignore[no-untyped-call]


def read_events(text: str, first_line: int, *, depth: int, most: int) -> Iterable[events.Event]:
    """Return the events of a section.

    Args:
        text: The section.
        first_line: The number of its first line in the file, counted from 0.
        depth: How deep values may nest before the plain parser takes over.
        most: How many events the quick parser may give before the plain one takes over.
    """
    return quick_events(text, first_line, depth=depth, most=most) or PlainEvents(text, first_line)


def quick_events(text: str, first_line: int, *, depth: int, most: int) -> list[events.Event] | None:
    """Return the events of the parser in C, or None where there is none or the other may read something else."""
    if not yaml.__with_libyaml__ or first_line > MAX_LINES:
        return None
    # Empty lines before the text make its marks count from the section's place in the file.
    parser = yaml.CBaseLoader("\n" * first_line + text)
    found: list[events.Event] = []
    flows: list[bool] = []
    try:
        while len(found) < most and len(flows) <= depth and parser.check_event():
            event = cast("events.Event", parser.get_event())
            if _is_doubtful(event, in_flow=bool(flows and flows[-1])):
                return None
            if isinstance(event, events.CollectionStartEvent):
                flows.append(bool(event.flow_style))
            elif isinstance(event, events.CollectionEndEvent):
                flows.pop()
            found.append(event)
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()
    return found if isinstance(found[-1], events.StreamEndEvent) else None


def _is_doubtful(event: events.Event, *, in_flow: bool) -> bool:
    """Say whether the two parsers may differ here: anchors, tags, blocks of text, empty values, `?` in brackets."""
    if isinstance(event, events.ScalarEvent):
        is_odd = event.style in BLOCKS if event.style else not event.value or (in_flow and "?" in event.value)
        return is_odd or event.anchor is not None or event.tag is not None
    return isinstance(event, events.NodeEvent) and (
        event.anchor is not None or getattr(event, "tag", None) is not None or isinstance(event, events.AliasEvent)
    )
