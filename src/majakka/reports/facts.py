"""Rows of the rooms below, turned into the plain records that the views are made of."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from majakka.indicators.models import Indicator, Value
from majakka.organisations.models import Organisation
from majakka.reports.records import (
    Figure,
    GoalFacts,
    IndicatorFacts,
    OrganisationFacts,
    ProgrammeFacts,
    TargetFacts,
)
from majakka.strategy.models import Goal, Programme, Target
from majakka.strategy.queries import programme_for
from majakka.strategy.ranking import least_counted

MAIN_INDICATOR = "innovation-new-to-market"
"""The definition shown when neither the reader nor a goal names one."""


def indicator_facts(indicator: Indicator) -> IndicatorFacts:
    return IndicatorFacts(
        code=indicator.code,
        family=indicator.family,
        kind=indicator.kind,
        unit=indicator.unit,
        direction=indicator.direction,
        has_euro=indicator.has_euro,
        names={"fi": indicator.name_fi, "sv": indicator.name_sv, "en": indicator.name_en},
        rules={"fi": indicator.rule_fi, "sv": indicator.rule_sv, "en": indicator.rule_en},
    )


def organisation_facts(organisation: Organisation) -> OrganisationFacts:
    return OrganisationFacts(
        organisation.code, organisation.names, organisation.type, organisation.country, organisation.is_demo
    )


def figure_of(
    value: Value, indicator: IndicatorFacts, *, scope: str, unit: str, target: Decimal | None, today: date
) -> Figure:
    """A value read by `unit`, as it stands today; an indicator without euros is read by count whatever is asked."""
    return Figure(
        indicator=indicator,
        scope=scope,
        year=value.year,
        unit=unit if indicator.has_euro else "count",
        count=value.by_count,
        euro=value.by_euro,
        total=value.total,
        median=value.median,
        excluded_count=value.excluded_count,
        reporting_units=value.reporting_units,
        rule_version=value.rule_version,
        measured_at=value.measured_at,
        euro_estimated=value.euro_estimated,
        target=target,
        cpv_division=value.cpv_division,
        least=least_counted(today),
        is_running=value.year >= today.year,
    )


def goal_facts(goal: Goal, *, programme: str, targets: Iterable[Target] | None = None) -> GoalFacts:
    """With the targets given, else the goal's own."""
    return GoalFacts(
        programme=programme,
        code=goal.code,
        names={"fi": goal.name_fi, "sv": goal.name_sv, "en": goal.name_en},
        descriptions={"fi": goal.description_fi, "sv": goal.description_sv, "en": goal.description_en},
        measured_by=goal.measured_by,
        indicator=indicator_facts(goal.indicator) if goal.indicator else None,
        targets=tuple(
            TargetFacts(t.starts_on, t.due_on, t.value, t.source)
            for t in (goal.targets.all() if targets is None else targets)
        ),
    )


def programme_facts(programme: Programme) -> ProgrammeFacts:
    return ProgrammeFacts(
        code=programme.code,
        owner=organisation_facts(programme.owner),
        kind=programme.kind,
        names={"fi": programme.name_fi, "sv": programme.name_sv, "en": programme.name_en},
        summaries={"fi": programme.summary_fi, "sv": programme.summary_sv, "en": programme.summary_en},
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        source=programme.source,
        is_demo=programme.is_demo,
        goals=tuple(goal_facts(goal, programme=programme.code) for goal in programme.goals.all()),
    )


def national_programme(country: str) -> ProgrammeFacts | None:
    """The programme in force of the country."""
    programme = programme_for(country)
    return programme_facts(programme) if programme else None


def followed_goals(country: str) -> tuple[GoalFacts, ...]:
    """Goals of the country's own programme in force that have an indicator and a target; one query.

    All countries together ("") have none: one country's goal does not bind the others.
    """
    if not country:
        return ()
    rows = (
        Target.objects.filter(
            goal__programme__owner__country=country,
            goal__programme__owner__type="state",
            goal__programme__state="in-force",
            goal__indicator__isnull=False,
        )
        .select_related("goal__indicator", "goal__programme")
        .order_by("goal__order", "goal__code", "starts_on")
    )
    series: dict[int, tuple[Goal, list[Target]]] = {}
    for row in rows:
        series.setdefault(row.goal_id, (row.goal, []))[1].append(row)
    return tuple(
        goal_facts(goal, programme=goal.programme.code, targets=targets) for goal, targets in series.values()
    )


def goal_of(goals: Iterable[GoalFacts], *, family: str, code: str) -> GoalFacts | None:
    """The goal whose target an indicator is held against: its own, else that of its family.

    Definitions of one family are rival readings of the same goal, so all stand beside the same target.
    """
    known = [(g, g.indicator) for g in goals if g.indicator]
    own = [g for g, indicator in known if indicator.code == code]
    kin = [g for g, indicator in known if indicator.family == family]
    return next(iter([*own, *kin]), None)


def target_in(goal: GoalFacts | None, year: int, *, today: date) -> Decimal | None:
    """The target in force at the end of the year, or today in the year that runs."""
    target = goal.target_on(min(date(year, 12, 31), today)) if goal else None
    return target.value if target else None


def unit_to_show(asked: str, *, goal: GoalFacts | None, euro_whole: Decimal) -> str:
    """By euro when any value in euro is known, unless the reader or the goal says count."""
    if not euro_whole:
        return "count"
    if asked in ("euro", "count"):
        return asked
    return goal.measured_by if goal else "euro"


def indicator_to_show(codes: Iterable[str], *, asked: str, goals: Iterable[GoalFacts]) -> str:
    """The definition asked for, else a goal's, else the main one, else any; "" when there is none."""
    known = list(codes)
    of_goals = [g.indicator.code for g in goals if g.indicator]
    return next(
        (code for code in (asked, *of_goals, MAIN_INDICATOR) if code in known), known[0] if known else ""
    )


def year_to_show(counted: Mapping[int, int], *, asked: int | None, today: date) -> int | None:
    """The year asked for, else the latest that has ended, else the running one. `counted`: year -> what was counted.

    A year that holds next to nothing beside the fullest one (less than a tenth) is not opened unasked: its notices
    have not come yet.
    """
    if asked in counted:
        return asked
    fullest = max(counted.values(), default=0)
    well_known = {year for year, count in counted.items() if count * 10 >= fullest}
    ended = {year for year in well_known if year < today.year}
    return max(ended or well_known, default=None)
