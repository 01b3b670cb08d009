"""Plots of what exploring came to, as SVG to stand inside a page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from game.simulation.explore.results import Explored

__all__ = ["endings_plot", "loops_plot", "players_plot", "worth_plot"]

INK, SOFT, GOOD, BAD, MARK = "#1f2a36", "#c9d1da", "#2f7d5b", "#b2452f", "#2b5f9e"
WIDTH = 8.0
ROW = 0.26
MARGIN = 0.9
SHOWN_WORTHS = 24
# Endings side by side in one bar: far apart in lightness too, so that they differ without colours.
SHADES = ("#16324f", "#b2452f", "#5b8e7d", "#e0b04a", "#7a6ea5", "#8fb9d9", "#444b54", "#d98c5f", "#a3c585", "#d9dee4")


def players_plot(explored: Explored) -> str:
    """Return how the games of each player ended: a bar of shares for each."""
    axes, figure = _axes(len(explored.parts), "share of games, %")
    names = [part.policy for part in explored.parts]
    left = [0.0] * len(names)
    for place, ending in enumerate(explored.endings):
        shares = [100 * part.endings[place].share for part in explored.parts]
        axes.barh(names, shares, left=left, color=SHADES[place % len(SHADES)], label=ending.id, height=0.7)
        left = [start + share for start, share in zip(left, shares, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    figure.legend(loc="outside right upper", fontsize=8, frameon=False)
    return _svg(figure, "players")


def endings_plot(explored: Explored) -> str:
    """Return the share of each ending over all games, with its interval."""
    axes, figure = _axes(len(explored.endings), "share of all games, % (line: 95 % interval)")
    names = [ending.id for ending in explored.endings]
    shares = [100 * ending.share for ending in explored.endings]
    below = [100 * max(0.0, ending.share - ending.low) for ending in explored.endings]
    above = [100 * max(0.0, ending.high - ending.share) for ending in explored.endings]
    axes.barh(names, shares, color=MARK, height=0.6, xerr=[below, above], ecolor=INK)
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    return _svg(figure, "endings")


def worth_plot(explored: Explored) -> str:
    """Return what the best and the worst moves are worth when they are always sent, with intervals."""
    every = list(explored.worths)
    half = SHOWN_WORTHS // 2
    shown = every if len(every) <= SHOWN_WORTHS else [*every[:half], *every[-half:]]
    axes, figure = _axes(len(shown), "points of the ending's value against even play (line: 95 % interval)")
    for place, worth in enumerate(shown):
        colour = GOOD if worth.low > 0 else BAD if worth.high < 0 else INK
        axes.plot([worth.low, worth.high], [place, place], color=colour, linewidth=1.5)
        axes.plot([worth.always], [place], "o", color=colour, markersize=5)
        if worth.half is not None:
            axes.plot([worth.half], [place], "|", color=colour, markersize=9)
    axes.axvline(0, color=SOFT, zorder=0)
    axes.set_yticks(range(len(shown)), [worth.move for worth in shown])
    axes.invert_yaxis()
    return _svg(figure, "worth")


def loops_plot(explored: Explored) -> str:
    """Return the value of the best loops beside that of the players."""
    rows = [(part.policy, part.mean_value, MARK) for part in explored.parts]
    rows += [(" + ".join(loop.moves), loop.mean_value, GOOD) for loop in explored.loops]
    rows.sort(key=lambda row: -row[1])
    axes, figure = _axes(len(rows), "mean value of the ending (green: loops)")
    axes.barh([name for name, _, _ in rows], [value for _, value, _ in rows], color=[hue for _, _, hue in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    return _svg(figure, "loops")


def _axes(rows: int, label: str) -> tuple[Axes, Figure]:
    figure = Figure(figsize=(WIDTH, MARGIN + ROW * max(rows, 1)), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(label, fontsize=9)
    axes.tick_params(labelsize=9, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return axes, figure


def _svg(figure: Figure, name: str) -> str:
    """Return a figure as an element; the same figure is the same text, and no two share an id."""
    file = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = file.getvalue()
    text = text[text.index("<svg") :]
    return re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{name}_", text)
