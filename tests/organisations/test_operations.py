"""Changing the bodies and their tree."""

from datetime import date
from pathlib import Path

import pytest

from majakka.base.errors import RejectedError
from majakka.organisations.errors import CycleError, LaterChangeError, MergeError
from majakka.organisations.models import Affiliation, Organisation
from majakka.organisations.operations import (
    change_affiliation,
    import_register,
    load_starter_organisations,
    merge_organisations,
    record_organisations,
)
from majakka.organisations.queries import ancestors_by_member, children_of, descendants_of, path_to_root
from majakka.organisations.records import OrganisationRecord
from tests.organisations.factories import make_body

pytestmark = pytest.mark.django_db

D2019, D2020, D2023 = date(2019, 1, 1), date(2020, 1, 1), date(2023, 1, 1)


def names_above(body: Organisation, on: date) -> list[str]:
    return [above.name_fi for above in path_to_root(body, on=on)]


def test_a_move_keeps_the_history() -> None:
    old, new = make_body("Old ministry"), make_body("New ministry")
    agency = make_body("Agency", under=old)
    change_affiliation(agency, parent=new, on=D2023)
    assert names_above(agency, D2020) == ["Agency", "Old ministry"]
    assert names_above(agency, D2023) == ["Agency", "New ministry"]
    assert ancestors_by_member(D2020)[agency.pk] == [agency.pk, old.pk]
    assert descendants_of(new, on=D2023) == {new.pk, agency.pk}
    assert list(children_of(old, on=D2023)) == []


def test_moving_to_where_a_body_already_is_changes_nothing() -> None:
    ministry = make_body("Ministry")
    agency = make_body("Agency", under=ministry, since=D2019)
    change_affiliation(agency, parent=ministry, on=D2023)
    assert list(Affiliation.objects.values_list("starts_on", "ends_on")) == [(D2019, None)]


def test_a_move_on_the_day_of_the_last_one_corrects_it() -> None:
    wrong, right = make_body("Wrong"), make_body("Right")
    agency = make_body("Agency", under=wrong, since=D2020)
    change_affiliation(agency, parent=right, on=D2020)
    assert list(Affiliation.objects.values_list("parent__name_fi", "starts_on")) == [("Right", D2020)]


def test_a_body_can_leave_the_tree() -> None:
    agency = make_body("Agency", under=make_body("Ministry"))
    change_affiliation(agency, parent=None, on=D2023)
    assert names_above(agency, D2023) == ["Agency"]
    assert names_above(agency, D2020) == ["Agency", "Ministry"]


def test_a_body_cannot_come_under_itself() -> None:
    ministry = make_body("Ministry")
    agency = make_body("Agency", under=ministry)
    for parent in (agency, ministry):
        with pytest.raises(CycleError, match="cannot belong to Agency from 2023-01-01"):
            change_affiliation(parent, parent=agency, on=D2023)
    assert Affiliation.objects.count() == 1


def test_a_move_before_a_later_one_is_refused() -> None:
    agency = make_body("Agency", under=make_body("First"), until=D2023)
    Affiliation.objects.create(member=agency, parent=make_body("Second"), starts_on=D2023)
    with pytest.raises(LaterChangeError, match="already moves on 2023-01-01"):
        change_affiliation(agency, parent=make_body("Third"), on=D2020)


def test_a_merged_body_ends_and_counts_under_its_successor_from_then_on() -> None:
    branch = make_body("Branch")
    old, heir = make_body("Old", under=branch), make_body("Heir", under=branch)
    unit = make_body("Unit", under=old)
    merge_organisations(old, into=heir, on=D2020)
    old.refresh_from_db()
    assert (old.ended_on, old.successor) == (D2020, heir)
    assert names_above(old, D2019) == ["Old", "Branch"]
    assert names_above(old, D2020) == ["Old", "Heir", "Branch"]
    assert names_above(unit, D2019) == ["Unit", "Old", "Branch"]
    assert names_above(unit, D2020) == ["Unit", "Heir", "Branch"]
    assert list(children_of(heir, on=D2020)) == [unit]
    assert {child.name_fi for child in children_of(branch, on=D2019)} == {"Old", "Heir"}


def test_a_merger_is_refused_with_its_reason() -> None:
    old, heir = make_body("Old"), make_body("Heir")
    ended = make_body("Ended")
    Organisation.objects.filter(pk=ended.pk).update(ended_on=D2019)
    ended.refresh_from_db()
    for body, into, reason in (
        (old, old, "cannot merge into itself"),
        (ended, heir, "already ended on 2019-01-01"),
        (old, ended, "cannot be the successor"),
    ):
        with pytest.raises(MergeError, match=reason):
            merge_organisations(body, into=into, on=D2020)


def test_a_body_cannot_merge_into_its_own_unit() -> None:
    old = make_body("Old")
    unit = make_body("Unit", under=old)
    with pytest.raises(CycleError):
        merge_organisations(old, into=unit, on=D2020)
    old.refresh_from_db()
    assert old.ended_on is None


def test_a_business_id_that_another_body_has_is_not_taken() -> None:
    make_body("Owner", business_id="0988084-1")
    record_organisations([OrganisationRecord(code="x", type="agency", name_fi="X", business_id="0988084-1")])
    assert Organisation.objects.get(code="x").business_id == ""


def test_a_demo_body_is_marked_and_has_its_country() -> None:
    record = OrganisationRecord(code="xv", type="group", name_fi="Valomaa", country="XV")
    record_organisations([record], is_demo=True)
    assert Organisation.objects.filter(is_demo=True, country="XV").count() == 1


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text("name,bid\nEspoo,0101263-6\nKonnevesi,0176227-7\nHansel,0988084-1\n", encoding="utf-8")
    return path


def test_a_register_adds_municipalities_and_leaves_those_that_are_here(register: Path, today: date) -> None:
    load_starter_organisations()
    outcome = import_register(register, today=today)
    assert (outcome.new, outcome.updated, outcome.unchanged) == (1, 0, 1)
    konnevesi = Organisation.objects.get(code="konnevesi")
    assert (konnevesi.type, konnevesi.business_id, konnevesi.source) == (
        "municipality",
        "0176227-7",
        "register.csv, 2026-11-20",
    )
    assert names_above(konnevesi, today) == ["Konnevesi", "Kunnat", "Suomen julkinen sektori"]
    assert Organisation.objects.filter(name_fi="Espoo").count() == 1


def test_importing_a_register_again_changes_nothing(register: Path, today: date) -> None:
    load_starter_organisations()
    import_register(register, today=today)
    outcome = import_register(register, today=today)
    assert (outcome.new, outcome.updated, outcome.unchanged) == (0, 0, 2)


def test_a_row_that_contradicts_what_is_here_is_turned_down(register: Path, today: date) -> None:
    load_starter_organisations()
    register.write_text("name,bid\nEspoo,0124610-9\nTurku,0176227-7\nKauhava,0988084-1\n", encoding="utf-8")
    outcome = import_register(register, today=today)
    assert [(r.place, r.code) for r in outcome.rejections] == [
        ("line 2", "register-contradiction"),
        ("line 3", "register-contradiction"),
        ("line 4", "register-contradiction"),
    ]
    assert "Hansel Oy" in outcome.rejections[2].message
    assert outcome.new == 0


def test_a_register_gives_a_starter_municipality_its_missing_business_id(register: Path, today: date) -> None:
    load_starter_organisations()
    Organisation.objects.filter(code="espoo").update(business_id="")
    assert import_register(register, today=today).updated == 1
    assert Organisation.objects.get(code="espoo").business_id == "0101263-6"


def test_a_missing_register_is_named(tmp_path: Path, today: date) -> None:
    with pytest.raises(RejectedError, match="cannot be opened"):
        import_register(tmp_path / "none.csv", today=today)


def test_the_real_registers_are_taken_in_but_for_their_shared_business_ids(
    shared_data: Path, today: date
) -> None:
    load_starter_organisations()
    codes = shared_data / "reference" / "osta-fi-codes"
    first = import_register(codes / "municipality_bids.csv", today=today)
    second = import_register(codes / "municipality_codes.csv", today=today)
    assert (first.new, first.unchanged, len(first.rejections)) == (274, 17, 18)
    assert (second.new, second.unchanged, len(second.rejections)) == (0, 291, 18)
    assert {r.code for r in first.rejections} == {"register-shared-id"}
    assert {"Heinävesi 0164308-3", "Helsinki 0164308-3"} <= {r.value for r in first.rejections}
    assert Organisation.objects.get(code="helsinki").business_id == "0201256-6"


def test_a_long_or_unwritable_name_gets_a_short_address_of_its_own(tmp_path: Path, today: date) -> None:
    load_starter_organisations()
    path = tmp_path / ("r" * 230 + ".csv")
    names = {
        "9876501-9": "Kunta " + "a" * 290,
        "9876502-7": "Kunta " + "a" * 289,
        "9876503-5": "\u30b5\u30cd",
    }
    rows = "\n".join(f"{name},{identifier}" for identifier, name in names.items())
    path.write_text(f"name,bid\n{rows}\nNul\x00,9876504-3\n{'b' * 400},9876505-1\n", encoding="utf-8")
    outcome = import_register(path, today=today)
    assert [(one.place, one.code) for one in outcome.rejections] == [
        ("line 5", "register-bad-name"),
        ("line 6", "register-bad-name"),
    ]
    bodies = Organisation.objects.filter(business_id__in=names)
    assert {body.business_id: body.name_fi for body in bodies} == names
    assert all(1 <= len(body.code) <= 80 for body in bodies)
    assert import_register(path, today=today).unchanged == 3
