"""Text that exists in several languages.

A `Text` maps a BCP 47 language code in lower case ("fi", "sv", "en", "nb", "und" when the source does not
say) to the text in that language. Languages of one text are never merged.
"""

import unicodedata
from collections.abc import Iterable, Mapping

Text = Mapping[str, str]

UI_LANGUAGES = ("fi", "sv", "en")

# The three signs that follow z in Unicode
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def alphabetical(text: str, language: str) -> str:
    """A key that sorts names as the language does: in Finnish and Swedish å, ä and ö are the last letters."""
    folded = unicodedata.normalize("NFC", text).casefold()
    if language in ("fi", "sv"):
        folded = folded.translate(_AFTER_Z)
    plain = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def choose_text(
    text: Text | None, language: str, *, fallback: Iterable[str] = UI_LANGUAGES
) -> tuple[str, str]:
    """The text in `language`, else in the first fallback language, else in the first by code: (text, its language).

    The language is returned because a page must mark a quoted text that is not in its own language. The order of
    the mapping decides nothing: databases keep JSON objects in orders of their own.
    """
    if not text:
        return "", language
    for code in (language, *fallback):
        if text.get(code):
            return text[code], code
    code = min(text, key=lambda code: (not text[code], code))
    return text[code], code
