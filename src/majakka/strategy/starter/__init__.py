"""The national programmes that Majakka ships, in three languages, each figure with its source."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def starter_programmes() -> tuple[dict[str, Any], ...]:
    """Programmes with their goals and targets; days as ISO text, levels as decimal text."""
    return tuple(json.loads(files(__package__).joinpath("national.json").read_text(encoding="utf-8")))
