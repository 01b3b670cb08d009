"""A twin of the window without a screen: it takes the same keys and clicks, and knows where things lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.scenes.play import PlayScene

if TYPE_CHECKING:
    from game.window.kit.panel import Command
    from game.window.scenes.scene import Scene

KEYS = {
    "Return": (pygame.K_RETURN, "\r"),
    "Escape": (pygame.K_ESCAPE, "\x1b"),
    "e": (pygame.K_e, "e"),
    **{digit: (pygame.K_0 + int(digit), digit) for digit in "123456789"},
}
"""Names of keys in X, with pygame's number and the letter they write."""

STEP, STEPS = 0.5, 400
ANSWERS = ("reply", "next", "end_turn", "close")
"""Commands of dialogs, in the order in which they are wanted."""

TURNS_WITH_MOVES = 3


class Twin:
    """Runs a scene as the window's loop does, on a clock of its own."""

    def __init__(self, scene: Scene) -> None:
        """Show a scene and let it come to rest."""
        self.scene = scene
        self.now = 0.0
        self.rest()

    @property
    def picture(self) -> pygame.Surface:
        """What the window shows."""
        screen = pygame.display.get_surface()
        assert screen is not None
        return screen

    def rest(self) -> None:
        """Let time pass until nothing moves, nothing is painted and nothing is left to read."""
        quiet = 0
        for _ in range(STEPS):
            quiet = 0 if self.breathe() else quiet + 1
            if quiet > 5:
                return
        raise AssertionError("the window does not come to rest")

    def breathe(self) -> bool:
        """Let a moment pass, as the window's loop does; return whether anything moved or was painted."""
        self.now += STEP
        moving = self.scene.tick(self.now)
        painted = self.scene.paint(self.picture)
        self.scene.idle()
        return moving or bool(painted)

    def press(self, name: str) -> None:
        """Press a key by its name in X, and come to rest."""
        key, letter = KEYS[name]
        self.give(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=letter))
        self.rest()

    def click(self, place: tuple[int, int]) -> None:
        """Point to a place, click, and come to rest."""
        self.give(
            pygame.event.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)),
            pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=place),
        )
        self.rest()

    def place(self, command: Command) -> tuple[int, int]:
        """Return the middle of what a click on which asks for a command."""
        view, scale = self.scene.stage.view, self.scene.stage.drawing.scale
        panels = self.scene.dialogs[-1:] or self.scene.panels
        box = next(box for panel in panels if (box := panel.box_of(command)) is not None)
        x, y = box.x + box.width / 2, box.y + box.height / 2
        if not self.scene.dialogs:
            x, y = x - view.x, y - view.y
        return round(x * scale), round(y * scale)

    def on_screen(self, kind: str) -> list[Command]:
        """Return the commands of a kind that can be clicked now."""
        panels = self.scene.dialogs[-1:] or self.scene.panels
        return [command for panel in panels for _, command in panel.hits if command.kind == kind]

    def give(self, *events: pygame.event.Event) -> None:
        """Hand events to the scene, and to the one that follows it."""
        for event in events:
            following = self.scene.handle(event)
            if following is not self.scene:
                following.enter()
            self.scene = following


def next_command(twin: Twin) -> Command:
    """Return what a player clicks who sends a move in each of the first turns and then only ends them."""
    scene = twin.scene
    if scene.dialogs:
        return next(one for kind in ANSWERS for one in twin.on_screen(kind) if kind != "reply" or _open(scene, one))
    if not isinstance(scene, PlayScene):
        return twin.on_screen("start")[0]
    if scene.consequences is not None or scene.desk.choosing:
        return twin.on_screen("go_on" if scene.consequences is not None else "send")[0]
    if not _may_send(scene):
        return twin.on_screen("end_turn")[0]
    rows = [row for row in twin.on_screen("move") if scene.desk.row(row.about).legal]
    wanted = rows[scene.session.state.turn % len(rows)]
    return twin.on_screen("send")[0] if wanted.about == scene.desk.selected else wanted


def next_key(twin: Twin) -> str:
    """Return the key that the same player presses."""
    scene = twin.scene
    if scene.dialogs:
        replies = twin.on_screen("reply")
        places = [place for place, one in enumerate(replies, 1) if _open(scene, one)]
        return str(places[0]) if places else "Return"
    if not isinstance(scene, PlayScene) or scene.consequences is not None or scene.desk.choosing:
        return "Return"
    if not _may_send(scene):
        return "e"
    # A digit chooses a move; an arrow that is held too long on a busy machine would go on by itself.
    moves = scene.desk.groups[scene.desk.open_group]
    legal = next(place for place, move in enumerate(moves, 1) if scene.desk.row(move).legal)
    return "Return" if scene.desk.row(scene.desk.selected).legal else str(legal)


def _open(scene: Scene, reply: Command) -> bool:
    """Return whether a reply can be given."""
    return reply in scene.dialogs[-1].focusables()


def _may_send(scene: PlayScene) -> bool:
    """Return whether nothing was sent yet in one of the first turns, and something can be."""
    turn = scene.session.state.turn
    if turn > TURNS_WITH_MOVES or sum(state.turn == turn for state in scene.session.states) > 1:
        return False
    return any(scene.desk.row(move).legal for move in scene.desk.groups[scene.desk.open_group])
