"""`check --watch`: the findings and the balance of a scenario, anew after every save."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES

from game.commands import watch as command
from game.commands.check import CheckFormat, check
from game.commands.watch import Author
from game.errors import UsageError
from game.scenario.differences import differences
from game.scenario.loader import examine, load_document
from game.scenario.message import counted
from game.simulation import batch
from game.simulation.batch import simulate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GAMES = 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a scenario in one file that a test may edit."""
    copy = tmp_path / "crossing.yaml"
    source = FIXTURES / "crossing"
    copy.write_text((source / "scenario.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return copy


def edit(file: Path, old: str, new: str) -> None:
    """Put something else in the place of the first such words of a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def author(file: Path, changed: Callable[[], bool] = lambda: False) -> Author:
    """Return what tells of a scenario, after a few games by an even hand."""
    return Author(file, GAMES, "uniform", changed, workers=1)


def told(capsys: pytest.CaptureFixture[str], look: Author) -> str:
    """Look once and return what was printed."""
    look.look()
    return capsys.readouterr().out


def shares(text: str) -> dict[str, str]:
    """Return the printed share of each ending."""
    return dict(re.findall(r"^  (\w+) +[#.]{24} +([\d.]+ %)", text, re.MULTILINE))


def test_the_balance_is_that_of_the_batch(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every ending is listed with the share that a batch of the same seeds gives it."""
    output = told(capsys, author(file))
    played = simulate(file, games=GAMES)
    assert shares(output) == {ending.id: f"{100 * ending.share:.1f} %" for ending in played.endings}
    assert f"{file}: {counted(examine(file).findings)} " in output.splitlines()[0]
    assert "was" not in output


def test_a_save_tells_what_it_changed_and_what_came_of_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The edited value is named, and a share that moved has the one before beside it and in one line."""
    look = author(file)
    before = shares(told(capsys, look))
    edit(file, "tension <= 50", "tension <= 80")
    edit(file, '"Tension", start: 50', '"Tension", start: 70')
    output = told(capsys, look)
    after = shares(output)
    assert "  meters > tension > start: 50 -> 70\n" in output
    assert "tension <= 50 and" in output
    moved = [name for name in after if after[name] != before[name]]
    assert moved
    for name in moved:
        assert f"{name} {before[name]} -> {after[name]}" in output.splitlines()[-1]
        assert re.search(rf"^  {name} .* was {before[name]}, (up|down) [\d.]+$", output, re.MULTILINE)
    for name in after.keys() - {*moved}:
        assert f"{name} {before[name]} ->" not in output


def test_a_broken_save_names_the_place_and_keeps_the_balance(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An error is told with its line, the last balance stays in sight, and the repaired file is compared with it."""
    look = author(file)
    before = shares(told(capsys, look))
    edit(file, "tension:", "tenshun:")
    output = told(capsys, look)
    assert re.search(r"crossing\.yaml:\d+:\d+", output)
    assert shares(output) == before
    edit(file, "tenshun:", "tension:")
    assert "The rules are the same as before" in told(capsys, look)


def test_an_edited_text_plays_no_games(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the rules are the same the balance is told again without playing."""
    look = author(file)
    before = shares(told(capsys, look))
    monkeypatch.setattr(batch, "simulate", None)
    edit(file, 'title: "Offer talks"', 'title: "Propose talks"')
    output = told(capsys, look)
    assert "title: Offer talks -> Propose talks" in output
    assert shares(output) == before


def test_games_that_are_out_of_date_are_given_up(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save while games are played ends them without a balance; the next look plays them whole."""
    monkeypatch.setattr(batch, "SLICE", 10)
    saved = iter([False, True])
    look = author(file, lambda: next(saved, False))
    assert shares(told(capsys, look)) == {}
    assert look.is_behind
    assert shares(told(capsys, look)) != {}
    assert not look.is_behind


def test_it_goes_round_until_interrupted(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a save that settled everything is told anew; an interrupt ends it."""
    naps = iter(range(20))

    def nap(_: float) -> None:
        nap_number = next(naps)
        if nap_number == 2:
            edit(file, 'title: "Offer talks"', 'title: "Propose the talks"')
        if nap_number == 6:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", nap)
    with pytest.raises(KeyboardInterrupt):
        command.watch(file, games=GAMES)
    assert len(re.findall(r"^\d\d:\d\d:\d\d ", capsys.readouterr().out, re.MULTILINE)) == 2


@pytest.mark.parametrize(
    ("named", "form", "words"),
    [
        (None, CheckFormat.TEXT, "name the one"),
        (["crossing", "difficult_game"], CheckFormat.TEXT, "name the one"),
        (["difficult_game"], CheckFormat.JSON, "leave out --format json"),
    ],
)
def test_wrong_uses_are_refused(named: list[str] | None, form: CheckFormat, words: str) -> None:
    """It follows one scenario, and is for people."""
    with pytest.raises(UsageError, match=re.escape(words)):
        check(named, form=form, watch=True)


def test_differences_name_what_came_went_and_moved(tmp_path: Path, file: Path) -> None:
    """An entry that was added, removed or moved is told by its keys alone; equal documents differ in nothing."""
    before = load_document(file)
    assert list(differences(before, load_document(file))) == []
    other = tmp_path / "other.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "endings:\n", "glossary: {calm: {title: Calm, text: Quiet.}}\nendings:\n"
    )
    other.write_text(text, encoding="utf-8")
    assert [str(one) for one in differences(before, load_document(other))] == ["glossary > calm: added"]
    assert [str(one) for one in differences(load_document(other), before)] == ["glossary > calm: removed"]
