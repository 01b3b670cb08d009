"""The flags as PNG pictures: the library that draws the window cannot read the vectors, which reuse their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import resvg_py

if TYPE_CHECKING:
    from pathlib import Path

COUNTRIES: Final = ("cn", "jp", "kp", "kr", "us")
WIDTHS: Final = (24, 48, 96)


def bake(package: Path, target: Path) -> None:
    """Draw every flag in every width; `package` is the unpacked flag-icons."""
    target.mkdir(parents=True, exist_ok=True)
    for country in COUNTRIES:
        vector = package / "flags" / "4x3" / f"{country}.svg"
        for width in WIDTHS:
            picture = resvg_py.svg_to_bytes(svg_path=str(vector), width=width)
            (target / f"{country}-{width}.png").write_bytes(bytes(picture))
