"""The four short sounds of the desk; the device is opened only when a sound is to be heard, and may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

if TYPE_CHECKING:
    from pathlib import Path

SOUNDS: Final = ("select", "stamp", "news", "tension")
RATE, CHANNELS, BUFFER = 22_050, 1, 512
LOUDNESS = 0.6


class Sounds:
    """Plays sounds by name. A machine without sound stays silent and says why."""

    def __init__(self, assets: Path) -> None:
        """Know where the sounds are; open nothing yet."""
        self._folder = assets / "sounds"
        self._loaded: dict[str, pygame.mixer.Sound] = {}
        self.reason = ""

    def open(self) -> bool:
        """Open the device, once; return whether sounds can be heard. `reason` says why not."""
        if pygame.mixer.get_init():
            return True
        if self.reason:
            return False
        try:
            pygame.mixer.init(RATE, -16, CHANNELS, BUFFER)
            self._loaded = {name: pygame.mixer.Sound(self._folder / f"{name}.wav") for name in SOUNDS}
        except (pygame.error, OSError) as error:
            self._fail(str(error))
            return False
        for sound in self._loaded.values():
            sound.set_volume(LOUDNESS)
        return True

    def play(self, name: str) -> None:
        """Play a sound; silent where there is no device."""
        if self.open() and name in self._loaded:
            self._loaded[name].play()

    def close(self) -> None:
        """Give the device back; a device that refused is tried again the next time."""
        self.reason = ""
        self._loaded = {}
        if pygame.mixer.get_init():
            pygame.mixer.quit()

    def _fail(self, why: str) -> None:
        self.close()
        self.reason = f"No sound on this machine: {why.rstrip('.')}."
