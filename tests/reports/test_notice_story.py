"""One notice by its address, and all that a page tells of it."""

from datetime import date, timedelta

import pytest

from majakka.notices.models import LotResult, Notice, Party, Tender
from majakka.reports.notice_story import NoticeNotFoundError, SeveralNoticesError, find_notice, tell_notice
from tests.web import factories as make
from tests.web.world import notice_of_many_lots

pytestmark = pytest.mark.django_db
IDENTIFIER = "6f1c2a9e-7b44-4d0a-9e60-3c5a1f0b8d21"


@pytest.mark.parametrize("asked", ["42-2025", "00000042-2025", " 42-2025 ", IDENTIFIER, IDENTIFIER.upper()])
def test_a_notice_is_found_by_number_with_or_without_zeros_and_by_identifier(asked: str) -> None:
    notice = make.notice("42-2025", identifier=IDENTIFIER)
    make.notice("142-2025")
    assert find_notice(asked) == notice


@pytest.mark.parametrize(
    "asked", ["43-2025", "4-2025", "42", "", "0", "000", "%", "42-2025\x00", "x" * 5_000]
)
def test_a_number_of_no_notice_is_not_found(asked: str) -> None:
    make.notice("42-2025", identifier=IDENTIFIER)
    with pytest.raises(NoticeNotFoundError):
        find_notice(asked)


def test_an_identifier_that_begins_with_noughts_keeps_them() -> None:
    notice = make.notice("00aa-bb", identifier="00aa-bb")
    assert find_notice("00aa-bb") == notice
    assert find_notice("00AA-BB") == notice


def test_several_notices_of_one_number_are_offered_to_choose_from() -> None:
    first = make.notice("42-2025", identifier="a-1")
    second = copy_of(first, identifier="a-2")
    with pytest.raises(SeveralNoticesError) as several:
        find_notice("0042-2025")
    assert several.value.notices == [first, second]
    assert "42-2025" in str(several.value)
    assert find_notice("a-2") == second


def copy_of(notice: Notice, **changes: object) -> Notice:
    """Another notice of the same number, file and procedure."""
    made = Notice.objects.get(pk=notice.pk)
    made.pk = None
    for name, value in changes.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made


@pytest.fixture
def versions() -> list[Notice]:
    """Three versions of one notice; the last is current."""
    day = date(2025, 3, 1)
    first = make.notice("42-2025", identifier="a-1", version=1, is_current=False, published_on=day)
    second = copy_of(first, version=2)
    return [first, second, copy_of(first, version=3, is_current=True)]


def test_the_newest_version_is_shown_unless_one_is_named(versions: list[Notice]) -> None:
    assert find_notice("42-2025") == versions[2]
    assert find_notice("42-2025", version=1) == versions[0]
    with pytest.raises(NoticeNotFoundError):
        find_notice("42-2025", version=4)


def test_the_story_names_the_versions_newest_first_and_the_current_notices_of_the_purchase(
    versions: list[Notice],
) -> None:
    old, _, newest = versions
    award = make.notice("50-2025", procedure=newest.procedure, published_on=date(2025, 9, 1))
    call = make.notice("30-2025", procedure=newest.procedure, published_on=date(2025, 1, 1))
    make.notice("31-2025", procedure=newest.procedure, is_current=False)
    make.notice("99-2025")
    story = tell_notice(newest)
    assert [notice.version for notice in story.versions] == [3, 2, 1]
    assert story.procedure == (call, newest, award)
    shown_old = tell_notice(old)
    assert shown_old.procedure == (call, old, newest, award), "an old version shows where it stood"


def test_buyers_stand_with_the_lead_first() -> None:
    notice = make.notice()
    for key, is_buyer, is_lead in (("ORG-1", True, False), ("ORG-2", False, False), ("ORG-3", True, True)):
        Party.objects.create(notice=notice, key=key, is_buyer=is_buyer, is_lead=is_lead)
    story = tell_notice(notice)
    assert [party.key for party in story.buyers] == ["ORG-3", "ORG-1"]
    assert len(story.parties) == 3


def test_an_award_stands_under_its_lot_with_the_parties_that_made_the_tender() -> None:
    notice = make.notice()
    make.with_parties(notice)
    make.lot(notice, 1)
    make.lot(notice, 2)
    Tender.objects.filter(key="TEN-1").update(subcontractors=["ORG-1", "ORG-9"])
    first, second = tell_notice(notice).lots
    assert (first.identifier, second.identifier) == ("LOT-0001", "LOT-0002")
    assert [result.key for result in first.results] == ["RES-1"]
    (award,) = first.awards
    assert [party.key for party in award.tenderers] == ["ORG-2"]
    assert [party.key for party in award.subcontractors] == ["ORG-1"], "a party that is not there is left out"
    assert second.awards[0].tender.key == "TEN-2"


def test_a_tender_without_a_lot_stands_under_that_of_its_result() -> None:
    notice = make.notice()
    make.lot(notice, 1)
    Tender.objects.update(lot_identifier="")
    (lot,) = tell_notice(notice).lots
    assert [award.tender.key for award in lot.awards] == ["TEN-1"]


def test_a_lot_that_only_a_result_names_is_told_without_a_description() -> None:
    notice = make.notice()
    make.lot(notice, 1)
    LotResult.objects.create(notice=notice, key="RES-9", lot_identifier="LOT-0009", outcome="clos-nw")
    told = tell_notice(notice).lots
    assert [(lot.identifier, lot.lot is None) for lot in told] == [("LOT-0001", False), ("LOT-0009", True)]
    assert told[1].results[0].outcome == "clos-nw"


def test_purchases_with_the_same_day_stand_in_the_order_of_their_sending() -> None:
    later = make.notice("1-2026")
    earlier = make.notice("2-2026", procedure=later.procedure, dispatched_at=make.MOMENT - timedelta(hours=1))
    unknown = make.notice("3-2026", procedure=later.procedure, dispatched_at=None)
    assert tell_notice(later).procedure == (unknown, earlier, later)


@pytest.mark.parametrize("lots", [1, 100])
def test_finding_and_telling_take_seven_queries_whatever_the_number_of_lots(
    lots: int, django_assert_num_queries
) -> None:
    notice_of_many_lots(lots)
    with django_assert_num_queries(7):
        story = tell_notice(find_notice("900-2026"))
    assert len(story.lots) == lots
    assert all(lot.awards and lot.results for lot in story.lots)
    with django_assert_num_queries(0):
        assert story.notice.procedure.key
        assert story.notice.raw_file.sha256
        assert [party.organisation for party in story.parties] == [None, None]
        assert story.buyers[0].is_lead
