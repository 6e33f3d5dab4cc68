"""`majakka check`: every fault comes with its remedy."""

import argparse
from pathlib import Path

import pytest
from pytest_django import Settings

from majakka.jobs.checks import find_faults
from majakka.jobs.commands import check
from majakka.jobs.store import make_folders

pytestmark = pytest.mark.django_db


@pytest.fixture
def _ready(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with nothing wrong: folders made, style sheets there."""
    make_folders()
    vendor = tmp_path / "web" / "vendor"
    (vendor / "source-sans-3").mkdir(parents=True)
    for name in ("designsystemet.css", "designsystemet-theme.css", "source-sans-3/index.css"):
        (vendor / name).touch()
    settings.PACKAGE = tmp_path
    settings.STATICFILES_DIRS = []
    monkeypatch.delenv("MAJAKKA_SECRET_KEY", raising=False)


@pytest.mark.usefixtures("_ready")
def test_nothing_is_wrong_with_a_new_installation(capsys: pytest.CaptureFixture[str]) -> None:
    assert find_faults() == []
    assert check.run(argparse.Namespace()) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.usefixtures("_ready")
def test_missing_style_sheets_are_named(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    package: Path = settings.PACKAGE
    (package / "web" / "vendor" / "designsystemet.css").unlink()
    assert check.run(argparse.Namespace()) == 1
    shown = capsys.readouterr().out
    assert "designsystemet.css" in shown
    assert "./dev run" in shown


@pytest.mark.usefixtures("_ready")
def test_a_missing_folder_is_a_fault_with_a_remedy(settings: Settings) -> None:
    lake: Path = settings.LAKE
    lake.rmdir()
    [fault] = find_faults()
    assert str(lake) in fault.what
    assert "majakka migrate" in fault.remedy


@pytest.mark.usefixtures("_ready")
def test_a_public_server_needs_a_key_of_its_own_and_encryption(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["hankinnat.example"]
    remedies = " ".join(fault.remedy for fault in find_faults())
    assert "MAJAKKA_SECRET_KEY" in remedies
    assert "MAJAKKA_HTTPS" in remedies
    assert "MAJAKKA_DEBUG" not in remedies


@pytest.mark.usefixtures("_ready")
def test_a_mail_server_that_gives_no_answer_is_a_fault(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    [fault] = find_faults()
    assert "127.0.0.1" in fault.what
    assert "MAJAKKA_EMAIL_HOST" in fault.remedy
