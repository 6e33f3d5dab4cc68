"""Why an outside file is refused: the closed list of codes, and the words for the commonest cases.

A code is stable: scripts and the rejected list rely on it. The message says what is wrong, where, and what
to do about it; `place` is a field of eForms (BT-…) with the path of its element, a line, or an entry.
"""

from enum import StrEnum


class Code(StrEnum):
    """What was wrong with a refused file."""

    # the file itself
    EMPTY = "empty-file"
    UNREADABLE = "unreadable-file"
    TOO_LARGE = "too-large"
    NOT_XML = "not-xml"
    CUT_SHORT = "cut-short"
    BAD_ENCODING = "bad-encoding"
    DOCTYPE = "doctype"
    ACTIVE_CONTENT = "active-content"
    TOO_DEEP = "too-deep"
    TOO_MANY_ELEMENTS = "too-many-elements"
    TOO_MANY_ATTRIBUTES = "too-many-attributes"
    TOO_MANY_NAMESPACES = "too-many-namespaces"
    # what kind of file it is
    UNKNOWN_FORMAT = "unknown-format"
    UNKNOWN_VERSION = "unknown-version"
    # archives and folders
    SYMLINK = "symlink"
    UNSAFE_NAME = "unsafe-name"
    NESTED_ARCHIVE = "nested-archive"
    SPECIAL_ENTRY = "special-entry"
    ENCRYPTED = "encrypted"
    TOO_MANY_ENTRIES = "too-many-entries"
    RATIO = "compression-ratio"
    BROKEN_ARCHIVE = "broken-archive"
    DUPLICATE_ENTRY = "duplicate-entry"
    BAD_STATISTICS = "bad-statistics"
    # what the notice says
    MISSING = "missing-field"
    BAD_DATE = "bad-date"
    BAD_NUMBER = "bad-number"
    NEGATIVE = "negative-number"
    UNKNOWN_CODE = "unknown-code"
    UNKNOWN_CURRENCY = "unknown-currency"
    BAD_IDENTIFIER = "bad-identifier"
    DUPLICATE = "duplicate-identifier"
    DANGLING = "dangling-reference"
    TOO_MANY = "too-many-repeats"
    TOO_LONG = "too-long"
