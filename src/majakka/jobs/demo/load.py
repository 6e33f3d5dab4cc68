"""Loading the demo country, and taking it out again."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import orjson
from django.conf import settings
from django.db import transaction

from majakka.accounts.models import User
from majakka.accounts.operations import invite_person, set_password
from majakka.base.archive import Archive
from majakka.base.errors import MajakkaError
from majakka.indicators.models import Indicator
from majakka.intake.operations import import_notices
from majakka.jobs.demo.country import BODIES, COUNTRY, ROOT
from majakka.jobs.demo.eforms import write_notices
from majakka.jobs.demo.purchases import PURCHASES, draw_purchases
from majakka.notices.operations import remove_demo_notices
from majakka.organisations.models import Affiliation, Organisation
from majakka.strategy.models import Goal, Programme, Target

SEED = 20_261_120
_PEOPLE = (
    ("ohjaaja", "national-steerer", "xv-valtio", "Aava Kajo", "fi"),
    ("hallinnonala", "branch-coordinator", "xv-b-liikkuminen", "Tuisku Halla", "fi"),
    ("hankinta", "procurement-lead", "xv-reittivirasto", "Usva Selkä", "fi"),
    ("vastuu", "responsible-person", "xv-k-sundhamn", "Dimma Skär", "sv"),
)
_MAIL = "valomaa.example"


def load_demo(
    *,
    now: datetime,
    today: date,
    purchases: int = PURCHASES,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Load the demo country once: bodies, notices, a programme, people. Returns the number of notices read.

    Loading again when it is there does nothing and returns 0. The programme comes last and says that all is there:
    what a killed load left is taken out first. Raises MajakkaError if a file of ours is refused.
    """
    if Programme.objects.filter(is_demo=True).exists():
        return 0
    remove_demo()
    with transaction.atomic():
        _make_bodies()
    with tempfile.TemporaryDirectory(prefix="valomaa-") as folder:
        _write_files(Path(folder), today=today, purchases=purchases)
        outcome = import_notices([Path(folder)], now=now, is_demo=True, progress=progress)
    if outcome.rejections:
        first = outcome.rejections[0]
        raise MajakkaError(f"demo notice refused: {first.file} {first.place}: {first.message}")
    with transaction.atomic():
        _make_people(today)
        _make_programme(today)
    return outcome.read


def remove_demo() -> int:
    """Take everything of the demo country out, its raw files too, and nothing else. Returns how many notices went.

    The audit log stays: that there was a demo is part of what was done here.
    """
    with transaction.atomic():
        removed, contents = remove_demo_notices()
        Programme.objects.filter(is_demo=True).delete()
        User.objects.filter(is_demo=True).delete()
        Organisation.objects.filter(is_demo=True).delete()
    archive = Archive(Path(settings.ARCHIVE))
    for sha256 in contents:
        archive.forget(sha256)
    _login_file().unlink(missing_ok=True)
    return removed


def demo_logins() -> dict[str, str]:
    """Mail address and password of each demo person; empty when the demo is not loaded here."""
    path = _login_file()
    return orjson.loads(path.read_bytes()) if path.exists() else {}


def _login_file() -> Path:
    return Path(settings.DATA) / "demo_logins.json"


def _write_files(folder: Path, *, today: date, purchases: int) -> None:
    """One folder a hundred purchases, so that no folder grows large."""
    for purchase in draw_purchases(seed=SEED, today=today, count=purchases):
        batch = folder / f"{purchase.number // 100:03d}"
        batch.mkdir(exist_ok=True)
        for notice in write_notices(purchase, today=today):
            (batch / notice.name).write_bytes(notice.xml)
            if notice.statistics:
                path = batch / notice.name.replace(".xml", ".statistics.json")
                path.write_bytes(orjson.dumps(notice.statistics))


def _make_bodies() -> None:
    of_code: dict[str, Organisation] = {}
    for body in BODIES:
        of_code[body.code] = Organisation.objects.create(
            code=body.code,
            business_id=body.identifier if body.weight else "",
            country=COUNTRY,
            name_fi=body.name_fi,
            name_sv=body.name_sv,
            name_en=body.name_en,
            type=body.type,
            source="majakka demo",
            is_demo=True,
        )
        if body.parent:
            Affiliation.objects.create(member=of_code[body.code], parent=of_code[body.parent])


def _make_people(today: date) -> None:
    """People with a password made here and now; it is kept in the data folder, readable by its owner only."""
    logins: dict[str, str] = {}
    for mailbox, role, code, name, language in _PEOPLE:
        organisation = Organisation.objects.get(code=code)
        email = f"{mailbox}@{_MAIL}"
        user = invite_person(
            email,
            organisation=organisation,
            role=role,
            today=today,
            name=name,
            language=language,
            is_demo=True,
        )
        logins[email] = f"valo-{secrets.token_hex(6)}"
        set_password(user, password=logins[email])
    path = _login_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(orjson.dumps(logins))


def _make_programme(today: date) -> None:
    first = today.year - 2
    programme = Programme.objects.create(
        code="valomaa",
        owner=Organisation.objects.get(code=f"{ROOT}-valtio"),
        kind="national-strategy",
        name_fi="Valomaan hankintastrategia",
        name_sv="Ljuslandets upphandlingsstrategi",
        name_en="Procurement strategy of Valomaa",
        summary_fi="Keksityn maan ohjelma: näyttää, miten tavoite ja ilmoitukset kohtaavat.",
        summary_sv="Det påhittade landets program: visar hur målet och annonserna möts.",
        summary_en="Programme of the invented country: shows how a goal and notices meet.",
        starts_on=date(first, 1, 1),
        source="majakka demo",
        is_demo=True,
    )
    goal = Goal.objects.create(
        programme=programme,
        code="T1",
        name_fi="Uudet ratkaisut hankintoihin",
        name_sv="Nya lösningar i upphandlingen",
        name_en="New solutions in procurement",
        description_fi="Osa hankintojen arvosta käytetään ratkaisuihin, jotka ovat uusia markkinoilla.",
        description_sv="En del av upphandlingens värde används till lösningar som är nya på marknaden.",
        description_en="Part of the value of procurement goes to solutions that are new to the market.",
        indicator=Indicator.objects.get(code="innovation-new-to-market"),
    )
    for year, due, value in ((first, first + 1, "0.05"), (first + 2, first + 4, "0.10")):
        Target.objects.create(
            goal=goal,
            starts_on=date(year, 1, 1),
            due_on=date(due, 12, 31),
            value=Decimal(value),
            source="majakka demo",
        )
