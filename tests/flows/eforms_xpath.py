"""Buyers and winners of an eForms notice, taken out with XPath alone: what the exports are compared with.

Not a reader of Majakka's: the organisation that a reference names is looked up in the file itself.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from majakka.codes.builtin import country_alpha2, language_tag

_NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
}
_BUYER = "/*/cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID"  # OPT-300-Procedure-Buyer
_RESERVED = "//cac:ProcurementProjectLot//cbc:TendererRequirementTypeCode[@listName='reserved-procurement']"


@dataclass(frozen=True, slots=True)
class NamedParty:
    """An organisation as the file writes it; of a natural person only the country."""

    names: tuple[tuple[str, str], ...]  # language (BCP 47) and BT-500
    identifiers: tuple[str, ...]  # BT-501
    country: str  # BT-514, alpha-2


@dataclass(frozen=True, slots=True)
class NamedParties:
    buyers: tuple[NamedParty, ...]
    winners: tuple[NamedParty, ...]
    winners_of_lots: Counter[tuple[str, tuple[str, ...]]]  # lot, names of one winner in any order
    reserved: Counter[str]  # BT-71


def named_parties(path: Path) -> NamedParties:
    root = etree.parse(path).getroot()
    result = "//efac:NoticeResult"
    of_contracts = _texts(root, f"{result}/efac:SettledContract/efac:LotTender/cbc:ID")
    of_lots: list[tuple[str, str]] = []
    for one in _nodes(root, f"{result}/efac:LotResult"):
        lot = _texts(one, "efac:TenderLot/cbc:ID")[0]
        chosen = _texts(one, "cbc:TenderResultCode") == ["selec-w"]
        named = _texts(one, "efac:LotTender/cbc:ID")
        of_lots += [(lot, tender) for tender in named if chosen or tender in of_contracts]
    winners = {
        tender: _tenderers(root, tender) for tender in [*of_contracts, *(tender for _, tender in of_lots)]
    }
    return NamedParties(
        buyers=tuple(_party(root, key) for key in dict.fromkeys(_texts(root, _BUYER))),
        winners=tuple(
            _party(root, key) for key in dict.fromkeys(key for keys in winners.values() for key in keys)
        ),
        winners_of_lots=Counter(
            (lot, names_of(_party(root, key))) for lot, tender in of_lots for key in winners[tender]
        ),
        reserved=Counter(_texts(root, _RESERVED)),
    )


def names_of(party: NamedParty) -> tuple[str, ...]:
    return tuple(sorted({name for _, name in party.names}))


def _tenderers(root: Any, tender: str) -> list[str]:
    parties = _texts(
        root, f"//efac:NoticeResult/efac:LotTender[cbc:ID='{tender}']/efac:TenderingParty/cbc:ID"
    )
    return [
        key
        for party in parties
        for key in _texts(
            root, f"//efac:NoticeResult/efac:TenderingParty[cbc:ID='{party}']/efac:Tenderer/cbc:ID"
        )
    ]


def _party(root: Any, key: str) -> NamedParty:
    """The organisation with that identifier, or whose touchpoint has it."""
    (organisation,) = _nodes(
        root,
        f"//efac:Organization[efac:Company/cac:PartyIdentification/cbc:ID='{key}' "
        f"or efac:TouchPoint/cac:PartyIdentification/cbc:ID='{key}']",
    )
    company = "efac:Company"
    countries = _texts(organisation, f"{company}/cac:PostalAddress/cac:Country/cbc:IdentificationCode")
    country = next((country_alpha2(code) or code for code in countries), "")
    if _texts(organisation, "efbc:NaturalPersonIndicator") == ["true"]:
        return NamedParty((), (), country)
    names = _nodes(organisation, f"{company}/cac:PartyName/cbc:Name")
    identifiers = _texts(organisation, f"{company}/cac:PartyLegalEntity/cbc:CompanyID")
    return NamedParty(
        tuple((language_tag(name.get("languageID") or ""), " ".join(name.text.split())) for name in names),
        tuple(dict.fromkeys(identifiers)),
        country,
    )


def _nodes(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces=_NAMESPACES))


def _texts(root: Any, path: str) -> list[str]:
    return [text for node in _nodes(root, path) if (text := (node.text or "").strip())]


def counted(values: Iterable[Iterable[Any]]) -> Counter[Any]:
    return Counter(value for group in values for value in group)
