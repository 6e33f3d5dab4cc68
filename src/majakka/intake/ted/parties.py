"""Organisations of an older TED notice: one record each, however often the notice names it."""

import re
from dataclasses import dataclass, field

from majakka.base.text import Text
from majakka.intake.ted import codes
from majakka.intake.ted.node import Node
from majakka.intake.ted.paths import AddressPaths, Layout
from majakka.intake.ted.values import country_of, line_of, mapped, nuts_of
from majakka.notices.choices import Role
from majakka.notices.records import PartyRecord

_LONGEST_CITY = 200
_MAIL = re.compile(r"\s*[(<\[]?[^\s()<>\[\]]+@[^\s()<>\[\]]+[)>\]]?")


@dataclass(slots=True)
class _Entry:
    names: Text
    identifiers: tuple[str, ...]
    country: str
    nuts: str
    city: str
    roles: set[str] = field(default_factory=set)
    size: str = ""
    legal_type: str = ""
    activity: str = ""
    is_lead: bool = False


class PartyBook:
    """Gathers the organisations of one notice and gives each a key ("ORG-0001"), buyers first."""

    def __init__(self, address: AddressPaths) -> None:
        self._address = address
        self._entries: list[_Entry] = []
        self._places: dict[tuple[str, str], list[int]] = {}

    def add(self, node: Node, *roles: Role, size: str = "") -> str:
        """The key of the organisation at this address, which from now on has the roles; "" when it has no name."""
        names = _without_mail(node.texts(self._address.name, " "))
        if not names:
            return ""
        index = self._index_of(node, names)
        entry = self._entries[index]
        entry.roles.update(role.value for role in roles)
        entry.size = entry.size or size
        return _key(index)

    def describe_buyer(self, key: str, *, legal_type: str, activity: str, is_central: bool) -> None:
        """What the notice says about its main buyer only."""
        for i, entry in enumerate(self._entries):
            if _key(i) == key:
                entry.legal_type, entry.activity, entry.is_lead = legal_type, activity, True
                if is_central:
                    entry.roles.add(Role.CENTRAL_PURCHASING.value)

    def records(self) -> tuple[PartyRecord, ...]:
        return tuple(
            PartyRecord(
                key=_key(i),
                names=entry.names,
                roles=tuple(sorted(entry.roles)),
                identifiers=entry.identifiers,
                country=entry.country,
                nuts=entry.nuts,
                city=entry.city,
                size=entry.size,
                legal_type=entry.legal_type,
                activity=entry.activity,
                is_lead=entry.is_lead,
            )
            for i, entry in enumerate(self._entries)
        )

    def _index_of(self, node: Node, names: Text) -> int:
        address = self._address
        identifiers = _identifiers(line_of(node.one(address.identifier)))
        country = country_of(node.one(address.country))
        place = (next(iter(names.values())).casefold(), country)
        for i in self._places.get(place, ()):
            entry = self._entries[i]
            # The same name without a number is taken for the same body; two numbers make two bodies.
            if not entry.identifiers or not identifiers or entry.identifiers == identifiers:
                entry.identifiers = entry.identifiers or identifiers
                return i
        nuts = node.one(address.nuts)
        entry = _Entry(
            names=names,
            identifiers=identifiers,
            country=country,
            nuts="" if nuts is None else nuts_of(nuts),
            city=line_of(node.one(address.city))[:_LONGEST_CITY],
        )
        self._places.setdefault(place, []).append(len(self._entries))
        self._entries.append(entry)
        return len(self._entries) - 1


def _key(index: int) -> str:
    return f"ORG-{index + 1:04d}"


def _identifiers(text: str) -> tuple[str, ...]:
    """The registration number as written. Without a digit ("N/A", "-") it is none."""
    return (text,) if any(character.isdigit() for character in text) else ()


def _without_mail(names: Text) -> Text:
    """Names as written, less the mail addresses of persons that some buyers put into them."""
    if not any("@" in name for name in names.values()):
        return names
    cleaned = {language: _MAIL.sub("", name).strip() for language, name in names.items()}
    return {language: name for language, name in cleaned.items() if name}


def add_buyers(book: PartyBook, form: Node, layout: Layout) -> None:
    """The main buyer, which leads, and those that buy with it (section I)."""
    main = form.first(layout.buyer)
    if main is not None and (key := book.add(main, Role.BUYER)):
        kind, activity = form.one(layout.buyer_type), form.one(layout.buyer_activity)
        book.describe_buyer(
            key,
            legal_type="" if kind is None else mapped(kind, "VALUE", codes.BUYER_LEGAL_TYPES),
            activity="" if activity is None else mapped(activity, "VALUE", codes.BUYER_ACTIVITIES),
            is_central=form.has(layout.central_purchasing),
        )
    for node in form.every(layout.other_buyers):
        book.add(node, Role.BUYER)


def add_others(book: PartyBook, form: Node, layout: Layout) -> None:
    """Where to ask and where to appeal."""
    for node in form.every(layout.information):
        book.add(node, Role.INFORMATION)
    for node in form.every(layout.review):
        book.add(node, Role.REVIEW)
