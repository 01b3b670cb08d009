"""What exploring came to as one page with plots: a file that needs no other."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

from game.simulation.explore import plots
from game.simulation.explore.findings import opening
from game.simulation.explore.targets import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.errors import Finding
    from game.simulation.explore.results import Explored

__all__ = ["page_of"]

TEMPLATE = "page.html.jinja"
PLURALS = {kind: f"{kind.capitalize()}s" for kind in KINDS} | {"reply": "Replies"}


def page_of(explored: Explored, found: Sequence[Finding], name: str, title: str) -> str:
    """Return the page as text.

    Args:
        explored: what exploring came to.
        found: the findings.
        name: the id or path by which the scenario is opened.
        title: the scenario's title.
    """
    template = Environment(autoescape=True).from_string(
        files("game.simulation.explore").joinpath(TEMPLATE).read_text(encoding="utf-8")
    )
    kinds = {kind: [target for target in explored.targets if target.kind == kind] for kind in KINDS}
    # The plots are made of numbers and ids by matplotlib, which escapes them.
    drawn = {
        plot.__name__: Markup(plot(explored))  # noqa: S704 - see above
        for plot in (plots.endings_plot, plots.players_plot, plots.worth_plot, plots.loops_plot)
    }
    return template.render(
        explored=explored,
        found=found,
        title=title,
        kinds={kind: targets for kind, targets in kinds.items() if targets},
        opened={target.path: opening(name, target.first) if target.first else "" for target in explored.targets},
        plural=PLURALS,
        **drawn,
    )
