"""Names and words from outside, in a form that any screen, log and database takes.

A file name is bytes and need not be text; JSON may name characters that no text can hold. What cannot be shown is
written with its number behind a backslash, so that it can still be told apart. Pure.
"""

import os
import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def shown_name(name: str | os.PathLike[str]) -> str:
    """The name of a file on one line of plain text.

    >>> shown_name("notices/äiti.xml"), shown_name("notices/\\udcffbad.xml"), shown_name("two\\nlines.xml")
    ('notices/äiti.xml', 'notices/\\\\xffbad.xml', 'two\\\\x0alines.xml')
    """
    return _UNSHOWABLE.sub(_number, os.fsencode(name).decode("utf-8", "backslashreplace"))


def storable(text: str) -> str:
    """The text without NUL, other control characters and lone surrogates. Lines and tabs stay.

    >>> storable("LOT-\\ud800"), storable("a\\x00b"), storable("two\\nlines")
    ('LOT-\\\\ud800', 'a\\\\x00b', 'two\\nlines')
    """
    return _UNSTORABLE.sub(_number, text)


def is_plain(text: str) -> bool:
    """Whether the text is one line without control characters and lone surrogates."""
    return _UNSHOWABLE.search(text) is None


def _number(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
