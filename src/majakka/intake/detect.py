"""Which reader a file needs, told from its root element without parsing the file."""

import re
from collections.abc import Mapping
from typing import Any

from majakka.base.errors import RejectedError
from majakka.intake.eforms import read as eforms
from majakka.intake.eforms.paths import ROOTS
from majakka.intake.errors import Code
from majakka.intake.ted import read as ted
from majakka.intake.xml import parse_xml
from majakka.notices.records import NoticeRecord

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.*?\?>|<!--.*?-->)*+<(?:[\w.-]++:)?([A-Za-z_][\w.-]*+)[\s/>]", re.DOTALL
)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_READERS = dict.fromkeys(ROOTS.values(), "eforms") | {"TED_EXPORT": "ted"}
_VERSIONS = {"eforms": eforms.READER_VERSION, "ted": ted.READER_VERSION}


def reader_for(data: bytes) -> str:
    """ "eforms" or "ted". Raises RejectedError when the bytes are neither; not safe XML says so itself."""
    found = _ROOT.match(data)
    name = found[1].decode("ascii", "replace") if found else ""
    reader = _READERS.get(name)
    if reader is None:
        _refuse_json(data)
        root = parse_xml(data)
        raise RejectedError(
            Code.UNKNOWN_FORMAT,
            "This is neither an eForms notice nor TED XML. Send the notice as it was published.",
            place="line 1",
            value=str(root.tag),
        )
    return reader


def _refuse_json(data: bytes) -> None:
    if _JSON.match(data):
        what = "OCDS JSON" if b'"ocid"' in data else "JSON"
        raise RejectedError(
            Code.UNKNOWN_FORMAT,
            f"This is {what}, which is not read yet: notices are read from eForms XML and TED XML. "
            "Send the notice as it was published.",
            place="line 1",
        )


def reader_version(data: bytes) -> str:
    """Version of the rules that would read these bytes: bytes recorded by the same rules need no second reading."""
    return _VERSIONS[reader_for(data)]


def read_notice(data: bytes, statistics: Mapping[str, Any] | None = None) -> NoticeRecord:
    """The record of one notice, whatever its format. Raises RejectedError."""
    if reader_for(data) == "eforms":
        return eforms.read_eforms(data, statistics=statistics)
    if statistics:
        raise RejectedError(
            Code.BAD_STATISTICS,
            "Statistical answers belong to eForms notices only. Remove the .statistics.json file.",
        )
    return ted.read_ted(data)
