"""One notice as JSON: every field of `notices.records.NoticeRecord`, under the same names.

Beside them: `number` (the public address), `procedure` (the key that joins the notices of one purchase),
`is_current`, `stage`, `is_demo`, `listed_value`, the code of each matched organisation, the findings of each lot
with their evidence, and the hash of the raw file. Names, identifiers and cities of natural persons (BT-633) are
withheld: the party stays, with its roles, country and size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from majakka.exports.numbers import as_json, ordered
from majakka.notices.models import Lot, LotResult, Notice, Party, Tender
from majakka.notices.rules import as_published


def json_lines(notices: Iterable[Notice]) -> Iterator[bytes]:
    """One notice a line."""
    for notice in notices:
        yield as_json(notice_object(notice)) + b"\n"


def notice_object(notice: Notice) -> dict[str, Any]:
    """The notice with its details (rows.with_details)."""
    tenders = sorted(notice.tenders.all(), key=lambda tender: tender.key)
    results = sorted(notice.results.all(), key=lambda result: result.key)
    return {
        "number": notice.number,
        "identifier": notice.identifier,
        "version": notice.version,
        "is_current": notice.is_current,
        "publication_number": notice.publication_number,
        "procedure": notice.procedure.key,
        "procedure_key": notice.procedure_key,
        "refers_to": notice.refers_to,
        "changes": notice.changes,
        "internal_identifier": notice.internal_identifier,
        "source": notice.source,
        "schema": notice.schema,
        "reader_version": notice.reader_version,
        "raw_sha256": notice.raw_file.sha256,
        "is_demo": notice.is_demo,
        "subtype": notice.subtype,
        "notice_type": notice.notice_type,
        "form_type": notice.form_type,
        "stage": notice.stage,
        "legal_basis": notice.legal_basis,
        "dispatched_at": as_published(notice.dispatched_at, notice.dispatched_offset),
        "dispatched_precision": notice.dispatched_precision,
        "published_on": notice.published_on,
        "language": notice.language,
        "languages": notice.languages,
        "titles": ordered(notice.titles),
        "descriptions": ordered(notice.descriptions),
        "nature": notice.nature,
        "cpv": notice.cpv,
        "additional_cpv": notice.additional_cpv,
        "places": notice.places,
        "procedure_type": notice.procedure_type,
        "is_accelerated": notice.is_accelerated,
        "direct_award_reasons": notice.direct_award_reasons,
        "direct_award_texts": ordered(notice.direct_award_texts),
        "estimated_value": _money(notice, "estimated_value"),
        "framework_maximum": _money(notice, "framework_maximum"),
        "total_value": _money(notice, "total_value"),
        "framework_total": _money(notice, "framework_total"),
        "listed_value": money(notice.listed_value, notice.listed_currency),
        "parties": [
            party_object(party) for party in sorted(notice.parties.all(), key=lambda party: party.key)
        ],
        "lots": [_lot(lot) for lot in sorted(notice.lots.all(), key=lambda lot: (lot.kind, lot.identifier))],
        "results": [_result(result, tenders) for result in results],
        "tenders": [_tender(tender) for tender in tenders],
        "contracts": _contracts(tenders),
    }


def money(amount: Decimal | None, currency: str) -> dict[str, Any] | None:
    return None if amount is None else {"amount": amount, "currency": currency}


def party_object(party: Party) -> dict[str, Any]:
    """A party; of a natural person only what does not tell who it is."""
    is_person = party.is_natural_person
    return {
        "key": party.key,
        "names": {} if is_person else ordered(party.names),
        "roles": party.roles,
        "identifiers": [] if is_person else party.identifiers,
        "business_id": "" if is_person else party.business_id,
        "organisation": None if is_person or party.organisation is None else party.organisation.code,
        "country": party.country,
        "nuts": "" if is_person else party.nuts,
        "city": "" if is_person else party.city,
        "size": party.size,
        "legal_type": party.legal_type,
        "activity": party.activity,
        "is_lead": party.is_lead,
        "is_natural_person": is_person,
    }


def _money(row: Notice | Lot | LotResult, field: str) -> dict[str, Any] | None:
    return money(getattr(row, field), row.currencies.get(field, ""))


def _lot(lot: Lot) -> dict[str, Any]:
    return {
        "identifier": lot.identifier,
        "kind": lot.kind,
        "titles": ordered(lot.titles),
        "descriptions": ordered(lot.descriptions),
        "nature": lot.nature,
        "cpv": lot.cpv,
        "additional_cpv": lot.additional_cpv,
        "places": lot.places,
        "estimated_value": _money(lot, "estimated_value"),
        "framework_maximum": _money(lot, "framework_maximum"),
        "framework": lot.framework,
        "purchasing_system": lot.purchasing_system,
        "tenders_due_at": as_published(lot.tenders_due_at, lot.tenders_due_offset),
        "tenders_due_precision": lot.tenders_due_precision,
        "starts_on": lot.starts_on,
        "ends_on": lot.ends_on,
        "duration_value": lot.duration_value,
        "duration_unit": lot.duration_unit,
        "strategic": lot.strategic,
        "innovation": lot.innovation,
        "environment": lot.environment,
        "social": lot.social,
        "gpp_criteria": lot.gpp_criteria,
        "strategic_texts": ordered(lot.strategic_texts),
        "accessibility": lot.accessibility,
        "reserved": lot.reserved,
        "sme_suitable": lot.sme_suitable,
        "variants": lot.variants,
        "clean_vehicles": lot.clean_vehicles,
        "eu_funded": lot.eu_funded,
        "criteria": [_criterion(criterion) for criterion in lot.criteria],
        "statistics": {key: lot.statistics[key] for key in sorted(lot.statistics)},
        "findings": _findings(lot),
    }


def _criterion(criterion: Mapping[str, Any]) -> dict[str, Any]:
    weight = criterion.get("weight")
    return {
        "kind": criterion.get("kind", ""),
        "names": ordered(criterion.get("names") or {}),
        "descriptions": ordered(criterion.get("descriptions") or {}),
        "weight": None if weight in (None, "") else Decimal(str(weight)),
        "weight_kind": criterion.get("weight_kind", ""),
    }


def _findings(lot: Lot) -> list[dict[str, Any]]:
    """What the definitions in force say; a definition that is not named says unknown."""
    found = sorted(lot.findings.all(), key=lambda finding: finding.definition.code)
    return [
        {
            "definition": finding.definition.code,
            "version": finding.definition.version,
            "answer": finding.answer,
            "evidence": [{key: piece[key] for key in sorted(piece)} for piece in finding.evidence],
        }
        for finding in found
    ]


def _result(result: LotResult, tenders: list[Tender]) -> dict[str, Any]:
    return {
        "key": result.key,
        "lot": result.lot_identifier,
        "outcome": result.outcome,
        "reason": result.reason,
        "submissions": [{"kind": code, "count": count} for code, count in result.submissions],
        "tender_count": result.tender_count,
        "sme_tender_count": result.sme_tender_count,
        "tenders": [tender.key for tender in tenders if tender.result_id == result.pk],
        "lowest": _money(result, "lowest"),
        "highest": _money(result, "highest"),
        "framework_value": _money(result, "framework_value"),
        "complaints": result.complaints,
    }


def _tender(tender: Tender) -> dict[str, Any]:
    return {
        "key": tender.key,
        "lot": tender.lot_identifier,
        "identifier": tender.identifier,
        "value": money(tender.value, tender.currency),
        "rank": tender.rank,
        "is_winner": tender.is_winner,
        "tenderers": tender.tenderers,
        "subcontractors": tender.subcontractors,
    }


def _contracts(tenders: list[Tender]) -> list[dict[str, Any]]:
    contracts: dict[str, dict[str, Any]] = {}
    for tender in tenders:
        if not tender.contract_key:
            continue
        contract = contracts.setdefault(
            tender.contract_key,
            {
                "key": tender.contract_key,
                "identifier": tender.contract_identifier,
                "titles": ordered(tender.contract_titles),
                "tenders": [],
                "concluded_on": tender.concluded_on,
                "decided_on": tender.decided_on,
            },
        )
        contract["tenders"].append(tender.key)
    return [contracts[key] for key in sorted(contracts)]
