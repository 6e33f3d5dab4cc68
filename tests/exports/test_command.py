"""`majakka export` from the shell."""

import json
from pathlib import Path

import pytest

from majakka.jobs.commands.main import main
from majakka.notices.models import Notice
from tests.api.factories import small_store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("file_format", "ending"), [("csv", "csv"), ("jsonl", "jsonl"), ("ocds", "json")])
def test_notices_go_into_a_file_or_to_standard_output_the_same(
    file_format: str, ending: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    small_store(3)
    path = tmp_path / f"notices.{ending}"
    assert main(["export", "notices", "--format", file_format, "-o", str(path)]) == 0
    assert main(["export", "notices", "--format", file_format]) == 0
    assert capfdbinary.readouterr().out == path.read_bytes()
    assert path.stat().st_mode & 0o444


def test_filters_have_the_names_of_the_address(tmp_path: Path) -> None:
    small_store(3)
    path = tmp_path / "notices.jsonl"

    def numbers(*filters: str) -> list[str]:
        assert main(["export", "notices", "--format", "jsonl", *filters, "-o", str(path)]) == 0
        return [json.loads(line)["number"] for line in path.read_bytes().splitlines()]

    assert numbers("--stage", "awarded", "--q", "latukone") == ["2-2025", "3-2025", "4-2025"]
    assert numbers("--stage", "awarded", "--stage", "open", "--min-value", "1") == [
        "2-2025",
        "3-2025",
        "4-2025",
    ]
    assert numbers("--year", "1999") == []


def test_a_filter_that_cannot_be_understood_is_misuse_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notices.csv"
    assert main(["export", "notices", "--format", "csv", "--min-value", "much", "-o", str(path)]) == 2
    assert "--min-value" in capsys.readouterr().err
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_store(1)
    assert main(["export", "values", "--format", "csv", "-o", str(tmp_path / "none" / "values.csv")]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_values_are_chosen_by_scope_and_year(tmp_path: Path) -> None:
    small_store(1)
    path = tmp_path / "values.json"
    assert (
        main(
            [
                "export",
                "values",
                "--format",
                "json",
                "--organisation",
                "testila",
                "--year",
                "2025",
                "-o",
                str(path),
            ]
        )
        == 0
    )
    (value,) = json.loads(path.read_bytes())
    assert (value["organisation"], value["year"], value["count"]["denominator"]) == ("testila", 2025, 7)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("values", "--indicator", "nope"), "--indicator"),
        (("values", "--organisation", "nope"), "--organisation"),
        (("values", "--organisation", "\udcff"), "--organisation"),
        (("values", "--country", "finland"), "--country"),
        (("values", "--cpv-division", "zz"), "--cpv-division"),
        (("values", "--year", "9" * 22), "--year"),
        (("notices", "--q", "\udcff"), "--q"),
        (("notices", "--answer", "yes"), "--answer"),
        (("notices", "--definition", "nope", "--answer", "yes"), "--definition"),
        (("notices", "--organisation", "nope"), "--organisation"),
        (("notices", "--procedure", "nope"), "--procedure"),
        (("notices", "--currency", "nope"), "--currency"),
    ],
)
def test_a_filter_that_names_what_does_not_exist_is_misuse_and_not_an_empty_file(
    arguments: tuple[str, ...], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_store(1)
    path = tmp_path / "out.csv"
    assert main(["export", *arguments, "--format", "csv", "-o", str(path)]) == 2
    assert f"majakka export: {named}: " in capsys.readouterr().err
    assert not path.exists()


def test_a_bound_without_a_currency_is_in_euro(tmp_path: Path) -> None:
    small_store(3)
    Notice.objects.filter(number="3-2025").update(listed_currency="NOK")
    path = tmp_path / "notices.jsonl"

    def numbers(*filters: str) -> list[str]:
        arguments = ["export", "notices", "--format", "jsonl", "--min-value", "1", *filters]
        assert main([*arguments, "-o", str(path)]) == 0
        return [json.loads(line)["number"] for line in path.read_bytes().splitlines()]

    assert "3-2025" not in numbers()
    assert numbers("--currency", "NOK") == ["3-2025"]
