"""From the text of an element to an amount, a count, a day or a moment, exact, or a refusal."""

import re
from collections.abc import Sequence
from datetime import UTC, date, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache

from majakka.base.errors import RejectedError
from majakka.base.money import Money
from majakka.codes.builtin import known_codes
from majakka.intake.eforms.values import place_of, refusal, text_of
from majakka.intake.errors import Code
from majakka.intake.moments import Moment, clock_moment, day_moment
from majakka.intake.numbers import is_day_of_notice
from majakka.intake.xml import Element

MAX_AMOUNT_DIGITS = 18
"""Digits before the decimal point. Together with two decimals this is what the store holds exactly."""

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_TIME = re.compile(r"(\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d+)(\.\d*)?", re.ASCII)
# Moments outside are typing errors, or stand-ins for none.
_EARLIEST, _LATEST = date(1970, 1, 2), date(2200, 1, 1)


def money_of(code: str, elements: Sequence[Element] | None) -> Money | None:
    """The first amount of a field, exact, with its currency."""
    for element in elements or ():
        amount = _decimal(code, element, "An amount")
        if amount is None:
            continue
        currency = (element.get("currencyID") or "").strip()
        known = known_codes("currency")
        if known is not None and currency not in known:
            raise RejectedError(
                Code.UNKNOWN_CURRENCY,
                f"“{currency[:40]}” is not a currency of ISO 4217. Give @currencyID."
                if currency
                else "The amount has no currency. Give @currencyID.",
                place=place_of(code, element),
                value=f"{element.text} {currency}".strip(),
            )
        return Money(amount, currency)
    return None


def number_of(code: str, elements: Sequence[Element] | None) -> Decimal | None:
    """The first number of a field."""
    for element in elements or ():
        if (number := _decimal(code, element, "A number")) is not None:
            return number
    return None


def count_of(code: str, elements: Sequence[Element] | None) -> int | None:
    """The first number of a field that counts something."""
    for element in elements or ():
        number = _decimal(code, element, "A count")
        if number is None:
            continue
        if number != number.to_integral_value() or number >= 2**31:
            raise refusal(Code.BAD_NUMBER, "A count is a whole number.", code, element)
        return int(number)
    return None


def _decimal(code: str, element: Element, what: str) -> Decimal | None:
    text = text_of(element)
    if not text:
        return None
    match = _DECIMAL.fullmatch(text)
    if match is None or len(match[1].lstrip("0")) > MAX_AMOUNT_DIGITS or len(text) > 60:
        raise refusal(
            Code.BAD_NUMBER, f"“{text[:40]}” is not a number that can be read exactly.", code, element
        )
    number = Decimal(text)
    if number < 0:
        raise refusal(Code.NEGATIVE, f"{what} cannot be negative.", code, element)
    return number


def date_of(code: str, elements: Sequence[Element] | None) -> date | None:
    """The first day of a field, as it stands in its own zone."""
    for element in elements or ():
        if text_of(element):
            return _day_and_zone(code, element)[0]
    return None


def moment_of(
    code: str,
    dates: Sequence[Element] | None,
    times: Sequence[Element] | None,
    *,
    without_time: time = time(0),
    zone_of_day: tzinfo | None = None,
) -> Moment:
    """The moment that a date and a time make. The time's zone counts, else the date's.

    A date alone stands for the moment `without_time`; one without a zone is counted in `zone_of_day`.
    """
    for element in dates or ():
        if not text_of(element):
            continue
        day, zone = _day_and_zone(code, element)
        if not _EARLIEST <= day < _LATEST:
            raise refusal(Code.BAD_DATE, f"{day} cannot be the day of a notice.", code, element)
        for moment in times or ():
            if text_of(moment):
                clock, clock_zone = _time_and_zone(code, moment)
                return clock_moment(day, clock, clock_zone or zone)
        return day_moment(day, without_time, zone or zone_of_day)
    return Moment()


def refuse_day_of_other_times(code: str, elements: Sequence[Element] | None, day: date | None) -> None:
    """Raises RejectedError when the first day of a field cannot be that of a notice."""
    if day is None or is_day_of_notice(day):
        return
    element = next(element for element in elements or () if text_of(element))
    raise refusal(Code.BAD_DATE, f"A notice cannot be of {day}. Correct the date.", code, element)


def _day_and_zone(code: str, element: Element) -> tuple[date, tzinfo | None]:
    text = text_of(element)
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return date.fromisoformat(match[1]), _zone(match[2])
    except ValueError:
        raise refusal(
            Code.BAD_DATE, f"“{text[:40]}” is not a date. Write it as 2026-01-31+02:00.", code, element
        ) from None


def _time_and_zone(code: str, element: Element) -> tuple[time, tzinfo | None]:
    text = text_of(element)
    match = _TIME.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return time.fromisoformat(match[1]), _zone(match[3])
    except ValueError:
        raise refusal(
            Code.BAD_DATE, f"“{text[:40]}” is not a time. Write it as 16:00:00+02:00.", code, element
        ) from None


@lru_cache(maxsize=128)
def _zone(offset: str | None) -> tzinfo | None:
    if not offset:
        return None
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1))
