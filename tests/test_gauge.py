"""The difficulty gauge: what chance, foresight and planning reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.simulation import gauge as measure
from game.simulation.gauge import Level, gauge, gauge_json, gauge_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from conftest import Run

    from game.engine import Scenario

FEW = {"uniform": 100, "greedy": 20, "planner": 2}


def test_foresight_reaches_more_than_chance(bench_12: Scenario) -> None:
    """Each player meets the same worlds; who looks ahead reaches the goal more often, and the text says all three."""
    told: list[str] = []
    levels = list(gauge(bench_12.document, compiled=False, games=FEW, say=told.append))

    assert [level.policy for level in levels] == ["uniform", "greedy", "planner"]
    assert levels[0].good < levels[1].good
    assert all(level.low <= level.good <= level.high for level in levels)
    assert told == ["uniform: 100 games", "greedy: 20 games", "planner: 2 games"]
    lines = list(gauge_lines("bench_12", levels))
    assert lines[-1].startswith("The goal is reached in ")
    assert f"{100 * levels[1].good:.0f} % looking one decision ahead" in lines[-1]
    assert gauge_json("bench_12", levels)["levels"][2]["games"] == 2


def test_an_interrupt_leaves_the_finished_rows(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C prints the players that were done, says which were not, and gives status 130."""

    def interrupted(*_: object, **__: object) -> Iterator[Level]:
        yield Level("uniform", 100, 0.5, 0.4, 0.6, 47.0, compiled=False)
        raise KeyboardInterrupt

    monkeypatch.setattr(measure, "gauge", interrupted)
    status, output, errors = run("simulate", "first_month", "--gauge")

    assert (status, errors) == (130, "interrupted: not finished by greedy and planner; what follows is of the others\n")
    assert "50.0 %  (95 %: 40.0 to 60.0)  mean value 47.0 of 100, 100 games" in output
