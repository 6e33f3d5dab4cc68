"""What pages say of a target: small samples, the running year, whose target it is, words where no bar can stand."""

import html as markup
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from majakka.base.clock import read_today
from majakka.indicators.models import Value
from majakka.measures.awards import ProcedureAward
from majakka.strategy.ranking import least_counted, ranking_rule
from tests.measures.factories import make_award, write_awards
from tests.web import factories as make
from tests.web import world

pytestmark = pytest.mark.django_db
MARKET = "innovation-new-to-market"


def words_of(html: str) -> str:
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", html)).split())


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return words_of(response.content.decode())


@pytest.fixture
def market() -> Any:
    """The measure, with Finland's target of ten per cent."""
    found = make.indicator(MARKET)
    make.programme(found, make.body("state", type="state"))
    return found


def running() -> int:
    return read_today().year


# One number for both ends


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The share is 5.0 %; everything has an answer."),
        ("fi", "Osuus on 5,0 %; kaikkeen on vastattu."),
        ("sv", "Andelen är 5,0 %; allt har besvarats."),
    ],
)
@pytest.mark.parametrize("country", ["NO", "FI"])
def test_a_share_without_anything_unanswered_is_one_number(
    client: Client, market: Any, language: str, sentence: str, country: str
) -> None:
    make.value(market, 2025, yes=5, unknown=0, whole=100, country=country)
    html = client.get(f"/{language}/").content.decode()
    assert sentence in words_of(html)
    titles = [title for title in re.findall(r"<title>(.*?)</title>", html, re.DOTALL) if "%" in title]
    assert titles
    for title in titles:
        assert title.count("5.0") + title.count("5,0") == 1, title


def test_too_little_unanswered_to_change_the_number_is_one_number_too(client: Client) -> None:
    make.value(make.indicator(MARKET), 2025, yes=5_000, unknown=1, whole=100_000)
    assert "what has no answer is too little to change it" in read(client, "/en/")


# Whose target


@pytest.mark.parametrize("country", ["all", "NO"])
def test_a_countrys_target_does_not_bind_others(client: Client, market: Any, country: str) -> None:
    for scope in ("FI", "NO", ""):
        make.value(market, 2025, yes=200, unknown=0, whole=1_000, country=scope)
    assert "No target has been set for this." in read(client, f"/en/?country={country}")
    assert "No target has been set for this." in read(client, f"/en/numbers/{MARKET}/{country}/2025/")
    assert "The 10 % target is met." in read(client, "/en/?country=FI")
    assert "The 10 % target is met." in read(client, f"/en/numbers/{MARKET}/FI/2025/")


def test_the_programme_of_all_countries_is_that_of_home_with_its_own_figures(
    client: Client, market: Any
) -> None:
    make.value(market, 2025, yes=200, unknown=0, whole=1_000, country="")
    make.value(market, 2025, yes=200, unknown=0, whole=1_000, country="NO")
    assert "Not measured yet" in read(client, "/en/programme/?country=all")
    assert "Not measured yet" in read(client, "/en/programme/goals/G1/?country=all")
    make.value(market, 2025, yes=70, unknown=0, whole=1_000, country="FI")
    assert "7.0 %, target 10 %, year 2025" in read(client, "/en/programme/?country=all")


def test_the_goal_of_the_demo_country_opens_beside_real_data(client: Client) -> None:
    market = world.demo_country()
    make.notice("1-2026")
    make.value(market, 2025, yes=5, unknown=10, whole=100)
    page = client.get("/sv/?country=XV").content.decode()
    (link,) = set(re.findall(r'href="(/sv/program/mal/[^"]+)"', page))
    assert "Innovativa" in client.get(link).content.decode() or read(client, link)
    programme = client.get("/sv/program/?country=XV").content.decode()
    (link,) = set(re.findall(r'href="(/sv/program/mal/[^"]+)"', programme))
    assert read(client, link)


# Small samples


def test_the_shipped_rule_needs_thirty_and_tells_its_source() -> None:
    assert least_counted(date(2025, 12, 31)) == 0
    rule = ranking_rule(date(2026, 1, 1))
    assert rule is not None
    assert (rule.least_counted, rule.sources["en"]) == (30, "Majakka's own rule")


@pytest.mark.parametrize(("whole", "is_judged"), [(29, False), (30, True)])
def test_few_lots_get_no_verdict(client: Client, market: Any, whole: int, is_judged: bool) -> None:
    make.value(market, 2025, yes=whole, unknown=0, whole=whole)
    for address in ("/en/", f"/en/numbers/{MARKET}/FI/2025/", "/en/programme/goals/G1/"):
        page = read(client, address)
        assert ("The 10 % target is met." in page) is is_judged
        assert ("Too few: 29 lots, 30 needed" in page) is not is_judged
    assert f"Counted: {whole} lots" in read(client, "/en/")


def test_few_lots_are_not_ranked_among_bodies(client: Client, market: Any) -> None:
    make.value(market, 2025, yes=200, unknown=0, whole=1_000)
    for code, yes, whole in (("large", 20, 100), ("small", 7, 7)):
        make.value(market, 2025, yes=yes, unknown=0, whole=whole, organisation=make.body(code))
    response = client.get("/en/")
    rows = response.context["overview"].league
    assert [row.organisation.code for row in rows] == ["large", "small"]
    page = words_of(response.content.decode())
    assert "Too few: 7 lots, 30 needed" in page
    assert "Cannot tell: too few" in page
    assert "Nobody is ranked or judged when fewer than 30 were counted." in page
    assert "Too few: 7 lots, 30 needed" in read(client, "/en/organisations/small/")


def test_the_method_tells_the_rule_of_small_samples(client: Client) -> None:
    assert "fewer than 30 lots get no verdict" in read(client, "/en/method/")
    assert "Majakkas egen regel, gäller från 1.1.2026" in read(client, "/sv/metod/")


def test_another_rule_can_be_given(client: Client, market: Any, settings: Any, tmp_path: Path) -> None:
    settings.RANKING_RULES = tmp_path / "rules.json"
    text = '[{"starts_on": "2020-01-01", "least_counted": 5, "source_fi": "a", "source_sv": "b", "source_en": "c"}]'
    settings.RANKING_RULES.write_text(text)
    make.value(market, 2025, yes=5, unknown=0, whole=5)
    assert "The 10 % target is met." in read(client, "/en/")


# The year that runs


def test_the_running_year_is_marked_and_not_judged(client: Client, market: Any) -> None:
    body = make.body("roads")
    for year, yes in ((running() - 1, 20), (running(), 90)):
        make.value(market, year, yes=yes, unknown=0, whole=100)
        make.value(market, year, yes=yes, unknown=0, whole=100, organisation=body)
    response = client.get(f"/en/?year={running()}")
    page = words_of(response.content.decode())
    assert "Cannot tell yet: year still running" in page
    assert "target is met" not in page
    assert f"The year {running()} is still running." in page
    (row,) = response.context["overview"].league
    assert row.change is None
    assert response.context["trend_heading"] == "One year is known well enough so far"
    assert "Cannot tell yet: year still running" in read(client, f"/en/organisations/roads/?year={running()}")


def test_the_trend_compares_years_that_have_ended(client: Client, market: Any) -> None:
    for year, yes in ((running() - 2, 10), (running() - 1, 20), (running(), 1)):
        make.value(market, year, yes=yes, unknown=0, whole=100)
    assert client.get("/en/").context["trend_heading"] == f"Higher than in {running() - 2}"


# Words in place of a bar, phrases in place of a dash


def test_words_stand_where_too_little_is_answered_for_a_bar(client: Client, market: Any) -> None:
    make.value(market, 2025, yes=50, unknown=800, whole=1_000)
    make.value(make.indicator("innovation-declared"), 2025, yes=50, unknown=900, whole=1_000)
    html = client.get("/en/").content.decode()
    assert "mj-share" not in html
    page = words_of(html)
    assert "Not ranked: 20.0 % of value answered, 60 % needed" in page
    assert "Not ranked: 10.0 % of value answered, 60 % needed" in page


def test_a_number_of_which_little_is_known_is_its_interval(client: Client, market: Any) -> None:
    make.value(market, 2025, yes=50, unknown=800, whole=1_000)
    html = client.get(f"/en/numbers/{MARKET}/FI/2025/").content.decode()
    (heading,) = re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)
    assert words_of(heading).strip().endswith("2025: 5.0–85.0 %")
    assert "5.0–85.0 %, target 10 %, year 2025" in read(client, "/en/programme/")


def test_a_number_that_nobody_answered_has_no_sum(client: Client, market: Any) -> None:
    make.value(market, 2025, yes=0, unknown=100, whole=100)
    page = read(client, f"/en/numbers/{MARKET}/FI/2025/")
    assert "= –" not in page
    assert "2025: 0.0–100.0 %" in page


def test_a_speed_is_told_in_days_and_counts_lots(client: Client) -> None:
    speed = make.indicator("decision-speed", kind="mean", unit="day", has_euro=False, direction="down")
    make.value(speed, 2025, yes=0, unknown=0, whole=1_027, euro=0, total=75_000, median=73)
    html = client.get("/en/numbers/decision-speed/FI/2025/").content.decode()
    (heading,) = re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)
    assert words_of(heading).strip().endswith("2025: 73.0 days")
    page = words_of(html)
    assert "1,027 lots" in page
    assert "1,027 days" not in page
    assert "Counts lots" in read(client, "/en/method/decision-speed/")


def test_the_rows_of_procedures_show_the_notice_and_no_key(client: Client, settings: Any) -> None:
    without = make.indicator("no-call", unit="procedure", direction="down", has_euro=False)
    notice = make.notice("7-2025")
    whole = ProcedureAward(
        procedure=1,
        organisation=None,
        country="FI",
        is_demo=False,
        year=2025,
        division="72",
        procedure_type="neg-wo-call",
        value_eur=Decimal(10),
        estimated_eur=Decimal(0),
    )
    lake = [make_award(1, notice=notice.pk)]
    write_awards(Path(settings.LAKE), lake, wholes=[whole], ancestors=(), years=())
    Value.objects.create(
        indicator=without, country="FI", year=2025, count_whole=1, rule_version="1", measured_at=make.MOMENT
    )
    response = client.get("/en/numbers/no-call/FI/2025/")
    (row,) = response.context["found"].rows
    page = response.content.decode()
    assert row.procedure
    assert row.procedure not in words_of(page)
    assert 'href="/en/notices/7-2025/"' in page


# Data quality


def test_quality_marks_the_running_year_and_folds_countries_of_few_lots(client: Client, market: Any) -> None:
    make.notice()
    make.value(market, running(), yes=5, unknown=10, whole=100)
    make.value(market, running(), yes=5, unknown=1, whole=7, country="NO")
    html = client.get("/en/quality/").content.decode()
    page = words_of(html)
    assert "year still running" in page
    summaries = [words_of(text).strip() for text in re.findall(r"<summary>(.*?)</summary>", html, re.DOTALL)]
    assert "Norway: 7 lots" in summaries
    assert not any("Finland" in text for text in summaries)


# What a page lacks, in words


def test_a_front_page_without_matched_bodies_says_what_to_do(client: Client, market: Any) -> None:
    make.value(market, 2025, yes=5, unknown=10, whole=100)
    page = read(client, "/en/")
    assert "No buyer in these notices has been matched to a known body" in page
    assert "majakka import organisations FILE" in page


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("year=1999", "There are no figures for the year “1999”; 2025 is shown."),
        ("country=QQ", "There are no figures for the country “QQ”; shown is: Finland."),
    ],
)
def test_a_year_or_country_without_figures_is_told(client: Client, query: str, line: str) -> None:
    world.measured_country()
    assert line in read(client, f"/en/?{query}")
    assert "There are no figures" not in read(client, "/en/?year=2025&country=fi")


def test_sources_in_finnish_are_marked_as_finnish(client: Client, market: Any) -> None:
    make.value(market, 2025, yes=5, unknown=10, whole=100)
    page = client.get("/sv/program/mal/G1/").content.decode()
    assert re.search(r'<p class="mj-small" lang="fi">Programme of 2015</p>', page)


def test_the_other_names_of_a_body_are_told_apart(client: Client) -> None:
    make.body("roads", name_en="Routes")
    assert "roads virasto , roads ämbetsverk" in read(client, "/en/organisations/roads/")
