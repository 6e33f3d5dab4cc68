"""What data there is and how much of it says what is asked: coverage by country and year."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet

from majakka.indicators.models import Value
from majakka.intake.explanations import explain, reason_of
from majakka.intake.models import RefusedFile
from majakka.notices.models import Notice
from majakka.reports.facts import figure_of, indicator_facts
from majakka.reports.records import DEMO_COUNTRY, Figure

REFUSED_SHOWN = 500


@dataclass(frozen=True, slots=True)
class SourceCount:
    """Notices of one reader: versions kept, of which current, and when the last one was recorded."""

    source: str
    versions: int
    current: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusedCount:
    """Files refused for one reason and not taken in since. Their names are shown to those who import."""

    code: str
    reason: str
    files: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One refused file with what was wrong, for those who import."""

    file: str
    reason: str
    place: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """The figures of one country; "" is all countries together."""

    country: str
    figures: tuple[Figure, ...]

    @property
    def is_small(self) -> bool:
        return all(figure.is_small for figure in self.figures)

    @property
    def largest(self) -> Figure:
        return max(self.figures, key=lambda figure: figure.count.whole)


@dataclass(frozen=True, slots=True)
class DataQuality:
    """`coverage`: figures of the newest year with values, one country after another; `small`: those of countries
    where too little was counted to say much. `is_running`: the year has not ended.
    """

    sources: tuple[SourceCount, ...]
    refused: tuple[RefusedCount, ...]
    is_demo: bool
    year: int | None
    is_running: bool
    coverage: tuple[CountryFigures, ...]
    small: tuple[CountryFigures, ...]


def data_quality(*, today: date) -> DataQuality:
    real = Notice.objects.filter(is_demo=False)
    is_demo = not real.exists()
    notices = Notice.objects.filter(is_demo=is_demo)
    values = _newest_values(is_demo=is_demo)
    countries = sorted({v.country for v in values})
    by_country = [
        CountryFigures(c, tuple(_figure(v, today=today) for v in values if v.country == c)) for c in countries
    ]
    year = values[0].year if values else None
    return DataQuality(
        sources=tuple(_sources(notices)),
        refused=tuple(_refused()),
        is_demo=is_demo,
        year=year,
        is_running=year is not None and year >= today.year,
        coverage=tuple(one for one in by_country if not one.is_small),
        small=tuple(one for one in by_country if one.is_small),
    )


def _sources(notices: QuerySet[Notice]) -> list[SourceCount]:
    rows = notices.order_by("source").values("source").annotate(versions=Count("pk"), last=Max("recorded_at"))
    current = dict(
        notices.filter(is_current=True).order_by("source").values_list("source").annotate(n=Count("pk"))
    )
    return [SourceCount(r["source"], r["versions"], current.get(r["source"], 0), r["last"]) for r in rows]


def _refused() -> list[RefusedCount]:
    rows = RefusedFile.objects.order_by("code").values("code").annotate(n=Count("pk"), last=Max("refused_at"))
    return [RefusedCount(row["code"], reason_of(row["code"]), row["n"], row["last"]) for row in rows]


def refused_files() -> list[RefusedLine]:
    """The files that were refused last, at most REFUSED_SHOWN of them."""
    return [
        RefusedLine(row.file, explain(row.code, row.message), row.place, row.value, row.refused_at)
        for row in RefusedFile.objects.all()[:REFUSED_SHOWN]
    ]


def _newest_values(*, is_demo: bool) -> list[Value]:
    values = Value.objects.filter(organisation=None, cpv_division="", count_whole__gt=0)
    values = values.filter(country=DEMO_COUNTRY) if is_demo else values.exclude(country=DEMO_COUNTRY)
    year = values.aggregate(latest=Max("year"))["latest"]
    return list(values.filter(year=year).select_related("indicator").order_by("country", "indicator__order"))


def _figure(value: Value, *, today: date) -> Figure:
    unit = "euro" if value.indicator.has_euro and value.euro_whole else "count"
    facts = indicator_facts(value.indicator)
    return figure_of(value, facts, scope=value.country or "all", unit=unit, target=None, today=today)
