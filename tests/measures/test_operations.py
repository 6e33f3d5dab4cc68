"""From recorded notices to stored values: measuring is repeatable and does not depend on how notices arrived."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from majakka.base.money import Money
from majakka.base.share import Share
from majakka.classification.operations import classify_pending, ensure_definitions
from majakka.indicators.models import Value
from majakka.indicators.operations import ensure_indicators
from majakka.lake.store import current_snapshot
from majakka.measures.datasets import DATASET
from majakka.measures.operations import measure
from majakka.notices.award_queries import award_batches
from majakka.notices.models import Notice
from majakka.notices.operations import record_notices
from majakka.notices.records import LotRecord, NoticeRecord
from majakka.organisations.models import Affiliation, Organisation
from majakka.organisations.queries import Matcher
from tests.notices.factories import award, buyer, call, identifier, incoming

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, Organisation]:
    """A state, a branch, and an agency that moved from the branch to the state at the start of 2025."""
    bodies = {
        code: Organisation.objects.create(code=code, name_fi=code.title(), type=kind)
        for code, kind in (("valtio", "state"), ("haara", "branch"), ("virasto", "agency"))
    }
    moved = date(2025, 1, 1)
    Affiliation.objects.create(member=bodies["haara"], parent=bodies["valtio"])
    Affiliation.objects.create(member=bodies["virasto"], parent=bodies["haara"], ends_on=moved)
    Affiliation.objects.create(member=bodies["virasto"], parent=bodies["valtio"], starts_on=moved)
    return bodies


@pytest.fixture
def ground(tree, now):
    ensure_indicators()
    ensure_definitions()
    return tree


def agency_award(seed: int, *, value="1000.00", strategic=(), year=2025, **changes) -> NoticeRecord:
    record = award(seed, value=value)
    lot = replace(record.lots[0], strategic=strategic)
    parties = (buyer("Virasto"), record.parties[1])
    contracts = (replace(record.contracts[0], concluded_on=date(year, 5, 20)),)
    dispatched = datetime(year, 6, 1, 12, tzinfo=UTC)
    return replace(
        record, lots=(lot,), parties=parties, contracts=contracts, dispatched_at=dispatched, **changes
    )


def take_in(records, now, *, is_demo=False):
    record_notices([incoming(record) for record in records], now=now, matcher=Matcher(), is_demo=is_demo)


def measured(now):
    classify_pending(now=now)
    return measure(now=now)


def values(indicator="innovation-declared", division="") -> dict:
    """Scope -> share by count and by euro."""
    return {
        (value.organisation.code if value.organisation else value.country, value.year): (
            value.by_count,
            value.by_euro,
        )
        for value in Value.objects.filter(indicator__code=indicator, cpv_division=division).select_related(
            "organisation"
        )
    }


def everything() -> list[tuple]:
    """All values by codes, without keys and times."""
    return sorted(
        Value.objects.values_list(
            "indicator__code",
            "organisation__code",
            "country",
            "year",
            "cpv_division",
            "count_yes",
            "count_unknown",
            "count_whole",
            "euro_yes",
            "euro_unknown",
            "euro_whole",
            "euro_estimated",
            "total",
            "median",
            "excluded_count",
            "reporting_units",
            "rule_version",
        ),
        key=str,
    )


def share(yes, unknown, whole) -> Share:
    return Share(Decimal(yes), Decimal(unknown), Decimal(whole))


def test_notices_become_shares_under_the_tree_of_their_year(ground, now):
    take_in(
        [
            agency_award(1, value="100.10", strategic=("inn-pur",)),
            agency_award(2, value="200.20", strategic=("none",)),
            agency_award(3, value="50.05"),
            agency_award(4, value="70.00", strategic=("inn-pur",), year=2024),
        ],
        now,
    )
    summary = measured(now)
    found = values()
    in_2025 = share(1, 1, 3), share("100.10", "50.05", "350.35")
    assert found["virasto", 2025] == found["valtio", 2025] == found["FI", 2025] == found["", 2025] == in_2025
    assert found["haara", 2024] == found["valtio", 2024] == (share(1, 0, 1), share("70.00", 0, "70.00"))
    assert ("haara", 2025) not in found
    assert summary.years == (2024, 2025)
    assert summary.rows["lots"] == 4
    assert summary.new == summary.values == Value.objects.count()
    assert summary.rule_version.startswith("awards ")


def test_measuring_again_changes_no_row(ground, now):
    take_in([agency_award(1, strategic=("inn-pur",)), agency_award(2)], now)
    measured(now)
    before = list(Value.objects.order_by("pk").values_list())
    snapshot = current_snapshot_identifier()
    again = measured(now)
    assert (again.new, again.changed, again.removed) == (0, 0, 0)
    assert list(Value.objects.order_by("pk").values_list()) == before
    assert current_snapshot_identifier() == snapshot


def current_snapshot_identifier() -> str:
    from django.conf import settings

    return current_snapshot(settings.LAKE, DATASET).identifier


def test_a_later_run_says_when_the_values_were_last_confirmed(ground, now):
    take_in([agency_award(1)], now)
    measured(now)
    later = now + timedelta(days=1)
    measured(later)
    assert set(Value.objects.values_list("measured_at", flat=True)) == {later}


def test_values_of_scopes_that_vanish_go(ground, now):
    take_in([agency_award(1), agency_award(2, year=2024)], now)
    measured(now)
    assert Value.objects.filter(year=2024).exists()
    Notice.objects.filter(identifier=identifier(2)).delete()
    summary = measured(now)
    assert summary.removed > 0
    assert not Value.objects.filter(year=2024).exists()


def test_only_the_years_asked_for_are_replaced(ground, now):
    take_in([agency_award(1), agency_award(2, year=2024)], now)
    measured(now)
    before = everything()
    Notice.objects.all().delete()
    measure(years=[2024], now=now)
    assert everything() == [row for row in before if row[3] == 2025]


def many_notices(seed=3) -> list[NoticeRecord]:
    """Calls and awards of 30 procedures, some corrected, with every kind of answer."""
    source = random.Random(seed)
    records = []
    for number in range(1, 31):
        key = identifier(5_000 + number)
        answer = source.choice([(), ("none",), ("inn-pur",), ("env-imp", "soc-obj")])
        opening = call(number, procedure_key=key, parties=(buyer("Virasto"),))
        records.append(
            replace(opening, lots=(LotRecord(identifier="LOT-0001", cpv="72000000", strategic=answer),))
        )
        result = agency_award(
            100 + number,
            value=f"{source.randrange(1, 10**6)}.{source.randrange(100):02}",
            strategic=source.choice([(), answer]),
            year=source.choice([2024, 2025]),
            procedure_key=key,
        )
        records.append(result)
        if source.random() < 0.3:
            records.append(
                replace(result, version=2, tenders=(replace(result.tenders[0], value=euro(number)),))
            )
    return records


def euro(amount) -> Money:
    return Money(Decimal(amount), "EUR")


def test_shuffled_repeated_and_split_imports_give_the_same_values(ground, now):
    records = many_notices()
    take_in(records, now)
    measured(now)
    expected = everything()
    assert len(expected) > 200
    take_in(records, now)
    measured(now)
    assert everything() == expected
    for seed in (1, 2):
        Notice.objects.all().delete()
        shuffled = random.Random(seed).sample(records, len(records)) * 2
        for start in range(0, len(shuffled), 17):
            take_in(shuffled[start : start + 17], now)
        measured(now)
        assert everything() == expected


def test_one_more_lot_declared_none_never_raises_the_share(ground, now):
    take_in([agency_award(1, strategic=("inn-pur",)), agency_award(2, strategic=("none",))], now)
    measured(now)
    before = values()["FI", 2025]
    take_in([agency_award(3, strategic=("none",))], now)
    measured(now)
    after = values()["FI", 2025]
    for earlier, later in zip(before, after, strict=True):
        assert later.value < earlier.value
        assert later.low < earlier.low
        assert later.high < earlier.high


def test_demo_notices_stay_in_the_demo_country(ground, now):
    Organisation.objects.create(code="demo", name_fi="Virasto", type="agency", country="XV", is_demo=True)
    take_in([agency_award(1)], now)
    demo = replace(agency_award(2), parties=(buyer("Virasto", country="XV"),))
    # an invented notice that names a real body gives it nothing
    stray = agency_award(3)
    take_in([demo, stray], now, is_demo=True)
    measured(now)
    counts = {scope: by_count.whole for scope, (by_count, _) in values().items()}
    assert counts == {
        ("virasto", 2025): 1,
        ("valtio", 2025): 1,
        ("FI", 2025): 1,
        ("", 2025): 1,
        ("XV", 2025): 2,
        ("demo", 2025): 1,
    }


def test_reading_the_awards_asks_a_fixed_number_of_questions(ground, now, django_assert_num_queries):
    take_in([agency_award(seed) for seed in range(1, 11)], now)
    with django_assert_num_queries(7):
        (batch,) = award_batches(batch=100)
    assert len(batch) == 10


def test_batches_of_procedures_are_whole_and_in_order(ground, now):
    take_in([agency_award(seed) for seed in range(1, 11)], now)
    take_in([call(seed) for seed in range(20, 25)], now)
    batches = list(award_batches(batch=3))
    keys = [procedure.pk for batch in batches for procedure in batch]
    assert [len(batch) for batch in batches] == [3, 3, 3, 1]
    assert keys == sorted(set(keys))


def test_measuring_an_empty_store_gives_no_value(ground, now):
    summary = measured(now)
    assert (summary.values, summary.years, summary.rows["lots"]) == (0, (), 0)
