"""Hostile and broken XML: every file is refused by name, quickly and without a tree of it in memory."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from majakka.base.errors import RejectedError
from majakka.intake.errors import Code
from majakka.intake.xml import (
    HARMLESS_BYTES,
    MAX_ATTRIBUTES,
    MAX_BYTES,
    MAX_ELEMENTS,
    MAX_NAMESPACES,
    parse_xml,
)

LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
)  # a thousand million laughs
FILL = b" " * HARMLESS_BYTES  # makes a small attack large enough to be counted
ENTITY_FILE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'

ATTACKS: dict[str, tuple[Code, Callable[[], bytes]]] = {
    # document types and entities
    "billion laughs": (Code.DOCTYPE, lambda: b"<!DOCTYPE a [" + LAUGHS + b"]><a>&l9;</a>"),
    "quadratic blow-up": (
        Code.DOCTYPE,
        lambda: b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 50_000 + b'">]><a>' + b"&x;" * 4_000 + b"</a>",
    ),
    "entity from a file": (Code.DOCTYPE, lambda: ENTITY_FILE),
    "entity from the network": (
        Code.DOCTYPE,
        lambda: b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><a>&x;</a>',
    ),
    "parameter entity": (Code.DOCTYPE, lambda: b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]><a/>'),
    "external subset": (Code.DOCTYPE, lambda: b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'),
    "public identifier": (Code.DOCTYPE, lambda: b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x.dtd"><html/>'),
    "harmless doctype": (Code.DOCTYPE, lambda: b"<!DOCTYPE a><a/>"),
    "doctype after declaration": (Code.DOCTYPE, lambda: b'<?xml version="1.0"?>\n<!DOCTYPE a><a/>'),
    "doctype after comments": (Code.DOCTYPE, lambda: b"<!-- a --> <!-- <a> -->\n\t<!DOCTYPE a><a/>"),
    "doctype after many comments": (Code.DOCTYPE, lambda: b"<!-- x -->" * 5_000 + b"<!DOCTYPE a><a/>"),
    "doctype behind a byte order mark": (Code.DOCTYPE, lambda: b"\xef\xbb\xbf" + ENTITY_FILE),
    "entity in an attribute": (Code.DOCTYPE, lambda: b'<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>'),
    "default attribute": (Code.DOCTYPE, lambda: b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>'),
    "doctype in lower case": (Code.NOT_XML, lambda: b"<!doctype a><a/>"),
    "undeclared entity": (Code.NOT_XML, lambda: b"<a>&lol;</a>"),
    "entity declaration alone": (Code.DOCTYPE, lambda: b'<!ENTITY x "y"><a/>'),
    # things that ask a program to act
    "style sheet instruction": (
        Code.ACTIVE_CONTENT,
        lambda: b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?><a/>',
    ),
    "instruction before the root": (Code.ACTIVE_CONTENT, lambda: b"<?php system('x'); ?><a/>"),
    "instruction inside": (Code.ACTIVE_CONTENT, lambda: b"<a><?run x?></a>"),
    "inclusion": (
        Code.ACTIVE_CONTENT,
        lambda: b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></a>',
    ),
    "transformation": (
        Code.ACTIVE_CONTENT,
        lambda: b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/>',
    ),
    # floods
    "deep nesting": (Code.TOO_DEEP, lambda: b"<a>" * 100_000 + b"</a>" * 100_000),
    "deep nesting left open": (Code.TOO_DEEP, lambda: b"<a>" * 100_000),
    "deep nesting of prefixed names": (Code.TOO_DEEP, lambda: b'<a xmlns:p="q">' + b"<p:a>" * 300 + b"</p:a>" * 300),
    "many elements": (Code.TOO_MANY_ELEMENTS, lambda: b"<a>" + b"<b/>" * (MAX_ELEMENTS + 1) + b"</a>"),
    "many comments": (Code.TOO_MANY_ELEMENTS, lambda: b"<a>" + b"<!---->" * (MAX_ELEMENTS + 1) + b"</a>"),
    "many CDATA sections": (
        Code.TOO_MANY_ELEMENTS,
        lambda: b"<a>" + b"<![CDATA[]]>" * (MAX_ELEMENTS + 1) + b"</a>",
    ),
    "many attributes on one element": (
        Code.TOO_MANY_ATTRIBUTES,
        lambda: b"<a " + b" ".join(b'b%d="c"' % n for n in range(200_000)) + b"/>",
    ),
    "many attributes broken over lines": (
        Code.TOO_MANY_ATTRIBUTES,
        lambda: b"<a" + b"".join(b"\n\tb%d = 'c'" % n for n in range(20_000)) + b"/>" + FILL,
    ),
    "many attributes on many elements": (
        Code.TOO_MANY_ATTRIBUTES,
        lambda: b"<a>" + b'<b c="d"/>' * (MAX_ATTRIBUTES + 1) + b"</a>",
    ),
    "many namespaces on one element": (
        Code.TOO_MANY_ATTRIBUTES,
        lambda: b"<a" + b"".join(b' xmlns:n%d="u%d"' % (n, n) for n in range(4_000)) + b"/>" + FILL,
    ),
    "many namespaces on many elements": (
        Code.TOO_MANY_NAMESPACES,
        lambda: b"<a>" + b"".join(b'<b xmlns="u%d"/>' % n for n in range(MAX_NAMESPACES + 1)) + FILL + b"</a>",
    ),
    "one long text": (Code.TOO_LARGE, lambda: b"<a>" + b"x" * 12_000_000 + b"</a>"),
    "one long attribute": (Code.TOO_LARGE, lambda: b'<a b="' + b"x" * 12_000_000 + b'"/>'),
    "one long name": (Code.TOO_LARGE, lambda: b"<" + b"a" * 200_000 + b"/>"),
    "too many bytes": (Code.TOO_LARGE, lambda: b"<a>" + b" " * MAX_BYTES + b"</a>"),
    # encodings
    "UTF-7": (Code.BAD_ENCODING, lambda: b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'),
    "UTF-16 with mark": (Code.BAD_ENCODING, lambda: '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16")),
    "UTF-16 without mark": (Code.BAD_ENCODING, lambda: "<a/>".encode("utf-16-le")),
    "UTF-16 big end first": (Code.BAD_ENCODING, lambda: "<a/>".encode("utf-16-be")),
    "UTF-32": (Code.BAD_ENCODING, lambda: "<a/>".encode("utf-32")),
    "said to be UTF-16": (Code.BAD_ENCODING, lambda: b'<?xml version="1.0" encoding="UTF-16"?><a/>'),
    "EBCDIC": (Code.BAD_ENCODING, lambda: b'<?xml version="1.0" encoding="IBM037"?><a/>'),
    "Latin-1": (Code.BAD_ENCODING, lambda: '<?xml version="1.0" encoding="ISO-8859-1"?><a>ä</a>'.encode("latin-1")),
    "bytes that are not UTF-8": (Code.BAD_ENCODING, lambda: b"<a>\xff\xfe</a>"),
    "overlong UTF-8": (Code.BAD_ENCODING, lambda: b"<a>\xc0\xbc</a>"),
    "surrogates": (Code.BAD_ENCODING, lambda: b"<a>\xed\xa0\x80</a>"),
    # broken
    "nothing": (Code.EMPTY, lambda: b""),
    "only blanks": (Code.EMPTY, lambda: b" \n\t "),
    "prose": (Code.NOT_XML, lambda: b"Hankintailmoitus"),
    "JSON": (Code.NOT_XML, lambda: b'{"ocid": "x"}'),
    "a picture": (Code.NOT_XML, lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "zeros": (Code.BAD_ENCODING, lambda: bytes(1_000)),
    "cut in a tag": (Code.CUT_SHORT, lambda: b"<a><b"),
    "cut in an attribute": (Code.CUT_SHORT, lambda: b'<a b="c'),
    "cut in a text": (Code.CUT_SHORT, lambda: b"<a>text"),
    "cut in a comment": (Code.CUT_SHORT, lambda: b"<a><!-- b"),
    "cut in CDATA": (Code.CUT_SHORT, lambda: b"<a><![CDATA[ b"),
    "cut after an element": (Code.CUT_SHORT, lambda: b"<a><b></b>"),
    "nested CDATA": (Code.NOT_XML, lambda: b"<a><![CDATA[<![CDATA[x]]>]]></a>"),
    "tags crossed": (Code.NOT_XML, lambda: b"<a><b></a></b>"),
    "two roots": (Code.NOT_XML, lambda: b"<a/><a/>"),
    "attribute twice": (Code.NOT_XML, lambda: b'<a b="1" b="2"/>'),
    "prefix without namespace": (Code.NOT_XML, lambda: b"<p:a/>"),
    "forbidden character": (Code.NOT_XML, lambda: b"<a>&#0;</a>"),
    "control character": (Code.NOT_XML, lambda: b"<a>\x01</a>"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_by_name(name: str) -> None:
    code, make = ATTACKS[name]
    with pytest.raises(RejectedError) as caught:
        parse_xml(make())
    assert caught.value.code == code, caught.value.message
    assert caught.value.message.endswith(".")


def test_the_attacks_together_take_little_time() -> None:
    files = [make() for code, make in ATTACKS.values()]
    started = time.process_time()
    for data in files:
        with pytest.raises(RejectedError):
            parse_xml(data)
    assert time.process_time() - started < 0.1 * len(files)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"<a>\n  <b>\n  </c>\n</a>", "line 3, column 7"),
        (b"<a>\n<b>", "line 2, column 4"),
        (b"<a/>\n  <b/>", "line 2, column 3"),
        (b"\n\n <!DOCTYPE a><a/>", "line 3, column 2"),
        (b"<a>\n <?run?></a>", "line 2, column 2"),
    ],
)
def test_the_place_is_told(data: bytes, place: str) -> None:
    with pytest.raises(RejectedError) as caught:
        parse_xml(data)
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<a>fo<!-- c -->o</a>", "foo"),
        (b"<a><![CDATA[<b>&]]></a>", "<b>&"),
        (b"<a>x<![CDATA[y]]>z</a>", "xyz"),
        (b"<a>&lt;&#228;&#xE4;</a>", "<ää"),
        (b"<a><!-- <!DOCTYPE x> -->ok</a>", "ok"),
        (b"<a><![CDATA[<!DOCTYPE x>]]></a>", "<!DOCTYPE x>"),
        (b"\xef\xbb\xbf<a>mark</a>", "mark"),
        (b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<a>why?</a>', "why?"),
        (b'<?xml version="1.0" encoding="US-ASCII"?><a>x</a>', "x"),
    ],
)
def test_what_is_fine_is_read(data: bytes, text: str) -> None:
    assert parse_xml(data).text == text


def test_the_largest_example_is_read(shared_data: Path) -> None:
    data = (shared_data / "eforms-sdk-examples" / "cn_24_maximal_100_lots.xml").read_bytes()
    assert len(data) > 1_700_000
    assert parse_xml(data).tag.endswith("ContractNotice")


def test_many_attributes_in_a_text_are_only_text() -> None:
    shown = b'b="c" ' * 3_000
    assert parse_xml(b"<a>" + shown + FILL + b"</a>").text.startswith("b=")


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("salaisuus")
    data = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'.encode()
    with pytest.raises(RejectedError) as caught:
        parse_xml(data)
    assert "salaisuus" not in repr(caught.value.__dict__)
