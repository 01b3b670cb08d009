"""What is kept of a batch: a row for each game, the spread of each meter turn by turn, differences on common luck."""

from __future__ import annotations

import csv
import errno
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from game.engine import END_TURN, apply, choose, ending_of, new_game
from game.errors import UsageError
from game.policies import Uniform, orders_of
from game.simulation import batch as batch_module
from game.simulation.batch import run_batch
from game.simulation.columns import Keep
from game.simulation.compare import compare, paired_share
from game.simulation.fans import LEVELS, measured, steps_of
from game.simulation.games import play_games
from game.simulation.results import Batch, Interrupted

if TYPE_CHECKING:
    from conftest import Run

    from game.engine import Scenario

CROSSING = Path(__file__).parent / "fixtures" / "crossing"
GAMES, SEED = 70, 40
ALL = Keep(rows=True, fans=True)


@pytest.fixture(scope="module")
def played(crossing: Scenario) -> Batch:
    """Return a small batch of which everything is kept."""
    return run_batch(crossing.document, games=GAMES, seed=SEED, keep=ALL)


def bits(batch: Batch) -> bytes:
    """Return every bit of what is kept of a batch."""
    columns = batch.columns.named(batch.endings, batch.numbers)
    assert batch.fans is not None
    return b"".join(column.tobytes() for column in columns.values()) + json.dumps(batch.fans.as_json()).encode()


def test_a_row_is_what_a_game_came_to(crossing: Scenario, played: Batch) -> None:
    """Seed, ending, length, decisions and last numbers are those of the same game played decision by decision."""
    table = played.columns.named(played.endings, played.numbers)
    orders = orders_of(Uniform(), crossing)
    for row in range(0, GAMES, 7):
        state, decisions = new_game(crossing, SEED + row), 0
        while not state.ending:
            decision = choose(crossing, state, orders)
            decisions += decision != END_TURN
            state = apply(crossing, state, decision).state
        told = {name: column[row] for name, column in table.items()}

        assert (told["seed"], told["ending"], told["turns"]) == (SEED + row, ending_of(crossing, state), state.turn)
        assert told["decisions"] == decisions
        assert [told[number.name] for number in crossing.numbers] == list(state.values[: len(crossing.numbers)])


def test_what_is_kept_does_not_depend_on_the_slices(
    crossing: Scenario, played: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slices of nine games come to the same bits as one of fifty."""
    monkeypatch.setattr(batch_module, "SLICE", 9)

    assert bits(run_batch(crossing.document, games=GAMES, seed=SEED, keep=ALL)) == bits(played)


def test_the_fans_are_the_quantiles_of_the_games(crossing: Scenario, played: Batch) -> None:
    """Each quantile is within half a step of the exact one, over the games that played the turn."""
    tracks = play_games(crossing, orders_of(Uniform(), crossing), SEED, GAMES, track=True)
    assert played.fans is not None
    for turn in range(crossing.turns):
        among = tracks.turns > turn
        assert played.fans.playing[turn] == among.sum()
        for meter, fan in zip(measured(crossing), played.fans.meters, strict=True):
            exact = np.quantile(tracks.tracks[among, turn, meter.index], LEVELS, method="inverted_cdf")
            step = (meter.high - meter.low) / steps_of(meter)
            assert fan.rows[turn] == pytest.approx(exact, abs=step / 2 + 1e-9)


def test_the_first_game_of_every_ending_is_named(played: Batch) -> None:
    """The seed is that of the first row with the ending; an ending that never came has none."""
    endings = played.columns.named(played.endings, played.numbers)["ending"].tolist()

    for ending in played.results.endings:
        assert ending.first_seed == (SEED + endings.index(ending.id) if ending.id in endings else None)
    assert len(set(endings)) > 1


def test_one_file_holds_what_another_does(run: Run, tmp_path: Path) -> None:
    """A table, arrays and JSON hold the same columns; the last two hold the fans too."""
    files = {form: tmp_path / f"games.{form}" for form in ("csv", "npz", "json")}
    for file in files.values():
        status, _, errors = run("simulate", str(CROSSING), "--games", "30", "--seed", "3", "--out", str(file))
        assert (status, errors) == (0, f"written: {file}\n")
    with files["csv"].open(newline="", encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    told = json.loads(files["json"].read_text(encoding="utf-8"))
    arrays = np.load(files["npz"])

    assert list(rows[0]) == list(told["columns"])
    for name, column in told["columns"].items():
        assert [type(column[0])(row[name]) for row in rows] == column
        assert arrays[name].tolist() == column
    assert told["games"] == len(rows) == 30
    assert arrays["fan tension"].tolist() == told["fans"]["meters"]["tension"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["games.csv", "games.json", "games.npz"]


def test_a_difference_has_the_published_interval() -> None:
    """The bounds are the formula's, worked out by hand for 12 gained and 34 lost of 500; what is beyond all is cut."""
    # (12 - 34) / 502 = -0.043825; 1.959964 * sqrt(12 + 34 + 1 - 22 * 22 / 502) / 502 = 0.026490
    assert paired_share(12, 34, 500) == pytest.approx((-0.070315, -0.017335), abs=1e-5)
    assert paired_share(2, 0, 2)[1] == 1.0
    assert paired_share(0, 2, 2)[0] == -1.0


def test_pairs_are_counted_seed_by_seed(crossing: Scenario, played: Batch) -> None:
    """What is gained and lost is the number of seeds on which an ending came in one batch only."""
    greedy = run_batch(crossing.document, games=GAMES, seed=SEED, policy="greedy")
    found = compare(played, greedy)
    pairs = list(zip(played.columns.endings.tolist(), greedy.columns.endings.tolist(), strict=True))

    assert found.same == sum(one == other for one, other in pairs)
    for place, ending in enumerate(found.endings, 1):
        assert ending.gained == sum(other == place != one for one, other in pairs)
        assert ending.lost == sum(one == place != other for one, other in pairs)
        assert ending.share.after - ending.share.before == pytest.approx(ending.share.change)
        assert ending.share.low <= ending.share.change <= ending.share.high
    changes = greedy.columns.graded - played.columns.graded
    half = 1.96 * changes.std(ddof=1) / GAMES**0.5
    assert (found.value.low, found.value.high) == pytest.approx(
        (changes.mean() - half, changes.mean() + half), abs=1e-3
    )


def test_a_batch_does_not_differ_from_itself(run: Run) -> None:
    """The same policy on the same seeds comes to the same endings; a second scenario is found by its path."""
    _, text, _ = run("simulate", str(CROSSING), "--games", "20", "--compare", "uniform")
    status, output, _ = run("simulate", str(CROSSING), "--games", "20", "--compare", str(CROSSING), "--format", "json")
    told = json.loads(output)

    assert "uniform -> uniform, on the same 20 seeds (the same luck):" in text
    assert "the same ending on 20 of 20 seeds" in text
    assert (status, told["same"], told["value"]["change"], told["turns"]["high"]) == (0, 20, 0.0, 0.0)
    assert told["before"]["endings"] == told["after"]["endings"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--compare", "gredy"], "and it is no policy (uniform,"),
        (["--games", "1", "--compare", "greedy"], "games is 1; a comparison needs 2 or more"),
        (["--out", "games.txt"], "its name must end in .csv, .npz or .json"),
        (["--plot", "games.gif"], "its name must end in .png or .svg"),
        (["--out", "no/such/folder/games.csv"], "there is no folder no/such/folder; make it first"),
        (["--out", "folder.csv"], "is a folder; name a file in it"),
        (["--cluster", "tcp://127.0.0.1:9", "--workers", "2"], "a cluster has its own workers"),
    ],
)
def test_what_cannot_work_is_said_before_the_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    """Nothing is played, status 2, one line that names the value, and nothing is left on the disk."""
    monkeypatch.chdir(tmp_path)
    Path("folder.csv").mkdir()
    monkeypatch.setattr(batch_module, "_play_slice", None)
    status, output, errors = run("simulate", str(CROSSING), *options)

    assert (status, output) == (2, "")
    assert words in errors
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="room can only be asked for here")
def test_a_full_disk_is_said_before_the_work(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no room for the file, nothing is played; what was there before still is."""
    file = tmp_path / "games.csv"
    file.write_text("older", encoding="utf-8")

    def full(_handle: int, _start: int, room: int) -> None:
        assert room > 1_000_000
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    monkeypatch.setattr(batch_module, "_play_slice", None)
    status, output, errors = run("simulate", str(CROSSING), "--games", "10000", "--out", str(file))

    assert (status, output) == (1, "")
    assert f"there is no room for {file}: it may need 3 MB" in errors
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["older"]


def test_a_disk_that_refuses_in_the_end_does_not_take_the_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shares are printed before the file is written; what failed is said, and no half of a file is left."""

    def refused(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", refused)
    file = tmp_path / "games.csv"
    status, output, errors = run("simulate", str(CROSSING), "--games", "20", "--out", str(file))

    assert status == 1
    assert "mean length" in output
    assert errors == f"error: {file} could not be written: Input/output error\n"
    assert not list(tmp_path.iterdir())


def test_pictures_show_endings_and_fans(run: Run, tmp_path: Path) -> None:
    """A drawing names every ending and meter, and is the same file each time; two batches are told apart."""
    first, again, both = (tmp_path / name for name in ("first.svg", "again.svg", "both.svg"))
    for file in (first, again):
        assert run("simulate", str(CROSSING), "--games", "20", "--plot", str(file))[0] == 0
    run("simulate", str(CROSSING), "--games", "20", "--compare", "greedy", "--plot", str(both))
    drawing = first.read_text(encoding="utf-8")

    assert first.read_bytes() == again.read_bytes()
    for words in ("War", "Bridge", "Drift", "Trust in Seoul (Beijing)", "Tension", "Beijing's hold (hidden)"):
        assert f">{words}<" in drawing
    picture = tmp_path / "first.png"
    run("simulate", str(CROSSING), "--games", "20", "--plot", str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "<pattern" not in drawing
    # The second band is strokes: two fills on each other would blend.
    assert "<pattern" in both.read_text(encoding="utf-8")


def test_an_interrupt_holds_what_was_finished(crossing: Scenario, played: Batch) -> None:
    """The games of the slices that came back are the first of the whole batch; before the first there is nothing."""

    def interrupt(done: int) -> None:
        if done >= 50:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        run_batch(crossing.document, games=GAMES, seed=SEED, keep=ALL, progress=interrupt)
    cut = caught.value.batch

    assert (cut.results.games, cut.results.wanted) == (50, GAMES)
    assert cut.columns.finals.tobytes() == played.columns.head(50).finals.tobytes()


def test_an_interrupt_while_a_file_is_written_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counts stand, each file that is missing is named, and nothing is left of it."""

    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("game.simulation.exports.written_as", lambda *_: interrupted)
    out, plot = tmp_path / "games.csv", tmp_path / "games.png"
    status, output, errors = run("simulate", str(CROSSING), "--games", "5", "--out", str(out), "--plot", str(plot))

    assert (status, errors) == (130, f"interrupted: not written: {out}, {plot}\n")
    assert output.startswith("crossing: 5 playthroughs")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("compared", [False, True])
def test_an_interrupt_is_said_with_what_was_finished(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, compared: bool
) -> None:
    """Ctrl-C ends with status 130, the shares so far said as such, and a file that holds the games so far."""
    real, slices = batch_module._play_slice, iter(range(10))

    def interrupted(*arguments: object) -> object:
        if next(slices) == (3 if compared else 1):
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(batch_module, "_play_slice", interrupted)
    file = tmp_path / "games.csv"
    other = ["--compare", "greedy"] if compared else []
    status, output, errors = run("simulate", str(CROSSING), "--plain", "--games", "100", *other, "--out", str(file))

    assert status == 130
    assert f"interrupted: {'100 of 100 playthroughs and ' * compared}50 of 100 playthroughs were finished" in errors
    assert "50 playthroughs by" in output
    assert "(interrupted: 100 were wanted)" in output
    assert ("on the same 50 seeds" in output) is compared
    assert len(file.read_text(encoding="utf-8").splitlines()) == 51


@pytest.mark.parametrize(
    ("slices", "said"),
    [
        (0, "interrupted: no playthrough was finished\n"),
        (1, "50 of 100 playthroughs were finished; what follows is of those; greedy was not played, so nothing is"),
        (2, "100 of 100 playthroughs were finished; what follows is of those; greedy was not played, so nothing is"),
    ],
)
def test_an_interrupt_before_the_other_batch_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, slices: int, said: str
) -> None:
    """Where Ctrl-C leaves nothing to compare with, that is said, and the first batch stands alone."""
    real, left = batch_module._play_slice, iter(range(slices))

    def interrupted(*arguments: object) -> object:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(batch_module, "_play_slice", interrupted)
    status, output, errors = run("simulate", str(CROSSING), "--plain", "--games", "100", "--compare", "greedy")

    assert (status, said in errors) == (130, True)
    assert output.count("playthroughs by") == bool(slices)
    assert ("of 100\n" in output) == bool(slices)


def test_a_batch_says_why_it_played_as_it_did(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason stands beside the rules that were played: asked for, too small, or without llvmlite."""
    _, asked, _ = run("simulate", str(CROSSING), "--games", "5", "--plain")
    _, small, _ = run("simulate", str(CROSSING), "--games", "5")
    monkeypatch.setattr("game.simulation.ways.can_compile", lambda: False)
    _, alone, _ = run("simulate", str(CROSSING), "--games", "5")

    assert "plain rules (as asked)" in asked
    assert "plain rules (so few games take less time than compiled rules take to load)" in small
    assert "plain rules (llvmlite is not installed)" in alone


def test_a_cache_that_cannot_be_written_is_no_hindrance(
    crossing: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that would be compiled is played plainly where nothing can be kept; asked for, it is refused."""
    pytest.importorskip("llvmlite", reason="without it nothing is kept")
    (tmp_path / "file").touch()
    monkeypatch.setenv("MIDDLEGROUND_CACHE", str(tmp_path / "file" / "kernels"))
    monkeypatch.setattr("game.simulation.ways.LOAD_SECONDS", 0.0)
    monkeypatch.setattr("game.simulation.ways.COMPILE_SECONDS", 0.0)
    found = run_batch(crossing.document, games=5).results

    assert not found.compiled
    assert found.why.startswith("nothing can be kept in")
    with pytest.raises(UsageError, match="no compiled rules can be kept in"):
        run_batch(crossing.document, games=5, compiled=True)
    monkeypatch.setattr("game.simulation.kernel.can_compile", lambda: False)
    with pytest.raises(UsageError, match="llvmlite is not installed; play them plainly"):
        run_batch(crossing.document, games=5, compiled=True)


def test_a_comparison_needs_pairs(played: Batch, crossing: Scenario) -> None:
    """One pair has no interval."""
    with pytest.raises(UsageError, match="games is 1; a comparison"):
        compare(played, run_batch(crossing.document, games=1, seed=SEED))
