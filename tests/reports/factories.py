"""What a search finds, on the day of the tests."""

from datetime import date
from typing import Any

from majakka.reports.notice_search import NoticeSearch, search_notices

TODAY = date(2026, 11, 20)


def found(**filters: Any) -> list[str]:
    """Numbers of the notices that a search with these filters finds, in its order."""
    return [notice.number for notice in search_notices(NoticeSearch(**filters), today=TODAY)]
