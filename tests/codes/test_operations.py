"""Taking code lists in, and the labels that pages show."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from majakka.codes.models import Code, CodeList
from majakka.codes.operations import import_codes, load_starter_codes
from majakka.codes.queries import forget_labels, label
from tests.codes.factories import genericode, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_labels() -> Iterator[None]:
    forget_labels()
    yield
    forget_labels()


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_list_is_taken_in_once(tmp_path: Path, now: datetime) -> None:
    path = write(tmp_path, "colour.gc", genericode(row("red", fin="punainen") + row("blue", fin="sininen")))
    first, again = (import_codes([path], now=now).lists[0] for _ in range(2))
    assert (first.new, first.unchanged) == (2, 0)
    assert (again.new, again.updated, again.unchanged, again.ended) == (0, 0, 2, 0)
    assert Code.objects.filter(list__code="colour").count() == 2


def test_a_code_that_a_newer_version_lacks_is_ended_not_deleted(tmp_path: Path, now: datetime) -> None:
    import_codes([write(tmp_path, "a.gc", genericode(row("red") + row("blue")))], now=now)
    newer = genericode(row("red"), version="20260101-0")
    outcome = import_codes([write(tmp_path, "b.gc", newer)], now=now).lists[0]
    assert outcome.ended == 1
    assert Code.objects.get(code="blue").ends_on == now.date()
    assert CodeList.objects.get(code="colour").version == "20260101-0"


def test_a_code_that_comes_back_lives_again(tmp_path: Path, now: datetime) -> None:
    for version, rows in (("20250101-0", "red blue"), ("20260101-0", "red"), ("20260601-0", "red blue")):
        data = genericode("".join(map(row, rows.split())), version=version)
        import_codes([write(tmp_path, f"{version}.gc", data)], now=now)
    assert Code.objects.get(code="blue").ends_on is None


def test_an_older_version_is_refused(tmp_path: Path, now: datetime) -> None:
    import_codes([write(tmp_path, "a.gc", genericode(row("red"), version="20260101-0"))], now=now)
    older = write(tmp_path, "b.gc", genericode(row("blue"), version="20250101-0"))
    outcome = import_codes([older], now=now)
    assert [r.code for r in outcome.rejections] == ["codes-older"]
    assert not Code.objects.filter(code="blue").exists()


def test_a_faulty_file_is_rejected_and_the_others_go_on(tmp_path: Path, now: datetime) -> None:
    write(tmp_path, "a.gc", b"<broken")
    write(tmp_path, "b.gc", genericode(row("red")))
    write(tmp_path, "ignored.txt", b"not a list")
    outcome = import_codes([tmp_path, tmp_path / "missing.gc"], now=now)
    assert [one.code for one in outcome.lists] == ["colour"]
    assert [(Path(r.file).name, r.code) for r in outcome.rejections] == [
        ("a.gc", "codes-not-xml"),
        ("missing.gc", "codes-unreadable"),
    ]


def test_nothing_of_a_rejected_list_is_stored(tmp_path: Path, now: datetime) -> None:
    path = write(tmp_path, "a.gc", genericode(row("red") + row("red")))
    import_codes([path], now=now)
    assert not CodeList.objects.exists()


def test_a_part_adds_to_its_parent_what_the_parent_lacks(tmp_path: Path, now: datetime) -> None:
    import_codes([write(tmp_path, "a.gc", genericode(row("red", eng="Red") + row("blue")))], now=now)
    part = genericode(row("red", eng="Scarlet") + row("green"), name="some", parent="colour")
    import_codes([write(tmp_path, "b.gc", part)], now=now)
    colours = dict(Code.objects.filter(list__code="colour").values_list("code", "label_en"))
    assert colours == {"red": "Red", "blue": "", "green": ""}
    assert not Code.objects.filter(ends_on__isnull=False).exists()


def test_the_starter_lists_are_loaded_once(now: datetime) -> None:
    assert sum(one.new for one in load_starter_codes(now=now).lists) > 800
    assert load_starter_codes(now=now).lists == []


def test_an_official_list_does_not_end_what_majakka_adds(tmp_path: Path, now: datetime) -> None:
    load_starter_codes(now=now)
    official = genericode(row("FIN", fin="Suomi"), name="country", version="20270101-0")
    import_codes([write(tmp_path, "country.gc", official)], now=now)
    assert Code.objects.get(list__code="country", code="XVA").ends_on is None
    assert Code.objects.get(list__code="country", code="SWE").ends_on == now.date()


def test_a_label_missing_from_the_file_keeps_the_one_we_have(tmp_path: Path, now: datetime) -> None:
    for name, data in (("a.gc", row("red", fin="punainen")), ("b.gc", row("red", eng="red"))):
        import_codes([write(tmp_path, name, genericode(data))], now=now)
    assert (label("colour", "red", "fi"), label("colour", "red", "en")) == ("punainen", "red")


def test_a_label_falls_back_to_the_built_in_one_then_english_then_the_code(
    tmp_path: Path, now: datetime
) -> None:
    assert label("contract-nature", "works", "fi") == "Rakennusurakat"
    assert label("colour", "red", "fi") == "red"
    import_codes([write(tmp_path, "a.gc", genericode(row("red", eng="Red")))], now=now)
    assert label("colour", "red", "fi") == "Red"


def test_an_import_is_seen_at_once(tmp_path: Path, now: datetime) -> None:
    for version, text in (("20250101-0", "punainen"), ("20260101-0", "pun.")):
        data = genericode(row("red", fin=text), version=version)
        import_codes([write(tmp_path, f"{version}.gc", data)], now=now)
        assert label("colour", "red", "fi") == text


def test_a_second_label_of_a_list_costs_no_query(
    tmp_path: Path, now: datetime, django_assert_num_queries
) -> None:
    import_codes([write(tmp_path, "a.gc", genericode(row("red") + row("blue")))], now=now)
    label("colour", "red", "fi")
    with django_assert_num_queries(0):
        label("colour", "blue", "sv")


def test_the_real_lists_are_taken_in_whole(shared_data: Path, now: datetime) -> None:
    load_starter_codes(now=now)
    reference = shared_data / "reference"
    outcome = import_codes(
        [
            reference / "codelists" / "country.gc",
            reference / "codelists" / "nuts_nuts-fin-lvl3.gc",
            reference / "cpv-nuts" / "cpv_2008_en_fi_sv.csv",
            reference / "cpv-nuts" / "cpv_supplementary_en_fi_sv.csv",
            reference / "cpv-nuts" / "nuts.older-sdk.gc",
        ],
        now=now,
    )
    assert outcome.rejections == []
    assert {one.code: one.new for one in outcome.lists if one.new} == {
        "cpv": 9454,
        "cpv-supplementary": 903,
        "nuts": 2057,
        "nuts-fin-lvl3": 20,
    }
    assert sum(one.ended for one in outcome.lists) == 0
    assert label("cpv", "72212000", "sv") == "Programmering av tillämpningsprogram"
