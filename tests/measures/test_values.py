"""The numbers of each measure over small lakes, against numbers worked out by hand."""

from datetime import date
from decimal import Decimal

from majakka.measures.awards import ProcedureAward
from majakka.measures.choices import Basis
from majakka.notices.award_records import WinnerFacts
from tests.measures.factories import all_values, make_award, write_awards

YES = {"innovation-declared": True}
NO = {"innovation-declared": False}


def value(values, indicator, *, organisation=None, country="", year=2025, division=""):
    return values[indicator, organisation, country, year, division]


def test_a_share_counts_yes_no_and_unknown_by_lot_and_by_euro(tmp_path):
    write_awards(
        tmp_path,
        [
            make_award(1, value_eur=Decimal("100.05"), answers=YES),
            make_award(2, value_eur=Decimal("300.10"), answers=NO),
            make_award(3, value_eur=Decimal("50.00")),
            make_award(4, value_eur=None, value_basis=Basis.OTHER_CURRENCY, answers=YES),
            make_award(5, value_eur=Decimal("10.00"), value_basis=Basis.ESTIMATED, answers=NO),
            make_award(6, outcome="clos-nw", answers=YES),
        ],
    )
    found = value(all_values(tmp_path), "innovation-declared", country="FI")
    assert (found.count_yes, found.count_unknown, found.count_whole) == (2, 1, 5)
    assert (found.euro_yes, found.euro_unknown, found.euro_whole) == (
        Decimal("100.05"),
        Decimal("50.00"),
        Decimal("460.15"),
    )
    assert (found.euro_estimated, found.excluded_count, found.reporting_units) == (Decimal("10.00"), 1, 1)


def test_numbers_come_under_the_body_everything_above_it_its_country_and_all(tmp_path):
    write_awards(
        tmp_path,
        [
            make_award(1, organisation=10, answers=YES),
            make_award(2, organisation=20, answers=NO),
            make_award(3, organisation=None, country="SE", answers=NO),
            make_award(4, organisation=None, country="", answers=NO),
        ],
    )
    values = all_values(tmp_path)
    wholes = {
        (organisation, country): (found.count_yes, found.count_whole, found.reporting_units)
        for (code, organisation, country, _, division), found in values.items()
        if code == "innovation-declared" and division == ""
    }
    assert wholes == {
        (10, ""): (1, 1, 1),
        (20, ""): (0, 1, 1),
        (1, ""): (1, 2, 2),
        (None, "FI"): (1, 2, 2),
        (None, "SE"): (0, 1, 0),
        (None, ""): (1, 4, 2),
    }


def test_the_demo_country_is_its_own_and_never_in_the_sum_of_all(tmp_path):
    write_awards(tmp_path, [make_award(1), make_award(2, organisation=20, country="XV", is_demo=True)])
    values = all_values(tmp_path)
    assert value(values, "innovation-declared", country="XV").count_whole == 1
    assert value(values, "innovation-declared", organisation=20).count_whole == 1
    assert value(values, "innovation-declared").count_whole == 1
    assert value(values, "innovation-declared", country="FI").count_whole == 1


def test_years_and_divisions_are_apart_and_a_row_without_a_division_is_in_the_sum_only(tmp_path):
    write_awards(
        tmp_path,
        [
            make_award(1),
            make_award(2, division="45"),
            make_award(3, division=""),
            make_award(4, year=2024),
            make_award(5, year=None),
        ],
    )
    counts = {
        (year, division): found.count_whole
        for (code, _, country, year, division), found in all_values(tmp_path).items()
        if code == "social-declared" and country == "FI"
    }
    assert counts == {(2025, ""): 3, (2025, "72"): 1, (2025, "45"): 1, (2024, ""): 1, (2024, "72"): 1}


def test_only_the_years_asked_for_are_measured(tmp_path):
    write_awards(tmp_path, [make_award(1), make_award(2, year=2024)])
    assert {key[3] for key in all_values(tmp_path, years=range(2024, 2025))} == {2024}


def test_single_bidder_leaves_frameworks_out_and_takes_a_missing_count_as_unknown(tmp_path):
    write_awards(
        tmp_path,
        [
            make_award(1, tender_count=1),
            make_award(2, tender_count=2),
            make_award(3, tender_count=None),
            make_award(4, tender_count=0),
            make_award(5, tender_count=1, is_framework=True),
        ],
    )
    found = value(all_values(tmp_path), "single-bidder", country="FI")
    assert (found.count_yes, found.count_unknown, found.count_whole) == (1, 2, 4)
    assert (found.euro_yes, found.euro_unknown, found.euro_whole) == (100, 200, 400)


def test_no_call_counts_procedures(tmp_path):
    def whole(number, procedure_type, value):
        return ProcedureAward(
            procedure=number,
            organisation=10,
            country="FI",
            is_demo=False,
            year=2025,
            division="72",
            procedure_type=procedure_type,
            value_eur=None if value is None else Decimal(value),
            estimated_eur=Decimal(0),
        )

    wholes = [whole(1, "neg-wo-call", "10.10"), whole(2, "open", "20.20"), whole(3, "", None)]
    write_awards(tmp_path, [make_award(1)], wholes=wholes)
    found = value(all_values(tmp_path), "no-call", organisation=1)
    assert (found.count_yes, found.count_unknown, found.count_whole) == (1, 1, 3)
    assert (found.euro_yes, found.euro_whole, found.excluded_count) == (Decimal("10.10"), Decimal("30.30"), 1)


def test_sme_winners_counts_winners_by_size(tmp_path):
    sizes = ("micro", "small", "medium", "sme", "large", "")
    winners = tuple(WinnerFacts(business_id=str(number), size=size) for number, size in enumerate(sizes))
    write_awards(tmp_path, [make_award(1, winners=winners)])
    found = value(all_values(tmp_path), "sme-winners", country="FI")
    assert (found.count_yes, found.count_unknown, found.count_whole, found.euro_whole) == (4, 1, 6, 0)


def test_decision_speed_has_mean_median_and_what_could_not_be_used(tmp_path):
    def decided(number, days, **facts):
        decision = date(2025, 6, 30)
        return make_award(
            number, decision=decision, deadline=date.fromordinal(decision.toordinal() - days), **facts
        )

    write_awards(
        tmp_path,
        [
            decided(1, 10),
            decided(2, 20),
            decided(3, 61),
            decided(4, 0),
            decided(5, -3),
            make_award(6, decision=date(2025, 6, 30)),
            decided(7, 500, procedure_type="neg-wo-call"),
            decided(8, 500, outcome="clos-nw"),
        ],
    )
    found = value(all_values(tmp_path), "decision-speed", country="FI")
    assert (found.count_whole, found.excluded_count) == (4, 2)
    assert (found.total, found.median) == (Decimal(91), Decimal(15))


def test_a_scope_in_which_a_measure_has_no_row_has_no_value(tmp_path):
    write_awards(tmp_path, [make_award(1, is_framework=True)])
    assert ("single-bidder", None, "FI", 2025, "") not in all_values(tmp_path)


def test_adding_a_lot_declared_none_never_raises_the_innovation_share(tmp_path):
    awards = [make_award(1, answers=YES), make_award(2, answers=NO), make_award(3)]
    write_awards(tmp_path / "before", awards)
    write_awards(tmp_path / "after", [*awards, make_award(4, answers=NO)])
    before = value(all_values(tmp_path / "before"), "innovation-declared", country="FI")
    after = value(all_values(tmp_path / "after"), "innovation-declared", country="FI")
    assert (before.count_yes, before.count_unknown) == (after.count_yes, after.count_unknown)
    assert after.count_whole == before.count_whole + 1
    assert after.euro_whole > before.euro_whole


def test_the_order_of_rows_changes_no_number(tmp_path):
    awards = [make_award(number, value_eur=Decimal(number * number) / 100) for number in range(1, 50)]
    write_awards(tmp_path / "one", awards)
    write_awards(tmp_path / "other", awards[::-1])
    assert all_values(tmp_path / "one") == all_values(tmp_path / "other")
