"""The one filter over notices: every word of an address, what it refuses, and that it reads back what it writes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majakka.classification.models import Definition
from majakka.notices.models import Notice
from majakka.notices.rules import is_call_open
from majakka.organisations.models import Affiliation, Organisation
from majakka.reports.notice_order import ORDERS, after_place, place_of
from majakka.reports.notice_search import (
    STAGES,
    NoticeSearch,
    SearchError,
    read_clear_part,
    read_search,
    search_notices,
)
from tests.web import factories as make

TODAY = date(2026, 11, 20)


def found(**filters: Any) -> list[str]:
    """Numbers of the notices that a search with these filters finds, in its order."""
    return [notice.number for notice in search_notices(NoticeSearch(**filters), today=TODAY)]


# Reading an address


def test_an_empty_address_is_the_plain_search() -> None:
    assert read_search({}) == NoticeSearch()
    assert read_search({"q": ["  "], "stage": [""], "page": ["3"], "language": ["sv"]}) == NoticeSearch()


@pytest.mark.parametrize(
    ("name", "texts", "value"),
    [
        ("q", [" latu kone "], "latu kone"),
        ("stage", ["open", "awarded"], ("open", "awarded")),
        ("stage", ["open,awarded", "open"], ("open", "awarded")),
        ("country", ["fi"], "FI"),
        ("cpv", ["72000000"], "72"),
        ("cpv", ["72000000-5"], "72"),
        ("cpv", ["90731400"], "907314"),
        ("cpv", ["30"], "30"),
        ("procedure", ["neg-w-call", "open"], ("neg-w-call", "open")),
        ("year", ["2025"], 2025),
        ("since", ["2025-01-31"], date(2025, 1, 31)),
        ("until", ["2025-12-31"], date(2025, 12, 31)),
        ("min_value", ["216 000,50"], Decimal("216000.50")),
        ("max_value", ["1\u00a0000"], Decimal(1000)),
        ("currency", ["EUR"], "EUR"),
        ("currency", ["nok"], "NOK"),
        ("demo", ["TRUE"], True),
        ("demo", ["0"], False),
        ("order", ["value"], "value"),
    ],
)
def test_each_word_of_an_address_is_read(name: str, texts: list[str], value: object) -> None:
    assert getattr(read_search({name: texts}), name) == value


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("216400", "216400"),
        # English
        ("216,400", "216400"),
        ("1,000,000", "1000000"),
        ("1,234,567.50", "1234567.50"),
        ("216.40", "216.40"),
        # Finnish and Swedish: blank, no-break blank, narrow no-break blank, thin blank
        ("216 400", "216400"),
        ("1\u00a0000\u00a0000", "1000000"),
        ("1\u202f234\u202f567,50", "1234567.50"),
        ("216\u2009400", "216400"),
        ("216,40", "216.40"),
        ("216,4", "216.4"),
        # with points, as in Germany and some Finnish programs
        ("216.400", "216400"),
        ("1.234.567,50", "1234567.50"),
        ("0.500", "0.5"),
    ],
)
def test_an_amount_is_read_as_people_of_each_language_write_it(text: str, amount: str) -> None:
    assert read_search({"min_value": [text]}).min_value == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["1,00,000", "216,400,50", "21 6000", "1.000,000.00,", ",5", "1e3", "1 000.000 000"]
)
def test_an_amount_with_groups_that_are_none_is_refused(text: str) -> None:
    with pytest.raises(SearchError):
        read_search({"min_value": [text]})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q", "x" * 201),
        ("q", "nul\x00"),
        ("organisation", "x" * 201),
        ("definition", "x\x00"),
        ("currency", "x" * 201),
        ("currency", "EURO"),
        ("currency", "ZZZ"),
        ("q", "\udcff"),
        ("organisation", "\udcff"),
        ("procedure", "no-such-kind"),
        ("stage", "done"),
        ("stage", "open,done"),
        ("country", "Finland"),
        ("country", "F1!"),
        ("cpv", "7"),
        ("cpv", "720000000"),
        ("cpv", "abc"),
        ("procedure", "a b"),
        ("procedure", "x" * 41),
        ("year", "25"),
        ("year", "3025"),
        ("year", "20255"),
        ("since", "31.1.2025"),
        ("until", "2025-02-30"),
        ("answer", "maybe"),
        ("min_value", "much"),
        ("min_value", "-1"),
        ("min_value", "NaN"),
        ("max_value", "1e15"),
        ("max_value", "Infinity"),
        ("demo", "perhaps"),
        ("order", "cheapest"),
        # separators alone are no choice
        ("answer", ","),
        ("order", ",,"),
    ],
)
def test_a_word_that_cannot_be_understood_is_named_with_the_remedy(name: str, text: str) -> None:
    with pytest.raises(SearchError) as refused:
        read_search({name: [text], "q": ["good"] if name != "q" else [text]})
    assert list(refused.value.problems) == [name]
    assert len(refused.value.problems[name].split()) >= 3
    assert name in str(refused.value)


def test_all_problems_of_an_address_are_told_at_once() -> None:
    with pytest.raises(SearchError) as refused:
        read_search({"year": ["x"], "country": ["Finland"], "order": ["x"], "q": ["good"]})
    assert set(refused.value.problems) == {"year", "country", "order"}


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ({"since": ["2025-02-01"], "until": ["2025-01-01"]}, "until"),
        ({"min_value": ["2"], "max_value": ["1"]}, "max_value"),
    ],
)
def test_ends_that_are_the_wrong_way_round_are_refused(address: dict[str, list[str]], named: str) -> None:
    with pytest.raises(SearchError) as refused:
        read_search(address)
    assert list(refused.value.problems) == [named]


@pytest.mark.parametrize("text", ["٢٠٢٥", "２０２５"])
def test_digits_of_other_scripts_are_no_year_and_no_cpv(text: str) -> None:
    for name in ("year", "cpv"):
        with pytest.raises(SearchError):
            read_search({name: [text]})


@pytest.mark.django_db
def test_codes_that_are_here_are_read() -> None:
    make.body("helsinki")
    make.definition("green-declared")
    search = read_search(
        {"organisation": ["helsinki"], "definition": ["green-declared"], "answer": ["unknown"]}
    )
    assert (search.organisation, search.definition, search.answer) == (
        "helsinki",
        "green-declared",
        "unknown",
    )
    assert {(name, (text,)) for name, text in search.as_query()} == {
        ("organisation", ("helsinki",)),
        ("definition", ("green-declared",)),
        ("answer", ("unknown",)),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "text"),
    [("definition", "no-such"), ("definition", "social-declared"), ("organisation", "no-such-body")],
)
def test_a_code_that_nobody_has_is_refused_and_not_taken_for_no_rows(name: str, text: str) -> None:
    make.definition("green-declared")
    make.definition("social-declared", is_in_force=False)
    with pytest.raises(SearchError) as refused:
        read_search({name: [text]})
    assert list(refused.value.problems) == [name]
    assert text in refused.value.problems[name]


def test_an_answer_without_its_definition_is_refused() -> None:
    with pytest.raises(SearchError) as refused:
        read_search({"answer": ["yes"]})
    assert list(refused.value.problems) == ["answer"]


@pytest.mark.django_db
def test_the_clear_part_of_a_search_goes_on_without_the_rest() -> None:
    search, problems = read_clear_part(
        {"q": ["latu"], "definition": ["no-such"], "answer": ["yes"], "min_value": ["2"], "max_value": ["1"]}
    )
    assert search == NoticeSearch(q="latu", min_value=Decimal(2))
    assert set(problems) == {"definition", "max_value"}


# Writing an address

_word = st.text(st.characters(codec="utf-8", exclude_characters="\x00,"), min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)
_amount = st.none() | st.decimals(0, Decimal(10) ** 14, places=2)
_searches = st.builds(
    NoticeSearch,
    q=st.just("") | _word,
    stage=st.lists(st.sampled_from(STAGES), unique=True).map(tuple),
    country=st.sampled_from(["", "FI", "XV", "1A"]),
    cpv=st.from_regex(r"\A(|[0-9]{2}|[0-9]{2,7}[1-9])\Z"),
    procedure=st.lists(st.sampled_from(["open", "restricted", "neg-w-call"]), unique=True).map(tuple),
    year=st.none() | st.integers(1000, 2999),
    currency=st.sampled_from(["", "EUR", "NOK"]),
    demo=st.none() | st.booleans(),
    order=st.sampled_from(list(ORDERS)),
)


@given(
    search=_searches,
    days=st.lists(st.dates(date(1, 1, 1)), max_size=2),
    amounts=st.lists(_amount, max_size=2),
)
def test_a_search_reads_back_what_it_writes(
    search: NoticeSearch, days: list[date], amounts: list[Any]
) -> None:
    since, until = (*sorted(days), None, None)[:2]
    low, high = (*sorted(amount for amount in amounts if amount is not None), None, None)[:2]
    search = replace(search, since=since, until=until, min_value=low, max_value=high)
    address: dict[str, list[str]] = {}
    for name, text in search.as_query():
        address.setdefault(name, []).append(text)
    assert read_search(address) == search


@given(search=_searches)
def test_only_what_differs_from_the_plain_search_is_written(search: NoticeSearch) -> None:
    plain = NoticeSearch()
    named = {name for name, _ in search.as_query()}
    assert named == {name for name in named if getattr(search, name) != getattr(plain, name)}
    for name in named:
        search = search.without(name)
    assert search == plain


def test_one_of_several_choices_can_be_taken_away() -> None:
    search = NoticeSearch(stage=("open", "awarded"), year=2025)
    assert search.without("stage", "open").stage == ("awarded",)
    assert search.without("stage").stage == ()
    assert search.without("year") == NoticeSearch(stage=("open", "awarded"))


# Finding


@pytest.fixture
def notices() -> dict[str, Organisation]:
    """Five notices of two bodies, one under the other, and one of the demo country."""
    state = make.body("state", type="state")
    roads = make.body("roads", under=state)
    health = make.body("health")
    make.notice(
        "1-2025",
        published_on=date(2025, 1, 1),
        buyer=roads,
        stage="awarded",
        cpv="72000000",
        listed_value=Decimal("216000"),
        tenders_due_at=None,
    )
    make.notice(
        "2-2025",
        published_on=date(2025, 12, 31),
        buyer=health,
        stage="open",
        cpv="72212000",
        procedure_type="neg-w-call",
        listed_value=Decimal("100"),
        tenders_due_at=datetime(2026, 12, 1, 10, tzinfo=UTC),
        titles={"fi": "Tietojärjestelmä, Testilän kunta"},
    )
    make.notice(
        "3-2026",
        published_on=date(2026, 1, 1),
        buyer=state,
        buyer_country="SE",
        stage="planned",
        cpv="73100000",
        procedure_type="",
        listed_value=None,
        listed_currency="",
        titles={"fi": "Tutkimus"},
    )
    make.notice(
        "4-2026",
        published_on=date(2026, 6, 1),
        stage="awarded",
        cpv="09000000",
        listed_value=Decimal("216000"),
        listed_currency="NOK",
        tenders_due_at=datetime(2026, 2, 1, tzinfo=UTC),
        titles={"fi": "Sähkö"},
    )
    make.notice("5-2026", published_on=date(2026, 6, 1), is_current=False)
    make.notice("6-2026", is_demo=True, published_on=date(2026, 6, 2), buyer_country="XV")
    return {"state": state, "roads": roads, "health": health}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, ["4-2026", "3-2026", "2-2025", "1-2025"]),
        ({"order": "oldest"}, ["1-2025", "2-2025", "3-2026", "4-2026"]),
        ({"order": "number"}, ["1-2025", "2-2025", "3-2026", "4-2026"]),
        # euro, then kroner, then without an amount
        ({"order": "value"}, ["1-2025", "2-2025", "4-2026", "3-2026"]),
        # the one open call, then the rest as by default
        ({"order": "deadline"}, ["2-2025", "4-2026", "3-2026", "1-2025"]),
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


@pytest.mark.django_db
def test_the_demo_country_is_shown_only_while_nothing_real_is_there() -> None:
    make.notice("6-2026", is_demo=True)
    assert found() == ["6-2026"]
    make.notice("1-2026")
    assert found() == ["1-2026"]
    assert found(demo=True) == ["6-2026"]


@pytest.mark.django_db
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


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_every_notice_has_exactly_one_answer(answered: Definition) -> None:
    split = [
        number
        for answer in ("yes", "no", "unknown")
        for number in found(definition=answered.code, answer=answer)
    ]
    assert sorted(split) == sorted(found())
    assert len(split) == Notice.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("order", sorted(ORDERS))
def test_the_order_is_whole_so_that_pages_neither_repeat_nor_skip(order: str) -> None:
    due = datetime(2026, 12, 1, tzinfo=UTC)
    for number in range(1, 8):
        make.notice(f"{number}-2026", tenders_due_at=due)
    rows = search_notices(NoticeSearch(order=order), today=TODAY)
    paged = [notice.pk for start in range(0, 7, 2) for notice in rows[start : start + 2]]
    assert len(set(paged)) == 7


@pytest.fixture
def calls() -> None:
    """Calls that close later today, earlier, later, and that tell no deadline: one fresh, one old; and an award."""
    for number, published_on, due in (
        ("1-2026", date(2026, 10, 1), datetime(2026, 11, 19, 22, 0, tzinfo=UTC)),  # midnight in Helsinki
        ("2-2026", date(2026, 10, 2), datetime(2026, 11, 19, 21, 59, tzinfo=UTC)),
        ("3-2026", date(2026, 10, 3), datetime(2026, 12, 24, tzinfo=UTC)),
        ("4-2026", date(2026, 9, 21), None),
        ("5-2026", date(2026, 9, 20), None),
    ):
        make.notice(number, stage="open", published_on=published_on, tenders_due_at=due)
    make.notice(
        "6-2026", stage="awarded", published_on=date(2026, 11, 1), listed_value=None, listed_currency=""
    )


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_one_call_is_open_when_the_search_for_open_calls_finds_it(calls: None) -> None:
    told = {
        notice.number
        for notice in Notice.objects.filter(stage="open")
        if is_call_open(notice.tenders_due_at, published_on=notice.published_on, today=TODAY)
    }
    assert told == set(found(stage=("open",)))


@pytest.mark.django_db
def test_the_order_of_deadlines_begins_with_what_is_still_open(calls: None) -> None:
    assert found(order="deadline") == ["1-2026", "3-2026", "6-2026", "2-2026", "4-2026", "5-2026"]


@pytest.mark.django_db
@pytest.mark.parametrize("order", sorted(ORDERS))
def test_going_on_after_any_row_gives_the_rest(calls: None, order: str) -> None:
    make.notice("7-2026", listed_value=Decimal(5), listed_currency="NOK")
    make.notice("8-2026", listed_value=Decimal(7), listed_currency="NOK")
    rows = search_notices(NoticeSearch(order=order), today=TODAY)
    everything = list(rows)
    assert len(everything) == 8
    for position, row in enumerate(everything):
        place = [one if one is None or isinstance(one, int) else str(one) for one in place_of(row, order)]
        assert list(after_place(rows, order, place)) == everything[position + 1 :]


@pytest.mark.django_db
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


@pytest.mark.django_db
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
