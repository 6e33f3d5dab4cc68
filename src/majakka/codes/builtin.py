"""The code lists that are part of Majakka: enough to read a notice and to label a chart before any import.

The lists are the CSV files of `codes/starter`; `lists.csv` there says which version each one is, where it
comes from and whether it is closed. A closed list is complete: a code that it lacks is an error in the file
that carries it. Pure: no database, no settings. Each file is read once per process.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LABEL_LANGUAGES = ("fi", "sv", "en")

# What some national platforms write where they have no code. It is an empty answer, not an unknown code.
PLACEHOLDERS = frozenset({"", "UNKNOWN"})

# National subtypes repeat the European ones behind the letter N (Norway: N4, N16, N29).
_NATIONAL_SUBTYPE = re.compile(r"N(\d{1,2})")

# TED XML and older SDK versions follow the EU's own habits instead of ISO 3166 in these.
_EU_COUNTRIES = MappingProxyType({"UK": "GB", "EL": "GR", "1A": "XK", "1A0": "XK"})

_FOLDER = files("majakka.codes") / "starter"


@dataclass(frozen=True, slots=True)
class StarterList:
    """One built-in list: its id, version, whether it is complete, and where its facts come from."""

    code: str
    version: str
    is_closed: bool
    source: str


@dataclass(frozen=True, slots=True)
class StarterCode:
    """One built-in code.

    `equivalent` is the ISO alpha-2 code of a country or the BCP 47 tag of a language. `is_added` says that the
    official list does not have the code: it comes from ISO, from before, or from a rule.
    """

    code: str
    labels: Mapping[str, str]
    equivalent: str = ""
    is_added: bool = False


@cache
def starter_lists() -> Mapping[str, StarterList]:
    """Every built-in list by its id."""
    return MappingProxyType(
        {
            row["list"]: StarterList(row["list"], row["version"], row["closed"] == "yes", row["source"])
            for row in _read_rows("lists")
        }
    )


@cache
def starter_codes(list_code: str) -> Mapping[str, StarterCode]:
    """The codes of a built-in list, by code; empty for a list that is not built in."""
    if list_code not in starter_lists():
        return MappingProxyType({})
    codes = {row["code"]: _starter_code(row) for row in _read_rows(list_code)}
    if list_code == "notice-subtype":
        codes |= {f"N{code}": _national(subtype) for code, subtype in codes.items() if code.isdigit()}
    return MappingProxyType(codes)


@cache
def known_codes(list_code: str) -> frozenset[str] | None:
    """Every code of a closed list; None when the list is open or not built in, so nothing can be said."""
    starter_list = starter_lists().get(list_code)
    if starter_list is None or not starter_list.is_closed:
        return None
    return frozenset(starter_codes(list_code))


def is_known_code(list_code: str, code: str) -> bool:
    """Whether the code may stand in a notice. True for every code of a list that is open or not built in."""
    known = known_codes(list_code)
    return known is None or code in known


def builtin_label(list_code: str, code: str, language: str) -> str:
    """The built-in label, else the English one, else "".

    Countries and languages are found by either of their codes, a whole division of the CPV
    ("72000000") by its division.
    """
    if list_code == "cpv" and code.endswith("000000"):
        list_code, code = "cpv-division", code[:2]
    starter_code = starter_codes(list_code).get(code) or _by_equivalent(list_code).get(code)
    if starter_code is None:
        return ""
    return starter_code.labels.get(language) or starter_code.labels.get("en", "")


def country_alpha2(code: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country given as alpha-3, alpha-2 or the EU's way (UK, EL); None if unknown.

    >>> country_alpha2("FIN"), country_alpha2("UK"), country_alpha2("ZZZ")
    ('FI', 'GB', None)
    """
    code = code.strip().upper()
    country = starter_codes("country").get(code) or _by_equivalent("country").get(code)
    return country.equivalent if country else _EU_COUNTRIES.get(code)


def language_tag(code: str) -> str:
    """BCP 47 tag, lower case, of a language given as eForms three-letter or TED two-letter code; else "und".

    >>> language_tag("NOB"), language_tag("FI"), language_tag("?")
    ('nb', 'fi', 'und')
    """
    code = code.strip()
    language = starter_codes("language").get(code.upper()) or _by_equivalent("language").get(code.lower())
    return language.equivalent if language else "und"


def european_subtype(subtype: str) -> str:
    """The European subtype that a national one repeats ("N16" -> "16"); a European one is itself."""
    match = _NATIONAL_SUBTYPE.fullmatch(subtype)
    return match[1] if match else subtype


def _read_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((_FOLDER / f"{name}.csv").read_text(encoding="utf-8"))))


def _starter_code(row: Mapping[str, str]) -> StarterCode:
    labels = {language: row[f"label_{language}"] for language in LABEL_LANGUAGES if row[f"label_{language}"]}
    return StarterCode(
        row["code"],
        MappingProxyType(labels),
        row.get("alpha2") or row.get("tag") or "",
        row.get("added") == "yes",
    )


def _national(subtype: StarterCode) -> StarterCode:
    words = {"fi": "kansallinen", "sv": "nationell", "en": "national"}
    labels = {language: f"{label} ({words[language]})" for language, label in subtype.labels.items()}
    return StarterCode(f"N{subtype.code}", MappingProxyType(labels), is_added=True)


@cache
def _by_equivalent(list_code: str) -> Mapping[str, StarterCode]:
    codes = starter_codes(list_code).values()
    return MappingProxyType({code.equivalent: code for code in codes if code.equivalent})
