"""Notices as OCDS 1.1 releases, as the OCDS profile for eForms maps them. docs/ocds.md tells every choice.

One release a notice version. Party, award, contract and bid ids are made so that the releases of one contracting
process can be merged: the same body has the same id in all of them, awards of different notices never collide.
Natural persons (BT-633) stay as parties without name, identifier or address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from majakka.base.text import choose_text
from majakka.exports import ocds_codes as codes
from majakka.exports.numbers import as_json, moment
from majakka.exports.ocds_lots import item_objects, lot_object
from majakka.exports.ocds_parts import amount, classification, filled, sourced_text
from majakka.notices.choices import LotKind
from majakka.notices.models import LotResult, Notice, Party, Tender
from majakka.notices.rules import as_published


def release_package(
    notices: Iterable[Notice], *, prefix: str, uri: str, publisher: str, published_at: datetime
) -> Iterator[bytes]:
    """A release package, streamed: head, one release after the other, foot."""
    head = {
        "uri": uri,
        "version": "1.1",
        "extensions": list(codes.EXTENSIONS),
        "publishedDate": moment(published_at),
        "publisher": {"name": publisher},
    }
    yield as_json(head)[:-1] + b',"releases":['
    separator = b"\n"
    for notice in notices:
        yield separator + as_json(release(notice, prefix=prefix))
        separator = b",\n"
    yield b"\n]}\n"


def release(notice: Notice, *, prefix: str) -> dict[str, Any]:
    """One notice (rows.with_details) as a release of the contracting process of its procedure."""
    parties = sorted(notice.parties.all(), key=lambda party: party.key)
    ids = _party_ids(notice, parties)
    references = {party.key: _reference(party, ids, notice.language) for party in parties}
    lead = next(
        (p for p in parties if p.is_buyer and p.is_lead), next((p for p in parties if p.is_buyer), None)
    )
    tags, status = codes.TAGS.get(notice.form_type, (("tender",), ""))
    tenders = sorted(notice.tenders.all(), key=lambda tender: tender.key)
    results = sorted(notice.results.all(), key=lambda result: result.key)
    return filled(
        {
            "ocid": f"{prefix}-{notice.procedure.key}",
            "id": f"{notice.identifier}-{notice.version:02d}",
            "date": moment(
                as_published(notice.dispatched_at, notice.dispatched_offset) or _midnight(notice.published_on)
            ),
            "tag": [*tags, "tenderAmendment"] if notice.changes and "tender" in tags else list(tags),
            "initiationType": "tender",
            "language": notice.language,
            "parties": [_party_object(party, ids[party.key], notice.language) for party in parties],
            "buyer": references[lead.key] if lead else None,
            "tender": _tender_object(notice, status),
            "bids": _bids(notice, results, tenders, references),
            "awards": [
                _award(notice, result, _tenders_of(result, tenders), references) for result in results
            ],
            "contracts": _contracts(notice, tenders),
            "statistics": _complaints(notice, results),
        }
    )


def _midnight(day: date | None) -> datetime:
    return datetime.combine(day or date(1970, 1, 1), time(), UTC)


# Parties


def _party_ids(notice: Notice, parties: list[Party]) -> dict[str, str]:
    """In-notice key -> id: the business identifier, which all notices share, else the notice and the key."""
    ids: dict[str, str] = {}
    for party in parties:
        shared = f"{party.country or 'XX'}-{party.business_id}"
        own = f"{notice.identifier}-{party.key}"
        is_free = party.business_id and not party.is_natural_person and shared not in ids.values()
        ids[party.key] = shared if is_free else own
    return ids


def _reference(party: Party, ids: Mapping[str, str], language: str) -> dict[str, Any]:
    name = "" if party.is_natural_person else choose_text(party.names, language)[0]
    return filled({"id": ids[party.key], "name": name})


def _party_object(party: Party, party_id: str, language: str) -> dict[str, Any]:
    details = filled(
        {
            "scale": party.size,
            "classifications": [
                *([{"scheme": "eu-buyer-legal-type", "id": party.legal_type}] if party.legal_type else []),
                *([{"scheme": "eu-main-activity", "id": party.activity}] if party.activity else []),
            ],
        }
    )
    open_facts: dict[str, Any] = {
        "id": party_id,
        "roles": [codes.ROLES.get(role, role) for role in party.roles],
    }
    if party.is_natural_person:
        return filled({**open_facts, "address": filled({"country": party.country}), "details": details})
    others = [raw for raw in party.identifiers if raw != party.business_id]
    return filled(
        {
            **sourced_text("name", party.names, language),
            **open_facts,
            "identifier": _identifier(party),
            "additionalIdentifiers": [{"id": raw} for raw in others],
            "address": filled({"locality": party.city, "region": party.nuts, "country": party.country}),
            "details": details,
        }
    )


def _identifier(party: Party) -> dict[str, str]:
    if not party.business_id:
        return {}
    return filled({"scheme": codes.REGISTERS.get(party.country, ""), "id": party.business_id})


# Tender


def _tender_object(notice: Notice, status: str) -> dict[str, Any]:
    lots = sorted(notice.lots.all(), key=lambda lot: (lot.kind, lot.identifier))
    real = [lot for lot in lots if lot.kind != LotKind.GROUP]
    return filled(
        {
            "id": notice.procedure.key,
            "identifiers": [{"id": notice.internal_identifier, "scheme": "internal"}]
            if notice.internal_identifier
            else [],
            **sourced_text("title", notice.titles, notice.language),
            **sourced_text("description", notice.descriptions, notice.language),
            "status": status,
            "legalBasis": filled({"scheme": "CELEX" if notice.legal_basis else "", "id": notice.legal_basis}),
            "value": amount(notice.estimated_value, notice.currencies.get("estimated_value")),
            "maximumValue": amount(notice.framework_maximum, notice.currencies.get("framework_maximum")),
            "procurementMethod": codes.METHODS.get(notice.procedure_type),
            "procurementMethodDetails": notice.procedure_type,
            "procurementMethodRationaleClassifications": [
                {"scheme": "eu-direct-award-justification", "id": reason}
                for reason in notice.direct_award_reasons
            ],
            **sourced_text("procurementMethodRationale", notice.direct_award_texts, notice.language),
            "procedure": filled({"isAccelerated": notice.is_accelerated}),
            "mainProcurementCategory": codes.CATEGORIES.get(notice.nature),
            "classification": classification(notice.cpv),
            "additionalClassifications": [classification(code) for code in notice.additional_cpv],
            "tenderPeriod": filled(
                {"endDate": as_published(notice.tenders_due_at, notice.tenders_due_offset)}
            ),
            "items": item_objects(notice, real),
            "lots": [lot_object(lot, notice.language) for lot in real],
            "lotGroups": [{"id": lot.identifier} for lot in lots if lot.kind == LotKind.GROUP],
        }
    )


# Outcome


def _tenders_of(result: LotResult, tenders: list[Tender]) -> list[Tender]:
    return [tender for tender in tenders if tender.result_id == result.pk]


def _award(
    notice: Notice, result: LotResult, tenders: list[Tender], references: Mapping[str, Any]
) -> dict[str, Any]:
    winning = [tender for tender in tenders if tender.is_winner is not False]
    suppliers = list(
        dict.fromkeys(key for tender in winning for key in tender.tenderers if key in references)
    )
    return filled(
        {
            "id": f"{notice.identifier}-{result.key}",
            "status": codes.AWARD_STATUS.get(result.outcome),
            "statusDetails": result.reason or result.outcome,
            "date": min((t.decided_on for t in winning if t.decided_on), default=None),
            "relatedLots": [result.lot_identifier] if result.lot_identifier else [],
            "relatedBids": [f"{notice.identifier}-{tender.key}" for tender in winning],
            "value": _sum(winning),
            "maximumValue": amount(result.framework_value, result.currencies.get("framework_value")),
            "suppliers": [references[key] for key in suppliers],
        }
    )


def _sum(tenders: list[Tender]) -> dict[str, Any] | None:
    """The tenders' values together; nothing when currencies differ or a value is missing."""
    currencies = {tender.currency for tender in tenders}
    values = [tender.value for tender in tenders if tender.value is not None]
    if not values or len(values) != len(tenders) or len(currencies) != 1:
        return None
    return amount(sum(values, Decimal(0)), currencies.pop())


def _contracts(notice: Notice, tenders: list[Tender]) -> list[dict[str, Any]]:
    """Contracts need an award to belong to (OCDS 1.1): one whose tender no result names is left out."""
    grouped: dict[str, list[Tender]] = {}
    for tender in tenders:
        if tender.contract_key and tender.result is not None:
            grouped.setdefault(tender.contract_key, []).append(tender)
    return [_contract(notice, key, grouped[key]) for key in sorted(grouped)]


def _contract(notice: Notice, key: str, tenders: list[Tender]) -> dict[str, Any]:
    first = tenders[0]
    awards = list(
        dict.fromkeys(f"{notice.identifier}-{tender.result.key}" for tender in tenders if tender.result)
    )
    return filled(
        {
            "id": f"{notice.identifier}-{key}",
            "awardID": awards[0],
            "awardIDs": awards if len(awards) > 1 else [],
            **sourced_text("title", first.contract_titles, notice.language),
            "identifiers": [{"id": first.contract_identifier}] if first.contract_identifier else [],
            "status": "active",
            "dateSigned": first.concluded_on,
            "value": _sum(tenders),
            "relatedBids": [f"{notice.identifier}-{tender.key}" for tender in tenders],
        }
    )


def _bids(
    notice: Notice, results: list[LotResult], tenders: list[Tender], references: Mapping[str, Any]
) -> dict[str, Any]:
    details = [_bid(notice, tender, references) for tender in tenders]
    statistics = [one for result in results for one in _statistics(notice, result)]
    return filled({"statistics": statistics, "details": details})


def _bid(notice: Notice, tender: Tender, references: Mapping[str, Any]) -> dict[str, Any]:
    lot = tender.lot_identifier or (tender.result.lot_identifier if tender.result else "")
    return filled(
        {
            "id": f"{notice.identifier}-{tender.key}",
            "identifiers": [{"id": tender.identifier}] if tender.identifier else [],
            "rank": tender.rank,
            "value": amount(tender.value, tender.currency),
            "tenderers": [references[key] for key in tender.tenderers if key in references],
            "relatedLots": [lot] if lot else [],
        }
    )


def _statistics(notice: Notice, result: LotResult) -> Iterator[dict[str, Any]]:
    """BT-759/760 counts, BT-710 lowest and BT-711 highest tender."""
    lot = {"relatedLots": [result.lot_identifier]} if result.lot_identifier else {}
    base = f"{notice.identifier}-{result.key}"
    for code, count in result.submissions:
        yield {"id": f"{base}-{code}", "measure": codes.MEASURES.get(code, code), "value": count, **lot}
    for field, measure in (("lowest", "lowestValidBidValue"), ("highest", "highestValidBidValue")):
        value = getattr(result, field)
        if value is not None:
            currency = filled({"currency": result.currencies.get(field)})
            yield {"id": f"{base}-{field}", "measure": measure, "value": value, **currency, **lot}


def _complaints(notice: Notice, results: list[LotResult]) -> list[dict[str, Any]]:
    return [
        filled(
            {
                "id": f"{notice.identifier}-{result.key}-complainants",
                "measure": "complainants",
                "value": result.complaints,
                "relatedLot": result.lot_identifier,
            }
        )
        for result in results
        if result.complaints is not None
    ]
