"""Questions about programmes and goals."""

from django.db.models import QuerySet

from majakka.strategy.models import Goal, Programme


def programmes(*, country: str = "", state: str = "") -> list[Programme]:
    """Programmes with owner, goals, indicators and targets (4 queries), the newest first."""
    found = _whole()
    if country:
        found = found.filter(owner__country=country)
    if state:
        found = found.filter(state=state)
    return list(found)


def programme_for(country: str) -> Programme | None:
    """The national strategy in force of a country, with goals, indicators and targets (the newest)."""
    return _whole().filter(owner__country=country, kind="national-strategy", state="in-force").first()


def programme_by_code(code: str) -> Programme | None:
    return _whole().filter(code=code).first()


def goal_by_code(programme_code: str, goal_code: str) -> Goal | None:
    """A goal with its programme, owner, indicator and targets (2 queries)."""
    return (
        Goal.objects.filter(programme__code=programme_code, code=goal_code)
        .select_related("programme__owner", "indicator")
        .prefetch_related("targets")
        .first()
    )


def _whole() -> QuerySet[Programme]:
    return Programme.objects.select_related("owner").prefetch_related("goals__indicator", "goals__targets")
