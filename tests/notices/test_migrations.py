"""Changes of the tables run over notices that are there already."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from majakka.notices.models import Notice
from tests.web import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def first_tables():
    """The tables as they were first made; afterwards as they are now."""

    def migrate(name: str) -> None:
        executor = MigrationExecutor(connection)
        executor.migrate([("notices", name)])

    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("notices")[0][1]
    yield lambda: migrate("0001_initial"), lambda: migrate(newest)
    migrate(newest)


def test_recorded_notices_are_found_by_the_same_words_after_a_way_back_and_forth(first_tables) -> None:
    to_first, to_newest = first_tables
    make.notice("7-2026", titles={"fi": "Latukone"})
    make.notice("8-2026", titles={"fi": "Kävelysilta"})
    to_first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_text FROM notices_notice ORDER BY number")
        assert [row[0] for row in cursor.fetchall()] == ["latukone 7-2026", "kävelysilta 8-2026"]
    to_newest()
    assert [n.number for n in Notice.objects.filter(search_text__text__contains="kävelysilta")] == ["8-2026"]


def test_notices_recorded_before_zones_were_kept_have_none(first_tables) -> None:
    to_first, to_newest = first_tables
    make.lot(make.notice("7-2026", tenders_due_at=make.MOMENT))
    to_first()
    to_newest()
    notice = Notice.objects.get()
    assert (notice.dispatched_at, notice.dispatched_offset) == (make.MOMENT, None)
    assert (notice.tenders_due_at, notice.tenders_due_offset) == (make.MOMENT, None)
    assert (notice.dispatched_precision, notice.tenders_due_precision) == ("", "")
    assert set(notice.lots.values_list("tenders_due_offset", "tenders_due_precision")) == {(None, "")}
