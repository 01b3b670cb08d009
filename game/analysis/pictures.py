"""The pictures of a debrief wherever it is made: by compiled rules, else by plain ones, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis import debrief as core
from game.simulation import kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import Debrief
    from game.session.session import Session

__all__ = ["pictures"]


def pictures(session: Session) -> Iterator[tuple[Debrief, str]]:
    """Yield each picture of a finished game, and why plain rules are played, empty where they are not.

    Raises:
        ValueError: the game has not ended.
    """
    why = "" if kernel.can_compile() else "llvmlite is not installed"
    try:
        for found in core.debrief(session):
            yield found, why
    except OSError as error:
        # Only the making of compiled rules touches the disk.
        why = f"nothing can be kept in {kernel.kernels_folder()} ({error.strerror or error})"
        for found in core.debrief(session, compiled=False):
            yield found, why
