"""The plots of a report, as inline SVG. Their colours are names of the page's style sheet, so both palettes serve.

Nothing is told by colour alone: what was lost is labelled with its sign, luck is hollow, the record is dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from game.analysis import words
from game.analysis.findings import Verdict
from game.analysis.words import SIGNS, chance_of, points, standing
from game.engine import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from game.analysis.findings import Debrief, Judged, LuckReport, TurnPart
    from game.engine import NumberInfo, Scenario
    from game.session.beside import Beside

__all__ = [
    "LABELLED",
    "bar",
    "chance_chart",
    "choice_chart",
    "largest_losses",
    "luck_strip",
    "pair_grid",
    "record_chart",
]

WIDTH: Final = 720
LEFT, RIGHT, TOP, FOOT = 44, 16, 26, 24
LINE: Final = 14.0
CELLS: Final = 3
CELL_HEIGHT: Final = 138
CELL_TOP, CELL_FOOT, CELL_GAP = 38, 28, 24
LABELLED: Final = 3
"""How many losses are labelled in place."""
HUES: Final = {
    Verdict.BEST: "pos",
    Verdict.SOUND: "pos",
    Verdict.SLIP: "gold",
    Verdict.MISTAKE: "neg",
    Verdict.BLUNDER: "neg",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a plot: `columns` places side by side, values from `low` to `high` upwards."""

    columns: int
    height: int
    low: float = 0.0
    high: float = 1.0

    def x(self, column: float) -> float:
        """Return where a column lies, from 0."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (column + 0.5) / self.columns

    def y(self, value: float) -> float:
        """Return where a value lies."""
        room = self.height - TOP - FOOT
        return TOP + room * (self.high - value) / (self.high - self.low)


def largest_losses(found: Debrief) -> tuple[TurnPart, ...]:
    """Return the turns that lost most, the largest first; none that lost nothing."""
    lost = [turn for turn in found.turns if turn.lost > 0]
    return tuple(sorted(lost, key=lambda turn: -turn.lost)[:LABELLED])


def chance_chart(scenario: Scenario, found: Debrief, title: str) -> str:
    """Return the chance over the game: a bar is what the decisions of a turn did, the line what events did."""
    frame = Frame(len(found.turns) + 1, 250)
    path: list[tuple[float, float]] = []
    bars: list[str] = []
    labels: list[str] = []
    above = (-2, 0.0)
    for column, turn in enumerate(found.turns):
        start = chance_of(scenario, turn.start)
        after = min(max(start + _decided(scenario, turn.decisions), 0.0), 1.0)
        path += [(frame.x(column), frame.y(start)), (frame.x(column), frame.y(after))]
        # A gain is outlined: on paper without colours it differs from a loss all the same.
        bars.append(_bar_between(frame, column, (start, after), HUES[turn.verdict] if after < start else "pos hollow"))
        if turn in largest_losses(found):
            y = frame.y(max(start, after)) - 7
            # Labels of neighbours stand above each other where they would meet.
            y = above[1] - LINE if column - above[0] == 1 and abs(y - above[1]) < LINE else y
            above = (column, y)
            labels.append(_loss_label(frame.x(column), y, turn))
    path.append((frame.x(len(found.turns)), frame.y(chance_of(scenario, found.turns[-1].end))))
    floor = f"{_point(path[-1][0], frame.y(0))} {_point(path[0][0], frame.y(0))}"
    inside = [
        *_percent_grid(frame),
        f'<polygon class="area" points="{_points(path)} {floor}"/>',
        f'<polyline class="line" points="{_points(path)}"/>',
        *bars,
        *labels,
        f'<circle class="dot" cx="{path[-1][0]:.1f}" cy="{path[-1][1]:.1f}" r="4"/>',
        *_columns(frame, [str(turn.turn) for turn in found.turns] + ["End"]),
    ]
    return _svg(frame, title, inside)


def choice_chart(found: Debrief, title: str) -> str:
    """Return what decisions and what luck changed, turn by turn: filled bars and hollow ones beside them."""
    most = max([abs(part) for turn in found.turns for part in (turn.choice, turn.chance)] + [1.0])
    frame = Frame(len(found.turns), 170, -most, most)
    inside = [
        _rule(frame, 0, "0"),
        *(_rule(frame, value, points(value).removesuffix(".0"), "faint") for value in (most, -most)),
    ]
    wide = min(12.0, (WIDTH - LEFT - RIGHT) / frame.columns / 3)
    for column, turn in enumerate(found.turns):
        for part, left, hollow in ((turn.choice, -wide - 1, ""), (turn.chance, 1.0, " hollow")):
            top, foot = sorted((frame.y(part), frame.y(0)))
            hue = "pos" if part >= 0 else "neg"
            inside.append(
                f'<rect class="{hue}{hollow}" x="{frame.x(column) + left:.1f}" y="{top:.1f}" width="{wide:.1f}" '
                f'height="{max(foot - top, 0.5):.1f}"/>'
            )
    return _svg(frame, title, [*inside, *_columns(frame, [str(turn.turn) for turn in found.turns])])


def record_chart(scenario: Scenario, found: Debrief, title: str) -> str:
    """Return the line that was really played, dashed, beside the student's."""
    frame = Frame(len(found.ghost), 190)
    lines = {
        "line ghost": [chance_of(scenario, row.theirs) for row in found.ghost],
        "line": [chance_of(scenario, row.yours) for row in found.ghost],
    }
    paths = {style: [(frame.x(at), frame.y(value)) for at, value in enumerate(line)] for style, line in lines.items()}
    drawn = [f'<polyline class="{style}" points="{_points(path)}"/>' for style, path in paths.items()]
    parted = [
        f'<line class="mark" x1="{frame.x(at):.1f}" x2="{frame.x(at):.1f}" y1="{TOP}" y2="{frame.y(0):.1f}"/>'
        f'<text class="small" x="{frame.x(at) + 4:.1f}" y="{TOP - 6}">parted here</text>'
        for at, row in enumerate(found.ghost)
        if row.parted
    ]
    labels = _columns(frame, [str(row.turn) for row in found.ghost])
    return _svg(frame, title, [*_percent_grid(frame), *parted, *drawn, *labels])


def luck_strip(luck: LuckReport, value: float, title: str) -> str:
    """Return where this game's value lies among those of the same decisions under other seeds."""
    frame = Frame(1, 96)

    def x(points_of: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(points_of, 0.0), 100.0) / 100

    low, quarter, half, most, high = (x(one) for one in luck.quantiles)
    inside = [
        f'<line class="axis" x1="{x(0)}" x2="{x(100)}" y1="72" y2="72"/>',
        *(f'<text class="small middle" x="{x(tick):.1f}" y="88">{tick}</text>' for tick in (0, 25, 50, 75, 100)),
        f'<line class="line" x1="{low:.1f}" x2="{high:.1f}" y1="48" y2="48"/>',
        f'<rect class="box" x="{quarter:.1f}" y="38" width="{max(most - quarter, 1):.1f}" height="20"/>',
        f'<line class="line" x1="{half:.1f}" x2="{half:.1f}" y1="36" y2="60"/>',
        f'<line class="mark" x1="{x(value):.1f}" x2="{x(value):.1f}" y1="26" y2="72"/>',
        f'<text class="small strong {_anchor(value)}" x="{x(value):.1f}" y="20">this game {value:.0f}</text>',
    ]
    return _svg(frame, title, inside)


def pair_grid(found: Beside, title: str) -> str:
    """Return every meter in two lines of a game, a small plot each: solid is the line judged, dashed the other one."""
    rows = -(-len(found.numbers) // CELLS)
    frame = Frame(1, rows * CELL_HEIGHT)
    wide = (WIDTH - (CELLS - 1) * CELL_GAP) / CELLS
    cells = [
        part
        for place, number in enumerate(found.numbers)
        for part in _cell(
            found, number, ((place % CELLS) * (wide + CELL_GAP), place // CELLS * CELL_HEIGHT), wide - CELL_GAP
        )
    ]
    return _svg(frame, title, cells)


def _cell(found: Beside, number: NumberInfo, corner: tuple[float, float], wide: float) -> Iterator[str]:
    left, top = corner
    last = max(1, len(found.turns))
    high = CELL_HEIGHT - CELL_TOP - CELL_FOOT

    span = found.span()
    low = found.low(number, span)

    def at(turn: int, level: float) -> tuple[float, float]:
        share = (level - low) / span
        return left + wide * turn / last, top + CELL_TOP + high * (1 - share)

    foot = top + CELL_TOP + high
    ours, theirs = found.levels(number)
    ends = f"last {shown(number, ours[-1])}, the other {shown(number, theirs[-1])}"
    yield f'<text class="strong" x="{left:.1f}" y="{top + 14}">{escape(number.title)}</text>'
    yield f'<text class="small" x="{left:.1f}" y="{top + 29}">{ends}</text>'
    yield f'<line class="axis" x1="{left:.1f}" x2="{left + wide:.1f}" y1="{foot}" y2="{foot}"/>'
    if found.parting:
        x = at(found.parting - 1, 0)[0]
        yield f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{top + CELL_TOP}" y2="{foot}"/>'
    for style, levels in (("line ghost", theirs), ("line", ours)):
        path = [at(turn, level) for turn, level in enumerate(levels)]
        yield f'<polyline class="{style}" points="{_points(path)}"/>'
    yield f'<text class="small start" x="{left:.1f}" y="{foot + 14}">start</text>'
    yield f'<text class="small end" x="{left + wide:.1f}" y="{foot + 14}">turn {len(found.turns)}</text>'


def bar(scenario: Scenario, one: Judged) -> str:
    """Return the chance before and after a decision as a small bar for a table."""
    before, after = (words.level(scenario, one, worth) for worth in (one.before, one.after))
    kept, moved = min(before, after), abs(after - before)
    hue = HUES[one.verdict] if after < before else "pos hollow"
    label = f"{standing(scenario, one, one.before)} before, {standing(scenario, one, one.after)} after"
    return (
        f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f'<rect class="track" width="100" height="8"/><rect class="kept" width="{100 * kept:.1f}" height="8"/>'
        f'<rect class="{hue}" x="{100 * kept:.1f}" width="{100 * moved:.1f}" height="8"/></svg>'
    )


def _decided(scenario: Scenario, decisions: Iterable[Judged]) -> float:
    return sum(chance_of(scenario, one.after) - chance_of(scenario, one.before) for one in decisions)


def _bar_between(frame: Frame, column: int, ends: tuple[float, float], hue: str) -> str:
    top, foot = frame.y(max(ends)), frame.y(min(ends))
    return (
        f'<rect class="{hue}" x="{frame.x(column) - 4:.1f}" y="{top:.1f}" width="8" height="{max(foot - top, 2):.1f}"/>'
    )


def _loss_label(x: float, y: float, turn: TurnPart) -> str:
    words = f"{SIGNS[turn.verdict]} {points(-turn.lost)}"
    style = f"small strong middle {HUES[turn.verdict]}-text"
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def _percent_grid(frame: Frame) -> Iterator[str]:
    for quarter in range(5):
        yield _rule(frame, quarter / 4, f"{25 * quarter} %", "axis" if quarter == 0 else "faint")


def _rule(frame: Frame, value: float, label: str, style: str = "axis") -> str:
    y = frame.y(value)
    return (
        f'<line class="{style}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="small end" x="{LEFT - 6}" y="{y + 4:.1f}">{escape(label)}</text>'
    )


def _columns(frame: Frame, labels: Sequence[str]) -> Iterator[str]:
    for column, label in enumerate(labels):
        yield f'<text class="small middle" x="{frame.x(column):.1f}" y="{frame.height - 6}">{escape(label)}</text>'


def _anchor(value: float) -> str:
    return "end" if value > 90 else "start" if value < 10 else "middle"  # noqa: PLR2004 - near an end of the axis


def _points(path: Iterable[tuple[float, float]]) -> str:
    return " ".join(_point(x, y) for x, y in path)


def _point(x: float, y: float) -> str:
    return f"{x:.1f},{y:.1f}"


def _svg(frame: Frame, title: str, inside: Iterable[str]) -> str:
    view, name = f"0 0 {WIDTH} {frame.height}", escape(title, quote=True)
    return f'<svg class="plot" viewBox="{view}" role="img" aria-label="{name}">{"".join(inside)}</svg>'
