"""Zones of countries."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from majakka.codes.builtin import country_alpha2, known_codes
from majakka.intake.zones import ZONES, zone_of


def test_every_zone_named_is_one() -> None:
    assert {str(ZoneInfo(name)) for name in ZONES.values()} == set(ZONES.values())


def test_every_country_but_the_uninhabited_and_the_invented_has_a_zone() -> None:
    known = {country_alpha2(code) for code in known_codes("country") or ()}
    assert known - set(ZONES) == {"AQ", "BV", "HM", "UM", "CP", "XV"}


@pytest.mark.parametrize(("country", "hours"), [("FI", 3), ("PT", 1), ("RE", 4), ("KE", 3), ("US", -4)])
def test_the_zone_is_that_of_the_country_or_its_capital(country: str, hours: int) -> None:
    summer = datetime(2022, 7, 1, tzinfo=UTC)
    assert summer.astimezone(zone_of(country)).utcoffset() == timedelta(hours=hours)


def test_an_unknown_country_has_no_zone() -> None:
    assert zone_of("") is None
