"""Pages in their states: what each says, where it leads, how much it asks of the database."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from django.views.defaults import permission_denied, server_error

from majakka.base.archive import Archive
from majakka.notices.models import Notice, Party
from tests.web import factories as make
from tests.web import world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def text_of(html: str) -> str:
    """What a reader reads: tags and runs of blanks away."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return text_of(response.content.decode())


# Front page


def test_an_empty_majakka_says_what_to_do_next(client: Client) -> None:
    assert "Nothing has been measured yet" in read(client, "/en/")


def test_the_front_page_says_the_verdict_with_interval_coverage_and_target(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/")
    assert "We cannot yet say whether the 10 % target is met" in page
    assert "3.4–35.4 %" in page
    assert "5.0 %" in page
    assert "68.0 %" in page


@pytest.mark.parametrize(
    ("yes", "unknown", "sentence"),
    [(120, 10, "target is met"), (20, 30, "target is not met"), (50, 300, "We cannot yet say")],
)
def test_the_verdict_has_three_outcomes(client: Client, yes: int, unknown: int, sentence: str) -> None:
    state = make.body("state", type="state")
    market = make.indicator()
    make.programme(market, state)
    make.value(market, 2025, yes=yes, unknown=unknown, whole=1_000)
    assert sentence in read(client, "/en/")


def test_a_share_with_little_answered_is_shown_as_its_interval(client: Client) -> None:
    make.value(make.indicator(), 2025, yes=50, unknown=800, whole=1_000)
    page = client.get("/en/").content.decode()
    assert "mj-hero__figure--wide" in page
    assert "5.0–85.0" in text_of(page)
    assert "Only 20.0 % of the value has an answer" in text_of(page)


def test_a_country_without_values_in_euro_is_shown_by_count_and_says_so(client: Client) -> None:
    make.value(make.indicator(), 2025, yes=5, unknown=10, whole=100, euro=0)
    page = read(client, "/en/?unit=euro")
    assert "No award value in euro is known here" in page
    assert "share of all" in page


def test_the_address_decides_definition_year_and_unit(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/?definition=innovation-new-to-buyer&unit=count&year=2025")
    assert "innovation-new-to-buyer in English, Finland, share of all" in page
    assert "42.7 %" in page


def test_bodies_below_sixty_per_cent_coverage_are_not_ranked(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/")
    assert "Not ranked: 10.0 % of value answered, 60 % needed" in page
    assert "1 of 2" in page


def test_the_demo_country_is_marked_and_yields_to_real_notices(client: Client) -> None:
    market = world.demo_country()
    page = read(client, "/en/")
    assert "Demo data." in page
    assert "Valomaa" in page
    make.notice("1-2026")
    make.value(market, 2025, yes=5, unknown=10, whole=100)
    page = read(client, "/en/")
    assert "Demo data." not in page
    assert "Finland" in page


def test_unknown_words_in_an_address_still_show_the_page(client: Client) -> None:
    world.measured_country()
    assert client.get("/en/?definition=x&year=99999&unit=kg&country=QQ&level=x&order=x").status_code == 200


# Languages and addresses


def test_the_root_leads_to_the_preferred_language(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "sv,en"})["Location"] == "/sv/"
    assert client.get("/", headers={"accept-language": "de"})["Location"] == "/fi/"


def test_switching_language_keeps_the_page_and_its_query(client: Client) -> None:
    make.notice("118204-2026")
    page = client.get("/fi/ilmoitukset/118204-2026/?text=sv").content.decode()
    assert 'href="/sv/annonser/118204-2026/?text=sv"' in page
    assert 'href="/en/notices/118204-2026/?text=sv"' in page
    assert 'hreflang="sv"' in page
    assert '<html lang="fi"' in page


def test_words_of_another_language_in_a_path_lead_on(client: Client) -> None:
    response = client.get("/fi/notices/?stage=open")
    assert (response.status_code, response["Location"]) == (302, "/fi/ilmoitukset/?stage=open")


def test_a_page_that_does_not_exist_says_so_in_our_design(client: Client) -> None:
    assert "Page not found" in read(client, "/en/nothing/here/", 404)
    assert "Sivua ei löydy" in read(client, "/nothing", 404)


# Notices


def test_the_list_filters_and_shows_what_is_chosen(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/notices/?stage=open&stage=planned")
    assert "2 notices" in page
    assert "Remove Open for tenders" in page
    assert "Städning av skolor" in page
    assert "Latukoneen" not in page


def test_the_files_of_a_list_carry_its_filters(client: Client) -> None:
    world.measured_country()
    page = client.get("/en/notices/?stage=open&stage=planned").content.decode()
    assert "/api/v1/notices/export?format=csv&amp;stage=open&amp;stage=planned" in page


def test_a_search_without_hits_offers_the_nearest_broader_one(client: Client) -> None:
    world.measured_country()
    page = client.get("/en/notices/?stage=open&q=latukoneen").content.decode()
    assert "No notice matches" in page
    assert "Without one of the filters there is 1 notice" in text_of(page)
    assert 'href="/en/notices/?stage=open"' in page


def test_a_filter_that_cannot_be_read_is_named_and_left_out(client: Client) -> None:
    make.notice()
    page = read(client, "/en/notices/?year=soon", 400)
    assert "Some filters were left out" in page
    assert "1 notice" in page


def test_the_list_goes_page_by_page(client: Client) -> None:
    for number in range(1, 46):
        make.notice(f"{number}-2026")
    assert "45 notices" in read(client, "/en/notices/?page=3")
    page = client.get("/en/notices/?page=99&order=number").content.decode()
    assert re.search(r'aria-current="page"\s+aria-label="Page 3"', page)
    assert "page=2&amp;order=number" in page


def test_a_notice_tells_its_lots_winners_evidence_and_source(client: Client) -> None:
    world.measured_country()
    html = client.get("/en/notices/118204-2026/").content.decode()
    page = text_of(html)
    assert "Voittaja Oy" in page
    assert "Not matched" in page
    assert "4 (3 from SMEs)" in page
    assert "Se on <mark>uudenlainen</mark>." in html
    assert "Description, sentence 2 (BT-24-Lot, Finnish)" in page
    assert "New or significantly better" in page
    assert "60 %" in page
    assert "File as received" in page


def test_a_text_in_another_language_says_which(client: Client) -> None:
    world.measured_country()
    html = client.get("/en/notices/118204-2026/").content.decode()
    assert '<span lang="fi">Latukoneen hankinta</span>' in html
    html = client.get("/en/notices/118207-2026/?text=sv").content.decode()
    assert '<span lang="sv">Dialog</span>' in html


def test_a_notice_of_a_hundred_lots_folds_its_evidence(client: Client) -> None:
    world.notice_of_many_lots()
    html = client.get("/en/notices/900-2026/").content.decode()
    assert html.count("<details") >= 100
    assert "<details open" not in html
    assert len(html) < 400_000


def test_a_number_without_a_notice_helps_on(client: Client) -> None:
    page = read(client, "/en/notices/1-1999/", 404)
    assert "No notice has the number 1-1999" in page
    assert "Search notices with this" in page


def test_a_private_person_is_not_named(client: Client) -> None:
    one = make.notice()
    _buyer, winner = make.with_parties(one, winner="Maija Meikäläinen")
    Party.objects.filter(pk=winner.pk).update(is_natural_person=True)
    make.lot(one)
    page = read(client, "/en/notices/1-2026/")
    assert "Meikäläinen" not in page
    assert "A private person" in page


def test_the_file_comes_back_as_it_came(client: Client, settings: Any) -> None:
    data = b"<notice>\xc3\xa4</notice>"
    one = make.notice()
    one.raw_file.sha256 = Archive(settings.ARCHIVE).keep(data)
    one.raw_file.save()
    response = client.get("/en/notices/1-2026/source/")
    assert response.content == data
    assert response["Content-Disposition"] == 'attachment; filename="1-2026-v1.xml"'


def test_a_file_that_is_gone_is_not_found(client: Client) -> None:
    make.notice()
    assert client.get("/en/notices/1-2026/source/").status_code == 404


def test_what_outsiders_wrote_is_never_markup(client: Client) -> None:
    attack = "<script>alert(1)</script>"
    one = make.notice(titles={"fi": attack}, descriptions={"fi": attack}, buyer_names={"fi": attack})
    make.with_parties(one, winner=attack)
    lot = make.lot(one, titles={"fi": attack})
    found = make.finding(lot, make.definition(), quoted=True)
    found.evidence[0] |= {"quote": attack, "marks": [[0, 8]]}
    found.save()
    for address in ("/en/notices/", "/en/notices/1-2026/", f"/en/notices/?q={attack}"):
        assert "<script>alert" not in client.get(address).content.decode()


# Organisations


def test_a_body_shows_its_shares_beside_the_countrys_and_its_place(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/organisations/roads/")
    assert "State of Finland transport agency roads agency" in page
    assert "20.0 %" in page
    assert "Latukoneen hankinta" in page
    assert "Voittaja Oy" in page


def test_a_body_without_values_has_a_page_too(client: Client) -> None:
    make.body("small")
    assert "Nothing measured for this body" in read(client, "/en/organisations/small/")


def test_bodies_are_found_by_a_part_of_any_name(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/organisations/?q=ROADS+ÄMBETS")
    assert "1 organisation" in page
    assert "Nothing found" in read(client, "/en/organisations/?q=nobody")


def test_a_body_that_does_not_exist_is_not_found(client: Client) -> None:
    assert "No organisation has the address nobody" in read(client, "/en/organisations/nobody/", 404)


# Programme, method, numbers


def test_a_goal_tells_its_dated_targets_and_what_is_missing(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/programme/goals/G1/")
    assert "From 1 Jan 2015 5 %" in page
    assert "10 % ( in force )" in page or "10 % (in force)" in page
    assert "EUR 34.0 m more would have to be a yes" in page
    assert read(client, "/en/programme/goals/G9/", 404)


def test_the_programme_lists_its_goals_with_their_figures(client: Client) -> None:
    world.measured_country()
    page = read(client, "/en/programme/")
    assert "National programme" in page
    assert "5.0 %, target 10 %, year 2025" in page


@pytest.mark.parametrize("scope", ["FI", "roads"])
def test_a_number_has_a_lasting_address_with_its_passport(client: Client, scope: str) -> None:
    world.measured_country()
    page = read(client, f"/en/numbers/innovation-new-to-market/{scope}/2025/")
    assert "Number passport" in page
    assert "answered =" in page
    assert "test-1" in page


def test_a_number_that_was_never_measured_is_not_found(client: Client) -> None:
    world.measured_country()
    assert "No number has this address" in read(client, "/en/numbers/innovation-new-to-market/FI/1999/", 404)


def test_every_measure_has_its_method(client: Client) -> None:
    world.measured_country()
    assert "single-bidder in English" in read(client, "/en/method/")
    assert "yes ÷ (everything − unanswered)" in read(client, "/en/method/innovation-new-to-market/")
    assert "Median of all" in read(client, "/en/method/decision-speed/")
    assert "There is no measure x" in read(client, "/en/method/x/", 404)


# Errors


@pytest.mark.parametrize(("language", "lang"), [("fi", "fi"), ("sv", "sv"), ("en", "en")])
def test_a_fault_of_ours_is_told_without_asking_the_database(language: str, lang: str) -> None:
    with override(language), CaptureQueriesContext(connection) as asked:
        page = server_error(RequestFactory().get("/")).content.decode()
    assert f'<html lang="{lang}"' in page
    assert "<h1>" in page
    assert len(asked) == 0


def test_a_page_without_right_says_whom_to_ask() -> None:
    request = RequestFactory().get("/en/")
    request.user = AnonymousUser()
    with override("en"):
        page = text_of(permission_denied(request, PermissionDenied()).content.decode())
    assert "Roles are given by the body that keeps this installation" in page


# Appearance


def test_the_chosen_appearance_is_kept_and_leads_back(client: Client) -> None:
    response = client.post("/en/appearance/", {"appearance": "dark", "next": "/en/notices/?stage=open"})
    assert response["Location"] == "/en/notices/?stage=open"
    assert 'data-color-scheme="dark"' in client.get("/en/").content.decode()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_choice_of_appearance_never_leads_elsewhere(client: Client, back: str) -> None:
    assert client.post("/en/appearance/", {"appearance": "dark", "next": back})["Location"] == "/en/"


def test_an_unknown_appearance_is_not_kept(client: Client) -> None:
    client.post("/en/appearance/", {"appearance": 'x" onload=', "next": "/en/"})
    assert "appearance" not in client.cookies


# What pages ask of the database


@pytest.mark.parametrize(
    "address",
    [
        "/fi/",
        "/fi/ilmoitukset/?stage=awarded&organisation=transport",
        "/fi/ilmoitukset/118204-2026/",
        "/fi/organisaatiot/roads/",
        "/fi/organisaatiot/",
        "/fi/ohjelma/",
        "/fi/ohjelma/tavoitteet/G1/",
        "/fi/menetelma/",
        "/fi/laatu/",
    ],
)
def test_no_page_asks_more_than_fifteen_questions(client: Client, address: str) -> None:
    world.measured_country()
    assert client.get(address).status_code == 200  # code labels are read once per process
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= MOST_QUERIES, [query["sql"][:80] for query in asked]


def test_the_number_of_questions_does_not_grow_with_the_rows(client: Client) -> None:
    world.measured_country()
    client.get("/fi/ilmoitukset/")
    with CaptureQueriesContext(connection) as few:
        client.get("/fi/ilmoitukset/")
    for number in range(1, 30):
        make.lot(make.notice(f"{number}-2025"))
    with CaptureQueriesContext(connection) as many:
        client.get("/fi/ilmoitukset/")
    assert Notice.objects.count() == 33
    assert len(many) == len(few)


def test_a_filter_that_cannot_be_used_is_named_as_on_the_page_and_left_out(client: Client) -> None:
    make.notice("1-2026", titles={"en": "Snow plough"})
    response = client.get("/en/notices/?answer=yes&organisation=nope&min_value=much")
    told = response.content.decode()
    assert response.status_code == 400
    assert '<a href="#f-answer">Answer</a>' in told
    assert '<a href="#f-min_value">At least, in euro</a>' in told
    assert "No organisation has the code nope." in told
    assert "#f-organisation" not in told
    assert "Snow plough" in told


def test_bounds_of_a_value_are_in_euro_unless_another_currency_is_named(client: Client) -> None:
    assert "At least, in euro" in client.get("/en/notices/?min_value=5").content.decode()
    told = client.get("/en/notices/?min_value=5&currency=NOK").content.decode()
    assert "At least (NOK)" in " ".join(told.split())
    assert '<input type="hidden" name="currency" value="NOK">' in told


def test_a_trend_that_nobody_answered_is_not_described_as_a_change(client: Client) -> None:
    market = make.indicator()
    make.programme(market, make.body("state", type="state"))
    for year in (2024, 2025):
        make.value(market, year, yes=0, unknown=1_000, whole=1_000)
    told = " ".join(client.get("/en/").content.decode().split())
    assert "From 2024 to 2025 too little was answered to say how the share went" in told
    assert "the share went from" not in told
