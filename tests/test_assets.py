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


def baked(python: Path, target: Path, *parts: str) -> subprocess.CompletedProcess[str]:
    """Run the script into a folder of its own."""
    command = [str(python), str(BAKE), *parts, "--into", str(target)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


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
    assert not baked(Path(sys.executable), tmp_path, "sounds").returncode
    for file in (ASSETS / "sounds").glob("*.wav"):
        pairs = zip(samples(file), samples(tmp_path / "sounds" / file.name), strict=True)
        assert max(abs(one - other) for one, other in pairs) <= 1


def test_the_map_is_made_again_as_it_is(tmp_path: Path) -> None:
    """The script makes the committed map from its package, to the last byte."""
    done = baked(Path(sys.executable), tmp_path, "map")
    if "FetchError" in done.stderr:
        pytest.skip(f"the package cannot be fetched: {done.stderr.splitlines()[-1]}")
    assert digests(tmp_path) == {name: digest for name, digest in manifest().items() if name.startswith("map/")}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not os.environ.get("BAKE"), reason="downloads 40 MB of packages: BAKE=1 asks for it")
def test_everything_is_made_again_from_its_packages(tmp_path: Path) -> None:
    """Flags, icons and fonts too come out the same to the last byte, from the packages and tools that are named."""
    environment, made = tmp_path / "tools", tmp_path / "made"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(TOOLS)]
    subprocess.run(command, check=True)
    done = baked(python, made)
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
