"""No real file carries a code that the closed lists lack, except where the file itself is at fault."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from majakka.codes import builtin

# Fields whose code has no listName that is the list's own.
_BY_ELEMENT = {"SubTypeCode": "notice-subtype", "NoticeLanguageCode": "language"}

# Invented currencies of the synthetic notices among the older TED files of other countries.
_NOT_A_CURRENCY = {"ABC", "DEF", "GHI", "JKL", "MNO", "PQR", "STU", "VWX"}


def eforms_codes(path: Path) -> Iterator[tuple[str, str]]:
    for element in etree.parse(path).iter("{*}*"):
        if currency := element.get("currencyID"):
            yield "currency", currency
        if language := element.get("languageID"):
            yield "language", language
        list_code = _BY_ELEMENT.get(etree.QName(element).localname) or element.get("listName")
        if list_code and element.text and element.text.strip():
            yield list_code, element.text.strip()


@pytest.mark.parametrize("folder", ["eforms-ted", "eforms-doffin", "eforms-sdk-examples"])
def test_every_code_of_an_eforms_notice_is_known(shared_data: Path, folder: str) -> None:
    unknown = {
        (list_code, code, path.name)
        for path in sorted((shared_data / folder).glob("*.xml"))
        for list_code, code in eforms_codes(path)
        if code not in builtin.PLACEHOLDERS and not builtin.is_known_code(list_code, code)
    }
    assert unknown == set()


def test_every_country_language_and_currency_of_older_notices_is_known(shared_data: Path) -> None:
    unknown = set()
    with tarfile.open(shared_data / "ted-legacy-eu.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is None or not member.name.endswith(".xml"):
                continue
            for element in etree.parse(file).iter("{*}*"):
                if (currency := element.get("CURRENCY")) and not builtin.is_known_code("currency", currency):
                    unknown.add(currency)
                if etree.QName(element).localname == "COUNTRY":
                    country = element.get("VALUE") or ""
                    unknown |= {country} if builtin.country_alpha2(country) is None else set()
                if (language := element.get("LG")) and builtin.language_tag(language) == "und":
                    unknown.add(language)
    assert unknown == _NOT_A_CURRENCY
