"""The words of the shipped scenarios: they fit their boxes, agree with the rules, name nobody and cite a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pygame
import pytest

from game.resources import assets_folder, scenarios_folder, shipped_scenarios
from game.scenario.loader import load_document
from game.window.kit.drawing import Drawing, Faces
from game.window.theme import BODY, CAPTION, CARD, LIGHT, MOVE_TITLE, Role
from game.window.widgets.ministries import NOTE, NOTE_LINES, SEALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.scenario.model import Document, Move, Rung
    from game.scenario.values import Effect

NOTE_WIDTH = 164.0
"""The narrowest column of a ministry's note: three of them stand side by side in the dossier at 1280x800."""
BRIEF_WIDTH, BRIEF_LINES = 524.0, 2
WORDING_WIDTH = 486.0
"""The narrowest row of a wording at 1280x800: its note stands in one line, so that six rows fit over the map."""
CARD_WIDTH, TITLE_WIDTH, LOCK = 172.0, 245.0, 14.0
"""Room left of eight columns of arrows, and for a title beside the button at 1024x768; a reason has a lock."""
SCALES = (0.9, 1.0, 1.05, 1.15, 1.2, 1.25, 1.5, 1.75, 2.0)
MOST = {"note": 95, "sees": 90, "event": 170, "reaction": 40, "role": 40, "term": 340}
QUOTATION = re.compile(r"[\"“”„«»\u2018]|(?<!\w)'|'(?!\w)")
NAME = r"(?:Beijing|Washington|Tokyo|Pyongyang)"
SIGNS = {"warm": 1, "nod": 1, "smile": 1, "cool": -1, "harden": -1, "mind": -1, "frown": -1, "grumble": -1}
SLIGHT = ("nod", "smile", "frown", "grumble")
CLAIM = re.compile(
    rf"(?P<names>{NAME}(?: and {NAME})?) (?P<verb>{'|'.join(SIGNS)})s?\b"
    rf"(?: (?P<size>a little|strongly|sharply))?(?:, (?P<too>{NAME}),? too)?"
)
SIZES = {"a little": (1, 2), None: (2, 4), "strongly": (5, 99), "sharply": (5, 99)}


@pytest.fixture(scope="module", params=shipped_scenarios(), ids=lambda path: path.name)
def document(request: pytest.FixtureRequest) -> Document:
    """Read each scenario that comes with the game."""
    return load_document(request.param)


@pytest.fixture(scope="module")
def main() -> Document:
    """Read the main scenario, which has every kind of text."""
    return load_document(scenarios_folder() / "difficult_game")


@pytest.fixture(scope="module")
def drawings() -> list[Drawing]:
    """Open the fonts of the game at several scales."""
    # Never closed: that would close the fonts of all other tests.
    pygame.font.init()
    faces = Faces(assets_folder())
    return [Drawing(faces, LIGHT, scale) for scale in SCALES]


def lines(drawings: list[Drawing], text: str, width: float, role: Role) -> int:
    """Return how many lines a text takes, at the scale where it takes most."""
    return max(len(drawing.wrap(text, width, role)) for drawing in drawings)


def notes(document: Document) -> dict[str, str]:
    """Return what is said of a move beside its rules: notes of ministries and of wordings."""
    found = {}
    for name, move in document.moves.items():
        found.update({f"{name} {ministry}": note.text for ministry, note in move.ministries.items()})
        found.update({f"{name}.{word}": wording.note for word, wording in move.wordings.items()})
    return found


def named(document: Document, text: str) -> set[str]:
    """Return the leaders' names that stand in a text."""
    leaders = [capital.leader.name for capital in document.capitals.values() if capital.leader is not None]
    return {part for leader in leaders for part in leader.split() if re.search(rf"\b{part}\b", text)}


def amounts(effects: Mapping[str, Effect], capital: str) -> list[float]:
    """Return the written change of a capital's trust, where it is a plain number."""
    effect = effects.get(f"trust.{capital}")
    return [float(effect.text)] if effect is not None and re.fullmatch(r"[+-][\d.]+", effect.text) else []


def changes(document: Document, move: str, capital: str, word: str = "") -> list[float]:
    """Return what a move, its wordings (or one of them), or what it sets going later, does to a capital's trust."""
    rules = document.moves[move]
    own = amounts(rules.effects, capital)
    words = [rules.wordings[word]] if word else list(rules.wordings.values())
    found = own or [amount for wording in words for amount in amounts(wording.effects, capital)]
    later = [one for one in document.reactions.values() if one.when is not None and f"times({move})" in one.when.text]
    return found or [amount for reaction in later for amount in amounts(reaction.effects, capital)]


def claims(text: str) -> Iterator[tuple[str, int, str | None]]:
    """Yield what a text claims of a capital: its name, the direction, and the size where one is told."""
    for found in CLAIM.finditer(text):
        sign = SIGNS[found["verb"]]
        size = "a little" if found["verb"] in SLIGHT else found["size"]
        for name in re.findall(NAME, found["names"]):
            yield name, sign, size
        if found["too"]:
            yield found["too"], sign, "too"


def false_claims(document: Document, move: str, text: str, word: str = "") -> list[str]:
    """Return the claims of a text that the rules do not bear out, in direction or in size."""
    wrong = []
    for name, sign, size in claims(text):
        found = changes(document, move, name.lower(), word)
        low, high = SIZES.get(size, (1, 99)) if word or not document.moves[move].wordings else (1, 99)
        if not found or not all(low <= change * sign <= high for change in found):
            wrong.append(f"{name} {sign:+} {size}: {found}")
    return wrong


def test_a_note_takes_three_lines_at_every_scale(document: Document, drawings: list[Drawing]) -> None:
    """Three notes stand side by side and none is cut."""
    texts = [note.text for move in document.moves.values() for note in move.ministries.values()]
    assert [text for text in texts if lines(drawings, text, NOTE_WIDTH, NOTE) > NOTE_LINES] == []
    assert [text for text in texts if len(text) > MOST["note"]] == []


def test_a_note_that_is_too_long_is_found(drawings: list[Drawing]) -> None:
    """The measure sees a fourth line."""
    assert lines(drawings, "Washington cools a little. " * 4, NOTE_WIDTH, NOTE) > NOTE_LINES


def test_titles_lines_and_reasons_of_moves_fit_at_every_scale(document: Document, drawings: list[Drawing]) -> None:
    """They end before the first column of arrows, so that why a move is closed is told on the spot."""
    texts = [(move.title, CARD, 0.0) for move in document.moves.values()]
    texts += [(move.title, MOVE_TITLE, CARD_WIDTH - TITLE_WIDTH) for move in document.moves.values()]
    texts += [(move.line, CAPTION, 0.0) for move in document.moves.values()]
    texts += [(move.locked, CAPTION, LOCK) for move in document.moves.values()]
    wide = {text for text, role, used in texts for one in drawings if one.width(text, role) > CARD_WIDTH - used}
    assert wide == set()


def test_an_event_takes_two_sentences(document: Document) -> None:
    """What happens has a headline, and two sentences that say what it is and what it means."""
    found = document.events.values()
    events = [part for event in found for part in (event.one_of.values() if event.one_of else [event])]
    assert [one.headline for one in events if len(re.findall(r"[.!?](?: |$)", one.text)) not in {2, 3}] == []
    assert [one.headline for one in events if not one.headline or len(one.text) > MOST["event"]] == []


def test_two_or_three_ministries_speak_of_every_move(document: Document) -> None:
    """Nothing is sent without advice, and only ministries that have a seal speak."""
    speaking = {name: set(move.ministries) for name, move in document.moves.items()}
    assert {name for name, found in speaking.items() if not 2 <= len(found) <= 3 or found - set(SEALS)} == set()


def test_a_note_names_a_capital(document: Document) -> None:
    """Advice is about somebody."""
    assert [text for text in notes(document).values() if not re.search(NAME, text)] == []


def test_every_move_and_wording_tells_a_direction(document: Document) -> None:
    """At least one note of a move, and the note of each wording, says who warms or cools."""
    silent = {
        name
        for name, move in document.moves.items()
        if not any(list(claims(note.text)) for note in move.ministries.values()) and not indirect(move)
    }
    assert silent == set()
    assert [
        word.note for move in document.moves.values() for word in move.wordings.values() if not list(claims(word.note))
    ] == []


def indirect(move: Move) -> bool:
    """Return whether what a move does to trust is computed, or told by its wordings."""
    computed = any(
        name.startswith("trust.") and not effect.text.lstrip("+-").isdigit() for name, effect in move.effects.items()
    )
    return computed or bool(move.wordings)


def test_the_notes_agree_with_the_rules(document: Document) -> None:
    """A capital that a note calls warmer gains trust by the rules, and a little is not a lot."""
    wrong = {}
    for name, move in document.moves.items():
        for note in move.ministries.values():
            wrong[note.text] = false_claims(document, name, note.text)
        for word, wording in move.wordings.items():
            wrong[wording.note] = false_claims(document, name, wording.note, word)
    assert {text: found for text, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    ["Beijing cools: a visit.", "Washington warms a little.", "Beijing warms strongly.", "Pyongyang minds.",
     "Beijing warms, Tokyo too."],
)  # fmt: skip
def test_a_note_that_disagrees_with_the_rules_is_found(main: Document, text: str) -> None:
    """Direction, size and a capital that the move leaves alone: each false claim is seen."""
    assert false_claims(main, "state_visit_beijing", text)


def test_nobody_is_quoted_or_named(document: Document) -> None:
    """Ministries speak in no person's words, and of no person."""
    texts = notes(document) | {f"{rung.id} {who}": text for rung, who, text in seen(document)}
    assert {place for place, text in texts.items() if QUOTATION.search(text) or named(document, text)} == set()


def test_a_quotation_or_a_name_is_found(main: Document) -> None:
    """The look for them fires: marks of each kind, and a leader's name; an apostrophe is neither."""
    assert all(QUOTATION.search(text) for text in ("a 'word'", 'a "word"', "a “word”"))
    assert not QUOTATION.search("nobody's fault")
    assert named(main, "A talk with Xi about it")


def seen(document: Document) -> Iterator[tuple[Rung, str, str]]:
    """Yield what each capital sees on each rung."""
    for ladder in document.ladders.values():
        for rung in ladder.rungs:
            yield from ((rung, capital, text) for capital, text in rung.sees.items())


def test_every_rung_says_what_each_capital_sees(document: Document) -> None:
    """Four capitals look at every rung, each in a line."""
    rungs = [rung for ladder in document.ladders.values() for rung in ladder.rungs]
    assert [rung.id for rung in rungs if set(rung.sees) != set(document.capitals) or not rung.text] == []
    assert [text for _, _, text in seen(document) if len(text) > MOST["sees"]] == []


def test_every_wording_says_who_hears_what(document: Document, drawings: list[Drawing]) -> None:
    """A wording has a note, and it stands in one line."""
    texts = [wording.note for move in document.moves.values() for wording in move.wordings.values()]
    assert [text for text in texts if lines(drawings, text, WORDING_WIDTH, BODY) != 1] == []


def test_every_reaction_that_is_told_has_a_title(document: Document) -> None:
    """Lists and chains name it in a few words."""
    told = {name: reaction.title for name, reaction in document.reactions.items() if reaction.text}
    assert {name for name, title in told.items() if not 0 < len(title) <= MOST["reaction"]} == set()
    assert len(set(told.values())) == len(told)


def test_every_capital_has_a_leader_with_a_role(document: Document) -> None:
    """The role can stand alone where names are switched off, so it names nobody."""
    leaders = [capital.leader for capital in document.capitals.values()]
    assert all(leader and leader.name and 0 < len(leader.role) <= MOST["role"] for leader in leaders)
    assert not any(leader and named(document, leader.role) for leader in leaders)


def test_every_move_teaches_terms_and_every_term_is_reached(document: Document) -> None:
    """Each move leads to the glossary, and each term is taught by a move or found by following on from one that is."""
    assert [name for name, move in document.moves.items() if not move.teaches] == []
    reached: set[str] = set()
    waiting = {term for move in document.moves.values() for term in move.teaches}
    while waiting:
        reached |= waiting
        waiting = {term for name in waiting for term in document.glossary[name].see} - reached
    assert set(document.glossary) == reached


def test_every_term_is_short_and_rests_on_sources(document: Document) -> None:
    """A term takes a few sentences, and cites what stands in the list of sources."""
    assert [name for name, term in document.glossary.items() if len(term.text) > MOST["term"]] == []
    listed = set(document.sources)
    assert [name for name, term in document.glossary.items() if not term.sources or set(term.sources) - listed] == []
    assert [name for name, term in document.glossary.items() if not term.see or name in term.see] == []


def test_a_brief_takes_two_lines_at_every_scale(document: Document, drawings: list[Drawing]) -> None:
    """Every move has a brief, and the dossier has room for it above the notes."""
    briefs = {name: lines(drawings, move.brief, BRIEF_WIDTH, BODY) for name, move in document.moves.items()}
    assert {name for name, count in briefs.items() if not 0 < count <= BRIEF_LINES} == set()


@pytest.mark.parametrize(
    ("place", "versions"),
    [
        ("brief state_visit_beijing", ("2017", "2019")),
        ("brief executives_along", ("two hundred", "four hundred")),
        ("term contested_facts", ("400", "200", "Tokyo", "Nara")),
        ("term contested_facts", ("2017", "2019")),
        ("term one_china", ("respects", "principle")),
        ("source S0", ("400", "200")),
    ],
)
def test_a_contested_fact_is_shown_as_contested(main: Document, place: str, versions: tuple[str, ...]) -> None:
    """Where the pages differ, both versions stand side by side."""
    kind, _, name = place.partition(" ")
    texts: dict[str, Mapping[str, object]] = {"brief": main.moves, "term": main.glossary, "source": main.sources}
    text = str(texts[kind][name])
    assert [version for version in versions if version not in text] == []
