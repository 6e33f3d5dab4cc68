"""The invented country: loaded once, marked on every page, out with the first real file, removed whole."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from majakka.accounts.models import User
from majakka.accounts.operations import invite_person
from majakka.base.models import RawFile
from majakka.classification.models import Finding
from majakka.classification.operations import ensure_definitions
from majakka.indicators.models import Value
from majakka.indicators.operations import ensure_indicators
from majakka.jobs.commands.main import main
from majakka.jobs.demo import load
from majakka.notices.models import Notice
from majakka.organisations.models import Organisation
from majakka.organisations.operations import load_starter_organisations
from majakka.strategy.models import Programme
from majakka.strategy.operations import ensure_national_programme
from tests.flows.eforms_files import LotText, award

pytestmark = pytest.mark.django_db
DEMO = ["demo", "--purchases", "40"]
MARK = 'class="mj-demo"'
PAGES = ("/en/", "/fi/", "/sv/", "/en/notices/", "/en/organisations/", "/en/programme/")


@pytest.fixture
def ground(settings: Any) -> None:
    """A fresh store as `majakka migrate` leaves it. Passwords are hashed fast: nobody guesses at them here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_starter_organisations()
    ensure_definitions()
    ensure_indicators()
    ensure_national_programme()


def load_demo(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(DEMO) == 0
    return capsys.readouterr().out


def import_real(folder: Path, *, name: str = "real") -> None:
    lots = (LotText(strategic=("inn-pur",), innovation=("mar-nov",), value="1000"),)
    path = folder / f"{name}.xml"
    path.write_bytes(award(name, f"{len(name)}-2025", date(2025, 5, 6), *lots, purchase=name))
    assert main(["import", "notices", str(path), "--json"]) == 0


def is_marked(client: Client, address: str) -> bool:
    response = client.get(address)
    assert response.status_code == 200, address
    return MARK in response.content.decode()


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table. Left out: the audit log, which tells that a demo came and went, and sessions."""
    return {model._meta.label: rows_of(model) for model in apps.get_models() if not is_left_out(model)}


def is_left_out(model: type[models.Model]) -> bool:
    return model._meta.app_label in ("auditlog", "sessions") or not model._meta.managed


def rows_of(model: type[models.Model]) -> list[dict[str, Any]]:
    # the moment of measuring is that of the run, not of the demo; a value measured anew has another key
    passing = ("measured_at", "id") if model is Value else ()
    found = [{k: v for k, v in row.items() if k not in passing} for row in model.objects.values()]
    return sorted(found, key=repr)


def files() -> set[str]:
    """Archived contents and what lies beside the database, without the lake, which is made anew."""
    return {
        str(path.relative_to(settings.DATA))
        for path in settings.DATA.rglob("*")
        if path.is_file() and settings.LAKE not in path.parents and path.name != "steps.lock"
    }


def test_the_demo_is_loaded_once_and_every_page_says_that_it_is_invented(
    ground: None, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    told = load_demo(capsys)
    assert "@valomaa.example" in told
    notices = Notice.objects.count()
    assert notices >= 40
    assert not Notice.objects.filter(is_demo=False).exists()
    assert Value.objects.filter(country="XV").exists()
    assert not Value.objects.filter(organisation=None, country="").exists(), (
        "invented figures are in no sum of all"
    )
    assert [address for address in PAGES if not is_marked(client, address)] == []
    before = rows()
    assert load_demo(capsys).endswith(told.splitlines()[-1] + "\n"), "the logins are shown again"
    assert rows() == before


def test_the_first_real_file_takes_the_mark_and_the_invented_figures_away(
    ground: None, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_demo(capsys)
    import_real(tmp_path)
    assert [address for address in PAGES if is_marked(client, address)] == []
    front = client.get("/en/?year=2025").context["overview"]
    assert front.country != "XV"
    assert "XV" not in [scope.country for scope in front.scopes]
    assert front.figure.count.whole == 1
    assert [row.notice.number for row in client.get("/en/notices/").context["page"].rows] == ["4-2025"]
    for address in ("/api/v1/notices", "/api/v1/changes"):
        assert [item["number"] for item in client.get(address).json()["items"]] == ["4-2025"]
    countries = {value["country"] for value in client.get("/api/v1/values?limit=1000").json()["items"]}
    assert "XV" not in countries
    assert is_marked(client, "/en/?country=XV"), "who asks for the demo country still gets it, marked"


def test_removing_the_demo_leaves_everything_else_as_it_was(
    ground: None, tmp_path: Path, today: date, capsys: pytest.CaptureFixture[str]
) -> None:
    import_real(tmp_path)
    helsinki = Organisation.objects.get(code="helsinki")
    invite_person("aino@example.fi", organisation=helsinki, role="expert", today=today)
    before, files_before = rows(), files()
    load_demo(capsys)
    assert rows() != before
    assert files() > files_before
    assert main(["demo", "--remove"]) == 0
    after = rows()
    assert {name for name in before if after[name] != before[name]} == set()
    assert files() == files_before
    assert Finding.objects.exists()
    assert User.objects.count() == 1


def test_removing_what_is_not_there_removes_nothing(
    ground: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_real(tmp_path)
    before = rows()
    assert main(["demo", "--remove"]) == 0
    assert "0" in capsys.readouterr().out
    assert rows() == before


def test_after_removing_it_the_demo_can_be_loaded_again(
    ground: None, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    load_demo(capsys)
    first = set(Notice.objects.values_list("number", "raw_file__sha256"))
    assert main(["demo", "--remove"]) == 0
    assert Notice.objects.count() == RawFile.objects.count() == 0
    assert not list(settings.ARCHIVE.rglob("*.zst"))
    assert client.get("/en/").status_code == 200
    load_demo(capsys)
    assert set(Notice.objects.values_list("number", "raw_file__sha256")) == first


@pytest.mark.parametrize("point", ["_write_files", "import_notices", "_make_programme"])
def test_a_load_that_broke_off_is_made_whole_by_the_next(
    ground: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], point: str
) -> None:
    whole = getattr(load, point)

    def break_off(*args: Any, **kwargs: Any) -> None:
        if point == "import_notices":
            whole(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(load, point, break_off)
        assert main(DEMO) == 130
    assert not Programme.objects.filter(is_demo=True).exists()
    assert "@valomaa.example" in load_demo(capsys)
    notices = Notice.objects.count()
    assert notices >= 40
    assert Organisation.objects.filter(is_demo=True).count() == len(load.BODIES)
    logins = json.loads((settings.DATA / "demo_logins.json").read_bytes())
    assert set(logins) == set(User.objects.filter(is_demo=True).values_list("email", flat=True))
