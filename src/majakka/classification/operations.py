"""Deeds: load what Majakka ships, edit definitions and word lists, classify what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Max
from django.utils.translation import gettext as _

from majakka.classification.choices import ANALYSED_LANGUAGES
from majakka.classification.errors import DefinitionError, WordListChangedError, WordListError
from majakka.classification.facts import LOT_FIELDS, NOTICE_FIELDS, facts_of_lot
from majakka.classification.models import Classified, Definition, Finding, WordList
from majakka.classification.queries import (
    definitions_in_force,
    rules_version,
    unclassified_notices,
    words_in_force,
)
from majakka.classification.rules import CODED_RULES, TEXT_RULES, classify_lot
from majakka.classification.starter import SOURCE, starter_definitions, starter_word_lists
from majakka.classification.texts.lemmas import load_analyser
from majakka.classification.texts.matcher import TextMatcher
from majakka.classification.texts.phrases import phrase_problem
from majakka.notices.models import Lot, Notice

EDITABLE = ("name_fi", "name_sv", "name_en", "rule_fi", "rule_sv", "rule_en", "source")


@transaction.atomic
def ensure_definitions() -> None:
    """Load the definitions and word lists that come with Majakka. Safe to repeat.

    A newer shipped definition comes into force beside the kept old one. A newer shipped word list replaces
    only a shipped one: a list that people have edited stays as they left it.
    """
    for row in starter_definitions():
        if not Definition.objects.filter(code=row["code"], version__gte=row["version"]).exists():
            Definition.objects.filter(code=row["code"], is_in_force=True).update(is_in_force=False)
            Definition.objects.create(**row)
    for row in starter_word_lists():
        _ensure_word_list(row)


def _ensure_word_list(row: dict[str, Any]) -> None:
    source = f"{SOURCE} {row['version']}"
    lists = WordList.objects.filter(definition_code=row["definition_code"], language=row["language"])
    if lists.filter(source=source).exists():
        return
    current = lists.filter(is_in_force=True).first()
    if current is None or current.source.startswith(SOURCE):
        _put_word_list(
            row["definition_code"], row["language"], row["supports"], row["opposes"], source=source
        )


@transaction.atomic
def edit_word_list(
    definition_code: str,
    *,
    language: str,
    supports: Sequence[str],
    opposes: Sequence[str] = (),
    source: str,
    read_version: int | None = None,
) -> WordList:
    """Put a new version of a word list in force; the old version stays readable.

    Raises WordListError that names every phrase which cannot be used, and WordListChangedError when another version
    than the one that was read (`read_version`) has come in force since. Everything is classified again under the
    new rules version at the next run.
    """
    supports, opposes = _tidied(supports), _tidied(opposes)
    in_force = WordList.objects.filter(
        definition_code=definition_code, language=language, is_in_force=True
    ).first()
    if read_version is not None and in_force is not None and in_force.version != read_version:
        raise WordListChangedError(in_force.version)
    if problems := _word_list_problems(definition_code, language, supports, opposes):
        raise WordListError(problems)
    return _put_word_list(definition_code, language, supports, opposes, source=source)


def _tidied(phrases: Sequence[str]) -> list[str]:
    """Blanks made single, repeated phrases once, in the given order."""
    return list(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases))


def _word_list_problems(
    definition_code: str, language: str, supports: Sequence[str], opposes: Sequence[str]
) -> list[str]:
    problems = []
    if definition_code not in TEXT_RULES:
        problems.append(_('The definition "%(code)s" does not read texts.') % {"code": definition_code})
    if language not in ANALYSED_LANGUAGES:
        problems.append(
            _('Texts in "%(language)s" are not read. Use one of %(known)s.')
            % {"language": language, "known": ", ".join(ANALYSED_LANGUAGES)}
        )
    if not supports:
        problems.append(_("Give at least one phrase that supports the definition."))
    problems += [problem for phrase in (*supports, *opposes) if (problem := phrase_problem(phrase))]
    problems += [
        _('"%(phrase)s": only a cancelling phrase may begin with "!".') % {"phrase": phrase}
        for phrase in supports
        if "!" in phrase[:1]
    ]
    problems += [
        _('"%(phrase)s" both supports and cancels.') % {"phrase": phrase}
        for phrase in supports
        if phrase in opposes
    ]
    return problems


def _put_word_list(
    definition_code: str, language: str, supports: Sequence[str], opposes: Sequence[str], *, source: str
) -> WordList:
    lists = WordList.objects.filter(definition_code=definition_code, language=language)
    newest = lists.aggregate(newest=Max("version"))["newest"] or 0
    lists.filter(is_in_force=True).update(is_in_force=False)
    return WordList.objects.create(
        definition_code=definition_code,
        language=language,
        version=newest + 1,
        supports=list(supports),
        opposes=list(opposes),
        source=source,
    )


@transaction.atomic
def publish_definition(code: str, *, changes: Mapping[str, str]) -> Definition:
    """Put a new version of a definition in force, with other words for the same rule; the old one stays readable.

    `changes` are any of name_fi … rule_en and source; the rest is taken from the version in force.
    Raises DefinitionError.
    """
    current = Definition.objects.filter(code=code, is_in_force=True).first()
    if current is None:
        raise DefinitionError([f'There is no definition "{code}" in force.'])
    problems = [problem for name, value in changes.items() if (problem := _change_problem(name, value))]
    if problems:
        raise DefinitionError(problems)
    Definition.objects.filter(pk=current.pk).update(is_in_force=False)
    kept = {name: getattr(current, name) for name in (*EDITABLE, "code", "family", "order")}
    newest = Definition.objects.filter(code=code).aggregate(newest=Max("version"))["newest"]
    return Definition.objects.create(**(kept | dict(changes)), version=newest + 1)


def _change_problem(name: str, value: str) -> str:
    if name not in EDITABLE:
        return f'"{name}" cannot be changed.'
    if not value.strip():
        return f'"{name}" is empty.'
    column = Definition._meta.get_field(name)
    if isinstance(column, CharField) and column.max_length and len(value) > column.max_length:
        return f'"{name}" has {len(value)} letters, at most {column.max_length} fit.'
    return ""


def classify_pending(
    *, now: datetime, batch: int = 500, progress: Callable[[int], None] | None = None
) -> int:
    """Classify every notice that has not been under the present rules version; returns how many were.

    Each batch is one transaction: a killed run leaves whole batches, and the next run goes on from there.
    `progress` is told the number of notices done after each batch.
    """
    if not definitions_in_force():
        ensure_definitions()
    rulebook = _Rulebook()
    done = last = 0
    while True:
        with transaction.atomic():
            ids = rulebook.next_ids(after=last, batch=batch)
            if not ids:
                return done
            rulebook.classify(ids, now=now)
        done, last = done + len(ids), ids[-1]
        if progress:
            progress(done)


class _Rulebook:
    """Definitions, word lists and analyser of one run."""

    def __init__(self) -> None:
        self.version = rules_version()
        known = {*CODED_RULES, *TEXT_RULES}
        self._definitions = {item.code: item.pk for item in definitions_in_force() if item.code in known}
        self._matcher = TextMatcher(words_in_force(), analyser=load_analyser())

    def next_ids(self, *, after: int, batch: int) -> list[int]:
        """The next waiting notices, locked where the database can, so that two workers share the work."""
        waiting = unclassified_notices(self.version).filter(pk__gt=after).order_by("pk")
        locked = waiting.select_for_update(skip_locked=True, of=("self",))
        return list(locked.values_list("pk", flat=True)[:batch])

    def classify(self, ids: Sequence[int], *, now: datetime) -> None:
        Finding.objects.filter(lot__notice_id__in=ids).delete()
        Classified.objects.filter(notice_id__in=ids).delete()
        Finding.objects.bulk_create(list(self._findings(ids)))
        Classified.objects.bulk_create(
            [Classified(notice_id=pk, rules_version=self.version, classified_at=now) for pk in ids]
        )

    def _findings(self, ids: Sequence[int]) -> Iterator[Finding]:
        notices = Notice.objects.filter(pk__in=ids).values_list("pk", *NOTICE_FIELDS, named=True)
        by_id = {notice.pk: notice for notice in notices}
        lots = Lot.objects.filter(notice_id__in=ids).order_by("notice_id", "pk")
        rows = lots.values_list("notice_id", "pk", *LOT_FIELDS, named=True)
        for lot in rows.iterator(chunk_size=500):
            facts = facts_of_lot(lot, notice=by_id[lot.notice_id])
            for code, outcome in classify_lot(facts, matcher=self._matcher):
                if code in self._definitions:
                    yield Finding(
                        lot_id=lot.pk,
                        definition_id=self._definitions[code],
                        answer=outcome.answer.value,
                        evidence=[item.as_json() for item in outcome.evidence],
                    )
