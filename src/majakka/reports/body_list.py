"""The bodies of a country as a tree or as the result of a search; the latest notices and winners of one body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from majakka.base.text import Text, alphabetical, choose_text
from majakka.notices.models import Notice, Party
from majakka.organisations.models import Organisation
from majakka.organisations.queries import ancestors_by_member
from majakka.organisations.rules import fold_name
from majakka.reports.facts import organisation_facts
from majakka.reports.notice_search import NoticeSearch, search_notices
from majakka.reports.records import HOLDERS, OrganisationFacts

LATEST = 6
WINS_READ = 500
_WINNERS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Branch:
    """A body with what belongs to it. `bodies` counts everything below that can buy."""

    organisation: OrganisationFacts
    children: tuple[Branch, ...]
    bodies: int


@dataclass(frozen=True, slots=True)
class BodyList:
    country: str
    countries: tuple[str, ...]
    types: tuple[str, ...]
    tree: tuple[Branch, ...]
    found: tuple[OrganisationFacts, ...] | None
    total: int


def body_list(*, country: str, q: str, type: str, today: date, language: str) -> BodyList:
    """Bodies of the country that exist on the day, by their names in the language.

    `found` is None without a search: the tree is shown then.
    """
    countries = tuple(sorted(Organisation.objects.order_by().values_list("country", flat=True).distinct()))
    shown = country if country in countries or not countries else countries[0]
    found = Organisation.objects.existing(today).filter(country=shown)
    bodies = sorted(found, key=lambda b: (alphabetical(choose_text(b.names, language)[0], language), b.code))
    types = tuple(dict.fromkeys(sorted(b.type for b in bodies)))
    return BodyList(
        country=shown,
        countries=countries,
        types=types,
        tree=() if q or type else _tree(bodies, today=today),
        found=tuple(_matching(bodies, q=q, type=type)) if q or type else None,
        total=sum(b.type not in HOLDERS for b in bodies),
    )


def _matching(bodies: Iterable[Organisation], *, q: str, type: str) -> list[OrganisationFacts]:
    """Every word of the search must occur in a name or be the business ID."""
    words = fold_name(q).split()
    found = []
    for body in bodies:
        text = " ".join([*(fold_name(name) for name in body.names.values()), body.business_id.lower()])
        if (not type or body.type == type) and (
            all(word in text for word in words) or q.strip() == body.business_id
        ):
            found.append(organisation_facts(body))
    return found


def _tree(bodies: Iterable[Organisation], *, today: date) -> tuple[Branch, ...]:
    """Bodies under the one they belong to on the day; those without a parent stand at the top."""
    known = {b.pk: b for b in bodies}
    parent_of = {pk: path[1] for pk, path in ancestors_by_member(today).items() if len(path) > 1}
    below: dict[int | None, list[Organisation]] = {}
    for body in known.values():
        parent = parent_of.get(body.pk)
        below.setdefault(parent if parent in known else None, []).append(body)

    def grow(body: Organisation, above: frozenset[int]) -> Branch:
        children = tuple(grow(c, above | {body.pk}) for c in below.get(body.pk, ()) if c.pk not in above)
        bodies_below = sum(c.bodies + (c.organisation.type not in HOLDERS) for c in children)
        return Branch(organisation_facts(body), children, bodies_below)

    return tuple(grow(body, frozenset()) for body in below.get(None, ()))


@dataclass(frozen=True, slots=True)
class Winner:
    names: Text
    business_id: str
    organisation: OrganisationFacts | None
    notices: int


@dataclass(frozen=True, slots=True)
class BodyNotices:
    """The newest notices of a body with everything below it, and who won most often among the newest awards."""

    latest: tuple[Notice, ...]
    winners: tuple[Winner, ...]


def body_notices(organisation: OrganisationFacts, *, today: date) -> BodyNotices:
    """Levels that only hold bodies get no list of winners: it would be the whole country's."""
    search = NoticeSearch(organisation=organisation.code, demo=organisation.is_demo)
    found = search_notices(search, today=today)
    latest = tuple(found.defer("descriptions")[:LATEST])
    if not latest or organisation.type in HOLDERS:
        return BodyNotices(latest, ())
    return BodyNotices(latest, _winners(found.filter(stage="awarded").values("pk")[:WINS_READ]))


def _winners(notices: QuerySet[Notice, Any]) -> tuple[Winner, ...]:
    """Winners by the number of notices they won in; private persons are left out."""
    rows = Party.objects.filter(notice__in=notices, is_winner=True, is_natural_person=False)
    wins: Counter[str] = Counter()
    last: dict[str, Party] = {}
    for party in rows.select_related("organisation").order_by("pk"):
        key = party.business_id or fold_name(str(party))
        wins[key] += 1
        last[key] = party
    ranked = sorted(wins.items(), key=lambda pair: (-pair[1], pair[0]))[:_WINNERS_SHOWN]
    return tuple(_winner(last[key], count) for key, count in ranked)


def _winner(party: Party, count: int) -> Winner:
    body = organisation_facts(party.organisation) if party.organisation else None
    return Winner(party.names, party.business_id, body, count)
