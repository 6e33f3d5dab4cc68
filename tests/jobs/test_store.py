"""`majakka migrate`: a store that is ready, however often it is asked for."""

import argparse
from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from pytest_django import Settings

from majakka.jobs.commands import migrate
from majakka.jobs.store import load_reference_data, make_folders, pending_migrations

pytestmark = pytest.mark.django_db


def _rows() -> dict[str, int]:
    models: list[type[Model]] = [m for m in apps.get_models() if m.__module__.startswith("majakka.")]
    return {model.__name__: model._default_manager.count() for model in models}


def test_folders_are_closed_to_other_accounts(settings: Settings) -> None:
    make_folders()
    lake: Path = settings.LAKE
    assert lake.is_dir()
    assert lake.stat().st_mode & 0o007 == 0


def test_reference_data_makes_a_fresh_store_useful(now: datetime) -> None:
    load_reference_data(now=now)
    rows = _rows()
    assert all(
        rows[name] for name in ("Organisation", "Definition", "Indicator", "Programme", "Goal", "Target")
    )


def test_loading_reference_data_again_changes_no_number_of_rows(now: datetime) -> None:
    load_reference_data(now=now)
    before = _rows()
    load_reference_data(now=now)
    assert _rows() == before


def test_a_test_database_has_had_every_migration() -> None:
    assert pending_migrations() == []


def test_migrate_ends_well_and_loads_no_demo_unless_asked() -> None:
    assert migrate.run(argparse.Namespace(demo=False)) == 0
    assert _rows()["Notice"] == 0
