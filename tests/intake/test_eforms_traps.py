"""The traps that genuine notices set, each with a notice that holds it."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from majakka.base.money import Money
from majakka.intake.eforms.read import read_eforms
from majakka.notices.records import ZONE_NOT_GIVEN, NoticeRecord

Read = Callable[[str], NoticeRecord]
AWARD = "eforms-ted/00525037-2024.xml"  # Finnish award, bilingual, 12 lots
CALL = "eforms-ted/00544961-2023.xml"  # Finnish social-services call
CONTEST = "eforms-ted/00650472-2023.xml"  # Estonian design contest, green


@pytest.fixture
def read(shared_data: Path) -> Read:
    return lambda name: read_eforms((shared_data / name).read_bytes())


def test_a_publication_number_loses_its_leading_zeros(read: Read) -> None:
    assert read(AWARD).publication_number == "525037-2024"


def test_no_publication_number_is_empty(read: Read) -> None:
    assert read("eforms-doffin/ContractAwardNotice_can-standard_2023-336496.xml").publication_number == ""


def test_an_old_number_in_the_place_of_the_publication_number_names_an_earlier_notice(read: Read) -> None:
    record = read("eforms-doffin/ContractAwardNotice_can-modif_2023-611830.xml")
    assert (record.publication_number, record.refers_to) == ("", ("326344-2023",))


def test_dates_keep_their_zone(read: Read) -> None:
    award, call, contest = read(AWARD), read(CALL), read(CONTEST)
    assert award.dispatched_at is not None
    assert award.dispatched_at.utcoffset() == timedelta(0)
    assert (award.published_on, call.published_on) == (date(2024, 9, 2), date(2023, 9, 8))
    assert contest.dispatched_at is not None
    assert contest.dispatched_at.utcoffset() == timedelta(hours=3)
    assert call.lots[0].tenders_due_at == datetime(2023, 10, 9, 8, 0, tzinfo=timezone(timedelta(hours=3)))


def test_expressions_of_interest_have_a_deadline_too(read: Read) -> None:
    """A prior information notice as a call gives BT-630 and neither of the other deadlines."""
    due_at = read("eforms-ted/00137599-2024.xml").lots[0].tenders_due_at
    assert due_at == datetime(2024, 3, 20, 20, 3, 20, tzinfo=timezone(timedelta(hours=1)))


def test_a_date_without_a_zone_is_read(read: Read) -> None:
    record = read("eforms-doffin/ContractAwardNotice_can-standard_2023-336496.xml")
    assert record.contracts[0].concluded_on == date(2023, 8, 16)


def test_a_moment_without_a_zone_is_read_as_utc_and_told_to_have_none(read: Read) -> None:
    lot = read("eforms-doffin/PriorInformationNotice_pin-rtl_2023-607152.xml").lots[0]
    assert lot.tenders_due_at == datetime(2099, 1, 1, 11, 59, 59, tzinfo=UTC)
    assert (lot.tenders_due_at.tzinfo, lot.tenders_due_precision) == (ZONE_NOT_GIVEN, "no-zone")
    award = read(AWARD)
    assert (award.dispatched_at.tzinfo, award.dispatched_precision) == (UTC, "zone")


@pytest.mark.parametrize(
    ("end_date", "hours"), [("2023-10-09", 3), ("2023-10-09+02:00", 2), ("2023-10-09Z", 0)]
)
def test_a_deadline_without_a_time_is_a_day_that_ends_where_the_notice_or_its_buyer_is(
    shared_data: Path, end_date: str, hours: int
) -> None:
    text = (shared_data / CALL).read_text(encoding="utf-8")
    bare = re.sub(
        r"<cbc:EndDate>2023-10-09[^<]*</cbc:EndDate>\s*<cbc:EndTime>[^<]*</cbc:EndTime>",
        f"<cbc:EndDate>{end_date}</cbc:EndDate>",
        text,
        count=1,
    )
    assert bare != text
    lot = read_eforms(bare.encode()).lots[0]
    zone = timezone(timedelta(hours=hours))
    assert lot.tenders_due_at == datetime(2023, 10, 9, 23, 59, 59, tzinfo=zone)
    assert (lot.tenders_due_at.date(), lot.tenders_due_precision) == (date(2023, 10, 9), "day")


def test_blanks_round_a_code_are_no_part_of_it(shared_data: Path) -> None:
    data = (shared_data / CALL).read_bytes()
    blank = data.replace(b">services<", b">\n   services\n <").replace(b">open<", b"> open\t<")
    assert blank != data
    assert read_eforms(blank) == read_eforms(data)


def test_an_organisation_with_names_in_two_languages_is_one(read: Read) -> None:
    record = read(AWARD)
    assert len(record.parties) == 6
    assert sum(len(party.names) for party in record.parties) == 12
    assert set(record.parties[0].names) == {"fi", "sv"}


def test_identifiers_stay_as_they_were_written(read: Read) -> None:
    identifiers = {identifier for party in read(AWARD).parties for identifier in party.identifiers}
    assert {"0216509-5", "FI19921555"} <= identifiers


def test_double_encoded_text_is_kept_as_published(read: Read) -> None:
    record = read("eforms-doffin/ContractNotice_pin-cfc-standard_2023-100718.xml")
    assert record.parties[0].names["no"] == "SYKEHUSINNKJÃ˜P HF"


def test_finnish_and_swedish_texts_of_a_lot_stay_apart(read: Read) -> None:
    record = read("eforms-sdk-examples/cn_24_multilingual.xml")
    assert len(record.titles) == len(record.languages) == 24
    assert record.lots[0].titles["fi"].endswith("liittyvien tietoteknisten palvelujen toimittaminen")
    assert record.lots[0].titles["sv"].startswith("Tillhandahållande av IT-tjänster")
    assert all(set(lot.titles) == {"fi", "sv"} for lot in read(AWARD).lots)


def test_money_may_stand_in_the_notice_total_only(read: Read) -> None:
    record = read(AWARD)
    assert record.total_value == Money(Decimal(2_100_000), "EUR")
    assert len(record.tenders) == 12
    assert all(tender.value is None for tender in record.tenders)
    assert all(tender.is_winner for tender in record.tenders)


def test_money_may_stand_at_procedure_level_only(read: Read) -> None:
    record = read(CALL)
    assert record.estimated_value == Money(Decimal(90_000), "EUR")
    assert all(lot.estimated_value is None for lot in record.lots)


def test_unknown_stays_unknown(read: Read) -> None:
    """No field that a notice leaves out becomes a no."""
    record = read(CONTEST)
    assert record.is_accelerated is None
    assert {lot.sme_suitable for lot in record.lots} == {None}
    assert {lot.innovation for lot in record.lots} == {()}


def test_declared_aims_are_read(read: Read) -> None:
    lot = read(CONTEST).lots[0]
    assert (lot.strategic, lot.environment) == (("env-imp",), ("biodiv-eco",))
    assert set(lot.strategic_texts) == {"et"}


def test_winners_are_the_tenderers_and_not_the_court_or_the_sender(read: Read) -> None:
    record = read(AWARD)
    by_role = Counter(role for party in record.parties for role in party.roles)
    assert by_role["buyer"] == 1
    assert by_role["winner"] == 3
    court = next(party for party in record.parties if "Markkinaoikeus" in party.names.get("fi", ""))
    assert court.roles == ("review",)


def test_the_parent_of_a_change_is_named_with_its_version(read: Read) -> None:
    record = read("eforms-ted/00155175-2025.xml")
    assert record.changes == "860c0486-cc1e-4c38-9bb9-5ae721443188-01"


def test_a_natural_person_is_marked(read: Read) -> None:
    record = read("eforms-ted/00191536-2024.xml")
    assert [party.is_natural_person for party in record.parties] == [False, False, True]


def test_a_converter_s_stand_in_is_no_value(read: Read) -> None:
    record = read("eforms-doffin/ContractAwardNotice_can-social_2022-927623.xml")
    assert [result.lot for result in record.results] == [""]
    assert read("eforms-doffin/PriorInformationNotice_pin-cfc-social_2022-394467.xml").procedure_type == ""


def test_names_and_contacts_of_officials_are_not_read(read: Read, shared_data: Path) -> None:
    record = repr(read(AWARD))
    assert "@" not in record
    assert "+358" not in record
    assert b"ElectronicMail" in (shared_data / AWARD).read_bytes()


def test_a_moment_is_always_aware(read: Read, shared_data: Path) -> None:
    for path in (shared_data / "eforms-doffin").glob("*.xml"):
        record = read(f"eforms-doffin/{path.name}")
        moments = [record.dispatched_at, *(lot.tenders_due_at for lot in record.lots)]
        assert all(moment.astimezone(UTC) for moment in moments if moment is not None)
        assert all(moment.tzinfo is not None for moment in moments if moment is not None)
