"""Recording values and asking for them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from majakka.indicators.errors import UnknownIndicatorError
from majakka.indicators.models import Indicator, Value
from majakka.indicators.operations import ensure_indicators, record_values
from majakka.indicators.queries import (
    indicator_by_code,
    indicators,
    last_measured_at,
    latest_full_year,
    series,
    values_by_country,
    values_for,
    values_of_organisations,
    years_with_values,
)
from majakka.indicators.records import RecordedValues, ValueRecord
from majakka.indicators.starter import starter_indicators
from majakka.measures.catalogue import MEASURES
from majakka.organisations.models import Organisation

pytestmark = pytest.mark.django_db
CODE = "green-declared"


@pytest.fixture
def shipped():
    ensure_indicators()


@pytest.fixture
def agency():
    return Organisation.objects.create(code="virasto", name_fi="Virasto", type="agency")


def record(**facts) -> ValueRecord:
    """Two of four Finnish lots in 2025, one unknown."""
    given = {
        "indicator": CODE,
        "organisation": None,
        "country": "FI",
        "year": 2025,
        "cpv_division": "",
        "count_yes": 2,
        "count_unknown": 1,
        "count_whole": 4,
        "euro_yes": Decimal("10.10"),
        "euro_whole": Decimal("40.40"),
        "rule_version": "1",
    }
    return ValueRecord(**given | facts)


def keep(*records, now, years=None) -> RecordedValues:
    by_code: dict[str, list[ValueRecord]] = {}
    for item in records:
        by_code.setdefault(item.indicator, []).append(item)
    return record_values(by_code or {CODE: []}, years=years, now=now)


def test_every_measure_has_a_shipped_indicator_in_three_languages():
    shipped = {facts["code"]: facts for facts in starter_indicators()}
    assert shipped.keys() == {measure.code for measure in MEASURES}
    for measure in MEASURES:
        facts = shipped[measure.code]
        assert facts["unit"] == measure.unit
        for field in ("name", "rule"):
            texts = [facts[f"{field}_{language}"] for language in ("fi", "sv", "en")]
            assert all(texts)
            assert len(set(texts)) == 3


def test_shipped_indicators_are_made_once_and_mended(shipped):
    assert ensure_indicators() == 0
    Indicator.objects.filter(code=CODE).update(name_en="Other")
    Indicator.objects.create(code="own", family="green", name_fi="Oma", name_sv="Egen", name_en="Own")
    ensure_indicators()
    assert indicator_by_code(CODE).name_in("en") == "Green procurement"
    assert indicator_by_code("own").name_in("sv") == "Egen"
    assert indicator_by_code("none") is None
    assert [found.code for found in indicators(family="social")] == ["social-declared"]
    assert [found.code for found in indicators(codes=["no-call", "green-text"])] == ["green-text", "no-call"]


def test_equal_values_keep_their_rows_and_others_are_replaced(shipped, agency, now):
    first = keep(record(), record(organisation=agency.pk, country=""), record(year=2024), now=now)
    assert first == RecordedValues(new=3)
    kept = Value.objects.get(year=2025, organisation=None)
    later = now + timedelta(days=1)
    second = keep(record(), record(organisation=agency.pk, country="", count_yes=3), now=later)
    assert second == RecordedValues(changed=1, unchanged=1, removed=1)
    assert Value.objects.get(year=2025, organisation=None).pk == kept.pk
    assert Value.objects.get(organisation=agency).count_yes == 3
    assert last_measured_at() == later


def test_only_the_given_years_and_indicators_are_replaced(shipped, now):
    keep(record(), record(year=2024), record(indicator="green-text"), now=now)
    assert keep(now=now, years=[2025]) == RecordedValues(removed=1)
    assert sorted(Value.objects.values_list("indicator__code", "year")) == [
        (CODE, 2024),
        ("green-text", 2025),
    ]


def test_a_failure_leaves_all_values_as_they_were(shipped, now):
    keep(record(), now=now)
    impossible = record(year=2024, count_yes=5)
    with pytest.raises(IntegrityError):
        keep(record(count_yes=0), impossible, now=now)


def test_a_value_for_an_unknown_indicator_is_refused(shipped, now):
    with pytest.raises(UnknownIndicatorError, match="no-such"):
        keep(record(indicator="no-such"), now=now)


def test_values_of_a_scope_come_with_their_indicators_in_one_query(
    shipped, agency, now, django_assert_num_queries
):
    keep(
        record(),
        record(year=2024),
        record(cpv_division="72"),
        record(indicator="green-text"),
        record(country=""),
        record(organisation=agency.pk, country=""),
        now=now,
    )
    with django_assert_num_queries(1):
        found = values_for(country="FI")
        assert [(value.indicator.code, value.year) for value in found] == [
            (CODE, 2024),
            (CODE, 2025),
            ("green-text", 2025),
        ]
    assert [value.cpv_division for value in values_for(country="FI", cpv_division=None, years=[2025])] == [
        "",
        "72",
        "",
    ]
    assert [value.year for value in series(indicator_code=CODE, country="FI")] == [2024, 2025]
    assert [value.organisation_id for value in values_for(organisation=agency)] == [agency.pk]
    assert values_for(organisation=agency.pk) == values_for(organisation=agency)
    assert [value.country for value in values_for()] == [""]


def test_a_table_of_bodies_shows_only_those_that_have_a_value(
    shipped, agency, now, django_assert_num_queries
):
    silent = Organisation.objects.create(code="hiljainen", name_fi="Hiljainen", type="agency")
    keep(
        record(organisation=agency.pk, country=""),
        record(organisation=agency.pk, country="", year=2024),
        now=now,
    )
    with django_assert_num_queries(1):
        found = values_of_organisations(
            indicator_code=CODE, organisations=[agency, silent], years=[2025, 2024]
        )
    assert found.keys() == {(agency.pk, 2025), (agency.pk, 2024)}


def test_countries_are_compared_in_one_year(shipped, now):
    keep(
        record(),
        record(country="SE", count_yes=1),
        record(country="", count_yes=3),
        record(year=2024),
        now=now,
    )
    found = values_by_country(indicator_code=CODE, year=2025)
    assert {country: value.count_yes for country, value in found.items()} == {"": 3, "FI": 2, "SE": 1}


@pytest.mark.parametrize(
    ("years", "expected"), [((2023, 2025, 2026), 2025), ((2026,), 2026), ((2024, 2026), 2024), ((), None)]
)
def test_the_latest_full_year_is_one_that_has_ended(shipped, now, years, expected):
    keep(*(record(year=year) for year in years), now=now)
    assert years_with_values(country="FI") == list(years)
    assert latest_full_year(today=date(2026, 11, 20), country="FI") == expected


def test_a_value_gives_shares_by_count_and_by_euro(shipped, now):
    keep(record(), now=now)
    value = Value.objects.get()
    assert (value.by_count.value, value.by_count.low, value.by_count.high) == (
        Decimal(2) / Decimal(3),
        Decimal("0.5"),
        Decimal("0.75"),
    )
    assert value.by_euro.value == Decimal("0.25")
    assert value.mean is None


def test_a_mean_is_the_sum_over_n(shipped, now):
    speed = replace(record(indicator="decision-speed"), count_yes=0, count_unknown=0, total=Decimal(91))
    keep(speed, now=now)
    assert Value.objects.get().mean == Decimal("22.75")


def test_cents_that_floating_point_cannot_add_are_kept_exactly(shipped, now):
    """0.10 + 0.20 is more than 0.30 where a database adds in floating point."""
    exact = {"euro_yes": Decimal("0.10"), "euro_unknown": Decimal("0.20"), "euro_whole": Decimal("0.30")}
    keep(record(**exact), now=now)
    assert Value.objects.get().by_euro.value == 1
    assert keep(record(**exact), now=now) == RecordedValues(unchanged=1)


def test_a_part_greater_than_the_whole_by_a_cent_is_refused(shipped, now):
    with pytest.raises(IntegrityError):
        keep(
            record(euro_yes=Decimal("0.10"), euro_unknown=Decimal("0.21"), euro_whole=Decimal("0.30")),
            now=now,
        )


@pytest.mark.parametrize("euro", ["0.01", "0.29", "123456789.01", "9999999999999.99"])
def test_euros_come_back_to_the_cent(shipped, now, euro):
    keep(record(euro_yes=Decimal(0), euro_whole=Decimal(euro)), now=now)
    assert Value.objects.get().euro_whole == Decimal(euro)
