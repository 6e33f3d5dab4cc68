"""How the API answers: JSON with exact numbers, an entity tag, and nothing that depends on who asks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from majakka.exports.numbers import as_json


def answer(request: HttpRequest, data: Any, *, modified_at: datetime | None = None) -> HttpResponse:
    """The data as JSON; 304 without a body when the asker has it already."""
    body = as_json(data)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=60"
    seconds = int(modified_at.timestamp()) if modified_at else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag=etag, last_modified=seconds, response=response) or response


def stream(pieces: Iterator[bytes], *, media_type: str, name: str) -> StreamingHttpResponse:
    """A file, sent while it is made."""
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
