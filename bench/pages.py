"""Server time and queries of the pages that people use most, over the filled database."""

import statistics
import time
from typing import Any

ROUNDS = 30


def _paths() -> dict[str, list[str]]:
    from majakka.notices.models import Notice
    from majakka.organisations.models import Organisation

    numbers = list(Notice.objects.filter(is_current=True).values_list("identifier", flat=True)[:200])
    codes = list(
        Organisation.objects.filter(notices__isnull=False).distinct().values_list("code", flat=True)[:20]
    )
    return {
        "front": ["/en/", "/fi/?country=all"],
        "list": [
            "/en/notices/",
            "/en/notices/?stage=awarded&page=3",
            "/fi/ilmoitukset/?q=hankinta",
            "/en/notices/?cpv=72",
        ],
        "notice": [f"/en/notices/{number}/" for number in numbers],
        "organisation": [f"/en/organisations/{code}/" for code in codes],
    }


def measure_pages() -> dict[str, dict[str, Any]]:
    """For each kind of page the 95th percentile in milliseconds and the greatest number of queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    figures: dict[str, Any] = {}
    for kind, paths in _paths().items():
        if not paths:
            continue
        client.get(paths[0])  # the first request compiles templates
        seconds, queries = [], 0
        for turn in range(ROUNDS):
            path = paths[turn % len(paths)]
            with CaptureQueriesContext(connection) as captured:
                started = time.perf_counter()
                response = client.get(path)
                seconds.append(time.perf_counter() - started)
            if response.status_code != 200:
                raise SystemExit(f"{path} answered {response.status_code}")
            queries = max(queries, len(captured))
        p95 = statistics.quantiles(seconds, n=20)[-1]
        figures[kind] = {"p95_ms": round(p95 * 1000, 1), "queries": queries}
    return figures
