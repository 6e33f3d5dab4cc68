"""Questions about people, their roles and what they changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.db.models import Model, Prefetch, Q, QuerySet

from majakka.accounts.choices import MemberRole
from majakka.accounts.models import Membership, User
from majakka.accounts.records import Account, AuditEntry, Change, Person, Role
from majakka.organisations.models import Affiliation, Organisation

# The settings keep these out of the log; should one ever come in, no page shows it
_SECRETS = frozenset({"password", "data", "extra_data", "token", "secret", "key"})
_NAMES = ("name_fi", "name_sv", "name_en")
_ACTIONS = {0: "created", 1: "changed", 2: "deleted", 3: "read"}


def memberships_in_force(user: User, *, on: date, roles: Sequence[str] | None = None) -> list[Membership]:
    """Memberships of a person on a day (end exclusive), with their organisations; one query."""
    found = Membership.objects.filter(_in_force(on), user=user).select_related("organisation", "user")
    if roles is not None:
        found = found.filter(role__in=roles)
    return list(found.order_by("starts_on", "pk"))


def account_of(user: User, *, today: date, language: str) -> Account:
    """What the person sees about themself. Nothing secret: no password, no keys."""
    return Account(
        email=user.email,
        name=user.name,
        language=user.language,
        has_password=user.has_usable_password(),
        second_factors=tuple(
            Authenticator.objects.filter(user=user).order_by("type").values_list("type", flat=True).distinct()
        ),
        identity_providers=tuple(
            SocialAccount.objects.filter(user=user).order_by("provider").values_list("provider", flat=True)
        ),
        roles=tuple(_role(m, language) for m in memberships_in_force(user, on=today)),
        last_login=user.last_login,
    )


def people_of(organisation: Organisation, *, on: date, language: str) -> list[Person]:
    """Everybody who acts for the organisation on the day, by mail address."""
    memberships = Membership.objects.filter(_in_force(on), organisation=organisation).select_related(
        "organisation", "user"
    )
    users = (
        User.objects.filter(memberships__in=memberships)
        .distinct()
        .order_by("email")
        .prefetch_related(Prefetch("memberships", queryset=memberships, to_attr="roles_here"))
    )
    return [
        Person(
            email=user.email,
            name=user.name,
            is_active=user.is_active,
            roles=tuple(_role(m, language) for m in user.roles_here),
        )
        for user in users
    ]


def all_people(*, on: date, language: str) -> Iterator[Person]:
    """Everybody who can sign in, with roles in force."""
    memberships = (
        Membership.objects.filter(_in_force(on))
        .select_related("organisation", "user")
        .order_by("starts_on", "pk")
    )
    users = User.objects.order_by("email").prefetch_related(
        Prefetch("memberships", queryset=memberships, to_attr="roles_here")
    )
    for user in users.iterator(chunk_size=500):
        yield Person(
            email=user.email,
            name=user.name,
            is_active=user.is_active,
            roles=tuple(_role(m, language) for m in user.roles_here),
        )


def has_demo_people() -> bool:
    """Whether people of the invented demo country can sign in here."""
    return User.objects.filter(is_demo=True, is_active=True).exists()


def audit_log(
    *, for_user: User, today: date, who: str = "", what: str = "", day: date | None = None
) -> QuerySet[LogEntry]:
    """The log, newest first; who may ask is permissions.may_see_audit_log.

    Who steers nothing but the demo country sees only what demo people did and how the demo was made, so no real
    address leaks to a demo login. `who`: part of the name or mail address of who changed; `what`: part of the name
    of what was changed, as it was logged or as it is in any language (a membership carries person and organisation);
    `day`: on that day.
    """
    entries = LogEntry.objects.select_related("actor", "content_type").order_by("-timestamp", "-pk")
    if not _steers_real_country(for_user, today):
        entries = entries.filter(_of_the_demo())
    if who:
        entries = entries.filter(
            Q(actor__name__icontains=who) | Q(actor__email__icontains=who) | Q(actor_email__icontains=who)
        )
    if what:
        entries = entries.filter(Q(object_repr__icontains=what) | _named(what))
    return entries.filter(timestamp__date=day) if day else entries


def _named(words: str) -> Q:
    """What has the words in its name in any language; the log itself keeps one name, the Finnish."""
    found = Q()
    for model in auditlog.get_models():
        names = [field.name for field in model._meta.fields if field.name in _NAMES]
        if names:
            found |= _of_model(model, model._default_manager.filter(_in_any(names, words)))
    bodies = Organisation.objects.filter(_in_any(_NAMES, words))
    return (
        found
        | _of_model(Membership, Membership.objects.filter(organisation__in=bodies))
        | _of_model(Affiliation, Affiliation.objects.filter(Q(member__in=bodies) | Q(parent__in=bodies)))
    )


def _of_model(model: type[Model], rows: QuerySet[Any]) -> Q:
    return Q(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        object_id__in=rows.values("pk"),
    )


def _in_any(fields: Sequence[str], words: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": words}) for field in fields))


def _steers_real_country(user: User, today: date) -> bool:
    steering = memberships_in_force(user, on=today, roles=[MemberRole.NATIONAL_STEERER])
    return not user.is_demo and any(not membership.organisation.is_demo for membership in steering)


def _of_the_demo() -> Q:
    """What demo people did, and what the command line did to them and to demo organisations."""
    by_machine = Q(actor__isnull=True, content_type__app_label__in=("accounts", "organisations"))
    people = Q(content_type__model="user", object_id__in=User.objects.filter(is_demo=True).values("pk"))
    roles = Q(
        content_type__model="membership",
        object_id__in=Membership.objects.filter(user__is_demo=True, organisation__is_demo=True).values("pk"),
    )
    bodies = Q(
        content_type__model="organisation",
        object_id__in=Organisation.objects.filter(is_demo=True).values("pk"),
    )
    return Q(actor__is_demo=True) | (by_machine & (people | roles | bodies))


def audit_entries(entries: QuerySet[LogEntry] | Sequence[LogEntry]) -> list[AuditEntry]:
    """Log rows as a page shows them; give it one page of `audit_log`."""
    return [_audit_entry(entry) for entry in entries]


def _audit_entry(entry: LogEntry) -> AuditEntry:
    changes = tuple(
        _change(field, pair)
        for field, pair in sorted((entry.changes or {}).items())
        if isinstance(pair, list) and len(pair) == 2
    )
    return AuditEntry(
        at=entry.timestamp,
        actor=str(entry.actor or entry.actor_email or ""),
        action=_ACTIONS.get(entry.action, "changed"),
        kind=entry.content_type.model,
        thing=entry.object_repr,
        changes=changes,
    )


def _change(field: str, pair: list[Any]) -> Change:
    """The log writes "None" for nothing."""
    if field in _SECRETS:
        return Change(field=field, before="", after="", is_secret=True)
    before, after = ("" if value in (None, "None") else str(value) for value in pair)
    return Change(field=field, before=before, after=after)


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def _role(membership: Membership, language: str) -> Role:
    return Role(
        organisation=membership.organisation.code,
        organisation_name=membership.organisation.name_in(language),
        role=membership.role,
        starts_on=membership.starts_on,
        ends_on=membership.ends_on,
        is_demo=membership.organisation.is_demo or membership.user.is_demo,
    )
