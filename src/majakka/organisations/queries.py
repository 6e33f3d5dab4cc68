"""Questions over bodies, their names and their tree."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from majakka.organisations.choices import OrganisationType
from majakka.organisations.models import Affiliation, Alias, Organisation, OrganisationQuerySet
from majakka.organisations.rules import (
    Membership,
    fold_name,
    has_legal_form,
    normalise_business_id,
    parents_on,
    path_upwards,
)

# Levels of the tree that are no bodies: nobody signs a notice as "all municipalities".
_LEVELS = (OrganisationType.GROUP, OrganisationType.BRANCH)

# One folded name belongs to several bodies: it says nothing.
_AMBIGUOUS = -1


class Matcher:
    """Finds the body that a party of an outside file is. Loaded once (two queries), then pure look-ups.

    A business ID decides alone; without a known one the names are tried, as written and then part by part
    when two are joined by a slash ("Kristinestad stad/Kristiinankaupungin kaupunki"). A name that several
    bodies share matches none, and so do names of one party that point to different bodies. A name with a
    legal form ("Salo Oy") is compared only with bodies that have one; a name without ("Hansel") first with
    names that have none.

    The body is matched as it was: one that has since merged is still itself. The tree decides under whom its
    figures come (`ancestors_by_member`).
    """

    def __init__(self) -> None:
        self._by_identifier: dict[tuple[str, str], int] = {}
        self._by_name: dict[tuple[str, str], int] = {}
        self._by_company_name: dict[tuple[str, str], int] = {}
        bodies = Organisation.objects.exclude(type__in=_LEVELS)
        for pk, country, business_id, *names in bodies.values_list(
            "pk", "country", "business_id", "name_fi", "name_sv", "name_en"
        ):
            if business_id:
                self._by_identifier[country, normalise_business_id(business_id, country) or business_id] = pk
            for name in names:
                self._learn_name(pk, country, name)
        aliases = Alias.objects.exclude(organisation__type__in=_LEVELS)
        for pk, country, name in aliases.values_list("organisation_id", "organisation__country", "name"):
            self._learn_name(pk, country, name)

    def match(self, identifiers: Iterable[str], names: Iterable[str], country: str) -> int | None:
        """Primary key of the body, or None.

        `identifiers` and `names` as the file has them; `country` is ISO alpha-2, and "" (the file does not
        say) is taken as Finland.
        """
        country = country or "FI"
        for identifier in identifiers:
            pk = self._by_identifier.get((country, normalise_business_id(identifier, country)))
            if pk is not None:
                return pk
        found = {pk for name in names if (pk := self._match_name(name, country)) is not None}
        return found.pop() if len(found) == 1 else None

    def _match_name(self, name: str, country: str) -> int | None:
        pk = self._look_up(name, country)
        if pk is None and "/" in name:
            parts = {pk for part in name.split("/") if (pk := self._look_up(part, country)) is not None}
            pk = parts.pop() if len(parts) == 1 else None
        return pk

    def _look_up(self, name: str, country: str) -> int | None:
        key = (country, fold_name(name))
        pk = None if has_legal_form(name) else self._by_name.get(key)
        pk = self._by_company_name.get(key) if pk is None else pk
        return None if pk == _AMBIGUOUS else pk

    def _learn_name(self, pk: int, country: str, name: str) -> None:
        key = (country, fold_name(name))
        if key[1]:
            known = self._by_company_name if has_legal_form(name) else self._by_name
            known[key] = pk if known.get(key, pk) == pk else _AMBIGUOUS


def memberships() -> list[Membership]:
    """Every affiliation there is or was, as plain rows."""
    return list(Affiliation.objects.values_list("member_id", "parent_id", "starts_on", "ends_on"))


def ancestors_by_member(on: date) -> dict[int, list[int]]:
    """For every body, itself and those it came under on the day, from itself up to the root.

    A figure of a day rolls up by the tree of that day. A merged body is under its successor from the day of
    the merger, so that what is published late under its name still counts somewhere.
    """
    parents = parents_on(memberships(), on)
    return {pk: path_upwards(pk, parents) for pk in Organisation.objects.values_list("pk", flat=True)}


def path_to_root(organisation: Organisation, *, on: date) -> list[Organisation]:
    """The body, its parent on the day, and so on up to the root."""
    path = path_upwards(organisation.pk, parents_on(memberships(), on))
    bodies = Organisation.objects.in_bulk(path)
    return [bodies[pk] for pk in path]


def children_of(organisation: Organisation, *, on: date) -> OrganisationQuerySet:
    """The bodies that belong to it and exist on the day, by name."""
    valid = Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    members = Affiliation.objects.filter(*valid, parent=organisation).values("member_id")
    return Organisation.objects.existing(on).filter(pk__in=members)


def descendants_of(organisation: Organisation, *, on: date) -> set[int]:
    """Primary keys of the body and of all that came under it on the day, ended ones included."""
    return {pk for pk, path in ancestors_by_member(on).items() if organisation.pk in path}
