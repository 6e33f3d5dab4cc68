"""A page of a search: bounded count, answers of lots, the nearest broader search."""

from datetime import date

import pytest

from majakka.classification.queries import findings_of
from majakka.reports import notice_list
from majakka.reports.notice_list import notice_list_page
from majakka.reports.notice_search import NoticeSearch
from majakka.web.notices.story import definition_counts
from tests.web import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def test_rows_are_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_list, "COUNTED_UP_TO", 3)
    for number in range(1, 4):
        make.notice(f"{number}-2026")
    page = notice_list_page(NoticeSearch(), page=1, today=TODAY)
    assert (page.total, page.has_more_than_counted) == (3, False)
    make.notice("4-2026")
    page = notice_list_page(NoticeSearch(), page=1, today=TODAY)
    assert (page.total, page.has_more_than_counted) == (3, True)


def test_a_search_by_words_counts_to_its_own_bound_and_keeps_the_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notice_list, "COUNTED_WHEN_COSTLY", 3)
    monkeypatch.setattr(notice_list, "PAGE_SIZE", 2)
    for day in (4, 2, 3, 1, 5):
        make.notice(f"{day}-2026", published_on=date(2026, 11, day))
    make.notice("6-2026", titles={"fi": "Muuta"})
    page = notice_list_page(NoticeSearch(q="latukone"), page=1, today=TODAY)
    assert (page.total, page.has_more_than_counted, page.pages) == (3, True, 2)
    assert [row.notice.number for row in page.rows] == ["5-2026", "4-2026"]
    page = notice_list_page(NoticeSearch(q="latukone"), page=2, today=TODAY)
    assert [row.notice.number for row in page.rows] == ["3-2026"]


def test_a_page_beyond_the_end_is_the_last_page() -> None:
    for number in range(1, 23):
        make.notice(f"{number}-2026")
    page = notice_list_page(NoticeSearch(), page=50, today=TODAY)
    assert (page.page, page.pages, len(page.rows)) == (2, 2, 2)


def test_each_notice_says_in_how_many_lots_the_answer_is_yes() -> None:
    market = make.definition()
    several, silent = make.notice("1-2026"), make.notice("2-2026")
    for number, answer in ((1, "yes"), (2, "no"), (3, "no")):
        make.finding(make.lot(several, number), market, answer)
    make.lot(silent)
    rows = {r.notice.number: r.answers for r in notice_list_page(NoticeSearch(), page=1, today=TODAY).rows}
    assert (rows["1-2026"].yes, rows["1-2026"].no, rows["1-2026"].lots) == (1, 2, 3)
    assert (rows["1-2026"].answer, rows["2-2026"].answer) == ("yes", "unknown")


def test_the_nearest_broader_search_is_the_smallest_that_finds_something() -> None:
    make.notice("1-2026", stage="open")
    make.notice("2-2026", stage="awarded", buyer_country="SE")
    make.notice("3-2026", stage="awarded", buyer_country="SE")
    found = notice_list_page(NoticeSearch(stage=("open",), country="SE"), page=1, today=TODAY)
    assert found.rows == ()
    assert found.broader == (NoticeSearch(stage=("open",)), 1)


def test_definition_and_answer_are_taken_away_together() -> None:
    make.definition()
    make.notice("1-2026")
    search = NoticeSearch(definition="innovation-new-to-market", answer="yes")
    found = notice_list_page(search, page=1, today=TODAY)
    assert found.broader == (NoticeSearch(), 1)


def test_a_group_of_lots_counts_as_on_the_page_of_the_notice() -> None:
    """Its answer is among those that the page counts, so the whole must hold it too."""
    market = make.definition()
    bundled = make.notice("1-2026", lot_count=1)
    make.finding(make.lot(bundled, 1), market, "yes")
    make.finding(make.lot(bundled, 2, kind="group"), market, "yes")
    (row,) = notice_list_page(NoticeSearch(definition=market.code, answer="yes"), page=1, today=TODAY).rows
    assert (row.answers.yes, row.answers.no, row.answers.lots) == (2, 0, 2)
    counted = definition_counts(findings_of(bundled))
    assert [(one.yes, one.no) for one in counted if one.definition == market] == [(2, 0)]
