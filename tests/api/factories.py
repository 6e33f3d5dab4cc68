"""A small store that has something under every address of the API."""

from datetime import UTC, date, datetime
from decimal import Decimal

from majakka.classification.models import Definition
from majakka.indicators.models import Indicator, Value
from majakka.organisations.models import Affiliation, Organisation
from majakka.strategy.models import Goal, Programme, Target
from tests.exports.factories import full_award, record
from tests.notices.factories import call

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def small_store(notices: int = 5) -> None:
    state = Organisation.objects.create(code="fi-state", name_fi="Suomen valtio", type="state")
    city = Organisation.objects.create(
        code="testila",
        name_fi="Testilän kunta",
        name_sv="Testby",
        type="municipality",
        business_id="0245442-8",
    )
    Affiliation.objects.create(member=city, parent=state)
    record(*[full_award(seed) for seed in range(2, 2 + notices)], call(900))
    indicator = Indicator.objects.create(
        code="innovation-declared",
        family="innovation",
        name_fi="Innovatiivisten osuus",
        name_sv="Andel innovativa",
        name_en="Innovative share",
        rule_fi="Sääntö.",
        rule_sv="Regel.",
        rule_en="Rule.",
    )
    for year in (2024, 2025):
        for scope in ({"organisation": city}, {"country": "FI"}, {"country": ""}):
            Value.objects.create(
                indicator=indicator,
                year=year,
                count_yes=1,
                count_unknown=2,
                count_whole=7,
                euro_yes=Decimal("100.50"),
                euro_whole=Decimal("300.00"),
                rule_version="1",
                measured_at=NOW,
                **scope,
            )
    programme = Programme.objects.create(
        code="kansallinen",
        owner=state,
        kind="national-strategy",
        name_fi="Ohjelma",
        name_sv="Program",
        name_en="Programme",
        starts_on=date(2020, 1, 1),
    )
    goal = Goal.objects.create(
        programme=programme, code="1", name_fi="Tavoite", name_sv="Mål", name_en="Goal", indicator=indicator
    )
    Target.objects.create(
        goal=goal, starts_on=date(2015, 1, 1), value=Decimal("0.05"), source="Hallitusohjelma"
    )
    Definition.objects.create(
        code="innovation-declared",
        family="innovation",
        name_fi="Ilmoitettu",
        name_sv="Angiven",
        name_en="Declared",
        rule_fi="Sääntö.",
        rule_sv="Regel.",
        rule_en="Rule.",
    )
