"""The organisations of a notice and what each one does in it."""

from collections.abc import Iterable
from typing import Any

from majakka.base.errors import RejectedError
from majakka.intake.eforms.gather import ITSELF, Bag
from majakka.intake.eforms.values import (
    code_of,
    country_of,
    first_text,
    flag_of,
    identifier_of,
    nuts_of,
    place_of,
    refusal,
    text_of,
    texts_of,
)
from majakka.intake.errors import Code
from majakka.intake.xml import Element
from majakka.notices.choices import Role
from majakka.notices.records import PartyRecord

MAX_KEY = 60
MAX_CITY = 200

# eSenders (ted-esen) pass notices on; they do not work on the procurement.
_SERVICE_ROLES = {"serv-prov": Role.PROCUREMENT_SERVICE}


class Cast:
    """Who is who: technical identifiers of a notice -> organisations, and the roles that references give them.

    A touchpoint (OPT-201) is a department of its organisation, never an organisation of its own.
    """

    def __init__(self, organisations: Iterable[Bag]) -> None:
        self._bags: dict[str, Bag] = {}
        self._key_of: dict[str, str] = {}
        self._roles: dict[str, set[str]] = {}
        self._buyers: dict[str, Bag] = {}
        for bag in organisations:
            self._add(bag)

    def _add(self, bag: Bag) -> None:
        key = identifier_of("OPT-200", bag.get("OPT-200"), limit=MAX_KEY)
        if not key:
            raise RejectedError(
                Code.MISSING,
                "An organisation has no technical identifier (OPT-200), so nothing can refer to it.",
                place=place_of("OPT-200", bag[ITSELF][0]),
            )
        if key in self._bags:
            raise refusal(
                Code.DUPLICATE, f"Two organisations have the identifier {key}.", "OPT-200", bag["OPT-200"][0]
            )
        self._bags[key] = bag
        self._key_of[key] = key
        self._roles[key] = set()
        for touchpoint in bag.get("OPT-201", ()):
            self._key_of.setdefault(text_of(touchpoint), key)

    def refer(
        self, code: str, elements: Iterable[Element] | None, role: Role | None = None
    ) -> tuple[str, ...]:
        """The organisations that the elements name, each once; gives them the role.

        Raises RejectedError when a named organisation is not in the notice.
        """
        keys: dict[str, None] = {}
        for element in elements or ():
            name = text_of(element)
            if not name:
                continue
            key = self._key_of.get(name)
            if key is None:
                raise refusal(
                    Code.DANGLING, f"There is no organisation {name[:60]} in the notice.", code, element
                )
            keys[key] = None
            if role is not None:
                self._roles[key].add(role)
        return tuple(keys)

    def give(self, keys: Iterable[str], role: Role) -> None:
        """Gives a role to organisations whose keys are known to be right."""
        for key in keys:
            self._roles[key].add(role)

    def read_buyers(self, parties: Iterable[Bag]) -> None:
        """Buyers (OPT-300-Procedure-Buyer) and the service providers that act for them."""
        for party in parties:
            for key in self.refer("OPT-300-Procedure-Buyer", party.get("OPT-300-Buyer"), Role.BUYER):
                self._buyers.setdefault(key, party)
            for provider in party.get("service-provider", ()):
                role = _SERVICE_ROLES.get(first_text(provider.get("OPT-030")))
                self.refer("OPT-300-Procedure-SProvider", provider.get("OPT-300-SProvider"), role)

    @property
    def has_buyer(self) -> bool:
        return bool(self._buyers)

    def lead_country(self) -> str:
        """Alpha-2 of the country of the buyer who leads (OPP-050), else of the first one; "" when not told."""
        leads = [key for key in self._buyers if self._leads(self._bags[key])]
        lead = next(iter([*leads, *self._buyers]), None)
        return "" if lead is None else country_of("BT-514", self._bags[lead].get("BT-514"))

    def records(self) -> tuple[PartyRecord, ...]:
        return tuple(self._record(key, bag) for key, bag in self._bags.items())

    def _record(self, key: str, bag: Bag) -> PartyRecord:
        roles = self._roles[key]
        if flag_of("OPP-051", bag.get("OPP-051")) or flag_of("OPP-052", bag.get("OPP-052")):
            roles.add(Role.CENTRAL_PURCHASING)
        buyer = self._buyers.get(key, {})
        names = texts_of("BT-500", bag.get("BT-500"))
        if buyer and not names:
            raise RejectedError(
                Code.MISSING,
                f"The buyer {key} has no name (BT-500).",
                place=place_of("BT-500-Organization-Company", bag[ITSELF][0]),
            )
        return PartyRecord(
            key=key,
            names=names,
            roles=tuple(sorted(str(role) for role in roles)),
            identifiers=_identifiers(bag.get("BT-501")),
            country=country_of("BT-514", bag.get("BT-514")),
            nuts=next(iter(nuts_of("BT-507", bag.get("BT-507"))), ""),
            city=first_text(bag.get("BT-513"))[:MAX_CITY],
            size=code_of("BT-165", bag.get("BT-165")),
            legal_type=code_of("BT-11", buyer.get("BT-11")),
            activity=code_of("BT-10", buyer.get("BT-10")),
            is_lead=bool(buyer) and self._leads(bag),
            is_natural_person=bool(flag_of("BT-633", bag.get("BT-633"))),
        )

    def _leads(self, bag: Bag) -> bool:
        return len(self._buyers) == 1 or bool(flag_of("OPP-050", bag.get("OPP-050")))


def read_businesses(bags: Iterable[Bag]) -> tuple[PartyRecord, ...]:
    """The business that a registration notice (X01, X02) tells about. It buys nothing."""
    return tuple(
        PartyRecord(
            key=f"BUSINESS-{number:04}",
            names=texts_of("BT-500-Business", bag.get("BT-500")),
            identifiers=_identifiers(bag.get("BT-501")),
            country=country_of("BT-514-Business", bag.get("BT-514")),
            nuts=next(iter(nuts_of("BT-507-Business", bag.get("BT-507"))), ""),
            city=first_text(bag.get("BT-513"))[:MAX_CITY],
        )
        for number, bag in enumerate(bags, start=1)
    )


def _identifiers(elements: Iterable[Any] | None) -> tuple[str, ...]:
    texts = (text_of(element) for element in elements or ())
    return tuple(dict.fromkeys(text[:200] for text in texts if text))
