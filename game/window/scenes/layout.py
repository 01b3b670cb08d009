"""Where the panels of the desk stand: three columns above two strips, roomy or compact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.kit.panel import Box
from game.window.stage import DESIGN, ROOMY
from game.window.widgets.gauge import CAPTIONED
from game.window.widgets.gauge import ROOMY as ROOMY_GAUGE
from game.window.widgets.meter import MeterPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.window.kit.panel import Panel
    from game.window.stage import Stage

TOP, NEWS, TURNS = 46.0, 40.0, 58.0
LEFT, COMPACT_LEFT = 288.0, 236.0
RIGHT, COMPACT_RIGHT = 428.0, 372.0
DOSSIER, COMPACT_DOSSIER = 240.0, 196.0
METER_SHARE = 100.0 / 63.0
"""How much higher the meter of a capital is than a gauge."""

METER_LEAST, GAUGE_LEAST = 82.0, 38.0
METER_MOST, GAUGE_MOST = 128.0, 72.0
"""Few numbers are not stretched over the whole column: they keep the heights that the design gives them."""


def desk_layout(stage: Stage, readings: Sequence[Panel]) -> dict[str, Box]:
    """Return the box of every panel of the desk by name, on a desk of the stage's logical size.

    The wordings have the map's box and the consequences that of the moves: they lie there instead.
    """
    width, height = stage.width, stage.height
    body = height - TOP - NEWS - TURNS
    left, right = (COMPACT_LEFT, COMPACT_RIGHT) if stage.compact else (LEFT, RIGHT)
    dossier = COMPACT_DOSSIER if height < ROOMY[1] else DOSSIER + max(0.0, height - DESIGN[1]) / 2
    middle = Box(left, TOP, width - left - right, body - dossier)
    list_of_moves = Box(width - right, TOP, right, body)
    boxes = {
        "top": Box(0, 0, width, TOP),
        "map": middle,
        "wordings": middle,
        "dossier": Box(left, middle.bottom, middle.width, dossier),
        "moves": list_of_moves,
        "consequences": list_of_moves,
        "news": Box(0, height - NEWS - TURNS, width, NEWS),
        "turns": Box(0, height - TURNS, width, TURNS),
    }
    return boxes | _readings(readings, left, body)


def heights(body: float, meters: int, gauges: int) -> tuple[float, float]:
    """Return the heights of a meter and of a gauge that share a column.

    In a low column the gauges give up their air, then their captions, so that the meters keep their sparklines.
    """
    unit = body / max(1.0, meters * METER_SHARE + gauges)
    if unit < ROOMY_GAUGE and meters and gauges:
        spare = (body - METER_LEAST * meters) / gauges
        unit = CAPTIONED if spare >= CAPTIONED else max(min(unit, GAUGE_LEAST), spare)
        return min(METER_MOST, (body - unit * gauges) / meters), unit
    return min(METER_MOST, unit * METER_SHARE), min(GAUGE_MOST, unit)


def _readings(readings: Sequence[Panel], width: float, body: float) -> dict[str, Box]:
    """Return the boxes of the meters and gauges, one below the other; the last one takes what is left."""
    meters = sum(isinstance(panel, MeterPanel) for panel in readings)
    meter, gauge = heights(body, meters, len(readings) - meters)
    boxes: dict[str, Box] = {}
    y = TOP
    for panel in readings:
        high = meter if isinstance(panel, MeterPanel) else gauge
        if panel is readings[-1]:
            high = TOP + body - y
        boxes[panel.name] = Box(0, y, width, high)
        y += high
    return boxes
