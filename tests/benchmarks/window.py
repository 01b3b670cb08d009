"""What the window costs, as ratios to a bare pygame window that opens in the same run.

    python tests/benchmarks/window.py [SECONDS]        (with the package installed; SECONDS of rest, 10 by default)

Without a display it starts Xvfb and openbox for itself. Each measurement is taken in a process of its own, bare and
game in turns, and medians are printed with the budgets they should keep; nothing is asserted. First frame and memory
count the whole program with its title; the first frame is the first one with more on it than paper. Repaints count the
desk at 1280x800, until the screen is told of them.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 5
SIZE = (1280, 800)
SETTLED = 3.0
"""Seconds after which the program has loaded all that it loads when nobody asks for anything."""

BUDGETS = {"first frame": 2.0, "memory": 2.5, "idle": 0.5, "selection": 30.0, "hover": 10.0}
SEED, TURN = 5, 7
PATIENCE = 60.0


def bare(seconds: float) -> dict[str, float]:
    """Open a bare window, fill and show it, look for events as often as the game does at rest; return its figures."""
    import pygame  # noqa: PLC0415 - its import is a part of the first frame

    pygame.display.init()
    if pygame.display.get_driver() == "x11":
        os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
    pygame.font.init()
    screen = pygame.display.set_mode(SIZE, pygame.RESIZABLE)
    screen.fill("white")
    pygame.display.flip()
    figures = {"first frame": time.monotonic(), "memory": peak_memory()}

    def fill_and_flip() -> None:
        screen.fill("white")
        pygame.display.flip()

    figures["flip"] = median(list(timed(fill_and_flip, 40)))
    until, before = time.monotonic() + seconds, time.process_time()
    while time.monotonic() < until:
        pygame.event.get()
        time.sleep(0.1)
    return figures | {"idle": share(before, seconds)}


def title(seconds: float) -> dict[str, float]:
    """Start the program as a player does, and return the figures of its title at rest."""
    import pygame  # noqa: PLC0415 - its import is a part of the first frame

    figures: dict[str, float] = {}
    flip, update = pygame.display.flip, pygame.display.update

    def note(show: Callable[..., None], *arguments: Any) -> None:
        show(*arguments)
        if "first frame" not in figures and is_drawn(pygame.display.get_surface()):
            figures["first frame"] = time.monotonic()

    def look() -> None:
        time.sleep(SETTLED)
        before = time.process_time()
        time.sleep(seconds)
        report(figures | {"memory": peak_memory(), "idle": share(before, seconds)})

    pygame.display.flip, pygame.display.update = partial(note, flip), partial(note, update)
    threading.Thread(target=look, daemon=True).start()
    from game.__main__ import main  # noqa: PLC0415 - its import is a part of the first frame

    sys.argv = ["middleground"]
    main()
    return figures


def desk(_: float) -> dict[str, float]:
    """Return how long the desk takes to follow a new selection, and the pointer, in milliseconds."""
    import pygame  # noqa: PLC0415 - as above

    from game.engine import END_TURN, legal_moves, load_scenario  # noqa: PLC0415 - as above
    from game.resources import find_scenario  # noqa: PLC0415 - as above
    from game.session.session import Session  # noqa: PLC0415 - as above
    from game.window.app import open_display  # noqa: PLC0415 - as above
    from game.window.scenes.play import PlayScene  # noqa: PLC0415 - as above
    from game.window.stage import open_stage  # noqa: PLC0415 - as above

    screen, scenario = open_display(), load_scenario(find_scenario("difficult_game"))
    session = Session(scenario, SEED)
    while session.state.turn < TURN and not session.ended:
        ways = [way.decision for way in legal_moves(scenario, session.state) if way.legal]
        session.apply(END_TURN if END_TURN in ways else ways[0])
    scene = PlayScene(open_stage(*SIZE), session)

    def show(*events: pygame.event.Event) -> None:
        for event in events:
            scene.handle(event)
        pygame.display.update(scene.paint(screen))

    def show_everything() -> None:
        scene.mark_all()
        show()

    down = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_DOWN, mod=0, unicode="")
    show(*[down] * len(scenario.document.moves))
    rows = [box for box, command in scene.moves.hits if command.kind == "move"]
    places = [(scene.moves.box.x + 60, scene.moves.box.y + box.y + box.height / 2) for box in rows]
    points = [pygame.event.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)) for place in places * 8]
    hovering, pointing = iter(points), len(points) - 1
    show(next(hovering))
    return {
        "hover": median(list(timed(lambda: show(next(hovering)), pointing))),
        "selection": median(list(timed(lambda: show(down), 2 * len(scenario.document.moves)))),
        "everything": median(list(timed(show_everything, 10))),
    }


CHILDREN: dict[str, Callable[[float], dict[str, float]]] = {"bare": bare, "title": title, "desk": desk}


def timed(work: Callable[[], object], times: int) -> Iterator[float]:
    """Yield how many milliseconds of a core each of some repetitions took; what else the machine does is left out."""
    for _ in range(times):
        started = time.process_time()
        work()
        yield 1000 * (time.process_time() - started)


def is_drawn(screen: Any) -> bool:
    """Return whether a screen shows more than paper: three colours at least on a grid of its points."""
    width, height = screen.get_size()
    points = ((x, y) for x in range(8, width, 32) for y in range(8, height, 32))
    return len({tuple(screen.get_at(point)) for point in points}) > 2


def share(before: float, seconds: float) -> float:
    """Return the share of a core, in percent, that this process has used since its time was `before`."""
    return 100 * (time.process_time() - before) / seconds


def peak_memory() -> float:
    """Return the most memory that this process has had, in MiB."""
    import resource  # noqa: PLC0415 - not on every system

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def report(figures: dict[str, float]) -> None:
    """Hand figures to the parent and end at once."""
    print(json.dumps(figures), flush=True)
    os._exit(0)


def measured(child: str, seconds: float, environment: dict[str, str]) -> dict[str, float]:
    """Return the figures of a child process; its first frame in milliseconds from its start."""
    command, started = [sys.executable, __file__, "--child", child, str(seconds)], time.monotonic()
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=PATIENCE + seconds
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if "first frame" in figures:
        figures["first frame"] = 1000 * (figures["first frame"] - started)
    return figures


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Yield an environment with a display: the present one, or one of our own that nobody sees."""
    environment = os.environ | {"PYGAME_HIDE_SUPPORT_PROMPT": "1", "SDL_AUDIODRIVER": "dummy"}
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or not shutil.which("Xvfb"):
        yield environment
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        environment["DISPLAY"] = f":{answer.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    # A window that opens while the manager starts may wait for it for ever.
    look = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
    while b"0x" not in subprocess.run(look, env=environment, capture_output=True, check=False).stdout:
        time.sleep(0.05)
    try:
        yield environment
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


def main() -> None:
    """Measure bare window and game in turns, then the desk, and print everything."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with screen() as environment, tempfile.TemporaryDirectory() as home:
        environment |= {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        rounds = []
        for one in range(ROUNDS):
            # One rest is long enough to be counted; the other rounds are for the first frame.
            rest = seconds if one == 0 else 0.2
            rounds.append((measured("bare", rest, environment), measured("title", rest, environment)))
        painted = measured("desk", 0, environment)
    for name, unit in (("first frame", "ms"), ("memory", "MiB")):
        plain, ours = (median(pair[which][name] for pair in rounds) for which in (0, 1))
        tell(name, ours / plain, f"times a bare window ({ours:.0f} {unit} to {plain:.0f} {unit})")
    plain, ours = (rounds[0][which]["idle"] for which in (0, 1))
    tell("idle", ours, f"% of a core (a bare window that looks for events ten times a second: {plain:.2f} %)")
    flip = median(pair[0]["flip"] for pair in rounds)
    for name in ("selection", "hover", "everything"):
        tell(name, painted[name], f"ms to repaint ({painted[name] / flip:.0f} times a bare fill and flip)")


def tell(name: str, figure: float, words: str) -> None:
    """Print a figure beside its budget."""
    budget = BUDGETS.get(name)
    kept = "" if budget is None else f", budget {budget:g}{'' if figure < budget else ' EXCEEDED'}"
    print(f"{name}: {figure:.2f} {words}{kept}")


if __name__ == "__main__":
    if "--child" in sys.argv:
        report(CHILDREN[sys.argv[2]](float(sys.argv[3])))
    main()
