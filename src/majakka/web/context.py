"""What every page knows: its other languages, the menu, the appearance, whether the data is invented."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from majakka.accounts.queries import has_demo_people
from majakka.base.text import UI_LANGUAGES
from majakka.indicators.queries import last_measured_at
from majakka.notices.queries import has_real_notices
from majakka.web.addresses import with_query

APPEARANCES = ("auto", "light", "dark")
APPEARANCE_COOKIE = "appearance"

_MENU = (
    ("front", _("How far are we?")),
    ("programme", _("Programme")),
    ("organisations", _("Organisations")),
    ("notices", _("Notices")),
    ("method", _("Method")),
)
_PARENTS = {
    "goal": "programme",
    "organisation": "organisations",
    "notice": "notices",
    "measure": "method",
    "number": "front",
}
_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MenuLink:
    name: Any
    address: str
    is_current: bool
    is_above: bool


def site(request: HttpRequest) -> dict[str, Any]:
    appearance = request.COOKIES.get(APPEARANCE_COOKIE, "auto")
    return {
        "languages": language_links(request),
        "menu": _menu(request),
        "appearance": appearance if appearance in APPEARANCES else "auto",
        "sign_in_address": _sign_in_address(request),
        "has_demo_people": SimpleLazyObject(has_demo_people),
        "page_language": (get_language() or "en")[:2],
        "shows_only_demo": SimpleLazyObject(lambda: not has_real_notices()),
        "data_brought_up_at": SimpleLazyObject(_brought_up_at),
    }


def _brought_up_at() -> datetime | None:
    """When figures were last computed; the footer may be a minute behind, every page having it."""
    return cache.get_or_set("web.brought_up_at", last_measured_at, 60)


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page with the same query string in each language; the front page where there is no such page."""
    here = (get_language() or "en")[:2]
    query = request.META.get("QUERY_STRING", "")
    links = []
    for code in UI_LANGUAGES:
        with override(code):
            path = _same_page(request)
        links.append(LanguageLink(code, _NAMES[code], f"{path}?{query}" if query else path, code == here))
    return links


def _same_page(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is not None and match.view_name:
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            pass
    return reverse("web:front")


def _sign_in_address(request: HttpRequest) -> str:
    """Signing in leads back to the page one came from; from the front page to the own account."""
    match, login = request.resolver_match, reverse("account_login")
    path = request.get_full_path()
    if match is None or match.namespace != "web" or path == reverse("web:front"):
        return login
    return with_query(login, {"next": path})


def _menu(request: HttpRequest) -> list[MenuLink]:
    name = request.resolver_match.url_name if request.resolver_match else ""
    return [
        MenuLink(label, reverse(f"web:{page}"), name == page, _PARENTS.get(name or "") == page)
        for page, label in _MENU
    ]
