"""Who may do what: every question against every role and every place in the tree."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from majakka.accounts import permissions
from majakka.accounts.choices import MemberRole
from majakka.accounts.models import User
from tests.accounts.factories import Country, below, member, organisation, small_country

pytestmark = pytest.mark.django_db

PLACES = ("state", "branch", "agency", "sister", "other_branch", "other_agency", "municipality")

# role and place of the membership -> places that the person may edit
REACH = {
    ("national-steerer", "state"): set(PLACES),
    ("branch-coordinator", "branch"): {"branch", "agency", "sister"},
    ("branch-coordinator", "agency"): {"agency"},
    ("procurement-lead", "branch"): {"branch"},
    ("procurement-lead", "agency"): {"agency"},
    ("procurement-lead", "municipality"): {"municipality"},
    ("responsible-person", "agency"): set(),
    ("expert", "agency"): set(),
    ("viewer", "state"): set(),
}


@pytest.fixture
def country() -> Country:
    return small_country()


@pytest.mark.parametrize(("role", "place"), REACH)
@pytest.mark.parametrize(
    "question",
    [permissions.may_edit_organisation, permissions.may_manage_people, permissions.may_edit_programme],
)
def test_a_role_reaches_exactly_its_part_of_the_tree(
    country: Country, today: date, role: str, place: str, question: Callable[..., bool]
) -> None:
    user = member(role, getattr(country, place), since=today)
    reached = {where for where in PLACES if question(user, getattr(country, where), today=today)}
    assert reached == REACH[role, place]


def test_a_body_is_moved_only_by_those_above_it(country: Country, today: date) -> None:
    lead = member("procurement-lead", country.agency, since=today)
    coordinator = member("branch-coordinator", country.branch, since=today)
    assert not permissions.may_move_organisation(lead, country.agency, today=today)
    assert permissions.may_move_organisation(coordinator, country.agency, today=today)
    assert not permissions.may_move_organisation(coordinator, country.other_agency, today=today)


@pytest.mark.parametrize("role", MemberRole.values)
def test_only_a_steerer_changes_what_counts_for_everybody(country: Country, today: date, role: str) -> None:
    user = member(role, country.state, since=today)
    steers = role == "national-steerer"
    assert permissions.may_edit_word_lists(user, today=today) is steers
    assert permissions.may_import(user, today=today) is steers
    assert permissions.may_see_audit_log(user, today=today) is steers
    assert permissions.may_see_back_office(user, today=today)


def test_nobody_gives_a_role_above_the_own_one(country: Country, today: date) -> None:
    lead = member("procurement-lead", country.agency, since=today)
    coordinator = member("branch-coordinator", country.branch, since=today)
    steerer = member("national-steerer", country.state, since=today)

    def given(user: User) -> set[str]:
        return {
            role
            for role in MemberRole.values
            if permissions.may_grant_role(user, country.agency, role, today=today)
        }

    assert given(lead) == {"procurement-lead", "responsible-person", "expert", "viewer"}
    assert given(coordinator) == set(MemberRole.values) - {"national-steerer"}
    assert given(steerer) == set(MemberRole.values)
    assert not permissions.may_grant_role(coordinator, country.other_agency, "viewer", today=today)


def test_a_membership_holds_from_its_first_day_to_the_day_before_its_end(
    country: Country, today: date
) -> None:
    until = today + timedelta(days=10)
    user = member("procurement-lead", country.agency, since=today, until=until)
    days = {-1: False, 0: True, 9: True, 10: False}
    for offset, expected in days.items():
        day = today + timedelta(days=offset)
        assert permissions.may_edit_organisation(user, country.agency, today=day) is expected, offset


def test_the_tree_of_the_day_decides_under_whom_a_body_is(country: Country, today: date) -> None:
    moved = organisation("moved")
    below(moved, country.branch, until=today)
    below(moved, country.other_branch, since=today)
    old = member("branch-coordinator", country.branch, since=today - timedelta(days=30))
    new = member("branch-coordinator", country.other_branch, since=today - timedelta(days=30))
    yesterday = today - timedelta(days=1)
    assert permissions.may_edit_organisation(old, moved, today=yesterday)
    assert not permissions.may_edit_organisation(old, moved, today=today)
    assert not permissions.may_edit_organisation(new, moved, today=yesterday)
    assert permissions.may_edit_organisation(new, moved, today=today)


def test_strangers_the_shut_out_and_superusers_without_a_role_may_nothing(
    country: Country, today: date
) -> None:
    shut_out = member("national-steerer", country.state, since=today)
    shut_out.is_active = False
    superuser = User.objects.create_user("root@example.fi", is_superuser=True, is_staff=True)
    for user in (AnonymousUser(), shut_out, superuser):
        assert not permissions.may_see_back_office(user, today=today)
        assert not permissions.may_edit_organisation(user, country.agency, today=today)
        assert not permissions.may_move_organisation(user, country.agency, today=today)
        assert not permissions.may_grant_role(user, country.agency, "viewer", today=today)
        assert not permissions.may_edit_word_lists(user, today=today)
        assert not permissions.may_import(user, today=today)
        assert not permissions.may_see_audit_log(user, today=today)


def test_demo_people_act_in_the_demo_country_only_and_real_people_only_outside(
    country: Country, today: date
) -> None:
    demo = small_country("demo-", country="XV", is_demo=True)
    demo_steerer = member("national-steerer", demo.state, since=today, is_demo=True)
    real_steerer = member("national-steerer", country.state, since=today)
    assert permissions.may_edit_organisation(demo_steerer, demo.agency, today=today)
    assert not permissions.may_edit_organisation(demo_steerer, country.agency, today=today)
    assert not permissions.may_edit_organisation(real_steerer, demo.agency, today=today)
    assert not permissions.may_import(demo_steerer, today=today)
    assert not permissions.may_edit_word_lists(demo_steerer, today=today)


def test_a_demo_login_that_was_given_a_real_role_still_may_nothing_real(
    country: Country, today: date
) -> None:
    user = member("national-steerer", country.state, since=today, is_demo=True)
    assert not permissions.may_edit_organisation(user, country.agency, today=today)
    assert not permissions.may_import(user, today=today)


def test_a_steerer_of_another_country_does_not_reach_this_one(country: Country, today: date) -> None:
    abroad = small_country("se-", country="SE")
    user = member("national-steerer", abroad.state, since=today)
    assert permissions.may_edit_organisation(user, abroad.municipality, today=today)
    assert not permissions.may_edit_organisation(user, country.municipality, today=today)
