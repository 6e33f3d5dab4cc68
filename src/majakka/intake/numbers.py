"""Publication numbers, references to other notices and days of notices, in one form whatever the sender wrote.

Pure. The form is that of TED: number without leading zeros, dash, year ("525037-2024"). The number at the
end of the older form of the Official Journal ("2023/S 105-326344") is the same number.
"""

import re
from datetime import date

_NUMBER = re.compile(r"0*(\d{1,9})-(\d{4})", re.ASCII)
_JOURNAL = re.compile(r"(\d{4})/S\s*\d{1,3}-0*(\d{1,9})", re.ASCII)
_VERSION = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\d{2,3}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1990, 2100
_NOTHING = frozenset({"", "n.a.", "n.a", "n/a", "na", "-", "unpublished", "unknown"})


def normalise_publication_number(text: str) -> str:
    """The publication number in the one form; "" when the text is none.

    >>> normalise_publication_number("00525037-2024"), normalise_publication_number("2023/S 105-326344")
    ('525037-2024', '326344-2023')
    """
    text = text.strip()
    if match := _NUMBER.fullmatch(text):
        return f"{match[1]}-{match[2]}"
    if match := _JOURNAL.fullmatch(text):
        return f"{match[2]}-{match[1]}"
    return ""


def split_publication(text: str) -> tuple[str, str]:
    """(number of this notice, number of an earlier one) out of the field for the publication number (OPP-010).

    National platforms put the Official Journal's number of the notice before this one there, in its older form.

    >>> split_publication("00525037-2024"), split_publication("2023/S 105-326344"), split_publication("n.a.")
    (('525037-2024', ''), ('', '326344-2023'), ('', ''))
    """
    text = text.strip()
    if _JOURNAL.fullmatch(text):
        return "", normalise_publication_number(text)
    return normalise_publication_number(text), ""


def reference_to(text: str) -> str:
    """How another notice is named: its publication number in the one form, else its identifier in lower case."""
    text = " ".join(text.split())
    if text.lower() in _NOTHING:
        return ""
    return normalise_publication_number(text) or text.lower()


def is_day_of_notice(day: date) -> bool:
    """Whether a notice can have been sent or published that day: from 1990, before which none is in XML, to 2100."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def notice_of(text: str) -> str:
    """As `reference_to`, without the version: any version of the notice is meant.

    >>> notice_of("9C0FD704-64D3-4294-A3B6-6DF45911AB9F-01")
    '9c0fd704-64d3-4294-a3b6-6df45911ab9f'
    """
    name = reference_to(text)
    match = _VERSION.fullmatch(name)
    return match[1] if match else name
