"""The icons: those of Lucide that the window and the scenarios name, as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def bake(package: Path, target: Path, names: Iterable[str]) -> None:
    """Copy the named icons; `package` is the unpacked lucide-static."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        (target / name).write_bytes((package / "icons" / name).read_bytes())
