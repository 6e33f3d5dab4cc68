"""What the bodies of Valomaa buy (subjects.csv), with the sentences that tell a new purchase or a green one."""

import csv
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of purchase: `low` and `high` bound the value of a lot in euro; `parts` name its possible lots."""

    cpv: str
    nature: str
    title_fi: str
    title_sv: str
    text_fi: str
    text_sv: str
    low: int
    high: int
    parts_fi: tuple[str, ...]
    parts_sv: tuple[str, ...]


def _read_subjects() -> tuple[Subject, ...]:
    with resources.files(__package__).joinpath("subjects.csv").open(encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = list(csv.DictReader(lines))
    for row in rows:
        row.update(low=int(row["low"]), high=int(row["high"]))
        row["parts_fi"] = tuple(filter(None, row["parts_fi"].split(";")))
        row["parts_sv"] = tuple(filter(None, row["parts_sv"].split(";")))
    return tuple(Subject(**row) for row in rows)


SUBJECTS = _read_subjects()

NEW_FI = (
    "Haemme uudenlaista ratkaisua, jota ei ole vielä kaupallisesti saatavilla.",
    "Hankinnan kohteena on innovatiivinen ratkaisu, joka kehitetään yhdessä toimittajan kanssa.",
    "Ratkaisua ei ole aiemmin käytetty vastaavissa olosuhteissa, ja se koekäytetään ennen käyttöönottoa.",
    "Tavoitteena on markkinoille uusi palvelu, jonka hyödyt mitataan pilotin aikana.",
)
NEW_SV = (
    "Vi söker en ny typ av lösning som ännu inte finns kommersiellt tillgänglig.",
    "Föremålet för upphandlingen är en innovativ lösning som utvecklas tillsammans med leverantören.",
    "Lösningen har inte tidigare använts under motsvarande förhållanden och provas före införandet.",
    "Målet är en tjänst som är ny på marknaden och vars nytta mäts under piloten.",
)
GREEN_FI = (
    "Hankinnassa painotetaan vähäpäästöisyyttä ja kierrätettyjä materiaaleja.",
    "Tarjouksessa arvioidaan elinkaaren hiilijalanjälki.",
)
GREEN_SV = (
    "I upphandlingen betonas låga utsläpp och återvunna material.",
    "I anbudet bedöms livscykelns koldioxidavtryck.",
)
