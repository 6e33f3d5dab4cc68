"""The bodies of Valomaa (bodies.csv) and the suppliers that sell to them.

All names are invented; companies are of the legal form "Vy", which no real country has.
"""

import csv
from dataclasses import dataclass
from importlib import resources
from typing import Any
from zlib import crc32

COUNTRY = "XV"
COUNTRY_ALPHA3 = "XVA"
ROOT = "xv"


@dataclass(frozen=True, slots=True)
class DemoBody:
    """One public body: `eagerness` is how often it buys something new, `candour` how often it answers, in 0..1."""

    code: str
    type: str
    parent: str
    name_fi: str
    name_sv: str
    name_en: str
    weight: int = 0  # how many purchases it makes, relative to the others; 0 buys nothing itself
    eagerness: float = 0.04
    candour: float = 0.9
    language: str = "fi"
    legal_type: str = "cga"
    activity: str = "gen-pub"

    @property
    def identifier(self) -> str:
        """An invented business identifier; the form cannot be mistaken for a Finnish one."""
        return f"XV-{crc32(self.code.encode()) % 500_000:06d}"


def _read_bodies() -> tuple[DemoBody, ...]:
    with resources.files(__package__).joinpath("bodies.csv").open(encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = list(csv.DictReader(lines))
    for row in rows:
        row.update(
            weight=int(row["weight"]), eagerness=float(row["eagerness"]), candour=float(row["candour"])
        )
    return tuple(DemoBody(**row) for row in rows)


BODIES = _read_bodies()

_FIRST = (
    "Kuura", "Utu", "Routa", "Sarastus", "Hanki", "Tyrsky", "Kajo", "Tuisku", "Halla", "Aava", "Vaahto", "Selkä",
    "Louhi", "Kivikko", "Nietos", "Usva", "Hete", "Varpu", "Ruoste", "Siima",
)  # fmt: skip
_SECOND = (
    "mittaus", "rakenne", "data", "huolto", "kalusto", "muoto", "reitti", "hoiva", "puhdistus", "energia", "taito",
    "palvelu",
)  # fmt: skip
_SIZES = ("micro", "small", "small", "medium", "medium", "large")


@dataclass(frozen=True, slots=True)
class DemoSupplier:
    """One company: every third does not say its size."""

    number: int
    name: str
    size: str

    @property
    def identifier(self) -> str:
        return f"XV-{700_000 + self.number * 37}"


SUPPLIERS = tuple(
    DemoSupplier(number, f"{first}{second} Vy", "" if number % 7 == 0 else _SIZES[number % len(_SIZES)])
    for number, (first, second) in enumerate((first, second) for first in _FIRST for second in _SECOND)
)
