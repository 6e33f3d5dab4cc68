"""The awards of all procedures, read in procedure order with flat memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet

from majakka.base.money import Money
from majakka.base.text import choose_text
from majakka.notices.award_records import (
    LotFacts,
    NoticeFacts,
    ProcedureFacts,
    ResultFacts,
    TenderFacts,
    WinnerFacts,
)
from majakka.notices.choices import LotKind, Stage
from majakka.notices.models import Lot, LotResult, Notice, Party, Tender
from majakka.notices.rules import told_day

BATCH = 500


def award_batches(*, batch: int = BATCH) -> Iterator[list[ProcedureFacts]]:
    """Procedures with an award notice that counts, `batch` at a time, by primary key.

    Six queries a batch, whatever its size. Only versions that count are read (`Notice.is_current`).
    """
    last = 0
    while keys := _next_procedures(after=last, batch=batch):
        yield _procedures(keys)
        last = keys[-1]


def _next_procedures(*, after: int, batch: int) -> list[int]:
    awarded = Notice.objects.current().filter(stage=Stage.AWARDED, procedure_id__gt=after)
    return list(awarded.order_by("procedure_id").values_list("procedure_id", flat=True).distinct()[:batch])


def _procedures(keys: list[int]) -> list[ProcedureFacts]:
    """A range of keys is asked for rather than a list of them: no database limits its length."""
    wanted = set(keys)
    notices = Notice.objects.current().filter(procedure__gte=keys[0], procedure__lte=keys[-1])
    lots = _lots(Lot.objects.filter(notice__in=notices, kind=LotKind.LOT))
    results = _results(LotResult.objects.filter(notice__in=notices))
    tenders = _tenders(Tender.objects.filter(notice__in=notices))
    winners = _winners(Party.objects.filter(notice__in=notices, is_winner=True))
    rows = notices.order_by("procedure_id", "pk").values_list(
        "procedure_id",
        "procedure__key",
        "pk",
        "identifier",
        "version",
        "stage",
        "is_demo",
        "published_on",
        "dispatched_at",
        "procedure_type",
        "nature",
        "cpv",
        "buyer_id",
        "buyer__is_demo",
        "buyer__country",
        "buyer_country",
        "total_value",
        "estimated_value",
        "currencies",
    )
    found = []
    for (procedure, key), members in groupby(rows, key=lambda row: (row[0], row[1])):
        if procedure not in wanted:
            continue
        facts = [
            _notice(row, lots=lots, results=results, tenders=tenders, winners=winners) for row in members
        ]
        found.append(ProcedureFacts(pk=procedure, key=key, notices=tuple(facts)))
    return found


def _notice(
    row: tuple,
    *,
    lots: Mapping[int, list[LotFacts]],
    results: Mapping[int, list[ResultFacts]],
    tenders: Mapping[int, list[TenderFacts]],
    winners: Mapping[int, dict[str, WinnerFacts]],
) -> NoticeFacts:
    (
        _,
        _,
        pk,
        identifier,
        version,
        stage,
        is_demo,
        published_on,
        dispatched_at,
        procedure_type,
        nature,
        cpv,
    ) = row[:12]
    buyer, buyer_is_demo, organisation_country, buyer_country, total, estimated, currencies = row[12:]
    # Invented notices never speak of real bodies, nor real ones of invented bodies.
    known = buyer is not None and buyer_is_demo == is_demo
    return NoticeFacts(
        pk=pk,
        identifier=identifier,
        version=version,
        stage=stage,
        is_demo=is_demo,
        published_on=published_on,
        dispatched_at=dispatched_at,
        procedure_type=procedure_type,
        nature=nature,
        cpv=cpv,
        buyer=buyer if known else None,
        buyer_country=organisation_country if known else buyer_country,
        total=_money(total, currencies.get("total_value")),
        estimated=_money(estimated, currencies.get("estimated_value")),
        lots=tuple(lots.get(pk, ())),
        results=tuple(results.get(pk, ())),
        tenders=tuple(tenders.get(pk, ())),
        winners=winners.get(pk, {}),
    )


def _lots(found: QuerySet[Lot]) -> dict[int, list[LotFacts]]:
    by_notice: dict[int, list[LotFacts]] = defaultdict(list)
    rows = found.order_by("notice_id", "identifier").values_list(
        "notice_id",
        "pk",
        "identifier",
        "cpv",
        "nature",
        "framework",
        "purchasing_system",
        "tenders_due_at",
        "tenders_due_offset",
        "tenders_due_precision",
        "estimated_value",
        "currencies",
    )
    for row in rows.iterator():
        notice, pk, identifier, cpv, nature, framework, system = row[:7]
        due_at, offset, precision, estimated, currencies = row[7:]
        by_notice[notice].append(
            LotFacts(
                pk=pk,
                identifier=identifier,
                cpv=cpv,
                nature=nature,
                framework=framework,
                purchasing_system=system,
                tenders_due_on=told_day(due_at, offset, precision) if due_at else None,
                estimated=_money(estimated, currencies.get("estimated_value")),
            )
        )
    return by_notice


def _results(found: QuerySet[LotResult]) -> dict[int, list[ResultFacts]]:
    by_notice: dict[int, list[ResultFacts]] = defaultdict(list)
    rows = found.order_by("notice_id", "key").values_list(
        "notice_id", "pk", "key", "lot_identifier", "outcome", "tender_count", "sme_tender_count"
    )
    for notice, pk, key, lot, outcome, count, sme_count in rows.iterator():
        by_notice[notice].append(
            ResultFacts(
                pk=pk, key=key, lot=lot, outcome=outcome, tender_count=count, sme_tender_count=sme_count
            )
        )
    return by_notice


def _tenders(found: QuerySet[Tender]) -> dict[int, list[TenderFacts]]:
    by_notice: dict[int, list[TenderFacts]] = defaultdict(list)
    rows = found.order_by("notice_id", "key").values_list(
        "notice_id",
        "result_id",
        "key",
        "lot_identifier",
        "value",
        "currency",
        "rank",
        "is_winner",
        "tenderers",
        "contract_identifier",
        "concluded_on",
        "decided_on",
    )
    for (
        notice,
        result,
        key,
        lot,
        value,
        currency,
        rank,
        is_winner,
        tenderers,
        contract,
        concluded,
        decided,
    ) in rows.iterator():
        by_notice[notice].append(
            TenderFacts(
                result=result,
                key=key,
                lot=lot,
                value=_money(value, currency),
                rank=rank,
                is_winner=is_winner,
                tenderers=tuple(tenderers),
                contract=contract,
                concluded_on=concluded,
                decided_on=decided,
            )
        )
    return by_notice


def _winners(found: QuerySet[Party]) -> dict[int, dict[str, WinnerFacts]]:
    by_notice: dict[int, dict[str, WinnerFacts]] = defaultdict(dict)
    rows = found.values_list("notice_id", "key", "business_id", "names", "country", "size")
    for notice, key, business_id, names, country, size in rows.iterator():
        by_notice[notice][key] = WinnerFacts(
            business_id=business_id, name=choose_text(names, "fi")[0], country=country, size=size
        )
    return by_notice


def _money(amount: Decimal | None, currency: str | None) -> Money | None:
    return None if amount is None else Money(amount, currency or "")
