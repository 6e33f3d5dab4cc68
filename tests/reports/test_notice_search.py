"""The one filter over notices: what each of its words finds, and in how many queries."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from majakka.classification.models import Definition
from majakka.notices.models import Notice
from majakka.notices.rules import is_call_open
from majakka.organisations.models import Affiliation, Organisation
from majakka.reports.notice_search import NoticeSearch, search_notices
from tests.reports.factories import TODAY, found
from tests.web import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, ["4-2026", "3-2026", "2-2025", "1-2025"]),
        ({"q": "TIETOJÄRJESTELMÄ"}, ["2-2025"]),
        ({"q": "kunta tietojärjestelmä"}, ["2-2025"]),
        ({"q": "testilän tutkimus"}, []),
        ({"q": "00000003-2026"}, ["3-2026"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"stage": ("awarded",)}, ["4-2026", "1-2025"]),
        ({"stage": ("planned", "open")}, ["3-2026", "2-2025"]),
        ({"country": "SE"}, ["3-2026"]),
        ({"organisation": "state"}, ["3-2026", "1-2025"]),
        ({"organisation": "roads"}, ["1-2025"]),
        ({"organisation": "nobody"}, []),
        ({"cpv": "72"}, ["2-2025", "1-2025"]),
        ({"cpv": "722"}, ["2-2025"]),
        ({"procedure": ("neg-w-call",)}, ["2-2025"]),
        ({"procedure": ("neg-w-call", "open")}, ["4-2026", "2-2025", "1-2025"]),
        ({"year": 2025}, ["2-2025", "1-2025"]),
        ({"since": date(2025, 12, 31)}, ["4-2026", "3-2026", "2-2025"]),
        ({"until": date(2025, 12, 31)}, ["2-2025", "1-2025"]),
        ({"since": date(2026, 1, 1), "until": date(2026, 1, 1)}, ["3-2026"]),
        ({"min_value": Decimal(100)}, ["2-2025", "1-2025"]),
        ({"min_value": Decimal(100), "currency": "NOK"}, ["4-2026"]),
        ({"min_value": Decimal("100.01")}, ["1-2025"]),
        ({"max_value": Decimal(100)}, ["2-2025"]),
        ({"min_value": Decimal(0)}, ["2-2025", "1-2025"]),
        ({"currency": "nok"}, ["4-2026"]),
        ({"demo": True}, ["6-2026"]),
        ({"demo": False}, ["4-2026", "3-2026", "2-2025", "1-2025"]),
        ({"country": "XV"}, []),
        ({"stage": ("awarded",), "cpv": "72", "year": 2025, "country": "FI"}, ["1-2025"]),
    ],
    ids=str,
)
def test_each_filter_finds_its_notices(
    notices: dict[str, Organisation], filters: dict[str, Any], numbers: list[str]
) -> None:
    assert found(**filters) == numbers


def test_the_demo_country_is_shown_only_while_nothing_real_is_there() -> None:
    make.notice("6-2026", is_demo=True)
    assert found() == ["6-2026"]
    make.notice("1-2026")
    assert found() == ["1-2026"]
    assert found(demo=True) == ["6-2026"]


def test_what_counts_as_below_an_organisation_is_dated() -> None:
    old, new = make.body("old"), make.body("new")
    mover = make.body("mover")
    Affiliation.objects.create(member=mover, parent=old, ends_on=date(2025, 1, 1))
    Affiliation.objects.create(member=mover, parent=new, starts_on=date(2025, 1, 1))
    make.notice("1-2025", buyer=mover)
    assert found(organisation="new") == ["1-2025"]
    assert found(organisation="old") == []
    then = search_notices(NoticeSearch(organisation="old"), today=date(2024, 6, 1))
    assert [notice.number for notice in then] == ["1-2025"]


@pytest.fixture
def answered() -> Definition:
    """Notices whose lots answer yes and no, no, nothing, and yes under a definition that is no longer in force."""
    market, green = make.definition(), make.definition("green-declared")
    old = make.definition("social-declared", is_in_force=False)
    for number, answers in (
        ("1-2026", ("yes", "no")),
        ("2-2026", ("no", "no")),
        ("3-2026", ()),
        ("4-2026", ()),
    ):
        notice = make.notice(number)
        for place in (1, 2):
            lot = make.lot(notice, place)
            if place <= len(answers):
                make.finding(lot, market, answers[place - 1])
            if number == "3-2026":
                make.finding(lot, green, "yes")
            if number == "4-2026":
                make.finding(lot, old, "yes")
    return market


@pytest.mark.parametrize(
    ("definition", "answer", "numbers"),
    [
        ("innovation-new-to-market", "yes", {"1-2026"}),
        ("innovation-new-to-market", "no", {"2-2026"}),
        ("innovation-new-to-market", "unknown", {"3-2026", "4-2026"}),
        ("green-declared", "yes", {"3-2026"}),
        ("green-declared", "no", set()),
        ("social-declared", "yes", set()),
        ("social-declared", "unknown", {"1-2026", "2-2026", "3-2026", "4-2026"}),
        ("no-such-definition", "yes", set()),
    ],
)
def test_answers_split_the_notices_in_three(
    answered: Definition, definition: str, answer: str, numbers: set[str]
) -> None:
    assert set(found(definition=definition, answer=answer)) == numbers


def test_every_notice_has_exactly_one_answer(answered: Definition) -> None:
    split = [
        number
        for answer in ("yes", "no", "unknown")
        for number in found(definition=answered.code, answer=answer)
    ]
    assert sorted(split) == sorted(found())
    assert len(split) == Notice.objects.count()


@pytest.mark.parametrize(
    ("stages", "numbers"),
    [
        (("open",), {"1-2026", "3-2026", "4-2026"}),
        (("closed",), {"2-2026", "5-2026"}),
        (("open", "closed"), {"1-2026", "2-2026", "3-2026", "4-2026", "5-2026"}),
        (("closed", "awarded"), {"2-2026", "5-2026", "6-2026"}),
        (("awarded", "planned"), {"6-2026"}),
    ],
)
def test_a_call_is_open_until_the_end_of_its_last_day(
    calls: None, stages: tuple[str, ...], numbers: set[str]
) -> None:
    assert set(found(stage=stages)) == numbers


def test_one_call_is_open_when_the_search_for_open_calls_finds_it(calls: None) -> None:
    told = {
        notice.number
        for notice in Notice.objects.filter(stage="open")
        if is_call_open(notice.tenders_due_at, published_on=notice.published_on, today=TODAY)
    }
    assert told == set(found(stage=("open",)))


@pytest.mark.parametrize("precision", ["", "zone", "no-zone", "day"])
@pytest.mark.parametrize("hours", range(-36, 37, 3))
def test_searching_and_asking_of_one_call_agree_whatever_the_precision(hours: int, precision: str) -> None:
    due = datetime.combine(TODAY, time(12), tzinfo=UTC) + timedelta(hours=hours)
    notice = make.notice("9-2026", stage="open", tenders_due_at=due, tenders_due_precision=precision)
    is_open = is_call_open(due, precision=precision, published_on=notice.published_on, today=TODAY)
    assert found(stage=("open",)) == (["9-2026"] if is_open else [])
    assert found(stage=("closed",)) == ([] if is_open else ["9-2026"])


def test_a_search_takes_one_query_for_its_rows(answered, django_assert_num_queries) -> None:
    search = NoticeSearch(
        q="latukone",
        stage=("awarded",),
        year=2026,
        definition=answered.code,
        answer="yes",
        min_value=Decimal(1),
    )
    with django_assert_num_queries(2):  # is anything real there?, and the rows
        list(search_notices(search, today=TODAY))
    with django_assert_num_queries(1):
        list(search_notices(NoticeSearch(demo=False), today=TODAY))


def test_a_search_below_an_organisation_takes_the_same_queries_whatever_is_below(
    django_assert_max_num_queries,
) -> None:
    top = make.body("top", type="group")
    level = top
    for number in range(6):
        level = make.body(f"level-{number}", under=level)
        make.body(f"side-{number}", under=level)
    make.notice("1-2026", buyer=level)
    with django_assert_max_num_queries(5):
        assert len(list(search_notices(NoticeSearch(organisation="top", demo=False), today=TODAY))) == 1
