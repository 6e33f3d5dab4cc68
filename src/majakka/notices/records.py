"""`NoticeRecord`: the waist of the hourglass. Every reader makes it, nothing after it knows the format.

Codes are those of eForms (SDK 1.16 code lists) whatever the source; languages are BCP 47; countries are
ISO 3166 alpha-2 (Greece GR, United Kingdom GB, "1A" Kosovo); amounts are without VAT. A value that the
source does not give is None or empty: unknown, never no. Names and contact data of officials are not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from majakka.base.money import Money
from majakka.base.text import Text

EMPTY: Mapping[str, str] = {}

ZONE_NOT_GIVEN = timezone(timedelta(0), "not given")
"""The zone of a moment that a notice gives without one: it is kept as if in UTC, and no offset is kept with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRecord:
    """An organisation as one notice names it (BT-500…): one record however many languages its name has."""

    key: str  # technical id inside the notice, "ORG-0001" (OPT-200); legacy TED: made by the reader
    names: Text
    roles: tuple[str, ...] = ()  # choices.Role values, sorted
    identifiers: tuple[str, ...] = ()  # BT-501 as written, blanks trimmed
    country: str = ""  # BT-514
    nuts: str = ""  # BT-507
    city: str = ""  # BT-513
    size: str = ""  # BT-165 economic-operator-size: micro small medium large sme
    legal_type: str = ""  # BT-11, buyers only
    activity: str = ""  # BT-10 / BT-610, buyers only
    is_lead: bool = False  # OPP-050 group lead, or the only buyer
    is_natural_person: bool = False  # BT-633


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRecord:
    """An award criterion of a lot (BT-539, BT-734, BT-540, BT-541)."""

    kind: str  # price, cost, quality
    names: Text = field(default_factory=dict)
    descriptions: Text = field(default_factory=dict)
    weight: Decimal | None = None
    weight_kind: str = ""  # number-weight code: per-exa, per-mid, poi-exa, ord-imp …


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRecord:
    """A lot, a part of a planning notice, or a group of lots, as one notice describes it."""

    identifier: str  # BT-137 "LOT-0001"; legacy TED: "LOT-0001" made from the lot number
    kind: str = "lot"  # lot, part, group
    titles: Text = field(default_factory=dict)  # BT-21
    descriptions: Text = field(default_factory=dict)  # BT-24
    nature: str = ""  # BT-23: works, supplies, services
    cpv: str = ""  # BT-262, eight digits
    additional_cpv: tuple[str, ...] = ()  # BT-263
    places: tuple[str, ...] = ()  # BT-5071 NUTS codes
    estimated_value: Money | None = None  # BT-27
    framework_maximum: Money | None = None  # BT-271: a ceiling, never added to spend
    framework: str = ""  # BT-765: none fa-mix fa-w-rc fa-wo-rc, or fa: of unknown kind
    purchasing_system: str = ""  # BT-766 dps-usage: none dps-list dps-nlist
    tenders_due_at: datetime | None = None  # BT-131, BT-1311 or BT-630, aware, in the notice's zone
    tenders_due_precision: str = ""  # choices.Precision; of a mere day tenders_due_at is the end
    starts_on: date | None = None  # BT-536
    ends_on: date | None = None  # BT-537
    duration_value: Decimal | None = None  # BT-36
    duration_unit: str = ""  # BT-36 unit: DAY WEEK MONTH YEAR
    strategic: tuple[str, ...] = ()  # BT-06 strategic-procurement
    innovation: tuple[str, ...] = ()  # BT-776 innovative-acquisition
    environment: tuple[str, ...] = ()  # BT-774 environmental-impact
    social: tuple[str, ...] = ()  # BT-775 social-objective
    gpp_criteria: tuple[str, ...] = ()  # BT-805
    strategic_texts: Text = field(default_factory=dict)  # BT-777
    accessibility: str = ""  # BT-754
    reserved: tuple[str, ...] = ()  # BT-71 reserved-procurement
    sme_suitable: bool | None = None  # BT-726
    variants: str = ""  # BT-63 permission: required allowed not-allowed
    clean_vehicles: bool | None = None  # BT-717
    eu_funded: bool | None = None  # BT-60
    criteria: tuple[CriterionRecord, ...] = ()
    statistics: Mapping[str, bool | int] = field(default_factory=dict)  # Hilma's answers, keys as in its API


@dataclass(frozen=True, slots=True, kw_only=True)
class LotResultRecord:
    """How one lot ended (efac:LotResult). Several results may name the same lot."""

    key: str  # OPT-322 "RES-0001"
    lot: str  # BT-13713, LotRecord.identifier
    outcome: str = ""  # BT-142: selec-w, clos-nw, open-nw
    reason: str = ""  # BT-144 non-award-justification
    submissions: tuple[tuple[str, int], ...] = ()  # BT-760 code and BT-759 count, in document order
    tenders: tuple[str, ...] = ()  # OPT-320, TenderRecord.key
    lowest: Money | None = None  # BT-710
    highest: Money | None = None  # BT-711
    framework_value: Money | None = None  # BT-709 maximum or BT-660 re-estimated
    complaints: int | None = None  # BT-712(b) number of complainants


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderRecord:
    """A tender named in a result (efac:LotTender); most notices name winning tenders only."""

    key: str  # OPT-321 "TEN-0001"
    lot: str = ""  # BT-13714
    identifier: str = ""  # BT-3201
    value: Money | None = None  # BT-720
    rank: int | None = None  # BT-171
    is_winner: bool | None = None  # named by a lot result with a winner, or by a contract
    tenderers: tuple[str, ...] = ()  # PartyRecord.key, leader first (OPT-300-Tenderer, OPT-170)
    subcontractors: tuple[str, ...] = ()  # OPT-301-Tenderer-SubCont


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRecord:
    """A contract that was made (efac:SettledContract)."""

    key: str  # OPT-316 "CON-0001"
    identifier: str = ""  # BT-150
    titles: Text = field(default_factory=dict)  # BT-721
    tenders: tuple[str, ...] = ()  # BT-3202
    concluded_on: date | None = None  # BT-145
    decided_on: date | None = None  # BT-1451
    is_framework: bool | None = None  # BT-768


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRecord:
    """One published notice version, whole."""

    # Identification
    source: str  # choices.Source: "eforms", "ted"
    schema: str  # "eforms-sdk-1.7", "R2.0.9.S03.E01"
    identifier: str  # BT-701 in lower case; legacy: "ted-456789-2021"
    version: int = 1  # BT-757
    publication_number: str = (
        ""  # OPP-010 normalised: no leading zeros, "525037-2024"; "" when none or "n.a."
    )
    procedure_key: str = ""  # BT-04 in lower case; legacy: what ties the notices of one purchase; "" unknown
    refers_to: tuple[
        str, ...
    ] = ()  # publication numbers or notice identifiers of earlier notices (BT-1251, OPP-090 …)
    changes: str = ""  # BT-758: identifier of the notice that this one corrects; may end "-01" (version)
    internal_identifier: str = ""  # BT-22
    # Kind
    subtype: str  # OPP-070: "16", "E3", "N4"; legacy: "F02"
    notice_type: str = ""  # BT-02
    form_type: str = (
        ""  # BT-03: planning competition dir-awa-pre result cont-modif consultation change completion bri
    )
    legal_basis: str = ""  # BT-01
    # Dates: at least one is given
    dispatched_at: datetime | None = None  # BT-05, aware, in its given zone; a mere day is its midnight
    dispatched_precision: str = ""  # choices.Precision
    published_on: date | None = None  # OPP-012
    # Languages
    language: str = ""  # BT-702(a)
    languages: tuple[str, ...] = ()  # BT-702(a) and (b), the official one first
    # What is bought
    titles: Text = field(default_factory=dict)  # BT-21-Procedure
    descriptions: Text = field(default_factory=dict)  # BT-24-Procedure
    nature: str = ""  # BT-23
    cpv: str = ""  # BT-262
    additional_cpv: tuple[str, ...] = ()  # BT-263
    places: tuple[str, ...] = ()  # BT-5071
    estimated_value: Money | None = None  # BT-27
    framework_maximum: Money | None = None  # BT-271
    # How
    procedure_type: str = ""  # BT-105
    is_accelerated: bool | None = None  # BT-106
    direct_award_reasons: tuple[str, ...] = ()  # BT-136
    direct_award_texts: Text = field(default_factory=dict)  # BT-135
    # Outcome
    total_value: Money | None = None  # BT-161
    framework_total: Money | None = None  # BT-118 (BT-1118)
    parties: tuple[PartyRecord, ...] = ()
    lots: tuple[LotRecord, ...] = ()
    results: tuple[LotResultRecord, ...] = ()
    tenders: tuple[TenderRecord, ...] = ()
    contracts: tuple[ContractRecord, ...] = ()
