"""Translations: collects texts from code and templates, compiles catalogues, says what is missing.

    catalogues.py update    bring locale/*/LC_MESSAGES/django.po up to date with the code, then compile
    catalogues.py compile   .po -> .mo (the .mo files are not kept in the repository)
    catalogues.py check     fails when a text is missing, untranslated, unsure or has other placeholders

It does what GNU gettext's tools do, in Python, so that nothing needs installing. Message ids are English, so
there is no English catalogue.
"""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from places import CHECKOUT, LOCALE, SOURCE

LANGUAGES = ("fi", "sv")
_SHOWN = 40
_PACKAGE = SOURCE / "majakka"
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# One call as Django's templatize writes it; everything else of its output is filler
_CALL = re.compile(r"""(?<!\w)(?:n?p?gettext|_)\((?:[^'")]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*\)""")
_ATTRIBUTE_CALL = re.compile(r"""(?<!\w)_\((?:'[^']*'|"[^"]*")\)""")
# Dates and names in a catalogue's head would differ at every update and say nothing
_HEAD = re.compile(
    rb'^"(?:Project-Id|Report-Msgid|POT-|PO-|Last-|Language-Team|Generated-).*\n', re.MULTILINE
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")

Found = tuple[str, int, str | tuple[str, ...], str | None]


def collect() -> Catalog:
    """Every text that code and templates mark for translation."""
    catalogue = Catalog(charset="utf-8")
    for file, line, text, context in sorted(
        [*_texts_of_code(), *_texts_of_templates()], key=lambda f: (f[0], f[1])
    ):
        catalogue.add(text, locations=[(file, line)], context=context)
    return catalogue


def _texts_of_code() -> Iterator[Found]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _extract(path, path.read_bytes())


def _texts_of_templates() -> Iterator[Found]:
    for path in sorted([*_PACKAGE.rglob("templates/**/*.html"), *_PACKAGE.rglob("templates/**/*.txt")]):
        yield from _extract(path, _calls_of_template(path.read_text()))


def texts_of_template(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts that a template marks, each with its context."""
    for _line, text, _comments, context in extract(
        "python", io.BytesIO(_calls_of_template(source)), _KEYWORDS
    ):
        yield text, context


def _calls_of_template(source: str) -> bytes:
    """The template as lines of gettext calls."""
    marked = templatize(source).splitlines()
    # A comment on one line becomes two, so that the marked lines may be more.
    # Component attributes such as :label="_('Year')" are plain text to Django's own lexer
    calls = [
        "; ".join([*_CALL.findall(line), *_ATTRIBUTE_CALL.findall(raw)])
        for line, raw in zip_longest(marked, source.splitlines(), fillvalue="")
    ]
    return "\n".join(calls).encode()


def _extract(path: Path, source: bytes) -> Iterator[Found]:
    name = path.relative_to(CHECKOUT).as_posix()
    for line, text, _comments, context in extract("python", io.BytesIO(source), _KEYWORDS):
        if text:
            yield name, line, text, context


def update() -> int:
    collected = collect()
    for language in LANGUAGES:
        path = _po(language)
        catalogue = _read(path, language)
        catalogue.update(collected, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = f"# Majakka in another language: {language}"
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        write_po(buffer, catalogue, width=110, sort_by_file=True, include_lineno=False)
        path.write_bytes(_HEAD.sub(b"", buffer.getvalue()))
    compile_all()
    return _report(_faults(collected))


def compile_all() -> int:
    for po in sorted([*LOCALE.glob("*/LC_MESSAGES/*.po"), *_PACKAGE.glob("locale/*/LC_MESSAGES/*.po")]):
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(po, po.parent.parent.name))
    return 0


def check() -> int:
    return _report(_faults(collect()))


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, project="Majakka", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _faults(collected: Catalog) -> Iterator[str]:
    for language in LANGUAGES:
        catalogue = _read(_po(language), language)
        for message in collected:
            if message.id and (fault := fault_of(message, catalogue.get(message.id, message.context))):
                where = ", ".join(file for file, _line in message.locations[:2])
                yield f"{language}: {fault}: {_first(message.id)!r} ({where})"


def fault_of(wanted: Message, have: Message | None) -> str:
    """What is wrong with a translation; "" when nothing is."""
    if have is None:
        return "not in the catalogue (./dev translate)"
    if have.fuzzy:
        return "marked fuzzy"
    translations = _strings(have.string)
    if not all(translations):
        return "not translated"
    allowed = {p for text in _strings(wanted.id) for p in _PLACEHOLDER.findall(text)}
    if any(set(_PLACEHOLDER.findall(text)) - allowed for text in translations):
        return "has a placeholder that the English text has not"
    if not isinstance(wanted.id, (list, tuple)) and allowed - set(_PLACEHOLDER.findall(translations[0])):
        return "lacks a placeholder of the English text"
    return ""


def _strings(text: str | Iterable[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _first(text: str | Iterable[str]) -> str:
    return _strings(text)[0]


def _report(faults: Iterator[str]) -> int:
    found = list(faults)
    for fault in found[:_SHOWN]:
        print(fault)
    if len(found) > _SHOWN:
        print("…")
    print(f"{len(found)} translations want attention." if found else "All texts are translated.")
    return int(bool(found))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "majakka.config.settings")
    django.setup()
    deeds = {"update": update, "compile": compile_all, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in deeds:
        sys.exit(__doc__)
    sys.exit(deeds[sys.argv[1]]())
