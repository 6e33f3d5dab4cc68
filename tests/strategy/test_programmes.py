"""The shipped national programme and the questions about programmes."""

from datetime import date
from decimal import Decimal

import pytest

from majakka.indicators.models import Indicator
from majakka.indicators.operations import ensure_indicators
from majakka.organisations.models import Organisation
from majakka.organisations.operations import load_starter_organisations
from majakka.strategy.errors import MissingGroundError
from majakka.strategy.models import Goal, Programme, Target
from majakka.strategy.operations import add_programme, ensure_national_programme
from majakka.strategy.queries import goal_by_code, programme_by_code, programme_for, programmes
from majakka.strategy.starter import starter_programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def national() -> Programme:
    load_starter_organisations()
    ensure_indicators()
    ensure_national_programme()
    return programme_for("FI")


def test_the_innovation_goal_has_five_per_cent_from_2015_and_ten_from_2020_with_sources(national):
    (goal,) = national.goals.all()
    levels = [(target.starts_on, target.value) for target in goal.targets.all()]
    assert levels == [(date(2015, 5, 29), Decimal("0.05")), (date(2020, 9, 10), Decimal("0.10"))]
    assert all(target.source for target in goal.targets.all())
    assert goal.indicator.code == "innovation-new-to-market"
    assert national.owner.code == "fi-state"


@pytest.mark.parametrize("field", ["name", "summary"])
def test_the_programme_speaks_three_languages(national, field):
    texts = [getattr(national, f"{field}_{language}") for language in ("fi", "sv", "en")]
    assert all(texts)
    assert len(set(texts)) == 3


def test_making_sure_of_it_again_changes_nothing_that_people_have_edited(national):
    Programme.objects.update(name_fi="Muokattu nimi")
    assert ensure_national_programme() == 0
    assert programme_for("FI").name_fi == "Muokattu nimi"
    assert (Goal.objects.count(), Target.objects.count()) == (1, 2)


def test_without_organisations_or_indicators_it_says_what_is_missing():
    with pytest.raises(MissingGroundError, match="fi-state"):
        ensure_national_programme()
    load_starter_organisations()
    with pytest.raises(MissingGroundError, match="innovation-new-to-market"):
        ensure_national_programme()
    assert Programme.objects.count() == 0


def test_a_programme_is_read_whole_with_a_fixed_number_of_queries(national, django_assert_num_queries):
    with django_assert_num_queries(4):
        found = programme_for("FI")
        for goal in found.goals.all():
            assert goal.indicator.name_in("sv")
            assert goal.target_on(date(2019, 6, 1)).value == Decimal("0.05")
            assert goal.target_on(date(2014, 6, 1)) is None
        assert found.owner.name_in("en")
    with django_assert_num_queries(4):
        assert [programme.code for programme in programmes()] == [national.code]
    with django_assert_num_queries(2):
        goal = goal_by_code(national.code, "innovaatiot")
        assert goal.programme.owner.country == "FI"
        assert len(goal.targets.all()) == 2


def test_the_newest_national_strategy_in_force_of_the_country_is_chosen(national):
    facts = starter_programmes()[0]
    other = Organisation.objects.create(
        code="xv-state", name_fi="Valomaa", type="state", country="XV", is_demo=True
    )
    add_programme(facts | {"code": "demo", "owner": other.code}, is_demo=True)
    add_programme(facts | {"code": "newer", "starts_on": "2026-01-01"})
    add_programme(facts | {"code": "draft", "starts_on": "2027-01-01", "state": "draft"})
    add_programme(facts | {"code": "action", "starts_on": "2027-01-01", "kind": "action-programme"})
    assert programme_for("FI").code == "newer"
    assert programme_for("XV").code == "demo"
    assert programme_for("SE") is None
    assert {programme.code for programme in programmes(country="FI", state="in-force")} == {
        national.code,
        "newer",
        "action",
    }


def test_unknown_codes_find_nothing(national):
    assert programme_by_code("none") is None
    assert goal_by_code(national.code, "none") is None


def test_an_indicator_that_a_goal_follows_cannot_be_removed(national):
    with pytest.raises(Exception, match="protected"):
        Indicator.objects.get(code="innovation-new-to-market").delete()
