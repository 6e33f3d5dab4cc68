"""The address of the next page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import urlencode


def next_address(request: HttpRequest, cursor: str | None) -> str | None:
    """The address asked for with another cursor; None when there is none."""
    if cursor is None:
        return None
    kept = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}")
