"""Pages under /fi/, /sv/ and /en/. The words of a path are in addresses.py."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from majakka.web.accounts.views import account_page, log_page
from majakka.web.addresses import address
from majakka.web.definitions.views import word_list_edit, word_lists_page
from majakka.web.front.views import front
from majakka.web.method.views import measure_page, method_page, number_page, quality_page
from majakka.web.notices.views import notice_list, notice_page, notice_source
from majakka.web.organisations.views import organisation_list, organisation_page
from majakka.web.pages.views import accessibility_page, change_appearance, data_page, privacy_page
from majakka.web.programme.views import goal_page, programme_page

app_name = "web"


def read_only(route: Any, view: Callable[..., HttpResponseBase], **options: Any) -> URLPattern:
    """A page that only shows: whoever sends it something is refused (405)."""
    return path(route, require_safe(view), **options)


urlpatterns = [
    read_only("", front, name="front"),
    read_only(address("{programme}/"), programme_page, name="programme"),
    read_only(address("{programme}/{goals}/<str:code>/"), goal_page, name="goal"),
    read_only(address("{organisations}/"), organisation_list, name="organisations"),
    read_only(address("{organisations}/<slug:code>/"), organisation_page, name="organisation"),
    read_only(address("{notices}/"), notice_list, name="notices"),
    read_only(address("{notices}/<str:number>/"), notice_page, name="notice"),
    read_only(address("{notices}/<str:number>/{source}/"), notice_source, name="notice-source"),
    read_only(address("{numbers}/<slug:indicator>/<slug:scope>/<int:year>/"), number_page, name="number"),
    read_only(address("{method}/"), method_page, name="method"),
    read_only(address("{method}/<slug:code>/"), measure_page, name="measure"),
    read_only(address("{quality}/"), quality_page, name="quality"),
    read_only(address("{data}/"), data_page, name="data"),
    read_only(address("{accessibility}/"), accessibility_page, name="accessibility"),
    read_only(address("{privacy}/"), privacy_page, name="privacy"),
    read_only(address("{account}/"), account_page, name="account"),
    read_only(address("{admin}/{log}/"), log_page, name="log"),
    read_only(address("{admin}/{word_lists}/"), word_lists_page, name="word-lists"),
    path(
        address("{admin}/{word_lists}/<slug:definition>/<slug:language>/"), word_list_edit, name="word-list"
    ),
    path(address("{appearance}/"), change_appearance, name="appearance"),
]
