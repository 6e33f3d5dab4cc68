"""The bodies that are part of Majakka itself: the Finnish state, counties, largest cities and their tree.

Reads the CSV files of `organisations/starter`. Pure: no database, no settings.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from majakka.organisations.records import AffiliationRecord, OrganisationRecord

# Upper levels first: a file may name parents from the files before it.
_FILES = (
    "levels",
    "state",
    "health",
    "purchasing",
    "universities",
    "municipalities",
    "municipal_units",
)

_FOLDER = files("majakka.organisations") / "starter"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A municipality's name in Swedish, and in the Finnish genitive ("Salon kaupunki"; "" for a Swedish name)."""

    genitive_fi: str
    name_sv: str


@cache
def starter_organisations() -> tuple[OrganisationRecord, ...]:
    """Every body of the starter set."""
    return tuple(_organisation(row) for name in _FILES for row in _read_rows(name))


@cache
def starter_affiliations() -> tuple[AffiliationRecord, ...]:
    """The dated affiliations of the starter set; those that hold since always are in the bodies."""
    return tuple(
        AffiliationRecord(row["member"], row["parent"], _day(row["starts_on"]), _day(row["ends_on"]))
        for row in _read_rows("affiliations")
    )


@cache
def place_names() -> Mapping[str, PlaceName]:
    """The municipalities' other names, by their Finnish name."""
    return MappingProxyType(
        {
            row["name_fi"]: PlaceName(row["genitive_fi"], row["name_sv"])
            for row in _read_rows("municipality_names")
        }
    )


def names_of_municipality(name: str) -> tuple[str, ...]:
    """Other names under which a municipality signs: "Salon kaupunki", "Salon kunta", "Salo stad" …

    Finnish inflection is not guessed: a name that is not in the list gets none.
    """
    place = place_names().get(name)
    if place is None:
        return ()
    finnish = [f"{place.genitive_fi} {kind}" for kind in ("kaupunki", "kunta") if place.genitive_fi]
    genitive_sv = place.name_sv if place.name_sv.endswith("s") else f"{place.name_sv}s"
    stems = dict.fromkeys((place.name_sv, genitive_sv))
    return (*finnish, *(f"{stem} {kind}" for stem in stems for kind in ("stad", "kommun")))


def _read_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((_FOLDER / f"{name}.csv").read_text(encoding="utf-8"))))


def _organisation(row: Mapping[str, str]) -> OrganisationRecord:
    return OrganisationRecord(
        code=row["code"],
        type=row["type"],
        name_fi=row["name_fi"],
        name_sv=row["name_sv"],
        name_en=row["name_en"],
        business_id=row["business_id"],
        parent=row["parent"],
        founded_on=_day(row["founded_on"]),
        ended_on=_day(row["ended_on"]),
        successor=row["successor"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        source=row["source"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
