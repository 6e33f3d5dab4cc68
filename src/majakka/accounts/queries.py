"""Questions about people, their roles and what they changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from auditlog.models import LogEntry
from django.db.models import Prefetch, Q, QuerySet

from majakka.accounts.models import Membership, User
from majakka.accounts.records import Account, AuditEntry, Change, Person, Role
from majakka.organisations.models import Organisation

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
        "organisation"
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
        Membership.objects.filter(_in_force(on)).select_related("organisation").order_by("starts_on", "pk")
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


def audit_log(*, for_user: User) -> QuerySet[LogEntry]:
    """The log, newest first. A demo person sees only what demo people did, so no real address leaks to a demo login."""
    entries = LogEntry.objects.select_related("actor", "content_type").order_by("-timestamp", "-pk")
    return entries.filter(actor__is_demo=True) if for_user.is_demo else entries


def audit_entries(entries: QuerySet[LogEntry] | Sequence[LogEntry]) -> list[AuditEntry]:
    """Log rows as a page shows them; give it one page of `audit_log`."""
    return [_audit_entry(entry) for entry in entries]


def _audit_entry(entry: LogEntry) -> AuditEntry:
    changes = tuple(
        Change(field=field, before=str(pair[0] or ""), after=str(pair[1] or ""))
        for field, pair in sorted((entry.changes or {}).items())
        if isinstance(pair, list) and len(pair) == 2
    )
    return AuditEntry(
        at=entry.timestamp,
        actor=str(entry.actor or ""),
        action=_ACTIONS.get(entry.action, "changed"),
        kind=entry.content_type.model,
        thing=entry.object_repr,
        changes=changes,
    )


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def _role(membership: Membership, language: str) -> Role:
    return Role(
        organisation=membership.organisation.code,
        organisation_name=membership.organisation.name_in(language),
        role=membership.role,
        starts_on=membership.starts_on,
        ends_on=membership.ends_on,
    )
