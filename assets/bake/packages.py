"""The packages that the baked files come from, by name and version, and their download into a folder."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the npm registry."""

    name: str
    version: str

    @property
    def folder(self) -> str:
        """The name of the folder that the package is unpacked into."""
        return self.name.replace("@", "").replace("/", "-")


MAP: Final = Package("world-atlas", "2.0.2")
FLAGS: Final = Package("flag-icons", "7.5.0")
ICONS: Final = Package("lucide-static", "1.62.0")
FONTS: Final = {
    "latin": Package("@expo-google-fonts/ibm-plex-sans", "0.4.1"),
    "korean": Package("@expo-google-fonts/ibm-plex-sans-kr", "0.2.3"),
    "japanese": Package("@expo-google-fonts/ibm-plex-sans-jp", "0.4.1"),
    "voice": Package("@expo-google-fonts/gowun-batang", "0.4.1"),
}


class FetchError(Exception):
    """A package could not be fetched."""


def fetch(package: Package, cache: Path) -> Path:
    """Return the folder of an unpacked package below `cache`; download it where it is not there yet.

    Raises:
        FetchError: npm is missing, or answers with an error.
    """
    unpacked = cache / f"{package.folder}-{package.version}"
    if not unpacked.is_dir():
        archive = _download(package, cache)
        # Unpacked beside its place and moved there at the end, so that a half one never counts as whole.
        partial = cache / f"{unpacked.name}.partial"
        with tarfile.open(archive) as content:
            content.extractall(partial, filter="data")
        partial.rename(unpacked)
    return unpacked / "package"


def _download(package: Package, cache: Path) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    asked = f"{package.name}@{package.version}"
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError(f"{asked} cannot be fetched: npm is not installed")
    command = [npm, "pack", "--silent", asked]
    try:
        done = subprocess.run(  # noqa: S603 - the names stand above
            command, cwd=cache, capture_output=True, text=True, check=True, timeout=PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise FetchError(f"{asked} cannot be fetched: {error}") from error
    return cache / done.stdout.split()[-1]
