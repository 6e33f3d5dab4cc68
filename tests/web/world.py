"""Whole situations for pages: nothing measured, a real country, many lots."""

from majakka.indicators.models import Indicator
from majakka.notices.models import Notice
from majakka.organisations.models import Organisation
from tests.web import factories as make


def measured_country() -> Organisation:
    """Finland with two branches, three agencies, three years, a programme, four notices and every kind of answer."""
    state = make.body(
        "state", type="state", name_fi="Suomen valtio", name_en="State of Finland", name_sv="Finska staten"
    )
    transport = make.body("transport", type="branch", under=state)
    health = make.body("health", type="branch", under=state)
    roads, rails = make.body("roads", under=transport), make.body("rails", under=transport)
    clinic = make.body("clinic", under=health)
    market = make.indicator(order=1)
    make.programme(market, state)
    for year, yes, unknown in ((2023, 21, 700), (2024, 25, 500), (2025, 34, 320)):
        make.value(market, year, yes=yes, unknown=unknown, whole=1_000)
        make.value(market, year, yes=yes, unknown=30, whole=200, organisation=roads)
        make.value(market, year, yes=yes, unknown=30, whole=200, organisation=transport)
        make.value(market, year, yes=2, unknown=90, whole=100, organisation=health)
    make.value(market, 2025, yes=1, unknown=0, whole=100, organisation=rails)
    _other_indicators()
    _notices(roads, clinic)
    return roads


def _other_indicators() -> None:
    buyer = make.indicator("innovation-new-to-buyer", order=2)
    single = make.indicator("single-bidder", family="competition", direction="down", order=3)
    speed = make.indicator("decision-speed", family="speed", kind="mean", unit="day", has_euro=False, order=4)
    make.value(buyer, 2025, yes=418, unknown=20, whole=1_000)
    make.value(single, 2025, yes=200, unknown=100, whole=1_000)
    make.value(speed, 2025, yes=0, unknown=0, whole=900, euro=0, total=60_000, median=58)


def _notices(roads: Organisation, clinic: Organisation) -> None:
    first = make.notice("118204-2026")
    make.with_parties(first, buyer=roads)
    market, text = make.definition(), make.definition("innovation-text")
    for number, answer in ((1, "yes"), (2, "no")):
        lot = make.lot(first, number)
        make.finding(lot, market, answer)
        make.finding(lot, text, quoted=True)
    make.lot(first, 3)
    second = make.notice("118205-2026", stage="open", titles={"sv": "Städning av skolor"}, listed_value=None)
    make.with_parties(second, buyer=clinic)
    make.notice("118206-2026", stage="planned", buyer_names={}, titles={}, cpv="")
    make.notice(
        "118207-2026", stage="dialogue", titles={"fi": "Vuoropuhelu", "sv": "Dialog", "en": "Dialogue"}
    )


def notice_of_many_lots(count: int = 100) -> Notice:
    many = make.notice("900-2026", titles={"fi": "Sadan osan hankinta"})
    make.with_parties(many)
    market = make.definition()
    for number in range(1, count + 1):
        lot = make.lot(many, number)
        if number % 2:
            make.finding(lot, market, "yes")
    return many


def demo_country() -> Indicator:
    """Only the invented country."""
    owner = make.body(
        "xv",
        country="XV",
        is_demo=True,
        type="state",
        name_fi="Valomaa",
        name_sv="Ljuslandet",
        name_en="Valomaa",
    )
    market = make.indicator()
    make.programme(market, owner, is_demo=True)
    make.value(market, 2025, yes=60, unknown=10, whole=1_000, country="XV")
    make.notice("5-2025", is_demo=True)
    return market
