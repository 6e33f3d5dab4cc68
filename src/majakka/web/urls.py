"""Pages under /fi/, /sv/ and /en/."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "web"


def front(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("", front, name="front")]
