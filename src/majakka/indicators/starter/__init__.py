"""The indicators that Majakka ships, in three languages."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def starter_indicators() -> tuple[dict[str, Any], ...]:
    """The fields of `models.Indicator` for each shipped indicator, in the order in which they are shown."""
    return tuple(json.loads(files(__package__).joinpath("indicators.json").read_text(encoding="utf-8")))
