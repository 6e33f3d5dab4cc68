"""Making the store ready: data folders, database, reference data. Safe to repeat."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from majakka.classification.operations import ensure_definitions
from majakka.codes.operations import load_starter_codes
from majakka.indicators.operations import ensure_indicators
from majakka.organisations.operations import load_starter_organisations
from majakka.strategy.operations import ensure_national_programme


def make_folders() -> None:
    """The folders that settings name; made for the owner's eyes only, since raw files may hold contact details."""
    for folder in (settings.DATA, settings.ARCHIVE, settings.LAKE, Path(settings.STATIC_ROOT)):
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)


def pending_migrations() -> list[str]:
    """Migrations that the database has not had. Raises OperationalError when it cannot be reached."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def update_database() -> int:
    """Apply what is pending; returns how many migrations that was."""
    pending = pending_migrations()
    if pending:
        call_command("migrate", interactive=False, verbosity=0)
    return len(pending)


def load_reference_data(*, now: datetime) -> None:
    """What a fresh store needs to be of use: code labels, organisations, definitions, indicators, the programme."""
    load_starter_codes(now=now)
    load_starter_organisations()
    ensure_definitions()
    ensure_indicators()
    ensure_national_programme()
