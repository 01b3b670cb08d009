"""Colours that can be read and told apart: contrast of every pair that is used, and distances for the colour-blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest
from colours import VISIONS, contrast, distance
from ink import Line, record
from views import VIEWS, Maker, opened_stage

from game.window.settings import Settings
from game.window.theme import LIGHT, NIGHT, Palette, rgb, trust_colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Scenario
    from game.window.stage import Stage

PALETTES = pytest.mark.parametrize("palette", [LIGHT, NIGHT], ids=["light", "night"])
TEXT, SIGN = 4.5, 3.0
"""The least contrast of text, and of lines and marks that mean something."""

PAPER = ("panel", "sunk", "back")
WRITTEN = {
    "ink": (*PAPER, "pos_soft", "neg_soft", "sea_top", "sea_bottom", "land", "land2"),
    "ink2": (*PAPER, "pos_soft", "neg_soft", "land", "land2"),
    "ink3": PAPER,
    "pos": (*PAPER, "pos_soft"),
    "neg": (*PAPER, "neg_soft"),
    "mid": PAPER,
    "gold": PAPER,
    "accent": PAPER,
    "on_accent": ("accent",),
    "on_strip": ("strip",),
    "seal": ("panel",),
}
"""Which colours write on which grounds."""

DRAWN = {"rule2": ("panel",), "focus": (*PAPER, "sea_top", "sea_bottom"), "home": ("sea_top", "sea_bottom", "land")}
APART = {("pos", "neg"): 55.0, ("pos", "mid"): 25.0, ("neg", "mid"): 25.0, ("gold", "pos"): 45.0}
"""Colours that stand for opposite things, and how far apart every eye must see them; no more than 10 looks alike."""


def ratio(palette: Palette, colour: str, ground: str) -> float:
    """Return the contrast of two colours of a palette."""
    return contrast(rgb(getattr(palette, colour)), rgb(getattr(palette, ground)))


@PALETTES
@pytest.mark.parametrize(("needed", "pairs"), [(TEXT, WRITTEN), (SIGN, DRAWN)], ids=["text", "signs"])
def test_every_colour_is_seen_on_every_ground(
    palette: Palette, needed: float, pairs: dict[str, tuple[str, ...]]
) -> None:
    """Text has a contrast of at least 4.5 on all it is written on; lines and marks that mean something have 3."""
    found = {(ink, ground): ratio(palette, ink, ground) for ink, grounds in pairs.items() for ground in grounds}
    assert not {pair: round(one, 2) for pair, one in found.items() if one < needed}


@PALETTES
def test_every_value_of_trust_is_read_on_paper(palette: Palette) -> None:
    """Between orange, grey and blue no step of the ramp is too pale."""
    shown = [contrast(rgb(trust_colour(palette, value)), rgb(palette.panel)) for value in range(101)]
    assert min(shown) >= TEXT


@PALETTES
@pytest.mark.parametrize("vision", VISIONS)
def test_opposites_stay_apart_for_every_eye(palette: Palette, vision: str) -> None:
    """Good and bad, and both from the middle, keep their distance without one kind of cone."""
    seen = {pair: distance(getattr(palette, pair[0]), getattr(palette, pair[1]), vision) for pair in APART}
    assert not {pair: round(one) for pair, one in seen.items() if one < APART[pair]}


def test_colours_that_look_alike_are_known() -> None:
    """Gold nearly equals the colour of danger without green cones: they are never told apart by colour alone."""
    assert distance(LIGHT.gold, LIGHT.neg, "deutan") < 10 < distance(LIGHT.gold, LIGHT.neg, "normal")


@pytest.fixture(params=[False, True], ids=["light", "night"])
def stage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Open a stage without a screen, in each palette."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    yield from opened_stage((1280, 800), Settings(night=request.param))


def pale(lines: list[Line]) -> list[tuple[str, str, float]]:
    """Return the lines of text that do not stand out enough from what lies behind them."""
    seen = [(line, contrast(line.colour, line.ground)) for line in lines if line.ground and line.ink.width]
    return [(line.panel, line.text, round(one, 2)) for line, one in seen if one < (SIGN if line.large else TEXT)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_text_stands_out_from_what_lies_behind_it(
    stage: Stage, scenario: Scenario, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is written on whatever view, ink and ground differ by 4.5, or by 3 for large text."""
    written = record(monkeypatch, grounds=True)
    VIEWS[view](Maker(stage, scenario))
    assert written.lines
    assert not pale(written.lines)


def test_a_pale_text_is_found() -> None:
    """Grey on grey is too pale for small text, not for large; a text that nothing is known of is left out."""
    place = pygame.Rect(0, 0, 9, 9)
    grey, paper = (130, 130, 130), (255, 255, 255)
    small, large = (Line("top", "words", place, place, grey, large, paper) for large in (False, True))
    assert [text for _, text, _ in pale([small, large, Line("top", "out", place, place, grey, large=False)])] == [
        "words"
    ]


def test_contrast_and_distance_are_those_of_the_guidelines() -> None:
    """Black on white is 21, a colour on itself 1; white and black lie 100 apart for every eye."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((9, 99, 199), (9, 99, 199)) == 1
    assert all(distance("#000000", "#FFFFFF", vision) == pytest.approx(100, abs=0.2) for vision in VISIONS)
