"""Notices for tests: each function says what is special about what it makes."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from majakka.base.archive import hash_bytes
from majakka.base.money import Money
from majakka.notices.operations import IncomingNotice
from majakka.notices.records import (
    ContractRecord,
    LotRecord,
    LotResultRecord,
    NoticeRecord,
    PartyRecord,
    TenderRecord,
)


def identifier(seed: int) -> str:
    """A notice identifier (BT-701) that is the same in every run."""
    return str(uuid.UUID(int=seed, version=4))


def buyer(name: str = "Testilän kunta", **changes: Any) -> PartyRecord:
    fields = {"key": "ORG-0001", "names": {"fi": name}, "roles": ("buyer",), "country": "FI", "is_lead": True}
    return PartyRecord(**fields | changes)


def winner(name: str = "Voittaja Oy", **changes: Any) -> PartyRecord:
    fields = {
        "key": "ORG-0002",
        "names": {"fi": name},
        "roles": ("winner",),
        "country": "FI",
        "size": "small",
    }
    return PartyRecord(**fields | changes)


def call(seed: int = 1, **changes: Any) -> NoticeRecord:
    """A call for tenders with one lot."""
    fields: dict[str, Any] = {
        "source": "eforms",
        "schema": "eforms-sdk-1.10",
        "identifier": identifier(seed),
        "procedure_key": identifier(1_000 + seed),
        "subtype": "16",
        "notice_type": "cn-standard",
        "form_type": "competition",
        "dispatched_at": datetime(2025, 3, 1, 12, tzinfo=UTC),
        "language": "fi",
        "languages": ("fi",),
        "titles": {"fi": "Latukoneen hankinta"},
        "descriptions": {"fi": "Ostetaan latukone."},
        "nature": "supplies",
        "cpv": "43314000",
        "procedure_type": "open",
        "parties": (buyer(),),
        "lots": (LotRecord(identifier="LOT-0001", titles={"fi": "Latukone"}, cpv="43314000"),),
    }
    return NoticeRecord(**fields | changes)


def award(seed: int = 2, *, value: str = "1000.00", **changes: Any) -> NoticeRecord:
    """A result with one lot, one winning tender and its contract."""
    record = call(seed, subtype="29", notice_type="can-standard", form_type="result")
    record = replace(
        record,
        dispatched_at=datetime(2025, 6, 1, 12, tzinfo=UTC),
        parties=(buyer(), winner()),
        results=(
            LotResultRecord(
                key="RES-0001",
                lot="LOT-0001",
                outcome="selec-w",
                submissions=(("tenders", 3), ("t-sme", 2)),
                tenders=("TEN-0001",),
            ),
        ),
        tenders=(
            TenderRecord(
                key="TEN-0001",
                lot="LOT-0001",
                value=Money(Decimal(value), "EUR"),
                is_winner=True,
                tenderers=("ORG-0002",),
            ),
        ),
        contracts=(ContractRecord(key="CON-0001", tenders=("TEN-0001",), concluded_on=date(2025, 5, 20)),),
    )
    return replace(record, **changes)


def incoming(record: NoticeRecord, *, content: bytes | None = None, **changes: Any) -> IncomingNotice:
    data = content if content is not None else repr(record).encode()
    fields = {
        "record": record,
        "sha256": hash_bytes(data),
        "size": len(data),
        "origin": "test.xml",
        "reader_version": "1",
    }
    return IncomingNotice(**fields | changes)
