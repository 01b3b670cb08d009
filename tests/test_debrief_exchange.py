"""A debrief as JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from debriefs import pictures

from game.analysis.exchange import ExchangeError, debrief_line, read_debrief

pytestmark = pytest.mark.xdist_group("debrief")


def test_every_picture_comes_back_the_very_same() -> None:
    """A picture written as a line and read again is equal, in every digit and every kind of value."""
    for picture in pictures():
        assert read_debrief(debrief_line(picture)) == picture
        assert repr(read_debrief(debrief_line(picture))) == repr(picture)


def test_a_picture_is_one_line_of_plain_letters() -> None:
    """Whatever a scenario writes, a picture is one line that every stream can carry."""
    told = replace(pictures()[-1], pattern="평양\nsays \u2028 no")
    line = debrief_line(told)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert read_debrief(line) == told


def test_what_others_put_beside_is_passed_over() -> None:
    """Keys that a program adds for its own use do not hinder reading."""
    content = json.loads(debrief_line(pictures()[0])) | {"titles": {"visit": "Visit Beijing"}}
    assert read_debrief(json.dumps(content)) == pictures()[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON"),
        ("[1, 2]", "a map of its values is expected"),
        ("{}", "names no version"),
        ('{"schema_version": 0}', "is of version 0"),
        ('{"schema_version": "1"}', 'is of version "1"'),
        ('{"schema_version": 1, "value": NaN}', "NaN is no number"),
        ("[" * 100_000, "too deep"),
    ],
)
def test_what_is_no_debrief_is_refused(text: str, said: str) -> None:
    """A text that is none, or one of another version, is refused with the reason."""
    with pytest.raises(ExchangeError, match=said):
        read_debrief(text)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("seed", "9", "`seed`"),
        ("turns", [{}], "`turns.0.turn`: field required"),
        ("value", None, "`value`"),
        ("luck", {"worlds": 1}, "`luck.good`"),
    ],
)
def test_a_wrong_value_is_named_with_its_keys(key: str, value: object, said: str) -> None:
    """A value that is missing or of another kind is named by the keys that lead to it."""
    content = json.loads(debrief_line(pictures()[-1])) | {key: value}
    with pytest.raises(ExchangeError, match=said):
        read_debrief(json.dumps(content))


def test_no_number_is_no_worth() -> None:
    """A worth that is no finite number is refused when it is written, not found out by whoever reads."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        debrief_line(replace(pictures()[0], value=float("inf")))
