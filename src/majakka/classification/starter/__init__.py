"""Definitions and word lists that come with Majakka, written for it. Edited copies live in the database."""

import json
from importlib import resources
from typing import Any

SOURCE = "Majakka starter list"


def starter_definitions() -> list[dict[str, Any]]:
    """The rows of `definitions.json`, as columns of Definition."""
    return json.loads((resources.files(__name__) / "definitions.json").read_text(encoding="utf-8"))


def starter_word_lists() -> list[dict[str, Any]]:
    """The lists of `words/`, as columns of WordList, in a stable order."""
    files = sorted((resources.files(__name__) / "words").iterdir(), key=lambda file: file.name)
    return [json.loads(file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".json")]
