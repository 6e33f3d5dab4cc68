"""Numbers, money and days in each language's own form. Pure: value and language in, text out.

A number never parts from its unit at a line end: the blanks here are no-break spaces.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

BLANK = "\u00a0"
MINUS = "\u2212"
NOTHING = "–"
HELSINKI = ZoneInfo("Europe/Helsinki")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SCALES = (
    # from, divided by, word in fi, sv, en
    (Decimal(10) ** 9, Decimal(10) ** 9, {"fi": "mrd.", "sv": "md", "en": "bn"}),
    (Decimal(10) ** 6, Decimal(10) ** 6, {"fi": "milj.", "sv": "mn", "en": "m"}),
)

Number = Decimal | int | float


def _rounded(value: Number, digits: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def format_number(value: Number | None, language: str, *, digits: int = 0) -> str:
    """1234.5 with one digit: `1,234.5` in English, `1 234,5` in Finnish and Swedish."""
    if value is None:
        return NOTHING
    rounded = _rounded(value, digits)
    text = f"{abs(rounded):,.{digits}f}"
    if language != "en":
        text = text.replace(",", BLANK).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def format_percent(fraction: Number | None, language: str, *, digits: int = 1) -> str:
    """A fraction of one as per cent: 0.034 is `3.4 %`. A part too small to show is `< 0.1 %`, not nought."""
    if fraction is None:
        return NOTHING
    per_cent = Decimal(str(fraction)) * 100
    smallest = Decimal(1).scaleb(-digits)
    if 0 < per_cent < smallest / 2:
        return f"<{BLANK}{format_number(smallest, language, digits=digits)}{BLANK}%"
    return f"{format_number(per_cent, language, digits=digits)}{BLANK}%"


def format_target(fraction: Number | None, language: str) -> str:
    """A target as set: 0.05 is `5 %`, 0.075 is `7.5 %`."""
    if fraction is None:
        return NOTHING
    whole = (Decimal(str(fraction)) * 100) % 1 == 0
    return format_percent(fraction, language, digits=0 if whole else 1)


def format_interval(low: Number | None, high: Number | None, language: str, *, digits: int = 1) -> str:
    """`3.3–6.5 %`; one number where both ends read the same."""
    if low is None or high is None:
        return NOTHING
    first, last = (format_number(Decimal(str(end)) * 100, language, digits=digits) for end in (low, high))
    return f"{first}{BLANK}%" if first == last else f"{first}–{last}{BLANK}%"


def format_points(difference: Number | None, language: str) -> str:
    """A change in percentage points, with its sign: `+0.9`, `−0.3`, `0.0`."""
    if difference is None:
        return NOTHING
    points = Decimal(str(difference)) * 100
    text = format_number(points, language, digits=1)
    return f"+{text}" if _rounded(points, 1) > 0 else text


def _currency(text: str, currency: str, language: str) -> str:
    if language == "en":
        return f"{currency}{BLANK}{text}" if currency else text
    sign = "€" if currency == "EUR" else currency
    return f"{text}{BLANK}{sign}" if sign else text


def format_money(amount: Number | None, currency: str, language: str) -> str:
    """For reading: `EUR 4.2 m`, `4,2 milj. €`, `4,2 mn €`; below a million in whole units."""
    if amount is None:
        return NOTHING
    value = Decimal(str(amount))
    for start, divisor, words in _SCALES:
        if abs(value) >= start:
            digits = 2 if abs(value) < 10 * start else 1
            word = words.get(language, words["en"])
            return _currency(
                f"{format_number(value / divisor, language, digits=digits)}{BLANK}{word}", currency, language
            )
    return _currency(format_number(value, language), currency, language)


def format_exact_money(amount: Number | None, currency: str, language: str) -> str:
    """Every unit and, where there are any, cents: `EUR 1,234,567.50`."""
    if amount is None:
        return NOTHING
    value = Decimal(str(amount))
    digits = 0 if value == value.to_integral_value() else 2
    return _currency(format_number(value, language, digits=digits), currency, language)


def format_day(day: date | None, language: str) -> str:
    """`6 Nov 2026` in English, `6.11.2026` in Finnish and Swedish."""
    if day is None:
        return NOTHING
    if language == "en":
        return f"{day.day}{BLANK}{_MONTHS[day.month - 1]}{BLANK}{day.year}"
    return f"{day.day}.{day.month}.{day.year}"


def format_moment(moment: datetime | None, language: str) -> str:
    """Day and time of day in Helsinki."""
    if moment is None:
        return NOTHING
    return _day_and_time(moment.astimezone(HELSINKI) if moment.tzinfo else moment, language)


def _day_and_time(local: datetime, language: str) -> str:
    joined = {"fi": "klo", "sv": "kl."}.get(language, "at")
    return f"{format_day(local.date(), language)} {joined}{BLANK}{_time(local, language)}"


def _time(local: datetime, language: str) -> str:
    return f"{local.hour}.{local.minute:02d}" if language != "en" else f"{local.hour:02d}.{local.minute:02d}"


def format_other_zone(moment: datetime, language: str) -> str:
    """A moment in its own zone, to stand after format_moment: `12.00 (UTC+1)`, with its day where that is another.

    Empty where the clocks of that zone showed what those of Helsinki did.
    """
    here, offset = moment.astimezone(HELSINKI), moment.utcoffset()
    if offset is None or offset == here.utcoffset():
        return ""
    is_same_day = moment.date() == here.date()
    told = _time(moment, language) if is_same_day else _day_and_time(moment, language)
    return f"{told} ({_zone(round(offset.total_seconds() / 60))})"


def _zone(minutes: int) -> str:
    """UTC+1, UTC−3:30, UTC."""
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{MINUS if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}" if minutes else "UTC"


def quotation_marks(language: str) -> tuple[str, str]:
    """Before and after a quoted text: Finnish and Swedish have the same mark on both sides."""
    return ("”", "”") if language in ("fi", "sv") else ("“", "”")


def join_words(words: Iterable[str], language: str) -> str:
    """`a, b and c`."""
    listed = list(words)
    joined = {"fi": "ja", "sv": "och"}.get(language, "and")
    return (
        listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {joined} {listed[-1]}" if listed else ""
    )
