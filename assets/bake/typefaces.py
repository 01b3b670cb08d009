"""The fonts: subsets with names of their own, and which characters each of them holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from fontTools import subset
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DASHES_AND_QUOTES: Final = (*range(0x2010, 0x2017), *range(0x2018, 0x201B), *range(0x201C, 0x201F))
MARKS: Final = "†‡•‣‥…‰₩€←↑→↓↔↗↘\u2212≈≠≤≥▲△▶▼▽◀○●✓"
LATIN: Final = frozenset((*range(0x20, 0x7F), *range(0xA0, 0x180), *DASHES_AND_QUOTES, *map(ord, MARKS)))
EAST_ASIAN_MARKS: Final = frozenset(
    (*range(0x3000, 0x3004), *range(0x3008, 0x3012), *range(0x3013, 0x301D), *range(0x3131, 0x3164), 0x318D)
)
NAMES_IN_HAN: Final = "ウシソトルワン中京北国壌壤平日朝本東盛米美韓首鮮"
"""What capitals are called in China and Japan: the only use of these scripts."""

WEIGHTS: Final = {"400": "400Regular", "500": "500Medium", "600": "600SemiBold", "700": "700Bold"}
FAMILY, UNIQUE, FULL, POSTSCRIPT, TRADEMARK, TYPOGRAPHIC, STYLE, VARIATIONS = 1, 3, 4, 6, 7, 16, 17, 25
"""Numbers of names inside a font that tell its family."""


def hangul() -> frozenset[int]:
    """Return the 2,350 syllables of the Korean standard KS X 1001, which stand in rows 16 to 40 of its table."""
    codes = (bytes((row, column)) for row in range(0xB0, 0xC9) for column in range(0xA1, 0xFF))
    return frozenset(ord(code.decode("euc_kr")) for code in codes)


def bake(packages: dict[str, Path], target: Path) -> None:
    """Write all fonts; `packages` are the unpacked ones, by script."""
    target.mkdir(parents=True, exist_ok=True)
    syllables = hangul()
    for weight in ("400", "600", "700"):
        reduce(source(packages["latin"], weight), target / f"ui-{weight}.ttf", LATIN)
    for weight in ("400", "600"):
        reduce(source(packages["korean"], weight), target / f"ko-{weight}.ttf", syllables | EAST_ASIAN_MARKS)
    reduce(source(packages["japanese"], "500"), target / "han-500.ttf", map(ord, NAMES_IN_HAN))
    for weight in ("400", "700"):
        # The strokes of this face need no hints, which would add a third to its size.
        file = target / f"voice-{weight}.ttf"
        reduce(source(packages["voice"], weight), file, LATIN | syllables | EAST_ASIAN_MARKS, hints=False)
    write_coverage(target)


def source(package: Path, weight: str) -> Path:
    """Return the file of an upright weight in a package."""
    return next(package.rglob(f"*_{WEIGHTS[weight]}.ttf"))


def reduce(file: Path, target: Path, characters: Iterable[int], *, hints: bool = True) -> None:
    """Write a font with some characters only; the reserved name "Plex" goes, because a subset is a modified version."""
    options = subset.Options()
    options.layout_features = ["kern", "liga", "locl"]
    options.hinting = hints
    options.notdef_outline = True
    options.drop_tables += ["BASE", "vhea", "vmtx"]  # only for text from top to bottom
    options.recalc_timestamp = False
    options.name_IDs = ["*"]
    font = subset.load_font(str(file), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    if "Plex" in font["name"].getDebugName(FAMILY):
        rename(font, *target.stem.split("-"))
    font.save(target)


def rename(font: TTFont, family: str, weight: str) -> None:
    """Give a font a name of our own."""
    ours = f"Desk {family.title()}"
    names = {
        FAMILY: f"{ours} {weight}",
        UNIQUE: f"{ours}{weight}",
        FULL: f"{ours} {weight}",
        POSTSCRIPT: f"{ours}{weight}".replace(" ", ""),
        TYPOGRAPHIC: ours,
        STYLE: weight,
        VARIATIONS: ours.replace(" ", ""),
    }
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID == TRADEMARK:
            font["name"].names.remove(record)


def write_coverage(folder: Path) -> None:
    """Note which characters each font holds, as ranges: the window cannot ask a font for that."""
    found = {file.stem: list(ranges(TTFont(file).getBestCmap())) for file in sorted(folder.glob("*.ttf"))}
    (folder / "coverage.json").write_text(json.dumps(found, separators=(",", ":")), encoding="utf-8")


def ranges(characters: Iterable[int]) -> Iterator[list[int]]:
    """Yield first and last of every unbroken run."""
    run: list[int] = []
    for character in sorted(characters):
        if run and character != run[1] + 1:
            yield run
            run = []
        run = [run[0] if run else character, character]
    if run:
        yield run
