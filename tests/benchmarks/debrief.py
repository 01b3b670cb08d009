"""Measure the debrief of the main scenario: time to the first and to the final picture, and to its report.

    python tests/benchmarks/debrief.py [--games 3]

Times count from the last move on the desk, without a screen, to the picture on the debrief that is opened at once: by
the window's own scenes and the process that it begins. The rules are compiled and in the cache, as after the first
game. What its judgements hold is measured by `judging.py`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game.engine import Scenario, load_scenario
from game.policies import find_policy
from game.resources import find_scenario
from game.session.saves import Autosave
from game.session.session import Session
from game.simulation.kernel import compile_kernel
from game.window.app import FRAME
from game.window.debrief.bars import EXPORT
from game.window.scenes.debrief import DebriefScene
from game.window.scenes.play import PlayScene
from game.window.stage import DESIGN, open_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

THOUGHT = 3.0
"""Seconds that a player takes at least for the last turn."""


@dataclass
class Times:
    """What passed from the last move on: seconds on the clock, and of processor time in the process beside."""

    first: tuple[float, float] = (0.0, 0.0)
    final: tuple[float, float] = (0.0, 0.0)
    report: float = 0.0
    held_up: float = 0.0
    """The longest that the window took for one picture of its own."""

    def __str__(self) -> str:
        """Return all of it in a line."""
        (first, one), (final, all_of_it) = self.first, self.final
        return (
            f"first picture {first:.2f} s ({one:.2f} s of processor time), final {final:.2f} s ({all_of_it:.2f} s), "
            f"report {self.report:.2f} s; the window was held up for {1000 * self.held_up:.0f} ms at most"
        )


def timed(scenario: Scenario, name: str, seed: int, *, ahead: bool) -> Times:
    """Play a game on the desk, open its debrief at once after the last move, and write its report.

    Without `ahead` the process is only begun after the last move, as where a game ends unforeseen.
    """
    stage = open_stage(*DESIGN)
    stage.beside = ahead
    screen = pygame.display.set_mode(DESIGN)
    policy, session = find_policy(name, scenario), Session(scenario, seed)
    while session.state.turn < scenario.turns and not session.ended:
        session.apply(policy(scenario, session.state))
    desk = PlayScene(stage, session)
    desk.enter()
    # Who plays the last turn takes a while, and the process is idle by then.
    time.sleep(THOUGHT)
    while not session.ended:
        desk.take(policy(scenario, session.state))
    began, times = time.perf_counter(), Times()
    with tempfile.TemporaryDirectory() as folder:
        scene = DebriefScene(stage, session, Autosave(Path(folder) / "game.json"))
        scene.enter()
        assert scene.following is not None
        assert scene.following.process is not None
        pid = scene.following.process.pid
        used = processor_time(pid) if ahead else 0.0
        for _ in steps(scene, screen, times):
            times.final = time.perf_counter() - began, processor_time(pid) - used
            times.first = times.first if times.first[0] else times.final
        began = time.perf_counter()
        scene.act(EXPORT)
        while not scene.dialogs:
            scene.tick(time.monotonic())
            time.sleep(FRAME / 4)
        times.report = time.perf_counter() - began
        scene.leave()
    return times


def steps(scene: DebriefScene, screen: pygame.Surface, times: Times) -> Iterator[None]:
    """Go on as the window's loop does until the final picture; yield at each picture."""
    shown = None
    while shown is None or not shown.debrief.final:
        began = time.perf_counter()
        scene.tick(time.monotonic())
        scene.paint(screen)
        times.held_up = max(times.held_up, time.perf_counter() - began)
        if scene.view is not shown:
            shown = scene.view
            yield
        time.sleep(FRAME)


def processor_time(pid: int) -> float:
    """Return the seconds of processor time that a process has used, all its threads together; 0 where none tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print all that is measured."""
    options = argparse.ArgumentParser()
    options.add_argument("--games", type=int, default=3)
    asked = options.parse_args()
    scenario = load_scenario(find_scenario("difficult_game"))
    compile_kernel(scenario)
    pygame.init()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores")
    for name, seed in [("greedy", 3), ("uniform", 5), ("goal", 6)][: asked.games]:
        for ahead in (True, False):
            begun = "as the last turn began" if ahead else "after the last move"
            print(f"`{name}`, seed {seed}, begun {begun}: {timed(scenario, name, seed, ahead=ahead)}", flush=True)


if __name__ == "__main__":
    main()
