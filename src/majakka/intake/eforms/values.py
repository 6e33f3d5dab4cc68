"""From the text of an element to a value, or a refusal that says which field, where, and what it held.

Blanks round a value are no part of it. A value that a buyer withholds from publication (BT-195), and a
placeholder that stands for no answer, read as unknown.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from majakka.base.errors import RejectedError
from majakka.base.text import Text
from majakka.codes.builtin import PLACEHOLDERS, country_alpha2, known_codes, language_tag
from majakka.intake.eforms.paths import CODE_LISTS, NAMESPACES, NO_VALUE
from majakka.intake.errors import Code
from majakka.intake.xml import Element

MAX_TEXT = 400_000
"""Characters of one text in one language. eForms allows 10 000."""

_CPV = re.compile(r"(\d{8})(-\d)?", re.ASCII)
# Two letters of a country and up to three more; Kosovo is "1A" in the EU's own lists.
_NUTS = re.compile(r"(?:[A-Z]{2}|1A)[0-9A-Z]{0,3}", re.ASCII)
_EXTENSION = re.compile(
    r"ext:UBLExtensions/ext:UBLExtension(?:\[[0-9]+\])?/ext:ExtensionContent/efext:EformsExtension"
)
_PREFIXES = {namespace: prefix for prefix, namespace in NAMESPACES.items()}
_LANGUAGE_ID = "languageID"


def place_of(code: str, element: Element) -> str:
    """Field and path of an element, for people: "BT-131(d) /*/cac:ProcurementProjectLot[2]/…/cbc:EndDate"."""
    steps: list[str] = []
    while (parent := element.getparent()) is not None:
        namespace, _, name = element.tag[1:].partition("}")
        same = [sibling for sibling in parent if sibling.tag == element.tag]
        index = f"[{same.index(element) + 1}]" if len(same) > 1 else ""
        steps.append(f"{_PREFIXES.get(namespace, '*')}:{name}{index}")
        element = parent
    path = "/".join(["/*", *reversed(steps)])
    return f"{code} {_EXTENSION.sub('…', path)}"[:300]


def refusal(reason: Code, message: str, code: str, element: Element) -> RejectedError:
    """The error for one element that cannot be read."""
    return RejectedError(
        reason, message, place=place_of(code, element), value=" ".join((element.text or "").split())
    )


def text_of(element: Element) -> str:
    """The text without the blanks round it; "" when something else stands in its place."""
    text = (element.text or "").strip()
    return "" if text in NO_VALUE else text


def first_text(elements: Sequence[Element] | None) -> str:
    """The first text that is not empty."""
    for element in elements or ():
        if text := text_of(element):
            return text
    return ""


def texts_of(code: str, elements: Iterable[Element] | None) -> Text:
    """Language -> text (BCP 47). Two texts of one language follow each other on lines of their own."""
    texts: dict[str, str] = {}
    for element in elements or ():
        text = text_of(element)
        if not text:
            continue
        if len(text) > MAX_TEXT:
            raise refusal(
                Code.TOO_LONG, f"A text of {len(text)} characters is no part of a notice.", code, element
            )
        language = language_of(code, element)
        known = texts.get(language)
        if known is None:
            texts[language] = text
        elif text not in known.split("\n"):
            texts[language] = f"{known}\n{text}"
    return texts


def language_of(code: str, element: Element) -> str:
    """The language that @languageID names; "und" when it is missing."""
    name = (element.get(_LANGUAGE_ID) or "").strip()
    return _language(name) or _refuse_language(name, code, element) if name else "und"


def languages_of(code: str, elements: Iterable[Element] | None) -> list[str]:
    """The languages that the elements name as codes."""
    found: list[str] = []
    for element in elements or ():
        if name := text_of(element):
            found.append(_language(name) or _refuse_language(name, code, element))
    return found


@lru_cache(maxsize=512)
def _language(name: str) -> str:
    tag = language_tag(name)
    return tag if tag != "und" or name.upper() in {"UND", "MUL"} else ""


def _refuse_language(name: str, code: str, element: Element) -> str:
    raise refusal(Code.UNKNOWN_CODE, f"“{name[:40]}” is not a language of the list.", code, element)


def code_of(code: str, elements: Sequence[Element] | None) -> str:
    """The first code of a field, "" when there is none. Raises RejectedError for a code that the list lacks."""
    for element in elements or ():
        if text := text_of(element):
            return known_code(code, text, element)
    return ""


def codes_of(code: str, elements: Iterable[Element] | None) -> tuple[str, ...]:
    """All codes of a field, each once, in document order."""
    found: dict[str, None] = {}
    for element in elements or ():
        if (text := text_of(element)) and (value := known_code(code, text, element)):
            found[value] = None
    return tuple(found)


def known_code(code: str, text: str, element: Element) -> str:
    """`text` when the field's code list has it, "" when it only fills the place of a code."""
    if text in PLACEHOLDERS:
        return ""
    list_code = CODE_LISTS.get(code, "")
    known = known_codes(list_code)
    if known is not None and text not in known:
        raise refusal(
            Code.UNKNOWN_CODE, f"“{text[:40]}” is not a code of the list {list_code}.", code, element
        )
    if len(text) > 60:
        raise refusal(Code.TOO_LONG, "A code has at most 60 characters.", code, element)
    return text


def cpv_of(code: str, elements: Iterable[Element] | None) -> tuple[str, ...]:
    """CPV codes, eight digits each (a check digit behind a dash is left out)."""
    divisions = known_codes("cpv-division")
    found: dict[str, None] = {}
    for element in elements or ():
        text = text_of(element)
        if text in PLACEHOLDERS:
            continue
        match = _CPV.fullmatch(text)
        if match is None or (divisions is not None and text[:2] not in divisions):
            raise refusal(Code.UNKNOWN_CODE, f"“{text[:40]}” is not a CPV code.", code, element)
        found[match[1]] = None
    return tuple(found)


def nuts_of(code: str, elements: Iterable[Element] | None) -> tuple[str, ...]:
    """NUTS codes in capitals. The list is open, so their shape alone is checked."""
    found: dict[str, None] = {}
    for element in elements or ():
        text = text_of(element).upper()
        if text in PLACEHOLDERS:
            continue
        if _NUTS.fullmatch(text) is None:
            raise refusal(Code.UNKNOWN_CODE, f"“{text[:40]}” is not a NUTS code.", code, element)
        found[text] = None
    return tuple(found)


def country_of(code: str, elements: Sequence[Element] | None) -> str:
    """ISO 3166 alpha-2 of a country code."""
    for element in elements or ():
        text = text_of(element)
        if text in PLACEHOLDERS:
            continue
        if country := country_alpha2(text):
            return country
        raise refusal(Code.UNKNOWN_CODE, f"“{text[:40]}” is not a country of the list.", code, element)
    return ""


def flag_of(code: str, elements: Sequence[Element] | None) -> bool | None:
    """An indicator: true, false or unknown."""
    for element in elements or ():
        text = text_of(element)
        if text in ("true", "1"):
            return True
        if text in ("false", "0"):
            return False
        if text:
            raise refusal(Code.UNKNOWN_CODE, f"“{text[:40]}” is neither true nor false.", code, element)
    return None


def identifier_of(code: str, elements: Sequence[Any] | None, *, limit: int) -> str:
    """The first identifier of a field. Raises RejectedError when it is longer than the store takes."""
    for element in elements or ():
        if text := text_of(element):
            if len(text) > limit:
                raise refusal(Code.TOO_LONG, f"An identifier has at most {limit} characters.", code, element)
            return text
    return ""
