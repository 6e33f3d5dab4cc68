"""Which reader a file needs."""

from pathlib import Path

import pytest

from majakka.base.errors import RejectedError
from majakka.intake.detect import read_notice, reader_for, reader_version
from majakka.intake.eforms.read import READER_VERSION
from majakka.intake.errors import Code


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (b"<ContractNotice/>", "eforms"),
        (b'<?xml version="1.0"?>\n<!-- a > b -->\n<x:PriorInformationNotice xmlns:x="y">', "eforms"),
        (b"\xef\xbb\xbf<ContractAwardNotice\n>", "eforms"),
        (b"<BusinessRegistrationInformationNotice >", "eforms"),
        (b'<TED_EXPORT DOC_ID="1">', "ted"),
    ],
)
def test_the_root_tells_the_reader(data: bytes, reader: str) -> None:
    assert reader_for(data) == reader


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.EMPTY),
        (b'{"ocid": "ocds-1"}', Code.UNKNOWN_FORMAT),
        (b"\xef\xbb\xbf\n[1]", Code.UNKNOWN_FORMAT),
        (b"<Invoice/>", Code.UNKNOWN_FORMAT),
        (b"<html><body>", Code.CUT_SHORT),
        (b"<!DOCTYPE html><html/>", Code.DOCTYPE),
        ("<ContractNotice/>".encode("utf-16"), Code.BAD_ENCODING),
    ],
)
def test_what_nobody_reads_is_refused_for_its_own_reason(data: bytes, code: Code) -> None:
    with pytest.raises(RejectedError) as caught:
        reader_version(data)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "what"), [(b'{"releases": [{"ocid": "ocds-1"}]}', "OCDS JSON"), (b'{"a": 1}', "This is JSON")]
)
def test_json_is_named_with_what_is_read_instead(data: bytes, what: str) -> None:
    with pytest.raises(RejectedError, match="eForms XML and TED XML") as caught:
        reader_for(data)
    assert what in caught.value.message


def test_a_doctype_is_refused_even_when_the_root_is_known() -> None:
    with pytest.raises(RejectedError) as caught:
        read_notice(b"<!-- a --><!DOCTYPE x><ContractNotice/>")
    assert caught.value.code == Code.DOCTYPE


def test_every_real_file_finds_its_reader(shared_data: Path) -> None:
    eforms = {reader_version(path.read_bytes()) for path in shared_data.glob("eforms-*/*.xml")}
    ted = {reader_for(path.read_bytes()) for path in shared_data.glob("ted-legacy-fi/**/*.xml")}
    assert (eforms, ted) == ({READER_VERSION}, {"ted"})
