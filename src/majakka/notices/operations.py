"""Recording notices: what a file says becomes rows.

Recording is idempotent and does not depend on the order in which files arrive: which of two files is kept,
which version counts and which notices form a procedure are all decided by what the notices say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from majakka.base.models import RawFile
from majakka.base.money import Money
from majakka.notices import rules
from majakka.notices.choices import KeptBecause, Role
from majakka.notices.errors import refuse_too_long
from majakka.notices.joining import join_procedures, settle_versions
from majakka.notices.models import Lot, LotResult, Notice, Party, Procedure, Reference, SearchText, Tender
from majakka.notices.records import ContractRecord, LotRecord, NoticeRecord, PartyRecord
from majakka.organisations.queries import Matcher
from majakka.organisations.rules import normalise_business_id


@dataclass(frozen=True, slots=True)
class IncomingNotice:
    """A read notice with the file it came from; the bytes are in the archive already."""

    record: NoticeRecord
    sha256: str
    size: int
    origin: str
    reader_version: str
    statistics_sha256: str = ""  # Hilma's answers that came beside the file, archived too
    media_type: str = "application/xml"


@dataclass(frozen=True, slots=True)
class Redelivery:
    """A file whose notice and version came in another file too, with other bytes: only one of the two counts.

    `has_replaced` tells whether this file replaced the one that was recorded, or stands behind one that is kept.
    """

    file: str
    identifier: str
    version: int
    has_replaced: bool
    because: KeptBecause


@dataclass(slots=True)
class RecordedCounts:
    """How many notices of a batch were new, replaced an older reading, or were there already."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    redeliveries: list[Redelivery] = field(default_factory=list)


@transaction.atomic
def record_notices(
    incoming: Sequence[IncomingNotice], *, now: datetime, matcher: Matcher, is_demo: bool = False
) -> RecordedCounts:
    """Record one batch in one transaction: all of it is stored, or nothing.

    Raises TooLongError when a text does not fit its column, whichever database is used.
    """
    counts = RecordedCounts()
    best = _best_of_each(incoming)
    counts.unchanged += len(incoming) - len(best)
    stale: list[int] = []
    kept = _kept_notices(best)
    counts.redeliveries = _redeliveries(incoming, best, kept)
    for key, item in list(best.items()):
        if existing := kept.get(key):
            if _is_kept(existing, item):
                counts.unchanged += 1
                del best[key]
            else:
                counts.updated += 1
                stale.append(existing.pk)
        else:
            counts.new += 1
    if stale:
        Notice.objects.filter(pk__in=stale).delete()
    if best:
        _write(list(best.values()), now=now, matcher=matcher, is_demo=is_demo)
    return counts


def _redeliveries(
    incoming: Sequence[IncomingNotice],
    best: Mapping[tuple[str, int], IncomingNotice],
    kept: Mapping[tuple[str, int], Notice],
) -> list[Redelivery]:
    found: list[Redelivery] = []
    for item in incoming:
        key = item.record.identifier, item.record.version
        own = _rank(item)
        ranks = [_rank(best[key]), *([_rank_of_kept(kept[key])] if key in kept else [])]
        if own < max(ranks):
            found.append(Redelivery(item.origin, *key, False, rules.kept_because(max(ranks), own)))
        elif item is best[key] and min(ranks) < own:
            found.append(Redelivery(item.origin, *key, True, rules.kept_because(own, min(ranks))))
    return found


def _best_of_each(incoming: Sequence[IncomingNotice]) -> dict[tuple[str, int], IncomingNotice]:
    best: dict[tuple[str, int], IncomingNotice] = {}
    for item in incoming:
        key = item.record.identifier, item.record.version
        if key not in best or _replaces(item, best[key].statistics_sha256, _rank(best[key])):
            best[key] = item
    return best


def _rank(item: IncomingNotice) -> rules.Precedence:
    record = item.record
    return rules.precedence(record.publication_number, record.dispatched_at, item.sha256)


def _rank_of_kept(notice: Notice) -> rules.Precedence:
    return rules.precedence(notice.publication_number, notice.dispatched_at, notice.raw_file.sha256)


def _replaces(item: IncomingNotice, answers: str, rank: rules.Precedence) -> bool:
    """A better file replaces; the same bytes replace when they bring other answers (these carry no date)."""
    if _rank(item) != rank:
        return _rank(item) > rank
    return bool(item.statistics_sha256) and item.statistics_sha256 != answers


def _kept_notices(best: dict[tuple[str, int], IncomingNotice]) -> dict[tuple[str, int], Notice]:
    found = (
        Notice.objects.filter(identifier__in={identifier for identifier, _ in best})
        .select_related("raw_file")
        .only(
            "identifier",
            "version",
            "publication_number",
            "dispatched_at",
            "reader_version",
            "statistics_sha256",
            "raw_file__sha256",
        )
    )
    return {(notice.identifier, notice.version): notice for notice in found}


def _is_kept(existing: Notice, item: IncomingNotice) -> bool:
    """Whether the stored notice stands: it is the better file, or the same file read by the same rules."""
    rank = _rank_of_kept(existing)
    if _replaces(item, existing.statistics_sha256, rank):
        return False
    return rank > _rank(item) or existing.reader_version == item.reader_version


def _write(items: list[IncomingNotice], *, now: datetime, matcher: Matcher, is_demo: bool) -> None:
    raw_files = _raw_files(items, now=now)
    procedures = _procedures({item.record.procedure_key or item.record.identifier for item in items})
    parties = [[_party(party, matcher=matcher) for party in item.record.parties] for item in items]
    notices = [
        _notice(
            item,
            now=now,
            is_demo=is_demo,
            raw_file=raw_files[item.sha256],
            procedure=procedures[item.record.procedure_key or item.record.identifier],
            parties=own,
        )
        for item, own in zip(items, parties, strict=True)
    ]
    for item, notice, own in zip(items, notices, parties, strict=True):
        for row in (notice, *own):
            refuse_too_long(row, item.record.identifier)
    Notice.objects.bulk_create(notices)
    _write_details(items, notices, parties)
    touched = {notice.identifier for notice in notices}
    join_procedures(touched)
    settle_versions(touched)


def _raw_files(items: list[IncomingNotice], *, now: datetime) -> dict[str, RawFile]:
    RawFile.objects.bulk_create(
        [
            RawFile(
                sha256=i.sha256, size=i.size, media_type=i.media_type, origin=i.origin[:500], received_at=now
            )
            for i in items
        ],
        ignore_conflicts=True,
    )
    return {raw.sha256: raw for raw in RawFile.objects.filter(sha256__in=[item.sha256 for item in items])}


def _procedures(keys: set[str]) -> dict[str, Procedure]:
    """The procedures of these keys, made where they are missing. A notice may be moved to another later (joining)."""
    Procedure.objects.bulk_create([Procedure(key=key) for key in sorted(keys)], ignore_conflicts=True)
    return {procedure.key: procedure for procedure in Procedure.objects.filter(key__in=keys)}


def _notice(
    item: IncomingNotice,
    *,
    now: datetime,
    is_demo: bool,
    raw_file: RawFile,
    procedure: Procedure,
    parties: list[Party],
) -> Notice:
    record = item.record
    lead = rules.lead_buyer(record.parties)
    lead_row = next((party for party in parties if lead and party.key == lead.key), None)
    listed = rules.listed_value(record)
    due, precision = rules.last_deadline(record.lots)
    return Notice(
        number=rules.public_number(record),
        identifier=record.identifier,
        version=record.version,
        publication_number=record.publication_number,
        internal_identifier=record.internal_identifier[:400],
        procedure=procedure,
        procedure_key=record.procedure_key,
        refers_to=list(record.refers_to),
        changes=record.changes,
        raw_file=raw_file,
        source=record.source,
        schema=record.schema,
        reader_version=item.reader_version,
        statistics_sha256=item.statistics_sha256,
        is_demo=is_demo,
        subtype=record.subtype,
        notice_type=record.notice_type,
        form_type=record.form_type,
        stage=rules.stage_of(record.form_type).value,
        legal_basis=record.legal_basis[:60],
        dispatched_at=record.dispatched_at,
        dispatched_offset=rules.published_offset(record.dispatched_at),
        dispatched_precision=record.dispatched_precision,
        published_on=rules.published_day(record),
        language=record.language,
        languages=list(record.languages),
        titles=dict(record.titles),
        descriptions=dict(record.descriptions),
        nature=record.nature,
        cpv=record.cpv,
        additional_cpv=list(record.additional_cpv),
        places=list(record.places),
        procedure_type=record.procedure_type,
        is_accelerated=record.is_accelerated,
        direct_award_reasons=list(record.direct_award_reasons),
        direct_award_texts=dict(record.direct_award_texts),
        **_amounts(record, ("estimated_value", "framework_maximum", "total_value", "framework_total")),
        buyer_names=dict(lead.names) if lead and not lead.is_natural_person else {},
        buyer_country=lead.country if lead else "",
        buyer_id=lead_row.organisation_id if lead_row else None,
        lot_count=sum(lot.kind == "lot" for lot in record.lots),
        listed_value=rules.to_cents(listed.amount) if listed else None,
        listed_currency=listed.currency if listed else "",
        tenders_due_at=due,
        tenders_due_offset=rules.published_offset(due),
        tenders_due_precision=precision,
        recorded_at=now,
    )


def _amounts(record: object, names: tuple[str, ...]) -> dict[str, object]:
    """The amounts of a record as columns, with their currencies in one JSON column."""
    amounts: dict[str, Money] = {
        name: money for name in names if (money := getattr(record, name)) is not None
    }
    columns: dict[str, object] = {name: rules.to_cents(money.amount) for name, money in amounts.items()}
    return columns | {"currencies": {name: money.currency for name, money in amounts.items()}}


def _party(record: PartyRecord, *, matcher: Matcher) -> Party:
    business_id = next(
        (found for raw in record.identifiers if (found := normalise_business_id(raw, record.country))), ""
    )
    is_buyer = Role.BUYER in record.roles
    is_winner = Role.WINNER in record.roles
    return Party(
        key=record.key,
        names=dict(record.names),
        identifiers=list(record.identifiers),
        business_id=business_id,
        country=record.country,
        nuts=record.nuts,
        city=record.city[:200],
        size=record.size,
        legal_type=record.legal_type,
        activity=record.activity,
        roles=list(record.roles),
        is_buyer=is_buyer,
        is_lead=record.is_lead,
        is_winner=is_winner,
        is_natural_person=record.is_natural_person,
        organisation_id=matcher.match(record.identifiers, record.names.values(), record.country),
    )


def _lot(record: LotRecord, notice: Notice) -> Lot:
    return Lot(
        notice=notice,
        identifier=record.identifier,
        kind=record.kind,
        titles=dict(record.titles),
        descriptions=dict(record.descriptions),
        nature=record.nature,
        cpv=record.cpv,
        additional_cpv=list(record.additional_cpv),
        places=list(record.places),
        **_amounts(record, ("estimated_value", "framework_maximum")),
        framework=record.framework,
        purchasing_system=record.purchasing_system,
        tenders_due_at=record.tenders_due_at,
        tenders_due_offset=rules.published_offset(record.tenders_due_at),
        tenders_due_precision=record.tenders_due_precision,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        duration_value=record.duration_value,
        duration_unit=record.duration_unit,
        strategic=list(record.strategic),
        innovation=list(record.innovation),
        environment=list(record.environment),
        social=list(record.social),
        gpp_criteria=list(record.gpp_criteria),
        strategic_texts=dict(record.strategic_texts),
        accessibility=record.accessibility,
        reserved=list(record.reserved),
        sme_suitable=record.sme_suitable,
        variants=record.variants,
        clean_vehicles=record.clean_vehicles,
        eu_funded=record.eu_funded,
        statistics=dict(record.statistics),
        criteria=[
            {
                "kind": criterion.kind,
                "names": dict(criterion.names),
                "descriptions": dict(criterion.descriptions),
                "weight": None if criterion.weight is None else str(criterion.weight),
                "weight_kind": criterion.weight_kind,
            }
            for criterion in record.criteria
        ],
    )


def _write_details(items: list[IncomingNotice], notices: list[Notice], parties: list[list[Party]]) -> None:
    lots: list[Lot] = []
    results: list[LotResult] = []
    tenders: list[Tender] = []
    references: list[Reference] = []
    for item, notice, own_parties in zip(items, notices, parties, strict=True):
        record = item.record
        for party in own_parties:
            party.notice = notice
        lots.extend(_lot(lot, notice) for lot in record.lots)
        own_results = _results(record, notice)
        results.extend(own_results.values())
        tenders.extend(_tenders(record, notice, own_results))
        references.extend(
            Reference(notice=notice, target=target, is_change=False)
            for target in dict.fromkeys(record.refers_to)
        )
        if record.changes:
            target, _ = rules.split_version(record.changes)
            references.append(Reference(notice=notice, target=target, is_change=True))
    rows: tuple[Lot | LotResult | Tender | Reference, ...] = (*lots, *results, *tenders, *references)
    for row in rows:
        refuse_too_long(row, row.notice.identifier)
    Party.objects.bulk_create([party for own in parties for party in own])
    Lot.objects.bulk_create(lots)
    LotResult.objects.bulk_create(results)
    Tender.objects.bulk_create(tenders)
    Reference.objects.bulk_create(references)
    SearchText.objects.bulk_create(
        [
            SearchText(notice=notice, text=rules.search_text(item.record))
            for item, notice in zip(items, notices, strict=True)
        ]
    )


def _results(record: NoticeRecord, notice: Notice) -> dict[str, LotResult]:
    return {
        result.key: LotResult(
            notice=notice,
            key=result.key,
            lot_identifier=result.lot,
            outcome=result.outcome,
            reason=result.reason,
            submissions=[list(pair) for pair in result.submissions],
            tender_count=rules.tender_count(result),
            sme_tender_count=rules.sme_tender_count(result),
            **_amounts(result, ("lowest", "highest", "framework_value")),
            complaints=result.complaints,
        )
        for result in record.results
    }


def _tenders(record: NoticeRecord, notice: Notice, results: dict[str, LotResult]) -> list[Tender]:
    result_of = {
        tender: results[result.key] for result in reversed(record.results) for tender in result.tenders
    }
    contract_of = {tender: contract for contract in reversed(record.contracts) for tender in contract.tenders}
    return [
        Tender(
            notice=notice,
            result=result_of.get(tender.key),
            key=tender.key,
            lot_identifier=tender.lot,
            identifier=tender.identifier[:400],
            value=rules.to_cents(tender.value.amount) if tender.value else None,
            currency=tender.value.currency if tender.value else "",
            rank=tender.rank,
            is_winner=tender.is_winner,
            tenderers=list(tender.tenderers),
            subcontractors=list(tender.subcontractors),
            **_contract(contract_of.get(tender.key)),
        )
        for tender in record.tenders
    ]


def _contract(contract: ContractRecord | None) -> dict[str, object]:
    if contract is None:
        return {}
    return {
        "contract_key": contract.key,
        "contract_identifier": contract.identifier[:400],
        "contract_titles": dict(contract.titles),
        "concluded_on": contract.concluded_on,
        "decided_on": contract.decided_on,
    }


@transaction.atomic
def remove_demo_notices() -> tuple[int, set[str]]:
    """Take the demo country's notices out, with their procedures and raw files; touches no other row.

    Returns how many notices went, and the hashes of the archived contents that nothing refers to any more.
    """
    demo = Notice.objects.filter(is_demo=True)
    procedures = set(demo.values_list("procedure_id", flat=True))
    raw_files = dict(demo.values_list("raw_file_id", "raw_file__sha256"))
    contents = set(raw_files.values()) | set(demo.values_list("statistics_sha256", flat=True)) - {""}
    _, per_model = demo.delete()
    Procedure.objects.filter(notices__isnull=True, pk__in=procedures).delete()
    RawFile.objects.filter(notices__isnull=True, pk__in=raw_files).delete()
    kept = set(RawFile.objects.filter(sha256__in=contents).values_list("sha256", flat=True))
    kept |= set(
        Notice.objects.filter(statistics_sha256__in=contents).values_list("statistics_sha256", flat=True)
    )
    return per_model.get("notices.Notice", 0), contents - kept
