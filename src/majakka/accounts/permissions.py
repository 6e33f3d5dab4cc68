"""Who may do what. Every question is answered no unless one membership in force says yes.

* **National steerer**: everything of the country of the organisation that the membership names.
* **Branch coordinator**: everything below that organisation in the dated tree, itself included.
* **Procurement lead**: the own organisation only.
* **Responsible person**, **expert**: see the back office of their organisation; what they may change there
  comes with the actions and procurements that name them.
* **Viewer**: sees.

People of the invented demo country act for demo organisations only, whatever their role.
Superuser and staff flags mean nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser

from majakka.accounts.choices import MemberRole
from majakka.accounts.models import Membership, User
from majakka.accounts.queries import memberships_in_force
from majakka.organisations.models import Organisation
from majakka.organisations.queries import path_to_root

Visitor = User | AnonymousUser

# Roles that may change what belongs to an organisation, and how far each one reaches
_EDITORS = (MemberRole.NATIONAL_STEERER, MemberRole.BRANCH_COORDINATOR, MemberRole.PROCUREMENT_LEAD)
# A person gives others at most what the own role holds
_GRANTS: dict[str, frozenset[str]] = {
    MemberRole.NATIONAL_STEERER: frozenset(MemberRole.values),
    MemberRole.BRANCH_COORDINATOR: frozenset(MemberRole.values) - {MemberRole.NATIONAL_STEERER},
    MemberRole.PROCUREMENT_LEAD: frozenset(
        {MemberRole.PROCUREMENT_LEAD, MemberRole.RESPONSIBLE_PERSON, MemberRole.EXPERT, MemberRole.VIEWER}
    ),
}


def may_see_back_office(user: Visitor, *, today: date) -> bool:
    """Anybody with a membership in force."""
    return bool(_memberships(user, today))


def may_edit_organisation(user: Visitor, organisation: Organisation, *, today: date) -> bool:
    """Its names, aliases and goals: its procurement lead, coordinators above it, the national steerer."""
    return any(
        _reaches(membership, organisation, today) for membership in _memberships(user, today, *_EDITORS)
    )


def may_move_organisation(user: Visitor, organisation: Organisation, *, today: date) -> bool:
    """Where it belongs in the tree, mergers, identifiers: those above it, never itself alone."""
    above = (MemberRole.NATIONAL_STEERER, MemberRole.BRANCH_COORDINATOR)
    return any(_reaches(membership, organisation, today) for membership in _memberships(user, today, *above))


def may_manage_people(user: Visitor, organisation: Organisation, *, today: date) -> bool:
    """Who acts for the organisation: the same people who may edit it. The role they give: `may_grant_role`."""
    return may_edit_organisation(user, organisation, today=today)


def may_grant_role(user: Visitor, organisation: Organisation, role: str, *, today: date) -> bool:
    """Nobody gives a role above the own one."""
    return any(
        role in _GRANTS[membership.role] and _reaches(membership, organisation, today)
        for membership in _memberships(user, today, *_EDITORS)
    )


def may_edit_programme(user: Visitor, owner: Organisation, *, today: date) -> bool:
    """Goals and targets of a programme of `owner`. A plan of the state is the national steerer's alone."""
    return may_edit_organisation(user, owner, today=today)


def may_edit_word_lists(user: Visitor, *, today: date) -> bool:
    """Word lists and definitions count for everybody, so only a national steerer edits them."""
    return _steers(user, today)


def may_import(user: Visitor, *, today: date) -> bool:
    """Take in notices, codes and registers, which everybody's numbers rest on."""
    return _steers(user, today)


def may_see_audit_log(user: Visitor, *, today: date) -> bool:
    """Who changed what. A steerer of the demo country sees what demo people did (queries.audit_log)."""
    return bool(_memberships(user, today, MemberRole.NATIONAL_STEERER))


def _steers(user: Visitor, today: date) -> bool:
    return any(
        not m.organisation.is_demo and not m.user.is_demo
        for m in _memberships(user, today, MemberRole.NATIONAL_STEERER)
    )


def _memberships(user: Visitor, today: date, *roles: str) -> list[Membership]:
    if not isinstance(user, User) or not user.is_active:
        return []
    return memberships_in_force(user, on=today, roles=roles or None)


def _reaches(membership: Membership, organisation: Organisation, today: date) -> bool:
    """Whether the membership's role stretches from its own organisation to this one."""
    own = membership.organisation
    if own.is_demo != organisation.is_demo or (membership.user.is_demo and not organisation.is_demo):
        return False
    if membership.role == MemberRole.NATIONAL_STEERER:
        return own.country == organisation.country
    if own.pk == organisation.pk:
        return True
    return membership.role == MemberRole.BRANCH_COORDINATOR and own.pk in _pks_above(organisation, today)


def _pks_above(organisation: Organisation, today: date) -> set[int]:
    above: Iterable[Any] = path_to_root(organisation, on=today)
    return {one.pk for one in above}
