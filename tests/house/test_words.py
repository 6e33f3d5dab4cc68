"""docs/words.md decides what things are called; here it and the code are kept together."""

import re
from pathlib import Path

import pytest
from django.apps import apps

_BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "processor", "info"}


def _our_models() -> dict[str, str]:
    """`room.Model` -> its docstring."""
    return {
        f"{model.__module__.split('.')[1]}.{model.__name__}": model.__doc__ or ""
        for model in apps.get_models()
        if model.__module__.startswith("majakka.")
    }


@pytest.fixture(scope="module")
def words(checkout: Path) -> str:
    return (checkout / "docs" / "words.md").read_text()


def test_every_model_says_what_it_is() -> None:
    # Django writes `Name(field, field)` into models that say nothing
    silent = [
        name for name, text in _our_models().items() if text.startswith(f"{name.split('.')[1]}(") or not text
    ]
    assert silent == []


def test_every_model_is_in_the_glossary(words: str) -> None:
    assert [name for name in _our_models() if f"`{name}`" not in words] == []


def test_the_glossary_names_no_model_that_is_gone(words: str) -> None:
    named = set(re.findall(r"`([a-z]+\.[A-Z][A-Za-z]+)`", words))
    assert named - set(_our_models()) == set()


def test_no_file_has_a_name_that_says_nothing(tracked: list[Path], checkout: Path) -> None:
    empty = [
        path.relative_to(checkout).as_posix()
        for path in tracked
        if path.suffix in (".py", ".html", ".css", ".js")
        for part in path.relative_to(checkout).with_suffix("").parts
        if _BANNED & set(re.split(r"[_\-.]", part))
    ]
    assert empty == []
