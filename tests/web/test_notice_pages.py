"""Notice pages in a reader's words: open and closed calls, wrong filters, names, versions, what leads elsewhere."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import translation

from majakka.base.clock import read_today
from majakka.base.text import alphabetical
from majakka.notices.models import Notice, Party
from majakka.reports.body_list import body_list
from majakka.web.templatetags.majakka import lots_told, quotation
from majakka.web.words import stage_on
from tests.web import factories as make
from tests.web.test_pages import read, text_of

pytestmark = pytest.mark.django_db

CLOSED = datetime(2021, 3, 22, 10, tzinfo=UTC)
FAR = datetime(2990, 3, 22, 10, tzinfo=UTC)


def call(number: str, due: datetime | None, **changes: object) -> Notice:
    fields = {"stage": "open", "published_on": date(2021, 3, 1), "tenders_due_at": due}
    return make.notice(number, **fields | changes)


@pytest.mark.parametrize("address", ["/en/notices/", "/en/notices/1-2026/"])
def test_a_call_says_whether_it_still_takes_tenders(client: Client, address: str) -> None:
    call("1-2026", CLOSED)
    assert "Call for tenders, closed 22 Mar 2021" in read(client, address)
    assert "Open for tenders, closes" not in read(client, address)
    Notice.objects.update(tenders_due_at=FAR)
    assert "Open for tenders, closes 22 Mar 2990" in read(client, address)


@pytest.mark.parametrize(
    ("due", "published_on", "told"),
    [
        (datetime(2026, 11, 20, 7, tzinfo=UTC), date(2026, 1, 1), "Open for tenders, closes 20 Nov 2026"),
        (
            datetime(2026, 11, 19, 21, 59, tzinfo=UTC),
            date(2026, 1, 1),
            "Call for tenders, closed 19 Nov 2026",
        ),
        (None, date(2026, 9, 21), "Open for tenders"),
        (None, date(2026, 9, 20), "Call for tenders, closed"),
    ],
)
def test_a_call_is_open_through_its_last_day(due: datetime | None, published_on: date, told: str) -> None:
    notice = Notice(stage="open", tenders_due_at=due, published_on=published_on)
    with translation.override("en"):
        assert stage_on(notice, date(2026, 11, 20), "en").replace("\u00a0", " ") == told
        assert stage_on(Notice(stage="awarded"), date(2026, 11, 20), "en") == "Awarded"


@pytest.mark.parametrize(
    ("offset", "language", "told"),
    [
        (None, "en", "22 Mar 2021 at 12.00"),
        (120, "en", "22 Mar 2021 at 12.00"),
        (60, "en", "22 Mar 2021 at 12.00 Finnish time, in the notice 11.00 (UTC+1)"),
        (60, "fi", "22.3.2021 klo 12.00 Suomen aikaa, ilmoituksessa 11.00 (UTC+1)"),
        (60, "sv", "22.3.2021 kl. 12.00 finsk tid, i annonsen 11.00 (UTC+1)"),
        (180, "en", "22 Mar 2021 at 12.00 Finnish time, in the notice 13.00 (UTC+3)"),
    ],
)
def test_a_deadline_of_another_zone_is_told_in_both(
    client: Client, offset: int | None, language: str, told: str
) -> None:
    call("1-2026", CLOSED, tenders_due_offset=offset)
    html = client.get(f"/{language}/notices/1-2026/", follow=True).content.decode()
    assert f"<dd>{told}</dd>" in html.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "precision", "told"),
    [
        ("en", "day", "9 Oct 2023"),
        ("fi", "day", "9.10.2023"),
        ("sv", "day", "9.10.2023"),
        ("en", "no-zone", "9 Oct 2023 at 21.59, time zone not given"),
        ("fi", "no-zone", "9.10.2023 klo 21.59, aikavyöhykettä ei kerrottu"),
        ("sv", "no-zone", "9.10.2023 kl. 21.59, tidszon anges inte"),
    ],
)
def test_a_deadline_says_no_more_than_its_notice(
    client: Client, language: str, precision: str, told: str
) -> None:
    """23.59 in Berlin is 0.59 of the next day in Helsinki."""
    offset = 120 if precision == "day" else None
    due = datetime(2023, 10, 9, 21, 59, 59, tzinfo=UTC)
    call("1-2026", due, tenders_due_offset=offset, tenders_due_precision=precision)
    html = client.get(f"/{language}/notices/1-2026/", follow=True).content.decode().replace("\u00a0", " ")
    assert f"<dd>{told}</dd>" in html
    notice = Notice.objects.get()
    with translation.override("en"):
        assert stage_on(notice, date(2023, 10, 9), "en").replace("\u00a0", " ").endswith("closes 9 Oct 2023")
        assert stage_on(notice, date(2023, 10, 10), "en").replace("\u00a0", " ").endswith("closed 9 Oct 2023")


def test_the_filter_tells_open_and_closed_calls_apart(client: Client) -> None:
    call("1-2026", CLOSED, titles={"fi": "Vanha kilpailutus"})
    call("2-2026", FAR, titles={"fi": "Uusi kilpailutus"})
    assert "Vanha" in read(client, "/en/notices/?stage=closed")
    assert "Uusi" not in read(client, "/en/notices/?stage=closed")
    assert "Vanha" not in read(client, "/en/notices/?stage=open")


def test_what_was_typed_wrong_stays_in_its_field_with_the_message(client: Client) -> None:
    make.notice()
    html = client.get("/en/notices/?min_value=much&year=25&country=XX").content.decode()
    assert 'value="much"' in html
    assert html.count('aria-invalid="true"') >= 2
    assert 'aria-describedby="f-min_value-problem"' in html
    assert '<option value="25" selected>25</option>' in html
    assert "No country has the code XX." in html


def test_the_list_tells_that_words_stand_as_written_and_how_many_rows_a_file_has(client: Client) -> None:
    make.notice("1-2026")
    make.notice("2-2026")
    text = text_of(read(client, "/en/notices/"))
    assert "other forms of the word are not found" in text
    assert "CSV for a spreadsheet, 2 notices" in text


@pytest.mark.parametrize(
    ("number", "is_demo", "leads"),
    [
        ("612345-2026", False, True),
        ("", False, False),
        ("612345-2026", True, False),
        ("HILMA 1", False, False),
    ],
)
def test_a_notice_of_the_official_journal_leads_to_ted(
    client: Client, number: str, is_demo: bool, leads: bool
) -> None:
    make.notice("1-2026", publication_number=number, is_demo=is_demo)
    html = client.get("/en/notices/1-2026/").content.decode()
    assert ("https://ted.europa.eu/en/notice/-/detail/612345-2026" in html) == leads
    assert ("Leads to another site" in html) == leads
    assert ('rel="noopener' in html) == leads


def test_a_version_that_there_is_not_leads_to_the_newest(client: Client) -> None:
    make.notice("1-2026", version=2)
    html = read(client, "/en/notices/1-2026/?version=99", 404)
    assert "Notice 1-2026 has no version 99" in html
    assert "Open the newest version" in html
    assert "No notice has the number" in read(client, "/en/notices/9-2026/?version=99", 404)


def test_a_matched_party_keeps_its_own_name_above_that_of_the_body(client: Client) -> None:
    body = make.body("roads")
    notice = make.notice("1-2026", buyer_names={"fi": "Testilän kunta"})
    make.with_parties(notice, buyer=body)
    page = text_of(read(client, "/fi/ilmoitukset/1-2026/"))
    assert "Testilän kunta" in page
    assert body.name_fi in page
    assert "Testilän kunta" in text_of(read(client, "/fi/ilmoitukset/"))


def test_a_party_without_a_role_is_the_sender_and_its_place_has_a_comma(client: Client) -> None:
    notice = make.notice("1-2026")
    Party.objects.create(
        notice=notice, key="ORG-9", names={"fi": "Palvelu"}, roles=[], city="Helsinki", country="FI"
    )
    page = text_of(read(client, "/en/notices/1-2026/"))
    assert "sender of the notice" in page
    assert "Helsinki, Finland" in page


@pytest.mark.parametrize(
    ("lots", "told"),
    [
        (("LOT-0000",), "The whole purchase"),
        (("LOT-0003",), "Lot 3"),
        (("LOT-0001", "LOT-0002"), "Lots 1, 2"),
        (("A",), "Lot A"),
    ],
)
def test_a_purchase_that_is_not_divided_has_no_number_of_a_lot(lots: tuple[str, ...], told: str) -> None:
    with translation.override("en"):
        assert lots_told(list(lots)) == told


@pytest.mark.parametrize(("language", "told"), [("fi", "”a”"), ("sv", "”a”"), ("en", "“a”")])
def test_quotation_marks_are_those_of_the_language(language: str, told: str) -> None:
    assert quotation("a", language) == told


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fi", ["Aalto", "Zoo", "Åbo", "Ähtäri", "Öja"]),
        ("sv", ["Aalto", "Zoo", "Åbo", "Ähtäri", "Öja"]),
        ("en", ["Aalto", "Åbo", "Ähtäri", "Öja", "Zoo"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, names: list[str]) -> None:
    mixed = [*names[2:], *names[:2]]
    assert sorted(mixed, key=lambda name: alphabetical(name, language)) == names


def test_bodies_are_sorted_by_the_name_that_is_shown() -> None:
    make.body("first", name_fi="Aalto", name_sv="Örnen")
    make.body("second", name_fi="Zoo", name_sv="Djur")
    told = {
        language: [
            branch.organisation.code
            for branch in body_list(country="FI", q="", type="", today=read_today(), language=language).tree
        ]
        for language in ("fi", "sv")
    }
    assert told == {"fi": ["first", "second"], "sv": ["second", "first"]}


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/favicon.ico", "/static/majakka/icon"),
        ("/fi/api/", "/fi/avoin-data/"),
        ("/en/api/", "/en/"),
        ("/api/", "/"),
    ],
)
def test_addresses_that_people_and_browsers_guess_lead_on(client: Client, address: str, leads: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(leads)


def test_the_summary_of_errors_takes_the_focus_after_a_wrong_password(client: Client) -> None:
    response = client.post("/en/account/login/", {"login": "nobody@example.org", "password": "wrong"})
    assert 'class="ds-error-summary" role="alert" tabindex="-1" autofocus' in response.content.decode()


def test_open_data_tells_every_address_and_the_terms(client: Client) -> None:
    page = client.get("/en/data/").content.decode()
    for path in ("changes", "definitions", "notices", "values"):
        assert f'href="/api/v1/{path}"' in page
    assert "Terms of use" in page


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("fi/ilmoitukset", "Äärimmäinen kiire, jota ostaja ei voinut ennakoida"),
        ("sv/annonser", "Synnerlig brådska som köparen inte kunde förutse"),
        ("en/notices", "Extreme urgency that the buyer could not foresee"),
    ],
)
def test_the_reason_for_no_call_is_told_in_words(client: Client, language: str, reason: str) -> None:
    make.notice("1-2026", direct_award_reasons=["urgency"])
    assert reason in read(client, f"/{language}/1-2026/")
