"""Text that exists in several languages.

A `Text` maps a BCP 47 language code in lower case ("fi", "sv", "en", "nb", "und" when the source does not
say) to the text in that language. Languages of one text are never merged.
"""

from collections.abc import Iterable, Mapping

Text = Mapping[str, str]

UI_LANGUAGES = ("fi", "sv", "en")


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
