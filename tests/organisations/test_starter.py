"""The starter set: what a fresh install knows."""

from datetime import date

import pytest

from majakka.organisations import builtin
from majakka.organisations.choices import OrganisationType
from majakka.organisations.models import Affiliation, Alias, Organisation
from majakka.organisations.operations import load_starter_organisations
from majakka.organisations.queries import ancestors_by_member, children_of, path_to_root
from majakka.organisations.rules import is_valid_business_id

MINISTRIES = ["vnk", "um", "om", "sm", "plm", "vm", "okm", "mmm", "lvm", "tem", "stm", "ym"]


def test_every_business_id_of_the_starter_set_is_valid_and_given_once() -> None:
    given = [body.business_id for body in builtin.starter_organisations() if body.business_id]
    assert [business_id for business_id in given if not is_valid_business_id(business_id)] == []
    assert len(given) == len(set(given))


def test_every_code_parent_and_successor_of_the_starter_set_exists_once() -> None:
    bodies = builtin.starter_organisations()
    codes = [body.code for body in bodies]
    named = {body.parent for body in bodies} | {body.successor for body in bodies}
    named |= {end for row in builtin.starter_affiliations() for end in (row.member, row.parent)}
    assert len(codes) == len(set(codes))
    assert named - {""} <= set(codes)


def test_every_body_of_the_starter_set_says_where_its_facts_come_from() -> None:
    assert [body.code for body in builtin.starter_organisations() if not body.source] == []


def test_state_bodies_have_their_names_in_three_languages() -> None:
    types = {
        OrganisationType.STATE,
        OrganisationType.BRANCH,
        OrganisationType.MINISTRY,
        OrganisationType.COUNTY,
    }
    incomplete = [
        body.code
        for body in builtin.starter_organisations()
        if body.type in types and not (body.name_fi and body.name_sv and body.name_en)
    ]
    assert incomplete == []


def test_names_of_a_municipality_are_inflected_from_the_list() -> None:
    assert "Lappeenrannan kaupunki" in builtin.names_of_municipality("Lappeenranta")
    assert "Konneveden kunta" in builtin.names_of_municipality("Konnevesi")
    assert "Kristinestads stad" in builtin.names_of_municipality("Kristiinankaupunki")
    assert builtin.names_of_municipality("Brändö") == (
        "Brändö stad",
        "Brändö kommun",
        "Brändös stad",
        "Brändös kommun",
    )
    assert builtin.names_of_municipality("Nowhere") == ()


@pytest.mark.django_db
def test_the_starter_set_is_loaded_once() -> None:
    assert load_starter_organisations() == len(builtin.starter_organisations())
    counts = Organisation.objects.count(), Alias.objects.count(), Affiliation.objects.count()
    assert load_starter_organisations() == 0
    assert counts == (Organisation.objects.count(), Alias.objects.count(), Affiliation.objects.count())


@pytest.mark.django_db
def test_loading_again_completes_and_never_overwrites() -> None:
    load_starter_organisations()
    Organisation.objects.filter(code="hansel").update(name_sv="", name_fi="Hansel")
    load_starter_organisations()
    hansel = Organisation.objects.get(code="hansel")
    assert (hansel.name_sv, hansel.name_fi) == ("Hansel Ab", "Hansel")


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(2010, 6, 1), date(2018, 6, 1), date(2022, 6, 1), date(2026, 11, 20)])
def test_everything_rolls_up_to_the_public_sector_on_any_day(on: date) -> None:
    load_starter_organisations()
    root = Organisation.objects.get(code="fi")
    assert {path[-1] for path in ancestors_by_member(on).values()} == {root.pk}


@pytest.mark.django_db
def test_the_state_has_14_branches_and_each_ministry_its_own() -> None:
    load_starter_organisations()
    on = date(2026, 11, 20)
    branches = children_of(Organisation.objects.get(code="fi-state"), on=on)
    assert branches.of_type(OrganisationType.BRANCH).count() == 14
    for code in MINISTRIES:
        path = path_to_root(Organisation.objects.get(code=code), on=on)
        assert [body.code for body in path] == [code, f"hallinnonala-{code}", "fi-state", "fi"]


@pytest.mark.django_db
def test_there_are_21_counties_beside_hus_and_helsinki_is_a_municipality() -> None:
    load_starter_organisations()
    counties = children_of(Organisation.objects.get(code="fi-counties"), on=date(2026, 1, 1))
    assert counties.of_type(OrganisationType.COUNTY).count() == 21
    assert {body.code for body in counties.exclude(type=OrganisationType.COUNTY)} == {"hus"}
    helsinki = path_to_root(Organisation.objects.get(code="helsinki"), on=date(2026, 1, 1))
    assert [body.code for body in helsinki] == ["helsinki", "fi-municipalities", "fi"]


@pytest.mark.django_db
def test_a_hospital_district_is_under_the_joint_authorities_until_its_county_takes_over() -> None:
    load_starter_organisations()
    district = Organisation.objects.get(code="lshp")
    before = [body.code for body in path_to_root(district, on=date(2022, 12, 31))]
    after = [body.code for body in path_to_root(district, on=date(2023, 1, 1))]
    assert before == ["lshp", "fi-joint", "fi"]
    assert after == ["lshp", "lapin-hyvinvointialue", "fi-counties", "fi"]
    assert district.successor is not None
    assert district.successor.code == "lapin-hyvinvointialue"
