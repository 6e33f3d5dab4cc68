"""Word lists are edited by national steerers: versions, problems by phrase, nobody overwrites another unseen."""

from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from majakka.accounts.models import User
from majakka.classification.models import WordList
from majakka.classification.operations import edit_word_list, ensure_definitions
from majakka.intake.models import RefusedFile
from tests.web.test_account_pages import person
from tests.web.test_pages import read, text_of

pytestmark = pytest.mark.django_db
LISTS, LIST = "/en/admin/word-lists/", "/en/admin/word-lists/innovation-text/fi/"


@pytest.fixture(autouse=True)
def _lists() -> None:
    ensure_definitions()


@pytest.fixture
def steerer(client: Client) -> User:
    user = person("national-steerer", code="ministry")
    client.force_login(user)
    return user


def in_force() -> WordList:
    return WordList.objects.get(definition_code="innovation-text", language="fi", is_in_force=True)


def refused(client: Client, fields: dict[str, object]) -> str:
    response = client.post(LIST, fields)
    assert response.status_code == 400
    return unescape(text_of(response.content.decode()))


def typed(**changes: object) -> dict[str, object]:
    given = {"supports": "kvantti*\nuudenlai* ... tapa", "opposes": "", "source": "kokeilu"}
    return given | {"version": in_force().version} | changes


@pytest.mark.parametrize("address", [LISTS, LIST])
def test_only_national_steerers_come_to_the_lists(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    client.force_login(person("branch-coordinator"))
    assert client.get(address).status_code == 403
    assert client.post(address, typed()).status_code in (403, 405)
    client.force_login(person("national-steerer", code="demo", is_demo=True, mailbox="demo"))
    assert client.get(address).status_code == 403


def test_the_account_leads_to_the_lists(client: Client, steerer: User) -> None:
    assert f'href="{LISTS}"' in client.get("/en/my-account/").content.decode()
    assert f'href="{LIST}"' in client.get(LISTS).content.decode()


def test_a_changed_list_is_a_new_version_and_the_old_one_stays_readable(
    client: Client, steerer: User
) -> None:
    before = in_force()
    assert client.post(LIST, typed())["Location"] == LIST
    after = in_force()
    assert (after.version, after.supports) == (before.version + 1, ["kvantti*", "uudenlai* ... tapa"])
    page = read(client, LIST)
    assert "kokeilu" in page
    assert ", ".join(before.supports) in page


def test_a_phrase_that_cannot_be_used_is_named_and_what_was_typed_stays(
    client: Client, steerer: User
) -> None:
    page = refused(client, typed(supports="k*\n... loppu\nhyvä"))
    assert '"k*": "k*" would match too much' in page
    assert "a gap (...) stands between words" in page
    assert "hyvä" in page
    assert in_force().supports != ["hyvä"]


def test_two_people_at_the_same_list_see_each_others_version(client: Client, steerer: User) -> None:
    mine = typed(supports="omasanani")
    edit_word_list("innovation-text", language="fi", supports=["toisen*"], source="toinen")
    page = refused(client, mine)
    assert "Another person has put version" in page
    assert "toisen*" in page
    assert "omasanani" in page
    mine["version"] = in_force().version
    assert client.post(LIST, mine).status_code == 302
    assert in_force().supports == ["omasanani"]


def test_a_list_that_nobody_keeps_is_missing(client: Client, steerer: User) -> None:
    assert client.get("/en/admin/word-lists/innovation-declared/fi/").status_code == 404


def test_each_refused_file_is_shown_to_those_who_import_and_to_nobody_else(
    client: Client, now: datetime
) -> None:
    RefusedFile.objects.create(
        file="kansio/rikki.xml", code="bad-date", message="31 February.", place="BT-05", refused_at=now
    )
    assert "rikki.xml" not in read(client, "/en/quality/")
    client.force_login(person("procurement-lead"))
    assert "rikki.xml" not in read(client, "/en/quality/")
    client.force_login(person("national-steerer", code="ministry", mailbox="steerer"))
    page = read(client, "/en/quality/")
    assert "kansio/rikki.xml 31 February. BT-05" in page
