"""The own account, the log of changes, and files that name a private person."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa import app_settings as mfa_settings
from allauth.utils import get_form_class
from auditlog.context import set_actor
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from majakka.accounts.models import User
from majakka.accounts.operations import end_membership, grant_membership, invite_person, set_password
from majakka.base.archive import Archive
from majakka.base.clock import read_today
from majakka.notices.models import Notice, Party
from tests.web import factories as make
from tests.web.test_pages import MOST_QUERIES, read, text_of

pytestmark = pytest.mark.django_db
PASSWORD = "kolme hyvää hevosta 7"
LONG_AGO = date(2024, 3, 1)


def person(role: str = "expert", *, code: str = "roads", is_demo: bool = False, **changes: str) -> User:
    """Aino with a role from long ago in a body made for it."""
    body = make.body(code, is_demo=is_demo, country="XV" if is_demo else "FI")
    return invite_person(
        f"{changes.pop('mailbox', 'aino')}@example.fi",
        organisation=body,
        role=role,
        today=LONG_AGO,
        name=changes.pop("name", "Aino Ahtisalo"),
        is_demo=is_demo,
        **changes,
    )


@pytest.fixture
def steerer() -> User:
    return person("national-steerer", code="ministry")


def header_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("</header>")[0]


# My account


@pytest.mark.parametrize(
    "name", ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp"]
)
def test_what_one_does_not_have_yet_is_said_to_be_missing(client: Client, name: str) -> None:
    client.force_login(person())
    with override("sv"):
        address = reverse(name)
    assert client.get(address).status_code == 404


def test_a_stranger_is_led_to_sign_in_and_back(client: Client) -> None:
    assert client.get("/en/my-account/")["Location"] == "/en/account/login/?next=/en/my-account/"
    assert client.get("/sv/mitt-konto/")["Location"] == "/sv/account/login/?next=/sv/mitt-konto/"


def test_the_account_tells_who_one_is_and_what_the_roles_in_force_let_one_do(client: Client) -> None:
    user = person("procurement-lead")
    ended = grant_membership(user, organisation=make.body("rails"), role="viewer", starts_on=LONG_AGO)
    end_membership(ended, ends_on=read_today() - timedelta(days=1))
    client.force_login(user)
    page = read(client, "/en/my-account/")
    assert "Aino Ahtisalo, aino@example.fi" in page
    assert "Procurement lead roads agency May change the names, programme, goals and people" in page
    assert "Since 1 Mar 2024" in page
    assert "rails" not in page
    assert "Second factor Not in use" in page


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("national-steerer", "of the whole country"),
        ("branch-coordinator", "and those below it"),
        ("responsible-person", "updates the actions that name them"),
        ("expert", "plans the procurements that name them"),
        ("viewer", "changes nothing"),
    ],
)
def test_every_role_is_told_in_a_sentence(client: Client, role: str, says: str) -> None:
    client.force_login(person(role))
    assert says in read(client, "/en/my-account/")


def test_a_steerer_of_the_demo_country_is_not_promised_the_real_one(client: Client) -> None:
    make.notice()
    client.force_login(person("national-steerer", is_demo=True))
    assert "Demo data" not in read(client, "/en/notices/")
    page = read(client, "/en/my-account/")
    assert "May change everything of the demo country" in page
    assert "whole country" not in page
    assert "Demo data" in page


def test_without_a_role_the_account_says_whom_to_ask(client: Client) -> None:
    client.force_login(User.objects.create_user("aino@example.fi"))
    page = read(client, "/en/my-account/")
    assert "No role in force" in page
    assert "your branch coordinator can give you a role" in page
    assert "Set a password" in page


def test_the_account_leads_to_password_second_factor_and_out(client: Client) -> None:
    user = person()
    set_password(user, password=PASSWORD)
    client.force_login(user)
    page = client.get("/en/my-account/").content.decode()
    for address in ("/en/account/password/change/", "/en/account/2fa/", "/en/account/logout/"):
        assert f'"{address}"' in page
        assert client.get(address).status_code == 200
    assert "/en/admin/log/" not in page
    client.post("/en/account/logout/")
    assert client.get("/en/my-account/").status_code == 302


def test_the_header_says_sign_in_to_strangers_and_my_account_to_the_signed_in(client: Client) -> None:
    assert "Sign in" in header_of(client, "/en/notices/")
    client.force_login(person())
    header = header_of(client, "/en/notices/")
    assert re.search(r'href="/en/my-account/"\s*>My account', header)
    assert "Sign in" not in header
    assert re.search(r'aria-current="page"\s*>My account', header_of(client, "/en/my-account/"))


@pytest.mark.parametrize(
    ("came_from", "lands_on"),
    [
        ("/en/", "/en/my-account/"),
        ("/en/account/login/", "/en/my-account/"),
        ("/en/nothing-here/", "/en/my-account/"),
        ("/en/notices/?stage=open&q=a+b", "/en/notices/?stage=open&q=a+b"),
        ("/en/?unit=count", "/en/?unit=count"),
    ],
)
def test_after_signing_in_one_is_where_one_came_from(client: Client, came_from: str, lands_on: str) -> None:
    set_password(person(), password=PASSWORD)
    header = header_of(client, came_from)
    address = header.split('href="/en/account/login/')[1].split('"')[0]
    form = client.get(f"/en/account/login/{address}")
    fields = {"login": "aino@example.fi", "password": PASSWORD}
    if "next" in address:
        fields["next"] = form.context["redirect_field_value"]
    assert client.post("/en/account/login/", fields)["Location"] == lands_on


def test_only_where_the_demo_is_loaded_signing_in_tells_where_its_logins_are(client: Client) -> None:
    assert "The demo country has people" not in read(client, "/en/account/login/")
    user = person(is_demo=True)
    set_password(user, password=PASSWORD)
    page = client.get("/en/account/login/").content.decode()
    assert "printed where Majakka was started" in text_of(page)
    assert user.email not in page
    assert PASSWORD not in page


# The log


def test_the_log_is_for_national_steerers(client: Client, steerer: User) -> None:
    assert client.get("/en/admin/log/")["Location"] == "/en/account/login/?next=/en/admin/log/"
    client.force_login(person("branch-coordinator", mailbox="bo"))
    page = read(client, "/en/admin/log/", 403)
    assert "Roles are given by the body that keeps this installation" in page
    client.force_login(steerer)
    assert "Who changed what" in read(client, "/en/admin/log/")
    assert 'href="/en/admin/log/"' in client.get("/en/my-account/").content.decode()


def test_the_log_tells_who_changed_what_from_what_to_what(client: Client, steerer: User) -> None:
    client.force_login(steerer)
    body = make.body("harbour")
    with set_actor(steerer):
        body.name_en = "Harbour office"
        body.save()
    page = read(client, "/en/admin/log/")
    assert "Aino Ahtisalo harbour virasto Organisation, changed" in page
    assert "Name in English: harbour agency → to Harbour office" in page
    assert "Command line" in page
    assert page.index("Harbour office") < page.index("Role: National steerer")


def test_of_a_password_the_log_tells_only_that_it_changed(client: Client, steerer: User) -> None:
    set_password(steerer, password=PASSWORD)
    client.force_login(steerer)
    page = client.get("/en/admin/log/").content.decode()
    assert "Password: changed, not shown" in text_of(page)
    assert PASSWORD not in page
    assert User.objects.get(pk=steerer.pk).password not in page


def test_the_log_is_narrowed_by_who_what_and_day(client: Client, steerer: User) -> None:
    other = person("national-steerer", mailbox="bo", name="Bo Berg", code="harbour")
    for user, name in ((steerer, "First"), (other, "Second")):
        with set_actor(user):
            make.body(name.lower(), name_fi=name)
    client.force_login(steerer)
    assert "Second Organisation, created" in (by_bo := read(client, "/en/admin/log/?who=berg"))
    assert "First Organisation, created" not in by_bo
    assert "First Organisation, created" in (about := read(client, "/en/admin/log/?what=first"))
    assert "Second Organisation, created" not in about
    assert "First Organisation, created" in read(client, f"/en/admin/log/?day={read_today()}")
    assert "No change matches" in read(client, "/en/admin/log/?day=1999-01-01")


@pytest.mark.parametrize("words", ["vägverket", "ROADS", "tieviras"])
def test_the_log_is_narrowed_by_a_name_in_any_language(client: Client, steerer: User, words: str) -> None:
    body = make.body("agency", name_fi="Tievirasto", name_sv="Vägverket", name_en="Roads Agency")
    names = {
        "name_fi": "Tieviraston ohjelma",
        "name_sv": "Vägverkets program",
        "name_en": "Roads Agency’s plan",
    }
    make.programme(make.indicator(), make.body("owner"), **names)
    grant_membership(steerer, organisation=body, role="viewer", starts_on=LONG_AGO)
    make.body("rails", under=body)
    client.force_login(steerer)
    page = read(client, f"/en/admin/log/?what={words}")
    assert "Tievirasto Organisation, created" in page
    assert "Tieviraston ohjelma Programme, created" in page
    assert "Aino Ahtisalo: Viewer, Tievirasto Role, created" in page
    assert "rails virasto &lt; Tievirasto Place in the tree, created" in page
    assert "rails virasto Organisation, created" not in page


def test_the_log_tells_a_role_in_the_language_of_the_reader(client: Client, steerer: User) -> None:
    with override("sv"):
        grant_membership(steerer, organisation=make.body("rails"), role="viewer", starts_on=LONG_AGO)
    client.force_login(steerer)
    assert "Aino Ahtisalo: Viewer, rails virasto" in read(client, "/en/admin/log/")


@pytest.mark.parametrize("day", ["yesterday", "2026-02-31", "0"])
def test_a_day_that_is_none_is_named_and_left_out(client: Client, steerer: User, day: str) -> None:
    client.force_login(steerer)
    page = read(client, f"/en/admin/log/?day={day}", 400)
    assert "Give a day as year-month-day" in page
    assert "Aino Ahtisalo: National steerer" in page


def test_the_log_comes_in_pages_and_asks_no_more_for_more_rows(client: Client, steerer: User) -> None:
    client.force_login(steerer)
    client.get("/en/admin/log/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/admin/log/")
    with set_actor(steerer):
        for number in range(60):
            make.body(f"b{number}")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/en/admin/log/").content.decode()
    assert len(many) == len(few) <= MOST_QUERIES
    assert page.count('scope="row"') == 50
    assert "b0 virasto" not in page
    assert "b0 virasto" in client.get("/en/admin/log/?page=2&who=aino").content.decode()
    assert "?who=aino&amp;page=2" in client.get("/en/admin/log/?who=aino").content.decode()


def test_a_demo_steerer_reads_how_the_demo_was_made_and_no_real_address(
    client: Client, steerer: User
) -> None:
    demo = person("national-steerer", code="demo-ministry", is_demo=True, mailbox="demo", name="Demo Person")
    with set_actor(demo):
        make.body("demo-harbour", is_demo=True)
    make.body("real-harbour")
    client.force_login(demo)
    page = read(client, "/en/admin/log/")
    assert "Demo Person demo-harbour virasto Organisation, created" in page
    assert "Demo Person: National steerer" in page
    assert "aino@example.fi" not in page
    assert "real-harbour" not in page


def test_a_real_person_who_steers_only_the_demo_country_reads_only_its_log(
    client: Client, steerer: User
) -> None:
    demo_state = make.body("demo-state", is_demo=True, country="XV")
    guest = invite_person(
        "guest@example.fi", organisation=demo_state, role="national-steerer", today=LONG_AGO
    )
    client.force_login(guest)
    page = read(client, "/en/admin/log/")
    assert "demo-state virasto Organisation, created" in page
    assert "aino@example.fi" not in page


@pytest.mark.parametrize("address", ["/fi/oma-tili/", "/fi/hallinta/loki/", "/fi/account/login/"])
def test_pages_of_accounts_ask_little(client: Client, steerer: User, address: str) -> None:
    if "login" not in address:
        client.force_login(steerer)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= MOST_QUERIES, [query["sql"][:80] for query in asked]


# Files that name a private person

SOURCE = "/en/notices/1-2026/source/"


def notice_with_file(*, is_natural_person: bool) -> Notice:
    notice = make.notice("1-2026")
    _buyer, winner = make.with_parties(notice)
    Party.objects.filter(pk=winner.pk).update(is_natural_person=is_natural_person)
    raw = notice.raw_file
    raw.sha256 = Archive(settings.ARCHIVE).keep(b"<notice>Matti</notice>")
    raw.media_type = "application/xml"
    raw.save()
    return notice


def test_a_file_without_private_persons_is_for_everybody(client: Client) -> None:
    notice_with_file(is_natural_person=False)
    assert client.get(SOURCE).content == b"<notice>Matti</notice>"
    assert "private person" not in read(client, "/en/notices/1-2026/")


def test_a_file_that_names_a_private_person_is_kept_from_strangers_and_says_why(client: Client) -> None:
    notice_with_file(is_natural_person=True)
    answer = client.get(SOURCE)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "names a private person, so it is given only to signed-in people" in text_of(page)
    assert "Matti" not in page
    assert "/en/account/login/?next=%2Fen%2Fnotices%2F1-2026%2F%3Fversion%3D1" in page
    assert "Names a private person: only for signed-in people" in read(client, "/en/notices/1-2026/")


def test_a_signed_in_person_gets_the_file_and_no_cache_keeps_it(client: Client) -> None:
    notice_with_file(is_natural_person=True)
    client.force_login(User.objects.create_user("aino@example.fi"))
    answer = client.get(SOURCE)
    assert answer.content == b"<notice>Matti</notice>"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_is_guarded_when_any_notice_read_from_it_names_a_private_person(client: Client) -> None:
    first = notice_with_file(is_natural_person=False)
    other = make.notice("2-2026")
    make.with_parties(other)
    other.parties.update(is_natural_person=True)
    Notice.objects.filter(pk=other.pk).update(raw_file=first.raw_file)
    assert client.get(SOURCE).status_code == 403


def test_the_name_of_a_security_key_is_asked_in_the_readers_language() -> None:
    form = get_form_class(mfa_settings.FORMS, "add_webauthn", None)
    with override("fi"):
        assert str(form(user=person()).fields["name"].label) == "Avaimen nimi"
