"""Outside XML, parsed with the doors shut.

Everything that could make the parser work for somebody else (document types, entities, inclusions, style
sheets, floods of elements, attributes or names) is refused by looking at the bytes, before a tree exists.
The looks are single passes over the bytes in C, so a notice costs little more than with lxml alone.
"""

import re
from typing import Any

from lxml import etree

from majakka.base.errors import RejectedError
from majakka.intake.errors import Code

MAX_BYTES = 64 * 1024 * 1024
"""Largest document. The largest known example (100 lots, every field filled) has 1.76 MB."""

HARMLESS_BYTES = 256 * 1024
"""Below this no flood fits: the limits that follow are counted in larger documents only."""

MAX_ELEMENTS = 500_000
"""Elements, comments and CDATA sections together. That example has 26 000."""

MAX_ATTRIBUTES = 200_000
"""Attributes and namespace declarations of the whole document. That example has 8 000."""

MAX_ATTRIBUTES_OF_ELEMENT = 2_000
"""Attributes and namespace declarations of one start tag. Genuine roots have about 20."""

MAX_NAMESPACES = 5_000
"""Namespace declarations of the whole document. Genuine notices have up to 26."""

# Depth: the parser itself stops at 256 elements inside each other; genuine notices reach 14.

Element = Any  # an lxml element: the library has no types of its own

_BOM = b"\xef\xbb\xbf"
_WIDE_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")
_ALLOWED_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_DECLARED_ENCODING = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([^"'>]{1,40})["']""")
_DOCTYPE = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+(<!(?:DOCTYPE|ENTITY))", re.DOTALL)
_INSTRUCTION = re.compile(rb"<\?(?!xml[\s?])")
_INCLUSION = re.compile(rb"http://www\.w3\.org/(?:2001/XInclude|2003/XInclude|1999/XSL/Transform)")
_LONG_RUN = re.compile(rb"<[A-Za-z_:][^\s<>]*+(?=[^<]{8000})")
_ATTRIBUTE = re.compile(rb"""\s++[^\s=<>"']++\s*+=\s*+(?:"[^"]*+"|'[^']*+')""")
_CUT_SHORT = frozenset(
    {
        etree.ErrorTypes.ERR_DOCUMENT_END,
        etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
    }
)

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    attribute_defaults=False,
    huge_tree=False,
    recover=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


def parse_xml(data: bytes) -> Element:
    """The root element of `data`, without comments; CDATA sections read as text.

    Raises RejectedError with a code of `intake.errors.Code`, the line and column, and the remedy when the
    bytes are not one well-formed UTF-8 document, carry a DOCTYPE or entities, or pass a limit above.
    """
    _refuse_size(data)
    _refuse_encoding(data)
    _refuse_active_content(data)
    if len(data) > HARMLESS_BYTES:
        _refuse_floods(data)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _refusal_of(error, data) from None
    except ValueError as error:
        raise RejectedError(
            Code.NOT_XML, f"This is not XML: {error}. Send the file as it was published."
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype_refusal(data, max(data.find(b"<!DOCTYPE"), 0))
    return root


def line_of(data: bytes, offset: int) -> str:
    """Where a byte stands, for people: "line 3, column 14"."""
    line = data.count(b"\n", 0, offset) + 1
    column = offset - data.rfind(b"\n", 0, offset)
    return f"line {line}, column {column}"


def _refuse_size(data: bytes) -> None:
    if not data.strip() if len(data) < 64 else not data:
        raise RejectedError(Code.EMPTY, "The file is empty. Fetch it again.")
    if len(data) > MAX_BYTES:
        raise RejectedError(
            Code.TOO_LARGE,
            f"The file has {len(data)} bytes; a notice may have {MAX_BYTES}. Send single notices.",
        )


def _refuse_encoding(data: bytes) -> None:
    if data.startswith(_WIDE_STARTS):
        raise _encoding_refusal("UTF-16 or UTF-32")
    declared = _DECLARED_ENCODING.match(data, _start(data))
    if declared is not None:
        name = declared.group(1).decode("ascii", "replace")
        if name.lower() not in _ALLOWED_ENCODINGS:
            raise _encoding_refusal(name)


def _encoding_refusal(name: str) -> RejectedError:
    return RejectedError(
        Code.BAD_ENCODING,
        f"The file is written in {name}; notices are exchanged in UTF-8. Save it as UTF-8 and send it again.",
        place="line 1",
        value=name,
    )


def _refuse_active_content(data: bytes) -> None:
    doctype = _DOCTYPE.match(data, _start(data))
    if doctype is not None:
        raise _doctype_refusal(data, doctype.start(1))
    # "?" is rare in a notice and cheap to count; the XML declaration holds two.
    declared = 2 if data.startswith(b"<?xml", _start(data)) else 0
    found = (_INSTRUCTION.search(data) if data.count(b"?") > declared else None) or _INCLUSION.search(data)
    if found is not None:
        raise RejectedError(
            Code.ACTIVE_CONTENT,
            "The file carries a processing instruction, an inclusion or a style sheet; a notice has none. "
            "Remove it and send the plain notice.",
            place=line_of(data, found.start()),
            value=_excerpt(data, found.start()),
        )


def _doctype_refusal(data: bytes, offset: int) -> RejectedError:
    return RejectedError(
        Code.DOCTYPE,
        "The file has a DOCTYPE or entities of its own; notices have none, and they are never read. "
        "Remove the declaration and send the file again.",
        place=line_of(data, offset),
        value=_excerpt(data, offset),
    )


def _refuse_floods(data: bytes) -> None:
    elements = data.count(b"<") - data.count(b"</")
    if elements > MAX_ELEMENTS:
        raise _flood_refusal(Code.TOO_MANY_ELEMENTS, elements, MAX_ELEMENTS, "elements")
    if data.count(b"=") <= MAX_ATTRIBUTES_OF_ELEMENT:
        return
    attributes = sum(data.count(sign) for sign in (b'="', b"='", b'= "', b"= '"))
    if attributes > MAX_ATTRIBUTES:
        raise _flood_refusal(Code.TOO_MANY_ATTRIBUTES, attributes, MAX_ATTRIBUTES, "attributes")
    namespaces = data.count(b"xmlns")
    if namespaces > MAX_NAMESPACES:
        raise _flood_refusal(Code.TOO_MANY_NAMESPACES, namespaces, MAX_NAMESPACES, "namespace declarations")
    _refuse_crowded_tags(data)


def _refuse_crowded_tags(data: bytes) -> None:
    """Refuses a start tag with too many attributes. No "<" can stand inside a tag, so a long run shows it."""
    for name in _LONG_RUN.finditer(data):
        position, count = name.end(), 0
        while (found := _ATTRIBUTE.match(data, position)) is not None:
            position, count = found.end(), count + 1
            if count > MAX_ATTRIBUTES_OF_ELEMENT:
                raise RejectedError(
                    Code.TOO_MANY_ATTRIBUTES,
                    f"One element has more than {MAX_ATTRIBUTES_OF_ELEMENT} attributes; no notice does that. "
                    "Send the file as it was published.",
                    place=line_of(data, name.start()),
                )


def _start(data: bytes) -> int:
    return len(_BOM) if data.startswith(_BOM) else 0


def _excerpt(data: bytes, offset: int) -> str:
    return data[offset : offset + 60].decode("utf-8", "replace")


def _flood_refusal(code: Code, found: int, limit: int, what: str) -> RejectedError:
    return RejectedError(
        code,
        f"The file has {found} {what}; a notice may have {limit}. Send single notices.",
    )


def _refusal_of(error: etree.XMLSyntaxError, data: bytes) -> RejectedError:
    """The parser's complaint in our words. It tells apart by number or, where it has none, by its words."""
    line, column = error.position
    said = (error.msg or "not well-formed").rsplit(", line", 1)[0].strip()
    complaint = said.lower()
    if "depth" in complaint:
        code, message = Code.TOO_DEEP, "Too many elements stand inside each other; no notice does that."
    elif "start tag expected" in complaint or "document is empty" in complaint:
        code, message = (
            Code.NOT_XML,
            "This is not XML: it has no first element. Send the notice itself.",
        )
    elif "extra content" in complaint:
        code, message = Code.NOT_XML, "Something follows the end of the notice. Send one notice a file."
    elif getattr(error, "code", None) in _CUT_SHORT or not data.rstrip().endswith(b">"):
        code, message = Code.CUT_SHORT, f"The file ends too early ({said}). Fetch it again."
    elif "encoding" in complaint or "utf-8" in complaint:
        code, message = Code.BAD_ENCODING, f"The file is not UTF-8 throughout ({said}). Save it as UTF-8."
    elif "huge" in complaint or "too long" in complaint:
        code, message = Code.TOO_LARGE, f"One text or name is too long to be part of a notice ({said})."
    else:
        code, message = Code.NOT_XML, f"This is not well-formed XML: {said}. Fetch it again."
    return RejectedError(code, message, place=f"line {line}, column {column}")
