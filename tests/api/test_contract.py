"""The OpenAPI description is valid, and the API does what it says under thousands of strange requests."""

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from majakka.config.urls import urlpatterns  # noqa: F401  (the address of the description is resolved at import)
from tests.api.factories import small_store

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance, content_type_conformance]
CASES_PER_OPERATION = 25


@pytest.fixture(autouse=True)
def no_limit(settings) -> None:
    settings.API_RATE = 0


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A whole server closes its connection after a request; here the connection is the test's own transaction."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def description(client: Client) -> dict:
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_description_is_valid_openapi_3_1(description: dict) -> None:
    validate(description)
    assert description["openapi"].startswith("3.1")


def test_every_operation_tells_its_errors_as_problems(description: dict) -> None:
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            assert method == "get", path
            assert operation["summary"], path
            assert "429" in operation["responses"], path
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"], (path, status)


def test_the_description_offers_no_page_that_loads_from_elsewhere(client: Client) -> None:
    assert client.get("/api/v1/docs").status_code == 404


def test_the_api_keeps_its_promises_under_strange_requests(description: dict, one_connection: None) -> None:
    small_store()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=CASES_PER_OPERATION,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def keeps_its_promise(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            response = case.call()
            case.validate_response(response, checks=CHECKS)

        keeps_its_promise()
    assert asked >= 250


STRANGE = [
    "\x00",
    "%00",
    "'",
    "';--",
    "{{7*7}}",
    "../../etc/passwd",
    "💥",
    "9" * 400,
    "-1",
    "NaN",
    "1e309",
    "\ud83d",
    " ",
    "%",
]
PARAMETERS = [
    "q",
    "stage",
    "country",
    "organisation",
    "cpv",
    "procedure",
    "year",
    "since",
    "until",
    "definition",
    "answer",
    "min_value",
    "max_value",
    "currency",
    "demo",
    "order",
    "limit",
    "cursor",
    "indicator",
    "cpv_division",
    "type",
    "version",
    "format",
    "language",
]


@pytest.mark.parametrize(
    "address", ["notices", "changes", "organisations", "values", "notices/2-2025", "notices/export"]
)
def test_strange_parameters_are_answered_or_refused_never_a_fault(client: Client, address: str) -> None:
    small_store(1)
    for name in PARAMETERS:
        for value in STRANGE:
            query = {name: value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
            if address.endswith("export"):
                query.setdefault("format", "csv")
            response = client.get(f"/api/v1/{address}", query)
            assert response.status_code in (200, 404, 422), (name, value, response.status_code)
            if response.status_code != 200:
                assert response.headers["Content-Type"] == "application/problem+json"
