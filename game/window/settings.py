"""How a player wants the window to be, and the file in the user's folder that keeps it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Final

from game.errors import SaveError

if TYPE_CHECKING:
    from pathlib import Path

    from game.scenario.model import Leader

SCALES: Final = (0.8, 2.0)
"""The smallest and the largest scale that a player may ask for."""

STEPS: Final = 20
"""Scales come in steps of one twentieth, 5 %."""

FILE: Final = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a player can set.

    Attributes:
        scale: how large everything is, from 0.8 to 2 times the size that fits the window.
        night: light ink on dark paper.
        reduced_motion: end states at once instead of movement.
        sound: short sounds beside what is seen.
        badges: letters instead of flags.
        names: leaders by name and role; without it by role only.
        prepare: the rules of a game are compiled beside it, for batches.
        guided: the guided first turn was shown.
    """

    scale: float = 1.0
    night: bool = False
    reduced_motion: bool = False
    sound: bool = False
    badges: bool = False
    names: bool = True
    prepare: bool = True
    guided: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings of a file, and why some of them could not be read (empty when all could)."""

    settings: Settings
    reason: str = ""


def settings_file() -> Path:
    """Return the file of this user's settings; it may not exist yet."""
    # Imported here: a command without a window should not pay for it.
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path("middleground", appauthor=False) / FILE


def rescaled(settings: Settings, scale: float) -> Settings:
    """Return the settings with a scale in steps of 5 %, as near as is allowed to the one asked for."""
    low, high = SCALES
    return replace(settings, scale=min(high, max(low, round(scale * STEPS) / STEPS)))


def leader_words(leader: Leader | None, *, names: bool) -> str:
    """Return who leads a capital, by name and role or by role only; nothing where the scenario names nobody."""
    if leader is None:
        return ""
    return f"{leader.name}, {leader.role}" if names else leader.role


def load_settings(path: Path) -> Loaded:
    """Return the settings that a file holds; what cannot be read is the default, and the reason is told."""
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        return Loaded(Settings(), f"The settings could not be read: {error.strerror or error}. These are the defaults.")
    except (ValueError, RecursionError):
        return Loaded(Settings(), "The settings file is damaged. These are the defaults.")
    if not isinstance(content, dict):
        return Loaded(Settings(), "The settings file is damaged. These are the defaults.")
    return _from_content(content)


def keep_settings(path: Path, settings: Settings) -> None:
    """Write the settings so that at any moment the old or the new file can be read.

    Raises:
        SaveError: the disk refused; says why.
    """
    # Imported here: the first picture is on the screen before the engine, which the saves need, is loaded.
    from game.session.saves import put_whole  # noqa: PLC0415

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, (json.dumps(asdict(settings), indent=2) + "\n").encode())
    except OSError as error:
        raise SaveError(
            f"The settings hold until the window closes; they could not be kept: {error.strerror or error}."
        ) from error


def _from_content(content: dict[str, object]) -> Loaded:
    """Return the settings of a file's content; a value of the wrong kind is the default."""
    wrong: list[str] = []
    found: dict[str, bool | float] = {}
    for one in fields(Settings):
        value = content.get(one.name, one.default)
        if one.name == "scale" and _is_scale(value):
            found["scale"] = float(str(value))
        elif one.name != "scale" and isinstance(value, bool):
            found[one.name] = value
        else:
            wrong.append(one.name)
    reason = f"The settings file is damaged at: {', '.join(wrong)}. There the defaults hold." if wrong else ""
    settings = replace(Settings(), **found)  # type: ignore[arg-type]  # the loop above has checked each kind
    return Loaded(rescaled(settings, settings.scale), reason)


def _is_scale(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and SCALES[0] <= value <= SCALES[1]
