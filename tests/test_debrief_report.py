"""The report of a debrief: one page that needs no other file, for the screen and for paper."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from textwrap import dedent
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from debriefs import LEAN, finished, pictures

from game.analysis.debrief import debrief
from game.analysis.findings import Parting, Seat, TurningPoint, Verdict
from game.analysis.words import decided, parting, points
from game.classroom import charts
from game.classroom.questions import questions
from game.classroom.report import report_page
from game.scenario.model import Source
from game.session.margin import headline, margin_sentences
from game.session.session import Session
from game.session.titles import FREE_RULES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run, Small

    from game.analysis.findings import Debrief

pytestmark = pytest.mark.xdist_group("debrief")
EMPTY = {"meta", "rect", "line", "circle", "polyline", "polygon", "br"}
GOAL = """
    bridge: {check: last, goal: yes, when: trust.beijing >= %s and tension <= %s, value: 90, title: "The bridge"}
    drift: {check: last, when: otherwise, value: 50, title: "Drift"}
"""


class Page(HTMLParser):
    """Reads a page: its tags with their attributes, its text, and whether every tag is closed in order."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that holds nothing."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words += data


@pytest.fixture(scope="module")
def whole() -> Debrief:
    """Return a debrief in which every part has something to say."""
    chain, moved = ("Seoul decided: Visit Beijing.", ("S1",)), (("trust.beijing", 8),)
    turning = (
        TurningPoint("decision", 1, 0, "visit", "Visit Beijing", -7.25, (chain,), (moved,)),
        TurningPoint("event", 2, 2, "events.wreck", "A drone comes down", 4.0, (("It came down.", ()),), ((),)),
    )
    seat = Seat(2, "border", "alert", 0.3, "tokyo", "Sees smoke.", "ladders.border.alert", did=("Tokyo worries.",))
    last = pictures()[-1]
    ghost = (replace(last.ghost[0], parted=True), *last.ghost[1:])
    start = last.turns[0].start
    found = replace(last, turning=turning, seats=(seat,), pattern="Talks were the stronger decision.", ghost=ghost)
    return replace(found, parting=Parting(1, ("visit",), ("talks",), start, start, 0.0, 0.5))


def test_the_page_needs_nothing_else_and_is_whole(whole: Debrief) -> None:
    """No script, no file and no address is asked for; every tag is closed, every id is one, every plot is sound."""
    text = report_page(finished(), whole)
    page = Page(text)

    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert not re.search(r"url\(|@import|\bsrc=|\bon\w+=|https?://", text)
    identities = Counter(found["id"] for _, found in page.tags if "id" in found)
    assert identities
    assert set(identities.values()) == {1}
    cited = {str(found["href"]) for _, found in page.tags if "href" in found}
    assert cited == {f"#{identity}" for identity in identities}
    plots = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    own = [one for one in whole.decisions if one.lost or one.waited or abs(one.after.value - one.before.value) > 2]
    assert len(plots) == 4 + len(own)
    for plot in plots:
        assert ET.fromstring(plot).get("aria-label")  # noqa: S314 - our own text


def test_paper_is_light_and_a4() -> None:
    """The dark palette is for screens that ask for it alone; paper is A4, upright, and keeps rows whole."""
    style = re.sub(r"\s+", " ", report_page(finished(), pictures()[-1]).split("</style>")[0])

    assert "@page { size: A4 portrait;" in style
    assert (
        style.count("prefers-color-scheme: dark") == style.count("@media screen and (prefers-color-scheme: dark)") == 1
    )
    assert re.search(r"@media print \{.*tr, figure, .*\{ break-inside: avoid; \}", style)


def test_every_part_is_on_the_page(whole: Debrief) -> None:
    """The page holds outcome, judgements, luck, turning points, pattern, record, secrets, seats and sources."""
    told = " ".join(Page(report_page(finished(), whole, "llvmlite is not installed")).words.split())

    for part in (
        headline(finished()),
        next(margin_sentences(finished())),
        "Tension at most 5053missed",
        "in this model",
        "because llvmlite is not installed",
        "under 200 other seeds",
        "Visit Beijing \N{MINUS SIGN}7.2",
        "Talks were the stronger decision.",
        "The line that was really played",
        "Beijing's hold",
        "Sees smoke. Turn 2: Tokyo worries.",
        "A paper on visits.",
        "You parted from it in turn 1, First week. The record has: Visit Beijing.",
    ):
        assert part in told, part


def test_what_decided_nothing_takes_one_line(whole: Debrief) -> None:
    """Decisions that lost nothing and moved little stand together under their verdict; the others have rows."""
    calm = [replace(one, after=one.before, lost=0.0, waited=0.0, verdict=Verdict.BEST) for one in whole.decisions]
    loud = replace(calm[0], lost=12.0, verdict=Verdict.MISTAKE)
    turn = replace(whole.turns[0], decisions=(loud, *calm[1:4]))
    told = " ".join(Page(report_page(finished(), replace(whole, turns=(turn,)))).words.split())
    titles = [decided(finished().scenario, one.decision) for one in calm[1:4]]

    assert f"!Best: {'; '.join(titles)}" in told
    assert f"{decided(finished().scenario, loud.decision)}?Mistake" in told


def test_the_ledger_holds_every_turn_and_every_change(whole: Debrief) -> None:
    """All that a rule moved stands in the ledger, with before, after, rule and sources; of a drift only how far."""
    told = report_page(finished(), whole).split("<h2>The ledger</h2>")[1].split("</section>")[0]
    known = [one for one in finished().changes if not finished().scenario.number(one.number).counter]

    assert told.count("\N{RIGHTWARDS ARROW}") == sum(one.rule not in FREE_RULES for one in known)
    assert told.count('<h3 class="turn">') == len(whole.turns)
    words = " ".join(Page(told).words.split())
    assert "Visit Beijing [sourced: S1] Beijing 50 \N{RIGHTWARDS ARROW} 58 (+8)" in words


def test_what_a_scenario_says_is_text_and_no_more(whole: Debrief) -> None:
    """Marks in a scenario's texts are shown, not obeyed, and only addresses of the web become links."""
    session = finished()
    evil = {"S1": Source(title="<b>bold</b>", url="javascript:alert(1)")}
    scenario = replace(session.scenario, document=session.scenario.document.model_copy(update={"sources": evil}))
    other = Session(scenario, session.seed, session.decisions)
    text = report_page(other, replace(whole, pattern="<script>alert(1)</script>"))

    assert "&lt;script&gt;alert(1)" in text
    assert "&lt;b&gt;bold" in text
    assert not {"script", "b"} & {tag for tag, found in Page(text).tags if tag != "b" or "bold" in str(found)}
    assert 'href="javascript' not in text
    safe = {"S1": Source(title="A paper", url="https://example.org/a?b=1&c=2")}
    scenario = replace(scenario, document=scenario.document.model_copy(update={"sources": safe}))
    linked = report_page(Session(scenario, session.seed, session.decisions), whole)
    assert 'href="https://example.org/a?b=1&amp;c=2"' in linked


def test_five_questions_come_from_this_game(whole: Debrief) -> None:
    """The questions are five, none twice, and each names something that this game holds."""
    turn = whole.turns[0]
    worst = replace(turn.decisions[0], lost=31.4, stronger="talks")
    found = replace(whole, turns=(replace(turn, decisions=(worst, *turn.decisions[1:])), *whole.turns[1:]))
    asked = questions(finished(), found)

    assert len(set(asked)) == len(asked) == 5
    assert "\N{LEFT DOUBLE QUOTATION MARK}Visit Beijing\N{RIGHT DOUBLE QUOTATION MARK}" in asked[0]
    assert (
        "\N{LEFT DOUBLE QUOTATION MARK}Offer talks\N{RIGHT DOUBLE QUOTATION MARK} would have been worth 31.4"
        in asked[0]
    )
    assert "A drone comes down" in asked[1]
    assert f"changed the value by {points(found.choice)} points" in asked[2]
    assert parting(finished().scenario, found) in asked[3]
    assert "Tokyo: Sees smoke." in asked[4]


def test_a_game_without_goal_or_secrets_has_a_report_too(small: Small) -> None:
    """Where no ending is the goal, values take the place of chances, and questions are still five."""
    session = Session(small(), 1, ("talk", "end_turn", "wait", "end_turn", "talk", "wait"))
    found = list(debrief(session, workers=1, compiled=False, plan=LEAN))[-1]
    text = report_page(session, found)

    assert "Drift, worth 50 of 100" in text
    assert "Value of the ending, of 100" in text
    assert "Chance of" not in text
    assert len(questions(session, found)) == 5


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((63, 100), "Drift, one point short of the bridge"),
        ((67, 100), "Drift, five points short of the bridge"),
        ((63, 10), "Drift, two conditions short of the bridge"),
        ((59, 100), "The bridge, with three points to spare"),
    ],
)
def test_the_headline_says_by_how_much(small: Small, asked: tuple[int, int], said: str) -> None:
    """The outcome comes with its margin: points where one number was missing, else how many conditions."""
    session = Session(small(endings=GOAL % asked), 1, ("talk", "end_turn", "talk", "end_turn", "talk", "end_turn"))

    assert headline(session) == said


def test_an_early_end_is_told_with_its_turn_and_cause(small: Small) -> None:
    """Where the game ended before its last turn, how far the goal was is not the point: what ended it is."""
    early = 'war: {when: tension <= 49, value: 0, title: "War"}\n' + dedent(GOAL % (50, 60))
    session = Session(small(endings=early), 1, ("wait", "end_turn"))

    assert headline(session) == "War, in turn 1 of 3"
    assert list(margin_sentences(session)) == ["What brought it about: Tension at most 49. It ended at 49."]


def test_a_plot_draws_what_it_is_given(whole: Debrief) -> None:
    """A bar is as high as the change of the chance, at the place of its turn, and the largest losses are labelled."""
    scenario = finished().scenario
    turn = whole.turns[0]
    first = replace(turn.decisions[0], before=replace(turn.start, good=0.75), after=replace(turn.start, good=0.25))
    lost = replace(turn, start=replace(turn.start, good=0.75), decisions=(first,), lost=24.0)
    text = charts.chance_chart(scenario, replace(whole, turns=(lost, *whole.turns[1:])), "Chance")
    quiet, third = (float(re.findall(rf'y="([\d.]+)">{label} %', text)[0]) - 4 for label in (75, 25))

    bar = re.search(r'<rect class="\w+" x="[\d.]+" y="([\d.]+)" width="8" height="([\d.]+)"', text)
    assert bar
    assert float(bar[1]) == pytest.approx(quiet, abs=0.2)
    assert float(bar[2]) == pytest.approx(third - quiet, abs=0.2)
    assert "\N{MINUS SIGN}24.0</text>" in text
    assert text.count("</text>") <= 5 + len(whole.turns) + 1 + charts.LABELLED


def test_the_command_writes_the_page(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--html` writes the whole page; a folder that is not there is a clear error, not a traceback."""
    from game.analysis import debrief as core  # noqa: PLC0415 - patched here only
    from game.session.replay import record, replay_text  # noqa: PLC0415 - as above

    monkeypatch.setattr(core, "debrief", lambda _: iter(pictures()))
    file = tmp_path / "game.json"
    file.write_text(replay_text(record(finished())), encoding="utf-8")
    page = tmp_path / "report.html"

    given = ("debrief", str(file), "--scenario", "tests/fixtures/crossing", "--html")
    assert run(*given, str(page))[:2] == (0, f"report written: {page}\n")
    assert page.read_text(encoding="utf-8").endswith("</html>")
    status, _, err = run(*given, str(tmp_path / "none" / "report.html"))
    assert (status, f"{tmp_path / 'none'}" in err) == (2, True)
