"""Where the files that come with the game are: in a checkout, and in an installed package."""

from __future__ import annotations

from pathlib import Path

from game.errors import UsageError, nearest

SCENARIO_FILE = "scenario.yaml"
# How editors name it that add an ending of their own, and people from habit.
MISNAMED = ("scenario.yaml.txt", "scenario.yml", "scenario.yml.txt", "scenario.txt", "Scenario.yaml")


def scenarios_folder() -> Path:
    """Return the folder of the scenarios that come with the game."""
    return _folder("scenarios")


def assets_folder() -> Path:
    """Return the folder of pictures, fonts and the map."""
    return _folder("assets")


def shipped_scenarios() -> tuple[Path, ...]:
    """Return the folders of the scenarios that come with the game, by name."""
    folder = scenarios_folder()
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if (path / SCENARIO_FILE).is_file()))


def find_scenario(name_or_path: str) -> Path:
    """Return the folder or the file of a scenario.

    Args:
        name_or_path: The id of a scenario that comes with the game, or a path to a folder or a file.

    Raises:
        UsageError: When there is no such scenario; the message names the nearest one.
    """
    shipped = {path.name: path for path in shipped_scenarios()}
    if name_or_path in shipped:
        return shipped[name_or_path]
    path = Path(name_or_path)
    if path.is_file() or (path / SCENARIO_FILE).is_file():
        return path
    if path.is_dir():
        alone = [file.name for file in path.glob("*.yaml")]
        wrong = next((name for name in MISNAMED if (path / name).is_file()), alone[0] if len(alone) == 1 else None)
        hint = f"; rename {wrong} to {SCENARIO_FILE}" if wrong else ""
        raise UsageError(f"{path}: this folder holds no {SCENARIO_FILE}{hint}")
    known = [*shipped, *(f"./{name}" if name in shipped else name for name in _beside(path))]
    meant = nearest(name_or_path, known)
    hint = f"did you mean `{meant}`?" if meant else f"scenarios here: {', '.join(known) or 'none'}"
    raise UsageError(f"there is no scenario `{name_or_path}`; {hint}")


def parent_name(written: object) -> str:
    """Return the name of the folder that a scenario's `extends` names; nothing where it is no such name."""
    name = written.removeprefix("../").rstrip("/") if isinstance(written, str) else ""
    return "" if name in (".", "..") or set(name) & set("/\\") else name


def parent_folder(name: str, folder: Path) -> Path | None:
    """Return the folder of the scenario that one extends: the one beside it, else the one that comes with the game.

    Args:
        name: The parent's name, without a path.
        folder: Where the scenario that extends it stands.
    """
    beside = folder.parent / name
    # Looked up in lists, so that a name leads to no file but a scenario's own, whatever signs it has.
    if any(path.name == name for path in folder.parent.iterdir()) and (beside / SCENARIO_FILE).is_file():
        return beside
    return next((path for path in shipped_scenarios() if path.name == name), None)


def folder_here(name: str) -> Path | None:
    """Return the folder here that a name could mean as well, where it is also the id of a shipped scenario."""
    here = Path(name)
    shipped = next((path for path in shipped_scenarios() if path.name == name), None)
    is_another = shipped is not None and (here / SCENARIO_FILE).is_file() and here.resolve() != shipped.resolve()
    return here if is_another else None


def scenarios_here() -> tuple[Path, ...]:
    """Return the scenario in whose folder a command was typed, or else those whose folders stand here."""
    here = Path.cwd()
    if (here / SCENARIO_FILE).is_file():
        return (here,)
    return tuple(sorted(path.parent.relative_to(here) for path in here.glob(f"*/{SCENARIO_FILE}")))


def _beside(path: Path) -> list[str]:
    """Return the folders with a scenario that stand where a path looks for one, as they would be typed."""
    try:
        return sorted(str(found.parent) for found in path.parent.glob(f"*/{SCENARIO_FILE}"))
    except OSError:
        return []


def _folder(name: str) -> Path:
    """Return a data folder: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_data" / name
    return installed if installed.is_dir() else package.parent / name


def saves_folder() -> Path:
    """Return the folder of this user's saved games; it may not exist yet."""
    # Imported here: a command that saves nothing should not pay for it.
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("middleground", appauthor=False) / "saves"


def failed_tests_folder() -> Path:
    """Return the folder where plays of failed tests are kept; it may not exist yet."""
    # Imported here, as above.
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("middleground", appauthor=False) / "failed_tests"
