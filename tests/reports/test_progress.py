"""What the combined views say: scope, year, unit, verdict, gap and roll-up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from majakka.base.share import Share, Verdict
from majakka.reports.bodies import organisation_view
from majakka.reports.body_list import body_list
from majakka.reports.facts import year_to_show
from majakka.reports.progress import goal_view, number_view, progress_overview, scope_to_show
from majakka.reports.records import Choices, Figure, IndicatorFacts
from tests.web import factories as make
from tests.web import world

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("countries", "asked", "shown"),
    [
        ([], None, None),
        (["XV"], None, "XV"),
        (["", "NO", "SE", "XV"], None, ""),
        (["NO", "XV"], None, "NO"),
        (["", "FI", "NO", "XV"], None, "FI"),
        (["", "FI", "NO"], "NO", "NO"),
        (["", "FI", "NO"], "", ""),
        (["", "FI", "NO"], "QQ", "FI"),
        (["", "FI", "XV"], "XV", "XV"),
    ],
)
def test_a_page_opens_with_home_then_all_then_the_demo_country(
    countries: list[str], asked: str | None, shown: str | None
) -> None:
    assert scope_to_show(countries, asked=asked, home="FI") == shown


@pytest.mark.parametrize(
    ("counted", "asked", "year"),
    [
        ({}, None, None),
        ({2024: 100, 2025: 90, 2026: 80}, None, 2025),
        ({2026: 80}, None, 2026),
        ({2024: 100, 2025: 9}, None, 2024),
        ({2024: 100, 2025: 10}, None, 2025),
        ({2024: 100, 2025: 9}, 2025, 2025),
        ({2024: 100, 2025: 90}, 1999, 2025),
    ],
)
def test_the_year_shown_is_the_latest_that_has_ended_and_is_not_nearly_empty(
    counted: dict[int, int], asked: int | None, year: int | None
) -> None:
    assert year_to_show(counted, asked=asked, today=TODAY) == year


def figure(yes: int, unknown: int, whole: int, **changes: Any) -> Figure:
    share = Share(Decimal(yes), Decimal(unknown), Decimal(whole))
    about = IndicatorFacts("code", "family", "share", "lot", changes.pop("direction", "up"), True, {}, {})
    fields: dict[str, Any] = {
        "indicator": about,
        "scope": "FI",
        "year": 2025,
        "unit": "count",
        "count": share,
        "euro": share,
        "total": None,
        "median": None,
        "excluded_count": 0,
        "reporting_units": 1,
        "rule_version": "1",
        "measured_at": make.MOMENT,
        "target": Decimal("0.05"),
    }
    return Figure(**fields | changes)


@pytest.mark.parametrize(
    ("direction", "yes", "unknown", "verdict"),
    [
        ("up", 50, 0, Verdict.MET),
        ("up", 40, 9, Verdict.NOT_MET),
        ("up", 40, 10, Verdict.CANNOT_TELL),
        ("down", 50, 0, Verdict.MET),
        ("down", 51, 0, Verdict.NOT_MET),
        ("down", 40, 20, Verdict.CANNOT_TELL),
    ],
)
def test_a_target_of_a_falling_measure_is_a_ceiling(
    direction: str, yes: int, unknown: int, verdict: Verdict
) -> None:
    assert figure(yes, unknown, 1_000, direction=direction).verdict == verdict


def test_without_a_target_there_is_neither_verdict_nor_gap() -> None:
    assert figure(1, 0, 10, target=None).verdict is None
    assert figure(1, 0, 10, target=None).gap is None


def test_the_gap_is_what_is_missing_at_the_measured_share() -> None:
    assert figure(30, 0, 1_000).gap == 20
    assert figure(60, 0, 1_000).gap is None


@pytest.mark.parametrize(("unknown", "is_ranked"), [(40, True), (41, False)])
def test_nobody_is_ranked_below_sixty_per_cent_coverage(unknown: int, is_ranked: bool) -> None:
    assert figure(1, unknown, 100).is_ranked is is_ranked


@pytest.mark.django_db
def test_the_target_of_a_year_is_the_one_in_force_when_it_ended() -> None:
    state = make.body("state", type="state")
    market = make.indicator()
    make.programme(market, state)
    for year in (2019, 2021):
        make.value(market, year, yes=60, unknown=0, whole=1_000)
    overview = progress_overview(Choices(), home="FI", today=TODAY)
    assert {f.year: f.target for f in overview.trend} == {2019: Decimal("0.05"), 2021: Decimal("0.10")}
    assert overview.figure is not None
    assert overview.figure.verdict == Verdict.NOT_MET


@pytest.mark.django_db
def test_rival_definitions_stand_beside_the_same_target_and_other_families_beside_none() -> None:
    world.measured_country()
    overview = progress_overview(Choices(), home="FI", today=TODAY)
    assert [f.indicator.code for f in overview.definitions] == [
        "innovation-new-to-market",
        "innovation-new-to-buyer",
    ]
    assert {f.target for f in overview.definitions} == {Decimal("0.10")}
    assert {f.target for f in overview.other_families} == {None}


@pytest.mark.django_db
def test_a_branch_says_how_many_of_its_buyers_reported() -> None:
    world.measured_country()
    rows = {r.organisation.code: r for r in progress_overview(Choices(), home="FI", today=TODAY).league}
    assert (rows["transport"].figure.reporting_units, rows["transport"].buyers) == (1, 2)
    assert [r for r in rows if not rows[r].figure.is_ranked] == ["health"]
    assert list(rows)[-1] == "health"


@pytest.mark.django_db
def test_a_change_is_told_only_between_two_ranked_years() -> None:
    world.measured_country()
    rows = {r.organisation.code: r for r in progress_overview(Choices(), home="FI", today=TODAY).league}
    assert rows["transport"].change == Decimal(34) / 170 - Decimal(25) / 170
    assert rows["health"].change is None


@pytest.mark.django_db
def test_the_league_of_a_country_holds_no_body_of_another() -> None:
    world.measured_country()
    stranger = make.body("xv-road", type="branch", country="XV", is_demo=True)
    make.value(make.indicator("innovation-declared"), 2025, yes=1, unknown=0, whole=5, organisation=stranger)
    for country in (None, ""):
        overview = progress_overview(Choices(country=country), home="FI", today=TODAY)
        assert "xv-road" not in {row.organisation.code for row in overview.league}


@pytest.mark.django_db
def test_a_body_stands_beside_its_country_in_the_same_year_and_unit() -> None:
    world.measured_country()
    view = organisation_view("roads", Choices(), today=TODAY)
    assert view is not None
    assert view.figure is not None
    assert view.figure.share.value == Decimal(34) / 170
    assert view.national["innovation-new-to-market"].share.value == Decimal(34) / 680
    assert [body.code for body in view.path] == ["state", "transport"]


@pytest.mark.django_db
def test_page_and_passport_say_the_same_number() -> None:
    world.measured_country()
    overview = progress_overview(Choices(), home="FI", today=TODAY)
    found = number_view("innovation-new-to-market", "FI", 2025, unit="euro", today=TODAY)
    assert found is not None
    assert found[0] == overview.figure
    goal = goal_view("G1", Choices(), home="FI", today=TODAY)
    assert goal is not None
    assert goal[1].figure == overview.figure


@pytest.mark.django_db
def test_the_tree_counts_the_bodies_that_can_buy() -> None:
    world.measured_country()
    bodies = body_list(country="FI", q="", type="", today=TODAY, language="fi")
    assert bodies.total == 3
    assert bodies.tree[0].organisation.code == "state"
    assert bodies.tree[0].bodies == 3
    found = body_list(country="FI", q="", type="branch", today=TODAY, language="fi").found
    assert found is not None
    assert {body.code for body in found} == {"transport", "health"}
