"""No export and no answer of the API tells who a natural person is (BT-633)."""

from dataclasses import replace

import pytest
from django.test import Client

from majakka.exports.notice_files import MEDIA_TYPES, Publisher, notice_file
from majakka.notices.models import Notice
from majakka.notices.records import NoticeRecord
from tests.exports.factories import full_award, natural_winner, record
from tests.notices.factories import buyer

pytestmark = pytest.mark.django_db

SECRETS = ("Salme", "Salainen", "010101-123N", "example.fi", "Piilola", "FI1D9")
PUBLISHER = Publisher(prefix="ocds-test", name="Test")


def won_by_a_person(seed: int = 2) -> NoticeRecord:
    plain = full_award(seed)
    return replace(plain, parties=(plain.parties[0], natural_winner()))


@pytest.mark.parametrize("file_format", sorted(MEDIA_TYPES))
def test_no_format_tells_who_a_natural_person_is(file_format: str) -> None:
    record(won_by_a_person())
    pieces = notice_file(
        Notice.objects.all(), file_format=file_format, publisher=PUBLISHER, uri="urn:test", language="fi"
    )
    text = b"".join(pieces).decode()
    assert "Testilän kunta" in text
    assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize(
    "address",
    [
        "notices",
        "notices/2-2025",
        "notices/2-2025/releases",
        "notices?q=salme",
        "notices?q=010101-123N",
        "changes",
    ],
)
def test_no_answer_of_the_api_tells_it_either(client: Client, address: str) -> None:
    record(won_by_a_person())
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200
    told = response.content.decode().replace("q=salme", "").replace("q=010101-123N", "")
    assert not [secret for secret in SECRETS if secret in told]


def test_searching_for_the_name_of_a_person_finds_nothing(client: Client) -> None:
    record(won_by_a_person())
    assert client.get("/api/v1/notices?q=salainen").json()["total"] == 0
    assert client.get("/api/v1/notices?q=testilän").json()["total"] == 1


def test_a_person_stays_as_a_party_with_role_and_size(client: Client) -> None:
    record(won_by_a_person())
    party = client.get("/api/v1/notices/2-2025").json()["parties"][1]
    assert (party["is_natural_person"], party["roles"], party["size"]) == (True, ["winner"], "small")


def test_a_person_who_buys_is_not_named_in_lists_either(client: Client) -> None:
    person = replace(natural_winner(), key="ORG-0001", roles=("buyer",), is_lead=True)
    record(replace(full_award(), parties=(person,)))
    for address in ("notices", "notices/2-2025", "notices/2-2025/releases", "notices/export?format=csv"):
        response = client.get(f"/api/v1/{address}")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert not [secret for secret in SECRETS if secret in body.decode()], address
    assert buyer().names == {"fi": "Testilän kunta"}
