"""Signing in through an OpenID Connect provider: the whole code flow with PKCE against a real one on this machine."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from majakka.accounts.models import User
from majakka.accounts.operations import invite_person, set_password
from majakka.organisations.models import Organisation

pytestmark = [
    pytest.mark.django_db,
    # the provider used for the test is built on a library that announces its own successor
    pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib.*"),
    pytest.mark.filterwarnings("ignore:.*authlib.*:DeprecationWarning"),
]


@pytest.fixture
def provider(settings) -> Iterator[str]:
    """A provider that knows four people; joined as MAJAKKA_OIDC_* would join it."""
    people = (
        oidc_provider_mock.User(sub="1", claims={"email": "aino@example.fi", "email_verified": True}),
        oidc_provider_mock.User(sub="2", claims={"email": "stranger@example.fi", "email_verified": True}),
        oidc_provider_mock.User(sub="3", claims={"email": "aino@example.fi", "email_verified": False}),
        oidc_provider_mock.User(sub="4", claims={}),
    )
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        address = f"http://localhost:{server.server_port}"
        app = {
            "provider_id": "oidc",
            "name": "Virkakirjautuminen",
            "client_id": "majakka",
            "secret": "secret",
            "settings": {"server_url": address, "email_authentication": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield address


@pytest.fixture
def person(today: date) -> User:
    agency = Organisation.objects.create(code="agency", name_fi="Virasto", type="agency")
    return invite_person("aino@example.fi", organisation=agency, role="expert", today=today)


def come_back(client: Client, subject: str, *, spoil: dict[str, str] | None = None):
    """Press the button, sign in at the provider as `subject`, come back with the code."""
    left = client.post(reverse("openid_connect_login", args=["oidc"]))
    assert left.status_code == 302
    asked = parse_qs(urlsplit(left.headers["Location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) >= 43
    assert "email" in asked["scope"][0]
    allowed = requests.post(
        left.headers["Location"], data={"sub": subject}, allow_redirects=False, timeout=10
    )
    back = urlsplit(allowed.headers["Location"])
    answer = {name: values[0] for name, values in parse_qs(back.query).items()} | (spoil or {})
    return client.get(back.path, answer)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_invited_person_comes_in_and_keeps_the_password(
    client: Client, provider: str, person: User
) -> None:
    set_password(person, password="kolme hyvää hevosta 7")
    client.get(reverse("account_login"))
    before = client.session.session_key
    response = come_back(client, "1")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.session_key != before
    person.refresh_from_db()
    assert person.has_usable_password()
    assert User.objects.count() == 1
    assert SocialAccount.objects.get(user=person).provider == "oidc"
    assert not SocialToken.objects.exists(), "what the provider lets us ask is not kept"


def test_the_second_time_the_subject_alone_is_enough(client: Client, provider: str, person: User) -> None:
    come_back(client, "1")
    other = Client()
    come_back(other, "1")
    assert other.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("subject", ["2", "3", "4"])
def test_a_stranger_an_unverified_address_and_no_address_are_refused_plainly(
    client: Client, provider: str, person: User, subject: str
) -> None:
    response = come_back(client, subject)
    assert response.status_code == 403
    assert "account/not_invited.html" in [template.name for template in response.templates]
    assert reverse("account_login") in response.content.decode()
    assert not is_signed_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_a_person_who_was_shut_out_does_not_come_in_this_way_either(
    client: Client, provider: str, person: User
) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    come_back(client, "1")
    assert not is_signed_in(client)


@pytest.mark.parametrize("spoil", [{"state": "made-up"}, {"code": "made-up"}, {"error": "access_denied"}])
def test_a_forged_or_refused_return_signs_nobody_in(
    client: Client, provider: str, person: User, spoil: dict[str, str]
) -> None:
    response = come_back(client, "1", spoil=spoil)
    assert response.status_code < 500
    assert not is_signed_in(client)


def test_a_code_stolen_from_another_browser_is_worth_nothing(
    client: Client, provider: str, person: User
) -> None:
    left = client.post(reverse("openid_connect_login", args=["oidc"]))
    allowed = requests.post(left.headers["Location"], data={"sub": "1"}, allow_redirects=False, timeout=10)
    back = urlsplit(allowed.headers["Location"])
    thief = Client()
    thief.get(f"{back.path}?{back.query}")
    assert not is_signed_in(thief)


def test_the_way_to_the_provider_takes_a_post(client: Client, provider: str) -> None:
    page = client.get(reverse("openid_connect_login", args=["oidc"]))
    assert page.status_code == 200
    assert provider not in page.headers.get("Location", "")
