"""What pages and the command line show about people."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One membership, told to a person. `organisation` is its code, `organisation_name` in the asked language.

    `is_demo`: it reaches the invented demo country only.
    """

    organisation: str
    organisation_name: str
    role: str
    starts_on: date
    ends_on: date | None
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What "my account" shows. `second_factors` are kinds of the MFA app: totp, webauthn, recovery_codes."""

    email: str
    name: str
    language: str
    has_password: bool
    second_factors: tuple[str, ...]
    identity_providers: tuple[str, ...]
    roles: tuple[Role, ...]
    last_login: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of the list of people."""

    email: str
    name: str
    is_active: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one change: from what to what. Of a secret it is told that it changed, and both are empty."""

    field: str
    before: str
    after: str
    is_secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who changed what, from what to what, when. `actor` is empty for the command line and machines."""

    at: datetime
    actor: str
    action: str
    kind: str
    thing: str
    changes: tuple[Change, ...]
