"""Single values of the older TED XML: text to date, moment, number, money and code, or a named refusal."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache

from majakka.base.errors import RejectedError
from majakka.base.money import Money
from majakka.codes.builtin import country_alpha2, known_codes
from majakka.intake.errors import Code
from majakka.intake.moments import END_OF_DAY, Moment, clock_moment, day_moment
from majakka.intake.numbers import is_day_of_notice
from majakka.intake.ted.node import Node, child_of, name_of, place_of, text_of
from majakka.intake.ted.paths import Path
from majakka.intake.xml import Element
from majakka.intake.zones import zone_of

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_AMOUNT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_COUNT = re.compile(r"[+-]?\d+", re.ASCII)
_CPV = re.compile(r"(\d{8})(?:-\d)?", re.ASCII)
# Two letters of a country and up to three more; Kosovo is "1A" in the EU's own lists.
_NUTS = re.compile(r"(?:[A-Z]{2}|1A)[A-Z0-9]{0,3}", re.ASCII)
_NUMBER_OJ = re.compile(r"(\d{4})/S\s*\d{1,3}-0*(\d{1,9})", re.ASCII)
_DOC_ID = re.compile(r"0*(\d{1,9})-(\d{4})", re.ASCII)
_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%?)", re.ASCII)

# The store keeps 18 digits of an amount before the decimal point, 8 of a duration, counts of 31 bits.
_LARGEST_AMOUNT = Decimal(10) ** 18
_LARGEST_COUNT = 2**31 - 1
_LONGEST = Decimal(10) ** 8
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2200


def refuse(code: Code, message: str, element: Element, value: str) -> RejectedError:
    """The refusal of a value, with the place where it stands."""
    return RejectedError(code, message, place=place_of(element), value=value)


def date_at(node: Node, where: Path) -> date | None:
    """The day given there, written as ISO, as eight digits, or as DAY, MONTH and YEAR. Raises bad-date."""
    element = node.one(where)
    if element is None:
        return None
    text = _day_text(element)
    return day_of(text, element) if text else None


def notice_day_at(node: Node, where: Path) -> date | None:
    """As `date_at`, for the day of the notice itself, which is a day of our time. Raises bad-date."""
    day = date_at(node, where)
    if day is not None and not is_day_of_notice(day):
        element = node.one(where)
        raise refuse(
            Code.BAD_DATE, f"A notice cannot be of {day}. Correct the date.", element, _day_text(element)
        )
    return day


def _day_text(element: Element) -> str:
    year = child_of(element, "YEAR")
    if year is None:
        return (element.text or "").strip()
    month, day = child_of(element, "MONTH"), child_of(element, "DAY")
    parts = [("" if part is None else part.text or "").strip() for part in (year, month, day)]
    return f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"


def day_of(text: str, element: Element) -> date:
    match = _DAY.fullmatch(text)
    if match is not None and _EARLIEST_YEAR <= int(match[1]) <= _LATEST_YEAR:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise refuse(
        Code.BAD_DATE, f"“{text[:40]}” is not a day of the calendar. Correct the date.", element, text
    )


def deadline_at(node: Node, day_path: Path, time_path: Path, country: str) -> Moment:
    """When tenders are due, in local time of the buyer's country. Without a time the whole day counts."""
    day = date_at(node, day_path)
    if day is None:
        return Moment()
    element = node.one(time_path)
    text = "" if element is None else (element.text or "").strip()
    if not text:
        return day_moment(day, END_OF_DAY, zone_of(country))
    clock, next_day = _clock_of(text, element)
    return clock_moment(day + timedelta(days=next_day), clock, zone_of(country))


def _clock_of(text: str, element: Element) -> tuple[time, bool]:
    match = _CLOCK.fullmatch(text)
    if match is not None and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2])), False
    if match is not None and (match[1], match[2]) == ("24", "00"):
        return time(0, 0), True
    raise refuse(Code.BAD_DATE, f"“{text[:40]}” is not a time of day. Correct the time.", element, text)


def count_of(element: Element) -> int | None:
    """A count; None when the element is empty. Raises negative-number, bad-number."""
    text = (element.text or "").strip()
    if not text:
        return None
    if _COUNT.fullmatch(text) is None or len(text) > 12 or int(text) > _LARGEST_COUNT:
        raise refuse(Code.BAD_NUMBER, f"“{text[:40]}” is not a count. Give a whole number.", element, text)
    if int(text) < 0:
        raise refuse(Code.NEGATIVE, f"A count cannot be {text}. Give zero or more.", element, text)
    return int(text)


def money_at(node: Node, where: Path) -> Money | None:
    """The amount given there, without VAT; None when it is absent or includes VAT. Raises as `money_of`."""
    element = node.one(where)
    return None if element is None else money_of(element)


def money_of(element: Element) -> Money | None:
    """An amount with the currency of its element or of one around it.

    The R2.0.8 layout writes the amount for people and, beside it, for machines (FMTVAL); a sum that includes
    VAT is left out, since amounts are without VAT. Raises negative-number, bad-number, unknown-currency.
    """
    if child_of(element, "INCLUDING_VAT") is not None:
        return None
    cost = child_of(element, "VALUE_COST")
    holder = element if cost is None else cost
    text = holder.get("FMTVAL", "").strip() or "".join((holder.text or "").split())
    if not text:
        return None
    return Money(_amount_of(text, holder), _currency_of(holder))


def _amount_of(text: str, element: Element) -> Decimal:
    if len(text) > 40 or _AMOUNT.fullmatch(text) is None or (amount := Decimal(text)) >= _LARGEST_AMOUNT:
        raise refuse(Code.BAD_NUMBER, f"“{text[:40]}” is not an amount. Give a plain number.", element, text)
    if amount < 0:
        raise refuse(Code.NEGATIVE, f"An amount cannot be {text}. Give zero or more.", element, text)
    return amount


def _currency_of(element: Element) -> str:
    holder: Element | None = element
    while holder is not None and holder.get("CURRENCY") is None:
        holder = holder.getparent()
    code = "" if holder is None else holder.get("CURRENCY").strip().upper()
    if code not in _currencies():
        raise refuse(Code.UNKNOWN_CURRENCY, f"“{code[:10]}” is not a currency of ISO 4217.", element, code)
    return code


@cache
def _currencies() -> frozenset[str]:
    return known_codes("currency") or frozenset()


def duration_of(element: Element) -> Decimal | None:
    """A length of time without its unit; None when the element is empty. Raises negative-number, bad-number."""
    text = "".join((element.text or "").split())
    if not text:
        return None
    length = _amount_of(text, element)
    if length >= _LONGEST:
        raise refuse(Code.BAD_NUMBER, f"“{text[:40]}” is too long for a contract. Correct it.", element, text)
    return length


def weight_of(text: str) -> tuple[Decimal | None, bool]:
    """The weight of a criterion and whether it is a percentage; None where the buyer wrote words.

    >>> weight_of("40 %"), weight_of("13,50"), weight_of("Pass/Fail")
    ((Decimal('40'), True), (Decimal('13.50'), False), (None, False))
    """
    match = _WEIGHT.fullmatch(text)
    if match is None or len(text) > 30:
        return None, False
    return Decimal(match[1].replace(",", ".")), bool(match[2])


def country_of(element: Element | None) -> str:
    """ISO alpha-2 of a country element (UK is GB, EL is GR); empty when it gives none. Raises unknown-code."""
    code = "" if element is None else element.get("VALUE", "").strip().upper()
    if not code:
        return ""
    country = _alpha2(code)
    if country is None:
        raise refuse(Code.UNKNOWN_CODE, f"“{code[:10]}” is not a country of ISO 3166.", element, code)
    return country


@cache
def _alpha2(code: str) -> str | None:
    return country_alpha2(code)


def cpv_of(element: Element) -> str:
    """The eight digits of a CPV code. Raises unknown-code when it has another shape."""
    code = element.get("CODE", "").strip()
    match = _CPV.fullmatch(code)
    if match is None:
        raise refuse(Code.UNKNOWN_CODE, f"“{code[:20]}” is not a CPV code of eight digits.", element, code)
    return match[1]


def nuts_of(element: Element) -> str:
    """A NUTS code; empty for "00", no place in particular. Raises unknown-code when it has another shape."""
    code = element.get("CODE", "").strip().upper()
    if code in ("", "00"):
        return ""
    if _NUTS.fullmatch(code) is None:
        raise refuse(Code.UNKNOWN_CODE, f"“{code[:20]}” is not a NUTS code.", element, code)
    return code


def publication_number(text: str) -> str:
    """A number in the Official Journal without leading zeros ("2021/S 123-045678" -> "45678-2021"); else ""."""
    text = " ".join(text.split())
    if match := _NUMBER_OJ.fullmatch(text):
        return f"{match[2]}-{match[1]}"
    if match := _DOC_ID.fullmatch(text):
        return f"{match[1]}-{match[2]}"
    return ""


def mapped(element: Element, attribute: str, table: dict[str, str]) -> str:
    """The eForms code of a coded attribute; empty when the attribute is. Raises unknown-code."""
    code = element.get(attribute, "").strip()
    if not code or code in ("OTHER",):
        return ""
    if code not in table:
        raise refuse(Code.UNKNOWN_CODE, f"“{code[:40]}” is not a code of {name_of(element)}.", element, code)
    return table[code]


def line_of(element: Element | None) -> str:
    return "" if element is None else text_of(element, " ")
