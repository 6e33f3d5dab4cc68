"""A notice that is published in another zone keeps it, from its file to the page, the API and the exports."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from majakka.intake import detect
from majakka.intake.operations import import_notices
from majakka.notices.models import Lot, Notice

pytestmark = pytest.mark.django_db
FILE = "eforms-ted/00660155-2023.xml"
SENT = "2023-10-26T09:39:10+02:00"
DUE = "2023-11-16T13:00:00+01:00"


@pytest.fixture
def notice(shared_data: Path, now: datetime) -> Notice:
    """Sent in summer time, due in winter time, both of central Europe."""
    assert import_notices([shared_data / FILE], now=now).new == 1
    return Notice.objects.get()


def test_the_store_has_the_instant_and_the_zone(notice: Notice) -> None:
    assert (notice.dispatched_at, notice.dispatched_offset) == (
        datetime(2023, 10, 26, 7, 39, 10, tzinfo=UTC),
        120,
    )
    assert (notice.tenders_due_at, notice.tenders_due_offset) == (datetime(2023, 11, 16, 12, tzinfo=UTC), 60)


def test_the_api_and_every_file_say_it_as_published(notice: Notice, client: Client) -> None:
    address = "/api/v1/notices"
    assert client.get(address).json()["items"][0]["tenders_due_at"] == DUE
    whole = client.get(f"{address}/{notice.number}").json()
    assert (whole["dispatched_at"], whole["lots"][0]["tenders_due_at"]) == (SENT, DUE)

    def exported(file_format: str) -> str:
        return client.get(f"{address}/export?format={file_format}").getvalue().decode("utf-8-sig")

    assert json.loads(exported("jsonl")) == whole
    (row,) = csv.DictReader(io.StringIO(exported("csv")))
    assert row["tenders_due_at"] == DUE
    (release,) = json.loads(exported("ocds"))["releases"]
    assert (release["date"], release["tender"]["tenderPeriod"]["endDate"]) == (SENT, DUE)
    assert release["tender"]["lots"][0]["tenderPeriod"]["endDate"] == DUE


def test_the_page_says_both_clocks(notice: Notice, client: Client) -> None:
    html = client.get(f"/en/notices/{notice.number}/").content.decode().replace("\u00a0", " ")
    assert "16 Nov 2023 at 14.00 Finnish time, in the notice 13.00 (UTC+1)" in html


def test_a_notice_recorded_before_zones_were_kept_gets_its_own_when_it_is_imported_again(
    notice: Notice, shared_data: Path, now: datetime
) -> None:
    Notice.objects.update(dispatched_offset=None, tenders_due_offset=None, reader_version="eforms-2")
    Lot.objects.update(tenders_due_offset=None)
    assert import_notices([shared_data / FILE], now=now).updated == 1
    again = Notice.objects.get()
    assert (again.dispatched_offset, again.tenders_due_offset) == (120, 60)
    assert set(Lot.objects.values_list("tenders_due_offset", flat=True)) == {60}
    assert again.reader_version == detect.reader_version((shared_data / FILE).read_bytes())
