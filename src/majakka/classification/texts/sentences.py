"""Cutting a text into sentences with their places. Survives abbreviations, ordinals, dates and list marks."""

import re

# Words that a full stop follows without ending the sentence (Finnish, Swedish, English), in lower case
ABBREVIATIONS = {
    # Finnish
    *(
        "alk",
        "arv",
        "em",
        "ent",
        "esim",
        "jne",
        "klo",
        "ko",
        "kpl",
        "ks",
        "max",
        "milj",
        "min",
        "mm",
        "mom",
        "mrd",
    ),
    *("nro", "ns", "os", "prof", "puh", "sis", "tms", "toht", "toim", "vrt", "ym", "yms"),
    # Swedish
    *(
        "ang",
        "art",
        "avd",
        "bl",
        "ca",
        "dvs",
        "ex",
        "exkl",
        "inkl",
        "jfr",
        "kap",
        "mfl",
        "nr",
        "obs",
        "osv",
        "resp",
    ),
    *("st", "tfn"),
    # English
    *(
        "approx",
        "cf",
        "co",
        "dept",
        "dr",
        "eg",
        "est",
        "etc",
        "excl",
        "fig",
        "gov",
        "ie",
        "inc",
        "incl",
        "ltd",
    ),
    *("mr", "mrs", "ms", "no", "para", "sec", "vs"),
}
# A mark that may end a sentence, with closing quotes, or a line break
_ENDING = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)|\n")
_WORD_BEFORE = re.compile(r"[^\W_]+$")
_LIST_MARK = re.compile(r"[-–—•*·]\s")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence in characters, blanks trimmed. Every visible character is in one of them."""
    # A text all in lower case gives no capital to go by, so there any letter may begin a sentence
    has_capitals = text != text.lower()
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _ENDING.finditer(text):
        if _ends_sentence(text, mark.start(), mark.end(), has_capitals=has_capitals):
            _add(spans, text, start, mark.end())
            start = mark.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if trimmed := piece.strip():
        first = start + len(piece) - len(piece.lstrip())
        spans.append((first, first + len(trimmed)))


def _ends_sentence(text: str, start: int, end: int, *, has_capitals: bool) -> bool:
    rest = text[end : end + 40].lstrip(" \t\r\u00a0")
    if text[start] == "\n":
        # A single break inside running text goes on in lower case; anything else begins anew
        return not (rest[:1].islower() and has_capitals) or bool(_LIST_MARK.match(rest))
    follower = rest.lstrip("\n")[:1]
    if has_capitals and follower.islower():
        return False
    return text[start] != "." or end - start > 1 or not _is_shortened(text, start)


def _is_shortened(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial, an ordinal or a list number."""
    before = _WORD_BEFORE.search(text, max(0, stop - 20), stop)
    if before is None:
        return False
    word = before.group().lower()
    if word.isdigit():
        return len(word) <= 2
    return len(word) == 1 or word in ABBREVIATIONS
