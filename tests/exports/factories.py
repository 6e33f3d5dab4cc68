"""Notices for export tests, recorded as an import would record them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from majakka.base.money import Money
from majakka.notices.models import Notice
from majakka.notices.operations import record_notices
from majakka.notices.records import CriterionRecord, LotRecord, NoticeRecord, PartyRecord
from majakka.organisations.queries import Matcher
from tests.notices.factories import award, buyer, incoming, winner

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def record(*records: NoticeRecord) -> list[Notice]:
    """Record the notices; returns them in the order given."""
    record_notices([incoming(one) for one in records], now=NOW, matcher=Matcher())
    stored = {(n.identifier, n.version): n for n in Notice.objects.all()}
    return [stored[one.identifier, one.version] for one in records]


def full_lot(identifier: str = "LOT-0001", **changes: object) -> LotRecord:
    """A lot with every field filled."""
    fields: dict[str, object] = {
        "identifier": identifier,
        "titles": {"sv": "Spårmaskin", "fi": "Latukone"},
        "descriptions": {"fi": "Uusi laji", "sv": "Ny art"},
        "nature": "supplies",
        "cpv": "43314000",
        "additional_cpv": ("34144000",),
        "places": ("FI1D7",),
        "estimated_value": Money(Decimal("12345.50"), "EUR"),
        "framework_maximum": Money(Decimal("20000.00"), "EUR"),
        "framework": "fa-w-rc",
        "purchasing_system": "dps-list",
        "tenders_due_at": datetime(2025, 4, 1, 9, tzinfo=UTC),
        "tenders_due_precision": "zone",
        "starts_on": date(2025, 7, 1),
        "ends_on": date(2026, 6, 30),
        "duration_value": Decimal("12.00"),
        "duration_unit": "MONTH",
        "strategic": ("inn-pur", "env-imp"),
        "innovation": ("mar-nov", "rd-act"),
        "environment": ("circ-econ", "other"),
        "social": ("work-cond",),
        "gpp_criteria": ("eu", "national"),
        "strategic_texts": {"fi": "Uutta markkinoille"},
        "accessibility": "inc",
        "reserved": ("res-ws",),
        "sme_suitable": True,
        "variants": "not-allowed",
        "clean_vehicles": False,
        "eu_funded": True,
        "criteria": (
            CriterionRecord(
                kind="quality", names={"fi": "Laatu"}, weight=Decimal("60.0"), weight_kind="per-exa"
            ),
            CriterionRecord(kind="price", names={"fi": "Hinta"}, weight=Decimal(40), weight_kind="per-exa"),
        ),
        "statistics": {"solutionNewToMarketOrIndustry": True, "howManyOpportunitiesIsEstimated": 3},
    }
    return LotRecord(**(fields | changes))  # type: ignore[arg-type]


def full_award(seed: int = 2, **changes: object) -> NoticeRecord:
    """A result notice in which hardly a field is empty."""
    plain = award(seed, value="10000.50")
    full = replace(
        plain,
        publication_number=f"{seed}-2025",
        titles={"sv": "Anskaffning av spårmaskin", "fi": "Latukoneen hankinta", "en": "Track machine"},
        languages=("fi", "sv"),
        total_value=Money(Decimal("10000.50"), "EUR"),
        additional_cpv=("34144000", "50000000"),
        internal_identifier="DNRO 12/2025",
        legal_basis="32014L0024",
        is_accelerated=False,
        lots=(full_lot(),),
        parties=(
            buyer(
                identifiers=("0245442-8", "FI02454428"),
                city="Testilä",
                nuts="FI1D7",
                legal_type="la",
                activity="gen-pub",
            ),
            winner(identifiers=("1234567-1",), city="Voittola"),
        ),
    )
    return replace(full, **changes)  # type: ignore[arg-type]


def natural_winner(name: str = "Salme Salainen") -> PartyRecord:
    """A winner who is a person (BT-633), with everything that could tell who."""
    return winner(
        name,
        identifiers=("010101-123N", "salme.salainen@example.fi"),
        city="Piilola",
        nuts="FI1D9",
        is_natural_person=True,
    )
