"""Make the files under `assets/` from their sources again.

    python assets/bake/bake.py [--into FOLDER] [--packages FOLDER] [PART ...]

PART is one of sounds, map, flags, icons, fonts; without one, all are made. The sounds need nothing. The other parts
need npm, which fetches the packages named in `packages.py`, and the fonts and flags what `tools.txt` names for pip.
`manifest.json` notes the digest of every file, so that a change that no script made is found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import packages

if TYPE_CHECKING:
    from collections.abc import Callable

ASSETS = Path(__file__).resolve().parent.parent
MANIFEST = Path(__file__).resolve().parent / "manifest.json"
FOLDERS = ("flags", "fonts", "icons", "map", "sounds")


def sounds(target: Path, _: Path) -> None:
    """Make the sounds."""
    from sounds import bake  # noqa: PLC0415 - a part loads only what it needs

    bake(target / "sounds")


def coasts(target: Path, cache: Path) -> None:
    """Make the map."""
    from coasts import bake  # noqa: PLC0415 - as above

    bake(packages.fetch(packages.MAP, cache), target / "map")


def flags(target: Path, cache: Path) -> None:
    """Make the flags; needs resvg-py."""
    from flags import bake  # noqa: PLC0415 - as above

    bake(packages.fetch(packages.FLAGS, cache), target / "flags")


def icons(target: Path, cache: Path) -> None:
    """Make the icons: those that stand in the manifest or lie in the folder."""
    from icons import bake  # noqa: PLC0415 - as above

    names = {Path(name).name for name in read_manifest() if name.startswith("icons/")}
    names |= {file.name for file in (ASSETS / "icons").glob("*.svg")}
    bake(packages.fetch(packages.ICONS, cache), target / "icons", sorted(names))


def fonts(target: Path, cache: Path) -> None:
    """Make the fonts; needs fonttools."""
    from typefaces import bake  # noqa: PLC0415 - as above

    bake({script: packages.fetch(package, cache) for script, package in packages.FONTS.items()}, target / "fonts")


PARTS: dict[str, Callable[[Path, Path], None]] = {
    "sounds": sounds, "map": coasts, "flags": flags, "icons": icons, "fonts": fonts,
}  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every baked file below a folder, by its path there."""
    files = sorted(file for part in FOLDERS for file in (folder / part).glob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def read_manifest() -> dict[str, str]:
    """Return the digests as they were noted; none before the first time."""
    if not MANIFEST.is_file():
        return {}
    noted: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return noted


def main() -> None:
    """Read the command line and make what it names."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS))
    reader.add_argument("--into", type=Path, default=ASSETS, help="the folder to write to (default: assets)")
    reader.add_argument("--packages", type=Path, help="a folder that keeps fetched packages (default: none is kept)")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as unkept:
        for part in asked.parts or PARTS:
            PARTS[part](asked.into, asked.packages or Path(unkept))
    if asked.into == ASSETS:
        MANIFEST.write_text(json.dumps(digests(ASSETS), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
