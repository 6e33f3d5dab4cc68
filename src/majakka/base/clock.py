"""The only place where the clock is read. Doors call it and pass the result down as `now` or `today`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def read_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251


def read_today() -> date:
    """The present day in Helsinki, which is what a Finnish due date means."""
    return read_now().astimezone(HELSINKI).date()
