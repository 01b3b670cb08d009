"""What names stand for, and between which numbers expressions lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.scenario.expression import parse
from game.scenario.intervals import Intervals
from game.scenario.loader import load_document
from game.scenario.names import Names

if TYPE_CHECKING:
    from game.scenario.model import Document

FAULTY = Path(__file__).parent / "faulty"
BENCH = Path(__file__).parent / "fixtures" / "bench_12"
TEXT = (BENCH / "scenario.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the reference scenario with a ladder, a wording, a reply and formulas."""
    path = tmp_path_factory.mktemp("names") / "scenario.yaml"
    ladder = "ladders:\n  crisis: {title: C, quiet: Q, rungs: [{id: war, title: W, climb: 1%}]}\n"
    formulas = "formulas: {heat: (tension - 50) / 50, far: trust.beijing - trust.tokyo}\n"
    text = TEXT.replace("    effects: {trust.tokyo: +5}\n", "    effects: {}\n    wordings: {soft: {text: S}}\n")
    text = text.replace('headline: "Shrine visit"', 'headline: "Shrine visit"\n    replies: {regret: {text: R}}')
    path.write_text(text + ladder + formulas, encoding="utf-8")
    return load_document(path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tension", "meter"),
        ("trust", "meter per capital"),
        ("trust.beijing", "meter"),
        ("hotline", "flag"),
        ("heat", "formula"),
        ("crisis", "ladder"),
        ("crisis.war", "rung"),
        ("remains_accord", "move"),
        ("remains_accord.soft", "wording"),
        ("beijing_close", "reaction"),
        ("shrine_visit", "event"),
        ("shrine_visit.regret", "reply"),
        ("turns_left", "turn"),
        ("beijing", None),
        ("tension.beijing", None),
    ],
)
def test_every_name_has_one_kind(document: Document, name: str, kind: str | None) -> None:
    """A name stands for one kind of thing, or for nothing."""
    assert Names(document).kind(name) == kind


def test_numbers_come_in_the_order_meters_flags_ladders(document: Document) -> None:
    """The order of numbers is that of the file within each kind."""
    numbers = Names(document).numbers
    assert numbers[:2] == ("trust.beijing", "trust.washington")
    assert numbers[-3:] == ("hotline", "tokyo_visited", "crisis")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tension", 0, 100),
        ("-tension + 5", -95, 5),
        ("heat * heat", -1, 1),
        ("far", -100, 100),
        ("heat / 2", -0.5, 0.5),
        ("1 / (1 + tension)", 1 / 101, 1),
        ("max(0.3, 1 + heat)", 0.3, 2),
        ("min(tension, 40)", 0, 40),
        ("clamp(tension, 20, 60)", 20, 60),
        ("abs(heat)", 0, 1),
        ("abs(tension + 1)", 1, 101),
        ("floor(heat / 2)", -1, 0),
        ("ceil(heat / 2)", 0, 1),
        ("round(tension / 8)", 0, 13),
        ("if(hotline, 2, tension)", 0, 100),
        ("since(shrine_visit)", 0, 1000),
        ("times(shrine_visit)", 0, 12),
        ("count(hotline, tokyo_visited)", 0, 2),
        ("turn + turns_left", 1, 23),
        ("tension > 3", 0, 1),
    ],
)
def test_an_interval_holds_what_an_expression_can_be(document: Document, text: str, low: float, high: float) -> None:
    """Bounds follow from declared ranges, through formulas and functions."""
    assert Intervals(document).of(parse(text).tree) == pytest.approx((low, high))
