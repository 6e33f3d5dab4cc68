"""Which notices form one procedure, and which version of a notice counts.

Both are decided from what is stored, for the notices touched by a batch and those they name or are named by,
so the outcome is the same in whatever order files arrive.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Q

from majakka.notices import rules
from majakka.notices.models import Notice, Procedure, Reference

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_TIES = (
    "identifier",
    "publication_number",
    "procedure_key",
    "notice_type",
    "dispatched_at",
    "refers_to",
    "changes",
    "procedure__key",
)
_VERSIONS = (
    "identifier",
    "version",
    "publication_number",
    "dispatched_at",
    "source",
    "changes",
    "is_current",
)
_CHUNK = 5_000  # below the variable limits of both databases


def join_procedures(identifiers: Iterable[str]) -> None:
    """Put notices without a procedure identifier of their own (BT-04) into the procedure of those they refer to.

    A notice that states its procedure stays in it. A reference joins only where one of the two states none, and
    never through prior information or qualification notices, which serve many purchases.
    """
    members = _neighbourhood(identifiers)
    if not members:
        return
    groups = _groups(members.values())
    wanted: dict[int, str] = {}
    for group in groups:
        stated = sorted({notice.procedure_key for notice in group if notice.procedure_key})
        earliest = min(group, key=lambda notice: (notice.dispatched_at or _EARLIEST, notice.identifier))
        key = stated[0] if stated else earliest.identifier
        wanted |= {notice.pk: key for notice in group if not notice.procedure_key}
    moved = {pk: key for pk, key in wanted.items() if members[pk].procedure.key != key}
    if not moved:
        return
    Procedure.objects.bulk_create([Procedure(key=key) for key in set(moved.values())], ignore_conflicts=True)
    pk_of = dict(Procedure.objects.filter(key__in=set(moved.values())).values_list("key", "pk"))
    left = {members[pk].procedure_id for pk in moved}
    for pk, key in moved.items():
        members[pk].procedure_id = pk_of[key]
    Notice.objects.bulk_update([members[pk] for pk in moved], ["procedure"], batch_size=500)
    Procedure.objects.filter(pk__in=left, notices__isnull=True).delete()


def _neighbourhood(identifiers: Iterable[str]) -> dict[int, Notice]:
    """The touched notices and, step by step, all that are tied to those without a procedure of their own."""
    base = Notice.objects.select_related("procedure").only(*_TIES)
    members: dict[int, Notice] = {}
    fresh = [notice for chunk in _chunks(identifiers) for notice in base.filter(identifier__in=chunk)]
    while fresh:
        members |= {notice.pk: notice for notice in fresh}
        names: set[str] = set()
        targets: set[str] = set()
        for notice in fresh:
            if rules.joins_by_reference(notice.notice_type):
                names |= _names(notice)
                if not notice.procedure_key or notice.refers_to:
                    targets |= _targets(notice)
        found: dict[int, Notice] = {}
        for chunk in _chunks(targets):
            named = Q(publication_number__in=chunk) | Q(identifier__in=chunk)
            found |= {notice.pk: notice for notice in base.filter(named)}
        for chunk in _chunks(names):
            naming = Reference.objects.filter(target__in=chunk).values("notice")
            found |= {notice.pk: notice for notice in base.filter(pk__in=naming)}
        # Beyond a notice that states its procedure nothing can be joined, so the walk stops there.
        fresh = [
            n for pk, n in found.items() if pk not in members and rules.joins_by_reference(n.notice_type)
        ]
        stop = [notice for notice in fresh if notice.procedure_key]
        members |= {notice.pk: notice for notice in stop}
        fresh = [notice for notice in fresh if not notice.procedure_key]
    return members


def _groups(notices: Iterable[Notice]) -> list[list[Notice]]:
    """Connected notices; a tie needs at least one end that states no procedure."""
    by_name: dict[str, list[Notice]] = defaultdict(list)
    pool = [notice for notice in notices if rules.joins_by_reference(notice.notice_type)]
    for notice in pool:
        for name in _names(notice):
            by_name[name].append(notice)
    ties: dict[int, set[int]] = defaultdict(set)
    for notice in pool:
        for target in _targets(notice):
            for other in by_name.get(target, ()):
                if other.pk != notice.pk and not (notice.procedure_key and other.procedure_key):
                    ties[notice.pk].add(other.pk)
                    ties[other.pk].add(notice.pk)
    of_pk = {notice.pk: notice for notice in pool}
    groups: list[list[Notice]] = []
    seen: set[int] = set()
    for start in of_pk:
        if start in seen:
            continue
        group, queue = [], [start]
        seen.add(start)
        while queue:
            pk = queue.pop()
            group.append(of_pk[pk])
            fresh = ties[pk] - seen
            seen |= fresh
            queue.extend(fresh)
        groups.append(group)
    return groups


def _names(notice: Notice) -> set[str]:
    return {name for name in (notice.identifier, notice.publication_number) if name}


def _targets(notice: Notice) -> set[str]:
    targets = set(notice.refers_to)
    if notice.changes:
        targets.add(rules.split_version(notice.changes)[0])
    return targets


def settle_versions(identifiers: Iterable[str]) -> None:
    """Set `is_current`: the highest version of a notice, unless a later change notice replaces it whole.

    A tie among change notices that name each other is broken by the date of dispatch, then the identifier.
    """
    touched = set(identifiers)
    fields = (
        "pk",
        "identifier",
        "version",
        "publication_number",
        "dispatched_at",
        "source",
        "changes",
        "is_current",
    )
    named = set(
        Reference.objects.filter(notice__identifier__in=touched, is_change=True).values_list(
            "target", flat=True
        )
    )
    family = {
        notice.pk: notice
        for chunk in _chunks(touched | named)
        for notice in Notice.objects.filter(Q(identifier__in=chunk) | Q(publication_number__in=chunk)).only(
            *fields
        )
    }
    names = {name for notice in family.values() for name in _names(notice)}
    changers = [
        notice
        for chunk in _chunks(names)
        for notice in Notice.objects.filter(references__target__in=chunk, references__is_change=True).only(
            *fields
        )
    ]
    replaced_by = _replacements(changers)
    newest: dict[str, int] = {}
    for notice in family.values():
        newest[notice.identifier] = max(notice.version, newest.get(notice.identifier, 0))
    changed = []
    for notice in family.values():
        is_current = notice.version == newest[notice.identifier] and not _is_replaced(notice, replaced_by)
        if is_current != notice.is_current:
            notice.is_current = is_current
            changed.append(notice)
    Notice.objects.bulk_update(changed, ["is_current"], batch_size=500)


def _replacements(changers: Iterable[Notice]) -> dict[str, list[Notice]]:
    replaced_by: dict[str, list[Notice]] = defaultdict(list)
    for notice in changers:
        if rules.replaces_whole(notice.source):
            replaced_by[rules.split_version(notice.changes)[0]].append(notice)
    return replaced_by


def _is_replaced(notice: Notice, replaced_by: dict[str, list[Notice]]) -> bool:
    return any(
        other.identifier != notice.identifier and _order(other) > _order(notice)
        for name in _names(notice)
        for other in replaced_by.get(name, ())
    )


def _order(notice: Notice) -> tuple[datetime, str, int]:
    return notice.dispatched_at or _EARLIEST, notice.identifier, notice.version


def _chunks(values: Iterable[str]) -> Iterable[list[str]]:
    """Sorted slices small enough for one query."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
