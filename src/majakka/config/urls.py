"""Which address belongs to which room's door."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from majakka.api.urls import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("majakka.web.urls_plain")),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("majakka.web.urls")),
    ),
]

handler404 = "majakka.web.pages.views.not_found"
