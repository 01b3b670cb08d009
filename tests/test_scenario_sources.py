"""What the effects of the shipped scenarios rest on: coded acts with their scores, and sources that resolve."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from game.resources import scenarios_folder, shipped_scenarios
from game.scenario.loader import load_document
from game.scenario.model import Evidence, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Basis, Document, Effects, Move

SCORES = {
    "010": 0.0, "012": -0.4, "013": 0.4, "022": 3.2, "0254": -0.3, "026": 4.0, "028": 4.0, "031": 5.2, "0311": 5.2,
    "0312": 5.2, "0356": 7.0, "036": 4.0, "039": 5.0, "040": 1.0, "041": 1.0, "042": 1.9, "043": 2.8, "046": 7.0,
    "055": 7.0, "057": 8.0, "061": 6.4, "062": 7.4, "073": 7.4, "0832": 5.0, "1042": -5.0, "111": -2.0, "113": -2.0,
    "114": -2.0, "1211": -4.0, "1212": -4.0, "150": -7.2,
}  # fmt: skip
"""Goldstein's scores of the CAMEO codes that the moves use: -10 is an attack, +10 a military retreat."""
SHARE, WITHIN = 0.6, 1.6
LATER = {"investment_act": "assembly_passes_act"}
"""A move whose effect comes home by a reaction."""


PAGES = 69
"""How many pages the facts were taken from: P1 to P69."""


@pytest.fixture(scope="module")
def main() -> Document:
    """Read the main scenario."""
    return load_document(scenarios_folder() / "difficult_game")


@pytest.fixture(scope="module", params=shipped_scenarios(), ids=lambda path: path.name)
def document(request: pytest.FixtureRequest) -> Document:
    """Read each scenario that comes with the game."""
    return load_document(request.param)


def written(document: Document, name: str, capital: str) -> str:
    """Return what a move, or the reaction that brings it home, does to a capital's trust."""
    effects = document.reactions[LATER[name]].effects if name in LATER else document.moves[name].effects
    return effects[f"trust.{capital}"].text if f"trust.{capital}" in effects else "+0"


def astray(document: Document, name: str, move: Move) -> Iterator[str]:
    """Yield where a move's effect on its target leaves the rule: 0.6 x score x salience, in size or in sign."""
    basis = move.basis
    if basis is None or basis.salience is None or basis.override:
        return
    wanted = SHARE * SCORES[str(basis.cameo)] * basis.salience
    for capital in move.target:
        change = written(document, name, capital)
        computed = not change.lstrip("+-").isdigit()
        if not computed and (abs(float(change) - wanted) > WITHIN or float(change) * wanted < 0):
            yield f"{name}: {change}, the rule says {wanted:+.1f}"


def cited(part: object) -> Iterator[str]:
    """Yield every source that a rule or a term of a scenario names."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            yield from value if name == "sources" and isinstance(value, list) else cited(value)
    elif isinstance(part, dict):
        for value in part.values():
            yield from cited(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from cited(value)


def test_the_effect_of_a_move_follows_its_code(document: Document) -> None:
    """What a move does to the capital it is aimed at comes from the score of the act, or says why not."""
    assert [fault for name, move in document.moves.items() for fault in astray(document, name, move)] == []


def test_an_effect_that_leaves_its_code_is_found(main: Document) -> None:
    """The rule sees a visit coded as an attack."""
    visit = main.moves["state_visit_beijing"]
    assert visit.basis is not None
    moved = visit.model_copy(update={"basis": visit.basis.model_copy(update={"cameo": "150"})})
    assert list(astray(main, "state_visit_beijing", moved))


def test_every_move_has_a_code_an_evidence_and_a_source(document: Document) -> None:
    """No move rests on nothing."""
    bases = {name: move.basis for name, move in document.moves.items()}
    assert [
        name for name, basis in bases.items() if basis is None or basis.cameo not in SCORES or not basis.sources
    ] == []


def test_every_citation_resolves(document: Document) -> None:
    """What a rule or a term cites stands in the list of sources."""
    assert set(cited(document.model_copy(update={"sources": {}}))) - set(document.sources) == set()


def test_every_source_is_cited_or_says_why_it_is_listed(main: Document) -> None:
    """A page that no rule and no term rests on is called background, and only such a page is."""
    silent = set(main.sources) - set(cited(main.model_copy(update={"sources": {}})))
    assert {name for name, source in main.sources.items() if source.note.startswith("Background")} == silent


def test_every_page_is_listed(main: Document) -> None:
    """The pages that the facts were taken from stand in the list, whether a rule cites them or not."""
    assert {f"P{number}" for number in range(1, PAGES + 1)} - set(main.sources) == set()


def test_every_source_can_be_found(document: Document) -> None:
    """A source has a publisher and a grade, and says how its page is found or what it was compared with."""
    assert [key for key, one in document.sources.items() if not (one.publisher and one.grade and one.note)] == []
    ways = ("Search ", "Background", "Compared with ", "From memory")
    assert [key for key, one in document.sources.items() if not one.note.startswith(ways)] == []


def test_scholarship_says_what_it_was_compared_with(main: Document) -> None:
    """A work of scholarship has its year, and its note tells what its author, title and pages were held against."""
    works = {key: one for key, one in main.sources.items() if one.grade == "scholarship"}
    assert set(works) == {key for key in main.sources if key.startswith("T")}
    assert [key for key, one in works.items() if not re.search(r"\b(19|20)\d\d\b", one.date)] == []
    assert [key for key, one in works.items() if "Compared with" not in one.note] == []


def rules(document: Document) -> Iterator[tuple[str, Effects, Basis | None]]:
    """Yield every rule that may move a number, with what it rests on; wordings inherit the basis of their move."""
    for name, move in document.moves.items():
        yield name, move.effects, move.basis
        yield from ((f"{name}.{word}", one.effects, one.basis or move.basis) for word, one in move.wordings.items())
    yield from ((name, reaction.effects, reaction.basis) for name, reaction in document.reactions.items())
    for name, event in document.events.items():
        for member, part in ((name, event), *event.one_of.items()):
            yield member, part.effects, part.basis
            replies = {key: one for key, one in part.replies.items() if isinstance(one, Reply)}
            yield from ((f"{member}.{key}", one.effects, one.basis) for key, one in replies.items())
    for name, ladder in document.ladders.items():
        yield from ((f"{name}.{rung.id}", rung.effects, rung.basis) for rung in ladder.rungs)
        yield from ((f"{name}.{key}", one.effects, one.basis) for key, one in ladder.replies.items())


def test_every_effect_says_how_well_it_is_supported(document: Document) -> None:
    """A rule that moves a number has a basis; what rests on no source is called judgement. Bookkeeping has neither."""
    assert {name for name, effects, basis in rules(document) if effects and basis is None} <= {"trace_of_beijing"}
    bare = [(name, basis) for name, _, basis in rules(document) if basis is not None and not basis.sources]
    assert [name for name, basis in bare if basis.evidence is not Evidence.JUDGEMENT] == []
