"""The quality page tells how many files were refused, and why, in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from majakka.intake.models import RefusedFile
from majakka.reports.quality import data_quality

pytestmark = pytest.mark.django_db


def refuse(file: str, code: str, now) -> None:
    RefusedFile.objects.create(file=file, code=code, message="Said to the operator.", refused_at=now)


def test_refused_files_are_counted_by_reason(now):
    refuse("a.xml", "cut-short", now)
    refuse("b.xml", "cut-short", now)
    refuse("c.xml", "missing-field", now)
    with translation.override("en"):
        refused = data_quality(today=date(2026, 11, 20)).refused
    assert [(one.code, one.files) for one in refused] == [("cut-short", 2), ("missing-field", 1)]
    assert refused[0].reason.startswith("The file ends in the middle")


def test_the_page_names_reasons_but_no_file(client, now):
    refuse("in/secret-path.xml", "cut-short", now)
    page = client.get("/en/quality/").content.decode()
    assert "The file ends in the middle" in page
    assert "secret-path" not in page
