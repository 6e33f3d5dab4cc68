"""Notices to measure with: the real ones, re-numbered until there are enough; demo notices where there are none."""

import os
import re
import tarfile
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from majakka.jobs.demo.eforms import write_notices
from majakka.jobs.demo.purchases import draw_purchases

_CHECKOUT = Path(__file__).resolve().parent.parent
_UUID = rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_NOTICE_ID = re.compile(rb'(<cbc:ID[^>]*schemeName="notice-id"[^>]*>)[^<]*')
_FOLDER_ID = re.compile(rb"(<cbc:ContractFolderID[^>]*>)\s*" + _UUID)
_OJS_ID = re.compile(rb"(<efbc:NoticePublicationID[^>]*>)\s*0*\d+-(\d{4})")
_TED_DOC_ID = re.compile(rb'(DOC_ID=")0*\d+-(\d{4})"')
_TED_OJS = re.compile(rb"(<NO_DOC_OJS>\d{4}/S \d{3}-)\d+(</NO_DOC_OJS>)")


def real_notices() -> list[bytes]:
    """All genuine notices beside the checkout: eForms and TED XML; the demo country's when there are none."""
    folder = Path(os.environ.get("MAJAKKA_SHARED", _CHECKOUT.parent / "shared")) / "data"
    if not folder.is_dir():
        return [notice.xml for purchase in draw_purchases(seed=1, today=date(2026, 11, 20))
                for notice in write_notices(purchase, today=date(2026, 11, 20))]  # fmt: skip
    found = [
        path.read_bytes()
        for name in ("eforms-ted", "eforms-doffin", "ted-legacy-fi")
        for path in sorted((folder / name).glob("*.xml"))
    ]
    with tarfile.open(folder / "ted-legacy-eu.tar.gz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".xml") and (content := archive.extractfile(member)):
                found.append(content.read())
    return found


def renumbered(originals: list[bytes], wanted: int, *, first: int = 0) -> Iterator[bytes]:
    """`wanted` notices: the originals again and again, each time under new identifiers, counted from `first`."""
    for serial in range(first, first + wanted):
        yield _renumber(originals[serial % len(originals)], serial + 1)


def write_notice_files(folder: Path, originals: list[bytes], wanted: int, *, first: int = 0) -> int:
    """Write the notices as files, a thousand a folder. Returns the number of bytes."""
    total = 0
    for serial, data in enumerate(renumbered(originals, wanted, first=first), start=first):
        batch = folder / f"{serial // 1000:04d}"
        batch.mkdir(parents=True, exist_ok=True)
        (batch / f"{serial:07d}.xml").write_bytes(data)
        total += len(data)
    return total


def _renumber(data: bytes, serial: int) -> bytes:
    notice = str(uuid.uuid5(uuid.NAMESPACE_OID, f"notice {serial}")).encode()
    procedure = str(uuid.uuid5(uuid.NAMESPACE_OID, f"procedure {serial}")).encode()
    number = str(10_000_000 + serial).encode()
    data = _NOTICE_ID.sub(rb"\g<1>" + notice, data)
    data = _FOLDER_ID.sub(rb"\g<1>" + procedure, data)
    data = _OJS_ID.sub(rb"\g<1>" + number + rb"-\g<2>", data)
    data = _TED_DOC_ID.sub(rb"\g<1>" + number + rb'-\g<2>"', data)
    return _TED_OJS.sub(rb"\g<1>" + number + rb"\g<2>", data)
