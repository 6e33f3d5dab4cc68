"""Roles and changes in a reader's words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from majakka.accounts.choices import MemberRole
from majakka.accounts.records import AuditEntry, Change, Role
from majakka.web.format import format_day

FEW = 4
"""So many changed fields stand open in a row of the log; more are folded."""
_LONG = 240


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role in force with what it lets the person do."""

    role: Role
    name: Any
    says: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field: `before` and `after` are empty where there was nothing, and both when the value is a secret."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LogRow:
    at: datetime
    actor: str
    action: str
    kind: str
    thing: str
    changes: tuple[ChangeLine, ...]
    is_folded: bool


def role_line(role: Role) -> RoleLine:
    return RoleLine(role, MemberRole(role.role).label, _may(role))


def _may(role: Role) -> str:
    """What permissions.py lets the role do."""
    if role.role == MemberRole.NATIONAL_STEERER and role.is_demo:
        return _("May change everything of the demo country, and read what demo people changed.")
    return {
        MemberRole.NATIONAL_STEERER: _(
            "May change organisations, programmes, goals, roles and word lists of the whole country, "
            "import data, and read the log."
        ),
        MemberRole.BRANCH_COORDINATOR: _(
            "May change this organisation and those below it: names, place in the tree, programmes, goals and people."
        ),
        MemberRole.PROCUREMENT_LEAD: _(
            "May change the names, programme, goals and people of this organisation."
        ),
        MemberRole.RESPONSIBLE_PERSON: _(
            "Sees the work of this organisation and updates the actions that name them."
        ),
        MemberRole.EXPERT: _("Sees the work of this organisation and plans the procurements that name them."),
        MemberRole.VIEWER: _("Sees the work of this organisation and changes nothing."),
    }[MemberRole(role.role)]


def log_row(entry: AuditEntry) -> LogRow:
    changes = tuple(_change(one) for one in entry.changes if one.field != "id" and one.before != one.after)
    is_long = len(changes) > FEW or any(len(c.before) + len(c.after) > _LONG for c in changes)
    hidden = tuple(ChangeLine(_field(one.field), "", "") for one in entry.changes if one.is_secret)
    return LogRow(
        at=entry.at,
        actor=entry.actor,
        action=_action(entry.action),
        kind=_kind(entry.kind),
        thing=_thing(entry),
        changes=(*hidden, *changes),
        is_folded=is_long,
    )


def _thing(entry: AuditEntry) -> str:
    """The name of what was changed; the log names the role of a membership by its code (Membership.__str__)."""
    if entry.kind == "membership":
        for role in MemberRole:
            if f": {role.value}, " in entry.thing:
                return entry.thing.replace(f": {role.value}, ", f": {role.label}, ", 1)
    return entry.thing


def _change(change: Change) -> ChangeLine:
    return ChangeLine(_field(change.field), _value(change, change.before), _value(change, change.after))


def _action(action: str) -> str:
    """Stands after the kind of thing: "Role, created"."""
    return {"created": _("created"), "changed": _("changed"), "deleted": _("removed"), "read": _("read")}.get(
        action, action
    )


def _kind(model: str) -> str:
    """What kind of thing was changed; a table without a word of its own goes by its name."""
    return {
        "user": _("Person"),
        "membership": _("Role"),
        "emailaddress": _("Mail address"),
        "authenticator": _("Second factor"),
        "socialaccount": _("Outside account"),
        "organisation": _("Organisation"),
        "affiliation": _("Place in the tree"),
        "alias": _("Other name"),
        "definition": _("Definition"),
        "wordlist": _("Word list"),
        "indicator": _("Indicator"),
        "programme": _("Programme"),
        "goal": _("Goal"),
        "target": pgettext("in the log", "Target"),
    }.get(model, model)


def _field(field: str) -> str:
    """A changed field in words; a rarer one by the name of its column, which the documentation uses too."""
    return {
        "business_id": _("Business ID"),
        "code": _("Code"),
        "country": _("Country"),
        "due_on": _("Due"),
        "email": _("Mail address"),
        "ended_on": _("Ended"),
        "ends_on": _("First day without"),
        "is_active": _("May sign in"),
        "is_demo": _("Demo data"),
        "language": _("Language"),
        "member": _("Organisation"),
        "name": _("Name"),
        "name_en": _("Name in English"),
        "name_fi": _("Name in Finnish"),
        "name_sv": _("Name in Swedish"),
        "organisation": _("Organisation"),
        "parent": _("Belongs to"),
        "password": _("Password"),
        "role": _("Role"),
        "source": _("Source"),
        "starts_on": _("From"),
        "type": _("Kind"),
        "user": _("Person"),
        "value": _("Value"),
    }.get(field, field)


def _value(change: Change, value: str) -> str:
    if change.field == "role" and value in MemberRole.values:
        return str(MemberRole(value).label)
    if value in ("True", "False"):
        return _("Yes") if value == "True" else _("No")
    if change.field.endswith("_on") and value:
        try:
            return format_day(date.fromisoformat(value), (get_language() or "en")[:2])
        except ValueError:
            return value
    return value
