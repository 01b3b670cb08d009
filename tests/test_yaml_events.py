"""The quick parser of YAML and the plain one: wherever the quick one answers, both say the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import mutated, shipped_texts
from yaml.events import NodeEvent

from game.scenario.loader import read_scenario
from game.scenario.yaml_events import PlainEvents, quick_events

if TYPE_CHECKING:
    from yaml.events import Event

NEEDS_C = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no parser in C here")
BENCH = Path(__file__).parent / "fixtures" / "bench_12"
SECTIONS = [f"{block}\n" for text in shipped_texts() for block in text.split("\n\n") if ":" in block]


def told(event: Event) -> tuple[object, ...]:
    """Return all that the game reads of an event."""
    is_read = isinstance(event, NodeEvent)
    marks = [(mark.line, mark.column) for mark in (event.start_mark, event.end_mark) if is_read and mark]
    style = getattr(event, "style", None) or "", bool(getattr(event, "flow_style", False))
    return type(event).__name__, marks, getattr(event, "value", None), style


@NEEDS_C
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_wherever_the_quick_parser_answers_the_plain_one_says_the_same(data: st.DataObject) -> None:
    """Kinds, places, texts and quotes of all events are equal, in shipped sections with slips in them."""
    text = mutated(data.draw, data.draw(st.sampled_from(SECTIONS))).replace("\t", " ")
    quick = quick_events(text, 7, depth=32, most=60_000)
    if quick is not None:
        assert [told(event) for event in quick] == [told(event) for event in PlainEvents(text, 7)]


@NEEDS_C
def test_shipped_scenarios_are_read_by_the_quick_parser() -> None:
    """No section that comes with the game needs the slow way."""
    assert [text for text in shipped_texts() if quick_events(text, 0, depth=32, most=60_000) is None] == []


@NEEDS_C
@pytest.mark.parametrize(
    "text",
    ["a: &b 1\n", "a: |\n  b\n", "a:\n", "a: *b\n", "a: !c 1\n", "a: {b: x? y}\n", "a: {b: }\n", "a: [\n", "[" * 40],
)
def test_the_quick_parser_leaves_doubtful_texts_to_the_plain_one(text: str) -> None:
    """Where the two parsers are known to differ, and at every fault, the plain one reads."""
    assert quick_events(text, 0, depth=32, most=60_000) is None


def test_a_scenario_reads_the_same_without_the_quick_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the parser in C reads the same document and finds the same."""
    quick = read_scenario(BENCH)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert read_scenario(BENCH) == quick
