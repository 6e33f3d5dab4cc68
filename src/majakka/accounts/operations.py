"""Inviting people, giving and ending roles. Each deed is one transaction and leaves its trace in the audit log.

The traces come from the audit list in settings (AUDITLOG_INCLUDE_TRACKING_MODELS), which watches every saved row
of a table that people edit. A new password is told by `log_new_password`, because the column itself never goes
into the log.
"""

from __future__ import annotations

from datetime import date

from auditlog.models import LogEntry
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from majakka.accounts.choices import MemberRole
from majakka.accounts.errors import MembershipError, UnknownRoleError, WeakPasswordError
from majakka.accounts.models import Membership, User
from majakka.organisations.models import Organisation


@transaction.atomic
def invite_person(
    email: str,
    *,
    organisation: Organisation,
    role: str,
    today: date,
    name: str = "",
    language: str = "fi",
    is_demo: bool = False,
) -> User:
    """Let a person in: an account without a usable password, and a role from today.

    The person sets a password through "forgotten password", or comes through the identity provider with the same
    verified address. Inviting somebody again adds the role and changes nothing else.
    Raises MembershipError for an address that is none, UnknownRoleError.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise MembershipError(f"“{email}” is not a mail address.") from error
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language=language, is_demo=is_demo)
    grant_membership(user, organisation=organisation, role=role, starts_on=today)
    return user


@transaction.atomic
def grant_membership(
    user: User, *, organisation: Organisation, role: str, starts_on: date, ends_on: date | None = None
) -> Membership:
    """Give a role from a day (to a day, exclusive). A role in force already is returned as it is.

    Raises UnknownRoleError, MembershipError when the days are wrong or the organisation has ended before the start.
    """
    if role not in MemberRole.values:
        raise UnknownRoleError(f"“{role}” is not a role. Choose one of: {', '.join(MemberRole.values)}.")
    if ends_on is not None and ends_on <= starts_on:
        raise MembershipError("A membership ends after it began.")
    if organisation.ended_on is not None and organisation.ended_on <= starts_on:
        raise MembershipError(
            f"{organisation} ended on {organisation.ended_on}; nobody can act for it any more."
        )
    same = user.memberships.filter(organisation=organisation, role=role)
    running = same.filter(starts_on__lte=starts_on, ends_on__isnull=True).first()
    if running is not None:
        return running
    membership = same.filter(starts_on=starts_on).first() or Membership(
        user=user, organisation=organisation, role=role, starts_on=starts_on
    )
    membership.ends_on = ends_on
    membership.save()
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, ends_on: date) -> Membership:
    """End a role: `ends_on` is the first day without it. Raises MembershipError when it would end before it began.

    A role that ends on the day it began never held, and is removed.
    """
    if ends_on < membership.starts_on:
        raise MembershipError(f"The membership began on {membership.starts_on}; it cannot end before.")
    if ends_on == membership.starts_on:
        membership.delete()
        return membership
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    return membership


@transaction.atomic
def set_password(user: User, *, password: str) -> None:
    """Set a password that passes the validators. Raises WeakPasswordError with every reason."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPasswordError(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    log_new_password(user)


def log_new_password(user: User) -> None:
    """Tell the audit log that the password changed, without any of it."""
    LogEntry.objects.log_create(user, action=LogEntry.Action.UPDATE, changes={"password": ["…", "…"]})


@transaction.atomic
def shut_out(user: User) -> None:
    """The person can no longer sign in; what they did stays in the log."""
    user.is_active = False
    user.save(update_fields=["is_active"])
