"""What a notice page tells in single facts, beside what the notice says itself."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from majakka.codes.models import Code, CodeList
from majakka.codes.queries import forget_labels
from majakka.notices.models import Lot, LotResult, Notice, Party, Tender
from majakka.web.templatetags.majakka import lot_number, lots_told
from majakka.web.words import deadline_name, evidence_value
from tests.web import factories as make
from tests.web.test_pages import read, text_of

pytestmark = pytest.mark.django_db

PAGE = "/en/notices/1-2026/"


def bare_lot(notice: Notice, identifier: str = "LOT-0000", **columns: object) -> Lot:
    return Lot.objects.create(notice=notice, identifier=identifier, titles={"fi": "Osa"}, **columns)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"starts_on": date(2026, 1, 1), "ends_on": date(2028, 12, 31)}, "1 Jan 2026 – 31 Dec 2028"),
        ({"duration_value": Decimal(16), "duration_unit": "MONTH"}, "16 months"),
        ({"duration_value": Decimal(1), "duration_unit": "YEAR"}, "1 year"),
        (
            {"starts_on": date(2026, 1, 1), "duration_value": Decimal("1.5"), "duration_unit": "YEAR"},
            "from 1 Jan 2026, 1.50 years",
        ),
        ({"ends_on": date(2028, 12, 31)}, "up to 31 Dec 2028"),
    ],
)
def test_the_contract_period_is_told(client: Client, columns: dict[str, object], told: str) -> None:
    bare_lot(make.notice("1-2026"), **columns)
    assert f"Contract period {told}" in text_of(read(client, PAGE))


def test_a_duration_without_a_known_unit_is_not_told(client: Client) -> None:
    bare_lot(make.notice("1-2026"), duration_value=Decimal(16))
    assert "Contract period" not in text_of(read(client, PAGE))


def test_periods_that_lots_share_are_told_once_and_many_different_ones_not_at_all(client: Client) -> None:
    notice = make.notice("1-2026")
    for number in (1, 2):
        bare_lot(notice, f"LOT-000{number}", duration_value=Decimal(2), duration_unit="YEAR")
    assert text_of(read(client, PAGE)).count("2 years") == 1
    for number in (3, 4, 5):
        bare_lot(notice, f"LOT-000{number}", duration_value=Decimal(number), duration_unit="YEAR")
    assert "Contract period" not in text_of(read(client, PAGE))


def test_further_cpv_codes_are_told_and_the_main_one_is_not_repeated(client: Client) -> None:
    notice = make.notice("1-2026", cpv="43314000", additional_cpv=["45262000"])
    bare_lot(notice, cpv="43314000", additional_cpv=["45262000", "45230000"])
    assert "Also (CPV) 45262000, 45230000 " in text_of(read(client, PAGE))


def test_further_fields_have_their_words_once_the_list_is_imported(client: Client, now: datetime) -> None:
    cpv = CodeList.objects.create(code="cpv", version="1", source="x", loaded_at=now)
    Code.objects.create(list=cpv, code="45262000", label_en="Special trade works")
    forget_labels()
    notice = make.notice("1-2026", cpv="43314000", additional_cpv=["45262000"])
    bare_lot(notice, cpv="45230000")
    assert "Also (CPV) Special trade works (45262000), 45230000 " in text_of(read(client, PAGE))
    Code.objects.all().delete()
    cpv.delete()
    forget_labels()


def test_evidence_names_the_division_of_a_field_at_least() -> None:
    told = evidence_value({"field": "BT-262-Lot", "value": "73220000"}, "en")
    assert told == "Research and development services and related consultancy services (73220000)"


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"framework": "fa-wo-rc"}, "Framework agreement without reopening of competition"),
        ({"framework": "fa"}, "Framework Framework agreement "),
        ({"purchasing_system": "dps-list"}, "Dynamic purchasing system"),
    ],
)
def test_a_framework_is_told_in_words(client: Client, columns: dict[str, str], told: str) -> None:
    bare_lot(make.notice("1-2026"), **columns)
    assert told in text_of(read(client, PAGE))


def test_a_purchase_without_a_framework_says_nothing_of_one(client: Client) -> None:
    bare_lot(make.notice("1-2026"), framework="none", purchasing_system="none")
    assert "Framework" not in text_of(read(client, PAGE))


def test_days_of_choice_and_contract_are_told(client: Client) -> None:
    notice = make.notice("1-2026")
    make.lot(notice)
    make.lot(notice, 2)
    tenders = Tender.objects.order_by("pk")
    tenders.update(decided_on=date(2026, 1, 17))
    Tender.objects.filter(pk=tenders[0].pk).update(concluded_on=date(2026, 1, 30))
    Tender.objects.filter(pk=tenders[1].pk).update(concluded_on=date(2026, 2, 2))
    page = text_of(read(client, PAGE))
    assert "Winner chosen 17 Jan 2026" in page
    assert "Contract made 30 Jan 2026 – 2 Feb 2026" in page


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"procedure_type": "open"}, "Tenders due"),
        ({"procedure_type": "oth-single"}, "Tenders due"),
        ({"procedure_type": "restricted"}, "Tenders or requests to take part due"),
        ({"procedure_type": ""}, "Tenders or requests to take part due"),
        (
            {"procedure_type": "oth-single", "notice_type": "pin-cfc-standard"},
            "Tenders or requests to take part due",
        ),
    ],
)
def test_a_deadline_is_not_called_one_of_tenders_where_it_may_be_another(
    columns: dict[str, str], told: str
) -> None:
    notice = Notice(**{"notice_type": "cn-standard", **columns})
    with translation.override("en"):
        assert deadline_name(notice) == told


def test_notices_that_are_not_here_are_named(client: Client) -> None:
    corrected = "860c0486-cc1e-4c38-9bb9-5ae721443188"
    make.notice("1-2026", changes=f"{corrected}-01", refers_to=["326344-2023", "1-2026"])
    page = text_of(read(client, PAGE))
    assert f"{corrected} Corrected by this notice" in page
    assert page.count("Corrected by this notice") == 1
    assert 'href="https://ted.europa.eu/en/notice/-/detail/326344-2023"' in client.get(PAGE).content.decode()


def test_a_notice_of_the_same_purchase_is_named_once(client: Client) -> None:
    earlier = make.notice("2-2026", publication_number="2-2026")
    make.notice("1-2026", procedure=earlier.procedure, refers_to=["2-2026"], changes="ted-2-2026")
    page = text_of(read(client, PAGE))
    assert "2-2026" in page
    assert "Names these notices" not in page


def test_the_correction_of_a_notice_is_no_change_of_a_contract(client: Client) -> None:
    make.notice("1-2026", form_type="change", notice_type="", stage="changed")
    make.notice("2-2026", form_type="cont-modif", notice_type="can-modif", stage="changed")
    assert "Contract changed" not in text_of(read(client, PAGE))
    assert "Correction of a notice" in text_of(read(client, PAGE))
    assert "Contract changed" in text_of(read(client, "/en/notices/2-2026/"))
    listed = text_of(read(client, "/en/notices/"))
    assert "Correction of a notice" in listed
    assert "Contract changed" in listed


def test_what_a_contract_is_worth_after_a_change_is_not_called_awarded(client: Client) -> None:
    make.notice("1-2026", form_type="cont-modif", total_value=Decimal(5), currencies={"total_value": "EUR"})
    page = text_of(read(client, PAGE))
    assert "Value after the change" in page
    assert "Awarded value" not in page


def test_tenders_of_small_firms_are_told_without_a_count_of_all(client: Client) -> None:
    make.lot(make.notice("1-2026"))
    LotResult.objects.update(tender_count=None, sme_tender_count=4)
    assert "– (4 from SMEs)" in text_of(read(client, PAGE))


def test_the_lowest_and_the_highest_tender_are_told(client: Client) -> None:
    make.lot(make.notice("1-2026"))
    LotResult.objects.update(
        lowest=Decimal(75_000), highest=Decimal(80_000), currencies={"lowest": "NOK", "highest": "NOK"}
    )
    page = text_of(read(client, PAGE))
    assert "75,000" in page
    assert page.index("75,000") < page.index("80,000")


def test_an_identifier_of_another_country_stands_as_published(client: Client) -> None:
    notice = make.notice("1-2026")
    Party.objects.create(
        notice=notice, key="A", names={"und": "Janssen"}, roles=["winner"], country="NO",
        identifiers=["975 332 802"], business_id="975332802",
    )  # fmt: skip
    Party.objects.create(
        notice=notice, key="B", names={"und": "Niemelä"}, roles=["winner"], country="FI",
        identifiers=["FI19921555"], business_id="1992155-5",
    )  # fmt: skip
    page = text_of(read(client, PAGE))
    assert "975 332 802" in page
    assert "1992155-5" in page
    assert "FI19921555" not in page


def test_a_group_of_lots_is_not_called_a_lot() -> None:
    with translation.override("en"):
        assert (lot_number("LOT-0001"), lot_number("GLO-0001")) == ("1", "group 1")
        assert lots_told(["GLO-0001"]) == "Group 1"
        assert lots_told(["LOT-0001", "LOT-0002", "GLO-0001"]) == "Lots 1, 2, group 1"


def test_the_day_of_a_deadline_stays_beside_its_name(client: Client) -> None:
    make.notice("1-2026", stage="open", tenders_due_at=datetime(2026, 12, 1, 10, tzinfo=UTC))
    assert "Tenders due 1 Dec 2026" in text_of(read(client, PAGE))
