"""Names of bodies, in the form in which they are compared."""

import re
import unicodedata
from functools import lru_cache

# Legal forms that come and go in the way one body is written; Finnish ones and the usual foreign ones.
_FINNISH_FORMS = (
    "oy",
    "oyj",
    "ab",
    "abp",
    "ky",
    "ay",
    "tmi",
    "ry",
    "rf",
    "sr",
    "rs",
    "osk",
    "osakeyhtiö",
    "aktiebolag",
)
_FOREIGN_FORMS = (
    "ltd",
    "limited",
    "inc",
    "plc",
    "llc",
    "gmbh",
    "ag",
    "as",
    "asa",
    "aps",
    "bv",
    "nv",
    "srl",
    "sro",
    "oü",
    "uab",
    "sia",
    "kft",
)
_LEGAL_FORMS = frozenset((*_FINNISH_FORMS, *_FOREIGN_FORMS))

# Letters of their own in Finnish and the neighbouring languages: "Säkylä" is not "Sakyla".
_OWN_LETTERS = frozenset("åäöæøõü")

_DOTTED_LETTERS = re.compile(r"(?<!\w)(?:[^\W\d_][./])+[^\W\d_](?!\w)")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """The name in the form in which names are compared.

    Case, blanks, punctuation, invisible characters and legal forms (Oy, Ab, Ltd …) at either end do not
    count; accents do not count except on letters of their own (å, ä, ö, æ, ø, õ, ü). A name that is nothing
    but a legal form stays as it is.

    >>> fold_name("KUNTIEN  Tiera Oy"), fold_name("Ab Yrkeshögskolan vid Åbo Akademi")
    ('kuntien tiera', 'yrkeshögskolan vid åbo akademi')
    """
    words = _words(name)
    return " ".join(_without_legal_forms(words) or words)


@lru_cache(maxsize=65536)
def has_legal_form(name: str) -> bool:
    """Whether the name carries a company's or an association's legal form: "Salo Oy" is not the town Salo."""
    words = _words(name)
    return len(_without_legal_forms(words)) < len(words)


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", name).casefold()
    if not text.isascii():
        text = "".join(map(_plain_letter, text))
    text = _DOTTED_LETTERS.sub(lambda match: match[0].replace(".", "").replace("/", ""), text)
    return _NOT_WORD.sub(" ", text).split()


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter.isascii() or letter in _OWN_LETTERS:
        return letter
    if unicodedata.category(letter) == "Cf":  # soft hyphens and zero-width blanks inside words
        return ""
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


def _without_legal_forms(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while end > start and words[end - 1] in _LEGAL_FORMS:
        end -= 1
    while start < end and words[start] in _LEGAL_FORMS:
        start += 1
    return words[start:end]
