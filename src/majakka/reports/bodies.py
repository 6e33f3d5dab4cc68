"""One organisation: where it belongs and how its shares stand beside the country's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from majakka.indicators.models import Value
from majakka.indicators.queries import values_for
from majakka.organisations.models import Organisation
from majakka.organisations.queries import children_of, path_to_root
from majakka.reports.facts import (
    figure_of,
    followed_goals,
    goal_of,
    indicator_facts,
    indicator_to_show,
    organisation_facts,
    target_in,
    unit_to_show,
    year_to_show,
)
from majakka.reports.records import Choices, Figure, GoalFacts, OrganisationView


def organisation_view(code: str, choices: Choices, *, today: date) -> OrganisationView | None:
    """A body's page: its figures of the newest ended (or the asked) year, and the trend of one definition."""
    body = Organisation.objects.filter(code=code).select_related("successor").first()
    if body is None:
        return None
    view = _standing(body, today=today)
    values = [value for value in values_for(organisation=body) if value.count_whole]
    goals = followed_goals(body.country)
    kinds = {v.indicator.code: v.indicator.kind for v in values}
    main = indicator_to_show(
        (c for c, kind in kinds.items() if kind == "share"), asked=choices.indicator, goals=goals
    )
    counted = {v.year: v.count_whole for v in values if v.indicator.code == main}
    year = year_to_show(counted, asked=choices.year, today=today)
    if year is None:
        return view
    shown = next(v for v in values if v.indicator.code == main and v.year == year)
    goal = goal_of(goals, family=shown.indicator.family, code=main)
    has_euro = shown.indicator.has_euro and shown.euro_whole > 0
    unit = unit_to_show(choices.unit, goal=goal, euro_whole=shown.euro_whole if has_euro else Decimal(0))
    nationals = [v for v in values_for(indicator_codes=list(kinds), country=body.country) if v.count_whole]

    def read(value: Value, scope: str) -> Figure:
        return _read(value, goals, scope=scope, unit=unit, today=today)

    own = [read(v, body.code) for v in values]
    national = [read(v, body.country) for v in nationals]
    return replace(
        view,
        figures=tuple(f for f in own if f.year == year),
        national={f.indicator.code: f for f in national if f.year == year},
        figure=next(f for f in own if f.year == year and f.indicator.code == main),
        trend=tuple(f for f in own if f.indicator.code == main),
        national_trend=tuple(f for f in national if f.indicator.code == main),
        goal=goal,
        years=tuple(sorted(counted)),
        has_euro=has_euro,
    )


def _read(value: Value, goals: Sequence[GoalFacts], *, scope: str, unit: str, today: date) -> Figure:
    goal = goal_of(goals, family=value.indicator.family, code=value.indicator.code)
    target = target_in(goal, value.year, today=today)
    facts = indicator_facts(value.indicator)
    return figure_of(value, facts, scope=scope, unit=unit, target=target, today=today)


def _standing(body: Organisation, *, today: date) -> OrganisationView:
    """What is known of the body itself: names, identifiers, its place in the tree, who it was before."""
    return OrganisationView(
        organisation=organisation_facts(body),
        business_id=body.business_id,
        website=body.website,
        source=body.source,
        founded_on=body.founded_on,
        ended_on=body.ended_on,
        successor=organisation_facts(body.successor) if body.successor else None,
        predecessors=tuple(organisation_facts(o) for o in body.predecessors.all()),
        path=tuple(organisation_facts(o) for o in reversed(path_to_root(body, on=today)[1:])),
        children=tuple(organisation_facts(o) for o in children_of(body, on=today)),
    )
