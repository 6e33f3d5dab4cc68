"""Pages under /fi/, /sv/ and /en/. The words of a path are in addresses.py."""

from django.urls import path

from majakka.web.addresses import address
from majakka.web.front.views import front
from majakka.web.method.views import measure_page, method_page, number_page, quality_page
from majakka.web.notices.views import notice_list, notice_page, notice_source
from majakka.web.organisations.views import organisation_list, organisation_page
from majakka.web.pages.views import accessibility_page, change_appearance, data_page, privacy_page
from majakka.web.programme.views import goal_page, programme_page

app_name = "web"

urlpatterns = [
    path("", front, name="front"),
    path(address("{programme}/"), programme_page, name="programme"),
    path(address("{programme}/{goals}/<str:code>/"), goal_page, name="goal"),
    path(address("{organisations}/"), organisation_list, name="organisations"),
    path(address("{organisations}/<slug:code>/"), organisation_page, name="organisation"),
    path(address("{notices}/"), notice_list, name="notices"),
    path(address("{notices}/<str:number>/"), notice_page, name="notice"),
    path(address("{notices}/<str:number>/{source}/"), notice_source, name="notice-source"),
    path(address("{numbers}/<slug:indicator>/<slug:scope>/<int:year>/"), number_page, name="number"),
    path(address("{method}/"), method_page, name="method"),
    path(address("{method}/<slug:code>/"), measure_page, name="measure"),
    path(address("{quality}/"), quality_page, name="quality"),
    path(address("{data}/"), data_page, name="data"),
    path(address("{accessibility}/"), accessibility_page, name="accessibility"),
    path(address("{privacy}/"), privacy_page, name="privacy"),
    path(address("{appearance}/"), change_appearance, name="appearance"),
]
