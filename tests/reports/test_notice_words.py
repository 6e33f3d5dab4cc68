"""Every word of an address, what is refused, and that a search reads back what it writes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majakka.reports.notice_order import ORDERS
from majakka.reports.notice_search import (
    STAGES,
    NoticeSearch,
    SearchError,
    read_clear_part,
    read_search,
)
from tests.web import factories as make

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
