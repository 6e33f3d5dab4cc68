"""Pages in a real browser: clean for the accessibility checker, nothing sideways at 320 px, keyboard alone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from majakka.accounts.models import User
from majakka.accounts.operations import grant_membership
from majakka.base.clock import read_today
from majakka.organisations.models import Organisation
from tests.measures.factories import make_award, write_awards
from tests.web import world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # No static files are collected in a checkout: they are served from where they lie
    pytest.mark.filterwarnings("ignore:No directory at"),
]

playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the axe package is not installed")

CHROMIUM = os.environ.get("MAJAKKA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, NARROW = 1280, 320

PAGES = {
    # name: path in Finnish, Swedish, English
    "front": ("", "", ""),
    "programme": ("ohjelma/", "program/", "programme/"),
    "goal": ("ohjelma/tavoitteet/G1/", "program/mal/G1/", "programme/goals/G1/"),
    "organisations": ("organisaatiot/", "organisationer/", "organisations/"),
    "organisations found": ("organisaatiot/?q=roads", "organisationer/?q=roads", "organisations/?q=roads"),
    "organisation": ("organisaatiot/roads/", "organisationer/roads/", "organisations/roads/"),
    "notices": ("ilmoitukset/?stage=awarded", "annonser/?stage=awarded", "notices/?stage=awarded"),
    "no notices": ("ilmoitukset/?q=xyz&year=x", "annonser/?q=xyz&year=x", "notices/?q=xyz&year=x"),
    "notice": ("ilmoitukset/118204-2026/", "annonser/118204-2026/", "notices/118204-2026/"),
    "many lots": ("ilmoitukset/900-2026/", "annonser/900-2026/", "notices/900-2026/"),
    "no notice": ("ilmoitukset/1-1900/", "annonser/1-1900/", "notices/1-1900/"),
    "method": ("menetelma/", "metod/", "method/"),
    "measure": (
        "menetelma/innovation-new-to-market/",
        "metod/innovation-new-to-market/",
        "method/innovation-new-to-market/",
    ),
    "number": (
        "luvut/innovation-new-to-market/FI/2025/",
        "siffror/innovation-new-to-market/FI/2025/",
        "numbers/innovation-new-to-market/FI/2025/",
    ),
    "quality": ("laatu/", "kvalitet/", "quality/"),
    "data": ("avoin-data/", "oppna-data/", "data/"),
    "accessibility": ("saavutettavuus/", "tillganglighet/", "accessibility/"),
    "privacy": ("tietosuoja/", "dataskydd/", "privacy/"),
    "missing": ("eiole/", "eiole/", "eiole/"),
    "sign in": ("account/login/", "account/login/", "account/login/"),
    "password reset": ("account/password/reset/", "account/password/reset/", "account/password/reset/"),
}
LANGUAGES = ("fi", "sv", "en")
PASSWORD = "kolme hevosta 7 aitaa"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM or not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not here (set MAJAKKA_CHROMIUM)")
    # Playwright keeps an event loop of its own in this thread, which Django would take for its own
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def country(live_server: Any, settings: Any) -> str:
    cache.clear()
    world.measured_country()
    many = world.notice_of_many_lots(30)
    answers: tuple[dict[str, bool], ...] = (
        {"innovation-new-to-market": True},
        {"innovation-new-to-market": False},
        {},
    )
    awards = [
        make_award(n, notice=many.pk if n % 2 else 0, lot=f"LOT-{n:04}", answers=answers[n % 3])
        for n in range(1, 61)
    ]
    write_awards(Path(settings.LAKE), awards, ancestors=())
    return str(live_server.url)


def opened(browser: Any, address: str, *, width: int = WIDE, scheme: str = "light") -> Any:
    """The page with what its console complained about."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(address)
    return page


def violations(page: Any) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes'][:3]]}" for v in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_clean(browser: Any, country: str, name: str, language: str) -> None:
    """In light and dark, wide and narrow: the checker finds nothing, nothing scrolls sideways, no policy is broken."""
    faults: list[str] = []
    page = opened(browser, f"{country}/{language}/{PAGES[name][LANGUAGES.index(language)]}")
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults += [f"{width} {scheme}: {fault}" for fault in violations(page)]
        if (reach := page.evaluate("document.documentElement.scrollWidth")) > width:
            faults.append(f"reaches to {reach} px of {width}")
    faults += [complaint for complaint in page.complaints if "Failed to load resource" not in complaint]
    page.context.close()
    assert faults == []


def test_the_pages_of_the_own_account_are_clean(browser: Any, live_server: Any) -> None:
    """Signing in, the password, the second factor (which asks for the password again) and signing out, on a phone."""
    User.objects.create_user("aino@example.fi", password=PASSWORD)
    page = opened(browser, f"{live_server.url}/fi/account/login/", width=NARROW)
    page.locator("#id_login").fill("aino@example.fi")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/fi/oma-tili/")
    for path in ("password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "logout/"):
        page.goto(f"{live_server.url}/fi/account/{path}")
        if "reauthenticate" in page.url:
            assert violations(page) == []
            page.locator("main input[type=password]").fill(PASSWORD)
            page.locator("main input[type=password]").press("Enter")
            page.wait_for_url(f"**/{path}")
        assert page.locator("h1").count() == 1
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, path
    assert page.complaints == []


def signed_in_steerer(browser: Any, address: str) -> Any:
    """A page of a national steerer, who came in by the keyboard alone."""
    steerer = User.objects.create_user("ohjaaja@example.fi", password=PASSWORD, name="Oili Ohjaaja")
    state = Organisation.objects.get(code="state")
    grant_membership(steerer, organisation=state, role="national-steerer", starts_on=read_today())
    page = opened(browser, f"{address}/fi/account/login/")
    page.locator("#id_login").focus()
    page.keyboard.type("ohjaaja@example.fi")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/oma-tili/")
    return page


def test_my_account_and_the_log_are_clean(browser: Any, country: str) -> None:
    """In three languages, light and dark, wide and narrow."""
    page = signed_in_steerer(browser, country)
    faults: list[str] = []
    for path in (
        "fi/oma-tili/",
        "sv/mitt-konto/",
        "en/my-account/",
        "fi/hallinta/loki/",
        "sv/administration/logg/",
        "en/admin/log/?day=nonsense",
        "en/admin/log/?who=nobody",
    ):
        page.goto(f"{country}/{path}")
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                faults += [f"{path} {width} {scheme}: {fault}" for fault in violations(page)]
            if (reach := page.evaluate("document.documentElement.scrollWidth")) > width:
                faults.append(f"{path} reaches to {reach} px of {width}")
    assert faults == []
    assert [one for one in page.complaints if "Failed to load resource" not in one] == []


def test_the_log_is_read_by_keyboard_alone(browser: Any, country: str) -> None:
    page = signed_in_steerer(browser, country)
    page.goto(f"{country}/en/my-account/")
    page.get_by_role("link", name="Who changed what").press("Enter")
    page.wait_for_url("**/en/admin/log/")
    page.locator("#what").focus()
    page.keyboard.type("Oili")
    page.keyboard.press("Enter")
    page.wait_for_url("**what=Oili**")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("ohjaaja@example.fi").first.is_visible()
    page.goto(f"{country}/en/my-account/")
    page.get_by_role("button", name="Sign out").press("Enter")
    page.wait_for_url(lambda address: "my-account" not in address)
    assert page.get_by_role("link", name="Sign in").first.is_visible()


def test_style_sheets_and_fonts_load_under_the_content_policy(browser: Any, country: str) -> None:
    if not (Path(__file__).parents[2] / "src/majakka/web/vendor/designsystemet.css").exists():
        pytest.skip("third-party style sheets are not set up (./dev sets them up)")
    page = opened(browser, f"{country}/en/")
    assert page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].some(f => f.status === 'loaded'))"
    )
    assert "Source Sans" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.complaints == []


def test_the_skip_link_is_first_and_leads_to_the_content(browser: Any, country: str) -> None:
    page = opened(browser, f"{country}/en/notices/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_passport_opens_and_closes_by_keyboard_and_focus_returns(browser: Any, country: str) -> None:
    page = opened(browser, f"{country}/en/")
    page.locator(".mj-passport-link").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#passport").is_visible()
    assert "answered =" in page.locator("#passport").inner_text()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not page.locator("#passport").is_visible()
    assert page.evaluate("document.activeElement.className") == "mj-passport-link"


def test_the_menu_and_the_filters_are_sheets_on_a_phone(browser: Any, country: str) -> None:
    page = opened(browser, f"{country}/en/notices/", width=NARROW)
    assert not page.locator("#menu").is_visible()
    page.locator(".mj-menu-button").press("Enter")
    assert page.locator("#menu").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters").press("Enter")
    assert page.locator("#facets").is_visible()
    page.get_by_label("Planned").check()
    page.get_by_role("button", name="Show results").press("Enter")
    assert "stage=planned" in page.url


def test_the_appearance_is_chosen_without_a_script(browser: Any, country: str) -> None:
    page = opened(browser, f"{country}/en/notices/?stage=open")
    page.get_by_label("Appearance", exact=True).select_option("dark")
    page.get_by_role("button", name="Change appearance").click()
    assert page.url.endswith("/en/notices/?stage=open")
    assert page.evaluate("document.documentElement.dataset.colorScheme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_definition_is_one_press_away_and_stays_in_the_address(browser: Any, country: str) -> None:
    page = opened(browser, f"{country}/sv/?unit=count")
    page.get_by_role("link", name="innovation-new-to-buyer").click()
    assert "definition=innovation-new-to-buyer" in page.url
    assert "unit=count" in page.url
    page.get_by_title("Suomi").click()
    assert "/fi/?unit=count&definition=innovation-new-to-buyer" in page.url


def test_a_number_leads_down_to_the_notices_that_made_it(browser: Any, country: str) -> None:
    page = opened(browser, f"{country}/en/organisations/roads/")
    page.locator(".mj-passport-link").first.click()
    href = page.locator("#passport").get_by_role("link", name="Open the notices").get_attribute("href")
    assert href.startswith("/en/numbers/innovation-new-to-market/roads/")
    assert "answer=yes" in href
    assert href.endswith("#rows")
    page.goto(f"{country}{href}")
    assert page.get_by_role("heading", name="The rows that made it").is_visible()


def test_the_demo_country_carries_its_mark(browser: Any, live_server: Any) -> None:
    cache.clear()
    world.demo_country()
    page = opened(browser, f"{live_server.url}/en/")
    assert page.get_by_text("Demo data.").is_visible()
    assert violations(page) == []


def test_printing_opens_tables_and_leaves_the_menus_out(browser: Any, country: str) -> None:
    page = opened(browser, f"{country}/en/")
    page.emulate_media(media="print")
    assert not page.locator(".mj-header").is_visible()
    assert not page.locator(".mj-footer").is_visible()
    assert page.locator("#trend-cap").is_visible()


def test_an_empty_majakka_is_clean_too(browser: Any, live_server: Any) -> None:
    cache.clear()
    for path in ("", "notices/", "organisations/", "programme/", "quality/"):
        page = opened(browser, f"{live_server.url}/en/{path}")
        assert violations(page) == []
        page.context.close()
