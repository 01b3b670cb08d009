"""The first picture: the map and the name of the game where the title has them, before anything slow is loaded.

It must not import the engine, a session or a scenario, nor anything that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.geography import View
from game.window.kit.panel import Box
from game.window.kit.pen import Pen
from game.window.map.base import LEGEND, paint_sketch
from game.window.theme import rgb
from game.window.widgets.menu import paint_heading

if TYPE_CHECKING:
    from game.window.stage import Stage

LEFT, NARROW_LEFT = 480.0, 440.0
SAVES_HEIGHT = 160.0


def title_boxes(stage: Stage, *, saves: bool) -> dict[str, Box]:
    """Return the place of the menu, the region and the row of saved games, where there are any."""
    width, height = stage.width, stage.height
    left = NARROW_LEFT if stage.compact else LEFT
    low = height - SAVES_HEIGHT if saves else height
    return {
        "menu": Box(0, 0, left, low),
        "region": Box(left, 0, width - left, low),
        "saves": Box(0, low, width, SAVES_HEIGHT),
    }


def paint_opening(surface: pygame.Surface, stage: Stage) -> None:
    """Draw the name of the game and the map; the title then only adds to it."""
    saves = stage.saves is not None and any(stage.saves.glob("*.json"))
    boxes = title_boxes(stage, saves=saves)
    surface.fill(rgb(stage.palette.panel))
    px, menu, region = stage.drawing.px, boxes["menu"], boxes["region"]
    view = View(region.width, region.height - LEGEND)
    ground = pygame.Surface((px(view.width), px(view.height)))
    paint_sketch(Pen(stage.drawing, ground), view, stage.coasts)
    surface.blit(ground, (px(region.x), px(region.y)))
    area = pygame.Rect(0, 0, px(menu.width), px(menu.height)).clip(surface.get_rect())
    # The panel's own height decides how the name stands, also where only a part of it is visible.
    page = pygame.Surface((px(menu.width), px(menu.height)))
    page.fill(rgb(stage.palette.panel))
    pen = Pen(stage.drawing, page)
    paint_heading(pen)
    pen.layer()
    surface.blit(page, area, area)
