"""What lies under `assets/` is what the bake scripts make, and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import wave
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parent.parent / "assets"
BAKE = ASSETS / "bake" / "bake.py"
BAKED = ("flags", "fonts", "icons", "map", "sounds")
TOOLS = ASSETS / "bake" / "tools.txt"


def manifest() -> dict[str, str]:
    """Return the digests that were noted when the files were made."""
    noted: dict[str, str] = json.loads((ASSETS / "bake" / "manifest.json").read_text(encoding="utf-8"))
    return noted


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every baked file below a folder."""
    files = [file for part in BAKED for file in (folder / part).glob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def samples(file: Path) -> tuple[int, ...]:
    """Return the samples of a sound."""
    with wave.open(str(file)) as sound:
        return struct.unpack(f"<{sound.getnframes()}h", sound.readframes(sound.getnframes()))


def test_every_file_is_the_one_that_was_made() -> None:
    """No file was changed, added or lost since the scripts wrote the manifest."""
    assert digests(ASSETS) == manifest()


def test_a_file_changed_by_hand_is_found(tmp_path: Path) -> None:
    """One more byte in one file, or one file more, is a difference to the manifest."""
    shutil.copytree(ASSETS / "sounds", tmp_path / "sounds")
    noted = {name: digest for name, digest in manifest().items() if name.startswith("sounds/")}
    assert digests(tmp_path) == noted
    with (tmp_path / "sounds" / "stamp.wav").open("ab") as file:
        file.write(b"\0")
    assert digests(tmp_path) != noted


def test_the_sounds_are_made_again_as_they_are(tmp_path: Path) -> None:
    """The script computes the committed samples; another machine's sine may differ in the last step."""
    subprocess.run([sys.executable, str(BAKE), "sounds", "--into", str(tmp_path)], check=True)
    for file in (ASSETS / "sounds").glob("*.wav"):
        pairs = zip(samples(file), samples(tmp_path / "sounds" / file.name), strict=True)
        assert max(abs(one - other) for one, other in pairs) <= 1


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_everything_is_made_again_from_its_packages(tmp_path: Path) -> None:
    """Map, flags, icons and fonts come out the same to the last byte from the packages that are named."""
    environment, made = tmp_path / "tools", tmp_path / "made"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(TOOLS)]
    if subprocess.run(install, check=False).returncode:
        pytest.skip("the tools for baking cannot be fetched")
    done = subprocess.run([str(python), str(BAKE), "--into", str(made)], capture_output=True, text=True, check=False)
    if "FetchError" in done.stderr:
        pytest.skip(f"the packages cannot be fetched: {done.stderr.splitlines()[-1]}")
    assert not done.returncode, done.stderr
    noted = {name: digest for name, digest in manifest().items() if not name.startswith("sounds/")}
    assert {name: digest for name, digest in digests(made).items() if not name.startswith("sounds/")} == noted


def test_no_font_carries_a_reserved_name() -> None:
    """A subset is a modified version: the name "Plex" is reserved and stands in none, in either encoding."""
    fonts = [file.read_bytes() for file in (ASSETS / "fonts").glob("*.ttf")]
    assert fonts
    assert not [font for font in fonts if b"Plex" in font or "Plex".encode("utf-16-be") in font]


def test_every_folder_stands_in_the_notice() -> None:
    """Each folder of files has a line in the notice that says where they come from, and each licence is there."""
    notice = (ASSETS / "NOTICE.md").read_text(encoding="utf-8")
    assert all(f"`{folder}/" in notice for folder in BAKED)
    assert all(file.name in notice for file in (ASSETS / "licences").iterdir())
