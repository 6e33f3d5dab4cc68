"""Questions about indicators and their values. Each function is one query unless it says otherwise.

A scope is an organisation with everything below it (`organisation`, a row or its primary key) or a country
(`country`; "" is all real countries together). `cpv_division` "" is all purchases.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Max, QuerySet

from majakka.indicators.models import Indicator, Value
from majakka.organisations.models import Organisation

Scope = Organisation | int | None


def indicators(*, codes: Sequence[str] | None = None, family: str = "") -> list[Indicator]:
    """The indicators in their order; all of them, or those of the codes or the family."""
    found = Indicator.objects.all()
    if codes is not None:
        found = found.filter(code__in=codes)
    if family:
        found = found.filter(family=family)
    return list(found)


def indicator_by_code(code: str) -> Indicator | None:
    return Indicator.objects.filter(code=code).first()


def values_for(
    *,
    indicator_codes: Sequence[str] | None = None,
    organisation: Scope = None,
    country: str = "",
    years: Iterable[int] | None = None,
    cpv_division: str | None = "",
) -> list[Value]:
    """The values of one scope with their indicators, by indicator order, year and division.

    `indicator_codes` None is all indicators, `years` None all years, `cpv_division` None all divisions ("" is
    the value over all purchases, not a wildcard).
    """
    found = _scoped(organisation, country)
    if indicator_codes is not None:
        found = found.filter(indicator__code__in=indicator_codes)
    if years is not None:
        found = found.filter(year__in=list(years))
    if cpv_division is not None:
        found = found.filter(cpv_division=cpv_division)
    return list(
        found.select_related("indicator").order_by(
            "indicator__order", "indicator__code", "year", "cpv_division"
        )
    )


def series(
    *, indicator_code: str, organisation: Scope = None, country: str = "", cpv_division: str = ""
) -> list[Value]:
    """One indicator of one scope, year by year, the earliest first. Years without purchases have no value."""
    return values_for(
        indicator_codes=[indicator_code],
        organisation=organisation,
        country=country,
        cpv_division=cpv_division,
    )


def values_of_organisations(
    *,
    indicator_code: str,
    organisations: Iterable[Organisation | int],
    years: Iterable[int],
    cpv_division: str = "",
) -> dict[tuple[int, int], Value]:
    """(organisation pk, year) -> value, for a table of bodies; one without a value is missing, not zero."""
    keys = [_key(organisation) for organisation in organisations]
    found = Value.objects.filter(
        indicator__code=indicator_code, organisation__in=keys, year__in=list(years), cpv_division=cpv_division
    )
    return {
        (value.organisation_id, value.year): value for value in found if value.organisation_id is not None
    }


def values_by_country(*, indicator_code: str, year: int, cpv_division: str = "") -> dict[str, Value]:
    """Country -> value; "" is all real countries."""
    found = Value.objects.filter(
        indicator__code=indicator_code, organisation__isnull=True, year=year, cpv_division=cpv_division
    ).order_by("country")
    return {value.country: value for value in found}


def years_with_values(*, organisation: Scope = None, country: str = "") -> list[int]:
    """The years in which the scope has any value, ascending."""
    found = _scoped(organisation, country).filter(cpv_division="")
    return sorted(found.order_by().values_list("year", flat=True).distinct())


def latest_full_year(*, today: date, organisation: Scope = None, country: str = "") -> int | None:
    """The latest year with values that has ended; a scope that has only the running year gives that year."""
    years = years_with_values(organisation=organisation, country=country)
    ended = [year for year in years if year < today.year]
    return max(ended or years, default=None)


def last_measured_at() -> datetime | None:
    """When values were last computed; None before the first time."""
    latest: datetime | None = Value.objects.aggregate(latest=Max("measured_at"))["latest"]
    return latest


def _scoped(organisation: Scope, country: str) -> QuerySet[Value]:
    if organisation is not None:
        return Value.objects.filter(organisation=_key(organisation))
    return Value.objects.filter(organisation__isnull=True, country=country)


def _key(organisation: Organisation | int) -> int:
    return organisation if isinstance(organisation, int) else organisation.pk
