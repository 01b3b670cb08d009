"""Everything a painter needs at one scale: fonts with fallback, text, wrapped lines, icons and flags, all kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

import pygame

from game.window.theme import Palette, Role, rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

SMALLEST_TEXT = 12
"""No text on the screen is smaller than this many physical pixels."""

TEXTS_KEPT = 1000
"""A full desk writes some three hundred lines; more than a few desks' worth would only cost memory."""

LETTERS = {"cn": "B", "us": "W", "jp": "T", "kp": "P", "kr": "S"}
"""What stands for a flag on a badge: the letter of the capital, which is also its key at the desk."""


@dataclass(frozen=True, slots=True)
class TextImage:
    """A rendered line of text; `rise` moves it so that lines of several fonts share a baseline."""

    surface: pygame.Surface
    rise: int


class Faces:
    """The fonts that come with the game, and which characters each one holds.

    `Font.metrics` does not report missing glyphs, so the coverage is a file beside the fonts.
    """

    def __init__(self, assets: Path) -> None:
        """Read the coverage of the fonts in `assets`."""
        self.assets = assets
        ranges = json.loads((assets / "fonts" / "coverage.json").read_text(encoding="utf-8"))
        self._covered = {
            face: frozenset(code for low, high in parts for code in range(low, high + 1))
            for face, parts in ranges.items()
        }

    def holds(self, face: str, character: str) -> bool:
        """Return whether a face has a glyph for a character."""
        return ord(character) in self._covered[face]

    def face_for(self, face: str, character: str) -> str:
        """Return the first face of the chain that has the character: Latin, Korean, then Chinese and Japanese."""
        return next((known for known in self.chain(face) if self.holds(known, character)), face)

    def chain(self, face: str) -> tuple[str, ...]:
        """Return the faces to be tried for text in `face`, best first."""
        korean = "ko-400" if face.endswith("400") else "ko-600"
        return (face, korean, "han-500")

    def covers(self, text: str, face: str) -> bool:
        """Return whether every character of a text can be shown."""
        return all(any(self.holds(known, one) for known in self.chain(face)) for one in text)


@lru_cache(maxsize=1)
def read_faces(assets: Path) -> Faces:
    """Return the fonts that come with the game, read once."""
    return Faces(assets)


def kept_together(text: str) -> list[str]:
    """Return the words of a text; a per cent sign stays with its number, so that no line begins with it."""
    words: list[str] = []
    for word in text.split():
        if word.startswith("%") and words:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


@dataclass(eq=False)
class Drawing:
    """A palette and a scale, with everything already drawn at that scale; with `badges`, letters stand for flags."""

    faces: Faces
    palette: Palette
    scale: float = 1.0
    badges: bool = False
    _fonts: dict[tuple[str, int], pygame.font.Font] = field(default_factory=dict)
    _texts: dict[tuple[str, Role, str], TextImage] = field(default_factory=dict)
    _images: dict[Hashable, pygame.Surface] = field(default_factory=dict)

    def px(self, value: float) -> int:
        """Return a logical length in physical pixels; every size of the window is rounded here."""
        return round(value * self.scale)

    def colour(self, name: str) -> str:
        """Return a colour by its meaning; a colour itself is returned as it is."""
        return name if name.startswith("#") or name == "none" else str(getattr(self.palette, name))

    def font(self, face: str, size: int) -> pygame.font.Font:
        """Return a font at a logical size."""
        key = (face, size)
        if key not in self._fonts:
            path = self.faces.assets / "fonts" / f"{face}.ttf"
            self._fonts[key] = pygame.font.Font(path, max(SMALLEST_TEXT, self.px(size)))
        return self._fonts[key]

    def runs(self, text: str, role: Role) -> list[tuple[pygame.font.Font, str]]:
        """Return a text cut where its font must change."""
        if text.isascii():
            return [(self.font(role.face, role.size), text)]
        runs: list[tuple[pygame.font.Font, str]] = []
        for character in text:
            font = self.font(self.faces.face_for(role.face, character), role.size)
            if runs and runs[-1][0] is font:
                runs[-1] = (font, runs[-1][1] + character)
            else:
                runs.append((font, character))
        return runs

    def text(self, text: str, role: Role, colour: str) -> TextImage:
        """Return a line of text as a picture."""
        key = (text, role, self.colour(colour))
        if key not in self._texts:
            if len(self._texts) > TEXTS_KEPT:
                self._texts.clear()
            self._texts[key] = self._render(text, role, self.colour(colour))
        return self._texts[key]

    def _render(self, text: str, role: Role, colour: str) -> TextImage:
        runs = self.runs(text, role)
        base = self.font(role.face, role.size).get_ascent()
        images = [font.render(part, True, rgb(colour)) for font, part in runs]
        if len(images) == 1:
            return TextImage(images[0], base - runs[0][0].get_ascent())
        ascent = max((font.get_ascent() for font, _ in runs), default=base)
        below = max((font.get_height() - font.get_ascent() for font, _ in runs), default=0)
        whole = pygame.Surface((max(1, sum(one.get_width() for one in images)), ascent + below + 2), pygame.SRCALPHA)
        x = 0
        for (font, _), image in zip(runs, images, strict=True):
            whole.blit(image, (x, ascent - font.get_ascent()))
            x += image.get_width()
        return TextImage(whole, base - ascent)

    def width(self, text: str, role: Role) -> float:
        """Return the logical width of a line of text."""
        return sum(font.size(part)[0] for font, part in self.runs(text, role)) / self.scale

    def height(self, role: Role) -> float:
        """Return the logical height of a line of text."""
        return self.font(role.face, role.size).get_height() / self.scale

    def wrap(self, text: str, width: float, role: Role) -> list[str]:
        """Return a text as lines that are at most `width` wide; a longer word stands on a line of its own."""
        lines: list[str] = []
        line = ""
        for word in kept_together(text):
            longer = f"{line} {word}" if line else word
            if line and self.width(longer, role) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        return [*lines, line] if line else lines

    def icon(self, name: str, size: float, colour: str = "ink2") -> pygame.Surface:
        """Return an icon in a colour."""
        value = self.colour(colour)
        return self._image(("icon", name, size, value), lambda: self._load_icon(name, size, value))

    def _load_icon(self, name: str, size: float, colour: str) -> pygame.Surface:
        path = self.faces.assets / "icons" / f"{name}.svg"
        if not path.is_file():
            path = path.with_name("flag.svg")
        text = path.read_text(encoding="utf-8").replace("currentColor", colour)
        side = self.px(size)
        return pygame.image.load_sized_svg(BytesIO(text.encode()), (side, side)).convert_alpha()

    def flag(self, country: str, width: float) -> pygame.Surface:
        """Return a flag with a thin outline, or its badge; an unknown country gets an empty field."""
        make = self._badge if self.badges else self._load_flag
        return self._image(("flag", country, width), lambda: make(country, width))

    def _badge(self, country: str, width: float) -> pygame.Surface:
        """Return a field of a flag's size with the letter of the capital."""
        size = (self.px(width), round(self.px(width) * 0.75))
        image = pygame.Surface(size, pygame.SRCALPHA)
        pygame.draw.rect(image, rgb(self.palette.sunk), image.get_rect(), border_radius=self.px(2))
        pygame.draw.rect(image, rgb(self.palette.ink2), image.get_rect(), 1, border_radius=self.px(2))
        face = self.font("ui-700", max(SMALLEST_TEXT, round(width * 0.54)))
        letter = face.render(LETTERS.get(country, country[:1].upper()), True, rgb(self.palette.ink))
        # Centred by what is seen of the letter: its line is higher than a badge.
        seen = letter.get_bounding_rect()
        image.blit(letter, ((size[0] - seen.width) // 2, (size[1] - seen.height) // 2), seen)
        return image

    def _load_flag(self, country: str, width: float) -> pygame.Surface:
        size = (self.px(width), round(self.px(width) * 0.75))
        path = self.faces.assets / "flags" / f"{country}-96.png"
        if path.is_file():
            image = pygame.transform.smoothscale(pygame.image.load(path).convert_alpha(), size)
        else:
            image = pygame.Surface(size, pygame.SRCALPHA)
            image.fill(rgb(self.palette.sunk))
        outline = pygame.Surface(size, pygame.SRCALPHA)
        pygame.draw.rect(outline, (*rgb(self.palette.ink), 70), outline.get_rect(), 1)
        image.blit(outline, (0, 0))
        return image

    def kept(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return a picture by its key, made once at this scale and palette."""
        return self._image(("kept", key), make)

    def forget(self) -> None:
        """Drop all pictures and lines of text: the next scene has others."""
        self._images.clear()
        self._texts.clear()

    def _image(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        if key not in self._images:
            self._images[key] = make()
        return self._images[key]
