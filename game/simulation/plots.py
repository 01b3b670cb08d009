"""Pictures of a batch: how often each ending came, and how each meter spread from turn to turn."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from game.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from game.simulation.fans import Fan
    from game.simulation.results import Batch

__all__ = ["ROOM", "drawn_as", "picture_form"]

FORMS: Final = ("png", "svg")
ROOM: Final = 8_000_000
"""Bytes that a picture takes at most."""
WIDTH, BAR, HEAD, CHART = 11.0, 0.34, 1.3, 2.1
"""Inches: the picture's width, the height of an ending's bar, of what stands around the bars, of a row of charts."""
DOTS: Final = 120
ACROSS: Final = 3
COLOURS: Final = ("#0072b2", "#d55e00")
"""Blue and vermilion: told apart by readers who see few colours, and in grey."""
PALE, PALER = 0.35, 0.18
STYLE: Final[dict[Any, object]] = {
    "svg.hashsalt": "middleground",
    "svg.fonttype": "none",
    "hatch.linewidth": 0.4,
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
}


def picture_form(path: Path) -> str:
    """Return the format that a picture's name asks for.

    Raises:
        UsageError: the name ends otherwise.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(f"{path}: its name must end in .png or .svg")
    return form


def drawn_as(path: Path, batches: Sequence[Batch], names: Sequence[str]) -> Callable[[IO[bytes]], None]:
    """Return what draws one batch, or two to be compared; the same batches give the same bytes.

    Args:
        path: the picture.
        batches: one or two, with their fans.
        names: what each is called.
    """
    form = picture_form(path)
    return lambda file: _draw(file, form, batches, names)


def _draw(file: IO[bytes], form: str, batches: Sequence[Batch], names: Sequence[str]) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - heavy, and only for pictures
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    fans = _fans(batches)
    rows = -(-len(fans) // ACROSS)
    endings = _endings(batches)
    head = HEAD + BAR * len(batches) * len(endings)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, head + CHART * rows + 0.3), layout="constrained")
        above: Any = figure
        if rows:
            above, below = figure.subfigures(2, 1, height_ratios=(head, CHART * rows))  # type: ignore[misc]  # an array
            _draw_fans(below, fans, rows, batches)
        _draw_endings(above.subplots(), endings, batches, names)
        origin = {"Date": None} if form == "svg" else {"Software": None}
        figure.savefig(file, format=form, dpi=DOTS, metadata=origin)


def _endings(batches: Sequence[Batch]) -> dict[str, str]:
    """Return the title of every ending of either batch by its id."""
    return {ending.id: ending.title for batch in batches for ending in batch.results.endings}


def _fans(batches: Sequence[Batch]) -> dict[str, list[Fan | None]]:
    """Return the fans of every meter by its name: one for each batch, None where a batch has no such meter."""
    held = [{fan.name: fan for fan in batch.fans.meters} if batch.fans else {} for batch in batches]
    names = dict.fromkeys(name for fans in held for name in fans)
    return {name: [fans.get(name) for fans in held] for name in names}


def _draw_endings(axes: Axes, endings: dict[str, str], batches: Sequence[Batch], names: Sequence[str]) -> None:
    thick = 0.8 / len(batches)
    for place, (batch, name) in enumerate(zip(batches, names, strict=True)):
        found = {ending.id: ending for ending in batch.results.endings}
        shown = [(row, found[one]) for row, one in enumerate(endings) if one in found]
        at = [row + thick * (place - (len(batches) - 1) / 2) for row, _ in shown]
        shares = [100 * ending.share for _, ending in shown]
        whiskers = (
            [max(0.0, 100 * (ending.share - ending.low)) for _, ending in shown],
            [max(0.0, 100 * (ending.high - ending.share)) for _, ending in shown],
        )
        axes.barh(at, shares, thick * 0.9, color=COLOURS[place], alpha=0.8, label=name)
        axes.errorbar(shares, at, xerr=whiskers, fmt="none", ecolor="#333333", elinewidth=1, capsize=2)
        for height, (_, ending) in zip(at, shown, strict=True):
            axes.annotate(
                f"{100 * ending.share:.1f} %",
                (100 * ending.high, height), (4, 0), textcoords="offset points", va="center", fontsize=8,
            )  # fmt: skip
    axes.set_yticks(range(len(endings)), list(endings.values()))
    axes.invert_yaxis()
    axes.set_xlim(0, None)
    axes.margins(x=0.1)
    axes.set_xlabel("% of the games, with its 95 % interval")
    axes.set_title(_title(batches))
    if len(batches) > 1:
        axes.legend(frameon=False)


def _title(batches: Sequence[Batch]) -> str:
    first = batches[0].results
    seeds = f"seeds {first.seed} to {first.seed + first.games - 1}"
    if len(batches) > 1:
        return f"How the games ended: the same luck twice, {seeds}"
    return f"How {first.games} games of {first.scenario} by {first.policy} ended, {seeds}"


def _draw_fans(figure: Any, fans: dict[str, list[Fan | None]], rows: int, batches: Sequence[Batch]) -> None:  # noqa: ANN401 - a SubFigure or a Figure
    grid = figure.subplots(rows, ACROSS, squeeze=False)
    spread = "half of the games (dark) and nine of ten (pale)" if len(batches) == 1 else "half of the games"
    title = f"Each meter as turn after turn ends: the median, {spread}, without the games that had ended before"
    figure.suptitle(title, x=0.01, ha="left")
    for axes, held in zip(grid.flat, fans.values(), strict=False):
        for place, fan in enumerate(held):
            if fan is not None:
                _draw_fan(axes, fan, place, wide=len(held) == 1)
    for axes in list(grid.flat)[len(fans) :]:
        axes.set_visible(False)


def _draw_fan(axes: Axes, fan: Fan, place: int, *, wide: bool) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as above

    turns = range(1, 1 + len(fan.rows))
    lowest, low, median, high, highest = zip(*fan.rows, strict=True)
    if wide:
        axes.fill_between(turns, lowest, highest, color=COLOURS[place], alpha=PALER, linewidth=0)
    if place:
        # An outline with strokes: two filled bands on each other would blend to a third colour.
        band: dict[str, Any] = {"facecolor": "none", "edgecolor": COLOURS[place], "hatch": "////", "linewidth": 0.8}
    else:
        band = {"color": COLOURS[place], "alpha": PALE, "linewidth": 0}
    axes.fill_between(turns, low, high, **band)
    axes.plot(turns, median, color=COLOURS[place], linestyle="--" if place else "-")
    axes.set_title(f"{fan.title} (hidden)" if fan.hidden else fan.title)
    axes.set_ylim(fan.low, fan.high)
    axes.set_xlim(1, max(2, len(fan.rows)))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
