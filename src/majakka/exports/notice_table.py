"""Notices as a table: one row a notice, the facts that people sort and sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from majakka.base.text import choose_text
from majakka.exports.tables import csv_lines
from majakka.notices.choices import LotKind
from majakka.notices.models import Notice
from majakka.notices.rules import as_published

HEADER = (
    "number",
    "version",
    "identifier",
    "procedure",
    "published_on",
    "stage",
    "subtype",
    "notice_type",
    "legal_basis",
    "language",
    "title",
    "buyer",
    "buyer_business_id",
    "buyer_organisation",
    "buyer_country",
    "nature",
    "cpv",
    "additional_cpv",
    "places",
    "procedure_type",
    "lots",
    "tenders_due_at",
    "tenders_due_precision",
    "estimated_value",
    "estimated_currency",
    "total_value",
    "total_currency",
    "listed_value",
    "listed_currency",
    "tenders_received_by_lot",
    "winners",
    "strategic",
    "innovation",
    "environment",
    "social",
    "gpp_criteria",
    "definitions_yes",
    "definitions_no",
    "is_current",
    "is_demo",
)


def notice_csv(notices: Iterable[Notice], *, language: str) -> Iterator[bytes]:
    """CSV of the notices (rows.with_details). `language` chooses among the languages of titles and names."""
    return csv_lines(HEADER, (_row(notice, language) for notice in notices))


def _row(notice: Notice, language: str) -> tuple[Any, ...]:
    parties = sorted(notice.parties.all(), key=lambda party: party.key)
    buyers = [party for party in parties if party.is_buyer]
    lead = next((party for party in buyers if party.is_lead), buyers[0] if buyers else None)
    lots = sorted(notice.lots.all(), key=lambda lot: (lot.kind, lot.identifier))
    results = sorted(notice.results.all(), key=lambda result: result.key)
    counts = [result.tender_count for result in results if result.tender_count is not None]
    findings = [finding for lot in lots for finding in lot.findings.all()]
    winners = [choose_text(p.names, language)[0] for p in parties if p.is_winner and not p.is_natural_person]
    buyer_name = choose_text(lead.names, language)[0] if lead and not lead.is_natural_person else ""
    return (
        notice.number,
        notice.version,
        notice.identifier,
        notice.procedure.key,
        notice.published_on,
        notice.stage,
        notice.subtype,
        notice.notice_type,
        notice.legal_basis,
        notice.language,
        choose_text(notice.titles, language)[0],
        buyer_name,
        lead.business_id if lead and not lead.is_natural_person else "",
        notice.buyer.code if notice.buyer else "",
        notice.buyer_country,
        notice.nature,
        notice.cpv,
        notice.additional_cpv,
        notice.places,
        notice.procedure_type,
        sum(lot.kind == LotKind.LOT for lot in lots),
        as_published(notice.tenders_due_at, notice.tenders_due_offset),
        notice.tenders_due_precision,
        notice.estimated_value,
        notice.currencies.get("estimated_value"),
        notice.total_value,
        notice.currencies.get("total_value"),
        notice.listed_value,
        notice.listed_currency,
        counts,
        winners,
        _codes(lot.strategic for lot in lots),
        _codes(lot.innovation for lot in lots),
        _codes(lot.environment for lot in lots),
        _codes(lot.social for lot in lots),
        _codes(lot.gpp_criteria for lot in lots),
        sorted({finding.definition.code for finding in findings if finding.answer == "yes"}),
        sorted({finding.definition.code for finding in findings if finding.answer == "no"}),
        notice.is_current,
        notice.is_demo,
    )


def _codes(lists: Iterable[list[str]]) -> list[str]:
    return sorted({code for codes in lists for code in codes})
