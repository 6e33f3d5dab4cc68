"""The API's root: one router per subject."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from majakka.api.problems import MEDIA_TYPE, add_handlers
from majakka.api.v1 import notices, organisations, programmes, value_rows, values

_ABOUT = """Everything that a person can see publicly, as open data: notices, organisations, indicator values,
programmes and definitions. Reading only, no key, every site may ask. Names of natural persons are withheld.

Filters have the names of the pages' query strings. Lists are read page by page through `next`. Errors are
`application/problem+json` with the place and the remedy. Each address may ask so many times a minute as
`RateLimit-Limit` says; beyond it the answer is 429 with `Retry-After`. For much data take a file from
`/notices/export` or follow `/changes`."""


class OpenApi(NinjaAPI):
    """NinjaAPI that tells the media type of its errors, and the 429 that every address may answer."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _tell_errors(operation["responses"])
        return schema


def _tell_errors(responses: dict[Any, Any]) -> None:
    for status, response in responses.items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            response["content"] = {MEDIA_TYPE: content["application/json"]}
    too_many = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses[429] = {
        "description": "Too many requests; wait as long as Retry-After says",
        "content": too_many,
    }


api = OpenApi(title="Majakka", version="1.0.0", description=_ABOUT, urls_namespace="api", docs_url=None)
add_handlers(api)
api.add_router("/notices", notices.router)
api.add_router("/changes", notices.changes)
api.add_router("/organisations", organisations.router)
api.add_router("/indicators", values.indicator_router)
api.add_router("/values", values.router)
api.add_router("/values/rows", value_rows.router)
api.add_router("/programmes", programmes.router)
api.add_router("/definitions", programmes.definition_router)
