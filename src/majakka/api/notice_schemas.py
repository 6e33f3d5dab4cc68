"""The shape of one whole notice, field for field what exports.jsonl writes (notices.records.NoticeRecord)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from majakka.api.schemas import Amount, Number, Text


class NoticeParty(Schema):
    """Of a natural person (BT-633) name, identifiers and place are withheld."""

    key: str
    names: Text
    roles: list[str]
    identifiers: list[str]
    business_id: str
    organisation: str | None
    country: str
    nuts: str
    city: str
    size: str
    legal_type: str
    activity: str
    is_lead: bool
    is_natural_person: bool


class Criterion(Schema):
    kind: str
    names: Text
    descriptions: Text
    weight: Number | None
    weight_kind: str


class Finding(Schema):
    """What a definition says of the lot, with the evidence. A definition that is not named says unknown."""

    definition: str
    version: int
    answer: str
    evidence: list[dict[str, Any]]


class NoticeLot(Schema):
    identifier: str
    kind: str
    titles: Text
    descriptions: Text
    nature: str
    cpv: str
    additional_cpv: list[str]
    places: list[str]
    estimated_value: Amount | None
    framework_maximum: Amount | None
    framework: str
    purchasing_system: str
    tenders_due_at: datetime | None
    tenders_due_precision: str
    starts_on: date | None
    ends_on: date | None
    duration_value: Number | None
    duration_unit: str
    strategic: list[str]
    innovation: list[str]
    environment: list[str]
    social: list[str]
    gpp_criteria: list[str]
    strategic_texts: Text
    accessibility: str
    reserved: list[str]
    sme_suitable: bool | None
    variants: str
    clean_vehicles: bool | None
    eu_funded: bool | None
    criteria: list[Criterion]
    statistics: dict[str, bool | int]
    findings: list[Finding]


class Submissions(Schema):
    """BT-760 kind and BT-759 count."""

    kind: str
    count: int


class NoticeResult(Schema):
    key: str
    lot: str
    outcome: str
    reason: str
    submissions: list[Submissions]
    tender_count: int | None
    sme_tender_count: int | None
    tenders: list[str]
    lowest: Amount | None
    highest: Amount | None
    framework_value: Amount | None
    complaints: int | None


class NoticeTender(Schema):
    key: str
    lot: str
    identifier: str
    value: Amount | None
    rank: int | None
    is_winner: bool | None
    tenderers: list[str]
    subcontractors: list[str]


class NoticeContract(Schema):
    key: str
    identifier: str
    titles: Text
    tenders: list[str]
    concluded_on: date | None
    decided_on: date | None


class NoticeWhole(Schema):
    number: str
    identifier: str
    version: int
    is_current: bool
    publication_number: str
    procedure: str
    procedure_key: str
    refers_to: list[str]
    changes: str
    internal_identifier: str
    source: str
    schema_version: Annotated[str, Field(alias="schema")]
    reader_version: str
    raw_sha256: str
    is_demo: bool
    subtype: str
    notice_type: str
    form_type: str
    stage: str
    legal_basis: str
    dispatched_at: datetime | None
    dispatched_precision: str
    published_on: date | None
    language: str
    languages: list[str]
    titles: Text
    descriptions: Text
    nature: str
    cpv: str
    additional_cpv: list[str]
    places: list[str]
    procedure_type: str
    is_accelerated: bool | None
    direct_award_reasons: list[str]
    direct_award_texts: Text
    estimated_value: Amount | None
    framework_maximum: Amount | None
    total_value: Amount | None
    framework_total: Amount | None
    listed_value: Amount | None
    parties: list[NoticeParty]
    lots: list[NoticeLot]
    results: list[NoticeResult]
    tenders: list[NoticeTender]
    contracts: list[NoticeContract]


class Release(Schema):
    """An OCDS 1.1 release; the standard's own schema says the rest (docs/ocds.md)."""

    ocid: str
    id: str
    date: datetime
    tag: list[str]
    initiationType: str  # noqa: N815


class ReleasePackage(Schema):
    uri: str
    version: str
    extensions: list[str]
    publishedDate: datetime  # noqa: N815
    publisher: dict[str, str]
    releases: list[Release]
