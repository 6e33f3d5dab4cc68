"""`majakka import codes` and `majakka import organisations`."""

import argparse
from pathlib import Path

import pytest
from django.utils import translation

from majakka.codes.models import CodeList
from majakka.jobs.commands.import_codes import add_codes_parser
from majakka.jobs.commands.import_organisations import add_organisations_parser
from majakka.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    """Run as on an English terminal: `main` chooses the language, and without it that of the pages is spoken."""
    parser = argparse.ArgumentParser()
    kinds = parser.add_subparsers()
    add_codes_parser(kinds)
    add_organisations_parser(kinds)
    args = parser.parse_args(words)
    with translation.override("en"):
        return int(args.run(args))


def test_codes_are_imported_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "colour.csv"
    path.write_text("CODE,EN\nred,Red\n", encoding="utf-8")
    assert run("codes", str(path)) == 0
    assert "colour: 1 new" in capsys.readouterr().out
    assert CodeList.objects.get().code == "colour"


def test_a_rejected_code_list_is_named_and_gives_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "colour.csv"
    path.write_text("CODE,EN\nred,Red\nred,Again\n", encoding="utf-8")
    assert run("codes", str(path)) == 3
    assert f"{path} [line 3]: 'red'" in capsys.readouterr().err


def test_a_register_is_imported_on_top_of_the_starter_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text("name,bid\nKonnevesi,0176227-7\nSalla,1\n", encoding="utf-8")
    assert run("organisations", str(path)) == 3
    printed = capsys.readouterr()
    assert "1 new, 0 updated, 0 unchanged, 1 rejected" in printed.out
    assert "[line 3]: 'Salla 1'" in printed.err
    assert Organisation.objects.filter(code__in=["fi", "konnevesi"]).count() == 2


def test_a_file_that_is_no_register_gives_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert run("organisations", str(path)) == 3
    assert "register-header" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["codes", "organisations"])
def test_a_path_that_does_not_exist_gives_2(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(kind, str(tmp_path / "none.csv")) == 2
    assert "none.csv. Check the spelling." in capsys.readouterr().err
