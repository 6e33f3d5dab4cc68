"""Business IDs: whether one is valid, and the form in which they are compared."""

import re
from functools import lru_cache

# Weights of the seven digits of a Finnish business ID (Y-tunnus), as the Tax Administration gives them.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)

# The ID as people write it: 1234567-8, 12345678, FI12345678, "Y-1234567-8", "Business ID 1234567-8", and
# the six-digit form of before 2001.
_WRITTEN_ID = re.compile(r"(?<!\d)(?:(\d{6,7})-(\d)|(\d{7})(\d))(?!\d)")

# Finnish e-invoicing address (OVT): 0037, the business ID without its hyphen, up to five of the body's own.
_INVOICING_ADDRESS = re.compile(r"0037(\d{7})(\d)\w{0,5}")

_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_NOT_IDENTIFYING = re.compile(r"[\W_]+")


def is_valid_business_id(business_id: str) -> bool:
    """Whether the text is a Finnish business ID in its official form "1234567-8" with the right check digit.

    The check digit is 11 minus the weighted sum modulo 11; a remainder of 0 gives 0, and numbers with a
    remainder of 1 are not given to anybody.

    >>> is_valid_business_id("0988084-1"), is_valid_business_id("0988084-2")
    (True, False)
    """
    if not re.fullmatch(r"[0-9]{7}-[0-9]", business_id) or business_id == "0000000-0":
        return False
    remainder = sum(w * int(digit) for w, digit in zip(_WEIGHTS, business_id[:7], strict=True)) % 11
    return remainder != 1 and int(business_id[8]) == (11 - remainder) % 11


@lru_cache(maxsize=65536)
def normalise_business_id(raw: str, country: str) -> str:
    """The identifier in the form in which identifiers are compared; "" when there is none in `raw`.

    `country` is an ISO alpha-2 code. Finnish: "1234567-8", found also inside other words; "" when no valid ID
    is there, or more than one. Other countries: upper case without blanks and punctuation.

    >>> normalise_business_id("FI 09880841", "FI"), normalise_business_id("dk-40 51.66", "DK")
    ('0988084-1', 'DK405166')
    """
    if country == "FI":
        return _finnish_business_id(raw)
    return _NOT_IDENTIFYING.sub("", raw).upper()


def _finnish_business_id(raw: str) -> str:
    text = "".join(raw.translate(_HYPHENS).split())
    address = _INVOICING_ADDRESS.fullmatch(text)
    if address:
        written = [f"{address[1]}-{address[2]}"]
    else:
        written = [f"{(a or c).zfill(7)}-{b or d}" for a, b, c, d in _WRITTEN_ID.findall(text)]
    valid = {business_id for business_id in written if is_valid_business_id(business_id)}
    return valid.pop() if len(valid) == 1 else ""
