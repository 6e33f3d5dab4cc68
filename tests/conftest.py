"""What every test may use."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; tests that want it are skipped by name where it is absent."""
    folder = Path(os.environ.get("MAJAKKA_SHARED", CHECKOUT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not here (set MAJAKKA_SHARED)")
    return folder


@pytest.fixture
def now() -> datetime:
    """The given clock of the tests."""
    return datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whitenoise warns when there is none; nothing is ever put into it."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def own_data_folders(settings, tmp_path: Path, static_folder: Path) -> None:
    """No test writes into the archive or the lake of a running Majakka."""
    settings.DATA = tmp_path / "data"
    settings.ARCHIVE = tmp_path / "data" / "archive"
    settings.LAKE = tmp_path / "data" / "lake"
    settings.STATIC_ROOT = static_folder
