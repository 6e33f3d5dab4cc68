"""Questions over the code lists."""

import time
from dataclasses import dataclass, field

from majakka.codes.builtin import LABEL_LANGUAGES, builtin_label
from majakka.codes.models import Code, CodeList

# Another process may have imported codes: after so many seconds the lists are looked at again.
_RECHECK_SECONDS = 60.0

Labels = dict[str, dict[str, str]]


@dataclass(slots=True)
class _Memory:
    """The labels that this process has read from the database, list by list."""

    by_list: dict[str, Labels] = field(default_factory=dict)
    state: tuple[object, ...] = ()
    checked_at: float = 0.0


_memory = _Memory()


def label(list_code: str, code: str, language: str) -> str:
    """The label of a code in the language; else the built-in one; else in English; else the code itself.

    Read from memory; the first call for a list reads the whole list.
    """
    labels = _labels_of(list_code).get(code, {})
    return labels.get(language) or builtin_label(list_code, code, language) or labels.get("en") or code


def forget_labels() -> None:
    """Empty this process's memory of labels; the next call reads the database again."""
    _memory.by_list.clear()
    _memory.checked_at = 0.0


def _labels_of(list_code: str) -> Labels:
    if time.monotonic() - _memory.checked_at > _RECHECK_SECONDS or not _memory.checked_at:
        _recheck()
    if list_code not in _memory.by_list:
        _memory.by_list[list_code] = _read_labels(list_code)
    return _memory.by_list[list_code]


def _recheck() -> None:
    state = tuple(CodeList.objects.order_by("pk").values_list("pk", "loaded_at"))
    if state != _memory.state:
        _memory.by_list.clear()
        _memory.state = state
    _memory.checked_at = time.monotonic()


def _read_labels(list_code: str) -> Labels:
    rows = Code.objects.filter(list__code=list_code).values_list(
        "code", *(f"label_{language}" for language in LABEL_LANGUAGES)
    )
    return {
        code: {language: text for language, text in zip(LABEL_LANGUAGES, texts, strict=True) if text}
        for code, *texts in rows
    }
