"""The steps behind an import: done when something changed, by one process at a time."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from majakka.indicators.operations import ensure_indicators
from majakka.jobs.steps import StepsSummary, run_steps, steps_held
from majakka.organisations.models import Affiliation, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _indicators() -> None:
    ensure_indicators()


def test_measures_are_made_once_and_then_left_alone(now: datetime) -> None:
    assert run_steps(now=now) == StepsSummary(classified=0, has_measured=True)
    assert run_steps(now=now + timedelta(hours=1)) == StepsSummary(classified=0, has_measured=False)


def test_a_change_in_the_tree_of_bodies_makes_the_measures_due(now: datetime) -> None:
    run_steps(now=now)
    parent = Organisation.objects.create(code="ministry", name_fi="Ministeriö", type="ministry")
    member = Organisation.objects.create(code="agency", name_fi="Virasto", type="agency")
    assert run_steps(now=now).has_measured
    affiliation = Affiliation.objects.create(member=member, parent=parent)
    assert run_steps(now=now).has_measured
    affiliation.ends_on = now.date()
    affiliation.save()
    assert run_steps(now=now).has_measured
    assert not run_steps(now=now).has_measured


def test_an_emptied_lake_makes_the_measures_due(now: datetime, settings: Settings) -> None:
    run_steps(now=now)
    lake: Path = settings.LAKE
    (lake / "measured-from.json").unlink()
    assert run_steps(now=now).has_measured


def test_a_damaged_stamp_makes_the_measures_due(now: datetime, settings: Settings) -> None:
    run_steps(now=now)
    lake: Path = settings.LAKE
    (lake / "measured-from.json").write_text("{")
    assert run_steps(now=now).has_measured


def test_a_second_process_leaves_the_steps_to_the_first(now: datetime) -> None:
    with steps_held() as is_ours:
        assert is_ours
        assert run_steps(now=now, wait=False) == StepsSummary(is_busy=True)
    assert not run_steps(now=now, wait=False).is_busy


def test_the_planner_of_the_database_knows_the_rows_afterwards(now: datetime) -> None:
    known = {
        "postgresql": "SELECT count(*) FROM pg_statistic WHERE starelid = 'organisations_organisation'::regclass",
        "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'organisations_organisation'",
    }[connection.vendor]
    Organisation.objects.create(code="agency", name_fi="Virasto", type="agency")
    run_steps(now=now)
    with connection.cursor() as cursor:
        cursor.execute(known)
        assert cursor.fetchone()[0] > 0
