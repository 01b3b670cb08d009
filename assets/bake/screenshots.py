"""Take the screenshots of the README anew, without a screen.

    python assets/bake/screenshots.py            (with the package installed)

Every picture is of a game with a fixed seed and fixed decisions, so that it changes only when the window or the main
scenario does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame

from game.engine import END_TURN, Decision, Scenario, due_rule, legal_moves, load_scenario
from game.policies import Uniform
from game.resources import find_scenario
from game.session.session import Session
from game.window.app import open_display
from game.window.kit.panel import Command
from game.window.scenes.ending import EndingScene
from game.window.scenes.lines import LinesScene
from game.window.scenes.play import PlayScene
from game.window.scenes.title import TitleScene
from game.window.stage import Stage, open_stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.window.scenes.scene import Scene

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
SIZE = (1280, 800)
COMPACT = (1024, 768)
LATER = 1e4
"""A moment at which every movement has come to its end."""

PLAN = (
    ("state_visit_beijing", "history_line.future_only", END_TURN),
    ("mou_package", "incident_hotlines", "military_talks", END_TURN),
    ("nara_summit", "remains_accord", "brief_washington", END_TURN),
    ("no_fly_zone", "minerals_club", "command_road_map", END_TURN),
    ("drone_regret", "third_country_mines", END_TURN),
    ("loudspeakers_off", "three_way_summit", END_TURN),
)
SEED, CRISIS_SEED = 11, 0
FORK_TURN, FORK = 3, ("trilateral_exercise", "brief_washington")


@dataclass(frozen=True)
class Shot:
    """A picture: its file, and what makes the scene; `night` and `size` as the window then is."""

    name: str
    scene: Callable[[Stage, Scenario], Scene]
    size: tuple[int, int] = SIZE
    night: bool = False


def played(scenario: Scenario, turns: int) -> Session:
    """Return the planned game after some turns; what is not legal is left out, questions get their first answer."""
    session = Session(scenario, SEED)
    for decisions in PLAN[:turns]:
        turn = session.state.turn
        for decision in decisions:
            if not session.state.due and session.state.turn == turn:
                _apply(session, Decision(decision))
            while session.state.due:
                session.apply(next(way.decision for way in legal_moves(scenario, session.state) if way.legal))
    return session


def _apply(session: Session, decision: Decision) -> None:
    if any(way.legal and way.decision == decision for way in legal_moves(session.scenario, session.state)):
        session.apply(decision)


def desk(turns: int, move: str, wording: str = "") -> Callable[[Stage, Scenario], Scene]:
    """Return what makes a desk after some turns with a move selected."""

    def make(stage: Stage, scenario: Scenario) -> Scene:
        scene = PlayScene(stage, played(scenario, turns))
        scene.select(move)
        if wording:
            scene.choose(wording)
        return scene

    return make


def dialog(turns: int, command: Command) -> Callable[[Stage, Scenario], Scene]:
    """Return what makes a desk after some turns with a page or the settings open."""

    def make(stage: Stage, scenario: Scenario) -> Scene:
        scene = PlayScene(stage, played(scenario, turns))
        scene.act(command)
        return scene

    return make


def title(stage: Stage, _: Scenario) -> Scene:
    """Make the title, with everything read."""
    stage.seed = SEED
    scene = TitleScene(stage)
    for _step in range(12):
        scene.idle()
    return scene


def consequences(stage: Stage, scenario: Scenario) -> Scene:
    """Make the desk while a turn is told, half way through."""
    session = played(scenario, 3)
    # Not all of the turn's moves: with no point left the turn would end by itself.
    _apply(session, Decision(PLAN[3][0]))
    scene = PlayScene(stage, session)
    scene.take(END_TURN)
    scene.tick(0.0)
    scene.tick(1.4)
    return scene


def crisis(stage: Stage, scenario: Scenario) -> Scene:
    """Make the desk at a rung of the border crisis that asks for a reply."""
    session = Session(scenario, CRISIS_SEED)
    while not (session.state.due and due_rule(scenario, session.state).endswith("exchange_of_fire")):
        session.apply(Uniform()(scenario, session.state))
    return PlayScene(stage, session)


def ending(stage: Stage, scenario: Scenario) -> EndingScene:
    """Make the ending of the planned game, played on evenly."""
    session = played(scenario, len(PLAN))
    while not session.ended:
        session.apply(Uniform()(scenario, session.state))
    return EndingScene(stage, session)


def lines(stage: Stage, scenario: Scenario) -> Scene:
    """Make a fork of that game, in which summits were passed over for the alliance, beside its first line."""
    first = ending(stage, scenario).session
    fork = first.part(FORK_TURN)
    for decision in (*FORK, END_TURN):
        _apply(fork, Decision(decision))
    while not fork.ended:
        fork.apply(Uniform()(scenario, fork.state))
    scene = LinesScene(stage, fork, first, autosave=None, back=TitleScene(stage))
    scene.choose(FORK_TURN + 3)
    return scene


SHOTS = (
    Shot("title", title),
    Shot("play", desk(4, "humanitarian_goods")),
    Shot("play_opening", desk(0, "state_visit_beijing")),
    Shot("wordings", desk(1, "taiwan_statement", "terms_of_1992")),
    Shot("consequences", consequences),
    Shot("crisis", crisis),
    Shot("ledger", dialog(5, Command("why", "trust.washington"))),
    Shot("settings", dialog(2, Command("settings"))),
    Shot("night", desk(5, "trilateral_exercise"), night=True),
    Shot("compact", desk(3, "three_way_summit"), size=COMPACT),
    Shot("ending", ending),
    Shot("lines", lines),
)


def main() -> None:
    """Take every picture."""
    open_display()
    scenario = load_scenario(find_scenario("difficult_game"))
    for shot in SHOTS:
        screen = pygame.display.set_mode(shot.size)
        stage = open_stage(*shot.size)
        stage.change(replace(stage.settings, night=shot.night, guided=True))
        scene = shot.scene(stage, scenario)
        if shot.name != "consequences":
            scene.tick(LATER)
        scene.paint(screen)
        scene.paint(screen)
        pygame.image.save(screen, FOLDER / f"{shot.name}.png")


if __name__ == "__main__":
    main()
