"""What an editor makes of a scenario's file: YAML 1.2 read with its core types, and the schema that applies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from jsonschema import Draft7Validator

from game.scenario.schema import json_schema

if TYPE_CHECKING:
    from pathlib import Path


class CoreLoader(yaml.SafeLoader):
    """YAML's types as version 1.2 has them: `no` is a word and `010` is ten."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own name


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})\\Z"), [*first, ""])


def _whole_number(loader: CoreLoader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


CoreLoader.add_constructor("tag:yaml.org,2002:int", _whole_number)
WHOLE = Draft7Validator(json_schema())
EXTENDING = Draft7Validator(json_schema(extending=True))


def marks(text: str, validator: Draft7Validator = WHOLE) -> list[tuple[str, str]]:
    """Return what the schema says of a file's text: the key path and the reason of each fault, innermost only."""
    content: Any = yaml.load(text, CoreLoader)  # noqa: S506 - it is SafeLoader with fewer types
    return sorted(
        (".".join(str(key) for key in fault.absolute_path), fault.message)
        for error in validator.iter_errors(content)
        for fault in (error.context or [error])
    )


def file_marks(path: Path) -> list[tuple[str, str]]:
    """Return what the schema that a file names in its first line says of it."""
    extending = "extending.schema.json" in path.read_text(encoding="utf-8").partition("\n")[0]
    return marks(path.read_text(encoding="utf-8"), EXTENDING if extending else WHOLE)
