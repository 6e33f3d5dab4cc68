"""Every address of Majakka: who may have it, what it refuses, which headers it carries.

The table below is the promise; the resolver is the truth. A route without a row fails, so does a row without a route.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from majakka.accounts.operations import invite_person
from majakka.organisations.models import Organisation
from tests.api.factories import small_store

pytestmark = pytest.mark.django_db


class Access(StrEnum):
    OPEN = "open"  # everybody reads, nobody writes
    FORM = "form"  # everybody reads, and sends a form that is guarded against forgery
    GATE = "gate"  # a step of signing in: worth nothing without the step before
    PERSON = "person"  # only who is signed in


@dataclass(frozen=True)
class Row:
    access: Access
    kwargs: dict[str, Any] = field(default_factory=dict)


OPEN, FORM, GATE, PERSON = (Row(access) for access in Access)

ROUTES: dict[str, Row] = {
    # The API
    "api:openapi-json": OPEN,
    "api:api-root": OPEN,
    "api:list_notices": OPEN,
    "api:export_notices": OPEN,
    "api:get_notice": Row(Access.OPEN, {"number": "2-2025"}),
    "api:get_releases": Row(Access.OPEN, {"number": "2-2025"}),
    "api:list_changes": OPEN,
    "api:list_organisations": OPEN,
    "api:get_organisation": Row(Access.OPEN, {"code": "testila"}),
    "api:list_indicators": OPEN,
    "api:list_values": OPEN,
    "api:export_values": OPEN,
    "api:list_value_rows": OPEN,
    "api:export_value_rows": OPEN,
    "api:list_programmes": OPEN,
    "api:get_programme": Row(Access.OPEN, {"code": "kansallinen"}),
    "api:list_definitions": OPEN,
    # Pages for everybody
    "/": OPEN,
    "/api/": OPEN,
    "/favicon.ico": OPEN,
    "/fi/api/": OPEN,
    "/sv/api/": OPEN,
    "/en/api/": OPEN,
    "web:front": OPEN,
    "web:programme": OPEN,
    "web:goal": Row(Access.OPEN, {"code": "1"}),
    "web:organisations": OPEN,
    "web:organisation": Row(Access.OPEN, {"code": "testila"}),
    "web:notices": OPEN,
    "web:notice": Row(Access.OPEN, {"number": "2-2025"}),
    "web:notice-source": Row(Access.OPEN, {"number": "2-2025"}),
    "web:number": Row(Access.OPEN, {"indicator": "innovation-declared", "scope": "testila", "year": 2025}),
    "web:method": OPEN,
    "web:measure": Row(Access.OPEN, {"code": "innovation-declared"}),
    "web:quality": OPEN,
    "web:data": OPEN,
    "web:accessibility": OPEN,
    "web:privacy": OPEN,
    "web:appearance": FORM,
    # Signing in
    "account_login": FORM,
    "account_logout": FORM,
    "account_signup": FORM,
    "account_inactive": OPEN,
    "account_reset_password": FORM,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": Row(Access.FORM, {"uidb36": "1", "key": "no-such-key"}),
    "account_reset_password_from_key_done": OPEN,
    "account_email_verification_sent": FORM,
    "account_confirm_email": Row(Access.FORM, {"key": "no-such-key"}),
    "account_confirm_login_code": GATE,
    "mfa_authenticate": GATE,
    "mfa_login_webauthn": FORM,
    "openid_connect_login": Row(Access.FORM, {"provider_id": "oidc"}),
    "openid_connect_callback": Row(Access.GATE, {"provider_id": "oidc"}),
    "socialaccount_login_cancelled": FORM,
    "socialaccount_login_error": FORM,
    "socialaccount_signup": GATE,
    "/fi/account/social/login/cancelled/": FORM,
    "/fi/account/social/login/error/": FORM,
    "/fi/account/social/signup/": GATE,
    # The own account
    "web:account": PERSON,
    "web:log": PERSON,
    "web:word-lists": PERSON,
    "web:word-list": Row(Access.PERSON, {"definition": "innovation-text", "language": "fi"}),
    "account_reauthenticate": PERSON,
    "account_email": PERSON,
    "account_change_password": PERSON,
    "account_set_password": PERSON,
    "mfa_index": PERSON,
    "mfa_reauthenticate": PERSON,
    "mfa_activate_totp": PERSON,
    "mfa_deactivate_totp": PERSON,
    "mfa_view_recovery_codes": PERSON,
    "mfa_generate_recovery_codes": PERSON,
    "mfa_download_recovery_codes": PERSON,
    "mfa_list_webauthn": PERSON,
    "mfa_add_webauthn": PERSON,
    "mfa_reauthenticate_webauthn": PERSON,
    "mfa_remove_webauthn": Row(Access.PERSON, {"pk": 1}),
    "mfa_edit_webauthn": Row(Access.PERSON, {"pk": 1}),
    "socialaccount_connections": PERSON,
    "/fi/account/social/connections/": PERSON,
}

UNSAFE = ("post", "put", "patch", "delete")


def routes(resolver: URLResolver, *, spaces: tuple[str, ...] = (), before: str = "/") -> Iterator[str]:
    """The name of every route, with its name space; a route without a name goes by its address."""
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes(pattern, spaces=inner, before=address)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name]) if pattern.name else address


def all_routes() -> set[str]:
    with override("fi"):
        return set(routes(get_resolver()))


def address_of(name: str) -> str:
    if name.startswith("/"):
        return name
    with override("fi"):
        return reverse(name, kwargs=ROUTES[name].kwargs)


def of(*kinds: Access) -> list[str]:
    return sorted(name for name, row in ROUTES.items() if row.access in kinds)


@pytest.fixture(autouse=True)
def store(settings) -> None:
    settings.API_RATE = 0
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "x",
                    "client_id": "x",
                    "settings": {"server_url": "http://127.0.0.1:9"},
                }
            ]
        }
    }
    small_store(1)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    found = all_routes()
    assert sorted(found - set(ROUTES)) == [], "say in the table who may have the new address"
    assert sorted(set(ROUTES) - found) == []


@pytest.mark.parametrize("name", of(Access.OPEN, Access.FORM))
def test_what_is_open_is_answered(client: Client, name: str) -> None:
    response = client.get(address_of(name))
    assert response.status_code < 500
    if ROUTES[name].access == Access.OPEN:
        assert "/account/login" not in response.headers.get("Location", "")


@pytest.mark.parametrize("name", of(Access.PERSON, Access.GATE))
@pytest.mark.parametrize("method", ["get", "head", "options", *UNSAFE])
def test_a_stranger_gets_nothing_that_belongs_to_a_person(client: Client, name: str, method: str) -> None:
    response = getattr(client, method)(address_of(name))
    assert not 200 <= response.status_code < 300 or method == "options" or _says_error(response), (
        response.status_code,
        response.content[:200],
    )
    assert response.status_code < 500


def _says_error(response: Any) -> bool:
    """allauth tells of a broken return from a provider on a page that is a success to HTTP; it shows nothing else."""
    return any(template.name == "socialaccount/authentication_error.html" for template in response.templates)


@pytest.mark.parametrize("name", of(Access.OPEN))
@pytest.mark.parametrize("method", UNSAFE)
def test_what_is_only_read_refuses_to_be_written(client: Client, name: str, method: str) -> None:
    response = getattr(client, method)(address_of(name))
    assert response.status_code == 405, response.status_code


@pytest.mark.parametrize("name", of(Access.FORM, Access.GATE, Access.PERSON))
@pytest.mark.parametrize("method", UNSAFE)
def test_a_form_sent_from_another_site_is_refused(name: str, method: str, today: date) -> None:
    client = Client(enforce_csrf_checks=True)
    agency = Organisation.objects.create(code="agency", name_fi="Virasto", type="agency")
    client.force_login(invite_person("aino@example.fi", organisation=agency, role="expert", today=today))
    response = getattr(client, method)(address_of(name))
    assert response.status_code in (403, 405), response.status_code
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_answer_carries_the_headers_that_guard_it(client: Client, name: str) -> None:
    for response in (client.get(address_of(name)), Client(enforce_csrf_checks=True).post(address_of(name))):
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/nothing/", "/fi/nothing/", "/api/v1/nothing", "/fi/account/nothing/"])
def test_an_address_that_is_not_there_carries_them_too(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
