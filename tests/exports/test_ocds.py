"""Releases say what the notice says, no less and no more."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from majakka.base.money import Money
from majakka.codes.builtin import known_codes
from majakka.exports import ocds_codes
from majakka.exports.ocds import release, release_package
from majakka.exports.rows import iter_whole, with_details
from majakka.notices.choices import Role
from majakka.notices.models import Notice
from majakka.notices.records import LotRecord, NoticeRecord, TenderRecord
from tests.exports.factories import full_award, full_lot, record
from tests.notices.factories import award, buyer, call, winner

pytestmark = pytest.mark.django_db


def released(one: NoticeRecord) -> dict[str, Any]:
    (notice,) = record(one)
    return release(with_details(Notice.objects.filter(pk=notice.pk)).get(), prefix="ocds-test")


def test_a_release_names_its_process_notice_and_stage() -> None:
    told = released(full_award())
    record_ = full_award()
    assert told["ocid"] == f"ocds-test-{record_.procedure_key}"
    assert told["id"] == f"{record_.identifier}-01"
    assert told["tag"] == ["award", "contract"]
    assert told["date"] == "2025-06-01T12:00:00Z"
    assert told["language"] == "fi"


def test_texts_stand_in_the_release_language_with_the_others_beside() -> None:
    tender = released(full_award())["tender"]
    assert tender["title"] == "Latukoneen hankinta"
    assert tender["title_sv"] == "Anskaffning av spårmaskin"
    assert tender["title_en"] == "Track machine"


def test_strategic_answers_of_a_lot_become_goals_and_strategies() -> None:
    lot = released(full_award())["tender"]["lots"][0]
    assert lot["hasSustainability"] is True
    assert [aim["goal"] for aim in lot["sustainability"]] == [
        "economic.innovativePurchase",
        "environmental",
        "economic.marketInnovationPromotion",
        "economic.researchDevelopmentActivities",
        "environmental.circularEconomy",
        "environmental.other",
        "social.laborRightsPromotion",
    ]
    strategies = {aim["goal"]: aim.get("strategies") for aim in lot["sustainability"]}
    assert strategies["environmental"] == ["euGPPCriteria", "nationalGPPCriteria"]
    assert strategies["social.laborRightsPromotion"] is None


def test_none_is_a_no_and_silence_is_neither() -> None:
    says_none, silent = (
        LotRecord(identifier="LOT-0001", strategic=("none",)),
        LotRecord(identifier="LOT-0002"),
    )
    lots = released(call(lots=(says_none, silent)))["tender"]["lots"]
    assert lots[0]["hasSustainability"] is False
    assert "hasSustainability" not in lots[1]
    assert "suitability" not in lots[1]
    assert "techniques" not in lots[1]


def test_awards_contracts_bids_and_counts_refer_to_each_other() -> None:
    told = released(full_award())
    (one,) = told["awards"]
    assert one["status"] == "active"
    assert one["value"] == {"amount": Decimal("10000.50"), "currency": "EUR"}
    assert one["relatedLots"] == ["LOT-0001"]
    supplier = next(party for party in told["parties"] if "supplier" in party["roles"])
    assert one["suppliers"] == [{"id": supplier["id"], "name": "Voittaja Oy"}]
    (contract,) = told["contracts"]
    assert contract["awardID"] == one["id"]
    assert [(s["measure"], s["value"]) for s in told["bids"]["statistics"]] == [("bids", 3), ("smeBids", 2)]
    assert told["bids"]["details"][0]["id"] == one["relatedBids"][0]


def test_a_body_has_the_same_id_in_every_notice_and_awards_of_two_notices_differ() -> None:
    first = released(full_award(2))
    second = released(full_award(3, procedure_key=full_award(2).procedure_key))
    assert first["ocid"] == second["ocid"]
    assert first["buyer"]["id"] == second["buyer"]["id"] == "FI-0245442-8"
    assert first["awards"][0]["id"] != second["awards"][0]["id"]


def test_two_parties_with_one_identifier_keep_two_ids() -> None:
    told = released(
        call(
            parties=(
                buyer(identifiers=("0245442-8",)),
                buyer("Sama", key="ORG-0009", identifiers=("0245442-8",), is_lead=False),
            )
        )
    )
    ids = [party["id"] for party in told["parties"]]
    assert len(set(ids)) == 2


def test_amounts_in_two_currencies_are_not_added() -> None:
    one = award()
    second = TenderRecord(
        key="TEN-0002",
        lot="LOT-0001",
        value=Money(Decimal(5), "SEK"),
        is_winner=True,
        tenderers=("ORG-0002",),
    )
    result = replace(one.results[0], tenders=("TEN-0001", "TEN-0002"))
    told = released(replace(one, tenders=(*one.tenders, second), results=(result,)))
    assert "value" not in told["awards"][0]
    assert [bid["value"]["currency"] for bid in told["bids"]["details"]] == ["EUR", "SEK"]


def test_a_losing_tender_makes_nobody_a_supplier() -> None:
    one = award()
    loser = TenderRecord(key="TEN-0002", lot="LOT-0001", is_winner=False, tenderers=("ORG-0003",))
    result = replace(one.results[0], tenders=("TEN-0001", "TEN-0002"))
    told = released(
        replace(
            one,
            tenders=(*one.tenders, loser),
            results=(result,),
            parties=(*one.parties, winner("Häviäjä Oy", key="ORG-0003", roles=("tenderer",))),
        )
    )
    assert [supplier["name"] for supplier in told["awards"][0]["suppliers"]] == ["Voittaja Oy"]


@pytest.mark.parametrize(
    ("procedure_type", "method"),
    [
        ("open", "open"),
        ("restricted", "selective"),
        ("neg-w-call", "selective"),
        ("neg-wo-call", "limited"),
        ("oth-single", None),
    ],
)
def test_the_procedure_is_told_by_the_closed_list_and_by_its_own_code(
    procedure_type: str, method: str | None
) -> None:
    tender = released(call(procedure_type=procedure_type))["tender"]
    assert tender.get("procurementMethod") == method
    assert tender["procurementMethodDetails"] == procedure_type


def test_a_period_in_months_is_days_and_a_day_is_a_moment() -> None:
    period = released(full_award())["tender"]["lots"][0]["contractPeriod"]
    assert period == {
        "startDate": "2025-07-01T00:00:00Z",
        "endDate": "2026-06-30T00:00:00Z",
        "durationInDays": 360,
    }


def test_a_package_of_none_and_of_many_is_json() -> None:
    def package() -> dict[str, Any]:
        pieces = release_package(
            iter_whole(Notice.objects.all()),
            prefix="ocds-test",
            uri="urn:test",
            publisher="Test",
            published_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        return json.loads(b"".join(pieces))

    assert package()["releases"] == []
    record(full_award(2), full_award(3), call(4))
    assert len(package()["releases"]) == 3
    assert package()["version"] == "1.1"


@pytest.mark.parametrize(
    "tables",
    [
        (ocds_codes.STRATEGIC, ocds_codes.INNOVATION, ocds_codes.ENVIRONMENT, ocds_codes.SOCIAL),
        (ocds_codes.GPP,),
    ],
)
def test_a_goal_tells_from_which_answer_it_came(tables: tuple[dict[str, str], ...]) -> None:
    goals = [goal for table in tables for goal in table.values()]
    assert len(goals) == len(set(goals))


@pytest.mark.parametrize(
    ("table", "code_list", "left_out"),
    [
        (ocds_codes.STRATEGIC, "strategic-procurement", {"none"}),
        (ocds_codes.INNOVATION, "innovative-acquisition", set()),
        (ocds_codes.ENVIRONMENT, "environmental-impact", set()),
        (ocds_codes.SOCIAL, "social-objective", set()),
        (ocds_codes.GPP, "gpp-criteria", {"none"}),
        (ocds_codes.METHODS, "procurement-procedure-type", {"oth-single"}),
        (ocds_codes.CATEGORIES, "contract-nature", set()),
        (ocds_codes.AWARD_STATUS, "winner-selection-status", set()),
        (ocds_codes.FRAMEWORKS, "framework-agreement", {"none"}),
    ],
)
def test_every_code_of_the_list_has_its_ocds_code(
    table: dict[str, str], code_list: str, left_out: set[str]
) -> None:
    known = known_codes(code_list)
    assert known is not None
    assert known - set(table) == left_out


def test_every_role_has_its_ocds_role() -> None:
    assert {role.value for role in Role} == set(ocds_codes.ROLES)


def test_groups_of_lots_are_not_lots() -> None:
    tender = released(call(lots=(full_lot(), replace(full_lot("GLO-0001"), kind="group"))))["tender"]
    assert [lot["id"] for lot in tender["lots"]] == ["LOT-0001"]
    assert tender["lotGroups"] == [{"id": "GLO-0001"}]
