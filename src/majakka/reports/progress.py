"""How far a country is: measured values beside goals and targets, as plain records.

Pages, the API and exports of the same thing call the same function here, so they cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from majakka.indicators.models import Value
from majakka.indicators.queries import values_for
from majakka.reports.facts import (
    figure_of,
    followed_goals,
    goal_of,
    indicator_facts,
    indicator_to_show,
    national_programme,
    organisation_facts,
    target_in,
    unit_to_show,
    year_to_show,
)
from majakka.reports.league import league
from majakka.reports.records import (
    ALL_COUNTRIES,
    DEMO_COUNTRY,
    Choices,
    Figure,
    GoalFacts,
    OrganisationFacts,
    ProgrammeFacts,
    ProgressOverview,
    ScopeChoice,
)


def measured_countries() -> list[str]:
    """Countries that have a value of their own, and "" when all together have one."""
    return sorted(
        Value.objects.filter(organisation=None).order_by().values_list("country", flat=True).distinct()
    )


def scope_to_show(countries: Sequence[str], *, asked: str | None, home: str) -> str | None:
    """Which country a page opens with: the one asked for, else home, else all together, else the demo country.

    None when nothing has been measured. The demo country is never shown unasked beside real ones.
    """
    if asked is not None and asked in countries:
        return asked
    real = [c for c in countries if c not in (ALL_COUNTRIES, DEMO_COUNTRY)]
    if home in real:
        return home
    if real:
        return ALL_COUNTRIES if ALL_COUNTRIES in countries else real[0]
    return DEMO_COUNTRY if DEMO_COUNTRY in countries else next(iter(countries), None)


def _scopes(countries: Sequence[str], chosen: str) -> tuple[ScopeChoice, ...]:
    real = [c for c in countries if c != DEMO_COUNTRY]
    offered = real if any(c != ALL_COUNTRIES for c in real) else list(countries)
    if chosen not in offered:
        offered = [*offered, chosen]
    return tuple(ScopeChoice(c, c == chosen) for c in offered)


def progress_overview(choices: Choices, *, home: str, today: date) -> ProgressOverview:
    """Everything the front page says. `figure` is None when nothing has been measured yet."""
    countries = measured_countries()
    country = scope_to_show(countries, asked=choices.country, home=home)
    if country is None:
        return ProgressOverview(home, (), None, None)
    scopes = _scopes(countries, country)
    goals = followed_goals(country)
    values = [value for value in values_for(country=country) if value.count_whole]
    kinds = {v.indicator.code: v.indicator.kind for v in values}
    code = indicator_to_show(
        (c for c, kind in kinds.items() if kind == "share"), asked=choices.indicator, goals=goals
    )
    counted = {v.year: v.count_whole for v in values if v.indicator.code == code}
    year = year_to_show(counted, asked=choices.year, today=today)
    if year is None:
        return ProgressOverview(country, scopes, None, None)
    main = next(v for v in values if v.indicator.code == code and v.year == year)
    goal = goal_of(goals, family=main.indicator.family, code=code)
    has_euro = main.indicator.has_euro and main.euro_whole > 0
    unit = unit_to_show(choices.unit, goal=goal, euro_whole=main.euro_whole if has_euro else Decimal(0))
    figures = _figures(values, goals, scope=country or "all", unit=unit, today=today)
    figure = next(f for f in figures if f.indicator.code == code and f.year == year)
    rows, levels, level = league(figure, choices, country=country, today=today)
    return ProgressOverview(
        country=country,
        scopes=scopes,
        figure=figure,
        goal=goal,
        definitions=tuple(
            f
            for f in figures
            if f.year == year and f.is_share and f.indicator.family == figure.indicator.family
        ),
        trend=tuple(f for f in figures if f.indicator.code == code),
        years=tuple(sorted(counted)),
        league=rows,
        levels=levels,
        level=level,
        order=choices.order or "share",
        has_euro=has_euro,
        other_families=tuple(
            f for f in figures if f.year == year and f.indicator.family != figure.indicator.family
        ),
        measured_at=max(f.measured_at for f in figures),
    )


def _figures(
    values: Sequence[Value], goals: Sequence[GoalFacts], *, scope: str, unit: str, today: date
) -> list[Figure]:
    """Every value as a figure beside the target of its own goal in its own year."""
    facts = {v.indicator.code: indicator_facts(v.indicator) for v in values}
    goal_by_code = {code: goal_of(goals, family=f.family, code=code) for code, f in facts.items()}
    return [
        figure_of(
            v,
            facts[v.indicator.code],
            scope=scope,
            unit=unit,
            target=target_in(goal_by_code[v.indicator.code], v.year, today=today),
            today=today,
        )
        for v in values
    ]


def programme_view(*, asked: str | None, home: str, today: date) -> tuple[str, ProgrammeFacts | None]:
    """The country shown and its programme, each goal with its newest figure (by the goal's own unit).

    All countries together have no programme: the home country's is shown, with its own figures.
    """
    country = scope_to_show(measured_countries(), asked=asked, home=home) or home
    programme = national_programme(country)
    if programme is None:
        return country, None
    codes = [g.indicator.code for g in programme.goals if g.indicator]
    values = [value for value in values_for(indicator_codes=codes, country=country) if value.count_whole]
    goals = tuple(replace(g, figure=_newest(g, values, scope=country, today=today)) for g in programme.goals)
    return country, replace(programme, goals=goals)


def _newest(goal: GoalFacts, values: Sequence[Value], *, scope: str, today: date) -> Figure | None:
    own = [v for v in values if goal.indicator and v.indicator.code == goal.indicator.code]
    year = year_to_show({v.year: v.count_whole for v in own}, asked=None, today=today)
    if year is None or goal.indicator is None:
        return None
    value = next(v for v in own if v.year == year)
    unit = unit_to_show("", goal=goal, euro_whole=value.euro_whole)
    target = target_in(goal, year, today=today)
    return figure_of(value, goal.indicator, scope=scope, unit=unit, target=target, today=today)


def goal_view(
    code: str, choices: Choices, *, home: str, today: date
) -> tuple[GoalFacts, ProgressOverview] | None:
    """A goal of the shown country's programme with the overview of its indicator; None when there is no such goal.

    All countries together have no goals: those of the home country are shown, with its own figures.
    """
    countries = measured_countries()
    country = scope_to_show(countries, asked=choices.country, home=home) or home
    programme = national_programme(country)
    goal = next((g for g in (programme.goals if programme else ()) if g.code == code), None)
    if goal is None:
        return None
    if country not in countries:
        return goal, ProgressOverview(country, (), None, None)
    indicator = goal.indicator.code if goal.indicator else ""
    overview = progress_overview(
        replace(choices, country=country, indicator=indicator), home=home, today=today
    )
    return goal, overview


def number_view(
    indicator: str, scope: str, year: int, *, unit: str, today: date
) -> tuple[Figure, OrganisationFacts | None] | None:
    """One number by its lasting address: indicator, scope ("all", a country or an organisation's code), year."""
    values = Value.objects.filter(indicator__code=indicator, year=year, cpv_division="")
    is_country = scope == "all" or (len(scope) == 2 and scope.isupper())
    country = "" if scope == "all" else scope
    values = (
        values.filter(organisation=None, country=country)
        if is_country
        else values.filter(organisation__code=scope)
    )
    value = values.select_related("indicator", "organisation").first()
    if value is None:
        return None
    body = value.organisation
    goals = followed_goals(body.country if body else value.country)
    goal = goal_of(goals, family=value.indicator.family, code=indicator)
    figure = figure_of(
        value,
        indicator_facts(value.indicator),
        scope=scope,
        unit=unit_to_show(unit, goal=goal, euro_whole=value.euro_whole),
        target=target_in(goal, year, today=today),
        today=today,
    )
    return figure, organisation_facts(body) if body else None
