"""What is counted and with which value: the rules of docs/measures/datasets.md, one by one."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from majakka.base.money import Money
from majakka.measures.awards import procedure_award
from majakka.measures.choices import Basis
from majakka.notices.award_records import WinnerFacts
from majakka.notices.choices import Stage
from tests.measures.factories import (
    awards_of,
    euro,
    make_lot,
    make_notice,
    make_procedure,
    make_result,
    make_tender,
    only_award,
)

# Value


def test_value_is_the_sum_of_winning_tenders():
    losing = make_tender(999, key="TEN-0003", is_winner=False)
    award = only_award(
        make_notice(tenders=(make_tender("100.10"), make_tender("50.05", key="TEN-0002"), losing))
    )
    assert (award.value_eur, award.value_basis) == (Decimal("150.15"), Basis.AWARDED)


def test_a_tender_not_said_to_win_counts_when_its_result_has_a_winner_and_it_is_not_ranked_below():
    first = make_tender(100, is_winner=None, rank=1)
    second = make_tender(90, is_winner=None, rank=2, key="TEN-0002")
    assert only_award(make_notice(tenders=(first, second))).value_eur == 100
    unranked = make_tender(80, is_winner=None)
    assert only_award(make_notice(tenders=(unranked,))).value_eur == 80


def test_a_winning_tender_without_a_value_makes_the_sum_partial():
    award = only_award(make_notice(tenders=(make_tender(100), make_tender(key="TEN-0002"))))
    assert (award.value_eur, award.value_basis) == (Decimal(100), Basis.PARTIAL)


def test_without_tender_values_the_notice_total_serves_its_only_won_lot():
    award = only_award(make_notice(tenders=(make_tender(),), total=euro(500)))
    assert (award.value_eur, award.value_basis) == (Decimal(500), Basis.NOTICE_TOTAL)


def test_a_lot_closed_without_a_winner_does_not_take_part_in_the_notice_total():
    notice = make_notice(
        lots=(make_lot(), make_lot(2, "LOT-0002")),
        results=(make_result(), make_result(2, "LOT-0002", "clos-nw")),
        total=euro(500),
    )
    won, closed = awards_of(notice)
    assert (won.value_eur, closed.value_eur) == (Decimal(500), None)


def test_the_notice_total_is_not_split_between_lots():
    notice = make_notice(
        lots=(make_lot(), make_lot(2, "LOT-0002")),
        results=(make_result(), make_result(2, "LOT-0002")),
        total=euro(500),
    )
    assert [award.value_eur for award in awards_of(notice)] == [None, None]


def test_the_estimate_comes_last_and_is_marked():
    call = make_notice(1, stage=Stage.OPEN, results=(), lots=(make_lot(1, estimated=euro(300)),))
    award = only_award(call, make_notice(2, published_on=date(2025, 6, 1)))
    assert (award.value_eur, award.value_basis) == (Decimal(300), Basis.ESTIMATED)


def test_the_estimate_of_the_procedure_serves_a_single_lot():
    assert only_award(make_notice(estimated=euro(300))).value_eur == 300
    two = make_notice(estimated=euro(300), lots=(make_lot(), make_lot(2, "LOT-0002")))
    assert only_award(two).value_eur is None


@pytest.mark.parametrize("framework", ["fa-wo-rc", "fa-w-rc", "fa-mix"])
def test_ceilings_of_a_framework_agreement_are_never_its_value(framework):
    lots = (make_lot(framework=framework, estimated=euro(900)),)
    award = only_award(make_notice(lots=lots, total=euro(1000), estimated=euro(900)))
    assert (award.value_eur, award.value_basis, award.is_framework) == (None, Basis.NONE, True)


def test_a_framework_value_repeated_for_each_supplier_is_counted_once():
    lots = (make_lot(framework="fa-wo-rc"),)
    tenders = (make_tender(100), make_tender(100, key="TEN-0002"), make_tender(100, key="TEN-0003"))
    assert only_award(make_notice(lots=lots, tenders=tenders)).value_eur == 100
    assert only_award(make_notice(tenders=tenders)).value_eur == 300


def test_another_currency_gives_no_value_not_even_an_estimate():
    krona = make_tender()
    notice = make_notice(
        tenders=(krona.__class__(result=1, key="T", is_winner=True, value=Money(Decimal(10), "SEK")),),
        estimated=euro(300),
    )
    award = only_award(notice)
    assert (award.value_eur, award.value_basis) == (None, Basis.OTHER_CURRENCY)


def test_mixed_currencies_are_not_added():
    other = make_tender().__class__(result=1, key="T", is_winner=True, value=Money(Decimal(10), "NOK"))
    assert only_award(make_notice(tenders=(make_tender(100), other))).value_basis == Basis.OTHER_CURRENCY


def test_zero_is_not_a_value():
    award = only_award(make_notice(tenders=(make_tender(0),), total=euro(0), estimated=euro(300)))
    assert (award.value_eur, award.value_basis) == (Decimal(300), Basis.ESTIMATED)


@pytest.mark.parametrize("amount", ["0.01", "1", "1.00"])
def test_a_stand_in_of_one_euro_or_less_is_not_a_value(amount):
    award = only_award(make_notice(tenders=(make_tender(amount),), total=euro(amount), estimated=euro(300)))
    assert (award.value_eur, award.value_basis) == (Decimal(300), Basis.ESTIMATED)
    assert only_award(make_notice(tenders=(make_tender(amount),), estimated=euro(amount))).value_eur is None
    assert only_award(make_notice(tenders=(make_tender("1.01"),))).value_eur == Decimal("1.01")


def _three_lots(*values, total, **facts):
    identifiers = [f"LOT-{number:04}" for number in range(1, len(values) + 1)]
    return make_notice(
        lots=tuple(make_lot(i, lot, **facts) for i, lot in enumerate(identifiers, start=1)),
        results=tuple(make_result(i, lot) for i, lot in enumerate(identifiers, start=1)),
        tenders=tuple(make_tender(v, i, key=f"TEN-{i:04}") for i, v in enumerate(values, start=1)),
        total=euro(total),
    )


@pytest.mark.parametrize("framework", ["", "fa-wo-rc"])
def test_a_total_repeated_at_every_lot_is_counted_once(framework):
    # As in notice 294785-2021: three lots, each with the 1 200 000 euro of the whole agreement
    notice = _three_lots(1_200_000, 1_200_000, 1_200_000, total="1200000.00", framework=framework)
    awards = awards_of(notice)
    assert [award.value_eur for award in awards] == [Decimal(1_200_000), None, None]
    assert {award.value_basis for award in awards} == {Basis.SHARED_TOTAL}
    assert procedure_award(make_procedure(notice), awards).value_eur == 1_200_000


def test_a_lot_without_a_value_takes_no_part_in_a_repeated_total():
    first, second, third = awards_of(_three_lots(None, 500, 500, total=500))
    assert (first.value_basis, second.value_basis) == (Basis.NONE, Basis.SHARED_TOTAL)
    assert [first.value_eur, second.value_eur, third.value_eur] == [None, Decimal(500), None]


def test_equal_values_that_are_not_the_total_are_each_lots_own():
    assert [award.value_eur for award in awards_of(_three_lots(500, 500, total=1000))] == [500, 500]
    assert [award.value_eur for award in awards_of(_three_lots(1000, 500, total=1000))] == [1000, 500]


def test_a_single_lot_worth_the_total_has_it_as_its_own():
    award = only_award(_three_lots(1000, total=1000))
    assert (award.value_eur, award.value_basis) == (Decimal(1000), Basis.AWARDED)


def test_an_amount_that_cannot_be_true_is_no_value():
    assert only_award(make_notice(tenders=(make_tender(10**12),))).value_basis == Basis.IMPLAUSIBLE


# Each award once


def test_modifications_and_calls_add_no_award():
    award_notice = make_notice(1, tenders=(make_tender(100),))
    changed = make_notice(2, stage=Stage.CHANGED, published_on=date(2025, 9, 1), tenders=(make_tender(250),))
    call = make_notice(3, stage=Stage.OPEN, published_on=date(2024, 9, 1), results=())
    assert [award.value_eur for award in awards_of(award_notice, changed, call)] == [Decimal(100)]


def test_a_modification_alone_is_no_award():
    assert awards_of(make_notice(stage=Stage.CHANGED, tenders=(make_tender(250),))) == []


def test_of_two_award_notices_for_a_lot_the_latest_counts():
    first = make_notice(1, tenders=(make_tender(100),))
    second = make_notice(2, published_on=date(2025, 9, 1), tenders=(make_tender(120),))
    assert only_award(first, second).value_eur == 120


def test_the_same_contract_in_two_award_notices_counts_once():
    first = make_notice(1, tenders=(make_tender(100, contract="Dnro 1/2025"),))
    second = make_notice(
        2, published_on=date(2025, 9, 1), tenders=(make_tender(120, contract="dnro 1/2025 "),)
    )
    assert only_award(first, second).value_eur == 120


def test_different_contracts_of_one_lot_are_awards_of_their_own_each_in_its_year():
    first = make_notice(1, published_on=date(2024, 9, 1), tenders=(make_tender(100, contract="A"),))
    second = make_notice(2, published_on=date(2025, 9, 1), tenders=(make_tender(120, contract="B"),))
    awards = awards_of(first, second)
    assert [(award.occasion, award.year, award.value_eur) for award in awards] == [
        (1, 2024, 100),
        (2, 2025, 120),
    ]


def test_only_the_contracts_that_a_later_notice_does_not_repeat_are_kept_from_the_earlier():
    first = make_notice(
        1,
        published_on=date(2024, 9, 1),
        tenders=(make_tender(100, contract="A"), make_tender(50, contract="B", key="TEN-0002")),
    )
    second = make_notice(2, published_on=date(2025, 9, 1), tenders=(make_tender(120, contract="A"),))
    assert [award.value_eur for award in awards_of(first, second)] == [Decimal(50), Decimal(120)]


def test_a_lot_closed_first_and_won_later_is_won():
    first = make_notice(1, results=(make_result(outcome="clos-nw"),))
    second = make_notice(2, published_on=date(2025, 9, 1), tenders=(make_tender(120),))
    assert only_award(first, second).outcome == "selec-w"


def test_several_results_of_a_lot_in_one_notice_are_one_award():
    notice = make_notice(
        results=(make_result(1, tender_count=4), make_result(2, tender_count=4)),
        tenders=(make_tender(100), make_tender(50, result=2, key="TEN-0002")),
    )
    award = only_award(notice)
    assert (award.value_eur, award.tender_count) == (Decimal(150), 4)


def test_a_result_that_names_no_lot_belongs_to_the_only_lot():
    assert only_award(make_notice(results=(make_result(lot=""),))).lot == "LOT-0001"
    several = make_notice(
        lots=(make_lot(), make_lot(2, "LOT-0002")), results=(make_result(lot=""), make_result(2, lot=""))
    )
    assert [award.lot for award in awards_of(several)] == ["?RES-0001", "?RES-0002"]


def test_the_order_of_notices_changes_nothing():
    notices = [
        make_notice(1, stage=Stage.OPEN, published_on=date(2024, 1, 1), results=(), procedure_type="open"),
        make_notice(2, published_on=date(2024, 9, 1), tenders=(make_tender(100, contract="A"),)),
        make_notice(3, published_on=date(2025, 9, 1), tenders=(make_tender(120, contract="B"),)),
        make_notice(4, published_on=date(2025, 9, 1), tenders=(make_tender(130, contract="B"),)),
    ]
    expected = awards_of(*notices)
    assert len(expected) == 2
    for order in itertools.permutations(notices):
        assert awards_of(*order) == expected


# Time


@pytest.mark.parametrize(
    ("decided", "concluded", "decision"),
    [
        (date(2025, 1, 10), date(2025, 2, 10), date(2025, 1, 10)),
        (None, date(2025, 2, 10), date(2025, 2, 10)),
        (None, None, None),
        # after publication, or absurdly old: a slip of the pen
        (date(2205, 1, 10), date(2025, 2, 10), date(2025, 2, 10)),
        (date(205, 1, 10), None, None),
    ],
)
def test_the_decision_is_bt_1451_else_bt_145_when_it_can_be_true(decided, concluded, decision):
    award = only_award(make_notice(tenders=(make_tender(1, decided_on=decided, concluded_on=concluded),)))
    assert award.decision == decision


def test_the_year_is_that_of_the_decision_else_of_publication():
    decided = make_tender(1, decided_on=date(2024, 12, 30))
    assert only_award(make_notice(tenders=(decided,), published_on=date(2025, 1, 15))).year == 2024
    assert only_award(make_notice(published_on=date(2025, 1, 15))).year == 2025
    assert only_award(make_notice(published_on=None)).year is None


def test_the_first_decision_of_several_counts():
    tenders = (
        make_tender(1, decided_on=date(2025, 2, 1)),
        make_tender(1, key="T2", decided_on=date(2025, 1, 1)),
    )
    assert only_award(make_notice(tenders=tenders)).decision == date(2025, 1, 1)


def test_the_deadline_is_the_latest_given():
    first = make_lot(1, tenders_due_on=date(2024, 11, 1))
    moved = make_lot(2, tenders_due_on=date(2024, 12, 1))
    award = only_award(
        make_notice(1, stage=Stage.OPEN, published_on=date(2024, 10, 1), results=(), lots=(first,)),
        make_notice(2, stage=Stage.OPEN, published_on=date(2024, 10, 20), results=(), lots=(moved,)),
        make_notice(3),
    )
    assert award.deadline == date(2024, 12, 1)


# Answers


def test_the_latest_notice_that_answers_wins_and_silence_does_not_overrule():
    call = make_notice(1, stage=Stage.OPEN, published_on=date(2024, 1, 1), results=(), lots=(make_lot(11),))
    award_notice = make_notice(2, published_on=date(2025, 1, 1), lots=(make_lot(12),))
    later = make_notice(3, stage=Stage.CHANGED, published_on=date(2025, 5, 1), lots=(make_lot(13),))
    answers = {
        11: {"green-declared": True, "innovation-declared": True},
        12: {"green-declared": False},
        13: {},
    }
    merged = only_award(call, award_notice, later, answers=answers).answers
    assert merged == {"green-declared": False, "innovation-declared": True}


def test_answers_of_another_lot_do_not_spill():
    notice = make_notice(
        lots=(make_lot(1), make_lot(2, "LOT-0002")), results=(make_result(), make_result(2, "LOT-0002"))
    )
    first, second = awards_of(notice, answers={1: {"green-declared": True}})
    assert (first.answers, second.answers) == ({"green-declared": True}, {})


# Who


def test_the_buyer_and_what_the_award_does_not_say_come_from_the_other_notices():
    call = make_notice(
        1,
        stage=Stage.OPEN,
        published_on=date(2024, 1, 1),
        results=(),
        buyer=9,
        procedure_type="restricted",
        lots=(make_lot(1, cpv="45000000", nature="works"),),
    )
    award = only_award(call, make_notice(2, buyer=None, buyer_country="", cpv=""))
    assert (award.organisation, award.country) == (9, "FI")
    assert (award.procedure_type, award.division, award.nature) == ("restricted", "45", "works")


def test_a_demo_notice_belongs_to_the_demo_country():
    assert only_award(make_notice(is_demo=True, buyer_country="FI")).country == "XV"


def test_each_winner_counts_once_in_a_lot_and_every_member_of_a_group_counts():
    winners = {
        "ORG-1": WinnerFacts(business_id="1234567-8", name="Oy Ab", size="small"),
        "ORG-2": WinnerFacts(business_id="1234567-8", name="Oy AB", size="small"),
        "ORG-3": WinnerFacts(name="Firma", size="large"),
        "ORG-4": WinnerFacts(name="FIRMA ", size="large"),
    }
    tenders = (
        make_tender(1, tenderers=("ORG-1", "ORG-3")),
        make_tender(1, key="T2", tenderers=("ORG-2", "ORG-4")),
    )
    award = only_award(make_notice(tenders=tenders, winners=winners))
    assert [winner.size for winner in award.winners] == ["small", "large"]


def test_a_lot_without_a_winner_has_neither_value_nor_winners():
    winners = {"ORG-1": WinnerFacts(business_id="1", size="small")}
    tender = make_tender(100, is_winner=None, tenderers=("ORG-1",))
    award = only_award(
        make_notice(
            results=(make_result(outcome="clos-nw"),), tenders=(tender,), winners=winners, estimated=euro(5)
        )
    )
    assert (award.value_eur, award.winners, award.is_awarded) == (None, (), False)


# Procedure


def test_a_procedure_is_in_the_year_of_its_first_award_with_all_its_values():
    procedure = make_procedure(
        make_notice(
            1, published_on=date(2024, 9, 1), tenders=(make_tender(100, contract="A"),), procedure_type="open"
        ),
        make_notice(2, published_on=date(2025, 9, 1), tenders=(make_tender(120, contract="B"),)),
    )
    awards = awards_of(*procedure.notices)
    whole = procedure_award(procedure, awards)
    assert (whole.year, whole.value_eur, whole.procedure_type, whole.division) == (
        2024,
        Decimal(220),
        "open",
        "72",
    )


def test_a_procedure_without_a_winner_is_not_counted():
    procedure = make_procedure(make_notice(results=(make_result(outcome="clos-nw"),)))
    assert procedure_award(procedure, awards_of(*procedure.notices)) is None
