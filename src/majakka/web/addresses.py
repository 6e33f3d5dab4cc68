"""Public addresses: the words of a path in each language, and the addresses of the API.

These are a closed table and no translations: an address that was once published stays, whatever a
catalogue says and whether or not one is installed.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.functional import lazy
from django.utils.translation import get_language

WORDS: dict[str, tuple[str, str, str]] = {
    # name: Finnish, Swedish, English
    "notices": ("ilmoitukset", "annonser", "notices"),
    "source": ("alkuperainen", "original", "source"),
    "organisations": ("organisaatiot", "organisationer", "organisations"),
    "programme": ("ohjelma", "program", "programme"),
    "goals": ("tavoitteet", "mal", "goals"),
    "numbers": ("luvut", "siffror", "numbers"),
    "method": ("menetelma", "metod", "method"),
    "quality": ("laatu", "kvalitet", "quality"),
    "data": ("avoin-data", "oppna-data", "data"),
    "accessibility": ("saavutettavuus", "tillganglighet", "accessibility"),
    "privacy": ("tietosuoja", "dataskydd", "privacy"),
    "account": ("oma-tili", "mitt-konto", "my-account"),
    "admin": ("hallinta", "administration", "admin"),
    "log": ("loki", "logg", "log"),
    "word_lists": ("sanalistat", "ordlistor", "word-lists"),
    "appearance": ("ulkoasu", "utseende", "appearance"),
}
_ORDER = ("fi", "sv", "en")


def _in_language(pattern: str) -> str:
    """`{notices}/<str:number>/` with its words in the language in force."""
    column = _ORDER.index((get_language() or "en")[:2])
    return pattern.format(**{name: words[column] for name, words in WORDS.items()})


address = lazy(_in_language, str)


def with_query(path: str, query: Mapping[str, str | list[str]]) -> str:
    filled = {key: value for key, value in query.items() if value not in ("", [], None)}
    return f"{path}?{urlencode(filled, doseq=True)}" if filled else path


def api_notices(query: Mapping[str, str | list[str]]) -> str:
    return with_query("/api/v1/notices", query)


def export_notices(query: Mapping[str, str | list[str]], form: str) -> str:
    """`form`: csv, jsonl or ocds."""
    return with_query("/api/v1/notices/export", {"format": form, **query})


def api_values(query: Mapping[str, str | list[str]]) -> str:
    """An empty country is kept: it is how the API says all countries together."""
    return f"/api/v1/values?{urlencode(query, doseq=True)}"


def export_values(query: Mapping[str, str | list[str]]) -> str:
    """The same values as a CSV file."""
    return f"/api/v1/values/export?{urlencode({'format': 'csv', **query}, doseq=True)}"


def api_rows(query: Mapping[str, str | list[str]]) -> str:
    """The rows behind a value."""
    return with_query("/api/v1/values/rows", query)


def export_rows(query: Mapping[str, str | list[str]]) -> str:
    """The same rows as a CSV file."""
    return with_query("/api/v1/values/rows/export", query)
