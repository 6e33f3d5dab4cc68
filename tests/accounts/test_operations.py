"""Inviting people, giving and ending roles, and what the audit log says of it."""

import json
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from auditlog.context import set_actor
from auditlog.models import LogEntry

from majakka.accounts import operations, queries
from majakka.accounts.errors import MembershipError, UnknownRoleError, WeakPasswordError
from majakka.accounts.models import Membership, User
from majakka.organisations.models import Organisation
from tests.accounts.factories import member, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Organisation:
    return organisation("agency")


def test_an_invited_person_has_a_role_and_a_confirmed_address_but_no_password(
    agency: Organisation, today: date
) -> None:
    user = operations.invite_person(
        " Aino@Example.FI ", organisation=agency, role="expert", today=today, name="Aino"
    )
    assert user.email == "aino@example.fi"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert [(m.role, m.starts_on, m.ends_on) for m in user.memberships.all()] == [("expert", today, None)]


def test_inviting_again_in_any_spelling_adds_the_role_to_the_same_person(
    agency: Organisation, today: date
) -> None:
    first = operations.invite_person("aino@example.fi", organisation=agency, role="expert", today=today)
    second = operations.invite_person("AINO@example.fi", organisation=agency, role="viewer", today=today)
    operations.invite_person("aino@example.fi", organisation=agency, role="viewer", today=today)
    assert first == second
    assert sorted(first.memberships.values_list("role", flat=True)) == ["expert", "viewer"]


@pytest.mark.parametrize(
    "mail", ["", "aino", "aino@", "a b@example.fi", "aino@example.fi\nbcc: x@example.fi"]
)
def test_what_is_no_mail_address_is_refused_and_leaves_nothing(
    agency: Organisation, today: date, mail: str
) -> None:
    with pytest.raises(MembershipError):
        operations.invite_person(mail, organisation=agency, role="expert", today=today)
    assert not User.objects.exists()


def test_an_unknown_role_is_refused_and_the_person_is_not_made(agency: Organisation, today: date) -> None:
    with pytest.raises(UnknownRoleError, match="national-steerer"):
        operations.invite_person("aino@example.fi", organisation=agency, role="king", today=today)
    assert not User.objects.exists()


def test_nobody_acts_for_a_body_that_has_ended(agency: Organisation, today: date) -> None:
    agency.ended_on = today
    agency.save()
    with pytest.raises(MembershipError, match="ended"):
        operations.invite_person("aino@example.fi", organisation=agency, role="expert", today=today)


def test_a_role_ends_on_its_day_and_one_that_never_held_disappears(agency: Organisation, today: date) -> None:
    user = member("expert", agency, since=today)
    membership = user.memberships.get()
    with pytest.raises(MembershipError):
        operations.end_membership(membership, ends_on=today - timedelta(days=1))
    operations.end_membership(membership, ends_on=today + timedelta(days=5))
    assert queries.memberships_in_force(user, on=today + timedelta(days=4))
    assert not queries.memberships_in_force(user, on=today + timedelta(days=5))
    operations.end_membership(membership, ends_on=today)
    assert not user.memberships.exists()


def test_a_role_can_be_given_again_after_it_ended(agency: Organisation, today: date) -> None:
    user = member("expert", agency, since=today - timedelta(days=20), until=today - timedelta(days=10))
    operations.grant_membership(user, organisation=agency, role="expert", starts_on=today)
    assert len(queries.memberships_in_force(user, on=today)) == 1
    assert user.memberships.count() == 2


@pytest.mark.parametrize("password", ["short", "password1234", "aino.expert@agency"])
def test_a_weak_password_is_refused_with_the_reason(agency: Organisation, password: str) -> None:
    user = User.objects.create_user("aino.expert@agency.fi")
    with pytest.raises(WeakPasswordError) as raised:
        operations.set_password(user, password=password)
    assert len(str(raised.value)) > 20
    assert not User.objects.get().has_usable_password()


def test_every_deed_is_in_the_log_with_who_what_and_from_what_to_what(
    agency: Organisation, today: date
) -> None:
    steerer = member("national-steerer", agency, since=today)
    LogEntry.objects.all().delete()
    with set_actor(steerer):
        user = operations.invite_person("aino@example.fi", organisation=agency, role="expert", today=today)
        membership = user.memberships.get()
        operations.end_membership(membership, ends_on=today + timedelta(days=1))
        operations.shut_out(user)
    entries = queries.audit_entries(queries.audit_log(for_user=steerer, today=today))
    told = [(e.kind, e.action, e.actor) for e in entries]
    assert ("user", "created", str(steerer)) in told
    assert ("membership", "created", str(steerer)) in told
    ended = next(e for e in entries if e.kind == "membership" and e.action == "changed")
    assert [(c.field, c.before, c.after) for c in ended.changes] == [
        ("ends_on", "", str(today + timedelta(days=1)))
    ]
    shut = next(e for e in entries if e.kind == "user" and e.action == "changed")
    assert [(c.field, c.before, c.after) for c in shut.changes] == [("is_active", "True", "False")]


def test_a_new_password_is_told_but_nothing_of_it(agency: Organisation, today: date) -> None:
    user = member("expert", agency, since=today)
    operations.set_password(user, password="kolme hyvää hevosta 7")
    stored = User.objects.get(pk=user.pk).password
    log = json.dumps([[entry.changes, entry.object_repr, str(entry)] for entry in LogEntry.objects.all()])
    assert "password" in log
    assert "hevosta" not in log
    _, _, salt, *_, digest = stored.split("$")
    assert salt not in log
    assert digest not in log


def test_organisations_and_their_tree_are_in_the_log(agency: Organisation) -> None:
    agency.name_fi = "Uusi nimi"
    agency.save()
    entry = LogEntry.objects.filter(content_type__model="organisation", action=LogEntry.Action.UPDATE).get()
    assert entry.changes == {"name_fi": ["Agency", "Uusi nimi"]}


def test_a_demo_steerer_sees_only_what_demo_people_did(agency: Organisation, today: date) -> None:
    real = member("national-steerer", agency, since=today)
    demo_body = organisation("demo", country="XV", is_demo=True)
    demo = member("national-steerer", demo_body, since=today, is_demo=True)
    LogEntry.objects.all().delete()
    with set_actor(real):
        operations.invite_person("secret.person@example.fi", organisation=agency, role="expert", today=today)
    with set_actor(demo):
        operations.invite_person("play@example.fi", organisation=demo_body, role="expert", today=today)
    seen = str(queries.audit_entries(queries.audit_log(for_user=demo, today=today)))
    assert "play@example.fi" in seen
    assert "secret.person@example.fi" not in seen


def test_people_are_listed_with_roles_in_force_in_few_queries(
    agency: Organisation, today: date, django_assert_num_queries
) -> None:
    for number in range(5):
        user = User.objects.create_user(f"p{number}@example.fi")
        operations.grant_membership(user, organisation=agency, role="expert", starts_on=today)
    gone = User.objects.create_user("gone@example.fi")
    Membership.objects.create(
        user=gone, organisation=agency, role="expert", starts_on=today - timedelta(days=9), ends_on=today
    )
    with django_assert_num_queries(2):
        people = queries.people_of(agency, on=today, language="fi")
    assert [person.email for person in people] == [f"p{number}@example.fi" for number in range(5)]
    assert all(person.roles[0].organisation == "agency" for person in people)
    everybody = list(queries.all_people(on=today, language="fi"))
    assert [person.email for person in everybody if not person.roles] == ["gone@example.fi"]


def test_an_account_tells_how_the_person_can_sign_in(agency: Organisation, today: date) -> None:
    user = member("expert", agency, since=today)
    account = queries.account_of(user, today=today, language="fi")
    assert (account.has_password, account.second_factors, account.identity_providers) == (False, (), ())
    assert account.roles[0].organisation_name == "Agency"
